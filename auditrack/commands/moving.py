"""Moving a register between a folder and a database, as an act of an administrator on record.

The entry that says so is written before anything leaves, so that it stands in the chain that moves.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.commands import rights
from auditrack.commands.export import MOVE, RecordExport
from auditrack.commands.run import run
from auditrack.model.change import Actor, Refusal, RefusedError
from auditrack.register import host_log, move, open_register
from auditrack.register.errors import SAFE
from auditrack.register.identity import current_actor
from auditrack.register.move_folder import FolderFrom, FolderTo
from auditrack.register.postgres.address import Place

if TYPE_CHECKING:
    from auditrack.register.protocol import Store


def move_register(
    here: Place, there: Place, actor: Actor | None = None, progress: move.Progress | None = None
) -> move.Moved:
    """Move a register to where nothing is, or go on with a move that was cut short.

    Args:
        here: where it is.
        there: where it goes.
        actor: who does it; the kernel's login when absent.
        progress: is told the entries done and to do.

    Raises:
        RefusedError: it cannot be moved, or this login may not; then it is where it was.
    """
    _between(here, there)
    who = actor or current_actor()
    with open_register(here, who) as register:
        _may(register, who)
        board, t = register.header.board, register.clock()
        target = _to(there, who, board)
        try:
            if register.read_only is None and target.half() is None:
                target.must_be_free()
                _record(register, target.shown)
        except BaseException:
            target.close()
            raise
    try:
        source = _from(here, who, t)
        try:
            return move.move(source, target, progress)
        finally:
            source.close()
    finally:
        target.close()


def stay_here(here: Place, there: Place, actor: Actor | None = None) -> bool:
    """Give a move up that was cut short; whether anything was half there.

    Raises:
        RefusedError: it is complete, or this login may not.
    """
    _between(here, there)
    who = actor or current_actor()
    with open_register(here, who) as register:
        _may(register, who)
        board, t = register.header.board, register.clock()
    target = _to(there, who, board)
    try:
        source = _from(here, who, t)
        try:
            return move.stay(source, target)
        finally:
            source.close()
    finally:
        target.close()


def _between(here: Place, there: Place) -> None:
    if isinstance(here, Path) and isinstance(there, Path):
        raise RefusedError(
            Refusal(
                "two-folders",
                "A register moves between a folder and a database, or between two databases.",
                safe=SAFE,
                todo="From folder to folder: auditrack backup FILE, then auditrack restore FILE "
                "PATH; and put the old folder away.",
            )
        )


def _may(register: "Store", who: Actor) -> None:
    if not rights.allowed(rights.roles_of(register, who.login), MOVE):
        raise RefusedError(rights.refusal(register, who.login, MOVE))


def _record(register: "Store", to: str) -> None:
    head = register.head
    answer = run(
        register, RecordExport(MOVE, head.number, head.hash, what="the whole register", to=to)
    )
    if isinstance(answer, Refusal):
        raise RefusedError(answer)
    host_log.exported(register.where, MOVE, answer.entry.number)


def _from(place: Place, who: Actor, t: int) -> move.From:
    if isinstance(place, Path):
        return FolderFrom(place, who, t)
    from auditrack.register.postgres.moving import DatabaseFrom

    return DatabaseFrom(place, who)


def _to(place: Place, who: Actor, board: str) -> move.To:
    if isinstance(place, Path):
        return FolderTo(place, who)
    from auditrack.register.postgres.moving import DatabaseTo

    return DatabaseTo(place, who, board)
