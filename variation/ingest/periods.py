"""Periods as publishers write them, read into first and last month and one label.

A period is its months: whatever it was called, the label follows from them, so that the same months always carry the
same label, and reading a label gives its months again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from variation.ingest.cells import tidy

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBER_OF = (
    {name: i for i, name in enumerate(_LONG, 1)} | {name[:3]: i for i, name in enumerate(_LONG, 1)} | {"sept": 9}
)
MONTH, QUARTER, YEAR, FINANCIAL_YEAR, POOLED, SPAN = "month", "quarter", "year", "financial year", "pooled", "span"


@dataclass(frozen=True)
class Period:
    """Whole months from ``start`` to ``end``, both yyyymm and both within it.

    Parameters
    ----------
    label : canonical: 2016, 2016/17, 2014-16, 2013/14-2015/16, Apr 2018, 2018/19 Q1, Aug 2010-Jul 2013
    kind : month, quarter, year, financial year, pooled (whole years, more than one) or span (any other months)
    """

    label: str
    start: int
    end: int
    kind: str


def period_of(start: int, end: int) -> Period:
    """The period of these months, with the label and kind that follow from them."""
    length, month = months_in(start, end), start % 100
    if length == 1:
        return Period(_month_label(start), start, end, MONTH)
    if length == 3 and month in (1, 4, 7, 10):
        quarter = (month - 4) // 3 % 4 + 1
        return Period(f"{_financial(start // 100 - (month == 1))} Q{quarter}", start, end, QUARTER)
    if length % 12 == 0 and month in (1, 4):
        return _whole_years(start, end)
    kind = POOLED if length > 12 and length % 12 == 0 else SPAN
    return Period(f"{_month_label(start)}-{_month_label(end)}", start, end, kind)


def _whole_years(start: int, end: int) -> Period:
    first, last, calendar = start // 100, end // 100, start % 100 == 1
    if calendar and first == last:
        return Period(f"{first}", start, end, YEAR)
    if not calendar and first == last - 1:
        return Period(_financial(first), start, end, FINANCIAL_YEAR)
    if not calendar:
        return Period(f"{_financial(first)}-{_financial(last - 1)}", start, end, POOLED)
    if last == first + 1 or last > first + 15:
        # "2013-14" would read as a financial year, and a long span as a month
        return Period(f"{_month_label(start)}-{_month_label(end)}", start, end, POOLED)
    return Period(f"{first}-{last % 100:02d}", start, end, POOLED)


def _month_label(month: int) -> str:
    return f"{MONTHS[month % 100 - 1]} {month // 100}"


def months_in(start: int, end: int) -> int:
    """Number of months from start to end, both included."""
    return (end // 100 - start // 100) * 12 + end % 100 - start % 100 + 1


def parse_period(text: str, frequency: str = "") -> Period:
    """The period that a cell names.

    Parameters
    ----------
    text : as in ``2016``, ``2016/17``, ``2014 - 16``, ``Apr 2018``, ``2018/19 Q1``, ``2018-04-01``, ``MAR2019``,
        ``2013/14 - 14/15``, ``Aug 2010 - Jul 2013``, ``APRIL 2013-14`` (the April of that financial year)
    frequency : of the indicator; decides what ``2010-12`` is, which may be three years or December 2010

    Raises
    ------
    ValueError
        With a sentence, when the text is no period or may be more than one.
    """
    cell = re.sub(r"[‐‑‒–—−]", "-", tidy(text)).casefold()
    for pattern, read in _FORMS:
        if found := re.fullmatch(pattern, cell):
            return read(found.groupdict(), frequency)
    raise ValueError("It is no period." if cell else "The cell is empty.")


_Groups = dict[str, str | None]


def _year(text: str | None, after: int | None = None) -> int:
    """A year of four digits, or of two digits that follows another year."""
    digits = text or ""
    year = int(digits)
    if len(digits) == 2:
        century = 2000 if after is None else after - after % 100
        year += century
        if after is not None and year < after:
            year += 100
    if not 1900 <= year <= 2100:
        raise ValueError("Its year lies outside 1900 to 2100.")
    return year


def _month_number(name: str | None) -> int:
    number = _NUMBER_OF.get(name or "")
    if number is None:
        raise ValueError(f"{name!r} is no month.")
    return number


def _financial(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _financial_start(first: str | None, second: str | None, after: int | None = None) -> int:
    """First year of a financial year; its second must be the next."""
    year = _year(first, after)
    if _year(second, year) != year + 1:
        raise ValueError("A financial year ends in the year after it began, as in 2016/17.")
    return year


def _read_year(groups: _Groups, _: str) -> Period:
    year = _year(groups["y"])
    return period_of(year * 100 + 1, year * 100 + 12)


def _read_financial(groups: _Groups, _: str) -> Period:
    year = _financial_start(groups["y"], groups["z"])
    return period_of(year * 100 + 4, year * 100 + 103)


def _read_financial_range(groups: _Groups, _: str) -> Period:
    first = _financial_start(groups["y"], groups["z"])
    last = _financial_start(groups["v"], groups["w"], first)
    return _in_order(first * 100 + 4, last * 100 + 103)


def _read_years(groups: _Groups, _: str) -> Period:
    first = _year(groups["y"])
    return _in_order(first * 100 + 1, _year(groups["z"], first) * 100 + 12)


def _read_tight(groups: _Groups, frequency: str) -> Period:
    """2016-18, 2016-17, 2016-05: years, a financial year or a month, whichever it can be and the indicator has."""
    first, digits = _year(groups["y"]), groups["z"] or ""
    last = int(digits) if len(digits) == 4 else first + (int(digits) - first) % 100
    readings: dict[str, tuple[int, int]] = {}
    if first < last <= first + 15:
        readings[POOLED] = (first * 100 + 1, last * 100 + 12)
    if last == first + 1:
        readings[FINANCIAL_YEAR] = (first * 100 + 4, last * 100 + 3)
    if len(digits) == 2 and 1 <= int(digits) <= 12:
        readings[MONTH] = (first * 100 + int(digits),) * 2
    wanted = MONTH if frequency == QUARTER else frequency
    if wanted in readings:
        return period_of(*readings[wanted])
    if FINANCIAL_YEAR in readings:
        del readings[POOLED]  # without spaces, two years that follow one another are a financial year
    if frequency and len(readings) > 1:
        readings.pop(MONTH, None)
    if len(readings) > 1:
        raise ValueError("It may be years or a month; write 2010 - 12 or Dec 2010.")
    if not readings:
        raise ValueError("Its second part is neither a month nor a year soon after the first.")
    return period_of(*next(iter(readings.values())))


def _read_six_digits(groups: _Groups, frequency: str) -> Period:
    follows = int(groups["z"] or "") == (int(groups["y"] or "") + 1) % 100
    if 1 <= int(groups["z"] or "") <= 12 and not (follows and frequency == FINANCIAL_YEAR):
        if follows and not frequency:
            raise ValueError("It may be a financial year or a month; write 2011/12 or Dec 2011.")
        return _read_iso({"y": groups["y"], "m": groups["z"], "d": "01"}, frequency)
    return _read_financial(groups, frequency)


def _read_iso(groups: _Groups, _: str) -> Period:
    """A date stands for its month, and has to be its first or last day."""
    year, month, day = _year(groups["y"]), int(groups["m"] or ""), int(groups["d"] or "")
    if not 1 <= month <= 12:
        raise ValueError("Its month lies outside 1 to 12.")
    if day != 1 and (month, day) not in _LAST_DAYS:
        raise ValueError("It is a day within a month; a date has to be the first or last day of its month.")
    return period_of(year * 100 + month, year * 100 + month)


_LAST_DAYS = {(m, d) for m, d in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)} | {(2, 29)}


def _read_dated(groups: _Groups, frequency: str) -> Period:
    return _read_iso({**groups, "m": str(_month_number(groups["m"]))}, frequency)


def _read_month(groups: _Groups, _: str) -> Period:
    start = _year(groups["y"]) * 100 + _month_number(groups["m"])
    return period_of(start, start)


def _read_month_of_financial(groups: _Groups, _: str) -> Period:
    year, month = _financial_start(groups["y"], groups["z"]), _month_number(groups["m"])
    start = (year + (month < 4)) * 100 + month
    return period_of(start, start)


def _read_months(groups: _Groups, _: str) -> Period:
    end_year = _year(groups["z"])
    first, last = _month_number(groups["m"]), _month_number(groups["n"])
    start_year = _year(groups["y"]) if groups["y"] else end_year - (first > last)
    return _in_order(start_year * 100 + first, end_year * 100 + last)


def _read_financial_quarter(groups: _Groups, _: str) -> Period:
    year, quarter = _financial_start(groups["y"], groups["z"]), int(groups["q"] or "")
    start = year * 100 + 4 + 3 * (quarter - 1) if quarter < 4 else (year + 1) * 100 + 1
    return period_of(start, start + 2)


def _read_quarter(groups: _Groups, _: str) -> Period:
    start = _year(groups["y"]) * 100 + 3 * int(groups["q"] or "") - 2
    return period_of(start, start + 2)


def _read_year_to(groups: _Groups, _: str) -> Period:
    year, month = _year(groups["y"]), _month_number(groups["m"])
    start = year * 100 + 1 if month == 12 else (year - 1) * 100 + month + 1
    return period_of(start, year * 100 + month)


def _in_order(start: int, end: int) -> Period:
    if start > end:
        raise ValueError("It ends before it begins.")
    return period_of(start, end)


_Y, _Z, _FY = r"(?P<y>\d{4})", r"(?P<z>\d{4}|\d{2})", r"(?P<y>\d{4})\s?[/-]\s?(?P<z>\d{4}|\d{2})"
_M, _N, _TO = r"(?P<m>[a-z]{3,9})\.?", r"(?P<n>[a-z]{3,9})\.?", r"\s?(?:-|to)\s?"
_FORMS: tuple[tuple[str, Callable[[_Groups, str], Period]], ...] = (
    (rf"{_Y}(?:\.0+)?", _read_year),
    (rf"(?:year|12 months|twelve months) (?:to|ending|ended)(?: end of| end)?(?: 31| 30)? {_M} {_Y}", _read_year_to),
    (rf"(?:fy\s?)?{_Y}\s?/\s?{_Z}", _read_financial),
    (rf"{_Y}(?: - | to ){_Z}", _read_years),
    (rf"{_Y}(?:-|- | -){_Z}", _read_tight),
    (r"(?P<y>(?:19|20)\d{2})(?P<z>\d{2})", _read_six_digits),
    (rf"{_Y}/(?P<z>\d{{4}}|\d{{2}}){_TO}(?P<v>\d{{4}}|\d{{2}})/(?P<w>\d{{4}}|\d{{2}})", _read_financial_range),
    (rf"{_Y}-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[t ]00:00(?::00(?:\.0+)?)?(?:z|[+-]\d\d:?\d\d)?)?", _read_iso),
    (rf"(?P<d>\d\d?)/(?P<m>\d\d?)/{_Y}(?: 00:00(?::00)?)?", _read_iso),
    (rf"(?P<m>\d\d?)/{_Y}", lambda groups, frequency: _read_iso({**groups, "d": "1"}, frequency)),
    (rf"(?P<d>\d\d?)(?:st)?[ -]{_M}[ -]{_Y}", _read_dated),
    (rf"{_M}[\s,-]*(?P<y>\d{{4}}|\d{{2}})", _read_month),
    (rf"{_M} {_FY}", _read_month_of_financial),
    (rf"{_M}\s?(?P<y>\d{{4}})?{_TO}{_N}\s?(?P<z>\d{{4}})", _read_months),
    (rf"{_FY},?\s?-?\s?q(?:uarter\s?|tr\s?)?(?P<q>[1-4])", _read_financial_quarter),
    (rf"q(?:uarter\s?|tr\s?)?(?P<q>[1-4])[ ,-]+{_FY}", _read_financial_quarter),
    (rf"{_Y},?\s?-?\s?q(?:uarter\s?|tr\s?)?(?P<q>[1-4])", _read_quarter),
    (rf"q(?:uarter\s?|tr\s?)?(?P<q>[1-4])[ ,-]+{_Y}", _read_quarter),
)
