"""The filter bar: what a view is made of, in one row; choices that cannot be served are shown with their reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import dash_bootstrap_components as dbc
from dash import html

from components.choice_items import USUAL, choice_items
from components.sheet import sheet_closer
from components.usual_footprint import footprint_options
from variation.analyses.results import Choices, Option

VIEW_CHOICES = ("level", "within", "period", "sex", "age", "benchmark")
NOTHING = "nothing"  # the benchmark where none can be served
OWN = "own"  # the footprint "own pick", whose areas are ticked in a list


def filter_bar(choices: Choices) -> html.Form:
    """The whole bar; the script in assets/view.js turns what is chosen into the view's address."""
    return html.Form(
        [
            html.Div(
                [
                    sheet_closer(),
                    html.Div(search_controls(choices), id="filters-search", className="filters-part"),
                    html.Div(
                        [
                            *[
                                html.Div(control, id=f"filter-{choice}", className=f"filter filter-{choice}")
                                for choice, control in view_controls(choices).items()
                            ],
                            _own_pick(),
                        ],
                        id="filters-view",
                        className="filters-part",
                    ),
                ],
                className="filters-row",
                id="filters-row",
            )
        ],
        id="filters",
        className="filters",
        **{"aria-label": "Choose what is shown"},
    )


def search_controls(choices: Choices) -> list[Any]:
    """Priority, domain and the indicator's search box: what changes with the list of indicators only."""
    s = choices.selection
    options = [{"value": o.value, "label": o.label, "group": o.group, "reason": o.reason} for o in choices.indicators]
    return [
        html.Div(_select("priority", "Priority", choices.priorities, s.priority), className="filter filter-priority"),
        html.Div(_select("domain", "Domain", choices.domains, s.domain), className="filter filter-domain"),
        html.Div(
            [
                html.Label("Indicator", htmlFor="indicator", id="indicator-label"),
                html.Div(id="indicator-search", className="search"),
                html.Div(
                    id="indicator-options",
                    hidden=True,
                    **{"data-options": json.dumps(options, ensure_ascii=False, separators=(",", ":"))},
                ),
            ],
            className="filter filter-indicator",
        ),
    ]


def view_controls(choices: Choices) -> dict[str, html.Div]:
    """Level, footprint, period, sex, age and benchmark, by choice: what changes with the indicator.

    Each carries a key of what it offers; the page sends the keys of those it has, and is sent only the others.
    """
    s = choices.selection
    offered, within = footprint_options(s.level, choices.footprints, s.within)
    footprints = [*offered, Option(OWN, "Own pick …")]
    own = within not in {o.value for o in footprints}
    return {
        "level": _select("level", "Level", choices.levels, s.level),
        "within": _select("within", "Footprint", footprints, OWN if own else within),
        "period": _select("period", "Period", choices.periods, s.period),
        "sex": _select("sex", "Sex", choices.sexes, s.sex, hidden=len(choices.sexes) < 2),
        "age": _select("age", "Age", choices.ages, s.age, hidden=len(choices.ages) < 2),
        "benchmark": _select("benchmark", "Compared with", *_compared_with(choices)),
    }


def _compared_with(choices: Choices) -> tuple[Sequence[Option], str]:
    """What areas can be compared with and what they are: nothing, where no benchmark can be served."""
    if any(not option.reason for option in choices.benchmarks):
        return choices.benchmarks, choices.selection.benchmark
    return (Option(NOTHING, "Nothing"), *choices.benchmarks), NOTHING


def key_of(control: html.Div) -> str:
    """The key of what a control offers."""
    return str(getattr(control, "data-key"))


def _select(choice: str, label: str, options: Sequence[Option], value: str, *, hidden: bool = False) -> html.Div:
    items = choice_items(options)
    chosen = value or USUAL
    key = f"{crc32(json.dumps([items, chosen]).encode()):08x}"
    return html.Div(
        [
            html.Label(label, htmlFor=f"choice-{choice}"),
            dbc.Select(id=f"choice-{choice}", options=items, value=chosen, size="sm"),
        ],
        hidden=hidden,
        **{
            "data-choice": choice,
            "data-value": chosen,
            "data-key": key,
        },
    )


def _own_pick() -> html.Details:
    """Tick boxes for every area of the level, which the script draws when it is opened and joins into the footprint."""
    return html.Details(
        [
            html.Summary("Choose areas"),
            html.Fieldset(
                [
                    html.Legend("Areas to show"),
                    html.Div(id="own-areas", className="own-list"),
                    html.Button(
                        "Show these areas", type="button", className="btn btn-primary btn-sm", **{"data-own": "apply"}
                    ),
                ],
                className="menu own-menu",
            ),
        ],
        id="own-pick",
        className="own",
        hidden=True,
    )
