"""A profile tells of one area what its indicators' comparisons tell, better and worse by polarity, peers by context."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests import builders as b
from tests.traced import untraced
from variation import geography
from variation.analyses import Selection
from variation.analyses.compare import compare
from variation.analyses.peers_of import context, peer_medians, peers_of
from variation.analyses.place import find_place, relations
from variation.analyses.profile import Line, profile, survey_of
from variation.analyses.profile_choices import profile_choices
from variation.analyses.results import NO_DATA
from variation.findings.profile_words import (
    caution,
    course_words,
    describe_profile,
    explain_spines,
    trend_words,
    value_words,
)

BARKING = geography.area("E09000002")
LOW = b.indicator(id="smoking", short_name="Smoking", polarity="low", domain="outcome")
MIXED = b.indicator(id="mix", short_name="Mix", polarity="none", domain="outcome")


@pytest.fixture
def held(tmp_path):
    stores = []

    def make(frames, *indicators):
        store = b.loaded(tmp_path, frames)
        stores.append(store)
        return b.catalogue(*indicators), store, store.snapshot()

    yield make
    for store in stores:
        store.close()


def spread_out(first: float, **usual):
    """33 boroughs of which Barking and Dagenham, the first, has a share of its own; the others lie about 50 %."""
    return b.proportions([first, *np.linspace(45, 55, 32).tolist()], 2000, **usual)


def line_of(held_, indicator=b.USUAL, place=BARKING, **asked) -> Line:
    found = profile(Selection(**asked), *held_, place=place)
    return next(line for line in found.lines if line.indicator.id == indicator.id)


@pytest.mark.parametrize(
    ("indicator", "share", "expected"),
    [
        (b.USUAL, 70, "better"),
        (b.USUAL, 30, "worse"),
        (LOW, 70, "worse"),
        (LOW, 30, "better"),
        (MIXED, 70, "higher"),
        (MIXED, 30, "lower"),
        (b.USUAL, 50, "similar"),
    ],
)
def test_better_and_worse_follow_polarity(held, indicator, share, expected):
    line = line_of(held([spread_out(share, indicator=indicator.id)], indicator), indicator)
    assert line.verdict == expected


def test_a_line_is_the_areas_row_of_the_comparison(held):
    parts = held([spread_out(40), b.england(52)], b.USUAL)
    line = line_of(parts)
    asked = Selection(indicator="checks", level="borough", period="2016", sex="Persons", age="All ages")
    c = compare(asked, *parts)
    at = c.code.tolist().index(BARKING.code)
    assert (line.value, line.lower, line.upper) == (c.value[at], c.lower[at], c.upper[at])
    assert (line.status, line.rank_low, line.rank_high) == (c.status[at], c.rank_low[at], c.rank_high[at])
    assert line.london == c.benchmark.value
    assert line.summed
    assert line.england == 52
    assert (line.lowest, line.highest) == (c.value.min(), c.value.max())
    assert (line.lower_quarter, line.upper_quarter) == tuple(np.quantile(c.value, (0.25, 0.75)))


def test_another_benchmark_is_never_put_in_england_s_place(held):
    parts = held([spread_out(40)], b.USUAL)
    line = line_of(parts, benchmark="england")
    assert np.isnan(line.england)
    assert line.status == NO_DATA
    assert line.verdict == ""
    assert line_of(parts, benchmark="london").verdict == "worse"


def test_england_judges_where_it_is_held(held):
    parts = held([spread_out(50), b.england(70)], b.USUAL)
    assert line_of(parts).verdict == "similar"
    assert line_of(parts, benchmark="england").verdict == "worse"


def test_lists_and_counts_rest_on_published_figures_only(held):
    made_up = b.indicator(id="made", short_name="Made up")
    frames = [spread_out(30), spread_out(20, indicator="made", status="illustrative")]
    found = profile(Selection(), *held(frames, b.USUAL, made_up), place=BARKING)
    assert [line.indicator.id for line in found.worse] == ["checks"]
    assert found.tally.judged == found.tally.worse == 1
    assert len(found.lines) == 2
    assert not found.illustrative
    assert "One illustrative indicator is in the table and not counted." in caution(found)


def test_illustrative_figures_are_counted_and_marked_where_there_are_no_others(held):
    found = profile(Selection(), *held([spread_out(30, status="illustrative")], b.USUAL), place=BARKING)
    assert found.illustrative
    assert found.tally.worse == 1
    assert "Of 1 illustrative indicator with" in describe_profile(found)


def test_worse_and_getting_worse_is_said(held):
    years = [spread_out(share, period=str(2010 + k)) for k, share in enumerate((60, 55, 48, 40, 30))]
    found = profile(Selection(), *held(years, b.USUAL), place=BARKING)
    assert [line.moving for line in found.worse] == ["worse"]
    assert found.worsening == found.worse
    assert "Worse and getting worse: Health checks." in describe_profile(found)
    assert trend_words(found.worse[0]) == ("↓", "Getting worse")


def test_the_farthest_from_the_benchmark_comes_first(held):
    frames = [spread_out(42), spread_out(20, indicator="other")]
    other = b.indicator(id="other", short_name="Another")
    found = profile(Selection(), *held(frames, b.USUAL, other), place=BARKING)
    distances = [line.distance for line in found.worse]
    assert len(found.worse) == 2
    assert distances == sorted(distances, reverse=True)


def test_an_area_without_a_figure_says_why(held):
    frame = spread_out(50)
    frame.loc[0, ["value", "count", "denominator"]] = np.nan
    frame.loc[0, "note"] = "suppressed"
    city = geography.area(frame.loc[0, "area"])
    found = profile(Selection(), *held([frame], b.USUAL), place=city)
    assert value_words(found.lines[0]) == "Suppressed"
    assert describe_profile(found) == f"{city.name} has no figure: 1 indicator of boroughs is held."


def test_priority_and_domain_narrow_the_lines(held):
    frames = [spread_out(50), spread_out(50, indicator="smoking")]
    parts = held(frames, b.USUAL, replace(LOW, priorities=("P2",)))
    assert [line.indicator.id for line in profile(Selection(priority="P2"), *parts, place=BARKING).lines] == ["smoking"]
    assert [line.indicator.id for line in profile(Selection(domain="practice"), *parts, place=BARKING).lines] == [
        "checks"
    ]


@pytest.mark.parametrize(
    ("text", "name", "messages"),
    [
        ("E09000030", "Tower Hamlets", 0),
        ("Tower Hamlets", "Tower Hamlets", 0),
        ("", "Barking and Dagenham", 1),
        ("E09999999", "Barking and Dagenham", 1),
        ("E12000007", "Barking and Dagenham", 1),
        ("E38000255", "North East London", 1),
    ],
)
def test_any_text_finds_a_place(text, name, messages):
    place, said = find_place(text)
    assert place.name == name
    assert len(said) == messages


def test_a_merged_ccg_says_into_what_and_a_split_borough_where_its_parts_lie():
    assert "April 2021" in relations(geography.find("NHS Tower Hamlets CCG")).merger
    westminster = relations(geography.find("Westminster"))
    assert {a.level for a in westminster.partly} == {"ccg"}
    assert len(westminster.partly) == 2
    hackney = relations(geography.find("NHS City and Hackney CCG"))
    assert [a.name for a in hackney.holds] == ["City of London", "Hackney"]


@pytest.mark.parametrize(
    ("query", "selection", "messages"),
    [
        ({"area": "E09000030", "benchmark": "england"}, Selection(benchmark="england"), 0),
        ({"area": "E09000030", "benchmark": "footprint"}, Selection(), 1),
        ({"area": "E09000030", "priority": "nothing"}, Selection(), 1),
        ({"area": "E09000030", "domain": "outcome"}, Selection(), 1),
        ({"area": ["E09000030", "E09000001"], "domain": ["practice"]}, Selection(domain="practice"), 0),
    ],
)
def test_what_cannot_be_shown_falls_back_with_a_message(held, query, selection, messages):
    chosen = profile_choices(query, *held([spread_out(50), b.england(50)], b.USUAL))
    assert chosen.place.name == "Tower Hamlets"
    assert chosen.selection == selection
    assert len(chosen.messages) == messages


def test_england_is_refused_with_a_reason_where_it_is_not_loaded(held):
    chosen = profile_choices({"area": "E09000030", "benchmark": "england"}, *held([spread_out(50)], b.USUAL))
    assert chosen.selection.benchmark == "london"
    assert "no figure is loaded" in chosen.messages[0]


DEPRIVATION = b.indicator(
    id="deprivation-score", short_name="Deprivation", polarity="none", measure="mean", unit="score"
)


def test_peers_are_the_nearest_on_the_variables_that_are_held(held):
    codes = b.codes()
    frame = b.rows(
        [{"area": code, "value": 10.0 + k, "indicator": "deprivation-score"} for k, code in enumerate(codes)]
    )
    catalogue, store, snapshot = held([frame], DEPRIVATION)
    found = survey_of("borough", catalogue, store, snapshot)
    peers = peers_of(geography.area(codes[0]), found)
    assert [peer.place.code for peer in peers.peers] == codes[1:6]
    step = 1 / np.std(np.arange(33), ddof=1)
    assert [peer.distance for peer in peers.peers] == pytest.approx([step * k for k in range(1, 6)])
    assert peer_medians(peers, found) == {"deprivation-score": 13.0}
    facts, missing = context(geography.area(codes[0]), found, catalogue)
    assert [(fact.name, fact.value, fact.rank, fact.areas) for fact in facts] == [("Deprivation", 10.0, 33, 33)]
    assert missing == ("Population",)


def test_no_context_no_peers(held):
    catalogue, store, snapshot = held([spread_out(50)], b.USUAL)
    found = peers_of(BARKING, survey_of("borough", catalogue, store, snapshot))
    assert found.peers == ()
    assert peer_medians(found, survey_of("borough", catalogue, store, snapshot)) == {}
    assert found.reason


def test_the_course_of_an_area_is_its_series_beside_the_benchmark_asked_for(held):
    years = {"2012": (40, 60), "2013": (45, 61), "2015": (50, 62)}
    frames = [spread_out(own, period=year) for year, (own, _) in years.items()]
    frames += [b.england(share, period=year) for year, (_, share) in years.items()]
    source = held(frames, b.USUAL)
    line = line_of(source, benchmark="england")
    assert line.course.period == ("2012", "2013", "2015")
    assert line.course.value.tolist() == [40, 45, 50]
    assert line.course.benchmark.tolist() == [60, 61, 62]
    assert line.course.joined.tolist() == [False, True, False]
    assert (
        course_words(line, "Barking", "England") == "2012 and 2015: Barking 40.0, then 50.0 %; England 60.0, then 62.0"
    )
    assert line_of(source).course.benchmark.tolist() != [60, 61, 62]


def test_a_course_of_one_figure_has_no_words(held):
    assert course_words(line_of(held([spread_out(50)], b.USUAL)), "Barking", "London") == ""


def test_the_spines_are_explained_by_what_stands_out_most(held):
    parts = held([spread_out(30), spread_out(50, indicator="smoking")], b.USUAL, LOW)
    found = profile(Selection(), *parts, place=BARKING)
    line = found.worse[0]
    said = explain_spines(found)
    assert "In Health checks, 2016: Barking and Dagenham 30.0; London " in said
    assert said.endswith("Worse (99.8 % limits).")
    shown = [line.value, line.benchmark, line.lowest, line.highest, line.lower_quarter, line.upper_quarter]
    assert not untraced(said, [*shown, f"{line.areas}"], 1, ["2016"])


def test_a_place_without_figures_has_nothing_to_explain_and_illustrative_ones_are_marked(held):
    parts = held([spread_out(30, status="illustrative")], b.USUAL)
    found = profile(Selection(), *parts, place=BARKING)
    assert explain_spines(found).startswith("Illustrative figures: each row")
    assert explain_spines(replace(found, counted=())) == "Barking and Dagenham has no figure that could be explained."
