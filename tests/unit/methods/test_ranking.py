import numpy as np
import pytest

from variation.methods import intervals, ranking


def test_well_separated_areas_have_one_rank_each():
    value = np.array([10.0, 50, 30])
    found = ranking.rank_interval(value, value - 1, value + 1, scale="mean")
    np.testing.assert_array_equal(found.rank, [3, 1, 2])
    np.testing.assert_array_equal(found.rank_low, found.rank)
    np.testing.assert_array_equal(found.rank_high, found.rank)


def test_areas_that_cannot_be_told_apart_may_have_nearly_any_rank():
    value = np.full(33, 20.0) + np.linspace(0, 0.01, 33)
    found = ranking.rank_interval(value, value - 5, value + 5)
    assert (found.rank_low <= 2).all()
    assert (found.rank_high >= 32).all()


@pytest.mark.parametrize("scale", ["rate", "proportion", "mean"])
def test_ranges_hold_the_observed_rank_and_stay_within_the_number_of_areas(scale):
    rng = np.random.default_rng(1)
    n = rng.integers(20, 5_000, 33)
    x = rng.binomial(n, rng.beta(2, 8, 33))
    x[3], x[4] = 0, n[4]
    i = intervals.proportion(x, n)
    found = ranking.rank_interval(100 * i.value, 100 * i.lower, 100 * i.upper, scale=scale, multiplier=100)
    assert (found.rank_low >= 1).all()
    assert (found.rank_low <= found.rank).all()
    assert (found.rank <= found.rank_high).all()
    assert (found.rank_high <= 33).all()


def test_the_same_question_has_the_same_answer_and_another_seed_nearly_the_same():
    rng = np.random.default_rng(2)
    value = rng.uniform(10, 20, 33)
    one, again = (ranking.rank_interval(value, value * 0.9, value * 1.1) for _ in range(2))
    other = ranking.rank_interval(value, value * 0.9, value * 1.1, seed=7)
    np.testing.assert_array_equal(one.rank_high, again.rank_high)
    assert np.abs(one.rank_high - other.rank_high).max() <= 1


def test_areas_without_a_figure_or_limits_take_no_part():
    value = np.array([5.0, np.nan, 9, 7, 1])
    lower, upper = value - 0.1, value + 0.1
    lower[3] = np.nan
    found = ranking.rank_interval(value, lower, upper)
    np.testing.assert_array_equal(found.rank, [2, np.nan, 1, np.nan, 3])
    np.testing.assert_array_equal(found.rank_high, [2, np.nan, 1, np.nan, 3])
    assert np.isnan(ranking.rank_interval([np.nan], [np.nan], [np.nan]).rank).all()


def test_equal_values_share_the_better_rank():
    found = ranking.rank_interval([3.0, 3, 1], [3.0, 3, 1], [3.0, 3, 1], scale="mean")
    np.testing.assert_array_equal(found.rank, [1, 1, 3])


def test_ranges_are_those_of_a_plain_simulation():
    rng = np.random.default_rng(3)
    value = rng.normal(50, 5, 40)
    se = rng.uniform(1, 4, 40)
    found = ranking.rank_interval(value, value - 1.96 * se, value + 1.96 * se, scale="mean", draws=8_000)
    drawn = value + se * np.random.default_rng(99).standard_normal((8_000, 40))
    ranks = 40 - np.argsort(np.argsort(drawn, axis=1), axis=1)
    assert np.abs(found.rank_low - np.quantile(ranks, 0.025, axis=0)).max() <= 1
    assert np.abs(found.rank_high - np.quantile(ranks, 0.975, axis=0)).max() <= 1


def test_ranges_of_many_areas_do_not_depend_on_how_the_table_is_cut(monkeypatch):
    rng = np.random.default_rng(4)
    value = rng.uniform(10, 20, 150)
    whole = ranking.rank_interval(value, value * 0.9, value * 1.1, draws=300)
    monkeypatch.setattr(ranking, "CELLS", 150 * 7)
    cut = ranking.rank_interval(value, value * 0.9, value * 1.1, draws=300)
    np.testing.assert_array_equal(whole.rank_low, cut.rank_low)
    np.testing.assert_array_equal(whole.rank_high, cut.rank_high)


