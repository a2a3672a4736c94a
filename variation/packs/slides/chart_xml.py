"""A plot as the XML of a native chart: its series, points, labels and error bars.

python-pptx writes charts of its own data only, without gaps, names beside points, error bars or logarithmic axes; it
takes this XML, and the workbook, through the two methods that it asks of any chart data.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from variation.packs.slides.chart_axes import axes_xml, legend_xml, paint, stroke_xml, text_properties
from variation.packs.slides.chart_book import Place, places, write_book
from variation.packs.slides.chart_model import BARS, LINES, XY, Errors, Label, Marker, Numbers, Plot, Series
from variation.packs.slides.words import clean

_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SYMBOLS = {
    "circle": "circle",
    "diamond": "diamond",
    "square": "square",
    "triangle-up": "triangle",
    "triangle-down": "square",
}
_GAP = 33  # % of a bar's width between two


class ChartData:
    """What python-pptx asks of the data of a chart."""

    def __init__(self, plot: Plot, size: tuple[float, float]) -> None:
        self._plot = plot
        self._size = size

    def xml_bytes(self, _kind: object) -> bytes:
        """The chart's XML."""
        return chart_xml(self._plot, self._size).encode()

    @property
    def xlsx_blob(self) -> bytes:
        """The chart's workbook."""
        return write_book(self._plot)


def chart_xml(plot: Plot, size: tuple[float, float]) -> str:
    """The XML of a plot drawn `size` (width, height) pt large."""
    series = "".join(
        _series(plot, s, k, place) for k, (s, place) in enumerate(zip(plot.series, places(plot), strict=True))
    )
    return (
        f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<c:chartSpace {_NAMES}>"
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_inner(plot, size)}{_open(plot)}{series}{_close(plot)}{axes_xml(plot)}"
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        f'{legend_xml(plot)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{paint('#FFFFFF')}<a:ln><a:noFill/></a:ln></c:spPr>{text_properties(plot.text_size)}</c:chartSpace>"
    )


def _inner(plot: Plot, size: tuple[float, float]) -> str:
    left, top, right, bottom = plot.margins
    across, high = size
    parts = {
        "x": left / across,
        "y": top / high,
        "w": max(0.1, 1 - (left + right) / across),
        "h": max(0.1, 1 - (top + bottom) / high),
    }
    edges = "".join(f'<c:{edge}Mode val="edge"/>' for edge in ("x", "y"))
    sizes = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in parts.items())
    return f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/>{edges}{sizes}</c:manualLayout></c:layout>'


def _open(plot: Plot) -> str:
    if plot.kind == XY:
        return '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
    if plot.kind == LINES:
        return '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
    lying = "bar" if plot.kind == BARS else "col"
    return f'<c:barChart><c:barDir val="{lying}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'


def _close(plot: Plot) -> str:
    ids = '<c:axId val="1"/><c:axId val="2"/>'
    if plot.kind == XY:
        return f"{ids}</c:scatterChart>"
    if plot.kind == LINES:
        return f'<c:marker val="1"/>{ids}</c:lineChart>'
    return f'<c:gapWidth val="{_GAP}"/>{ids}</c:barChart>'


def _series(plot: Plot, series: Series, number: int, place: Place) -> str:
    """A series; the order of its parts is the schema's."""
    bars = plot.kind not in (XY, LINES)
    head = f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx>{_strings(place.name, (series.name,))}</c:tx>'
    if bars:
        shape = f'<c:spPr>{paint(series.fills[0])}</c:spPr><c:invertIfNegative val="0"/>{_bar_points(series)}'
    else:
        line = stroke_xml(series.stroke) if series.stroke else "<a:ln><a:noFill/></a:ln>"
        shape = f"<c:spPr>{line}</c:spPr>{_marker(series.marker)}{_sized_points(series)}"
    labels = _labels(series.labels) if series.labels else ""
    errors = _errors(series.errors, place, directed=not bars) if series.errors else ""
    if plot.kind == XY:
        data = f"<c:xVal>{_numbers(place.across, series.x)}</c:xVal><c:yVal>{_numbers(place.up, series.y)}</c:yVal>"
    else:
        data = f"<c:cat>{_strings(place.across, plot.categories)}</c:cat><c:val>{_numbers(place.up, series.y)}</c:val>"
    smooth = "" if bars else '<c:smooth val="0"/>'
    return f"<c:ser>{head}{shape}{labels}{errors}{data}{smooth}</c:ser>"


