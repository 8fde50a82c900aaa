"""Where a register lives: paths, modes, and the file systems that are fit for it."""

import os
from pathlib import Path
from typing import NamedTuple

from auditrack.model.change import Refusal
from auditrack.register import errors, identity
from auditrack.register.disk import disk

JOURNAL = "journal.jsonl"
SNAPSHOT = "register.json"
EVIDENCE = "evidence"
LOCK = "lock"

FOLDER_MODE = 0o2770
FILE_MODE = 0o660
EVIDENCE_MODE = 0o3770
PRIVATE_MODE = 0o700

LEAST_FREE_BYTES = 100 * 1024 * 1024
LEAST_FREE_SHARE = 0.01

MOUNTS = Path("/proc/self/mountinfo")

# fmt: off
REMOTE = frozenset((
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs",
    "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "pvfs2", "smb2", "smb3",
    "smbfs", "sshfs", "vboxsf", "virtiofs", "vmhgfs",
))
# fmt: on
"""Kinds on which a lock or an append of one host is not always seen by another."""


def default_register() -> Path:
    """The user's own register, in their data folder."""
    return _base("XDG_DATA_HOME", ".local/share") / "auditrack" / "register"


def state_folder() -> Path:
    """Where this officer's drafts and witnesses are kept.

    Where a service account works for many officers, each has a folder of their own in it.
    """
    base = _base("XDG_STATE_HOME", ".local/state") / "auditrack"
    if not identity.serves_many():
        return base
    return base / f"login-{identity.login_uid(identity.LOGIN_UID)}"


def private_folder(path: Path) -> Path:
    """The folder, made if need be, that nobody but this officer may look into."""
    if not path.is_dir():
        path.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        path.chmod(PRIVATE_MODE)
    return path


def _base(variable: str, default: str) -> Path:
    given = os.environ.get(variable, "")
    return Path(given) if given.startswith("/") else Path.home() / default


def prepare(path: Path) -> Refusal | None:
    """Make the folders of a new register with their modes, or say why they cannot be made."""
    if path.exists():
        if not path.is_dir():
            return errors.existing(path, "there is a file of that name")
        if (path / JOURNAL).exists():
            return errors.existing(path, "there is one already")
        strangers = {entry.name for entry in path.iterdir()} - {LOCK, EVIDENCE}
        if any(not name.startswith(f"{JOURNAL}.") for name in strangers):
            return errors.existing(path, "the folder holds other files")
    try:
        path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        _set_mode(path, FOLDER_MODE)
        evidence = path / EVIDENCE
        evidence.mkdir(mode=EVIDENCE_MODE, exist_ok=True)
        _set_mode(evidence, EVIDENCE_MODE)
        os.close(open_shared(path / LOCK, os.O_RDWR | os.O_CREAT))
    except OSError as problem:
        return errors.existing(path, errors.reason(problem))
    return None


def _set_mode(path: Path, mode: int) -> None:
    # The umask, often 077, must not shut other officers out; an administrator's own folder stands.
    if path.stat().st_uid == os.geteuid():
        path.chmod(mode)


def open_shared(path: Path, flags: int) -> int:
    """Open a file of the register; one that is made now is given its mode whatever the umask."""
    made = bool(flags & os.O_CREAT) and not path.exists()
    fd = disk.open(path, flags | os.O_CLOEXEC, FILE_MODE)
    if made:
        os.fchmod(fd, FILE_MODE)
    return fd


class Mount(NamedTuple):
    """Where a path lies: the device as major:minor, the kind of file system, and its source."""

    device: str
    kind: str
    source: str


def mount_of(path: Path, mounts: str | None = None) -> Mount | None:
    """The mount that holds a path; None where the mounts cannot be read or do not cover it.

    `mounts` is text as in /proc/self/mountinfo, which is read if it is not given.
    """
    if mounts is None:
        try:
            mounts = MOUNTS.read_text("utf-8", "surrogateescape")
        except OSError:
            return None
    place = os.path.realpath(path)
    best, found = "", None
    for line in mounts.splitlines():
        left, dash, right = line.partition(" - ")
        fields = left.split(" ")
        if not dash or len(fields) < 5:
            continue
        point = _unescaped(fields[4])
        inside = point == "/" or place == point or place.startswith(f"{point}/")
        # Of two mounts on one point the later hides the earlier.
        if inside and len(point) >= len(best):
            kind, _, source = right.partition(" ")
            best, found = point, Mount(fields[2], kind, _unescaped(source.partition(" ")[0]))
    return found


def unfit_file_system(path: Path, mounts: str | None = None) -> str | None:
    """The kind of file system the path is on, if locks and appends are not safe there.

    `mounts` is text as in /proc/self/mountinfo, which is read if it is not given.
    """
    mount = mount_of(path, mounts)
    if mount is None:
        return None
    kind = mount.kind
    unfit = kind in REMOTE or kind == "fuseblk" or kind == "fuse" or kind.startswith("fuse.")
    return kind if unfit else None


def _unescaped(point: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, letter)
    return point


def space_warning(path: Path) -> str | None:
    """A sentence when the disk is nearly full."""
    try:
        disk_now = os.statvfs(path)
    except OSError:
        return None
    free = disk_now.f_bavail * disk_now.f_frsize
    whole = disk_now.f_blocks * disk_now.f_frsize
    return low_space(free, whole)


def low_space(free: int, whole: int) -> str | None:
    """A sentence when fewer than 100 MB or 1% of a disk are free; sizes in bytes."""
    if whole <= 0 or (free >= LEAST_FREE_BYTES and free >= whole * LEAST_FREE_SHARE):
        return None
    return (
        f"The disk that holds the register has {free // (1024 * 1024)} MB left; "
        "saving stops when it is full. Free some space soon."
    )
