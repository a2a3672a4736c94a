"""A pack written as slides and read back: native charts with the right numbers, maps of shapes, words, notes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Emu

from tests.builders import catalogue, indicator, loaded, london, proportions
from variation import geography
from variation.errors import PackError
from variation.findings.rows import Column, Table
from variation.packs import Composed, Pack, PackPage, Sheet, compose
from variation.packs.ground import area_colours
from variation.packs.slides import write_pptx

SHARES = [50 + k * 0.9 for k in range(33)]
HOSTILE = "Ctrl\x00\x0b\x1f <b>&amp;</b> 🙂 \ud800 " + "long words of a message " * 160


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    of = indicator(levels=("borough",))
    frames = [proportions(SHARES, 20_000, period="2016"), proportions(SHARES[::-1], 20_000, period="2015")]
    frames += [london(64.0, period="2016"), london(63.0, period="2015")]
    store = loaded(tmp_path_factory.mktemp("slides"), frames)
    pages = (
        PackPage(
            "view", view="/?indicator=checks&area=E09000007", message="A headline", notes="Say this.", decision="Agree."
        ),
        PackPage("view", view="/?indicator=checks", charts=("trend", "bars")),
        PackPage("view", view="/?indicator=checks&map=tiles", charts=("map",)),
        PackPage("view", view="/nowhere"),
        PackPage("text", heading="What we ask", text="One paragraph.\n\nAnother."),
        PackPage("actions"),
    )
    cover = {"board": "A board", "date": date(2026, 12, 3), "author": "An author", "action": "Agree"}
    pack = Pack("test", "A title", pages=pages, **cover)
    made = compose(pack, catalogue(of), store, store.snapshot())
    record = Table((Column("what", "Decision"), Column("who", "Owner")), (("Visit Camden", "A person"),))
    return replace(made, records=record, signed=("Reviewed by B on 1 Dec 2026",))


@pytest.fixture(scope="module")
def slides(composed: Composed) -> list:
    return list(Presentation(io.BytesIO(write_pptx(composed))).slides)


def words(slide: object) -> str:
    return "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def charts(slides: list) -> list:
    return [shape for slide in slides for shape in slide.shapes if shape.has_chart]


def group(slide: object, name: str) -> object:
    return next(s for s in slide.shapes if s.name.startswith(name))


def test_the_title_slide_says_what_when_why_and_on_which_data(slides: list, composed: Composed) -> None:
    text = words(slides[0])
    for said in ("A title", "A board", "3 December 2026", "noting", "Agree", "DRAFT", "Reviewed by B", composed.label):
        assert said in text


def test_the_contents_name_every_page(slides: list) -> None:
    """Each by the number of the slide that it begins on, which its line leads to."""
    runs = [p.runs[0] for p in group(slides[1], "Contents").text_frame.paragraphs]
    for run in runs:
        number, _, title = run.text.partition("  ")
        shown = slides[int(number) - 1].shapes.title.text_frame.text
        assert shown.removesuffix(" (2)") == title.removesuffix(" (for decision)")
        link = run._r.rPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick")
        target = slides[1].part.related_part(
            link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        )
        assert target is slides[int(number) - 1].part
    assert [run.text.partition("  ")[2] for run in runs][:1] == ["A headline (for decision)"]
    assert len(runs) == 6


def test_titles_are_unique_and_every_slide_has_one(slides: list) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_a_page_shows_message_heading_finding_badge_decision_and_source(slides: list, composed: Composed) -> None:
    sheet, slide = composed.sheets[0], slides[2]
    text = words(slide)
    for said in (sheet.message, sheet.heading, sheet.findings[0], sheet.badge, "Agree.", sheet.source, "DRAFT"):
        assert said in text
    order = [s.name for s in slide.shapes]
    assert order.index("Findings") < order.index("Decision asked for") < order.index("Source")


def test_notes_hold_the_presenters_words_the_sentences_and_the_source(slides: list, composed: Composed) -> None:
    notes = slides[2].notes_slide.notes_text_frame.text
    for said in ("Say this.", composed.sheets[0].findings[0], composed.sheets[0].source):
        assert said in notes


def test_the_funnel_is_a_native_chart_with_the_figures_of_the_page(slides: list, composed: Composed) -> None:
    figure = next(c.figure for c in composed.sheets[0].charts if c.id == "funnel")
    areas = next(t for t in figure["data"] if t.get("name") == "areas")
    (shape,) = charts([slides[2]])
    plot = shape.chart.plots[0]
    lines = {"95 % limits", "95 % limits (upper)", "99.8 % limits", "99.8 % limits (upper)"}
    assert lines < {s.name for s in plot.series}
    spoken = {"Texts", "Words along the x axis", *lines}
    points = [v for s in plot.series if s.name not in spoken and not s.name.startswith("London") for v in s.values]
    assert sorted(points) == sorted(areas["y"])
    assert len(points) == 33


def test_the_bars_and_the_trend_hold_the_figures_of_the_table(slides: list, composed: Composed) -> None:
    table = composed.sheets[1].table
    keys = [column.key for column in table.columns]
    wanted = {row[keys.index("area")]: row[keys.index("value")] for row in table.rows if row[0] != "E12000007"}
    page = [s for s in slides if "Is it changing?" in words(s) or "highest first" in words(s)]
    trend, *bars = charts(page)
    last = {s.name: s.values[-1] for s in trend.chart.plots[0].series}
    for name, value in wanted.items():
        assert last[name] == pytest.approx(value, abs=0.051)
    values = sorted(v for shape in bars for v in shape.chart.plots[0].series[0].values)
    assert values == pytest.approx(sorted(wanted.values()), abs=0.006)


@pytest.mark.parametrize(("place", "page"), [(0, 0), (-1, 2)])
def test_the_map_has_a_shape_for_each_area_filled_as_on_screen(
    slides: list, composed: Composed, place: int, page: int
) -> None:
    figure = next(c.figure for c in composed.sheets[page].charts if c.id == "map")
    trace = figure["data"][0]
    with_map = [s for s in slides if any(shape.name.startswith("Map") for shape in s.shapes)]
    drawn = [s for s in group(with_map[place], "Map").shapes if s.element.xpath(".//a:custGeom")]
    shapes = [s for s in drawn if not s.name.startswith("Outline")]
    assert len(shapes) == len(trace["locations"]) == 33
    assert [f"#{s.fill.fore_color.rgb}" for s in shapes] == area_colours(trace)
    assert {s.name for s in shapes} == {geography.area(code).name for code in trace["locations"]}
    assert not any(s.has_text_frame and s.text_frame.text for s in shapes)


def test_charts_maps_and_tables_say_what_they_show(slides: list) -> None:
    spoken = [
        shape
        for slide in slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or shape.name.startswith(("Map", "Key"))
    ]
    assert len(spoken) > 6
    assert all(shape.element.xpath(".//p:cNvPr/@descr")[0] for shape in spoken)


def test_the_record_is_a_native_table(slides: list) -> None:
    tables = [s.table for slide in slides for s in slide.shapes if s.has_table]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ["Visit Camden", "A person"] in rows


def test_a_view_that_cannot_be_shown_says_why(slides: list, composed: Composed) -> None:
    assert composed.sheets[3].problem
    assert any(composed.sheets[3].problem in words(slide) for slide in slides)


def test_definitions_stand_at_the_end(slides: list) -> None:
    assert slides[-1].shapes.title.text_frame.text.startswith("Definition: Health checks received")


def test_nothing_lies_outside_its_slide(composed: Composed) -> None:
    presentation = Presentation(io.BytesIO(write_pptx(composed)))
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= presentation.slide_width + 12700
            assert shape.top + shape.height <= presentation.slide_height + 12700


def test_text_is_no_smaller_than_is_read_from_the_back(slides: list) -> None:
    sizes = {
        run.font.size.pt
        for slide in slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size
    }
    assert min(sizes) >= 12
    findings = [s for slide in slides for s in slide.shapes if s.name == "Findings"]
    assert all(p.runs[0].font.size.pt >= 16 for s in findings for p in s.text_frame.paragraphs)
    assert all(s.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt >= 28 for s in slides)


def test_the_file_names_its_pack_and_snapshot_and_is_in_british_english(composed: Composed) -> None:
    presentation = Presentation(io.BytesIO(write_pptx(composed)))
    core = presentation.core_properties
    assert (core.title, core.author, core.language) == ("A title", "An author", "en-GB")
    assert f"snapshot {composed.snapshot}" in core.keywords
    spoken = {lang for s in presentation.slides for lang in s._element.xpath(".//a:rPr/@lang")}
    assert spoken == {"en-GB"}


def test_the_same_pack_gives_the_same_file(composed: Composed) -> None:
    assert write_pptx(composed) == write_pptx(composed)


def test_hostile_and_endless_texts_are_cleaned_cut_and_whole_in_the_notes(composed: Composed) -> None:
    sheet = replace(composed.sheets[0], message=HOSTILE, findings=(HOSTILE,) * 8, decision=HOSTILE, notes=HOSTILE)
    text = Sheet(kind="text", heading=HOSTILE, text=HOSTILE)
    made = replace(composed, sheets=(sheet, text), pack=replace(composed.pack, title=HOSTILE, board=HOSTILE))
    slides = list(Presentation(io.BytesIO(write_pptx(made))).slides)
    assert len({s.shapes.title.text_frame.text for s in slides}) == len(slides)
    assert slides[2].notes_slide.notes_text_frame.text.count("long words of a message") >= 160
    assert "_x0000_" not in "".join(words(s) for s in slides)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """An organisation's template: 16:9, its own slide in it, and the content type of a .potx."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(12192000), Emu(6858000)
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Replace me"
    presentation.slide_master.name = "House master"
    file = io.BytesIO()
    presentation.save(file)
    path = tmp_path / "house.potx"
    with zipfile.ZipFile(file) as found, zipfile.ZipFile(path, "w") as made:
        for item in found.infolist():
            blob = found.read(item)
            if item.filename == "[Content_Types].xml":
                blob = blob.replace(b"presentationml.presentation.main", b"presentationml.template.main")
            made.writestr(item, blob)
    return path


def test_a_template_gives_master_and_fonts_and_loses_its_own_slides(composed: Composed, template: Path) -> None:
    presentation = Presentation(io.BytesIO(write_pptx(composed, template)))
    slides = list(presentation.slides)
    assert "Replace me" not in [s.shapes.title.text_frame.text for s in slides]
    assert {s.slide_layout.name for s in slides} == {"Title Slide", "Title Only"}
    assert len(presentation.slide_layouts) == 11
    assert not any(s._element.xpath(".//p:sp//a:latin") for s in slides)
    assert len(charts(slides)) >= 3


def test_what_is_no_template_is_refused_by_name(composed: Composed, tmp_path: Path) -> None:
    for name, blob in (("words.potx", b"not a zip"), ("empty.pptx", b"")):
        (tmp_path / name).write_bytes(blob)
        with pytest.raises(PackError, match=name):
            write_pptx(composed, tmp_path / name)
    with pytest.raises(PackError, match="missing"):
        write_pptx(composed, tmp_path / "missing.potx")


def test_progress_counts_the_pages(composed: Composed) -> None:
    seen: list[tuple[int, int]] = []
    write_pptx(composed, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(k, 6) for k in range(1, 7)]
