"""Documents that leave the register: what, for which period, and at which head."""

from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse


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

    def build(self, desk: Desk) -> None:
        """Refuses a head that the register has not reached."""
        if not 0 <= self.head_number <= desk.records.head.number:
            raise refuse(
                "bad-number",
                f"This register has no entry {self.head_number}; its head is "
                f"{desk.records.head.number}.",
            )
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

    def build(self, desk: Desk) -> None:
        """Refuses what `RecordExport` refuses."""
        for one in self.exports:
            one.build(desk)
