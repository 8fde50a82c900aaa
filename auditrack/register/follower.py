"""A register as it is followed: its journal is read on and on while others write."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from auditrack.model.change import Actor, Entry, Records, RefusedError
from auditrack.register import errors, history, snapshot
from auditrack.register.journal import Damage, Followed, Journal, follow, open_journal
from auditrack.register.kept import FolderFiles
from auditrack.register.line import (
    FORMAT,
    HASH_AT,
    HASH_END,
    TORN,
    Body,
    Header,
    WrittenOp,
    entry_of,
)
from auditrack.register.lock import WriteLock
from auditrack.register.place import LOCK
from auditrack.register.state import MisfitError, State, StateReader, quiet_collector
from auditrack.register.table import Record
from auditrack.register.upcast import read_current, upcast

TYPICAL_LINE = 400
"""Bytes of an everyday entry, to guess how many a stretch of the journal holds."""


FEW = 64 * 1024
"""Bytes that are read at once, without care for the collector: what others saved in a moment."""


class Follower(StateReader):
    """The live state of an open journal; reading takes no lock."""

    read_only: str | None
    """Why this handle does not write, as a sentence; None if it does."""

    def __init__(self, path: Path, journal: Journal, actor: Actor, read_only: bool) -> None:
        self.path = path
        self.actor = actor
        self.read_only = _why_read_only(journal, read_only)
        self._journal = journal
        self._notices: list[str] = []
        self._damage: Damage | None = None
        self._flushing = False
        self._climb = upcast(journal.header.format)
        stored = snapshot.usable(path, journal)
        self._at = journal.begin if stored is None else stored.head.position()
        self._snapshot_end = self._at.offset
        super().__init__(State(0, self._at.name, self._at.t) if stored is None else stored.state())
        self._catch_up(closely=True)
        self._reported = self._at.offset
        self._examined = self._at

    @property
    def header(self) -> Header:
        """What the register is: its identity, board, format and generation."""
        return self._journal.header

    @property
    def where(self) -> str:
        """The register's folder, for people."""
        return str(self.path)

    @property
    def folder(self) -> Path:
        """The register's folder."""
        return self.path

    @property
    def remote(self) -> None:
        """Nothing lies between: it is not reached over a connection."""
        return None

    @property
    def kept(self) -> FolderFiles:
        """The files of evidence kept in the folder."""
        return FolderFiles(self.path)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know about this register, in sentences."""
        return tuple(self._notices)

    def poll(self) -> tuple[Entry, ...]:
        """The entries that were added since the last poll, by others and by this handle.

        An idle poll is one fstat.
        """
        with self._guard:
            if self._journal.closed:
                return ()
            self._catch_up()
            if self._reported == self._at.offset:
                return ()
            lines = self._journal.lines(self._reported, self._at.offset)
            self._reported = self._at.offset
            return tuple(
                entry_of(read_current(line, self.header.format), line[HASH_AT:HASH_END])
                for line in lines
                if not line.endswith(TORN)
            )

    def history(self, ref: str | None = None, since: int | None = None) -> Iterator[Entry]:
        """The entries, oldest first: those that touch a reference, those after entry `since`.

        Raises:
            RefusedError: A line on the way does not follow from the one before it.
        """
        with self._guard:
            stop = self._at.offset
        return history.entries(self._journal, stop, ref, since)

    def as_recorded(self, number: int) -> Records:
        """The state as it stood at entry `number`, for reading.

        Raises:
            RefusedError: There is no such entry, or damage comes before it.
        """
        with self._guard:
            last, stop = self._at.number, self._at.offset
        if not 0 <= number <= last:
            raise RefusedError(errors.no_such_entry(number, last))
        state, at = history.replay(self._journal, stop, number)
        if at.number < number and state.number < number:
            raise RefusedError(
                errors.damaged_record(self._journal.path, f"entry {number} cannot be reached")
            )
        return StateReader(state)

    def _changes_since(self, table: str, ref: str, rev: int) -> Iterator[tuple[Body, WrittenOp]]:
        return history.changes_since(self._journal, self._at.offset, table, ref, rev)

    def _catch_up(self, locked: bool = False, closely: bool = False) -> int:
        """Take in what stands in the journal after the last entry known; gives the file's size."""
        size = self._journal.size()
        if size == self._at.offset or self._damage is not None:
            return size
        if size < 0:
            if self._flushing and not locked:
                return size  # another thread is making a save durable in the file that was open
            self._change_generation()
            return self._journal.size()
        if size < self._at.offset:
            self._refuse_writing(
                Damage(self._at.lines, size, self._at.number, "was cut off while it was open")
            )
            return size
        if size - self._at.offset < FEW and not closely:
            read = self._journal.read(self._at.offset, size)
            self._take_or_look_again(follow(read, self._at), locked, closely)
            return size
        with quiet_collector((size - self._at.offset) // TYPICAL_LINE):
            for followed in self._journal.stretches(self._at, size, closely):
                self._take_or_look_again(followed, locked, closely)
        return size

    def _look_closely(self) -> None:
        """Look closely at what was taken in quickly since this handle opened.

        Raises:
            RefusedError: A line can be read in two ways; this handle writes no more.
        """
        for followed in self._journal.stretches(self._examined, self._at.offset, closely=True):
            if followed.damage is not None:
                self._refuse_writing(followed.damage)
                raise RefusedError(errors.read_only(str(self.read_only)))
        self._examined = self._at

    def _take_or_look_again(self, followed: Followed, locked: bool, closely: bool) -> None:
        self._take_in(self._look_again(closely) if followed.damage and not locked else followed)

    def _look_again(self, closely: bool) -> Followed:
        """What does not follow may be a failed save that is being cut back: look under the lock."""
        lock = WriteLock(self.path / LOCK, self.actor, patience=1.0)
        try:
            with suppress(RefusedError), lock:
                return self._next_stretch(closely)
            return self._next_stretch(closely)
        finally:
            lock.close()

    def _next_stretch(self, closely: bool) -> Followed:
        size = self._journal.size()
        for followed in self._journal.stretches(self._at, size, closely):
            return followed
        return follow(b"", self._at)

    def _take_in(self, followed: Followed) -> None:
        climb = self._climb
        for body, name in zip(followed.bodies, followed.names, strict=True):
            self._state.advance(body if climb is None else climb(body), name)
            if body.format is not None and body.format > FORMAT:
                self.read_only = errors.newer_format(body.format, FORMAT)
        self._at = followed.position
        for line in followed.torn:
            self._notices.append(
                f"Line {line} of journal.jsonl is the rest of a save that did not complete; "
                "it is not part of the record."
            )
        if followed.damage is not None:
            self._refuse_writing(followed.damage)

    def _refuse_writing(self, damage: Damage) -> None:
        self._damage = damage
        self.read_only = (
            f"{damage} Run `auditrack verify`: it says what is still good and what to do."
        )
        self._notices.append(f"Damage: {damage}")

    def _change_generation(self) -> None:
        """The file was replaced: go over to an announced generation, else stop writing."""
        try:
            fresh = open_journal(self._journal.path, self._journal.writable is False)
        except RefusedError:
            why = "is not in its place: its folder was moved or removed while it was open"
            self._refuse_writing(Damage(1, 0, self._at.number + 1, why))
            return
        old = self.header
        reported = history.replay(self._journal, self._reported)[1].number
        announced = fresh.header.follows(old.generation, self._at.number, self._at.name.decode())
        if fresh.header.register != old.register or not announced:
            fresh.close()
            self._refuse_writing(
                Damage(1, 0, self._at.number + 1, "belongs to another file put in its place")
            )
            return
        self._journal.close()
        self._journal = fresh
        size = fresh.size()
        self._state, self._at = history.replay(fresh, size)
        self._reported = history.end_of(fresh, size, reported)
        self._snapshot_end = fresh.begin.offset
        self._examined = fresh.begin
        self._notices.append(
            f"The journal was rewritten as generation {fresh.header.generation} "
            "(erasure of personal data)."
        )

    def _rebuild(self) -> None:
        """Read the state afresh from the journal, whatever the snapshot said."""
        self._state, self._at = history.replay(self._journal, self._at.offset)

    def _records(self, table: str) -> Mapping[str, Record]:
        with self._guard:
            try:
                try:
                    return super()._records(table)
                except errors.UnreadableSnapshotError:
                    self._notices.append(
                        "The snapshot register.json is damaged; the journal was read instead."
                    )
                    self._rebuild()
                    return super()._records(table)
            except MisfitError as misfit:
                raise RefusedError(errors.damaged_record(self._journal.path, str(misfit))) from None


def _why_read_only(journal: Journal, wished: bool) -> str | None:
    if wished:
        return "it was opened so."
    if journal.newer is not None:
        return journal.newer
    if not journal.writable:
        return "this login may read it and not write to it."
    return None
