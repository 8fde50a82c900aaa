"""A backup of an organisation's register, in the same file as one of a folder, and one put back."""

from collections.abc import Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psycopg

from auditrack.model.change import Actor, Head, Refusal, RefusedError
from auditrack.model.text import one_line
from auditrack.register.backup import damaged, named_in
from auditrack.register.backup_file import (
    MANIFEST,
    Manifest,
    check_backup,
    members,
    not_whole,
    pieces,
)
from auditrack.register.errors import SAFE
from auditrack.register.evidence_check import Progress
from auditrack.register.line import Header, read_header
from auditrack.register.place import EVIDENCE, JOURNAL
from auditrack.register.postgres import chain, loading
from auditrack.register.postgres.address import Address
from auditrack.register.postgres.kept import DatabaseFiles
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.moving import DatabaseTo
from auditrack.register.postgres.opening import head_row
from auditrack.register.postgres.store import DatabaseRegister
from auditrack.register.protocol import KeptFiles, Store

_COMING = "it is being restored here from a backup."


class DatabaseBacked:
    """A register of a database as it stands at one moment, for `write_backup`.

    Raises:
        RefusedError: It is not reached, or is damaged.
    """

    def __init__(self, address: Address, organisation: str, actor: Actor) -> None:
        self._org = organisation
        self._link = Link(address, f"auditrack {actor.login}, backing up")
        self._files = Link(address, f"auditrack {actor.login}, backing up")
        self.kept: KeptFiles = DatabaseFiles(self._files, self._files, organisation)
        self._moment: Any = None

    def __enter__(self) -> Self:
        try:
            self._moment = self._link.transaction()
            connection = self._moment.__enter__()
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            row = head_row(self._link, self._org)
            self.header: Header = row.header
            self._first = chain.StoredEntry(0, row.header_name, self._header_text())
            self.head = Head(row.number, row.name.decode())
            self._follow()
        except psycopg.Error as problem:
            self._let_go()
            raise self._link.refused(problem, "back it up") from None
        except BaseException:
            self._let_go()
            raise
        self._lines = self._all_lines()
        self._rest = b""
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()

    def read(self, size: int) -> bytes:
        """The next bytes of its journal."""
        waiting = [self._rest]
        there = len(self._rest)
        while there < size:
            line = next(self._lines, b"")
            if not line:
                break
            waiting.append(line)
            there += len(line)
        data = b"".join(waiting)
        self._rest = data[size:]
        return data[:size]

    def is_the_same(self) -> bool:
        """Whether it was not written anew since."""
        return head_row(self._files, self._org).header.generation == self.header.generation

    def _header_text(self) -> bytes:
        rows = self._link.read("SELECT header FROM heads WHERE org = %s", (self._org,))
        return str(rows[0][0]).encode()

    def _entries(self) -> Iterator[chain.StoredEntry]:
        found = chain.stored_entries(self._link, self._org, 0, self.head.number)
        return chain.checked(self._link.address, found, 0, self._first.name)

    def _follow(self) -> None:
        self.size = len(self._first.line) + 1
        self.named: Set[str] = frozenset()
        last = 0, self._first.name
        try:
            for stored in self._entries():
                self.size += len(stored.line) + 1
                self.named |= named_in(stored.line)
                last = stored.number, stored.name
        except RefusedError as refused:
            raise damaged(refused.refusal.message, "Have the database copied as it is") from None
        if last != (self.head.number, self.head.hash.encode()):
            raise damaged(
                "its entries do not end where its head says.", "Have the database copied as it is"
            )

    def _all_lines(self) -> Iterator[bytes]:
        yield self._first.line + b"\n"
        for stored in self._entries():
            yield stored.line + b"\n"

    def _let_go(self) -> None:
        moment, self._moment = self._moment, None
        if moment is not None:
            with suppress(psycopg.Error):  # nothing was written in it
                moment.__exit__(None, None, None)
        self._link.close()
        self._files.close()


def backed(register: Store) -> DatabaseBacked:
    """An open register of a database, to be backed up."""
    assert isinstance(register, DatabaseRegister)
    return DatabaseBacked(register.address, register.organisation, register.actor)


def restore_into(
    file: Path, address: Address, actor: Actor, progress: Progress | None = None
) -> tuple[Manifest, str]:
    """Put a backup back as an organisation that is not there; every sum and the chain are checked.

    Returns:
        What the backup says, and the address of the register.

    Raises:
        RefusedError: The backup is not whole, the organisation is there, or the database refuses;
            then nothing is there.
    """
    manifest = check_backup(file)
    target = DatabaseTo(address, actor, manifest.board)
    try:
        if target.half_says() == _COMING:
            target.discard()  # what an earlier try left
        target.must_be_free()
        try:
            at = _filled(target, file, manifest, progress)
            target.open_up(at)
        except BaseException:
            if target.half() is not None:
                target.discard()
            raise
    finally:
        target.close()
    return manifest, target.shown


def _filled(target: DatabaseTo, file: Path, manifest: Manifest, progress: Progress | None) -> Head:
    shown = one_line(str(file))
    done = 0

    def counted(stream: Any, size: int) -> Iterator[bytes]:
        nonlocal done
        for piece in pieces(shown, stream, size):
            done += len(piece)
            if progress is not None:
                progress(done, manifest.bytes)
            yield piece

    at: Head | None = None
    for member, stream in members(file):
        if member.name == MANIFEST:
            continue
        content = counted(stream, member.size)
        if member.name == JOURNAL:
            at = _chain(target, shown, content)
        elif not target.put_file(member.name.removeprefix(f"{EVIDENCE}/"), content):
            raise not_whole(shown, "it changed while it was read")
    if at is None or at != Head(manifest.entry, manifest.head):
        raise not_whole(shown, "its journal does not end where its list of sums says")
    found = target.verify(None)
    if not found.chain or found.snapshot != "agrees" or found.head != at:
        raise RefusedError(
            Refusal(
                "does-not-hold",
                f"What came to be at {target.shown} is not what the backup holds: "
                f"{' '.join(found.sentences[:3])}",
                safe=SAFE,
                todo="Restore again; if that does not help, tell whoever looks after the database.",
            )
        )
    return at


def _chain(target: DatabaseTo, shown: str, content: Iterator[bytes]) -> Head:
    lines = _lines(shown, content)
    first = next(lines, b"")
    at = target.begin(first, _COMING)
    return target.load(read_header(first), at, loading.stored_lines(lines), lambda _done: None)


def _lines(shown: str, content: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in content:
        whole, newline, after = piece.rpartition(b"\n")
        if not newline:
            rest += piece
            continue
        yield from (rest + whole).split(b"\n")
        rest = after
    if rest:
        raise not_whole(shown, "its journal ends in an unfinished line")
