"""Where a command is made up: the records as of the lock, who acts, and the sheet being written."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from auditrack.commands import rights
from auditrack.model.change import Actor, Entry, Insert, Records, Refusal, RefusedError, Update
from auditrack.model.refs import SERIAL_PREFIXES, first_free
from auditrack.views.board import lead_of


def refuse(
    code: str,
    message: str,
    *,
    ref: str | None = None,
    todo: str | None = None,
    details: tuple[str, ...] = (),
) -> RefusedError:
    """The error to raise for a refusal: nothing was changed, and what to do about it."""
    return RefusedError(Refusal(code=code, message=message, ref=ref, todo=todo, details=details))


class Desk:
    """One command being made up.

    Reading shows the records as of the lock together with what the sheet already holds.
    `made` lists the references made, `notes` what the person should be told beside "Saved"; `act`
    is what is done where the command finds out only here, `undoes` the entry that is taken back,
    `why` the reason where the person gave none. `meeting` is the one that it is done in;
    `in_name_of` the chair in whose name an officer keys there what a chair may do.
    """

    def __init__(
        self,
        records: Records,
        actor: Actor,
        today: date,
    ) -> None:
        self.records = records
        self.actor = actor
        self.today = today
        self.lead = lead_of(records, actor.login)
        self.made: list[str] = []
        self.notes: list[str] = []
        self.import_ref: str | None = None
        self.act: str | None = None
        self.undoes: int | None = None
        self.why: str | None = None
        self.meeting: str | None = None
        self.in_name_of: str | None = None
        self._sheet: dict[tuple[str, str], Insert | Update] = {}
        self._next: dict[str, int] = {}

    @property
    def day(self) -> str:
        """Today as data."""
        return self.today.isoformat()

    @property
    def now(self) -> int:
        """The register's time, in UTC milliseconds."""
        return int(self.records.clock())  # type: ignore[attr-defined]

    @property
    def lead_ref(self) -> str | None:
        """The reference of the lead that the actor's login holds."""
        return None if self.lead is None else str(self.lead["ref"])

    @property
    def ops(self) -> tuple[Insert | Update, ...]:
        """The operations written so far, in order."""
        return tuple(self._sheet.values())

    def get(self, table: str, ref: str) -> Mapping[str, Any] | None:
        """A record as it will stand when the sheet is kept."""
        document = self.records.get(table, ref)
        written = self._sheet.get((table, ref))
        if written is None:
            return document
        fields = {**(document or {"ref": ref, "rev": 1}), **written.fields}
        return {name: value for name, value in fields.items() if value is not None}

    def exists(self, table: str, ref: str) -> bool:
        """Whether a record of this reference stands or stood."""
        return (table, ref) in self._sheet or self.records.get(table, ref) is not None

    def by(self, table: str, field: str, value: str) -> tuple[Mapping[str, Any], ...]:
        """The records with a value of a field, in order of entry."""
        return self.records.index(table, field).get(value, ())

    def live(self, table: str, field: str, value: str) -> tuple[Mapping[str, Any], ...]:
        """As `by`, without what was withdrawn."""
        return tuple(d for d in self.by(table, field, value) if not d.get("withdrawn_on"))

    def insert(self, table: str, ref: str | None = None, **fields: Any) -> str:
        """Write a new record; without a reference it takes the table's next number.

        Fields that hold nothing are left out. Returns the reference.
        """
        ref = ref or self._numbered(table)
        self._sheet[table, ref] = Insert(table, ref, _kept(fields))
        return ref

    def update(self, table: str, ref: str, base_rev: int | None = None, **fields: Any) -> None:
        """Write new values of some fields; None removes a field."""
        earlier = self._sheet.get((table, ref))
        values = {name: _flat(value) for name, value in fields.items()}
        if isinstance(earlier, Insert):
            self._sheet[table, ref] = Insert(table, ref, _kept({**earlier.fields, **values}))
            return
        if earlier is not None:
            values = {**earlier.fields, **values}
            base_rev = base_rev if base_rev is not None else earlier.base_rev
        self._sheet[table, ref] = Update(table, ref, values, base_rev)

    def edit(
        self, table: str, ref: str, changes: Mapping[str, Any], base_rev: int | None = None
    ) -> None:
        """Write the fields of an edit that say something new.

        A value equal to the stored one is left out, except under a base revision, where the
        register must see it to tell a conflict.

        Raises:
            RefusedError: nothing would change (`no-change`).
        """
        document = self.get(table, ref) or {}
        new = {
            name: value
            for name, value in changes.items()
            if _flat(value) != _flat(document.get(name))
        }
        stale = base_rev is not None and base_rev != document.get("rev")
        if stale:
            new = dict(changes)
        if not new:
            raise refuse(
                "no-change",
                f"{ref} already says so." if changes else f"No new value was given for {ref}.",
                ref=ref,
            )
        self.update(table, ref, base_rev, **new)

    def free(self, wanted: str, *tables: str) -> str:
        """The wanted reference, or with `-2`, `-3` where any of the tables has it."""
        return first_free(wanted, lambda ref: any(self.exists(table, ref) for table in tables))

    def may(self, act: str) -> bool:
        """Whether the actor's roles reach to `act`."""
        roles = rights.roles_of(self.records, self.actor.login)
        return rights.allowed((*roles, "chair") if self.in_name_of else roles, act)

    def needs(self, act: str) -> None:
        """Refuse unless the actor's roles reach to `act`, in the words of `commands.rights`.

        Raises:
            RefusedError: they do not (`role`).
        """
        if not self.may(act):
            raise RefusedError(rights.refusal(self.records, self.actor.login, act))

    def acts_as(self, act: str) -> None:
        """Refuse unless the roles reach to `act`, which the entry is then written as.

        Raises:
            RefusedError: they do not (`role`).
        """
        self.needs(act)
        self.act = act

    def history(self, ref: str | None = None, since: int | None = None) -> Iterator[Entry]:
        """The entries up to the lock, oldest first: of a record, and after entry `since`."""
        entries: Iterator[Entry] = self.records.history(ref, since)  # type: ignore[attr-defined]
        return entries

    def _numbered(self, table: str) -> str:
        prefix = SERIAL_PREFIXES[table]
        number = self._next.get(prefix) or self.records.next_number(prefix)
        self._next[prefix] = number + 1
        return f"{prefix}-{number}"


def _flat(value: Any) -> Any:
    """A value as records hold it: an empty text or list is nothing, a tuple is a list."""
    if isinstance(value, (tuple, list)):
        return list(value) or None
    return None if value == "" else value


def _kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    flat = {name: _flat(value) for name, value in fields.items()}
    return {name: value for name, value in flat.items() if value is not None}
