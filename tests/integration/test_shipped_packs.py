"""The packs that ship: each reads, shows what it says on any of the data, and is what its script writes."""

from __future__ import annotations

import importlib
import re
import sys
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest

from variation import geography
from variation.indicators import DOMAINS, Catalogue, load_catalogue
from variation.packs import compose, read_pack
from variation.packs.files import pack_files, parse_pack, write_pack
from variation.packs.model import VIEW, Pack, PackPage
from variation.packs.views import show_view

FILES = pack_files(Path(__file__).resolve().parents[2] / "data" / "packs")
NAMES = tuple(FILES)


@pytest.fixture(scope="module")
def catalogue(data: Path) -> Catalogue:
    return load_catalogue(data)


@pytest.fixture
def script(project: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(project / "scripts"), *sys.path])
    return importlib.import_module("build_shipped_packs")


def test_there_is_one_for_london_each_domain_each_stp_and_each_framework(catalogue: Catalogue) -> None:
    stps = {f"stp-{stp.name.lower().replace(' ', '-')}" for stp in geography.areas("stp")}
    frameworks = {f"priorities-{framework.id}" for framework in catalogue.frameworks}
    assert set(NAMES) == {"london-overview", *(f"domain-{domain}" for domain in DOMAINS), *stps, *frameworks}


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_reads_and_has_the_pages_of_a_meeting(name: str) -> None:
    pack = read_pack(FILES[name])
    assert parse_pack(write_pack(pack), name) == pack
    views = [page.view for page in pack.pages if page.kind == VIEW]
    assert 4 <= len(views) <= 10
    assert len(set(views)) == len(views)
    assert [page.kind for page in pack.pages if page.kind != VIEW] == ["five", "changed", "actions", "text"]
    assert pack.draft


def test_no_board_is_asked_to_decide_on_simulated_figures(catalogue: Catalogue, shipped_store) -> None:
    pages = [page for name in NAMES for page in read_pack(FILES[name]).pages if page.decision]
    assert pages
    snapshot = shipped_store.snapshot()
    shown = {view: show_view(view, catalogue, shipped_store, snapshot) for view in {page.view for page in pages}}
    assert not [view for view, sheet in shown.items() if sheet.illustrative]


@pytest.mark.parametrize("name", NAMES)
def test_a_message_is_a_question_without_a_figure_of_the_data(name: str) -> None:
    for page in read_pack(FILES[name]).pages:
        if page.kind == VIEW:
            assert page.message.endswith("?")
            assert len(page.message) <= 130
            assert "differ from London" not in page.message  # what a page compares with depends on the data
            assert not re.search(r"\d+ (of|%)|worse than London by", page.message)


@pytest.mark.parametrize("store", ["shipped_store", "real_store"])
def test_every_view_can_be_shown(store: str, catalogue: Catalogue, request: pytest.FixtureRequest) -> None:
    held = request.getfixturevalue(store)
    for path in FILES.values():
        composed = compose(read_pack(path), catalogue, held, held.snapshot())
        for sheet in composed.sheets:
            assert not sheet.problem, (path.name, sheet.address, sheet.problem)
            if sheet.kind == VIEW:
                assert sheet.charts, (path.name, sheet.address)
                assert sheet.table.rows


def test_of_the_real_data_a_pack_shows_simulated_figures_only_where_a_priority_has_nothing_else(
    catalogue: Catalogue, real_store
) -> None:
    for name, path in FILES.items():
        composed = compose(read_pack(path), catalogue, real_store, real_store.snapshot())
        simulated = [sheet for sheet in composed.sheets if sheet.illustrative]
        assert not simulated or name.startswith("priorities-"), name


def test_the_views_of_an_stp_are_within_it() -> None:
    for stp in geography.areas("stp"):
        pack = read_pack(FILES[f"stp-{stp.name.lower().replace(' ', '-')}"])
        assert pack.within == stp.code
        for page in pack.pages:
            query = parse_qs(urlsplit(page.view).query)
            assert page.kind != VIEW or stp.code in (query.get("within", query.get("area")) or [])


def test_the_script_writes_the_packs_as_they_are(script: ModuleType, data: Path, shipped_store, tmp_path) -> None:
    script.main(tmp_path, data, shipped_store)
    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == {
        p.name: p.read_text(encoding="utf-8") for p in FILES.values()
    }


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?indicator=no-such-indicator", "the indicator “no-such-indicator”"),
        ("/?indicator=mar-day-case-share&level=borough", "the level “borough”"),
        ("/spread?indicator=cervical-screening&within=E99999999", "the within “E99999999”"),
        ("/area?area=E99999999", "the area “E99999999”"),
        ("/compare?y=life-expectancy-at-birth&x=none", "the x “none”"),
        ("/inequalities?indicator=mar-day-case-share", "the indicator “Day cases”"),
        ("/?indicator=cervical-screening&period=1899", "the period “1899”"),
    ],
)
def test_a_view_shows_what_it_asks_for_or_says_that_it_cannot(address, said, catalogue, real_store) -> None:
    sheet = show_view(address, catalogue, real_store, real_store.snapshot())
    assert said in sheet.problem
    assert not sheet.charts


def test_choices_that_a_page_does_not_have_are_no_hindrance(catalogue, real_store) -> None:
    address = "/inequalities?indicator=preventable-mortality&area=E09000007&within=E54000028&utm=x"
    assert not show_view(address, catalogue, real_store, real_store.snapshot()).problem


def test_the_example_of_the_document_reads_and_names_every_field(project: Path) -> None:
    text = (project / "docs" / "packs.md").read_text(encoding="utf-8")
    pack = parse_pack(text.partition("```toml")[2].partition("```")[0], "example")
    assert [page.kind for page in pack.pages] == ["five", VIEW, VIEW, "changed", "text"]
    for field in (*fields(Pack), *fields(PackPage)):
        assert f"`{field.name}`" in text or field.name in ("name", "pages")
