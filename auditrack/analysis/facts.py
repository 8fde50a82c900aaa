"""The facts that analysis judges: typed, frozen, with every date parsed once.

`views/facts.py` builds them from records and `plain_case.py` from a worked case; nothing here
knows where they came from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import msgspec
from msgspec.structs import replace

from auditrack.model.dates import Interval, add_months, interval

LIVE = frozenset({"open", "in_progress", "closed", "not_known"})
"""The states of a recommendation that is still an ask."""

EVERYBODY = frozenset({"board", "all"})
"""What is asked of these is asked of everybody; facts name them in exactly these words."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The board's numbers for positions, in months."""

    grace_months: int = 6
    due_cap_months: int = 12
    stale_months: int = 24
    hold_months: int = 6

    @property
    def cap(self) -> int:
        """The due-date cap, never below the grace."""
        return max(self.due_cap_months, self.grace_months)


class WindowFact(msgspec.Struct, frozen=True, gc=False):
    """A period of practice that a review examined; `subject` is the child or adult it is of."""

    start: Interval | None
    end: Interval | None
    subject: str | None = None

    @property
    def first(self) -> date | None:
        """The earliest day it may start; None where open."""
        return self.start.first if self.start else None

    @property
    def last(self) -> date | None:
        """The latest day it may end; None where open."""
        return self.end.last if self.end else None


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One document of one piece of learning.

    `case_id` is shared by the summary, overview, addendum and response of one case. `status` is
    active, provisional, superseded or withdrawn. `searched` is false where nobody has looked for
    what was done.
    """

    ref: str
    boards: frozenset[str] = frozenset()
    published: Interval | None = None
    case_id: str = ""
    status: str = "active"
    searched: bool = True
    windows: tuple[WindowFact, ...] = ()
    title: str = ""

    @property
    def case(self) -> str:
        """The case it belongs to; its own where none is named."""
        return self.case_id or self.ref

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.ref


class MentionFact(msgspec.Struct, frozen=True, gc=False):
    """One mention of the theme in a review: a weakness, or good practice.

    `concern` is when the practice spoken of happened, open where an end is not known, or None
    where the mention is not dated.
    """

    review: str
    weakness: bool = True
    subject: str | None = None
    concern: Interval | None = None
    agencies: frozenset[str] = frozenset()


def concern(start: str | None, end: str | None) -> Interval | None:
    """The dates of a concern from the two data strings of a mention; None where undated.

    One that runs backwards is not dated: which end is wrong, nobody can tell.
    """
    first, last = interval(start), interval(end)
    if first is None and last is None:
        return None
    if first and last and first.earliest > last.latest:
        return None
    return Interval(first.first if first else None, last.last if last else None)


class EvidenceFact(msgspec.Struct, frozen=True, gc=False):
    """What was filed to show that something was done, or works.

    `accepted` means by somebody other than its filer and the action's owner. `audit` names the
    audit that it belongs to. `result` is embedded, partly or not_embedded.
    """

    ref: str = ""
    level: int = 0
    about: Interval | None = None
    result: str | None = None
    accepted: bool = True
    audit: str | None = None
    title: str = ""


class RecommendationFact(msgspec.Struct, frozen=True, gc=False):
    """One recommendation as asked of one agency (None: of nobody in particular).

    `status` is open, in_progress, closed, not_known, declined, superseded, no_longer_relevant or
    withdrawn. `due` is the original date, which extensions never move. Rows of one
    recommendation share its `ref`.
    """

    ref: str
    review: str
    status: str = "open"
    agency: str | None = None
    due: Interval | None = None
    agreed_due: Interval | None = None
    closed: Interval | None = None
    evidence: tuple[EvidenceFact, ...] = ()
    title: str = ""

    @property
    def is_live(self) -> bool:
        """Whether it is still an ask."""
        return self.status in LIVE

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.ref


class AuditFact(msgspec.Struct, frozen=True, gc=False, cache_hash=True):
    """A test made: `outcome` is embedded, partly, not_embedded or inconclusive.

    `sample_to` is the end of the practice sampled. No agencies means all of them. `looked_at` is
    practice, documents or staff_knowledge.
    """

    ref: str
    date: Interval | None = None
    sample_to: Interval | None = None
    outcome: str = "inconclusive"
    agencies: frozenset[str] = frozenset()
    looked_at: str = "practice"
    title: str = ""


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A person's word that two recommendations ask the same, confirmed or not yet."""

    a: str
    b: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case of this board: the documents of one piece of learning, taken together."""

    ref: str
    name: str
    published: Interval | None
    windows: tuple[WindowFact, ...]
    searched: bool
    superseded: bool


def is_later(when: Interval | None, as_of: date) -> bool:
    """Whether a fact's own date puts it after the as-at date, so that it is not seen."""
    return when is not None and when.earliest > as_of


