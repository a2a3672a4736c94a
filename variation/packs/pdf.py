"""A composed pack as a paper pack: A4, tagged for assistive technology, with bookmarks and vector charts.

typst sets the pages from ``paper.typ``. It runs twice: first to measure the room that words leave for each chart, then
with the charts drawn for exactly that room.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import typst

from variation.packs.drawing import draw_svg
from variation.packs.drawing.words import FONTS
from variation.packs.paper import RARE, paper, printable
from variation.packs.sheets import Chart, Composed, Sheet
from variation.packs.words import on_paper

_TEMPLATE = Path(__file__).with_name("paper.typ")
_STANDARD = "ua-1"  # PDF/UA-1: typst refuses what assistive technology could not read
_POINTS = {1: 0.75, 2: 0.66}  # pt on paper for a px of the screen, by columns of charts
_LEAST_ROOM = 120.0  # pt of height below which a chart cannot be read
_MOST_ROWS = 14  # names beside an upright axis, beyond which a chart needs height more than width
_LONE = 340.0  # pt of height for a chart that stands alone
_MORE = 1.25  # of the height, for maps and for charts with names turned below, where others have 1


@dataclass(frozen=True)
class Arrangement:
    """How the charts of a sheet stand.

    columns : side by side; shares : of the height, by row
    height : of them all in pt, None for all that the words leave
    crowded : the words leave too little, so that the charts go on over the page
    """

    columns: int
    shares: tuple[float, ...]
    height: float | None = None
    crowded: bool = False


def write_pdf(composed: Composed) -> bytes:
    """The PDF of a pack; the same composed pack gives the same bytes.

    Raises
    ------
    ValueError
        When a figure cannot be drawn.
    """
    composed = on_paper(composed)
    plans = [arrange(sheet) for sheet in composed.sheets]
    figures = [(place, chart) for place, sheet in enumerate(composed.sheets) for chart in sheet.charts]
    rooms = _rooms(composed, plans, len(figures))
    tight = {place for (place, _), (_, height) in zip(figures, rooms, strict=True) if height < _LEAST_ROOM}
    if tight:
        plans = [replace(plan, crowded=place in tight) for place, plan in enumerate(plans)]
        rooms = _rooms(composed, plans, len(figures))
    drawings = [
        printable(_drawing(chart, room, _POINTS[plans[place].columns]))
        for (place, chart), room in zip(figures, rooms, strict=True)
    ]
    inputs = _inputs(composed, plans, drawings)
    made = _compiler(inputs).compile(pdf_standards=[_STANDARD], format="pdf")
    assert isinstance(made, bytes)  # one file, since no folder was named
    return made


def arrange(sheet: Sheet) -> Arrangement:
    """Charts below one another, or side by side where one needs height or there are many."""
    count = len(sheet.charts)
    if count > 2 or (count == 2 and any(needs_height(chart.figure) for chart in sheet.charts)):
        return Arrangement(2, (1.0,) * ((count + 1) // 2))
    if count == 1 and "geo" not in sheet.charts[0].figure["layout"] and not needs_height(sheet.charts[0].figure):
        return Arrangement(1, (1.0,), _LONE)
    return Arrangement(1, tuple(_share(chart.figure) for chart in sheet.charts))


def _share(figure: Mapping[str, Any]) -> float:
    turned = figure["layout"].get("xaxis", {}).get("tickangle")
    return _MORE if turned or "geo" in figure["layout"] else 1.0


def needs_height(figure: Mapping[str, Any]) -> bool:
    """Whether a figure names a row for each of many areas."""
    return len(figure["layout"].get("yaxis", {}).get("ticktext", ())) > _MOST_ROWS


def _rooms(composed: Composed, plans: Sequence[Arrangement], count: int) -> list[tuple[float, float]]:
    """Width and height in pt of the room for every chart."""
    compiler = _compiler(_inputs(composed, plans, [""] * count))
    found = json.loads(compiler.query("<room>", field="value"))
    rooms = {one["place"]: (one["width"], one["height"]) for one in found}
    return [rooms[place] for place in range(count)]


def _drawing(chart: Chart, room: tuple[float, float], points: float) -> str:
    return draw_svg(chart.figure, room[0] / points, room[1] / points)


def _inputs(composed: Composed, plans: Sequence[Arrangement], drawings: Sequence[str]) -> dict[str, str]:
    pack = paper(composed, [asdict(plan) for plan in plans])
    return {"pack": json.dumps(pack), "charts": json.dumps(list(drawings))}


def _compiler(inputs: dict[str, str]) -> Any:
    return typst.Compiler(input=str(_TEMPLATE), sys_inputs=inputs, font_paths=_fonts())


@cache
def _fonts() -> Any:
    """The fonts of the atlas, and the one that matplotlib brings for rarer letters; no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS, RARE.parent])
