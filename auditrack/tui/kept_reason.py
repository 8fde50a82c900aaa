"""The reason that is being typed for a decision in a meeting, as a draft until it is recorded."""

from dataclasses import dataclass

from auditrack.register import drafts
from auditrack.register.drafts import Draft

REASON = "meeting-reason"
"""The id of such a draft; what it is about is the meeting."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A line as it was typed: on which record of the agenda, and for which decision."""

    ref: str
    choice: str
    typed: str


def keep_reason(identity: str, meeting: str, reason: Reason, at: int) -> bool:
    """Keep a line; whether it could be written. `at` is in UTC milliseconds."""
    values: dict[str, str | list[str]] = {
        "of": [reason.ref],
        "choice": reason.choice,
        "typed": reason.typed,
    }
    return drafts.keep(identity, Draft(REASON, meeting, values, None, at))


def kept_reason(identity: str, meeting: str) -> Reason | None:
    """The line that was kept; None where none is."""
    draft = drafts.find(identity, REASON, meeting)
    if draft is None:
        return None
    of, choice, typed = (draft.values.get(name) for name in ("of", "choice", "typed"))
    if not isinstance(of, list) or not of or not isinstance(typed, str) or not typed:
        return None
    return Reason(of[0], str(choice), typed)


def forget_reason(identity: str, meeting: str) -> None:
    """Forget it: it was recorded, or its line was left."""
    drafts.forget(identity, REASON, meeting)
