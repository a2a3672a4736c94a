"""Which numbers of a text are not those of the result that it describes."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from variation.findings.numbers import format_number

LEVELS = ("95 %", "99.8 %")  # of limits and intervals, which words name without their being a result's
_NUMBER = re.compile(r"−?\d{1,3}(?:,\d{3})+(?:\.\d+)?|−?\d+(?:\.\d+)?")


def untraced(text: str, values: Iterable[object], decimals: int, names: Iterable[str] = ()) -> list[str]:
    """Numbers of the text that no value is written as.

    Parameters
    ----------
    values : numbers or arrays of the result, written with `decimals`; text is taken as it is written there
    names : words in which numbers are no figures: periods, names of indicators, units
    """
    for name in sorted({*names, *LEVELS}, key=len, reverse=True):
        text = text.replace(name, " ")
    allowed = set()
    for value in values:
        if isinstance(value, str):
            allowed |= set(_NUMBER.findall(value))
            continue
        for number in np.ravel(np.asarray(value, dtype=float)).tolist():
            allowed |= {format_number(number, decimals), format_number(abs(number), decimals)}
    return [found for found in _NUMBER.findall(text) if found not in allowed]


def sentences(text: str) -> int:
    """How many sentences a text has; a colon ends none."""
    return len(re.findall(r"[.!?](?=\s+[A-Z]|$)", text))
