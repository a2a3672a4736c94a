"""The parts that forms of own lists are made of; they post to an address of `components.lists`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from variation import geography
from variation.analyses.options import DOMAIN_NAMES
from variation.indicators import DOMAINS, Catalogue


def plain_form(action: str, fields: Sequence[Any], method: str = "post", **attributes: Any) -> html.Form:
    """A form that the browser sends by itself, with or without scripts."""
    return html.Form(list(fields), action=action, method=method, **{"data-plain": "yes"}, **attributes)


def hidden(field_id: str, name: str, value: str) -> dbc.Input:
    """A value that a form sends along."""
    return dbc.Input(id=field_id, name=name, type="hidden", value=value, size="sm")


def submit(words: str, look: str = "btn-primary") -> html.Button:
    """The button that sends a form."""
    return html.Button(words, type="submit", className=f"btn btn-sm {look}")


def area_groups(levels: Sequence[str] = geography.LEVELS, without: Collection[str] = ()) -> list[html.Optgroup]:
    """Areas to choose from, by level."""
    return [
        html.Optgroup(
            [html.Option(a.short_name, value=a.code) for a in geography.areas(level) if a.code not in without],
            label=geography.LEVEL_NAMES[level][1],
        )
        for level in levels
    ]


def indicator_groups(catalogue: Catalogue, without: Collection[str] = ()) -> list[html.Optgroup]:
    """Indicators to choose from, by domain."""
    listed = sorted(catalogue.indicators.values(), key=lambda i: i.short_name.casefold())
    return [
        html.Optgroup(
            [html.Option(i.short_name, value=i.id) for i in listed if i.domain == domain and i.id not in without],
            label=DOMAIN_NAMES[domain],
        )
        for domain in DOMAINS
    ]
