"""The first requests that a cold server meets, fifty at once: each is answered, and answered right."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.serving import PROJECT, filled_store, gunicorn
from benchmarks.views import held_views
from benchmarks.visitors import visit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run on Windows")

USERS = 50
SECONDS = 5.0
SERVERS = {"two sync workers": {"workers": 2}, "two workers of eight threads": {"workers": 2, "threads": 8}}


def visited(*arguments, **options):
    """Visit in a thread of its own: a browser test before this one may have left an event loop running in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(visit, *arguments, **options).result()


@pytest.fixture(scope="module")
def loaded():
    shipped = sorted((PROJECT / "data" / "extracts").glob("*.csv*"))
    with filled_store(shipped) as address:
        yield address, held_views(address)


@pytest.mark.parametrize("server", SERVERS)
def test_fifty_first_visitors_of_a_cold_server_all_get_the_right_figures(loaded, server):
    address, views = loaded
    with gunicorn("app:server", environ={"DATABASE_URL": address}, **SERVERS[server]) as port:
        tally = visited(port, views, users=USERS, seconds=SECONDS)
    assert tally.faults == []
    assert tally.answers["page"] == USERS
    assert tally.answers["view"] >= USERS


def test_an_answer_of_another_view_does_not_pass_as_right(loaded):
    address, views = loaded
    one, other = views[0], next(v for v in views if v.indicator != views[0].indicator)
    mixed = [type(one)(**{**vars(one), "figures": other.figures, "title": other.title})]
    with gunicorn("app:server", environ={"DATABASE_URL": address}, wait="/health") as port:
        tally = visited(port, mixed, users=1, seconds=0)
    assert any("the table is of" in fault for fault in tally.faults)
