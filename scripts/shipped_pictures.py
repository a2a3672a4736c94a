"""Pictures of docs/methods that show what Explore shows: shipped illustrative figures through its own analyses."""

from __future__ import annotations

from typing import Any

from benchmarks.serving import PROJECT, filled_store
from variation import analyses
from variation.analyses.selection import Selection
from variation.figures import draw_bars, draw_funnel, draw_trend
from variation.indicators import load_catalogue
from variation.store import open_store

INDICATOR = "cervical-screening"
CLASSES = {"Fifths": "quintiles", "Natural breaks": "breaks"}


def draw_all() -> dict[str, dict[str, Any]]:
    """One figure a picture, from a store of its own."""
    shipped = sorted((PROJECT / "data" / "extracts").glob("*.csv*"))
    with filled_store(shipped) as address:
        catalogue, store = load_catalogue(PROJECT / "data"), open_store(address)
        try:
            return _draw(catalogue, store)
        finally:
            store.close()


def _draw(catalogue: Any, store: Any) -> dict[str, dict[str, Any]]:
    snapshot = store.snapshot()
    wanted = Selection(indicator=INDICATOR, level="borough", area=("E09000007", "E09000012"))
    selection = analyses.choices(wanted, catalogue, store, snapshot).selection
    comparison = analyses.compare(selection, catalogue, store, snapshot)
    history = analyses.history(selection, catalogue, store, snapshot)
    if not comparison.illustrative:
        raise RuntimeError(f"{INDICATOR} is not illustrative in data/extracts: choose another for the pictures.")
    figures = {
        "funnels": draw_funnel(comparison),
        "trend": draw_trend(comparison, history),
        "comparisons": draw_bars(comparison),
    }
    return {name: _marked(figure) for name, figure in figures.items()}


def _marked(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with its mark: nothing leaves without it."""
    note = {
        "text": "Illustrative",
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 0,
        "xanchor": "right",
        "yanchor": "bottom",
        "showarrow": False,
        "bgcolor": "#FFD98A",
        "bordercolor": "#7A4B00",
        "font": {"size": 12},
    }
    layout = figure["layout"]
    return {"data": figure["data"], "layout": {**layout, "annotations": [*layout.get("annotations", ()), note]}}
