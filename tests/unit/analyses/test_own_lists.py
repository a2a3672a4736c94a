"""Own lists: what may be kept, how it is changed, and what is shown of what the atlas no longer knows."""

from __future__ import annotations

import pytest

from tests import builders as b
from variation.analyses.own_edits import Edit, edited
from variation.analyses.own_lists import KINDS, checked_content, checked_name, contents
from variation.analyses.own_views import MOST_VIEWS, ListError, View, checked_address, read_views, write_views
from variation.indicators import Catalogue


@pytest.fixture
def catalogue() -> Catalogue:
    return b.catalogue(b.indicator(), b.indicator(id="stroke", short_name="Stroke care", name="Stroke care"))


@pytest.mark.parametrize(
    ("kind", "texts", "why"),
    [
        ("areas", [], "at least one area"),
        ("areas", ["E09000007,E38000004"], "all be boroughs"),
        ("areas", ["E12000007"], "all be boroughs"),
        ("areas", ["Atlantis"], "Nothing was saved"),
        ("areas", ["E99999999"], "Nothing was saved"),
        ("indicators", ["nothing"], "No indicator has the id"),
        ("indicators", [""], "1 to 100"),
        ("view", ["https://elsewhere.example/data?indicator=checks"], "Only links of Explore, Overview"),
        ("view", ["/?indicator=nothing"], "must name an indicator"),
        ("view", ["/?indicator=checks&area=E99999999"], "Nothing was saved"),
        ("view", ["http://[broken?indicator=checks"], "cannot be read"),
        ("view", ["/?indicator=checks&x=" + "y" * 3000], "at most 2000"),
        ("view", ["&".join(["/?indicator=checks"] + ["a=1"] * 80)], "cannot be read"),
        ("other", ["x"], "A list is one of"),
    ],
)
def test_a_list_that_cannot_be_kept_is_refused_in_words(
    catalogue: Catalogue, kind: str, texts: list[str], why: str
) -> None:
    with pytest.raises(ListError, match=why):
        checked_content(kind, texts, catalogue)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b", "a\u202eb"])
def test_a_name_must_be_short_and_printable(name: str) -> None:
    with pytest.raises(ListError):
        checked_name(name)


def test_names_and_codes_become_codes_and_open_explore_limited_to_them(catalogue: Catalogue) -> None:
    kept = checked_content("areas", ["E09000007", "Barnet\r\nCamden\r\n"], catalogue)
    assert kept == "E09000007,E09000003"
    assert contents("areas", kept, catalogue).address == "/?level=borough&within=E09000003,E09000007"


def test_a_view_keeps_what_explore_reads_and_nothing_else(catalogue: Catalogue) -> None:
    kept = checked_content("view", ["https://atlas.example/?indicator=checks&area=E09000007&utm=x"], catalogue)
    (item,) = contents("view", kept, catalogue).items
    assert item.address == "/?indicator=checks&area=E09000007"
    assert item.name == "Explore: Health checks, Camden"


def test_a_list_of_before_with_one_view_is_still_read(catalogue: Catalogue) -> None:
    (item,) = contents("view", "indicator=checks&area=E09000007", catalogue, name="Camden").items
    assert (item.address, item.name, item.stale) == ("/?indicator=checks&area=E09000007", "Camden", "")
    kept = edited("view", "indicator=checks", Edit("add", "/overview?level=ccg"), catalogue, name="Checks")
    assert [i.name for i in contents("view", kept, catalogue).items] == ["Checks", "Overview: CCGs"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://a.example/spread?indicator=checks&within=E54000028", "/spread?indicator=checks&within=E54000028"),
        ("/overview", "/overview"),
        ("/area?area=E09000007&x%00y=1&z=" + "y" * 500, "/area?area=E09000007"),
        ("/compare?y=checks&y=other&x=stroke#part", "/compare?y=checks&x=stroke"),
    ],
)
def test_a_view_of_any_page_with_charts_can_be_kept(catalogue: Catalogue, link: str, address: str) -> None:
    assert checked_address(link, catalogue) == address


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/lists?list=x", "//evil.example", "", "/download/areas.csv"])
def test_no_other_address_can_be_kept(catalogue: Catalogue, link: str) -> None:
    with pytest.raises(ListError, match="nothing was saved"):
        checked_address(link, catalogue)


