from datetime import date

import numpy as np
import pytest

from variation.methods import spc

QUIET = np.array([10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 10.0, 9, 11, 10])  # no run, no trend


def marks(values, **options):
    found = spc.xmr(values, **options)
    return {rule: np.flatnonzero(found.rule == rule).tolist() for rule in set(found.rule) - {""}}


def test_limits_are_the_mean_and_266_mean_moving_ranges_either_side():
    found = spc.xmr(QUIET)
    moving = np.abs(np.diff(QUIET))
    np.testing.assert_allclose(found.moving_range[1:], moving)
    assert np.isnan(found.moving_range[0])
    assert found.centre[0] == pytest.approx(QUIET.mean())
    assert found.upper[0] == pytest.approx(QUIET.mean() + 2.66 * moving.mean())
    assert found.lower[-1] == pytest.approx(QUIET.mean() - 2.66 * moving.mean())
    assert found.variation == "common cause"
    assert marks(QUIET) == {}


def test_a_point_outside_the_limits_is_marked():
    series = QUIET.copy()
    series[8] = 30
    assert marks(series)["outside"] == [8]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_shift_of_seven_on_one_side_is_marked_whole_and_six_are_not(sign):
    wave = np.array([1, -1, 1.2, -1.2] * 5)
    high = np.array([0.3, 0.5, 0.3, 0.5, 0.3, 0.5, 0.3])
    series = 50 + sign * np.concatenate([wave, [-0.9], high, [-0.9, -1.2]])
    series -= series.mean() - 50
    assert marks(series) == {"shift": list(range(21, 28))}
    assert (spc.xmr(series).direction[21:28] == sign).all()
    assert marks(np.delete(series, 22)) == {}


def test_a_trend_of_seven_points_is_marked_whole_and_a_tie_breaks_it():
    noise = np.array([3, -3, 3, -3, 3, -3, 3, -3.0])
    rise = np.array([-2.5, -1.6, -0.8, 0.1, 0.9, 1.7, 2.5])
    series = np.concatenate([noise, rise, -noise])
    assert marks(series)["trend"] == list(range(8, 15)) or marks(series)["trend"] == list(range(7, 15))
    tied = series.copy()
    tied[11] = tied[10]
    assert "trend" not in marks(tied)


def test_two_of_three_near_a_limit_are_marked_but_not_the_third():
    wave = np.array([1, -1] * 8)
    series = np.concatenate([wave, [4.6, 0.5, 4.6], -wave])
    found = spc.xmr(series)
    near = found.centre[0] + (found.upper[0] - found.centre[0]) * 2 / 3
    assert near < 4.6 < found.upper[0]
    assert marks(series) == {"two of three": [16, 18]}
    series[17] = -0.5  # the third lies on the other side
    assert "two of three" not in marks(series)


def test_a_stronger_rule_takes_the_mark():
    series = np.concatenate([np.tile([0, 1.0], 8), np.arange(2, 9.0) * 2])
    found = spc.xmr(series)
    outside = (series > found.upper) | (series < found.lower)
    assert outside.any()
    assert (found.rule[outside] == "outside").all()
    assert "trend" in found.rule
    assert found.rule[-1] in {"outside", "trend"}


@pytest.mark.parametrize(("improvement", "mark"), [("up", "improvement"), ("down", "concern"), ("neutral", "neutral")])
def test_direction_and_improvement_give_the_judgement_and_the_last_point_the_icon(improvement, mark):
    series = np.append(QUIET, 40)
    found = spc.xmr(series, improvement)
    assert found.special_cause[-1] == mark
    assert found.variation == mark


@pytest.mark.parametrize(
    ("target", "improvement", "assurance"),
    [
        (30, "up", "fail"),
        (30, "down", "pass"),
        (1, "up", "pass"),
        (1, "down", "fail"),
        (10, "up", "hit and miss"),
        (10, "neutral", ""),
        (None, "up", ""),
    ],
)
def test_assurance_compares_the_target_with_the_limits(target, improvement, assurance):
    assert spc.xmr(QUIET, improvement, target).assurance == assurance


def test_eleven_points_are_refused_with_the_reason():
    found = spc.xmr(QUIET[:11], target=3)
    assert np.isnan(found.upper).all()
    assert found.reason == "Limits need at least 12 points; there are 11."
    assert (found.variation, found.assurance) == ("", "")
    assert (found.rule == "").all()


def test_a_constant_series_has_its_limits_at_the_centre_and_no_marks():
    found = spc.xmr(np.full(20, 5.0), target=6)
    np.testing.assert_array_equal(found.upper, np.full(20, 5.0))
    assert (found.rule == "").all()
    assert found.variation == "common cause"
    assert found.assurance == "fail"


