"""The evidence pack of one theme: its position, its records, and every document numbered."""

from collections.abc import Iterator, Mapping
from functools import partial

from auditrack.analysis.position import CAVEAT
from auditrack.reports.evidence_pack.asks import due, findings, recommendations, replies
from auditrack.reports.evidence_pack.audits import audits
from auditrack.reports.evidence_pack.index import apart, filed, index, where
from auditrack.reports.kit.chain import chain as write_chain
from auditrack.reports.kit.chain import chain_rows, label_of, questions, where_it_stands
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.terms import BROAD_THEMES, flags_in_words
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.evidence_pack import EvidencePack


def report_of(pack: EvidencePack, copied: bool = False) -> Report:
    """What the evidence pack says.

    Args:
        pack: everything on record about the theme.
        copied: whether the kept files go into a folder beside it, under their numbers.
    """
    return Report(
        KIND,
        Imprint(
            title=f"{KIND.title}: {pack.name}",
            board=pack.board,
            period="",
            as_at=pack.as_at,
            head=pack.head,
            marking=pack.marking,
            demonstration=pack.demonstration,
        ),
        {
            **{name: partial(write, pack=pack) for name, write in _SECTIONS.items()},
            "index": partial(index, pack=pack, copied=copied),
        },
        values=_values(pack),
        rows={
            "audit": list(_audit_rows(pack)),
            "document": list(_document_rows(pack, copied)),
            "recommendation": list(_recommendation_rows(pack)),
            "chain_step": list(chain_rows(pack.position, pack.numbers)),
        },
        note=_note(pack),
        empty=frozenset(
            name for name, held in (("index", pack.documents), ("apart", pack.apart)) if not held
        ),
    )


def _note(pack: EvidencePack) -> str:
    if not pack.unpublished:
        return ""
    return (
        "It speaks of reviews that are not for outside the board yet, for proceedings are open or "
        f"publication is not agreed: {listed(list(pack.unpublished))}. Agree first who may see it."
    )


def _values(pack: EvidencePack) -> dict[str, str]:
    position = pack.position
    return {
        "theme": pack.name,
        "definition": pack.definition,
        "where_it_stands": label_of(position),
        "attention": str(position.attention),
        "reason": position.reason,
        "documents": str(len(pack.documents)),
        "caveat": CAVEAT,
    }


def _position(report: WordReport, pack: EvidencePack) -> None:
    position = pack.position
    report.heading("The theme and where it stands")
    report.paragraph(f"{CAVEAT} {BROAD_THEMES}", "Report Note")
    where_it_stands(report, position)
    report.paragraph(
        "The position keeps two questions apart: was it raised again in practice after the "
        "learning was due, and has practice been tested. It rests on the records below and on "
        "nothing else. Attention is an order of work from 10 to 1, not a measure of harm."
    )
    for name, value in (
        ("What the theme means", pack.definition or "no definition on record"),
        (
            "Raised in",
            f"{position.reviews} of the board's {counted(position.of_reviews, 'review')}",
        ),
        ("Last test of practice", _last_test(pack)),
        ("Bear in mind", flags_in_words(position.flags)),
        ("Links only suggested", _suggested(pack)),
        ("Merged from", _merged(pack)),
    ):
        if value:
            report.paragraph(value, "Report Details", lead=f"{name}: ")
    if pack.reasons:
        report.heading("Why it came back, as the board and agencies see it", 2)
        report.bullets(f"{one.by}: {one}" for one in pack.reasons)
    if pack.decided:
        report.heading("The board's decisions on the theme", 2)
        report.bullets(f"{day(on, 'No date')}: {said}" for on, said in pack.decided)


def _last_test(pack: EvidencePack) -> str:
    last = pack.position.tested.last
    if last is None:
        return "none on record"
    found = last.outcome.replace("_", " ")
    kind = "a later review" if last.kind == "review" else last.kind
    return f"{kind} {last.ref}, practice up to {day(last.day.isoformat())}: {found}"


def _suggested(pack: EvidencePack) -> str:
    if not pack.suggested:
        return ""
    return f"{pack.suggested}, counted here; nobody has confirmed or rejected them"


def _merged(pack: EvidencePack) -> str:
    return f"{listed(list(pack.merged_from))}; their past counts here" if pack.merged_from else ""


def _chain(report: WordReport, pack: EvidencePack) -> None:
    report.heading("The chain")
    if not pack.position.chain:
        report.paragraph(
            "There is no chain: no review of this board raises the theme as a weakness."
        )
        return
    report.paragraph("Every record that the position rests on, in order of time.")
    write_chain(report, pack.position, pack.numbers)


def _reviews(report: WordReport, pack: EvidencePack) -> None:
    report.heading("Reviews")
    if not pack.reviews:
        report.paragraph("No review on record speaks of the theme.")
        return
    report.table(
        Table(
            "Reviews that speak of the theme, in order of publication",
            (
                Column("Review", 5.4),
                Column("Published", 3),
                Column("Practice examined", 4.4),
                Column("To bear in mind", 4.4),
            ),
            [
                (
                    Cell(
                        short("\n".join(filter(None, (one.title, one.type))), one.ref),
                        lead=one.ref,
                    ),
                    day(one.published, "not known"),
                    "\n".join(one.practice) or "not on record",
                    "\n".join(
                        filter(
                            None,
                            (one.counts, one.note, f"Documents: {listed(list(one.documents))}"),
                        )
                        if one.documents
                        else filter(None, (one.counts, one.note, "No document of it on record"))
                    ),
                )
                for one in pack.reviews
            ],
        )
    )
    sealed = [one for one in pack.documents if not one.is_evidence and one.sha256]
    if sealed:
        report.paragraph("The reviews' own documents can be told by their SHA-256:")
        report.bullets(
            f"{one.number}, {one.file or 'a file without a name'}: {one.sha256}" for one in sealed
        )


