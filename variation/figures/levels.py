"""Areas' figures beside the same with chance taken out, or their ranks, with intervals; areas can be lit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from variation.figures.caterpillar import Points, draw_caterpillar


def draw_areas(
    codes: Sequence[str],
    names: Sequence[str],
    series: Sequence[Points],
    title: str,
    *,
    line: float | None = None,
    line_label: str = "",
) -> dict[str, Any]:
    """A caterpillar plot whose points know their area and say their figure; parameters as of `draw_caterpillar`."""
    named = f"{title} (dashed: {line_label})" if line_label else title  # above the plot it would meet the legend
    figure = draw_caterpillar(names, series, named, line=line)
    figure["layout"]["margin"]["t"] = 46 if len(series) > 1 else 10
    known = np.flatnonzero(np.isfinite(series[0].value))
    order = known[np.argsort(series[0].value[known], kind="stable")].tolist()
    for trace, points in zip(figure["data"], series, strict=True):
        trace["customdata"] = [codes[k] for k in order]
        trace["hovertext"] = [f"{names[k]}: {_words(points, k)}" for k in order]
        trace["hoverinfo"] = "text"
    return figure


def _words(points: Points, k: int) -> str:
    text = f"{points.value[k]:.4g}"
    if points.lower is None or points.upper is None:
        return f"{points.label.lower()} {text}"
    return f"{points.label.lower()} {text} ({points.lower[k]:.4g} to {points.upper[k]:.4g})"
