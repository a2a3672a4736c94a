"""Settings come from the environment alone, and a wrong one says how to set it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from variation.errors import ExtractError, SettingsError
from variation.settings import PROJECT, Settings


def test_nothing_set_serves_the_embedded_store_on_this_machine() -> None:
    settings = Settings.from_env({})
    assert settings.database_url == f"sqlite:///{PROJECT / 'var' / 'atlas.db'}"
    assert (settings.host, settings.port) == ("127.0.0.1", 8050)
    assert settings.data == PROJECT / "data"
    assert settings.extracts == ()
    assert settings.warm


def test_folders_of_extracts_are_separated_as_in_path(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    settings = Settings.from_env({"VARIATION_EXTRACTS": f"{one}{os.pathsep}{two}"})
    assert settings.extracts == (one, two)


@pytest.mark.parametrize("port", ["", "-1", "0", "65536", "http", "8050 "])
def test_a_port_that_is_none_is_refused_with_the_variable_named(port: str) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        Settings.from_env({"PORT": port})


@pytest.mark.parametrize("name", ["VARIATION_DATA", "VARIATION_EXTRACTS"])
def test_a_folder_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} names /no/such/folder"):
        Settings.from_env({name: "/no/such/folder"})


def test_an_extract_error_says_where() -> None:
    error = ExtractError("expected a number", path="a.csv", row=7, column="Value", value="x")
    assert str(error) == "a.csv, row 7, column 'Value', found 'x': expected a number"


def test_no_proxy_is_trusted_unless_their_number_is_given() -> None:
    assert Settings.from_env({}).proxies == 0
    assert Settings.from_env({"TRUSTED_PROXIES": "2"}).proxies == 2
    for wrong in ("yes", "-1", "1.5", "٣"):
        with pytest.raises(SettingsError, match="TRUSTED_PROXIES"):
            Settings.from_env({"TRUSTED_PROXIES": wrong})


def test_warming_is_switched_off_by_no_and_any_other_word_is_refused() -> None:
    assert not Settings.from_env({"VARIATION_WARM": "no"}).warm
    with pytest.raises(SettingsError, match="VARIATION_WARM"):
        Settings.from_env({"VARIATION_WARM": "0"})