def test_ranges_cover_the_true_rank_about_as_often_as_they_say():
    # areas whose true values differ by several standard errors, so that estimates are not drawn apart by ranking
    rng = np.random.default_rng(5)
    covered = []
    for _ in range(60):
        truth = rng.normal(50, 10, 33)
        seen = truth + 2 * rng.standard_normal(33)
        found = ranking.rank_interval(seen, seen - 3.92, seen + 3.92, scale="mean", draws=500)
        true_rank = 33 - np.argsort(np.argsort(truth))
        covered.append(((found.rank_low <= true_rank) & (true_rank <= found.rank_high)).mean())
    assert 0.92 < np.mean(covered) < 0.99


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: ranking.rank_interval([1], [2], [1]), "lower"),
        (lambda: ranking.rank_interval([[1]], [[1]], [[1]]), "value"),
        (lambda: ranking.rank_interval([1], [1], [1], scale="odds"), "scale"),
        (lambda: ranking.rank_interval([1], [1], [1], draws=10), "draws"),
        (lambda: ranking.rank_interval([1, 2], [1, 2, 3], [1, 2]), "lower"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()


def test_chances_of_either_end_and_the_mean_rank_add_up():
    value = np.linspace(10, 20, 33)
    found = ranking.rank_interval(value, value - 3, value + 3)
    assert found.expected.sum() == pytest.approx(33 * 34 / 2)
    assert found.highest_fifth.sum() == pytest.approx(7)
    assert found.lowest_fifth.sum() == pytest.approx(7)
    assert (np.diff(found.highest_fifth) > -0.05).all()
    assert found.highest_fifth[-1] > 0.9 > 0.1 > found.lowest_fifth[-1]


def test_areas_that_are_sure_of_their_place_are_sure_of_their_fifth():
    value = np.arange(10.0)
    found = ranking.rank_interval(value, value - 0.01, value + 0.01, scale="mean")
    assert found.highest_fifth.tolist() == [0] * 8 + [1, 1]
    assert found.expected.tolist() == found.rank.tolist()


@pytest.mark.parametrize(
    "found",
    [
        intervals.rate(np.repeat([0.0, 1, 2, 3], [9, 8, 8, 8]), np.full(33, 3_000)),
        intervals.proportion([30.0] * 8 + [25, 26, 27, 28], [30] * 12),
        intervals.Interval(np.full(5, 5.0), np.full(5, 5.0), np.full(5, 5.0)),
    ],
    ids=["no events", "all of them", "no uncertainty"],
)
def test_areas_with_the_same_figures_have_the_same_ranks_wherever_they_stand(found):
    ranks = ranking.rank_interval(found.value, found.lower, found.upper, scale="proportion", draws=4_000)
    for alike in (found.value == value for value in np.unique(found.value)):
        assert np.ptp(ranks.rank_low[alike]) <= 2
        assert np.ptp(ranks.rank_high[alike]) <= 2
        # standard errors of a mean of 4,000 ranks, and of a share of 4,000
        assert np.ptp(ranks.expected[alike]) <= 6 * len(found.value) / np.sqrt(12 * 4_000)
        assert np.ptp(ranks.highest_fifth[alike]) <= 6 * 0.5 / np.sqrt(4_000)
        assert np.ptp(ranks.lowest_fifth[alike]) <= 6 * 0.5 / np.sqrt(4_000)


def test_equals_without_uncertainty_may_have_any_rank_among_themselves():
    found = ranking.rank_interval([5] * 5, [5] * 5, [5] * 5)
    assert found.rank_low.tolist() == [1] * 5
    assert found.rank_high.tolist() == [5] * 5
    again = ranking.rank_interval([5] * 5, [5] * 5, [5] * 5)
    np.testing.assert_array_equal(found.expected, again.expected)
    assert found.expected.sum() == pytest.approx(15)
