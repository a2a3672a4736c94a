"""Lists as CSV open with what they are, whose and from when; below stand the figures of the result."""

from __future__ import annotations

import csv
import io
from datetime import date

from tests import builders as b
from tests.unit.analyses.test_overview import NARROW, THREE, WIDE, atlas  # noqa: F401  a fixture
from tests.unit.analyses.test_pathway import pathway, store  # noqa: F401  a fixture
from variation.analyses.multiples import arrange
from variation.findings.listings import write_overview, write_pathway, write_periods
from variation.findings.tables import ILLUSTRATIVE_MARK

ON = date(2026, 11, 24)


def parts(content):
    """The lines that a file opens with, and its table."""
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    blank = found.index([])
    return [line for (line,) in found[:blank]], found[blank + 1 :]


def test_periods_have_a_row_an_area_and_a_column_a_period():
    past = b.history([[50.0, 51.0], [48.0, 47.0]])
    m = arrange(b.comparison([51.0, 47.0], period="2011", illustrative=True), past, "name")
    head, (columns, *rows) = parts(write_periods(m, on=ON))
    assert head[:2] == ["Health checks by borough, 2010 to 2011", "Values in %"]
    assert ILLUSTRATIVE_MARK in head
    assert "Snapshot: 24 Nov 2026, load 1." in head[-2]
    assert head[-1] == "Exported 24 November 2026 from the London Variation Atlas."
    assert columns[2:] == ["2010", "2011"]
    assert [row[2:] for row in rows[1:]] == [["50.0", "51.0"], ["48.0", "47.0"]]


def test_the_overview_has_every_indicator_and_area_with_its_source(atlas):  # noqa: F811
    _, found = atlas({}, THREE, NARROW, WIDE)
    head, (columns, *rows) = parts(write_overview(found, on=ON))
    assert head[0] == "Where is variation greatest?"
    assert f"snapshot {found.snapshot}" in head[2]
    assert len(rows) == 2 * 33
    first = dict(zip(columns, rows[0], strict=True))
    c = found.lines[0].comparison
    assert (first["Value"], first["Area"]) == (f"{c.value[0]:.1f}", c.name[0])
    assert (first["Period"], first["Source"], first["Status"]) == ("2016", c.indicator.source, "published")


def test_the_pathway_has_its_areas_in_the_order_of_the_strips(store):  # noqa: F811
    p = pathway(store, priority="P1")
    assert p is not None
    head, (columns, *rows) = parts(write_pathway(p, on=ON))
    assert head[0] == "Pathway: Living well, each indicator at its latest period"
    assert "Source: Made-up Statistics" in head[2]
    names = [row[columns.index("Area")] for row in rows]
    assert names == [str(p.name[i]) for i in p.rows] * 3
