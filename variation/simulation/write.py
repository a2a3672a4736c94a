"""Blocks to rows of our own tidy CSV, in bounded memory, and to frames of the observations schema."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np
from numpy.typing import NDArray

from variation.observations import COLUMNS, ILLUSTRATIVE, NUMBERS
from variation.simulation.series import Block

if TYPE_CHECKING:
    import pandas as pd

HEADER = tuple(name for name in COLUMNS if name not in {"start", "end"})


def write_extract(path: Path, blocks: Iterable[Block], *, rows: int | None = None) -> int:
    """Write blocks as an extract, compressed where the name ends in .gz; the same blocks give the same bytes.

    The file appears under its name only when it is whole.

    Parameters
    ----------
    rows : stop after so many

    Returns
    -------
    int : rows written
    """
    part = path.with_name(path.name + ".part")
    left = rows
    written = 0
    try:
        with part.open("wb") as raw, _text(raw, compressed=path.suffix == ".gz") as file:
            file.write(",".join(HEADER) + "\n")
            for block in blocks:
                lines = block_lines(block)
                if left is not None:
                    lines = lines[:left]
                    left -= len(lines)
                file.write("".join(lines))
                written += len(lines)
                if left == 0:
                    break
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def block_lines(block: Block) -> list[str]:
    """The rows of a block as lines of CSV, by group, then area, then period."""
    places = [
        f"{_cell(block.indicator)},{block.level},{area},{period.label},"
        for area in block.area
        for period in block.periods
    ]
    groups = [",".join(_cell(text) for text in group) + "," for group in block.groups]
    heads, tails = places * len(groups), [text for text in groups for _ in places]
    columns = [getattr(block.figures, name).ravel() for name in NUMBERS]
    forms = [_form(column, block.decimals) for column in columns]
    numbers = [_numbers(column, form) for column, form in zip(columns, forms, strict=True) if form]
    pattern = "%s%s" + ",".join(forms) + f",,{ILLUSTRATIVE}\n"
    lines = list(map(pattern.__mod__, zip(heads, tails, *numbers, strict=True)))
    notes = _notes(block)
    for row in np.flatnonzero(np.isnan(columns[0])).tolist():
        cells = [
            form % column[row] if column[row] == column[row] else ""
            for form, column in zip(forms, columns, strict=True)
        ]
        lines[row] = f"{heads[row]}{tails[row]}{','.join(cells)},{notes[row]},{ILLUSTRATIVE}\n"
    return lines


def frames(blocks: Iterable[Block]) -> Iterator[pd.DataFrame]:
    """Blocks as frames of ``observations.COLUMNS``, for a store without a file between."""
    import pandas as pd

    for block in blocks:
        groups, areas, when = block.figures.value.shape
        each = len(block.periods) * areas
        columns: dict[str, object] = {
            "indicator": block.indicator,
            "level": block.level,
            "area": np.tile(np.repeat(block.area, when), groups),
            "period": np.tile([p.label for p in block.periods], groups * areas),
            "start": np.tile(np.array([p.start for p in block.periods], np.int64), groups * areas),
            "end": np.tile(np.array([p.end for p in block.periods], np.int64), groups * areas),
            **{
                name: np.repeat([group[n] for group in block.groups], each)
                for n, name in enumerate(("sex", "age", "category"))
            },
            **{name: getattr(block.figures, name).ravel() for name in NUMBERS},
            "status": ILLUSTRATIVE,
        }
        columns["note"] = _notes(block)
        yield pd.DataFrame(columns)[list(COLUMNS)]


def _form(column: NDArray[np.float64], decimals: int) -> str:
    """How a column is printed: "" where it is empty, whole numbers as such, others to so many decimals."""
    there = column[~np.isnan(column)]
    if not there.size:
        return ""
    return "%d" if bool(np.all(there == np.rint(there))) else f"%.{decimals}f"


def _numbers(column: NDArray[np.float64], form: str) -> list[float]:
    """A column for printing: whole numbers as int, which prints faster; 0 where there is none."""
    full = np.nan_to_num(column, nan=0.0)
    return (full.astype(np.int64) if form == "%d" else full).tolist()  # type: ignore[no-any-return]


def _notes(block: Block) -> list[str]:
    """Why each figure is absent, "" where it is there."""
    value = block.figures.value
    notes = [""] * value.size
    for row in np.flatnonzero(np.isnan(value)).tolist():
        notes[row] = block.absent(row // value.shape[2] % value.shape[1])
    return notes


def _cell(text: str) -> str:
    if not set(text) & set(',"\n'):
        return text
    cell = io.StringIO()
    csv.writer(cell, lineterminator="").writerow([text])
    return cell.getvalue()


def _text(raw: io.BufferedWriter, *, compressed: bool) -> TextIO:
    """A text file over the raw one; compressed without name or time, so that equal content gives equal bytes."""
    if not compressed:
        return io.TextIOWrapper(raw, encoding="utf-8", newline="")
    zipped = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)
    return io.TextIOWrapper(zipped, encoding="utf-8", newline="")
