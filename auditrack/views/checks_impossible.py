"""Rows of what no entry would have let in, for the checks of it: read from records as they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from auditrack.analysis.checks.rows import (
    CheckedDate,
    CheckedNext,
    CheckedPeriod,
    CheckedPointer,
    CheckedUnfit,
)
from auditrack.model.change import Records
from auditrack.model.dates import DateError, interval, strict_interval
from auditrack.themes.lexicon import library
from auditrack.views.date_fields import DATES, PERIODS
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, standing
from auditrack.views.steady import left_out

Document = Mapping[str, Any]

_SERVED = ("recommendations", "findings", "reviews", "actions")
_ASKS = ("recommendations", "findings")

POINTERS: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "agencies": (("replaced_by", "the body that follows it", ("agencies",)),),
    "leads": (("agency", "its agency", ("agencies",)),),
    "reviews": (("superseded_by", "the review that took its place", ("reviews",)),),
    "windows": (("review", "its review", ("reviews",)),),
    "proceedings": (("review", "their review", ("reviews",)),),
    "told": (
        ("review", "its review", ("reviews",)),
        ("export", "the document that was sent", ("exports",)),
    ),
    "recommendations": (
        ("review", "its review", ("reviews",)),
        ("agencies", "an agency it asks", ("agencies",)),
    ),
    "findings": (
        ("review", "its review", ("reviews",)),
        ("led_to", "a recommendation it led to", ("recommendations",)),
    ),
    "replies": (
        ("recommendation", "the recommendation it answers", ("recommendations",)),
        ("agency", "the agency that replied", ("agencies",)),
        ("form", "the return form that asked it", ("return_forms",)),
    ),
    "return_forms": (
        ("agency", "its agency", ("agencies",)),
        ("asks", "a record that is on it", ("recommendations", "actions")),
        ("replaced_by", "the form that took its place", ("return_forms",)),
    ),
    "reminders": (("form", "its return form", ("return_forms",)),),
    "return_questions": (("form", "its return form", ("return_forms",)),),
    "decisions": (("on_ref", "the record it is on", (*_SERVED, "evidence", "audits", "themes")),),
    "actions": (
        ("serves", "a record it serves", _SERVED),
        ("agency", "its agency", ("agencies",)),
    ),
    "updates": (("action", "its action", ("actions",)),),
    "extensions": (("action", "its action", ("actions",)),),
    "serves": (
        ("record", "what serves", ("actions", "evidence", "audits")),
        ("serves", "what is served", (*_SERVED, "audits")),
    ),
    "evidence": (
        ("serves", "a record it serves", (*_SERVED, "audits")),
        ("audit", "its audit", ("audits",)),
        ("agency", "its agency", ("agencies",)),
    ),
    "audits": (
        ("serves", "a record it tests", _SERVED),
        ("themes", "a theme it tests", ("themes",)),
        ("agencies", "an agency it covers", ("agencies",)),
    ),
    "criteria": (
        ("audit", "its audit", ("audits",)),
        ("like", "the earlier question it goes on from", ("criteria",)),
    ),
    "theme_links": (
        ("of", "the record it links", _ASKS),
        ("theme", "its theme", ("themes",)),
    ),
    "mentions": (("link", "the link it dates", ("theme_links",)),),
    "themes": (
        ("merged_into", "the theme it was merged into", ("themes",)),
        ("split_from", "the theme it was split from", ("themes",)),
        ("parent", "the theme above it", ("themes",)),
    ),
    "phrases": (("theme", "its theme", ("themes",)),),
    "recurrence_reasons": (
        ("theme", "its theme", ("themes",)),
        ("agency", "its agency", ("agencies",)),
    ),
    "watch_names": (("review", "its review", ("reviews",)),),
    "publications": (("what", "what it is of", ("reviews",)),),
    "sign_offs": (("publication", "what was signed off", ("publications",)),),
    "agency_comments": (
        ("publication", "what it comments on", ("publications",)),
        ("agency", "its agency", ("agencies",)),
        ("export", "the document that was sent", ("exports",)),
    ),
    "headings": (("set", "its heading set", ("heading_sets",)),),
    "other_board_themes": (
        ("other_board", "the board that raised it", ("other_boards",)),
        ("same_as", "the theme that it is the same as", ("themes",)),
    ),
    "links": (
        ("a", "the first recommendation", ("recommendations",)),
        ("b", "the other recommendation", ("recommendations",)),
    ),
}
"""The fields that name other records, by table: what the other is to it, and where it stands."""

_GOES_ON = {"supersedes": ("b", "a"), "folds-into": ("a", "b")}
_FOLLOWED = (
    ("reviews", "superseded_by", "review"),
    ("agencies", "replaced_by", "agency"),
    ("themes", "merged_into", "theme"),
    ("themes", "parent", "parent"),
)


def unfit(facts: Facts) -> Iterator[CheckedUnfit]:
    """Records that cannot be read as what they are."""
    return (CheckedUnfit(ref, problem) for _, ref, problem in left_out(facts.records))


def nexts(facts: Facts) -> Iterator[CheckedNext]:
    """What goes on in what, and links of a record with itself."""
    records = facts.records
    for link in standing(records, records.select("links"), facts.as_at):
        if not link.get("confirmed", True) or not seen(link.get("on"), facts.as_at):
            continue
        goes_on = _GOES_ON.get(link.get("as", ""))
        if goes_on:
            yield CheckedNext("ask", str(link.get(goes_on[0])), str(link.get(goes_on[1])))
        elif link.get("a") == link.get("b"):
            yield CheckedNext("link", str(link.get("a")), str(link.get("b")))
    for table, field, kind in _FOLLOWED:
        for document in _live(records, table):
            if document.get(field):
                yield CheckedNext(kind, document["ref"], str(document[field]))


def dates(facts: Facts) -> Iterator[CheckedDate]:
    """Stored dates that are none. Most are written alike, so each writing is read once."""
    known: set[object] = {None}
    for table, fields in DATES.items():
        for document in _live(facts.records, table):
            for field, what in fields.items():
                value = document.get(field)
                if value in known:
                    continue
                if _is_date(value):
                    known.add(value)
                else:
                    yield CheckedDate(document["ref"], what, value)


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        strict_interval(value)
    except DateError:
        return False
    return True


def periods(facts: Facts) -> Iterator[CheckedPeriod]:
    """Periods with both ends known."""
    for table, (start, end, what) in PERIODS.items():
        for document in _live(facts.records, table):
            first, last = interval(document.get(start)), interval(document.get(end))
            if first is not None and last is not None:
                yield CheckedPeriod(document["ref"], what, first, last)


def pointers(facts: Facts) -> Iterator[CheckedPointer]:
    """Records that name one which is not on record."""
    records = facts.records

    unreadable = {(table, ref) for table, ref, _ in left_out(records)}

    @cache
    def refs_of(tables: tuple[str, ...]) -> set[str]:
        refs = {document["ref"] for table in tables for document in records.select(table)}
        refs |= {ref for table, ref in unreadable if table in tables}
        return refs | {theme.id for theme in library()} if "themes" in tables else refs

    for table, fields in POINTERS.items():
        documents = tuple(_live(records, table))
        # Nearly always all that a field names is known: then nobody need look who names it.
        astray = [one for one in fields if not _named(documents, one[0]) <= refs_of(one[2])]
        for document in documents if astray else ():
            for field, what, tables in astray:
                for one in _each(document.get(field)):
                    if one not in refs_of(tables):
                        yield CheckedPointer(document["ref"], what, one)


def _named(documents: Iterable[Document], field: str) -> set[str]:
    """All that a field of some records names."""
    return {one for value in {one.get(field) for one in documents} for one in _each(value)}


def _each(named: str | Sequence[str] | None) -> Sequence[str]:
    return (named,) if isinstance(named, str) and named else named or ()


def serving_nothing(facts: Facts) -> Iterator[str]:
    """Actions, evidence and audits that serve no record, nor test a theme."""
    later = facts.records.index("serves", "record")
    for table, *instead in (("actions",), ("evidence", "audit"), ("audits", "themes")):
        for document in _live(facts.records, table):
            if document.get("serves") or any(map(document.get, instead)):
                continue
            if not any("withdrawn_on" not in one for one in later.get(document["ref"], ())):
                yield document["ref"]


def _live(records: Records, table: str) -> Iterator[Document]:
    """The records of a table that nobody withdrew."""
    return (one for one in records.select(table) if not one.get("withdrawn_on"))
