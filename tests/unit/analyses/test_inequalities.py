"""The gradient over deprivation, differences between groups, spans of life expectancy: against what was put in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from components.inequality_parts import gradient_part
from tests.builders import STANDARDISED, USUAL, catalogue, codes, indicator, loaded, proportions, rows
from variation.analyses.inequalities import Inequalities, choose_inequality, inequalities
from variation.findings import inequality_words as words

SCORE = np.linspace(10, 33, 33)
DEPRIVATION = indicator(
    id="deprivation-score", short_name="Deprivation", name="Deprivation score 2019", measure="mean", unit="score",
    multiplier=1, polarity="none",
)  # fmt: skip


def deprivation(**changes) -> pd.DataFrame:
    values = [{"area": c, "value": s} for c, s in zip(codes(), SCORE, strict=True)]
    return rows(values, indicator="deprivation-score", period="2019", **changes)


def page(folder: Path, frames: list[pd.DataFrame], *of, **query) -> Inequalities:
    folder.mkdir(exist_ok=True)
    store, known = loaded(folder, frames), catalogue(*(of or (USUAL, DEPRIVATION)))
    snapshot = store.snapshot()
    query.setdefault("indicator", "checks")
    return inequalities(choose_inequality(query, known, store, snapshot), known, store, snapshot)


def test_a_gradient_that_was_put_in_is_found_from_least_to_most_deprived(tmp_path):
    i = page(tmp_path, [proportions(np.linspace(70, 50, 33), 10_000), deprivation()])
    g = i.gradient
    assert g is not None
    assert g.now.sii == pytest.approx(-20.6, abs=0.3)  # 32 steps of 20/32 over the middles of 33 equal parts
    assert g.now.sii_lower <= g.now.sii <= g.now.sii_upper < 0
    assert g.ends[0] > g.ends[1]
    assert g.place[0] < g.place[-1]
    assert "lower than the least deprived" in words.gradient_words(i)
    assert "worse" in words.gradient_words(i)  # of an indicator of which high is good


def test_the_line_is_that_of_the_method_weighted_by_people(tmp_path):
    from variation.methods.inequality import slope

    rng = np.random.default_rng(5)
    share, size = 50 + SCORE / 2 + rng.normal(0, 3, 33), rng.integers(1_000, 90_000, 33)
    i = page(tmp_path, [proportions(share, size), deprivation()])
    assert i.gradient is not None
    assert i.gradient.weighted
    found = slope(i.comparison.value, size, SCORE)
    assert i.gradient.now.sii == pytest.approx(float(found.sii))
    assert i.gradient.now.rii_upper == pytest.approx(float(found.rii_upper))
    assert i.gradient.adjusted is not None
    assert i.gradient.adjusted.areas == 33


def test_unknown_people_weigh_boroughs_alike_and_it_is_said(tmp_path):
    of = indicator(**STANDARDISED)
    frame = rows([{"area": c, "value": 100 + s} for c, s in zip(codes(), SCORE, strict=True)])
    i = page(tmp_path, [frame, deprivation()], of, DEPRIVATION)
    assert i.gradient is not None
    assert not i.gradient.weighted
    assert "each borough counting the same" in words.line_words(i)
    assert "needs counts" in words.adjusted_words(i)


def test_no_gradient_is_said_where_chance_could_make_it(tmp_path):
    rng = np.random.default_rng(1)
    i = page(tmp_path, [proportions(50 + rng.normal(0, 5, 33), 5000), deprivation()])
    assert words.gradient_words(i).startswith("No gradient")


def test_without_deprivation_the_page_says_how_to_load_it(tmp_path):
    i = page(tmp_path, [proportions(SCORE + 30)])
    assert i.gradient is None
    assert "variation load" in i.no_gradient


def test_published_figures_are_never_held_against_illustrative_deprivation(tmp_path):
    i = page(tmp_path, [proportions(SCORE + 30), deprivation(status="illustrative")])
    assert i.gradient is None
    assert "never held" in i.choice.traits[0].reason


def test_an_indicator_of_other_levels_gives_way_with_a_sentence(tmp_path):
    other = indicator(id="elsewhere", short_name="Elsewhere", levels=("ccg",))
    frames = [
        proportions(SCORE + 30),
        deprivation(),
        proportions(np.full(32, 50.0), level="ccg", indicator="elsewhere"),
    ]
    i = page(tmp_path, frames, USUAL, DEPRIVATION, other, indicator="elsewhere")
    assert i.comparison.indicator.id != "elsewhere"
    assert any("not published for boroughs" in m for m in i.choice.messages)


def test_deprivation_is_no_outcome_of_deprivation(tmp_path):
    i = page(tmp_path, [proportions(SCORE + 30), deprivation()], indicator="deprivation-score")
    assert i.comparison.indicator.id == "checks"
    assert any("itself a measure of deprivation" in m for m in i.choice.messages)
    offered = {o.value: o.reason for o in i.choice.indicators}
    assert offered["deprivation-score"]
    assert not offered["checks"]


@pytest.mark.parametrize(("periods", "charts"), [(1, {"gradient"}), (2, {"gradient", "slopes"})])
def test_one_period_has_no_chart_over_time(tmp_path, periods, charts):
    frames = [proportions(50 + SCORE, 10_000, period=str(2014 + k)) for k in range(periods)]
    drawn: dict[str, object] = {}
    gradient_part(page(tmp_path, [*frames, deprivation()]), drawn)
    assert set(drawn) == charts


def test_slopes_over_time_are_one_a_period(tmp_path):
    frames = [proportions(50 + k * SCORE, 10_000, period=str(2014 + k)) for k in range(2)]
    i = page(tmp_path, [*frames, deprivation()])
    assert i.gradient is not None
    flat, steep = i.gradient.slopes
    assert (flat.period, steep.period) == ("2014", "2015")
    assert abs(flat.sii) < 0.1
    assert steep.sii > 20
    assert "steeper" in words.inequality_finding(i)


def test_sexes_are_compared_with_an_interval_and_london_where_it_is_published(tmp_path):
    frames = [proportions(SCORE + add, 20_000, sex=sex) for sex, add in (("Persons", 35), ("Female", 30), ("Male", 40))]
    region = [
        rows([{"area": "E12000007", "count": v * 100, "denominator": 10_000, "value": v}], level="region", sex=sex)
        for sex, v in (("Female", 50.0), ("Male", 60.0))
    ]
    i = page(tmp_path, [*frames, *region], indicator(sexes=("Persons", "Female", "Male")), DEPRIVATION)
    (d,) = i.differences
    assert (d.first, d.second) == ("Female", "Male")
    np.testing.assert_allclose(d.value, 10, atol=0.02)
    assert (d.lower > 8).all()
    assert d.london[2] == pytest.approx(10)
    said = words.group_words(d, i.comparison.indicator)
    assert "10.0 percentage points higher" in said
    assert "higher in 33 of 33" in said


def test_life_expectancy_is_a_span_between_named_boroughs(tmp_path):
    life = indicator(
        id="life-expectancy-at-birth", short_name="Life expectancy", measure="mean", unit="years", multiplier=1,
        sexes=("Female",),
    )  # fmt: skip
    values = [
        {"area": c, "value": 80 + k / 8, "lower": 79.9 + k / 8, "upper": 80.1 + k / 8} for k, c in enumerate(codes())
    ]
    frame = rows(values, indicator="life-expectancy-at-birth", sex="Female")
    i = page(tmp_path, [proportions(SCORE + 30), frame], USUAL, life)
    (s,) = i.life
    assert s.name[s.span.lowest] == "Barking and Dagenham"
    assert s.span.value == pytest.approx(4)
    assert "4.0 years apart" in words.life_words(s)


def test_what_is_not_held_is_said(tmp_path):
    i = page(tmp_path, [proportions(SCORE + 30)])
    assert "ethnicity" in words.not_held_words(i)[0]
