"""A small catalogue, and readers of small files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.builders import empty_frame
from variation.indicators import Catalogue, load_catalogue
from variation.ingest import Extract, read_extract

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "ingest"


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def small_data() -> Path:
    return FIXTURES / "data"


@pytest.fixture(scope="session")
def small_catalogue(small_data: Path) -> Catalogue:
    return load_catalogue(small_data)


Read = Callable[..., tuple[Extract, pd.DataFrame]]


@pytest.fixture
def read(small_catalogue: Catalogue, small_data: Path) -> Read:
    """Read a file through: the extract with its finished report, and all observations."""

    def reading(path: Path, **options: object) -> tuple[Extract, pd.DataFrame]:
        extract = read_extract(path, catalogue=small_catalogue, data=small_data, **options)  # type: ignore[arg-type]
        frames = list(extract.frames())
        return extract, pd.concat(frames, ignore_index=True) if frames else empty_frame()

    return reading


@pytest.fixture
def read_rows(read: Read, tmp_path: Path) -> Read:
    """Read rows of our own format, given as text."""

    def reading(*rows: str, header: str = "indicator,area,period,value,count,denominator", **options: object):  # type: ignore[no-untyped-def]
        path = tmp_path / "rows.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return read(path, **options)

    return reading
