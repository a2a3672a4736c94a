import numpy as np
import pytest

from variation.methods import derived_counts, funnel, standardisation

STANDARD = standardisation.ESP2013 / standardisation.ESP2013.sum()
AGES = np.arange(19)
MORTALITY = 1e-4 * np.exp(0.4 * AGES)


def areas(seed: int, young: float, events: float = 100) -> tuple[np.ndarray, standardisation.Direct, float]:
    """Counts and rates of 200 × 33 areas that all have the same rate at each age, and so the same standardised rate."""
    rng = np.random.default_rng(seed)
    ages = STANDARD * np.exp(-young * np.maximum(AGES - 10, 0)) * rng.gamma(60, 1 / 60, (200, 33, 19))
    share = ages / ages.sum(axis=-1, keepdims=True)
    n = share * (events * rng.uniform(0.4, 1.6, (200, 33, 1)) / (share @ MORTALITY)[..., None])
    x = rng.poisson(n * MORTALITY).astype(float)
    return x.sum(axis=-1), standardisation.direct(x, n), 1e5 * float(STANDARD @ MORTALITY)


def outside(derived: derived_counts.Derived, target: float) -> float:
    found = funnel.funnel(derived.count, derived.denominator, "rate", target, multiplier=100_000)
    return float((np.abs(found.status) >= 1).sum() / np.isfinite(derived.count).sum())


def test_a_pair_makes_the_rate_again():
    made = derived_counts.derived_denominator([50, 200], [250.0, 400])
    np.testing.assert_allclose(1e5 * made.count / made.denominator, [250, 400])
    made = derived_counts.effective_events([250.0], [200.0], [310.0])
    np.testing.assert_allclose(1e5 * made.count / made.denominator, [250])
    np.testing.assert_allclose(made.count, [(2 * 1.959964 * 250 / 110) ** 2], rtol=1e-6)


def test_fewer_than_ten_events_absent_figures_and_intervals_without_width_have_none():
    made = derived_counts.derived_denominator([9, np.nan, 20, 0, 20], [10.0, 10, np.nan, 0, 0])
    assert np.isnan(made.denominator).all()
    assert np.isnan(made.count).all()
    made = derived_counts.effective_events([10.0, np.nan, 0], [10.0, 1, 0], [10.0, 2, 0])
    assert np.isnan(made.count).all()
    assert funnel.funnel(made.count, made.denominator, "rate", 1).status.tolist() == [9] * 3


def test_areas_as_old_as_the_standard_are_called_different_about_as_often_as_they_should():
    count, rate, target = areas(1, young=0.0)
    assert 0.04 < outside(derived_counts.derived_denominator(count, rate.value), target) < 0.065
    assert 0.03 < outside(derived_counts.effective_events(rate.value, rate.lower, rate.upper), target) < 0.055


def test_areas_younger_than_the_standard_need_effective_events():
    count, rate, target = areas(2, young=0.25)
    assert outside(derived_counts.derived_denominator(count, rate.value), target) > 0.085
    assert 0.03 < outside(derived_counts.effective_events(rate.value, rate.lower, rate.upper), target) < 0.055


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: derived_counts.derived_denominator([-1], [1]), "count"),
        (lambda: derived_counts.derived_denominator([1, 2], [1, 2, 3]), "rate"),
        (lambda: derived_counts.derived_denominator([1], [1], multiplier=0), "multiplier"),
        (lambda: derived_counts.effective_events([1], [2], [1]), "lower"),
        (lambda: derived_counts.effective_events([-1], [0], [1]), "value"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()
