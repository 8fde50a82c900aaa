"""The first page: what the record is, what it does not say, its reviews and its themes."""

from collections.abc import Sequence

from auditrack.analysis.position import CAVEAT
from auditrack.reports.site.addresses import ABOUT, COMMENTS, HOME, review_page, theme_page
from auditrack.reports.site.frame import RECORD, Page, day, section, table
from auditrack.reports.site.markup import Markup, joined, tag
from auditrack.views.site_values import Site

NO_POSITION = "This record gives no position"

DOES_NOT_SAY = (
    CAVEAT,
    "It does not say that practice changed because an action is done or closed. Only a test of "
    "practice, such as an audit of case files, can show that.",
    "Where nothing is recorded, it does not say that nothing was done.",
    "It does not compare agencies with one another.",
    "It does not hold everything. Only what may be public is here.",
)


def home(site: Site, machine: Sequence[tuple[str, str]]) -> Page:
    """The first page; `machine` are the files for other programs, each with what it holds."""
    said = (
        tag(
            "p",
            f"What safeguarding reviews found and recommended for {site.board or 'the board'}, "
            "what agencies answered, what the board decided, what was done, and what tests of "
            "practice found.",
            class_="lead",
        ),
        tag("p", _of(site)),
        tag(
            "p",
            "Most reviews look at how agencies worked together where a child or adult was "
            "seriously harmed or died. They recommend what should change. ",
            tag("a", "How this record is made and what its words mean", href=ABOUT),
            ".",
        ),
        section(
            "What this record does not say",
            tag("ul", *(tag("li", one) for one in DOES_NOT_SAY)),
        ),
        section("Reviews", _reviews(site), id="reviews"),
        section("Themes", _themes(site), id="themes"),
        section(
            "What agencies said",
            tag(
                "p",
                "Agencies could comment on what this record says of them. ",
                tag("a", "What they said, and the board’s answers", href=COMMENTS),
                ".",
            ),
        )
        if site.comments
        else None,
        section(
            "The same facts for a computer",
            tag("p", "These files hold what the pages say, and nothing more."),
            tag(
                "ul",
                *(tag("li", tag("a", path, href=path), f": {holds}") for path, holds in machine),
            ),
        ),
    )
    return Page(HOME, RECORD, joined(part for part in said if part is not None))


def _of(site: Site) -> str:
    as_at = f"It says how things stood on {day(site.as_at.isoformat())}."
    if site.some:
        return f"{as_at} This copy holds only the reviews that are listed here."
    return as_at


def _reviews(site: Site) -> Markup:
    if not site.reviews:
        return tag("p", "No review is in this record.")
    rows = [
        (
            tag("a", one.title, href=review_page(one.ref)),
            day(one.published),
        )
        for one in site.reviews
    ]
    return table("Reviews in this record, the latest first", ("Review", "Published"), list(rows))


def _themes(site: Site) -> Markup:
    if not site.themes:
        return tag("p", "No theme is confirmed for anything in this record.")
    rows = [
        (tag("a", one.name, href=theme_page(one.ref)), one.words or f"{NO_POSITION}.")
        for one in site.themes
    ]
    return joined(
        (
            tag(
                "p",
                "A theme is an issue that reviews raise. Themes are listed in the order of the "
                "alphabet. A theme that comes up in most reviews is broad, and its return says "
                "little.",
            ),
            table("Themes, and where each stands", ("Theme", "Where it stands"), list(rows)),
        )
    )
