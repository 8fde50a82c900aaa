"""A power cut, simulated: what a session did to the disk, and every state it could leave behind.

The session runs against the real disk while each open, write, flush, cut and rename is noted.
A state is then a moment in that list with some of what was not flushed by then missing: the ends
of files lost or torn at any byte, new names or renames that had not reached the folder, and pages
of one write that reached the disk in another order than they stand in the file.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from auditrack.register.disk import disk


@dataclass
class File:
    """One file: what is surely on the disk, and the writes and cuts that may not be."""

    durable: bytes = b""
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)
    """A write as (offset, bytes), a cut as the length."""

    def flush(self) -> None:
        self.durable = self.after(len(self.pending))
        self.pending = []

    def after(self, many: int, torn: int | None = None) -> bytes:
        """The content with the first `many` pending changes; the last one only `torn` bytes."""
        data = self.durable
        for place, change in enumerate(self.pending[:many]):
            if isinstance(change, int):
                data = data[:change]
                continue
            offset, written = change
            if torn is not None and place == many - 1:
                written = written[:torn]
            data = data[:offset].ljust(offset, b"\0") + written + data[offset + len(written) :]
        return data

    def possible(self, step: int) -> Iterator[bytes]:
        """Every content that a power cut could leave, torn at every `step` bytes."""
        yield self.durable
        for many in range(1, len(self.pending) + 1):
            change = self.pending[many - 1]
            if isinstance(change, tuple):
                offset, written = change
                for torn in range(1, len(written), step):
                    yield self.after(many, torn)
                # The length was kept and the bytes were not: zeros where the end should be.
                before = self.after(many - 1)
                yield before[:offset].ljust(offset, b"\0") + bytes(len(written) - 1)
            yield self.after(many)

    def out_of_order(self, page: int) -> Iterator[bytes]:
        """Every content with one page of what was written lost, and with one page alone there.

        A page that never reached the disk reads as it was before, or as zeros behind the old end.
        """
        new = self.after(len(self.pending))
        old = self.durable.ljust(len(new), b"\0")[: len(new)]
        starts = [
            at for at in range(0, len(new), page) if new[at : at + page] != old[at : at + page]
        ]
        if len(starts) < 2:
            return
        for at in starts:
            yield new[:at] + old[at : at + page] + new[at + page :]
            yield old[:at] + new[at : at + page] + old[at + page :]


class Recorder:
    """Stands in the disk seam, and knows what of the folder `root` is on the disk for certain."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.files: list[File] = []
        self.durable_names: dict[str, File] = {}
        self.names: dict[str, File] = {}
        self.renames: list[dict[str, File]] = []
        """The names after each change of the folder that may not be on the disk."""
        self._open: dict[int, str | File] = {}
        self.acknowledged: set[str] = set()
        self.moments: list[Moment] = []
        self.short_writes: set[int] = set()
        """Which writes, counted from 1, are cut short as on a full disk."""
        self.writes = 0
        self.meanwhile: Callable[[], None] | None = None
        """What somebody else does just before the next flush reaches the disk."""
        for path in root.iterdir() if root.is_dir() else ():
            if path.is_file():
                self.names[path.name] = File(path.read_bytes())
                self.files.append(self.names[path.name])
        self.durable_names = dict(self.names)
        patch.setattr(disk, "open", self._opened)
        patch.setattr(disk, "write", self._written)
        patch.setattr(disk, "fdatasync", self._flushed)
        patch.setattr(disk, "fsync", self._flushed)
        patch.setattr(disk, "ftruncate", self._cut)
        patch.setattr(disk, "replace", self._replaced)

    def end(self) -> None:
        """The session is over, and everything it confirmed is confirmed."""
        self._note("end")

    def _note(self, what: str) -> None:
        self.moments.append(
            Moment(
                what,
                frozenset(self.acknowledged),
                self._copies(),
            )
        )

    def _copies(self) -> list[dict[str, File]]:
        """The states of the folder's names that may be found, each with copies of its files."""
        every = [self.durable_names, *self.renames]
        copies = {id(file): File(file.durable, list(file.pending)) for file in self.files}
        return [{name: copies[id(file)] for name, file in names.items()} for names in every]

    def _name(self, path: Any) -> str | None:
        given = Path(os.fspath(path))
        return given.name if given.parent == self.root else None

    def _open_file(self, name: str) -> File:
        file = self.names.get(name)
        if file is None:
            file = File()
            self.files.append(file)
            self.names[name] = file
            self._renamed()
        return file

    def _renamed(self) -> None:
        self.renames.append(dict(self.names))

    def _opened(self, path: Any, flags: int, *mode: int) -> int:
        fd = os.open(path, flags, *mode)
        name = self._name(path)
        if Path(os.fspath(path)) == self.root:
            self._open[fd] = "folder"
        elif name is not None:
            if flags & os.O_EXCL:  # what stood there before was taken away
                self.names.pop(name, None)
            self._open[fd] = self._open_file(name)
            self._note(f"open {name}")
        else:
            self._open.pop(fd, None)
        return fd

    def _written(self, fd: int, data: Any) -> int:
        at = os.fstat(fd).st_size
        self.writes += 1
        whole = bytes(data)
        written = os.write(
            fd, whole[: len(whole) // 2] if self.writes in self.short_writes else whole
        )
        file = self._open.get(fd)
        if isinstance(file, File):
            file.pending.append((at, bytes(data)[:written]))
            self._note("write")
        return written

    def _flushed(self, fd: int) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        file = self._open.get(fd)
        if isinstance(file, File):
            file.flush()
        elif file == "folder":
            self.durable_names = dict(self.names)
            self.renames = []
        self._note("flush")

    def _cut(self, fd: int, length: int) -> None:
        os.ftruncate(fd, length)
        file = self._open.get(fd)
        if isinstance(file, File):
            file.pending.append(length)
        self._note("ftruncate")

    def _replaced(self, old: Any, new: Any) -> None:
        os.replace(old, new)
        source, target = self._name(old), self._name(new)
        if source is not None and target is not None:
            self.names[target] = self.names.pop(source)
            self._renamed()
        self._note("replace")


@dataclass(frozen=True)
class Moment:
    """Right after one call: what was acknowledged by then, and the folders that may be found."""

    what: str
    acknowledged: frozenset[str]
    folders: list[dict[str, File]]

    def states(self, step: int) -> Iterator[dict[str, bytes]]:
        """Every state of the folder's files that a power cut at this moment could leave."""
        for folder in self.folders:
            whole = {name: file.after(len(file.pending)) for name, file in folder.items()}
            least = {name: file.durable for name, file in folder.items()}
            for name, file in folder.items():
                for content in file.possible(step):
                    yield {**whole, name: content}
                    yield {**least, name: content}

    def states_out_of_order(self, page: int) -> Iterator[dict[str, bytes]]:
        """Every state in which a page of a file was lost, though a later one may be there."""
        for folder in self.folders:
            whole = {name: file.after(len(file.pending)) for name, file in folder.items()}
            for name, file in folder.items():
                for content in file.out_of_order(page):
                    yield {**whole, name: content}
