"""Rules on whole observations: figures that cannot be, or do not belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from variation.indicators import CRUDE_MEASURES, Catalogue, Indicator
from variation.ingest.report import Report
from variation.ingest.rules import RULES

if TYPE_CHECKING:
    import pandas as pd

_Mask = NDArray[np.bool_]
_Figures = NDArray[np.float64]
_FEW = 5  # fewer values may well be all that small
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "financial year": 12}


@dataclass(frozen=True)
class Batch:
    """Observations to check, column by column.

    Parameters
    ----------
    frame : columns of ``variation.observations.COLUMNS``
    rows : int64, shape (n,), line in the file of each
    catalogue : gives measure, multiplier and the like of each row's indicator
    headers : what the file calls a column, where it is not our name, for the report
    """

    frame: pd.DataFrame
    rows: NDArray[np.int64]
    catalogue: Catalogue
    headers: dict[str, str]

    def figures(self, name: str) -> _Figures:
        """A column of figures."""
        return np.asarray(self.frame[name].to_numpy(dtype=np.float64))

    def of_indicator(self, attribute: Callable[[Indicator], Any], dtype: Any) -> NDArray[Any]:
        """Something known of an indicator, for each row."""
        import pandas as pd

        codes, ids = pd.factorize(self.frame["indicator"].to_numpy(dtype=object))
        table = np.empty(len(ids), dtype=dtype)
        table[:] = [attribute(self.catalogue.indicators[i]) for i in ids]
        return np.asarray(table[codes])

    def measure(self, *names: str) -> _Mask:
        """Where the row's indicator is one of these measures."""
        return self.of_indicator(lambda indicator: indicator.measure in names, bool)

    def say(self, report: Report, rule: str, where: _Mask, column: str, *, expected: str = "") -> None:
        """Report rows that break a rule, with the figure that they hold."""
        if where.any():
            first = np.flatnonzero(where)[: report.room(rule)]
            values = [f"{value:.10g}" for value in self.figures(column)[first]]
            name = self.headers.get(column, column)
            report.add(rule, self.rows[first], values, column=name, expected=expected, total=int(where.sum()))


def check_figures(batch: Batch, report: Report) -> _Mask:
    """Hold observations to every rule on figures.

    Limits that do not hold their value, or cannot be, are blanked in ``batch.frame``; the value stays.

    Returns
    -------
    bool, shape (n,)
        Where a row is in error and cannot be taken in.
    """
    rejected = _check_counts(batch, report) | _check_value(batch, report) | _check_limits(batch, report)
    _check_mismatch(batch, report)
    _check_fractions(batch, report)
    _check_length(batch, report)
    return rejected


def _check_counts(batch: Batch, report: Report) -> _Mask:
    count, denominator = batch.figures("count"), batch.figures("denominator")
    # numerators of ratios and means may be differences, such as excess deaths
    counted = ~batch.measure("ratio", "mean")
    negative = (count < 0) & counted
    negative_denominator = denominator < 0
    batch.say(report, "negative-count", negative, "count")
    batch.say(report, "negative-count", negative_denominator, "denominator")
    fraction = np.isfinite(count) & (np.abs(count - np.round(count)) > 1e-6) & batch.measure(*CRUDE_MEASURES)
    batch.say(report, "fractional-count", fraction, "count")
    above = (count > denominator * (1 + 1e-9)) & batch.measure("proportion") & ~negative_denominator
    batch.say(report, "numerator-above-denominator", above, "count")
    return negative | negative_denominator | above


def _check_value(batch: Batch, report: Report) -> _Mask:
    outside = _beyond(batch, "value")
    batch.say(report, "value-range", outside, "value", expected=_possible(batch, outside))
    return outside


def _beyond(batch: Batch, column: str) -> _Mask:
    """Where a figure is one that its indicator's measure cannot take."""
    figures = batch.figures(column)
    top = batch.of_indicator(lambda i: i.multiplier if i.measure == "proportion" else np.inf, np.float64)
    bottom = batch.of_indicator(lambda i: -np.inf if i.measure in {"ratio", "mean"} else 0.0, np.float64)
    return np.asarray((figures < bottom) | (figures > top * (1 + 1e-9)))


