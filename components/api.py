"""The read-only interface for programs, /api/v1: what the screens show, as JSON and CSV; GET only, nothing kept.

Every route stands in one table, from which requests are checked and the OpenAPI document is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from flask import Flask, Response, request

from components.serving import Served, served
from variation import geography
from variation.analyses.holdings import holdings
from variation.analyses.series_table import COLUMNS, Wanted, held_series, tidy_rows
from variation.errors import VariationError
from variation.findings.tables import csv_text
from variation.indicators import Indicator

PREFIX = "/api/v1"
MOST_ROWS = 20_000
Answer = tuple[Any, str]  # what is answered, and as json or csv


class _Refused(Exception):
    """A request that cannot be answered: status and what to do."""

    def __init__(self, status: int, problem: str, parameter: str = "") -> None:
        self.status, self.problem, self.parameter = status, problem, parameter


@dataclass(frozen=True)
class Parameter:
    """One parameter of a route."""

    name: str
    about: str
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """One route: its path below the prefix, what it answers, its parameters and who answers it."""

    path: str
    about: str
    answer: Callable[[Served, Mapping[str, str]], Answer]
    parameters: tuple[Parameter, ...] = field(default=())


def _index(source: Served, _asked: Mapping[str, str]) -> Answer:
    snapshot = source.snapshot()
    links = [{"path": PREFIX + route.path, "about": route.about} for route in ROUTES]
    return {"name": "London Variation Atlas", "snapshot": snapshot.label if snapshot else None, "links": links}, "json"


def _indicators(source: Served, asked: Mapping[str, str]) -> Answer:
    held = holdings(source.store, source.snapshot())
    found = [
        _described(i, held.levels(i.id), illustrative=held.illustrative(i.id))
        for i in source.catalogue.indicators.values()
        if held.levels(i.id) and asked.get("domain", i.domain) == i.domain
    ]
    return {"indicators": found}, "json"


def _indicator(source: Served, asked: Mapping[str, str]) -> Answer:
    indicator = _known(source, asked["indicator"])
    held = holdings(source.store, source.snapshot())
    series = [
        {"level": s.level, "sex": s.sex, "age": s.age, "status": s.status, "periods": [p.label for p in s.periods]}
        for s in held_series(Wanted(indicator.id), source.catalogue, source.store, source.snapshot())
    ]
    described = _described(indicator, held.levels(indicator.id), illustrative=held.illustrative(indicator.id))
    return {**described, "series": series}, "json"


def _areas(_source: Served, asked: Mapping[str, str]) -> Answer:
    levels = [asked["level"]] if "level" in asked else list(geography.LEVELS)
    found = [
        {"code": area.code, "name": area.name, "level": level, "within": _parents(area.code, level)}
        for level in levels
        for area in geography.areas(level)
    ]
    return {"areas": found}, "json"


def _values(source: Served, asked: Mapping[str, str]) -> Answer:
    _known(source, asked["indicator"])
    wanted = Wanted(**{name: asked.get(name, "") for name in ("indicator", "level", "area", "period", "sex", "age")})
    rows = list(tidy_rows(wanted, source.catalogue, source.store, source.snapshot()))
    if len(rows) > MOST_ROWS:
        problem = f"That is {len(rows):,} rows; at most {MOST_ROWS:,} are answered. Ask for one level, period or area."
        raise _Refused(400, problem, "indicator")
    if not rows:
        problem = f"No figures are held for that; {PREFIX}/indicator?indicator={wanted.indicator} lists what is."
        raise _Refused(404, problem)
    indicator = source.catalogue.indicators[wanted.indicator]
    snapshot = source.snapshot()
    if asked.get("format") == "csv":
        return _csv(rows, indicator, snapshot.label if snapshot else ""), "csv"
    about = {"unit": indicator.unit, "source": indicator.source, "licence": indicator.licence}
    about["snapshot"] = snapshot.label if snapshot else ""
    return {**about, "columns": list(COLUMNS), "values": [dict(zip(COLUMNS, row, strict=True)) for row in rows]}, "json"


def _openapi(_source: Served, _asked: Mapping[str, str]) -> Answer:
    return openapi(), "json"


_LEVEL = Parameter("level", "Level of area.", allowed=geography.LEVELS)
_INDICATOR = Parameter("indicator", "Id of an indicator, as /indicators lists them.", required=True)
ROUTES = (
    Route("", "This list.", _index),
    Route(
        "/indicators",
        "Every indicator that is held.",
        _indicators,
        (Parameter("domain", "Only those of a domain.", allowed=("access", "practice", "outcome")),),
    ),
    Route("/indicator", "One indicator: what it means and what is held of it.", _indicator, (_INDICATOR,)),
    Route("/areas", "Areas with their codes, and what they lie in.", _areas, (_LEVEL,)),
    Route(
        "/values",
        "Figures as tidy rows, with what is withheld on screen withheld here.",
        _values,
        (
            _INDICATOR,
            _LEVEL,
            Parameter("area", "Code of one area."),
            Parameter("period", "Label of one period, e.g. 2013/14."),
            Parameter("sex", "Persons, Female or Male, where they are held."),
            Parameter("age", "Age group, as /indicator names them."),
            Parameter("format", "json or csv; json by default.", allowed=("json", "csv")),
        ),
    ),
    Route("/openapi.json", "This interface, described in OpenAPI 3.1.", _openapi),
)


def register_api(server: Flask) -> None:
    """Answer every route of the table, and nothing else below its prefix."""
    for route in ROUTES:
        server.add_url_rule(PREFIX + route.path, f"api{route.path}", _answering(route), methods=["GET"])
    server.add_url_rule(f"{PREFIX}/<path:unknown>", "api-unknown", _unknown, methods=["GET"])


def openapi() -> dict[str, Any]:
    """The OpenAPI document of the table of routes."""
    paths = {
        PREFIX + route.path: {
            "get": {
                "summary": route.about,
                "parameters": [_openapi_parameter(p) for p in route.parameters],
                "responses": {
                    "200": {"description": "The answer."},
                    "304": {"description": "Nothing has changed since the answer of the ETag given."},
                    "400": {"description": "A parameter cannot be used; the answer names it and says what can."},
                    "404": {"description": "There is no such thing."},
                },
            }
        }
        for route in ROUTES
    }
    about = {"title": "London Variation Atlas", "version": "1", "description": "Read-only; figures of one snapshot."}
    return {"openapi": "3.1.0", "info": about, "paths": paths}


def _openapi_parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.allowed:
        schema["enum"] = list(parameter.allowed)
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.about,
        "schema": schema,
    }


def _answering(route: Route) -> Callable[[], Response]:
    def respond() -> Response:
        source = served()
        snapshot = source.snapshot()
        try:
            answer, kind = route.answer(source, _checked(route))
        except _Refused as refused:
            return _problem(refused.status, refused.problem, refused.parameter)
        except VariationError as error:
            return _problem(503, str(error))
        mimetype = "text/csv" if kind == "csv" else "application/json"
        text = answer if kind == "csv" else json.dumps(answer, ensure_ascii=False, allow_nan=False)
        response = Response(text, mimetype=mimetype)
        response.set_etag(f"{snapshot.id if snapshot else 0}-{crc32(request.full_path.encode()):x}")
        response.headers["Cache-Control"] = "no-cache"
        return response.make_conditional(request)

    return respond


def _checked(route: Route) -> dict[str, str]:
    """The parameters given; refuses those that are unknown, repeated, missing or not allowed."""
    known = {p.name: p for p in route.parameters}
    asked = {}
    for name, values in request.args.lists():
        if name not in known:
            names = ", ".join(known) or "none"
            raise _Refused(400, f"There is no parameter {name!r} here; there are: {names}.", name)
        if len(values) > 1:
            raise _Refused(400, f"{name} is given {len(values)} times; give it once.", name)
        if values[0]:
            asked[name] = values[0]
    for name, parameter in known.items():
        if parameter.required and name not in asked:
            raise _Refused(400, f"{name} is missing. {parameter.about}", name)
        if parameter.allowed and name in asked and asked[name] not in parameter.allowed:
            raise _Refused(400, f"{name} can be {', '.join(parameter.allowed)}; found {asked[name]!r}.", name)
    return asked


def _known(source: Served, indicator: str) -> Indicator:
    found = source.catalogue.indicators.get(indicator)
    if found is None:
        raise _Refused(404, f"There is no indicator {indicator!r}; {PREFIX}/indicators lists them.", "indicator")
    return found


def _unknown(unknown: str) -> Response:
    return _problem(404, f"There is nothing at {PREFIX}/{unknown}; {PREFIX} lists what there is.")


def _problem(status: int, problem: str, parameter: str = "") -> Response:
    body = {"status": status, "problem": problem, **({"parameter": parameter} if parameter else {})}
    return Response(json.dumps(body, ensure_ascii=False), status=status, mimetype="application/problem+json")


def _described(i: Indicator, levels: tuple[str, ...], *, illustrative: bool) -> dict[str, Any]:
    named = ("id", "name", "short_name", "definition", "rationale", "domain", "polarity", "measure", "unit")
    more = (
        "multiplier",
        "numerator",
        "denominator",
        "interval",
        "source",
        "source_url",
        "licence",
        "frequency",
        "caveat",
    )
    described = {name: getattr(i, name) for name in (*named, *more)}
    return {**described, "levels": list(levels), "status": "illustrative" if illustrative else "published"}


def _parents(code: str, level: str) -> list[str]:
    return [f.code for f in geography.footprints(level) if code in geography.members(f.code, level)]


def _csv(rows: list[Any], indicator: Indicator, snapshot: str) -> str:
    of = (indicator.unit, indicator.source, snapshot)
    return csv_text([(*COLUMNS, "unit", "source", "snapshot"), *((*row, *of) for row in rows)])
