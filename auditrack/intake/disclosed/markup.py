"""The texts of any XML part: what stands between its tags, in attributes and in comments."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from auditrack.intake.word.markup import Parts
from auditrack.model.disclosed import Part

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
A_PARAGRAPH: Final = f"{_A}p"
A_TEXT: Final = f"{_A}t"

_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)
"""What the strict spelling of the standard calls the text of drawings, and the usual one."""

_FREE: Final = frozenset(
    "alt anchor caption comment description descr display displayName displayText error errorTitle "
    "helpText href initials instr key label lastModifiedBy location macro name prompt promptTitle "
    "query refreshedBy sourceFile src string tag text title tooltip url userId userName v value "
    "xpath author".split()
)
"""Attributes that people fill, or that hold what people typed, whatever they look like."""

_FREE_VAL: Final = frozenset(
    "alias caption category connectString default description docPart docVar helpText listEntry "
    "lvlText name query result statusText style tag tblCaption tblDescription text udl dataSource "
    "behavior addressFieldName mailSubject".split()
)
"""Elements whose `val` people fill."""

AUTHORS: Final = frozenset({"author", "userName", "refreshedBy", "lastModifiedBy"})
"""Attributes that name whoever worked on a file."""

_NOT: Final = frozenset(
    "style path coordsize coordorigin adj points d from to schemaLocation paraId textId rsid "
    "Requires Ignorable prefixMappings xmlns id sqref spans formatCode numFmt typeface panose "
    "gfxdata equationxml".split()
)
"""Attributes that hold shapes, places and technical words."""

_NO_ELEMENTS: Final = frozenset(
    "lsdException latentStyles font fonts rFonts latin ea cs sym buFont rsid rsids clrScheme "
    "fontScheme fmtScheme sysClr shapeDefaults shapelayout Override Default tableStyle dxf "
    "cellStyle cellStyles".split()
)
"""Elements whose attributes name fonts, colours and looks that come with the program."""

_LETTERS: Final = re.compile(r"[^\W\d_]")
_COMMENT: Final = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_INSTRUCTION: Final = re.compile(rb"<\?(?!xml[\s?])(.*?)\?>", re.DOTALL)
_TELLS: Final = re.compile(r"^\s*(?:mso-application|mso-contentType|xml-stylesheet)\b")
_USERS: Final = re.compile(
    r"(?:[\\/](?:Users|home|Documents and Settings)[\\/]+)([^\\/%:*?\"<>|]+(?:%20[^\\/]*)?)",
    re.IGNORECASE,
)


def local(tag: object) -> str:
    """The name of an element or attribute without its vocabulary."""
    return str(tag).rpartition("}")[2]


def opened(data: bytes, parts: Parts, where: str) -> tuple[etree._Element, list[Part]]:
    """The root of a part, and the comments in its XML, which no program shows and all keep.

    Raises:
        RefusedError: it is no XML, declares entities, or holds too much.
    """
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    root = parts.parse(data)
    return root, [
        Part(f"{where}, comment in its XML", said, "hidden", why="a comment in its XML")
        for pattern in (_COMMENT, _INSTRUCTION)
        for found in pattern.findall(data)
        if (said := found.decode("utf-8", "replace").strip()) and not _TELLS.match(said)
    ]


def attribute_parts(root: etree._Element, where: str) -> Iterator[Part]:
    """The attributes of a part that hold words, each text once; names of authors as such."""
    seen: set[tuple[str, str]] = set()
    for element in root.iter(etree.Element):
        name = local(element.tag)
        if name in _NO_ELEMENTS:
            continue
        for full, value in element.attrib.items():
            attribute = local(full)
            value = str(value)
            if not value or attribute in _NOT or attribute.startswith("rsid"):
                continue
            key = (attribute, value)
            if key in seen or not _holds_words(name, attribute, value):
                continue
            seen.add(key)
            if attribute in AUTHORS or (name, attribute) == ("person", "displayName"):
                if not value.startswith("tc="):  # a thread of comments, not a person
                    yield author(where, value)
                continue
            called = _CALLED.get(attribute, f"{name} {attribute}")
            yield Part(f"{where}, {called}", value)
            yield from logins(f"{where}, {called}", value)


_CALLED: Final = {
    "descr": "alternative text",
    "alt": "alternative text",
    "title": "title",
    "tooltip": "tip of a link",
    "instr": "field code",
    "initials": "initials",
}


def _holds_words(element: str, attribute: str, value: str) -> bool:
    if attribute in _FREE:
        return True
    if attribute == "val" and element in _FREE_VAL:
        return True
    if "@" in value or "://" in value or "\\" in value:
        return True
    return _LETTERS.search(value) is not None and any(one.isspace() for one in value)


def author(where: str, name: str) -> Part:
    """A name of somebody who worked on a file."""
    return Part(f"{where}, author", name, "author", why="names who worked on the file")


def logins(where: str, value: str) -> Iterator[Part]:
    """The login that a path of a file gives away, as in /home/name."""
    for found in _USERS.finditer(value):
        yield Part(where, found[1], "author", why="a path that names whose computer it lay on")


def text_parts(root: etree._Element, where: str) -> Iterator[Part]:
    """What stands between the tags: a paragraph joined over its runs, siblings as a row."""
    covered: set[etree._Element] = set()
    for paragraph in root.iter(A_PARAGRAPH):
        text = "".join(one.text or "" for one in paragraph.iter(A_TEXT))
        covered.update(paragraph.iter(A_TEXT))
        if text.strip():
            yield Part(where, text)
    for element in root.iter(etree.Element):
        leaves = []
        for child in element:
            if child.tail and child.tail.strip():
                yield Part(f"{where}, {local(element.tag)}", child.tail)
            if (
                not len(child)
                and isinstance(child.tag, str)
                and (child.text or "").strip()
                and child not in covered
            ):
                leaves.append(child)
        if leaves:
            yield Part(
                where,
                "\t".join(flat(one.text or "") for one in leaves),
                cells=tuple(local(one.tag) for one in leaves),
            )
        if len(element) and (element.text or "").strip():
            yield Part(f"{where}, {local(element.tag)}", element.text or "")
    if not len(root) and (root.text or "").strip():
        yield Part(where, root.text or "")


def flat(text: str) -> str:
    """A text as one cell of a row holds it."""
    return text.replace("\t", " ")
