"""Real figures, from the publisher's file to the sentence: every view can be served, and says what is true of it."""

from __future__ import annotations

import numpy as np
import pytest

from variation.analyses import Selection, choices, compare, history
from variation.analyses.holdings import holdings
from variation.analyses.results import NO_DATA
from variation.findings import describe
from variation.indicators import load_catalogue
from variation.ingest import read_extract
from variation.store import LoadInfo, open_store

FILE = "london_phof_2015-11.csv"


@pytest.fixture(scope="module")
def catalogue(data):
    return load_catalogue(data)


@pytest.fixture(scope="module")
def store(shared, data, catalogue, tmp_path_factory):
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('real') / 'atlas.db'}")
    extract = read_extract(shared / "extracts" / FILE, catalogue=catalogue, data=data)
    store.load(extract.frames(), LoadInfo(FILE, extract.sha256, extract.format, "a test"), extract.report)
    yield store
    store.close()


@pytest.fixture(scope="module")
def show(store, catalogue):
    def ask(**asked):
        snapshot = store.snapshot()
        chosen = choices(Selection(**asked), catalogue, store, snapshot).selection
        return compare(chosen, catalogue, store, snapshot), history(chosen, catalogue, store, snapshot)

    return ask


def test_every_real_indicator_has_a_view_and_its_words(store, catalogue, show):
    held = holdings(store, store.snapshot())
    ids = [i for i in catalogue.indicators if held.levels(i)]
    assert len(ids) >= 40
    for indicator in ids:
        c, h = show(indicator=indicator)
        told = describe(c, h)
        assert told.sentence.endswith("."), indicator
        assert (c.funnel is None) == bool(c.no_funnel), indicator
        assert h.code.tolist() == c.code.tolist()


def test_recorded_diabetes_is_judged_by_the_funnel_against_the_published_london(show):
    c, _ = show(indicator="recorded-diabetes", period="2013/14")
    assert c.judged_by == "funnel"
    assert not c.benchmark.computed
    assert c.benchmark.value == pytest.approx(
        c.indicator.multiplier * np.nansum(c.count) / np.nansum(c.denominator), 0.02
    )
    assert (np.abs(c.status[c.status != NO_DATA]) == 2).sum() > 10


def test_directly_standardised_mortality_is_judged_by_its_published_limits(show):
    c, h = show(indicator="cancer-mortality-under-75")
    assert c.funnel is None
    assert c.no_funnel.startswith("Directly standardised rate")
    assert h.overlapping
    assert {r.direction for r in h.recent} == {""}


def test_falling_conceptions_are_found_in_single_years(show):
    _, h = show(indicator="under-18-conceptions")
    assert h.benchmark_recent.verdict == "Decreasing and getting better"
