"""``python -m variation check FILE…``: what is wrong in an extract, where, and how to mend it; nothing is loaded."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from variation.commands.sources import find_extracts
from variation.errors import VariationError
from variation.indicators import Catalogue, load_catalogue
from variation.ingest import RULES, Extract, Problem, read_extract
from variation.ingest.report import KEEP
from variation.ingest.rules import ERROR, NOTE, SEVERITIES, WARNING
from variation.settings import Settings

_STYLE = {ERROR: "bold", WARNING: "", NOTE: "dim"}
_EXAMPLES = 5
_REASONS = 8
_LONG = 60  # characters of a cell that are shown
_EVERYTHING = 10_000_000


@dataclass(frozen=True)
class _Checked:
    """One file: read through, or refused with a reason."""

    path: str
    extract: Extract | None
    refused: str = ""

    @property
    def has_errors(self) -> bool:
        return self.extract is not None and self.extract.report.has_errors


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--format", "output", type=click.Choice(["table", "csv", "json"]), default="table", help="How to report.")
@click.option("--as", "forced", metavar="FORMAT", help="Read as tidy, fingertips, phof or recipe:NAME.")
def check(files: tuple[Path, ...], output: str, forced: str | None) -> None:
    """Report every problem of extracts (files, folders or patterns), without loading them.

    Exits with 0 where nothing is in error, 1 where a file has errors, 2 where one cannot be read at all.
    """
    try:
        settings = Settings.from_env()
        catalogue = load_catalogue(settings.data)
    except VariationError as error:
        raise SystemExit(_refuse(str(error))) from None
    keep = KEEP if output == "table" else _EVERYTHING
    checked = []
    for name in files:
        try:
            found = find_extracts([name])
        except VariationError as error:
            checked.append(_Checked(str(name), None, str(error)))
            continue
        for path in found.ignored:
            click.echo(f"Not a table, left out: {path}", err=True)
        checked += [_check(path, catalogue, settings.data, forced=forced, keep=keep) for path in found.files]
    {"table": _print_tables, "csv": _print_csv, "json": _print_json}[output](checked)
    for one in checked:
        if one.refused:
            _refuse(one.refused)
    raise SystemExit(2 if any(c.refused for c in checked) else 1 if any(c.has_errors for c in checked) else 0)


def _refuse(message: str) -> int:
    click.echo(f"Error: {message}", err=True)
    return 2


def _check(path: Path, catalogue: Catalogue, data: Path, *, forced: str | None, keep: int) -> _Checked:
    """Read a file through, keeping only what its report says."""
    try:
        extract = read_extract(path, catalogue=catalogue, data=data, format=forced, keep=keep)
        for _ in extract.frames():
            pass
    except VariationError as error:
        return _Checked(str(path), None, str(error))
    return _Checked(str(path), extract)


def _print_tables(checked: list[_Checked]) -> None:
    console = Console()
    for one in checked:
        if one.extract is not None:
            _print_table(console, one.extract)


def _print_table(console: Console, extract: Extract) -> None:
    report = extract.report
    console.print(Text(f"\n{extract.path}", style="bold"), Text(f"read as {extract.format}"))
    table = Table(show_edge=False, pad_edge=False, show_lines=True, expand=True)
    for title, ratio, justify in (
        ("Rule", 3, "left"),
        ("Rows", 2, "right"),
        ("Found", 5, "left"),
        ("To do", 6, "left"),
    ):
        table.add_column(title, ratio=ratio, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for rule in sorted(report.counts, key=lambda r: (SEVERITIES.index(RULES[r].severity), -report.counts[r])):
        known = RULES[rule]
        problems = [problem for problem in report.problems if problem.rule == rule]
        expected = dict.fromkeys(problem.expected for problem in problems)
        found = "\n".join(_found(problems, report.counts[rule], differ=len(expected) > 1))
        advice = f"Expected {known.expected if len(expected) > 1 else next(iter(expected))}. {known.remedy}"
        cells = (f"{known.severity}\n{rule}", f"{report.counts[rule]:,}", found, advice)
        table.add_row(*(Text(cell) for cell in cells), style=_STYLE[known.severity])
    if report.counts:
        console.print(table)
    console.print(Text(_summary(extract)))
    for reason, rows in report.skipped.most_common(_REASONS):
        console.print(Text(f"  skipped {rows:,}: {reason}", style="dim"))
    rest = report.skipped.most_common()[_REASONS:]
    if rest:
        console.print(Text(f"  skipped {sum(rows for _, rows in rest):,}: {len(rest)} other reasons", style="dim"))


def _found(problems: list[Problem], count: int, *, differ: bool) -> Iterator[str]:
    """The first places, each with what was expected there where that differs, and how to see the rest."""
    for problem in problems[:_EXAMPLES]:
        yield f"{_place(problem)} (expected: {problem.expected})" if differ else _place(problem)
    if count > _EXAMPLES:
        yield f"… {count - _EXAMPLES:,} more: see all with --format csv"


def _place(problem: Problem) -> str:
    """Where a problem is and what stands there, in one line."""
    parts = [problem.sheet, f"row {problem.row}" if problem.row is not None else "", problem.column]
    where = ", ".join(filter(None, parts))
    value = problem.value if len(problem.value) <= _LONG else f"{problem.value[: _LONG - 1]}…"
    return f"{where}: {value or 'empty'}" if where else value


def _summary(extract: Extract) -> str:
    report = extract.report
    by_severity = {s: sum(n for r, n in report.counts.items() if RULES[r].severity == s) for s in SEVERITIES}
    found = ", ".join(f"{n:,} {s}{'' if n == 1 else 's'}" for s, n in by_severity.items() if n) or "nothing to report"
    verdict = "cannot be loaded until the errors are mended" if report.has_errors else "can be loaded"
    return (
        f"{found}. {report.rows_read:,} rows read: {report.rows_loaded:,} taken, {report.rows_skipped:,} skipped, "
        f"{report.rows_rejected:,} in error. The file {verdict}."
    )


def _print_csv(checked: list[_Checked]) -> None:
    names = [field.name for field in fields(Problem)]
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    for one in checked:
        if one.extract is None:
            writer.writerow(
                {"path": one.path, "rule": "unreadable", "severity": ERROR, "expected": "a file that can be read"}
                | {"remedy": one.refused}
            )
        else:
            writer.writerows(asdict(problem) for problem in one.extract.report.problems)


def _print_json(checked: list[_Checked]) -> None:
    click.echo(json.dumps([_described(one) for one in checked], indent=2, ensure_ascii=False))


def _described(one: _Checked) -> dict[str, Any]:
    if one.extract is None:
        return {"path": one.path, "refused": one.refused}
    report = one.extract.report
    return {
        "path": one.path,
        "format": one.extract.format,
        "sha256": one.extract.sha256,
        "rows": {
            "read": report.rows_read,
            "loaded": report.rows_loaded,
            "skipped": report.rows_skipped,
            "rejected": report.rows_rejected,
        },
        "skipped": dict(report.skipped.most_common()),
        "counts": dict(report.counts.most_common()),
        "problems": [asdict(problem) for problem in report.problems],
    }
