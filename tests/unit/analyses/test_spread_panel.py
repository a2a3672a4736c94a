"""The spread of a view: what is computed from what, and what is said where nothing can be."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.builders import STANDARDISED, USUAL, catalogue, codes, england, indicator, loaded, proportions, rows
from variation import geography
from variation.analyses.spread_panel import SpreadPanel, choose_spread, spread_panel
from variation.findings import spread_words

SHARES = np.linspace(40, 70, 33)


def panel(folder: Path, frames: list[pd.DataFrame], of=USUAL, **query) -> SpreadPanel:
    store, known = loaded(folder, frames), catalogue(of)
    snapshot = store.snapshot()
    return spread_panel(choose_spread(query, known, store, snapshot), known, store, snapshot)


def test_counts_give_every_measure_with_both_intervals(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000)])
    quotient = p.measure("extremal_quotient")
    assert p.basis == "counts"
    assert quotient is not None
    assert quotient.estimate == pytest.approx(70 / 40)
    assert quotient.lower < quotient.estimate < quotient.upper
    assert quotient.true_lower < quotient.true_upper
    assert 0.98 < p.excess < 1
    assert len(p.measures) == 15


def test_no_spread_beyond_chance_is_said_so(tmp_path):
    rng = np.random.default_rng(7)
    p = panel(tmp_path, [proportions(100 * rng.binomial(400, 0.5, 33) / 400, 400)])
    assert p.excess < 0.5
    assert p.shrunken is not None
    assert np.ptp(p.shrunken.value) < np.ptp(p.comparison.value) / 2


def test_variation_that_lies_between_stps_is_found_there(tmp_path):
    stps = {a.code: k for k, a in enumerate(geography.areas("stp"))}
    place = [next(stps[p] for p in geography.area(c).parents if p in stps) for c in codes()]
    p = panel(tmp_path, [proportions([40 + 5 * k for k in place], 5000)])
    assert p.split is not None
    assert p.split.between > 0.95
    assert "ost lies between STPs" in spread_words.spread_finding(p)
    assert p.clustering is not None
    assert p.clustering.moran_i > 0.3
    assert "resemble one another" in spread_words.spread_finding(p)


def test_within_one_footprint_there_is_no_split_and_few_areas_are_said(tmp_path):
    stp = geography.areas("stp")[0].code
    p = panel(tmp_path, [proportions(SHARES, 5000)], within=stp)
    assert p.split is None
    assert "needs all London" in p.no_split
    assert p.areas == len(geography.members(stp, "borough"))
    assert np.isnan(p.boxes).all()
    assert "Only" in spread_words.few_areas_words(p)


def test_standardised_rates_rest_on_limits_and_have_no_opportunity(tmp_path):
    of = indicator(**STANDARDISED)
    values = [
        {"area": c, "value": 100 + 3 * k, "lower": 95 + 3 * k, "upper": 105 + 3 * k} for k, c in enumerate(codes())
    ]
    p = panel(tmp_path, [rows(values)], of)
    assert p.basis == "limits"
    quotient = p.measure("extremal_quotient")
    assert quotient is not None
    assert quotient.estimate == pytest.approx(196 / 100)
    assert p.shrunken is None
    assert p.worth.found is None
    assert "count over a denominator" in p.worth.reason


def test_without_counts_or_limits_nothing_is_said_of_chance(tmp_path):
    of = indicator(**STANDARDISED)
    p = panel(tmp_path, [rows([{"area": c, "value": 100.0 + k} for k, c in enumerate(codes())])], of)
    assert p.basis == ""
    assert "cannot be said how much" in spread_words.spread_finding(p)
    assert np.isnan(p.rank).all()


@pytest.mark.parametrize(("polarity", "worst"), [("high", 0), ("low", 32)])
def test_the_worst_fifth_follows_which_way_is_good(tmp_path, polarity, worst):
    p = panel(tmp_path, [proportions(SHARES, 5000)], indicator(polarity=polarity))
    assert p.worst[worst] == 1
    assert p.worst[32 - worst] == 0


def test_the_opportunity_is_that_of_the_method_and_reads_in_words(tmp_path):
    from variation.methods.opportunity import opportunity

    p = panel(tmp_path, [proportions(SHARES, 5000)], against="fifth")
    found = opportunity(p.comparison.count, p.comparison.denominator, "proportion", "best fifth", "high")
    assert p.worth.found is not None
    assert p.worth.found.total == found.total
    said = spread_words.worth_words(p)
    assert said.startswith("If every borough behind the best fifth of these areas reached its level (")
    assert re.search(rf"there would be {found.total:,.0f} \([0-9,]+ to [0-9,]+\) more ", said)
    assert f"{found.areas_for_half} boroughs make up half of it" in said


def test_england_is_offered_only_where_it_is_loaded(tmp_path):
    without = panel(tmp_path, [proportions(SHARES, 5000)], against="england")
    assert without.worth.against == "pooled"
    assert without.worth.options[2].reason
    (tmp_path / "other").mkdir()
    held = panel(tmp_path / "other", [proportions(SHARES, 5000), england(60)], against="england")
    assert held.worth.against == "england"
    assert held.worth.benchmark == pytest.approx(60, abs=0.01)


def test_no_direction_no_opportunity(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000)], indicator(polarity="none"))
    assert "No direction" in p.worth.reason


def test_percentiles_are_those_of_the_areas(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000), proportions(SHARES + 5, 5000, period="2017")])
    np.testing.assert_allclose(p.boxes[:, 1], np.percentile(p.history.value[:, 1], [5, 25, 50, 75, 95]))
    assert p.deciles.shape == (9, 2)


def test_unknown_choices_fall_back_with_a_sentence(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000)], against="moon", levels=["x", "raw"])
    assert (p.choice.against, p.choice.levels) == ("pooled", "raw")
    assert len(p.choice.choices.messages) == 2


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.0004, "under 0.1 %"), (0.9996, "over 99.9 %"), (0.56, "56 %"), (1.0, "100 %")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share, text):
    assert spread_words.percent(share) == text
