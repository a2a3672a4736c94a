"""What matters most is said first, once, in correct English, with numbers of the result and no cause."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import builders as b
from variation.analyses.results import NO_DATA, Benchmark, SpreadChange
from variation.analyses.survey import summarise
from variation.findings import commentary
from variation.findings.commentary import Remark, choose, heading, rank
from variation.findings.remarks import remarks_of_series, remarks_of_several
from variation.observations import SUPPRESSED

GOLDEN = Path(__file__).parent / "golden"
NAN = float("nan")
FLAT = b.history([[50.0, 50.0]] * 3)


def said(c, h=FLAT, weights=None):
    return remarks_of_series(summarise(c, h), None, weights or {})


def sentences(c, h=FLAT):
    return [remark.sentence for remark in said(c, h)]


def remark(subject="a", kind="differences", size=0.5, **changes):
    usual = {"name": subject, "sentence": f"{subject} {kind}.", "certainty": 1.0}
    return Remark(subject, kind=kind, size=size, **{**usual, **changes})


def within(*inside):
    return {"inside": np.array(inside)}


def apart(direction, first=3.0, last=4.0):
    return b.history([[50.0, 50.0]] * 12, spread=SpreadChange(direction, "2010", "2013", first, last, 33))


def moving(direction, verdict):
    return b.history(
        [[40.0, 60.0]] * 3, benchmark=np.array([40.0, 50.0]), benchmark_recent=b.trend_of(direction, verdict)
    )


UNJUDGED = {"benchmark": Benchmark("london", "London", NAN, computed=False)}
TWELVE = [50.0] * 12
CASES = {
    "one area that differs": lambda: sentences(b.comparison([60.0], [2])),
    "one area that does not": lambda: sentences(b.comparison([51.0], [0])),
    "one area of three": lambda: sentences(b.comparison([40.0, 50.0, 51.0], [-2, 0, 0])),
    "two areas": lambda: sentences(b.comparison([40.0, 60.0], [-2, 2])),
    "two areas that are alike": lambda: sentences(b.comparison([60.0, 60.0], [2, 2])),
    "none differs": lambda: sentences(b.comparison([50.0, 51.0, 49.0], [0, 0, 0])),
    "all differ": lambda: sentences(b.comparison([60.0, 61.0, 62.0], [2, 2, 2])),
    "low is good": lambda: sentences(b.comparison([40.0, 60.0, 60.0], [-2, 2, 2], of=b.indicator(polarity="low"))),
    "no direction is better": lambda: sentences(b.comparison([40.0, 60.0], [-2, 2], of=b.indicator(polarity="none"))),
    "ties": lambda: sentences(b.comparison([50.0, 50.0, 50.0], **UNJUDGED, status=[NO_DATA] * 3)),
    "suppressed": lambda: sentences(b.comparison([NAN] * 3, note=np.array([SUPPRESSED] * 3))),
    "one suppressed": lambda: sentences(
        b.comparison([NAN, 40.0, 50.0], [NO_DATA, -2, 0], note=np.array([SUPPRESSED, "", ""]))
    ),
    "not published": lambda: sentences(b.comparison([NAN] * 3)),
    "nothing to compare with": lambda: sentences(b.comparison([40.0, 60.0], [NO_DATA] * 2, **UNJUDGED)),
    "illustrative": lambda: sentences(b.comparison([40.0, 60.0], [-2, 2], illustrative=True)),
    "judged by their own intervals": lambda: sentences(b.comparison([40.0, 60.0], [-2, 2], judged_by="interval")),
    "drew apart": lambda: sentences(b.comparison(TWELVE, [0] * 12), apart("apart")),
    "drew together": lambda: sentences(b.comparison(TWELVE, [0] * 12), apart("together", 4.0, 3.0)),
    "getting worse": lambda: sentences(
        b.comparison([50.0] * 3, [0] * 3), moving("down", "Decreasing and getting worse")
    ),
    "special cause": lambda: sentences(b.comparison([50.0] * 3, [0] * 3), moving("up", "Improving special cause")),
    "recurring": lambda: recurring([-2, 0, 0]),
    "recurring, a tie": lambda: recurring([-2, -2, 0]),
}


def recurring(status):
    found = [b.comparison([40.0, 50.0, 60.0], status, of=b.indicator(id=f"i{k}")) for k in range(4)]
    return [r.sentence for r in remarks_of_several(found)]


@pytest.mark.parametrize("case", CASES)
def test_each_case_is_said_as_its_golden_file_has_it(case: str) -> None:
    golden = (GOLDEN / f"{case.replace(',', '').replace(' ', '-')}.txt").read_text(encoding="utf-8").splitlines()
    assert CASES[case]() == golden


def test_no_golden_file_is_left_without_its_case() -> None:
    assert {p.stem for p in GOLDEN.glob("*.txt")} == {case.replace(",", "").replace(" ", "-") for case in CASES}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_said_claims_a_cause_or_breaks_a_sentence(path: Path) -> None:
    for sentence in path.read_text(encoding="utf-8").splitlines():
        assert sentence.endswith(".")
        assert not sentence.endswith("..")
        assert not re.search(r"because of|due to|caused|leads to|thanks to|  ", sentence)
        assert not re.search(
            r"\b1 (boroughs|CCGs|areas|are|differ)\b|\b[2-9] (borough|CCG|area|is|differs)\b", sentence
        )


_STATUS = st.sampled_from([-2, -1, 0, 1, 2, NO_DATA])
_VALUE = st.one_of(st.floats(0, 100).map(lambda v: round(v, 2)), st.just(NAN))


@given(
    st.lists(st.tuples(_VALUE, _STATUS, st.booleans()), min_size=1, max_size=33).filter(
        lambda rows: any(r[2] for r in rows)
    ),
    st.sampled_from(["high", "low", "none"]),
    st.sampled_from(["funnel", "interval"]),
    st.sampled_from(["apart", "together", "none"]),
)
@settings(max_examples=150, deadline=None)
def test_every_number_said_is_of_the_result(rows, polarity, judged_by, direction) -> None:
    values, statuses, inside = zip(*rows, strict=True)
    c = b.comparison(values, statuses, of=b.indicator(polarity=polarity), judged_by=judged_by, **within(*inside))
    h = b.history([[40.0, v] for v in values], spread=SpreadChange(direction, "2010", "2013", 3.25, 4.5, len(values)))
    status = c.status[c.inside]
    counted = [int((status == s).sum()) for s in (-2, -1, 0, 1, 2)]
    low_2, low_1, _, high_1, high_2 = counted
    numbers = {*counted, low_2 + high_2, low_1 + high_1, sum(counted), len(status)}
    numbers |= {int(np.isfinite(c.value[c.inside]).sum()), int((c.value[c.inside] == c.value[c.inside]).sum())}
    numbers |= {sum(1 for v in c.value[c.inside] if v == w) for w in c.value[c.inside]}  # who is lowest, who highest
    allowed = {str(n) for n in numbers} | {f"{v:.1f}" for v in values if v == v}
    allowed |= {"50.0", "99.8", "95", "2016", "2010", "2013", "3.25", "4.50"}
    for made in said(c, h):
        assert set(re.findall(r"\d[\d,]*(?:\.\d+)?", made.sentence)) <= allowed, made.sentence
        assert all(0 <= part <= 1 for part in (made.size, made.certainty, made.change, made.priority, made.importance))


def test_the_greater_the_surer_the_moving_and_the_wanted_come_first() -> None:
    plain = remark("plain")
    for better in ({"size": 0.6}, {"change": 0.5}, {"priority": 0.5}):
        assert rank([plain, remark("better", **better)])[0].subject == "better"
    assert rank([plain, remark("unsure", certainty=0.5)])[0] == plain


def test_simulated_figures_come_after_published_ones_of_the_same_size() -> None:
    assert [r.subject for r in rank([remark("a", illustrative=True), remark("b")])] == ["b", "a"]


def test_the_order_does_not_rest_on_the_order_of_the_views() -> None:
    remarks = [remark(name, size=size) for name, size in (("c", 0.5), ("a", 0.5), ("b", 0.9))]
    assert rank(remarks) == rank(remarks[::-1])
    assert [r.subject for r in rank(remarks)] == ["b", "a", "c"]


def test_one_thing_is_said_once_and_no_kind_fills_the_page() -> None:
    remarks = [remark(f"s{k}", size=0.9 - k / 100) for k in range(6)]
    remarks += [remark("s0", "worth", size=0.8), remark("t", "trend", size=0.1), remark("u", "gradient", size=0.1)]
    assert [(r.subject, r.kind) for r in choose(remarks)] == [
        ("s0", "differences"),
        ("s1", "differences"),
        ("s2", "differences"),
        ("t", "trend"),
        ("u", "gradient"),
    ]


def test_where_little_is_shown_more_is_said_of_it() -> None:
    found = choose([remark("a"), remark("a", "worth", size=0.3), remark("a")])
    assert [r.kind for r in found] == ["differences", "worth"]


def test_what_cannot_be_told_from_anything_is_not_said() -> None:
    assert choose(said(b.comparison([NAN] * 3))) == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [(5, "Five things to know"), (2, "Two things to know"), (1, "One thing to know"), (0, "Things to know")],
)
def test_the_heading_counts_what_is_said(number: int, words: str) -> None:
    assert heading(number) == words


def test_an_area_recurs_only_among_enough_published_indicators() -> None:
    one = b.comparison([40.0, 50.0, 60.0], [-2, 0, 0])
    several = [replace(one, indicator=b.indicator(id=f"i{k}")) for k in range(4)]
    assert remarks_of_several(several[:3]) == []
    assert remarks_of_several([replace(c, illustrative=True) for c in several]) == []
    assert remarks_of_several([one] * 8) == []  # one indicator, shown eight times


def test_the_trend_of_london_is_not_told_of_a_footprint() -> None:
    h = moving("down", "Decreasing and getting worse")
    c = b.comparison([50.0] * 3, [0] * 3)
    inner = replace(c, selection=c.selection.with_(within="E54000028"))
    assert commentary.TREND in {r.kind for r in said(c, h)}
    assert commentary.TREND not in {r.kind for r in said(inner, h)}
