"""Who signs a pack off before a board sees it: the steps of an organisation, and what each line of them says."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from variation.errors import PackError
from variation.packs.words import day
from variation.store import KeptPack, PackEvent

FILE = "sign-off.toml"  # in the folder of data
MOST_STEPS = 6


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
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("steps")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(path, f"cannot be read: {error}") from error
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_STEPS:
        raise _wrong(path, f"must have 1 to {MOST_STEPS} steps")
    steps = []
    for step in found:
        if not isinstance(step, dict) or set(step) != {"words", "title"} or not all(_is_line(v) for v in step.values()):
            raise _wrong(path, f"has the step {step!r}")
        steps.append(Step(step["words"], step["title"]))
    return tuple(steps)


def _wrong(path: Path, why: str) -> PackError:
    shape = 'expected [[steps]], each with words = "Reviewed by" and title = "clinical lead"'
    return PackError(f"{path} {why}; {shape}.", public=f"{FILE} cannot be used, so no pack can be signed off.")


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable() and len(value) <= 80


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
