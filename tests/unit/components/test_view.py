"""What Explore says beside its charts fits what they show, and its figures read as every other screen has them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from components.view import _judged, closed_choices, table_rows
from tests import builders
from variation.analyses.results import NO_DATA, Comparison
from variation.figures import draw_bars
from variation.findings.alternatives import describe_charts, intervals_note, title_charts
from variation.findings.numbers import format_number

VALUES = [71.246, 70.547, 58.248, 71.25, 70.65, 46.96]  # x.x46 and x.x48 go up when they are rounded twice
HISTORY = builders.history(np.full((33, 3), 50.0))


def unjudged(benchmark: float) -> Comparison:
    c = builders.comparison(np.linspace(40, 60, 33), np.full(33, NO_DATA), funnel=None, no_funnel="Nothing is counted.")
    none = np.full(33, np.nan)
    return replace(c, lower=none, upper=none, benchmark=replace(c.benchmark, value=benchmark))


def test_areas_that_cannot_be_judged_are_not_said_to_have_nothing_to_compare_with() -> None:
    assert "intervals are published to compare areas with London" in _judged(unjudged(50.0))
    assert _judged(unjudged(np.nan)).startswith("Nothing to compare with is published")


def test_the_title_and_the_choice_of_colours_are_those_of_the_map() -> None:
    c = unjudged(np.nan)
    assert title_charts(c)["map"] == "Where: Boroughs by value"
    assert c.coloured == "quintiles"
    assert closed_choices(c, HISTORY)["colour"] == "nothing to compare with"
    assert closed_choices(unjudged(50.0), HISTORY)["colour"] == "no intervals"


def test_intervals_are_named_only_where_they_are_drawn() -> None:
    assert intervals_note(unjudged(50.0)) == "No intervals are published."


def test_options_of_a_chart_that_is_not_drawn_are_closed_with_the_reason() -> None:
    closed = closed_choices(unjudged(50.0), builders.history(np.full((33, 1), 50.0)))
    assert closed["dispersion"] == "Nothing is counted."
    assert {"scale", "bands"} <= set(closed)
    judged = builders.comparison(np.linspace(40, 60, 33), np.zeros(33, dtype=int))
    assert "colour" not in closed_choices(judged, HISTORY)


@pytest.mark.parametrize("column", ["value", "lower", "upper"])
def test_figures_are_rounded_once(column):
    c = builders.comparison(VALUES)
    sent = table_rows(c, builders.history(np.array(VALUES)[:, None]))["columns"][column]
    assert sent == [float(format_number(v, c.indicator.decimals)) for v in getattr(c, column)]


def test_bars_carry_the_figures_of_the_table():
    c = builders.comparison(VALUES)
    sent = table_rows(c, builders.history(np.array(VALUES)[:, None]))["columns"]["value"]
    assert draw_bars(c)["data"][0]["x"] == sent


@pytest.mark.parametrize(
    ("colour", "areas", "words", "alternative"),
    [
        ("quintiles", 33, "fifths of the areas", "in five classes of about equal number"),
        ("quintiles", 5, "halves of the areas", "in two classes of about equal number"),
        ("breaks", 6, "three natural classes of value", "in three natural classes"),
        ("breaks", 3, "the value", "shaded by value"),
    ],
)
def test_the_card_and_its_alternative_say_which_classes_the_map_has(colour, areas, words, alternative):
    values = np.linspace(40, 60, areas)
    c = builders.comparison(values)
    c = replace(c, selection=c.selection.with_(colour=colour))
    assert _judged(c).startswith(f"Colours: {words}, dark")
    assert alternative in describe_charts(c, builders.history(values[:, None]))["map"]
