"""What is shown, as files: CSV for a program, XLSX for a person, both with what a reader must know of the figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from flask import Flask, Response, abort, request

from components.serving import served
from components.view import analyse
from variation.analyses.multiples import choose_multiples, multiply
from variation.analyses.overview import overview
from variation.analyses.overview_choice import overview_choice
from variation.analyses.pathway import follow_pathway
from variation.analyses.peers_of import peer_medians, peers_of
from variation.analyses.profile import profile, survey_of
from variation.analyses.profile_choices import profile_choices
from variation.analyses.selection import Selection
from variation.errors import NoData
from variation.findings import listings, tables
from variation.findings.profile_file import write_profile_csv
from variation.geography import LEVELS

Query = Mapping[str, Sequence[str]]
_KINDS = {
    "csv": ("text/csv; charset=utf-8", tables.write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", tables.write_xlsx),
}


def register_downloads(server: Flask) -> None:
    """Answer GET /download/… with the figures of what the query asks for: areas.csv, areas.xlsx, and lists as CSV."""

    @server.get("/download/areas.<kind>")
    def download(kind: str) -> Response:
        if kind not in _KINDS:
            abort(404)
        mimetype, write = _KINDS[kind]

        def make(query: Query) -> tuple[str, bytes]:
            found = analyse(query, served())
            selection = found.choices.selection
            name = f"{selection.indicator}-{selection.level}-{found.comparison.period}"
            return name, write(found.comparison, found.history)

        return _answer(make, kind, mimetype)

    @server.get("/download/<any(periods, overview, pathway, profile):what>.csv")
    def listing(what: str) -> Response:
        return _answer(_LISTINGS[what], "csv", _KINDS["csv"][0])


def _answer(make: Callable[[Query], tuple[str, bytes]], kind: str, mimetype: str) -> Response:
    """The file that is made of the query."""
    name, content = make(request.args.to_dict(flat=False))
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower())
    return Response(
        content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{plain}.{kind}"'}
    )


def _periods(query: Query) -> tuple[str, bytes]:
    s = served()
    snapshot = s.snapshot()
    chosen = choose_multiples(query, s.catalogue, s.store, snapshot)
    selection = chosen.view.selection
    m = multiply(selection, chosen.sort, s.catalogue, s.store, snapshot)
    return f"{selection.indicator}-{selection.level}-periods", listings.write_periods(m)


def _overview(query: Query) -> tuple[str, bytes]:
    s = served()
    snapshot = s.snapshot()
    choice = overview_choice(query, s.catalogue, s.store, snapshot)
    made = overview(choice, s.catalogue, s.store, snapshot)
    return f"overview-{choice.selection.level}", listings.write_overview(made)


def _pathway(query: Query) -> tuple[str, bytes]:
    s = served()
    asked, _ = Selection.from_query({key: query.get(key) for key in ("priority", "level", "within")})
    level = asked.level if asked.level in LEVELS else LEVELS[0]
    found = follow_pathway(asked.with_(level=level), s.catalogue, s.store, s.snapshot())
    if found is None:
        raise NoData("No priority has an indicator at this level.")
    return f"pathway-{found.priority.name}-{found.level}", listings.write_pathway(found)


def _profile(query: Query) -> tuple[str, bytes]:
    s = served()
    read = (s.catalogue, s.store, s.snapshot())
    chosen = profile_choices(query, *read)
    found = profile(chosen.selection, *read, place=chosen.place)
    surveyed = survey_of(chosen.place.level, *read)
    peers = peers_of(chosen.place, surveyed)
    names = tuple(peer.place.name for peer in peers.peers)
    content = write_profile_csv(found, peer_medians(peers, surveyed), names)
    return f"profile-{found.place.name}-{found.benchmark}", content


_LISTINGS = {"periods": _periods, "overview": _overview, "pathway": _pathway, "profile": _profile}
