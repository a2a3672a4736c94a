"""The axes of a plane: their ranges where the figure leaves them open, and the place in px of every value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.packs.drawing.ticks import Tick, category_ticks, linear_ticks, log_ticks

Floats = NDArray[np.float64]
_ROOM = 0.05  # of an axis' length beyond marks and text, as on the screen


@dataclass(frozen=True)
class Extent:
    """How far a trace reaches along an axis: values, and px that it needs beyond them."""

    low: float
    high: float
    beyond: float = 0.0
    padded: bool = True

    def pad(self, length: float) -> float:
        """Px kept free beyond its ends."""
        return self.beyond + (_ROOM * length if self.padded else 0.0)


@dataclass(frozen=True)
class Axis:
    """An axis laid out.

    low, high : the range (exponents on a logarithmic axis)
    start, length : px of `low`, and px from there to `high` (negative: upwards)
    """

    spec: Mapping[str, Any]
    low: float
    high: float
    start: float
    length: float
    categories: tuple[str, ...] = ()

    @property
    def logarithmic(self) -> bool:
        """Whether equal steps are equal factors."""
        return bool(self.spec.get("type") == "log")

    def at(self, values: Iterable[Any]) -> Floats:
        """Px of values; NaN where there is none."""
        return self.place(numbers(values, self.spec, self.categories))

    def place(self, positions: Floats | float) -> Floats:
        """Px of positions: values, their logarithms, or the numbers of categories."""
        share = (np.asarray(positions, dtype=float) - self.low) / (self.high - self.low)
        return np.asarray(self.start + share * self.length)

    def ticks(self) -> list[Tick]:
        """Position and label of every tick within the range."""
        spec = self.spec
        if spec.get("visible") is False:
            return []
        if "tickvals" in spec:
            at = numbers(spec["tickvals"], spec, self.categories).tolist()
            texts = spec.get("ticktext") or [f"{v:,g}" for v in spec["tickvals"]]
            found = list(zip(at, texts, strict=True))
        elif self.categories:
            found = category_ticks(spec, self.categories, self.high - self.low)
        elif self.logarithmic:
            found = log_ticks(self.low, self.high)
        else:
            found = linear_ticks(spec, self.low, self.high, abs(self.length), upright=self.length < 0)
        slack = 1e-9 * (self.high - self.low)
        return [(v, text) for v, text in found if self.low - slack <= v <= self.high + slack]


def numbers(values: Iterable[Any], spec: Mapping[str, Any], categories: Sequence[str] = ()) -> Floats:
    """Values as positions on an axis; NaN for None."""
    if categories:
        known = {name: float(k) for k, name in enumerate(categories)}
        return np.array([known.get(v, math.nan) for v in values])
    found = np.array([math.nan if v is None else float(v) for v in values], dtype=float)
    if spec.get("type") != "log":
        return found
    return np.asarray(np.log10(np.where(found > 0, found, math.nan)))


def categories_of(spec: Mapping[str, Any], values: Iterable[Iterable[Any]]) -> tuple[str, ...]:
    """The categories of an axis in order of appearance; none unless its type says so."""
    if spec.get("type") != "category":
        return ()
    return tuple(dict.fromkeys(v for part in values for v in part if v is not None))


def axis_range(spec: Mapping[str, Any], extents: Sequence[Extent], length: float) -> tuple[float, float]:
    """The range that the figure gives, or the one that plotly.js finds for what is drawn."""
    if "range" in spec:
        return float(spec["range"][0]), float(spec["range"][1])
    known = [e for e in extents if math.isfinite(e.low) and math.isfinite(e.high)]
    if not known:
        return -1.0, 6.0
    low, high = min(e.low for e in known), max(e.high for e in known)
    zero = spec.get("rangemode") == "tozero"
    if high <= low and not (zero and low):
        return low - 1, high + 1
    lower, upper = _widest(known, length)
    below, above = lower.pad(length), upper.pad(length)
    low, high = lower.low, upper.high
    if zero and low >= 0:
        low, below = 0.0, 0.0
    if zero and high <= 0:
        high, above = 0.0, 0.0
    px = (high - low) / max(1.0, length - below - above)
    return low - px * below, high + px * above


def _widest(extents: Sequence[Extent], length: float) -> tuple[Extent, Extent]:
    """The two whose ends need the widest scale."""

    def scale(pair: tuple[Extent, Extent]) -> float:
        free = length - pair[0].pad(length) - pair[1].pad(length)
        return (pair[1].high - pair[0].low) / max(1.0, free)

    return max(((one, other) for one in extents for other in extents), key=scale)
