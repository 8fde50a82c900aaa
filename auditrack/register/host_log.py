"""What a shared host's own log (syslog, facility auth) is told: who came and what went out.

A line carries codes, kinds, references of reviews and entry numbers, never a record's text. Root
keeps that log, so an officer who could change the register's files could not change it. A register
that one person keeps for themselves tells the host nothing.
"""

import os
import syslog
from collections.abc import Callable
from contextlib import suppress

from auditrack.model.text import one_line
from auditrack.register.identity import current_actor
from auditrack.register.place import private_folder, state_folder
from auditrack.register.postgres.address import Place, is_address
from auditrack.register.sharing import is_shared

Send = Callable[[int, str], None]
"""How a line leaves: its priority and its text."""


def _to_syslog(priority: int, line: str) -> None:
    syslog.openlog("auditrack", syslog.LOG_PID, syslog.LOG_AUTH)
    syslog.syslog(priority, line)


send: Send = _to_syslog
"""The seam: tests put a list's `append` behind it, and nothing reaches the host's log."""

_LONGEST = 200


def sign_in(register: Place | str, door: str) -> None:
    """Somebody opened the app, or began to use commands; `door` is app, command or confined."""
    _tell(register, syslog.LOG_INFO, "sign-in", door=door)


def first_of_session(ssh_connection: str | None) -> bool:
    """Whether this is the first command of this SSH session; False where there is no such session.

    A mark in the officer's own folder remembers the session; where it cannot be kept, each command
    counts as the first.
    """
    if not ssh_connection:
        return False
    session = f"{ssh_connection} {os.getsid(0)}"
    mark = state_folder() / "session"
    with suppress(OSError, UnicodeDecodeError):
        if mark.read_text("utf-8") == session:
            return False
    with suppress(OSError, UnicodeEncodeError):
        private_folder(mark.parent)
        mark.write_text(session, "utf-8")
        mark.chmod(0o600)
    return True


def refused(register: Place | str, code: str) -> None:
    """Something was refused: its stable code and nothing of what was asked."""
    if code == "does-not-hold":
        _tell(register, syslog.LOG_ERR, "verify-failed")
    else:
        _tell(register, syslog.LOG_NOTICE, "refused", code=code)


def exported(register: Place | str, kind: str, entry: int | None) -> None:
    """A document left the register; `entry` is where it is recorded, None where it is not."""
    recorded = "not recorded" if entry is None else str(entry)
    _tell(register, syslog.LOG_NOTICE, "export", kind=kind, entry=recorded)


def viewed_embargoed(register: Place | str, review: str) -> None:
    """Somebody opened the page of a review that may not be published yet."""
    _tell(register, syslog.LOG_NOTICE, "embargoed-view", review=review)


def _tell(register: Place | str, priority: int, event: str, **facts: str) -> None:
    if not is_shared(register):
        return
    actor = current_actor()
    known = {"login": actor.login, "uid": str(actor.uid), "via": actor.via or "local"}
    where = str(register) if is_address(register) else os.path.abspath(str(register))
    told = {**known, **facts, "register": where}
    line = " ".join(f"{name}={_quoted(text)}" for name, text in told.items())
    # A host without a log, or with a full one, stops nobody's work.
    with suppress(OSError, ValueError):
        send(priority, f"{event} {line}")


def _quoted(text: str) -> str:
    plain = one_line(text)[:_LONGEST].replace('"', "'")
    safe = plain.isascii() and all(letter.isalnum() or letter in "-_./:#@%" for letter in plain)
    return plain if safe and plain else f'"{plain}"'
