"""What is said below the trend: a verdict for whatever it names, once how it was tested."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tests import builders
from variation.analyses.results import NOT_TESTED, Comparison, History, RecentTrend
from variation.findings.trend_words import ONE_PERIOD, changing_words

TEST = "Recent trend of the OHID: χ² for a linear trend, 99.8 % level."
STILL = RecentTrend("none", "No change beyond chance (99.8 % level)", TEST)
WORSE = RecentTrend("down", "Decreasing and getting worse", TEST)


def comparison(**changes: Any) -> Comparison:
    return builders.comparison(np.linspace(40, 60, 33), np.zeros(33, dtype=int), **changes)


def history(periods: int = 5, **changes: Any) -> History:
    found = builders.history(np.full((33, periods), 50.0))
    return replace(found, **{"recent": (STILL,) * 33, "benchmark_recent": STILL, **changes})


def test_each_picked_area_has_its_verdict_and_the_test_is_named_once() -> None:
    c = comparison()
    c = replace(c, selection=c.selection.with_(area=("E09000007",)))
    h = history()
    verdicts = tuple(WORSE if code == "E09000007" else STILL for code in h.code.tolist())
    said = changing_words(c, replace(h, recent=verdicts))
    assert said == (f"Camden: decreasing and getting worse. London: no change beyond chance (99.8 % level). {TEST}")


def test_the_only_area_shown_is_followed_as_if_it_were_picked() -> None:
    c = comparison()
    one = replace(c, inside=c.code == "E09000007")
    assert one.followed == ("E09000007",)
    assert changing_words(one, history()).startswith("Camden: ")
    assert c.followed == ()


def test_one_period_is_no_trend() -> None:
    assert changing_words(comparison(), history(1)) == ONE_PERIOD


def test_where_nothing_is_tested_the_reason_alone_is_said() -> None:
    why = RecentTrend("", NOT_TESTED, "Fewer than 5 years are held, so no trend is tested.")
    assert changing_words(comparison(), history(recent=(why,) * 33, benchmark_recent=why)) == why.reason


def test_the_verdict_of_an_xmr_chart_is_that_of_the_latest_month_and_says_what_was_marked_before() -> None:
    usual = RecentTrend("none", "No special cause", "XmR chart: May 2015 is not marked.")
    months = np.array([201501, 201502, 201503, 201504, 201505])
    h = history(start=months, end=months, recent=(usual,) * 33, benchmark_recent=usual, marked_before=3)
    assert changing_words(comparison(), h).startswith("London, latest month: no special cause; 3 of the 4 before it")


def test_a_benchmark_that_begins_the_note_has_a_capital() -> None:
    h = history(benchmark_name="the chosen areas")
    assert changing_words(comparison(), h).startswith("The chosen areas: no change")
