"""How a person fetches a file that lies on the host from their own computer, over SSH."""

import os
import platform
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditrack.register.identity import login_name


@dataclass(frozen=True)
class Fetching:
    """What to type on one's own computer, and what that does, in a sentence. "" where nothing."""

    line: str
    told: str


_HERE = Fetching("", "")


def fetching(
    paths: Sequence[Path],
    asked: str,
    is_confined: bool,
    environment: Mapping[str, str] = os.environ,
) -> Fetching:
    """How files are fetched; nothing where this sitting does not come over SSH.

    Args:
        paths: where they lie, the report first.
        asked: the command that writes the same, "auditrack report progress": a confined connection
            carries no copies of files, but that.
        is_confined: whether the connection runs auditrack and nothing else.
        environment: where SSH says that it is there.
    """
    if not environment.get("SSH_CONNECTION"):
        return _HERE
    host = f"{login_name(os.getuid())}@{platform.node()}"
    if is_confined:
        line = f"ssh {host} {shlex.quote(f'{asked} --out -')} > {shlex.quote(paths[0].name)}"
        return Fetching(
            line,
            "This connection runs auditrack alone and copies no files. Typed on your own computer, "
            "this writes the same report there:",
        )
    files = " ".join(shlex.quote(f"{host}:{path}") for path in paths)
    return Fetching(
        f"scp {files} .",
        "Typed on your own computer, this fetches it:",
    )
