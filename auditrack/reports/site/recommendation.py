"""The page of a recommendation: asked, answered, decided, done, and what tests found."""

from auditrack.model.dates import in_words
from auditrack.reports.kit.wording import listed
from auditrack.reports.site import told
from auditrack.reports.site.addresses import (
    ABOUT,
    HOME,
    anchor,
    recommendation_page,
    review_page,
    theme_page,
    way,
)
from auditrack.reports.site.frame import RECORD, Page, day, facts, section
from auditrack.reports.site.home import NO_POSITION
from auditrack.reports.site.index import Index
from auditrack.reports.site.markup import Markup, joined, paragraphs, tag
from auditrack.reports.site.review import decided, themes_of
from auditrack.views.site_values import EvidenceShown, RecommendationShown, ReplyShown, ReviewShown

NOT_TESTED = (
    "No test of practice of this recommendation is in this record. That does not say that practice "
    "is poor, or that it is good."
)
_LEAST_LEVEL = 3
"""The lowest level of evidence that shows practice."""


def recommendation(one: RecommendationShown, of: ReviewShown, index: Index) -> Page:
    """The page of one recommendation of a review."""
    path = recommendation_page(of.ref, one.ref)
    parts = [
        tag("div", paragraphs(one.text), class_="quoted")
        if one.text
        else tag("p", f"This recommendation is {told.UNWORDED}.", class_="note"),
        facts(
            [
                ("Asked of", listed(list(one.agencies)) or "no agency is named"),
                ("Date first set", day(one.original_due, "none is recorded")),
                (
                    "Date agreed later",
                    day(one.agreed_due, "") if one.agreed_due != one.original_due else "",
                ),
                ("Themes", themes_of(path, one.themes, index)),
                ("Follows from", _findings(path, one, of, index)),
                ("The board decided", decided(one)),
                ("Last test of practice", _last_test(one)),
            ]
        ),
        section("What agencies answered", _replies(one)),
        section(
            "What the board decided",
            told.decisions(one.decisions)
            if one.decisions
            else tag("p", "No decision of the board is in this record."),
        ),
        section("What was done", *_actions(one)),
        section("What shows whether practice changed", *_shown(path, one, index)),
        _connected(path, one, index),
        _along(path, one, of),
    ]
    return Page(
        path,
        f"{one.called}, {of.title}",
        joined(part for part in parts if part is not None),
        under=((HOME, RECORD), (review_page(of.ref), of.title)),
        heading=f"{of.title}: {_inside(one.called)}",
        short=one.called,
    )


def _last_test(one: RecommendationShown) -> str:
    """The outcome of the last test of practice on it, an audit or evidence, in a line."""
    made = [(test.on or "", test.outcome) for test in one.tests if test.is_test]
    made += [(held.about or "", held.result) for held in one.evidence if _tests(held)]
    if not made:
        return "none of this recommendation is in this record"
    on, outcome = max(made)
    return f"{outcome} ({day(on)})"


def _tests(held: EvidenceShown) -> bool:
    """Whether a piece of evidence tests practice."""
    return bool(held.result) and held.accepted and held.level >= _LEAST_LEVEL


def _inside(called: str) -> str:
    """A name as it stands inside a sentence, where it begins with a word of ours."""
    for word in ("Recommendation", "Assurance point"):
        if called.startswith(f"{word} "):
            return f"{word.lower()}{called[len(word) :]}"
    return called


def _findings(path: str, one: RecommendationShown, of: ReviewShown, index: Index) -> Markup:
    page = review_page(of.ref)
    links = (
        tag("a", finding.called, href=way(path, page, anchor(of.ref, ref)))
        for ref in one.findings
        if (finding := index.findings.get(ref)) and finding.review == of.ref
    )
    return joined(links, "; ")


def _replies(one: RecommendationShown) -> Markup:
    if not one.replies:
        return tag("p", "No answer of an agency is in this record.")
    return told.blocks([_reply(reply) for reply in one.replies])


def _reply(one: ReplyShown) -> Markup:
    if not one.answer:
        return tag("p", tag("strong", one.agency), ": no answer is in this record")
    to = f" to {one.to}" if one.to else ""
    on = f" ({in_words(one.on)})" if one.on else ""
    said = tag("p", tag("strong", one.agency), f": {one.answer}{to}{on}")
    why = paragraphs(one.words) if one.words else None
    if why is None and one.answer != "accepted":
        why = tag("p", f"Its reason is {told.UNWORDED}.", class_="note")
    return joined(part for part in (said, why) if part)


def _actions(one: RecommendationShown) -> list[Markup]:
    if not one.actions:
        return [
            tag(
                "p",
                "No action is in this record. That does not say that nothing was done.",
            )
        ]
    return [told.actions(one.actions), tag("p", told.NO_PROOF, class_="note")]


def _shown(path: str, one: RecommendationShown, index: Index) -> list[Markup]:
    parts = []
    if not any(test.is_test for test in one.tests) and not any(map(_tests, one.evidence)):
        parts.append(tag("p", NOT_TESTED))
    if one.tests:
        parts += [tag("h3", "Tests of this recommendation"), told.tests(one.tests)]
    if one.evidence:
        levels = tag("a", "What the levels mean", href=way(path, ABOUT, "levels"))
        parts += [
            tag("h3", "Evidence that was filed"),
            told.evidence(one.evidence),
            tag("p", levels),
        ]
    themes = [index.themes[theme] for theme in one.themes if theme in index.themes]
    if themes:
        lines = (
            tag(
                "li",
                tag("a", theme.name, href=way(path, theme_page(theme.ref))),
                f": {theme.words or NO_POSITION}",
            )
            for theme in themes
        )
        parts += [tag("h3", "Where its themes stand"), tag("ul", *lines)]
    return parts


def _connected(path: str, one: RecommendationShown, index: Index) -> Markup | None:
    lines = [
        tag(
            "li",
            f"{joined.how}: ",
            tag(
                "a",
                f"{index.reviews[other.review].title}, {_inside(other.called)}",
                href=way(path, recommendation_page(other.review, other.ref)),
            ),
        )
        for joined in one.connected
        if (other := index.recommendations.get(joined.ref))
    ]
    return section("Other recommendations like it", tag("ul", *lines)) if lines else None


def _along(path: str, one: RecommendationShown, of: ReviewShown) -> Markup | None:
    """The way to the recommendation before and the one after."""
    asks = of.recommendations
    at = next(place for place, other in enumerate(asks) if other.ref == one.ref)
    links = []
    for name, place in (("Previous", at - 1), ("Next", at + 1)):
        if 0 <= place < len(asks):
            other = asks[place]
            link = way(path, recommendation_page(of.ref, other.ref))
            links.append(tag("li", tag("a", f"{name}: {_inside(other.called)}", href=link)))
    if not links:
        return None
    label = "Other recommendations of this review"
    return tag("nav", tag("ul", *links), class_="along", aria_label=label)
