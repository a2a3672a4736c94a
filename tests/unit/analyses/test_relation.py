"""Two indicators side by side: what is chosen, which areas are used, what is told of the pair."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests import builders
from variation.analyses.relation import choose_pair, relate, relate_comparisons
from variation.errors import NoData
from variation.indicators import Catalogue
from variation.methods.correlation import correlate
from variation.store import Store, open_store

SMOKING = builders.indicator(id="smoking", short_name="Smoking", domain="outcome", polarity="low", priorities=("P2",))
VISITS = builders.indicator(id="visits", short_name="Visits", domain="access", levels=("ccg",))
TRIPS = builders.indicator(id="trips", short_name="Trips", domain="access", levels=("ccg",))
CATALOGUE = builders.catalogue(builders.USUAL, SMOKING, VISITS, TRIPS)
SHARES = [40 + 0.6 * k for k in range(33)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    rng = np.random.default_rng(1)
    smoking = [30 - 0.4 * k + e for k, e in enumerate(rng.normal(0, 1, 33))]
    return builders.loaded(
        tmp_path_factory.mktemp("relation"),
        [
            builders.proportions(SHARES, period="2016"),
            builders.proportions(smoking, indicator="smoking", period="2013"),
            builders.proportions([30, 40, 50, 60, 70], level="ccg", indicator="visits"),
            builders.proportions([31, 39, 52, 66, 68], level="ccg", indicator="trips"),
        ],
    )


def pair_of(store: Store, catalogue: Catalogue = CATALOGUE, **query: object):
    return choose_pair(query, catalogue, store, store.snapshot())  # type: ignore[arg-type]


def test_what_is_asked_for_is_taken(store: Store) -> None:
    pair = pair_of(store, x="smoking", y="checks", level="borough", within="E54000028", area="E09000007")
    assert (pair.x.indicator, pair.y.indicator, pair.messages) == ("smoking", "checks", ())
    assert pair.x.period == "2013"
    assert pair.y.area == ("E09000007",)


def test_only_indicators_held_at_the_level_are_offered_by_domain(store: Store) -> None:
    assert [(o.value, o.group) for o in pair_of(store, level="ccg").indicators] == [
        ("trips", "Access"),
        ("visits", "Access"),
    ]
    assert [o.value for o in pair_of(store).indicators] == ["checks", "smoking"]
    assert {o.value: bool(o.reason) for o in pair_of(store).levels} == {"borough": False, "ccg": False, "stp": True}


def test_a_link_without_a_level_goes_where_its_indicators_are_held(store: Store) -> None:
    pair = pair_of(store, x="trips", y="visits")
    assert (pair.x.level, pair.x.indicator, pair.y.indicator, pair.messages) == ("ccg", "trips", "visits", ())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"x": "nonsense"}, "the catalogue does not have"),
        ({"x": "visits", "level": "borough"}, "not held for Boroughs"),
        ({"x": "checks", "y": "checks"}, "on the other axis already"),
        ({"level": "stp"}, "no two indicators"),
        ({"x": ["smoking", "checks"], "y": "\x00"}, "could not be read"),
        ({"within": "E54999999"}, "E54999999"),
    ],
)
def test_what_cannot_be_shown_falls_back_and_is_said(store: Store, query: dict[str, object], said: str) -> None:
    pair = pair_of(store, **query)
    assert any(said in message for message in pair.messages)
    assert pair.x.indicator != pair.y.indicator
    relate(pair, CATALOGUE, store, store.snapshot())


def test_an_own_pick_stays_in_the_list_of_footprints(store: Store) -> None:
    own = ",".join(builders.codes(number=5))
    pair = pair_of(store, within=own)
    assert pair.footprints[-1].value == own
    assert relate(pair, CATALOGUE, store, store.snapshot()).used.sum() == 5


def test_an_empty_store_is_said(tmp_path: Path) -> None:
    empty = open_store(f"sqlite:///{tmp_path / 'atlas.db'}")
    with pytest.raises(NoData):
        choose_pair({}, CATALOGUE, empty, empty.snapshot())


def test_the_numbers_are_those_of_the_method_on_the_two_comparisons(store: Store) -> None:
    found = relate(pair_of(store, x="smoking", y="checks"), CATALOGUE, store, store.snapshot())
    alone = correlate(found.x.value, found.y.value)
    assert found.correlation.pearson == pytest.approx(alone.pearson)
    assert found.correlation.pearson < -0.9
    assert found.correlation.n == 33
    assert found.line.slope < 0
    assert found.band_lower[0] < found.band[0] < found.band_upper[0]
    assert found.weighed_by == "y"
    assert found.years_apart == pytest.approx(3)


def test_areas_outside_the_footprint_or_without_a_figure_take_no_part() -> None:
    x = builders.comparison([1, 2, 3, 4, 5, 6])
    y = builders.comparison([2, 3, np.nan, 5, 7, 6])
    inside = np.array([True, True, True, True, True, False])
    found = relate_comparisons(x, builders.comparison([2, 3, np.nan, 5, 7, 6], inside=inside))
    assert relate_comparisons(x, y).used.tolist() == [True, True, False, True, True, True]
    narrowed = relate_comparisons(builders.comparison([1, 2, 3, 4, 5, 6], inside=inside), y)
    assert narrowed.used.tolist() == [True, True, False, True, True, False]
    assert found.line.n == 5


def test_an_area_that_makes_the_correlation_is_named() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(50, 1, 20), rng.normal(50, 1, 20)
    calm = relate_comparisons(builders.comparison(x), builders.comparison(y))
    x[7] = y[7] = 90
    pulled = relate_comparisons(builders.comparison(x), builders.comparison(y))
    assert pulled.pull == 7
    assert calm.pull != 7


@pytest.mark.parametrize("value", [[], [50.0], [50.0, 51.0, 52.0], [50.0] * 6])
def test_too_little_gives_reasons_and_no_line(value: list[float]) -> None:
    found = relate_comparisons(builders.comparison(value), builders.comparison(value[::-1]))
    assert found.correlation.reason
    assert len(found.band_x) == 0
    assert not found.verdict.any()


def test_points_have_one_size_where_denominators_are_unknown() -> None:
    nothing = np.full(5, np.nan)
    found = relate_comparisons(
        builders.comparison([1, 2, 3, 4, 5], denominator=nothing),
        builders.comparison([2, 1, 4, 3, 5], denominator=nothing),
    )
    assert found.weighed_by == ""
    assert np.isnan(found.weight).all()
