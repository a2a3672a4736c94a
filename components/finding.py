"""What the picture says: the headline, one sentence, which way is good, where the figures come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from flask import g, has_request_context

from variation.findings.words import unbroken


@dataclass(frozen=True)
class Finding:
    """The words above the charts.

    heading : what is shown, where, when
    sentence : what the picture says
    source : what is measured, when, by whom, from which snapshot
    badge : which way is good, "" where that differs within the page
    indicator : its id, where the page shows one that changes without the page being made anew
    messages : what of the link could not be shown, and what is shown instead
    """

    heading: str
    sentence: str
    source: str
    badge: str = ""
    illustrative: bool = False
    indicator: str = ""
    messages: Sequence[str] = ()


MORE = (
    ("How far apart, and what it is worth", "/spread"),
    ("Each area by itself", "/multiples"),
    ("Definition", "/definitions"),
)


def keep_link() -> html.A:
    """The way from a view to the list it is kept in; assets/page-lists.js writes the view into it."""
    return html.A("Keep this view", href="/lists", className="keep", **{"data-keep": "yes"})


def pack_link() -> html.A:
    """The way from a view into a board pack: a dialog of assets/page-packs.js, and without a script a form."""
    return html.A("Add to a board pack", href="/packs?add=view#new", className="add-to-pack", **{"data-pack-add": ""})


def finding_section(finding: Finding, *, live: bool = False) -> html.Section:
    """The section above the charts; saved pictures take their words from it.

    Parameters
    ----------
    live : whether assets/words.js writes the words of later views into it, which are announced then
    """
    links = [keep_link(), pack_link()]
    sources = [
        html.Span(finding.badge, id="badge", className="badge-direction", hidden=not finding.badge),
        html.Span(finding.source, id="source", className="source"),
    ]
    return html.Section(
        [
            said((), id="messages") if live else None,
            html.H1(finding.heading, id="heading", **({"data-indicator": finding.indicator} if live else {})),
            html.P(
                [
                    html.Span("Illustrative", id="ribbon", className="ribbon", hidden=not finding.illustrative),
                    html.Span(unbroken(finding.sentence), id="sentence"),
                ],
                className="sentence",
                **({"aria-live": "polite"} if live else {}),
            ),
            html.P(sources if live else [*sources, " ", links[0], " ", links[1]], className="sources"),
            _more(finding.indicator, links) if live else None,
        ],
        id="finding",
        className="finding",
    )


def _more(indicator: str, links: Sequence[html.A]) -> html.Nav:
    """Pages that say more on the indicator."""
    pages = [html.A(words, href=f"{path}?indicator={indicator}", **{"data-follow": path}) for words, path in MORE]
    return html.Nav([*pages, *links], className="more", **{"aria-label": "More on this indicator"})


def said(messages: Sequence[str], **attributes: str) -> html.Div:
    """What of the choices could not be shown, and what is shown instead; announced, one line a message."""
    lines = [html.P(message, className="message") for message in messages]
    return html.Div(lines, className="said", role="status", **attributes)


def problem(heading: str, sentence: str, *, link: str = "/", link_text: str = "Show the usual view") -> html.Div:
    """An empty or failed state: one sentence why, one way out; never kept, since it may pass."""
    if has_request_context():
        g.problem = True
    return html.Div(
        [
            html.H1(heading, id="heading"),
            html.P(sentence, className="sentence"),
            html.A(link_text, href=link, className="btn btn-primary"),
        ],
        className="problem",
    )
