"""The one assembler of facts: from records to what analysis judges, and nowhere else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

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
from auditrack.analysis.recurrence import Comparison, OfCase
from auditrack.model.board import Board
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.record import view_of
from auditrack.model.review import Review
from auditrack.views.actions import ActionsNow
from auditrack.views.asked import SAID, Asked
from auditrack.views.audits import Audits
from auditrack.views.board import board_of
from auditrack.views.cases import cases_of
from auditrack.views.seen import seen, standing, stands, unwithdrawn
from auditrack.views.standing import Standing
from auditrack.views.steady import steady
from auditrack.views.theming import Theming

T = TypeVar("T")


class Facts:
    """A register's facts as at a day. Each is worked out when first asked for.

    `published` counts confirmed theme links alone, as what leaves the board must.
    """

    def __init__(
        self,
        records: Records,
        as_at: date,
        published: bool = False,
        beside: "Facts | None" = None,
    ) -> None:
        self.records = records = steady(records)
        self.as_at = as_at
        self._published = published
        self.asked: Asked = beside.asked if beside else Asked(records)
        self.theming: Theming = beside.theming if beside else Theming(records)
        others = beside.actions if beside else None
        self.actions: ActionsNow = ActionsNow(records, as_at, self.asked, others)
        self.standing = Standing(records, as_at, self.asked, self.actions)
        self._themes: dict[str, ThemeFacts] = {}
        self._comparisons: dict[str, Comparison] = {}
        self._sources: dict[str, Mapping[str, Any] | None] = {}
        self._once: dict[Callable[[Facts], Any], Any] = {}

    def on(self, day: date) -> "Facts":
        """The same record as at another day; an action that stood alike is not judged again."""
        if day == self.as_at:
            return self
        return Facts(self.records, day, self._published, beside=self)

    def look_at(self, recommendations: Iterable[Mapping[str, Any]]) -> None:
        """Say which recommendations will be asked about: some facts then read them together."""

    def once(self, work_out: "Callable[[Facts], T]") -> T:
        """What a function makes of these facts, worked out when it is first asked for."""
        try:
            found: T = self._once[work_out]
        except KeyError:
            found = self._once[work_out] = work_out(self)
        return found

    @cached_property
    def audits(self) -> Audits:
        """The audits done that stand on the day."""
        return Audits(self.records, self.as_at, self.asked, self.theming)

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
            names=SAID,
            settings=Settings(
                grace_months=numbers.grace_months,
                due_cap_months=numbers.due_cap_months,
                stale_months=numbers.stale_months,
                hold_months=numbers.hold_months,
            ),
        )

    def theme(self, theme_id: str) -> ThemeFacts:
        """Everything that decides where one theme stands."""
        found = self._themes.get(theme_id)
        if found is None:  # kept in hand: another worker may let go of it meanwhile
            found = self._themes[theme_id] = self._theme(theme_id)
        return found

    def comparison(self, theme_id: str) -> Comparison:
        """The cases that raise a theme, ready to be compared."""
        found = self._comparisons.get(theme_id)
        if found is None:
            found = self._comparisons[theme_id] = Comparison(self.theme(theme_id))
        return found

    def compared(self, theme_id: str, review: str) -> Comparison | OfCase:
        """The cases that raise a theme, to compare with what a review asks on it."""
        return self.comparison(theme_id)

    def let_go(self, theme_id: str) -> None:
        """Forget what was gathered for one theme; it is gathered again when asked for."""
        self._themes.pop(theme_id, None)
        self._comparisons.pop(theme_id, None)

    def is_issue(self, theme_id: str) -> bool:
        """Whether a theme is an issue, and not a type of action."""
        return self.theming.is_issue(theme_id)

    def mentions_of_all(self) -> Iterator[MentionFact]:
        """What reviews may say, whatever the theme: that they speak of it, and all told in detail.

        Nothing that a theme's own mentions say is missing here.
        """
        for ref in self.reviews:
            yield from plain_mention(ref, True)
        for ref in self._details:
            link = self.records.get("theme_links", ref)
            if link is not None:
                yield from self._mentions(link)

    def _theme(self, theme_id: str) -> ThemeFacts:
        links = self._links_of(theme_id)
        found = {
            of: self.records.get("recommendations", of)
            for of in dict.fromkeys(link["of"] for link in links)
        }
        by_ref = {of: ask for of, ask in found.items() if ask is not None}
        rows = self.standing.rows
        return ThemeFacts(
            board=self.board,
            theme=theme_id,
            name=self.theming.name(theme_id),
            kind="issue" if self.theming.is_issue(theme_id) else "lever",
            mentions=tuple([mention for link in links for mention in self._mentions(link)]),
            recommendations=tuple([row for ask in by_ref.values() for row in rows(ask)]),
            audits=self.audits.testing(theme_id),
            links=tuple(self._same_asks(by_ref)),
            merged_from=self.theming.merged_into(theme_id),
            suggested=[link.get("status") for link in links].count("suggested"),
        )

    @property
    def raised(self) -> tuple[str, ...]:
        """The issues that some record speaks of, in the order they were first entered."""
        return tuple(theme for theme in self._links if self.theming.is_issue(theme))

    def is_raised(self, theme_id: str) -> bool:
        """Whether a theme is an issue that some record speaks of."""
        return self.is_issue(theme_id) and bool(self._links_of(theme_id))

    @cached_property
    def _links(self) -> dict[str, list[Mapping[str, Any]]]:
        found = self.theming.by_theme(confirmed=self._published)
        kept = {
            theme: [link for link in links if self._source(link) is not None]
            for theme, links in found.items()
        }
        return {theme: links for theme, links in kept.items() if links}

    def _links_of(self, theme_id: str) -> list[Mapping[str, Any]]:
        """The links of a theme that count, in order of entry."""
        return self._links.get(theme_id, [])

    def _source(self, link: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The recommendation or finding that a theme link is of, if it stands."""
        of = link["of"]
        try:
            return self._sources[of]
        except KeyError:
            source = self.records.get("recommendations", of) or self.records.get("findings", of)
            if source is not None and not stands(self.records, source, self.as_at):
                source = None
            self._sources[of] = source
            return source

    def rows(self, recommendation: Mapping[str, Any]) -> tuple[RecommendationFact, ...]:
        """How a recommendation stands with each agency it asks."""
        return self.standing.rows(recommendation)

    @cached_property
    def recommendations(self) -> tuple[Mapping[str, Any], ...]:
        """Every recommendation that counts on the day, in order of entry."""
        return tuple(filter(self.counts, self.records.select("recommendations")))

    def each_with_themes(self) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
        """Every recommendation that counts on the day, each with its confirmed themes."""
        for document in self.recommendations:
            yield document, self.theming.of(document["ref"], confirmed=True)

    def counts(self, recommendation: Mapping[str, Any]) -> bool:
        """Whether a recommendation counts on the day.

        Withdrawn ones do not, nor those of a withdrawn review or of one that was neither
        published nor on record yet.
        """
        review = recommendation["review"]
        return (
            review not in self._hidden
            and stands(self.records, recommendation, self.as_at)
            and (review not in self._early or self._was_entered(recommendation))
        )

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(ref for ref in self.reviews if not self._is_there(ref))

    @cached_property
    def _early(self) -> frozenset[str]:
        return frozenset(ref for ref, review in self.reviews.items() if not self._is_out(review))

    def recommendation(self, ref: str) -> Mapping[str, Any] | None:
        """A recommendation that counts on the day, or None."""
        found = self.records.get("recommendations", ref)
        return found if found is not None and self.counts(found) else None

    @cached_property
    def recommendations_by_ref(self) -> Mapping[str, Mapping[str, Any]]:
        """The same by reference."""
        return {document["ref"]: document for document in self.recommendations}

    @cached_property
    def review_facts(self) -> Mapping[str, ReviewFact]:
        """Every review as analysis sees it, by reference."""
        return {review.ref: review for review in self.board.reviews}

    def _is_there(self, review: str) -> bool:
        document = self.records.get("reviews", review)
        return document is not None and stands(self.records, document, self.as_at)

    def _is_out(self, review: Review) -> bool:
        return seen(review.published, self.as_at)

    def _was_entered(self, document: Mapping[str, Any]) -> bool:
        entered = document.get("entered_on")
        return entered is not None and seen(entered, self.as_at)

    @cached_property
    def _cases(self) -> Mapping[str, str]:
        return cases_of(self.reviews.values())

    def _review(self, review: Review) -> ReviewFact:
        own = not review.boards or any(self.asked.is_own_board(name) for name in review.boards)
        names = frozenset({self.settings.name}) if own else frozenset(review.boards)
        status = review.status
        if not self._is_there(review.ref):
            status = "withdrawn"
        elif status == "withdrawn":  # it was later on
            status = "superseded" if review.superseded_by else "active"
        return ReviewFact(
            ref=review.ref,
            boards=names if self.settings.name else frozenset(),
            published=interval(review.published),
            case_id=self._cases[review.ref],
            status=status,
            searched=self.is_searched(review),
            windows=tuple(
                _window(window)
                for window in self.records.index("windows", "review").get(review.ref, ())
                if stands(self.records, window, self.as_at)
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
        source = self._source(link)
        if source is None:
            return ()
        # A recommendation's kind is never good practice.
        weakness = source.get("kind") != "good-practice"
        details = self._details.get(link["ref"])
        details = unwithdrawn(details) if details else None
        if not details:
            return plain_mention(source["review"], weakness)
        return [
            MentionFact(
                review=source["review"],
                weakness=weakness,
                subject=mention.get("subject"),
                concern=concern(mention.get("concern_from"), mention.get("concern_to")),
            )
            for mention in details
        ]

    @cached_property
    def _details(self) -> Mapping[Any, tuple[Mapping[str, Any], ...]]:
        return self.records.index("mentions", "link")

    def audits_of(self, ref: str) -> tuple[AuditFact, ...]:
        """The audits that name a recommendation or test one of its themes."""
        return self.audits.about(ref)

    def tested_by(self, audit: Mapping[str, Any]) -> tuple[str, ...]:
        """The themes an audit tests: those it names, else the confirmed ones of what it serves."""
        return self.audits.themes_of(audit)

    def _same_asks(self, asks: Mapping[str, Any]) -> Iterable[LinkFact]:
        links = self.records.index("links", "a")
        for ref in filter(links.__contains__, asks):
            for link in standing(self.records, links[ref], self.as_at):
                if link["as"] == "same-ask" and seen(link.get("on"), self.as_at):
                    yield LinkFact(link["a"], link["b"], bool(link.get("confirmed", True)))


def _window(window: Mapping[str, Any]) -> WindowFact:
    start, end = interval(window.get("start")), interval(window.get("end"))
    if start and end and start.earliest > end.latest:  # which end is wrong, nobody can tell
        start = end = None
    return WindowFact(start, end, window.get("subject"))


@lru_cache(maxsize=4096)
def plain_mention(review: str, weakness: bool) -> tuple[MentionFact]:
    """What most links say: that a review speaks of it, and no more."""
    return (MentionFact(review=review, weakness=weakness),)
