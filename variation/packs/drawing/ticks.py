"""Where an axis has its ticks and what they say, by the rules that plotly.js follows on the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

Tick = tuple[float, str]
_STEPS = (2, 5, 10)
_PREFIXES = {-9: "n", -6: "μ", -3: "m", 0: "", 3: "k", 6: "M", 9: "B"}
_PLAIN_TO = 3  # powers of ten from which a whole axis is told in thousands or millions


def linear_ticks(spec: Mapping[str, Any], low: float, high: float, length: float, *, upright: bool) -> list[Tick]:
    """Ticks of a linear axis that names none itself.

    Parameters
    ----------
    spec : the axis of the figure
    low, high : its range; length : in px
    upright : whether it is a y axis, whose labels need less room
    """
    wanted = spec.get("nticks") or min(9.0, max(4.0, length / (40 if upright else 80))) + 1
    step = _step((high - low) / wanted)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(k * step, _label(k * step, step, max(abs(low), abs(high)), spec)) for k in range(first, last + 1)]


def category_ticks(spec: Mapping[str, Any], categories: Sequence[str], reach: float) -> list[Tick]:
    """Ticks of an axis of categories, `reach` of which would fit: every so-many-th from the first."""
    step = max(1, math.ceil(reach / spec.get("nticks", len(categories))))
    return [(float(k), categories[k]) for k in range(0, len(categories), step)]


def log_ticks(low: float, high: float) -> list[Tick]:
    """Ticks at the powers of ten of a logarithmic axis, `low` and `high` being exponents."""
    return [(float(k), f"{10.0**k:,g}") for k in range(math.ceil(low), math.floor(high) + 1)]


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return size * next((s for s in _STEPS if s >= rough / size), 10)


def _label(value: float, step: float, largest: float, spec: Mapping[str, Any]) -> str:
    power = math.floor(math.log10(largest) + 0.01) if largest else 0
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    if spec.get("tickformat") == ",":
        return f"{value:,.{digits}f}"
    unit = 3 * math.floor((power - 1) / 3 + 0.5) if abs(power) > _PLAIN_TO else 0
    shown = value / 10.0**unit
    digits = max(0, -math.floor(math.log10(step / 10.0**unit) + 1e-9))
    text = f"{abs(shown):,.{digits}f}" if spec.get("separatethousands") else f"{abs(shown):.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    minus = "−" if value < 0 and text.strip("0.,") else ""
    return f"{minus}{text}{_PREFIXES[unit] if value else ''}"
