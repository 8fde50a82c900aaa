"""A register that many logins of one host share: its group, its modes, and what needs root.

What this login may do is done; what it may not is handed back as lines that root can paste.
"""

import grp
import os
import pwd
import shlex
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from auditrack.model.change import Refusal, RefusedError
from auditrack.register import errors
from auditrack.register.identity import serves_many
from auditrack.register.place import (
    EVIDENCE,
    EVIDENCE_MODE,
    FILE_MODE,
    FOLDER_MODE,
    JOURNAL,
    LOCK,
    SNAPSHOT,
)
from auditrack.register.postgres.address import Place, is_address

SERVICE = "auditrack"
"""The account that owns the files where officers reach them through auditrack alone."""


@dataclass(frozen=True)
class Step:
    """Something only root can do: what it is, what it buys, and its lines."""

    title: str
    buys: str
    lines: tuple[str, ...]


def known_group(name: str) -> int:
    """The number of a group of this host.

    Raises:
        RefusedError: the host knows no such group (`unknown-group`).
    """
    try:
        return grp.getgrnam(name).gr_gid
    except (KeyError, ValueError, UnicodeEncodeError):
        raise RefusedError(
            Refusal(
                "unknown-group",
                f'This host has no group "{name}".',
                safe="Nothing was made.",
                todo=f"As root, make it with: groupadd {shlex.quote(name)}; then put each officer "
                f"in it with: usermod -aG {shlex.quote(name)} LOGIN",
            )
        ) from None


def give_to_group(path: Path, group: int) -> str | None:
    """Hand the folder and all in it to a group, with the modes of a shared register.

    Returns:
        None when it is done, else a sentence that says why it is not: an owner may give files
        only to a group they belong to, and root to any.
    """
    try:
        for place, mode in _wanted(path):
            if place.exists():
                os.chown(place, -1, group)
                # After the owner changed: that may have taken the set-group-id bit away.
                place.chmod(mode)
    except OSError as problem:
        return f"{path} could not be given to its group: {errors.reason(problem)}."
    return None


def is_shared(place: Place | str) -> bool:
    """Whether others than this login work in the register: by its owner, group and who asks.

    In a database they always may.
    """
    if is_address(place):
        return True
    try:
        seen = os.stat(str(place))
        own_group = pwd.getpwuid(seen.st_uid).pw_gid
    except (OSError, KeyError):
        return False
    return seen.st_gid != own_group or seen.st_uid != os.getuid() or serves_many()


def program() -> str:
    """The auditrack that runs now, as a line for root or sshd can name it."""
    beside = Path(sys.executable).with_name("auditrack")
    return str(beside) if beside.is_file() else os.path.abspath(sys.argv[0])


def needs_root(path: Path, group: str, given: bool) -> tuple[Step, ...]:
    """The steps that a shared register still needs, each with what it buys.

    Args:
        path: the register's folder.
        group: the officers' group, which the host knows.
        given: whether the folder already belongs to that group with the right modes.
    """
    place = shlex.quote(str(path.absolute()))
    name = shlex.quote(group)
    auditrack = shlex.quote(program())
    steps = []
    if not given:
        steps.append(
            Step(
                "Give the folder to the group",
                "officers of the group can save, and other logins cannot look in",
                (
                    f"chgrp -R {name} {place}",
                    f"chmod {FOLDER_MODE:o} {place}",
                    f"chmod {EVIDENCE_MODE:o} {place}/{EVIDENCE}",
                    f"chmod {FILE_MODE:o} {place}/{JOURNAL} {place}/{LOCK}",
                ),
            )
        )
    steps.append(
        Step(
            f"Put each officer in the group {group}{_members(group)}",
            "who may read and write is one list that root keeps; it counts from the next login",
            (f"usermod -aG {name} LOGIN",),
        )
    )
    steps.append(
        Step(
            "Let these logins run nothing but auditrack (add to /etc/ssh/sshd_config, then reload)",
            "no shell, no copying and no tunnels; the files stay readable to the group by any "
            "other way into the host",
            _sshd_block(group, f"{auditrack} --confined --register {place}"),
        )
    )
    served = f"sudo -H -u {SERVICE} {auditrack} --confined --register {place}"
    steps.append(
        Step(
            "Or, stronger: let a service account own the files, and officers reach them through it",
            "officers cannot read or write the files by any way but auditrack, which still names "
            "each by the login that the kernel keeps across sudo",
            (
                f"useradd --system --create-home --shell /usr/sbin/nologin {SERVICE}",
                f"chown -R {SERVICE}:{SERVICE} {place}",
                f"chmod {FOLDER_MODE:o} {place}",
                f"chmod {EVIDENCE_MODE:o} {place}/{EVIDENCE}",
                f"# in a file of /etc/sudoers.d (edit it with visudo -f /etc/sudoers.d/{SERVICE}):",
                f"Defaults>{SERVICE} env_keep += "
                '"SSH_ORIGINAL_COMMAND SSH_CONNECTION TERM LANG NO_COLOR"',
                f"%{_sudoers(group)} ALL=({SERVICE}) NOPASSWD: {_sudoers(program())} "
                f"--confined --register {_sudoers(str(path.absolute()))}",
                f"# and in the block for sshd: ForceCommand {served}",
            ),
        )
    )
    steps.append(
        Step(
            "Last, make the journal append-only",
            "no officer can edit, shorten or replace the record, only add to it; root still can, "
            "and takes it off for an announced redaction",
            (f"chattr +a {place}/{JOURNAL}",),
        )
    )
    return tuple(steps)


def _sshd_block(group: str, command: str) -> tuple[str, ...]:
    return (
        f'Match Group "{group}"' if " " in group else f"Match Group {group}",
        f"    ForceCommand {command}",
        "    DisableForwarding yes",
        "    PermitTunnel no",
        "    PermitUserRC no",
        "    PermitTTY yes",
    )


def _sudoers(text: str) -> str:
    """A text as sudoers takes it: it knows no quotation marks, and reads some signs as its own."""
    return "".join(f"\\{letter}" if letter in " \t\\,:=*?[]#" else letter for letter in text)


def _members(group: str) -> str:
    try:
        members = grp.getgrnam(group).gr_mem
    except KeyError:
        return ""
    if not members:
        return " (nobody is in it yet)"
    shown = ", ".join(sorted(members)[:5])
    more = f" and {len(members) - 5} more" if len(members) > 5 else ""
    return f" (in it now: {shown}{more})"


def modes(path: Path) -> tuple[tuple[Path, int, int], ...]:
    """Each place of a register that is there, with the mode it has and the one it should have."""
    wanted = _wanted(path)
    found = []
    for place, mode in wanted:
        try:
            found.append((place, stat.S_IMODE(place.stat().st_mode), mode))
        except OSError:
            continue
    return tuple(found)


def _wanted(path: Path) -> list[tuple[Path, int]]:
    """Each place that a register may have, with its mode."""
    files = [(path / name, FILE_MODE) for name in (JOURNAL, SNAPSHOT, LOCK)]
    return [(path, FOLDER_MODE), (path / EVIDENCE, EVIDENCE_MODE), *files]
