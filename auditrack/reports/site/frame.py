"""What every page has: its head, the way about the record, and what it rests on."""

import re
from dataclasses import dataclass

from auditrack.model.dates import in_words
from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.site.addresses import ABOUT, COMMENTS, HOME, STYLE, way
from auditrack.reports.site.markup import Markup, joined, tag
from auditrack.views.site_values import Site

RECORD = "Learning from safeguarding reviews"
"""What the record is called."""

MADE_UP = "everything in it is made up, and none of it is about real people."

_POLICY = (
    "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"
    # A page on somebody's disk is of no site: there its sheet is let in by its scheme.
)

_BETWEEN = re.compile(
    "(?<=>)(?=</?(?:head|meta|title|link|body|header|nav|main|footer|ul|ol|li|dl|dt|dd|h[1-3]|p|div"
    "|table|caption|thead|tbody|tr|t[hd])[ >])"
)
"""Where a line may end between two tags, and no reader sees it."""


@dataclass(frozen=True)
class Page:
    """One page: where it lies, its title, which stands as its heading, and what it says.

    `under` are the pages above it, each with its name; `heading` is its heading where that is not
    the title, and `short` what it is called under them.
    """

    path: str
    title: str
    body: Markup
    under: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    short: str = ""


def framed(site: Site, page: Page) -> bytes:
    """A page as the bytes of its file."""
    title = on_one_line(page.title)
    full = title if page.path == HOME else f"{title}: {RECORD}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{full}, {_board(site)}{_made_up(site)}"),
        tag("link", rel="stylesheet", href=way(page.path, STYLE)),
    )
    body = tag(
        "body",
        tag("a", "Skip to the main content", class_="skip", href="#main"),
        _header(site, page),
        _trail(page),
        tag("main", tag("h1", page.heading or title), page.body, id="main", tabindex="-1"),
        _footer(site),
    )
    whole = f"<!DOCTYPE html>\n{tag('html', head, body, lang='en-GB')}\n"
    return _BETWEEN.sub("\n", whole).encode("utf-8")


def _board(site: Site) -> str:
    return on_one_line(site.board) or "the board"


def _made_up(site: Site) -> str:
    return " (DEMONSTRATION)" if site.demonstration else ""


def _header(site: Site, page: Page) -> Markup:
    places = [(HOME, "Reviews and themes"), (ABOUT, "About this record")]
    if site.comments:
        places.append((COMMENTS, "What agencies said"))
    links = (
        tag(
            "li",
            tag(
                "a",
                name,
                href=way(page.path, path),
                aria_current="page" if path == page.path else None,
            ),
        )
        for path, name in places
    )
    made_up = tag("p", tag("strong", "DEMONSTRATION"), ": ", MADE_UP, class_="demonstration")
    return tag(
        "header",
        tag("p", _board(site), class_="board"),
        made_up if site.demonstration else None,
        tag("nav", tag("ul", *links), aria_label="The record"),
    )


def _trail(page: Page) -> Markup | None:
    """Where the page stands in the record; nothing on the first page."""
    if not page.under:
        return None
    steps = [tag("li", tag("a", name, href=way(page.path, path))) for path, name in page.under]
    here = tag("li", tag("span", page.short or page.heading or page.title, aria_current="page"))
    return tag("nav", tag("ol", *steps, here), class_="trail", aria_label="You are here")


def _footer(site: Site) -> Markup:
    as_at = in_words(site.as_at.isoformat())
    return tag(
        "footer",
        tag(
            "p",
            f"{_board(site)}. As at {as_at}, from {site.head} of the board’s register.",
        ),
        tag("p", tag("strong", "DEMONSTRATION"), ": ", MADE_UP) if site.demonstration else None,
    )


def section(heading: str, *parts: object, id: str | None = None) -> Markup:
    """A part of a page under a heading of the second level."""
    return joined((tag("h2", heading, id=id), *(part for part in parts if part is not None)))


def facts(pairs: list[tuple[str, object]]) -> Markup | None:
    """Names with what is on record under each; those of which nothing is are left out."""
    said = [(name, value) for name, value in pairs if value]
    if not said:
        return None
    return tag("dl", *(joined((tag("dt", name), tag("dd", value))) for name, value in said))


def table(caption: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Markup:
    """A table of few columns, which a narrow screen holds; the first cell of a row heads it."""
    head = tag("tr", *(tag("th", name, scope="col") for name in columns))
    body = (
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))
        for row in rows
    )
    return tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body))


def day(data: str | None, absent: str = "not recorded") -> str:
    """A date as the pages print it: "20 November 2026"."""
    return in_words(data) if data else absent
