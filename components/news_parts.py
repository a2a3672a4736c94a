"""What Start says of changes: figures that are new since a load, and what has moved since a board met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from components.list_forms import plain_form, submit
from variation.analyses.news import News, NewsLine
from variation.analyses.since_board import Revision, Shift, SinceBoard
from variation.findings import board_words as words
from variation.findings.moves import NEWLY_OUTSIDE, NO_LONGER_OUTSIDE, OTHER_TREND
from variation.findings.words import short_day
from variation.store import LoadRecord

_MOST_NEWS, _MOST_LOADS, _MOST_LINES = 25, 60, 12
_HEADS = ("Indicator", "Levels", "Latest period changed", "Figures", "New", "Revised")


@dataclass(frozen=True)
class Since:
    """What news are counted from: as the address asks, and the day of this browser's last visit where that says so."""

    asked: str
    visited: date | None


def news_section(told: News, since: Since) -> html.Section:
    """What is new since an earlier load."""
    shown = told.lines[:_MOST_NEWS]
    newest = told.loads[0] if told.loads else None
    fell_back = since.asked != "" and since.asked != str(told.since)
    return html.Section(
        [
            html.H2("What is new", id="new"),
            html.P(
                "That load cannot be compared with; the last one before the newest day of loading is taken.",
                className="message",
            )
            if fell_back
            else None,
            html.P(
                _said(told, None if fell_back else since.visited),
                id="news",
                **{"data-snapshot": str(newest.id) if newest else "", "data-since": str(told.since)},
            ),
            html.P(id="last-visit", className="hint"),
            _since_form(told),
            _table(shown) if shown else html.P("No figure that is shown has changed since."),
            html.P(f"The {_MOST_NEWS} with most figures are listed.") if len(told.lines) > _MOST_NEWS else None,
            html.P(
                "This browser notes the load and the day of your visits to this page, nothing else, so that the next "
                "visit can begin there.",
                className="hint",
            ),
        ],
        **{"aria-labelledby": "new"},
    )


def _said(told: News, visited: date | None) -> str:
    many = "1 indicator" if len(told.lines) == 1 else f"{len(told.lines)} indicators"
    before = told.before
    if before is None:
        days = {load.loaded_at.date() for load in told.loads}
        why = f" All were loaded on {short_day(next(iter(days)))}." if len(days) == 1 else ""
        return f"{told.new:,} figures in {many} since the beginning.{why}"
    what = f"{told.new:,} new and {told.revised:,} revised figures in {many}"
    if visited:
        return f"{what} since you were last here on {short_day(visited)} (load {before.id})."
    return f"{what} since load {before.id} of {short_day(before.loaded_at)}."


def _load_option(load: LoadRecord, *, chosen: bool) -> html.Option:
    name = load.path.rsplit("/", 1)[-1]
    return html.Option(f"{short_day(load.loaded_at)}, load {load.id} ({name})", value=str(load.id), selected=chosen)


def _select_form(field: str, label: str, options: Sequence[html.Option], action: str) -> html.Form:
    """A select of loads; what else the address asks is left out."""
    return plain_form(
        action,
        [
            html.Label(label, htmlFor=f"start-{field}"),
            html.Div(
                [
                    html.Select(
                        list(options), id=f"start-{field}", name=field, className="form-select", autoComplete="off"
                    ),
                    submit("Show"),
                ],
                className="search-row",
            ),
        ],
        "get",
    )


def _since_form(told: News) -> html.Form:
    options = [_load_option(load, chosen=load.id == told.since) for load in told.loads[1 : 1 + _MOST_LOADS]]
    options.append(html.Option("The beginning", value="0", selected=told.since == 0))
    return _select_form("since", "Since", options, "/start#new")


def _table(lines: Sequence[NewsLine]) -> html.Table:
    """A table that becomes a list of entries on a narrow screen; the roles keep it a table for those who hear it."""
    rows = [
        html.Tr(
            [
                html.Th(
                    dcc.Link(n.indicator.short_name, href=f"/?indicator={n.indicator.id}"),
                    scope="row",
                    role="rowheader",
                ),
                *(
                    html.Td(
                        text,
                        className="number" if head in ("New", "Revised") else None,
                        role="cell",
                        **{"data-label": head},
                    )
                    for head, text in zip(_HEADS[1:], _cells(n), strict=True)
                ),
            ],
            role="row",
        )
        for n in lines
    ]
    heads = [
        html.Th(h, scope="col", role="columnheader", className="number" if h in ("New", "Revised") else None)
        for h in _HEADS
    ]
    return html.Table(
        [html.Thead(html.Tr(heads, role="row"), role="rowgroup"), html.Tbody(rows, role="rowgroup")],
        className="stacked",
        role="table",
        **{"aria-label": "What is new"},
    )


