"""Labels never cover one another, and the most important come first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from variation.figures.labels import Room, _box, place_ends, place_in, place_labels

PLOT = (430.0, 230.0)
points = st.lists(
    st.tuples(st.floats(0, PLOT[0], allow_nan=False), st.floats(0, PLOT[1], allow_nan=False)), min_size=1, max_size=30
)


@given(points)
def test_placed_labels_do_not_overlap_and_stay_inside(where: list[tuple[float, float]]) -> None:
    wanted = [(i, f"Area number {i}") for i in range(len(where))]
    placed = place_labels(where, wanted, PLOT)
    texts = dict(wanted)
    boxes = [_box(*where[i], len(texts[i]) * 6.0, place) for i, place in placed.items()]
    assert not any(a.meets(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])
    assert all(b.left >= 0 and b.right <= PLOT[0] and b.bottom >= 0 and b.top <= PLOT[1] for b in boxes)


def test_of_two_points_in_one_place_the_first_wanted_is_named() -> None:
    where = [(30.0, 8.0), (30.0, 8.0)]
    assert 1 in place_labels(where, [(1, "Camden"), (0, "Barnet")], PLOT)


def test_a_name_keeps_off_lines_and_a_firm_one_crosses_them_before_it_is_left_out() -> None:
    x = np.linspace(0, 200, 50)
    lines = np.array([np.full(50, 50.0 + k) for k in range(-16, 17, 8)])

    def room() -> Room:
        return Room((200, 100), [(100.0, 50.0)], curves=(x, lines))

    assert place_in([room()], [(0, "Camden")]) == {}
    assert place_in([room()], [(0, "Camden")], firm={0}) != {}


def test_a_name_has_room_in_every_size_or_none() -> None:
    wide, narrow = Room((400, 100), [(200.0, 50.0)]), Room((40, 20), [(20.0, 10.0)])
    assert place_in([wide, narrow], [(0, "Richmond")]) == {}
    assert place_in([wide], [(0, "Richmond")]) == {0: "top center"}


def test_ends_of_lines_at_one_height_have_names_above_and_below() -> None:
    assert sorted(place_ends([50.0, 50.0])) != ["middle right", "middle right"]
    assert place_ends([10.0, 90.0]) == ["middle right", "middle right"]
