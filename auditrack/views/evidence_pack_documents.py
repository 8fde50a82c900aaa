"""The index of an evidence pack: every document that bears on a theme, numbered once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as numbered_as
from typing import Any

from msgspec.structs import replace

from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.evidence import Evidence
from auditrack.model.record import view_of
from auditrack.model.refs import natural_key
from auditrack.model.words import EVIDENCE_STATES, LEVELS, RESULTS, word
from auditrack.views.actions import served_by, serving
from auditrack.views.board import agency_name, lead_title
from auditrack.views.facts import Facts
from auditrack.views.imported import imports_of
from auditrack.views.seen import seen, stands

NOT_KEPT = "where it is kept is not on record"

_APART = frozenset({"returned", "expired"})


@dataclass(frozen=True)
class IndexedDocument:
    """A document of the pack. `number` is its place in the index ("E3"), `ref` its record.

    Of a review's own document `level` is "", and `ref` the review's. Dates are data, "" where
    blank. `filed_by` and `accepted_by` are roles, never names of people. `link` is where it is
    kept; `sha256` the fingerprint of the file, and `is_kept` says whether that file lies in the
    register, called `file`.
    """

    number: str
    ref: str
    shows: str
    level: str
    about: str
    result: str
    filed_on: str
    filed_by: str
    state: str
    accepted_on: str
    accepted_by: str
    returned_why: str
    agency: str
    serves: tuple[str, ...]
    audit: str
    difference: str
    link: str
    file: str
    sha256: str
    is_kept: bool

    @property
    def is_evidence(self) -> bool:
        """Whether it is a piece of evidence, and not a review's own document."""
        return bool(self.level)


def index_of(
    facts: Facts, reviews: Sequence[str], asks: Iterable[str], audits: Iterable[str]
) -> tuple[tuple[IndexedDocument, ...], tuple[IndexedDocument, ...]]:
    """What is in force, and what was returned or has expired, numbered one after the other.

    Args:
        facts: the facts of the day.
        reviews: the reviews whose own documents count, in order.
        asks: the recommendations and findings that evidence may serve.
        audits: the audits that evidence may belong to.
    """
    found = sorted((_on_the_day(facts, one) for one in _evidence(facts, asks, audits)), key=_place)
    documents = [one for review in reviews for one in _of_review(facts.records, review)]
    in_force = [_indexed(facts, one) for one in found if one.state not in _APART]
    apart = [_indexed(facts, one) for one in found if one.state in _APART]
    numbered = [
        numbered_as(one, number=f"E{place}")
        for place, one in enumerate((*documents, *in_force, *apart), start=1)
    ]
    stands_to = len(documents) + len(in_force)
    return tuple(numbered[:stands_to]), tuple(numbered[stands_to:])


def _evidence(facts: Facts, asks: Iterable[str], audits: Iterable[str]) -> Iterable[Evidence]:
    """The evidence on asks, on their actions, and of audits; each once."""
    records = facts.records
    found: dict[str, Mapping[str, Any]] = {}
    for ref in asks:
        for shown in facts.standing.shown(ref):
            found[str(shown.document["ref"])] = shown.document
    belonging = records.index("evidence", "audit")
    for audit in audits:
        for document in (*belonging.get(audit, ()), *serving(records, "evidence", audit)):
            about = document.get("about") or document.get("filed_on")
            if seen(about, facts.as_at) and stands(records, document, facts.as_at):
                found[str(document["ref"])] = document
    return [view_of(Evidence, document) for document in found.values()]


def _on_the_day(facts: Facts, one: Evidence) -> Evidence:
    """Evidence as it stood: what was accepted later was not accepted yet."""
    if one.state == "accepted" and not seen(one.accepted_on, facts.as_at):
        return replace(one, state="filed", accepted_on=None, accepted_by=None, accepted_lead=None)
    return one


def _place(one: Evidence) -> tuple[str, Any]:
    days = interval(one.about or one.filed_on)
    return days.latest.isoformat() if days else "9999", natural_key(one.ref)


def _indexed(facts: Facts, one: Evidence) -> IndexedDocument:
    records = facts.records
    document = records.get("evidence", one.ref) or {}
    return IndexedDocument(
        number="",
        ref=one.ref,
        shows=one.shows,
        level=f"{one.level}, {LEVELS.get(one.level, 'not known')}",
        about=one.about or "",
        result=word(RESULTS, one.result, "does not say"),
        filed_on=one.filed_on or "",
        filed_by=_role(records, one.filed_lead),
        state=_state(one, document),
        accepted_on=one.accepted_on or "",
        accepted_by=_role(records, one.accepted_lead) if one.accepted_on else "",
        returned_why=one.returned_why or "",
        agency=agency_name(records, one.agency) if one.agency else "",
        serves=served_by(records, document),
        audit=one.audit or "",
        difference=one.difference or "",
        link=one.at or "",
        file=(one.file_name or "a copied file") if one.file_sha256 else "",
        sha256=one.file_sha256 or "",
        is_kept=bool(one.file_sha256),
    )


def _state(one: Evidence, document: Mapping[str, Any]) -> str:
    said = word(EVIDENCE_STATES, one.state)
    if one.accepted_on and document.get("overridden"):
        return f"{said} by override of the second person: {document.get('override_why') or ''}"
    return f"{said}, not accepted yet" if one.state == "filed" else said


def _role(records: Records, lead: str | None) -> str:
    return lead_title(records, lead) if lead else "a role that is not on record"


def _of_review(records: Records, ref: str) -> Iterable[IndexedDocument]:
    """The documents that a review was taken in from; else the one that it names."""
    review = records.get("reviews", ref) or {}
    title = str(review.get("title") or ref)
    taken = [(one.get("file"), one.get("sha256")) for one in imports_of(records, ref)]
    named = [(review.get("source_file"), review.get("source_sha256"))]
    for file, sha256 in taken or named:
        if file or sha256:
            yield _source(ref, title, str(file or ""), str(sha256 or ""))


def _source(ref: str, title: str, file: str, sha256: str) -> IndexedDocument:
    return IndexedDocument(
        number="",
        ref=ref,
        shows=f"The document of {title}",
        level="",
        about="",
        result="",
        filed_on="",
        filed_by="",
        state="",
        accepted_on="",
        accepted_by="",
        returned_why="",
        agency="",
        serves=(ref,),
        audit="",
        difference="",
        link="",
        file=file,
        sha256=sha256,
        is_kept=False,
    )
