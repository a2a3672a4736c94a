"""Consecutive periods, labelled as the observations schema labels them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variation.errors import CatalogueError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = f"({'|'.join(MONTHS)}) (\\d{{4}})"


@dataclass(frozen=True)
class Period:
    """One period: its label, and its first and last month as yyyymm."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class _Form:
    """How a label is written: what it looks like, months from one period to the next, whether years begin in April."""

    pattern: re.Pattern[str]
    step: int
    financial: bool = False


_FORMS = {
    "month": _Form(re.compile(_MONTH), 1),
    "quarter": _Form(re.compile(r"(\d{4})/\d\d Q([1-4])"), 3, financial=True),
    "year": _Form(re.compile(r"(\d{4})"), 12),
    "financial year": _Form(re.compile(r"(\d{4})/\d\d"), 12, financial=True),
    "years": _Form(re.compile(r"(\d{4}) ?- ?(\d\d)"), 12),
    "financial years": _Form(re.compile(r"(\d{4})/\d\d ?- ?(?:20)?(\d\d)/\d\d"), 12, financial=True),
    "months": _Form(re.compile(f"{_MONTH} ?- ?{_MONTH}"), 12),
}


def periods(first: str, number: int) -> tuple[Period, ...]:
    """Periods that follow one another, from the label of the first.

    Parameters
    ----------
    first : ``Apr 2014``, ``2015/16 Q1``, ``2010``, ``2009/10``, ``2001-03``, ``2009/10-2011/12`` or
        ``Aug 2010-Jul 2013``; pooled periods move on by one year, so that neighbours overlap
    number : how many

    Raises
    ------
    CatalogueError
        When the label has none of these forms.
    """
    for name, form in _FORMS.items():
        if found := form.pattern.fullmatch(first.strip()):
            start, length = _span(name, found)
            return tuple(_period(name, start + form.step * n, length) for n in range(number))
    raise CatalogueError(
        f"{first!r} is not a period; write it as Apr 2014, 2015/16 Q1, 2010, 2009/10, 2001-03, 2009/10-2011/12 "
        "or Aug 2010-Jul 2013."
    )


def _span(name: str, found: re.Match[str]) -> tuple[int, int]:
    """First month, counted from January of the year 0, and the number of months."""
    if name == "month":
        return 12 * int(found[2]) + MONTHS.index(found[1]), 1
    if name == "months":
        start = 12 * int(found[2]) + MONTHS.index(found[1])
        return start, 12 * int(found[4]) + MONTHS.index(found[3]) - start + 1
    start = 12 * int(found[1]) + (3 if _FORMS[name].financial else 0)
    if name == "quarter":
        return start + 3 * (int(found[2]) - 1), 3
    years = (int(found[2]) - int(found[1])) % 100 + 1 if name in {"years", "financial years"} else 1
    return start, 12 * years


def _period(name: str, start: int, length: int) -> Period:
    return Period(_label(name, start, length), _month(start), _month(start + length - 1))


def _label(name: str, start: int, length: int) -> str:
    last = start + length - 1
    if name == "month":
        return _written(start)
    if name == "months":
        return f"{_written(start)}-{_written(last)}"
    if name == "quarter":
        return f"{_financial(start - 3)} Q{(start - 3) % 12 // 3 + 1}"
    if name == "year":
        return str(start // 12)
    if name == "years":
        return f"{start // 12}-{last // 12 % 100:02}"
    return _financial(start) if name == "financial year" else f"{_financial(start)}-{_financial(last - 11)}"


def _financial(month: int) -> str:
    year = month // 12
    return f"{year}/{(year + 1) % 100:02}"


def _written(month: int) -> str:
    return f"{MONTHS[month % 12]} {month // 12}"


def _month(index: int) -> int:
    return 100 * (index // 12) + index % 12 + 1
