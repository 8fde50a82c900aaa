"""A question of an audit beside the last time it was asked, and whether the two can be compared.

A difference is said in words, and only where question, scale and the way of looking are the same.
It says that a share was larger or smaller in other cases, never that practice got better.
"""

from dataclasses import dataclass
from fractions import Fraction

from auditrack.analysis.criteria import Tally
from auditrack.analysis.samples import OTHER, method_of


@dataclass(frozen=True, slots=True)
class Look:
    """How an audit looked: at what, by which method as the board words it, on which scale."""

    looked_at: str = "practice"
    method: str | None = None
    scale: str = "met"

    def differs_from(self, then: "Look") -> str:
        """Why it cannot be held against another look, in words; "" where it can."""
        if self.scale != then.scale:
            return "answered on another scale"
        if self.looked_at != then.looked_at:
            return "something else was looked at"
        if not self.method or not then.method:
            when = " of then" if self.method else "" if then.method else " of either"
            return f"the method{when} is not on record"
        if folded(self.method) == folded(then.method):
            return ""
        kinds = method_of(self.method), method_of(then.method)
        return "" if kinds[0] == kinds[1] != OTHER else "looked at by another method"


@dataclass(frozen=True, slots=True)
class LastTime:
    """A question as it was asked the last time.

    `when` is the day in words, `standard` as it was said, "" for none.
    """

    audit: str
    when: str
    ref: str
    tally: Tally
    look: Look
    standard: str = ""

    @property
    def figures(self) -> str:
        """In a column: "6/12"; "" where no case was counted."""
        return f"{self.tally.met}/{self.tally.of}" if self.tally.of else ""

    def is_asked_alike(self, question: str) -> bool:
        """Whether a question has the same words, white space and capitals apart."""
        return folded(question) == folded(self.tally.question)

    def not_comparable(self, question: str, look: Look) -> str:
        """Why a question as it is asked now cannot be held against it; "" where it can."""
        if not self.is_asked_alike(question):
            return f"asked differently: “{self.tally.question}”"
        return look.differs_from(self.look)

    def describe(self) -> str:
        """What was found: "last time (aud-3, June 2025) 6 of 12 met, standard 80%"."""
        standard = f", standard {self.standard}" if self.standard else ""
        return f"last time ({self.audit}, {self.when}) {self.tally.briefly}{standard}"

    def beside(self, now: Tally, look: Look) -> str:
        """What was found, and how the share now stands to it where the two can be compared."""
        why_not = self.not_comparable(now.question, look)
        if why_not:
            return f"{self.describe()}; {why_not}"
        if not now.of or not self.tally.of:
            return self.describe()
        share, then = Fraction(now.met, now.of), Fraction(self.tally.met, self.tally.of)
        said = "the same" if share == then else "a larger" if share > then else "a smaller"
        return f"{self.describe()}; now {said} share, of other cases"


def folded(text: str) -> str:
    """A text by which two questions, or two methods, are told to be worded alike."""
    return " ".join(text.casefold().split())
