"""The folder in which a person keeps templates of their own, which stand before auditrack's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_kept: list[Path | None] = []


@contextmanager
def kept_within(folder: Path | None) -> Iterator[None]:
    """Looks for them only below a folder, or nowhere (None): as long as a session is confined."""
    _kept.append(folder)
    try:
        yield
    finally:
        _kept.pop()


def own_templates() -> Path | None:
    """The folder, whether or not it is there: beside the person's config file.

    None where that is not the person's: one works as another account, whose home it would be, or
    the session is confined to another folder.
    """
    from auditrack.register.identity import works_as_another

    if works_as_another() or "SUDO_UID" in os.environ:
        return None
    given = os.environ.get("XDG_CONFIG_HOME", "")
    try:
        base = Path(given) if given.startswith("/") else Path.home() / ".config"
    except RuntimeError:  # no home is known
        return None
    folder = base / "auditrack" / "templates"
    for within in _kept:
        real = Path(os.path.realpath(folder))
        if within is None or not real.is_relative_to(os.path.realpath(within)):
            return None
    return folder
