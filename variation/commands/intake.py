"""Taking one file into the store: read, refuse or load, and say what became of it."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from variation.errors import ExtractError
from variation.indicators import Catalogue
from variation.store import LoadInfo, LoadSummary, Store

if TYPE_CHECKING:
    import pandas as pd

    from variation.ingest import Extract, Report

_COUNTED = ("read", "loaded", "skipped", "rejected", "new", "superseded", "unchanged")
_ROOM = 120  # columns of a terminal that the table of them needs
SHOWN = 5  # problems of a refused file that are shown; `check` shows all


@dataclass(frozen=True)
class Intake:
    """How files are taken in.

    format : name of the format, None to recognise it
    reject_bad_rows : load the good rows of a file with errors, instead of refusing it whole
    again : load what was loaded before
    """

    catalogue: Catalogue
    data: Path
    format: str | None = None
    reject_bad_rows: bool = False
    again: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a file: `summary` where it was loaded (or known), `refusal` where not."""

    path: Path
    format: str = ""
    report: Report | None = None
    summary: LoadSummary | None = None
    refusal: str = ""


@dataclass(frozen=True)
class _Counts:
    """The counts of an extract as they stand when they are asked for: each reading has a report of its own."""

    extract: Extract

    @property
    def rows_read(self) -> int:
        return self.extract.report.rows_read

    @property
    def rows_skipped(self) -> int:
        return self.extract.report.rows_skipped

    @property
    def rows_rejected(self) -> int:
        return self.extract.report.rows_rejected


def take_in(store: Store, path: Path, intake: Intake, progress: Callable[[int], None]) -> Outcome:
    """Load one file, whole or not at all; `progress` is told of rows as they pass."""
    from variation.ingest import read_extract

    extract = None
    try:
        extract = read_extract(path, catalogue=intake.catalogue, data=intake.data, format=intake.format)
        info = LoadInfo(str(path.resolve()), extract.sha256, extract.format, who())
        frames = _good_frames(extract, intake, progress)
        summary = store.load(frames, info, _Counts(extract), again=intake.again)
        return Outcome(path, extract.format, extract.report, summary)
    except ExtractError as error:
        if extract is None:
            return Outcome(path, refusal=str(error))
        return Outcome(path, extract.format, extract.report, refusal=str(error))


def _good_frames(extract: Extract, intake: Intake, progress: Callable[[int], None]) -> Iterator[pd.DataFrame]:
    """The frames of an extract; raises at their end, so that the load is undone, when the file must be refused."""
    for frame in extract.frames():
        progress(len(frame))
        yield frame
    report = extract.report
    if report.has_errors and not intake.reject_bad_rows:
        raise ExtractError(
            f"{report.rows_rejected:,} of {report.rows_read:,} rows are in error, so none was loaded. "
            f"See all with: python -m variation check {extract.path} — then mend the file, "
            "or load its good rows with --reject-bad-rows.",
            path=extract.path,
        )
    if not report.rows_loaded:
        left_out = "; ".join(f"{reason}: {n:,}" for reason, n in report.skipped.most_common(3))
        raise ExtractError(
            f"none of its {report.rows_read:,} rows could be loaded ({left_out or 'it is empty'}).", path=extract.path
        )


def who() -> str:
    """The name of the account that loads."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def take_in_all(store: Store, files: tuple[Path, ...], intake: Intake, console: Console) -> list[Outcome]:
    """Load files one after another, showing how far it is; a refused file does not stop the next."""
    outcomes = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,} rows"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        for path in files:
            task = progress.add_task(path.name, total=None)
            outcomes.append(take_in(store, path, intake, lambda n, task=task: progress.advance(task, n)))  # type: ignore[misc]
            progress.remove_task(task)
    return outcomes


def show_outcomes(outcomes: list[Outcome], console: Console) -> None:
    """What was loaded, as a table where it fits and else two lines a file; under it what was refused and why."""
    if console.width < _ROOM:
        _show_lines(outcomes, console)
    else:
        _show_table(outcomes, console)
    for outcome in outcomes:
        if outcome.refusal:
            _show_refusal(outcome, console)


def _show_table(outcomes: list[Outcome], console: Console) -> None:
    table = Table("file", "format")
    for heading in _COUNTED:
        table.add_column(heading, justify="right")
    table.add_column("")
    for outcome in outcomes:
        table.add_row(outcome.path.name, *_cells(outcome))
    console.print(table)


def _show_lines(outcomes: list[Outcome], console: Console) -> None:
    for outcome in outcomes:
        form, *numbers, what = _cells(outcome)
        counts = ", ".join(f"{n} {word}" for n, word in zip(numbers, _COUNTED, strict=True) if n)
        said = ", ".join(filter(None, (form, what)))
        console.print(f"{outcome.path.name}: {said}", markup=False, highlight=False, soft_wrap=True)
        if counts:
            console.print(f"    {counts}", markup=False, highlight=False, soft_wrap=True)


def _cells(outcome: Outcome) -> list[str]:
    report, summary = outcome.report, outcome.summary
    if summary is not None and summary.known:
        return [outcome.format, *[""] * 7, f"known since load {summary.snapshot}"]
    if report is None:
        return [*[""] * 8, "refused"]
    numbers = [report.rows_read, report.rows_loaded, report.rows_skipped, report.rows_rejected]
    if summary is None:
        return [outcome.format, *(f"{n:,}" for n in numbers), "", "", "", "refused"]
    numbers += [summary.new, summary.superseded, summary.unchanged]
    repeated = f", {summary.duplicates:,} repeated" if summary.duplicates else ""
    return [outcome.format, *(f"{n:,}" for n in numbers), f"load {summary.snapshot}{repeated}"]


def _show_refusal(outcome: Outcome, console: Console) -> None:
    named = outcome.refusal if outcome.refusal.startswith(str(outcome.path)) else f"{outcome.path}: {outcome.refusal}"
    console.print(f"Refused: {named}", markup=False, highlight=False, soft_wrap=True)
    problems = [p for p in outcome.report.problems if p.severity == "error"] if outcome.report else []
    for p in problems[:SHOWN]:
        place = f"{p.sheet}, " if p.sheet else ""
        place += f"row {p.row}, " if p.row is not None else ""
        console.print(
            f"  {place}column {p.column!r}, found {p.value!r}: expected {p.expected}. {p.remedy}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
