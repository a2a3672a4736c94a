"""What a servable selection is about: its indicator, series, period and benchmark series, found in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation.analyses.benchmarks import BenchmarkFigures, benchmark_figures, published_series
from variation.analyses.holdings import holdings
from variation.analyses.panel import Panel, read_column, read_panel
from variation.analyses.selection import Selection
from variation.errors import NoData
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Period, Series, Snapshot, Store


@dataclass(frozen=True)
class Subject:
    """One indicator, level, sex and age of a snapshot, and where its benchmark is published (None where it is not)."""

    store: Store
    snapshot: Snapshot
    selection: Selection
    indicator: Indicator
    series: Series
    published: Series | None

    def column(self) -> tuple[Panel, Period]:
        """The figures of the selection's period; raises NoData when the series does not have it."""
        label = self.selection.period
        period = next((p for p in self.series.periods if p.label == label), None)
        if period is None:
            raise NoData(f"{self.indicator.short_name} has no figures for {label}; choose another period.")
        return read_column(self.store, self.snapshot, self.series, period, self.indicator), period

    def panel(self) -> Panel:
        """The figures of all periods."""
        return read_panel(self.store, self.snapshot, self.series, self.indicator)

    def benchmark(self, panel: Panel) -> BenchmarkFigures:
        """The selection's benchmark in the periods of a panel of this subject."""
        return benchmark_figures(
            panel,
            self.indicator,
            kind=self.selection.benchmark,
            within=self.selection.within,
            published=None if self.published is None else (self.store, self.snapshot, self.published),
            series=self.series,
        )


def find_subject(selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Subject:
    """The subject of a selection that `choices` has made servable.

    Raises
    ------
    NoData
        When nothing is loaded, or not this indicator at this level, sex and age.
    UnknownIndicator
        When the catalogue has no such indicator.
    """
    held = holdings(store, snapshot)
    assert snapshot is not None  # holdings has refused it
    indicator = catalogue.indicator(selection.indicator)
    series = held.one(indicator.id, selection.level, selection.sex, selection.age)
    if series is None:
        asked = ", ".join(part for part in (selection.level, selection.sex, selection.age) if part)
        raise NoData(f"{indicator.short_name} has no figures for {asked or 'this view'}; choose another view.")
    published = published_series(selection.benchmark, held, series, selection.within)
    return Subject(store, snapshot, selection, indicator, series, published)
