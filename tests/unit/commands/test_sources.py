import pytest

from variation.commands.sources import files_at_start, find_extracts
from variation.errors import ExtractError
from variation.settings import Settings


@pytest.fixture
def folder(tmp_path):
    for name in ("b.csv", "a.xlsx", "c.csv.gz", "README.md", "readme.txt", ".hidden.csv", "picture.png"):
        (tmp_path / name).write_text("")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.csv").write_text("")
    return tmp_path


def names(paths):
    return [path.name for path in paths]


def test_a_folder_stands_for_its_tables_by_name_and_leaves_notes_alone(folder):
    found = find_extracts([folder])
    assert names(found.files) == ["a.xlsx", "b.csv", "c.csv.gz"]
    assert names(found.ignored) == ["README.md", "picture.png", "readme.txt"]


def test_a_pattern_that_the_shell_left_alone_is_expanded(folder):
    assert names(find_extracts([str(folder / "*.csv")]).files) == ["b.csv"]


def test_a_file_named_twice_is_taken_once_and_the_order_named_is_kept(folder):
    assert names(find_extracts([folder / "c.csv.gz", folder]).files) == ["c.csv.gz", "a.xlsx", "b.csv"]


def test_a_name_that_nothing_has_is_refused(folder):
    with pytest.raises(ExtractError, match="no such file or folder"):
        find_extracts([folder / "missing.csv"])


def test_at_start_the_shipped_extracts_come_before_the_users_own(folder, tmp_path):
    data = tmp_path / "data"
    (data / "extracts").mkdir(parents=True)
    (data / "extracts" / "z.csv").write_text("")
    settings = Settings("sqlite:///x.db", "127.0.0.1", 8050, (folder,), data)
    assert names(files_at_start(settings).files) == ["z.csv", "a.xlsx", "b.csv", "c.csv.gz"]


def test_at_start_a_missing_folder_of_shipped_extracts_is_no_error(tmp_path):
    assert files_at_start(Settings("sqlite:///x.db", "127.0.0.1", 8050, (), tmp_path)).files == ()
