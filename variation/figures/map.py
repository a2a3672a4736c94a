"""The map: areas coloured by difference from the benchmark, by class or by value; or the same on equal tiles.

Boundaries are not part of the figure: it names their address, which the browser fetches once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.classing import classed, classes_for
from variation.analyses.results import NO_DATA, Comparison
from variation.figures.arrays import plain
from variation.figures.theme import (
    DARK_BLUE,
    FADED_TEXT,
    FONT,
    GREY,
    SECONDARY,
    SEQUENTIAL,
    STATUS_COLOURS,
    STATUS_LETTERS,
    STATUS_WORDS,
    TEXT,
    WHITE,
    ink_on,
    layout,
    polarity_key,
)
from variation.findings.numbers import format_value
from variation.geography.tiles import tile_label

# frames: west, east, south, north
_LONDON = (-0.53, 0.36, 51.27, 51.70)
_TILES = (-0.41, 0.41, -0.375, 0.375)
_WIDE, _NARROW = 700, 340  # widths in px that labels are fitted to: the map's at 1440 and at 390
_CHARACTER = 6.2  # px of one character at 11 px
_BESIDE = 4  # px between a name and the borders of its area, both sides together
_CITY = "E09000001"
_CALLOUT = (0.145, 51.66)  # where the City, too small to see, is drawn again; the line there crosses no name


@dataclass(frozen=True)
class Legend:
    """One line of the map's key."""

    label: str
    colour: str
    symbol: str
    count: int | None


def draw_map(comparison: Comparison, boundaries: Mapping[str, str]) -> dict[str, Any]:
    """The map of a comparison.

    Parameters
    ----------
    comparison : Comparison
    boundaries : addresses of the boundary files by level, with "borough-tiles" and "borough-tiles-stp"

    Returns
    -------
    dict
        A Plotly figure; ``layout.meta.legend`` lists the key's lines with the number of areas in each class.
    """
    tiles = comparison.selection.map == "tiles" and comparison.level == "borough"
    shapes = boundaries["borough-tiles" if tiles else comparison.level]
    outline = boundaries["borough-tiles-stp" if tiles else "stp"]
    colours, legend = _classes(comparison)
    colours = [c if inside else _fade(c) for c, inside in zip(colours, comparison.inside.tolist(), strict=True)]
    traces = [_areas(comparison, shapes, colours), _outlines(outline)]
    traces.append(_labels(comparison, colours, tiles=tiles))
    if comparison.level == "borough" and not tiles:
        traces += _city(comparison, colours)
    frame = _frame(tiles=tiles)
    return {
        "data": traces,
        "layout": layout(
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            geo=frame,
            meta={"legend": [vars(item) for item in legend]},
        ),
    }


def _frame(*, tiles: bool) -> dict[str, Any]:
    west, east, south, north = _TILES if tiles else _LONDON
    return {
        "visible": False,
        "bgcolor": WHITE,
        "projection": {"type": "equirectangular" if tiles else "mercator"},
        "lonaxis": {"range": [west, east]},
        "lataxis": {"range": [south, north]},
        "domain": {"x": [0, 1], "y": [0, 1]},
    }


def _areas(c: Comparison, shapes: str, colours: list[str]) -> dict[str, Any]:
    steps = list(dict.fromkeys(colours))
    n = len(steps)
    scale = [[(i + edge) / n, colour] for i, colour in enumerate(steps) for edge in (0, 1)]
    return {
        "type": "choropleth",
        "geojson": shapes,
        "featureidkey": "id",
        "locations": c.code.tolist(),
        "z": [steps.index(colour) for colour in colours],
        "zmin": -0.5,
        "zmax": n - 0.5,
        "colorscale": scale,
        "showscale": False,
        "hoverinfo": "none",  # the page shows one tooltip for all charts, from the rows of its table
        "marker": {"line": {"color": _edges(c), "width": 0.8}},
    }


def _edges(c: Comparison) -> str | list[str]:
    """Hairlines in white, and in grey round areas without a figure, which are white themselves."""
    missing = np.isnan(c.value).tolist()
    return [SECONDARY if m else WHITE for m in missing] if any(missing) else WHITE


def _outlines(address: str) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": address,
        "featureidkey": "id",
        "locations": [a.code for a in geography.areas("stp")],
        "z": [0] * len(geography.areas("stp")),
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": DARK_BLUE, "width": 1.6}},
    }


def _classes(c: Comparison) -> tuple[list[str], list[Legend]]:
    """The colour of each area, and the key."""
    mode = c.coloured
    if mode == "difference":
        return _by_difference(c)
    if mode == "continuous":
        return _by_value(c)
    number = classes_for(c.value, c.inside)
    if not number:
        return _by_value(c)
    found = classed(c.value, c.inside, natural=mode == "breaks", classes=number)
    return _by_class(c, found.of, found.bounds)


def _by_difference(c: Comparison) -> tuple[list[str], list[Legend]]:
    key = polarity_key(c.indicator.polarity)
    palette, words = STATUS_COLOURS[key], STATUS_WORDS[key]
    statuses = c.status.tolist()
    among = [s for s, inside in zip(statuses, c.inside.tolist(), strict=True) if inside]
    best_first = (2, 1, 0, -1, -2) if c.indicator.polarity == "low" else (-2, -1, 0, 1, 2)
    legend = []
    for status in best_first:
        limit = {2: ", 99.8 %", 1: ", 95 %", 0: ""}[abs(status)]
        legend.append(Legend(f"{words[status]}{limit}", palette[status], STATUS_LETTERS[status], among.count(status)))
    return [palette[s] for s in statuses], [*legend, *_missing(among.count(NO_DATA))]


