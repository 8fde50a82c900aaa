"""Forms of what leaves for a publication: papers to agencies, and the copy for the public."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

from auditrack.tui.forms.field import Field
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.publication import named_in
from auditrack.tui.public_out import FOLDERS
from auditrack.tui.report_asked import ENDING, as_typed

SENDING = "publication-send"
PUBLISHING = "publication-publish"
"""The ids of forms that are opened from a publication's page alone."""

CALLED = {SENDING: "Send to agencies", PUBLISHING: "Write for the public"}

_CONTACT = Field("contact", "Contact", "line", "Whom a reader may write to; it is printed.")

Keep = Callable[[Given], str | None]


def sending(keep: Keep) -> Form:
    """The form that sends agencies what is said of them; `keep` has it done."""
    return Form(
        SENDING,
        "Send to agencies",
        "",
        (
            Field(
                "agencies",
                "Agencies",
                "picks",
                "None named: every one that was not sent its part.",
                choices_of=named_in,
            ),
            Field("due_back", "Comments by", "date", "Blank means the day set for all."),
            Field(
                "folder",
                "Folder",
                "path",
                "Where the papers go: a folder of your own that exists.",
                needed=True,
            ),
        ),
        note=lambda *_: (
            "Each gets a Word paper with what is said of it alone; all are recorded as sent."
        ),
        keep=keep,
    )


def publishing(kind: str, keep: Keep) -> Form:
    """The form that writes the copy for the public; `keep` has it done."""
    is_folder = kind in FOLDERS
    return Form(
        PUBLISHING,
        "Write for the public",
        "",
        (
            Field(
                "out",
                "Folder" if is_folder else "File",
                "path",
                "A new folder, or one that auditrack wrote." if is_folder else "A new Word file.",
                needed=True,
            ),
            *((_CONTACT,) if is_folder else ()),
        ),
        note=lambda *_: (
            "The finished file is looked through for what must not be public. Nothing is written "
            "while anything is neither absent nor released."
        ),
        keep=keep,
    )


def free_place(ref: str, kind: str) -> str:
    """A name that is free in the person's own folder, as it is typed."""
    ending = "" if kind in FOLDERS else ENDING
    stem = f"public-{kind}-{ref}"
    names = (f"{stem}{ending}" if n == 1 else f"{stem}-{n}{ending}" for n in count(1))
    return next(as_typed(Path.home() / name) for name in names if _is_free(Path.home() / name))


def _is_free(path: Path) -> bool:
    return not os.path.lexists(path)
