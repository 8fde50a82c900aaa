"""Puts a whole folder of finished pages in its place: all of it or nothing.

A folder of ours holds a list of its files, so that the next one may take its place and a folder
with anything else in it is never touched.
"""

import contextlib
import ctypes
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import one_line

LIST: Final = "auditrack-files.txt"
"""The file of a folder of ours that names its files, each behind its SHA-256."""

_SAFE = "No folder was written; an earlier one is untouched."
_AT_CWD, _RENAME_EXCHANGE = -100, 2
"""Of Linux's renameat2: relative to the working folder, and both at once."""

_FOLDER, _FILE = 0o755, 0o644
"""A folder of pages is made to be read by everybody: by whoever serves it, too."""


def must_lie_outside(out: Path, register: Path | None) -> None:
    """Refuse a folder inside the register's own: that one is private, and this is for everybody.

    Raises:
        RefusedError: it is the register's folder, or lies in it (`out-in-register`).
    """
    if register is not None and register.resolve() in (out.resolve(), *out.resolve().parents):
        raise RefusedError(
            Refusal(
                "out-in-register",
                "What is public does not go into the register's own folder.",
                safe=_SAFE,
                todo="Name a folder elsewhere.",
            )
        )


def place_folder(
    pages: Mapping[str, bytes], out: Path, before_placing: Callable[[], object]
) -> None:
    """Writes pages into a folder beside their place and renames it there, in the place of another.

    Args:
        pages: each page's content by its path in the folder, with "/" between its parts.
        out: the folder to make, or one of ours to replace as a whole.
        before_placing: what must happen when all is written and nothing in place: recording it.
            If it raises, nothing is placed.

    Raises:
        RefusedError: there is no folder to make it in, it cannot be written, or what is there is
            not ours.
    """
    shown = one_line(str(out))
    target = Path(os.path.realpath(out))
    _check_place(target, shown)
    try:
        beside = Path(tempfile.mkdtemp(prefix=".auditrack-", suffix=".part", dir=target.parent))
    except OSError as error:
        raise _fault(error, shown) from None
    try:
        try:
            _write(beside, {**pages, LIST: list_of(pages)})
        except OSError as error:
            raise _fault(error, shown) from None
        before_placing()
        try:
            _swap(beside, target)
        except OSError as error:
            raise _fault(error, shown) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def list_of(pages: Mapping[str, bytes]) -> bytes:
    """The list of a folder's files: a line of SHA-256 and path for each, by path."""
    lines = (
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(pages.items())
    )
    return "".join(lines).encode()


def _write(folder: Path, pages: Mapping[str, bytes]) -> None:
    folder.chmod(_FOLDER)
    for path, content in pages.items():
        file = folder.joinpath(*_parts_of(path))
        for one in reversed(file.relative_to(folder).parents[:-1]):
            made = folder / one
            if not made.is_dir():
                made.mkdir()
                made.chmod(_FOLDER)
        with open(file, "xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        file.chmod(_FILE)


def _parts_of(path: str) -> tuple[str, ...]:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or any(one in ("..", ".") for one in parts):
        raise ValueError(f"{path!r} is no path inside a folder")
    return parts


def _swap(beside: Path, target: Path) -> None:
    """Put a folder in its place; what stood there stands beside it then, or is gone."""
    if not target.exists():
        os.rename(beside, target)
    elif not _exchanged(beside, target):
        _replace(beside, target)
    with contextlib.suppress(OSError):
        handle = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one moment, so that a kill leaves the old or the new.

    False where this kernel, C library or file system cannot.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here = ctypes.c_int(_AT_CWD)
    return (
        rename is not None
        and rename(here, os.fsencode(one), here, os.fsencode(other), _RENAME_EXCHANGE) == 0
    )


def _replace(beside: Path, target: Path) -> None:
    """The same in two steps; what stood there is put back where the second fails."""
    earlier = Path(tempfile.mkdtemp(prefix=".auditrack-", suffix=".old", dir=target.parent))
    os.rename(target, earlier / "was")
    try:
        os.rename(beside, target)
    except OSError:
        os.rename(earlier / "was", target)
        earlier.rmdir()
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _check_place(target: Path, shown: str) -> None:
    if not target.parent.is_dir():
        raise _refused(
            "out-folder-missing",
            f"{shown} cannot be made: there is no folder {one_line(str(target.parent))}.",
            "Make that folder, or name another place with --out.",
        )
    try:
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _fault(error, shown) from None
    if not stat.S_ISDIR(mode):
        raise _refused(
            "out-no-folder", f"{shown} is a file, not a folder.", "Name a folder with --out."
        )
    if os.path.ismount(target):
        raise _refused(
            "out-not-ours",
            f"{shown} is a disk of its own, which cannot be replaced as a whole.",
            "Name a folder in it.",
        )
    try:
        others = sorted(set(_files_in(target)) - _listed(target))
    except OSError as error:
        raise _fault(error, shown) from None
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise _refused(
            "out-not-ours",
            f"{shown} holds what auditrack did not write there: {one_line(others[0])}{more}.",
            "Name a folder that is not there yet, or one that auditrack made.",
        )


def _files_in(folder: Path) -> Iterator[str]:
    for here, folders, files in os.walk(folder, followlinks=False):
        base = Path(here).relative_to(folder)
        for name in files:
            yield (base / name).as_posix()
        for name in folders:
            if (Path(here) / name).is_symlink():
                yield (base / name).as_posix()


def _listed(folder: Path) -> set[str]:
    """The files that a folder of ours lists; none where it has no list."""
    try:
        text = (folder / LIST).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError, IsADirectoryError):
        return set()
    return {line.partition("  ")[2] for line in text.splitlines()} | {LIST}


def _fault(error: OSError, shown: str) -> RefusedError:
    what = os.strerror(error.errno).lower() if error.errno else "the machine refused"
    return _refused(
        "out-not-writable",
        f"{shown} cannot be written: {what}.",
        "Name another place with --out.",
    )


def _refused(code: str, message: str, todo: str) -> RefusedError:
    return RefusedError(Refusal(code, message, safe=_SAFE, todo=todo))
