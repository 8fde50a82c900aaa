"""Files of plain text: lists (CSV), JSON, Markdown and text, calendars, style sheets."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from auditrack.intake.disclosed.heads import under_heads
from auditrack.intake.disclosed.markup import flat
from auditrack.intake.disclosed.refusals import refuse_file
from auditrack.model.disclosed import Part

_DELIMITERS: Final = ",;\t|"
_COMMENT: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_ESCAPED: Final = re.compile(r"\\([nN,;\\])")
_UNFOLD: Final = re.compile(r"\n[ \t]")
_PIECE: Final = 20_000
_OVERLAP: Final = 400
_DEEPEST: Final = 200


def prose_parts(text: str, prefix: str) -> Iterator[Part]:
    """Paragraphs by their lines; comments that no page shows are hits by themselves."""
    line = 1
    at = 0
    for end in (*(one.start() for one in _BLANK.finditer(text)), len(text)):
        block = text[at:end]
        if block.strip():
            lead = len(block) - len(block.lstrip("\n"))
            first = line + lead
            last = line + block.rstrip().count("\n")
            yield from pieces(f"{prefix}{lines(first, last)}", block.strip("\n"))
        line += block.count("\n")
        at = end
    for found in _COMMENT.finditer(text):
        number = text.count("\n", 0, found.start()) + 1
        yield Part(
            f"{prefix}{lines(number, number)}, comment",
            found[1].strip(),
            "hidden",
            covered=True,
            why="a comment that no page shows",
        )


def lines(first: int, last: int) -> str:
    """Lines of a text as a place."""
    return f"line {first}" if last <= first else f"lines {first} to {last}"


def pieces(where: str, text: str) -> Iterator[Part]:
    """A text in pieces that overlap, so that none is too long to be looked through quickly."""
    at = 0
    while True:
        yield Part(where, text[at : at + _PIECE])
        if at + _PIECE >= len(text):
            return
        at += _PIECE - _OVERLAP


def list_parts(text: str, prefix: str) -> Iterator[Part]:
    """The rows of a list, with the letters of their cells as a spreadsheet has them."""
    from auditrack.intake.disclosed.sheets import _letters as letters

    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    heads: list[str] = []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        cells = tuple(f"cell {letters(one)}{number}" for one in range(1, len(row) + 1))
        values = [flat(one) for one in row]
        if any(one.strip() for one in values):
            yield Part(f"{prefix}row {number}", "\t".join(values), cells=cells)
            if heads:
                yield from under_heads(f"{prefix}row {number}", heads, values, cells)
            else:
                heads = values


def json_parts(text: str, name: str, prefix: str) -> Iterator[Part]:
    """Every key and value of a JSON file, by its path."""
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise refuse_file(
            name,
            "is called JSON and cannot be read as it",
            "Write it anew, and check that.",
            "damaged",
        ) from None
    yield from _values(value, f"{prefix}", name)


def _values(value: Any, where: str, name: str) -> Iterator[Part]:
    waiting: list[tuple[Any, str, int]] = [(value, where, 0)]
    keys: set[str] = set()
    while waiting:
        one, path, depth = waiting.pop()
        if depth > _DEEPEST:
            raise refuse_file(
                name, "is nested too deep to be checked", "Write it flatter.", "too-large"
            )
        if isinstance(one, dict):
            for key in one:
                if key not in keys:
                    keys.add(key)
                    yield Part(f"{path} (a key)".strip(), key)
            for key, inner in reversed(one.items()):
                waiting.append((inner, f"{path}.{key}" if path else key, depth + 1))
        elif isinstance(one, list):
            for at in range(len(one) - 1, -1, -1):
                waiting.append((one[at], f"{path}[{at}]", depth + 1))
        elif isinstance(one, str) and one.strip():
            yield from pieces(path or "value", one)
        elif isinstance(one, (int, float)) and not isinstance(one, bool):
            label = path.rpartition(".")[2]
            yield Part(path or "value", f"{label}: {one}" if label else str(one))


def calendar_parts(text: str, prefix: str) -> Iterator[Part]:
    """The lines of a calendar (RFC 5545), unfolded and as its reader sees them."""
    event = 0
    for line in _UNFOLD.sub("", text).split("\n"):
        if line.upper().startswith("BEGIN:VEVENT"):
            event += 1
        if not line.strip():
            continue
        said = _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], line)
        field = re.split(r"[;:]", line, maxsplit=1)[0].strip().lower()
        place = f"event {event}, {field}" if event else field
        if field == "uid":
            said = said.replace("@", " ")  # it has the shape of an address and is none
        yield from pieces(f"{prefix}{place}", said)
