"""The overview ranks by spread beyond chance, pages, places indicators, and says what could not be served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests import builders as b
from tests.traced import sentences, untraced
from variation import geography
from variation.analyses.overview import ROWS, Overview, overview
from variation.analyses.overview_choice import OverviewChoice, overview_choice
from variation.analyses.standing import WORSE
from variation.errors import NoData
from variation.findings import overview as words
from variation.store import Store

WIDE = b.indicator(id="wide", short_name="Wide", domain="outcome", polarity="low")
NARROW = b.indicator(id="narrow", short_name="Narrow", domain="access")
NO_JUDGEMENT = b.indicator(id="plain", short_name="Plain", domain="access", polarity="none", priorities=("P2",))
SIZE = 20_000


def spread_over(indicator: str, half: float, **usual: Any) -> pd.DataFrame:
    """Shares spread evenly about 50 %."""
    return b.proportions(np.linspace(50 - half, 50 + half, 33).tolist(), SIZE, indicator=indicator, **usual)


@pytest.fixture
def atlas(tmp_path: Path) -> Iterator[Any]:
    """Ask for the overview of a query, of frames and indicators given once."""
    stores: list[Store] = []

    def ask(query: dict[str, Any], frames: list[pd.DataFrame], *indicators: Any) -> tuple[OverviewChoice, Overview]:
        catalogue = b.catalogue(*indicators)
        if not stores:
            stores.append(b.loaded(tmp_path, frames))
        store = stores[0]
        choice = overview_choice(query, catalogue, store, store.snapshot())
        return choice, overview(choice, catalogue, store, store.snapshot())

    yield ask
    for store in stores:
        store.close()


THREE = [spread_over("narrow", 3), spread_over("wide", 30), spread_over("plain", 10)]


def names(lines: Any) -> list[str]:
    return [line.indicator.id for line in lines]


def test_indicators_are_ranked_by_spread_beyond_chance(atlas: Any) -> None:
    _, found = atlas({}, THREE, NARROW, WIDE, NO_JUDGEMENT)
    assert names(found.ranking) == names(found.lines) == ["wide", "plain", "narrow"]
    assert [line.rank for line in found.ranking] == [1, 2, 3]
    assert [line.bar for line in found.ranking] == [10, 3, 1]
    assert found.greatest is not None
    assert found.greatest.indicator.id == "wide"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["narrow", "plain", "wide"]),
        ("domain", ["plain", "narrow", "wide"]),
        ("outside", ["wide", "plain", "narrow"]),
    ],
)
def test_the_order_is_as_asked(atlas: Any, sort: str, order: list[str]) -> None:
    assert names(atlas({"sort": sort}, THREE, NARROW, WIDE, NO_JUDGEMENT)[1].lines) == order


def test_domains_group_the_rows_only_when_sorted_by_domain(atlas: Any) -> None:
    _, grouped = atlas({"sort": "domain"}, THREE, NARROW, WIDE, NO_JUDGEMENT)
    assert [(name, names(lines)) for name, lines in grouped.groups] == [
        ("Access", ["plain", "narrow"]),
        ("Outcome", ["wide"]),
    ]
    _, plain = atlas({}, THREE, NARROW, WIDE, NO_JUDGEMENT)
    assert [name for name, _ in plain.groups] == [""]


def test_counts_add_up(atlas: Any) -> None:
    _, found = atlas({}, THREE, NARROW, WIDE, NO_JUDGEMENT)
    assert found.compared == 3
    assert found.judged == 99
    assert found.by_chance == pytest.approx(0.198)
    assert found.with_outside == sum(line.surveyed.outside > 0 for line in found.lines)


def test_domain_and_priority_narrow_the_rows(atlas: Any) -> None:
    assert names(atlas({"domain": "access"}, THREE, NARROW, WIDE, NO_JUDGEMENT)[1].lines) == ["plain", "narrow"]
    assert names(atlas({"priority": "P2"}, THREE, NARROW, WIDE, NO_JUDGEMENT)[1].lines) == ["plain"]


def test_a_long_table_is_paged(atlas: Any) -> None:
    many = [b.indicator(id=f"i{k:02}", short_name=f"I{k:02}") for k in range(ROWS + 2)]
    frames = [b.proportions([50.0] * 33, indicator=i.id) for i in many]
    _, first = atlas({"sort": "name"}, frames, *many)
    assert (first.pages, len(first.groups[0][1])) == (2, ROWS)
    _, beyond = atlas({"sort": "name", "page": "99"}, frames, *many)
    assert beyond.page == 2
    assert names(beyond.groups[0][1]) == [f"i{ROWS}", f"i{ROWS + 1}"]


def test_london_worse_than_england_and_getting_worse_is_found(atlas: Any) -> None:
    years = range(2012, 2017)
    frames = [
        pd.concat([
            *(b.proportions([60.0 - 3 * k] * 33, SIZE, period=str(y)) for k, y in enumerate(years)),
            *(b.london(60.0 - 3 * k, 660_000, period=str(y)) for k, y in enumerate(years)),
            b.england(55.0, period="2016"),
        ])
    ]  # fmt: skip
    _, found = atlas({}, frames, b.USUAL)
    assert names(found.matrix[WORSE, "worsening"]) == ["checks"]
    assert found.unplaced == ()
    line = found.lines[0]
    assert (line.standing.value, line.standing.england) == (48.0, 55.0)


def test_without_england_or_direction_nothing_is_placed(atlas: Any) -> None:
    _, found = atlas({}, THREE, NARROW, WIDE, NO_JUDGEMENT)
    assert not any(found.matrix.values())
    assert len(found.unplaced) == 3


def test_what_is_compared_with_something_else_says_so(atlas: Any) -> None:
    frames = [pd.concat([spread_over("narrow", 3), b.england(50.0, indicator="narrow")]), spread_over("wide", 30)]
    _, found = atlas({"benchmark": "england"}, frames, NARROW, WIDE)
    assert {line.indicator.id: line.instead for line in found.lines} == {"narrow": "", "wide": "London"}
    assert found.instead == 1


def test_a_footprint_limits_the_areas(atlas: Any) -> None:
    stp = geography.footprints("borough")[0]
    choice, found = atlas({"within": stp.code, "benchmark": "footprint"}, THREE, NARROW, WIDE, NO_JUDGEMENT)
    assert choice.messages == ()
    assert found.place == stp.name
    assert {line.of for line in found.lines} == {len(geography.members(stp.code, "borough"))}


def test_fresh_tells_period_and_areas_at_each_level(atlas: Any) -> None:
    frames = [
        pd.concat([
            b.proportions([50.0] * 30, period="2015"),
            b.proportions([50.0] * 9, period="2016"),
            b.proportions([50.0] * 5, level="stp", period="2014"),
        ])
    ]  # fmt: skip
    _, found = atlas({}, frames, b.indicator(levels=("borough", "stp")))
    held = found.fresh["checks"]
    assert (held["borough"].period, held["borough"].areas, held["borough"].of) == ("2015", 30, 33)
    assert (held["stp"].period, held["stp"].areas) == ("2014", 5)
    assert "ccg" not in held


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"level": "moon"}, "level “moon”"),
        ({"level": "ccg"}, "level “ccg”"),
        ({"priority": "P9"}, "priority “P9”"),
        ({"domain": "red"}, "domain “red”"),
        ({"domain": "practice"}, "in practice"),
        ({"show": ["red", "value"]}, "show “red”"),
        ({"sort": "x" * 300}, "sort “xxx"),
        ({"within": "nowhere"}, "footprint “nowhere”"),
        ({"benchmark": "footprint"}, "London is used instead"),
        ({"benchmark": "moon"}, "benchmark “moon”"),
    ],
)
def test_what_cannot_be_served_falls_back_and_is_said(atlas: Any, query: dict[str, Any], said: str) -> None:
    choice, found = atlas(query, THREE, NARROW, WIDE, NO_JUDGEMENT)
    assert any(said in message for message in choice.messages)
    assert len(found.lines) == 3
    assert choice.selection.level == "borough"


@pytest.mark.parametrize("page", ["0", "-1", "²", "1e3", "", ["", "x"], None, "99999"])
def test_an_unreadable_page_is_the_first(atlas: Any, page: Any) -> None:
    assert atlas({"page": page}, THREE, NARROW, WIDE, NO_JUDGEMENT)[1].page == 1


def test_an_empty_store_is_no_data(atlas: Any) -> None:
    with pytest.raises(NoData):
        atlas({}, [], NARROW)


@pytest.mark.parametrize("show", ["", "fifths"])
def test_how_to_read_it_has_the_numbers_of_what_is_shown_only(atlas: Any, show: str) -> None:
    _, found = atlas({"show": show}, THREE, NARROW, WIDE, NO_JUDGEMENT)
    line = found.greatest
    assert line is not None
    c, s = line.comparison, line.surveyed
    shares = [f"{100 * v:.0f}" for v in (s.relative, s.excess, 1.0)]
    figures = [c.value, c.lower, c.upper, found.by_chance, line.standing.value, line.standing.england]
    for explain in (words.explain_heat, words.explain_ranking, words.explain_matrix):
        assert not untraced(explain(found), [*figures, f"{found.judged}", " ".join(shares)], 1, ["2016"])
        assert 2 <= sentences(explain(found)) <= 4
    assert "Wide" in words.explain_heat(found)
    assert "fifth" in words.explain_heat(found) if show else "key above" in words.explain_heat(found)


def test_how_to_read_the_corner_names_who_stands_where(atlas: Any) -> None:
    frames = [spread_over("wide", 30), b.england(60, indicator="wide"), b.london(50, indicator="wide")]
    _, found = atlas({}, frames, WIDE)
    (line,) = next(lines for lines in found.matrix.values() if lines)
    said = words.explain_matrix(found)
    assert f"Wide, 2016, has {line.standing.value:.1f} % against 60.0 % in England: better" in said
    assert "its trend is not tested" in said


def test_what_is_illustrative_is_marked_where_it_is_the_example(atlas: Any) -> None:
    _, found = atlas({}, [spread_over("wide", 30, status="illustrative")], WIDE)
    assert "In Wide, illustrative, 2016, " in words.explain_heat(found)
    assert "In Wide, illustrative, it is" in words.explain_ranking(found)


def test_where_nothing_can_be_told_apart_that_is_said(atlas: Any) -> None:
    bare = b.rows([{"area": code, "value": 50.0 + k} for k, code in enumerate(b.codes())], indicator="wide")
    _, found = atlas({}, [bare], b.indicator(id="wide", short_name="Wide", measure="mean"))
    assert words.explain_ranking(found).startswith("No indicator shown")
    assert "No indicator shown can be placed" in words.explain_matrix(found)
    assert "0 figures are compared" in words.explain_heat(found)
