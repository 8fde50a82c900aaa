"""The calls that can fail on a real disk, gathered so that a test can make the N-th one fail."""

import errno
import os


class Disk:
    """The operating system's own calls, one attribute each.

    Every write, flush, cut and rename of the register goes through here, and nothing else does.
    """

    def __init__(self) -> None:
        self.open = os.open
        self.write = os.write
        self.fdatasync = os.fdatasync
        self.fsync = os.fsync
        self.ftruncate = os.ftruncate
        self.replace = os.replace


disk = Disk()


def write_all(fd: int, data: bytes) -> None:
    """Write every byte; for new files that nobody reads before they are renamed into place."""
    rest = memoryview(data)
    while rest:
        written = disk.write(fd, rest)
        if not written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[written:]


def sync_folder(path: str | os.PathLike[str]) -> None:
    """Make a rename or a new name in a folder durable."""
    fd = disk.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        disk.fsync(fd)
    finally:
        os.close(fd)
