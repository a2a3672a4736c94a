"""Misuse of any method is a ValueError that names the argument; nothing counted is NaN and no error."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from variation.methods import (
    attribute_charts,
    bulk,
    classes,
    contrast,
    correlation,
    false_discovery,
    funnel,
    inequality,
    intervals,
    mann_kendall,
    opportunity,
    peers,
    prioritisation,
    published_spread,
    ranking,
    shrinkage,
    spatial,
    spc,
    spread,
    spread_change,
    spread_intervals,
    spread_within,
    trend,
)

X, N = [1, 2, 3, 4, 5, 6], [50.0] * 6
RING = [[(i + 1) % 9] for i in range(9)]
TWO = [0.9, 0.95]
TWELVE = list(range(12))
TABLE, EQUAL = [[1, 2], [2, 1], [3, 3]], [1, 1]

MISUSES = {
    "a multiplier for each area": ("multiplier", lambda: intervals.rate([1, 2], [9, 9], multiplier=[1, 2])),
    "no multiplier": ("multiplier", lambda: intervals.rate(1, 9, multiplier=None)),
    "a multiplier of text": ("multiplier", lambda: intervals.rate(1, 9, multiplier="x")),
    "a confidence of text": ("confidence", lambda: intervals.proportion(1, 9, "x")),
    "counts that are text": ("count must hold numbers, not text", lambda: intervals.proportion(["3", "4"], [9, 9])),
    "a count that is text": ("count must hold numbers, not text", lambda: intervals.rate([3, None, "4"], [9, 9, 9])),
    "an array of text": ("denominator", lambda: intervals.rate([3.0, 4], np.array(["9", "9"]))),
    "two levels for shrinkage": ("confidence", lambda: shrinkage.empirical_bayes(X, N, "rate", confidence=TWO)),
    "two levels for a slope": ("confidence", lambda: mann_kendall.mann_kendall(X, TWO)),
    "two levels for spread": ("confidence", lambda: spread_intervals.spread_intervals(X, N, "rate", confidence=TWO)),
    "two levels for worth": (
        "confidence",
        lambda: opportunity.opportunity(X, N, "rate", "pooled", "low", confidence=TWO),
    ),
    "two levels for a score": ("confidence", lambda: prioritisation.score(TABLE, EQUAL, confidence=TWO)),
    "two levels for a correlation": ("confidence", lambda: correlation.correlate(TWELVE, TWELVE[::-1], TWO)),
    "two levels for a split": ("confidence", lambda: spread_within.split(X, N, list("aabbcc"), "rate", confidence=TWO)),
    "half a run": ("run", lambda: spc.xmr(TWELVE, run=7.5)),
    "half a baseline": ("baseline", lambda: spc.xmr(TWELVE, baseline=12.5)),
    "a target of text": ("target", lambda: spc.xmr(TWELVE, target="x")),
    "a target of text for shares": ("target", lambda: attribute_charts.p_prime(TWELVE, [50] * 12, target="x")),
    "half a point": ("points", lambda: trend.recent(X, N, "rate", points=3.5)),
    "half a peer": ("count", lambda: peers.nearest(TABLE, 1.5)),
    "a least share of text": ("least", lambda: peers.nearest(TABLE, 1, least="x")),
    "half a draw": ("draws", lambda: ranking.rank_interval(X, X, X, draws=100.5)),
    "no draws": ("draws", lambda: spread_intervals.spread_intervals(X, N, "rate", draws=0)),
    "no draws for a split": ("draws", lambda: spread_within.split(X, N, list("aabbcc"), "rate", draws=0)),
    "no draws for a change": ("draws", lambda: spread_change.change([X, X], [N, N], "rate", draws=0)),
    "no draws for a span": ("draws", lambda: contrast.span(X, X, N, draws=0)),
    "extremes of text": ("winsorise", lambda: funnel.funnel(X, N, "rate", winsorise="x")),
    "a list of measures": ("measure", lambda: funnel.funnel(X, N, ["rate"])),
    "targets that do not fit": ("target", lambda: funnel.limits([1, 2], "rate", [0.1, 0.2, 0.3])),
    "more targets than denominators": ("target", lambda: funnel.limits([1], "rate", [0.1, 0.2, 0.3])),
    "targets of other sets": ("target", lambda: bulk.judge([[1, 2]], [[3, 4]], "rate", [1, 2, 3])),
    "no workers": ("workers", lambda: bulk.judge(X, N, "rate", workers=0)),
    "errors that do not fit": ("standard_error", lambda: inequality.slope(X[:3], N[:3], X[:3], [0.1, 0.1])),
    "errors of more groups": ("standard_error", lambda: inequality.slope(X[:3], N[:3], X[:3], [[0.1] * 3] * 2)),
    "a benchmark below nothing": ("benchmark", lambda: opportunity.opportunity(X, N, "rate", (-5, -10), "low")),
    "half a quantile": ("number", lambda: classes.quantiles(TWELVE, 2.5)),
    "half a class": ("classes", lambda: classes.quintiles(TWELVE, 2.5)),
    "no permutations": ("permutations", lambda: spatial.autocorrelation(range(9), RING, permutations=0)),
    "neighbours by name": ("neighbours", lambda: spatial.autocorrelation(range(9), [["a"]] * 9)),
    "a level of text": ("level", lambda: false_discovery.benjamini_hochberg([0.1], "x")),
    "nothing need be known": ("least", lambda: prioritisation.score(TABLE, EQUAL, least=0)),
    "steadiness of text": ("steadiness", lambda: prioritisation.score(TABLE, EQUAL, steadiness="a")),
    "limits exchanged": ("lower", lambda: published_spread.published_spread([1, 2], [2, 1], [0, 3])),
    "limits of a difference exchanged": ("lower", lambda: contrast.difference(([1], [2], [0]), ([1], [0], [2]))),
}


@pytest.mark.parametrize(("named", "call"), MISUSES.values(), ids=MISUSES)
def test_misuse_names_the_argument(named, call):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: spread.spread([], [], "rate"),
        lambda: spread.spread([], [], "proportion"),
        lambda: spread.spread(np.zeros((3, 0)), np.zeros((3, 0)), "rate"),
        lambda: spread_intervals.spread_intervals([], [], "rate").true_upper,
        lambda: spread_intervals.spread_intervals([], [], "proportion").estimate,
        lambda: published_spread.published_spread([], [], []),
        lambda: published_spread.published_intervals([], [], []).true_lower,
        lambda: mann_kendall.mann_kendall([]),
        lambda: mann_kendall.mann_kendall([3.0]),
        lambda: mann_kendall.mann_kendall(np.zeros((2, 0))),
        lambda: shrinkage.empirical_bayes([], [], "rate"),
        lambda: ranking.rank_interval([], [], []),
    ],
)
def test_no_areas_have_no_figures(call):
    found = call()
    for field in fields(found):
        figure = getattr(found, field.name)
        counted = field.name in ("areas", "points") and (np.asarray(figure) <= 1).all()
        assert counted or np.isnan(figure).all()


def test_areas_without_a_footprint_are_left_out_however_that_is_written():
    x, n = np.arange(10, 22.0) * 10, np.full(12, 1_000.0)
    whole = spread_within.split(x[:11], n[:11], ["a"] * 4 + ["b"] * 4 + ["c"] * 3, "rate")
    for nobody in ("", None, np.nan):
        labels = np.array(["a"] * 4 + ["b"] * 4 + ["c"] * 3 + [nobody], dtype=object)
        assert spread_within.split(x, n, labels, "rate") == whole


def test_figures_that_may_be_below_0_have_no_quotients():
    found = published_spread.published_spread([1, -2, 3], [0, -3, 2], [2, -1, 4], "mean")
    assert np.isnan([found.extremal_quotient, found.fold_5_95, found.iqr_ratio]).all()
    assert np.isfinite(found.tau2)
    with np.errstate(divide="ignore"):
        assert published_spread.published_spread([1, 0, 3], [0, 0, 2], [2, 1, 4]).extremal_quotient == np.inf


def test_limits_are_drawn_at_a_single_denominator():
    one, listed = (funnel.limits(n, "proportion", 0.1) for n in (50, [50]))
    assert one.upper_95.shape == ()
    assert one.upper_95 == listed.upper_95[0]
