"""A document that holds everything the Word kit can write, from made-up words and figures."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from auditrack.model.change import Head
from auditrack.reports.kit.chart import Chart, Series
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.tables import FILLS, Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.templating.templates import Template, find_template

IMPRINT = Imprint(
    "Everything",
    "Larkshire Safeguarding Partnership",
    "1 July to 30 September 2026",
    date(2026, 9, 30),
    Head(512, "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"),
    "Official-Sensitive",
    False,
)
BRAG = (("Red", "R"), ("Amber", "A"), ("Green", "G"), ("Grey", "-"), ("Blue", "B"))
QUARTERS = tuple(f"{year} quarter {quarter}" for year in (2025, 2026) for quarter in (1, 2, 3, 4))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def changed(part: str, change: Callable[[Any], object]) -> Template:
    """The template of the progress report with its text taken out and a part changed."""
    found = find_template("progress")
    out = BytesIO()
    with ZipFile(BytesIO(found.content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            root = etree.fromstring(old.read(member))
            if member == "word/document.xml":
                for element in root[0][:-1]:
                    root[0].remove(element)
            if member == part:
                change(root)
            new.writestr(member, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return Template("own.docx", out.getvalue())


def bare() -> Template:
    """The look of auditrack's own template, and nothing else of it."""
    return changed("", lambda root: None)


def brag_chart(agencies: int = 6, name: str = "Agency {}", **changes: object) -> Chart:
    made: dict[str, object] = {
        "caption": "Open recommendations by agency",
        "alt": "Bars, one an agency: Agency 1 has most of what is open.",
        "kind": "bars",
        "categories": [name.format(number + 1) for number in range(agencies)],
        "series": [
            Series(word, [(number * 7 + place * 3) % 9 for number in range(agencies)], FILLS[at][0])
            for place, (word, at) in enumerate(BRAG)
        ],
        "counted_by": "Agency",
        "unit": "recommendations",
    }
    return Chart(**(made | changes))  # type: ignore[arg-type]


def quarter_chart(kind: str, *, stacked: bool = False) -> Chart:
    return Chart(
        caption="Opened and closed by quarter",
        alt="More was closed than opened in most quarters.",
        kind=kind,  # type: ignore[arg-type]
        categories=QUARTERS,
        series=[
            Series("Opened", [3, 5, None, 8, 1, 0, 4, 6], "1F4E79"),
            Series("Closed", [1, 2, 3, 4, 5, 6, 7, 1200], "FFD966"),
        ],
        counted_by="Quarter",
        stacked=stacked,
        unit="recommendations",
    )


def long_table(rows: int, name: str = "Overdue") -> Table:
    return Table(
        "Actions past their date",
        (Column("Action", 4), Column("Agency", 2), Column("Days", 1, numbers=True)),
        (
            (
                Cell(f"Text {number}", lead=f"act-{number}"),
                ("=1+1", "+44", "-1", "@SUM(A1)", "plain")[number % 5],
                f"{number:,}",
            )
            for number in range(1, rows + 1)
        ),
        name=name,
    )


def written(template: Template | None = None, rows: int = 3) -> WordReport:
    """Everything, over a template or the look of auditrack's own."""
    report = WordReport(template or bare(), IMPRINT)
    report.heading("Everything", 0)
    report.paragraph(IMPRINT.board, "Subtitle")
    report.contents()
    report.heading("Lists & <more>")
    report.paragraph("Words.", lead="Lead: ")
    report.bullets(["One", "Two"])
    report.heading("Tables", 1)
    report.heading("A long one", 2)
    report.table(long_table(rows))
    report.heading("Another right after", 3)
    report.table(
        Table(
            "What the words mean",
            (Column("Word", 1), Column("Meaning", 3)),
            [(Cell("", lead=word, fill=at), f"Means {word}") for word, at in BRAG],
            together=True,
        )
    )
    report.table(long_table(1))
    report.heading("Charts")
    report.paragraph("Below.", "Report Note")
    report.chart(brag_chart())
    report.chart(brag_chart(stacked=False))
    for kind in ("columns", "lines"):
        report.chart(quarter_chart(kind))
    report.chart(quarter_chart("columns", stacked=True))
    report.wide()
    report.heading("Wide")
    report.chart(brag_chart(60))
    report.upright()
    report.heading("Without figures")
    report.chart(brag_chart(0))
    return report
