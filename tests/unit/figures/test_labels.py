"""Labels never cover one another, and the most important come first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from variation.figures.labels import _box, place_labels

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
