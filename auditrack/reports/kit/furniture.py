"""What stands around the text on every page and in the file's properties, whatever the template."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.imprint import DEMONSTRATION, Imprint

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer, _Header

LANGUAGE = "en-GB"
_LONGEST_PROPERTY = 255  # Word's own limit


def set_language(document: "Document") -> None:
    """Makes the styles British English, and lets Word open the file without asking anything."""
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        defaults = _below(styles, "w:docDefaults", "w:rPrDefault", "w:rPr")
    if defaults.find(qn("w:lang")) is None:
        etree.SubElement(defaults, qn("w:lang"))
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    for asks in list(settings.iter(qn("w:updateFields"))):
        settings.remove(asks)
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _below(parent: Any, *names: str) -> Any:
    """The element at the end of a path, made first in its parent where there is none."""
    for name in names:
        found = parent.find(qn(name))
        if found is None:
            found = etree.Element(qn(name))
            parent.insert(0, found)
        parent = found
    return parent


def set_properties(document: "Document", imprint: Imprint) -> None:
    """Sets the file's properties anew: nobody's name, and no hour, comes from a template."""
    properties = document.core_properties  # made where the template has none
    package = document.part.package
    assert package is not None
    core: Any = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for child in list(core.element):
        core.element.remove(child)
    judged = datetime(imprint.as_at.year, imprint.as_at.month, imprint.as_at.day)
    properties.title = _short(imprint.full_title)
    properties.subject = _short(
        f"Recommendations of reviews and the themes they raise, as at {imprint.as_at_in_words}"
    )
    properties.author = _short(imprint.board)
    properties.last_modified_by = _short(imprint.board)
    properties.comments = _short(f"From the register at {imprint.head_in_words}.")
    properties.keywords = _short(imprint.marking_in_capitals)
    properties.language = LANGUAGE
    properties.created = judged
    properties.modified = judged
    properties.revision = 1


def _short(text: str) -> str:
    line = on_one_line(text)
    return line if len(line) <= _LONGEST_PROPERTY else line[: _LONGEST_PROPERTY - 1] + "…"


def furnish(document: "Document", imprint: Imprint) -> None:
    """Adds to headers and footers what every page must say and the template does not.

    The marking and DEMONSTRATION at the head; page X of Y, the register's head, the as-at date and
    the marking at the foot.
    """
    for header in _each(document, "header"):
        said = _text(header)
        if imprint.demonstration and DEMONSTRATION not in said:
            header.add_paragraph(DEMONSTRATION)
        if imprint.marking_in_capitals not in said:
            header.add_paragraph(imprint.marking_in_capitals)
    state = f"Register at {imprint.head_in_words} · As at {imprint.as_at_in_words}"
    for footer in _each(document, "footer"):
        said = _text(footer)
        if not _has_pages(footer):
            _add_pages(footer.add_paragraph()._p)
        if imprint.head_in_words not in said or imprint.as_at_in_words not in said:
            footer.add_paragraph(state)
        if imprint.marking_in_capitals not in said:
            footer.add_paragraph(imprint.marking_in_capitals)


def _each(document: "Document", kind: str) -> "Iterator[_Header | _Footer]":
    """Every header or footer that some page shows; the first section's are made if missing."""
    kinds = [kind]
    if document.settings.odd_and_even_pages_header_footer:
        kinds.append(f"even_page_{kind}")
    for number, section in enumerate(document.sections):
        first = [f"first_page_{kind}"] if section.different_first_page_header_footer else []
        for name in (*kinds, *first):
            part = getattr(section, name)
            if part.is_linked_to_previous:
                if number and name not in first:
                    continue
                part.is_linked_to_previous = False
            yield part


def _text(part: "_Header | _Footer") -> str:
    return " ".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in part.part.element.iter(qn("w:p"))
    )


def _has_pages(part: "_Header | _Footer") -> bool:
    element = part.part.element
    codes = [code.text or "" for code in element.iter(qn("w:instrText"))]
    codes += [field.get(qn("w:instr"), "") for field in element.iter(qn("w:fldSimple"))]
    words = set(re.findall(r"[A-Z]+", " ".join(codes).upper()))
    return {"PAGE", "NUMPAGES"} <= words


def _add_pages(paragraph: Any) -> None:
    for text, code in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        _run(paragraph, "w:t", text)
        _mark(paragraph, "begin")
        _run(paragraph, "w:instrText", f" {code} ")
        _mark(paragraph, "separate")
        _run(paragraph, "w:t", "1")
        _mark(paragraph, "end")


def _run(paragraph: Any, kind: str, text: str) -> None:
    run = etree.SubElement(paragraph, qn("w:r"))
    etree.SubElement(run, qn(kind), {qn("xml:space"): "preserve"}).text = text


def _mark(paragraph: Any, kind: str) -> None:
    run = etree.SubElement(paragraph, qn("w:r"))
    etree.SubElement(run, qn("w:fldChar"), {qn("w:fldCharType"): kind})
