"""The wide tables of the progress report: open recommendations, what is overdue, audits."""

from collections import Counter

from auditrack.reports.tables import Cell, Column, Table
from auditrack.reports.word import WordReport
from auditrack.reports.wording import counted, day, days, listed, short
from auditrack.views.figures import AgencyOpen, AuditLine, OverdueLine, Progress
from auditrack.views.rows import Row

_WORDS = (("R", "Red"), ("A", "Amber"), ("G", "Green"), ("-", "Grey"), ("B", "Blue"))


def agencies(report: WordReport, progress: Progress) -> None:
    """Open recommendations by agency, with BRAG in words."""
    report.heading("Open recommendations by agency")
    total = len({row.ref for agency in progress.by_agency for row in agency.rows})
    as_at = day(progress.as_at.isoformat())
    if not total:
        report.paragraph(
            f"No recommendation is open as at {as_at}: none on record is still to be closed."
        )
        return
    asked = [agency for agency in progress.by_agency if agency.rows]
    asks = sum(len(agency.rows) for agency in asked)
    sentence = (
        f"{counted(total, 'recommendation')} {'is' if total == 1 else 'are'} open as at {as_at}."
    )
    if asks > total:
        sentence += (
            " One that asks several agencies stands under each of them, so that the agencies' "
            f"counts add up to {asks}."
        )
    if total != progress.balance.closing:
        sentence += (
            f" The balance above counts to the end of the period, "
            f"{day(progress.until.isoformat())}: {progress.balance.closing}."
        )
    report.paragraph(sentence)
    report.table(
        Table(
            "Open recommendations of each agency by BRAG",
            (
                Column("Agency", 6),
                *(Column(word, 1.6, numbers=True) for _, word in _WORDS),
                Column("Open", 1.6, numbers=True),
            ),
            [(agency.name, *map(str, _counts(agency)), str(len(agency.rows))) for agency in asked],
            together=len(asked) <= 12,
        )
    )
    for agency in asked:
        _agency(report, agency, total)


def _counts(agency: AgencyOpen) -> list[int]:
    letters = Counter(row.brag.letter for row in agency.rows)
    return [letters[letter] for letter, _ in _WORDS]


def _agency(report: WordReport, agency: AgencyOpen, total: int) -> None:
    report.heading(agency.name, 2)
    parts = [
        f"{number} {word}"
        for number, (_, word) in zip(_counts(agency), _WORDS, strict=True)
        if number
    ]
    report.paragraph(
        f"{len(agency.rows)} of the {counted(total, 'open recommendation')}: {listed(parts)}."
    )
    report.table(
        Table(
            f"Open recommendations that ask {agency.name}",
            (
                Column("Recommendation", 7.5),
                Column("BRAG", 1.8),
                Column("Why", 3.8),
                Column("Reply, decision, delivery", 5.4),
                Column("Practice", 3.1),
                Column("Date due", 4.1),
            ),
            [_row(row) for row in agency.rows],
        )
    )


def _row(row: Row) -> tuple[str | Cell, ...]:
    leads = ", ".join(row.leads) or "none"
    return (
        Cell(short(row.text, row.ref), lead=row.ref),
        Cell("", lead=row.brag.word, fill=row.brag.letter),
        row.brag.reason,
        f"Reply: {row.reply}\nDecision: {row.decision}\nDelivery: {row.delivery}\nLead: {leads}",
        row.practice,
        _due(row),
    )


def _due(row: Row) -> str:
    if row.original_due is None and row.agreed_due is None:
        return "No date set"
    lines = [day(row.original_due, "no original date")]
    if row.times_moved or row.agreed_due != row.original_due:
        lines += ["moved to", day(row.agreed_due, "no agreed date")]
    if row.overdue_days is not None:
        lines.append(f"{days(row.overdue_days)} overdue")
    return "\n".join(lines)


