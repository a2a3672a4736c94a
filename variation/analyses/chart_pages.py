"""The pages with charts, whose views people keep and put into board packs: what each is called, and what it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ChartPage:
    """A page with charts.

    path, name : its address, and what links call it
    footprint : the choice of its address that names the footprint, where it starts with the usual one; else ""
    series : where a view is of one series, what of its address decides the figures; () where it is of several
    kept : what of an address a pack must show as asked, where the page may put something else instead and say so
    takes : what of a view the links of the bar take along to it, by the name that Explore has: its own name for that
    """

    path: str
    name: str
    footprint: str = "within"
    series: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    takes: Mapping[str, str] = field(default_factory=dict)


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_VIEW = _same("indicator", "level", "within", "area")
_SERIES = ("indicator", "level", "within", "sex", "age")
_BOROUGHS = ("indicator", "period", "sex", "age")
CHART_PAGES = {
    page.path: page
    for page in (
        ChartPage(
            "/",
            "Explore",
            series=(*_SERIES, "period", "benchmark", "dispersion"),
            kept=(*_SERIES, "period", "area"),
            takes=_VIEW,
        ),
        ChartPage(
            "/overview",
            "Overview",
            kept=("level", "within", "priority", "domain"),
            takes=_same("level", "within"),
        ),
        ChartPage("/area", "Area profile", footprint="area", kept=("area", "priority", "domain"), takes=_same("area")),
        ChartPage("/compare", "Compare", kept=("x", "y", "level", "within", "area"), takes={**_VIEW, "indicator": "y"}),
        ChartPage("/multiples", "Small multiples", series=(*_SERIES, "benchmark"), kept=_SERIES, takes=_VIEW),
        ChartPage(
            "/inequalities",
            "Inequalities",
            footprint="",
            series=_BOROUGHS,
            kept=_BOROUGHS,
            takes=_same("indicator"),
        ),
        ChartPage(
            "/spread",
            "Spread",
            series=(*_SERIES, "period"),
            kept=(*_SERIES, "period", "area"),
            takes=_VIEW,
        ),
    )
}
