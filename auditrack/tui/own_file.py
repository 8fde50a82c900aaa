"""A new file of the officer's own, named by them: never over another, never outside their reach."""

import os
from collections.abc import Callable
from pathlib import Path

from auditrack.model.change import Refusal, RefusedError
from auditrack.tui.plain import one_line

_MODE = 0o600
MayUse = Callable[[str], None]
"""Raises `RefusedError` for a path that this connection may not use."""


def write_new(name: str, text: str, may_use: MayUse | None = None) -> Path | Refusal:
    """Write a text into a new file; where it lies, or why not."""
    if not name:
        return Refusal("missing", "No file was named.", todo="Type the name of a new file.")
    path = Path(os.path.expanduser(name))
    said = one_line(name)
    try:
        if may_use is not None:
            may_use(str(path))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _MODE)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except RefusedError as refused:
        return refused.refusal
    except FileExistsError:
        return Refusal("exists", f"“{said}” is there already.", todo="Name a new file.")
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "it is no name of a file"
        return Refusal(
            "not-written", f"“{said}” could not be written: {why}.", todo="Name another."
        )
    return path.absolute()
