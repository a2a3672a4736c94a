"""Figures of many rows, one area each, parted into two charts side by side, so that names stay legible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from variation.packs.slides.native_series import Trace, across, listed, up

Figure = Mapping[str, Any]
_ROOM = 0.7  # of a row above the first and below the last


def rows_of(figure: Figure) -> int:
    """Number of named rows of a figure; 0 where its upright axis has none."""
    return len(listed((figure["layout"].get("yaxis") or {}).get("ticktext")))


def halves(figure: Figure) -> list[dict[str, Any]]:
    """The upper and the lower half of a figure of rows, on one scale across."""
    axis = figure["layout"]["yaxis"]
    places = sorted(float(v) for v in axis["tickvals"])
    middle = len(places) // 2
    reach = figure["layout"]["xaxis"].get("range") or list(_reach(figure["data"]))
    found = []
    for part in (places[middle:], places[:middle]):
        ends = [part[0] - _ROOM, part[-1] + _ROOM]
        layout = {
            **figure["layout"],
            "xaxis": {**figure["layout"]["xaxis"], "range": reach},
            "yaxis": {**axis, "range": ends},
        }
        found.append({"data": [_within(trace, ends) for trace in figure["data"]], "layout": layout})
    return found


def _reach(traces: Sequence[Trace]) -> tuple[float, float]:
    found: list[float] = []
    for trace in traces:
        bars = trace.get("error_x") or {}
        for k, value in enumerate(across(trace)):
            if value is not None:
                high, low = (listed(bars.get(side))[k : k + 1] or [0] for side in ("array", "arrayminus"))
                found += [value + (high[0] or 0), value - (low[0] or 0)]
    return (min(found), max(found)) if found else (0.0, 1.0)


def _within(trace: Trace, ends: Sequence[float]) -> dict[str, Any]:
    """A trace with the points of some rows only."""
    kept = [k for k, y in enumerate(up(trace)) if y is not None and ends[0] <= y <= ends[1]]
    whole = len(up(trace))
    return {
        key: _part(value, kept, whole, nested=key in ("error_x", "marker", "textfont")) for key, value in trace.items()
    }


def _part(value: Any, kept: Sequence[int], whole: int, *, nested: bool) -> Any:
    if isinstance(value, (list, tuple)) and len(value) == whole:
        return [value[k] for k in kept]
    if nested and isinstance(value, Mapping):
        return {key: _part(inner, kept, whole, nested=True) for key, inner in value.items()}
    return value
