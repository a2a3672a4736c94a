"""What is said below the charts of Spread: an example that is shown, and numbers of the result only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.builders import indicator, proportions, rows
from tests.traced import sentences, untraced
from tests.unit.analyses.test_spread_panel import SHARES, panel
from variation import geography
from variation.analyses.spread_panel import SpreadPanel
from variation.findings import spread_explanations as explained
from variation.findings.explanations import NOTHING
from variation.findings.sentence import ILLUSTRATIVE

EVERY = (explained.explain_boxes, explained.explain_deciles, explained.explain_areas, explained.explain_worth)
CAMDEN = "E09000007"


def known(p: SpreadPanel) -> list[object]:
    """All that the charts of the page are drawn from."""
    c, w = p.comparison, p.worth
    found: list[object] = [c.value, c.lower, c.upper, p.boxes, p.deciles, p.history.value, w.benchmark, w.name]
    if p.shrunken is not None:
        found.append(p.shrunken.value)
    whole = [c.rank_low, c.rank_high, c.inside.sum() - p.areas]
    if w.found is not None:
        whole += [w.found.events, w.found.lower, w.found.upper, 100 * w.found.share]
    written = [f"{v:,.0f}" for part in whole for v in np.ravel(np.asarray(part, dtype=float)) if np.isfinite(v)]
    shares = [] if w.found is None else [f"{100 * v:.1f}" for v in w.found.share if np.isfinite(v)]
    return [*found, " ".join([*written, *shares])]


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> SpreadPanel:
    frames = [proportions(SHARES, 5000), proportions(SHARES + 3, 5000, period="2017")]
    return panel(tmp_path_factory.mktemp("spread"), frames, area=CAMDEN)


@pytest.mark.parametrize("explain", EVERY)
def test_every_number_is_the_results(usual, explain):
    said = explain(usual)
    assert not untraced(said, known(usual), 1, usual.history.period)
    assert 2 <= sentences(said) <= 4


def test_the_picked_area_is_the_example(usual):
    c, h = usual.comparison, usual.history
    row = c.code.tolist().index(CAMDEN)
    assert f"Camden has {c.value[row]:.1f} % " in explained.explain_areas(usual)
    course = f"Camden went from {h.value[row, 0]:.1f} % in 2016 to {h.value[row, 1]:.1f} % in 2017"
    assert course in explained.explain_deciles(usual)


def test_without_a_pick_it_is_the_highest_and_the_last_period(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000), proportions(SHARES, 5000, period="2017")])
    assert f"{p.comparison.name[32]} has 70.0 %" in explained.explain_areas(p)
    assert explained.explain_boxes(p).count("2017") == 1


def test_most_events_are_the_example_and_no_target_is_said(usual):
    o = usual.worth.found
    assert o is not None
    most = int(np.nanargmax(o.events))
    said = explained.explain_worth(usual)
    assert f"{usual.comparison.name[most]} has most: {o.events[most]:,.0f} (" in said
    assert "no target" in said


def test_few_areas_have_no_percentiles_and_one_is_enough_for_its_interval(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000)], within=CAMDEN + "," + geography.areas("borough")[0].code)
    assert explained.explain_boxes(p) == explained.explain_deciles(p) == NOTHING
    said = explained.explain_areas(p)
    assert not untraced(said, known(p), 1, ["2016"])
    one = replace(p, comparison=replace(p.comparison, inside=p.comparison.code == CAMDEN))
    assert "Camden has " in explained.explain_areas(one)


def test_nothing_to_gain_is_not_explained(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000)], indicator(polarity="none"))
    assert explained.explain_worth(p) == NOTHING


def test_suppressed_areas_are_said(tmp_path):
    withheld = [{"area": geography.areas("borough")[32].code, "note": "suppressed"}]
    p = panel(tmp_path, [proportions(SHARES[:32], 5000), rows(withheld)])
    said = explained.explain_areas(p)
    assert "1 borough without a figure is not drawn, 1 of them because small numbers are suppressed." in said


def test_illustrative_figures_are_marked_first(tmp_path):
    p = panel(tmp_path, [proportions(SHARES, 5000, status="illustrative")])
    for explain in EVERY:
        assert explain(p).startswith(ILLUSTRATIVE)
