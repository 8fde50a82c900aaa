"""The file that a backup is: a tar of plain files that ends in a list of their sums."""

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import one_line
from auditrack.register import errors
from auditrack.register.evidence_check import NAME
from auditrack.register.place import EVIDENCE, JOURNAL

VERSION = 1
"""The version of a backup's layout."""

MANIFEST = "manifest.json"
"""The last member: what the others are, so that a cut file is known to be one."""

LONGEST_MANIFEST = 64 * 1024 * 1024
PIECE = 1024 * 1024


class Part(msgspec.Struct, frozen=True):
    """One file of a backup: its size in bytes and the SHA-256 of its content."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. `absent` are kept files that were missing or changed when it was made.

    `t` is UTC milliseconds.
    """

    backup: int
    app: str
    register: str
    board: str
    generation: int
    entry: int
    head: str
    t: int
    login: str
    journal: Part
    files: tuple[Part, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """What it holds altogether."""
        return self.journal.bytes + sum(part.bytes for part in self.files)


def members(path: Path) -> Iterator[tuple[tarfile.TarInfo, Any]]:
    """Each member of a backup with a stream of its content; only plain files count.

    Raises:
        RefusedError: It is no backup, or holds what no backup does.
    """
    shown = one_line(str(path))
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                if not member.isreg() or member.issparse() or not _known(member.name):
                    raise not_whole(shown, f'it holds "{one_line(member.name)[:80]}"')
                yield member, archive.extractfile(member)
    except (tarfile.TarError, ValueError, OverflowError) as problem:
        raise not_whole(shown, f"it cannot be read as one ({one_line(str(problem))})") from None
    except OSError as problem:
        raise not_whole(shown, errors.reason(problem)) from None


def pieces(shown: str, stream: Any, size: int) -> Iterator[bytes]:
    """The content of a member in pieces.

    Raises:
        RefusedError: The file ends before.
    """
    while size > 0:
        try:
            piece = stream.read(min(PIECE, size))
        except (tarfile.TarError, EOFError):
            piece = b""
        if not piece:
            raise not_whole(shown, "it ends too soon")
        size -= len(piece)
        yield piece


def read_manifest(shown: str, data: bytes) -> Manifest:
    """The manifest of a backup.

    Raises:
        RefusedError: It is none that this program understands.
    """
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise not_whole(shown, "its list of sums cannot be read") from None
    if manifest.backup > VERSION:
        raise refused(
            "newer-format",
            f"{shown} was made by a newer auditrack.",
            "Install the newer auditrack that made it.",
        )
    return manifest


def check_backup(path: Path, expected: Manifest | None = None) -> Manifest:
    """Read a backup through and compare every sum; gives its manifest.

    Raises:
        RefusedError: It is not whole, or not the one expected.
    """
    shown = one_line(str(path))
    found: dict[str, Part] = {}
    manifest: Manifest | None = None
    for member, stream in members(path):
        if manifest is not None or member.name in found:
            raise not_whole(shown, "something stands after its end, or twice")
        if member.name == MANIFEST:
            if member.size > LONGEST_MANIFEST:
                raise not_whole(shown, "its list of sums is too long")
            manifest = read_manifest(shown, b"".join(pieces(shown, stream, member.size)))
            continue
        digest = hashlib.sha256()
        for piece in pieces(shown, stream, member.size):
            digest.update(piece)
        found[member.name] = Part(member.size, digest.hexdigest())
    if manifest is None:
        raise not_whole(shown, "its end is missing")
    wanted = {JOURNAL: manifest.journal}
    wanted.update({f"{EVIDENCE}/{part.sha256}": part for part in manifest.files})
    if found != wanted or (expected is not None and manifest != expected):
        differ = [name for name in (*wanted, *found) if found.get(name) != wanted.get(name)]
        raise not_whole(shown, f"{', '.join(differ[:3]) or 'its list of sums'} is not as written")
    return manifest


def not_whole(shown: str, why: str) -> RefusedError:
    """The refusal of what is no backup, or not a whole one."""
    return refused(
        "not-a-backup",
        f"{shown} is not a whole backup: {why}.",
        "Take another backup; the register that it was made from is untouched.",
    )


def refused(code: str, message: str, todo: str) -> RefusedError:
    """A refusal that changed nothing."""
    return RefusedError(Refusal(code, message, safe=errors.SAFE, todo=todo))


def _known(name: str) -> bool:
    folder, slash, file = name.rpartition("/")
    if slash:
        return folder == EVIDENCE and NAME.fullmatch(file) is not None
    return name in (JOURNAL, MANIFEST)
