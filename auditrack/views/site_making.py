"""The public record put together: reviews with what they found and asked, and their themes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from auditrack.model.refs import natural_key
from auditrack.model.words import FINDING_KINDS, REACHES, RECOMMENDATION_KINDS, REVIEW_TYPES
from auditrack.views.facts import Facts
from auditrack.views.public_records import PublicPosition
from auditrack.views.seen import seen, standing, stands
from auditrack.views.site_parts import Parts, day_on_record, known_word, words_of
from auditrack.views.site_values import (
    ConnectedShown,
    FindingShown,
    RecommendationShown,
    ReviewShown,
    ThemeShown,
)

Document = Mapping[str, Any]

_HOW: Mapping[str, tuple[str, str]] = {
    "same-ask": ("Asks the same", "Asks the same"),
    "repeats": ("Asked before, and repeated here", "Repeats this one"),
    "folds-into": ("This one goes on there", "Goes on here"),
    "supersedes": ("This one takes its place", "Takes the place of this one, which goes on there"),
    "contradicts": (
        "The two contradict each other: both cannot be done as they stand",
        "The two contradict each other: both cannot be done as they stand",
    ),
    "related": ("Related, and not the same ask", "Related, and not the same ask"),
}
"""What a link says of the other, where this one is its first and where it is its second."""


class Making:
    """Puts the record together; what several parts need is worked out once."""

    def __init__(
        self, facts: Facts, positions: Iterable[PublicPosition], wanted: frozenset[str]
    ) -> None:
        """Tells of records that may be public, of the reviews that are wanted, or of all."""
        self._facts = facts
        self._positions = {one.theme: one for one in positions}
        self._wanted = wanted
        self._parts = Parts(facts)

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        """The reviews to tell of, the latest first, those without a date last."""
        facts = self._facts
        found = [
            one
            for one in facts.records.select("reviews")
            if (not self._wanted or one["ref"] in self._wanted)
            and stands(facts.records, one, facts.as_at)
            and seen(one.get("published"), facts.as_at)
        ]
        found.sort(key=lambda one: natural_key(str(one["ref"])))
        return tuple(sorted(found, key=lambda one: str(one.get("published") or ""), reverse=True))

    @cached_property
    def _asks(self) -> Mapping[str, Sequence[Document]]:
        """The recommendations to tell of, by review, in its order."""
        reviews = {str(one["ref"]) for one in self._documents}
        found: dict[str, list[Document]] = {}
        for one in self._facts.recommendations:
            if one["review"] in reviews:
                found.setdefault(str(one["review"]), []).append(one)
        return {review: sorted(asks, key=_in_order) for review, asks in found.items()}

    @cached_property
    def _told(self) -> frozenset[str]:
        """The references of all recommendations that are told of."""
        return frozenset(str(one["ref"]) for asks in self._asks.values() for one in asks)

    @cached_property
    def reviews(self) -> tuple[ReviewShown, ...]:
        """Every review to tell of."""
        return tuple(map(self._review, self._documents))

    def _review(self, document: Document) -> ReviewShown:
        ref, facts = str(document["ref"]), self._facts
        windows = facts.records.index("windows", "review").get(ref, ())
        return ReviewShown(
            ref=ref,
            title=str(document.get("title") or ref),
            kind=known_word(REVIEW_TYPES, document.get("type")),
            published=day_on_record(document.get("published")),
            examined=tuple(
                (day_on_record(one.get("start")), day_on_record(one.get("end")))
                for one in standing(facts.records, windows, facts.as_at)
                if one.get("start") or one.get("end")
            ),
            arranged=self._day(document, "arranged"),
            due=day_on_record(document.get("due")),
            concluded=self._day(document, "concluded"),
            delay=str(document.get("delay_public") or ""),
            goes_on_in=self._successor(document),
            decisions=self._parts.decisions(ref),
            actions=self._parts.actions(ref),
            findings=self._findings(ref),
            recommendations=tuple(map(self._recommendation, self._asks.get(ref, ()))),
        )

    def _successor(self, document: Document) -> str:
        """The review that took the place of one, where the record tells of it."""
        by = document.get("superseded_by")
        return str(by) if any(one["ref"] == by for one in self._documents) else ""

    def _day(self, document: Document, field: str) -> str | None:
        """A day of a record, where it had come by the day of the paper."""
        said = day_on_record(document.get(field))
        return said if seen(said, self._facts.as_at) else None

    def _findings(self, review: str) -> tuple[FindingShown, ...]:
        facts = self._facts
        found = facts.records.index("findings", "review").get(review, ())
        stood = standing(facts.records, found, facts.as_at)
        return tuple(map(self._finding, sorted(stood, key=_in_order)))

    def _finding(self, document: Document) -> FindingShown:
        ref = str(document["ref"])
        kind = known_word(FINDING_KINDS, document.get("kind") or "concern")
        return FindingShown(
            ref=ref,
            review=str(document["review"]),
            called=_called(kind or "Finding", document),
            kind=kind,
            text=words_of(document, "text", "findings"),
            themes=self._issues(ref),
            led_to=tuple(one for one in document.get("led_to", ()) if one in self._told),
            decisions=self._parts.decisions(ref),
            actions=self._parts.actions(ref),
        )

    def _recommendation(self, document: Document) -> RecommendationShown:
        ref, parts = str(document["ref"]), self._parts
        original, agreed = parts.dues(document)
        kind = known_word(RECOMMENDATION_KINDS, document.get("kind") or "recommendation")
        return RecommendationShown(
            ref=ref,
            review=str(document["review"]),
            called=_called(kind or "Recommendation", document),
            kind=kind,
            text=words_of(document, "text", "recommendations"),
            reach=known_word(REACHES, document.get("reach")),
            agencies=parts.agencies(document.get("agencies", ())),
            original_due=original,
            agreed_due=agreed,
            ended=parts.ended(ref),
            themes=self._issues(ref),
            findings=self._led_here.get(ref, ()),
            replies=parts.replies(document),
            decisions=parts.decisions(ref),
            actions=parts.actions(ref),
            evidence=parts.evidence(ref),
            tests=parts.tests(ref),
            connected=tuple(self._connected(ref)),
        )

    @cached_property
    def _led_here(self) -> Mapping[str, tuple[str, ...]]:
        """The findings that led to each recommendation, by reference."""
        facts = self._facts
        reviews = {str(one["ref"]) for one in self._documents}
        made: dict[str, tuple[str, ...]] = {}
        for finding in standing(facts.records, facts.records.select("findings"), facts.as_at):
            if finding.get("review") in reviews:
                for ref in finding.get("led_to", ()):
                    made[ref] = (*made.get(ref, ()), str(finding["ref"]))
        return made

    def _connected(self, ref: str) -> Iterable[ConnectedShown]:
        records, as_at = self._facts.records, self._facts.as_at
        by_ref = self._facts.recommendations_by_ref
        for place, (mine, other) in enumerate((("a", "b"), ("b", "a"))):
            for link in standing(records, records.index("links", mine).get(ref, ()), as_at):
                its, how = str(link[other]), _HOW.get(str(link.get("as")))
                if how is None or its not in self._told or not link.get("confirmed", True):
                    continue
                if seen(link.get("on"), as_at):
                    yield ConnectedShown(its, str(by_ref[its]["review"]), how[place])

    # Themes -------------------------------------------------------------------------------------

    def _issues(self, ref: str) -> tuple[str, ...]:
        """The issues that a person confirmed for a record; types of action are none."""
        theming = self._facts.theming
        found = theming.of(ref, confirmed=True)
        return tuple(sorted((one for one in found if theming.is_issue(one)), key=self._place))

    def _place(self, theme: str) -> tuple[str, str]:
        return self._facts.theming.name(theme).casefold(), theme

    @cached_property
    def themes(self) -> tuple[ThemeShown, ...]:
        """Every issue that something in the record speaks of, by name."""
        findings: dict[str, list[str]] = {}
        asks: dict[str, list[str]] = {}
        for review in self.reviews:
            for finding in review.findings:
                for theme in finding.themes:
                    findings.setdefault(theme, []).append(finding.ref)
            for ask in review.recommendations:
                for theme in ask.themes:
                    asks.setdefault(theme, []).append(ask.ref)
        return tuple(
            self._theme(theme, tuple(findings.get(theme, ())), tuple(asks.get(theme, ())))
            for theme in sorted({*findings, *asks}, key=self._place)
        )

    def _theme(
        self, theme: str, findings: tuple[str, ...], recommendations: tuple[str, ...]
    ) -> ThemeShown:
        theming = self._facts.theming
        known, position = theming.themes.get(theme), self._positions.get(theme)
        return ThemeShown(
            ref=theme,
            name=theming.name(theme),
            definition=known.definition if known else "",
            words=position.words if position else "",
            reason=position.reason if position else "",
            findings=findings,
            recommendations=recommendations,
            tests=self._parts.tests_of_theme(theme),
        )


def _called(kind: str, document: Document) -> str:
    """What a record is called: "Recommendation 4", or as printed: "Finding 2"."""
    label = " ".join(str(document.get("label") or "").split())
    if not label:
        return f"{kind} {document['ref']}"
    return f"{kind} {label}" if label[:1].isdigit() or " " not in label else label


def _in_order(document: Document) -> tuple[int, Any]:
    order = document.get("order")
    return order if isinstance(order, int) else 0, natural_key(str(document["ref"]))
