"""Every part of a Word document or an Excel workbook, known or not: nothing is passed over."""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from auditrack.intake.disclosed.looks import Looks
from auditrack.intake.disclosed.markup import (
    attribute_parts,
    author,
    local,
    logins,
    opened,
    text_parts,
)
from auditrack.intake.disclosed.pictures import told_by, words_of
from auditrack.intake.disclosed.refusals import refuse_file
from auditrack.intake.disclosed.word import Story
from auditrack.intake.word.markup import Parts, w
from auditrack.intake.word.package import Package
from auditrack.intake.word.styles import Styles
from auditrack.model.change import RefusedError
from auditrack.model.disclosed import Part

DEEPEST: Final = 3
"""How many files may lie in each other."""

WORD_MAIN: Final = frozenset({w("document")})
_STORIES: Final = {
    w("document"): "",
    w("glossaryDocument"): "building block, ",
    w("hdr"): "header {}, ",
    w("ftr"): "footer {}, ",
}
_NOTES: Final = {w("footnote"): "footnote", w("endnote"): "endnote"}
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_PROPERTIES: Final = {
    "creator": "author",
    "lastModifiedBy": "author",
    "Manager": "author",
}
_CALLED: Final = {
    "creator": "author",
    "lastModifiedBy": "last changed by",
    "Manager": "manager",
    "Company": "company",
}
_NO_PROPERTIES: Final = frozenset(
    "created modified lastPrinted revision TotalTime Pages Words Characters Application "
    "DocSecurity Lines Paragraphs ScaleCrop LinksUpToDate CharactersWithSpaces SharedDoc "
    "HyperlinksChanged AppVersion i4".split()
)
_COUNTED: Final = re.compile(r"[0-9.,:TZ+-]{1,40}|true|false", re.IGNORECASE)
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
_FILES: Final = (*_WORKBOOKS, ".docx", ".docm", ".dotx", ".dotm", ".pdf", ".html", ".htm",
                 ".csv", ".txt", ".json", ".md")  # fmt: skip
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".jpe", ".gif", ".bmp", ".tif", ".tiff", ".svg",
                    ".webp", ".ico")  # fmt: skip
_DRAWN: Final = (".emf", ".wmf", ".wdp")
_FONTS: Final = (".odttf", ".ttf", ".otf", ".fntdata")
_PRINTER: Final = re.compile(r"printersettings\d*\.bin$")

Reader = Callable[[bytes, str, str, int], Iterator[Part]]
"""Reads a file that lies in another: its bytes, its name, what comes before its places, depth."""


def office_parts(data: bytes, name: str, prefix: str, depth: int, read: Reader) -> Iterator[Part]:
    """The parts of a document or workbook.

    Args:
        data: the file.
        name: its name, for the sentences.
        prefix: what comes before each place, "" for the file itself.
        depth: how many files it lies in.
        read: reads the files that lie in it.

    Raises:
        RefusedError: it is damaged, locked, too large or made to do harm, or neither of the two.
    """
    package = Package(data, name)
    yield from _Office(package, name, prefix, depth, read).parts(data)


