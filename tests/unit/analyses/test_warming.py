"""A process can be made ready before its first visitor, whatever the store holds."""

from __future__ import annotations

from tests import builders as b
from variation.analyses import Selection, choices, warm
from variation.store import open_store


def test_a_filled_store_is_read_once(tmp_path):
    store, catalogue = b.loaded(tmp_path, [b.proportions([50.0] * 33)]), b.catalogue()
    warm(catalogue, store)
    first = choices(Selection(), catalogue, store, store.snapshot())
    assert choices(Selection(), catalogue, store, store.snapshot()) is first
    store.close()


def test_an_empty_store_is_no_failure(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'atlas.db'}")
    warm(b.catalogue(), store)
    store.close()
