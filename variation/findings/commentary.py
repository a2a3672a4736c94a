"""What matters most: everything that could be said of some views, ranked by importance, and the few that are said.

importance = certainty × (3 × size + change + priority) ÷ 5, each part between 0 and 1; a quarter of it for simulated
figures. The same remarks always give the same order. Nothing said is a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from variation.findings.numbers import spell
from variation.findings.rows import Column, Table
from variation.findings.words import capital

MOST = 5
OF_A_KIND = 3  # remarks of one kind among those said, while there are others
DIFFERENCES, SPREAD, WORTH, APART, TREND = "differences", "spread", "worth", "change of spread", "trend"
GRADIENT, PROFILE, RELATION, RECURRING = "gradient", "profile", "relation", "recurring"
KINDS = (DIFFERENCES, RECURRING, WORTH, APART, TREND, SPREAD, GRADIENT, PROFILE, RELATION)
SIMULATED = 0.25  # of the importance that published figures would have
NOTHING = "Nothing in these views can be told from chance."
METHOD = (
    "Ranked by the size of the difference (three parts), its change over time and how many priority frameworks it "
    "serves (one part each), times how certain it is; simulated figures count a quarter. Nothing here says why."
)


@dataclass(frozen=True)
class Remark:
    """One thing that could be said.

    subject : what it is about: one series and footprint, one area, one pair
    name : of the subject, for a table
    kind : one of KINDS
    sentence : whole, with its period, and marked where it is of simulated figures
    size, certainty, change, priority : what its importance rests on, 0 … 1
    """

    subject: str
    name: str
    kind: str
    sentence: str
    size: float
    certainty: float
    change: float = 0.0
    priority: float = 0.0
    illustrative: bool = False

    @property
    def importance(self) -> float:
        """From 0 to 1."""
        whole = self.certainty * (3 * self.size + self.change + self.priority) / 5
        return round(whole * (SIMULATED if self.illustrative else 1), 6)


def rank(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The most important first; of remarks of one subject and kind the first is kept."""
    kept: dict[tuple[str, str], Remark] = {}
    for remark in remarks:
        kept.setdefault((remark.subject, remark.kind), remark)
    return tuple(sorted(kept.values(), key=lambda r: (-r.importance, KINDS.index(r.kind), r.subject)))


def choose(remarks: Iterable[Remark], number: int = MOST) -> tuple[Remark, ...]:
    """The few that are said, in order of importance.

    At first one a subject and three of a kind, so that a page does not say one thing five times; then, where there is
    room left, whatever matters most of the others. Remarks of no importance are never said.
    """
    ranked = [r for r in rank(remarks) if r.importance > 0]
    said: list[Remark] = []
    for strict in (True, False):
        for remark in ranked:
            if len(said) < number and remark not in said and not (strict and _repeats(remark, said)):
                said.append(remark)
    return tuple(r for r in ranked if r in said)


def heading(number: int) -> str:
    """What stands above so many of them: "Five things to know"."""
    if not number:
        return "Things to know"
    return f"{capital(spell(number))} thing{'' if number == 1 else 's'} to know"


def remarks_table(remarks: Sequence[Remark], said: Sequence[Remark]) -> Table:
    """All that could have been said, with what its place rests on."""
    columns = (
        Column("about", "About"),
        Column("kind", "Kind"),
        Column("remark", "Remark"),
        Column("said", "Said"),
        Column("importance", "Importance", 2),
        Column("size", "Size", 2),
        Column("certainty", "Certainty", 2),
        Column("change", "Change", 2),
        Column("priority", "Priority", 2),
        Column("status", "Figures"),
    )
    rows = [
        (
            r.name,
            r.kind,
            r.sentence,
            "yes" if r in said else "",
            *(round(float(part), 3) for part in (r.importance, r.size, r.certainty, r.change, r.priority)),
            "Illustrative" if r.illustrative else "Published",
        )
        for r in remarks
    ]
    return Table(columns, tuple(rows))


def _repeats(remark: Remark, said: Sequence[Remark]) -> bool:
    return any(r.subject == remark.subject for r in said) or sum(r.kind == remark.kind for r in said) >= OF_A_KIND
