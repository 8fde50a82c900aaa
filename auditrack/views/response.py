"""A review's response: what it found and asked, what became of it, and how anybody will know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Head, Records, Refusal, RefusedError
from auditrack.model.record import view_of
from auditrack.model.refs import natural_key
from auditrack.model.review import Finding, Review
from auditrack.views.asks import Ask
from auditrack.views.board import is_demonstration
from auditrack.views.facts import Facts
from auditrack.views.find import find
from auditrack.views.response_ask import (
    action_told,
    agencies_of,
    ask_told,
    decisions_told,
    finding_called,
    published_by,
)
from auditrack.views.response_links import Spoken, asked_before
from auditrack.views.response_review import (
    Fact,
    key_facts,
    milestones_told,
    nothing_to_report,
    why_nothing,
    why_working,
)
from auditrack.views.response_themes import ThemeTold, themes_told
from auditrack.views.response_values import (
    ActionTold,
    AskedBefore,
    AskTold,
    FindingTold,
)
from auditrack.views.seen import seen, stands
from auditrack.views.wording import counted, listed, when

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

Document = Mapping[str, Any]

NO_TEST = "No test planned on record."


@dataclass(frozen=True)
class Dissemination:
    """Who takes a recommendation on, by when, to what end, and how it will be tested."""

    ask: AskTold
    deadline: str
    impact: str
    tested: str


@dataclass(frozen=True)
class Response:
    """A review's response as at a day, from the register at `head`.

    `working` says why it is a working paper, "" where it is none; then the marking of the board
    (`board_marking`) stays. `single` are the recommendations to a single agency, by agency, and
    `points` those that the board wants to be assured of. `sums` tell for a recommendation how often
    the same was asked in all.
    """

    board: str
    marking: str
    board_marking: str
    demonstration: bool
    as_at: date
    head: Head
    review: str
    title: str
    published: str | None
    working: str
    facts: tuple[Fact, ...]
    milestones: tuple[Fact, ...]
    asks: tuple[AskTold, ...]
    findings: tuple[FindingTold, ...]
    themes: tuple[ThemeTold, ...]
    single: tuple[tuple[str, tuple[AskTold, ...]], ...]
    points: tuple[AskTold, ...]
    actions: tuple[ActionTold, ...]
    asked_before: tuple[AskedBefore, ...]
    sums: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def good_practice(self) -> tuple[FindingTold, ...]:
        """What it found to be good practice."""
        return tuple(one for one in self.findings if one.kind == "good-practice")

    @property
    def without_recommendation(self) -> tuple[FindingTold, ...]:
        """The concerns and lessons that led to no recommendation on record."""
        return tuple(
            one for one in self.findings if one.kind != "good-practice" and not one.answered_by
        )

    @property
    def declined(self) -> tuple[AskTold, ...]:
        """What an agency or the board said no to."""
        return tuple(one for one in self.asks if one.is_declined)

    @property
    def dissemination(self) -> tuple[Dissemination, ...]:
        """One line for each recommendation and point, in the review's order."""
        return tuple(
            Dissemination(one, _deadline(one), _impact(one), _tested(one)) for one in self.asks
        )

    @cached_property
    def replies(self) -> tuple[int, int]:
        """How many replies are on record, out of how many that were to come."""
        replies = [reply for ask in self.asks for reply in ask.replies]
        return sum(reply.is_answered for reply in replies), len(replies)

    def labels(self, refs: Iterable[str]) -> tuple[str, ...]:
        """What the review calls some of its records; another record by its reference."""
        known = {one.ref: one.label or one.ref for one in self.asks}
        known |= {one.ref: one.called for one in self.findings}
        known[self.review] = "the review itself"
        return tuple(known.get(ref, ref) for ref in refs)


def response_of(
    register: "Store", review: str, as_at: date, records: Records | None = None
) -> Response:
    """The response to a review.

    Args:
        register: the register; the paper stands at its head.
        review: the review, by reference, a start of one, or the name of its case.
        as_at: the day to judge by.
        records: the state to report, as recorded at an earlier entry (default: the live one).

    Raises:
        RefusedError: there is no such review, it is withdrawn, or nothing of it is on record
            (`nothing-to-report`).
    """
    state = register if records is None else records
    facts = Facts(state, as_at)
    ref = find(state, review, "reviews")
    document = facts.records.get("reviews", ref)
    if document is None:
        raise RefusedError(
            Refusal(
                "bad-record",
                f"The review {ref} cannot be read as it stands.",
                ref=ref,
                safe="No report was written; an earlier file is untouched.",
                todo="See what is wrong with it: auditrack check",
            )
        )
    if not stands(facts.records, document, as_at):
        raise nothing_to_report(
            ref,
            f"{document.get('title') or ref} was withdrawn on {when(document.get('withdrawn_on'))}"
            f": {document.get('withdrawn_why') or 'no reason is on record'}.",
            "Write the response of the review that stands in its place.",
        )
    return _Making(register, facts, view_of(Review, document)).made()


