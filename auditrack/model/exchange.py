"""What boards tell each other of themes: names and counts, and nothing of any case."""

import re
from datetime import date
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from auditrack.model.received import bad, read_received, written
from auditrack.model.record import Record

KIND: Final = "exchange"
FORMAT: Final = 1
"""The version of these files."""

LARGEST: Final = 1024 * 1024
"""Bytes of the largest file; two thousand themes take a quarter of that."""

MOST_THEMES: Final = 2_000

Line = Annotated[str, Meta(min_length=1, max_length=500)]
Identity = Annotated[
    str, Meta(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]
"""A register's own name, the same for as long as it lives."""

Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Number = Annotated[int, Meta(ge=0, le=10**12)]
ThemeId = Annotated[str, Meta(pattern="^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=80)]
_Count = Annotated[int, Meta(ge=0, le=1_000_000)]
_Year = Annotated[int, Meta(ge=1900, le=9999)]


class ExchangedTheme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a board's reviews raised a theme.

    Attributes:
        theme: its id in the library; of a theme of the board's own, a token that stays the same.
        name: what it is called.
        own: whether it is of the board's own making.
        reviews: how many reviews raised it; None where they are too few to be told.
        recommendations: how many recommendations speak of it; None as well then.
        first_year: the year in which the first of those reviews was published, where told.
        last_year: the year of the latest.
    """

    theme: ThemeId
    name: Line
    own: bool
    reviews: _Count | None
    recommendations: _Count | None
    first_year: _Year | None
    last_year: _Year | None


class Exchange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A board's exchange file.

    Attributes:
        board: what the board is called.
        register: which register wrote it.
        as_at: the day it is judged by.
        entry: the entry whose state it tells, `head` that entry's seal.
        told_from: from how many reviews on numbers and years are told.
        lexicon: the version of the library that theme ids are of.
        demonstration: whether everything in it is made up.
    """

    auditrack: str = KIND
    format: int = FORMAT
    board: Line
    register: Identity
    as_at: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    entry: Number
    head: Digest
    told_from: Annotated[int, Meta(ge=1, le=1000)]
    lexicon: Line
    demonstration: bool
    themes: Annotated[tuple[ExchangedTheme, ...], Meta(max_length=MOST_THEMES)]

    def to_bytes(self) -> bytes:
        """The file, byte for byte the same wherever it is written."""
        return written(self)


def read_exchange(content: bytes) -> Exchange:
    """What an exchange file says.

    Raises:
        RefusedError: it is no such file, of another version, or says what cannot be.
    """
    found = read_received(content, Exchange, KIND, FORMAT, LARGEST, ())
    day = day_of(found.as_at)
    if len({one.theme for one in found.themes}) != len(found.themes):
        raise bad("A theme stands in the file twice.")
    for one in found.themes:
        years = (one.first_year, one.last_year)
        if one.reviews is None:
            fits = one.recommendations is None and years == (None, None)
        else:
            fits = one.reviews >= found.told_from and one.recommendations is not None
            if one.first_year is None or one.last_year is None:
                fits = fits and years == (None, None)
            else:
                fits = fits and one.first_year <= one.last_year <= day.year
        if not fits or one.own != is_token(one.theme):
            raise bad("The numbers of a theme in the file do not fit each other.")
    return found


def day_of(data: str) -> date:
    """A day as data.

    Raises:
        RefusedError: there is no such day.
    """
    try:
        return date.fromisoformat(data)
    except ValueError:
        raise bad("The day in the file is none.") from None


_TOKEN = re.compile(r"own-[0-9a-f]{16}")


def is_token(theme: str) -> bool:
    """Whether an id stands for a theme of a board's own."""
    return _TOKEN.fullmatch(theme) is not None


class OtherBoard(Record, frozen=True, kw_only=True):
    """Another board whose exchange file was taken in, as the latest of its files tells it.

    `told_from`: below that many reviews neither numbers nor years are told.
    """

    name: str = ""
    register: str = ""
    as_at: str | None = None
    head_number: int | None = None
    head_hash: str | None = None
    told_from: int = 1
    lexicon: str | None = None
    taken_on: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class OtherBoardTheme(Record, frozen=True, kw_only=True):
    """A theme that another board's reviews raised.

    `theme` is an id of the library, or a token for a theme of that board's own. Such a one is
    matched with a theme here only where a person said so (`same_as`).
    """

    other_board: str = ""
    theme: str = ""
    name: str = ""
    own: bool = False
    same_as: str | None = None
    reviews: int | None = None
    recommendations: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