def _cells(n: NewsLine) -> tuple[str, ...]:
    return (
        ", ".join(n.levels),
        n.latest,
        "Illustrative" if n.illustrative else "Published",
        f"{n.new:,}",
        f"{n.revised:,}",
    )


def board_section(told: News, asked: str, changed: SinceBoard | None, why_not: str) -> html.Section:
    """What has changed since a board met: the choice of a day or a load and, once chosen, the lists.

    Parameters
    ----------
    asked : a day or the number of a load, as in the address
    changed : None where nothing is asked, or cannot be compared with, which `why_not` says
    """
    earlier = told.loads[1 : 1 + _MOST_LOADS]
    is_load = asked.isdecimal()
    options = [_load_option(load, chosen=is_load and load.id == int(asked)) for load in earlier]
    return html.Section(
        [
            html.H2("What changed since the last board", id="board"),
            html.P(
                "Choose the day of the meeting, or a load: areas newly outside their limits, areas no longer outside, "
                "revised figures and trends with another direction are listed. The choice is in the address, so a link "
                "or bookmark keeps it."
            ),
            html.Div(
                [_day_form("" if is_load else asked), *([_board_loads(options)] if options else [])],
                className="board-choice",
            ),
            html.P(why_not, className="message", role="status") if why_not else None,
            *(_changes(changed) if changed else []),
        ],
        **{"aria-labelledby": "board"},
    )


def _day_form(asked: str) -> html.Form:
    return plain_form(
        "/start#board",
        [
            html.Label("Day of the last board, e.g. 4/11/2026", htmlFor="start-day"),
            html.Div(
                [dbc.Input(id="start-day", name="board", type="text", value=asked, size="sm"), submit("Show")],
                className="search-row",
            ),
        ],
        "get",
    )


def _board_loads(options: Sequence[html.Option]) -> html.Form:
    return _select_form("board", "Or a load", options, "/start#board")


def _changes(s: SinceBoard) -> list[Any]:
    first = words.first_words(s)
    return [
        html.P(
            f"Since the figures of {s.then.label}: {words.since_finding(s)}", className="sentence", id="since-board"
        ),
        html.P(first) if first else None,
        *_shifts(NEWLY_OUTSIDE, s.outside, words.outside_words),
        *_shifts(NO_LONGER_OUTSIDE, s.inside, words.inside_words),
        *_revisions(s.revised),
        *_shifts(OTHER_TREND, s.trends, words.trend_words),
        html.P(
            "Areas are compared with London in the latest period held then and now. Findings say what is different, "
            "not why.",
            className="hint",
        ),
    ]


def _shifts(heading: str, shifts: Sequence[Shift[Any]], said: Callable[[Shift[Any]], str]) -> list[Any]:
    lines = [_line(x, f"{said(x)}; {words.periods_words(x)}") for x in shifts]
    return _listed(heading, lines)


def _revisions(revised: Sequence[Revision]) -> list[Any]:
    return _listed("Revised figures", [_line(r, words.revision_words(r)) for r in revised])


def _line(x: Shift[Any] | Revision, said: str) -> html.Li:
    mark = html.Span("Illustrative", className="ribbon") if x.illustrative else None
    return html.Li([mark, dcc.Link(words.shift_title(x), href=f"/?{x.view.to_query()}"), ": ", said])


def _listed(heading: str, lines: Sequence[html.Li]) -> list[Any]:
    """A heading with its lines, those beyond the first few folded away; a word where there are none."""
    if not lines:
        return [html.H3(heading), html.P("None.")]
    shown, more = list(lines[:_MOST_LINES]), list(lines[_MOST_LINES:])
    rest = html.Details([html.Summary(f"{len(more)} more"), html.Ul(more)]) if more else None
    return [html.H3(f"{heading} ({len(lines)})"), html.Ul(shown), rest]
