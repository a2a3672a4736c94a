"""A comparison holds every area against its benchmark, and says what it was judged by."""

from __future__ import annotations

import numpy as np
import pytest

from tests import builders as b
from variation import geography
from variation.analyses import Selection, choices, compare
from variation.analyses.results import NO_DATA
from variation.errors import NoData

NAN = float("nan")


@pytest.fixture
def shown(tmp_path):
    """What is shown of some frames: choices are made, then areas compared."""
    stores = []

    def show(*frames, of=b.USUAL, **asked):
        catalogue = b.catalogue(of)
        store = b.loaded(tmp_path, frames)
        stores.append(store)
        chosen = choices(Selection(**asked), catalogue, store, store.snapshot())
        return compare(chosen.selection, catalogue, store, store.snapshot())

    yield show
    for store in stores:
        store.close()


def standardised(values, half=5.0, **usual):
    return b.rows(
        [
            {"area": code, "value": v, "lower": v - half, "upper": v + half, "count": 50, "denominator": 90_000}
            for code, v in zip(b.codes(number=len(values)), values, strict=True)
        ],
        **usual,
    )


SHARES = [50.0] * 30 + [70.0, 30.0, 54.5]


def test_areas_are_those_of_the_level_in_order_of_name(shown):
    c = shown(b.proportions(SHARES), b.london(50))
    assert c.name.tolist() == [a.name for a in geography.areas("borough")]
    assert len(c.value) == 33


def test_outliers_are_told_from_chance_by_the_funnel(shown):
    c = shown(b.proportions(SHARES), b.london(50))
    assert c.judged_by == "funnel"
    assert c.status.tolist() == [0] * 30 + [2, -2, 1]
    assert c.no_funnel == ""


def test_the_funnel_is_centred_on_the_benchmark_and_spans_the_sizes_shown(shown):
    c = shown(b.proportions([50.0] * 33, np.linspace(200, 5000, 33)), b.london(50))
    assert c.funnel is not None
    assert c.funnel.denominator[0] < 200
    assert c.funnel.denominator[-1] > 5000
    assert (np.diff(c.funnel.denominator) > 0).all()
    assert (c.funnel.lower_998 <= c.funnel.lower_95).all()
    assert (c.funnel.lower_95 <= 50).all()
    assert (c.funnel.upper_95 >= 50).all()
    assert (c.funnel.upper_998 >= c.funnel.upper_95).all()


def test_every_status_agrees_with_the_drawn_limits(shown):
    rng = np.random.default_rng(7)
    shares = rng.uniform(35, 65, 33)
    c = shown(b.proportions(shares, 800), b.london(50))
    f = c.funnel
    at_800 = [np.interp(800, f.denominator, line) for line in (f.lower_998, f.lower_95, f.upper_95, f.upper_998)]
    clear = np.min([np.abs(c.value - line) for line in at_800], axis=0) > 0.2  # the drawn curve is between two sizes
    assert (np.searchsorted(at_800, c.value[clear]) - 2 == c.status[clear]).all()


def test_the_publishers_london_is_the_benchmark_where_there_is_one(shown):
    c = shown(b.proportions(SHARES), b.london(52))
    assert (c.benchmark.name, c.benchmark.value, c.benchmark.computed) == ("London", 52, False)


def test_london_is_otherwise_the_sum_of_its_areas(shown):
    c = shown(b.proportions([40.0] * 11 + [60.0] * 22, [1000] * 11 + [1500] * 22))
    assert c.benchmark.computed
    assert c.benchmark.areas == 33
    assert c.benchmark.value == pytest.approx(55)


def test_a_few_areas_of_many_are_not_london(shown):
    frame = b.proportions([40.0] * 33)
    frame.loc[3:, ["count", "denominator"]] = np.nan
    c = shown(frame)
    assert np.isnan(c.benchmark.value)
    assert "no benchmark" in c.no_funnel


def test_a_footprint_is_the_sum_of_the_areas_in_it(shown):
    two = b.codes(number=2)
    c = shown(
        b.proportions([40.0, 60.0, 90.0], [1000, 3000, 9000]),
        b.london(80),
        within=",".join(two),
        benchmark="footprint",
    )
    assert c.benchmark.value == pytest.approx(55)
    assert c.benchmark.name == "the chosen areas"
    assert c.inside.tolist() == [True, True] + [False] * 31


def test_an_stp_limits_the_view_and_names_the_benchmark(shown):
    stp = geography.footprints("borough")[0]
    c = shown(b.proportions(SHARES), within=stp.code, benchmark="footprint")
    assert set(c.code[c.inside]) == set(geography.members(stp.code, "borough"))
    assert c.benchmark.name == stp.name
    assert np.isnan(c.rank_low[~c.inside]).all()
    assert (c.fifths.of[~c.inside] == NO_DATA).all()


