"""A survey has every indicator once, at its latest period, with what is beyond chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests import builders as b
from variation.analyses import Selection, survey


@pytest.fixture
def surveyed(tmp_path):
    stores = []

    def make(frames, *indicators, **asked):
        catalogue = b.catalogue(*indicators)
        store = b.loaded(tmp_path, frames)
        stores.append(store)
        return survey(Selection(**asked), catalogue, store, store.snapshot())

    yield make
    for store in stores:
        store.close()


def test_each_indicator_stands_once_at_its_latest_period(surveyed):
    frame = pd.concat([b.proportions([50.0] * 33, period=str(year)) for year in (2011, 2013, 2012)])
    found = surveyed([frame], b.USUAL)
    assert [(r.indicator.id, r.comparison.period) for r in found.rows] == [(b.USUAL.id, "2013")]
    assert found.level == "borough"


def test_spread_beyond_chance_is_told_from_chance(surveyed):
    apart = surveyed([b.proportions(np.linspace(30, 70, 33).tolist(), 20_000)], b.USUAL).rows[0]
    assert apart.excess > 0.99
    assert apart.relative == pytest.approx(np.std(np.linspace(30, 70, 33), ddof=1) / 50, rel=0.05)
    assert apart.outside == apart.better + apart.worse
    assert apart.shown == 33


def test_a_footprint_has_its_own_areas_only(surveyed):
    from variation import geography

    stp = geography.footprints("borough")[0]
    row = surveyed([b.proportions([50.0] * 33)], b.USUAL, within=stp.code).rows[0]
    assert row.shown == len(geography.members(stp.code, "borough"))
