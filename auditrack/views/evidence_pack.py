"""What the record holds on one theme, for whoever asks to see it: an inspector's evidence pack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from auditrack.analysis.facts import ReviewFact
from auditrack.analysis.position import Position, position
from auditrack.model.change import Head, Records, Refusal, RefusedError
from auditrack.model.dates import data_string
from auditrack.model.words import FINDING_KINDS, REVIEW_TYPES, word
from auditrack.views.board import is_demonstration
from auditrack.views.embargo import is_embargoed
from auditrack.views.evidence_pack_asks import AskInPack, asks_of
from auditrack.views.evidence_pack_audits import AuditInPack, PlannedTest, audits_of, planned_of
from auditrack.views.evidence_pack_documents import IndexedDocument, index_of
from auditrack.views.evidence_pack_gaps import Gap, gaps_of
from auditrack.views.facts import Facts
from auditrack.views.recurrence_reasons import Reason, reasons_given
from auditrack.views.seen import stands
from auditrack.views.themes_paper import SAFE, decisions_on, nothing_of_type, review_note
from auditrack.views.wording import when

if TYPE_CHECKING:
    from auditrack.register.protocol import Store


@dataclass(frozen=True)
class FindingInPack:
    """What a review found or taught on the theme, verbatim."""

    ref: str
    review: str
    kind: str
    text: str
    documents: tuple[str, ...]


@dataclass(frozen=True)
class ReviewInPack:
    """A review that speaks of the theme. `published` is data; `practice` the periods examined.

    `counts` says whether it raises the theme for this board, `note` what else to know of it, and
    `documents` are the numbers of its own documents in the index.
    """

    ref: str
    title: str
    type: str
    published: str
    practice: tuple[str, ...]
    counts: str
    note: str
    documents: tuple[str, ...]


@dataclass(frozen=True)
class EvidencePack:
    """Everything on record about one theme on a day, from the register at `head`.

    `documents` is the index of what is in force, `apart` what was returned or has expired.
    `gaps` say what is not on record. `unpublished` are reviews in it that may not be spoken of
    outside yet.
    """

    board: str
    marking: str
    demonstration: bool
    as_at: date
    head: Head
    theme: str
    name: str
    definition: str
    merged_from: tuple[str, ...]
    suggested: int
    position: Position
    reviews: tuple[ReviewInPack, ...]
    findings: tuple[FindingInPack, ...]
    recommendations: tuple[AskInPack, ...]
    audits: tuple[AuditInPack, ...]
    planned: tuple[PlannedTest, ...]
    documents: tuple[IndexedDocument, ...]
    apart: tuple[IndexedDocument, ...]
    reasons: tuple[Reason, ...]
    decided: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]
    unpublished: tuple[str, ...]

    @property
    def numbers(self) -> dict[str, str]:
        """The number in the index of each piece of evidence, by its reference."""
        found = (*self.documents, *self.apart)
        return {document.ref: document.number for document in found if document.is_evidence}


def evidence_pack_of(
    register: "Store", theme: str, as_at: date, records: Records | None = None
) -> EvidencePack:
    """The evidence pack of a theme.

    Args:
        register: the register; the pack stands at its head.
        theme: the theme's id; one that was merged goes on as the other.
        as_at: the day to judge by.
        records: the state to report, as recorded at an earlier entry (default: the live one).

    Raises:
        RefusedError: it is a type of action (`no-position`), or nothing on record speaks of it
            (`nothing-to-report`).
    """
    state = register if records is None else records
    facts = Facts(state, as_at)
    theme_id = facts.theming.now(theme)
    if not facts.is_issue(theme_id):
        raise RefusedError(nothing_of_type(facts, theme_id))
    of_theme = facts.theme(theme_id)
    one = position(of_theme, facts.comparison(theme_id))
    reviews = _reviews(facts, theme_id)
    # What counts for the position: no ask of another board's review, or of a withdrawn one.
    asks = tuple(dict.fromkeys(row.ref for row in of_theme.counted))
    found = _findings(facts, theme_id)
    tests = of_theme.audits
    documents, apart = index_of(
        facts,
        [review.ref for review in reviews],
        (*asks, *(str(finding["ref"]) for finding in found)),
        [audit.ref for audit in tests],
    )
    planned = planned_of(facts, theme_id)
    if not (reviews or documents or apart or tests or planned):
        raise RefusedError(_nothing(facts.theming.name(theme_id)))
    # What was returned or has expired shows nothing: no block counts it.
    numbers = {doc.ref: doc.number for doc in documents if doc.is_evidence}
    audits = audits_of(facts, one, tests)
    in_pack = asks_of(facts, theme_id, asks, numbers)
    known = facts.theming.themes.get(theme_id)
    merged = facts.theming.merged_into(theme_id)
    told = tuple(_review(facts, one, review, documents) for review in reviews)
    return EvidencePack(
        board=facts.settings.name,
        marking=facts.settings.marking,
        demonstration=is_demonstration(register),
        as_at=as_at,
        head=state.head,
        theme=theme_id,
        name=facts.theming.name(theme_id),
        definition=known.definition if known else "",
        merged_from=tuple(map(facts.theming.old_name, merged)),
        suggested=of_theme.suggested,
        position=one,
        reviews=told,
        findings=tuple(_finding(facts, finding, numbers) for finding in found),
        recommendations=in_pack,
        audits=audits,
        planned=planned,
        documents=documents,
        apart=apart,
        reasons=reasons_given(facts, theme_id),
        decided=decisions_on(facts, theme_id),
        gaps=gaps_of(facts, one, told, in_pack, audits, documents),
        unpublished=tuple(
            review.name for review in reviews if is_embargoed(facts.records, review.ref)
        ),
    )


def _nothing(name: str) -> Refusal:
    return Refusal(
        "nothing-to-report",
        f'There is nothing to report: no review, recommendation, finding or audit on "{name}" is '
        "on record.",
        safe=SAFE,
        todo="See which themes records speak of: auditrack theme list.",
    )


def _reviews(facts: Facts, theme: str) -> list[ReviewFact]:
    """The reviews that speak of it and those whose recommendations are on it, by publication."""
    of_theme = facts.theme(theme)
    refs = {mention.review for mention in of_theme.mentions}
    refs |= {row.review for row in of_theme.recommendations}
    shown = {**facts.board.own, **facts.board.others}
    found = [shown[ref] for ref in refs if ref in shown]
    return sorted(
        found,
        key=lambda one: (
            one.published is None,
            one.published.earliest if one.published else date.max,
            one.ref,
        ),
    )


def _review(
    facts: Facts, one: Position, review: ReviewFact, documents: Iterable[IndexedDocument]
) -> ReviewInPack:
    record = facts.reviews[review.ref]
    raising = {case.ref for case in one.found.cases}
    counts = (
        "raises the theme"
        if review.case in raising and facts.board.is_own(review) and review.status != "withdrawn"
        else "does not count as raising it"
    )
    return ReviewInPack(
        ref=review.ref,
        title=review.name,
        type=word(REVIEW_TYPES, record.type) if record.type else "",
        published=data_string(review.published) if review.published else "",
        practice=tuple(
            f"{when(data_string(window.start) if window.start else None, 'an unknown start')} to "
            f"{when(data_string(window.end) if window.end else None, 'an unknown end')}"
            for window in review.windows
        ),
        counts=counts,
        note=review_note(facts, review),
        documents=tuple(
            doc.number for doc in documents if not doc.is_evidence and doc.ref == review.ref
        ),
    )


def _findings(facts: Facts, theme: str) -> list[dict[str, str]]:
    records = facts.records
    found = []
    for link in facts.theming.by_theme().get(theme, ()):
        document = records.get("findings", str(link["of"]))
        if document is None or not stands(records, document, facts.as_at):
            continue
        review = facts.board.own.get(str(document["review"]))
        if review is not None and review.status != "withdrawn":
            found.append(dict(document))
    return list({str(one["ref"]): one for one in found}.values())


def _finding(facts: Facts, finding: dict[str, str], numbers: dict[str, str]) -> FindingInPack:
    review = facts.reviews.get(str(finding["review"]))
    shown = facts.standing.evidence(str(finding["ref"]))
    return FindingInPack(
        ref=str(finding["ref"]),
        review=review.title if review else str(finding["review"]),
        kind=word(FINDING_KINDS, finding.get("kind")),
        text=str(finding.get("text", "")),
        documents=tuple(numbers[one.ref] for one in shown if one.ref in numbers),
    )
