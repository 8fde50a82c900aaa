"""A published review as one body enters it and others take it in: its own words and nothing more.

No reply, decision, action, evidence, audit or proceeding is in it, and no person.
"""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from auditrack.model.dates import interval
from auditrack.model.exchange import Digest, Identity, Line, Number, ThemeId, day_of
from auditrack.model.received import bad, read_received, written

KIND: Final = "shared-review"
FORMAT: Final = 1
"""The version of these files."""

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of the largest file: more than the longest review that was ever published."""

_MOST: Final = 2_000
_TEXTS: Final = ("text",)

_Own = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9.-]*$", max_length=120)]
_ItemRef = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9./-]*$", max_length=240)]
_Code = Annotated[str, Meta(pattern="^[a-z0-9-]+$", max_length=60)]
_Text = Annotated[str, Meta(min_length=1, max_length=20_000)]
_Themes = Annotated[tuple[ThemeId, ...], Meta(max_length=50)]
_ONE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_Date = Annotated[str, Meta(pattern=rf"^{_ONE}(\.\.{_ONE})?$")]


class SharedWindow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A period of practice that the review examined, without whose it was."""

    start: _Date | None
    end: _Date | None


class SharedFinding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finding or lesson as published; `ref` is what its owner calls it."""

    ref: _ItemRef
    label: Line | None
    kind: _Code
    text: _Text
    themes: _Themes


class SharedRecommendation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A recommendation as published; `ref` is what its owner calls it."""

    ref: _ItemRef
    label: Line | None
    kind: _Code
    reach: _Code | None
    text: _Text
    themes: _Themes


class SharedReview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A share file.

    Attributes:
        board: what its owner is called.
        register: which register wrote it.
        ref: what its owner calls the review.
        as_at: the day it was written for; it was public on it.
        entry: the entry whose state it tells, `head` that entry's seal.
        lexicon: the version of the library that theme ids are of.
        demonstration: whether everything in it is made up.
        withdrawn: that its owner took the review back; then it says nothing more.
        boards: the bodies it is of, as published.
    """

    auditrack: str = KIND
    format: int = FORMAT
    board: Line
    register: Identity
    ref: _Own
    as_at: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    entry: Number
    head: Digest
    lexicon: Line
    demonstration: bool
    withdrawn: bool
    title: Line | None
    type: _Code | None
    published: _Date | None
    boards: Annotated[tuple[Line, ...], Meta(max_length=50)]
    practice: Annotated[tuple[SharedWindow, ...], Meta(max_length=200)]
    findings: Annotated[tuple[SharedFinding, ...], Meta(max_length=_MOST)]
    recommendations: Annotated[tuple[SharedRecommendation, ...], Meta(max_length=_MOST)]

    def to_bytes(self) -> bytes:
        """The file, byte for byte the same wherever it is written."""
        return written(self)


def read_shared(content: bytes) -> SharedReview:
    """What a share file says.

    Raises:
        RefusedError: it is no such file, of another version, or says what cannot be.
    """
    found = read_received(content, SharedReview, KIND, FORMAT, LARGEST, _TEXTS)
    day = day_of(found.as_at)
    items: list[SharedFinding | SharedRecommendation] = [*found.findings, *found.recommendations]
    if len({one.ref for one in items}) != len(items):
        raise bad("Two records in the file have the same reference.")
    if found.withdrawn:
        if found.title or found.published or found.boards or found.practice or items:
            raise bad("The file says that the review was withdrawn, and tells of it all the same.")
        return found
    published = interval(found.published)
    if not found.title or published is None:
        raise bad("The file tells of a review without a title or a date of publication.")
    if published.earliest > day:
        raise bad("The review in the file is published on a later day than the file was written.")
    for window in found.practice:
        for data in (window.start, window.end):
            if data is not None and interval(data) is None:
                raise bad("A period of practice in the file has a date that is none.")
    return found
