"""The answers to an audit's questions, counted: how many cases met each, the weakest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

MEETS = frozenset({"yes", "outstanding", "good"})
"""The answers by which a case meets a question, on either scale."""

NOT_APPLICABLE = "not-applicable"
UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Tally:
    """One question with its answers counted. `number` is its place in the audit, from 1.

    `of` leaves out the cases that it does not apply to and those that are not answered.
    """

    number: int
    question: str
    met: int
    of: int
    partly: int
    not_applicable: int
    unanswered: int
    grades: bool = False

    def describe(self) -> str:
        """How many met it, and what the others are: "6 of 8 met, 1 partly, 1 not answered"."""
        return f"{self.briefly}, {self.besides}" if self.besides else self.briefly

    @property
    def briefly(self) -> str:
        """How many met it: "6 of 8 met"; that it applied to none, or that nobody answered it."""
        if not self.of:
            return "no case it applies to" if self.not_applicable else "not answered"
        return f"{self.met} of {self.of} {'good or outstanding' if self.grades else 'met'}"

    @property
    def besides(self) -> str:
        """What the others are, where that says more than that they did not meet it."""
        others = (
            (self.partly, "partly"),
            (self.not_applicable, "not applicable"),
            (self.unanswered if self.of or self.not_applicable else 0, "not answered"),
        )
        return ", ".join(f"{number} {said}" for number, said in others if number)

    @property
    def order(self) -> tuple[int, Fraction, int, int]:
        """Sorts the weakest first; what no case answered stands last."""
        share = Fraction(self.met, self.of) if self.of else Fraction(1)
        return (0 if self.of else 1, share, self.partly, self.number)


def tally(number: int, question: str, answers: Sequence[str], scale: str | None) -> Tally:
    """Count the answers to one question.

    Args:
        number: its place in the audit, from 1.
        question: its words.
        answers: a code for each case, of `model.words.MET_ANSWERS` or `GRADES`.
        scale: "grades" where it is graded.
    """
    not_applicable = answers.count(NOT_APPLICABLE)
    unanswered = answers.count(UNANSWERED)
    return Tally(
        number,
        question,
        met=sum(answer in MEETS for answer in answers),
        of=len(answers) - not_applicable - unanswered,
        partly=answers.count("partly"),
        not_applicable=not_applicable,
        unanswered=unanswered,
        grades=scale == "grades",
    )


def weakest_first(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """The questions that fewest cases met come first."""
    return tuple(sorted(tallies, key=lambda one: one.order))


def cases_met(rows: Iterable[Sequence[str]]) -> tuple[int, int]:
    """How many cases met every question that applies to them, of those that are answered whole.

    Args:
        rows: the answers to each question, in the order of the cases.
    """
    by_case = [
        [answer for answer in case if answer != NOT_APPLICABLE] for case in zip(*rows, strict=True)
    ]
    whole = [case for case in by_case if case and UNANSWERED not in case]
    return sum(all(answer in MEETS for answer in case) for case in whole), len(whole)
