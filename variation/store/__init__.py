"""Keeping observations: one database, loads that are whole or not at all, and the three hot questions answered fast."""

from variation.store.lists import OwnList
from variation.store.pack_records import Line
from variation.store.packs import KeptPack, PackEvent, PackText, Revision
from variation.store.records import Change, Latest, LoadInfo, LoadRecord, LoadSummary, Period, Rows, Series, Snapshot
from variation.store.store import Store, open_store

__all__ = [
    "Change",
    "KeptPack",
    "Latest",
    "Line",
    "LoadInfo",
    "LoadRecord",
    "LoadSummary",
    "OwnList",
    "PackEvent",
    "PackText",
    "Period",
    "Revision",
    "Rows",
    "Series",
    "Snapshot",
    "Store",
    "open_store",
]
