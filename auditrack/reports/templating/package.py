"""The package of a template, opened with care: never past its limits, nothing fetched or run."""

import posixpath
import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import error as StructError
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec
from lxml import etree

from auditrack.model.change import RefusedError
from auditrack.reports.templating.findings import Finding, refuse

MOST_BYTES: Final = 32 * 1024 * 1024
MOST_MEMBERS: Final = 2_000
MOST_UNPACKED: Final = 64 * 1024 * 1024
MOST_RATIO: Final = 200
RATIO_FROM: Final = 1024 * 1024
"""A template with a logo and its fonts is some hundred kilobytes in some dozens of parts."""

MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
"""What the main part of a .docx is; a template (.dotx) or one with macros is something else."""

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKED_AS = (ZIP_STORED, ZIP_DEFLATED)
_LOCKED = 0x1
_ENTRY = b"PK\x01\x02"
_CHUNK = 256 * 1024
_BROKEN = (
    BadZipFile,
    zlib.error,
    StructError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
    etree.LxmlError,
)
_SAVE_AGAIN = "Open it in Word and save it as a Word document (.docx)."
_OTHERS = {
    "template.main": "a template of Word (.dotx)",
    "macroEnabledTemplate": "a template of Word with macros (.dotm)",
    "macroEnabled.main": "a Word document with macros (.docm)",
}


class Relation(msgspec.Struct, frozen=True):
    """What a part points to. `kind` is the last word of its type; `target` a part or an address."""

    kind: str
    target: str
    is_external: bool


class TemplatePackage:
    """The parts of a template by their names, their XML read once and without entities."""

    def __init__(self, name: str, content: bytes) -> None:
        """Unpacks it.

        Raises:
            RefusedError: it is no .docx, damaged, holds macros in its main part, or is a bomb.
        """
        self.name = name
        self.parts: dict[str, bytes] = {}
        self.trees: dict[str, etree._Element] = {}
        try:
            self._unpack(content)
            self._types, self._defaults = self._content_types()
            for part in self.parts:
                if self.is_xml(part):
                    self.trees[part] = self._parse(part)
            self.main = self._main()
        except RefusedError:
            raise
        except _BROKEN:
            raise self._damaged() from None

    def type_of(self, part: str) -> str:
        """The content type of a part."""
        ending = part.rpartition(".")[2].lower()
        return self._types.get(part.lower(), self._defaults.get(ending, ""))

    def is_xml(self, part: str) -> bool:
        """Whether a part is XML, by its type or its name."""
        return self.type_of(part).endswith("xml") or part.endswith((".xml", ".rels"))

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part points to; "" is the package itself."""
        folder, _, name = part.rpartition("/")
        tree = self.trees.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        for one in () if tree is None else tree:
            if isinstance(one.tag, str) and one.tag.endswith("}Relationship"):
                target, is_external = one.get("Target", ""), one.get("TargetMode") == "External"
                if not is_external:
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield Relation(one.get("Type", "").rpartition("/")[2], target, is_external)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part points to."""
        return [
            one.target
            for one in self.relations(part)
            if one.kind == kind and not one.is_external and one.target in self.parts
        ]

    def _unpack(self, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            raise self._too_much(f"is larger than {MOST_BYTES // 1024**2} MB")
        # Counted before the zip is opened: each entry costs memory, and its own count may lie.
        if content.count(_ENTRY) > MOST_MEMBERS:
            raise self._too_much(f"holds more than {MOST_MEMBERS:,} parts")
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_MEMBERS:
                raise self._too_much(f"holds more than {MOST_MEMBERS:,} parts")
            unpacked = 0
            for entry in entries:
                if entry.is_dir():
                    continue
                if entry.filename in self.parts or entry.flag_bits & _LOCKED:
                    raise self._damaged()
                if entry.compress_type not in _PACKED_AS:
                    raise self._damaged()
                part = self._inflate(archive, entry, MOST_UNPACKED - unpacked)
                unpacked += len(part)
                self.parts[entry.filename.lstrip("/")] = part

    def _inflate(self, archive: ZipFile, entry: ZipInfo, room: int) -> bytes:
        """What is really inflated is counted, whatever size the zip says."""
        chunks, size = [], 0
        with archive.open(entry) as member:
            while chunk := member.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                if size > room:
                    raise self._too_much(f"unpacks to more than {MOST_UNPACKED // 1024**2} MB")
                if size > RATIO_FROM and size > MOST_RATIO * max(entry.compress_size, 1):
                    raise self._too_much("unpacks to far more than its size allows")
        return b"".join(chunks)

    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        root = self._parse("[Content_Types].xml")
        types, defaults = {}, {}
        for one in root:
            if one.tag == f"{{{_TYPES}}}Override":
                types[one.get("PartName", "").lstrip("/").lower()] = one.get("ContentType", "")
            elif one.tag == f"{{{_TYPES}}}Default":
                defaults[one.get("Extension", "").lower()] = one.get("ContentType", "")
        return types, defaults

    def _parse(self, part: str) -> etree._Element:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        root = etree.fromstring(self.parts[part], parser)
        about: Any = root.getroottree().docinfo  # its type stubs know half of it
        if about.doctype:
            raise refuse(
                self.name,
                Finding(
                    "template-unsafe",
                    "error",
                    "declares its own entities (a DTD), which no program for documents writes",
                    part,
                    "Do not use it; take a copy of the template that comes with auditrack.",
                ),
            )
        return root

    def _main(self) -> str:
        found = self.related("", "officeDocument")
        if len(found) != 1:
            raise self._damaged()
        kind = self.type_of(found[0])
        if kind != MAIN:
            for ending, what in _OTHERS.items():
                if ending in kind:
                    raise self._unfit("template-not-docx", f"is {what}, whatever it is called")
            raise self._damaged()
        return found[0]

    def _damaged(self) -> RefusedError:
        return self._unfit("template-not-docx", "is not a Word document (.docx), or it is damaged")

    def _too_much(self, what: str) -> RefusedError:
        return self._unfit("template-too-large", f"{what}, and no template needs that")

    def _unfit(self, code: str, what: str) -> RefusedError:
        return refuse(self.name, Finding(code, "error", what, "", _SAVE_AGAIN))
