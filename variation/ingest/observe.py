"""From text cells to observations: the rules in their order, the same for every format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation.ingest.cells import Cells, tidy
from variation.ingest.checks import Batch, check_figures
from variation.ingest.columns import Column, report_spaces
from variation.ingest.context import Context
from variation.ingest.numbers import ABSENT, PERCENT, Numbers, read_numbers
from variation.ingest.places import read_places
from variation.ingest.words import read_ages, read_categories, read_periods, read_sexes, read_statuses
from variation.observations import COLUMNS, NOT_PUBLISHED, NUMBERS, SUPPRESSED

if TYPE_CHECKING:
    import pandas as pd

_WITHHELD = re.compile(r"suppress|disclosure|small (?:count|number)|too small|redacted", re.IGNORECASE)
_WORDS = ("area", "area_name", "period", "sex", "age", "category_type", "category", "status")
_TIDIED = _WORDS[:-1]
INDICATOR = "\0indicator"
"""Name under which a format puts the indicator ids that it has found beside the file's own columns."""


def observe(
    cells: Cells, headers: Mapping[str, str], context: Context, *, level: str | None = None, compute: bool = False
) -> pd.DataFrame:
    """Observations of rows whose indicators are known.

    Parameters
    ----------
    cells : rows, with the column ``INDICATOR`` of ids
    headers : what the file calls our columns: area, area_name, period, sex, age, category_type, category, value,
        count, denominator, lower, upper, note, status; those that it lacks are left out
    context : catalogue, report and the observations seen before
    level : of the areas, where the file says it
    compute : leave a value that is empty beside a count and denominator to be computed when it is shown

    Returns
    -------
    frame of ``variation.observations.COLUMNS``, without the rows that were skipped or rejected.
    """
    names = _column(cells, headers, "area_name") if "area_name" in headers else None
    places = read_places(_column(cells, headers, "area"), context.report, names=names, level=level)
    known = places.known
    cells, area, level_of, kind = cells.select(known), places.area[known], places.level[known], places.kind[known]
    frame, rejected = _words(cells, headers, context)
    frame["area"], frame["level"] = area, level_of
    if level is not None:
        # a merged CCG stands for its STP, in a row of CCGs too
        differs = np.asarray((level_of != level) & (kind != "merged"), dtype=bool)
        _column(cells, headers, "level", level).report(context.report, "level", differs)
        rejected |= differs
    rejected |= _figures(frame, cells, headers, context, compute=compute)
    return finish(frame, cells.rows, context, rejected=rejected, headers=dict(headers))


def finish(
    frame: pd.DataFrame,
    rows: NDArray[np.int64],
    context: Context,
    *,
    rejected: NDArray[np.bool_] | None = None,
    headers: dict[str, str] | None = None,
) -> pd.DataFrame:
    """Hold observations to the rules on figures and on repetition, count them, and leave out what fails.

    Parameters
    ----------
    frame : all of ``variation.observations.COLUMNS``
    rows : int64, shape (n,), line in the file of each
    rejected : bool, shape (n,), rows already found to be in error
    headers : what the file calls our columns, for the report
    """
    report = context.report
    bad = np.zeros(len(frame), dtype=bool) if rejected is None else rejected.copy()
    report.rows_rejected += int(bad.sum())
    frame, rows = frame.loc[~bad, list(COLUMNS)].reset_index(drop=True), rows[~bad]
    wrong = check_figures(Batch(frame, rows, context.catalogue, headers or {}), report)
    same, other = context.duplicates.find(frame, rows, report)
    report.rows_rejected += int((wrong | other).sum())
    report.skip("duplicate", int((same & ~wrong).sum()))
    taken = frame.loc[~(wrong | other | same)].reset_index(drop=True)
    report.rows_loaded += len(taken)
    return taken


def _column(cells: Cells, headers: Mapping[str, str], name: str, default: str = "") -> Column:
    header = headers.get(name)
    if header is None:
        return Column(name, cells.rows, np.zeros(len(cells), dtype=np.intp), [default])
    return Column.of(cells.column(header), cells.rows, header)