def _strings(reference: str, texts: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{k}"><c:v>{escape(clean(text))}</c:v></c:pt>' for k, text in enumerate(texts))
    return (
        f'<c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _numbers(reference: str, values: Numbers) -> str:
    points = "".join(
        f'<c:pt idx="{k}"><c:v>{value!r}</c:v></c:pt>' for k, value in enumerate(values) if value is not None
    )
    count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
    return f"<c:numRef><c:f>{reference}</c:f><c:numCache>{count}{points}</c:numCache></c:numRef>"


def _bar_points(series: Series) -> str:
    """Each bar's own fill, and an edge where it is picked."""
    points = []
    for k, fill in enumerate(series.fills):
        edge = series.edges.get(k)
        line = stroke_xml(edge) if edge else ""
        points.append(
            f'<c:dPt><c:idx val="{k}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{paint(fill)}{line}</c:spPr></c:dPt>"
        )
    return "".join(points)


def _sized_points(series: Series) -> str:
    """Points of their own size, where they have one."""
    if not series.marker:
        return ""
    return "".join(
        f'<c:dPt><c:idx val="{k}"/>{_marker(series.marker, size)}<c:bubble3D val="0"/></c:dPt>'
        for k, size in enumerate(series.sizes)
    )


def _marker(marker: Marker | None, size: float | None = None) -> str:
    if marker is None:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    edge = marker.edge or marker.colour
    symbol = _SYMBOLS.get(marker.symbol, "circle")
    across = min(72, max(2, round(size or marker.size)))
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{across}"/>'
        f'<c:spPr>{paint(marker.colour)}<a:ln w="{round(marker.edge_width * 12700)}">{paint(edge)}</a:ln>'
        "</c:spPr></c:marker>"
    )


def _labels(labels: dict[int, Label]) -> str:
    """Texts beside some points, none beside the others."""
    shows = "".join(
        f'<c:{name} val="{{shown}}"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    none = shows.replace("{shown}", "0")
    one = none.replace('<c:showVal val="0"/>', '<c:showVal val="1"/>')
    return f"<c:dLbls>{''.join(_label(k, label, one) for k, label in sorted(labels.items()))}{none}</c:dLbls>"


def _label(point: int, label: Label, shows: str) -> str:
    bold = ' b="1"' if label.bold else ""
    run = f'<a:rPr lang="en-GB" sz="{round(label.size * 100)}"{bold}>{paint(label.colour)}</a:rPr>'
    body = '<a:bodyPr wrap="none" lIns="38100" tIns="0" rIns="38100" bIns="0" anchor="ctr"><a:spAutoFit/></a:bodyPr>'
    lines = "".join(f"<a:p><a:r>{run}<a:t>{escape(line)}</a:t></a:r></a:p>" for line in clean(label.text).split("\n"))
    white = '<a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="75000"/></a:srgbClr></a:solidFill>'
    ground = f"<c:spPr>{white}</c:spPr>" if label.ground else ""
    return (
        f'<c:dLbl><c:idx val="{point}"/><c:tx><c:rich>{body}<a:lstStyle/>{lines}</c:rich></c:tx>{ground}'
        f'<c:dLblPos val="{label.place}"/>{shows}</c:dLbl>'
    )


def _errors(errors: Errors, place: Place, *, directed: bool) -> str:
    direction = f'<c:errDir val="{errors.axis}"/>' if directed else ""
    return (
        f'<c:errBars>{direction}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="{0 if errors.capped else 1}"/>'
        f"<c:plus>{_numbers(place.plus, errors.plus)}</c:plus><c:minus>{_numbers(place.minus, errors.minus)}</c:minus>"
        f"<c:spPr>{stroke_xml(errors.stroke)}</c:spPr></c:errBars>"
    )
