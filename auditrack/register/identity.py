"""Who acts: from the kernel where it can be known, never from a flag or a variable."""

import os
import pwd
from pathlib import Path

from auditrack.model.change import LOGIN_UNVERIFIED, Actor

LOGIN_UID = Path("/proc/self/loginuid")
UID_MAP = Path("/proc/self/uid_map")
UNSET = 4294967295
"""The kernel's word for "this session did not come through a login"."""


def current_actor() -> Actor:
    """The login of this session: the kernel's login uid, which survives sudo, else the real uid."""
    uid = login_uid(LOGIN_UID)
    via = session_via(os.environ.get("SSH_CONNECTION"))
    if is_made_up():
        via = f"{via}, {LOGIN_UNVERIFIED}"
    return Actor(login=login_name(uid), uid=uid, via=via)


def works_as_another() -> bool:
    """Whether this runs as another account than the one that logged in: sudo, su, a service."""
    return login_uid(LOGIN_UID) != os.getuid()


def is_made_up(uid_map: Path = UID_MAP) -> bool:
    """Whether uids here are the word of whoever made a user namespace, not the host's.

    Anybody may make one (`unshare --map-user`) and be any uid in it, in the kernel's login uid too.
    """
    try:
        ranges = [tuple(map(int, line.split())) for line in uid_map.read_text("ascii").splitlines()]
    except (OSError, ValueError):
        return False
    return ranges != [(0, 0, UNSET)]


def serves_many() -> bool:
    """Whether this runs as a service account that works for logins; root by sudo is none."""
    return os.getuid() != 0 and works_as_another()


def login_uid(source: Path) -> int:
    """The login uid that the kernel tells in `source`, or the real uid where it tells none."""
    try:
        uid = int(source.read_text("ascii"))
    except (OSError, ValueError):
        return os.getuid()
    return os.getuid() if uid == UNSET or uid < 0 else uid


def login_name(uid: int) -> str:
    """The login's name, or "uid 1234" where the host knows none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except (KeyError, OverflowError):
        return f"uid {uid}"


def session_via(ssh_connection: str | None) -> str:
    """How the session came; a variable can be forged, so an address is marked unverified."""
    address = (ssh_connection or "").split(" ", 1)[0]
    if not address:
        return "local"
    if len(address) > 64 or not all(letter.isalnum() or letter in ".:%" for letter in address):
        return "ssh, address unreadable, unverified"
    return f"ssh {address}, unverified"
