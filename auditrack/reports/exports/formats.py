"""A list or view as a file: xlsx, csv, json or markdown, each with every field whole."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from auditrack import __version__
from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import cleaned
from auditrack.reports.exports.about import marking_of, particulars
from auditrack.views.export_nouns import DERIVED
from auditrack.views.export_value import Export, cell_of

FORMATS: Final = ("xlsx", "csv", "json", "md")
"""The formats that every list and view can be written in, by the endings of their files."""

TRIGGERS: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a cell of a CSV may begin with that a spreadsheet acts on, and the mark that stops it."""

_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")


def written(export: Export, format: str) -> bytes:
    """The export as the bytes of a file; the same for the same state, day and version.

    Raises:
        RefusedError: there is no such format, or everything at once in one that holds one table.
    """
    if format not in FORMATS:
        raise RefusedError(
            Refusal(
                "bad-value",
                f'"{format}" is no format of an export of rows.',
                safe="No export was written; an earlier file is untouched.",
                todo=f"It is {', '.join(FORMATS[:-1])} or {FORMATS[-1]}.",
            )
        )
    if export.parts and format in ("csv", "md"):
        raise RefusedError(
            Refusal(
                "one-table",
                f"A {format} file holds one table, and everything is many.",
                safe="No export was written; an earlier file is untouched.",
                todo="Write everything as xlsx or json, or name one list with --what.",
            )
        )
    if format == "xlsx":
        from auditrack.reports.exports.workbook import workbook

        return workbook(export)
    return {"csv": as_csv, "json": as_json, "md": as_markdown}[format](export)


def as_csv(export: Export) -> bytes:
    """RFC 4180 in UTF-8 with its mark: every row, and no cell that a spreadsheet takes for more."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([one.heading for one in export.columns])
    words = [one.words for one in export.columns]
    for row in export.rows:
        writer.writerow([defused(cell_of(v, w)) for v, w in zip(row, words, strict=True)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def defused(value: Any) -> Any:
    """A cell that a spreadsheet reads as text whatever it begins with, whole.

    One apostrophe goes before what would be acted on, and before an apostrophe that is the text's
    own: reading takes exactly one away.
    """
    if isinstance(value, str):
        said = value if value.isascii() and value.isprintable() else cleaned(value)
        return f"'{said}" if said.startswith(TRIGGERS) else said
    return said_of(value)


def said_of(value: Any) -> Any:
    """A cell that is no text, as a spreadsheet shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def as_json(export: Export) -> bytes:
    """One object: what it is, of which state and day, narrowed to what, and the rows."""
    head: dict[str, Any] = {
        "export": export.noun,
        "board": export.board,
        "demonstration": export.demonstration,
        "marking": marking_of(export) or None,
        "head": {"entry": export.head.number, "hash": export.head.hash},
        "as_at": export.as_at.isoformat(),
        "version": __version__,
        "notes": list(export.notes),
    }
    if export.parts:
        tables = export.tables() if export.tables is not None else {}
        head["counts"] = {name: len(rows) for name, rows in tables.items()}
        stored = {name: _array(map(encoded, rows)) for name, rows in tables.items()}
        del tables
        beside = {
            noun: _rows_json(make()) for noun, make in export.parts.items() if noun in DERIVED
        }
        parts = [encoded(head)[:-1], b',"tables":', *_by_name(stored)]
        return b"".join([*parts, b',"derived":', *_by_name(beside), b"}\n"])
    head |= {"filter": export.filter or None, "count": len(export.rows), "of": export.of}
    return b"".join([encoded(head)[:-1], b',"rows":', _rows_json(export), b"}\n"])


def _by_name(found: Mapping[str, bytes]) -> Iterator[bytes]:
    """An object of values that are encoded already."""
    before = b"{"
    for name, value in found.items():
        yield from (before, encoded(name), b":", value)
        before = b",\n"
    yield b"}" if found else b"{}"


def _rows_json(export: Export) -> bytes:
    keys = [one.key for one in export.columns]
    return _array(encoded(dict(zip(keys, row, strict=True))) for row in export.rows)


def _array(rows: Iterable[bytes]) -> bytes:
    joined = b",\n".join(rows)
    return b"[\n%s\n]" % joined if joined else b"[]"


def encoded(value: Any) -> bytes:
    """A value as JSON in which no character steers a terminal."""
    try:
        return _safe(msgspec.json.encode(value))
    except UnicodeEncodeError:  # half a character, which no text holds
        return _safe(msgspec.json.encode(_readable(value)))


def _readable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {name: _readable(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_readable(one) for one in value]
    return value


def _safe(encoded: bytes) -> bytes:
    """JSON in which no character steers a terminal: it says the same, escaped."""
    if encoded.isascii() and b"\x7f" not in encoded:
        return encoded
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded.decode()).encode()


_MARKUP = re.compile(r"([\\`*_{}\[\]|~$])")
_AUTOLINKED = re.compile(r"\b(?:www\.|(?:https?|ftp|mailto|xmpp):)", re.IGNORECASE)


def as_markdown(export: Export) -> bytes:
    """A table with particulars above it, in which nothing that a person typed is markup."""
    lines = [f"# {markdown(export.title)}", ""]
    lines += [f"- {name}: {markdown(said)}" for name, said in particulars(export)]
    lines += ["", _line(markdown(one.heading) for one in export.columns)]
    lines.append(_line("---" for _ in export.columns))
    words = [one.words for one in export.columns]
    for row in export.rows:
        cells = (said_of(cell_of(v, w)) for v, w in zip(row, words, strict=True))
        lines.append(_line(markdown(str(cell)) for cell in cells))
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def markdown(text: str) -> str:
    """A text as it reads, and nothing else: no link, no picture, no HTML, no emphasis, no row.

    Addresses are written so that no reader makes links of them by itself. What is markup only at
    the start of a line stays as it is: no text stands there.
    """
    if text.isalnum() and text.isascii():
        return text
    said = _TURNS.sub("", cleaned(text)).strip()
    said = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    said = _MARKUP.sub(r"\\\1", said)
    said = _AUTOLINKED.sub(_unlinked, said)
    said = said.replace("://", "&#58;//").replace("@", "&#64;&#8288;")
    return said.replace("\n", "<br>").replace("\t", " ")


def _unlinked(found: re.Match[str]) -> str:
    return found[0].replace(".", "&#46;").replace(":", "&#58;")


def format_of(name: str) -> str | None:
    """The format that a file's ending means; None where it means none."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    ending = {"markdown": "md"}.get(ending, ending)
    return ending if ending in FORMATS else None
