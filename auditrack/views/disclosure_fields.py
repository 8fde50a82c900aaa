"""The texts of the register by record and field: those that could become public, or every one."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from auditrack.model.change import Records
from auditrack.views.date_fields import DATES
from auditrack.views.export_fields import KINDS

PUBLIC: Mapping[str, tuple[str, ...]] = {
    "board": ("name", "predecessors"),
    "reviews": ("title", "boards", "published_text", "delay_public"),
    "recommendations": ("label", "text", "public_wording", "title", "group", "theme_heading"),
    "findings": ("label", "text", "public_wording", "group", "theme_heading"),
    "replies": ("public_wording",),
    "decisions": ("public_wording",),
    "actions": ("label", "public_wording"),
    "evidence": ("public_wording",),
    "themes": ("name", "definition"),
    "agencies": ("name", "aliases"),
    "subgroups": ("title",),
    "heading_sets": ("edition", "source"),
    "headings": ("text", "source"),
    "heading_checks": ("by", "source"),
    "agency_comments": ("said", "answer"),
}
"""The fields that a public file may print, or that stand where one does."""

_NOT_LOOKED_AT = frozenset({"watch_names", "releases", "roles"})
"""The lists of what is looked for and let through, and the logins of those with roles."""

_NO_TEXT = frozenset({"ref", "rev", "import_ref", "fingerprint", "head_hash", "status", "state"})
_NAMING = (
    "review", "serves", "recommendation", "on_ref", "of", "action", "audit", "a", "b", "link",
    "publication", "what", "form", "export",
)  # fmt: skip
"""The fields by which a record that hangs on another names it."""

_HANGING = (
    "recommendations", "findings", "windows", "proceedings", "told", "actions", "evidence",
    "audits", "criteria", "replies", "decisions", "updates", "extensions", "links", "theme_links",
    "mentions", "meeting_items", "imports", "publications", "agency_comments", "sign_offs",
    "exports", "return_questions",
)  # fmt: skip
"""Tables of what hangs on a review, each below those that it hangs on."""


SHOWN: tuple[str, ...] = (
    *("name", "predecessors", "title", "boards", "label", "text", "what", "shows", "reason"),
    *("delay_public", "theme_heading"),
)
"""The fields that hold words in the records that `views.public_records` makes."""


class Text(NamedTuple):
    """One text of one field of one record."""

    ref: str
    field: str
    text: str


def texts_of(records: Records, review: str | None = None, *, all_texts: bool) -> Iterator[Text]:
    """The texts of records, table by table in order of entry.

    Args:
        records: the state to read.
        review: only this review and what hangs on it.
        all_texts: every text, withdrawn ones too; else what could become public.
    """
    within = None if review is None else hanging_on(records, review)
    tables = sorted(KINDS.keys() - _NOT_LOOKED_AT) if all_texts else PUBLIC
    for table in tables:
        for document in records.select(table):
            ref = str(document["ref"])
            if within is not None and ref not in within:
                continue
            if not all_texts and document.get("withdrawn_on"):
                continue
            fields = document if all_texts else PUBLIC[table]
            for field in fields:
                if field in _NO_TEXT or field in DATES.get(table, ()) or field.endswith("sha256"):
                    continue
                yield from _of(ref, field, document.get(field))


def texts_shown(public: Records, review: str | None = None) -> Iterator[Text]:
    """The words of records that are public already, in the words that are printed.

    Args:
        public: what may be public, of `views.public_records`.
        review: only this review and what hangs on it.
    """
    within = None if review is None else hanging_on(public, review)
    for table in PUBLIC:
        for document in public.select(table):
            ref = str(document["ref"])
            if within is None or ref in within:
                for field in SHOWN:
                    yield from _of(ref, field, document.get(field))


def hanging_on(records: Records, review: str) -> frozenset[str]:
    """The references of a review and of what hangs on it."""
    found = {review}
    added: dict[str, set[str]] = {}
    for link in records.select("serves"):
        added.setdefault(str(link.get("record")), set()).add(str(link.get("serves")))
    for table in _HANGING:
        for document in records.select(table):
            ref = str(document["ref"])
            named = {one for field in _NAMING for one in _each(document.get(field))}
            if not found.isdisjoint(named | added.get(ref, set())):
                found.add(ref)
    return frozenset(found)


def _of(ref: str, field: str, value: Any) -> Iterator[Text]:
    if isinstance(value, int) and not isinstance(value, bool):
        return
    for one in _each(value):
        if one.strip():
            yield Text(ref, field, one)


def _each(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, (list, tuple)) else (value,):
        if isinstance(one, str):
            yield one
