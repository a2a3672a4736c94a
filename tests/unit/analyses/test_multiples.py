"""Small multiples: their order, their limits, what of a query is used."""

from __future__ import annotations

import numpy as np
import pytest

from tests import builders
from variation.analyses.multiples import arrange, choose_multiples, multiply
from variation.analyses.results import NO_DATA
from variation.methods import spc
from variation.store import Store


def panels(value: list[list[float]], status: list[int], sort: str, **changes: object):
    of = builders.indicator(**{k: v for k, v in changes.items() if k in ("polarity", "frequency")})
    past = builders.history(value)
    last = [row[-1] for row in value]
    return arrange(builders.comparison(last, status, of=of, period=past.period[-1]), past, sort)


def order(*args: object, **changes: object) -> list[float]:
    return [p.latest for p in panels(*args, **changes).panels]  # type: ignore[arg-type]


ROWS = [[50, 60], [50, 40], [50, 45], [80, 55]]


def test_worst_first_goes_by_status_and_then_by_figure_whichever_way_is_good() -> None:
    assert order(ROWS, [2, -2, -2, 0], "worst") == [40, 45, 55, 60]
    assert order(ROWS, [2, -2, -2, 0], "worst", polarity="low") == [60, 55, 45, 40]
    assert order(ROWS, [2, -2, -2, 0], "worst", polarity="none") == [60, 55, 45, 40]


def test_by_change_what_worsened_most_comes_first() -> None:
    assert order(ROWS, [0] * 4, "change") == [55, 40, 45, 60]
    assert order(ROWS, [0] * 4, "change", polarity="low") == [60, 45, 40, 55]


def test_by_name_and_areas_without_any_figure_have_no_panel() -> None:
    found = panels([*ROWS[:2], [np.nan, np.nan]], [0, 0, 0], "name")
    assert [p.name for p in found.panels] == sorted(p.name for p in found.panels)
    assert len(found.panels) == 2


def test_a_last_figure_of_an_earlier_period_is_not_judged_and_comes_last() -> None:
    found = panels([[50, np.nan], [50, 40]], [2, -2], "worst")
    assert [p.status for p in found.panels] == [-2, NO_DATA]
    assert (found.panels[1].last, found.panels[1].latest) == (0, 50)
    assert np.isnan(found.panels[1].change)


def monthly() -> list[list[float]]:
    rng = np.random.default_rng(1)
    return [[*rng.normal(50, 1, 23).tolist(), 60.0], [*rng.normal(50, 1, 23).tolist(), 50.0]]


def test_monthly_series_have_the_limits_and_the_mark_of_their_control_chart() -> None:
    found = panels(monthly(), [0, 0], "name", frequency="month")
    chart = spc.xmr(monthly()[0], "up")
    first = next(p for p in found.panels if p.latest == 60)
    assert found.controlled
    np.testing.assert_allclose(first.upper, chart.upper)
    assert first.special == "improvement"
    assert panels(monthly(), [0, 0], "name", frequency="month", polarity="low").panels[0].special == "concern"


@pytest.mark.parametrize(
    ("value", "frequency", "why"),
    [
        (monthly(), "year", "monthly and quarterly"),
        ([row[:11] for row in monthly()], "month", "there are 11"),
        ([[*[np.nan] * 15, *row[15:]] for row in monthly()], "quarter", "No series has the 12 figures"),
    ],
)
def test_others_say_why_they_have_none(value: list[list[float]], frequency: str, why: str) -> None:
    found = panels(value, [0, 0], "name", frequency=frequency)
    assert not found.controlled
    assert why in found.why
    assert all(np.isnan(p.centre).all() for p in found.panels)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    frames = [builders.proportions([40 + k + year for k in range(33)], period=str(2010 + year)) for year in range(4)]
    return builders.loaded(tmp_path_factory.mktemp("multiples"), frames)


def test_a_query_is_made_servable_and_what_is_not_is_said(store: Store) -> None:
    catalogue, snapshot = builders.catalogue(), store.snapshot()
    good = choose_multiples({"order": "change", "columns": "3", "period": "2010"}, catalogue, store, snapshot)
    assert (good.sort, good.columns, good.view.selection.period, good.messages) == ("change", 3, "2013", ())
    bad = choose_multiples(
        {"order": ["best"], "columns": "900", "indicator": "\x00", "within": "x"}, catalogue, store, snapshot
    )
    assert (bad.sort, bad.columns) == ("worst", 0)
    assert [w for w in ("order", "columns", "indicator", "“x”") if not any(w in m for m in bad.messages)] == []


def test_panels_are_those_of_the_footprint(store: Store) -> None:
    catalogue, snapshot = builders.catalogue(), store.snapshot()
    chosen = choose_multiples({"within": "E54000028"}, catalogue, store, snapshot)
    found = multiply(chosen.view.selection, chosen.sort, catalogue, store, snapshot)
    assert len(found.panels) == 5
    again = multiply(chosen.view.selection, "name", catalogue, store, snapshot)
    assert again.history is found.history
    assert [p.name for p in again.panels] == sorted(p.name for p in found.panels)
