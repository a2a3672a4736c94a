"""The heat table on a slide: a native table whose cells have the figure's own colours and marks."""

from __future__ import annotations

from dataclasses import replace

from pptx import Presentation
from pptx.util import Emu

from tests.builders import comparison, indicator
from variation.figures.heat import draw_heat
from variation.packs.sheets import Chart
from variation.packs.slides import native
from variation.packs.slides.heat_grid import draw_heat_grid
from variation.packs.slides.shapes import Box


def test_every_cell_has_its_colour_and_mark_and_every_row_and_column_its_name() -> None:
    rows = [("First", comparison([1, 2, 3], [-2, 0, 1], of=replace(indicator(), polarity="high")))]
    rows.append(("Second", comparison([1, 2, float("nan")], [2, -1, 9], of=replace(indicator(), polarity="high"))))
    figure = draw_heat(rows)
    chart = Chart("heat", "Heat", "What it shows.", "", figure)
    assert native.kind_of(chart) == native.GRID
    assert native.is_wide(chart)
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    box = Box(20, 20, 600, 300)
    draw_heat_grid(slide, chart, box)
    (frame,) = [s for s in slide.shapes if s.has_table]
    cells = [[c.text_frame.text.strip() for c in row.cells] for row in frame.table.rows]
    assert [row[0] for row in cells[1:]] == ["First", "Second"]
    assert cells[0][1:] == figure["layout"]["xaxis"]["ticktext"]
    assert [row[1:] for row in cells[1:]] == [["▼", "", "▲"], ["▲", "▼", ""]]
    bars = figure["data"][0]
    painted = {str(frame.table.cell(r, k).fill.fore_color.rgb) for r in (1, 2) for k in (1, 2, 3)}
    assert painted == {colour.lstrip("#") for colour in bars["marker"]["color"]}
    assert Emu(frame.top + frame.height).pt <= box.bottom
