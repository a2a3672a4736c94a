"""Axes, legend, lines and type of a native chart, as XML."""

from __future__ import annotations

from xml.sax.saxutils import escape

from variation.figures.theme import LINE, SECONDARY, TEXT
from variation.packs.slides.chart_model import BARS, XY, Axis, Plot, Stroke, decimals
from variation.packs.slides.words import clean

_DASHES = {"dot": "sysDot", "dash": "dash", "dashdot": "dashDot", "longdash": "lgDash"}
_GRID = "#EEF1F2"


def paint(colour: str) -> str:
    """A fill of one colour; "" for none."""
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>' if colour else "<a:noFill/>"


def stroke_xml(stroke: Stroke) -> str:
    """A line."""
    dash = f'<a:prstDash val="{_DASHES[stroke.dash]}"/>' if stroke.dash in _DASHES else ""
    return f'<a:ln w="{round(stroke.width * 12700)}" cap="flat">{paint(stroke.colour)}{dash}<a:round/></a:ln>'


def text_properties(size: float, colour: str = TEXT, *, turn: int | None = None) -> str:
    """Size and colour of type."""
    body = "<a:bodyPr/>" if turn is None else f'<a:bodyPr rot="{turn}" vert="horz"/>'
    return (
        f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="0">'
        f'{paint(colour)}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def axes_xml(plot: Plot) -> str:
    """Both axes: number 1 is across in XY, and that of the categories in others."""
    size = plot.text_size
    if plot.kind == XY:
        return _values(plot.x, 1, 2, "b", size) + _values(plot.y, 2, 1, "l", size)
    lying = plot.kind == BARS
    across, up = (plot.y, plot.x) if lying else (plot.x, plot.y)
    return _categories(across, "l" if lying else "b", size, len(plot.categories), lying=lying) + _values(
        up, 2, 1, "b" if lying else "l", size, between="between" if lying or plot.kind == "columns" else "midCat"
    )


def _values(axis: Axis, own: int, other: int, side: str, size: float, between: str = "midCat") -> str:
    base = '<c:logBase val="10"/>' if axis.log else ""
    ends = f'<c:max val="{axis.high!r}"/><c:min val="{axis.low!r}"/>'
    step = f'<c:majorUnit val="{axis.step!r}"/>' if axis.step and not axis.log else ""
    grid = (
        f"<c:majorGridlines><c:spPr>{stroke_xml(Stroke(_GRID, 0.75))}</c:spPr></c:majorGridlines>" if axis.grid else ""
    )
    places = decimals(axis.step) if axis.step else 0
    code = "#,##0" + ("." + "0" * places if places else "")
    ticks, labels = ("out", "low") if axis.shown else ("none", "none")
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling>{base}<c:orientation val="minMax"/>{ends}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{grid}{_title(axis.title, side, size)}'
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="{ticks}"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{labels}"/><c:spPr>{stroke_xml(Stroke(LINE, 0.75))}</c:spPr>'
        f"{text_properties(size, SECONDARY)}"
        f'<c:crossAx val="{other}"/><c:crosses val="min"/><c:crossBetween val="{between}"/>{step}</c:valAx>'
    )


def _categories(axis: Axis, side: str, size: float, count: int, *, lying: bool) -> str:
    """The axis of categories; `step` says which of them are named, all in a bar chart."""
    every = 1 if lying else max(1, round(axis.step))
    skip = f'<c:tickLblSkip val="{every}"/><c:tickMarkSkip val="{every}"/>' if count else ""
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/>{_title(axis.title, side, size)}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if axis.shown else "none"}"/>'
        f"<c:spPr>{stroke_xml(Stroke(LINE, 0.75))}</c:spPr>{text_properties(size, TEXT if lying else SECONDARY)}"
        f'<c:crossAx val="2"/><c:crosses val="min"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/>'
        f'{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _title(title: str, side: str, size: float) -> str:
    if not title:
        return ""
    turn = ' rot="-5400000" vert="horz"' if side == "l" else ""
    run = f'<a:rPr lang="en-GB" sz="{round(size * 100)}" b="0">{paint(SECONDARY)}</a:rPr>'
    lines = "".join(f"<a:p><a:r>{run}<a:t>{escape(line)}</a:t></a:r></a:p>" for line in clean(title).split("\n"))
    return f'<c:title><c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/>{lines}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def legend_xml(plot: Plot) -> str:
    """The legend above the plot, without those series that only write words or repeat another's name."""
    if not plot.legend:
        return ""
    seen: set[str] = set()
    hidden = []
    for k, series in enumerate(plot.series):
        if series.helper or not series.keyed or series.name in seen:
            hidden.append(k)
        seen.add(series.name)
    entries = "".join(f'<c:legendEntry><c:idx val="{k}"/><c:delete val="1"/></c:legendEntry>' for k in hidden)
    return f'<c:legend><c:legendPos val="t"/>{entries}<c:overlay val="0"/>{text_properties(plot.text_size)}</c:legend>'
