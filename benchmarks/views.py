"""Views that a store can show, each with the figures it must show, read straight from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from urllib.parse import urlencode

from variation import geography
from variation.analyses.holdings import best_period, holdings
from variation.analyses.panel import read_panel
from variation.indicators import Indicator, load_catalogue
from variation.observations import ILLUSTRATIVE
from variation.settings import Settings
from variation.store import Series, Snapshot, Store, open_store

CHARTS = ("map", "funnel", "trend", "bars")
WITH_FUNNEL = ("proportion", "rate", "ratio")


@dataclass(frozen=True)
class View:
    """One indicator at one level in one period, and what an answer for it must hold.

    figures : value of each area that has one, by code
    periods : labels of the series, ascending
    """

    indicator: str
    title: str
    level: str
    period: str
    figures: Mapping[str, float]
    periods: tuple[str, ...]
    illustrative: bool
    funnel: bool
    search: str
    usual: bool = True
    others: Mapping[str, Mapping[str, float]] = field(default_factory=dict, repr=False)

    @property
    def areas(self) -> int:
        """Areas of the level, with a figure or without: shapes that a map must hold."""
        return len(geography.areas(self.level))

    @property
    def known(self) -> int:
        """Areas with a figure."""
        return len(self.figures)

    def values(self) -> list[float]:
        """The known figures."""
        return list(self.figures.values())

    def at(self, period: str) -> View:
        """The same in another period."""
        search = _search(self.indicator, self.level, period)
        return replace(self, period=period, figures=self.others[period], search=search, usual=False)


def held_views(address: str) -> list[View]:
    """The usual view of every indicator and level that the database at this address holds, in a fixed order."""
    settings = Settings.from_env()
    catalogue = load_catalogue(settings.data)
    store = open_store(address)
    snapshot = store.snapshot()
    if snapshot is None:
        raise RuntimeError(f"{address} holds no figures.")
    held = holdings(store, snapshot)
    views = []
    for name, indicator in catalogue.indicators.items():
        for level in held.levels(name):
            series = held.at(name, level)[0]
            others = _figures(store, snapshot, series, indicator)
            period = best_period(series).label
            views.append(
                View(
                    indicator=name,
                    title=indicator.name,
                    level=level,
                    period=period,
                    figures=others[period],
                    periods=tuple(p.label for p in series.periods),
                    illustrative=series.status == ILLUSTRATIVE,
                    funnel=indicator.measure in WITH_FUNNEL and best_period(series).with_counts > 0,
                    search=_search(name, level),
                    others=others,
                )
            )
    store.close()
    return views


def _figures(store: Store, snapshot: Snapshot, series: Series, indicator: Indicator) -> dict[str, dict[str, float]]:
    """The figures of each period by area, without those that are withheld."""
    panel = read_panel(store, snapshot, series, indicator)
    codes = panel.code.tolist()
    return {
        period: {code: value for code, value in zip(codes, panel.value[:, k].tolist(), strict=True) if isfinite(value)}
        for k, period in enumerate(panel.period)
    }


def _search(indicator: str, level: str, period: str = "") -> str:
    chosen = {"indicator": indicator, "level": level, "period": period}
    return "?" + urlencode({name: value for name, value in chosen.items() if value})
