"""Kept files put back from a folder: by what they hold, whatever they are called there.

Exported records hold no files. A register made from them notes which it waits for, so that one
that is not put back yet is told from one that was lost.
"""

import os
import secrets
import shutil
import stat
from collections.abc import Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.model.change import Records, Refusal, RefusedError, Saved, Transaction, Update
from auditrack.model.text import one_line
from auditrack.register.disk import disk, sync_folder
from auditrack.register.errors import SAFE, reason
from auditrack.register.evidence_check import NAME, Progress, digest_of
from auditrack.register.evidence_numbered import UNFIT
from auditrack.register.place import EVIDENCE, JOURNAL

if TYPE_CHECKING:
    from auditrack.register.protocol import KeptFiles, Store

RESTORATIONS = "restorations"
"""The table of what was made from exported records."""

AWAITING = "awaiting"
"""In it: the SHA-256 of each kept file that is not put back yet."""


def files_named(records: Records) -> dict[str, tuple[str, ...]]:
    """Each kept file that the record names, with the evidence that names it."""
    return {
        str(name): tuple(str(one["ref"]) for one in documents)
        for name, documents in records.index("evidence", "file_sha256").items()
        if NAME.fullmatch(str(name))
    }


def absent_of(kept: "KeptFiles", names: Set[str]) -> set[str]:
    """Those of some kept files that are not with the register."""
    return {name for name in names if not kept.holds(name)}


def copy_back(
    kept: "KeptFiles", wanted: Set[str], folder: Path, progress: Progress | None = None
) -> set[str]:
    """Copy those of the wanted files that a folder holds; gives their names.

    The folder is one of files, or another register's, whose evidence folder is meant then.

    Raises:
        RefusedError: it cannot be read, or a file cannot be kept; those before it are.
    """
    if (folder / JOURNAL).is_file():
        folder = folder / EVIDENCE
    try:
        found = sorted(
            (entry.name not in wanted, entry.name, entry.stat(follow_symlinks=False).st_size)
            for entry in os.scandir(folder)
            if stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)
        )
    except OSError as problem:
        raise RefusedError(
            Refusal(
                "no-folder",
                f"{one_line(str(folder))} cannot be read: {reason(problem)}.",
                safe=SAFE,
                todo="Name the folder that holds the files.",
            )
        ) from None
    back: set[str] = set()
    done, whole = 0, sum(size for _, _, size in found)
    for _, name, size in found:
        if back == wanted:
            break
        content = digest_of(folder / name)
        if content in wanted - back:
            back.add(kept.keep(folder / name).sha256)
        done += size
        if progress is not None:
            progress(done, whole)
    return back


def copy_out(
    register: "Store", folder: Path, state: Records | None = None, progress: Progress | None = None
) -> tuple[int, int]:
    """Copy every kept file that the records name into a new folder, closed to others.

    Gives how many are there, and how many are not, for they are missing or changed.

    Raises:
        RefusedError: something is at the folder's path, or the disk refuses; then nothing is there.
    """
    names = files_named(state or register).keys()
    building = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.copying")
    try:
        if os.path.lexists(folder):
            raise OSError(17, "it is there already, and nothing is ever written over")
        building.mkdir(mode=0o700, parents=True)
        there = _copied(register.kept, sorted(names), building, progress)
        disk.replace(building, folder)
        sync_folder(folder.parent)
    except OSError as problem:
        raise RefusedError(
            Refusal(
                "not-written",
                f"The kept files were not copied to {one_line(str(folder))}: {reason(problem)}.",
                safe=SAFE,
                todo="Name a folder that is not there yet.",
            )
        ) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return there, len(names) - there


def _copied(
    kept: "KeptFiles", names: Sequence[str], folder: Path, progress: Progress | None
) -> int:
    """Copy those of some kept files that are as they were filed; gives their number."""
    sizes = [kept.size(name) for name in names]
    there, done = 0, 0
    for name, size in zip(names, sizes, strict=True):
        try:
            kept.copy_out(name, folder / name)
            there += 1
        except RefusedError as refused:
            if refused.refusal.code != UNFIT:
                raise
        done += size
        if progress is not None:
            progress(done, sum(sizes))
    return there


def put_back(register: "Store", folder: Path, progress: Progress | None = None) -> set[str]:
    """Put back what is missing of an open register's kept files; gives the names of those found.

    Raises:
        RefusedError: this login may not write, the folder cannot be read, or the disk refuses.
    """
    if register.read_only is not None:
        raise RefusedError(
            Refusal("read-only", f"Nothing can be put back: {register.read_only}", safe=SAFE)
        )
    back = copy_back(
        register.kept, absent_of(register.kept, files_named(register).keys()), folder, progress
    )
    if any(one.get(AWAITING) for one in register.select(RESTORATIONS)):
        answer: Saved | Refusal = register.transact(lambda records: _noted(register.kept, records))
        if isinstance(answer, Refusal) and answer.code != "no-change":
            raise RefusedError(answer)
    return back


def _noted(kept: "KeptFiles", records: Records) -> Transaction | Refusal:
    """The entry that says which files a register waits for no more."""
    ops = []
    for one in records.select(RESTORATIONS):
        awaiting = tuple(str(name) for name in one.get(AWAITING, ()))
        left = absent_of(kept, set(awaiting) & files_named(records).keys())
        if left != set(awaiting):
            still = [name for name in awaiting if name in left]
            ops.append(Update(RESTORATIONS, str(one["ref"]), {AWAITING: still or None}))
    if not ops:
        return Refusal("no-change", "No file that this register waits for was put back.")
    return Transaction("restore files", tuple(ops))
