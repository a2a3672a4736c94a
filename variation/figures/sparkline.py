"""A series as a small line, in half pixels: the area's, the benchmark's behind it, a mark where the area's ends.

The paths are made here and drawn by assets/page-area.js, since Dash has no elements of SVG. Nothing is drawn where
there is no figure: a line ends before a gap and begins anew behind it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.analyses.course import Course
from variation.figures.arrays import middle_year

WIDTH, HEIGHT = 160, 44
_EDGE = 5  # so that the mark at the end stays inside
LEAST = 2  # figures of which a line can be drawn
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sparkline:
    """Paths as SVG writes them; `end` is where the line of the area ends, "x y"."""

    line: str
    benchmark: str
    end: str


def sparkline(course: Course) -> Sparkline | None:
    """The small line of a course; None where the area has fewer than two figures.

    The height is the range of both lines, so a steep line may be a small change; the figures beside it tell.
    """
    known = course.known
    if len(known) < LEAST:
        return None
    years = np.array([middle_year(int(s), int(e)) for s, e in zip(course.start, course.end, strict=True)])
    x = _scaled(years, years.min(), years.max(), WIDTH)
    both = np.concatenate([course.value, course.benchmark])
    low, high = float(np.nanmin(both)), float(np.nanmax(both))
    value, benchmark = (HEIGHT - _scaled(part, low, high, HEIGHT) for part in (course.value, course.benchmark))
    last = int(known[-1])
    return Sparkline(
        line=_path(x, value, course.joined),
        benchmark=_path(x, benchmark, course.joined),
        end=f"{x[last]:.0f} {value[last]:.0f}",
    )


def _scaled(values: Floats, low: float, high: float, size: int) -> Floats:
    share = (values - low) / (high - low) if high > low else np.where(np.isfinite(values), 0.5, np.nan)
    return np.asarray(np.round(_EDGE + share * (size - 2 * _EDGE)))


def _path(x: Floats, y: Floats, joined: NDArray[np.bool_]) -> str:
    """Steps from point to point; a point between two gaps is a line of no length, which a round cap makes a dot."""
    parts: list[str] = []
    before: tuple[int, int] | None = None
    for across, down, follows in zip(x.tolist(), y.tolist(), joined.tolist(), strict=True):
        if not math.isfinite(down):
            before = None
            continue
        here = (int(across), int(down))
        if before is None or not follows:
            parts.append(f"M{here[0]} {here[1]}h0")
        else:
            parts.append(f"l{here[0] - before[0]} {here[1] - before[1]}".replace(" -", "-"))
        before = here
    return "".join(parts)
