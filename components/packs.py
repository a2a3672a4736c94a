"""Board packs that can be shown: the shipped ones by name, kept ones by either of their ids.

There are no accounts. Whoever has the link that edits a pack may change it; the reading link, which every meeting page
and download has, only shows it. The list of packs is this browser's own: a cookie holds the ids of those made here.
"""

from __future__ import annotations

from pathlib import Path

from components.remembered import PACKS, remembered
from components.serving import Served, served
from variation.analyses.cache import Cache
from variation.errors import NoData, PackError
from variation.packs import Composed, Pack, Sheet, compose, read_pack
from variation.packs.files import pack_files
from variation.packs.keeping import compose_kept, today
from variation.packs.views import show_view
from variation.store import KeptPack

_composed: Cache[Composed] = Cache(24)
_files: Cache[Pack] = Cache(64)
_sheets: Cache[Sheet] = Cache(256)


def find_composed(name: str) -> Composed:
    """A pack as every medium shows it.

    Parameters
    ----------
    name : of a shipped pack, or either id of a kept one

    Raises
    ------
    NoData
        Where there is no such pack, or nothing is loaded.
    PackError
        Where it cannot be read.
    """
    s = served()
    kept = s.store.packs.named(name)
    if kept is not None:
        events, lines = s.store.packs.events(kept.id), s.store.pack_records.lines(kept.id)
        snapshot = s.snapshot() if kept.open else None
        key = (kept, len(events), lines, today(), snapshot.id if snapshot else 0)
        return _composed.get(s.store, key, lambda: compose_kept(kept, s.catalogue, s.store))
    pack = shipped_pack(name, s)
    if pack is None:
        raise NoData("There is no such board pack; it may have been deleted, or the link is not whole.")
    snapshot = s.snapshot()
    key = (pack, snapshot.id if snapshot else 0, id(s.catalogue))
    return _composed.get(s.store, key, lambda: compose(pack, s.catalogue, s.store, snapshot))


def shipped_pack(name: str, s: Served) -> Pack | None:
    """A pack of the folder of packs; None where there is none of this name."""
    path = pack_files(s.settings.data / "packs").get(name)
    return _read(path) if path else None


def _read(path: Path) -> Pack:
    """A pack file, read again only when it has changed."""
    stat = path.stat()
    return _files.get(_files, (path, stat.st_mtime_ns, stat.st_size), lambda: read_pack(path))


def shipped_packs(s: Served) -> tuple[list[Pack], list[str]]:
    """The packs of the folder that can be read, in order of name, and a sentence for each that cannot."""
    packs, faults = [], []
    for path in pack_files(s.settings.data / "packs").values():
        try:
            packs.append(_read(path))
        except PackError as error:
            faults.append(str(error))
    return packs, faults


def view_sheet(address: str, s: Served) -> Sheet:
    """A view as a pack shows it, with all its charts and its own sentences."""
    snapshot = s.snapshot()
    key = (snapshot.id if snapshot else 0, id(s.catalogue), address)
    return _sheets.get(s.store, key, lambda: show_view(address, s.catalogue, s.store, snapshot))


def remembered_packs(s: Served) -> list[KeptPack]:
    """The packs that this browser remembers and that still are, the latest first."""
    found = (s.store.packs.get(pack_id) for pack_id in remembered(PACKS))
    return [kept for kept in found if kept is not None]
