"""The sentence on top says what the picture says: right numbers, right grammar, no cause."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import builders as b
from variation import geography
from variation.analyses.results import NO_DATA, Benchmark, Funnel, SpreadChange
from variation.findings import describe
from variation.findings.numbers import format_value

NAN = float("nan")
FROM = "from London's 50.0 % by more than chance (99.8 % limits)"
FLAT = b.history([[50.0, 50.0]])
NAMES = [a.name for a in geography.areas("borough")]


def sentence(value, status=None, *, history=FLAT, **changes):
    return describe(b.comparison(value, status, **changes), history).sentence


def apart(direction):
    return b.history([[1.0, 2.0]], spread=SpreadChange(direction, "2010", "2013", 3.0, 4.0, 33))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ([0, 0, 0], f"None of 3 boroughs differs {FROM}."),
        ([0, 0, 2], f"1 of 3 boroughs differs {FROM}: Bexley, at 60.0 %, is better."),
        ([0, 2, 2], f"2 of 3 boroughs differ {FROM}: both are better."),
        ([-2, 0, 2], f"2 of 3 boroughs differ {FROM}: 1 is better and 1 worse."),
        ([-2, -2, -2], f"All 3 boroughs differ {FROM}: all are worse."),
        ([1, 0, 0], f"None of 3 boroughs differs {FROM}, though 1 lies beyond the 95 % limits."),
        ([-2, -2, 1], f"2 of 3 boroughs differ {FROM}: both are worse, and 1 more lies beyond the 95 % limits only."),
    ],
)
def test_areas_that_differ_are_counted_with_the_right_grammar(status, expected):
    assert sentence([40.0, 50.0, 60.0], status) == expected


@pytest.mark.parametrize(
    ("polarity", "words"),
    [("high", "1 is better and 1 worse"), ("low", "1 is worse and 1 better"), ("none", "1 is higher and 1 lower")],
)
def test_which_way_is_good_decides_the_word(polarity, words):
    assert words in sentence([40.0, 60.0], [-2, 2], of=b.indicator(polarity=polarity))


def test_areas_without_a_figure_are_not_counted_as_similar():
    assert sentence([40.0, NAN, 60.0], [-2, 0, 2]).startswith("2 of 2 boroughs with figures to judge by differ")


def test_the_limits_are_named_for_what_they_are():
    by_interval = sentence([40.0, 60.0], [-2, 2], judged_by="interval", no_funnel="No funnel.")
    assert "(99.8 % limits of each area's own interval)" in by_interval
    line = np.array([1.0])
    widened = Funnel(line, line, line, line, line, 2.0, 0.1, 12, "additive", "")
    assert "(99.8 % limits, widened for over-dispersion)" in sentence([40.0, 60.0], [-2, 2], funnel=widened)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (0, "Barking and Dagenham, at 40.0 %, does not differ from London's 50.0 % by more than chance (95 % limits)."),
        (-1, "Barking and Dagenham, at 40.0 %, is worse than London's 50.0 % by more than chance (95 % limits)."),
        (-2, "Barking and Dagenham, at 40.0 %, is worse than London's 50.0 % by more than chance (99.8 % limits)."),
    ],
)
def test_one_area_is_named(status, expected):
    assert sentence([40.0], [status]) == expected


def test_one_area_without_a_figure_says_why():
    assert sentence([NAN], note=np.array(["suppressed"])) == (
        "Barking and Dagenham has no figure for 2016: it is suppressed."
    )
    assert sentence([NAN]) == "Barking and Dagenham has no figure for 2016: it is not published."


def test_where_everything_is_suppressed_there_is_nothing_to_compare():
    note = np.array(["suppressed"] * 3)
    assert sentence([NAN] * 3, note=note) == (
        "None of 3 boroughs has a figure for 2016: all are suppressed, because they rest on small numbers."
    )
    note[2] = "not published"
    assert sentence([NAN] * 3, note=note).endswith("2 are suppressed and 1 not published.")
    assert sentence([NAN] * 3).endswith("none is published.")


def test_without_a_benchmark_the_range_is_told():
    none = Benchmark("london", "London", NAN, computed=False)
    unjudged = [NO_DATA] * 4
    assert sentence([40.0, 50.0, 60.0, 60.0], unjudged, benchmark=none) == (
        "There is no figure for London to compare with; 4 boroughs range from 40.0 % (Barking and Dagenham) to 60.0 % "
        "(Bexley and Brent)."
    )
    assert sentence([50.0] * 4, unjudged, benchmark=none).endswith("4 boroughs are all at 50.0 %.")
    assert sentence([50.0, NAN], [NO_DATA] * 2, benchmark=none).endswith("; Barking and Dagenham is at 50.0 %.")


def test_without_counts_and_limits_nobody_is_said_to_differ():
    text = sentence([40.0, 60.0], [NO_DATA] * 2)
    assert text.startswith(
        "No counts or limits are published, so it cannot be said who differs from London's 50.0 % by"
    )


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        ("none", "; between 2010 and 2013 the boroughs grew no further apart and no closer."),
        ("apart", "; between 2010 and 2013 the boroughs grew further apart by more than chance (95 % level)."),
        ("together", "; between 2010 and 2013 the boroughs drew closer together by more than chance (95 % level)."),
    ],
)
def test_the_sentence_ends_with_whether_areas_draw_apart(direction, words):
    assert sentence([50.0, 50.0], history=apart(direction)).endswith(words)


def test_illustrative_figures_say_so_first():
    text = sentence([50.0, 50.0], illustrative=True)
    assert text.startswith("Illustrative figures: none of 2 boroughs differs")
    told = describe(b.comparison([50.0], illustrative=True), FLAT)
    assert "Simulated in the manner of" in told.source
    assert all(text.startswith("Illustrative.") for text in told.alt.values())


def test_names_that_end_in_s_take_an_apostrophe_alone():
    areas = Benchmark("footprint", "the chosen areas", 50.0, computed=True, areas=3)
    assert "differs from the chosen areas' 50.0 %" in sentence([50.0, 50.0], benchmark=areas)


@pytest.mark.parametrize(
    ("polarity", "badge"), [("low", "Low is good"), ("high", "High is good"), ("none", "No direction is better")]
)
def test_the_badge_says_which_way_is_good(polarity, badge):
    assert describe(b.comparison([50.0], of=b.indicator(polarity=polarity)), FLAT).badge == badge


def test_the_source_line_names_measure_period_publisher_benchmark_and_snapshot():
    summed = Benchmark("london", "London", 50.0, computed=True, areas=31)
    assert describe(b.comparison([50.0], benchmark=summed), FLAT).source == (
        "Health checks received, % of people invited, 2016. Source: Made-up Statistics (Office of Examples). "
        "Compared with London (sum of 31 boroughs). Snapshot: 24 Nov 2026, load 1."
    )


def test_the_heading_names_indicator_areas_footprint_and_period():
    c = b.comparison([50.0, 60.0])
    assert describe(c, FLAT).heading == "Health checks by borough, 2016"
    stp = geography.footprints("borough")[0]
    within = replace(c, selection=c.selection.with_(within=stp.code, sex="Female"))
    assert describe(within, FLAT).heading == f"Health checks (Female) by borough in {stp.name}, 2016"
    own = replace(c, selection=c.selection.with_(within=",".join(b.codes(number=2))))
    assert describe(own, FLAT).heading == "Health checks by borough, 2 boroughs, 2016"


def test_ccgs_keep_their_capitals():
    c = b.comparison([50.0, 60.0], [0, 2], level="ccg")
    assert "1 of 2 CCGs differs" in describe(c, FLAT).sentence


def test_each_chart_has_one_sentence():
    c = b.comparison([40.0, 50.0, 60.0, NAN], [-2, 0, 1, 0])
    c = replace(c, selection=c.selection.with_(area=(b.codes()[0],)), no_funnel="Because it is so.")
    told = describe(c, b.history([[38.0, 40.0], [50, 50], [60, 60], [NAN, NAN]])).alt
    assert told["map"] == (
        "Map of 4 boroughs coloured by difference from London's 50.0 %: 1 worse beyond the 99.8 % limits, 1 better "
        "beyond the 95 % limits only, 1 similar and 1 not compared."
    )
    assert told["funnel"] == "No funnel plot. Because it is so."
    assert told["trend"] == (
        "Trend of 4 boroughs over 2 periods, 2010 to 2011: London from 50.0 % in 2010 to 50.0 % in 2011 and Barking "
        "and Dagenham from 38.0 % in 2010 to 40.0 % in 2011."
    )
    assert told["bars"] == (
        "Ranked bars of 3 boroughs with 95 % intervals, from 40.0 % (Barking and Dagenham) to 60.0 % (Bexley). "
        "London's line is at 50.0 %."
    )


@pytest.mark.parametrize("colour", ["quintiles", "breaks", "continuous"])
def test_the_map_is_described_as_it_is_coloured(colour):
    c = b.comparison([40.0, 60.0, NAN])
    c = replace(c, selection=c.selection.with_(colour=colour))
    text = describe(c, FLAT).alt["map"]
    assert "from 40.0 % (Barking and Dagenham) to 60.0 % (Barnet), 1 without a figure" in text
    assert "difference" not in text


def test_nothing_is_left_to_say_without_figures():
    told = describe(b.comparison([NAN, NAN], no_funnel="Nothing."), b.history([[NAN], [NAN]]))
    assert told.alt["map"] == "Map of 2 boroughs, none of which has a figure for 2016."
    assert told.alt["bars"] == "No bars: no borough has a figure for 2016."


values = st.lists(st.one_of(st.just(NAN), st.floats(0, 100).map(lambda v: round(v, 3))), min_size=1, max_size=33)


@st.composite
def comparisons(draw):
    value = draw(values)
    status = draw(st.lists(st.sampled_from([-2, -1, 0, 1, 2, NO_DATA]), min_size=len(value), max_size=len(value)))
    benchmark = Benchmark("london", "London", draw(st.sampled_from([NAN, 12.3])), computed=True, areas=21)
    inside = np.array(draw(st.lists(st.booleans(), min_size=len(value), max_size=len(value))))
    inside[0] = True
    of = b.indicator(polarity=draw(st.sampled_from(["high", "low", "none"])))
    note = np.where(np.isnan(value), draw(st.sampled_from(["suppressed", "not published"])), "")
    return b.comparison(value, status, of=of, benchmark=benchmark, inside=inside, note=note)


@settings(max_examples=300)
@given(comparisons(), st.sampled_from(["none", "apart", "together"]))
def test_every_number_of_a_sentence_is_in_the_result(c, direction):
    text = describe(c, apart(direction)).sentence
    status = c.status[c.inside]
    counts = {int((status == s).sum()) for s in (-2, -1, 1, 2)}
    beyond = {int((np.abs(status) == k).sum()) for k in (1, 2)}
    totals = {len(status), int((status != NO_DATA).sum()), int(np.isfinite(c.value[c.inside]).sum())}
    ties = {int((c.value[c.inside] == v).sum()) for v in c.value[c.inside] if np.isfinite(v)}
    notes = {int((c.note[c.inside] == word).sum()) for word in set(c.note.tolist())}
    known = {f"{n:,}" for n in counts | beyond | totals | ties | notes} | {"99.8", "95", "2010", "2013", "2016"}
    figures = [*c.value[c.inside & np.isfinite(c.value)].tolist(), c.benchmark.value]
    known |= {format_value(v, c.indicator).removesuffix(" %") for v in figures}
    assert set(re.findall(r"\d[\d,.]*\d|\d", text)) <= known
    assert text[0].isupper() or text[0].isdigit()
    assert text.endswith(".")
    assert "  " not in text
    assert not re.search(r"\b(because of|caused|due to|significant)", text)