def _questions(report: WordReport, pack: EvidencePack) -> None:
    report.heading("What would settle a doubt")
    if pack.position.questions:
        questions(report, pack.position)
    else:
        report.paragraph("No question arises from what is on record.")


def _gaps(report: WordReport, pack: EvidencePack) -> None:
    report.heading("What is not on record")
    if not pack.gaps:
        report.paragraph("Nothing that this pack looks for is missing from the record.")
        return
    report.paragraph(
        "What a reader may look for and the register does not hold. It may exist elsewhere, and "
        "what is not on record may have been done."
    )
    report.table(
        Table(
            "What is not on record, and of which records",
            (Column("Not on record", 6), Column("Of", 10)),
            [(gap.what, listed(list(gap.of)) or pack.name) for gap in pack.gaps],
        )
    )


def _audit_rows(pack: EvidencePack) -> Iterator[Mapping[str, str]]:
    for one in pack.audits:
        yield {
            "ref": one.ref,
            "on": day(one.on, "not recorded"),
            "question": one.question or "not recorded",
            "counts_as": one.counts_as,
            "looked_at": one.looked_at,
            "method": one.method or "not recorded",
            "n": one.n or "not recorded",
            "chosen": one.chosen or "not recorded",
            "standard": "; ".join(f"{name}: {said}" for name, said in one.standard)
            or "none on record",
            "outcome": one.outcome,
            "by": one.by or "not recorded",
            "independence": one.independence,
        }


def _document_rows(pack: EvidencePack, copied: bool) -> Iterator[Mapping[str, str]]:
    for one in pack.documents:
        yield {
            "number": one.number,
            "ref": one.ref,
            "shows": one.shows,
            "level": one.level if one.is_evidence else "a review's own document",
            "result": one.result if one.is_evidence else "does not apply",
            "about": day(one.about, "blank") if one.is_evidence else "does not apply",
            "filed": filed(one),
            "where": where(one, copied),
        }


def _recommendation_rows(pack: EvidencePack) -> Iterator[Mapping[str, str]]:
    for one in pack.recommendations:
        yield {
            "ref": one.ref,
            "review": one.review,
            "text": one.text,
            "asked_of": listed(list(one.asked_of)) or "nobody in particular",
            "reply": replies(one),
            "decision": one.decision,
            "delivery": one.delivery,
            "brag": one.brag,
            "why": one.brag_reason,
            "practice": one.practice,
            "due": due(one),
            "documents": listed(list(one.documents)) or "none on record",
        }


_SECTIONS = {
    "position": _position,
    "chain": _chain,
    "reviews": _reviews,
    "findings": findings,
    "recommendations": recommendations,
    "audits": audits,
    "index": index,
    "apart": apart,
    "questions": _questions,
    "not_on_record": _gaps,
}

KIND = Kind(
    "evidence-pack",
    "Evidence pack",
    {
        "position": "The theme, its definition, and its position with the explanation",
        "chain": "The chain: every record that the position rests on",
        "reviews": "The reviews that speak of it, with their documents' SHA-256",
        "findings": "What they found on it",
        "recommendations": "Each recommendation with where it stands",
        "audits": "Each audit with its method, cases, standard, agencies and questions",
        "index": "The index of documents, numbered",
        "apart": "Evidence that was returned or has expired",
        "questions": "What would settle a doubt",
        "not_on_record": "What is not on record",
    },
    wide=frozenset(("index", "apart")),
    values={
        "theme": "The theme",
        "definition": "What the theme means",
        "where_it_stands": "Its position, in words",
        "attention": "Its place in the order of attention, 10 first",
        "reason": "Why it stands there",
        "documents": "How many documents the index has",
        "caveat": "What is said of accountability beside every position",
    },
    rows={
        "audit": {
            "ref": "The audit's reference",
            "on": "Its date",
            "question": "What it asked",
            "counts_as": "What the position makes of it",
            "looked_at": "Practice, documents or staff knowledge",
            "method": "How it was made",
            "n": "How many cases met it, of how many",
            "chosen": "How the cases were chosen",
            "standard": "The standard, when it was set, and whether it was reached",
            "outcome": "What it found",
            "by": "Who made it",
            "independence": "Whether they own what it tests",
        },
        "document": {
            "number": "Its number in the index",
            "ref": "Its reference",
            "shows": "What it shows",
            "level": "Its level, in words",
            "result": "What practice it found",
            "about": "The date it is about",
            "filed": "When it was filed and accepted, by which role",
            "where": "Where it is",
        },
        "recommendation": {
            "ref": "Its reference",
            "review": "The review",
            "text": "What was asked",
            "asked_of": "The agencies asked",
            "reply": "What they answered",
            "decision": "The board's decision",
            "delivery": "How far it is delivered",
            "brag": "Its colour, in words",
            "why": "Why that colour",
            "practice": "What tests of practice found",
            "due": "Both dates, and how late it is",
            "documents": "The numbers of its documents in the index",
        },
        "chain_step": {
            "date": "The record's date",
            "record": "Its reference",
            "says": "What it says",
        },
    },
)
