"""A priority's pathway: which indicators stand at which step, for which areas, in which order."""

from __future__ import annotations

import numpy as np
import pytest

from tests import builders
from variation import geography
from variation.analyses.pathway import follow_pathway, tally_statuses
from variation.analyses.selection import Selection
from variation.store import Store

ACCESS = builders.indicator(id="seen", short_name="Seen", domain="access")
OUTCOME = builders.indicator(id="harm", short_name="Harm", domain="outcome", polarity="low")
OTHER = builders.indicator(id="lone", short_name="Lone", domain="outcome", priorities=("P2",))
CCG_ONLY = builders.indicator(id="visits", short_name="Visits", domain="access", priorities=("P2",))
CATALOGUE = builders.catalogue(builders.USUAL, ACCESS, OUTCOME, OTHER, CCG_ONLY)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    shares = [40 + k for k in range(33)]
    frames = [builders.proportions(shares, indicator=i) for i in ("checks", "seen", "harm", "lone")]
    frames.append(builders.proportions([20, 30, 40], level="ccg", indicator="visits"))
    return builders.loaded(tmp_path_factory.mktemp("pathway"), frames)


def pathway(store: Store, **asked: str):
    return follow_pathway(Selection(**{"level": "borough", **asked}), CATALOGUE, store, store.snapshot())


def test_indicators_stand_at_the_step_of_their_domain(store: Store) -> None:
    found = pathway(store, priority="P1")
    assert found is not None
    assert {d: [c.indicator.id for c in step] for d, step in found.steps.items()} == {
        "access": ["seen"],
        "practice": ["checks"],
        "outcome": ["harm"],
    }
    assert found.indicators == 3
    assert found.message == ""


def test_the_usual_priority_is_one_whose_pathway_can_be_followed(store: Store) -> None:
    found = pathway(store)
    assert found is not None
    assert found.priority.code == "P1"


@pytest.mark.parametrize(("asked", "said"), [("P9", "is in no framework"), ("P1", "has no indicator for CCGs")])
def test_a_priority_that_cannot_be_shown_is_said(store: Store, asked: str, said: str) -> None:
    found = pathway(store, priority=asked, level="ccg")
    assert found is not None
    assert said in found.message
    assert found.priority.code == "P2"
    assert next(o.reason for o in found.priorities if o.value == "P1")


def test_areas_are_in_one_order_by_stp_and_only_those_of_the_footprint(store: Store) -> None:
    whole, part = pathway(store, priority="P1"), pathway(store, priority="P1", within="E54000028")
    assert whole is not None
    assert part is not None
    stps = [geography.area(str(whole.code[i])).parents[0] for i in whole.rows]
    assert len(whole.rows) == 33
    assert len([k for k in range(1, 33) if stps[k] != stps[k - 1]]) == len(set(stps)) - 1
    assert [str(part.code[i]) for i in part.rows] == list(geography.members("E54000028", "borough"))


def test_there_is_none_where_no_priority_has_an_indicator(store: Store) -> None:
    assert pathway(store, level="stp") is None


@pytest.mark.parametrize(
    ("polarity", "words"), [("low", ("worse", "better")), ("high", ("better", "worse")), ("none", ("higher", "lower"))]
)
def test_areas_are_tallied_by_what_their_difference_is_called(polarity: str, words: tuple[str, str]) -> None:
    of = builders.indicator(polarity=polarity)
    tally = tally_statuses(builders.comparison([1, 2, 3, 4, np.nan, 6], [2, 1, 0, -2, 0, 2], of=of))
    assert (tally[words[0]], tally[words[1]], tally["similar"], tally["not compared"]) == (3, 1, 1, 1)
