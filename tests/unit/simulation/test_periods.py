"""Periods follow one another and are labelled as the observations schema says."""

from __future__ import annotations

import pytest

from variation.errors import CatalogueError
from variation.simulation.periods import Period, periods


@pytest.mark.parametrize(
    ("first", "number", "last"),
    [
        ("Nov 2018", 3, Period("Jan 2019", 201901, 201901)),
        ("2018/19 Q3", 3, Period("2019/20 Q1", 201904, 201906)),
        ("2018/19 Q1", 4, Period("2018/19 Q4", 201901, 201903)),
        ("2009", 2, Period("2010", 201001, 201012)),
        ("1998/99", 2, Period("1999/00", 199904, 200003)),
        ("1998-00", 2, Period("1999-01", 199901, 200112)),
        ("2011/12-2013/14", 2, Period("2012/13-2014/15", 201204, 201503)),
        ("Aug 2006-Jul 2009", 5, Period("Aug 2010-Jul 2013", 201008, 201307)),
    ],
)
def test_each_form_of_label_is_continued(first: str, number: int, last: Period) -> None:
    found = periods(first, number)
    assert len(found) == number
    assert found[0].label == first
    assert found[-1] == last


def test_a_label_of_no_known_form_is_refused_with_the_forms_there_are() -> None:
    with pytest.raises(CatalogueError, match=r"'last year' is not a period; write it as Apr 2014"):
        periods("last year", 3)
