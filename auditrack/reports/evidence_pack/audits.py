"""The audits of an evidence pack: each with its method, cases, standard, coverage and questions."""

from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.evidence_pack import EvidencePack
from auditrack.views.evidence_pack_audits import AuditInPack


def audits(report: WordReport, pack: EvidencePack) -> None:
    """Each audit that tests the theme, in order of the practice tested, then what is planned."""
    report.heading("Audits")
    if pack.audits:
        counted_as = sum(one.counts_as == "a test of practice" for one in pack.audits)
        report.paragraph(
            f"{counted(len(pack.audits), 'audit')} of the theme on record, {counted_as or 'none'} "
            "of them counted as a test of practice since the learning was due. Only an audit that "
            "looked at practice is one. A margin is given for cases drawn at random alone: it is "
            "the Wilson interval at 95%."
        )
        for one in pack.audits:
            _audit(report, pack, one)
    else:
        report.paragraph("No audit of the theme is on record. It does not say that none was made.")
    if pack.planned:
        report.heading("Tests planned", 2)
        report.table(
            Table(
                "Audits of the theme that are planned",
                (Column("Audit", 2.4), Column("Date", 3.4), Column("Question", 8), Column("By", 4)),
                [
                    (
                        one.ref,
                        day(one.on, "no date set"),
                        short(one.question, one.ref) or "not recorded",
                        one.by or "nobody yet",
                    )
                    for one in pack.planned
                ],
            )
        )


def _audit(report: WordReport, pack: EvidencePack, one: AuditInPack) -> None:
    report.heading(f"{one.ref}, {day(one.on, 'no date on record')}", 2)
    for name, value in (
        ("Question", one.question or "not recorded"),
        ("Outcome", f"{one.outcome}; it counts as {one.counts_as}"),
        ("Looked at", one.looked_at),
        ("Method", one.method or "not recorded"),
        *(one.cases or (("Cases", "not recorded"),)),
        *(one.standard or (("Standard", "none on record"),)),
        ("Practice sampled", one.sampled or "not recorded"),
        ("Made by", one.by or "not recorded"),
        ("Independence", one.independence),
        ("Outcome for each agency", _covers(one)),
        ("Documents", _documents(pack, one.ref)),
        ("Next test", day(one.next) if one.next else "none named"),
    ):
        report.paragraph(value, "Report Details", lead=f"{name}: ")
    if one.criteria:
        report.table(
            Table(
                f"The questions of {one.ref}, the weakest first",
                (Column("Question", 9), Column("Cases that met it", 4), Column("Others", 4)),
                [
                    (f"{each.number}. {each.question}", each.met, each.besides or "none")
                    for each in one.criteria
                ],
            )
        )
        if one.met_whole:
            report.paragraph(one.met_whole)


def _covers(one: AuditInPack) -> str:
    if not one.covers:
        return f"every agency asked: {one.outcome}; one outcome was recorded for all"
    said = "; ".join(f"{agency}: {outcome}" for agency, outcome in one.covers)
    return f"{said}; one outcome was recorded for all of them" if one.covers[1:] else said


def _documents(pack: EvidencePack, audit: str) -> str:
    numbers = [doc.number for doc in pack.documents if doc.audit == audit or audit in doc.serves]
    return listed(numbers) or "none on record"
