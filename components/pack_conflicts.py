"""A form saved from a version that is no longer the last: what was typed, brought together with what is kept now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from components.pack_changes import number
from components.pack_fields import Typed
from components.packs import find_composed
from components.serving import Served
from variation.errors import VariationError
from variation.packs import Pack, PackPage, edits, keeping
from variation.packs.forms import clean
from variation.packs.model import TEXT
from variation.packs.sentences import standing
from variation.store import KeptPack, Line

Values = Mapping[str, str]


def reconciled(typed: Typed, seen: Values, now: Values) -> Typed:
    """The refused form as it is shown again.

    Parameters
    ----------
    seen : the fields as they were when the form was opened; now : as they are kept

    Returns
    -------
    Typed
        What its author did not touch is as it is kept now; what they did is as they typed it, with what is kept now
        beside it where the two differ.
    """
    values, beside = dict(typed.values), {}
    for name, held in now.items():
        if name not in typed.values or _same(typed.values[name], seen.get(name, "")):
            values[name] = held
        elif not _same(typed.values[name], held):
            beside[name] = held
    return replace(typed, values=values, kept=beside)


def _same(one: str, other: str) -> bool:
    return clean(one, lines=True) == clean(other, lines=True)


def cover_values(pack: Pack) -> dict[str, str]:
    """The fields of the form of a cover."""
    texts = ("title", "board", "author", "purpose", "within", "action")
    values = {"previous": str(pack.previous or ""), "date": pack.date.isoformat() if pack.date else ""}
    return {**values, **{name: getattr(pack, name) for name in texts}}


def line_values(line: Line) -> dict[str, str]:
    """The fields of the form of a line of the record."""
    names = ("kind", "about", "owner", "due", "status")
    return {"line": line.text, "version": str(line.version), **{name: getattr(line, name) for name in names}}


def page_values(page: PackPage, generated: Sequence[str]) -> dict[str, str]:
    """The fields of the form of a page."""
    first, second = (*page.charts, "", "")[:2]
    values = {name: getattr(page, name) for name in ("message", "heading", "text", "decision", "notes")}
    values |= {"chart-1": first, "chart-2": second}
    if page.kind != TEXT:
        for at, one in enumerate(standing(page, generated), start=1):
            values |= {f"finding-{at}": one.now, f"generated-{at}": one.generated}
    return values


def met(step: str, kept: KeptPack, typed: Typed, s: Served) -> Typed:
    """A form about a pack that somebody else has changed; as it is where only new things were typed."""
    if step == "record":
        at = number(typed.values, "number")
        versions = [line for line in s.store.pack_records.versions(kept.id) if line.number == at]
        seen = [line for line in versions if line.version == number(typed.values, "version")]
        return reconciled(typed, line_values(seen[0]), line_values(versions[-1])) if seen else typed
    try:
        before = keeping.pack_of(kept, s.store, number(typed.values, "revision"))
    except VariationError:
        return typed
    after = keeping.pack_of(kept, s.store)
    if step == "cover":
        return reconciled(typed, cover_values(before), cover_values(after))
    return _page_met(kept, (before, after), typed) if step == "page" else typed


def _page_met(kept: KeptPack, packs: tuple[Pack, Pack], typed: Typed) -> Typed:
    before, after = packs
    at = number(typed.values, "page")
    if not 0 <= at < len(before.pages):
        return typed
    page = before.pages[at]
    place = edits.place_of(page, after)
    if place is None:
        return typed
    held = after.pages[place]
    generated = _generated(kept, place)
    # the form holds what stood in its boxes when it was opened: sentences of the figures of then
    then = [text for n in range(1, len(typed.values)) if (text := typed.values.get(f"generated-{n}", ""))]
    return reconciled(typed, page_values(page, then), page_values(held, generated))


def _generated(kept: KeptPack, place: int) -> Sequence[str]:
    """The sentences that the figures give for a page; none where nothing can be composed."""
    try:
        return find_composed(kept.id).sheets[place].generated
    except VariationError:
        return ()
