"""Small multiples: the series of every area of a footprint on the same axes, in an order that says something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from variation.analyses.cache import Cache
from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.results import NO_DATA, Choices, Comparison, Floats, History, Option
from variation.analyses.selection import Selection
from variation.indicators import Catalogue

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

Query = Mapping[str, str | Sequence[str] | None]
SORTS = (
    Option("worst", "Worst first"),
    Option("change", "Change, worst first"),
    Option("name", "Name"),
)
COLUMNS = (Option("", "As fits"), *(Option(str(n), str(n)) for n in (2, 3, 4, 6, 8)))
PROCESS = ("month", "quarter")
_USED = ("indicator", "level", "within", "area", "sex", "age", "benchmark", "scale")
_kept: Cache[Multiples] = Cache(64)


@dataclass(frozen=True)
class AreaPanel:
    """One area's series; arrays (m,), limits NaN where no control chart is drawn.

    latest : its last figure, in period number `last` (−1 where it has none)
    change : latest less first figure; NaN with fewer than two
    status : of the comparison, NO_DATA where its last figure is not of the compared period
    special : what the control chart marks the last point with: "improvement", "concern", "neutral", "common cause", ""
    """

    row: int
    code: str
    name: str
    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    last: int
    latest: float
    change: float
    status: int
    special: str


@dataclass(frozen=True)
class Multiples:
    """Panels in order, with the comparison and the history that they are taken from.

    controlled : whether limits are drawn; `why` says why not, "" where they are
    """

    comparison: Comparison
    history: History
    panels: tuple[AreaPanel, ...]
    sort: str
    controlled: bool
    why: str


@dataclass(frozen=True)
class MultiplesChoices:
    """A query made servable: the view, how panels are sorted and in how many columns (0: as fits), and messages."""

    view: Choices
    sort: str
    columns: int
    messages: tuple[str, ...]


def choose_multiples(query: Query, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> MultiplesChoices:
    """The view that a query asks for, made servable; the period is always the latest."""
    asked, messages = Selection.from_query({key: query.get(key) for key in _USED})
    said = list(messages)
    sort = _one("order", query, SORTS, said)
    columns = _one("columns", query, COLUMNS, said)
    view = choices(asked, catalogue, store, snapshot, said)
    return MultiplesChoices(view, sort, int(columns or 0), view.messages)


def multiply(
    selection: Selection, sort: str, catalogue: Catalogue, store: Store, snapshot: Snapshot | None
) -> Multiples:
    """The panels of a selection that `choices` has made servable, in the order of `sort`."""
    key = (snapshot.id if snapshot else None, id(catalogue), selection)

    def make() -> Multiples:
        past = history(selection, catalogue, store, snapshot)
        return arrange(compare(selection, catalogue, store, snapshot), past, "name")

    return sort_panels(_kept.get(store, key, make), sort)


def arrange(comparison: Comparison, past: History, sort: str) -> Multiples:
    """Panels of the areas inside the footprint that have any figure, sorted."""
    why = _why_no_limits(comparison, past)
    panels = [
        _panel(comparison, past, i, controlled=not why)
        for i in np.flatnonzero(comparison.inside & np.isfinite(past.value).any(axis=1)).tolist()
    ]
    if not why and not any(np.isfinite(p.centre).any() for p in panels):
        why = "No series has the 12 figures that a control chart needs."
    return sort_panels(Multiples(comparison, past, tuple(panels), "", not why, why), sort)


def sort_panels(m: Multiples, sort: str) -> Multiples:
    """The same panels in another order."""
    bad = {"high": -1, "low": 1}.get(m.comparison.indicator.polarity, 0)
    return replace(m, panels=tuple(sorted(m.panels, key=lambda p: _key(p, sort, bad))), sort=sort)


def _key(p: AreaPanel, sort: str, bad: int) -> tuple[float, float, str]:
    """Ascending; without a judgement the highest, or the most risen, comes first. Unknown figures come last."""
    if sort == "name":
        return (0.0, 0.0, p.name)
    figure = p.latest if sort == "worst" else p.change
    lone = -figure * (bad or 1) if np.isfinite(figure) else np.inf
    if sort == "change":
        return (0.0, lone, p.name)
    status = 0 if p.status == NO_DATA else p.status
    known = p.status != NO_DATA
    return (-float(status * bad) if known else 9.0, lone, p.name)


def _panel(c: Comparison, past: History, row: int, *, controlled: bool) -> AreaPanel:
    value = past.value[row]
    known = np.flatnonzero(np.isfinite(value))
    last = int(known[-1]) if len(known) else -1
    compared = last >= 0 and past.period[last] == c.period
    nothing = np.full(len(value), np.nan)
    centre, lower, upper, special = nothing, nothing, nothing, ""
    if controlled:
        from variation.methods import spc

        good = {"high": "up", "low": "down"}.get(c.indicator.polarity, "neutral")
        chart = spc.xmr(value, good)
        centre, lower, upper, special = chart.centre, chart.lower, chart.upper, chart.variation
    return AreaPanel(
        row=row,
        code=str(past.code[row]),
        name=str(past.name[row]),
        value=value,
        centre=centre,
        lower=lower,
        upper=upper,
        last=last,
        latest=float(value[last]),
        change=float(value[last] - value[known[0]]) if len(known) > 1 else float("nan"),
        status=int(c.status[row]) if compared else NO_DATA,
        special=special,
    )


def _why_no_limits(c: Comparison, past: History) -> str:
    from variation.methods.spc_rules import MINIMUM_POINTS

    if c.indicator.frequency not in PROCESS:
        return "Control limits are drawn for monthly and quarterly series only."
    if past.overlapping:
        return "Periods overlap, so no control limits are drawn."
    if len(past.period) < MINIMUM_POINTS:
        return f"Control limits need {MINIMUM_POINTS} periods; there are {len(past.period)}."
    return ""


def _one(name: str, query: Query, allowed: tuple[Option, ...], messages: list[str]) -> str:
    """One of a few words of the query, the first of those allowed where it is none of them."""
    found = query.get(name)
    text = found if isinstance(found, str) else next((v for v in found or () if isinstance(v, str)), "")
    if text in {o.value for o in allowed}:
        return text
    if text:
        shown = text if len(text) < 40 and text.isprintable() else "something else"
        messages.append(f"The link asks for {name} “{shown}”; {allowed[0].label.lower()} is shown.")
    return allowed[0].value
