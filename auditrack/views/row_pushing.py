"""Where the recommendations lie that a filter may let through, said so that a database finds them.

What is said here lets through all that the filter does, or more: the filter itself is asked of
every row that comes back. Names are made into references first: agencies, reviews, themes and
leads are few.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from auditrack.model.refs import slug
from auditrack.register.filters import All, AnyOf, Filter, where
from auditrack.views.facts import Facts
from auditrack.views.row_filter import RowFilter
from auditrack.views.sparse import PagingRecords

_MOST_NAMES = 60
"""A word in more names than this is no way to find anything."""

_MOST = 20_000
"""So many recommendations are named one by one at the most."""

_LEAST = 2
"""A word of fewer letters stands in nearly every text."""


@dataclass(frozen=True)
class Sought:
    """Where to look: what `filter` finds, or everything without one, and what `refs` name.

    `by_refs`: only what `refs` name.
    """

    filter: Filter | None = None
    refs: tuple[str, ...] = ()
    by_refs: bool = False


def sought(chosen: RowFilter, facts: Facts, records: PagingRecords) -> Sought:
    """Where the recommendations that a filter may let through are found."""
    for name, values in chosen.fields:
        if name == "theme":
            refs = _of_themes(facts, records, partial(_fits_any, tuple(map(slug, values))))
            if refs is not None:
                return Sought(refs=tuple(refs), by_refs=True)
    parts: list[Filter] = []
    further: dict[str, None] = {}
    for name, values in chosen.fields:
        part = _field(name, values, facts)
        if part is not None:
            parts.append(part)
    for word in chosen.words:
        part = _word(word, facts)
        others = None if part is None else _named(word, facts, records)
        if part is not None and others is not None:
            parts.append(part)
            further |= others
    return Sought(All(tuple(parts)) if parts else None, tuple(further))


def _field(name: str, values: Iterable[str], facts: Facts) -> Filter | None:
    """`agency:` and `review:` as a condition; None for what is asked row by row."""
    if name not in ("agency", "review"):
        return None
    table, field = ("agencies", "agencies") if name == "agency" else ("reviews", "review")
    wanted = [one for one in map(slug, values) if one]
    if not wanted:
        return None
    fitting: list[str] = []
    for document in facts.records.select(table):
        names = (str(document["ref"]), str(document.get("name") or document.get("title") or ""))
        if any(one in slug(said) for one in wanted for said in names):
            fitting.append(str(document["ref"]))
    if len(fitting) > _MOST_NAMES * 10:
        return None
    among = where(field).has_any if name == "agency" else where(field).one_of
    # One that is not on record is found by its reference alone.
    pieces = [where(field).contains_text(_longest(one)) for one in wanted]
    return AnyOf((among(fitting), *pieces) if fitting else tuple(pieces))


def _longest(said: str) -> str:
    pieces: list[str] = re.findall(r"[a-z0-9]+", said) or [said]
    return max(pieces, key=len)


def _word(word: str, facts: Facts) -> Filter | None:
    """A word in a recommendation's own text, or in what its agencies and review are called."""
    if len(word) < _LEAST:
        return None
    agencies = _called(facts, "agencies", "name", word)
    reviews = _called(facts, "reviews", "title", word)
    if len(agencies) > _MOST_NAMES or len(reviews) > _MOST_NAMES:
        return None
    said: list[Filter] = [
        where(field).contains_text(word) for field in ("text", "ref", "label", "agencies", "review")
    ]
    said += [where("agencies").has_any(agencies)] if agencies else []
    said += [where("review").one_of(reviews)] if reviews else []
    return AnyOf(tuple(said))


def _called(facts: Facts, table: str, field: str, word: str) -> list[str]:
    return [
        str(document["ref"])
        for document in facts.records.select(table)
        if word in str(document.get(field) or "").casefold()
    ]


def _named(word: str, facts: Facts, records: PagingRecords) -> dict[str, None] | None:
    """The recommendations that a word finds by their themes and leads; None where too many are."""
    refs = _of_themes(facts, records, lambda said: word in said.casefold())
    if refs is None:
        return None
    leads = _called(facts, "leads", "title", word)
    if len(leads) > _MOST_NAMES:
        return None
    led: list[Filter] = [where("lead").contains_text(word)]
    led += [where("lead").one_of(leads)] if leads else []
    found = records.found("actions", AnyOf(tuple(led)), _MOST + 1)
    if len(found) > _MOST:
        return None
    for action in found:
        refs |= dict.fromkeys(map(str, action.get("serves", ())))
    return refs


def _fits_any(wanted: tuple[str, ...], said: str) -> bool:
    return any(one and one in slug(said) for one in wanted)


def _of_themes(
    facts: Facts, records: PagingRecords, fits: Callable[[str], bool]
) -> dict[str, None] | None:
    """What is linked to the themes of which a name fits; None where too many are."""
    theming = facts.theming
    now = {theme for theme in theming.themes if any(map(fits, theming.found_by(theme)))}
    ids = [theme for theme in theming.known if theming.now(theme) in now]
    if not ids:
        return {}
    if len(ids) > _MOST_NAMES:
        return None
    found = records.found("theme_links", where("theme").one_of(ids), _MOST + 1)
    return None if len(found) > _MOST else {str(link["of"]): None for link in found}
