"""Board packs that can be shown: the shipped ones by name."""

from __future__ import annotations

from components.serving import Served, served
from variation.analyses.cache import Cache
from variation.errors import NoData
from variation.packs import Composed, Pack, compose, read_pack
from variation.packs.files import pack_files

_composed: Cache[Composed] = Cache(24)


def find_composed(name: str) -> Composed:
    """A pack as every medium shows it.

    Parameters
    ----------
    name : of a shipped pack

    Raises
    ------
    NoData
        Where there is no such pack, or nothing is loaded.
    PackError
        Where it cannot be read.
    """
    s = served()
    pack = shipped_pack(name, s)
    if pack is None:
        raise NoData("There is no such board pack; it may have been deleted, or the link is not whole.")
    snapshot = s.snapshot()
    key = (pack, snapshot.id if snapshot else 0, id(s.catalogue))
    return _composed.get(s.store, key, lambda: compose(pack, s.catalogue, s.store, snapshot))


def shipped_pack(name: str, s: Served) -> Pack | None:
    """A pack of the folder of packs; None where there is none of this name."""
    path = pack_files(s.settings.data / "packs").get(name)
    return read_pack(path) if path else None
