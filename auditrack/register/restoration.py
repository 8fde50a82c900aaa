"""A register from a backup or from JSON Lines: built beside its place, checked, then renamed."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditrack.model.change import Head, Refusal, RefusedError
from auditrack.model.text import one_line
from auditrack.register import errors
from auditrack.register.backup_file import (
    MANIFEST,
    Manifest,
    check_backup,
    members,
    not_whole,
    pieces,
)
from auditrack.register.disk import disk, sync_folder, write_all
from auditrack.register.evidence_check import Progress
from auditrack.register.evidence_files import KEPT_MODE
from auditrack.register.journal import open_journal
from auditrack.register.place import (
    EVIDENCE,
    FILE_MODE,
    JOURNAL,
    prepare,
    unfit_file_system,
)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A register's folder to be filled, that takes its place at `path` when all went well.

    What fails leaves nothing behind; what is cut short by a crash leaves a hidden folder beside
    `path` and nothing at `path`.

    Raises:
        RefusedError: Something is there already, or the disk refuses.
    """
    shown = one_line(str(path))
    if os.path.lexists(path):
        raise RefusedError(
            Refusal(
                "exists",
                f"{shown} is there already, and nothing is ever written over.",
                todo="Give a path where nothing is yet.",
            )
        )
    if not path.parent.is_dir():
        raise RefusedError(
            Refusal(
                "no-folder",
                f"There is no folder {one_line(str(path.parent))}.",
                todo="Make it first, or give another path.",
            )
        )
    kind = unfit_file_system(path.parent)
    if kind is not None:
        raise RefusedError(errors.wrong_file_system(path, kind))
    building = path.with_name(f".{path.name}.{secrets.token_hex(8)}.restoring")
    try:
        refusal = prepare(building)
        if refusal is not None:
            raise RefusedError(refusal)
        yield building
        sync_folder(building)
        # A folder that came to be there meanwhile is not replaced unless it is empty.
        disk.replace(building, path)
        sync_folder(path.parent)
    except OSError as problem:
        raise RefusedError(
            Refusal(
                "not-restored",
                f"Nothing was restored at {shown}: {errors.reason(problem)}.",
                todo="Put that right and restore again.",
            )
        ) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)


def holds_records(file: Path) -> bool:
    """Whether a file begins as exported records do, and not as a backup.

    Raises:
        RefusedError: It cannot be read, or can be neither: empty, zeros, or with a byte order mark.
    """
    shown = one_line(str(file))
    try:
        with file.open("rb") as stream:
            first = stream.read(4096)
    except OSError as problem:
        raise RefusedError(_neither(shown, f"cannot be read: {errors.reason(problem)}")) from None
    if not first:
        raise RefusedError(_neither(shown, "is empty"))
    if len(first) > 1 and not first.strip(b"\0"):
        raise RefusedError(_neither(shown, "begins with zero bytes, as after a broken copy"))
    if first.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        why = "begins with a byte order mark: another program has rewritten it"
        raise RefusedError(_neither(shown, why))
    return first.startswith(b"{")


def _neither(shown: str, why: str) -> Refusal:
    return Refusal(
        "not-a-backup",
        f"{shown} {why}.",
        safe=errors.SAFE,
        todo="Name the file as auditrack backup or auditrack export wrote it.",
    )


def restore_backup(file: Path, path: Path, progress: Progress | None = None) -> Manifest:
    """Put a backup back at a path where nothing is; every sum and the whole chain are checked.

    Raises:
        RefusedError: The backup is not whole, something is at the path, or the disk refuses; then
            nothing is at the path.
    """
    shown = one_line(str(file))
    manifest = check_backup(file)
    with new_folder(path) as building:
        needed = manifest.bytes
        free = os.statvfs(building)
        if needed > free.f_bavail * free.f_frsize:
            raise RefusedError(
                Refusal(
                    "no-room",
                    f"The backup needs {needed // 1_000_000 + 1:,} MB, and "
                    f"{free.f_bavail * free.f_frsize // 1_000_000:,} MB are free.",
                    todo="Free some space, or restore on another disk.",
                )
            )
        done = 0
        sums = {f"{EVIDENCE}/{part.sha256}": part.sha256 for part in manifest.files}
        sums[JOURNAL] = manifest.journal.sha256
        for member, stream in members(file):
            if member.name == MANIFEST:
                continue
            digest = hashlib.sha256()
            mode = FILE_MODE if member.name == JOURNAL else KEPT_MODE
            fd = disk.open(
                building / member.name,
                os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC,
                mode,
            )
            try:
                for piece in pieces(shown, stream, member.size):
                    write_all(fd, piece)
                    digest.update(piece)
                    done += len(piece)
                    if progress is not None:
                        progress(done, needed)
                os.fchmod(fd, mode)
                disk.fsync(fd)
            finally:
                os.close(fd)
            expected = sums.pop(member.name, None)
            if expected != digest.hexdigest():
                raise not_whole(shown, "it changed while it was read")
        if sums:
            raise not_whole(shown, "it changed while it was read")
        sync_folder(building / EVIDENCE)
        _check(building, manifest, shown)
    return manifest


def _check(building: Path, manifest: Manifest, shown: str) -> None:
    """Follow the whole chain of what was unpacked, and compare where it ends."""
    journal = open_journal(building / JOURNAL, read_only=True)
    try:
        at = journal.begin
        for followed in journal.stretches(at, journal.size()):
            if followed.damage is not None:
                raise not_whole(shown, f"its journal is damaged ({followed.damage})")
            at = followed.position
        header = journal.header
        ends = (header.register, header.generation, Head(at.number, at.name.decode()))
        says = (manifest.register, manifest.generation, Head(manifest.entry, manifest.head))
        if ends != says or at.offset != journal.size():
            raise not_whole(shown, "its journal does not end where its list of sums says")
    finally:
        journal.close()
