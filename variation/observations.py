"""The one tidy schema that every source becomes and every query returns.

An observation is one indicator, area, period, sex, age and category with its figures. Writers pass frames of
``COLUMNS`` (pandas); readers get ``Observations``, the same columns as NumPy arrays, because serving a page needs no
pandas.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COLUMNS = (
    "indicator",  # id of an indicator file
    "level",  # borough | ccg | stp | region | country
    "area",  # ONS code
    "period",  # canonical label: 2016, 2016/17, 2014-16, 2013/14-2015/16, Apr 2018, 2018/19 Q1, Aug 2010-Jul 2013
    "start",  # first month, as the integer yyyymm
    "end",  # last month, inclusive, as the integer yyyymm
    "sex",  # Persons | Male | Female
    "age",  # as published, spaces tidied: "All ages", "65+ yrs"
    "category",  # "" for everybody, else "Type: group"
    "value",  # in the indicator's unit (23.4 for 23.4 %)
    "count",  # numerator
    "denominator",
    "lower",  # published or computed 95 % limit
    "upper",
    "note",  # why a figure is absent, or the publisher's remark; SUPPRESSED and NOT_PUBLISHED are ours
    "status",  # published | illustrative
)
NUMBERS = ("value", "count", "denominator", "lower", "upper")
SUPPRESSED = "suppressed"
NOT_PUBLISHED = "not published"
PUBLISHED = "published"
ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True)
class Observations:
    """Columns of observations of one series, as arrays of one length n; absent figures are NaN."""

    area: NDArray[np.str_]
    period: NDArray[np.str_]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    value: NDArray[np.float64]
    count: NDArray[np.float64]
    denominator: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    note: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.area)
