"""References of new records of words, by the rules of references.

`review/label`; findings and lessons take `f-` and `l-`; unlabelled or restarting labels become
`review/agency-slug-n`; a collision takes `-2`. A reference is never used twice.
"""

import re

from auditrack.commands.desk import Desk, refuse
from auditrack.model.refs import label_slug, slug, table_of

LONGEST_SLUG = 60
"""How long the words of a reference may be."""

_REVIEW_TABLES = ("reviews",)
_ITEM_TABLES = ("recommendations", "findings")
_FINDING_PREFIX = {"lesson": "l"}


def review_reference(desk: Desk, typed: str) -> str:
    """The reference of a new review as somebody typed it.

    Raises:
        RefusedError: it is none (`bad-reference`) or is taken (`reference-taken`).
    """
    ref = "" if "/" in typed else slug(typed)
    if not ref or table_of(ref) or len(ref) > LONGEST_SLUG:
        raise refuse(
            "bad-reference",
            f'"{typed}" cannot be the reference of a review.',
            ref=typed,
            todo="Use a few words joined by hyphens, for example child-f.",
        )
    if desk.exists("reviews", ref):
        raise refuse(
            "reference-taken",
            f"The reference {ref} belongs to a review already, and none is ever used twice.",
            ref=ref,
            todo="Choose another, for example with the year.",
        )
    return ref


def title_reference(title: str) -> str:
    """The reference that a review takes from its title."""
    ref = short_slug(title) or "review"
    return f"review-{ref}" if table_of(ref) else ref


def short_slug(text: str) -> str:
    """A text as a slug of whole words, no longer than a reference may be."""
    words = slug(text)
    if len(words) <= LONGEST_SLUG:
        return words
    return words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]


def named(desk: Desk, table: str, name: str, fallback: str) -> str:
    """A free reference for a record named by words: an agency, a lead, a subgroup."""
    ref = short_slug(name) or fallback
    return desk.free(f"{fallback}-{ref}" if table_of(ref) else ref, table)


def recommendation_reference(
    desk: Desk, review: str, label: str | None, asked: str | None, restarting: bool = False
) -> str:
    """A free reference for a recommendation.

    Args:
        desk: the command being made up.
        review: the review's reference.
        label: the label as printed.
        asked: the group or agency as printed.
        restarting: whether the labels of its group start again from the beginning.
    """
    own = label_slug(label) if label else ""
    group = slug(asked, 3) if asked else ""
    taken = own and _taken(desk, f"{review}/{own}")
    if own and not (group and (restarting or taken)):
        return desk.free(f"{review}/{own}", *_ITEM_TABLES)
    if own:
        # A label that already tells its agency ("Police 3") is not told twice.
        number = own.removeprefix(f"{group}-")
        return desk.free(f"{review}/{group}-{number}", *_ITEM_TABLES)
    return _counted(desk, f"{review}/{group or 'rec'}")


def finding_reference(desk: Desk, review: str, label: str | None, kind: str) -> str:
    """A free reference for a finding (`f-`) or a lesson (`l-`)."""
    prefix = _FINDING_PREFIX.get(kind, "f")
    own = label_slug(label) if label else ""
    if not own:
        return _counted(desk, f"{review}/{prefix}")
    own = re.sub(rf"^{prefix}-(?=.)", "", own)
    return desk.free(f"{review}/{prefix}-{own}", *_ITEM_TABLES)


def _counted(desk: Desk, start: str) -> str:
    number = 1
    while _taken(desk, f"{start}-{number}"):
        number += 1
    return f"{start}-{number}"


def _taken(desk: Desk, ref: str) -> bool:
    return any(desk.exists(table, ref) for table in _ITEM_TABLES)
