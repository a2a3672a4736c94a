"""The rules on figures, at their edges."""

from __future__ import annotations

import pytest

HEADER = "indicator,area,period,value,count,denominator,lower,upper"


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        ("share,E09000007,2016/17,100,100,100,,", set()),
        ("share,E09000007,2016/17,0,0,100,0,0", set()),
        ("share,E09000007,2016/17,,101,100,,", {"numerator-above-denominator"}),
        ("share,E09000007,2016/17,100.1,,,,", {"value-range"}),
        ("share,E09000007,2016/17,-0.1,,,,", {"value-range"}),
        ("yearly-rate,E09000007,2016,150000,3,2,,", set()),
        ("yearly-rate,E09000007,2016,-1,,,,", {"value-range"}),
        ("excess,E09000007,2016,-25,-25,100,,", set()),
        ("pooled-rate,E09000007,2014 - 16,500,10,1,,", set()),
        ("pooled-rate,E09000007,2014 - 16,500,-10,1000,,", {"negative-count"}),
        ("pooled-rate,E09000007,2014 - 16,500,10.5,1000,,", set()),
        ("share,E09000007,2016/17,50,50,100,50,50", set()),
        ("share,E09000007,2016/17,50,50,100,50.04,60", set()),
        ("share,E09000007,2016/17,50,50,100,50.06,60", {"outside-limits"}),
        ("share,E09000007,2016/17,50,50,100,40,49.94", {"outside-limits"}),
        ("share,E09000007,2016/17,50.4,50,100,,", set()),
        ("share,E09000007,2016/17,50.6,50,100,,", {"value-mismatch"}),
        ("share,E09000007,2016/17,0.1,1,2000,,", set()),
        ("share,E09000007,2016/17,0,0,0,,", set()),
    ],
)
def test_figures_are_held_to_what_their_measure_can_be(row, rules, read_rows) -> None:
    extract, _ = read_rows(row, header=HEADER)
    assert set(extract.report.counts) == rules


def test_limits_that_do_not_hold_their_value_are_left_out_and_the_value_kept(read_rows) -> None:
    _, frame = read_rows("share,E09000007,2016/17,50,50,100,60,70", header=HEADER)
    assert frame["value"][0] == 50
    assert frame[["lower", "upper"]].isna().all(axis=None)


def test_a_mismatch_says_what_the_counts_give(read_rows) -> None:
    extract, _ = read_rows("share,E09000007,2016/17,55,50,100,,", header=HEADER)
    assert extract.report.problems[0].expected == "multiplier × count / denominator, which is 50"
