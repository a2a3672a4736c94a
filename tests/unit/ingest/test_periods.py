from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.ingest.periods import MONTHS, months_in, parse_period, period_of

FORMS = {
    "2016": ("2016", 201601, 201612),
    "2016.0": ("2016", 201601, 201612),
    "2016/17": ("2016/17", 201604, 201703),
    "2016-17": ("2016/17", 201604, 201703),
    "2016/2017": ("2016/17", 201604, 201703),
    "1999/00": ("1999/00", 199904, 200003),
    "201617": ("2016/17", 201604, 201703),
    "2014 - 16": ("2014-16", 201401, 201612),
    "2014–16": ("2014-16", 201401, 201612),
    "2016-18": ("2016-18", 201601, 201812),
    "1998 - 00": ("1998-00", 199801, 200012),
    "2014 to 2016": ("2014-16", 201401, 201612),
    "2012 - 13": ("Jan 2012-Dec 2013", 201201, 201312),
    "2013/14 - 14/15": ("2013/14-2014/15", 201304, 201503),
    "2011/12 - 13/14": ("2011/12-2013/14", 201104, 201403),
    "2013/14-2015/16": ("2013/14-2015/16", 201304, 201603),
    "Aug 2010 - Jul 2013": ("Aug 2010-Jul 2013", 201008, 201307),
    "Apr 2018": ("Apr 2018", 201804, 201804),
    "April 2018": ("Apr 2018", 201804, 201804),
    "Sept 2018": ("Sep 2018", 201809, 201809),
    "MAR2019": ("Mar 2019", 201903, 201903),
    "Apr-18": ("Apr 2018", 201804, 201804),
    "2018-04": ("Apr 2018", 201804, 201804),
    "201804": ("Apr 2018", 201804, 201804),
    "04/2018": ("Apr 2018", 201804, 201804),
    "FY2016/17": ("2016/17", 201604, 201703),
    "APRIL 2013-14": ("Apr 2013", 201304, 201304),
    "JANUARY 2013-14": ("Jan 2014", 201401, 201401),
    "2018-04-01": ("Apr 2018", 201804, 201804),
    "2018-04-30": ("Apr 2018", 201804, 201804),
    "01/04/2018": ("Apr 2018", 201804, 201804),
    "1 April 2018": ("Apr 2018", 201804, 201804),
    "2015-08-01 00:00:00+00:00": ("Aug 2015", 201508, 201508),
    "2015-08-01T00:00:00Z": ("Aug 2015", 201508, 201508),
    "2018/19 Q1": ("2018/19 Q1", 201804, 201806),
    "2018/19Q4": ("2018/19 Q4", 201901, 201903),
    "Q1 2018/19": ("2018/19 Q1", 201804, 201806),
    "2018-19 Q2": ("2018/19 Q2", 201807, 201809),
    "2018 Q1": ("2017/18 Q4", 201801, 201803),
    "Apr-Jun 2018": ("2018/19 Q1", 201804, 201806),
    "Dec 2017 to Feb 2018": ("Dec 2017-Feb 2018", 201712, 201802),
    "Apr 2018 - Mar 2019": ("2018/19", 201804, 201903),
    "year to March 2017": ("2016/17", 201604, 201703),
}


@pytest.mark.parametrize("text", FORMS)
def test_publishers_forms_become_months_and_one_label(text: str) -> None:
    period = parse_period(text)
    assert (period.label, period.start, period.end) == FORMS[text]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "no period"),
        ("", "cell is empty"),
        ("2016/18", "ends in the year after"),
        ("2018-99", "neither a month nor a year"),
        ("2010-12", "years or a month"),
        ("2010-11", "years or a month"),
        ("201112", "financial year or a month"),
        ("2018-04-15", "first or last day"),
        ("2018-13-01", "outside 1 to 12"),
        ("0016", "outside 1900 to 2100"),
        ("Foo 2018", "no month"),
        ("Jul 2013 - Aug 2010", "ends before it begins"),
        ("2018 - 16", "outside 1900 to 2100"),
    ],
)
def test_what_is_no_period_or_more_than_one_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "frequency", "label"),
    [
        ("2010-12", "pooled", "2010-12"),
        ("2010-12", "month", "Dec 2010"),
        ("2010-12", "year", "2010-12"),
        ("2010-11", "financial year", "2010/11"),
        ("2010-11", "pooled", "Jan 2010-Dec 2011"),
        ("2010-11", "month", "Nov 2010"),
        ("201112", "month", "Dec 2011"),
        ("201112", "financial year", "2011/12"),
        ("201804", "financial year", "Apr 2018"),
    ],
)
def test_the_indicators_frequency_decides_between_readings(text: str, frequency: str, label: str) -> None:
    assert parse_period(text, frequency).label == label


months = st.builds(lambda year, month: year * 100 + month, st.integers(1901, 2090), st.integers(1, 12))


def _later(start: int, length: int) -> int:
    year, month = divmod(start // 100 * 12 + start % 100 - 1 + length - 1, 12)
    return year * 100 + month + 1


@given(months, st.one_of(st.integers(1, 130), st.sampled_from([1, 3, 12, 24, 36, 60, 120])))
@settings(deadline=None)
def test_a_label_reads_back_as_its_own_months(start: int, length: int) -> None:
    end = _later(start, length)
    if end > 210012:
        return
    period = period_of(start, end)
    assert months_in(start, end) == length
    assert parse_period(period.label, period.kind if period.kind != "span" else "") == period


@given(st.text(max_size=20), st.sampled_from(["", "month", "quarter", "year", "financial year", "pooled"]))
@settings(deadline=None)
def test_any_text_is_a_period_or_refused_in_words(text: str, frequency: str) -> None:
    try:
        period = parse_period(text, frequency)
    except ValueError:
        with pytest.raises(ValueError, match=r"\.$"):
            parse_period(text, frequency)
        return
    assert 1 <= period.start % 100 <= 12
    assert period.start <= period.end


def test_months_are_named_as_labels_have_them() -> None:
    assert [period_of(201800 + i, 201800 + i).label for i in range(1, 13)] == [f"{m} 2018" for m in MONTHS]
