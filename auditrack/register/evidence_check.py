"""Whether the kept files are those that the record speaks of; nothing is changed or deleted."""

import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from auditrack.register.protocol import KeptFiles

Progress = Callable[[int, int], None]
"""Is told how many bytes are done, of how many."""

WITHIN = 60.0
"""Seconds in which files are read where nobody asked for all of them."""

NAME = re.compile(r"[0-9a-f]{64}")
"""What a kept file is called: the SHA-256 of its content."""

_PIECE = 1024 * 1024
_SHOWN = 5


class Files(msgspec.Struct, frozen=True):
    """What was found of the files that records name.

    `missing`, `changed`, `unreadable` and `unread` are references of records; an unread file is
    there, but was not read in the time allowed. `awaited` are those of a register that was made
    from exported records whose files were not put back yet: nothing is lost by that. `orphans` are
    names of files that no record names.
    """

    named: int = 0
    agree: int = 0
    bytes: int = 0
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against the files."""
        return not (self.missing or self.changed or self.unreadable)

    def sentences(self) -> list[str]:
        """All of it in words."""
        if not self.named:
            said = ["No record names a kept evidence file."]
        else:
            said = [f"{self.agree} of {self.named} kept evidence files are as they were filed."]
        for refs, words in (
            (self.missing, "not there"),
            (self.changed, "not what was filed: the content was changed"),
            (self.unreadable, "not readable by this login"),
        ):
            if refs:
                said.append(f"The kept file of {_listed(refs)} is {words}.")
        if self.awaited:
            said.append(
                f"The kept file of {_listed(self.awaited)} is not put back yet: this register was "
                "made from exported records, which hold no files. "
                "Put files back with: auditrack verify --files-from FOLDER"
            )
        if self.unread:
            said.append(
                f"{_files(len(self.unread))} not read in the time allowed; "
                "`auditrack verify --all-files` reads every one."
            )
        if self.orphans:
            said.append(
                f"{_files(len(self.orphans))} among the kept files named by no record; "
                f"left as they are: {_listed(self.orphans)}."
            )
        return said


def check_files(
    kept: "KeptFiles",
    named: Mapping[str, tuple[str, ...]],
    ever_named: Set[str] | None,
    within: float | None = WITHIN,
    progress: Progress | None = None,
    awaited: Set[str] = frozenset(),
) -> Files:
    """Compare the kept files with the record.

    Args:
        kept: the register's files.
        named: each SHA-256 that a record names, with the references of those records.
        ever_named: those and every one that an earlier state of the record named; None where
            that is not known, and then no orphans are listed.
        within: seconds after which no further file is read; None reads all.
        progress: is told the bytes done and to do.
        awaited: each SHA-256 that a register made from exported records still waits for.
    """
    there = kept.names()
    end = None if within is None else time.monotonic() + within
    sizes = {name: kept.size(name) for name in named if name in there}
    whole, done, agree = sum(sizes.values()), 0, 0
    lists: dict[str, list[str]] = {"missing": [], "changed": [], "unreadable": [], "unread": []}
    lists["awaited"] = []
    for name, refs in named.items():
        if name not in there:
            lists["awaited" if name in awaited else "missing"].extend(refs)
            continue
        if end is not None and time.monotonic() >= end:
            lists["unread"].extend(refs)
            continue
        found = _digest(kept.pieces(name))
        if found == name:
            agree += 1
        else:
            lists["unreadable" if found is None else "changed"].extend(refs)
        done += sizes[name]
        if progress is not None:
            progress(done, whole)
    return Files(
        named=len(named),
        agree=agree,
        bytes=done,
        orphans=() if ever_named is None else tuple(sorted(there - ever_named)),
        **{kind: tuple(refs) for kind, refs in lists.items()},
    )


def open_kept(path: Path) -> int:
    """Open a kept file for reading; only a plain file is one.

    Raises:
        OSError: It is not there, is no plain file, or this login may not read it.
    """
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(22, "it is no file")
    return fd


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a plain file; None where it is none or cannot be read."""
    try:
        fd = open_kept(path)
    except OSError:
        return None
    digest = hashlib.sha256()
    try:
        while piece := os.read(fd, _PIECE):
            digest.update(piece)
    except OSError:
        return None
    finally:
        os.close(fd)
    return digest.hexdigest()


def _digest(pieces: Iterator[bytes]) -> str | None:
    """The SHA-256 of a content; None where it cannot be read."""
    digest = hashlib.sha256()
    try:
        for piece in pieces:
            digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()


def _files(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(name[:20] for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
