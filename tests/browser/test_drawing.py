"""Drawings for paper beside the same figures as the screen's plotly.js draws them: same ticks, same places."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.browser.conftest import PROJECT
from tests.packs_figures import EVERY
from variation.packs.drawing import draw_svg

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = 700, 460
NEAR = 1.5  # px
DRAWN = """async ([figure, margin, width, height]) => {
    const gd = document.body.appendChild(document.createElement('div'));
    const layout = {...figure.layout, margin, width, height, autosize: false, showlegend: false};
    await Plotly.newPlot(gd, figure.data, layout, {showSendToCloud: false, displayModeBar: false});
    const texts = (tick) => [...gd.querySelectorAll(`.${tick} text`)].map((text) => text.textContent);
    const place = (node) => node.getAttribute('transform').match(/-?[\\d.]+/g).slice(0, 2).map(Number);
    const found = {
        x: texts('xtick'), y: texts('ytick'),
        points: [...gd.querySelectorAll('.scatterlayer .points path.point')]
            .filter((node) => node.style.opacity !== '0').map(place),
    };
    gd.remove();
    return found;
}"""
PLANES = [name for name in EVERY if name not in ("map", "tiles", "multiples")]  # panels have axes of their own


@pytest.fixture(scope="module")
def sheet(browser):
    """A page with nothing but the plotly.js of the atlas."""
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.add_script_tag(path=next((PROJECT / "assets" / "vendor").glob("plotly-*.min.js")))
    yield page
    page.close()


def plot_of(svg):
    """The plot within a drawing: what its traces are cut to."""
    rect = next(clip.find(f"{SVG}rect") for clip in svg.iter(f"{SVG}clipPath"))
    return tuple(float(rect.get(side)) for side in ("x", "y", "width", "height"))


def words_below_and_beside(svg):
    """Words of the lower and of the upright axis: tick labels, then the title."""
    axes = [g for g in svg.iter(f"{SVG}g") if g.get("class") == "axis"]
    return [[text.text for text in axis.iter(f"{SVG}text")] for axis in axes]


@pytest.mark.browser
@pytest.mark.parametrize("name", PLANES)
def test_a_drawing_has_the_ticks_and_the_places_of_the_screen(sheet, name):
    figure = EVERY[name]()
    svg = ET.fromstring(draw_svg(figure, WIDTH, HEIGHT))
    left, top, width, height = plot_of(svg)
    margin = {"l": left, "t": top, "r": WIDTH - left - width, "b": HEIGHT - top - height, "pad": 0}
    seen = sheet.evaluate(DRAWN, [figure, margin, WIDTH, HEIGHT])
    below, beside = words_below_and_beside(svg)
    if "ticktext" not in figure["layout"]["yaxis"]:
        assert beside[: len(seen["y"])] == seen["y"]
    shown = [text for text in below if text in seen["x"]]  # a drawing leaves out labels that would meet
    assert len(shown) >= len(seen["x"]) / 2
    assert shown == [text for text in seen["x"] if text in shown]
    points = [g for g in svg.iter(f"{SVG}g") if g.get("class") == "points"]
    ours = [(float(u.get("x")) - left, float(u.get("y")) - top) for g in points for u in g.iter(f"{SVG}use")]
    assert len(ours) == len(seen["points"])
    for one, other in zip(ours, seen["points"], strict=True):
        assert one == pytest.approx(other, abs=NEAR)
