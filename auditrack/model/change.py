"""What a write is made of: operations, transactions, entries of the history, and refusals.

These values are the language between commands, which decide, and the register, which stores.
What every save makes is a named tuple: a frozen dataclass takes some per cent of a save to make.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

Fields = Mapping[str, Any]
"""Field names to flat values: text, number, true or false, null, or a list of texts."""


LOGIN_UNVERIFIED = "user namespace, login unverified"
"""What `via` ends in where the session's uid is one that its user may have made up."""


@dataclass(frozen=True)
class Actor:
    """Who acts: from the kernel where it can be known, never from a flag.

    `login` and `uid` are the kernel's; `via` says how the session came ("local",
    "ssh 10.0.0.5, unverified", "demonstration").
    """

    login: str
    uid: int | None = None
    via: str | None = None

    @property
    def is_verified(self) -> bool:
        """Whether the kernel vouches for the login."""
        return not (self.via or "").endswith(LOGIN_UNVERIFIED)


class Insert(NamedTuple):
    """A new record. `id` is its immutable reference and is unique in the table for ever."""

    table: str
    id: str
    fields: Fields


class Update(NamedTuple):
    """New values of some fields of a record.

    `base_rev` is the revision the change was made from. Fields nobody else touched since merge;
    a field that another changed to something else is a conflict. None means the current revision.
    """

    table: str
    id: str
    fields: Fields
    base_rev: int | None = None


class Transaction(NamedTuple):
    """What one command writes: one line of the journal."""

    cmd: str
    ops: tuple[Insert | Update, ...]
    why: str | None = None
    lead: str | None = None
    role: str | None = None
    import_ref: str | None = None
    meeting: str | None = None
    undoes: int | None = None


class Op(NamedTuple):
    """One operation as it stands in the history: `fields` is name to (old, new)."""

    op: str
    table: str
    id: str
    rev: int
    fields: Mapping[str, tuple[Any, Any]]


class Entry(NamedTuple):
    """One entry of the history. `t` is UTC milliseconds, never before the previous entry's."""

    number: int
    t: int
    login: str
    cmd: str
    ops: tuple[Op, ...]
    uid: int | None = None
    lead: str | None = None
    role: str | None = None
    via: str | None = None
    app: str | None = None
    why: str | None = None
    import_ref: str | None = None
    meeting: str | None = None
    undoes: int | None = None
    hash: str = ""


@dataclass(frozen=True)
class Head:
    """The register's state in two words: the number of the last entry and its SHA-256 in hex."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"entry {self.number}, {self.hash[:12]}"


@dataclass(frozen=True)
class Refusal:
    """Why something was not done, as a sentence a person can act on. Nothing was written.

    `code` is stable for scripts; `safe` says what is safe; `todo` what to do next.
    """

    code: str
    message: str
    ref: str | None = None
    safe: str = "Nothing was changed."
    todo: str | None = None
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [self.message, *(f"- {line}" for line in self.details)]
        sentence = "\n".join(parts) if self.details else self.message
        tail = " ".join(part for part in (self.safe, self.todo) if part)
        return f"{sentence}\n{tail}" if self.details else f"{sentence} {tail}"


@dataclass(frozen=True)
class FieldConflict:
    """One field that two people changed: what it was, mine and theirs."""

    table: str
    id: str
    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Conflict(Refusal):
    """A refusal because somebody else changed the same field. `by` is their login."""

    fields: tuple[FieldConflict, ...] = ()
    by: str | None = None


class Saved(NamedTuple):
    """What was written and is durable. `merged` names fields others changed meanwhile.

    `references` are those made, the main one first; `notes` are sentences to show beside "Saved".
    """

    entry: Entry
    merged: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def head(self) -> Head:
        """The register's head after this entry."""
        return Head(self.entry.number, self.entry.hash)


class RefusedError(Exception):
    """Carries a refusal through code that reads; the door turns it into a sentence."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Records(Protocol):
    """What views read: a state of the register, live or as recorded at an entry.

    Documents are frozen mappings with `ref` (the reference), `rev` and the record's fields.
    """

    @property
    def head(self) -> Head:
        """The entry this state stands at."""

    def get(self, table: str, ref: str) -> Mapping[str, Any] | None:
        """The record, or None."""

    def select(self, table: str, filter: Any = None) -> tuple[Mapping[str, Any], ...]:
        """The records that a filter (`register.filters`) lets through, in order of entry."""

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Mapping[str, Any], ...]]:
        """Records by a field's value, in order of entry; of a list field, by each member."""

    def next_number(self, prefix: str) -> int:
        """The first number never used for references `prefix-n` (act, ev, aud, imp ...)."""


Build = Callable[[Records], Transaction | Refusal]
"""Makes a transaction from the state as of the lock, or refuses."""
