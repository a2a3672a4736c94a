"""The footprint that a browser keeps as its usual one: pages whose address names none start with it.

A page that it or any other footprint limits says so; Area profile, which shows the footprint itself, has its name for
a title. The address stays the truth: a page without a footprint in its address leads to the same page with it, so that
a link copied from there shows everybody the same. All London is a footprint too, and can be named.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from dash import html
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from components.charts import page_select
from components.forms import button, hidden, plain_form
from components.remembered import FOOTPRINT, LISTS, kept_footprint, remembered_lists
from variation import geography
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.own_lists import footprint_of, footprints
from variation.analyses.results import Option

STARTS = {page.path: page.footprint for page in CHART_PAGES.values() if page.footprint}
"""By path, the choice that names the footprint; its profile is one of an area."""


def register_usual_footprint(server: Flask) -> None:
    """Lead to the usual footprint where an address names none, and keep such pages from caches that others share."""

    @server.before_request
    def lead() -> Response | None:
        name = STARTS.get(request.path)
        if name is None or request.method != "GET" or name in request.args:
            return None
        kept = kept_footprint()
        if not kept or request.args.get("level") == "stp":  # which no footprint limits
            return None
        pairs = [*request.args.items(multi=True), (name, kept)]
        answer = redirect(f"{request.path}?{urlencode(pairs, safe=',')}", 302)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @server.after_request
    def set_apart(answer: Response) -> Response:
        if answer.mimetype == "text/html":
            answer.vary.add("Cookie")
            if request.cookies.get(FOOTPRINT) or request.cookies.get(LISTS):
                answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer


def footprint_select(level: str, options: Sequence[Option], within: str, *, drops: Sequence[str] = ()) -> html.Div:
    """The choice of a footprint, with this browser's own lists of areas."""
    return page_select("within", "Footprint", *footprint_options(level, options, within), drops=drops)


def footprint_options(level: str, options: Sequence[Option], within: str) -> tuple[tuple[Option, ...], str]:
    """What a select of footprints offers in this browser, and what is chosen of it.

    Own lists of areas of the level take the place of the nameless own pick that a link may hold. All London is named
    where a usual footprint is kept, since an address without any leads to that.
    """
    own = []
    for found in remembered_lists():
        codes = found.content.split(",") if found.kind == "areas" else []
        chosen = footprint_of(codes, level)
        everywhere = chosen.count(",") + 1 == len(geography.areas(level))
        if chosen and not everywhere and chosen not in {o.value for o in own}:
            own.append(Option(chosen, found.name, "My lists"))
    usual = geography.LONDON if kept_footprint() else ""
    named = {o.value for o in own}
    others = [Option(o.value or usual, o.label, o.group, o.reason) for o in options if o.value not in named]
    return (*others, *own), within or usual


def footprint_form(chosen: str, back: str) -> html.Form:
    """The form that sets and clears the usual footprint; `back` is the page it stands on."""
    options = [html.Option("All London", value="", selected=not chosen)]
    options += [html.Option(a.short_name, value=a.code, selected=a.code == chosen) for a in footprints()]
    return plain_form(
        "/lists/footprint",
        [
            hidden("footprint-back", "back", back),
            html.Label("Usual footprint, which pages start with", htmlFor="start-footprint"),
            html.Div(
                [
                    html.Select(
                        options, id="start-footprint", name="within", className="form-select", autoComplete="off"
                    ),
                    button("Keep"),
                ],
                className="search-row",
            ),
            html.P(
                "A link that names a footprint shows that one. Kept in a cookie of this browser: the footprint's code, "
                "nothing about you.",
                className="hint",
            ),
        ],
    )


def footprint_line() -> html.P:
    """What says that a page is limited to a footprint, with the way to all London; hidden where it is not.

    It comes with the page as it is sent; assets/page-lists.js writes it anew as the address changes, by the names here.
    """
    kept, within = kept_footprint(), request.args.get("within", "")
    path = request.path if request.path in STARTS else "/"
    leave = {name: value for name, value in request.args.items() if name != "within"}
    if kept:  # an address without a footprint would lead back to it
        leave["within"] = geography.LONDON
    everywhere = f"{path}?{urlencode(leave, safe=',')}" if leave else path
    names = {a.code: a.name for a in footprints()}
    limits = STARTS.get(request.path) == "within" and request.args.get("level") != "stp"
    name = _footprint_name(within, names) if limits else ""
    usual = html.Span("your usual footprint, ", id="footprint-usual", hidden=within != kept)
    change = html.Span([" · ", html.A("Change it", href="/lists#start-footprint")], id="footprint-change")
    change.hidden = within != kept
    return html.P(
        [
            "Limited to ",
            usual,
            html.B(name, id="footprint-name"),
            " · ",
            html.A("Show all London", href=everywhere, id="leave-footprint"),
            change,
        ],
        hidden=not name,
        className="usual-footprint",
        id="usual-footprint-line",
        **{
            "data-footprint": kept,
            "data-everywhere": geography.LONDON,
            "data-names": json.dumps(names),
            "data-starts": " ".join(STARTS),
        },
    )


def _footprint_name(within: str, names: dict[str, str]) -> str:
    """What a footprint is called: an STP's name, or how many areas were chosen; "" where none limits."""
    if within in names or within == geography.LONDON:
        return names.get(within, "")
    codes = within.split(",")
    if not {area.code for level in ("borough", "ccg") for area in geography.areas(level)}.issuperset(codes):
        return ""
    return f"{len(codes)} chosen {'area' if len(codes) == 1 else 'areas'}"
