"""The page of a review: what it is, what it found, and what it recommended."""

from collections.abc import Iterable

from auditrack.model.dates import in_words
from auditrack.reports.kit.wording import listed
from auditrack.reports.site import told
from auditrack.reports.site.addresses import (
    HOME,
    anchor,
    recommendation_page,
    review_page,
    theme_page,
    way,
)
from auditrack.reports.site.frame import RECORD, Page, day, facts, section
from auditrack.reports.site.index import Index
from auditrack.reports.site.markup import Markup, joined, paragraphs, tag
from auditrack.views.site_values import FindingShown, RecommendationShown, ReviewShown

GOOD = "Good practice"
NOTHING = "no decision is in this record"


def review(one: ReviewShown, index: Index) -> Page:
    """The page of one review."""
    path = review_page(one.ref)
    good = [finding for finding in one.findings if finding.kind == GOOD]
    others = [finding for finding in one.findings if finding.kind != GOOD]
    parts = [
        _facts(one, index),
        section("What the review found", *_findings(others, one, index)),
        section("Good practice that the review saw", *_findings(good, one, index))
        if good
        else None,
        section("What the review recommended", *_recommendations(one, index)),
    ]
    if one.decisions:
        parts.append(
            section("What the board decided about the review", told.decisions(one.decisions))
        )
    if one.actions:
        parts.append(
            section(
                "Actions on the review as a whole",
                told.actions(one.actions),
                tag("p", told.NO_PROOF, class_="note"),
            )
        )
    body = joined(part for part in parts if part is not None)
    return Page(path, one.title, body, under=((HOME, RECORD),))


def _facts(one: ReviewShown, index: Index) -> Markup | None:
    path = review_page(one.ref)
    examined = [
        in_words(f"{start or ''}..{end or ''}") for start, end in one.examined if start or end
    ]
    successor = index.reviews.get(one.goes_on_in)
    return facts(
        [
            ("Kind of review", one.kind),
            ("Published", day(one.published, "no date of publication is recorded")),
            ("Time it looked at", listed(examined)),
            ("Arranged", day(one.arranged, "")),
            ("Due", day(one.due, "")),
            ("Concluded", day(one.concluded, "")),
            ("Reason for delay", paragraphs(one.delay) if one.delay else ""),
            (
                "Goes on in",
                tag("a", successor.title, href=way(path, review_page(successor.ref)))
                if successor
                else "",
            ),
        ]
    )


def _findings(found: list[FindingShown], of: ReviewShown, index: Index) -> Iterable[Markup]:
    if not found:
        yield tag("p", "No finding is in this record.")
    path = review_page(of.ref)
    for one in found:
        yield tag("h3", one.called, id=anchor(of.ref, one.ref))
        yield _text(one.text, "This finding")
        yield (
            facts(
                [
                    ("Kind", "" if one.called.startswith(one.kind) else one.kind),
                    ("Themes", themes_of(path, one.themes, index)),
                    ("Led to", recommendations_of(path, one.led_to, index)),
                ]
            )
            or Markup()
        )
        if one.decisions:
            yield tag("p", "What the board decided about it:")
            yield told.decisions(one.decisions)
        if one.actions:
            yield tag("p", "What was done about it:")
            yield told.actions(one.actions)


def _text(text: str, what: str) -> Markup:
    if not text:
        return tag("p", f"{what} is {told.UNWORDED}.", class_="note")
    return tag("div", paragraphs(text), class_="quoted")


def _recommendations(of: ReviewShown, index: Index) -> Iterable[Markup]:
    if not of.recommendations:
        yield tag("p", "No recommendation is in this record.")
    path = review_page(of.ref)
    for one in of.recommendations:
        yield tag("h3", one.called, id=anchor(of.ref, one.ref))
        yield _text(one.text, "This recommendation")
        yield (
            facts(
                [
                    ("Asked of", listed(list(one.agencies))),
                    ("The board decided", decided(one)),
                    ("Themes", themes_of(path, one.themes, index)),
                ]
            )
            or Markup()
        )
        way_there = way(path, recommendation_page(of.ref, one.ref))
        yield tag(
            "p",
            tag("a", f"{one.called}: what was answered, done and tested", href=way_there),
        )


def decided(one: RecommendationShown) -> str:
    """The decisions of the board in a line, in order."""
    return "; ".join(f"{each.said} ({day(each.on)})" for each in one.decisions) or NOTHING


def themes_of(path: str, themes: Iterable[str], index: Index) -> Markup | str:
    """Links to the pages of themes, from a page; "" where there are none."""
    links = [
        tag("a", index.themes[one].name, href=way(path, theme_page(one)))
        for one in themes
        if one in index.themes
    ]
    return joined(links, "; ")


def recommendations_of(path: str, refs: Iterable[str], index: Index) -> Markup | str:
    """Links to the pages of recommendations, from a page; "" where there are none."""
    links = [
        tag("a", one.called, href=way(path, recommendation_page(one.review, one.ref)))
        for ref in refs
        if (one := index.recommendations.get(ref))
    ]
    return joined(links, "; ")
