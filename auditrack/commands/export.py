"""Documents that leave the register: what, for which period, and at which head."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.run import check
from auditrack.model.change import Refusal, RefusedError
from auditrack.views.publications import PUBLIC, publication_now
from auditrack.views.still_public import must_still_be_public

EXTRACT = "extract"
"""The kind of document that holds everything on one review."""

ABOUT = "export about"
"""Writing one, in the words of `commands.rights`."""

MOVE = "move"
"""The kind of what leaves where the whole register goes elsewhere, and the act of moving it."""


@dataclass(frozen=True)
class RecordExport(Command):
    """Record a document that was rendered at `head_number` and is about to leave."""

    cmd: ClassVar[str] = "export record"

    kind: str
    head_number: int
    head_hash: str
    what: str | None = None
    period: str | None = None
    marking: str | None = None
    to: str | None = None
    file: str | None = None
    why: str | None = None

    @property
    def act(self) -> str:
        """What holds everything on a review is for fewer people than a working paper."""
        return {EXTRACT: ABOUT, MOVE: MOVE}.get(self.kind, self.cmd)

    def build(self, desk: Desk) -> None:
        """Refuses a head that the register has not reached, and what may not go to the public."""
        if not 0 <= self.head_number <= desk.records.head.number:
            raise refuse(
                "bad-number",
                f"This register has no entry {self.head_number}; its head is "
                f"{desk.records.head.number}.",
            )
        if self.to == PUBLIC:
            _must_still_be_public(desk, self.what or "")
        made = desk.insert(
            "exports",
            kind=given.line(self.kind, "kind of document"),
            what=given.maybe_line(self.what, "content"),
            period=given.maybe_line(self.period, "period"),
            marking=given.maybe_line(self.marking, "marking"),
            head_number=self.head_number,
            head_hash=given.line(self.head_hash, "head"),
            to=given.maybe_line(self.to, "recipient"),
            file=given.maybe_line(self.file, "file"),
        )
        desk.made.append(made)


@dataclass(frozen=True)
class RecordExports(Command):
    """Record several documents that leave together: all of them or none, each by itself."""

    cmd: ClassVar[str] = "export record"

    exports: tuple[RecordExport, ...]
    why: str | None = None

    @property
    def act(self) -> str:
        """The same: one of them is enough."""
        return next((one.act for one in self.exports if one.act != self.cmd), self.cmd)

    def build(self, desk: Desk) -> None:
        """Refuses what `RecordExport` refuses."""
        for one in self.exports:
            one.build(desk)


def _must_still_be_public(desk: Desk, ref: str) -> None:
    """Refuse what others changed while the files of a publication were made.

    Raises:
        RefusedError: it was withdrawn (`withdrawn`), it is not signed off (`not-signed-off`), or
            something of it may no longer be public (`no-longer-public`).
    """
    document = desk.get("publications", ref)
    if document is None:
        return
    now = publication_now(desk.records, document, desk.today)
    if now.record.withdrawn_on or not now.is_signed_off:
        raise refuse(
            "withdrawn" if now.record.withdrawn_on else "not-signed-off",
            f"{ref} was withdrawn, or is not signed off by the chair and one other.",
            ref=ref,
            todo=f"See it with: auditrack publication show {ref}",
        )
    must_still_be_public(desk.records, now.record, desk.today)  # type: ignore[arg-type]


def check_extract(register: Any) -> None:
    """Refuse an extract to who may not have one, and where it could not be recorded.

    Raises:
        RefusedError: the login's roles do not reach, or the register cannot be written to.
    """
    safe = "No export was written; an earlier file is untouched."
    if register.read_only is not None:
        raise RefusedError(
            Refusal(
                "read-only",
                f"Nothing can be recorded in this register: {register.read_only}",
                safe=safe,
                todo="What holds everything on a review leaves only when that is on record. Ask "
                "somebody who may write to the register.",
            )
        )
    head = register.head
    refused = check(register, RecordExport(EXTRACT, head.number, head.hash))
    if refused is not None:
        raise RefusedError(replace(refused, safe=safe))
