"""What a person said of a tracker before it is taken in: a value, and a draft until then.

It goes by the file's bytes: found again wherever the same file lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditrack.register import drafts
from auditrack.register.drafts import Draft

TRACKER = "import-sheet"
"""The id of such a draft; what it is about is the SHA-256 of the file."""


@dataclass(frozen=True)
class SheetChoices:
    """Which sheet, what columns hold by letter, what words mean, and what becomes of conflicts.

    Each pair is written as the command line does: "C=agency", "amber=in-progress", "14=skip".
    """

    sheet: str | None = None
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    review: str | None = None
    with_hidden: bool = False

    def said(self, what: str, name: str) -> str | None:
        """What was said of a column, word or row; None where nothing was."""
        return dict(_parted(one) for one in getattr(self, what)).get(name)

    def saying(self, what: str, told: Mapping[str, str | None]) -> "SheetChoices":
        """The choices with more said of columns, words or rows; None takes back what was said."""
        pairs: dict[str, str | None] = dict(_parted(one) for one in getattr(self, what))
        pairs.update(told)
        made = tuple(f"{name}={means}" for name, means in pairs.items() if means is not None)
        changed: dict[str, Any] = {what: made}
        return replace(self, **changed)

    def of_sheet(self, name: str) -> "SheetChoices":
        """Another sheet: what was said of columns and rows was said of the one before."""
        return replace(self, sheet=name, columns=(), settled=())


def _parted(pair: str) -> tuple[str, str]:
    name, _, means = pair.rpartition("=")
    return name, means


def keep_choices(identity: str, path: str, sha256: str, choices: SheetChoices, at: int) -> bool:
    """Keep what was said of a tracker; whether it could be written."""
    values: dict[str, str | list[str]] = {
        "path": path,
        "sheet": choices.sheet or "",
        "columns": list(choices.columns),
        "words": list(choices.words),
        "settled": list(choices.settled),
        "review": choices.review or "",
        "hidden": "yes" if choices.with_hidden else "",
    }
    return drafts.keep(identity, Draft(TRACKER, sha256, values, None, at))


def kept_choices(identity: str, sha256: str) -> tuple[SheetChoices, int] | None:
    """What was said of a tracker in an earlier sitting, and when; None where nothing waits."""
    draft = drafts.find(identity, TRACKER, sha256)
    if draft is None:
        return None
    values = draft.values

    def line(name: str) -> str | None:
        said = values.get(name)
        return said if isinstance(said, str) and said else None

    def pairs(name: str) -> tuple[str, ...]:
        said = values.get(name)
        return tuple(one for one in said if "=" in one) if isinstance(said, list) else ()

    choices = SheetChoices(
        sheet=line("sheet"),
        columns=pairs("columns"),
        words=pairs("words"),
        settled=pairs("settled"),
        review=line("review"),
        with_hidden=line("hidden") is not None,
    )
    return choices, draft.at


def forget_choices(identity: str, sha256: str) -> None:
    """Forget it: the tracker was taken in, or stands as it is guessed."""
    drafts.forget(identity, TRACKER, sha256)
