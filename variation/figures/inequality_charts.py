"""The charts of a gradient over deprivation: boroughs with the line, and its slope in each period."""

from __future__ import annotations

from typing import Any

import numpy as np

from variation import geography
from variation.analyses.inequalities import Gradient, Inequalities
from variation.figures import gradient as figure
from variation.findings.numbers import format_number


def draw_boroughs(i: Inequalities, g: Gradient) -> dict[str, Any]:
    """Boroughs from the least to the most deprived, with the line through them."""
    c, of, trait = i.comparison, i.comparison.indicator, g.trait.indicator

    def said(k: int) -> str:
        return (
            f"{c.name[k]}<br>{format_number(c.value[k], of.decimals)} {of.unit}<br>{trait.short_name} "
            f"{format_number(g.trait.value[k], trait.decimals)} {trait.unit}"
        )

    order = g.order
    return figure.draw_gradient(
        figure.Gradient(
            place=g.place[order],
            value=c.value[order],
            weight=g.people[order] if g.weighted else None,
            code=[str(c.code[k]) for k in order],
            name=[geography.area(str(c.code[k])).short_name for k in order],
            hover=[said(k) for k in order],
            ends=g.ends,
        ),
        of.unit,
    )


def draw_slope_periods(i: Inequalities, g: Gradient) -> dict[str, Any]:
    """The slope index of inequality in each period, with its limits."""
    value, lower, upper = (np.array([getattr(s, part) for s in g.slopes]) for part in ("sii", "sii_lower", "sii_upper"))
    unit = i.comparison.indicator.unit
    months = [(s.start, s.end) for s in g.slopes]
    slopes = figure.Slopes([s.period for s in g.slopes], months, value, lower, upper)
    return figure.draw_slopes(slopes, "percentage points" if unit == "%" else unit)
