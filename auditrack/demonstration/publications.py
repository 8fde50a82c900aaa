"""What the made-up board made public: last year's public record, and an annual report to come."""

from collections.abc import Callable, Iterator
from datetime import date

from auditrack.commands.command import Command
from auditrack.commands.disclosure import ReleaseHit
from auditrack.commands.publication import PreparePublication
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.right_of_reply import (
    AnswerComment,
    CommentOnPublication,
    PartSent,
    SendPublication,
)
from auditrack.demonstration.people import CHAIR, OFFICER, SCRUTINEER
from auditrack.demonstration.step import Step
from auditrack.model.change import Records

RECORD, ANNUAL = "pub-1", "pub-2"
"""The public record, signed off; and the annual report, of which a comment waits."""

_SPOKE = {
    "police": "We ask that it says that the rota has been in use since June 2020.",
    "housing": "The repairs system is ours and was changed in two weeks; we are glad of it.",
}
"""What agencies said of the public record; the others had nothing to say."""

_ANSWERED = "It is shown as done in June 2020; the words of the review stay as they were published."


_PRINTED = "The review was published with these words, and they tell nobody who it was."

_RELEASED = (
    ("small-count", "two of fourteen staff", "child-willow/f-3", _PRINTED),
    ("small-count", "Two professionals", "child-birch/f-3", _PRINTED),
    ("small-count", "four of the six families", "babies-2018/f-a", _PRINTED),
    ("small-count", "three of six health records", "babies-2018/f-b", _PRINTED),
    ("small-count", "Two families", "babies-2018/f-c", _PRINTED),
)
"""What the check for disclosure stopped in the public record: kind, words, where, and why not."""


def publications() -> list[Step]:
    """Preparing, sending, comments, answers, releases and sign-offs, each by who does it."""
    released = [
        Step(date(2026, 10, 21), OFFICER, ReleaseHit(kind, words, place=place, reason=why))
        for kind, words, place, why in _RELEASED
    ]
    return [
        *released,
        Step(
            date(2026, 9, 17),
            OFFICER,
            PreparePublication("record", due_back="2026-10-15", why="For the web site."),
        ),
        Step(date(2026, 9, 21), OFFICER, _sent(RECORD)),
        Step(date(2026, 10, 12), OFFICER, _said),
        Step(date(2026, 10, 20), OFFICER, _answered),
        Step(date(2026, 10, 22), CHAIR, SignOffPublication(RECORD)),
        Step(date(2026, 10, 23), SCRUTINEER, SignOffPublication(RECORD)),
        Step(
            date(2026, 11, 2),
            OFFICER,
            PreparePublication("annual", due_back="2026-12-01"),
        ),
        Step(date(2026, 11, 3), OFFICER, _sent(ANNUAL)),
        Step(
            date(2026, 11, 12),
            OFFICER,
            CommentOnPublication(
                ANNUAL, "hospitals", "The call is made on the day now; please say since when."
            ),
        ),
    ]


def _sent(publication: str) -> Callable[[Records], Iterator[Command]]:
    """Every agency that it names is sent its part."""

    def sent(records: Records) -> Iterator[Command]:
        rows = records.index("agency_comments", "publication")[publication]
        agencies = [str(row["agency"]) for row in rows]
        yield SendPublication(
            publication, tuple(PartSent(one, f"{publication}-{one}.docx") for one in agencies)
        )

    return sent


def _said(records: Records) -> Iterator[Command]:
    for row in records.index("agency_comments", "publication")[RECORD]:
        said = _SPOKE.get(str(row["agency"]))
        yield CommentOnPublication(RECORD, str(row["agency"]), said, nothing=said is None)


def _answered(records: Records) -> Iterator[Command]:
    for row in records.index("agency_comments", "publication")[RECORD]:
        if row["agency"] == "police":
            yield AnswerComment(str(row["ref"]), _ANSWERED)
        elif row.get("said"):
            yield AnswerComment(str(row["ref"]), printed=True)
