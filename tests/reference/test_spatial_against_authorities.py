"""Moran's I against esda, and its false alarms; false discoveries against scipy."""

import warnings

import numpy as np
import pytest
from scipy import stats

from variation import geography
from variation.methods.false_discovery import benjamini_hochberg
from variation.methods.opportunity import opportunity
from variation.methods.spatial import autocorrelation

CODES = [area.code for area in geography.areas("borough")]
JOINED = [[CODES.index(c) for c in geography.neighbours("borough")[code]] for code in CODES]


@pytest.fixture(scope="module")
def authorities():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import esda
        from libpysal.weights import W

        weights = W(dict(enumerate(JOINED)), silence_warnings=True)
        weights.transform = "r"
        yield esda, weights


def test_global_and_local_values_are_those_of_esda(authorities):
    esda, weights = authorities
    rng = np.random.default_rng(1)
    for _ in range(20):
        value = rng.lognormal(0, 0.5, 33)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            whole, local = esda.Moran(value, weights, permutations=0), esda.Moran_Local(value, weights, permutations=0)
        ours = autocorrelation(value, JOINED, permutations=99)
        assert ours.moran_i == pytest.approx(whole.I)
        assert ours.expected == pytest.approx(whole.EI)
        np.testing.assert_allclose(ours.local, local.Is)


def test_p_values_are_those_of_esda_within_what_permutations_leave_open(authorities):
    esda, weights = authorities
    rng = np.random.default_rng(2)
    value = rng.normal(size=33) + np.linspace(0, 2, 33)[np.argsort(CODES)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.random.seed(3)  # noqa: NPY002  esda draws from the global generator
        theirs = esda.Moran(value, weights, permutations=9999)
        local = esda.Moran_Local(value, weights, permutations=9999, seed=3)
    ours = autocorrelation(value, JOINED)
    assert ours.p_value == pytest.approx(min(1, 2 * theirs.p_sim), abs=0.02)
    np.testing.assert_allclose(ours.local_p, np.minimum(2 * local.p_sim, 1), atol=0.05)


def test_neighbours_that_are_alike_by_chance_alone_alarm_as_often_as_the_level_says():
    rng = np.random.default_rng(4)
    found = [autocorrelation(rng.normal(size=33), JOINED, permutations=399, seed=s) for s in range(300)]
    assert 0.02 < np.mean([f.p_value < 0.05 for f in found]) < 0.085
    assert np.mean([(f.cluster != "").any() for f in found]) < 0.08


def test_flags_are_those_of_scipy():
    rng = np.random.default_rng(5)
    for _ in range(200):
        p = rng.beta(0.4, 2, rng.integers(1, 60))
        np.testing.assert_allclose(benjamini_hochberg(p).adjusted, stats.false_discovery_control(p))


def test_the_share_of_false_discoveries_is_held():
    rng = np.random.default_rng(6)
    z = rng.normal(size=(4000, 33))
    z[:, :8] += 3
    found = benjamini_hochberg(2 * stats.norm.sf(np.abs(z)), 0.05).found
    false = found[:, 8:].sum(axis=1) / np.maximum(found.sum(axis=1), 1)
    assert 0.03 < false.mean() < 0.045  # 5 % times the share of areas that do not differ
    assert found[:, :8].mean() > 0.6


@pytest.mark.parametrize("levels", ["counted", "shrunken"])
def test_intervals_of_the_total_hold_the_true_opportunity(levels):
    rng = np.random.default_rng(7)
    n = rng.integers(5_000, 30_000, 33).astype(float)
    held = []
    for seed in range(150):
        true = 0.05 * np.exp(rng.normal(0, 0.2, 33))
        worth = np.maximum(n * (true - 0.05), 0).sum()
        found = opportunity(rng.poisson(n * true), n, "rate", 0.05, "low", levels=levels, seed=seed)
        held.append(found.total_lower <= worth <= found.total_upper)
    assert 0.88 < np.mean(held) <= 1


def test_counted_levels_take_chance_for_opportunity_and_shrunken_ones_do_not():
    rng = np.random.default_rng(8)
    n = rng.integers(2_000, 9_000, 33).astype(float)
    totals = {how: [] for how in ("counted", "shrunken")}
    for seed in range(60):
        x = rng.poisson(n * 0.05)
        for how, found in totals.items():
            found.append(opportunity(x, n, "rate", "pooled", "low", levels=how, seed=seed).total)
    assert np.mean(totals["counted"]) > 3 * np.mean(totals["shrunken"])
