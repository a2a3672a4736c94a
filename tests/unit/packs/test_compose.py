"""A pack on a snapshot: each page holds its view's words and numbers, and the kept form gives them back exactly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import builders as b
from variation.errors import NoData, PackError
from variation.packs import Composed, Pack, PackPage, compose
from variation.packs.model import TEXT, VIEW
from variation.packs.sheets import Column, cell_text, from_json, to_json
from variation.store import Store

SHARES = [50.0] * 30 + [70.0, 30.0, 54.5]
PAGE = PackPage(
    VIEW, view="/?indicator=checks", message="Who is called, who comes?", notes="Slowly.", decision="Agree."
)
Make = Callable[..., Composed]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    years = [b.proportions(SHARES, period=str(year)) for year in (2014, 2015, 2016)]
    opened = b.loaded(tmp_path, [*years, *(b.london(50, period=str(year)) for year in (2014, 2015, 2016))])
    yield opened
    opened.close()


@pytest.fixture
def made(store: Store) -> Make:
    def make(*pages: PackPage, **cover: Any) -> Composed:
        return compose(Pack("a-pack", "A pack", pages=pages, **cover), b.catalogue(), store, store.snapshot())

    return make


def test_a_view_gives_heading_finding_charts_numbers_and_definition(made: Make) -> None:
    sheet = made(PAGE).sheets[0]
    assert sheet.heading == "Health checks by borough, 2016"
    assert sheet.findings[0].startswith("2 of 33 boroughs differ from London's 50.0 %")
    assert [chart.id for chart in sheet.charts] == ["map", "funnel"]
    assert (sheet.message, sheet.notes, sheet.decision) == ("Who is called, who comes?", "Slowly.", "Agree.")
    assert len(sheet.table.rows) == 34
    names = [b.geography.areas("borough")[i].name for i in (30, 31)]
    assert [row[0] for row in sheet.short.rows] == [*names, "… 31 more, not outside 99.8 % limits"]
    assert [d.name for d in sheet.definitions] == ["Health checks received"]
    assert "load 1" in sheet.source
    assert not sheet.edited


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([50.0, 51.0, 49.0, 50.5, 49.5, 50.2, 49.8, 50.1], [51.0, 50.5, 50.2, 50.1, 50.0, 49.8, 49.5, 49.0]),
        ([50.0, 51.0, 49.0, 50.5, 49.5, 50.2, 49.8, 50.1, 49.9], [51.0, 50.5, 50.2, "… 3 more …", 49.8, 49.5, 49.0]),
    ],
)
def test_where_no_area_is_outside_few_stand_beside_the_charts_and_of_more_both_ends(
    tmp_path: Path, values: list[float], shown: list[float | str]
) -> None:
    store = b.loaded(tmp_path, [b.proportions(values), b.london(50)])
    sheet = compose(Pack("a", "A", pages=(PAGE,)), b.catalogue(), store, store.snapshot()).sheets[0]
    assert [round(row[1], 1) if row[1] != "" else row[0] for row in sheet.short.rows] == shown
    store.close()


def test_the_page_names_charts_and_their_order(made: Make) -> None:
    named = made(PackPage(VIEW, view="/?indicator=checks", charts=("bars", "trend", "film"))).sheets[0]
    assert [chart.id for chart in named.charts] == ["bars", "trend"]


def test_maps_name_boundaries_by_level_so_that_no_server_is_needed(made: Make) -> None:
    areas = made(PAGE).sheets[0].charts[0].figure["data"][0]
    assert areas["geojson"] == "borough"


def test_edited_sentences_are_shown_and_the_generated_ones_kept_beside_them(made: Make) -> None:
    sheet = made(PackPage(VIEW, view="/?indicator=checks", findings=("Two boroughs stand out.",))).sheets[0]
    assert sheet.findings == ("Two boroughs stand out.",)
    assert sheet.generated[0].startswith("2 of 33")
    assert sheet.edited


def test_a_view_that_cannot_be_shown_says_why_and_leaves_the_others(made: Make) -> None:
    odd = PackPage(VIEW, view="/nowhere?x=1")
    composed = made(odd, PAGE, PackPage(TEXT, heading="Next steps", text="One.\n\nTwo."))
    assert "The page /nowhere cannot stand in a pack" in composed.sheets[0].problem
    assert composed.sheets[1].charts
    assert composed.sheets[2].text == "One.\n\nTwo."


def test_without_a_load_there_is_no_pack(store: Store) -> None:
    with pytest.raises(NoData, match="Load an extract"):
        compose(Pack("a", "A", pages=(PAGE,)), b.catalogue(), store, None)


def test_progress_is_told_page_by_page(store: Store) -> None:
    told: list[tuple[int, int]] = []
    pack = Pack("a", "A", pages=(PAGE, PAGE))
    compose(pack, b.catalogue(), store, store.snapshot(), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_the_kept_form_gives_back_the_same_pack_to_the_last_digit(made: Make) -> None:
    composed = made(PAGE, PackPage(TEXT, heading="Next", text="t"), draft=False)
    again = from_json(to_json(composed))
    assert again == composed
    assert [c.figure for c in again.sheets[0].charts] == json.loads(
        json.dumps([c.figure for c in composed.sheets[0].charts])
    )


def test_the_kept_form_of_another_version_is_refused(made: Make) -> None:
    kept = json.loads(to_json(made(PAGE)))
    with pytest.raises(PackError, match="another version"):
        from_json(json.dumps({**kept, "version": 0}))


@pytest.mark.parametrize(
    ("cell", "decimals", "text"),
    [(1234.567, 1, "1,234.6"), (-0.04, 1, "0.0"), (-2.5, 1, "−2.5"), (7, 0, "7"), (None, 1, "–"), ("x", None, "x")],
)
def test_a_cell_is_written_alike_in_every_medium(cell: Any, decimals: int | None, text: str) -> None:
    assert cell_text(cell, Column("key", "Title", decimals)) == text
