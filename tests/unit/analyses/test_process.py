"""Monthly series are judged by the XmR chart's last mark, exactly as the chart draws it."""

from __future__ import annotations

import numpy as np
import pytest

from variation.analyses.process import marked_before, process_marks
from variation.methods import spc
from variation.methods.spc_rules import RULES, last_marks

FLAT = np.array([50.0, 52, 49, 51, 50, 48, 51, 50, 49, 52, 50, 51] * 2)


def marked(tail, polarity="high"):
    return process_marks(np.array([[*FLAT, *tail]]), "Dec 2019", polarity)[0]


def test_the_last_mark_is_that_of_the_drawn_chart():
    rng = np.random.default_rng(4)
    series = rng.normal(50, 2, (1500, 30)).round(1)
    for k, row in enumerate(series):
        kind = k % 5
        if kind == 1:
            row[-rng.integers(3, 9) :] += 2.5
        elif kind == 2:
            row[-7:] = row[-8] + np.cumsum(rng.uniform(0, 1, 7)).round(1) * rng.choice([-1, 1])
        elif kind == 3:
            row[-2:] += 4
        elif kind == 4:
            row[rng.integers(0, 29)] = np.nan
    rule, direction = last_marks(series)
    for k, row in enumerate(series):
        drawn = spc.xmr(row)
        assert (RULES[rule[k]], direction[k]) == (drawn.rule[-1], drawn.direction[-1]), row
    assert set(rule.tolist()) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("polarity", "verdict"),
    [
        ("high", "Improving special cause"),
        ("low", "Worsening special cause"),
        ("none", "Special cause, higher than usual"),
    ],
)
def test_a_point_far_out_is_a_special_cause_named_for_what_is_good(polarity, verdict):
    found = marked([75.0], polarity)
    assert (found.direction, found.verdict) == ("up", verdict)
    assert found.reason.endswith("Dec 2019 is marked: beyond a limit.")


def test_a_quiet_series_has_no_special_cause():
    found = marked([50.0])
    assert (found.direction, found.verdict) == ("none", "No special cause")


def test_eleven_months_are_too_few():
    found = process_marks(FLAT[None, :11], "Nov 2019", "high")[0]
    assert found.direction == ""
    assert "Fewer than 12 figures" in found.reason


def test_a_series_without_its_last_month_is_not_judged():
    assert marked([np.nan]).direction == ""


def test_a_constant_series_is_not_marked():
    found = process_marks(np.full((1, 24), 3.0), "Dec 2019", "low")[0]
    assert found.direction == "none"


def test_points_marked_before_the_last_are_counted():
    assert marked_before(FLAT) == 0
    assert marked_before(np.append(FLAT[:6], [90.0, 10.0, *FLAT[:12]])) == 2
    assert marked_before(FLAT[:11]) is None
