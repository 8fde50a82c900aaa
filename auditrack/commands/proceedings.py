"""Proceedings beside a review: criminal, an inquest, family or civil; since when, and their end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import in_words
from auditrack.model.words import PROCEEDINGS, word


@dataclass(frozen=True)
class RecordProceedings(Command):
    """Record proceedings of a kind beside a review, or that those on record have ended."""

    cmd: ClassVar[str] = "review proceedings"

    review: str
    kind: str
    open: str | None = None
    ended: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what says no date, days still to come, and an end before the beginning."""
        review = str(known.document(desk, self.review, "reviews")["ref"])
        kind = given.code(PROCEEDINGS, self.kind, "kind of proceedings")
        said = {
            "open": given.past(desk, self.open, "day they opened"),
            "ended": given.past(desk, self.ended, "day they ended"),
        }
        changes = {name: day for name, day in said.items() if day}
        if not changes:
            raise refuse(
                "missing",
                f"Nothing is said of the {word(PROCEEDINGS, kind)} beside {review}.",
                ref=review,
                todo="Say since when they are open with --open, or when they ended with --ended.",
            )
        meant = _meant(desk, review, kind, changes)
        _must_run_forwards(review, {**meant, **changes})
        if meant:
            ref = str(meant["ref"])
            desk.edit("proceedings", ref, changes)
        else:
            ref = desk.insert("proceedings", review=review, kind=kind, **changes)
        desk.made.extend((ref, review))


def _meant(desk: Desk, review: str, kind: str, changes: Mapping[str, str]) -> Mapping[str, Any]:
    """Those on record that are spoken of: the open ones of the kind, else the last to be put right.

    Empty where they are new: with a day of opening, after all of the kind have ended.
    """
    known_of = [
        one for one in desk.live("proceedings", "review", review) if one.get("kind") == kind
    ]
    going_on = [one for one in known_of if not one.get("ended")]
    if not going_on and "open" in changes:
        return {}
    return (going_on or known_of or [{}])[-1]


def _must_run_forwards(review: str, proceedings: Mapping[str, Any]) -> None:
    opened, ended = given.days(proceedings.get("open")), given.days(proceedings.get("ended"))
    if opened and ended and ended.latest < opened.earliest:
        raise refuse(
            "bad-date",
            f"The proceedings beside {review} would have ended on "
            f"{in_words(proceedings['ended'])}, before they opened on "
            f"{in_words(proceedings['open'])}.",
            ref=review,
            todo="Look at both days.",
        )
