"""Keys that stand twice in one object: two programs may take either value for what was meant."""

import json
from typing import Any

import msgspec

PIECE = 256 * 1024
"""Bytes that are read into memory at once."""

_decode_lines = msgspec.json.Decoder().decode_lines
_encode_lines = msgspec.json.Encoder().encode_lines


def key_twice(data: bytes) -> str | None:
    """A key that stands twice in one object of some JSON, or None.

    Raises:
        ValueError: It is no JSON.
    """
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(pairs)
        if len(keys) != len(pairs):
            names = [name for name, _ in pairs]
            twice.append(next(name for name in names if names.count(name) > 1))
        return keys

    json.loads(data, object_pairs_hook=once)
    return twice[0] if twice else None


def first_repeat(lines: bytes) -> tuple[int, str] | None:
    """The first of some lines of JSON in which a key stands twice: where it begins, and the key.

    What is not JSON is passed over: whoever reads it says so.
    """
    start = 0
    while start < len(lines):
        end = lines.rfind(b"\n", start, start + PIECE) + 1
        end = end or lines.find(b"\n", start) + 1 or len(lines)
        if not _is_as_written(lines[start:end]):
            for line in lines[start:end].splitlines(keepends=True):
                twice = None if _is_as_written(line) else _twice(line)
                if twice is not None:
                    return start, twice
                start += len(line)
        start = end
    return None


def _is_as_written(lines: bytes) -> bool:
    """Whether reading and writing changes nothing, as it would lose a key that stands twice."""
    try:
        return _encode_lines(_decode_lines(lines)) == lines
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _twice(line: bytes) -> str | None:
    try:
        return key_twice(line)
    except (ValueError, RecursionError):
        return None
