"""The door of a register in a database: open one, read it, write to it."""

import time
from types import TracebackType
from typing import Any, Self

import psycopg

from auditrack.model.change import (
    LOGIN_UNVERIFIED,
    Actor,
    Entry,
    RefusedError,
)
from auditrack.register import errors
from auditrack.register.identity import current_actor
from auditrack.register.postgres import hardening
from auditrack.register.postgres.address import ORGANISATION, Address, parse_address
from auditrack.register.postgres.keeping import Keeping
from auditrack.register.postgres.link import SHORT, Link
from auditrack.register.postgres.opening import look_at_tables, which
from auditrack.register.postgres.saving import Clock
from auditrack.register.protocol import Capabilities, Offer

PATIENCE = 10.0
"""Seconds that a save tries for its turn, and for a server that is gone to come back."""


def open_database(
    address: str | Address,
    actor: Actor | None = None,
    clock: Clock | None = None,
    read_only: bool = False,
    patience: float = PATIENCE,
) -> "DatabaseRegister":
    """Open the register of an organisation in a database.

    Raises:
        RefusedError: The database is not reached, does not let this login in, holds no such
            organisation, or was made by an older or a newer program.
    """
    place = parse_address(address) if isinstance(address, str) else address
    who = actor or current_actor()
    link = Link(place, f"auditrack {who.login}", patience)
    try:
        look_at_tables(link)
        organisation = which(link)
        return DatabaseRegister(link, organisation, who, clock or _now, read_only, patience)
    except BaseException:
        link.close()
        raise


class DatabaseRegister(Keeping):
    """An open register in a database: the live state, and the way to change it.

    Any thread may read, poll and write. What is read stands at one entry until `poll` or a save
    moves it on.
    """

    def __init__(
        self,
        link: Link,
        organisation: str,
        actor: Actor,
        clock: Clock,
        read_only: bool,
        patience: float,
    ) -> None:
        is_hardened = hardening.is_hardened(link)
        who = _vouched_for(link, actor) if is_hardened else actor
        super().__init__(link, organisation, who, clock, read_only, patience)
        self.capabilities = Capabilities(
            several_hosts=True,
            enforced_rights=is_hardened,
            plain_files=False,
            several_organisations=True,
            pages=True,
        )
        self._hear_witness()

    @property
    def where(self) -> str:
        """The database and the organisation in it, for people: no secret is in it."""
        return str(self.address)

    @property
    def folder(self) -> None:
        """There is none: everything is in the database."""
        return None

    @property
    def remote(self) -> Self:
        """It is reached over a connection."""
        return self

    def poll(self) -> tuple[Entry, ...]:
        """The entries that were added since the last poll, by others and by this handle.

        An idle poll is one question about one row.

        Raises:
            RefusedError: The server is gone, or its register is not the one that was open.
        """
        if self._closed:
            return ()
        self._link.make()
        self._settle_doubt()
        with self._guard, self._link.not_longer_than(SHORT):
            self._catch_up()
            entries, self._unreported = tuple(self._unreported), []
            return entries

    def let_poll_connect(self) -> None:
        """From now on `poll` alone makes a lost connection again: nobody who reads waits for it."""
        self._link.waits_to_be_made = True

    def reach(self) -> None:
        """Make sure of the connection; nothing that was read changes. For the thread that polls.

        Raises:
            RefusedError: The server is not reached.
        """
        self._link.make()
        with self._link.not_longer_than(SHORT):
            self._link.read("SELECT 1")

    def opens_again(self) -> str:
        """The address that opens the same register in another process; it may hold a secret."""
        conninfo = self.address.conninfo
        joint = "&" if "?" in conninfo else "?"
        return f"{conninfo}{joint}{ORGANISATION}={self.organisation}"

    def offer(self, kind: str, ref: str, body: bytes) -> None:
        """Let the other organisations of the database see a document.

        Raises:
            RefusedError: The database does not allow it, or is not reached.
        """
        self._change_offers(
            "INSERT INTO offers (org, kind, ref, register, board, n, body)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (org, kind, ref)"
            " DO UPDATE SET register = excluded.register, board = excluded.board,"
            " n = excluded.n, body = excluded.body",
            (
                *(self.organisation, kind, ref, self.header.register, self.header.board),
                *(self.head.number, body.decode()),
            ),
        )

    def withdraw_offer(self, kind: str, ref: str) -> None:
        """Let the others see a document no longer; one that is not offered stays so.

        Raises:
            RefusedError: The database does not allow it, or is not reached.
        """
        self._change_offers(
            "DELETE FROM offers WHERE org = %s AND kind = %s AND ref = %s",
            (self.organisation, kind, ref),
        )

    def offers(self, kind: str) -> tuple[Offer, ...]:
        """What every organisation of the database offers, this one's own included.

        Raises:
            RefusedError: The database does not allow it, or is not reached.
        """
        rows = self._link.read(
            "SELECT org, register, board, ref, body, n FROM offers WHERE kind = %s"
            " ORDER BY org, ref",
            (kind,),
        )
        return tuple(
            Offer(org, register, board, kind, ref, body.encode(), number)
            for org, register, board, ref, body, number in rows
        )

    def close(self) -> None:
        """Let go of the register."""
        if not self._closed:
            self._leave_witness()
        self._closed = True
        self.read_only = self.read_only or "it was closed."
        self._link.close()
        self._writes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _change_offers(self, statement: str, given: tuple[Any, ...]) -> None:
        if self.read_only is not None:
            raise RefusedError(errors.read_only(self.read_only))
        try:
            with self._writes.transaction() as connection:
                connection.execute(statement, given)
        except psycopg.Error as problem:
            raise self._writes.refused(problem, "offer this") from None


def _vouched_for(link: Link, actor: Actor) -> Actor:
    """Who acts where the server sees to it: the role that signed in, which it vouches for."""
    login = str(link.read("SELECT session_user")[0][0])
    if login == actor.login:
        return actor
    via = (actor.via or "").removesuffix(LOGIN_UNVERIFIED).rstrip(", ")
    return Actor(login, None, f"{via + ', ' if via else ''}{actor.login} there")


def _now() -> int:
    return time.time_ns() // 1_000_000
