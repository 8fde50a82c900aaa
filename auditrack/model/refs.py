"""References: immutable, lower case, unique for ever, and what people type.

Rules: a leading "Recommendation" is dropped (`child-be/be1`), findings take `f-` and lessons `l-`,
unlabelled or restarting labels become `review/agency-slug-n` with at most three words of slug, and
a collision takes `-2`. Serial records are `act-17`, `ev-17`, `aud-3`.
"""

import re
import unicodedata
from collections.abc import Callable

SERIAL_PREFIXES = {
    "actions": "act",
    "evidence": "ev",
    "audits": "aud",
    "criteria": "crt",
    "imports": "imp",
    "meetings": "mtg",
    "presences": "prs",
    "interests": "int",
    "meeting_items": "mit",
    "exports": "exp",
    "windows": "win",
    "proceedings": "prc",
    "told": "tld",
    "replies": "rep",
    "decisions": "dec",
    "updates": "upd",
    "extensions": "ext",
    "serves": "srv",
    "theme_links": "tl",
    "mentions": "men",
    "phrases": "phr",
    "recurrence_reasons": "rsn",
    "links": "lnk",
    "redactions": "red",
    "return_forms": "ret",
    "reminders": "rem",
    "return_questions": "rq",
    "heading_sets": "hds",
    "headings": "hdg",
    "heading_checks": "hck",
    "watch_names": "wat",
    "releases": "rel",
    "publications": "pub",
    "sign_offs": "sgn",
    "agency_comments": "cmt",
    "other_boards": "oth",
    "other_board_themes": "obt",
}
"""Tables whose references are a prefix and a number."""

NAMED_TABLES = ("reviews", "recommendations", "findings", "agencies", "leads", "subgroups")
"""Tables whose references are words."""

_LABEL_WORDS = re.compile(
    r"^(recommendation|finding|lesson|learning point|learning|action|rec|no)\b[\s.:#]*", re.I
)
_LITTLE_WORDS = frozenset({"the", "of", "and", "for", "a", "an", "in", "to"})


def slug(text: str, words: int | None = None) -> str:
    """A text as lower-case words joined by hyphens; of at most `words` telling words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"['’]", "", plain.lower())
    parts = re.findall(r"[a-z0-9]+", plain)
    if words is not None:
        parts = [part for part in parts if part not in _LITTLE_WORDS][:words] or parts[:words]
    return "-".join(parts)


def bare_label(label: str) -> str:
    """A printed label without the word for what it is: "Recommendation BE1" is "BE1"."""
    return _LABEL_WORDS.sub("", label.strip()) or label


def label_slug(label: str) -> str:
    """A printed label as the second half of a reference: "Recommendation BE1" is `be1`."""
    short = bare_label(label)
    plain = unicodedata.normalize("NFKD", short).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.")


def first_free(wanted: str, taken: Callable[[str], bool]) -> str:
    """`wanted`, or with `-2`, `-3` ... where it is taken."""
    if not taken(wanted):
        return wanted
    number = 2
    while taken(f"{wanted}-{number}"):
        number += 1
    return f"{wanted}-{number}"


def table_of(ref: str) -> str | None:
    """The table of a serial reference (`act-17` is actions), or None for one made of words."""
    prefix, _, number = ref.rpartition("-")
    if not number.isdigit():
        return None
    for table, known in SERIAL_PREFIXES.items():
        if prefix == known:
            return table
    return None


def natural_key(ref: str) -> tuple[tuple[int, int, str], ...]:
    """A key under which 4.2 comes before 4.10, and `act-9` before `act-10`."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.findall(r"\d{1,9}|\D+|\d+", ref)
    )
