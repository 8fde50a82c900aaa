"""Every text of a finished file, for the check of what must not be public.

A file that is to be public may come from anywhere: what unpacks, or is laid out by a library, is
read in a process of its own, with limits on time and memory.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import msgspec

from auditrack.intake.apart import said_apart
from auditrack.intake.decoding import LIMIT_BYTES, clean, decode
from auditrack.intake.disclosed.kinds import READ, kind_of
from auditrack.intake.disclosed.refusals import for_the_check, refuse_file, too_much
from auditrack.model.change import RefusedError
from auditrack.model.disclosed import Part

__all__ = ["READ", "Part", "parts_here", "parts_of"]

MOST_PARTS: Final = 400_000
MOST_LETTERS: Final = 20_000_000
"""The most parts and letters of one file: some thousands of pages."""

_HERE_BYTES: Final = 256 * 1024
"""Up to this size a text is read in this process: a folder of pages needs no process for each."""

_APART: Final = frozenset({"office", "pdf", "xml"})


class _Parts(msgspec.Struct):
    parts: tuple[Part, ...]


def parts_of(content: bytes, name: str, stop: Callable[[], bool] | None = None) -> tuple[Part, ...]:
    """Every text of a finished file, each with its place, in the order of reading.

    Args:
        content: the file: Word, Excel, PDF, a web page, CSV, JSON, a calendar, Markdown or text.
        name: its name, whose ending must not belie the content; without one the content decides.
        stop: asked now and then whether nobody waits for it any more.

    Raises:
        RefusedError: it is of no kind that can be looked into, is not what its name says, is
            damaged, locked, too large, or made to do harm.
    """
    kind = kind_of(content, name)
    if len(content) > LIMIT_BYTES:
        raise refuse_file(
            name,
            f"is larger than {LIMIT_BYTES // 1024**2} MB, the most that is checked",
            "Part it, and check each.",
            "too-large",
        )
    try:
        if kind in _APART or len(content) > _HERE_BYTES:
            return said_apart("disclosed", content, name, _Parts, stop).parts
        return parts_here(content, name)
    except RefusedError as refused:
        raise for_the_check(refused) from None


def parts_here(content: bytes, name: str) -> tuple[Part, ...]:
    """As `parts_of`, in this process."""
    found: list[Part] = []
    letters = 0
    for part in islice(_read(content, name, "", 0), MOST_PARTS + 1):
        letters += len(part.text)
        if len(found) >= MOST_PARTS or letters > MOST_LETTERS:
            raise too_much(name)
        found.append(_cleaned(part))
    return tuple(found)


def answer_of(content: bytes, name: str) -> _Parts:
    """What the process of its own answers."""
    return _Parts(parts_here(content, name))


def _read(content: bytes, name: str, prefix: str, depth: int) -> Iterator[Part]:
    kind = kind_of(content, name)
    if kind == "office":
        from auditrack.intake.disclosed.office import office_parts

        yield from office_parts(content, name, prefix, depth, _read)
        return
    if kind == "pdf":
        from auditrack.intake.disclosed.pdf import pdf_parts

        yield from pdf_parts(content, name, prefix, depth, _read)
        return
    if kind == "xml":
        yield from _xml(content, name, prefix)
        return
    try:
        text = decode(content, name)
    except RefusedError as refused:
        if refused.refusal.code == "empty-file":
            return
        raise
    if kind == "page":
        from auditrack.intake.disclosed.pages import page_parts

        yield from page_parts(text, name, prefix)
        return
    from auditrack.intake.disclosed import texts

    if kind == "list":
        yield from texts.list_parts(text, prefix)
    elif kind == "json":
        yield from texts.json_parts(text, name, prefix)
    elif kind == "calendar":
        yield from texts.calendar_parts(text, prefix)
    else:
        yield from texts.prose_parts(text, prefix)


def _xml(content: bytes, name: str, prefix: str) -> Iterator[Part]:
    from auditrack.intake.disclosed.markup import attribute_parts, opened, text_parts
    from auditrack.intake.word.markup import Parts

    root, behind = opened(content, Parts(name), f"{prefix}file")
    yield from text_parts(root, f"{prefix}text")
    yield from attribute_parts(root, f"{prefix}text")
    yield from behind


def _cleaned(part: Part) -> Part:
    """A part without invisible letters, which would part what belongs together."""
    text = clean(part.text)
    where = " ".join(clean(part.where).split())[:200]
    if text == part.text and where == part.where:
        return part
    return msgspec.structs.replace(part, text=text, where=where)
