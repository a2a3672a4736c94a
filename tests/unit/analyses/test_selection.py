"""A view is its query: what is written is read back, and nothing that is read raises."""

from __future__ import annotations

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from variation.analyses.selection import CHOICES, MAX_PICKED, Selection

words = st.text(st.characters(categories=("L", "N"), include_characters="-/ .<&+"), min_size=1, max_size=20).map(
    lambda text: text.strip()
)
codes = st.from_regex(r"E[0-9]{8}", fullmatch=True)
selections = st.builds(
    Selection,
    indicator=words,
    level=st.sampled_from(["", "borough", "ccg", "stp"]),
    within=st.one_of(st.just(""), codes, st.lists(codes, min_size=2, max_size=6, unique=True).map(",".join)),
    area=st.lists(codes, max_size=MAX_PICKED, unique=True).map(tuple),
    period=words,
    sex=words,
    age=words,
    **{name: st.sampled_from(values) for name, values in CHOICES.items()},
)


@given(selections)
def test_what_is_written_is_read_back(selection: Selection) -> None:
    query = {key: values[0] for key, values in parse_qs(selection.to_query()).items()}
    assert Selection.from_query(query) == (selection, ())


@given(st.dictionaries(st.sampled_from([*CHOICES, "indicator", "area", "within", "other"]), st.text(max_size=500)))
def test_nothing_that_is_read_raises_or_breaks_the_bounds(query: dict[str, str]) -> None:
    selection, messages = Selection.from_query(query)
    assert len(selection.area) <= MAX_PICKED
    assert all(getattr(selection, name) in values for name, values in CHOICES.items())
    assert all(message.endswith(".") for message in messages)


def test_of_a_repeated_key_the_first_value_counts() -> None:
    assert Selection.from_query({"indicator": ["one", "two"]})[0].indicator == "one"


def test_what_could_not_be_used_is_said() -> None:
    messages = Selection.from_query({"benchmark": "mars", "area": "A,B,C,D"})[1]
    assert [word in " ".join(messages) for word in ("mars", "first 3")] == [True, True]


def test_an_address_names_what_differs_from_the_usual_and_then_the_choices_of_its_page() -> None:
    view = Selection(indicator="checks", within="E1,E2")
    assert view.address("/overview", show="value", sort="", page=2) == (
        "/overview?indicator=checks&within=E1,E2&show=value&page=2"
    )
    assert Selection().address("/multiples", columns=0) == "/multiples"


def test_what_a_view_could_not_have_of_a_link_is_listed_with_what_stands_instead() -> None:
    wanted = Selection(indicator="a", level="ccg", area=("E1", "E2"), benchmark="england", colour="breaks")
    shown = Selection(indicator="b", level="borough", area=("E1",), period="2015", colour="breaks")
    assert shown.instead_of(wanted) == {"indicator": "b", "level": "", "area": "E1", "benchmark": ""}
    assert shown.instead_of(shown) == {}
