"""What concerns an organisation's register as a whole: verification, the witness, erasure."""

import threading
import time
from contextlib import suppress
from typing import Any

import msgspec
import psycopg

from auditrack.model.change import Head, Refusal, RefusedError, Saved
from auditrack.register import errors, witness
from auditrack.register.evidence_check import WITHIN, Progress
from auditrack.register.generation import BuildErasure
from auditrack.register.line import Body, entry_of
from auditrack.register.merge import Settled, settle
from auditrack.register.postgres import erasing, filling, problems, states, verifying
from auditrack.register.postgres.kept import DatabaseFiles
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.opening import head_row
from auditrack.register.postgres.saving import Saving
from auditrack.register.state import MisfitError
from auditrack.register.store import _text_refusal
from auditrack.register.verify import Verification

_NOT_WHOLE = "The entries do not hold, and records are made from whole ones only."


class Keeping(Saving):
    """A register that can be looked at, vouched for and written anew as a whole."""

    _witness: witness.Witness | None = None
    _vouched = False

    @property
    def kept(self) -> DatabaseFiles:
        """The files of evidence kept in the database."""
        return DatabaseFiles(self._link, self._writes, self.organisation)

    def verify(
        self,
        write_snapshot: bool = False,
        within: float | None = WITHIN,
        progress: Progress | None = None,
    ) -> Verification:
        """Follow all entries and compare records, kept files and this officer's witness with them.

        With `write_snapshot`, the records are made anew from entries that hold. Kept files are
        read for `within` seconds, or all of them; `progress` is told of them.

        Raises:
            RefusedError: The database is not reached, or does not allow it.
        """
        with self._guard, suppress(RefusedError):
            self._catch_up()
        found = self._examined(within, progress)
        if write_snapshot and found.bad_line is None and self.read_only is None:
            self.remake()
            if not found.chain:
                # Entries may be missing at the end: that is not said to hold in the same breath.
                said = (*found.sentences, "The head and the records were made anew just now.")
                return msgspec.structs.replace(found, sentences=said)
            if found.snapshot != "agrees":
                told = [one for one in found.sentences if one.startswith(verifying.DIFFER)]
                found = self._examined(within, progress)
                said = (*told, "They were made anew just now, and this is as it is since:")
                return msgspec.structs.replace(found, sentences=(*said, *found.sentences))
        return found

    def _examined(self, within: float | None, progress: Progress | None) -> Verification:
        own = Link(self.address, f"auditrack {self.actor.login}, verifying", self.patience)
        try:
            return verifying.examine(
                own, self.organisation, self.kept, self._witness, within, progress
            )
        finally:
            own.close()

    def write_snapshot(self) -> None:
        """There is none: opening is as quick after an import as before it."""

    def remake(self) -> None:
        """Make the records, their earlier states, the counters and the head anew from the entries.

        Raises:
            RefusedError: This handle does not write, an entry does not hold, or the database does
                not allow it; then everything is as it was.
        """
        if self.read_only is not None:
            raise RefusedError(errors.read_only(self.read_only))
        with self._writing, self._guard:
            try:
                with self._writes.transaction() as connection:
                    self._remake(connection)
            except psycopg.Error as problem:
                raise RefusedError(self._not_saved(problem, "make its records anew")) from None
            except MisfitError:
                raise RefusedError(problems.damaged(self.address, _NOT_WHOLE)) from None
            self._forget()
            self._catch_up()

    def testimony(self) -> witness.Testimony:
        """What this officer's witness says of the register, as `verify` says it, at once."""
        with self._guard:
            return verifying.testimony(
                self._link, self.organisation, self._witness, self.header, self._state.number
            )

    def trust(self) -> None:
        """Let this officer's witness vouch for the register as it stands, after a restore.

        Raises:
            RefusedError: The register is damaged; only a whole one can be vouched for.
        """
        with self._guard:
            self._catch_up()
            if self._damaged is not None:
                raise RefusedError(errors.read_only(self._damaged))
            self._vouched = True
            self._remember()
            self._witness = witness.recall(self.header.register)

    def erase(self, build: BuildErasure) -> Saved | Refusal:
        """Write the next generation of the register, from which something is erased.

        `build` gives the entry that closes it and what is done to each entry before, or a refusal;
        then the register stands as it was.
        """
        with self._writing:
            self._writer = threading.get_ident()
            try:
                if self.read_only is not None:
                    return errors.read_only(self.read_only)
                with self._guard:
                    return self._write_generation(build)
            except RefusedError as refused:
                return refused.refusal
            finally:
                self._writer = None

    def _hear_witness(self) -> None:
        """Ask this officer's witness when the register is opened."""
        self._witness = witness.recall(self.header.register)
        heard = self.testimony()
        self._vouched = heard.accepts
        # Where it went it goes on: that this place stands still is no sign of a backup put back.
        if heard.word not in ("absent", "agrees") and self._shut is None:
            self._notices.append(heard.sentence)

    def _leave_witness(self) -> None:
        """Let this officer's witness know where the register stood when it was closed."""
        if self._vouched and self._damaged is None:
            seen = self._witness
            if seen is None or seen.head != self._state.name.decode():
                self._remember()

    def _remember(self) -> None:
        header, state = self.header, self._state
        witness.keep(
            witness.Witness(
                header.register, header.generation, state.number, 0, state.name.decode()
            )
        )

    def _remake(self, connection: "psycopg.Connection[Any]") -> None:
        org = self.organisation
        row = connection.execute(
            "SELECT header_hash FROM heads WHERE org = %s FOR UPDATE", (org,)
        ).fetchone()
        if row is None:
            raise RefusedError(problems.no_organisation(self.address, org, ()))
        header = head_row(self._writes, org).header
        last: tuple[int, str, int] = (0, row[0], header.t)
        filling.empty(connection, org)
        pairs = (
            filling.Pair(*pair)
            for pair in verifying.follow(self._writes, org, header, row[0].encode())
        )
        for lot in filling.batches(pairs):
            filling.fill(connection, org, [pair.body for pair in lot])
            stored, body = lot[-1]
            last = (stored.number, stored.name.decode(), body.t)
        connection.execute(
            "UPDATE heads SET n = %s, hash = %s, t = %s, register = %s, board = %s WHERE org = %s",
            (*last, header.register, header.board, org),
        )

    def _write_generation(self, build: BuildErasure) -> Saved | Refusal:
        first = b""
        try:
            with self._writes.transaction() as connection:
                made = self._erased(connection, build)
                if isinstance(made, Refusal):
                    return made
                first, body, settled = made
        except MisfitError as misfit:
            return problems.damaged(self.address, str(misfit))
        except psycopg.Error as problem:
            lost = self._writes.is_lost(problem)
            if not lost or not first:
                return (
                    problems.lost(self.address)
                    if lost
                    else self._not_saved(problem, "erase from it")
                )
            if not self._stands(first):
                return problems.lost(self.address)
        erasing.clear_away(self._writes)
        self._catch_up()
        name = self._state.name if self._state.number == body.n else b""
        return Saved(entry_of(body, name), settled.merged, settled.references)

    def _erased(
        self, connection: "psycopg.Connection[Any]", build: BuildErasure
    ) -> tuple[bytes, Body, Settled] | Refusal:
        org = self.organisation
        row = connection.execute(
            "SELECT state FROM heads WHERE org = %s FOR UPDATE", (org,)
        ).fetchone()
        if row is None:
            return problems.no_organisation(self.address, org, ())
        self._catch_up()
        why = self.read_only or states.why_closed(row[0])
        if why is not None:
            return errors.read_only(why)
        made = build(self)
        if isinstance(made, Refusal):
            return made
        transaction, redact = made
        settled = settle(transaction, self._current, self._changes_since)
        if isinstance(settled, Refusal):
            return settled
        body = self._body(transaction, settled)
        refusal = _text_refusal(body)
        if refusal is not None:
            return refusal
        at = Head(self._state.number, self._state.name.decode())
        first = erasing.write_generation(
            connection, self._writes, org, self.header, self._header_name, at, redact, body
        )
        return first, body, settled

    def _stands(self, first: bytes) -> bool:
        """Whether a generation is there whose end nobody was told of.

        Raises:
            RefusedError: The server is not back.
        """
        end = time.monotonic() + 3 * self.patience
        while True:
            try:
                return head_row(self._writes, self.organisation).header_name == first
            except RefusedError as refused:
                if refused.refusal.code != problems.UNREACHABLE or time.monotonic() > end:
                    raise
            time.sleep(0.1)
