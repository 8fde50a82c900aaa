"""Headings that stand among the rows, or over a table: what they say for the rows below."""

import re
from collections.abc import Sequence

from auditrack.intake.bodies import is_body
from auditrack.intake.sheets.pages import Cell, SheetPage

_KINDS = (
    r"scrs?|lcsprs?|csprs?|sars?|dhrs?|dardrs?|susrs?|imrs?|mac?rs?|rapid\s+review"
    r"|(?:serious\s+case|practice|learning|safeguarding\s+adults?|domestic\s+homicide|case"
    r"|thematic|partnership)\s+reviews?"
)
_REVIEW = re.compile(
    rf"\b(?:{_KINDS})\b|^(?:re:?\s+)?(?:the\s+)?(?:child|baby|adult|family|young\s+person|case)"
    r"\s+(?:[A-Z]{1,3}\d{0,3}|\d{1,3}|[A-Z][a-z]+)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"[\s:,-]*\b(?:(?:combined|composite|multi-agency|single[\s-]agency|joint|overview|draft)\s+)*"
    r"(?:action\s+(?:plan|tracker|log)s?|recommendations?(?:\s+and\s+actions?)?|tracker|actions?)\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:reviews|scrs|sars|dhrs|csprs|lcsprs|and|all|from)\b", re.IGNORECASE)
_FOOT = re.compile(
    r"(?:version|v\d|page\s+\d|printed|last\s+(?:updated|reviewed|printed)|updated\s+by|prepared\s+by"
    r"|produced\s+by|notes?\b|source:|official|confidential|restricted|end\s+of|n\.?b\.?\b|\*|©)",
    re.IGNORECASE,
)
_LONGEST = 160


def review_named(text: str) -> str | None:
    """The one review that a heading names: "SCR Child A: action plan" gives "SCR Child A"."""
    words = " ".join(text.split())
    bare = _PLAN.sub("", words).strip(" :,-") or words
    if len(bare) > _LONGEST or not _REVIEW.search(bare) or _SEVERAL.search(bare):
        return None
    # A plan for reviews of a kind names none of them: "SCR action plan".
    return None if re.fullmatch(rf"(?:{_KINDS})", bare, re.IGNORECASE) else bare


def body_named(text: str) -> str | None:
    """The body that a heading names, for the rows below it."""
    words = " ".join(text.split()).strip(" :")
    return words if len(words.split()) <= 6 and is_body(words, weak=True) else None


def review_over(page: SheetPage, header: Sequence[int]) -> str | None:
    """The review that a title over the table names, else the sheet's own name."""
    for row in reversed([row for row in page.rows if row.place < header[0]]):
        own = [cell for cell in row.cells if cell.text and not cell.merged]
        if len(own) == 1 and (named := review_named(own[0].text)):
            return named
    return review_named(page.name) if not page.name.lower().endswith((".csv", ".tsv")) else None


def is_foot(own: Sequence[Cell]) -> bool:
    """Whether a row is a note below a table: its version, its page, who printed it."""
    return len(own) <= 3 and bool(_FOOT.match(own[0].text))


def is_surely_a_heading(text: str) -> bool:
    """Whether words that stand alone among the asks are a heading: a body, a review, in capitals.

    Other words are taken as the ask that they may be: a row too many is seen, one too few is lost.
    """
    words = text.strip()
    if len(words.split()) > 6 or words.endswith((".", ";")):
        return False
    return bool(body_named(words) or review_named(words)) or words.isupper() or words.endswith(":")
