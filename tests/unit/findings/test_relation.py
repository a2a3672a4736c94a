"""What is said of two indicators: direction, size, interval, who is off the line; never a cause, always the caution."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests import builders
from variation.analyses.relation import relate_comparisons
from variation.analyses.selection import Selection
from variation.findings.relation import ECOLOGICAL, describe_relation, interval_words, short_words, verdict_words

RNG = np.random.default_rng(1)
X = RNG.normal(20, 4, 33)
Y = 80 - 0.5 * X + RNG.normal(0, 1, 33)
SMOKING = builders.indicator(id="smoking", short_name="Smoking", polarity="low")


def relation(y=Y, of=builders.USUAL, **changes):
    return relate_comparisons(builders.comparison(X, of=SMOKING), builders.comparison(y, of=of, **changes))


def test_the_sentence_has_direction_size_and_interval_of_the_result():
    found = relation()
    words = describe_relation(found)
    c = found.correlation
    assert words.sentence.startswith("Across 33 boroughs, higher smoking tends to go with lower health checks")
    assert interval_words(c.pearson, c.pearson_lower, c.pearson_upper) in words.sentence
    assert interval_words(c.spearman, c.spearman_lower, c.spearman_upper) in words.note
    assert words.badge == "Smoking: low is good · Health checks: high is good"
    assert ECOLOGICAL in words.cautions
    assert "load 1" in words.source


def test_an_interval_that_holds_nought_is_no_association():
    words = describe_relation(relation(np.random.default_rng(5).normal(50, 3, 33)))
    assert "no association" in words.sentence
    assert "tends to" not in words.sentence


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        ("high", "Better than expected", "Worse than expected"),
        ("low", "Worse than expected", "Better than expected"),
        ("none", "Higher than expected", "Lower than expected"),
    ],
)
def test_areas_off_the_line_are_called_by_the_polarity_of_what_is_upwards(polarity, up, down):
    of = builders.indicator(polarity=polarity)
    assert (verdict_words(1, of), verdict_words(-1, of), verdict_words(0, of)) == (up, down, "As expected")
    y = Y.copy()
    y[4] += 9
    words = describe_relation(relation(y, of))
    assert f"{up}: {builders.comparison(X).name[4]}" in words.sentence


def test_periods_years_apart_and_an_area_that_weighs_much_are_cautioned():
    assert len(describe_relation(relation()).cautions) == 1
    y = np.full(33, 50.0) + RNG.normal(0, 0.1, 33)
    x = X.copy()
    x[3], y[3] = 90, 90
    found = relate_comparisons(
        builders.comparison(x, of=SMOKING), builders.comparison(y, start=202001, end=202012, period="2020")
    )
    words = describe_relation(found)
    assert any("4 years apart" in caution for caution in words.cautions)
    assert any(f"without {found.y.name[3]}, r would be" in caution for caution in words.cautions)


def test_illustrative_figures_are_said_to_be():
    assert describe_relation(relation(illustrative=True)).sentence.startswith("Illustrative figures: ")


def test_too_few_areas_are_said():
    nothing = builders.comparison([1.0, 2.0])
    words = describe_relation(relate_comparisons(nothing, nothing))
    assert "there are 2" in words.sentence
    assert words.note == "A correlation with its interval needs 4 areas with both figures; there are 2."


def test_sexes_and_footprints_are_named():
    selection = Selection(indicator="checks", level="borough", sex="Female", within="E54000028")
    heading = describe_relation(relation(selection=selection)).heading
    assert heading == "Health checks (female) against smoking by borough in North Central London"


def test_nothing_is_said_of_causes():
    words = describe_relation(relation())
    said = f"{words.sentence} {words.note} {words.alt} {words.heading}"
    assert not re.search(r"cause|because|due to|leads? to|makes|effect|impact", said, re.IGNORECASE)


def test_whom_an_indicator_is_of_stands_in_brackets_inside_a_sentence():
    of = builders.indicator(short_name="Smoking, adults")
    assert short_words(builders.comparison([1.0], [0], of=of)).startswith("smoking (adults")