def _possible(batch: Batch, where: _Mask) -> str:
    """What the measure of the first of these rows can be."""
    if not where.any():
        return ""
    first = batch.catalogue.indicators[batch.frame["indicator"].to_numpy()[where][0]]
    upper = f"to {first.multiplier:g}" if first.measure == "proportion" else "or more"
    return f"0 {upper} for a {first.measure} ({first.unit})"


def _check_limits(batch: Batch, report: Report) -> _Mask:
    value, lower, upper = batch.figures("value"), batch.figures("lower"), batch.figures("upper")
    exchanged = lower > upper
    batch.say(report, "limits-exchanged", exchanged, "lower")
    slack = 1e-6 + 1e-6 * np.abs(value)
    slack = np.maximum(slack, 0.5 * 10.0 ** -batch.of_indicator(lambda i: float(i.decimals), np.float64))
    outside = ((value < lower - slack) | (value > upper + slack)) & ~exchanged
    batch.say(report, "outside-limits", outside, "value")
    for name in ("lower", "upper"):
        beyond = _beyond(batch, name) & ~outside
        batch.say(report, "limits-range", beyond, name, expected=_possible(batch, beyond))
        outside |= beyond
    if outside.any():
        batch.frame.loc[outside, ["lower", "upper"]] = np.nan
    return exchanged


def _check_mismatch(batch: Batch, report: Report) -> None:
    """Values that are not the multiplier times count over denominator, by over 1 % and over half a last decimal."""
    value, count, denominator = batch.figures("value"), batch.figures("count"), batch.figures("denominator")
    multiplier = batch.of_indicator(lambda i: i.multiplier if i.crude else np.nan, np.float64)
    half = 0.5 * 10.0 ** -batch.of_indicator(lambda i: float(i.decimals), np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        computed = multiplier * count / denominator
        differs = np.abs(value - computed) > np.maximum(half, 0.01 * np.abs(computed)) * (1 + 1e-9)
    where = np.flatnonzero(differs & np.isfinite(computed))
    told = where[: report.room("value-mismatch")]
    for place in told:
        report.add(
            "value-mismatch",
            [int(batch.rows[place])],
            [f"{value[place]:.10g}"],
            column=batch.headers.get("value", "value"),
            expected=f"{RULES['value-mismatch'].expected}, which is {computed[place]:.6g}",
        )
    report.add("value-mismatch", [], [], total=len(where) - len(told))


def _check_fractions(batch: Batch, report: Report) -> None:
    """Percentages of an indicator that are all at most 1 and come without counts: a workbook stores 30.5 % as 0.305."""
    value = batch.figures("value")
    percentage = batch.of_indicator(lambda i: i.measure == "proportion" and i.multiplier == 100, bool)
    alone = percentage & np.isfinite(value) & ~np.isfinite(batch.figures("denominator"))
    ids = batch.frame["indicator"].to_numpy(dtype=object)
    for indicator in dict.fromkeys(ids[alone].tolist()):
        rows = np.flatnonzero(alone & (ids == indicator))
        if len(rows) >= _FEW and (value[rows] <= 1).all() and (value[rows] > 0).any():
            first = np.isin(np.arange(len(value)), rows[np.flatnonzero(value[rows] > 0)[:1]])
            batch.say(report, "fraction", first, "value")


def _check_length(batch: Batch, report: Report) -> None:
    start, end = batch.frame["start"].to_numpy(), batch.frame["end"].to_numpy()
    length = (end // 100 - start // 100) * 12 + end % 100 - start % 100 + 1
    expected = batch.of_indicator(lambda i: _MONTHS.get(i.frequency, 12 * i.pooled_years), np.int64)
    differs = np.asarray(length != expected)
    report.add(
        "period-length",
        batch.rows[differs],
        batch.frame["period"].to_numpy(dtype=object)[differs],
        column=batch.headers.get("period", "period"),
    )
