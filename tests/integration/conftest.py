"""Databases for the tests that need a real one: a file of SQLite, and a schema of its own on PostgreSQL."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import make_url

from variation.commands import cli
from variation.store import Store, open_store

POSTGRES = "VARIATION_TEST_POSTGRES"
USUAL = "postgresql+psycopg://root@127.0.0.1:5432/test"


@pytest.fixture(scope="session")
def server() -> str:
    """URL of a PostgreSQL database where schemas may be made."""
    url = os.environ.get(POSTGRES) or USUAL
    try:
        _run(url, "SELECT 1")
    except psycopg.OperationalError as error:
        message = f"PostgreSQL: no server at {url} (set {POSTGRES}): {error}"
        if os.environ.get(POSTGRES) or os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return url


def _run(url: str, statement: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, connect_timeout=5) as connection:
        connection.execute(statement)


@pytest.fixture
def postgresql(server: str) -> Iterator[str]:
    """URL of an empty schema, which is dropped afterwards."""
    schema = f"atlas_{uuid4().hex}"
    _run(server, f"CREATE SCHEMA {schema}")
    url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    _run(server, f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """URL of a database file that is not there yet."""
    return f"sqlite:///{tmp_path / 'atlas.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """URL of an empty database, of each kind in turn."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An open store on an empty database, of each kind in turn."""
    opened = open_store(database)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application, which a process has once, on an empty store for one file of tests."""
    folder = tmp_path_factory.mktemp("app")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'first.db'}")  # read when it is imported for the first time
        patch.setenv("VARIATION_WARM", "no")  # a test's store is its own
        dash_app = importlib.import_module("app").app
    config = dash_app.server.config
    usual = config["VARIATION_SERVED"]
    store = open_store(f"sqlite:///{folder / 'atlas.db'}")
    config["VARIATION_SERVED"] = replace(usual, store=store)
    yield dash_app
    config["VARIATION_SERVED"] = usual
    store.close()


@pytest.fixture(scope="module")
def client(application: Any) -> FlaskClient:
    """A browser without a screen, of the application of this file."""
    return application.server.test_client()


def _filled(folder: Path, *extracts: Path) -> Iterator[Store]:
    """A store that the command has loaded these files or folders into."""
    url = f"sqlite:///{folder / 'atlas.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        CliRunner().invoke(cli, ["load", *(str(path) for path in extracts)])
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shipped_store(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What a first visitor has: the extracts that ship."""
    yield from _filled(tmp_path_factory.mktemp("shipped"), data / "extracts")


@pytest.fixture(scope="session")
def real_store(data: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The real extracts, and those that ship."""
    yield from _filled(tmp_path_factory.mktemp("real"), shared / "extracts", data / "extracts")
