"""What changed since an earlier snapshot, in words and rows."""

from __future__ import annotations

from collections.abc import Sequence

from variation.analyses.results import RecentTrend
from variation.analyses.since import AreaChange, Since
from variation.findings.remarks import head_of
from variation.findings.rows import Cell, Column, Table, difference_words
from variation.findings.sentence import ILLUSTRATIVE
from variation.findings.words import areas_word, counted, listing, side

NAMED = 4  # areas that a sentence names; more are counted
TOLD = 5  # views that have a sentence of their own

NO_BOARD = "No earlier snapshot is named in this pack, so nothing can be compared with what the board saw last."
METHOD = (
    "Views of one indicator are compared with what they showed then: who lies outside 99.8 % limits, figures of the "
    "period shown then (added, revised, withdrawn), tested trends. Overviews, profiles and pairs of indicators are not."
)


def gone(number: int) -> str:
    """Why an earlier snapshot cannot be compared with."""
    return f"Load {number}, which the board saw last, is no earlier load of this store, so nothing can be compared."


def summary(views: Sequence[Since], then: str) -> str:
    """How many of the views have changed."""
    changed, number = sum(view.changed for view in views), len(views)
    if not number:
        return "This pack has no view of one indicator to compare."
    if number == 1:
        return f"The one view that can be compared has {'' if changed else 'not '}changed since {then}."
    if changed == number:
        return f"All {number} views that can be compared have changed since {then}."
    which, verb = (str(changed), "have") if changed > 1 else ("1" if changed else "None", "has")
    return f"{which} of the {number} views that can be compared {verb} changed since {then}."


def change_findings(views: Sequence[Since], then: str) -> tuple[str, ...]:
    """The summary, then a sentence for each of the views that changed most, and one for those not held then."""
    changed = sorted((view for view in views if view.changed and view.then is not None), key=_weight)
    told = [change_words(view) for view in changed[:TOLD]]
    more = len(changed) - len(told)
    others = [f"{more} more {'view has' if more == 1 else 'views have'} changed; the table has them."] if more else []
    return (summary(views, then), *told, *others, *_first_time([view for view in views if view.then is None]))


def _first_time(views: Sequence[Since]) -> list[str]:
    if not views:
        return []
    if len(views) > NAMED:
        return [f"{len(views)} views were not held then and are shown for the first time."]
    names = [f"{head_of(v.now)}{' (illustrative)' if v.now.illustrative else ''}" for v in views]
    return [f"Shown for the first time: {'; '.join(names)}."]


def change_words(view: Since) -> str:
    """One view's changes as a sentence."""
    mark = ILLUSTRATIVE if view.now.illustrative else ""
    parts = [part for part in (_held(view), _outside(view), _resolved(view), _figures(view), _trends(view)) if part]
    return f"{mark}{head_of(view.now)} – {'; '.join(parts) or 'nothing has changed'}."


def views_table(views: Sequence[Since]) -> Table:
    """A row a view: its period then and now, and how much of it changed."""
    columns = (
        Column("view", "View"),
        Column("then", "Then"),
        Column("now", "Now"),
        Column("outside", "Newly outside", 0),
        Column("resolved", "No longer outside", 0),
        Column("added", "Added", 0),
        Column("revised", "Revised", 0),
        Column("withdrawn", "Withdrawn", 0),
        Column("trends", "Trends", 0),
        Column("status", "Figures"),
    )
    return Table(columns, tuple(_view_row(view) for view in views))


def areas_table(views: Sequence[Since]) -> Table:
    """A row for each area whose place or trend changed."""
    columns = (
        Column("view", "View"),
        Column("area", "Area"),
        Column("what", "What changed"),
        Column("then", "Then"),
        Column("now", "Now"),
    )
    rows: list[tuple[Cell, ...]] = []
    for view in views:
        for what, found in (
            ("Newly outside 99.8 % limits", view.outside),
            ("No longer outside", view.resolved),
            ("Recent trend", view.trends),
        ):
            rows += [(head_of(view.now), a.name, what, _state(a.then, view), _state(a.now, view)) for a in found]
    return Table(columns, tuple(rows))


def _view_row(view: Since) -> tuple[Cell, ...]:
    counts = (len(view.outside), len(view.resolved), view.added, view.revised, view.withdrawn, len(view.trends))
    return (
        head_of(view.now),
        view.then.period if view.then is not None else "not held",
        view.now.period,
        *counts,
        "Illustrative" if view.now.illustrative else "Published",
    )


def _weight(view: Since) -> tuple[bool, int, int, int]:
    """Published before simulated, then most areas in or out, most trends, most figures."""
    figures = view.added + view.revised + view.withdrawn
    return (view.now.illustrative, -len(view.outside) - len(view.resolved), -len(view.trends), -figures)


def _held(view: Since) -> str:
    if view.then is None:
        return "not held then"
    if view.replaced:
        new, old = ("simulated", "published") if view.now.illustrative else ("published", "simulated")
        return f"{new} figures have taken the place of {old} ones, so the two are not compared"
    return f"then shown for {view.then.period}" if view.moved_on else ""


def _outside(view: Since) -> str:
    """New outliers, the worse apart from the better."""
    sides = [
        (f"{side(way, view.now.indicator)} than {view.now.benchmark.name}", [a for a in view.outside if _way(a) == way])
        for way in (1, -1)
    ]
    parts = [f"{_who(found, view)} {words}" for words, found in sides if found]
    return f"newly outside 99.8 % limits: {listing(parts)}" if parts else ""


def _way(change: AreaChange) -> int:
    return 1 if isinstance(change.now, int) and change.now > 0 else -1


def _resolved(view: Since) -> str:
    return f"no longer outside: {_who(view.resolved, view)}" if view.resolved else ""


def _who(found: Sequence[AreaChange], view: Since) -> str:
    return listing([a.name for a in found]) if len(found) <= NAMED else counted(view.now.level, len(found))


def _figures(view: Since) -> str:
    then = view.then.period if view.then is not None else ""
    counts = ((view.added, "added"), (view.revised, "revised"), (view.withdrawn, "withdrawn"))
    parts = [
        f"{number} figure{'' if number == 1 else 's'} of {then} {'was' if number == 1 else 'were'} {what}"
        for number, what in counts
        if number
    ]
    return listing(parts)


def _trends(view: Since) -> str:
    if not view.trends:
        return ""
    if len(view.trends) > NAMED:
        return f"the recent trend of {len(view.trends)} {areas_word(view.now.level)} or benchmarks is another"
    told = [f"{a.name} ({_trend(a.then)}, now {_trend(a.now)})" for a in view.trends]
    return f"another recent trend in {listing(told)}"


def _trend(state: int | RecentTrend) -> str:
    return state.verdict.partition(" (")[0].lower() if isinstance(state, RecentTrend) else ""


def _state(state: int | RecentTrend, view: Since) -> str:
    return state.verdict if isinstance(state, RecentTrend) else difference_words(state, view.now.indicator)
