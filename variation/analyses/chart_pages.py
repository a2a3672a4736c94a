"""The pages with charts, whose views people keep and put into board packs: what each is called, and what it reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChartPage:
    """A page with charts.

    path, name : its address, and what links call it
    footprint : the choice of its address that names the footprint, where it starts with the usual one; else ""
    series : where a view is of one series, what of its address decides the figures; () where it is of several
    kept : what of an address a pack must show as asked, where the page may put something else instead and say so
    """

    path: str
    name: str
    footprint: str = "within"
    series: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


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
        ),
        ChartPage("/overview", "Overview", kept=("level", "within", "priority", "domain")),
        ChartPage("/area", "Area profile", footprint="area", kept=("area", "priority", "domain")),
        ChartPage("/compare", "Compare", kept=("x", "y", "level", "within", "area")),
        ChartPage("/multiples", "Small multiples", series=(*_SERIES, "benchmark"), kept=_SERIES),
        ChartPage("/inequalities", "Inequalities", footprint="", series=_BOROUGHS, kept=_BOROUGHS),
        ChartPage("/spread", "Spread", series=(*_SERIES, "period"), kept=(*_SERIES, "period", "area")),
    )
}
