"""The contents of a report: Word's own field, its result filled in so that Word need not ask."""

from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from auditrack.reports.kit.clean import as_attribute
from auditrack.reports.kit.tables import run_xml

CONTENTS = "Contents"
"""Its heading, which is not in it."""

GALLERY = "Table of Contents"
"""What Word calls the content control around contents, in any language."""

MOST_LINES = 40
"""The most lines with headings of the second level; beyond them those of the first level stand."""

STYLES = ("TOC Heading", "TOC 1", "TOC 2")
"""The styles it takes where the template has them."""

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def contents_place() -> Any:
    """What stands in the document until its headings are known."""
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:docPartObj>"
        f'<w:docPartGallery w:val="{GALLERY}"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent/></w:sdt>"
    )


def contents_of_template(body: Any) -> list[Any]:
    """The contents that Word put into a template: what they hold is as old as the template."""
    gallery = f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}"
    found = []
    for control in body.iter(qn("w:sdt")):
        named = control.find(gallery)
        if named is not None and named.get(qn("w:val")) == GALLERY:
            found.append(control)
    return found


def fill_contents(place: Any, body: Any, styles: Mapping[str, str]) -> None:
    """Puts the headings of the body into the contents, each a link to its heading.

    Without page numbers: only Word, when it has laid the pages out, knows them.

    Args:
        place: what `contents_place` made or `contents_of_template` found, in the body.
        body: the finished text; a heading gets a bookmark if it is listed.
        styles: the identifiers of the styles by name.
    """
    found = list(_headings(body, {styles["Heading 1"]: 1, styles["Heading 2"]: 2}))
    deepest = 2 if len(found) <= MOST_LINES else 1
    listed = [(level, heading) for level, heading in found if level <= deepest]
    if not listed:
        place.getparent().remove(place)
        return
    inside = _emptied(place)
    if not len(inside):
        inside.append(_heading(styles))
    bookmarks = _bookmarks(body)
    code = (
        f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{deepest}" \\h \\n '
        f"</w:instrText></w:r>{_SEPARATE}"
    )
    for at, (level, heading) in enumerate(listed):
        name = _bookmarked(heading, next(bookmarks))
        first, last = at == 0, at == len(listed) - 1
        inside.append(
            parse_xml(
                f"<w:p {nsdecls('w')}>{_layout(level, styles)}{code if first else ''}"
                f'<w:hyperlink w:anchor="{name}" w:history="1">{run_xml(_text(heading))}'
                f"</w:hyperlink>{_END if last else ''}</w:p>"
            )
        )


def _emptied(place: Any) -> Any:
    """The inside of contents without the field and its old result; its own heading stays."""
    inside = place.find(qn("w:sdtContent"))
    fields = (qn("w:fldChar"), qn("w:fldSimple"), qn("w:hyperlink"))
    is_field = False
    for element in list(inside):
        is_field = is_field or next(element.iter(*fields), None) is not None
        if is_field or element.tag != qn("w:p"):
            inside.remove(element)
    return inside


def _heading(styles: Mapping[str, str]) -> Any:
    """Its heading: no level of an outline, lest it stand in itself when Word makes it anew."""
    own = styles.get("TOC Heading")
    look = "" if own else "<w:b/><w:bCs/>"
    style = as_attribute(own or styles["Normal"])
    return parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={style}/><w:keepNext/></w:pPr>"
        f"{run_xml(CONTENTS, look)}</w:p>"
    )


def _layout(level: int, styles: Mapping[str, str]) -> str:
    own = styles.get(f"TOC {level}")
    inset = "" if own or level == 1 else '<w:ind w:left="340"/>'
    return f"<w:pPr><w:pStyle w:val={as_attribute(own or styles['Normal'])}/>{inset}</w:pPr>"


def _headings(body: Any, levels: Mapping[str, int]) -> Iterator[tuple[int, Any]]:
    """The headings in their order, the template's own among them."""
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = None if style is None else levels.get(style.get(qn("w:val")))
        if level is not None and _text(paragraph):
            yield level, paragraph


def _text(paragraph: Any) -> str:
    said = "".join(
        (one.text or "") if one.tag == qn("w:t") else " "
        for one in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        if one.getparent().tag == qn("w:r")
    )
    return " ".join(said.split())


def _bookmarks(body: Any) -> Iterator[tuple[int, str]]:
    """Numbers and names of bookmarks that the template has not."""
    known = list(body.getroottree().getroot().iter(qn("w:bookmarkStart")))
    names = {one.get(qn("w:name")) for one in known}
    numbers = [int(one.get(qn("w:id"), "0")) for one in known]
    number = max(numbers, default=0)
    while True:
        number += 1
        name = f"_Toc{number:09}"
        if name not in names:
            yield number, name


def _bookmarked(heading: Any, free: tuple[int, str]) -> str:
    number, name = free
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    properties = heading.find(qn("w:pPr"))
    heading.insert(0 if properties is None else 1, start)
    heading.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
    return name
