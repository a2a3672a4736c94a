"""A view of an area's profile as a sheet: where it stands on its indicators, and all of its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from variation.analyses.profile import Line, Profile, profile, survey_of
from variation.analyses.profile_choices import profile_choices
from variation.figures.spine import spine
from variation.figures.spines import draw_spines
from variation.findings.numbers import format_number
from variation.findings.profile_words import (
    caution,
    compared_words,
    describe_profile,
    profile_title,
    source_words,
    trend_words,
)
from variation.findings.remarks import remarks_of_profile
from variation.findings.rows import Cell, Column, Table, number_cell
from variation.indicators import Catalogue
from variation.packs.model import VIEW
from variation.packs.parts import MOST_SHORT, define, status_words
from variation.packs.remarked import Remarked
from variation.packs.sheets import Chart, Sheet, generated_sheet

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

EACH = 7  # indicators shown that are worse, and so many that are better
_METHOD = (
    "Judged by the funnel's limits at the area's size where counts are published, else by the area's own interval. "
    "Findings say where the area differs, never why."
)


def area_sheet(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of a query of the area profile; raises NoData where nothing is loaded.

    It is illustrative where what the page rests on is; rows of the full table say it each for itself.
    """
    chosen = profile_choices(query, catalogue, store, snapshot)
    p = profile(chosen.selection, catalogue, store, snapshot, place=chosen.place)
    surveyed = {r.indicator.id: r for r in survey_of(chosen.place.level, catalogue, store, snapshot).rows}
    shown = standing_out(p)
    found = tuple(text for text in (describe_profile(p), caution(p)) if text)
    rows = [surveyed[line.indicator.id] for line in shown]
    return generated_sheet(
        VIEW,
        profile_title(p),
        found,
        address=chosen.selection.with_(area=(p.place.code,)).address("/area"),
        badge="Better is always to the right",
        source=source_words(p),
        method=_METHOD,
        charts=_charts(p, shown),
        table=_table(p, p.lines),
        short=_short(p, shown),
        definitions=tuple(define(r.comparison, r.history) for r in rows),
        illustrative=p.illustrative or any(line.illustrative for line in shown),
    )


def area_remarks(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Remarked:
    """What may be said of a query of the area profile."""
    chosen = profile_choices(query, catalogue, store, snapshot)
    found = profile(chosen.selection, catalogue, store, snapshot, place=chosen.place)
    return Remarked(tuple(remarks_of_profile(found)))


def standing_out(p: Profile) -> tuple[Line, ...]:
    """The indicators worth a place on a page: the worst and the best of those that differ.

    Where none does, those compared; where none of those counted is, simulated ones, each marked.
    """
    differ = (*p.worse[:EACH], *p.better[:EACH])
    compared = [line for line in p.counted if line.verdict] or [line for line in p.lines if line.verdict]
    return differ or tuple(line for line in compared if line.indicator.polarity in ("high", "low"))[: 2 * EACH]


def _charts(p: Profile, shown: Sequence[Line]) -> tuple[Chart, ...]:
    drawn = [line for line in shown if spine(line) is not None]
    if not drawn:
        return ()
    worse, better = (sum(line.verdict == verdict for line in drawn) for verdict in ("worse", "better"))
    alt = (
        f"{p.place.name} among the areas of its level on {len(drawn)} indicators, {p.benchmark} in the middle and "
        f"better to the right: {worse} lie to the left of the middle as worse and {better} to the right as better."
    )
    note = (
        f"Pale: from the worst to the best area; dark: the middle half; dashed: {p.benchmark}. Mark: ▲ higher, ▼ lower "
        "in value, pale beyond 95 % limits, dark beyond 99.8 %; ● similar."
    )
    return (Chart("spines", f"Where {p.place.name} stands out", alt, note, draw_spines(drawn, p.benchmark)),)


def _table(p: Profile, lines: Sequence[Line]) -> Table:
    columns = (
        Column("indicator", "Indicator"),
        Column("sex", "Sex"),
        Column("age", "Age"),
        Column("unit", "Unit"),
        Column("period", "Period"),
        Column("status", "Figures"),
        Column("value", "Value", 2),
        Column("lower_95", "Lower 95 % limit", 2),
        Column("upper_95", "Upper 95 % limit", 2),
        Column("london", "London", 2),
        Column("england", "England", 2),
        Column("difference", f"Compared with {p.benchmark}"),
        Column("trend", "Recent trend"),
        Column("rank_low", "Rank, from", 0),
        Column("rank_high", "Rank, to", 0),
        Column("note", "Note"),
    )
    return Table(columns, tuple(_row(line, p) for line in lines))


def _row(line: Line, p: Profile) -> tuple[Cell, ...]:
    digits = line.indicator.decimals
    figures = (line.value, line.lower, line.upper, line.london, line.england)
    return (
        line.indicator.short_name,
        line.sex,
        line.age,
        line.indicator.unit,
        line.period,
        status_words(illustrative=line.illustrative),
        *(number_cell(value, digits) for value in figures),
        compared_words(line, p.benchmark),
        trend_words(line)[1],
        number_cell(line.rank_low, -1) if line.held else None,
        number_cell(line.rank_high, -1) if line.held else None,
        line.note,
    )


def _short(p: Profile, shown: Sequence[Line]) -> Table:
    """Half of the rows for what is worse, half for what is better; figures as text, since each has its own unit."""
    half = MOST_SHORT // 2
    worse = [line for line in shown if line.verdict == "worse"]
    better = [line for line in shown if line.verdict == "better"]
    room = max(half, MOST_SHORT - len(better))
    rows = [*worse[:room], *better][:MOST_SHORT] or list(shown[:MOST_SHORT])
    columns = (
        Column("indicator", "Indicator"),
        Column("period", "Period"),
        Column("unit", "Unit"),
        Column("value", p.place.name),
        Column("benchmark", p.benchmark),
        Column("difference", "Compared"),
    )
    return Table(columns, tuple(_short_row(line, p) for line in rows))


def _short_row(line: Line, p: Profile) -> tuple[Cell, ...]:
    digits = line.indicator.decimals
    mark = " (illustrative)" if line.illustrative else ""
    return (
        f"{line.indicator.short_name}{mark}",
        line.period,
        line.indicator.unit,
        format_number(line.value, digits),
        format_number(line.benchmark, digits),
        compared_words(line, p.benchmark),
    )
