"""What is said below charts: an example that is shown, numbers of the result only, and what is not drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import builders as b
from tests.traced import sentences, untraced
from tests.unit.analyses.test_inequalities import DEPRIVATION, deprivation, page
from tests.unit.analyses.test_pathway import pathway, store  # noqa: F401  a fixture
from variation.analyses.multiples import arrange
from variation.analyses.relation import relate_comparisons
from variation.analyses.results import NO_DATA
from variation.findings.explanations import (
    NOTHING,
    explain_gradient,
    explain_multiples,
    explain_pathway,
    explain_relation,
    explain_slopes,
)
from variation.findings.sentence import ILLUSTRATIVE

SMOKING = b.indicator(id="smoking", short_name="Smoking", polarity="low")
ABSENT = np.nan


def relation(x, y, **changes):
    return relate_comparisons(b.comparison(x, of=SMOKING), b.comparison(y, **changes))


def multiples(value, sort="worst", **changes):
    past = b.history(value)
    last = [row[-1] for row in np.atleast_2d(value)]
    return arrange(b.comparison(last, period=past.period[-1], **changes), past, sort)


X, Y = [10.0, 20.0, 30.0, 40.0, 50.0], [60.0, 50.0, 43.0, 30.0, 20.0]


def test_a_scatter_is_explained_by_the_area_that_is_picked():
    r = relation(X, Y)
    picked = str(r.y.code[2])
    r = replace(r, y=replace(r.y, selection=r.y.selection.with_(area=(picked,))))
    said = explain_relation(r)
    assert f"{r.y.name[2]} has 30.0 % and 43.0 %; there the line gives 40.6 %" in said
    assert 2 <= sentences(said) <= 4


def test_a_scatter_without_a_line_says_why():
    r = relation(X[:2], Y[:2])
    said = explain_relation(r)
    assert r.correlation.reason in said
    assert f"{r.y.name[0]} has 10.0 % and 60.0 %" in said


def test_areas_that_lack_a_figure_are_said_and_why():
    r = relation([*X, ABSENT, 3.0], [*Y, 2.0, ABSENT], note=np.array([""] * 6 + ["suppressed"]))
    assert "2 boroughs without both figures are not drawn, 1 of them because small numbers are suppressed." in (
        explain_relation(r)
    )
    m = multiples([[50.0, 51.0], [ABSENT, ABSENT]])
    assert "1 borough without a figure is not drawn." in explain_multiples(m)


def test_a_chart_without_areas_explains_nothing():
    assert explain_relation(relation([1.0, ABSENT], [ABSENT, 2.0])) == NOTHING
    assert explain_multiples(multiples([[ABSENT, ABSENT]])) == NOTHING


@pytest.mark.parametrize(
    "said",
    [
        explain_relation(relation(X, Y, illustrative=True)),
        explain_multiples(multiples([[50.0, 51.0]], illustrative=True)),
    ],
)
def test_illustrative_figures_are_marked_first(said):
    assert said.startswith(f"{ILLUSTRATIVE}each ")


def test_one_area_is_enough():
    said = explain_multiples(multiples([[50.0, 52.5]]))
    assert "Barking and Dagenham, the first, went from 50.0 % in 2010 to 52.5 % in 2011" in said
    assert "is at 50.0 % in 2010" in explain_multiples(multiples([[50.0]]))


def test_the_strips_are_explained_by_what_differs_most(store):  # noqa: F811
    p = pathway(store, priority="P1")
    assert p is not None
    said = explain_pathway(p, "")
    c = p.steps["access"][0]
    assert said.startswith("Each strip is an indicator and each place in it a borough")
    assert "In seen, 2016, " in said
    assert not untraced(said, [c.value, c.benchmark.value], 1, ["2016"])
    assert explain_pathway(p, "table").startswith("Each column is an indicator, each row a borough.")
    empty = replace(c, status=np.full(len(c.status), NO_DATA))
    assert "None of them has a figure" in explain_pathway(replace(p, steps={"access": (empty,)}), "")


@pytest.mark.parametrize("shares", [np.linspace(70, 50, 33), np.full(33, 60.0)])
def test_the_gradient_and_its_slope_are_explained_with_their_own_numbers(tmp_path, shares):
    i = page(tmp_path, [b.proportions(shares, 10_000), deprivation()])
    g, c = i.gradient, i.comparison
    assert g is not None
    known = [g.ends, c.value, g.now.sii, g.now.sii_lower, g.now.sii_upper]
    names = [b.USUAL.short_name, DEPRIVATION.short_name, "2016", "holds 0 "]
    for said in (explain_gradient(i), explain_slopes(i)):
        assert not untraced(said, [*known, "1 0"], 1, names)
        assert 2 <= sentences(said) <= 4
    assert f"{c.name[32]}, the most deprived, has {c.value[32]:.1f} %" in explain_gradient(i)


def test_without_a_gradient_nothing_is_explained(tmp_path):
    i = page(tmp_path, [b.proportions(np.linspace(70, 50, 33), 10_000)])
    assert explain_gradient(i) == explain_slopes(i) == NOTHING


figures = st.one_of(st.floats(0, 100, allow_nan=False), st.just(ABSENT))


@given(st.lists(st.tuples(figures, figures), min_size=1, max_size=33), st.booleans())
@settings(deadline=None)
def test_every_number_of_a_scatters_explanation_is_the_results(pairs, illustrative):
    x, y = (list(part) for part in zip(*pairs, strict=True))
    r = relation(x, y, illustrative=illustrative)
    said = explain_relation(r)
    line = r.line
    known = [r.x.value, r.y.value, line.expected, line.low, line.high]
    missing = int((r.y.inside & ~r.used).sum())
    assert not untraced(said, [*known, str(missing), r.correlation.reason], 1)


@given(st.lists(st.lists(figures, min_size=3, max_size=3), min_size=1, max_size=33))
@settings(deadline=None)
def test_every_number_of_small_multiples_explanation_is_the_results(value):
    m = multiples(value)
    said = explain_multiples(m)
    missing = str(len(value) - len(m.panels))
    assert not untraced(said, [m.history.value, missing], 1, m.history.period)
