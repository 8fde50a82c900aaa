"""What a person said of a returned form before it is taken in: a value, and a draft until then.

It goes by the file's bytes: found again wherever the same file lies.
"""

import json
from dataclasses import dataclass, replace

from auditrack.register import drafts
from auditrack.register.drafts import Draft

RETURNED = "import-return"
"""The id of such a draft; what it is about is the SHA-256 of the file."""

Correction = tuple[int, str, str]


@dataclass(frozen=True)
class ReturnChoices:
    """Which lines are left out, what lines mean, when the form came back and which it is."""

    left: tuple[int, ...] = ()
    corrections: tuple[Correction, ...] = ()
    returned_on: str | None = None
    form: str | None = None

    def toggled(self, number: int) -> "ReturnChoices":
        """The choices with one line left out that was not, or the other way round."""
        if number in self.left:
            return replace(self, left=tuple(one for one in self.left if one != number))
        return replace(self, left=(*self.left, number))

    def corrected(self, number: int, said: dict[str, str]) -> "ReturnChoices":
        """The choices with a line read as a person says; nothing said takes that back."""
        others = tuple(one for one in self.corrections if one[0] != number)
        own = tuple((number, column, text) for column, text in said.items())
        left = tuple(one for one in self.left if one != number)
        return replace(self, corrections=(*others, *own), left=left)


def keep_choices(identity: str, path: str, sha256: str, choices: ReturnChoices, at: int) -> bool:
    """Keep what was said of a form; whether it could be written."""
    values: dict[str, str | list[str]] = {
        "path": path,
        "left": [str(one) for one in choices.left],
        # Words lie as they are, so that an erasure finds them here too.
        "lines": [f"{line}.{column}" for line, column, _ in choices.corrections],
        "texts": [text for *_, text in choices.corrections],
        "returned_on": choices.returned_on or "",
        "form": choices.form or "",
    }
    if len(json.dumps(values)) > drafts.LARGEST // 2:
        return False
    return drafts.keep(identity, Draft(RETURNED, sha256, values, None, at))


def kept_choices(identity: str, sha256: str) -> tuple[ReturnChoices, int] | None:
    """What was said of a form in an earlier sitting, and when; None where nothing waits."""
    draft = drafts.find(identity, RETURNED, sha256)
    if draft is None:
        return None
    values = draft.values

    def several(name: str) -> list[str]:
        said = values.get(name)
        return list(said) if isinstance(said, list) else []

    def line(name: str) -> str | None:
        said = values.get(name)
        return said if isinstance(said, str) and said else None

    corrections: list[Correction] = []
    for where, text in zip(several("lines"), several("texts"), strict=False):
        number, _, column = where.partition(".")
        if number.isdecimal() and column:
            corrections.append((int(number), column, text))
    return (
        ReturnChoices(
            left=tuple(int(one) for one in several("left") if one.isdecimal()),
            corrections=tuple(corrections),
            returned_on=line("returned_on"),
            form=line("form"),
        ),
        draft.at,
    )


def forget_choices(identity: str, sha256: str) -> None:
    """Forget it: the form was taken in, or stands as it was read."""
    drafts.forget(identity, RETURNED, sha256)