def test_limits_are_calculated_anew_from_a_rebase_on_and_runs_do_not_cross_it():
    series = np.concatenate([QUIET, QUIET + 20])
    assert marks(series) != {}
    moved = [(16, "clinic moved")]
    found = spc.xmr(series, rebase_at=moved)
    assert marks(series, rebase_at=moved) == {}
    assert found.centre[16] - found.centre[15] == pytest.approx(20)
    assert np.isnan(found.moving_range[16])


def test_screening_leaves_large_moving_ranges_out_only_when_asked():
    series = QUIET.copy()
    series[8] = 60
    plain, screened = spc.xmr(series), spc.xmr(series, screen=True)
    assert screened.upper[0] < plain.upper[0]
    moving = np.abs(np.diff(series))
    kept = moving[moving < 3.267 * moving.mean()]
    assert screened.upper[0] == pytest.approx(series.mean() + 2.66 * kept.mean())


def test_a_gap_breaks_runs_and_moving_ranges():
    series = np.concatenate([QUIET, [9.5, 9.4, 9.5, np.nan, 9.4, 9.5, 9.4, 9.5]])
    found = spc.xmr(series)
    assert np.isnan(found.moving_range[19:21]).all()
    assert "shift" not in set(found.rule)
    assert np.isfinite(found.centre).all()


def test_false_alarms_of_a_point_outside_are_about_those_of_three_sigma():
    rng = np.random.default_rng(1)
    share = np.mean([np.mean(spc.xmr(rng.normal(size=60)).rule == "outside") for _ in range(300)])
    # 0.27 % with known limits; limits from 60 points add a little
    assert 0.001 < share < 0.007


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: spc.xmr([[1.0]]), "values"),
        (lambda: spc.xmr(QUIET, "better"), "improvement"),
        (lambda: spc.xmr(QUIET, rebase_at=[(99, "why")]), "rebase_at"),
        (lambda: spc.xmr(QUIET, rebase_at=[(0, "why")]), "rebase_at"),
        (lambda: spc.xmr(QUIET, rebase_at=[(3.5, "why")]), "rebase_at"),
        (lambda: spc.xmr(QUIET, run=2), "run"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()


def test_limits_of_a_baseline_are_held_from_there_on():
    series = np.concatenate([QUIET, QUIET + 5])
    found = spc.xmr(series, baseline=16)
    assert found.centre[-1] == pytest.approx(QUIET.mean())
    assert found.upper[0] == found.upper[-1] == pytest.approx(spc.xmr(QUIET).upper[0])
    assert (found.rule[16:] != "").all()
    assert "first 16 points" in found.basis
    assert "all points" in spc.xmr(series).basis
    assert "3.267" in spc.xmr(series, screen=True).basis


def test_a_baseline_that_has_too_few_figures_gives_no_limits():
    series = np.concatenate([QUIET, QUIET])
    series[3] = np.nan
    assert "there are 11" in spc.xmr(series, baseline=12).reason
    with pytest.raises(ValueError, match="baseline"):
        spc.xmr(series, baseline=11)


@pytest.mark.parametrize("value", np.arange(1, 100) / 10)
def test_a_constant_series_is_never_marked_whatever_its_rounding(value):
    from variation.methods.spc_rules import last_marks

    for points in (12, 13, 24, 30):
        series = np.full(points, value)
        found = spc.xmr(series)
        assert (found.rule == "").all()
        assert found.variation == "common cause"
        assert last_marks(series[None, :])[0][0] == 0


def test_a_series_without_neighbouring_figures_has_no_limits_and_says_why():
    from variation.methods.spc_rules import last_marks

    series = np.where(np.arange(30) % 2, np.nan, np.random.default_rng(1).normal(size=30))
    series[-1], series[-2] = 9.0, np.nan
    found = spc.xmr(series)
    assert "neighbouring" in found.reason
    assert np.isnan(found.upper).all()
    assert found.variation == ""
    assert last_marks(series[None, :])[0][0] == 0


def test_limits_may_be_too_few_to_say_a_baseline_is_used():
    assert "first 12 points" in spc.xmr(QUIET, baseline=12).basis


@pytest.mark.parametrize("bare", [(16,), 16, [(16, "")], [(16, " ")], [(16, None)], (16, "clinic moved")])
def test_limits_start_anew_only_with_a_reason(bare):
    with pytest.raises(ValueError, match="reason beside each position, as new limits need a recorded decision"):
        spc.xmr(np.arange(40.0), rebase_at=bare)


def test_the_chart_repeats_each_decision_to_start_anew():
    decided = spc.Rebase(26, "second scanner opened", date(2026, 3, 3))
    found = spc.xmr(np.arange(40.0), rebase_at=[decided, (13, "clinic moved")])
    assert found.basis.endswith(
        " New limits from point 14: clinic moved."
        " New limits from point 27: second scanner opened (decided 3 March 2026)."
    )
    assert spc.xmr(QUIET).basis.endswith("no moving range left out.")


def test_an_unknown_target_is_no_target():
    assert spc.xmr(QUIET, target=np.nan).assurance == ""
