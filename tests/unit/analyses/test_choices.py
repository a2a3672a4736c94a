"""Any link becomes a view that can be served, and is told what was changed."""

from __future__ import annotations

import pytest

from tests import builders as b
from variation import geography
from variation.analyses import choices
from variation.analyses.selection import Selection
from variation.errors import NoData

CHECKS = b.indicator(levels=("borough", "ccg"))
DEATHS = b.indicator(
    id="deaths",
    short_name="Early deaths",
    domain="outcome",
    priorities=("P2",),
    polarity="low",
    levels=("ccg",),
    **b.STANDARDISED,
)
ABSENT = b.indicator(id="absent", short_name="Not here", domain="access", priorities=("P2",))
CATALOGUE = b.catalogue(CHECKS, DEATHS, ABSENT)
HACKNEY, CAMDEN = "E09000012", "E09000007"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    shares = [50.0] * 33
    frames = [
        b.proportions(shares, period="2014"),
        b.proportions(shares, period="2015"),
        b.proportions(shares[:10], period="2016"),
        b.london(50, period="2015"),
        b.england(52, period="2014"),
        b.rows(
            [
                {"area": code, "value": 100.0, "lower": 90.0, "upper": 110.0, "sex": sex, "age": age}
                for code in b.codes("ccg")
                for sex, age in (("Persons", "<75 yrs"), ("Male", "<75 yrs"), ("Persons", "All ages"))
            ],
            indicator="deaths",
            level="ccg",
        ),
    ]
    return b.loaded(tmp_path_factory.mktemp("store"), frames)


@pytest.fixture
def choose(store):
    def ask(**asked):
        return choices(Selection(**asked), CATALOGUE, store, store.snapshot())

    return ask


def reasons(options):
    return {o.value: o.reason for o in options}


def test_an_empty_link_opens_a_full_view_without_a_message(choose):
    chosen = choose()
    s = chosen.selection
    assert (s.indicator, s.level, s.sex, s.age) == ("checks", "borough", "Persons", "All ages")
    assert chosen.messages == ()


def test_the_usual_period_is_the_latest_with_half_the_areas(choose):
    assert choose().selection.period == "2015"
    assert [o.value for o in choose().periods] == ["2016", "2015", "2014"]


def test_a_thin_period_can_still_be_asked_for(choose):
    assert choose(period="2016").selection.period == "2016"


