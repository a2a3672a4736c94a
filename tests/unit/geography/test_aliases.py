"""How publishers call an area."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variation.errors import UnknownArea
from variation.geography import LEVEL_NAMES, LEVELS, MERGERS, aliases, area, areas, find, normalise

EVERYWHERE = [a for level in LEVEL_NAMES for a in areas(level)]


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.sampled_from(EVERYWHERE), st.data())
def test_every_area_is_found_by_its_codes_and_names_however_they_are_written(place, data):
    names = [place.code, place.name] + [place.ods] * bool(place.ods)
    text = data.draw(st.sampled_from(names))
    dress = data.draw(st.sampled_from([str.upper, str.lower, str.title, lambda t: f"  {t}\u00a0 ", lambda t: t]))
    assert find(dress(text)) == place
    assert find(dress(text).replace(" and ", " & "), level=place.level) == place


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda a: a.code)
def test_a_short_name_finds_its_area_at_its_own_level(place):
    if place.level != "stp":
        assert find(place.short_name, level=place.level) == place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Camden LB", "Camden"),
        ("Camden (London Borough)", "Camden"),
        ("LB Camden", "Camden"),
        ("London Borough of Camden", "Camden"),
        ("camden  ", "Camden"),
        ("702", "Camden"),
        ("702.0", "Camden"),
        ("00AG", "Camden"),
        ("Kingston-upon-Thames", "Kingston upon Thames"),
        ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("City Of London", "City of London"),
        ("City of Westminster", "Westminster"),
        ("NHS CAMDEN CCG", "NHS Camden CCG"),
        ("Camden CCG", "NHS Camden CCG"),
        ("07R", "NHS Camden CCG"),
        ("City of London & Hackney", "NHS City and Hackney CCG"),
        ("NHS West London (K&C & QPP) CCG", "NHS West London CCG"),
        ("NHS CENTRAL LONDON (WESTMINSTER) CCG", "NHS Central London (Westminster) CCG"),
        ("NHS Central London CCG", "NHS Central London (Westminster) CCG"),
        ("QMF", "North East London"),
        ("EAST LONDON HEALTH & CARE PARTNERSHIP (STP)", "North East London"),
        ("East London Health And Care Partnership  STP", "North East London"),
        ("NORTH LONDON PARTNERS IN HEALTH & CARE (STP)", "North Central London"),
        ("OUR HEALTHIER SOUTH EAST LONDON STP", "South East London"),
        ("NHS SOUTH WEST LONDON INTEGRATED CARE BOARD", "South West London"),
        ("NHS North West London ICB - QRV", "North West London"),
        ("LONDON COMMISSIONING REGION", "London"),
        ("LONDON AREA TEAM", "London"),
        ("Q71", "London"),
        ("yLondon", "London"),
        ("London region", "London"),
        ("zEngland", "England"),
        ("ENG", "England"),
        ("ENGLAND", "England"),
    ],
)
def test_publishers_names_are_understood(text, name):
    assert find(text).name == name


def test_a_name_shared_by_two_levels_means_the_level_that_is_asked_for():
    assert find("Camden").level == find("Camden", "borough").level == "borough"
    assert find("Camden", "ccg").name == "NHS Camden CCG"
    assert aliases()["camden"].level == "borough"
    assert aliases("ccg")["camden"].level == "ccg"


def test_a_merged_ccg_stands_for_its_stp_and_says_so():
    for merger in MERGERS:
        for text in (merger.new, merger.new_ods, merger.new_name, f"{merger.new_name} - {merger.new_ods}"):
            for known in (aliases(), aliases("ccg")):
                alias = known[normalise(text)]
                assert (alias.code, alias.level, alias.kind) == (merger.stp, "stp", "merged")
    assert aliases("ccg")["north central london"].kind == "merged"
    assert aliases()["north central london"].kind == "name"


def test_directly_commissioned_care_is_not_england():
    """The monthly returns have a row "NHS ENGLAND" among the CCGs: what NHS England itself pays for."""
    assert normalise("NHS ENGLAND") not in aliases()


def test_every_alias_leads_to_an_area_of_the_level_that_it_names():
    for level in (None, *LEVEL_NAMES):
        for text, alias in aliases(level).items():
            assert text == normalise(text)
            assert area(alias.code).level == alias.level


def test_aliases_of_the_files_do_not_contradict_one_another(data):
    seen: dict[str, str] = {}
    for file, column in (("aliases.csv", "alias"), ("old_codes.csv", "code")):
        with (data / "geography" / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                assert seen.setdefault(normalise(row[column]), row["area"]) == row["area"]
                assert aliases(area(row["area"]).level)[normalise(row[column])].code == row["area"], row[column]


def test_no_code_is_used_for_two_areas():
    by_kind: dict[str, set[str]] = {}
    for level in (None, *LEVEL_NAMES):
        for text, alias in aliases(level).items():
            if alias.kind != "name":
                by_kind.setdefault(text, set()).add(alias.code)
    assert {text: codes for text, codes in by_kind.items() if len(codes) > 1} == {}


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownArea, match=r"No area is called 'Camdn'\. Did you mean Camden"):
        find("Camdn")
    with pytest.raises(UnknownArea, match="Use its ONS code"):
        find("Birmingham and Solihull")


def test_a_name_of_another_level_is_refused_saying_which():
    with pytest.raises(UnknownArea, match=r"'Camden' is Camden \(level: borough\); expected the level: STP"):
        find("Camden", "stp")


@pytest.mark.parametrize("text", ["", "  ", "***", "All", "Total", "London Borough of", "北京"])
def test_what_is_no_area_is_never_guessed(text):
    for level in (None, *LEVELS):
        with pytest.raises(UnknownArea):
            find(text, level)


def test_every_area_of_the_real_extracts_is_known(shared):
    columns = {
        "nhse_mar_london_ccg_monthly_2013-04_2019-12.csv": [("Org Code", "ccg"), ("Org Name", "ccg")],
        "nhse_dtoc_london_la_monthly_2013-04_2019-12.csv": [("Code", "borough"), ("Name", "borough")],
        "openprescribing_london_ccg_monthly.csv": [("ccg_code", "ccg")],
        "ccg_list_size_london_monthly.csv": [("pct", "ccg")],
        "london_phof_2015-11.csv": [("Area Code", "borough"), ("Area Name", "borough")],
        "iapt_annual_london_totals_only.csv": [("org_code", "ccg"), ("org_name", "ccg")],
        "qof_2013-14_ccg_prevalence_london.csv": [("ccgcode", "ccg")],
    }
    for file, wanted in columns.items():
        with (shared / "extracts" / file).open(encoding="utf-8-sig", newline="") as rows:
            texts = {(column, level, row[column]) for row in csv.DictReader(rows) for column, level in wanted}
        unknown = {t for t in texts if normalise(t[2]) not in aliases(t[1])}
        totals = {text for *_, text in unknown}
        assert totals <= {"All"}, file
