"""Whether an answer of the atlas is right: all its figures, for the right view, with the values in the store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from benchmarks.views import CHARTS, View

_TOLD = re.compile(r'<script type="application/json" data-store="told">(.*?)</script>', re.DOTALL)


def wrong_drawing(body: bytes, view: View) -> str:
    """What is wrong with an answer of the callback that draws; "" where nothing is."""
    try:
        response = json.loads(body)["response"]
        rows = response["told"]["data"]
        figures = figures_of(response)
    except (ValueError, KeyError, TypeError) as error:
        return f"not an answer with four figures and rows: {type(error).__name__} {error}, {body[:200]!r}"
    return wrong_figures(figures, rows, view)


def figures_of(response: dict[str, Any]) -> dict[str, Any]:
    """The figures in an answer of the callback that draws."""
    figures = response["told"]["data"]["figures"]
    return {chart: figures[chart] for chart in CHARTS}


def wrong_page(body: bytes, view: View) -> str:
    """What is wrong with an answer of the router; "" where nothing is."""
    try:
        content = json.loads(body)["response"]["_pages_content"]["children"]
    except (ValueError, KeyError, TypeError) as error:
        return f"not a page's content: {type(error).__name__} {error}, {body[:200]!r}"
    parts = {p["props"]["id"]: p["props"] for p in _components(content) if isinstance(p["props"].get("id"), str)}
    missing = {*CHARTS, "told"} - set(parts)
    if missing:
        return f"the page lacks {', '.join(sorted(missing))}"
    told = parts["told"]["data"]
    return wrong_figures({chart: told["figures"][chart] for chart in CHARTS}, told, view)


def wrong_first_page(body: bytes, view: View) -> str:
    """What is wrong with the figures that come with the page itself; "" where nothing is."""
    try:
        told = json.loads(_TOLD.findall(body.decode())[0])
        return wrong_figures({chart: told["figures"][chart] for chart in CHARTS}, told, view)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return f"no figures in the page: {type(error).__name__} {error}, {body[:200]!r}"


def wrong_figures(figures: dict[str, Any], rows: dict[str, Any], view: View) -> str:
    """What of the figures is not the view's own: another indicator, areas too few, other values."""
    return next(_differences(figures, rows, view), "")


def _differences(figures: dict[str, Any], rows: dict[str, Any], view: View) -> Iterator[str]:
    if not rows["caption"].startswith(f"{view.title}, {view.period}, "):
        yield f"the table is of “{rows['caption']}”"
    shapes = set(figures["map"]["data"][0]["locations"])
    if len(shapes) != view.areas:
        yield f"the map has {len(shapes)} areas of {view.areas}"
    columns = rows["columns"]
    if len(columns["code"]) != view.areas:
        yield f"the table has {len(columns['code'])} areas of {view.areas}"
    shown = {c: v for c, v in zip(columns["code"], columns["value"], strict=True) if v is not None}
    if set(shown) != set(view.figures):
        yield f"{len(shown)} areas have a figure, the store has {view.known}"
    half = 0.5 * 10.0 ** -rows["decimals"] + 1e-9
    for code, value in shown.items():
        if abs(value - view.figures[code]) > half:
            yield f"{code} shows {value}, the store has {view.figures[code]}"
    bars = figures["bars"]["data"][0]["x"] if figures["bars"]["data"] else []
    if len(bars) != view.known:
        yield f"{len(bars)} bars for {view.known} figures"
    trend = figures["trend"]["data"]
    if len(view.periods) > 1 and not (trend and trend[0]["y"]):  # of one period there is none
        yield "the trend is empty"


def _components(node: Any) -> list[dict[str, Any]]:
    """Every component in a layout, depth first."""
    found: list[dict[str, Any]] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict) and "props" in part:
            found.append(part)
            waiting.append(part["props"].get("children"))
    return found