def test_what_the_atlas_no_longer_knows_is_shown_as_such(catalogue: Catalogue) -> None:
    areas = contents("areas", "E09999999,E09000007", catalogue)
    assert [(i.name, bool(i.stale), i.address) for i in areas.items] == [
        ("E09999999", True, ""),
        ("Camden", False, "/area?area=E09000007"),
    ]
    assert areas.address == "/?level=borough&within=E09000007"
    held = contents("indicators", "checks,gone,stroke", catalogue, loaded={"checks"})
    assert [i.stale for i in held.items] == ["", "no longer in the atlas", "no figures are loaded"]
    views = write_views((View("/?indicator=gone", "Old"), View("/area?area=E09999999", "Nowhere")))
    assert all(i.stale for i in contents("view", views, catalogue).items)


def test_an_empty_list_holds_nothing(catalogue: Catalogue) -> None:
    for kind in KINDS:
        assert contents(kind, "", catalogue).items == ()


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        (Edit("move", "E09000007", 1), "E09000003,E09000007,E09000010"),
        (Edit("move", "E09000010", 0), "E09000010,E09000007,E09000003"),
        (Edit("move", "E09000007", 99), "E09000003,E09000010,E09000007"),
        (Edit("remove", "E09000003"), "E09000007,E09000010"),
        (Edit("add", "Haringey"), "E09000007,E09000003,E09000010,E09000014"),
        (Edit("add", "E09000014", 1), "E09000007,E09000014,E09000003,E09000010"),
    ],
)
def test_one_item_is_moved_removed_or_added_and_the_others_stay(catalogue: Catalogue, edit: Edit, after: str) -> None:
    assert edited("areas", "E09000007,E09000003,E09000010", edit, catalogue) == after


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit("add", "E09000007"), "holds it already"),
        (Edit("add", "E54000028"), "all be boroughs"),
        (Edit("add", "Atlantis"), "Nothing was saved"),
        (Edit("remove", "E09000014"), "no longer holds"),
        (Edit("move", "", 1), "no longer holds"),
        (Edit("burn", "E09000007"), "no longer holds"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(catalogue: Catalogue, edit: Edit, why: str) -> None:
    with pytest.raises(ListError, match=why):
        edited("areas", "E09000007,E09000003", edit, catalogue)


def test_a_list_that_has_become_empty_takes_areas_of_any_level(catalogue: Catalogue) -> None:
    empty = edited("areas", "E09000007", Edit("remove", "E09000007"), catalogue)
    assert edited("areas", empty, Edit("add", "E54000028"), catalogue) == "E54000028"


def test_what_is_no_longer_known_hinders_no_addition(catalogue: Catalogue) -> None:
    assert edited("indicators", "gone,checks", Edit("add", "stroke"), catalogue) == "gone,checks,stroke"
    assert edited("areas", "E09999999", Edit("add", "Camden"), catalogue) == "E09999999,E09000007"


def test_a_view_is_renamed_and_put_back_with_its_name(catalogue: Catalogue) -> None:
    views = write_views((View("/overview", "All"), View("/?indicator=checks", "Checks")))
    called = edited("view", views, Edit("call", "/overview", name="Every one"), catalogue)
    assert [v.name for v in read_views(called)] == ["Every one", "Checks"]
    without = edited("view", called, Edit("remove", "/overview"), catalogue)
    back = edited("view", without, Edit("add", "/overview", 0, "Every one"), catalogue)
    assert back == called
    with pytest.raises(ListError, match="1 to 80"):
        edited("view", views, Edit("call", "/overview", name="a\x00"), catalogue)


def test_no_more_views_are_kept_than_the_limit(catalogue: Catalogue) -> None:
    full = write_views(tuple(View(f"/overview?page={k}", str(k)) for k in range(MOST_VIEWS)))
    with pytest.raises(ListError, match="at most"):
        edited("view", full, Edit("add", "/spread"), catalogue)
