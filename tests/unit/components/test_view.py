"""What Explore sends of each area reads as every other screen has it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from components.view import _judged, table_rows
from tests import builders as b
from variation.figures import draw_bars
from variation.findings.alternatives import describe_charts
from variation.findings.numbers import format_number

VALUES = [71.246, 70.547, 58.248, 71.25, 70.65, 46.96]  # x.x46 and x.x48 go up when they are rounded twice


@pytest.mark.parametrize("column", ["value", "lower", "upper"])
def test_figures_are_rounded_once(column):
    c = b.comparison(VALUES)
    sent = table_rows(c, b.history(np.array(VALUES)[:, None]))["columns"][column]
    assert sent == [float(format_number(v, c.indicator.decimals)) for v in getattr(c, column)]


def test_bars_carry_the_figures_of_the_table():
    c = b.comparison(VALUES)
    sent = table_rows(c, b.history(np.array(VALUES)[:, None]))["columns"]["value"]
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
    c = b.comparison(values)
    c = replace(c, selection=c.selection.with_(colour=colour))
    assert _judged(c).startswith(f"Colours: {words}, dark")
    assert alternative in describe_charts(c, b.history(values[:, None]))["map"]
