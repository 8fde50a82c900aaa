"""Where each page lies: file names made of references, and the relative way from page to page."""

import hashlib
import re
from typing import Final
from urllib.parse import quote

from auditrack.model.refs import slug

HOME: Final = "index.html"
ABOUT: Final = "about.html"
COMMENTS: Final = "comments.html"
STYLE: Final = "style.css"

_SAFE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_MARK = 10
_WORDS = 60


def file_name(ref: str) -> str:
    """A reference as the stem of a file, the same for ever and another for each reference.

    A reference that some system could not hold as a name, or would take for a way elsewhere, is
    told by its words and a mark of its own, behind a sign that no other reference holds.
    """
    if _SAFE.fullmatch(ref) and ".." not in ref and not _DEVICES.fullmatch(ref):
        return ref
    mark = hashlib.sha256(ref.encode("utf-8", "replace")).hexdigest()[:_MARK]
    words = slug(ref)[:_WORDS].strip("-")
    return f"{words}~{mark}"


def review_page(ref: str) -> str:
    """The page of a review: "reviews/child-f.html"."""
    return f"reviews/{file_name(ref)}.html"


def recommendation_page(review: str, ref: str) -> str:
    """The page of a recommendation, under its review: "reviews/child-f/4.2.html"."""
    return f"reviews/{file_name(review)}/{file_name(ref.removeprefix(f'{review}/'))}.html"


def theme_page(theme: str) -> str:
    """The page of a theme: "themes/neglect.html"."""
    return f"themes/{file_name(theme)}.html"


def anchor(review: str, ref: str) -> str:
    """A finding or recommendation as the id of its place on the page of its review."""
    return f"at-{file_name(ref.removeprefix(f'{review}/'))}"


def way(page: str, to: str, at: str | None = None) -> str:
    """The relative link from one page to another, or to a place on it."""
    here, there = page.split("/")[:-1], to.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        del here[0], there[0]
    link = "../" * len(here) + quote("/".join(there))
    return f"{link}#{quote(at)}" if at else link
