"""The page of what agencies said of the record, in their words, with the board's answers."""

from auditrack.reports.site.about import TOO_SOON
from auditrack.reports.site.addresses import COMMENTS, HOME
from auditrack.reports.site.frame import RECORD, Page, section
from auditrack.reports.site.markup import joined, paragraphs, tag
from auditrack.views.site_values import CommentShown, Site


def comments(site: Site) -> Page:
    """The page of agencies' comments, in the order of the alphabet."""
    said = tag(
        "p",
        "Before this record was signed off, the agencies that it names could comment on what it "
        f"says of them. These are their words.{TOO_SOON if site.overridden else ''}",
    )
    parts = (_comment(one) for one in site.comments)
    return Page(COMMENTS, "What agencies said", joined((said, *parts)), under=((HOME, RECORD),))


def _comment(one: CommentShown) -> object:
    return section(
        one.agency or "An agency",
        tag("div", paragraphs(one.said), class_="quoted"),
        *(
            (tag("p", tag("strong", "The board’s answer")), paragraphs(one.answer))
            if one.answer
            else ()
        ),
    )
