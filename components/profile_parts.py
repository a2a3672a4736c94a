"""What stands above the table of a profile: relations, short lists, context, peers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dash import html

from components.profile_table import explore_address
from variation.analyses.peers_of import Fact, PeersOf, Variable
from variation.analyses.place import Relations
from variation.analyses.profile import Line, Profile
from variation.analyses.selection import Selection
from variation.findings.numbers import format_number
from variation.findings.profile_words import changing_words, list_words, relation_sentences, trend_words
from variation.findings.words import areas_word, listing
from variation.geography import Area

_LISTED = 5


def profile_link(place: Area, asked: Selection) -> html.A:
    """A link to an area's profile; `asked` is what else of the choices is kept."""
    return html.A(place.name, href=asked.with_(area=(place.code,)).address("/area"), **{"data-code": place.code})


def relation_line(relations: Relations, asked: Selection) -> html.P:
    """Whom the area belongs to and what it holds, with links."""
    parts: list[html.A | str] = []
    for words, areas in relation_sentences(relations):
        parts.append(f"{words} ")
        for place in areas:
            parts.extend([profile_link(place, asked), ", "])
        parts[-1] = ". "
    parts.append(relations.merger)
    return html.P(parts, className="relations")


def short_lists(p: Profile) -> html.Div:
    """What is better, worse, changing: the few that stand out most."""
    changing = "Changing: " + changing_words(p.changing) if p.changing else "Changing"
    return html.Div(
        [
            _short_list(f"Worse than {p.benchmark} ({len(p.worse)})", p.worse, p, "No indicator is."),
            _short_list(f"Better than {p.benchmark} ({len(p.better)})", p.better, p, "No indicator is."),
            _short_list(changing, p.changing, p, "No indicator whose trend could be tested is changing.", trend=True),
        ],
        className="profile-lists",
    )


def _short_list(heading: str, lines: Sequence[Line], p: Profile, none: str, *, trend: bool = False) -> html.Section:
    items = [
        html.Li(
            [
                html.A(line.indicator.short_name, href=explore_address(line, p)),
                html.Span(f" {' '.join(trend_words(line))}" if trend else f" {list_words(line, p)}"),
            ]
        )
        for line in lines[:_LISTED]
    ]
    more = len(lines) - len(items)
    parts = [html.Ol(items)] if items else [html.P(none)]
    if more:
        parts.append(html.P(f"and {more} more in the table"))
    return html.Section([html.H2(heading), *parts])


def context_section(place: Area, facts: Sequence[Fact], missing: Sequence[str]) -> html.Section:
    """Population and circumstances, and what of them is not held."""
    heads = ("", "Value", "London", "Rank, 1 = highest")
    rows = [
        html.Tr(
            [
                html.Th([fact.name, html.Small(_small(fact))], scope="row", className="text"),
                html.Td(format_number(fact.value, fact.decimals), className="number"),
                html.Td(format_number(fact.london, fact.decimals) if math.isfinite(fact.london) else "–"),
                html.Td(f"{fact.rank} of {fact.areas}" if fact.rank else "–"),
            ]
        )
        for fact in facts
    ]
    without = f"Not held for {areas_word(place.level)}: {listing(missing)}." if missing else ""
    return html.Section(
        [
            html.H2("Who lives here"),
            *([_small_table(heads, rows, "Population and circumstances")] if rows else []),
            html.P(without, className="card-note"),
        ]
    )


def _small(fact: Fact) -> str:
    parts = [fact.unit, fact.period, "illustrative" if fact.illustrative else ""]
    return ", ".join(part for part in parts if part)


def peers_section(place: Area, found: PeersOf, asked: Selection) -> html.Section:
    """The areas most like this one, with what they were found by."""
    if not found.peers:
        return html.Section([html.H2("Most like it"), html.P(found.reason)])
    names: list[html.A | str] = []
    for peer in found.peers:
        names.extend([profile_link(peer.place, asked), f" ({peer.distance:.2f}), "])
    names[-1] = f" ({found.peers[-1].distance:.2f})."
    own = tuple(variable.own for variable in found.variables)
    rows = [
        _peer_row(place.name, 0.0, own, found.variables),
        *(_peer_row(peer.place.name, peer.distance, peer.values, found.variables) for peer in found.peers),
    ]
    heads = (
        "",
        "Distance",
        *(f"{v.name}{f' ({v.unit})' if v.unit else ''}, weight {v.weight:g}" for v in found.variables),
    )
    simulated = " Illustrative figures are among them." if found.illustrative else ""
    return html.Section(
        [
            html.H2("Most like it"),
            html.P(names),
            html.P(
                f"Compared by {'; '.join(v.name for v in found.variables)}. Nearest first; in brackets how far, in "
                f"standard deviations among {areas_word(place.level)}.{simulated}",
                className="card-note",
            ),
            html.Details([html.Summary("View what they are compared by"), _small_table(heads, rows, "Peers")]),
        ]
    )


def _peer_row(name: str, distance: float, values: Sequence[float], variables: Sequence[Variable]) -> html.Tr:
    shown = [
        html.Td(format_number(v, of.decimals), className="number") for v, of in zip(values, variables, strict=True)
    ]
    return html.Tr(
        [html.Th(name, scope="row", className="text"), html.Td(f"{distance:.2f}", className="number"), *shown]
    )


def _small_table(heads: Sequence[str], rows: Sequence[html.Tr], label: str) -> html.Div:
    cells = [html.Th(words, scope="col") if words else html.Td() for words in heads]
    table = html.Table([html.Thead(html.Tr(cells)), html.Tbody(rows)], className="figures")
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})
