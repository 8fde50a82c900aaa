"""A chart as Word draws it: the XML of its part (ECMA-376 Part 1, section 21.2)."""

from collections.abc import Iterator, Sequence

from auditrack.reports.kit.chart import Chart, Series
from auditrack.reports.kit.chart_plan import Plan, is_stacked
from auditrack.reports.kit.clean import as_attribute, in_xml, on_one_line

SHEET = "Figures"
"""The sheet of the workbook inside that the chart's references point to."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PATTERNS = (None, "wdUpDiag", "dotGrid", "wdDnDiag", "lgGrid", "openDmnd", "ltVert", "dashHorz")
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "star", "plus", "dash")
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash", "lgDashDot", "sysDashDot")
_CATEGORIES, _FIGURES = 111_111_111, 222_222_222
_BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_NONE = "<a:noFill/>"
_THIN = f'<a:ln w="9525">{_BLACK}</a:ln>'
_FAINT = '<a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln>'
_LABEL_PARTS = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def chart_xml(chart: Chart, plan: Plan, font: str, workbook: str) -> bytes:
    """The chart part.

    Args:
        chart: what is drawn, all of it.
        plan: its measures.
        font: the font of all its words.
        workbook: the relationship of the part to the workbook inside.
    """
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    return (
        f'{_HEAD}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="en-GB"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
        f"{_layout(plan)}{_drawing(chart, plan)}{_category_axis(chart, plan)}"
        f"{_figure_axis(chart, plan)}<c:spPr>{_NONE}</c:spPr></c:plotArea>"
        f"{legend if len(chart.series) > 1 else ''}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:ln>{_NONE}</a:ln></c:spPr>{_words(font)}"
        f'<c:externalData r:id={as_attribute(workbook)}><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def _layout(plan: Plan) -> str:
    if plan.inner is None:
        return "<c:layout/>"
    x, y, w, h = plan.inner
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{w:.4f}"/>'
        f'<c:h val="{h:.4f}"/></c:manualLayout></c:layout>'
    )


def _drawing(chart: Chart, plan: Plan) -> str:
    grouping = "stacked" if is_stacked(chart) else "clustered"
    axes = f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_FIGURES}"/>'
    series = "".join(_series(chart, plan, number, one) for number, one in enumerate(chart.series))
    if chart.kind == "lines":
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
            f'<c:marker val="1"/>{axes}</c:lineChart>'
        )
    return (
        f'<c:barChart><c:barDir val="{"bar" if chart.kind == "bars" else "col"}"/>'
        f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}<c:gapWidth val="40"/>'
        f"{_OVERLAP[is_stacked(chart)]}{axes}</c:barChart>"
    )


_INVERT = '<c:invertIfNegative val="0"/>'
_CLOSE = " ".join(f'{side}Ins="{room}"' for side, room in zip("ltrb", (18000, 0) * 2, strict=True))
_SMOOTH = '<c:smooth val="0"/>'
_OVERLAP = {True: '<c:overlap val="100"/>', False: '<c:overlap val="0"/>'}


def _series(chart: Chart, plan: Plan, number: int, one: Series) -> str:
    column, last = column_letter(number + 1), len(plan.names) + 1
    names = f"{SHEET}!$A$2:$A${last}"
    figures = f"{SHEET}!${column}$2:${column}${last}"
    is_line = chart.kind == "lines"
    look = (
        _line(number, one.fill) if is_line else f"<c:spPr>{_fill(number, one.fill)}{_THIN}</c:spPr>"
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
        f"<c:f>{SHEET}!${column}$1</c:f>{_strings([series_name(one)])}</c:strRef></c:tx>{look}"
        f"{'' if is_line else _INVERT}"
        f"{_labels(chart, plan.labelled[number])}"
        f"<c:cat><c:strRef><c:f>{names}</c:f>{_strings(plan.names)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{figures}</c:f>{_numbers(one.values)}</c:numRef></c:val>"
        f"{_SMOOTH if is_line else ''}</c:ser>"
    )


def series_name(one: Series) -> str:
    """The name of a series, as the chart and its workbook have it."""
    return on_one_line(one.name) or "no name"


def column_letter(index: int) -> str:
    """The name of a column of a sheet, the first being 0: A, B ... Z, AA."""
    first, last = divmod(index, 26)
    return (column_letter(first - 1) if first else "") + chr(ord("A") + last)


def _fill(number: int, fill: str) -> str:
    """A colour and, from the second series on, a pattern, so that nobody needs the colour."""
    pattern = _PATTERNS[number % len(_PATTERNS)]
    if pattern is None:
        return f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
    ink = "FFFFFF" if lightness(fill) < 0.18 else "000000"
    return (
        f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{ink}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{fill}"/></a:bgClr></a:pattFill>'
    )


def _line(number: int, fill: str) -> str:
    """A line with dashes and marks of its own; black where its colour is too faint on white."""
    drawn = fill if lightness(fill) <= 0.3 else "000000"
    colour = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
    return (
        f'<c:spPr><a:ln w="28575" cap="rnd"><a:solidFill><a:srgbClr val="{drawn}"/></a:solidFill>'
        f'<a:prstDash val="{_DASHES[number % len(_DASHES)]}"/><a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{_MARKERS[number % len(_MARKERS)]}"/><c:size val="9"/>'
        f"<c:spPr>{colour}{_THIN}</c:spPr></c:marker>"
    )


def lightness(colour: str) -> float:
    """The relative luminance of RRGGBB, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _labels(chart: Chart, labelled: Sequence[bool]) -> str:
    """The figures beside or in the bars, black on white, but for those that have no room."""
    without = "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
        for at, fits in enumerate(labelled)
        if not fits
    )
    if not any(labelled):
        return '<c:dLbls><c:delete val="1"/></c:dLbls>'
    place = "t" if chart.kind == "lines" else "ctr" if is_stacked(chart) else "outEnd"
    box = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if is_stacked(chart) else _NONE
    return (
        f'<c:dLbls>{without}<c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        f"<c:spPr>{box}<a:ln>{_NONE}</a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr {_CLOSE} anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr><a:defRPr sz="1200" b="0">{_BLACK}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        f'<c:dLblPos val="{place}"/>{_LABEL_PARTS}</c:dLbls>'
    )