class _Office:
    def __init__(self, package: Package, name: str, prefix: str, depth: int, read: Reader) -> None:
        self._package = package
        self._xml = Parts(name)
        self._name = name
        self._prefix = prefix
        self._depth = depth
        self._read = read
        self._roots: dict[str, etree._Element] = {}
        self._behind: list[Part] = []
        self._counts: dict[str, int] = {}
        self._done: set[str] = set()

    def parts(self, data: bytes) -> Iterator[Part]:
        for member in sorted(self._package.names, key=_in_order):
            if member and not member.endswith("/"):
                self._open(member)
        tags = {root.tag for root in self._roots.values()}
        is_book = any(local(tag) == "workbook" for tag in tags)
        if not is_book and w("document") not in tags:
            raise refuse_file(
                self._name,
                "is neither a Word document nor an Excel workbook, so it cannot be checked",
                "Save it as one of these, as PDF or as a web page, and check that.",
                "unknown-kind",
            )
        if is_book:
            from auditrack.intake.disclosed.sheets import Book

            yield from Book(self._roots, self._related, self._prefix).parts()
        else:
            yield from self._document()
        yield from self._charts()
        for member, root in self._roots.items():
            yield from self._one(member, root)
        yield from self._behind
        yield from self._others()
        yield from self._of_the_zip(data)

    def _open(self, member: str) -> None:
        """Parse a part if it is XML, whatever it is called."""
        content = self._package.read(member) or b""
        start = content[:400].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
        is_xml = member.endswith((".xml", ".rels", ".vml"))
        if not is_xml and not start.startswith(b"<"):
            return
        try:
            root, behind = opened(content, self._xml, f"{self._prefix}{member}")
        except RefusedError:
            if is_xml and content:
                raise
            return
        self._roots[member] = root
        self._behind += behind

    def _related(self, member: str) -> dict[str, tuple[str, str, bool]]:
        """What a part points to, by the id: kind, target, and whether outside."""
        folder, base = posixpath.split(member)
        rels = self._roots.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
        found: dict[str, tuple[str, str, bool]] = {}
        for one in rels if rels is not None else ():
            target = one.get("Target") or ""
            outside = (one.get("TargetMode") or "").lower() == "external"
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = (one.get("Type") or "").rsplit("/", 1)[-1]
            found[one.get("Id") or ""] = (kind, target if outside else target.lower(), outside)
        return found

    def _document(self) -> Iterator[Part]:
        roots = self._roots
        styles = roots.get("word/styles.xml")
        styles = next((r for r in roots.values() if r.tag == w("styles")), styles)
        main = next(root for root in roots.values() if root.tag == w("document"))
        looks = Looks(styles, main.find(w("background")))
        for root in roots.values():
            prefix = _STORIES.get(str(root.tag))
            if prefix is not None:
                prefix = prefix.format(self._next(str(root.tag)))
                heads = Styles(styles) if root.tag == w("document") else None
                yield from Story(looks, self._prefix + prefix, heads).parts(root)
            elif root.tag in (w("footnotes"), w("endnotes")):
                for note in root.iter(*_NOTES):
                    if note.get(w("type")) not in _SEPARATORS:
                        number = self._next(str(note.tag))
                        called = f"{self._prefix}{_NOTES[str(note.tag)]} {number}, "
                        yield from Story(looks, called).parts(note)
            elif root.tag == w("comments"):
                yield from self._comments(root, looks)

    def _comments(self, root: etree._Element, looks: Looks) -> Iterator[Part]:
        for number, comment in enumerate(root.iterchildren(w("comment")), 1):
            where = f"{self._prefix}comment {number}"
            parts = list(Story(looks, f"{where}, ").parts(comment))
            text = "\n".join(one.text for one in parts if one.kind is None)
            yield Part(where, text, "comment", covered=True, why="a comment beside the text")
            yield from parts

    def _charts(self) -> Iterator[Part]:
        """Each chart with its series, and the workbook behind it."""
        from auditrack.intake.disclosed.charts import chart_parts

        number = 0
        for member, root in self._roots.items():
            if local(root.tag) != "chartSpace":
                continue
            number += 1
            called = f"{self._prefix}chart {number}"
            self._done.add(member)
            yield from chart_parts(root, called)
            yield from attribute_parts(root, called)
            for kind, target, outside in self._related(member).values():
                if kind == "package" and not outside and target in self._package:
                    yield from self._within(target, f"{self._prefix}workbook of chart {number}")

    def _one(self, member: str, root: etree._Element) -> Iterator[Part]:
        """What any part holds beside its story: attributes, and texts where nobody read them."""
        if member in self._done:
            return
        where = f"{self._prefix}{_told(member)}"
        if local(root.tag) == "Relationships":
            for one in root:
                if (one.get("TargetMode") or "").lower() == "external":
                    target = one.get("Target") or ""
                    yield Part(f"{self._prefix}link from {_source(member)}", target)
                    yield from logins(f"{self._prefix}link from {_source(member)}", target)
            return
        if member == "[content_types].xml":
            return
        if member.startswith("docprops/"):
            yield from self._properties(root)
            return
        yield from attribute_parts(root, where)
        if not str(root.tag).startswith(_WORD_ONLY) and local(root.tag) not in _READ_BY_BOOK:
            yield from text_parts(root, where)

    def _properties(self, root: etree._Element) -> Iterator[Part]:
        for element in root:
            name = local(element.tag)
            text = " ".join(" ".join(str(one) for one in element.itertext()).split())
            if not text or (name in _NO_PROPERTIES and _COUNTED.fullmatch(text)):
                continue
            said = element.get("name") if name == "property" else None
            where = f"{self._prefix}properties: {said or _CALLED.get(name, name)}"
            if said:
                yield Part(f"{self._prefix}properties: name of one", said)
            if name in _PROPERTIES or (said and said.lower() in _NAMING):
                yield Part(where, text, "author", why="names who worked on the file")
            else:
                yield Part(where, text)
                yield from logins(where, text)

    def _others(self) -> Iterator[Part]:
        """What is no XML: pictures by what they say of themselves, files that lie inside."""
        for member in sorted(self._package.names, key=_in_order):
            if not member or member in self._roots or member in self._done:
                continue
            base = posixpath.basename(member)
            if not base or member.endswith(_FONTS):
                continue
            if not self._package.read(member):  # a folder
                continue
            if _PRINTER.search(member):
                yield from words_of(self._package.read(member) or b"", f"{self._prefix}printer")
            elif member.startswith("docprops/thumbnail"):
                yield self._closed(member, "picture of its first page", "as it once was")
            elif member.endswith((*_PICTURES, *_DRAWN)):
                content = self._package.read(member) or b""
                yield from told_by(content, f"{self._prefix}picture {base}")
            elif member.endswith(_FILES):
                yield from self._within(member, f"{self._prefix}file inside, {base}")
            else:
                yield self._closed(member, f"object inside, {base}", "a file inside another")

    def _within(self, member: str, called: str) -> Iterator[Part]:
        self._done.add(member)
        content = self._package.read(member) or b""
        if self._depth >= DEEPEST:
            yield self._closed(member, called.removeprefix(self._prefix), "files within files")
            return
        try:
            yield from self._read(
                content, posixpath.basename(member), f"{called}, ", self._depth + 1
            )
        except RefusedError as refused:
            if refused.refusal.code in ("too-large", "unsafe", "not-safe"):
                raise
            yield self._closed(member, called.removeprefix(self._prefix), "damaged or locked")

    def _closed(self, member: str, called: str, why: str) -> Part:
        """An object that cannot be looked into: known again by its bytes."""
        self._done.add(member)
        digest = hashlib.sha256(self._package.read(member) or b"").hexdigest()
        return Part(
            f"{self._prefix}{called}",
            digest,
            "hidden",
            covered=True,
            why=f"cannot be looked into ({why})",
        )

    def _of_the_zip(self, data: bytes) -> Iterator[Part]:
        names = [one for one in self._package.names if one]
        yield Part(f"{self._prefix}names of the files inside", "\n".join(sorted(names)))
        comment = self._package.comment
        if comment:
            yield Part(
                f"{self._prefix}comment of the zip",
                comment,
                "hidden",
                why="text that no program shows",
            )
        if not data.startswith(b"PK\x03\x04"):
            yield Part(
                f"{self._prefix}what stands before the zip",
                hashlib.sha256(data[:4096]).hexdigest(),
                "hidden",
                covered=True,
                why="bytes that no program shows",
            )

    def _next(self, what: str) -> int:
        self._counts[what] = self._counts.get(what, 0) + 1
        return self._counts[what]


