"""A heading set as a file says it: JSON to the value that enters it, or where it is wrong."""

import difflib
from collections.abc import Mapping
from typing import Any

from auditrack.commands.desk import refuse
from auditrack.commands.headings import AddHeadingSet, NewHeading
from auditrack.model.text import one_line

_KEYS = ("nation", "scope", "edition", "source", "in_force_from", "in_force_to", "headings")
_TOLD = ("ref", "verified_by", "verified_on", "own", "check")
"""What `headings show --json` prints beside them: passed over, so that a set shipped may be used
as a pattern. No file can say that somebody compared it."""

_HEADING_KEYS = ("text", "source", "fills", "author", "types")


def heading_set_of(
    content: Any, *, instead_of: str | None = None, why: str | None = None
) -> AddHeadingSet:
    """The set that a file says, as it would be entered.

    Args:
        content: the file's JSON: an object of nation, scope, edition, source, in_force_from,
            in_force_to and headings, each of these an object of text, source, fills, author and
            types.
        instead_of: the set shipped whose place it takes.
        why: the reason for entering it.

    Raises:
        RefusedError: it is no such object (`bad-heading-file`).
    """
    found = _object(content, "A heading set", _KEYS, _TOLD)
    listed = found.get("headings")
    if listed is None:
        listed = []
    if not isinstance(listed, list):
        raise _bad("The headings of the set are no list.")
    return AddHeadingSet(
        nation=_text(found, "nation") or "",
        scope=_text(found, "scope") or "",
        edition=_text(found, "edition") or "",
        source=_text(found, "source"),
        in_force_from=_text(found, "in_force_from"),
        in_force_to=_text(found, "in_force_to"),
        headings=tuple(_heading_of(one, number) for number, one in enumerate(listed, start=1)),
        instead_of=instead_of,
        why=why,
    )


def _heading_of(content: Any, number: int) -> NewHeading:
    where = f"Heading {number}"
    found = _object(content, where, _HEADING_KEYS)
    author = found.get("author")
    if author is not None and not isinstance(author, bool):
        raise _bad(f"{where} says under author what is neither true nor false.")
    return NewHeading(
        text=_text(found, "text", where) or "",
        source=_text(found, "source", where),
        fills=_texts(found, "fills", where),
        author=author or False,
        types=_texts(found, "types", where),
    )


def _object(
    content: Any, what: str, keys: tuple[str, ...], told: tuple[str, ...] = ()
) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise _bad(f"{what} is no object of keys and values.")
    for key in content:
        if key not in keys and key not in told:
            near = difflib.get_close_matches(key, keys, n=1, cutoff=0.6)
            raise _bad(
                f'{what} has a key "{one_line(key)[:40]}", which is none of a heading set.',
                f"Did you mean {near[0]}?" if near else f"Its keys are {', '.join(keys)}.",
            )
    return content


def _text(found: Mapping[str, Any], key: str, where: str = "The set") -> str | None:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise _bad(f"{where} says under {key} what is no text.")
    return value


def _texts(found: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = found.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _bad(f"{where} says under {key} what is no list of texts.")
    return tuple(value)


def _bad(message: str, todo: str | None = None) -> Exception:
    return refuse(
        "bad-heading-file",
        message,
        todo=todo or "See how one is written with: auditrack headings show SET --json",
    )
