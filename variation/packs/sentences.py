"""The sentences of a page: what a person changed, laid over what the figures give now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from variation.packs.model import Edit, PackPage

ALIKE = 0.6  # share of letters in common from which a sentence counts as the one that was changed, with other figures


@dataclass(frozen=True)
class Standing:
    """One sentence of a page.

    generated : as the figures give it now, "" where they give none
    was : as they gave it when it was changed; the same as `generated` where it was not
    now : as it stands, "" where it was taken out
    """

    generated: str
    was: str
    now: str

    @property
    def outdated(self) -> bool:
        """Whether the figures give another sentence than when it was changed."""
        return self.was not in ("", self.generated)


def standing(page: PackPage, generated: Sequence[str]) -> list[Standing]:
    """Every sentence of a page in order: those that the figures give, changed or not, then those that were added."""
    if page.findings is not None:
        return [Standing(was, was, now) for was, now in paired(generated, page.findings)]
    rows = [Standing(sentence, sentence, sentence) for sentence in generated]
    free = list(range(len(rows)))
    added = []
    for edit in sorted(page.edited, key=lambda edit: edit.was not in generated):  # exact ones have the first choice
        at = _place(edit.was, generated, free)
        if at is not None:
            free.remove(at)
            rows[at] = Standing(generated[at], edit.was, edit.now)
        elif edit.now:
            added.append(Standing("", edit.was, edit.now))
    return rows + added


def said(page: PackPage, generated: Sequence[str]) -> tuple[str, ...]:
    """The sentences that a page shows."""
    return tuple(sentence.now for sentence in standing(page, generated) if sentence.now)


def _place(was: str, generated: Sequence[str], free: Sequence[int]) -> int | None:
    """Where the sentence stands that was changed: the same one, else the one most like it; None for nowhere."""
    alike = [(SequenceMatcher(a=was, b=generated[k], autojunk=False).ratio(), -k) for k in free if was]
    share, at = max(alike, default=(0.0, 0))
    return -at if share >= ALIKE else None


def edits_of(pairs: Sequence[tuple[str, str]], before: Sequence[Edit]) -> tuple[Edit, ...]:
    """What was changed, from pairs of a sentence as generated and as it stands; none where all are as generated.

    Parameters
    ----------
    before : the changes that the page had: one that stands as it did keeps what the figures gave when it was made
    """
    kept = {edit.now: edit for edit in before if edit.now}
    return tuple(kept.get(now, Edit(was, now)) for was, now in pairs if was != now)


def paired(generated: Sequence[str], now: Sequence[str]) -> list[tuple[str, str]]:
    """Each generated sentence beside what stands in its place, "" for none; beside "" one that a person added."""
    pairs: list[tuple[str, str]] = []
    for _, a, b, c, d in SequenceMatcher(a=list(generated), b=list(now), autojunk=False).get_opcodes():
        pairs += zip_longest(generated[a:b], now[c:d], fillvalue="")
    return pairs