def _category_axis(chart: Chart, plan: Plan) -> str:
    is_bars = chart.kind == "bars"
    turned = (
        '<c:txPr><a:bodyPr rot="-5400000" vert="horz"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="1200">{_BLACK}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p>'
        "</c:txPr>"
    )
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if is_bars else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if is_bars else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_THIN}</c:spPr>'
        f'{turned if plan.upended else ""}<c:crossAx val="{_FIGURES}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _figure_axis(chart: Chart, plan: Plan) -> str:
    is_bars = chart.kind == "bars"
    return (
        f'<c:valAx><c:axId val="{_FIGURES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{plan.most}"/><c:min val="{plan.least}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if is_bars else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{_FAINT}</c:spPr></c:majorGridlines>"
        f"{_title(on_one_line(chart.unit), upright=not is_bars)}"
        '<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{_THIN}</c:spPr>'
        # The first category stands at the top, so that the axis below crosses at the last.
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{"max" if is_bars else "autoZero"}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{plan.step}"/></c:valAx>'
    )


def _title(text: str, *, upright: bool) -> str:
    if not text:
        return ""
    shown = in_xml(text[0].upper() + text[1:])
    turn = ' rot="-5400000" vert="horz"' if upright else ""
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="1200" b="0">{_BLACK}</a:defRPr></a:pPr>'
        f'<a:r><a:rPr lang="en-GB" sz="1200" b="0">{_BLACK}</a:rPr><a:t>{shown}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _words(font: str) -> str:
    face = as_attribute(font)
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200">{_BLACK}'
        f"<a:latin typeface={face}/><a:ea typeface={face}/><a:cs typeface={face}/></a:defRPr>"
        '</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _strings(texts: Sequence[str]) -> str:
    points = (f'<c:pt idx="{at}"><c:v>{in_xml(one)}</c:v></c:pt>' for at, one in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{"".join(points)}</c:strCache>'


def _numbers(values: Sequence[int | None]) -> str:
    return (
        "<c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{"".join(_points(values))}</c:numCache>'
    )


def _points(values: Sequence[int | None]) -> Iterator[str]:
    for at, value in enumerate(values):
        if value is not None:
            yield f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>'
