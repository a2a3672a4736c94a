"""Indicators are found by words that need not be exact; a definition says where its figures came from."""

from __future__ import annotations

import pandas as pd
import pytest

from tests import builders as b
from variation.analyses.definitions import define, find, holds, words
from variation.errors import UnknownIndicator
from variation.store import LoadInfo

SCREENING = b.indicator(id="cervical-screening", name="Cervical screening coverage", short_name="Cervical screening")
DIABETES = b.indicator(id="recorded-diabetes", name="Recorded diabetes", short_name="Diabetes")


@pytest.fixture
def held(tmp_path):
    catalogue = b.catalogue(SCREENING, DIABETES)
    frames = [b.proportions([50.0] * 33, indicator=i.id, period="2013") for i in (SCREENING, DIABETES)]
    store = b.loaded(tmp_path, [pd.concat(frames)])
    yield catalogue, store
    store.close()


def found(held, text):
    catalogue, store = held
    return [h.indicator.id for h in find(text, catalogue, store, store.snapshot())]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["cervical-screening", "recorded-diabetes"]),
        ("diab", ["recorded-diabetes"]),
        ("Screening CERVICAL", ["cervical-screening"]),
        ("cervicl screning", ["cervical-screening"]),
        ("diabètes", ["recorded-diabetes"]),
        ("cervical diabetes", []),
        ("zzzz", []),
    ],
)
def test_words_may_be_short_misspelt_accented_and_in_any_order(held, text, ids):
    assert sorted(found(held, text)) == ids


def test_a_misspelt_word_is_not_taken_for_a_short_one():
    every = ["camden", "can"]
    assert holds({"camden"}, "camdn", every)
    assert not holds({"can"}, "camdn", every)
    assert holds({"can"}, "can", every)


def test_words_leave_out_what_is_no_letter_or_number():
    assert words("Years (65+), 12 %; “café”") == ["years", "65", "12", "%", "cafe"]


def test_a_definition_names_the_loads_whose_figures_hold(held):
    catalogue, store = held
    newer = b.proportions([60.0] * 33, indicator=DIABETES.id, period="2014")
    store.load([newer], LoadInfo("newer.csv", "hash", "tidy", "a test"), b.Counted(rows_read=33))
    made = define(DIABETES.id, catalogue, store, store.snapshot())
    assert (made.sources[0].load.path, made.sources[0].figures) == ("newer.csv", 33)
    assert sum(s.figures for s in made.sources) == 66
    assert made.series[0].periods == ("2013", "2014")


def test_an_unknown_indicator_is_an_error_of_its_own(held):
    catalogue, store = held
    with pytest.raises(UnknownIndicator):
        define("nonsense", catalogue, store, store.snapshot())