def overdue(report: WordReport, progress: Progress) -> None:
    """What is past its date, against the original and the agreed date."""
    report.heading("Overdue")
    lines = progress.overdue
    as_at = day(progress.as_at.isoformat())
    if not lines:
        report.paragraph(f"Nothing is overdue: no action on record is past its date as at {as_at}.")
        return
    moved = sum(1 for line in lines if line.times_moved)
    within = sum(1 for line in lines if line.days_agreed is None)
    sentence = (
        f"{counted(len(lines), 'action')} {'is' if len(lines) == 1 else 'are'} past the original "
        f"or the agreed date as at {as_at}; the date of {moved} of them was moved."
    )
    if within:
        sentence += (
            f" {within} of them {'is' if within == 1 else 'are'} still within the agreed date."
        )
    report.paragraph(sentence)
    report.table(
        Table(
            "Actions past their date, with days against the original and the agreed date",
            (
                Column("Action", 8.2),
                Column("Agency", 4),
                Column("Original date", 3.7),
                Column("Agreed date", 3.7),
                Column("Moved", 4.2),
            ),
            [
                (
                    Cell(
                        short(line.what, line.ref),
                        lead=f"{line.ref}, for {line.recommendation}",
                    ),
                    line.agency,
                    _past(line.original_due, line.days_original),
                    _past(line.agreed_due, line.days_agreed),
                    _moved(line),
                )
                for line in lines
            ],
        )
    )


def _past(due: str | None, over: int | None) -> str:
    return f"{day(due, 'none set')}\n{'not yet past' if over is None else f'{days(over)} overdue'}"


def _moved(line: OverdueLine) -> str:
    over = "" if line.days_original is None else f", {days(line.days_original)}"
    if not line.times_moved:
        return f"not moved{over}"
    times = "once" if line.times_moved == 1 else f"{line.times_moved} times"
    return f"moved {times}{over}"


def audits_done(report: WordReport, progress: Progress) -> None:
    """Audits of the period with method, sample and outcome."""
    report.heading("Audits done")
    done = progress.audits_done
    if not done:
        report.paragraph(
            "No audit dated in the period is on record, so nothing in it was tested by audit."
        )
        return
    outcomes = Counter(line.outcome for line in done)
    report.paragraph(
        f"{counted(len(done), 'audit')} in the period: "
        f"{listed([f'{number} {outcome}' for outcome, number in outcomes.items()])}. Only an audit "
        "that looked at practice is a test of practice."
    )
    report.table(
        Table(
            "Audits done in the period",
            (
                Column("Audit", 3.4),
                Column("Question and themes", 8.2),
                Column("Looked at, method and sample", 6),
                Column("Outcome", 3.4),
                Column("By", 3.6),
            ),
            [
                (
                    Cell(day(line.on), lead=line.ref),
                    "\n".join(
                        part
                        for part in (
                            short(line.question, line.ref) or "No question recorded",
                            f"Themes: {line.themes or 'none'}",
                        )
                    ),
                    "\n".join(
                        (
                            f"Looked at: {line.looked_at or 'not recorded'}",
                            f"Method: {short(line.method, line.ref) or 'not recorded'}",
                            f"Sample: {line.n or 'not recorded'}",
                        )
                    ),
                    line.outcome or "not recorded",
                    _auditor(line),
                )
                for line in done
            ],
        )
    )


def _auditor(line: AuditLine) -> str:
    by = line.by or "not recorded"
    return f"{by}\nNot independent: {line.not_independent}" if line.not_independent else by


def audits_due(report: WordReport, progress: Progress) -> None:
    """Tests that are due: planned, promised by an earlier audit, or a theme's re-test."""
    report.heading("Audits due")
    due = progress.audits_due
    if not due:
        report.paragraph(
            "No test is due: no audit is planned, none on record names a next test, and no theme "
            "is due for a re-test."
        )
        return
    report.paragraph(
        f"{counted(len(due), 'test')} {'is' if len(due) == 1 else 'are'} due or planned, the "
        "earliest first."
    )
    report.table(
        Table(
            "Tests of practice that are due or planned",
            (
                Column("Due", 3.8),
                Column("What is to be tested", 9),
                Column("Why", 9),
                Column("Record", 3),
            ),
            [
                (
                    day(line.due, "no date set"),
                    short(line.what, line.ref or "the theme's page"),
                    short(line.why, line.ref or "the theme's page"),
                    line.ref or "none yet",
                )
                for line in due
            ],
        )
    )
