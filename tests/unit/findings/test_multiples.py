"""What is said of small multiples: the comparison's own sentence, and how series move."""

from __future__ import annotations

import numpy as np

from tests import builders
from variation.analyses.multiples import arrange
from variation.findings.multiples import change_words, describe_multiples, special_words
from variation.findings.sentence import describe_finding


def made(value, recent=(), frequency="year", **changes):
    past = builders.history(value, **({"recent": tuple(recent)} if recent else {}))
    last = [row[-1] for row in value]
    of = builders.indicator(frequency=frequency)
    c = builders.comparison(last, [0] * len(last), of=of, period=past.period[-1], **changes)
    return arrange(c, past, "worst")


def test_the_heading_has_the_span_and_the_sentence_is_the_comparisons_own():
    m = made([[50, 51, 52], [48, 47, 46]])
    words = describe_multiples(m)
    assert words.heading == "Health checks by borough, 2010 to 2012"
    assert words.sentence.startswith(describe_finding(m.comparison, m.history))
    assert words.badge == "High is good"


def test_recent_trends_are_counted():
    trends = [builders.trend_of("up"), builders.trend_of("down"), builders.trend_of("down"), builders.trend_of("")]
    words = describe_multiples(made([[50, 51]] * 4, trends))
    assert "1 rose and 2 fell, of 3 tested" in words.sentence
    assert "rose" not in describe_multiples(made([[50, 51]] * 2)).sentence


def test_special_causes_of_control_charts_are_counted():
    rng = np.random.default_rng(1)
    value = [[*rng.normal(50, 1, 23), last] for last in (60.0, 40.0, 50.0)]
    m = made(value, frequency="month")
    words = describe_multiples(m)
    assert words.sentence.endswith(
        "The last point is marked in 2 of 3 control charts: 1 with a special cause for concern and 1 with a special "
        "cause of improvement."
    )
    assert {special_words(p) for p in m.panels} >= {"Special cause: improvement", "Special cause: concern"}
    assert "XmR" in words.note


def test_the_alternative_names_the_first_and_the_last_panel():
    m = made([[50, 51], [40, 41]])
    alt = describe_multiples(m).alt
    assert "2 boroughs, a panel each" in alt
    assert f"{m.panels[0].name} at 41.0 %" in alt


def test_changes_have_their_sign():
    m = made([[50, 51.5], [50, 48], [50, 50]])
    assert {change_words(p, m) for p in m.panels} == {"+1.5", "−2.0", "0.0"}


def test_no_panels_are_said():
    past = builders.history([[np.nan, np.nan]])
    words = describe_multiples(arrange(builders.comparison([np.nan]), past, "name"))
    assert "no borough has a figure" in words.alt
