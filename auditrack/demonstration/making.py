"""Where the demonstration is kept, and making it so that it is there whole or not at all."""

import errno
import os
import shutil
import tempfile
from contextlib import closing, suppress
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
from auditrack.register.identity import current_actor
from auditrack.register.place import JOURNAL, default_register
from auditrack.register.postgres.address import Place

NO_REGISTER = "no-register"
"""What a database refuses that holds no tables yet."""

_OLD_SECONDS = 3600


def demonstration_folder() -> Path:
    """The made-up board's own folder, beside the user's register."""
    return default_register().with_name("demonstration")


def is_there(place: Place) -> bool:
    """Whether there is a register already, the made-up board's or another.

    Raises:
        RefusedError: the database is not reached.
    """
    if isinstance(place, Path):
        return (place / JOURNAL).exists()
    from auditrack.register.postgres.upgrading import organisations_of

    try:
        known = organisations_of(place, current_actor().login)
    except RefusedError as refused:
        if refused.refusal.code != NO_REGISTER:
            raise
        return False
    return any(one.name == place.organisation for one in known)


def make_demonstration(place: Place) -> None:
    """Build the made-up board in a new folder, or in a database: whole, or not at all.

    Raises:
        RefusedError: something is there already, or it cannot be made.
    """
    if isinstance(place, Path):
        _make_in_folder(place)
        return
    from auditrack.register.move import move
    from auditrack.register.move_folder import FolderFrom
    from auditrack.register.postgres.moving import DatabaseTo

    with tempfile.TemporaryDirectory(prefix="auditrack-") as near:
        folder = Path(near) / "demonstration"
        _build(folder)
        with (
            closing(FolderFrom(folder, current_actor(), int(time() * 1000))) as source,
            closing(DatabaseTo(place, current_actor(), CHILDREN_BOARD)) as target,
        ):
            try:
                move(source, target)
            except BaseException:
                with suppress(RefusedError):
                    target.discard()  # what is half there would stand in the way of another try
                raise


def _make_in_folder(folder: Path) -> None:
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