def test_england_is_never_summed(shown):
    c = shown(b.proportions(SHARES), b.england(48), benchmark="england")
    assert (c.benchmark.name, c.benchmark.value, c.benchmark.computed) == ("England", 48, False)


def test_real_areas_are_not_held_against_an_illustrative_london(shown):
    c = shown(b.proportions([50.0] * 33), b.london(70, status="illustrative"))
    assert c.benchmark.value == pytest.approx(50)


def test_limits_are_published_or_wilsons(shown):
    frame = b.proportions([50.0, 50.0], 1000)
    frame.loc[0, ["lower", "upper"]] = [40.0, 61.0]
    c = shown(frame)
    assert (c.lower[0], c.upper[0]) == (40, 61)
    assert c.lower[1] == pytest.approx(46.9, abs=0.05)
    assert c.upper[1] == pytest.approx(53.1, abs=0.05)


def test_a_rate_gets_byars_limits_and_a_funnel(shown):
    rate = b.indicator(**b.RATE)
    codes = b.codes()
    frame = b.rows([{"area": c, "count": 100, "denominator": 50_000, "value": 2.0} for c in codes])
    c = shown(frame, of=rate)
    assert c.lower[0] == pytest.approx(1.627, abs=0.002)
    assert c.judged_by == "funnel"
    assert set(c.status.tolist()) == {0}


def test_a_value_is_computed_where_only_counts_are_given(shown):
    frame = b.proportions([50.0] * 33)
    frame["value"] = np.nan
    assert shown(frame).benchmark.value == pytest.approx(50)


def test_a_value_that_its_publisher_left_out_is_not_filled_in(shown):
    frame = b.proportions([50.0] * 33)
    frame.loc[4, "value"] = np.nan
    frame.loc[4, "note"] = "not published"  # as every reader of a publisher's file says
    c = shown(frame)
    assert np.isnan(c.value[4])
    assert c.status[4] == NO_DATA
    assert c.note[4] == "not published"


@pytest.mark.parametrize(("count", "value"), [(500, 50.0), (4, np.nan)])
def test_a_single_value_left_to_its_counts_is_computed_and_ours(shown, count, value):
    frame = b.proportions([50.0] * 33)
    frame.loc[4, ["value", "count"]] = [np.nan, count]
    c = shown(frame)
    np.testing.assert_array_equal(c.value[4], value)
    assert np.isfinite(np.delete(c.value, 4)).all()  # published


def test_a_standardised_rate_has_no_funnel_and_is_judged_by_its_interval(shown):
    rate = b.indicator(**b.STANDARDISED)
    c = shown(
        standardised([100.0] * 30 + [120, 80, 106]),
        b.rows([{"area": "E12000007", "value": 100}], level="region"),
        of=rate,
    )
    assert c.funnel is None
    assert c.judged_by == "interval"
    assert c.no_funnel == (
        "Directly standardised rate: no expected counts are published, so no funnel is drawn; areas are judged by "
        "their published 95 % limits, and by 99.8 % limits derived from them."
    )
    assert c.status.tolist() == [0] * 30 + [2, -2, 1]
    assert not c.benchmark.computed


def test_a_standardised_rate_is_never_summed(shown):
    c = shown(standardised([100.0] * 33), of=b.indicator(**b.STANDARDISED))
    assert np.isnan(c.benchmark.value)
    assert (c.status == NO_DATA).all()


def test_a_benchmark_on_a_limit_is_within_it(shown):
    rate = b.indicator(**b.STANDARDISED)
    c = shown(standardised([105.0]), b.rows([{"area": "E12000007", "value": 100}], level="region"), of=rate)
    assert c.status[0] == 0


def test_a_proportion_whose_figures_do_not_follow_its_counts_has_no_funnel(shown):
    frame = b.proportions([50.0] * 33)
    frame["value"] *= 1.2
    c = shown(frame, b.london(50))
    assert c.funnel is None
    assert c.no_funnel.startswith("The published figures are not simply count over denominator")


def test_a_survey_without_counts_has_no_funnel(shown):
    frame = b.proportions([50.0] * 33)
    frame["count"] = np.nan
    frame["lower"], frame["upper"] = frame["value"] - 3, frame["value"] + 3
    c = shown(frame, b.london(54))
    assert c.no_funnel.startswith("The counts behind the figures are not published")
    assert set(c.status.tolist()) == {-1}


