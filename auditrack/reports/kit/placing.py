"""Puts a finished document in its place: all of it or nothing, and only its owner may read it."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import one_line

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def place(
    content: bytes, out: Path | BinaryIO, before_placing: Callable[[], object] | None = None
) -> None:
    """Writes the document beside its place, makes it durable and renames it there, mode 0600.

    Args:
        content: the whole document.
        out: a file to make or replace, or an open binary stream such as standard output.
        before_placing: what must happen when the document is known to be writable and before it
            is in place: recording the export. If it raises, nothing is placed.

    Raises:
        RefusedError: the folder is missing, may not be written or is full; an earlier file of
            that name is untouched.
    """
    if isinstance(out, Path):
        _place_file(content, out, before_placing)
        return
    if before_placing is not None:
        before_placing()
    try:
        out.write(content)
        out.flush()
    except OSError as error:
        raise _fault(
            error, "standard output", "What arrived of it is not a whole document."
        ) from None


def place_all(
    files: Mapping[Path, bytes], before_placing: Callable[[], object]
) -> tuple[Path, ...]:
    """Writes several documents beside their places, makes them durable, and renames them there.

    Args:
        files: each whole document by the file to make or replace.
        before_placing: what must happen when all are known to be writable and before any is in
            place: recording them. If it raises, nothing is placed.

    Returns:
        The files that could not be renamed into place although they were recorded: none, unless a
        folder was changed in that very moment.

    Raises:
        RefusedError: as `place`; then no file is in place and nothing was recorded.
    """
    beside: dict[Path, Path] = {}
    missing = []
    try:
        for out, content in files.items():
            shown = one_line(str(out))
            try:
                target = Path(os.path.realpath(out))
                _check_place(target, shown)
                handle, name = tempfile.mkstemp(
                    prefix=".auditrack-", suffix=".part", dir=target.parent
                )
                beside[target] = Path(name)
                _write_through(handle, content)
            except OSError as error:
                raise _fault(error, shown, "No file was written.") from None
        before_placing()
        for target, part in beside.items():
            try:
                os.replace(part, target)
            except OSError:
                missing.append(target)
    finally:
        for part in beside.values():
            with contextlib.suppress(OSError):
                part.unlink()
    for folder in {target.parent for target in beside}:
        with contextlib.suppress(OSError):
            _sync_folder(folder)
    return tuple(missing)


def _place_file(content: bytes, out: Path, before_placing: Callable[[], object] | None) -> None:
    shown = one_line(str(out))
    try:
        target = Path(os.path.realpath(out))  # a link stays a link, and its file is replaced
        _check_place(target, shown)
        handle, name = tempfile.mkstemp(prefix=".auditrack-", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _fault(error, shown) from None
    beside = Path(name)
    try:
        try:
            _write_through(handle, content)
        except OSError as error:
            raise _fault(error, shown) from None
        if before_placing is not None:
            before_placing()
        try:
            os.replace(beside, target)
        except OSError as error:
            raise _fault(error, shown) from None
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    # The file is in place and whole; a folder that cannot be synced is no reason to deny it.
    with contextlib.suppress(OSError):
        _sync_folder(target.parent)


def _check_place(target: Path, shown: str) -> None:
    """Says in words what would otherwise be an error number, or harm."""
    try:
        is_folder = stat.S_ISDIR(os.stat(target.parent).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_folder = False
    if not is_folder:
        folder = one_line(str(target.parent))
        raise _refused(
            "out-folder-missing",
            f"{shown} cannot be written: there is no folder {folder}.",
            "Make the folder, or name another place with --out.",
        )
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise _refused(
            "out-is-folder",
            f"{shown} is a folder.",
            "Name a file in it, for example progress.docx.",
        )
    if not stat.S_ISREG(mode):
        # Renaming over a device or a pipe would replace it for every program on the machine.
        raise _refused(
            "out-no-file",
            f"{shown} is a device or a pipe, not a file.",
            "Write to standard output with --out - instead.",
        )
    opened = _opened_by(target)
    if opened is not None:
        program, mark = opened
        raise _refused(
            "out-open",
            f"{shown} seems to be open in {program}, here or by somebody else.",
            f"Close it, or name another file. If nobody has it open, delete {one_line(mark)} "
            "beside it.",
        )


def _opened_by(target: Path) -> tuple[str, str] | None:
    """The program that left its mark beside a file while it has it open, and the mark's name.

    Word puts "~$" before a short name and in place of the first letters of a longer one.
    """
    name, length = target.name, len(target.stem)
    cut = name[2:] if length >= 8 else name[1:] if length == 7 else name
    marks = {f"~${name}": "Word", f"~${cut}": "Word", f".~lock.{name}#": "LibreOffice"}
    for mark, program in marks.items():
        if os.path.lexists(target.with_name(mark)):
            return program, mark
    return None


def _write_through(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fault(
    error: OSError, shown: str, safe: str = "No report was written; an earlier file is untouched."
) -> RefusedError:
    if error.errno in _NO_ROOM:
        code, why = "out-no-room", "there is no room left on that disk, or in your share of it"
        todo = "Free some space, or name a place on another disk with --out."
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        code, why = "out-not-writable", "you may not write in that folder"
        todo = "Name a folder of your own with --out."
    elif error.errno == errno.EPIPE:
        code, why = "out-closed", "the program that was to read it has gone away"
        todo = "Try again."
    else:
        reason = (os.strerror(error.errno) if error.errno else str(error)).lower()
        code, why = "out-fault", f"the machine says: {reason}"
        todo = "Name another place with --out."
    return _refused(code, f"{shown} cannot be written: {why}.", todo, safe)


def _refused(
    code: str,
    message: str,
    todo: str,
    safe: str = "No report was written; an earlier file is untouched.",
) -> RefusedError:
    return RefusedError(Refusal(code, message, safe=safe, todo=todo))
