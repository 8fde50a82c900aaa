"""From what a person typed to the record, or the theme, that a command is about."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.commands import given
from auditrack.commands.desk import Desk, refuse
from auditrack.model.change import Records
from auditrack.model.refs import slug, table_of
from auditrack.views.find import KINDS, resolve

Found = tuple[str, Mapping[str, Any]]
"""A table and a document."""

SERVED = ("recommendations", "findings", "reviews", "actions")
"""What an action, a piece of evidence or an audit may serve."""


def found(desk: Desk, typed: str, *tables: str) -> Found:
    """The record meant, withdrawn or not.

    Raises:
        RefusedError: `unknown-reference` with the nearest known, or `ambiguous-reference`.
    """
    wanted = typed.strip().casefold()
    # A serial reference tells its table; the others need not be read for it.
    own = table_of(wanted)
    table, ref = resolve(
        desk.records, wanted, sorted(tables, key=lambda name: name != own) if own else tables
    )
    document = desk.get(table, ref)
    if document is None:
        raise refuse("unknown-reference", f"{ref} cannot be read.", ref=ref)
    return table, document


def record(desk: Desk, typed: str, *tables: str) -> Found:
    """The record meant, which must still stand.

    Raises:
        RefusedError: as `found`, and `withdrawn`.
    """
    table, document = found(desk, typed, *tables)
    must_stand(document, table)
    return table, document


def document(desk: Desk, typed: str, table: str) -> Mapping[str, Any]:
    """The record of one table that is meant, which must still stand."""
    return record(desk, typed, table)[1]


def must_stand(document: Mapping[str, Any], table: str) -> None:
    """Refuse a record that was withdrawn."""
    if document.get("withdrawn_on"):
        ref = str(document["ref"])
        raise refuse(
            "withdrawn",
            f"The {KINDS[table]} {ref} was withdrawn on {document['withdrawn_on']}: "
            f"{document.get('withdrawn_why') or 'no reason recorded'}.",
            ref=ref,
            todo="Reinstate it first if it should stand.",
        )


def served(desk: Desk, typed: tuple[str, ...], *tables: str) -> tuple[str, ...]:
    """The references of what something serves, each once."""
    refs = (str(record(desk, one, *(tables or SERVED))[1]["ref"]) for one in typed)
    return tuple(dict.fromkeys(refs))


def note_of_whole_reviews(desk: Desk, what: str, targets: Iterable[Mapping[str, Any]]) -> None:
    """Say of what is filed for a whole review that it reaches no recommendation and no theme."""
    targets = list(targets)
    reviews = [str(one["ref"]) for one in targets if desk.get("reviews", str(one["ref"]))]
    if reviews and len(reviews) == len(targets):
        desk.notes.append(
            f"{what} is for the whole of {', '.join(reviews)}: it counts for no recommendation "
            "and no theme. Name those that it is about with --for or --theme."
            if what == "The audit"
            else f"{what} is for the whole of {', '.join(reviews)}: it counts for no "
            "recommendation and no theme until it says which, with: auditrack evidence also"
        )


def review_of(table: str, document: Mapping[str, Any]) -> str:
    """The review that a review, recommendation or finding belongs to."""
    return str(document["ref"] if table == "reviews" else document.get("review", ""))


def theme_that_stands(records: Records, typed: str) -> str:
    """As `theme_as_typed`, for what is done to the theme itself: a merged one is not the other.

    Raises:
        RefusedError: as there, and where it went into another (`merged-already`).
    """
    from auditrack.views.theming import Theming

    theme = theme_as_typed(records, typed)
    named = slug(given.line(typed, "theme")).replace("-", "_")
    if named != theme and Theming(records).now(named) == theme:
        raise refuse(
            "merged-already",
            f"{named} was merged and goes on as {theme}.",
            ref=named,
            todo=f"Name {theme} if that is the one you mean.",
        )
    return theme


def theme_as_typed(records: Records, typed: str) -> str:
    """The theme meant by an id, a name or an unambiguous start; a merged one leads to the other.

    Raises:
        RefusedError: there is none (`unknown-theme`) or several (`ambiguous-reference`).
    """
    # The library of themes is read only when somebody names one.
    from auditrack.views.theming import Theming

    theming = Theming(records)
    wanted = slug(given.line(typed, "theme"))
    names = {theme_id: slug(theme.name) for theme_id, theme in theming.themes.items()}
    merged = theming.now(wanted.replace("-", "_"))
    if merged in names:
        return merged
    exact = [theme_id for theme_id, name in names.items() if wanted in (slug(theme_id), name)]
    found = exact or [
        theme_id
        for theme_id, name in names.items()
        if wanted and (slug(theme_id).startswith(wanted) or name.startswith(wanted))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise refuse(
            "ambiguous-reference",
            f'"{typed}" is the start of {len(found)} themes: {", ".join(sorted(found)[:5])}.',
            ref=typed,
            todo="Type more of it.",
        )
    said = {spelt: theme_id for theme_id, name in names.items() for spelt in (name, slug(theme_id))}
    near = difflib.get_close_matches(wanted, said, n=5, cutoff=0.5)
    nearest = ", ".join(dict.fromkeys(said[spelt] for spelt in near))
    raise refuse(
        "unknown-theme",
        f'No theme is called "{typed}".',
        ref=typed,
        todo=f"Did you mean {nearest}?"
        if nearest
        else "See the themes with: auditrack theme list. Enter a new one with theme add.",
    )


def theme_named(desk: Desk, typed: str) -> str | None:
    """The theme of exactly this id: where a recommendation is expected, a start means nothing."""
    from auditrack.views.theming import Theming  # the library is read only where it may be meant

    theming = Theming(desk.records)
    theme = theming.now(slug(typed).replace("-", "_"))
    return theme if theme in theming.themes else None
