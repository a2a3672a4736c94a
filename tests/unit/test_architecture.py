"""Statistics stand in one room: what import-linter cannot see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ["variation/analyses", "variation/findings", "variation/figures", "variation/packs", "components", "pages"]
MODULES = sorted(module for room in ROOMS for module in (PROJECT / room).rglob("*.py"))
STATISTICS = re.compile(
    r"^\s*(?:import|from) (?:scipy|statsmodels|statistics|esda)\b"
    r"|\bnp\.(?:nan)?(?:percentile|quantile|median|std|var)\b|\bnp\.(?:corrcoef|cov|histogram|random)\b"
    r"|\.(?:std|var)\("
    r"|(?<![\d.])(?:1\.96|1\.645|2\.576|2\.58|3\.09|3\.29)\d*\b",
    re.MULTILINE,
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PROJECT)))
def test_nothing_statistical_lives_outside_the_methods(module):
    lines = module.read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines if STATISTICS.search(line)] == []