def test_without_counts_and_limits_nothing_is_judged(shown):
    frame = b.rows([{"area": c, "value": 50.0} for c in b.codes()])
    c = shown(frame, b.rows([{"area": "E12000007", "value": 40}], level="region"), of=b.indicator(measure="mean"))
    assert (c.status == NO_DATA).all()
    assert c.no_funnel.endswith("no limits are published, so it cannot be said which differences are more than chance.")


@pytest.mark.parametrize("count", [1, 4])
def test_small_counts_of_ours_are_withheld(shown, count):
    frame = b.proportions([50.0] * 33, status="illustrative")
    frame.loc[0, ["count", "value"]] = [count, count / 10]
    c = shown(frame)
    assert np.isnan([c.value[0], c.count[0], c.denominator[0], c.lower[0], c.upper[0]]).all()
    assert c.note[0] == "suppressed"
    assert c.illustrative


@pytest.mark.parametrize("count", [0, 5])
def test_no_event_and_five_events_are_shown(shown, count):
    frame = b.proportions([50.0] * 33, status="illustrative")
    frame.loc[0, ["count", "value"]] = [count, count / 10]
    assert shown(frame).count[0] == count


def test_a_published_small_count_is_shown_as_published(shown):
    frame = b.proportions([50.0] * 33)
    frame.loc[0, ["count", "value"]] = [3, 0.3]
    assert shown(frame).count[0] == 3


def test_suppressed_areas_are_left_out_with_their_note(shown):
    frame = b.proportions([50.0] * 33)
    frame.loc[2, ["value", "count", "denominator"]] = np.nan
    frame.loc[2, "note"] = "suppressed"
    c = shown(frame)
    assert c.note[2] == "suppressed"
    assert c.status[2] == NO_DATA
    assert c.benchmark.areas == 32


def test_an_area_without_a_row_is_not_published(shown):
    c = shown(b.proportions([50.0] * 20))
    assert set(c.note[20:]) == {"not published"}
    assert set(c.status[20:].tolist()) == {NO_DATA}


def test_one_area_alone_can_be_shown(shown):
    c = shown(b.proportions(SHARES), b.london(50), within=b.codes()[30])
    assert c.inside.sum() == 1
    assert (c.rank_low[30], c.rank_high[30]) == (1, 1)
    assert c.funnel is not None
    assert c.fifths.bounds == ()


def test_a_period_in_which_everything_is_suppressed_is_still_a_view(shown):
    earlier = b.proportions([50.0] * 33, period="2015")
    now = b.rows([{"area": c, "note": "suppressed"} for c in b.codes()])
    c = shown(earlier, now, period="2015")
    assert c.period == "2015"
    assert np.isfinite(c.value).all()


def test_too_few_areas_do_not_move_the_limits(shown):
    c = shown(b.proportions([20.0, 80.0, 50.0]), b.london(50), dispersion="multiplicative")
    assert c.funnel.adjusted == "none"
    assert "at least 10 areas" in c.funnel.note


def test_over_dispersed_areas_widen_the_limits_when_asked(shown):
    shares = np.linspace(30, 70, 33)
    plain = shown(b.proportions(shares), b.london(50))
    wide = shown(b.proportions(shares), b.london(50), dispersion="multiplicative")
    assert wide.funnel.adjusted == "multiplicative"
    assert wide.funnel.dispersion > 1
    assert (np.abs(wide.status) <= np.abs(plain.status)).all()
    assert (wide.status == 0).sum() > (plain.status == 0).sum()


def test_options_of_drawing_do_not_change_the_figures(shown, tmp_path):
    frames = [b.proportions(SHARES)]
    c = shown(*frames)
    again = shown(*frames, colour="quintiles", scale="zero", area=(b.codes()[0],))
    assert again.selection.colour == "quintiles"
    assert again.status.tolist() == c.status.tolist()


def test_what_is_not_held_is_refused_in_words(tmp_path):
    store = b.loaded(tmp_path, [b.proportions(SHARES)])
    catalogue = b.catalogue()
    with pytest.raises(NoData, match="no figures for ccg"):
        compare(Selection("checks", "ccg", sex="Persons", age="All ages"), catalogue, store, store.snapshot())
    with pytest.raises(NoData, match="choose another period"):
        compare(
            Selection("checks", "borough", sex="Persons", age="All ages", period="1900"),
            catalogue,
            store,
            store.snapshot(),
        )


def test_the_funnels_note_says_how_many_stand_when_all_areas_are_tested_at_once(shown):
    apart = shown(b.proportions([50.0] * 30 + [55.0] * 3, 20_000))
    assert apart.funnel.note.endswith("at a false-discovery rate of 5 %.")
    alike = shown(b.proportions([50.0] * 33, 20_000))
    assert "false-discovery" not in alike.funnel.note
