"""The assurance sheet: one recommendation with what was meant, done, shown, tested and missing."""

from functools import partial

from auditrack.reports.assurance.rows import ROWS, rows_of
from auditrack.reports.assurance.tables import actions, evidence, tests
from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import day, listed, short
from auditrack.reports.kit.working_paper import working_note
from auditrack.reports.response.blocks import asked_of, decision, replies, said, themes_of
from auditrack.views.assurance_sheet import AssuranceSheet


def report_of(sheet: AssuranceSheet) -> Report:
    """What the assurance sheet says.

    Raises:
        RefusedError: it is a working paper, and was asked for without its marking.
    """
    ask = sheet.ask
    imprint = Imprint(
        title=f"{KIND.title}: {ask.ref}",
        board=sheet.board,
        period="",
        as_at=sheet.as_at,
        head=sheet.head,
        marking=sheet.marking,
        demonstration=sheet.demonstration,
    )
    return Report(
        KIND,
        imprint,
        {name: partial(write, sheet=sheet) for name, write in _SECTIONS.items()},
        values={
            "recommendation": ask.ref,
            "called": on_one_line(ask.called),
            "review": on_one_line(sheet.review_title),
            "practice": on_one_line(ask.practice),
            "delivery": ask.delivery,
            "brag": on_one_line(ask.brag.describe()),
        },
        rows=rows_of(sheet),
        note=working_note(imprint, sheet.working, sheet.board_marking, ask.ref),
    )


def _intent(report: WordReport, sheet: AssuranceSheet) -> None:
    ask = sheet.ask
    report.heading("What was meant")
    report.paragraph(ask.text)
    if ask.as_printed and ask.as_printed != ask.text:
        said(report, "As the document prints it", ask.as_printed)
    published = day(sheet.published, "no date of publication on record")
    said(report, ask.called, f"{sheet.review_title} ({sheet.review}), {published}")
    said(report, "Asked of", asked_of(ask))
    said(report, "Intended outcome", ask.outcome or "none on record")
    if ask.impact_due:
        said(report, "Impact due", day(ask.impact_due))
    said(report, "How we will know", ask.measure or "no measure is on record")
    said(report, "Theme", themes_of(ask) or "none confirmed on record")
    for finding in ask.findings:
        said(
            report,
            f"Follows from {finding.called[0].lower()}{finding.called[1:]}",
            short(finding.text, finding.ref),
        )
    groups = [
        f"{verb} by {who}"
        for verb, who in (("delivered", ask.delivering), ("assured", ask.assuring))
        if who
    ]
    said(report, "Subgroup", listed(groups) or "none named on record")


def _standing(report: WordReport, sheet: AssuranceSheet) -> None:
    ask = sheet.ask
    report.heading("Where it stands")
    for name, told in (
        ("BRAG", ask.brag.describe()),
        ("Delivery", ask.delivery),
        ("Practice", ask.practice),
        ("Due", _due(sheet)),
        ("Overdue", ask.late),
    ):
        if told:
            said(report, name, told)
    report.paragraph(
        "Delivery and practice are kept apart: that actions are done or closed does not show that "
        "practice changed."
    )


def _due(sheet: AssuranceSheet) -> str:
    original, agreed = sheet.ask.original_due, sheet.ask.agreed_due
    if original == agreed:
        return day(original, "no date set")
    return f"{day(original, 'no date')} at first, now {day(agreed)}"


def _replies(report: WordReport, sheet: AssuranceSheet) -> None:
    ask = sheet.ask
    report.heading("Replies and decisions")
    said(report, f"Replies ({ask.replied})" if ask.replies else "Replies", replies(ask))
    if not ask.decisions:
        report.paragraph("No decision of the board on it is on record.")
    for one in ask.decisions:
        dissent = f". Dissent: {one.dissent}" if one.dissent else ""
        said(report, "The board's decision", f"{decision(one)}{dissent}")


def _themes(report: WordReport, sheet: AssuranceSheet) -> None:
    report.heading("Where its themes stand")
    if not sheet.themes:
        report.paragraph("No theme that is an issue is linked to it, so no position speaks of it.")
        return
    report.table(
        Table(
            "Its themes with their positions",
            (Column("Theme", 4), Column("Position and reason", 8), Column("Attention", 2)),
            [
                (
                    Cell("" if one.is_confirmed else "Link only suggested", lead=one.name),
                    Cell(one.reason, lead=one.label),
                    str(one.attention),
                )
                for one in sheet.themes
            ],
        )
    )


def _connected(report: WordReport, sheet: AssuranceSheet) -> None:
    report.heading("Connected recommendations")
    if not sheet.connected and not sheet.asked_before:
        report.paragraph(
            "Nobody has recorded a link to another recommendation. That nothing is linked does not "
            "say that nothing like it was asked."
        )
        return
    if sheet.asked_in_all:
        report.paragraph(
            f"The same ask in all: {sheet.asked_in_all}. It was asked as well in "
            f"{listed([f'{one.ref} ({one.title})' for one in sheet.asked_before])}."
        )
    if not sheet.connected:
        return
    report.table(
        Table(
            "Connected recommendations: what each link means, and where they stand",
            (
                Column("Recommendation", 8),
                Column("What the link means", 4),
                Column("Where it stands", 6),
            ),
            [
                (
                    Cell(
                        f"{short(one.text, one.ref)}\nAsked of: "
                        f"{listed(list(one.agencies)) or 'no agency named'}",
                        lead=f"{one.ref}, {one.review_title}, {day(one.published, 'undated')}",
                    ),
                    one.meaning,
                    f"Delivery: {one.delivery}.\nPractice: {one.practice}.",
                )
                for one in sheet.connected
            ],
            name="Connected",
        )
    )


def _closing(report: WordReport, sheet: AssuranceSheet) -> None:
    report.heading("What would let it be closed")
    report.bullets(sheet.to_close)
    if sheet.notes:
        report.heading("Notes", 2)
        report.bullets(sheet.notes)


_SECTIONS = {
    "intent": _intent,
    "standing": _standing,
    "replies": _replies,
    "closing": _closing,
    "evidence": evidence,
    "actions": actions,
    "tests": tests,
    "themes": _themes,
    "connected": _connected,
}

KIND = Kind(
    "assurance",
    "Assurance sheet",
    {
        "intent": "What was meant: the text, the outcome, the measure, the themes",
        "standing": "BRAG, delivery, practice and dates",
        "replies": "The agencies' replies and the board's decisions",
        "closing": "What would let it be closed, and notes of caution",
        "evidence": "Evidence needed and held, by level and piece by piece",
        "actions": "Actions with dates, slippage and updates",
        "tests": "Tests on record, and tests planned",
        "themes": "Where its themes stand",
        "connected": "Connected recommendations and what each link means",
    },
    values={
        "recommendation": "The recommendation's reference",
        "called": "Its kind and printed label",
        "review": "Its review's title",
        "practice": "What tests of practice found",
        "delivery": "How far it is delivered",
        "brag": "BRAG in words with its reason",
    },
    rows=ROWS,
    terms=frozenset(
        (
            "Reply, decision, delivery, practice",
            "Signed off",
            "Original and agreed date",
            "Test of practice",
            "Not tested",
            "Attention",
        )
    ),
    left_out=frozenset(("contents",)),
)
