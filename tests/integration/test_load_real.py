"""Real London extracts, all of them, through the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from variation.commands import cli
from variation.indicators import load_catalogue
from variation.store import open_store

NOT_TABLES_OF_OURS = {"mess_cp1252_quoted_transposed_bmi_la.csv", "mess_london_walking_cycling_merged_headers.xls"}


@pytest.fixture(scope="module")
def loaded(shared, tmp_path_factory):
    """The result of the command, and the store it filled."""
    url = f"sqlite:///{tmp_path_factory.mktemp('real') / 'atlas.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        patch.setenv("COLUMNS", "200")
        result = CliRunner().invoke(cli, ["load", str(shared / "extracts")])
    store = open_store(url)
    yield result, store
    store.close()


def test_all_are_taken_in_but_those_whose_layout_nobody_described(loaded, shared):
    _, store = loaded
    there = {p.name for p in (shared / "extracts").iterdir() if p.name != "README.md"}
    taken = {record.path.rpartition("/")[2] for record in store.loads()}
    assert there - taken == NOT_TABLES_OF_OURS


def test_refused_ones_are_named_with_what_was_found_and_the_command_says_so(loaded):
    result, _ = loaded
    assert result.exit_code == 1
    for name in NOT_TABLES_OF_OURS:
        assert f"extracts/{name}: No header of a known format was found" in result.output


def test_at_least_forty_indicators_of_every_domain_have_real_figures(loaded, data):
    _, store = loaded
    catalogue = load_catalogue(data)
    found = {s.indicator for s in store.series(store.snapshot()) if s.level in ("borough", "ccg", "stp")}
    domains = [catalogue.indicator(name).domain for name in found]
    assert len(found) >= 40
    assert domains.count("access") >= 10
    assert domains.count("practice") >= 12
    assert domains.count("outcome") >= 15


def test_every_level_has_figures_and_no_row_was_rejected(loaded):
    _, store = loaded
    assert {"borough", "ccg", "stp"} <= {s.level for s in store.series(store.snapshot())}
    assert sum(record.rows_rejected for record in store.loads()) == 0


def test_loading_all_again_changes_nothing(loaded, shared, monkeypatch):
    _, store = loaded
    before = store.snapshot()
    monkeypatch.setenv("DATABASE_URL", store._engines.reader.url.render_as_string())
    CliRunner().invoke(cli, ["load", str(shared / "extracts")])
    assert store.snapshot() == before
