"""Who signs a pack off before a board sees it: the steps of an organisation, and what each line of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variation.errors import PackError
from variation.findings.words import day
from variation.indicators.toml import TableReader, Unfit, parse_table, read_text
from variation.store import KeptPack, PackEvent

FILE = "sign-off.toml"  # in the folder of data
MOST_STEPS = 6
LONGEST_LINE = 80  # characters of a step's words or title


@dataclass(frozen=True)
class Step:
    """One sign-off. words : as its line begins, "Reviewed by"; title : of the person whose it is."""

    words: str
    title: str


USUAL = (Step("Reviewed by", "clinical lead"), Step("Released by", "Regional Medical Director"))


def read_steps(folder: Path) -> tuple[Step, ...]:
    """The sign-offs that an organisation wants, in their order; the last one releases the pack.

    Raises
    ------
    PackError
        Where the file is there and cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return USUAL
    shape = 'Expected are [[steps]], each with words = "Reviewed by" and title = "clinical lead".'
    try:
        found = parse_table(path.read_text(encoding="utf-8"), path, PackError)
        steps = _TABLES.build_rows(Step, found.get("steps", []), path, "steps")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path} cannot be read: {error}. {shape}") from error
    except PackError as error:
        raise PackError(f"{error} {shape}") from error
    if not 1 <= len(steps) <= MOST_STEPS:
        raise PackError(f"{path} must have 1 to {MOST_STEPS} steps. {shape}")
    return steps


def _read_line(value: Any) -> str:
    line = read_text(value)
    if not line.strip() or not line.isprintable() or len(line) > LONGEST_LINE:
        raise Unfit(f"write one line in quotes, not empty, of at most {LONGEST_LINE} characters")
    return line


_TABLES = TableReader({"str": _read_line}, "docs/packs-kept.md", PackError)


def next_step(kept: KeptPack, steps: Sequence[Step]) -> Step | None:
    """The sign-off that is due; None where the pack is closed.

    Where the steps became fewer since a pack was signed, the last one is still due: it is what releases.
    """
    return steps[min(kept.signed, len(steps) - 1)] if kept.open else None


def releases(kept: KeptPack, steps: Sequence[Step]) -> bool:
    """Whether the sign-off that is due is the one that releases; told by its place, since steps may read the same."""
    return kept.open and kept.signed >= len(steps) - 1


def event_line(event: PackEvent) -> str:
    """What happened, in a line: "Released by A Person, Regional Medical Director on 24 November 2026"."""
    said = f"{event.words} {event.who} on {day(event.at)}"
    return f"{said}: {event.note}" if event.note else said


def signed_lines(kept: KeptPack, events: Sequence[PackEvent]) -> tuple[str, ...]:
    """The sign-offs that hold, and the withdrawal, each as a line."""
    holding: list[PackEvent] = []
    for event in events:
        if event.kind == "returned" or event.revision != kept.revision:
            holding = []
        else:
            holding.append(event)
    return tuple(event_line(event) for event in holding)