class _Making:
    """Puts a response together; what several parts need is worked out once."""

    def __init__(self, register: "Store", facts: Facts, review: Review) -> None:
        self._register = register
        self._facts = facts
        self._review = review
        self._spoken = Spoken(facts, review.ref)

    def made(self) -> Response:
        facts, review = self._facts, self._review
        if not self._asks and not self._findings:
            raise nothing_to_report(review.ref, *why_nothing(facts, review))
        before = [asked_before(ask, self._spoken) for ask in self._asks]
        hidden = frozenset[str]().union(*(left_out for _, _, left_out in before))
        sums = {ask.ref: said for ask, (_, said, _) in zip(self._asks, before, strict=True) if said}
        board = facts.settings
        return Response(
            board=board.name,
            marking=board.marking,
            board_marking=board.marking,
            demonstration=is_demonstration(self._register),
            as_at=facts.as_at,
            head=facts.records.head,
            review=review.ref,
            title=review.title or review.ref,
            published=published_by(facts, review),
            working=why_working(facts, review),
            facts=key_facts(facts, review),
            milestones=milestones_told(facts, review),
            asks=self._told,
            findings=self._findings,
            themes=themes_told(
                facts, self._told, self._findings, lambda ref: self._place[ref] == "theme"
            ),
            single=self._single(),
            points=tuple(one for one in self._told if self._place[one.ref] == "point"),
            actions=tuple(
                action_told(facts, one, published_by(facts, review))
                for one in facts.actions.serving(review.ref)
            ),
            asked_before=tuple(one for told, _, _ in before for one in told),
            sums=sums,
            notes=tuple(self._notes(len(hidden))),
        )

    @cached_property
    def _asks(self) -> tuple[Ask, ...]:
        own = (
            document
            for document in self._facts.recommendations
            if document["review"] == self._review.ref
        )
        return tuple(Ask(self._facts, one) for one in sorted(own, key=_in_order))

    @cached_property
    def _told(self) -> tuple[AskTold, ...]:
        return tuple(ask_told(ask, self._spoken) for ask in self._asks)

    @cached_property
    def _place(self) -> Mapping[str, str]:
        """Where each recommendation stands: with its theme, by its agency, or as a point."""
        place = {}
        for ask in self._asks:
            if ask.record.kind == "assurance-point":
                place[ask.ref] = "point"
            else:
                place[ask.ref] = "single" if ask.record.reach == "single-agency" else "theme"
        return place

    @cached_property
    def _findings(self) -> tuple[FindingTold, ...]:
        facts = self._facts
        found = [
            document
            for document in facts.records.index("findings", "review").get(self._review.ref, ())
            if stands(facts.records, document, facts.as_at)
        ]
        if not self._asks and not seen(self._review.published, facts.as_at):
            return ()  # nothing of the review was there on the day
        return tuple(self._finding(document) for document in sorted(found, key=_in_order))

    def _finding(self, document: Document) -> FindingTold:
        facts, finding = self._facts, view_of(Finding, document)
        ref = finding.ref
        return FindingTold(
            ref=ref,
            called=finding_called(document),
            label=finding.label or "",
            kind=finding.kind,
            text=finding.text,
            as_printed=finding.as_printed or "",
            heading=finding.theme_heading or "",
            themes=facts.theming.names(facts.theming.of(ref, confirmed=True)),
            answered_by=tuple(one for one in finding.led_to if one in facts.recommendations_by_ref),
            why_none=finding.no_recommendation_why or "",
            decisions=decisions_told(facts, ref, self._spoken),
            actions=tuple(
                action_told(facts, one, published_by(facts, self._review))
                for one in facts.actions.serving(ref)
            ),
        )

    def _single(self) -> tuple[tuple[str, tuple[AskTold, ...]], ...]:
        by_agency: dict[str, list[AskTold]] = {}
        for one in self._told:
            if self._place[one.ref] == "single":
                by_agency.setdefault(agencies_of(one), []).append(one)
        return tuple((name, tuple(by_agency[name])) for name in sorted(by_agency, key=str.casefold))

    def _notes(self, hidden: int) -> Iterable[str]:
        facts, review = self._facts, self._review
        if review.superseded_by:
            yield (
                f"This review is superseded by {review.superseded_by}; that one is responded to by "
                "itself."
            )
        if not facts.is_searched(review):
            yield (
                "What was done about this review has not been searched for: where nothing is on "
                "record, that does not say that nothing was done."
            )
        left_out = [
            str(one["ref"])
            for table in ("recommendations", "findings")
            for one in facts.records.index(table, "review").get(review.ref, ())
            if not stands(facts.records, one, facts.as_at)
        ]
        if left_out:
            yield (
                f"{counted(len(left_out), 'withdrawn record')} left out: {listed(left_out)}. Each "
                "stays in the register with its reason."
            )
        refs = (*(ask.ref for ask in self._asks), *(one.ref for one in self._findings))
        suggested = sum(
            link.get("status") == "suggested"
            for ref in refs
            for link in facts.theming.links_of(ref)
        )
        if suggested:
            yield (
                f"{counted(suggested, 'theme link')} only suggested: nobody has confirmed "
                f"{'it' if suggested == 1 else 'them'}, and this paper names confirmed themes "
                "alone."
            )
        if hidden:
            yield (
                f"{counted(hidden, 'recommendation')} that {'asks' if hidden == 1 else 'ask'} the "
                "same left out: of reviews that are not published."
            )


def _in_order(document: Document) -> tuple[int, Any]:
    return int(document.get("order") or 0), natural_key(str(document["ref"]))


def _deadline(ask: AskTold) -> str:
    original, agreed = ask.original_due, ask.agreed_due
    if original == agreed:
        return when(original, "no date set")
    return f"{when(original, 'no date')} at first, now {when(agreed)}"


def _impact(ask: AskTold) -> str:
    said = ask.outcome
    if ask.impact_due:
        said += f"{' ' if said else ''}(impact due {when(ask.impact_due)})"
    return said or "None on record"


def _tested(ask: AskTold) -> str:
    return " ".join(one.said for one in ask.planned) or NO_TEST
