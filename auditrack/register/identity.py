"""Who acts: from the kernel where it can be known, never from a flag or a variable."""

import os
import pwd
from pathlib import Path

from auditrack.model.change import Actor

LOGIN_UID = Path("/proc/self/loginuid")
UNSET = 4294967295
"""The kernel's word for "this session did not come through a login"."""


def current_actor() -> Actor:
    """The login of this session: the kernel's login uid, which survives sudo, else the real uid."""
    uid = login_uid(LOGIN_UID)
    return Actor(login=login_name(uid), uid=uid, via=session_via(os.environ.get("SSH_CONNECTION")))


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
