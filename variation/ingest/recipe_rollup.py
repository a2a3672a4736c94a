"""Coarser levels by adding counts: only where every member is there, never by averaging rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from variation.geography import LEVEL_NAMES, members

if TYPE_CHECKING:
    import pandas as pd

_PERIOD = ["period", "start", "end"]


def roll_up(frame: pd.DataFrame, level: str) -> pd.DataFrame:
    """Rows of a coarser level from rows of a finer one, in the columns of ``frame``.

    Counts and denominators are added; the value is left for the caller to work out. An area and period is made only
    where each of its members has both, and is not made where the publisher has it.

    Parameters
    ----------
    frame : observations of one indicator, sex, age and category, with the columns area, level, period, start, end,
        count, denominator, note and row
    level : of the rows to be made
    """
    import pandas as pd

    parents = _parents(frame, level)
    if not parents:
        return frame.iloc[:0]
    whole = frame[frame["area"].isin(list(parents)) & frame["count"].notna() & frame["denominator"].notna()]
    whole = whole.assign(area=whole["area"].map(lambda code: parents[code][0]), size=1)
    how: dict[str, Any] = {"count": "sum", "denominator": "sum", "size": "sum", "row": "min", "note": _one_note}
    made = whole.groupby(["area", *_PERIOD], as_index=False, sort=True).agg(how)
    needed = {footprint: (size, name) for footprint, size, name in parents.values()}
    made = made[made["size"] == made["area"].map(lambda code: needed[code][0])]
    summed = [f"sum of its {needed[area][0]} {needed[area][1]}" for area in made["area"]]
    made["note"] = [f"{one}; {note}" if note else one for one, note in zip(summed, made["note"], strict=True)]
    made["level"] = level
    published = pd.MultiIndex.from_frame(frame[["area", "period"]])
    made = made[~pd.MultiIndex.from_frame(made[["area", "period"]]).isin(published)]
    return made.drop(columns="size").reindex(columns=frame.columns).reset_index(drop=True)


def _parents(frame: pd.DataFrame, level: str) -> dict[str, tuple[str, int, str]]:
    """The footprint of each finer area: its code, how many members it has, what they are called."""
    from variation.geography import areas

    found: dict[str, tuple[str, int, str]] = {}
    for finer in sorted(set(frame["level"]) & {"borough", "ccg"}):
        for footprint in areas(level):
            inside = members(footprint.code, finer)
            called = LEVEL_NAMES[finer][1]
            called = called if called.isupper() or called == "CCGs" else called.lower()
            found |= {code: (footprint.code, len(inside), called) for code in inside}
    return found


def _one_note(notes: pd.Series[str]) -> str:
    """The notes of the parts, each once."""
    return "; ".join(dict.fromkeys(note for note in notes if note))
