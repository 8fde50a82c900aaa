"""Where the demonstration is kept, and making it so that it is there whole or not at all."""

import errno
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from time import time

from auditrack.demonstration.audits import audits
from auditrack.demonstration.links import links
from auditrack.demonstration.people import CHILDREN_BOARD, changes, founding
from auditrack.demonstration.proceedings import proceedings
from auditrack.demonstration.public_words import public_words
from auditrack.demonstration.publications import publications
from auditrack.demonstration.reviews import STORIES
from auditrack.demonstration.step import Step
from auditrack.demonstration.telling import steps_of
from auditrack.demonstration.themes import themes
from auditrack.demonstration.walk import Walk
from auditrack.demonstration.years_work import years_work
from auditrack.model.change import Refusal, RefusedError
from auditrack.register.place import JOURNAL, default_register

_OLD_SECONDS = 3600


def demonstration_folder() -> Path:
    """The made-up board's own folder, beside the user's register."""
    return default_register().with_name("demonstration")


def make_demonstration(folder: Path) -> None:
    """Build the made-up board in a new folder: whole, or not at all.

    Raises:
        RefusedError: the folder holds something already, or cannot be made.
    """
    if (folder / JOURNAL).exists():
        raise RefusedError(_taken(folder, "a register is there already"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(_taken(folder, "something else is there"))
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        building = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    except OSError as problem:
        raise RefusedError(_taken(folder, _reason(problem))) from None
    try:
        _build(building)
        os.rename(building, folder)
    except OSError as problem:
        made_meanwhile = problem.errno in (errno.ENOTEMPTY, errno.EEXIST)
        reason = "another was made meanwhile" if made_meanwhile else _reason(problem)
        raise RefusedError(_taken(folder, reason)) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)


def history() -> list[Step]:
    """Every step of the nine years, not yet in order."""
    steps = [*founding(), *changes()]
    for story in STORIES:
        steps += steps_of(story)
    steps += [*audits(), *links(), *proceedings(), *themes(), *years_work()]
    return [*steps, *public_words(), *publications()]


def _build(folder: Path) -> None:
    steps = history()
    with Walk(folder, CHILDREN_BOARD, steps[0]) as walk:
        walk.through(steps)
        walk.finish()


def _prefix(folder: Path) -> str:
    return f".{folder.name}-being-made-"


def _sweep(folder: Path) -> None:
    """Clear away what a build that was killed long ago left behind."""
    for left in folder.parent.glob(f"{_prefix(folder)}*"):
        with suppress(OSError):
            if time() - left.stat().st_mtime > _OLD_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _taken(folder: Path, reason: str) -> Refusal:
    return Refusal(
        "not-made",
        f"The demonstration board cannot be made in {folder}: {reason}.",
        safe="Nothing there was changed.",
        todo="Open what is there with: auditrack --register PATH. "
        "Or make it elsewhere with: auditrack demo PATH",
    )


def _reason(problem: OSError) -> str:
    return (problem.strerror or "the disk refused").lower()
