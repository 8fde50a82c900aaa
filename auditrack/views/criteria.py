"""The questions of an audit with their answers case by case, from records: one grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.analysis.criteria import Tally, cases_met, tally, weakest_first
from auditrack.model.audit import Audit, Criterion
from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.model.words import GRADES, MET_ANSWERS
from auditrack.views.seen import unwithdrawn

LETTERS: Mapping[str, str] = {
    "yes": "y",
    "partly": "p",
    "no": "n",
    "outstanding": "1",
    "good": "2",
    "requires-improvement": "3",
    "inadequate": "4",
    "not-applicable": "-",
    "unanswered": ".",
}
"""One letter for each answer, so that a grid fits a terminal and reads without colour."""


@dataclass(frozen=True)
class Grid:
    """The questions of an audit and the answers to them.

    `cases` are labels in the order of the answers, numbers where none are kept. `revisions` are
    the records' references, each with its revision, in the order of the questions; `like` the
    earlier questions that they go on from, "" for none.
    """

    audit: str
    scale: str
    cases: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    revisions: tuple[str, ...]
    like: tuple[str, ...] = ()

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The questions with their answers counted, the weakest first."""
        rows = zip(self.questions, self.answers, strict=True)
        return weakest_first(
            tally(number, question, answers, self.scale)
            for number, (question, answers) in enumerate(rows, start=1)
        )

    @property
    def met(self) -> tuple[int, int]:
        """How many cases met every question that applies, of those that are answered whole."""
        return cases_met(self.answers)


def words_of(scale: str | None) -> Mapping[str, str]:
    """The answers of a scale and what they are called."""
    return GRADES if scale == "grades" else MET_ANSWERS


def legend(scale: str | None) -> str:
    """What the letters of a scale stand for."""
    return ", ".join(f"{LETTERS[code]} {said}" for code, said in words_of(scale).items())


def grid_of(records: Records, ref: str) -> Grid:
    """The grid of an audit; empty where it has no questions.

    Answers that differ in length, as after records were merged by hand, are filled up as not
    answered.
    """
    document = records.get("audits", ref)
    audit = view_of(Audit, document) if document else Audit(ref=ref)
    found = [view_of(Criterion, one) for one in criteria_of(records, ref)]
    width = max((len(one.answers) for one in found), default=0)
    labels = audit.cases if len(audit.cases) == width else tuple(map(str, range(1, width + 1)))
    return Grid(
        ref,
        audit.scale or "met",
        labels,
        tuple(one.question for one in found),
        tuple(one.answers + ("unanswered",) * (width - len(one.answers)) for one in found),
        tuple(f"{one.ref} {one.rev}" for one in found),
        tuple(one.like or "" for one in found),
    )


def criteria_of(records: Records, ref: str) -> tuple[Mapping[str, Any], ...]:
    """The records of an audit's questions that stand, in their order."""
    found = unwithdrawn(records.index("criteria", "audit").get(ref, ()))
    return tuple(sorted(found, key=_number))


def _number(criterion: Mapping[str, Any]) -> int:
    """Its place; first where what was merged by hand says none."""
    number = criterion.get("number")
    return number if isinstance(number, int) else 0
