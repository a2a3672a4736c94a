"""The trend as a native line chart: a category for each period, a line for each area, the benchmark dashed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from variation.figures.theme import SECONDARY
from variation.packs.slides.chart_model import LINES, Axis, Label, Numbers, Plot, Series, Stroke, decimals, round_axis
from variation.packs.slides.native_bars import evenly
from variation.packs.slides.native_series import Trace, across, each, listed, series_of, solid, up
from variation.packs.slides.words import plain, width

Figure = Mapping[str, Any]
SIZE = 12
_LINE = SIZE * 1.2


def is_trend(figure: Figure) -> bool:
    """Whether a figure has lines over named, evenly spaced periods."""
    periods = _periods(figure)
    years = _years(figure)
    return len(periods) > 1 and len(years) == len(periods) and evenly(years)


def _periods(figure: Figure) -> list[str]:
    return [str(p) for p in listed((figure["layout"].get("meta") or {}).get("periods"))]


def _years(figure: Figure) -> list[float]:
    return sorted({v for trace in figure["data"] for v in across(trace) if v is not None} if figure["data"] else set())


def draw_trend(figure: Figure, size: tuple[float, float]) -> Plot:
    """The native line chart of a trend, for a place of `size` (width, height) pt."""
    years, periods = _years(figure), _periods(figure)
    layout = figure["layout"]
    style = layout.get("yaxis") or {}
    lines = [_on_periods(series, years) for trace in figure["data"] for series in _lines(trace, figure["data"])]
    known = [v for series in lines for v in series.y if v is not None]
    low = min(known, default=0.0)
    if style.get("rangemode") == "tozero":
        low = min(0.0, low)
    title = plain(str((style.get("title") or {}).get("text") or ""))
    y = round_axis(title, low, max(known, default=1.0), grid=True)
    texts = [*_end_words(figure["data"], years), *_breaks(layout, years, y)]
    right = (
        max((width(label.text, SIZE, bold=label.bold) for _, _, label in texts if label.place == "r"), default=0) + 14
    )
    left = width(f"{y.high:,.{decimals(y.step)}f}", SIZE) + (32 if title else 12)
    margins = (left, 8.0, min(right, size[0] * 0.3), SIZE * 2.0)
    room = size[0] - margins[0] - margins[2]
    longest = max(width(period, SIZE) for period in periods) + 12
    every = max(1, -(-int(longest * len(periods)) // max(1, int(room))))
    helpers = _texts(texts, len(periods), y, size[1] - margins[1] - margins[3])
    if every > 1:
        helpers.append(_period_words(periods, every, y))
    x = Axis("", 0, len(periods) - 1, every, shown=every == 1)
    return Plot(LINES, (*lines, *helpers), x, y, margins, tuple(periods), "Period")


def _lines(trace: Trace, traces: Sequence[Trace]) -> list[Series]:
    """The series of a trace; a band gives the upper and the lower limit of the area that has its colour."""
    found = series_of([trace])
    if trace.get("fill") != "toself" or not found:
        return found
    shade = solid(str(trace.get("fillcolor")))
    name = next((s.name for t in traces if _coloured(t, shade) for s in series_of([t])), "Picked area")
    x, y = found[0].x, found[0].y
    half = len(x) // 2
    stroke = Stroke(shade, 0.75, "dot")
    return [
        Series(f"{name}, {side} 95 % limit", x[part], y[part], stroke=stroke)
        for side, part in (("upper", slice(0, half)), ("lower", slice(half, None)))
    ]


def _coloured(trace: Trace, shade: str) -> bool:
    return trace.get("fill") != "toself" and (trace.get("line") or {}).get("color") == shade


def _on_periods(series: Series, years: Sequence[float]) -> Series:
    """A series with a value, or a gap, for each period."""
    found = dict(zip(series.x, series.y, strict=True))
    values: Numbers = tuple(found.get(year) for year in years)
    return replace(series, x=tuple(float(k) for k in range(len(years))), y=values, names=())


def _end_words(traces: Sequence[Trace], years: Sequence[float]) -> list[tuple[int, float, Label]]:
    """Period, height and text of what stands beside lines."""
    found = []
    for trace in traces:
        if "text" not in str(trace.get("mode", "")):
            continue
        x, y = across(trace), up(trace)
        colours = each((trace.get("textfont") or {}).get("color"), len(y), SECONDARY)
        bold = trace.get("name") == "picked"
        for k, text in enumerate(each(trace.get("text"), len(y), "")):
            words = plain(str(text or ""))
            if words and y[k] is not None:
                label = Label(words, "r", solid(str(colours[k])), bold=bold)
                found.append((years.index(x[k]), float(y[k]), label))
    return found


def _breaks(layout: Mapping[str, Any], years: Sequence[float], y: Axis) -> list[tuple[int, float, Label]]:
    """Marks of changed methods: words at the upper edge, since a category chart has no upright lines."""
    words = []
    for shape in listed(layout.get("shapes")):
        text = plain(str((shape.get("label") or {}).get("text") or ""))
        if text and shape.get("x0") is not None:
            nearest = min(range(len(years)), key=lambda k: abs(years[k] - float(shape["x0"])))
            words.append((nearest, y.high, Label(f"│ {text}", "b", SECONDARY)))
    return words


def _period_words(periods: Sequence[str], every: int, y: Axis) -> Series:
    """Names of some periods, counted back from the last: programs differ in which of many they write, and how."""
    count = len(periods)
    named = range(count - 1, -1, -every)
    labels = {k: Label(periods[k], "b", SECONDARY) for k in named}
    values = tuple(y.low if k in labels else None for k in range(count))
    return Series("Words along the x axis", tuple(float(k) for k in range(count)), values, labels=labels, helper=True)


def _texts(texts: Sequence[tuple[int, float, Label]], count: int, y: Axis, height: float) -> list[Series]:
    """A series without a line for each text, those at the ends of lines pushed apart where they would meet."""
    least = _LINE / height * (y.high - y.low)
    found = []
    before = float("-inf")
    for place, value, label in sorted(texts, key=lambda text: text[1]):
        at = value
        if label.place == "r":
            at = before = max(value, before + least)
        values = tuple(round(at, 6) if k == place else None for k in range(count))
        places = tuple(float(k) for k in range(count))
        found.append(Series(f"Text: {label.text}", places, values, labels={place: label}, helper=True))
    return found