_NAMING: Final = frozenset({"author", "manager", "owner", "checked by", "recorded by", "typist"})
_WORD_ONLY: Final = w("")
_READ_BY_BOOK: Final = frozenset({"sst", "worksheet", "styleSheet", "comments", "calcChain"})
_RANKS: Final = (
    "word/document.xml", "word/header", "word/footer", "word/footnotes", "word/endnotes",
    "word/comments", "xl/workbook.xml", "xl/worksheets", "word/charts", "xl/charts", "docprops",
)  # fmt: skip


def _in_order(member: str) -> tuple[int, list[tuple[int, str]]]:
    """The order of reading: the text first; chart 2 before chart 10."""
    rank = next((n for n, start in enumerate(_RANKS) if member.startswith(start)), len(_RANKS))
    parts = re.findall(r"\d{1,9}|\D+|\d+", member)
    return rank, [(int(one), "") if len(one) < 10 and one.isdigit() else (0, one) for one in parts]


def _told(member: str) -> str:
    """A part's name as a place."""
    base = posixpath.basename(member)
    if member.startswith("customxml/"):
        return f"data behind the document, {base}"
    stem = base.partition(".")[0]
    return _TOLD.get(stem, stem if member.startswith(("word/", "xl/")) else member)


_TOLD: Final = {
    "document": "document",
    "people": "people who worked on the file",
    "settings": "settings",
    "styles": "styles",
    "numbering": "numbering",
}


def _source(rels: str) -> str:
    return _told(posixpath.basename(rels).removesuffix(".rels")) or "the file"


__all__ = ["DEEPEST", "Reader", "author", "office_parts"]
