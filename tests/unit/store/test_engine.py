import struct

import numpy as np
import pytest

from variation.errors import StoreError
from variation.store import engine, open_store


@pytest.mark.parametrize(
    ("url", "says"),
    [
        pytest.param("not a url", "cannot be used", id="no URL at all"),
        pytest.param("", "cannot be used", id="nothing"),
        pytest.param("mysql://somewhere/atlas", "names a mysql database", id="another make of database"),
        pytest.param("nonsense://somewhere", "names a nonsense database", id="an unknown make"),
        pytest.param("postgresql+nonsense://somewhere/x", "cannot be used", id="an unknown driver"),
        pytest.param("sqlite://", "in memory", id="SQLite in memory, by leaving the file out"),
        pytest.param("sqlite:///:memory:", "in memory", id="SQLite in memory, by name"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_in_a_sentence_that_names_the_setting(url, says):
    with pytest.raises(StoreError, match=says) as error:
        engine.connect(url)
    assert "DATABASE_URL" in str(error.value)


def test_the_folder_of_a_database_file_is_made(tmp_path):
    open_store(f"sqlite:///{tmp_path}/new/folder/atlas.db").close()
    assert (tmp_path / "new" / "folder" / "atlas.db").is_file()


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("here already")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path}/file/atlas.db")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:secret@nowhere.invalid/atlas",
        "postgresql://nowhere.invalid/atlas?user=anna&password=secret&sslpassword=secret",
    ],
)
def test_a_password_is_not_shown(url):
    engines = engine.connect(url)
    assert "secret" not in engines.url
    assert "nowhere.invalid/atlas" in engines.url
    assert not engines.sqlite


@pytest.mark.parametrize("url", ["postgresql://anna:p@secret@nowhere.invalid/atlas", "postgresql://anna:secret/atlas"])
def test_a_password_that_is_written_wrongly_is_not_shown_either(url):
    with pytest.raises(StoreError, match="DATABASE_URL") as error:
        engine.connect(url)
    assert "secret" not in f"{error.value}{error.value.__cause__}"


def test_postgresql_uses_psycopg_3_when_no_driver_is_named():
    assert engine.connect("postgresql://nowhere.invalid/atlas").reader.dialect.driver == "psycopg"


def test_rows_are_packed_as_postgresqls_binary_copy():
    packed = engine._binary({"line": np.array([7]), "value": np.array([1.5])})
    header, row, end = packed[:19], packed[19:-2], packed[-2:]
    assert header == b"PGCOPY\n\xff\r\n\x00" + bytes(8)
    assert struct.unpack(">hiiid", row) == (2, 4, 7, 8, 1.5)
    assert end == b"\xff\xff"
