"""What changed since an earlier snapshot, in words and rows."""

from __future__ import annotations

from collections.abc import Sequence

from variation.analyses.since import Since
from variation.analyses.then_and_now import Moved
from variation.findings.moves import NEWLY_OUTSIDE, NO_LONGER_OUTSIDE, OTHER_TREND, side_now, turn_words
from variation.findings.remarks import head_of
from variation.findings.rows import Cell, Column, Table, difference_words
from variation.findings.sentence import ILLUSTRATIVE
from variation.findings.words import areas_word, counted, listing, lower, side

NAMED = 4  # areas that a sentence names; more are counted
TOLD = 5  # views that have a sentence of their own

NO_BOARD = (
    "No earlier snapshot is named in this pack, so nothing can be compared with what the board saw last; its cover can "
    "name one."
)
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
    changed = sorted((view for view in views if view.changed and view.seen is not None), key=_weight)
    told = [change_words(view) for view in changed[:TOLD]]
    more = len(changed) - len(told)
    others = [f"{more} more {'view has' if more == 1 else 'views have'} changed; the table has them."] if more else []
    return (summary(views, then), *told, *others, *_first_time([view for view in views if view.seen is None]))


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
        Column("resolved", NO_LONGER_OUTSIDE, 0),
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
        name, indicator = head_of(view.now), view.now.indicator
        for what, found in ((NEWLY_OUTSIDE, view.outside), (NO_LONGER_OUTSIDE, view.inside)):
            rows += [(name, a.name, what, *(difference_words(s, indicator) for s in (a.then, a.now))) for a in found]
        rows += [(name, t.name, OTHER_TREND, t.then.verdict, t.now.verdict) for t in view.trends]
    return Table(columns, tuple(rows))


def _view_row(view: Since) -> tuple[Cell, ...]:
    counts = (len(view.outside), len(view.inside), view.added, view.revised, view.withdrawn, len(view.trends))
    return (
        head_of(view.now),
        view.seen.then.period if view.seen is not None else "not held",
        view.now.period,
        *counts,
        "Illustrative" if view.now.illustrative else "Published",
    )


def _weight(view: Since) -> tuple[bool, int, int, int]:
    """Published before simulated, then most areas in or out, most trends, most figures."""
    figures = view.added + view.revised + view.withdrawn
    return (view.now.illustrative, -len(view.outside) - len(view.inside), -len(view.trends), -figures)


def _held(view: Since) -> str:
    if view.seen is None:
        return "not held then"
    if view.replaced:
        new, old = ("simulated", "published") if view.now.illustrative else ("published", "simulated")
        return f"{new} figures have taken the place of {old} ones, so the two are not compared"
    return f"then shown for {view.seen.then.period}" if view.moved_on else ""


def _outside(view: Since) -> str:
    """New outliers, the worse apart from the better."""
    by_side: dict[str, list[Moved]] = {}
    for area in sorted(view.outside, key=lambda a: a.now < 0):
        by_side.setdefault(side_now(area, view.now.indicator), []).append(area)
    parts = [f"{_who(found, view)} {words} than {view.now.benchmark.name}" for words, found in by_side.items()]
    return f"{lower(NEWLY_OUTSIDE)}: {listing(parts)}" if parts else ""


def _resolved(view: Since) -> str:
    """Areas that were outside, the worse apart from the better."""
    by_side: dict[str, list[Moved]] = {}
    for area in sorted(view.inside, key=lambda a: a.then < 0):
        by_side.setdefault(side(1 if area.then > 0 else -1, view.now.indicator), []).append(area)
    name = view.now.benchmark.name
    parts = [
        f"{_who(found, view)} ({'was' if len(found) == 1 else 'were'} {words} than {name})"
        for words, found in by_side.items()
    ]
    return f"{lower(NO_LONGER_OUTSIDE)}: {listing(parts)}" if parts else ""


def _who(found: Sequence[Moved], view: Since) -> str:
    return listing([a.name for a in found]) if len(found) <= NAMED else counted(view.now.level, len(found))


def _figures(view: Since) -> str:
    then = view.seen.then.period if view.seen is not None else ""
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
    return f"{lower(OTHER_TREND)} in {listing([f'{t.name} ({turn_words(t)})' for t in view.trends])}"
