"""What `doctor` asks of the machine: its kernel, disks and clock, without a shell or a network."""

import ctypes
import os
import struct
from fcntl import ioctl
from pathlib import Path

from auditrack.register.condition import Condition
from auditrack.register.identity import LOGIN_UID, login_name, login_uid
from auditrack.register.place import (
    JOURNAL,
    MOUNTS,
    mount_of,
    space_warning,
    state_folder,
    unfit_file_system,
)
from auditrack.register.sharing import is_shared

# _IOR('f', 1, long) of linux/fs.h; the kernel writes an int.
_GET_FLAGS = (2 << 30) | (struct.calcsize("l") << 16) | (ord("f") << 8) | 1
_APPEND = 0x20
_TIME_ERROR = 5
_TIMEX_BYTES = 1024  # more than any struct timex
_UNSEEN = "This cannot be seen from here"


def identity(path: Path, source: Path = LOGIN_UID) -> Condition:
    """Who this login is taken to be, and by what."""
    uid, real = login_uid(source), os.getuid()
    name = login_name(uid)
    if _kernel_tells(source):
        by = "by the login uid that the kernel keeps, which survives sudo and su"
    else:
        by = (
            "by the real uid: the kernel tells no login uid here, so whoever uses sudo or su is "
            "taken for that account"
        )
    also = f"; the work is done as {login_name(real)}" if real != uid else ""
    return Condition("who you are", True, f"You are taken to be {name} (uid {uid}) {by}{also}.")


def _kernel_tells(source: Path) -> bool:
    try:
        return 0 <= int(source.read_text("ascii")) < 4294967295
    except (OSError, ValueError):
        return False


def is_append_only(file: Path) -> bool | None:
    """Whether the file's append-only attribute is set; None where its file system tells nothing."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        answer = ioctl(handle, _GET_FLAGS, bytes(8))
    except OSError:
        return None
    finally:
        os.close(handle)
    return bool(struct.unpack_from("i", answer)[0] & _APPEND)


def append_only(path: Path) -> Condition | None:
    """Whether the journal can only grow."""
    journal = path / JOURNAL
    if not journal.is_file():
        return None
    found = is_append_only(journal)
    if found is None:
        return Condition(
            "append-only", None, f"{_UNSEEN}: the file system does not tell a file's attributes."
        )
    if found:
        return Condition("append-only", True, "The journal is append-only: nobody can edit it.")
    shared = is_shared(path)
    return Condition(
        "append-only",
        not shared,
        "The journal is not append-only"
        + (
            ": whoever may write to it may also edit it, and only the chain would tell."
            if shared
            else "; this register is one login's own."
        ),
        f"As root: chattr +a {journal}" if shared else None,
    )


def file_system(path: Path) -> Condition | None:
    """Whether locks and appends are safe where the register lies."""
    if not path.exists():
        return None
    unfit = unfit_file_system(path)
    if unfit:
        return Condition(
            "file system",
            False,
            f"It lies on {unfit}, where locks and appends are not safe.",
            "Keep the register on a disk of the machine itself.",
        )
    mount = mount_of(path)
    if mount is None:
        return Condition("file system", None, f"{_UNSEEN}: the mounts are not readable.")
    return Condition(
        "file system", True, f"It lies on {mount.kind}, which has safe locks and appends."
    )


def room(path: Path) -> Condition | None:
    """Whether the disk has room for a while."""
    if not path.exists():
        return None
    warning = space_warning(path)
    if warning:
        return Condition("room on the disk", False, warning, "Make room before the disk is full.")
    disk = os.statvfs(path)
    free = disk.f_bavail * disk.f_frsize // 1_000_000
    return Condition("room on the disk", True, f"{free:,} MB are free.")


def encryption(
    path: Path, mounts: str | None = None, system: Path = Path("/sys")
) -> Condition | None:
    """Whether the disk under the register is encrypted, as far as this machine can tell.

    Args:
        path: the register's folder.
        mounts: text as in /proc/self/mountinfo, which is read if it is not given.
        system: where the kernel shows its devices.
    """
    if not path.exists():
        return None
    mount = mount_of(path, mounts)
    if mount is None:
        return Condition("disk encryption", None, f"{_UNSEEN}: the mounts are not readable.")
    device = _device(mount.device, mount.source, system)
    if device is None:
        return Condition(
            "disk encryption",
            None,
            f"{_UNSEEN}: {mount.kind} from {mount.source} is no disk that the kernel shows.",
            "Ask whoever runs the host whether its disks are encrypted.",
        )
    encrypted = _crypt(device)
    if encrypted:
        return Condition("disk encryption", True, f"It lies on an encrypted disk ({encrypted}).")
    return Condition(
        "disk encryption",
        None,
        f"{_UNSEEN}: this machine does not encrypt {mount.source} itself; a disk that encrypts "
        "itself, or the host beneath a virtual machine, may.",
        "Ask whoever runs the host whether its disks are encrypted.",
    )


def _device(number: str, source: str, system: Path) -> Path | None:
    named = system / "class" / "block" / os.path.basename(os.path.realpath(source))
    for place in (system / "dev" / "block" / number, named):
        if place.is_dir():
            return place
    return None


def _crypt(device: Path, deepest: int = 8) -> str | None:
    """The name of the encrypting layer at or below a device."""
    try:
        if (device / "dm" / "uuid").read_text("ascii", "replace").startswith("CRYPT-"):
            return (device / "dm" / "name").read_text("utf-8", "replace").strip()
    except OSError:
        pass
    below = device / "slaves"
    if deepest and below.is_dir():
        found = [_crypt(layer, deepest - 1) for layer in sorted(below.iterdir())]
        # A volume over several disks is encrypted only if each of them is.
        if found and all(found):
            return found[0]
    return None


def home(path: Path) -> Condition:
    """Whether this login's drafts and witness lie on a disk of this machine."""
    folder = state_folder()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    unfit = unfit_file_system(there)
    if unfit:
        return Condition(
            "home",
            False,
            f"Drafts and the witness of this login lie on {unfit}: whoever runs that server can "
            "read the drafts and change the witness.",
            "Set XDG_STATE_HOME to a folder of this login on a disk of the machine itself.",
        )
    if not MOUNTS.exists():
        return Condition("home", None, f"{_UNSEEN}: the mounts are not readable.")
    return Condition("home", True, "Drafts and the witness lie on a disk of this machine.")


def time_service(path: Path) -> Condition:
    """Whether the kernel says that its clock is kept by a time service."""
    kept = clock_is_kept()
    if kept:
        return Condition("time service", True, "The kernel says that its clock is kept in time.")
    why = (
        "the kernel does not say whether its clock is kept"
        if kept is None
        else "no time service of this machine keeps the clock; a host beneath it may"
    )
    return Condition(
        "time service",
        None,
        f"{_UNSEEN}: {why}.",
        "Compare the clock with another; on most hosts: timedatectl set-ntp true",
    )


def clock_is_kept() -> bool | None:
    """The kernel's own word (adjtimex, which changes nothing here); None where it gives none."""
    try:
        answer = ctypes.CDLL(None, use_errno=True).adjtimex(
            ctypes.create_string_buffer(_TIMEX_BYTES)
        )
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else bool(answer != _TIME_ERROR)