def _by_class(
    c: Comparison, classes: NDArray[np.int8], bounds: tuple[tuple[float, float], ...]
) -> tuple[list[str], list[Legend]]:
    numbers = classes.tolist()
    hues = [
        SEQUENTIAL[k * (len(SEQUENTIAL) - 1) // (len(bounds) - 1)] for k in range(len(bounds))
    ]  # both ends are used
    colours = [hues[k] if k != NO_DATA else WHITE for k in numbers]
    digits = c.indicator.decimals
    legend = [
        Legend(_span(f"{low:,.{digits}f}", f"{high:,.{digits}f}"), hues[k], "", numbers.count(k))
        for k, (low, high) in enumerate(bounds)
        if np.isfinite(low)
    ]
    missing = sum(1 for k, inside in zip(numbers, c.inside.tolist(), strict=True) if k == NO_DATA and inside)
    return colours, [*legend, *_missing(missing)]


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _by_value(c: Comparison) -> tuple[list[str], list[Legend]]:
    """Twenty steps of one hue between the lowest and the highest value inside."""
    known = np.isfinite(c.value)
    among = c.value[known & c.inside]
    if not len(among):
        return [WHITE] * len(c.value), _missing(int(c.inside.sum()))
    low, high = float(among.min()), float(among.max())
    share = np.clip((c.value - low) / ((high - low) or 1), 0, 1)
    colours = [_blend(s) if k else WHITE for s, k in zip(share.tolist(), known.tolist(), strict=True)]
    ends = [Legend(format_value(low, c.indicator), _blend(0), "", None), Legend("to", _blend(0.5), "", None)]
    ends.append(Legend(format_value(high, c.indicator), _blend(1), "", None))
    return colours, [*ends, *_missing(int((~known & c.inside).sum()))]


def _blend(share: float) -> str:
    """A colour along the sequential scale, in twenty steps."""
    place = round(share * 20) / 20 * (len(SEQUENTIAL) - 1)
    i = min(int(place), len(SEQUENTIAL) - 2)
    part = place - i
    ends = [[int(colour[k : k + 2], 16) for k in (1, 3, 5)] for colour in SEQUENTIAL[i : i + 2]]
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in zip(*ends, strict=True))


def _fade(colour: str) -> str:
    """A colour as it looks at a fifth of its strength on white (plotly.js takes no opacity for single areas)."""
    return "#" + "".join(f"{round(255 - (255 - int(colour[k : k + 2], 16)) * 0.2):02X}" for k in (1, 3, 5))


def _missing(count: int) -> list[Legend]:
    return [Legend("No figure", WHITE, STATUS_LETTERS[NO_DATA], count)] if count else []


def _labels(c: Comparison, colours: list[str], *, tiles: bool) -> dict[str, Any]:
    """Names where they fit, status as a symbol; ``meta`` lists the names that need a wide map."""
    texts: list[tuple[int, str]] = []
    wide: list[int] = []
    for i, code in enumerate(c.code.tolist()):
        symbol = _symbol(c, i)
        name = tile_label(code) if tiles else geography.area(code).short_name
        room = _WIDE * geography.label_room(code, tiles=tiles) / (_LONDON[1] - _LONDON[0])
        needed = len(name) * _CHARACTER + _BESIDE
        if not tiles and (code == _CITY or needed > room):
            if symbol and code != _CITY:
                texts.append((i, symbol))
            continue
        if not tiles and needed > room * _NARROW / _WIDE:
            wide.append(len(texts))
        texts.append((i, f"{name}<br>{symbol}" if symbol else name))
    return {**_text(c, colours, texts, tiles), "meta": wide}


def _symbol(c: Comparison, index: int) -> str:
    if np.isnan(c.value[index]):
        return STATUS_LETTERS[NO_DATA]
    status = int(c.status[index])
    return STATUS_LETTERS[status] if c.selection.colour == "difference" and status != NO_DATA else ""


def _text(c: Comparison, colours: list[str], labels: list[tuple[int, str]], tiles: bool) -> dict[str, Any]:
    points = [geography.label_point(str(c.code[i]), tiles=tiles) for i, _ in labels]
    return {
        "type": "scattergeo",
        "name": "labels",
        "mode": "text",
        "lon": plain([p[0] for p in points], 3),
        "lat": plain([p[1] for p in points], 3),
        "text": [text for _, text in labels],
        "textfont": {
            "family": FONT,
            "size": 11,
            "color": [_ink(c, colours, i) for i, _ in labels],
        },
        "hoverinfo": "skip",
    }


def _ink(c: Comparison, colours: list[str], index: int) -> str:
    if not c.inside[index]:
        return FADED_TEXT
    return ink_on(colours[index])


def _city(c: Comparison, colours: list[str]) -> list[dict[str, Any]]:
    """The City of London again, large enough to see, joined to its place by a line."""
    codes = c.code.tolist()
    if _CITY not in codes:
        return []
    i = codes.index(_CITY)
    lon, lat = plain(geography.label_point(_CITY), 3)
    line = {
        "type": "scattergeo",
        "mode": "lines",
        "lon": [lon, _CALLOUT[0]],
        "lat": [lat, _CALLOUT[1]],
        "line": {"color": SECONDARY, "width": 0.8},
        "hoverinfo": "skip",
    }
    dot = {
        "type": "scattergeo",
        "mode": "markers+text",
        "lon": [_CALLOUT[0]],
        "lat": [_CALLOUT[1]],
        "marker": {
            "size": 18,
            "color": colours[i],
            "line": {"color": SECONDARY if np.isnan(c.value[i]) else GREY, "width": 1},
        },
        "text": [f"City of London {_symbol(c, i)}".strip()],
        "textposition": "top center",
        "textfont": {"family": FONT, "size": 11, "color": TEXT},
        "customdata": [_CITY],
        "hoverinfo": "none",
    }
    return [line, dot]
