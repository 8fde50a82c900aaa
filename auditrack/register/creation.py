"""Making a register: its folder, its modes, and entry 0."""

import os
from pathlib import Path

from auditrack.model.change import Actor, Refusal, RefusedError
from auditrack.register import errors
from auditrack.register.disk import disk, sync_folder, write_all
from auditrack.register.line import FORMAT, READER, ROOT, Header, seal
from auditrack.register.lock import WriteLock
from auditrack.register.place import FILE_MODE, JOURNAL, LOCK, prepare, unfit_file_system
from auditrack.register.values import text_problem


def make_register(path: Path, board: str, actor: Actor, t: int, app: str) -> None:
    """Make the folder of a register and its journal with the header alone.

    Raises:
        RefusedError: The folder is taken, cannot be made, or is on an unfit file system.
    """
    from uuid import uuid4

    kind = unfit_file_system(path)
    if kind is not None:
        raise RefusedError(errors.wrong_file_system(path, kind))
    problem = text_problem(board) if board.strip() else "is empty"
    if problem is not None:
        raise RefusedError(Refusal("bad-value", f"The board's name {problem}."))
    refusal = prepare(path)
    if refusal is not None:
        raise RefusedError(refusal)
    header = Header(
        n=0,
        format=FORMAT,
        reader=READER,
        register=str(uuid4()),
        board=board,
        t=t,
        login=actor.login,
        app=app,
    )
    lock = WriteLock(path / LOCK, actor)
    try:
        with lock:
            if (path / JOURNAL).exists():
                raise RefusedError(errors.existing(path, "there is one already"))
            write_journal(path, seal(ROOT, header)[1])
            sync_folder(path.parent)
    except OSError as fault:
        raise RefusedError(errors.existing(path, errors.reason(fault))) from None
    finally:
        lock.close()


def write_journal(path: Path, data: bytes) -> None:
    """Put a whole journal in place, so that a crash leaves the old one or the new one.

    Raises:
        OSError: The disk did not take it; what was there before stands.
    """
    new = path / f"{JOURNAL}.new"
    new.unlink(missing_ok=True)
    fd = disk.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    try:
        try:
            os.fchmod(fd, FILE_MODE)
            write_all(fd, data)
            disk.fsync(fd)
        finally:
            os.close(fd)
        disk.replace(new, path / JOURNAL)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path)
