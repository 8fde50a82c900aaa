"""Recording what leaves the register before it is in its place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.model.change import Head, Refusal, RefusedError

if TYPE_CHECKING:
    from auditrack.commands.export import RecordExport, RecordExports


def record_export(door: Door, kind: str, head: Head, **told: Any) -> int | None:
    """Record an export rendered at a head; the entry, or None for a login that may not write.

    Raises:
        RefusedError: it could not be recorded, so it must not leave.
    """
    from auditrack.register import host_log

    entry = _entry(door, kind, head, told)
    host_log.exported(door.register.where, kind, entry)
    return entry


def record_exports(door: Door, kind: str, head: Head, several: Sequence[dict[str, Any]]) -> None:
    """Record several exports of one kind as one entry: all of them or none.

    Raises:
        RefusedError: they could not be recorded, so none of them may leave.
    """
    from auditrack.commands.export import RecordExport, RecordExports
    from auditrack.register import host_log

    entry = _run(
        door,
        RecordExports(
            tuple(RecordExport(kind, head.number, head.hash, **told) for told in several)
        ),
    )
    for _ in several:
        host_log.exported(door.register.where, kind, entry)


def _entry(door: Door, kind: str, head: Head, told: dict[str, Any]) -> int | None:
    from auditrack.commands.export import RecordExport

    return _run(door, RecordExport(kind, head.number, head.hash, **told))


def _run(door: Door, command: "RecordExport | RecordExports") -> int | None:
    from auditrack.commands.run import run

    if door.register.read_only is not None:
        output.say("This export is not recorded: this login cannot write to the register.")
        return None
    answer = run(door.register, command)
    if isinstance(answer, Refusal):
        if answer.code != "role":
            raise RefusedError(answer)
        output.say("This export is not recorded: your role may not write to the register.")
        return None
    return answer.entry.number