@pytest.mark.parametrize(
    ("asked", "shown", "sentence"),
    [
        (
            {"indicator": "nonsense"},
            {"indicator": "checks"},
            (
                "The link asks for the indicator “nonsense”, which the catalogue does not have; "
                "Health checks is shown instead."
            ),
        ),
        (
            {"indicator": "absent"},
            {"indicator": "checks"},
            "The link asks for the indicator “Not here”, which is not loaded; Health checks is shown instead.",
        ),
        (
            {"indicator": "checks", "priority": "P2"},
            {"indicator": "deaths", "priority": "P2"},
            (
                "The link asks for the indicator “Health checks”, which is not among those of “Ageing well”; "
                "Early deaths is shown instead."
            ),
        ),
        (
            {"priority": "P9"},
            {"priority": ""},
            "The link asks for the priority “P9”, which no framework has; all priorities are listed.",
        ),
        (
            {"domain": "access"},
            {"domain": ""},
            "The link asks for the domain “access”, which has no figures for this priority; all domains are listed.",
        ),
        (
            {"indicator": "checks", "level": "stp"},
            {"level": "borough"},
            (
                "The link asks for the level “STP”, but Health checks is published for boroughs only; "
                "boroughs are shown instead."
            ),
        ),
        (
            {"level": "planet"},
            {"level": "borough"},
            "The link asks for the level “planet”, which has no map; boroughs are shown instead.",
        ),
        (
            {"period": "1066"},
            {"period": "2015"},
            "The link asks for the period “1066”, which has no figures here; 2015 is shown instead.",
        ),
        (
            {"sex": "Male"},
            {"sex": "Persons"},
            "The link asks for the sex “Male”, for which Health checks is not loaded; Persons is shown instead.",
        ),
        (
            {"indicator": "deaths", "sex": "Male", "age": "All ages"},
            {"sex": "Male", "age": "<75 yrs"},
            "The link asks for the age “All ages”, for which Early deaths is not loaded; <75 yrs is shown instead.",
        ),
        (
            {"within": "E09000099"},
            {"within": ""},
            "The link asks for the footprint “E09000099”, which cannot limit a view of boroughs; all London is shown.",
        ),
        (
            {"within": f"{CAMDEN},nowhere"},
            {"within": CAMDEN},
            "The link asks for the footprint “nowhere”, which is no borough; the others are shown.",
        ),
        ({"area": ("E38000020", CAMDEN)}, {"area": (CAMDEN,)}, "The picked area “NHS Brent CCG” is no borough."),
        (
            {"benchmark": "england"},
            {"benchmark": "london"},
            "England cannot be compared with: England's figure is not loaded for this period. London is used instead.",
        ),
        (
            {"benchmark": "footprint"},
            {"benchmark": "london"},
            "The footprint cannot be compared with: choose a footprint first. London is used instead.",
        ),
        (
            {"indicator": "deaths", "map": "tiles"},
            {"map": "map"},
            "Equal tiles are drawn for boroughs only; the map is shown instead.",
        ),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else None,
)
def test_what_cannot_be_served_falls_back_and_is_said(choose, asked, shown, sentence):
    chosen = choose(**asked)
    assert {name: getattr(chosen.selection, name) for name in shown} == shown
    assert sentence in chosen.messages


def test_earlier_messages_stay_in_front(store):
    chosen = choices(Selection(period="1066"), CATALOGUE, store, store.snapshot(), messages=("Before.",))
    assert chosen.messages[0] == "Before."
    assert len(chosen.messages) == 2


def test_a_footprint_is_kept_and_offered_with_its_level(choose):
    stp = geography.footprints("borough")[0]
    chosen = choose(within=stp.code, benchmark="footprint")
    assert (chosen.selection.within, chosen.selection.benchmark) == (stp.code, "footprint")
    assert {o.group for o in chosen.footprints} == {"", "STPs", "CCGs"}
    assert {o.value: o.label for o in chosen.benchmarks}["footprint"] == stp.name


def test_an_own_pick_is_kept_in_order_of_name(choose):
    assert choose(within=f"{HACKNEY},{CAMDEN}").selection.within == f"{CAMDEN},{HACKNEY}"


def test_picking_every_area_is_all_london(choose):
    assert choose(within=",".join(b.codes())).selection.within == ""


def test_options_that_cannot_be_served_say_why(choose):
    chosen = choose(indicator="checks")
    assert reasons(chosen.levels)["ccg"] == "Published for boroughs only"
    assert reasons(chosen.indicators)["absent"] == "No figures are loaded"
    assert reasons(chosen.benchmarks) == {
        "london": "",
        "footprint": "Choose a footprint first",
        "england": "England's figure is not loaded for this period",
    }
    assert reasons(choose(indicator="checks", period="2014").benchmarks)["england"] == ""
    assert reasons(choose(indicator="deaths").benchmarks)["london"] == (
        "No figure is published for London and there are no counts to sum"
    )


def test_an_indicator_is_offered_with_its_domain_and_source(choose):
    option = next(o for o in choose().indicators if o.value == "checks")
    assert (option.label, option.group) == ("Health checks · practice · Made-up Statistics", "Practice")


def test_priorities_and_domains_narrow_the_list(choose):
    assert [o.value for o in choose(priority="P2").indicators] == ["absent", "deaths"]
    assert [o.value for o in choose(priority="P2", domain="outcome").indicators] == ["deaths"]
    assert reasons(choose(priority="P2").domains)["practice"] == "No indicator of this priority"


def test_persons_and_all_ages_come_first(choose):
    chosen = choose(indicator="deaths")
    assert [o.value for o in chosen.sexes] == ["Persons", "Male"]
    assert [o.value for o in chosen.ages] == ["All ages", "<75 yrs"]


def test_every_offered_choice_without_a_reason_can_be_served(choose):
    first = choose()
    for name, offered in (
        ("priority", first.priorities),
        ("domain", first.domains),
        ("indicator", first.indicators),
        ("level", first.levels),
        ("within", first.footprints),
        ("period", first.periods),
        ("benchmark", first.benchmarks),
    ):
        for option in offered:
            if not option.reason:
                assert choose(**{name: option.value}).messages == (), (name, option)


def test_a_servable_selection_is_left_as_it_is(choose):
    once = choose(indicator="deaths", within=f"{HACKNEY}", area=(CAMDEN,))
    again = choose(**{k: getattr(once.selection, k) for k in Selection.__dataclass_fields__})
    assert again.selection == once.selection
    assert again.messages == ()


def test_published_figures_open_before_illustrative_ones(tmp_path):
    frames = [
        b.proportions([50.0] * 32, indicator="deaths", level="ccg"),
        b.proportions([50.0] * 33, status="illustrative"),
    ]
    store = b.loaded(tmp_path, frames)
    chosen = choices(Selection(), CATALOGUE, store, store.snapshot())
    assert chosen.selection.indicator == "deaths"
    assert "illustrative" in next(o.label for o in chosen.indicators if o.value == "checks")


def test_an_empty_store_says_how_to_fill_it(tmp_path):
    from variation.store import open_store

    store = open_store(f"sqlite:///{tmp_path / 'atlas.db'}")
    with pytest.raises(NoData, match="python -m variation load"):
        choices(Selection(), CATALOGUE, store, store.snapshot())


def test_what_fills_map_funnel_and_trend_opens_before_a_published_figure_that_does_not(tmp_path):
    years = [b.proportions([50.0] * 33, period=str(year), status="illustrative") for year in range(2011, 2016)]
    rate = b.indicator(id="deaths", **b.STANDARDISED, priorities=("P2",))
    single = b.rows([{"area": code, "value": 100.0} for code in b.codes()], indicator="deaths")
    full = b.loaded(tmp_path, [*years, single])
    assert choices(Selection(), b.catalogue(CHECKS, rate), full, full.snapshot()).selection.indicator == "checks"


def test_a_picked_area_outside_the_footprint_is_said(choose):
    assert choose(within="E54000028", area=(CAMDEN,)).messages == ()
    (message,) = choose(within="E54000028", area=(CAMDEN, HACKNEY)).messages
    assert message == "Hackney lies outside the footprint: on the map and in the trend only."
