"""What is shown, as files: CSV for a program, XLSX for a person, both with what a reader must know of the figures."""

from __future__ import annotations

import re

from flask import Flask, Response, abort, request

from components.serving import served
from components.view import analyse
from variation.analyses.peers_of import peer_medians, peers_of
from variation.analyses.profile import profile, survey_of
from variation.analyses.profile_choices import profile_choices
from variation.errors import VariationError
from variation.findings import tables
from variation.findings.profile_file import write_profile_csv

_KINDS = {
    "csv": ("text/csv; charset=utf-8", tables.write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", tables.write_xlsx),
}


def register_downloads(server: Flask) -> None:
    """Answer GET /download/areas.csv and areas.xlsx with a view's figures, profile.csv with all those of an area."""

    @server.get("/download/areas.<kind>")
    def download(kind: str) -> Response:
        if kind not in _KINDS:
            abort(404)
        mimetype, write = _KINDS[kind]
        try:
            found = analyse(request.args.to_dict(flat=False), served())
        except VariationError as error:
            return _unavailable(error)
        selection = found.choices.selection
        name = f"{selection.indicator}-{selection.level}-{found.comparison.period}"
        return _file(write(found.comparison, found.history), mimetype, name, kind)

    @server.get("/download/profile.csv")
    def download_profile() -> Response:
        s = served()
        read = (s.catalogue, s.store, s.snapshot())
        try:
            chosen = profile_choices(request.args.to_dict(flat=False), *read)
            found = profile(chosen.selection, *read, place=chosen.place)
            surveyed = survey_of(chosen.place.level, *read)
        except VariationError as error:
            return _unavailable(error)
        peers = peers_of(chosen.place, surveyed)
        names = tuple(peer.place.name for peer in peers.peers)
        content = write_profile_csv(found, peer_medians(peers, surveyed), names)
        return _file(content, _KINDS["csv"][0], f"profile-{found.place.name}-{found.benchmark}", "csv")


def _unavailable(error: VariationError) -> Response:
    return Response(f"{error}\n", status=503, mimetype="text/plain")


def _file(content: bytes, mimetype: str, name: str, kind: str) -> Response:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower())
    return Response(
        content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{plain}.{kind}"'}
    )
