"""What a meeting may make of an item: the choices by kind of record, and what each means there."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from auditrack.model.words import MEETING_CHOICES


class Choice(msgspec.Struct, frozen=True):
    """One thing that a meeting may decide on an item, in words that say what it does to it.

    `needs_reason`, `needs_date`: what must be given with it; a reason may be given with any.
    """

    code: str
    words: str
    needs_reason: bool = False
    needs_date: bool = False


_NOTED = (
    Choice("noted", "Note it: nothing is decided"),
    Choice("deferred", "Put it off: it comes back as a matter arising"),
)
_KEEP = Choice("keep-under-review", "Keep it under review until a day", needs_date=True)
_REFER = Choice("refer-on", "Refer it on: to whom, and why", needs_reason=True)
_NO_LONGER = Choice("no-longer-relevant", "Find it no longer relevant", needs_reason=True)

_OF_ASK = (
    Choice("accept", "Accept it: the board is to implement it"),
    Choice("decline", "Decline it: the board is not to implement it", needs_reason=True),
    _REFER,
    Choice("close", "Close it; that says nothing about practice"),
    Choice("re-open", "Open it again", needs_reason=True),
    _KEEP,
    _NO_LONGER,
)

CHOICES: Mapping[str, tuple[Choice, ...]] = MappingProxyType(
    {
        "recommendations": (*_OF_ASK, *_NOTED),
        "findings": (*(one for one in _OF_ASK if one.code != "close"), *_NOTED),
        "actions": (
            Choice("accept", "Accept that it is done: sign it off"),
            Choice("return", "Send it back: it is not signed off", needs_reason=True),
            Choice("extend", "Extend it to a later date", needs_reason=True, needs_date=True),
            _NO_LONGER,
            *_NOTED,
        ),
        "evidence": (
            Choice("accept", "Accept it as showing what it says"),
            Choice("return", "Send it back to who filed it", needs_reason=True),
            *_NOTED,
        ),
        "themes": (_KEEP, *_NOTED),
    }
)
"""What may be decided on a record of each table, in the order in which it is offered."""


def choices_for(table: str | None) -> tuple[Choice, ...]:
    """What may be decided on a record of a table; of others, and of words, only noted or not."""
    return CHOICES.get(table or "", _NOTED)


def choice_in_words(code: str | None, table: str | None = None) -> str:
    """What was decided, in the past: "signed off", "evidence accepted", "extended"."""
    said = _SAID.get((code or "", table or ""))
    return said or MEETING_CHOICES.get(code or "", code or "not decided")


_SAID = {
    ("accept", "actions"): "signed off as done",
    ("accept", "evidence"): "evidence accepted",
    ("accept", "recommendations"): "accepted: to be implemented",
    ("accept", "findings"): "accepted: to be implemented",
    ("return", "actions"): "returned: not signed off",
    ("return", "evidence"): "evidence returned",
}
