from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from variation.errors import ExtractError
from variation.ingest.cells import find_tables, has_columns, header_key, read_cells, tidy
from variation.ingest.report import Report

TEXT = 'name,note,value\r\nCafé,"two\r\nlines – and a ""quote""",1\r\n,,\r\nLast,,3\r\n'
WANTED = ("name", "value")


def _read(
    path: Path, wanted: tuple[str, ...] = WANTED, **options: int
) -> tuple[list[int], dict[str, list[str]], Report]:
    report = Report(str(path))
    pieces = list(read_cells(path, wanted, report=report, **options))
    names = list(pieces[0].columns)
    rows = [int(row) for piece in pieces for row in piece.rows]
    return rows, {name: [cell for piece in pieces for cell in piece.columns[name]] for name in names}, report


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("packing", ["plain", "gz", "zip"])
def test_text_reads_the_same_in_every_encoding_and_packing(encoding: str, packing: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    data = TEXT.encode(encoding)
    if packing == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("folder/file.csv", data)
            archive.writestr("readme.md", "no table")
    else:
        path.write_bytes(gzip.compress(data) if packing == "gz" else data)
    rows, columns, _ = _read(path)
    assert rows == [2, 5]
    assert columns["name"] == ["Café", "Last"]
    assert columns["note"][0] == 'two\r\nlines – and a "quote"'
    assert columns["value"] == ["1", "3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    rows = [["name", "note", "value"], ["a", "one, two; three", "1"], ["b", "", "2"]]
    path.write_text("\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    assert _read(path)[1]["note"] == ["one, two; three", ""]


def test_excels_own_line_that_names_the_separator_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("sep=;\nname;value\na,b;1\n", encoding="utf-8")
    assert _read(path)[1]["name"] == ["a,b"]


@pytest.mark.parametrize("chunk_rows", [1, 2, 3, 1000])
def test_rows_keep_their_lines_whatever_the_size_of_a_piece(chunk_rows: int, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b'A title\n\nname,value\na,1\n\n"b\nc\rd\r\ne",2\n\nf,3\n')
    rows, columns, report = _read(path, chunk_rows=chunk_rows)
    assert rows == [4, 6, 11]
    assert columns["value"] == ["1", "2", "3"]
    assert report.counts == {"title-lines": 1, "blank-row": 2}


def test_a_workbooks_cells_read_as_a_person_would_type_them(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write(0, 0, "Nothing here")
        sheet = book.add_worksheet("Data")
        sheet.write_row(3, 1, ["name", "value", "when", "yes"])
        sheet.write_row(4, 1, ["a", 155])
        sheet.write_datetime(
            4, 3, __import__("datetime").datetime(2018, 4, 1), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        sheet.write_boolean(4, 4, True)
        sheet.write_row(6, 1, ["b", 22.79411764705882])
    rows, columns, report = _read(path)
    assert rows == [5, 7]
    assert columns["value"] == ["155", "22.79411764705882"]
    assert columns["when"] == ["2018-04-01", ""]
    assert columns["yes"] == ["TRUE", ""]
    assert {p.sheet for p in report.problems} == {"Data"}


def test_a_workbook_called_csv_and_text_called_xls_are_known_by_their_content(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["name", "value"])
        book.worksheets()[0].write_row(1, 0, ["a", 1])
    workbook = (tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    text = tmp_path / "text.xls"
    text.write_text("name\tvalue\na\t1\n", encoding="utf-8")
    assert _read(workbook)[1] == _read(text)[1] == {"name": ["a"], "value": ["1"]}


def test_headers_are_found_whatever_their_case_and_spaces_and_never_stand_twice(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(" Area  Code,,value,Value,value,\nx,y,1,2,3,\n", encoding="utf-8")
    (cells,) = read_cells(path, ["area code", "VALUE"])
    assert list(cells.columns) == ["Area Code", "(column 2)", "value", "Value", "value (2)"]
    assert cells.column("area_code")[0] == "x"
    assert cells.column("Value")[0] == "2"
    assert "nothing" not in cells
    with pytest.raises(ExtractError, match="no column 'nothing'"):
        cells.column("nothing")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02\x00\x03binary\x00\x07", "neither text nor a workbook"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing", "damaged or locked"),
        (b"PK\x03\x04 cut short", "damaged or cut short"),
        (b"PK\x05\x06" + bytes(18), "archive is empty"),
        (gzip.compress(b"name,value\n" * 999, mtime=0)[:-20], "damaged or cut short"),
        (b'name,value\n"a,1\nb,2\n', "never closed"),
        (b'name,value\n"a"b,1\n', "double the quotation marks"),
        (b"just,one,line\n", "No header"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=why) as caught:
        list(read_cells(path, WANTED))
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("chunk_rows", [1, 100])
def test_a_quotation_mark_never_closed_is_told_with_its_row(chunk_rows: int, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("name,value\n" + "a,1\n" * 70 + '"b,2\n' + "c,3\n" * 5, encoding="utf-8")
    with pytest.raises(ExtractError, match="row 72"):
        list(read_cells(path, WANTED, chunk_rows=chunk_rows))


def test_missing_files_and_folders_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="no such file"):
        list(read_cells(tmp_path / "nothing.csv", WANTED))
    with pytest.raises(ExtractError, match="folder"):
        list(read_cells(tmp_path, WANTED))


def test_an_archive_with_a_password_or_without_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.md", "no table")
    with pytest.raises(ExtractError, match=r"holds no \.csv"):
        list(read_cells(path, WANTED))


def test_an_archive_within_an_archive_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.csv", "name,value\na,1\n")
        archive.writestr("more.zip", b"PK")
    with pytest.raises(ExtractError, match=r"more\.zip"):
        list(read_cells(path, WANTED))


def test_every_sheet_with_the_header_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("North", "South", "Notes"):
            book.add_worksheet(name).write_row(0, 0, ["name", "value"] if name != "Notes" else ["text"])
    assert [t.sheet.name for t in find_tables(path, has_columns(*WANTED))] == ["North", "South"]


def test_tidying_twice_changes_nothing() -> None:
    text = " a\u00a0\u00a0b\r\n c\u200b "
    assert tidy(text) == tidy(tidy(text)) == "a b c"
    assert header_key("Lower CI 95.0 limit") == header_key("lower_ci 95.0  LIMIT")
