"""A register moved between a folder and a database: the same entries, hashes and kept files.

The entries are copied while others go on writing. Then they wait for a moment: what they saved
meanwhile follows, the old place is closed for writing, and only then the new one is opened. So
there is never a moment with two places that take changes, and what is cut short goes on where it
stopped when the same command is given again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import zip_longest
from typing import Any, Protocol

import msgspec

from auditrack.model.change import Head, Refusal, RefusedError
from auditrack.register import errors
from auditrack.register.evidence_check import NAME
from auditrack.register.line import Header
from auditrack.register.moved import being_moved, was_moved
from auditrack.register.protocol import KeptFiles
from auditrack.register.upcast import read_current
from auditrack.register.verify import Verification, files_named, in_order

Progress = Callable[[int, int], object]
"""Is told how much is done, of how much."""


Table = tuple[str, Sequence[Mapping[str, Any]]]
"""A table's name and its records, in order of entry."""


class StoredEntry(Protocol):
    """An entry as it stands in a chain."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def name(self) -> bytes:
        """Its hash."""

    @property
    def text(self) -> bytes:
        """Its body, to the byte."""

    @property
    def line(self) -> bytes:
        """The line of the journal that it is, without the newline."""


class From(Protocol):
    """The place that a register leaves."""

    shown: str
    header: Header
    header_line: bytes
    kept: KeptFiles

    def closed_for(self) -> str | None:
        """Why it takes no changes, as a sentence; None where it takes them."""

    def head(self) -> Head:
        """The last entry there is by now.

        Raises:
            RefusedError: It is damaged, gone, or was written anew meanwhile.
        """

    def name_at(self, number: int) -> bytes:
        """The hash of an entry."""

    def entries(self, after: int, until: int) -> Iterator[StoredEntry]:
        """The entries after one number up to another."""

    def held(self) -> AbstractContextManager[None]:
        """Nobody writes while this lasts."""

    def shut(self, sentence: str, to: str, complete: bool) -> None:
        """Take no changes from now on; within `held`, or where it is shut already."""

    def open_again(self) -> None:
        """Take changes again."""

    def tables(self, at: Head) -> Iterator[Table]:
        """Every table as it stands at its last entry, by name; each is let go of after it."""

    def close(self) -> None:
        """Let go of it."""


class To(Protocol):
    """The place that a register goes to."""

    shown: str
    kept: KeptFiles

    def half(self) -> Header | None:
        """The first entry of what was left half moved there; None where nothing is."""

    def is_open(self, header: Header) -> bool:
        """Whether this register is there as a whole."""

    def must_be_free(self) -> None:
        """Refuse a place that holds something.

        Raises:
            RefusedError: It does, or cannot be used.
        """

    def begin(self, line: bytes, sentence: str) -> Head:
        """Begin there, or find how far it came.

        Raises:
            RefusedError: Something else is there, or the place refuses.
        """

    def load(
        self,
        header: Header,
        at: Head,
        entries: Iterable[StoredEntry],
        told: Callable[[int], object],
    ) -> Head:
        """Take in the entries that follow, each checked against the one before it."""

    def put_file(self, name: str, pieces: Iterator[bytes]) -> bool:
        """Keep a file; False where its content is not what its name says."""

    def verify(self, progress: Progress | None) -> Verification:
        """Look at all of it, as it is there."""

    def tables(self, at: Head) -> Iterator[Table]:
        """Every table as it stands there, by name; each is let go of after it."""

    def open_up(self, at: Head) -> None:
        """Let it be opened: from now on it is the register."""

    def discard(self) -> None:
        """Take away what was left half moved."""

    def close(self) -> None:
        """Let go of it."""


class Moved(msgspec.Struct, frozen=True):
    """What a move came to; `left` are kept files that were missing or changed where it was."""

    from_: str
    to: str
    board: str
    register: str
    generation: int
    head: Head
    files: int
    left: tuple[str, ...]
    found: Verification


def move(source: From, target: To, progress: Progress | None = None) -> Moved:
    """Move a register, or go on with a move that was cut short.

    Args:
        source: where it is.
        target: where it goes.
        progress: is told the entries done and to do.

    Raises:
        RefusedError: It cannot be moved; it is where it was, and what is half there is no register.
    """
    shut = source.closed_for()
    if shut is not None and shut != being_moved(target.shown):
        raise RefusedError(_closed(source.shown, shut))
    if shut is not None and target.is_open(source.header):
        # Only the last word is missing: it was cut short after the new place was opened.
        return _finished(source, target, source.head())
    _drop_older(source.header, target)
    at = target.begin(source.header_line, _coming(source.shown))
    if at.number > source.head().number or source.name_at(at.number) != at.hash.encode():
        raise RefusedError(_not_a_beginning(source.shown, target.shown))
    named = _named_before(source, at.number)
    told = _telling(progress)
    at = _copied(source, target, at, named, told)
    _keep_files(source, target, named)
    found = _compared(source, target, at)
    closed_here = False
    try:
        with source.held():
            now = source.closed_for()
            if now != shut:
                raise RefusedError(_closed(source.shown, now or "it was opened again meanwhile."))
            at = _copied(source, target, at, named, told)
            left = _keep_files(source, target, named)
            if shut is None:
                source.shut(being_moved(target.shown), target.shown, complete=False)
                closed_here = True
        target.open_up(at)
    except BaseException:
        # Where nobody can say whether it was opened, the old place stays shut: not two at once.
        with suppress(Exception):
            if closed_here and not target.is_open(source.header):
                source.open_again()
        raise
    return _finished(source, target, at, tuple(sorted(left)), found)


def stay(source: From, target: To) -> bool:
    """Give a move up: take away what is half there, and let the register go on where it is.

    Raises:
        RefusedError: It is in its new place already.
    """
    if target.is_open(source.header):
        raise RefusedError(_there(target.shown))
    half = target.half()
    if half is not None and half.register == source.header.register:
        target.discard()
    shut = source.closed_for()
    if shut is not None and shut != being_moved(target.shown):
        raise RefusedError(_closed(source.shown, shut))
    source.open_again()
    return half is not None


def _drop_older(header: Header, target: To) -> None:
    """What was left half moved before something was erased holds what was erased."""
    half = target.half()
    if half is not None and half.register == header.register and half != header:
        target.discard()


def _named_before(source: From, number: int) -> set[str]:
    named: set[str] = set()
    for _ in _noting(source.entries(0, number), source.header, named):
        pass
    return named


def _noting(
    entries: Iterable[StoredEntry], header: Header, named: set[str]
) -> Iterator[StoredEntry]:
    """The same entries; the kept files that they name are noted on the way."""
    for stored in entries:
        if b'"file_sha256"' in stored.text:
            body = read_current(stored.line, header.format)
            named.update(name for name in files_named(body) if NAME.fullmatch(name))
        yield stored


def _copied(
    source: From, target: To, at: Head, named: set[str], told: Callable[[int, int], object]
) -> Head:
    while (head := source.head()) != at:
        entries = source.entries(at.number, head.number)
        at = target.load(
            source.header,
            at,
            _noting(entries, source.header, named),
            lambda done, whole=head.number: told(done, whole),  # type: ignore[misc]
        )
        if at.number < head.number:
            raise RefusedError(_not_a_beginning(source.shown, target.shown))
    return at


def _keep_files(source: From, target: To, named: set[str]) -> set[str]:
    """Keep what is not there yet; gives those that are missing or changed where they were."""
    there = target.kept.names()
    wanted = sorted(named - there)
    left = set()
    for name in wanted:
        try:
            if not target.put_file(name, source.kept.pieces(name)):
                left.add(name)
        except OSError:
            left.add(name)
    return left


def _compared(source: From, target: To, at: Head) -> Verification:
    """Every entry followed in the new place, and every record beside the one in the old.

    Raises:
        RefusedError: Something differs.
    """
    found = target.verify(None)
    sound = found.chain and found.snapshot in ("agrees", "absent") and found.head == at
    if not sound:
        raise RefusedError(_differs(target.shown, " ".join(found.sentences[:3])))
    differs = _first_difference(source.tables(at), target.tables(at))
    if differs is not None:
        raise RefusedError(_differs(target.shown, f"{differs} is not the same in both places."))
    return found


def _first_difference(one: Iterator[Table], other: Iterator[Table]) -> str | None:
    nothing: Table = ("", ())
    for (name, here), (called, there) in zip_longest(one, other, fillvalue=nothing):
        if name != called:
            return f"The table {name or called}"
        for mine, theirs in zip(here, there, strict=False):
            if in_order(dict(mine)) != in_order(dict(theirs)):
                return str(mine["ref"])
        if len(here) != len(there):
            return f"The number of records in {name}"
    return None


def _finished(
    source: From,
    target: To,
    at: Head,
    left: tuple[str, ...] = (),
    found: Verification | None = None,
) -> Moved:
    # The register is in its new place; what is only said of the old one must not undo that.
    with suppress(RefusedError, OSError):
        source.shut(was_moved(target.shown, at.number), target.shown, complete=True)
    if found is None or found.head != at:
        found = target.verify(None)
    return Moved(
        from_=source.shown,
        to=target.shown,
        board=source.header.board,
        register=source.header.register,
        generation=source.header.generation,
        head=at,
        files=sum(NAME.fullmatch(name) is not None for name in target.kept.names()),
        left=left,
        found=found,
    )


def _telling(progress: Progress | None) -> Callable[[int, int], object]:
    return progress if progress is not None else lambda _done, _whole: None


def _coming(shown: str) -> str:
    return f"it is being moved here from {shown}."


def _closed(shown: str, why: str) -> Refusal:
    return Refusal(
        "read-only",
        f"The register at {shown} cannot be moved: {why}",
        safe=errors.SAFE,
    )


def _there(shown: str) -> Refusal:
    return Refusal(
        "moved",
        f"The register is at {shown} by now, complete and open.",
        safe="Nothing was taken away.",
        todo="To have it back, move it back.",
    )


def _not_a_beginning(here: str, there: str) -> Refusal:
    return Refusal(
        "not-a-beginning",
        f"What was left half moved at {there} is not a beginning of the register at {here}: one "
        "of the two was put back from a backup, or changed.",
        safe="Both were left exactly as they are.",
        todo="Give that move up with the same command and --stay, and begin anew.",
    )


def _differs(shown: str, what: str) -> Refusal:
    return Refusal(
        "does-not-hold",
        f"What came to be at {shown} is not the register that was to be moved: {what}",
        safe="The register is where it was, and takes changes there.",
        todo="Give the move up with the same command and --stay, and begin anew.",
    )
