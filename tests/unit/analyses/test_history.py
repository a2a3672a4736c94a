"""A history shows every period, tests what may be tested, and says why it does not test the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests import builders as b
from variation import geography
from variation.analyses import Selection, choices, compare, history

FIRST = 0  # the area that is made to differ: the first by name


@pytest.fixture
def shown(tmp_path):
    stores = []

    def show(frame, of=b.USUAL, **asked):
        catalogue = b.catalogue(of)
        store = b.loaded(tmp_path, [frame])
        stores.append(store)
        chosen = choices(Selection(**asked), catalogue, store, store.snapshot())
        return history(chosen.selection, catalogue, store, store.snapshot())

    yield show
    for store in stores:
        store.close()


def years(first, shares_by_year, size=2000, **usual):
    return pd.concat(
        [b.proportions(shares, size, period=str(first + k), **usual) for k, shares in enumerate(shares_by_year)]
    )


def rising(step, n=6):
    return years(2010, [[50 + step * k] + [50.0] * 32 for k in range(n)])


def test_areas_and_order_are_those_of_the_comparison(tmp_path):
    store, catalogue = b.loaded(tmp_path, [rising(0)]), b.catalogue()
    chosen = choices(Selection(), catalogue, store, store.snapshot()).selection
    h = history(chosen, catalogue, store, store.snapshot())
    c = compare(chosen, catalogue, store, store.snapshot())
    assert h.code.tolist() == c.code.tolist()
    assert h.value[:, h.period.index(c.period)].tolist() == c.value.tolist()
    assert h.benchmark[h.period.index(c.period)] == c.benchmark.value


def test_periods_ascend_and_figures_stand_in_theirs(shown):
    h = shown(rising(1.0))
    assert h.period == ("2010", "2011", "2012", "2013", "2014", "2015")
    assert h.value[FIRST].tolist() == [50, 51, 52, 53, 54, 55]
    assert h.lower.shape == h.upper.shape == (33, 6)


@pytest.mark.parametrize(
    ("step", "polarity", "direction", "verdict"),
    [
        (3, "high", "up", "Increasing and getting better"),
        (3, "low", "up", "Increasing and getting worse"),
        (-3, "low", "down", "Decreasing and getting better"),
        (-3, "none", "down", "Decreasing"),
        (0.1, "high", "none", "No change beyond chance (99.8 % level)"),
    ],
)
def test_five_single_years_get_a_verdict(shown, step, polarity, direction, verdict):
    h = shown(rising(step), of=b.indicator(polarity=polarity))
    assert (h.recent[FIRST].direction, h.recent[FIRST].verdict) == (direction, verdict)
    assert "2011 to 2015" in h.recent[FIRST].reason
    assert h.recent[1].direction == "none"
    assert h.benchmark_recent.direction == "none"


def test_an_area_with_a_missing_year_is_not_tested(shown):
    frame = rising(3)
    frame.loc[(frame["area"] == b.codes()[FIRST]) & (frame["period"] == "2013"), ["value", "count"]] = np.nan
    h = shown(frame)
    assert h.recent[FIRST].direction == ""
    assert h.recent[FIRST].verdict == "Not tested"
    assert h.recent[1].direction == "none"


def test_four_years_are_too_few(shown):
    h = shown(rising(3, n=4))
    assert {r.direction for r in h.recent} == {""}
    assert "Fewer than 5 years" in h.recent[0].reason


def test_overlapping_pooled_periods_are_never_tested(shown):
    pooled = b.indicator(frequency="pooled", pooled_years=3)
    frames = [
        b.proportions([50.0 + 3 * k] * 33, period=f"{y}-{y % 100 + 2:02}", start=y * 100 + 1, end=(y + 2) * 100 + 12)
        for k, y in enumerate(range(2001, 2009))
    ]
    h = shown(pd.concat(frames), of=pooled)
    assert h.overlapping
    assert {r.direction for r in h.recent} == {""}
    assert "share years" in h.recent[0].reason
    assert "share years" in h.benchmark_recent.reason
    assert (h.spread.first, h.spread.last) == ("2001-03", "2008-10")


def test_standardised_rates_are_not_tested(shown):
    frame = b.rows(
        [
            {"area": c, "value": 90.0 + y, "lower": 85.0 + y, "upper": 95.0 + y, "period": str(2010 + y)}
            for c in b.codes()
            for y in range(6)
        ]
    )
    h = shown(frame, of=b.indicator(**b.STANDARDISED))
    assert "crude figures only" in h.recent[0].reason


def test_a_broken_run_is_not_tested_and_the_break_is_marked(shown):
    frame = rising(3, n=7)
    h = shown(frame[frame["period"] != "2014"])
    assert "do not follow one another" in h.recent[0].reason
    assert h.breaks == ((201501, "no figures after 2013"),)


def test_mergers_of_ccgs_are_marked(shown):
    frame = pd.concat([b.proportions([50.0] * 32, period=str(y), level="ccg") for y in (2018, 2019, 2020, 2021)])
    h = shown(frame, of=b.indicator(levels=("ccg",)))
    assert [words for _, words in h.breaks] == ["CCGs merged"] * len({m.from_month for m in geography.MERGERS})


def spread_over(first, last):
    rng = np.random.default_rng(3)
    base = rng.normal(0, 1, 33)
    return years(2010, [50 + first * base, 50 + last * base + rng.normal(0, 0.3, 33)], 20_000)


@pytest.mark.parametrize(
    ("first", "last", "direction", "words"),
    [
        (2, 6, "apart", "Between 2010 and 2011 the boroughs grew further apart (standard deviation "),
        (6, 2, "together", "Between 2010 and 2011 the boroughs drew together (standard deviation "),
        (
            4,
            4,
            "none",
            "Between 2010 and 2011 the boroughs drew neither together nor apart by more than chance (95 % level).",
        ),
    ],
)
def test_areas_that_draw_apart_or_together_are_told(shown, first, last, direction, words):
    h = shown(spread_over(first, last))
    assert h.spread.direction == direction
    assert h.spread_change.startswith(words)


def test_spread_is_not_compared_for_a_handful_of_areas(shown):
    h = shown(spread_over(2, 6), within=geography.footprints("borough")[0].code)
    assert h.spread is None
    assert h.spread_change == ""


def test_the_benchmark_of_every_period_is_published_or_summed(shown):
    published = b.london(70, period="2012")
    h = shown(pd.concat([rising(0), published]))
    assert h.benchmark.tolist() == pytest.approx([50, 50, 70, 50, 50, 50])
    assert h.benchmark_name == "London"


def test_monthly_figures_are_judged_by_their_xmr_chart(shown):
    frames = []
    for k in range(30):
        shares = [50.0 + (k % 3)] * 33
        shares[FIRST] = 80.0 if k == 29 else shares[FIRST]
        month = (2014 + k // 12) * 100 + k % 12 + 1
        frames.append(b.proportions(shares, period=f"{month}", start=month, end=month))
    h = shown(pd.concat(frames), of=b.indicator(frequency="month", polarity="low"))
    assert h.recent[FIRST].verdict == "Worsening special cause"
    assert h.recent[1].verdict == "No special cause"
    assert "XmR" in h.recent[1].reason
