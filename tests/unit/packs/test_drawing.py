"""Figures as vector drawings: all that a figure has is drawn, nothing else, and nothing leaves the sheet."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from tests.packs_figures import EVERY
from variation.packs.drawing import draw_svg
from variation.packs.drawing.words import Run, run_width

SVG = "{http://www.w3.org/2000/svg}"
SIZE = (640.0, 420.0)
SMALLEST = 6.0  # px of a name where there are more names than room


def drawn(figure, width=SIZE[0], height=SIZE[1], **more):
    return ET.fromstring(draw_svg(figure, width, height, **more))


def groups(svg, name):
    return [g for g in svg.iter(f"{SVG}g") if g.get("class") == name]


def inside(svg, name, tag):
    return [part for group in groups(svg, name) for part in group.iter(f"{SVG}{tag}")]


def words(svg):
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def scatter(**more):
    trace = {"type": "scatter", "mode": "markers", "x": [1, 2, 3], "y": [4, 5, 6], "marker": {"color": "#005EB8"}}
    return {"data": [{**trace, **more}], "layout": {}}


def extent(text):
    """Left, right and baseline of a text element in px, and the size of its letters."""
    style = text.get("style")
    size = float(re.search(r"font-size: ([\d.]+)px", style).group(1))
    x, y = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", text.get("transform")).groups()
    width = run_width(Run(text.text or "", "font-weight: 700" in style), size)
    return float(x), float(y), width, size, "rotate(-90" in text.get("transform")


def seen_points(trace):
    if "markers" not in trace.get("mode", "lines+markers") or trace.get("marker", {}).get("opacity") == 0:
        return 0
    across = trace.get("x") or trace.get("lon") or trace["y"]
    up = trace.get("y") or trace.get("lat")
    return sum(x is not None and y is not None for x, y in zip(across, up, strict=False))


@pytest.mark.parametrize("name", EVERY)
def test_every_point_bar_and_area_of_every_figure_is_drawn(name):
    figure = EVERY[name]()
    svg = drawn(figure)
    assert len(inside(svg, "points", "use")) == sum(seen_points(t) for t in figure["data"] if "scatter" in t["type"])
    bars = sum(sum(v is not None for v in t["y"]) for t in figure["data"] if t["type"] == "bar")
    assert len(inside(svg, "bars", "path")) == bars
    areas = sum(len(t["locations"]) for t in figure["data"] if t["type"] == "choropleth")
    assert len(inside(svg, "areas", "path")) == areas


@pytest.mark.parametrize(("width", "height", "scale"), [(640, 420, 1), (320, 260, 1), (1700, 760, 24 / 11)])
@pytest.mark.parametrize("name", EVERY)
def test_no_word_of_any_figure_leaves_the_sheet(name, width, height, scale):
    for text in drawn(EVERY[name](), width, height, text=scale).iter(f"{SVG}text"):
        x, y, long, size, turned = extent(text)
        left, right, top, bottom = (x, x + long, y - 0.72 * size, y)
        if turned:
            left, right, top, bottom = (x - 0.72 * size, x, y - long, y)
        assert left >= -1, text.text
        assert right <= width + 1, text.text
        assert top >= -1, text.text
        assert bottom <= height + 1, text.text


@pytest.mark.parametrize("name", EVERY)
def test_text_is_as_many_times_larger_as_is_asked_for(name):
    large = [extent(text)[3] for text in drawn(EVERY[name](), 1700, 1500, text=3).iter(f"{SVG}text")]
    small = [extent(text)[3] for text in drawn(EVERY[name](), 1700 / 3, 500).iter(f"{SVG}text")]
    assert large == pytest.approx([3 * size for size in small], rel=0.01)
    assert min(small) >= SMALLEST


@pytest.mark.parametrize("name", EVERY)
def test_the_same_figure_gives_the_same_bytes_in_any_thread(name):
    figure = EVERY[name]()
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: draw_svg(figure, *SIZE), range(4)))
    assert found == {draw_svg(json.loads(json.dumps(figure)), *SIZE)}


def test_names_within_a_drawing_are_its_own_so_that_two_can_stand_in_one_page():
    one, other = (set(re.findall(r'id="([^"]+)"', draw_svg(EVERY[name](), *SIZE))) for name in ("funnel", "trend"))
    assert one
    assert other
    assert not one & other


def test_all_that_is_referred_to_is_there():
    text = draw_svg(EVERY["map"](), *SIZE)
    assert set(re.findall(r"(?:#)([0-9a-f]{8}-[^\")]+)", text)) <= set(re.findall(r'id="([^"]+)"', text))


@pytest.mark.parametrize(
    "text", ["$x^2$ and $y$", "<script>alert(1)</script>", "a & b &amp; c", '"quoted" \\frac', "漢字 😀"]
)
def test_text_is_drawn_as_it_stands(text):
    svg = drawn(scatter(mode="markers+text", text=[text, "", ""], textposition="top center"), 900, 400)
    assert text in words(svg)
    assert not list(svg.iter(f"{SVG}script"))


def test_what_xml_cannot_carry_becomes_a_space():
    assert "a b" in words(drawn(scatter(mode="markers+text", text=["a\x00\x07b", "", ""]), 900, 400))


def test_bold_is_bold_and_a_status_letter_is_a_mark():
    figure = scatter(mode="text", text=["Barnet <b>75.3</b> ▽", "", ""], textposition="top right", cliponaxis=False)
    svg = drawn(figure, 900, 400)
    bold = [t.text for t in svg.iter(f"{SVG}text") if "font-weight: 700" in t.get("style")]
    assert bold == ["75.3"]
    assert "▽" not in "".join(words(svg))
    assert len(inside(svg, "names", "use")) == 1


@pytest.mark.parametrize(
    ("figure", "named"),
    [
        (scatter(type="pie"), "pie"),
        (scatter(type="choroplethmap"), "choroplethmap"),
        (scatter(fill="tozeroy"), "tozeroy"),
        (scatter(line={"shape": "spline"}), "spline"),
        (scatter(marker={"symbol": "star"}), "star"),
        ({**scatter(), "layout": {"shapes": [{"type": "path"}]}}, "path"),
        ({**scatter(), "layout": {"annotations": [{"text": "a", "x": 1, "y": 4}]}}, "showarrow"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(figure, named):
    with pytest.raises(ValueError, match=named):
        draw_svg(figure, *SIZE)


def test_points_stand_where_their_values_put_them_also_on_a_logarithmic_axis():
    figure = EVERY["funnel"]()
    points = next(t for t in figure["data"] if t.get("name") == "areas")
    uses = inside(drawn(figure), "points", "use")
    x = np.array([float(use.get("x")) for use in uses])
    y = np.array([float(use.get("y")) for use in uses])
    across = np.log10(np.array(points["x"], dtype=float))
    assert x == pytest.approx(np.polyval(np.polyfit(across, x, 1), across), abs=0.1)
    assert y == pytest.approx(np.polyval(np.polyfit(points["y"], y, 1), points["y"]), abs=0.1)
    assert np.polyfit(points["y"], y, 1)[0] < 0  # more is higher


def test_points_have_the_colours_and_the_order_of_the_figure():
    figure = EVERY["funnel"]()
    marker = next(t for t in figure["data"] if t.get("name") == "areas")["marker"]
    found = [re.search(r"fill: (#\w+)", use.get("style")).group(1) for use in inside(drawn(figure), "points", "use")]
    assert [f.upper() for f in found] == [c.upper() for c in marker["color"]]


def test_bars_carry_names_values_and_intervals():
    figure = EVERY["bars"]()
    svg = drawn(figure, 640, 620)
    axis = figure["layout"]["yaxis"]
    plain = {re.sub(r"</?b>|[▲▼△▽]", "", name).strip() for name in axis["ticktext"]}
    assert plain <= {word.strip() for word in words(svg)}
    assert len(inside(svg, "intervals", "path")) == 3 * len(figure["data"][0]["x"])  # a line and two caps each
    lengths = []
    for path in inside(svg, "bars", "path"):
        corners = [float(v) for v in re.findall(r"[ML] ([-\d.]+)", path.get("d"))]
        lengths.append(max(corners) - min(corners))
    ratio = np.array(lengths) / np.array(figure["data"][0]["x"])
    assert ratio == pytest.approx(ratio.mean(), rel=0.01)


def test_the_key_of_a_map_is_drawn_with_its_counts():
    figure = EVERY["map"]()
    said = [text.text.strip() for text in inside(drawn(figure), "key", "text")]
    for line in figure["layout"]["meta"]["legend"]:
        assert any(text.endswith(f"{line['label']} ({line['count']})") for text in said)


@pytest.mark.parametrize("width", [260, 480, 900])
def test_names_on_a_map_do_not_cover_one_another(width):
    boxes = []
    for text in inside(drawn(EVERY["map"](), width, 0.8 * width), "names", "text"):
        x, y, long, size, _ = extent(text)
        boxes.append((x, x + long, y - 0.7 * size, y))
    for k, one in enumerate(boxes):
        for other in boxes[k + 1 :]:
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart


def test_a_smaller_map_names_fewer_areas_but_keeps_every_symbol():
    large, small = (drawn(EVERY["map"](), width, 0.8 * width) for width in (1000, 300))
    assert len(inside(large, "names", "text")) > len(inside(small, "names", "text"))
    assert len(inside(large, "names", "use")) == len(inside(small, "names", "use"))


def test_a_figure_without_data_is_an_empty_frame():
    svg = drawn({"data": [], "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}}})
    assert not words(svg)
    assert not inside(svg, "points", "use")
