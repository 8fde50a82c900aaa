"""A made-up kind of report, and templates for it put together from the shipped one."""

import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from auditrack.model.change import Head
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.templating.templates import shipped_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

KIND = Kind(
    "sample",
    "Sample",
    {"first": "The first", "broad": "A broad one", "broader": "Another", "last": "The last"},
    wide=frozenset(("broad", "broader")),
    values={"chair": "Who was in the chair"},
    rows={
        "late": {"ref": "The reference", "what": "What is to be done"},
        "done": {"ref": "The reference"},
    },
    terms=frozenset(("As at",)),
    brag=False,
)


def section(word: WordReport, name: str) -> None:
    """A heading, a sentence and a table."""
    word.heading(f"Section {name}")
    word.paragraph(f"This is {name}.")
    if name in KIND.wide:
        word.table(Table(f"Of {name}", (Column("What", 1),), [("one",)]))


def report(**changes: Any) -> Report:
    """A report of the made-up kind."""
    given: dict[str, Any] = {
        "kind": KIND,
        "imprint": Imprint(
            title="Sample of {{head}}",
            board="Larkshire Partnership",
            period="2026",
            as_at=date(2026, 9, 30),
            head=Head(512, "0a1b2c3d4e5f" + "0" * 52),
            marking="Official",
            demonstration=False,
        ),
        "sections": {name: partial(section, name=name) for name in KIND.sections},
        "values": {"chair": "A. {{board}} Ash"},
        "rows": {
            "late": [
                {"ref": "act-1", "what": "Write {{head}} down\nand agree it"},
                {"ref": "act-2", "what": "Read <w:p/> & ask"},
            ],
            "done": [],
        },
    }
    return Report(**{**given, **changes})


def line(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def lines(*texts: str) -> str:
    """Paragraphs of one run each."""
    return "".join(line(text) for text in texts)


def table(*rows: tuple[str, ...]) -> str:
    """A table of plain cells."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{line(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{cells}</w:tbl>"


SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def template(
    path: Path,
    body: str,
    section: str = SECTION,
    parts: Mapping[str, str | bytes] | None = None,
    change: Mapping[str, Callable[[str], str]] | None = None,
) -> Path:
    """A template with that body, in the styles of the shipped ones.

    Args:
        path: where to write it.
        body: the paragraphs.
        section: its page set-up.
        parts: further parts, or others in place of those of the shipped one.
        change: what becomes of the text of its parts, by name.
    """
    with zipfile.ZipFile(BytesIO(shipped_template("progress").content)) as shipped:
        held: dict[str, str | bytes] = {
            name: shipped.read(name).decode() for name in shipped.namelist()
        }
    held["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    )
    held.update(parts or {})
    for name, changed in (change or {}).items():
        held[name] = changed(str(held[name]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content)
    return path


def related(name: str, relation: str) -> dict[str, Callable[[str], str]]:
    """A change that adds a relationship to a part's own."""
    return {name: lambda text: text.replace("</Relationships>", f"{relation}</Relationships>")}
