"""A page of what its query chooses: made once for each snapshot and choice, or a sentence why there is none yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from dash import html

from components.finding import problem
from components.refusals import public
from components.remembered import personal
from components.serving import served
from variation.analyses.cache import Cache
from variation.errors import VariationError
from variation.indicators import Catalogue
from variation.store import Snapshot, Store

Choice = TypeVar("Choice", bound=Hashable)
_kept: Cache[html.Div] = Cache(240)


def kept_page(
    query: Mapping[str, Any],
    choose: Callable[[Mapping[str, Any], Catalogue, Store, Snapshot | None], Choice],
    make: Callable[[Choice, Catalogue, Store, Snapshot | None], html.Div],
    *,
    nothing: str = "Nothing to show yet",
) -> html.Div:
    """The page that a query asks for.

    It is kept, since the page is asked for twice: as the HTML that arrives, and by Dash, which takes over from it.

    Parameters
    ----------
    choose : what the query asks for, with all that the page depends on; raises VariationError when nothing is loaded
    make : the page of a choice; a function of its module, which tells the kept pages of one page from another's
    nothing : heading of the problem that stands in the page's place where either raises VariationError
    """
    s = served()
    snapshot = s.snapshot()
    try:
        choice = choose(query, s.catalogue, s.store, snapshot)
        key = (make, snapshot.id if snapshot else 0, id(s.catalogue), choice, personal())
        return _kept.get(s.store, key, lambda: make(choice, s.catalogue, s.store, snapshot))
    except VariationError as error:
        return nothing_yet(error, nothing)


def nothing_yet(error: VariationError, heading: str = "Nothing to show yet") -> html.Div:
    """What stands in a page's place when what it asks for is not loaded."""
    return html.Div(problem(heading, public(error), link="/data", link_text="About the data"))
