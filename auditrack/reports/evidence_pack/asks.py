"""The recommendations and findings of an evidence pack: one block for each recommendation."""

from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.evidence_pack import EvidencePack
from auditrack.views.evidence_pack_asks import AskInPack


def recommendations(report: WordReport, pack: EvidencePack) -> None:
    """Each recommendation on the theme with where it stands, in the order they were linked."""
    report.heading("Recommendations")
    if not pack.recommendations:
        report.paragraph("No recommendation of the board's reviews is linked to the theme.")
        return
    report.paragraph(
        f"{counted(len(pack.recommendations), 'recommendation')} of the board's reviews on the "
        "theme. Reply, decision, delivery and practice are four things: closing an action is no "
        "proof that practice changed."
    )
    for one in pack.recommendations:
        _one(report, one)


def _one(report: WordReport, one: AskInPack) -> None:
    report.heading(f"{one.ref}, {one.review}", 2)
    report.paragraph(one.text)
    for name, value in (
        ("Asked of", listed(list(one.asked_of)) or "nobody in particular"),
        ("Link to the theme", one.linked),
        ("Intended outcome", one.outcome),
        ("How we will know", one.measure),
        ("Reply", replies(one)),
        ("The board's decision", one.decision),
        *((f"Decided {day(on, 'on a day not recorded')}", said) for on, said in one.decisions),
        ("Delivery", one.delivery),
        ("BRAG", f"{one.brag}: {one.brag_reason}"),
        ("Practice", one.practice),
        ("Closing", f"undone by {one.undone_by}" if one.undone_by else ""),
        ("Due", due(one)),
        ("Documents", listed(list(one.documents)) or "none on record"),
        ("Audits", listed(list(one.audits)) or "none on record"),
    ):
        if value:
            report.paragraph(value, "Report Details", lead=f"{name}: ")
    if not one.actions:
        report.paragraph("No action is on record.")
        return
    report.table(
        Table(
            f"The actions on {one.ref}",
            (Column("Action", 8), Column("Whose", 4), Column("State", 3.4), Column("Dates", 4.4)),
            [
                (
                    f"{action.ref}: {short(action.what, action.ref)}",
                    "\n".join(
                        part
                        for part in (
                            action.agency or "no agency named",
                            f"Lead: {action.lead or 'none'}",
                        )
                    ),
                    action.state,
                    "\n".join(
                        part
                        for part in (
                            f"Due {day(action.due, 'not set')}",
                            f"Agreed {day(action.agreed)}"
                            if action.agreed and action.agreed != action.due
                            else "",
                            f"Done {day(action.done_on)}" if action.done_on else "",
                            action.late,
                        )
                        if part
                    ),
                )
                for action in one.actions
            ],
        )
    )


def replies(one: AskInPack) -> str:
    """What each agency asked has answered."""
    return "; ".join(f"{who}: {said}" for who, said in one.replies) or "nobody asked"


def due(one: AskInPack) -> str:
    """Both dates and how late it is."""
    said = day(one.due, "no date set")
    if one.agreed and one.agreed != one.due:
        said += f" at first, now {day(one.agreed)}"
    return f"{said}; {one.late}" if one.late else said


def findings(report: WordReport, pack: EvidencePack) -> None:
    """What the reviews found or taught on the theme."""
    report.heading("Findings")
    if not pack.findings:
        report.paragraph("No finding of the board's reviews is linked to the theme.")
        return
    report.table(
        Table(
            "Findings of reviews on the theme",
            (Column("Finding", 3.4), Column("Review", 4), Column("What it says", 9)),
            [
                (
                    f"{one.ref}\n{one.kind}",
                    one.review,
                    short(one.text, one.ref)
                    + (f"\nDocuments: {listed(list(one.documents))}" if one.documents else ""),
                )
                for one in pack.findings
            ],
        )
    )