def is_imprecise(published: Interval | None) -> bool:
    """Whether a date of publication spans three months or more."""
    if published is None:
        return False
    if published.first is None or published.last is None:
        return True
    return published.last >= add_months(published.first, 3) - timedelta(days=1)


def _when_published(document: ReviewFact) -> tuple[bool, date, str]:
    when = document.published
    return when is None, when.earliest if when else date.max, document.ref


def _case(documents: list[ReviewFact]) -> CaseFile:
    documents = sorted(documents, key=lambda document: document.ref)
    dated = [document.published for document in documents if document.published is not None]
    published = (
        Interval(min(d.earliest for d in dated), min(d.latest for d in dated)) if dated else None
    )
    first = min(documents, key=_when_published)
    ref = documents[0].case
    return CaseFile(
        ref=ref,
        name=first.name if any(d.title for d in documents) else ref,
        published=published,
        windows=tuple(window for document in documents for window in document.windows),
        searched=all(document.searched for document in documents),
        superseded=any(document.status == "superseded" for document in documents),
    )


@dataclass(frozen=True, eq=False)
class BoardFacts:
    """What all themes of a board share: its reviews, its numbers and the as-at date.

    `boards` are its own name and its predecessors'; empty means that every review is its own.
    `names` gives agencies as printed, by reference, where facts hold references. Build it once and
    give it to every theme: the cases are put together only once.
    """

    as_of: date
    reviews: tuple[ReviewFact, ...] = ()
    boards: frozenset[str] = frozenset()
    settings: Settings = field(default_factory=Settings)
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def on_record(self) -> frozenset[str]:
        """The references of all reviews, seen or not."""
        return frozenset(review.ref for review in self.reviews)

    @cached_property
    def own(self) -> dict[str, ReviewFact]:
        """This board's reviews seen at the as-at date, withdrawn ones too."""
        return {review.ref: review for review in self._seen if self.is_own(review)}

    @cached_property
    def others(self) -> dict[str, ReviewFact]:
        """Other boards' reviews seen at the as-at date: context, never proof."""
        return {review.ref: review for review in self._seen if not self.is_own(review)}

    @cached_property
    def publication(self) -> dict[str, Interval | None]:
        """When the case of each of its reviews was published, by the review's reference."""
        cases = self.cases
        return {
            ref: cases[review.case].published
            for ref, review in self.own.items()
            if review.case in cases
        }

    def counted(self, rows: Iterable[RecommendationFact]) -> list[RecommendationFact]:
        """The rows that count: of this board's reviews seen at the as-at date, none withdrawn.

        A row whose review is not on record at all counts too: its ask is known, its case is not.
        A closing after the as-at date had not happened yet, so the row is open.
        """
        kept = []
        for row in rows:
            review = self.own.get(row.review)
            if review is None and row.review in self.on_record:
                continue
            if review is not None and review.status == "withdrawn":
                continue
            if row.status == "closed" and is_later(row.closed, self.as_of):
                row = replace(row, status="open", closed=None)
            kept.append(row)
        return kept

    def called(self, agencies: Iterable[str]) -> list[str]:
        """Agencies as people call them, in order of the alphabet."""
        return sorted(self.names.get(agency, agency) for agency in agencies)

    @property
    def _seen(self) -> list[ReviewFact]:
        return [review for review in self.reviews if not is_later(review.published, self.as_of)]

    def is_own(self, review: ReviewFact) -> bool:
        """Whether a review is this board's, or a predecessor's, and not another's."""
        return not self.boards or not review.boards or bool(self.boards & review.boards)

    @cached_property
    def cases(self) -> dict[str, CaseFile]:
        """The board's cases by reference, without withdrawn documents."""
        documents: dict[str, list[ReviewFact]] = {}
        for review in self.own.values():
            if review.status != "withdrawn":
                documents.setdefault(review.case, []).append(review)
        return {ref: _case(of_case) for ref, of_case in documents.items()}


@dataclass(frozen=True, eq=False)
class ThemeFacts:
    """Everything that decides where one theme stands.

    `kind` is issue, or lever for a type of action. `suggested` says how many of its theme links
    nobody has confirmed. The rows may be of any review: those that do not count are left out by
    the rules, not by whoever builds this.
    """

    board: BoardFacts
    theme: str = ""
    name: str = ""
    kind: str = "issue"
    mentions: tuple[MentionFact, ...] = ()
    recommendations: tuple[RecommendationFact, ...] = ()
    audits: tuple[AuditFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    merged_from: tuple[str, ...] = ()
    suggested: int = 0

    @cached_property
    def counted(self) -> tuple[RecommendationFact, ...]:
        """The rows that count, as the board's rules have it."""
        return tuple(self.board.counted(self.recommendations))