def _words(cells: Cells, headers: Mapping[str, str], context: Context) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """Columns of words, and where one of them is wrong."""
    import pandas as pd

    report, ids = context.report, Column.of(cells.columns[INDICATOR], cells.rows, "")
    columns = {name: _column(cells, headers, name) for name in _WORDS}
    for name in _TIDIED:
        if name in headers:
            report_spaces(columns[name], report)
    indicators = context.catalogue.indicators
    periods = read_periods(columns["period"], report, frequency=ids.each(lambda i: indicators[i].frequency))
    months = np.array([(p.start, p.end) for p in periods], dtype=np.int64).reshape(-1, 2)
    age, dates = read_ages(columns["age"], report)
    words = {
        "indicator": cells.columns[INDICATOR],
        "period": np.array([p.label for p in periods], dtype=object),
        "sex": read_sexes(columns["sex"], report),
        "age": age,
        "category": read_categories(columns["category_type"], columns["category"]),
        "status": read_statuses(columns["status"], report),
    }
    frame = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in words.items()})
    frame["start"], frame["end"] = months[:, 0], months[:, 1]
    wrong = (months[:, 0] == 0) | (words["sex"] == "") | (words["status"] == "") | dates
    return frame, np.asarray(wrong, dtype=bool)


def _figures(
    frame: pd.DataFrame, cells: Cells, headers: Mapping[str, str], context: Context, *, compute: bool
) -> NDArray[np.bool_]:
    """Put the figures and the note into the frame; where one of them is wrong."""
    report, indicators = context.report, context.catalogue.indicators
    columns = {name: _column(cells, headers, name) for name in NUMBERS}
    numbers = {name: read_numbers(column, report) for name, column in columns.items()}
    ids = Column.of(cells.columns[INDICATOR], cells.rows, "")
    wrong = np.zeros(len(frame), dtype=bool)
    for name, found in numbers.items():
        frame[name] = found.value
        in_percent = ids.each(lambda i: indicators[i].unit == "%", bool) & (name not in {"count", "denominator"})
        misplaced = (found.kind == PERCENT) & ~in_percent
        columns[name].report(report, "percent", misplaced)
        wrong |= found.bad | misplaced
    counted = _counted(numbers, ids, context) if compute else np.zeros(len(frame), dtype=bool)
    frame["note"] = _notes(frame, numbers["value"], _column(cells, headers, "note"), counted)
    unpublished = np.asarray((frame["note"] == NOT_PUBLISHED).to_numpy(dtype=bool)) & ~wrong
    if compute:
        unpublished &= np.isnan(numbers["count"].value) | np.isnan(numbers["denominator"].value)
    columns["value"].report(report, "not-published", unpublished)
    return wrong


def _counted(numbers: dict[str, Numbers], ids: Column, context: Context) -> NDArray[np.bool_]:
    """Values left empty that follow from counts; never where the publisher withholds one of the three.

    They stay empty: a value that is kept counts as published, and is not held to our own disclosure control.
    """
    indicators = context.catalogue.indicators
    multiplier = ids.each(lambda i: indicators[i].multiplier if indicators[i].crude else np.nan, np.float64)
    count, denominator = numbers["count"].value, numbers["denominator"].value
    with np.errstate(divide="ignore", invalid="ignore"):
        computed = multiplier * count / denominator
    bounded = ids.each(lambda i: indicators[i].measure == "proportion", bool)
    sound = (denominator > 0) & (count >= 0) & ((count <= denominator) | ~bounded)
    empty = (numbers["value"].kind == ABSENT) & np.isfinite(computed) & sound
    first = np.flatnonzero(empty)[: context.report.room("value-computed")]
    found = [f"{value:.10g}" for value in computed[first]]
    context.report.add("value-computed", ids.rows[first], found, column="value", total=int(empty.sum()))
    return np.asarray(empty, dtype=bool)


def _notes(frame: pd.DataFrame, value: Numbers, remarks: Column, counted: NDArray[np.bool_]) -> NDArray[np.object_]:
    """The publisher's remark; where there is no value nor counts of one, why: suppressed, not published, the remark."""
    missing = np.isnan(frame["value"].to_numpy(dtype=np.float64)) & ~counted
    withheld = value.suppressed | remarks.each(lambda remark: bool(_WITHHELD.search(remark)), bool)
    remark = remarks.each(tidy)
    reason = np.where(withheld, SUPPRESSED, np.where(remark == "", NOT_PUBLISHED, remark))
    return np.asarray(np.where(missing, reason, remark), dtype=object)
