"""Looks through a workbook before any of it is read: too large, or made to do harm, is refused."""

import io
import re
import zipfile
import zlib
from typing import Any, Final

from auditrack.intake.decoding import refuse

UNPACKED_BYTES: Final = 256 * 1024 * 1024
"""The most that a workbook may hold once it is unpacked."""

MERGED: Final = 1_000_000
"""The most cells that may be merged away; a tracker has some hundreds."""

_PARTS: Final = 5_000
_FEW: Final = 5
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_UNSTORED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*><(?:\w+:)?f(?:/>|[ >][^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:threadedComment|comment) ")
_COMMENTS = re.compile(r"[cC]omments?/?[^/]*\.xml$")
_OWN_HINTS = b"<author>auditrack</author>"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_STRUCK = re.compile(rb"<(?:\w+:)?strike[ />]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def looked_through(data: bytes, name: str) -> tuple[list[str], bool]:
    """What the file says of itself before any of it is read; refuses what is made to do harm.

    Returns sentences, and whether words within a cell may be struck through.
    """
    notes: list[str] = []
    struck = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            _must_be_small(parts, name)
            if "xl/workbook.xml" not in names and not any(_SHEET.fullmatch(one) for one in names):
                raise refuse(
                    name,
                    "is not an Excel workbook",
                    "Save the tracker as .xlsx or CSV and import that.",
                )
            for part in parts:
                # A part may be XML whatever it is called.
                with packed.open(part) as stream:
                    try:
                        _must_declare_nothing(stream)
                    except SyntaxError:
                        if part.filename.endswith((".xml", ".rels")):
                            raise
            formulas, unstored, merged, comments = 0, [], 0, 0
            for part in parts:
                if _SHEET.fullmatch(part.filename):
                    text = packed.read(part)
                    struck = struck or bool(_STRUCK.search(text))
                    formulas += len(_FORMULA.findall(text))
                    unstored += [one.decode() for one in _UNSTORED.findall(text)]
                    merged += sum(_area(*one) for one in _MERGE.findall(text))
                elif part.filename.endswith("sharedStrings.xml"):
                    struck = struck or bool(_STRUCK.search(packed.read(part)))
                elif _COMMENTS.search(part.filename):
                    text = packed.read(part)
                    comments += 0 if _OWN_HINTS in text else len(_COMMENT.findall(text))
            if merged > MERGED:
                raise refuse(
                    name,
                    f"merges {merged:,} cells, more than any tracker does, and was not read",
                    "Save the sheet as CSV and import that.",
                    "too-large",
                )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
        raise _damaged(name) from None
    except RuntimeError:  # a member under a password
        raise refuse(
            name, "is protected by a password", "Save a copy without one and import that."
        ) from None
    except (ValueError, SyntaxError) as fault:
        if type(fault).__name__ in (
            "DTDForbidden",
            "EntitiesForbidden",
            "ExternalReferenceForbidden",
        ):
            raise refuse(
                name,
                "declares a document type or entities, which no spreadsheet program writes",
                "Save the sheet as CSV and import that.",
                "not-safe",
            ) from None
        raise _damaged(name) from None
    if formulas:
        notes.append(
            f"{formulas:,} cells are formulas: the values last stored were read, none was run."
        )
    if unstored:
        shown = ", ".join(unstored[:_FEW]) + (" and more" if len(unstored) > _FEW else "")
        notes.append(
            f"{len(unstored):,} formulas have no stored value and count as blank: {shown}. "
            "Open the file in Excel and save it, and they have."
        )
    if comments:
        notes.append(
            f"{comments:,} comments stand beside cells and are not read: "
            "write into the sheet what should be taken in."
        )
    if any(one.startswith("xl/externalLinks/") for one in names):
        notes.append("The workbook links to other files; no link was followed.")
    if any(one.endswith("vbaProject.bin") for one in names):
        notes.append("The workbook holds macros; none was run.")
    return notes, struck


def _must_be_small(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
        raise refuse(
            name,
            "unpacks to more than any tracker needs, and was not read",
            "It may be made to do harm. Save the sheet that you need as CSV and import that.",
            "too-large",
        )


def _must_declare_nothing(stream: Any) -> None:
    """Refuse a part that declares a document type: entities can name files or swell."""
    from defusedxml.ElementTree import iterparse

    for _ in iterparse(stream, events=("start",), forbid_dtd=True):
        return


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    across = _column(right) - _column(left) + 1
    return max(across, 1) * max(int(bottom) - int(top) + 1, 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged(name: str) -> Exception:
    return refuse(
        name,
        "is damaged and cannot be unpacked",
        "Ask for another copy, or save the sheet as CSV and import that.",
    )
