"""The one assembler of facts: from records to what analysis judges, and nowhere else."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.analysis.axes import BoardNumbers
from auditrack.analysis.facts import (
    AuditFact,
    BoardFacts,
    LinkFact,
    MentionFact,
    RecommendationFact,
    ReviewFact,
    Settings,
    ThemeFacts,
    WindowFact,
    concern,
)
from auditrack.analysis.recurrence import Comparison
from auditrack.model.audit import Audit
from auditrack.model.board import Board
from auditrack.model.change import Records
from auditrack.model.dates import Interval, interval
from auditrack.model.record import view_of
from auditrack.model.review import Review
from auditrack.views.actions import ActionsNow, seen, served_by
from auditrack.views.asked import Asked
from auditrack.views.board import board_of
from auditrack.views.standing import Standing
from auditrack.views.steady import steady
from auditrack.views.theming import Theming

_CODES = {"not-embedded": "not_embedded", "staff-knowledge": "staff_knowledge"}


class Facts:
    """A register's facts as at a day. Each is worked out when first asked for.

    `published` counts confirmed theme links alone, as what leaves the board must.
    """

    def __init__(self, records: Records, as_at: date, published: bool = False) -> None:
        self.records = records = steady(records)
        self.as_at = as_at
        self._published = published
        self.asked = Asked(records)
        self.theming = Theming(records)
        self.actions = ActionsNow(records, as_at, self.asked)
        self.standing = Standing(records, as_at, self.asked, self.actions)
        self._themes: dict[str, ThemeFacts] = {}
        self._comparisons: dict[str, Comparison] = {}

    @cached_property
    def settings(self) -> Board:
        """The board's settings."""
        return board_of(self.records)

    @cached_property
    def numbers(self) -> BoardNumbers:
        """The board's numbers for delivery and closing."""
        board = self.settings
        return BoardNumbers(
            reply_days=board.reply_days,
            due_soon_days=board.due_soon_days,
            quiet_days=board.quiet_days,
            unsigned_days=board.unsigned_days,
            vacant_days=board.vacant_days,
            least_level=board.least_level,
            test_required=board.test_required,
        )

    @cached_property
    def reviews(self) -> Mapping[str, Review]:
        """Every review by reference."""
        return {doc["ref"]: view_of(Review, doc) for doc in self.records.select("reviews")}

    @cached_property
    def board(self) -> BoardFacts:
        """What all themes share: the reviews and the board's numbers."""
        numbers = self.settings
        return BoardFacts(
            as_of=self.as_at,
            reviews=tuple(self._review(review) for review in self.reviews.values()),
            boards=frozenset({numbers.name}) if numbers.name else frozenset(),
            settings=Settings(
                grace_months=numbers.grace_months,
                due_cap_months=numbers.due_cap_months,
                stale_months=numbers.stale_months,
                hold_months=numbers.hold_months,
            ),
        )

    def theme(self, theme_id: str) -> ThemeFacts:
        """Everything that decides where one theme stands."""
        if theme_id not in self._themes:
            self._themes[theme_id] = self._theme(theme_id)
        return self._themes[theme_id]

    def comparison(self, theme_id: str) -> Comparison:
        """The cases that raise a theme, ready to be compared."""
        if theme_id not in self._comparisons:
            self._comparisons[theme_id] = Comparison(self.theme(theme_id))
        return self._comparisons[theme_id]

    def is_issue(self, theme_id: str) -> bool:
        """Whether a theme is an issue, and not a type of action."""
        return self.theming.is_issue(theme_id)

    def _theme(self, theme_id: str) -> ThemeFacts:
        links = self._links.get(theme_id, [])
        asks = [
            recommendation
            for link in links
            if (recommendation := self.records.get("recommendations", link["of"])) is not None
        ]
        by_ref = {recommendation["ref"]: recommendation for recommendation in asks}
        return ThemeFacts(
            board=self.board,
            theme=theme_id,
            name=self.theming.name(theme_id),
            kind="issue" if self.theming.is_issue(theme_id) else "lever",
            mentions=tuple(mention for link in links for mention in self._mentions(link)),
            recommendations=tuple(
                row
                for recommendation in by_ref.values()
                for row in self.standing.rows(recommendation)
            ),
            audits=tuple(self._tested[0].get(theme_id, ())),
            links=tuple(self._same_asks(by_ref)),
            merged_from=self.theming.merged_into(theme_id),
            suggested=sum(link.get("status") == "suggested" for link in links),
        )

    @property
    def raised(self) -> tuple[str, ...]:
        """The issues that some record speaks of, in the order they were first entered."""
        return tuple(theme for theme in self._links if self.theming.is_issue(theme))

    @cached_property
    def _links(self) -> dict[str, list[Mapping[str, Any]]]:
        return self.theming.by_theme(confirmed=self._published)

    def rows(self, recommendation: Mapping[str, Any]) -> tuple[RecommendationFact, ...]:
        """How a recommendation stands with each agency it asks."""
        return self.standing.rows(recommendation)

    def _review(self, review: Review) -> ReviewFact:
        own = not review.boards or any(self.asked.is_own_board(name) for name in review.boards)
        names = frozenset({self.settings.name}) if own else frozenset(review.boards)
        withdrawn = review.withdrawn_on is not None and seen(review.withdrawn_on, self.as_at)
        status = "withdrawn" if withdrawn else review.status
        if review.withdrawn_on is not None and not withdrawn:
            status = "active"
        return ReviewFact(
            ref=review.ref,
            boards=names if self.settings.name else frozenset(),
            published=interval(review.published),
            case_id=review.case_id or "",
            status=status,
            searched=self.is_searched(review),
            windows=tuple(
                WindowFact(
                    start=interval(window.get("start")),
                    end=interval(window.get("end")),
                    subject=window.get("subject"),
                )
                for window in self.records.index("windows", "review").get(review.ref, ())
                if not window.get("withdrawn_on")
            ),
            title=review.title,
        )

    def is_searched(self, review: Review) -> bool:
        """Whether what was done about a review has been searched for.

        Where nobody said, it has for reviews published since the board's records are complete.
        """
        if review.history is not None:
            return review.history != "not-searched"
        published = interval(review.published)
        complete = interval(self.settings.records_complete_from)
        if published is None or complete is None:
            return False
        return published.earliest >= complete.earliest

    def _mentions(self, link: Mapping[str, Any]) -> Iterable[MentionFact]:
        weakness = True
        recommendation = self.records.get("recommendations", link["of"])
        finding = None if recommendation else self.records.get("findings", link["of"])
        source = recommendation or finding
        if source is None or source.get("withdrawn_on"):
            return
        if finding is not None:
            weakness = finding.get("kind") != "good-practice"
        for subject, when in self._details(link["ref"]):
            yield MentionFact(
                review=source["review"],
                weakness=weakness,
                subject=subject,
                concern=when,
            )

    def _details(self, link: str) -> list[tuple[str | None, Interval | None]]:
        details = [
            (
                mention.get("subject"),
                concern(mention.get("concern_from"), mention.get("concern_to")),
            )
            for mention in self.records.index("mentions", "link").get(link, ())
        ]
        return details or [(None, None)]

    def audits_of(self, ref: str) -> tuple[AuditFact, ...]:
        """The audits that name a recommendation or test one of its themes."""
        by_theme, by_ref = self._tested
        found = list(by_ref.get(ref, ()))
        for theme_id in self.theming.of(ref):
            found += by_theme.get(theme_id, ())
        return tuple({audit.ref: audit for audit in found}.values())

    @cached_property
    def _tested(self) -> tuple[dict[str, list[AuditFact]], dict[str, list[AuditFact]]]:
        """Audits done, by the themes they test and by the records they serve."""
        by_theme: dict[str, list[AuditFact]] = {}
        by_ref: dict[str, list[AuditFact]] = {}
        for document in self.records.select("audits"):
            if document.get("withdrawn_on") or document.get("status", "done") != "done":
                continue
            audit = view_of(Audit, document)
            fact = AuditFact(
                ref=audit.ref,
                date=interval(audit.date),
                sample_to=interval(audit.practice_to),
                outcome=_CODES.get(audit.outcome or "", audit.outcome or "inconclusive"),
                agencies=frozenset(self.asked.each(audit.agencies)),
                looked_at=_CODES.get(audit.looked_at, audit.looked_at),
                title=audit.question or "",
            )
            for theme_id in self.tested_by(document):
                by_theme.setdefault(theme_id, []).append(fact)
            for ref in self._served(document):
                by_ref.setdefault(ref, []).append(fact)
        return by_theme, by_ref

    def tested_by(self, audit: Mapping[str, Any]) -> tuple[str, ...]:
        """The themes an audit tests: those it names, else the confirmed ones of what it serves."""
        named = tuple(dict.fromkeys(self.theming.now(theme) for theme in audit.get("themes", ())))
        if named:
            return named
        asks = self._served(audit)
        return tuple(
            dict.fromkeys(theme for ref in asks for theme in self.theming.of(ref, confirmed=True))
        )

    def _served(self, audit: Mapping[str, Any]) -> list[str]:
        asks: list[str] = []
        for ref in served_by(self.records, audit):
            action = self.records.get("actions", ref)
            asks += served_by(self.records, action) if action else (ref,)
        return asks

    def _same_asks(self, asks: Mapping[str, Any]) -> Iterable[LinkFact]:
        for ref in asks:
            for link in self.records.index("links", "a").get(ref, ()):
                if link["as"] == "same-ask" and seen(link.get("on"), self.as_at):
                    yield LinkFact(link["a"], link["b"], bool(link.get("confirmed", True)))
