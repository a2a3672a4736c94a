"""Every chart page of the atlas as the sheet of a pack, on the real extracts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests import builders as b
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.overview import overview
from variation.analyses.overview_choice import overview_choice
from variation.indicators import Catalogue, load_catalogue
from variation.packs.model import Pack
from variation.packs.sheets import Composed, Sheet, from_json, to_json
from variation.packs.views import VIEWS, show_view
from variation.store import Store

ADDRESSES = (
    "/?indicator=cervical-screening",
    "/?indicator=mar-day-case-share&level=ccg",
    "/overview",
    "/overview?level=ccg&priority=LTP-DIA&within=E54000028",
    "/area?area=E09000007",
    "/area?area=E54000028&benchmark=england",
    "/compare?y=life-expectancy-at-birth&x=smoking-adults",
    "/compare?level=ccg",
    "/multiples?indicator=cervical-screening",
    "/multiples?indicator=mar-day-case-share&level=ccg&within=E54000028&order=change&columns=4",
    "/inequalities?indicator=preventable-mortality",
    "/spread?indicator=cervical-screening&against=fifth&levels=shrunken",
    "/spread?indicator=life-expectancy-at-birth",
    "/spread?indicator=cancer-62-days&level=ccg",
)


@pytest.fixture(scope="module")
def catalogue(data: Path) -> Catalogue:
    return load_catalogue(data)


@pytest.fixture(scope="module")
def show(catalogue: Catalogue, real_store: Store):
    return lambda address: show_view(address, catalogue, real_store, real_store.snapshot())


def shown_once(rows: tuple, key: int) -> dict:
    return {row[key]: row for row in rows}


def test_every_page_with_charts_can_stand_in_a_pack():
    assert set(VIEWS) == set(CHART_PAGES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_view_says_shows_and_lists_its_figures(show, address: str) -> None:
    sheet: Sheet = show(address)
    assert not sheet.problem
    assert sheet.heading
    assert sheet.findings == sheet.generated
    assert all(finding.endswith((".", "%).")) for finding in sheet.findings)
    assert sheet.source
    assert sheet.table.rows
    assert sheet.definitions
    assert len(sheet.short.rows) <= 9
    for chart in sheet.charts:
        assert chart.title
        assert chart.alt
        assert chart.figure["data"]
        json.dumps(chart.figure, allow_nan=False)
    for table in (sheet.table, sheet.short, *(further.table for further in sheet.more)):
        assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_of_a_sheet_shows_the_same_sheet(show, address: str) -> None:
    sheet = show(address)
    assert show(sheet.address) == sheet


@pytest.mark.parametrize("address", [a for a in ADDRESSES if not a.startswith("/area")])
def test_the_short_table_is_taken_from_the_full_one(show, address: str) -> None:
    sheet = show(address)
    names = [column.key for column in sheet.table.columns]
    of = [column.key for column in sheet.short.columns]
    first = "indicator" if "indicator" in of else "area"
    full = {
        (row[names.index(first)], row[names.index("period")] if "period" in of else ""): row for row in sheet.table.rows
    }
    gaps = [row for row in sheet.short.rows if str(row[0]).startswith("…")]
    for row in sheet.short.rows:
        if row in gaps:
            continue
        whole = full[row[of.index(first)], row[of.index("period")] if "period" in of else ""]
        assert [whole[names.index(key)] for key in of] == list(row)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_short_table_has_every_row_or_says_how_many_it_leaves_out(show, address: str) -> None:
    sheet = show(address)
    gaps = [str(row[0]) for row in sheet.short.rows if str(row[0]).startswith("…")]
    left = int(gaps[0].split()[1]) if gaps else 0
    level = "area" in [column.key for column in sheet.short.columns]
    if address.startswith("/?"):
        assert len(sheet.short.rows) - len(gaps) + left >= sum(row[2] is not None for row in sheet.table.rows[1:])
    elif level and not address.startswith(("/spread", "/compare")):
        assert len(sheet.short.rows) - len(gaps) + left == len(sheet.table.rows)


def test_what_charts_of_explore_and_the_overview_show_is_in_a_table(show) -> None:
    explore = show("/?indicator=cervical-screening")
    assert [further.title for further in explore.more] == ["All periods"]
    periods = explore.more[0].table
    assert len(periods.columns) > 3
    assert len(periods.rows) == len(explore.table.rows)
    figures, differ = (further.table for further in show("/overview").more)
    assert len(figures.rows) == len(differ.rows) == 33
    assert len(figures.columns) == len(differ.columns) == 2 + 12


def test_all_views_are_kept_and_read_again_without_loss(show) -> None:
    sheets = tuple(show(address) for address in ADDRESSES)
    composed = Composed(Pack("all", "All"), 1, "load 1", sheets)
    again = from_json(to_json(composed))
    assert json.loads(to_json(again)) == json.loads(to_json(composed))
    assert again.sheets[5].table == sheets[5].table
    assert again.sheets[8].more == sheets[8].more


def test_only_what_a_page_shows_makes_it_illustrative(show) -> None:
    assert show("/spread?indicator=cancer-62-days&level=ccg").illustrative
    assert not show("/overview").illustrative  # two simulated indicators stand in its full table, each marked
    marks = shown_once(show("/overview").table.rows, 3)
    assert set(marks) == {"Published", "Illustrative"}


def test_the_overview_shows_the_published_indicators_with_most_spread(show, catalogue, real_store) -> None:
    snapshot = real_store.snapshot()
    o = overview(overview_choice({}, catalogue, real_store, snapshot), catalogue, real_store, snapshot)
    sheet = show("/overview")
    widest = sorted(
        (x for x in o.lines if x.rank and not x.comparison.illustrative), key=lambda x: -x.surveyed.relative
    )
    assert [d.indicator for d in sheet.definitions] == [x.indicator.id for x in widest[:12]]
    marked = sheet.charts[0].figure["data"][0]["marker"]["color"]
    assert len(marked) == 12 * 33


def test_a_profile_shows_what_is_worse_and_what_is_better(show) -> None:
    sheet = show("/area?area=E09000007")
    assert {row[-1].split()[0] for row in sheet.short.rows} == {"Worse", "Better"}
    assert [c.id for c in sheet.charts] == ["spines"]


def test_the_cautions_of_a_scatter_go_wherever_it_goes(show) -> None:
    assert "compares areas, not persons" in show("/compare").method


def test_where_there_is_no_gradient_the_sheet_says_why_and_has_no_chart(tmp_path) -> None:
    store = b.loaded(tmp_path, [b.proportions([50.0 + k for k in range(12)])])
    sheet = show_view("/inequalities?indicator=checks", b.catalogue(), store, store.snapshot())
    store.close()
    assert not sheet.problem
    assert not sheet.charts
    assert "No deprivation of boroughs is loaded" in sheet.findings[0]
    assert len(sheet.table.rows) == 12


@pytest.mark.parametrize("address", ["/definitions?indicator=cervical-screening", "/nowhere"])
def test_a_page_without_charts_cannot_stand_in_a_pack(show, address: str) -> None:
    assert "cannot stand in a pack" in show(address).problem


@pytest.mark.parametrize("path", VIEWS)
def test_any_view_of_an_empty_store_says_that_nothing_is_loaded(catalogue, path, tmp_path) -> None:
    from variation.store import open_store

    empty = open_store(f"sqlite:///{tmp_path / 'empty.db'}")
    assert "No figures are loaded" in show_view(path, catalogue, empty, None).problem
    empty.close()


def test_a_sheet_is_edited_once_its_sentences_differ(show) -> None:
    sheet = show("/spread?indicator=cervical-screening")
    assert not sheet.edited
    assert replace(sheet, findings=("Ours.",)).edited
