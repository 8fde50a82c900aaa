"""A chart in the document: its drawing, its part, and the workbook inside that Word can edit."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from auditrack.reports.kit.chart import Chart
from auditrack.reports.kit.chart_plan import Plan
from auditrack.reports.kit.chart_workbook import chart_workbook
from auditrack.reports.kit.chart_xml import SHEET, chart_xml, series_name
from auditrack.reports.kit.clean import as_attribute, on_one_line

_EMU = 360_000  # to the centimetre
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SANS = "Arial"


def chart_paragraph(document: Any, chart: Chart, plan: Plan, name: str, style: str) -> Any:
    """A paragraph of its own that holds the drawing of a chart; its parts join the package.

    Args:
        document: the document that it is to stand in.
        chart: what is drawn, all of it.
        plan: its measures.
        name: what it is called, for example "Figure 1".
        style: the template's identifier of the paragraph's style.
    """
    package = document.part.package
    workbook = Part(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        _workbook(chart, plan),
        package,
    )
    part = Part(
        package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, b"", package
    )
    inside = part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = chart_xml(chart, plan, _font(document), inside)
    drawn = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    return parse_xml(
        f"<w:p {nsdecls('w', 'wp', 'a', 'r')}><w:pPr><w:pStyle w:val={as_attribute(style)}/>"
        "</w:pPr><w:r><w:drawing>"
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{round(plan.width * _EMU)}" cy="{round(plan.height * _EMU)}"/>'
        f'<wp:docPr id="{_free_number(document)}" name={as_attribute(name)}'
        f" descr={as_attribute(on_one_line(chart.alt))}"
        f" title={as_attribute(on_one_line(chart.caption))}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}"'
        f" r:id={as_attribute(drawn)}/></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r></w:p>"
    )


def _workbook(chart: Chart, plan: Plan) -> bytes:
    """The categories and figures that are drawn, where the chart's references point; no more."""
    rows: list[list[str | int | None]] = [
        [on_one_line(chart.counted_by), *map(series_name, chart.series)]
    ]
    for category, *values in zip(
        plan.names, *(series.values for series in chart.series), strict=True
    ):
        rows.append([category, *values])
    return chart_workbook(SHEET, rows)


def _free_number(document: Any) -> int:
    """A number that no other drawing of the text bears."""
    used = (one.get("id", "0") for one in document.element.body.iter(qn("wp:docPr")))
    return 1 + max((int(one) for one in used if one.isdigit()), default=0)


def _font(document: Any) -> str:
    """The font that the template gives its text by name, else a sans that is everywhere."""
    fonts = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}"
    )
    return _SANS if fonts is None else fonts.get(qn("w:ascii")) or _SANS
