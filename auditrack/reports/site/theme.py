"""The page of a theme: where it stands, what tests found, and which reviews raise it."""

from auditrack.analysis.position import CAVEAT
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
from auditrack.reports.site.frame import RECORD, Page, section
from auditrack.reports.site.home import NO_POSITION
from auditrack.reports.site.index import Index
from auditrack.reports.site.markup import Markup, joined, tag
from auditrack.views.site_values import ThemeShown

NOT_TESTED = (
    "No test of practice on this theme is in this record. That does not say that practice is poor, "
    "or that it is good."
)
_WORDS = 160
"""The most characters of a finding or recommendation that stand beside the link to it."""


def theme(one: ThemeShown, index: Index) -> Page:
    """The page of one theme."""
    path = theme_page(one.ref)
    parts = [
        tag("p", one.definition) if one.definition else None,
        section("Where it stands", *_stands(path, one)),
        section("What tests of practice found", *_tests(one)),
        section("What reviews found and recommended on it", *_raised(path, one, index)),
    ]
    return Page(
        path,
        one.name,
        joined(part for part in parts if part is not None),
        under=((HOME, RECORD),),
        heading=f"Theme: {one.name}",
    )


def _stands(path: str, one: ThemeShown) -> list[Markup]:
    how = tag("a", "How this is judged", href=way(path, ABOUT, "positions"))
    if not one.words:
        return [tag("p", f"{NO_POSITION} of this theme."), tag("p", how)]
    return [
        tag("p", f"{one.words}.", class_="stands"),
        tag("p", one.reason) if one.reason else Markup(),
        tag("p", CAVEAT, class_="note"),
        tag("p", how),
    ]


def _tests(one: ThemeShown) -> list[Markup]:
    parts = [] if any(test.is_test for test in one.tests) else [tag("p", NOT_TESTED)]
    return [*parts, told.tests(one.tests)] if one.tests else parts


def _raised(path: str, one: ThemeShown, index: Index) -> list[Markup]:
    """Findings and recommendations on it, review by review, the latest review first."""
    lines: dict[str, list[Markup]] = {}
    for finding in (index.findings[ref] for ref in one.findings):
        link = way(path, review_page(finding.review), anchor(finding.review, finding.ref))
        lines.setdefault(finding.review, []).append(_line(finding.called, finding.text, link))
    for ask in (index.recommendations[ref] for ref in one.recommendations):
        link = way(path, recommendation_page(ask.review, ask.ref))
        lines.setdefault(ask.review, []).append(_line(ask.called, ask.text, link))
    parts = []
    for review in index.reviews.values():
        if review.ref in lines:
            link = tag("a", review.title, href=way(path, review_page(review.ref)))
            parts += [tag("h3", link), tag("ul", *lines[review.ref])]
    return parts


def _line(called: str, text: str, link: str) -> Markup:
    # The words are in the link: each review has a recommendation 1.
    return tag("li", tag("a", f"{called}: {_few_words(text) or told.UNWORDED}", href=link))


def _few_words(text: str) -> str:
    """The beginning of a text, cut between two words."""
    line = " ".join(text.split())
    if len(line) <= _WORDS:
        return line
    kept = line[:_WORDS]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept}…"
