"""On the real extracts, every number that the commentary says is one of the result that it says it of."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from variation.analyses import choices
from variation.analyses.selection import Selection
from variation.analyses.spread_panel import SpreadChoice, SpreadPanel, spread_panel
from variation.analyses.survey import survey
from variation.findings.remarks import remarks_of_series
from variation.findings.spread_words import percent
from variation.findings.tally import tally
from variation.indicators import Catalogue, load_catalogue
from variation.packs import compose, read_pack
from variation.packs.files import pack_files

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@pytest.fixture(scope="module")
def catalogue(data: Path) -> Catalogue:
    return load_catalogue(data)


def numbers_of(p: SpreadPanel) -> set[str]:
    """Every number of a result as a sentence may write it, and those in the words that belong to it."""
    c, h = p.comparison, p.history
    i = c.indicator
    values = [*c.value[c.inside], c.benchmark.value, p.worth.benchmark]
    written = {f"{v:,.{i.decimals}f}" for v in values if np.isfinite(v)}
    if i.unit.startswith("£"):
        written |= {f"{v:,.2f}" for v in values if np.isfinite(v)}
    counted = tally(c)
    whole = [*vars(counted).values(), counted.beyond_998, counted.beyond_95, counted.inside - counted.valued, p.areas]
    whole += [int((c.value[c.inside] == v).sum()) for v in c.value[c.inside]]
    if p.worth.found is not None:
        o = p.worth.found
        whole += [o.areas_for_half, o.half_low, o.half_high]
        whole += [round(v) for v in (o.total, o.total_lower, o.total_upper)]
    written |= {f"{n:,}" for n in whole}
    for m in p.measures:
        written |= {f"{v:,.{d}f}" for v in (m.estimate, m.true_lower, m.true_upper) if np.isfinite(v) for d in (1, 2)}
    written |= set(NUMBER.findall(percent(p.excess))) if np.isfinite(p.excess) else set()
    if h.spread is not None:
        written |= {f"{sd:,.{i.decimals + 1}f}" for sd in (h.spread.sd_first, h.spread.sd_last)}
    text = " ".join((i.short_name, i.name, i.unit, i.numerator, c.period, *h.period, *c.name.tolist(), i.denominator))
    return written | set(NUMBER.findall(text)) | {"99.8", "95"}


@pytest.mark.parametrize(("level", "within"), [("ccg", ""), ("borough", "E54000028"), ("stp", "")])
def test_every_number_said_of_a_series_is_of_its_result(level, within, catalogue, real_store) -> None:
    snapshot = real_store.snapshot()
    said = 0
    for row in survey(Selection(level=level, within=within), catalogue, real_store, snapshot).rows:
        chosen = choices(row.comparison.selection, catalogue, real_store, snapshot)
        panel = spread_panel(SpreadChoice(chosen, "raw", "pooled"), catalogue, real_store, snapshot)
        allowed = numbers_of(panel)
        for remark in remarks_of_series(row, panel, {}):
            said += 1
            assert set(NUMBER.findall(remark.sentence)) <= allowed, remark.sentence
            assert remark.sentence.startswith("Illustrative figures: ") == row.comparison.illustrative
            defined = re.escape(row.indicator.numerator or "–")  # which may say what is due to what
            ours = re.sub(defined, "", remark.sentence, flags=re.IGNORECASE)
            assert not re.search(r"nan|None|inf\b|\.\.|because|due to|caused", ours)
    assert said > len(catalogue.indicators) / 4


def test_what_is_said_of_a_pack_is_the_same_every_time(data: Path, catalogue: Catalogue, real_store) -> None:
    pack = read_pack(pack_files(data / "packs")["london-overview"])
    first, second = (compose(pack, catalogue, real_store, real_store.snapshot()).sheets[0] for _ in range(2))
    assert first == second
    assert len(first.findings) == 5
    assert len(set(first.findings)) == 5


def test_what_changed_between_two_real_loads_is_sensible(data: Path, catalogue: Catalogue, real_store) -> None:
    snapshot = real_store.snapshot()
    files = pack_files(data / "packs")
    for name in ("london-overview", "priorities-better-health-for-london"):
        for previous in (snapshot.id - 1, 1):
            pack = replace(read_pack(files[name]), previous=previous)
            sheet = next(s for s in compose(pack, catalogue, real_store, snapshot).sheets if s.kind == "changed")
            assert all(text.endswith(".") for text in sheet.findings), name
            assert sheet.source.startswith("Then: ")
            assert {column.key for column in sheet.table.columns} >= {"view", "then", "now", "outside", "revised"}
