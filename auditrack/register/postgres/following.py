"""Following an organisation's chain: moving on to what others saved, and what was before."""

from collections.abc import Iterator

from auditrack.model.change import (
    Entry,
    Head,
    Records,
    RefusedError,
)
from auditrack.register import errors
from auditrack.register.line import (
    FORMAT,
    Header,
    header_entry,
)
from auditrack.register.postgres import chain, problems, states
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.opening import HeadRow, head_row
from auditrack.register.postgres.reader import DatabaseReader


class Following(DatabaseReader):
    """The live state of an organisation; what is read stands at one entry until it moves on."""

    def __init__(self, link: Link, organisation: str, read_only: bool, patience: float) -> None:
        row = head_row(link, organisation)
        if states.is_filling(row.state):
            raise RefusedError(problems.not_complete(link.address, states.why_closed(row.state)))
        super().__init__(link, organisation, Head(row.number, row.name.decode()), row.t)
        self.address = link.address.of(organisation)
        self.patience = patience
        self.header: Header = row.header
        """What the register is: its identity, board, format and generation."""
        self.read_only: str | None = _why_read_only(row, read_only)
        self._header_name = row.header_name
        self._notices: list[str] = []
        self._unreported: list[Entry] = []
        self._closed = False
        self._damaged: str | None = None
        self._shut: str | None = None
        self._shut_or_open(row)
        # Whoever saves has seen all entries before, so that none of ours follows a newer one.
        self._leave_to_newer(chain.format_of(link, organisation, row.number))

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know about this register, in sentences."""
        return tuple(self._notices)

    def history(self, ref: str | None = None, since: int | None = None) -> Iterator[Entry]:
        """The entries, oldest first: those that touch a reference, those after entry `since`.

        Raises:
            RefusedError: An entry on the way does not follow from the one before it.
        """
        with self._guard:
            last, header = self._state.number, self.header
        after = since or 0
        if ref is None and since is None:
            yield header_entry(header, self._header_name)
        if after >= last:
            return
        if ref is not None:
            found = chain.entries_about(
                self._link, self.organisation, ref, after, last, self._header_name
            )
        else:
            found = chain.checked(
                self.address,
                chain.stored_entries(self._link, self.organisation, after, last),
                after,
                self._name_of(after),
            )
        try:
            for stored in found:
                yield chain.told(self.address, stored, header)
        except RefusedError as refused:
            if refused.refusal.code == "damaged":
                now = head_row(self._link, self.organisation, header).header
                if now.generation != header.generation:
                    raise RefusedError(problems.rewritten(self.address)) from None
            raise

    def as_recorded(self, number: int) -> Records:
        """The state as it stood at entry `number`, for reading.

        Raises:
            RefusedError: There is no such entry.
        """
        with self._guard:
            last = self._state.number
        if not 0 <= number <= last:
            raise RefusedError(errors.no_such_entry(number, last))
        head = Head(number, self._name_of(number).decode())
        return DatabaseReader(self._link, self.organisation, head)

    def _catch_up(self) -> None:
        """Move on to the last entry there is.

        Raises:
            RefusedError: The server is gone, or the register is not the one that was open.
        """
        if self._damage() is not None:
            return
        row = head_row(self._link, self.organisation, None if self._closed else self.header)
        state = self._state
        self._shut_or_open(row)
        if row.header.generation != self.header.generation:
            self._change_generation(row)
            return
        if row.number == state.number and row.name == state.name:
            return
        if row.number <= state.number:
            self._refuse_writing(
                f"it stands at entry {row.number}, and this session has seen entry "
                f"{state.number}: it was put back from a backup, or changed"
            )
            return
        stored = chain.stored_entries(self._link, self.organisation, state.number, row.number)
        try:
            for one in chain.checked(self.address, stored, state.number, state.name):
                entry = chain.told(self.address, one, self.header)
                body = chain.body_of(one, self.header)
                self._move_on(body, one.name)
                self._unreported.append(entry)
                self._leave_to_newer(body.format)
        except RefusedError as refused:
            if refused.refusal.code != "damaged":
                raise
            row = head_row(self._link, self.organisation, self.header)
            if row.header.generation != self.header.generation:
                self._change_generation(row)  # it was written anew between the two questions
                return
            self._refuse_writing(refused.refusal.message.rstrip("."))

    def _shut_or_open(self, row: HeadRow) -> None:
        """Follow whether the register takes changes: one that was moved away takes none."""
        shut = states.why_closed(row.state)
        if shut is not None and self.read_only is None:
            self.read_only = self._shut = shut
        elif shut is None and self._shut is not None:
            self.read_only = self._shut = None

    def _leave_to_newer(self, format: int | None) -> None:
        """Read on and write no more where a newer program has written."""
        if format is not None and format > FORMAT and self.read_only is None:
            self.read_only = errors.newer_format(format, FORMAT)

    def _change_generation(self, row: HeadRow) -> None:
        old, seen = self.header, self._state.number
        if row.header.register != old.register or not row.header.follows(
            old.generation, self._state.number, self._state.name.decode()
        ):
            self._refuse_writing("another register was put in its place")
            return
        self._forget()
        self.header, self._header_name = row.header, row.header_name
        self._state.number, self._state.name, self._state.t = row.number, row.name, row.t
        for one in chain.stored_entries(self._link, self.organisation, seen, row.number):
            self._unreported.append(chain.told(self.address, one, self.header))
        self._notices.append(
            f"The register was rewritten as generation {row.header.generation} "
            "(erasure of personal data)."
        )

    def _damage(self) -> str | None:
        return self._damaged

    def _refuse_writing(self, what: str) -> None:
        self._damaged = what
        self.read_only = f"{what}. Run `auditrack verify`: it says what is still good."
        self._notices.append(f"Damage: {what}.")

    def _name_of(self, number: int) -> bytes:
        if number == 0:
            return self._header_name
        found = self._link.read(
            "SELECT hash FROM entries WHERE org = %s AND n = %s", (self.organisation, number)
        )
        if not found:
            raise RefusedError(problems.damaged(self.address, f"entry {number} is missing"))
        return bytes(found[0][0].encode())


def _why_read_only(row: HeadRow, wished: bool) -> str | None:
    if wished:
        return "it was opened so."
    if row.header.format > FORMAT:
        return errors.newer_format(row.header.format, FORMAT)
    return None
