"""The days of an annual report, and how a record is looked at by them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from auditrack.model.board import Board
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.review import Review
from auditrack.model.words import REVIEW_TYPES
from auditrack.views.actions import served_by
from auditrack.views.annual_values import LOCAL, NATIONAL, NO_REVIEW, OTHER_BOARDS
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts

Document = Mapping[str, Any]

_TYPES = frozenset(said.casefold() for said in REVIEW_TYPES.values())

NOT_WORDED = "not worded for publication"
"""What stands for an internal text that nobody worded for the public."""


def last_year_ended(board: Board, today: date) -> tuple[date, date]:
    """The last of the board's years that has ended by a day: an author writes of that one."""
    start = board.year_of(today)[0]
    return board.year_of(start - timedelta(days=1)) if start > date.min else board.year_of(today)


class Year:
    """A period, with the facts of its last day (`then`) and of the report's day (`now`).

    What was withdrawn by the report's day is left out of both. `end` is the last day of the
    period, or the report's day where the period is not over by then.
    """

    def __init__(
        self, facts: Facts, since: date, until: date, whole: Records | None = None
    ) -> None:
        """Looks at a period.

        Args:
            facts: the facts of the report's day; of public records in a public copy.
            since: the first day.
            until: the last day.
            whole: in a public copy, all records: what is said must hold of them too.
        """
        self.now = facts
        self.since = since
        self.until = until
        self.public = whole is not None
        self.end = min(until, facts.as_at)
        self.then = facts.on(self.end)
        self.records = facts.records
        self._groups: dict[str, frozenset[str]] = {}
        self._whole = None if whole is None else Facts(whole, self.end)

    def holds(self, data: str | None) -> bool | None:
        """Whether a date lies in the period; None where it is too rough to say."""
        days = interval(data)
        if days is None or days.latest < self.since or days.earliest > self.end:
            return False
        return True if days.earliest >= self.since and days.latest <= self.until else None

    @cached_property
    def reviews(self) -> Mapping[str, Review]:
        """The reviews that count: none withdrawn by the report's day."""
        facts = self.now.review_facts
        return {
            ref: review
            for ref, review in self.now.reviews.items()
            if facts[ref].status != "withdrawn"
        }

    def group(self, review: str | None) -> str:
        """Whose review it is: national by its type, else by its board."""
        found = self.reviews.get(review or "")
        if found is None:
            return NO_REVIEW
        if found.type == "national":
            return NATIONAL
        own = self.now.board.is_own(self.now.review_facts[found.ref])
        return LOCAL if own else OTHER_BOARDS

    def groups_of(self, theme: str) -> frozenset[str]:
        """Whose reviews speak of a theme, by confirmed links."""
        known = self._groups.get(theme)
        if known is None:
            links = self.now.theming.by_theme(confirmed=True).get(theme, ())
            reviews = {review for link in links for review in self.origins(str(link["of"]))}
            known = self._groups[theme] = frozenset(self.group(one) for one in reviews)
        return known

    def types(self, reviews: Iterable[str]) -> tuple[str, ...]:
        """The types of some reviews, each once."""
        found = (self.reviews.get(ref) for ref in reviews)
        return tuple(dict.fromkeys(one.type or "" for one in found if one is not None))

    def title(self, review: str) -> str:
        """A review's title, or its reference."""
        found = self.reviews.get(review)
        return (found.title or review) if found else review

    def short_title(self, review: str) -> str:
        """A review's title without its type before it: "Child Birch"."""
        title = self.title(review)
        start, _, rest = title.partition(":")
        rest = rest.strip()
        return rest if rest[:1].isupper() and start.strip().casefold() in _TYPES else title

    def review_of(self, ref: str) -> str | None:
        """The review that a review, recommendation, finding or action is about; the first."""
        for one in self.origins(ref):
            return one
        return None

    def origins(self, ref: str) -> tuple[str, ...]:
        """The reviews that a record is about, through what it serves."""
        if ref in self.reviews:
            return (ref,)
        for table in ("recommendations", "findings"):
            document = self.records.get(table, ref)
            if document is not None:
                return tuple(one for one in (str(document["review"]),) if one in self.reviews)
        document = self.records.get("actions", ref)
        if document is None:
            return ()
        served = (one for one in served_by(self.records, document) if one != ref)
        return tuple(
            dict.fromkeys(
                review
                for one in served
                if self.records.get("actions", one) is None
                for review in self.origins(one)
            )
        )

    def called(self, ref: str) -> str:
        """A record as a line names it: "Child Birch, recommendation 15"."""
        for table, thing in (("recommendations", "recommendation"), ("findings", "finding")):
            document = self.records.get(table, ref)
            if document is not None:
                label = str(document.get("label") or ref)
                kind = "assurance point" if document.get("kind") == "assurance-point" else thing
                return f"{self.short_title(str(document['review']))}, {kind} {label}"
        if ref in self.reviews:
            return self.title(ref)
        if ref in self.now.theming.themes:
            return f"the theme {self.now.theming.name(ref)}"
        action = self.records.get("actions", ref)
        return ref if action is None else self._action(action)

    def _action(self, action: Document) -> str:
        """An action by what it is for; its number is the register's own and is not published."""
        served = served_by(self.records, action)
        what = self.named(one for one in served if self.records.get("actions", one) is None)
        number = "" if self.public else f"action {action['ref']}"
        return f"{what} ({number})" if what and number else what or number or "an action"

    def named(self, refs: Iterable[str]) -> str:
        """Several records as a line names them."""
        return "; ".join(map(self.called, refs))

    def worded(self, document: Document, field: str) -> str:
        """A text of a record: of public records it is their wording for the public, if any."""
        return str(document.get(field) or (NOT_WORDED if self.public else ""))

    def agrees(self, ask: Ask) -> bool:
        """Whether what is withheld changes nothing of how a recommendation stands, nor its tests.

        A public copy is silent on one that would stand otherwise if everything counted.
        """
        if self._whole is None:
            return True
        document = self._whole.records.get("recommendations", ask.ref)
        if document is None:
            return False
        whole = Ask(self._whole, document)
        standing, own = self._whole.standing, self.then.standing
        return (
            standing.statuses(document) == own.statuses(ask.document)
            and len(whole.actions) == len(ask.actions)
            and whole.is_tested == ask.is_tested
        )


def sorted_by_day(lines: Iterable[Any], *fields: str) -> tuple[Any, ...]:
    """Lines by the first of some dates that each has, then by reference; undated ones last."""
    return tuple(sorted(lines, key=lambda line: (_first(line, fields), line.ref)))


def _first(line: Any, fields: tuple[str, ...]) -> str:
    days = (interval(getattr(line, field)) for field in fields)
    return min((one.latest.isoformat() for one in days if one), default="9999")
