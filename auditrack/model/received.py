"""JSON files that another register wrote, read as what anybody may have made of them."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import cleaned, one_line

S = TypeVar("S", bound=msgspec.Struct)

DEPTH = 6
"""How deep values may stand inside each other; none of our files goes deeper than this."""

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_PLACE = re.compile(r"at `(\$[A-Za-z0-9_.\[\]]{0,80})`")


class _Twice(Exception):
    """A key stands twice in one object."""


def read_received(
    content: bytes, kind: type[S], named: str, format: int, most: int, long_texts: Iterable[str]
) -> S:
    """What such a file says, or a sentence about the first thing wrong with it.

    Args:
        content: the file.
        kind: what it must be, field by field: none missing, none that is not known.
        named: what it says of itself under `auditrack`.
        format: the version that is read here.
        most: how many bytes it may have.
        long_texts: the fields that may have several lines; all others are one line.

    Raises:
        RefusedError: it is too large, no JSON, of another kind or version, or holds what none of
            our programs would write.
    """
    said = _parsed(content, most)
    if not isinstance(said, dict) or said.get("auditrack") != named:
        raise wrong(
            "wrong-kind",
            f'The file does not say of itself that it is of the kind "{named}".',
            "Ask whoever sent it which file it is, and for the one that auditrack wrote.",
        )
    if said.get("format") != format or isinstance(said.get("format"), bool):
        raise wrong(
            "wrong-version",
            f"The file is of another version; this program reads version {format}.",
            "Use the same version of auditrack on both sides, and write the file again.",
        )
    _must_be_plain(said, frozenset(long_texts))
    try:
        return msgspec.convert(said, kind)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        where = f" at {place[1]}" if place else ""
        raise bad(f"The file holds something{where} that no auditrack would write there.") from None


def _parsed(content: bytes, most: int) -> Any:
    if len(content) > most:
        raise wrong(
            "too-large",
            f"The file has {len(content):,} bytes; such a file has {most:,} at the most.",
            "Ask whoever sent it for the file that auditrack wrote.",
        )
    if not content.strip():
        raise bad("The file is empty.")
    import json  # slow to load, and every start loads this file

    if _depth(content) > DEPTH:
        raise bad("Values stand deeper inside each other in the file than auditrack writes them.")
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_once,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except _Twice:
        raise bad(
            "A name stands twice in one part of the file, so that it says two things."
        ) from None
    except (ValueError, RecursionError):
        raise bad("The file is damaged, or no JSON.") from None


def _depth(content: bytes) -> int:
    """How deep brackets stand inside each other, told without building anything of them."""
    now = deepest = 0
    for bracket in re.findall(rb"[\[\]{}]", _STRING.sub(b"", content)):
        now += 1 if bracket in b"[{" else -1
        deepest = max(deepest, now)
        if deepest > DEPTH:
            break
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _no_number(_: str) -> Any:
    raise ValueError


def _must_be_plain(value: Any, long_texts: frozenset[str], name: str = "") -> None:
    """Refuse texts with control characters, marks that turn the writing, or odd white space."""
    if isinstance(value, dict):
        for key, one in value.items():
            _must_be_plain(one, long_texts, key)
    elif isinstance(value, list):
        for one in value:
            _must_be_plain(one, long_texts, name)
    elif isinstance(value, str):
        meant = cleaned(value).strip() if name in long_texts else one_line(value)
        if meant != value:
            raise bad("A text in the file holds control characters, or is not as it was written.")


def wrong(code: str, message: str, todo: str) -> RefusedError:
    """The refusal of a file: nothing of it was taken in."""
    return RefusedError(
        Refusal(code, message, safe="Nothing of it was taken in.", todo=todo),
    )


def bad(message: str) -> RefusedError:
    """The refusal of a file that is damaged or was changed on its way."""
    return wrong(
        "bad-file",
        message,
        "It was damaged or changed on its way: ask whoever sent it to send it again.",
    )


def written(value: msgspec.Struct) -> bytes:
    """The file that such a value is: stable keys in their order, readable by people too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
