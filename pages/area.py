"""Area profile: one area against London, England and its peers, over all indicators of its level."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.charts import figure_store, page_bar, page_select
from components.finding import Finding, finding_section, said
from components.graph import explanation, numbers_of, table_head
from components.kept_page import nothing_yet
from components.profile_parts import context_section, peers_section, relation_line, short_lists
from components.profile_table import profile_table
from components.serving import served
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.peers_of import context, peers_of
from variation.analyses.place import relations
from variation.analyses.profile import Profile, profile, survey_of
from variation.analyses.profile_choices import ProfileChoices, profile_choices
from variation.errors import VariationError
from variation.findings.profile_words import caution, describe_profile, explain_spines, profile_title, source_words

dash.register_page(
    __name__, path="/area", name=CHART_PAGES["/area"].name, title="Area profile · London Variation Atlas", order=3
)

_HOW = """\
Each spine runs from the area with the worst figure on the left to the one with the best on the right, whichever way is
good; where no direction is better, from the lowest to the highest. The line down the middle is {benchmark}, the dark
part holds the middle half of the areas. The mark is the area: ● similar, ▲ higher and ▼ lower than {benchmark} in
value; blue is better, orange worse, purple and green lower and higher without judgement, pale beyond 95 % limits, dark
beyond 99.8 % limits; ◆ not compared.

The small lines are all periods of the area, with {benchmark} dashed where it is held; a line stops where figures are
missing. Each is as tall as its own range, so a steep one may be a small change: point at it to be told its first and
last figures.

Limits are the funnel's at the area's size where counts are published, else the area's own interval. The range of ranks
is what 95 % intervals allow; 1 is the highest value. An asterisk marks a figure of London that is our sum of areas.
Findings say where the area differs, never why."""


def layout(**query: Any) -> html.Div:
    """The profile of the area that the query names; whatever it holds, something sensible is shown."""
    s = served()
    snapshot = s.snapshot()
    try:
        chosen = profile_choices(query, s.catalogue, s.store, snapshot)
        found = profile(chosen.selection, s.catalogue, s.store, snapshot, place=chosen.place)
        surveyed = survey_of(chosen.place.level, s.catalogue, s.store, snapshot)
        facts, missing = context(chosen.place, surveyed, s.catalogue)
        peers = peers_of(chosen.place, surveyed)
    except VariationError as error:
        return nothing_yet(error)
    place, asked = chosen.place, chosen.selection
    return html.Div(
        [
            _bar(chosen, found),
            said(chosen.messages),
            _heading(found),
            html.P(caution(found), className="caution"),
            relation_line(relations(place), asked),
            *([short_lists(found)] if found.lines else []),
            html.Div(
                [context_section(place, facts, missing), peers_section(place, peers, asked)],
                className="profile-context",
            ),
            *([_spines(found, chosen)] if found.lines else []),
            _how_to_read(found),
            figure_store({}),  # the scripts offer to save what stands here
        ],
        className="profile",
    )


def _bar(chosen: ProfileChoices, found: Profile) -> html.Form:
    asked = chosen.selection
    return page_bar(
        [
            page_select("area", "Area", chosen.areas, found.place.code),
            page_select("benchmark", "Compared with", chosen.benchmarks, asked.benchmark),
            page_select("priority", "Priority", chosen.priorities, asked.priority, drops=("domain",)),
            page_select("domain", "Domain", chosen.domains, asked.domain),
        ]
    )


def _heading(found: Profile) -> html.Section:
    return finding_section(
        Finding(
            profile_title(found),
            describe_profile(found),
            source_words(found),
            badge="Better is always to the right",
            illustrative=found.illustrative,
        )
    )


def _spines(found: Profile, chosen: ProfileChoices) -> html.Section:
    csv = chosen.selection.with_(area=(found.place.code,)).address("/download/profile.csv")
    head = table_head("profile", f"Every indicator of {found.place.name}, each at its latest period")
    return html.Section(
        [head, explanation(explain_spines(found)), html.Div(profile_table(found), **numbers_of("profile", csv=csv))],
        className="profile-spines",
        id="profile-card",
    )


def _how_to_read(found: Profile) -> html.Section:
    words = [html.P(text.format(benchmark=found.benchmark)) for text in _HOW.split("\n\n")]
    return html.Section([html.H2("Marks, limits and ranks"), *words], className="text-page how-to-read")
