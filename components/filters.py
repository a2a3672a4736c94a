"""The filter bar: what a view is made of, in one row; choices that cannot be served are shown with their reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from variation import geography
from variation.analyses.results import Choices, Option

USUAL = "usual"  # stands for "", which a select shows as nothing chosen
OWN = "own"  # the footprint "own pick", whose areas are ticked in a list


def filter_bar(choices: Choices) -> html.Form:
    """The whole bar; the script in assets/view.js turns what is chosen into the view's address."""
    return html.Form(
        [
            html.Div(
                [
                    html.Button(
                        "Done",
                        type="button",
                        id="filters-close",
                        className="btn btn-primary sheet-only",
                        **{"data-sheet": "close"},
                    ),
                    html.Div(search_controls(choices), id="filters-search", className="filters-part"),
                    html.Div(view_controls(choices), id="filters-view", className="filters-part"),
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
        _select("priority", "Priority", choices.priorities, s.priority),
        _select("domain", "Domain", choices.domains, s.domain),
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


def view_controls(choices: Choices) -> list[Any]:
    """Level, footprint, period, sex, age and benchmark: what changes with the indicator."""
    s = choices.selection
    own = "," in s.within or (s.within != "" and s.within not in {o.value for o in choices.footprints})
    footprints = [*choices.footprints, Option(OWN, "Own pick of areas …")]
    controls = [
        _select("level", "Level", choices.levels, s.level),
        _select("within", "Footprint", footprints, OWN if own else s.within),
        _select("period", "Period", choices.periods, s.period),
        _select("sex", "Sex", choices.sexes, s.sex, hidden=len(choices.sexes) < 2),
        _select("age", "Age", choices.ages, s.age, hidden=len(choices.ages) < 2),
        _select("benchmark", "Compared with", choices.benchmarks, s.benchmark),
    ]
    return [*controls, _own_pick(choices, shown=own)]


def _select(choice: str, label: str, options: Sequence[Option], value: str, *, hidden: bool = False) -> html.Div:
    group = ""
    items: list[dict[str, Any]] = []
    for option in options:
        if option.group and option.group != group:
            items.append({"label": f"— {option.group} —", "value": f"group:{option.group}", "disabled": True})
        group = option.group
        reason = f" ({option.reason})" if option.reason else ""
        items.append({"label": option.label + reason, "value": option.value or USUAL, "disabled": bool(option.reason)})
    return html.Div(
        [
            html.Label(label, htmlFor=f"choice-{choice}"),
            dbc.Select(id=f"choice-{choice}", options=items, value=value or USUAL, size="sm"),
        ],
        className=f"filter filter-{choice}",
        hidden=hidden,
    )


def _own_pick(choices: Choices, *, shown: bool) -> html.Details:
    """Tick boxes for every area of the level; the script joins the ticked codes into the footprint."""
    within = set(choices.selection.within.split(",")) if shown else set()
    one, many = geography.LEVEL_NAMES[choices.selection.level]
    return html.Details(
        [
            html.Summary(f"Choose {many if many.isupper() else many.lower()}"),
            html.Fieldset(
                [
                    html.Legend(f"Areas to show, each a {one if one.isupper() else one.lower()}"),
                    dbc.Checklist(
                        id="own-areas",
                        options=[{"label": o.label, "value": o.value} for o in choices.areas],
                        value=sorted(within),
                        className="own-list",
                    ),
                    html.Button(
                        "Show these areas", type="button", className="btn btn-primary btn-sm", **{"data-own": "apply"}
                    ),
                ],
                className="menu own-menu",
            ),
        ],
        id="own-pick",
        className="own",
        hidden=not shown,
    )
