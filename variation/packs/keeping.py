"""Kept packs: made, changed, signed off, shown again; where packs as people know them meet the store's texts."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from variation.errors import NoData, PackChanged, PackError
from variation.indicators import Catalogue
from variation.packs import edits
from variation.packs.compose import Progress, compose
from variation.packs.files import parse_pack, write_pack
from variation.packs.model import Pack
from variation.packs.records import carried, date_words, records_table, with_records
from variation.packs.sheets import Composed, from_json, to_json
from variation.packs.signing import Step, next_step, releases, signed_lines
from variation.store import KeptPack, PackEvent, PackText, Snapshot
from variation.store.packs import DRAFT, RELEASED, REVIEWED, STALE, WITHDRAWN

if TYPE_CHECKING:
    from variation.store import Store


@dataclass(frozen=True)
class Signature:
    """Who signs, what they saw (revision, sign-offs so far, number of the snapshot), and a note or reason."""

    who: str
    revision: int
    signed: int
    snapshot: int
    note: str = ""


def today() -> date:
    """The day by which actions are overdue."""
    return datetime.now(UTC).date()


def pack_of(kept: KeptPack, store: Store, revision: int | None = None) -> Pack:
    """A kept pack as it holds, or an earlier revision of it."""
    content = store.packs.content(kept.id, kept.revision if revision is None else revision)
    return parse_pack(content, edits.slug(kept.title))


def text_of(pack: Pack) -> PackText:
    """A pack as the store keeps it; raises PackError where it could not be read again."""
    content = write_pack(pack)
    parse_pack(content, pack.name)
    when = pack.date.isoformat() if pack.date else ""
    return PackText(pack.title, pack.board, when, content)


def make(pack: Pack, store: Store, what: str) -> KeptPack:
    """Keep a new pack."""
    return store.packs.add(text_of(replace(pack, draft=True)), what)


def change(kept: KeptPack, store: Store, how: Callable[[Pack], Pack], what: str) -> None:
    """Keep another revision, made from the one that the caller has seen; raises PackChanged if it is not the last."""
    pack = how(pack_of(kept, store))
    store.packs.save(kept.id, kept.revision, text_of(replace(pack, name=edits.slug(pack.title))), what)


def duplicate(kept: KeptPack, store: Store) -> KeptPack:
    """A draft for the next meeting, with the open actions of this one."""
    seen = shown_snapshot(kept, store)
    pack = edits.duplicated(pack_of(kept, store), seen.id if seen else 0)
    origin = f"{kept.title}, {date_words(kept.meeting)}" if kept.meeting else kept.title
    made = make(pack, store, f"Made from “{origin}”")
    store.pack_records.add(made.id, carried(store.pack_records.lines(kept.id), origin))
    return made


def snapshot_of(number: int, store: Store) -> Snapshot:
    """The snapshot of a load; raises NoData where there is no such load."""
    found = store.snapshot_of(number)
    if found is None:
        raise NoData(f"There is no load {number} in this store, so what it held cannot be shown.")
    return found


def shown_snapshot(kept: KeptPack, store: Store) -> Snapshot | None:
    """The data that a pack shows: a draft the newest, a reviewed pack those reviewed, a released one its own."""
    if kept.state in (RELEASED, WITHDRAWN):
        return snapshot_of(kept.snapshot, store)
    signed = [e for e in store.packs.events(kept.id) if e.kind == "signed" and e.revision == kept.revision]
    return snapshot_of(signed[-1].snapshot, store) if kept.state == REVIEWED and signed else store.snapshot()


def frozen(kept: KeptPack, store: Store) -> Composed:
    """A released pack exactly as it was released."""
    return from_json(zlib.decompress(store.packs.frozen(kept.id)).decode())


def compose_kept(
    kept: KeptPack, catalogue: Catalogue, store: Store, *, on: date | None = None, progress: Progress | None = None
) -> Composed:
    """A kept pack as any medium shows it now.

    A released one is not composed again: it is read back, and only the record of decisions and actions, which goes on
    after the meeting, is as it is now.
    """
    lines, signed = store.pack_records.lines(kept.id), signed_lines(kept, store.packs.events(kept.id))
    if not kept.open:
        record = records_table(lines, on or today())
        return replace(frozen(kept, store), state=kept.state, signed=signed, records=record)
    pack = replace(pack_of(kept, store), draft=True)
    made = compose(pack, catalogue, store, shown_snapshot(kept, store), progress=progress)
    return replace(with_records(made, lines, on or today()), state=kept.state, signed=signed)


def sign(kept: KeptPack, by: Signature, steps: Sequence[Step], catalogue: Catalogue, store: Store) -> None:
    """Add the sign-off that is due; the last one composes the pack on the snapshot seen, and freezes it.

    Raises
    ------
    PackChanged
        When the pack is no longer the revision that was seen.
    PackError
        When it cannot be signed: it is closed, has no pages, or a page of it cannot be shown.
    """
    step = next_step(kept, steps)
    if (by.revision, by.signed) != (kept.revision, kept.signed):
        raise PackChanged(STALE)
    if step is None:
        raise PackError("This pack is closed; nothing was signed.")
    reviewed = shown_snapshot(kept, store) if kept.state == REVIEWED else None
    if reviewed and reviewed.id != by.snapshot:
        raise PackError(f"What was reviewed are the figures of {reviewed.label}; only those can be signed now.")
    who = f"{by.who}, {step.title}"
    last = releases(kept, steps)
    event = PackEvent(_now(), "released" if last else "signed", step.words, who, by.note, by.revision, by.snapshot)
    lines = (*signed_lines(kept, store.packs.events(kept.id)), *signed_lines(kept, [event]))
    seen = replace(pack_of(kept, store, by.revision), draft=not last)
    made = compose(seen, catalogue, store, snapshot_of(by.snapshot, store))
    _check_shown(made)
    whole = replace(with_records(made, store.pack_records.lines(kept.id), today()), state=RELEASED, signed=lines)
    kept_form = zlib.compress(to_json(whole).encode(), 9) if last else None
    store.packs.sign(kept.id, event, signed=kept.signed, frozen=kept_form)


def _check_shown(made: Composed) -> None:
    if not made.sheets:
        raise PackError("A pack without pages cannot be signed off; add one first.")
    for number, sheet in enumerate(made.sheets, start=1):
        if sheet.problem:
            raise PackError(f"Page {number} cannot be shown, so the pack cannot be signed off: {sheet.problem}")


def turn_back(kept: KeptPack, by: Signature, store: Store) -> None:
    """Make a reviewed pack a draft again, or withdraw a released one; the reason stays in its history."""
    state = WITHDRAWN if kept.state == RELEASED else DRAFT
    kind, words = ("withdrawn", "Withdrawn by") if state == WITHDRAWN else ("returned", "Made a draft again by")
    event = PackEvent(_now(), kind, words, by.who, by.note, by.revision, kept.snapshot)
    store.packs.turn_back(kept.id, event, state)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
