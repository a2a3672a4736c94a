from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.ingest.duplicates import Duplicates
from variation.ingest.report import Report

rows = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from([1.0, 2.0, np.nan])), max_size=40)


def _frame(pairs: list[tuple[str, float]]) -> pd.DataFrame:
    n = len(pairs)
    words = {name: pd.Series(["same"] * n, dtype=object) for name in ("indicator", "sex", "age", "category", "status")}
    area = pd.Series([area for area, _ in pairs], dtype=object)
    months = pd.Series([201601] * n, dtype="int64")
    figures = {name: pd.Series([figure for _, figure in pairs], dtype="float64") for name in ("value", "lower")}
    absent = {name: pd.Series([np.nan] * n, dtype="float64") for name in ("count", "denominator", "upper")}
    return pd.DataFrame({**words, "area": area, "start": months, "end": months, **figures, **absent})


@given(rows, st.integers(1, 9))
@settings(deadline=None, max_examples=40)
def test_repeats_are_those_that_a_dict_finds_however_the_file_is_cut(pairs, size) -> None:
    seen: dict[str, tuple[float, int]] = {}
    same, other = [], []
    for line, (area, figure) in enumerate(pairs, start=2):
        first = seen.setdefault(area, (figure, line))
        equal = figure == first[0] or (np.isnan(figure) and np.isnan(first[0]))
        same.append(line != first[1] and equal)
        other.append(line != first[1] and not equal)
    duplicates, report = Duplicates(), Report("file", keep=100)
    found_same, found_other = [], []
    for start in range(0, len(pairs), size):
        piece = pairs[start : start + size]
        lines = np.arange(start + 2, start + 2 + len(piece))
        one, two = duplicates.find(_frame(piece), lines, report)
        found_same.extend(one)
        found_other.extend(two)
    assert found_same == same
    assert found_other == other
    told = {p.row: p.value.split(":")[0] for p in report.problems}
    as_row = {i + 2: f"as row {seen[a][1]}" for i, (a, _) in enumerate(pairs) if same[i]}
    assert told == as_row | {i + 2: f"not as row {seen[a][1]}" for i, (a, _) in enumerate(pairs) if other[i]}


def test_figures_that_differ_by_less_than_ten_digits_show_are_the_same() -> None:
    same, other = Duplicates().find(_frame([("a", 1 / 3), ("a", 1 / 3 + 1e-13)]), np.array([2, 3]), Report("file"))
    assert list(same) == [False, True]
    assert not other.any()
