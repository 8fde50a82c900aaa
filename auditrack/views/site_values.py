"""What the public record says, as values: every text in them may be public.

Dates are data strings, None where none is on record; states are in words. `words` are those that
the board gave the public, "" where it gave none.
"""

from dataclasses import dataclass
from datetime import date

from auditrack.model.change import Head


@dataclass(frozen=True)
class DecisionShown:
    """One decision of the board: `code` of it, `said` its words, `until` when to look again."""

    ref: str
    code: str
    said: str
    on: str | None
    until: str | None
    words: str


@dataclass(frozen=True)
class ReplyShown:
    """What one agency answered: "" where no answer is on record; `to` whom it was passed on."""

    ref: str
    agency: str
    answer: str
    to: str
    on: str | None
    words: str


@dataclass(frozen=True)
class ActionShown:
    """One action on the day. `agreed_due` is the date last agreed, the original where none was."""

    ref: str
    kind: str
    agency: str
    original_due: str | None
    agreed_due: str | None
    state: str
    done_on: str | None
    words: str


@dataclass(frozen=True)
class EvidenceShown:
    """One piece of evidence; `result` is "" where it gives none."""

    ref: str
    level: int
    level_word: str
    about: str | None
    result: str
    accepted: bool
    agency: str
    words: str


@dataclass(frozen=True)
class TestShown:
    """One audit. `is_test` says whether it tested practice; `cases` is "" where none may be told.

    `of` are the recommendations that it names, `themes` those that it tests, by id.
    """

    __test__ = False  # the word is the field's; pytest must not collect it

    ref: str
    on: str | None
    practice_from: str | None
    practice_to: str | None
    outcome: str
    looked_at: str
    is_test: bool
    chosen: str
    cases: str
    agencies: tuple[str, ...]
    of: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True)
class ConnectedShown:
    """Another recommendation of the record that a person joined to one; `how` says in what way."""

    ref: str
    review: str
    how: str


@dataclass(frozen=True)
class RecommendationShown:
    """One recommendation; `text` is "" where it is not worded for the public."""

    ref: str
    review: str
    called: str
    kind: str
    text: str
    reach: str
    agencies: tuple[str, ...]
    original_due: str | None
    agreed_due: str | None
    ended: str
    themes: tuple[str, ...]
    findings: tuple[str, ...]
    replies: tuple[ReplyShown, ...]
    decisions: tuple[DecisionShown, ...]
    actions: tuple[ActionShown, ...]
    evidence: tuple[EvidenceShown, ...]
    tests: tuple[TestShown, ...]
    connected: tuple[ConnectedShown, ...]


@dataclass(frozen=True)
class FindingShown:
    """What a review found: a concern, a lesson, or good practice. `text` is as above."""

    ref: str
    review: str
    called: str
    kind: str
    text: str
    themes: tuple[str, ...]
    led_to: tuple[str, ...]
    decisions: tuple[DecisionShown, ...]
    actions: tuple[ActionShown, ...]


@dataclass(frozen=True)
class ReviewShown:
    """One review with what it found and asked; `goes_on_in` is the one that took its place."""

    ref: str
    title: str
    kind: str
    published: str | None
    examined: tuple[tuple[str | None, str | None], ...]
    arranged: str | None
    due: str | None
    concluded: str | None
    delay: str
    goes_on_in: str
    decisions: tuple[DecisionShown, ...]
    actions: tuple[ActionShown, ...]
    findings: tuple[FindingShown, ...]
    recommendations: tuple[RecommendationShown, ...]


@dataclass(frozen=True)
class ThemeShown:
    """One theme: where it stands in public words ("" where nothing is said), and what raises it."""

    ref: str
    name: str
    definition: str
    words: str
    reason: str
    findings: tuple[str, ...]
    recommendations: tuple[str, ...]
    tests: tuple[TestShown, ...]


@dataclass(frozen=True)
class CommentShown:
    """What an agency said of the record before it was signed off, and the board's answer."""

    agency: str
    said: str
    answer: str


@dataclass(frozen=True)
class Site:
    """The public record as at a day, from the register at `head`.

    `some` says that it holds only the reviews that were asked for. `signed_off` is the day of the
    last sign-off, as data; `overridden` says that it was given before the time to comment ran out.
    """

    board: str
    demonstration: bool
    as_at: date
    head: Head
    publication: str
    signed_off: str | None
    contact: str
    some: bool
    reviews: tuple[ReviewShown, ...]
    themes: tuple[ThemeShown, ...]
    comments: tuple[CommentShown, ...]
    overridden: bool = False

    @property
    def recommendations(self) -> tuple[RecommendationShown, ...]:
        """Every recommendation of the record, review by review."""
        return tuple(one for review in self.reviews for one in review.recommendations)

    @property
    def findings(self) -> tuple[FindingShown, ...]:
        """Every finding of the record, review by review."""
        return tuple(one for review in self.reviews for one in review.findings)
