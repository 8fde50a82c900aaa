"""The headings that law or guidance sets for a yearly report, and who checked them.

Sets that come with auditrack are data beside this module; a board may enter its own.
"""

from msgspec import Struct

from auditrack.model.record import Record


class Heading(Struct, frozen=True, kw_only=True):
    """One heading of a yearly report.

    Attributes:
        text: as it stands at its head.
        source: the paragraph that asks for it ("para 4(1)(g)"), "" where nobody said.
        fills: the sections of the register's facts that belong below it, by name.
        author: whether its content is the author's, so that it prints "Author to write".
        types: types of review that it speaks of; others are told apart. None of them means all.
    """

    text: str
    source: str = ""
    fills: tuple[str, ...] = ()
    author: bool = False
    types: tuple[str, ...] = ()


class HeadingSet(Struct, frozen=True, kw_only=True):
    """The headings of one edition of law or guidance, for boards of a nation and scope.

    `in_force_from` and `in_force_to` are dates as data, None for an open end. `verified_by` and
    `verified_on` say which person compared them with the source, and when; both are None while
    nobody has.
    """

    ref: str
    nation: str
    scope: str
    edition: str
    source: str
    in_force_from: str | None = None
    in_force_to: str | None = None
    verified_by: str | None = None
    verified_on: str | None = None
    headings: tuple[Heading, ...] = ()


class OwnHeadingSet(Record, frozen=True, kw_only=True):
    """A heading set that the board entered itself; its headings are records of their own."""

    nation: str = ""
    scope: str = ""
    edition: str = ""
    source: str = ""
    in_force_from: str | None = None
    in_force_to: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class OwnHeading(Record, frozen=True, kw_only=True):
    """One heading of the board's own set, at its place in the order."""

    set: str = ""
    order: int = 0
    text: str = ""
    source: str | None = None
    fills: tuple[str, ...] = ()
    author: bool = False
    types: tuple[str, ...] = ()


class HeadingCheck(Record, frozen=True, kw_only=True):
    """That a person compared a heading set with its source. `by` is who says so."""

    set: str = ""
    by: str = ""
    on: str | None = None
    source: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
