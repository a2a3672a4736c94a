"""Figures as native charts: kinds, numbers, names, axes, and what stands in the workbook."""

from __future__ import annotations

import io
import math

import numpy as np
import openpyxl
import pytest
from lxml import etree

from tests.builders import codes, comparison, history, indicator
from variation.figures import draw_bars, draw_trend
from variation.figures.boxes import draw_boxes
from variation.figures.caterpillar import Points, draw_caterpillar
from variation.packs.sheets import Chart
from variation.packs.slides import native
from variation.packs.slides.chart_book import write_book
from variation.packs.slides.chart_model import BARS, LINES, XY, Plot, round_axis
from variation.packs.slides.chart_xml import chart_xml

SIZE = (430.0, 260.0)
MONTHS = [(201001, 201012), (201101, 201112), (201201, 201212)]


def chart(figure: dict, name: str = "chart") -> Chart:
    return Chart(name, "A chart", "It shows something.", "", figure)


def cells(plot: Plot) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(write_book(plot)))
    return list(book["Sheet1"].iter_rows(values_only=True))


def rows(number: int) -> dict:
    value = np.arange(number, dtype=float)
    names = [f"Area {k}" for k in range(number)]
    return draw_caterpillar(names, [Points("Rate", value, value - 1, value + 2)], "per 1,000")


def test_ranked_bars_hold_values_intervals_and_names_highest_on_top() -> None:
    c = comparison([40, 60, 50], status=[-2, 2, 0])
    (plot,) = native.plots(chart(draw_bars(c), "bars"), SIZE)
    assert plot.kind == BARS
    (series,) = plot.series
    assert series.y == (40.0, 50.0, 60.0)
    assert plot.categories[-1].startswith("Barnet")
    assert series.errors is not None
    assert series.errors.plus == (2.0, 2.0, 2.0)
    assert plot.mark is not None
    assert plot.mark.at == 50.0


def test_many_bars_stand_in_two_charts_on_one_scale_that_hold_all() -> None:
    c = comparison(list(range(10, 43)))
    upper, lower = native.plots(chart(draw_bars(c), "bars"), (880.0, 300.0))
    assert (upper.x.low, upper.x.high) == (lower.x.low, lower.x.high)
    assert sorted([*lower.series[0].y, *upper.series[0].y]) == [float(v) for v in range(10, 43)]
    assert min(upper.series[0].y) > max(lower.series[0].y)


def test_a_trend_is_a_line_chart_of_periods_with_a_column_for_each_area() -> None:
    c = comparison([40, 60])
    figure = draw_trend(c, history([[1, 2, math.nan], [3, 4, 5]]))
    (plot,) = native.plots(chart(figure, "trend"), SIZE)
    assert plot.kind == LINES
    assert plot.categories == ("2010", "2011", "2012")
    found = {s.name: s.y for s in plot.series if not s.helper}
    assert found["Barking and Dagenham"] == (1.0, 2.0, None)
    assert found["Barnet"] == (3.0, 4.0, 5.0)
    assert found["London"] == (50.0, 50.0, 50.0)
    head, *body = cells(plot)
    assert [row[head.index("Barnet")] for row in body] == [3, 4, 5]
    assert [row[0] for row in body] == ["2010", "2011", "2012"]


def test_boxes_and_whiskers_keep_their_numbers() -> None:
    percentiles = np.array([[1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 7], [5, 6, 9]], dtype=float)
    (plot,) = native.plots(chart(draw_boxes(["2010", "2011", "2012"], MONTHS, percentiles, "%")), SIZE)
    assert plot.kind == XY
    found = {s.name: s for s in plot.series}
    assert found["Median"].y == (3.0, 4.0, 5.0)
    box = found["25th to 75th"]
    assert box.errors is not None
    assert (box.y, box.errors.plus) == ((2.0, 3.0, 4.0), (2.0, 2.0, 3.0))


def test_an_interval_along_x_is_a_line_from_its_lower_to_its_upper_limit() -> None:
    (plot,) = native.plots(chart(rows(3)), SIZE)
    line = next(s for s in plot.series if s.name == "Rate: interval")
    assert line.x[:2] == (-1.0, 2.0)
    assert line.y[2] is None


def test_rows_beyond_what_one_chart_holds_are_parted_and_none_is_lost() -> None:
    plots = native.plots(chart(rows(33)), (880.0, 320.0))
    assert len(plots) == 2
    shown = [v for plot in plots for s in plot.series if s.name == "Rate" for v in s.x]
    assert sorted(shown) == [float(k) for k in range(33)]
    assert plots[0].x == plots[1].x


@pytest.mark.parametrize(
    "figure", [rows(5), draw_bars(comparison([4, 6])), draw_trend(comparison([4, 6]), history([[1, 2], [3, 4]]))]
)
def test_every_reference_of_a_chart_names_cells_that_hold_its_numbers(figure: dict) -> None:
    (plot,) = native.plots(chart(figure), SIZE)
    sheet = openpyxl.load_workbook(io.BytesIO(write_book(plot)))["Sheet1"]
    tree = etree.fromstring(chart_xml(plot, SIZE).encode())
    name = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    checked = 0
    for reference in tree.iterfind(".//c:numRef", name):
        cells_named = sheet[reference.findtext("c:f", namespaces=name).removeprefix("Sheet1!")]
        held = [cell.value for row in cells_named for cell in (row if isinstance(row, tuple) else (row,))]
        for point in reference.iterfind("c:numCache/c:pt", name):
            assert held[int(point.get("idx"))] == pytest.approx(float(point.findtext("c:v", namespaces=name)))
            checked += 1
    assert checked


def test_hostile_names_leave_a_chart_whole() -> None:
    names = ["=1+1 <b>&\x00\x0b", "🙂" * 50, "x" * 4000]
    figure = draw_caterpillar(names, [Points("A & <B>", np.array([1.0, 2.0, 3.0]))], "%")
    (plot,) = native.plots(chart(figure), SIZE)
    assert b"\x00" not in etree.tostring(etree.fromstring(chart_xml(plot, SIZE).encode()))
    assert any("=1+1" in str(cell) for row in cells(plot) for cell in row)


def test_an_axis_ends_at_round_figures_around_its_values() -> None:
    axis = round_axis("%", 54.29, 81.28)
    assert (axis.low, axis.high, axis.step) == (50.0, 85.0, 5.0)
    level = round_axis("%", 7.0, 7.0)
    assert level.low < 7 < level.high


def test_a_picked_area_has_its_edge_and_its_full_name() -> None:
    c = comparison([40, 60], of=indicator())
    figure = draw_bars(c)
    figure["data"][0]["marker"]["line"] = {"color": ["#7A0F5B", "#212B32"], "width": [2, 0]}
    (plot,) = native.plots(chart(figure), SIZE)
    assert list(plot.series[0].edges) == [0]
    assert plot.series[0].names[0] == "Barking and Dagenham"
    assert codes(number=1) == figure["data"][0]["customdata"][:1]
