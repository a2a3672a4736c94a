"""One view on two snapshots: the page of a pack and Start are told the same, and only of the same view."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builders as b
from variation.analyses.choices import choices
from variation.analyses.results import NO_DATA, RecentTrend
from variation.analyses.selection import Selection
from variation.analyses.since import since
from variation.analyses.since_board import since_board
from variation.analyses.then_and_now import Turned, then_and_now
from variation.findings.moves import turn_words
from variation.store import LoadInfo, Snapshot, Store

SHARES = [50.0] * 32


@pytest.fixture
def loaded_twice(tmp_path: Path):
    stores = []

    def load(first, second) -> tuple[Store, tuple[Snapshot, Snapshot]]:
        store = b.loaded(tmp_path, first)
        stores.append(store)
        store.load(second, LoadInfo("second.csv", "second", "tidy", "a test"), b.Counted())
        then = store.loads()[-1]
        return store, (Snapshot(then.id, then.loaded_at), store.snapshot())

    yield load
    for store in stores:
        store.close()


def test_a_pack_and_start_tell_of_the_same_areas_and_trends(loaded_twice) -> None:
    catalogue = b.catalogue()
    first = [b.proportions([*SHARES[:-1], 5.0], period=str(2012 + k)) for k in range(5)]
    second = [b.proportions([40.0 + 8 * k, *SHARES[1:], 5.0], period=str(2012 + k)) for k in range(5)]
    store, (then, now) = loaded_twice(first, second)
    of_pack = since(Selection(indicator="checks"), catalogue, store, now, then)
    of_start = since_board(then, catalogue, store, now)
    for in_pack, shifts in (
        (of_pack.outside, of_start.outside),
        (of_pack.inside, of_start.inside),
        (of_pack.trends, of_start.trends),
    ):
        assert in_pack
        assert in_pack == shifts[0].areas
    assert [a.then for a in of_pack.outside] == [0, NO_DATA]


def shown(store: Store, snapshots: tuple[Snapshot, Snapshot], **asked: str):
    """What then_and_now tells of the view of checks that `asked` makes."""
    catalogue = b.catalogue()
    selection = choices(Selection(indicator="checks", **asked), catalogue, store, snapshots[1]).selection
    return then_and_now(selection, "", catalogue, store, snapshots)


def test_an_area_is_found_by_its_code_whatever_else_was_held_then(loaded_twice) -> None:
    fewer = b.proportions([10.0, *SHARES[:8]])
    fewer["area"] = b.codes()[20:29]
    store, snapshots = loaded_twice([fewer, b.london(50.0, period="2016")], [b.proportions(SHARES)])
    seen = shown(store, snapshots)
    assert [(a.then, a.now) for a in seen.inside] == [(-2, 0)]
    assert seen.inside[0].name == seen.now.name[20]


def test_a_view_against_another_benchmark_is_another_view(loaded_twice) -> None:
    now = [b.proportions([49.0, *SHARES[1:]]), b.england(50.0, period="2016")]
    store, snapshots = loaded_twice([b.proportions(SHARES)], now)
    assert shown(store, snapshots, benchmark="london") is not None
    assert shown(store, snapshots, benchmark="england") is None


def test_special_causes_of_monthly_series_keep_their_own_words() -> None:
    then = RecentTrend("none", "No special cause", "XmR chart.")
    now = RecentTrend("up", "Improving special cause", "XmR chart.")
    assert turn_words(Turned("Camden", then, now)) == "now improving special cause, was no special cause"
