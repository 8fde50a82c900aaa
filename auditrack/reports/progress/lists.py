"""Wide tables of the progress report: what is red, late, unsigned, tested, to be tested, open."""

from collections import Counter

from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, days, listed, short
from auditrack.reports.progress.scope import as_at, that_it_answers_for
from auditrack.views.figures import AgencyOpen, AuditDueLine, AuditLine, OverdueLine, Progress
from auditrack.views.open_line import OpenLine


def red_amber(report: WordReport, progress: Progress) -> None:
    """Every open recommendation that is Red or Amber, with the reason, the worst first."""
    report.heading("Red and amber, with reasons")
    rows, total = progress.red_amber, progress.open_total
    if not rows:
        report.paragraph(
            f"None of the {counted(total, 'open recommendation')}{that_it_answers_for(progress)} "
            f"is Red or Amber as at {as_at(progress)}."
            if total
            else f"No recommendation{that_it_answers_for(progress)} is open as at "
            f"{as_at(progress)}, so none is Red or Amber."
        )
        return
    letters = Counter(row.brag.letter for row in rows)
    report.paragraph(
        f"{letters['R']} of the {counted(total, 'open recommendation')}"
        f"{that_it_answers_for(progress)} {'is' if letters['R'] == 1 else 'are'} Red and "
        f"{letters['A']} Amber as at {as_at(progress)}. Red stands first, then what is longest "
        "past its dates; each is told once, whatever the number of its agencies."
    )
    report.table(
        Table(
            "Open recommendations that are Red or Amber, the worst first",
            (
                Column("Recommendation", 7),
                Column("Agency and lead", 4.4),
                Column("BRAG", 1.9),
                Column("Why", 3.7),
                Column("Original date", 3.9),
                Column("Agreed date", 3.9),
            ),
            [
                (
                    Cell(short(row.text, row.ref), lead=row.ref),
                    f"{_agencies(row)}\nLead: {', '.join(row.leads) or 'none'}",
                    Cell("", lead=row.brag.word, fill=row.brag.letter),
                    row.brag.reason,
                    _past(row.original_due, row.overdue_original_days),
                    _agreed(row),
                )
                for row in rows
            ],
            name="Red and amber",
        )
    )


def _agencies(row: OpenLine) -> str:
    return ", ".join(row.agencies) or "No agency named"


def _agreed(row: OpenLine) -> str:
    moved = f"\nmoved {_times(row.times_moved)}" if row.times_moved else ""
    return f"{_past(row.agreed_due, row.overdue_days)}{moved}"


def overdue(report: WordReport, progress: Progress) -> None:
    """What is past its date, against the original and the agreed date."""
    report.heading("Overdue")
    lines = progress.overdue
    if not lines:
        report.paragraph(
            f"Nothing is overdue: no action{_of_its_own(progress)} on record is past its date as "
            f"at {as_at(progress)}."
        )
        return
    actions = sum(line.ref != line.recommendation for line in lines)
    asks = len(lines) - actions
    told = [counted(actions, "action")] if actions else []
    if asks:
        told.append(f"{counted(asks, 'recommendation')} of which no action is late")
    moved = sum(1 for line in lines if line.times_moved)
    within = sum(1 for line in lines if line.days_agreed is None)
    sentence = (
        f"{listed(told)}{_of_its_own(progress)} {'is' if len(lines) == 1 else 'are'} past the "
        f"original or the agreed date as at {as_at(progress)}; the date of {moved} of them was "
        "moved."
    )
    if within:
        sentence += (
            f" {within} of them {'is' if within == 1 else 'are'} still within the agreed date."
        )
    report.paragraph(f"{sentence} The longest overdue stand first.")
    report.table(
        Table(
            "What is past its date, against the original and the agreed date",
            (
                Column("Action", 7.6),
                Column("Agency and lead", 4.4),
                Column("Original date", 3.9),
                Column("Agreed date", 3.9),
                Column("Moved", 4),
            ),
            [
                (
                    Cell(short(line.what, line.ref), lead=_named(line)),
                    f"{line.agency}\nLead: {line.lead}" if line.lead else line.agency,
                    _past(line.original_due, line.days_original),
                    _past(line.agreed_due, line.days_agreed),
                    short(_moved(line), line.ref),
                )
                for line in lines
            ],
            name="Overdue",
        )
    )


def _of_its_own(progress: Progress) -> str:
    return f" for what {progress.subgroup} delivers or assures" if progress.subgroup else ""


def _named(line: OverdueLine) -> str:
    same = line.ref == line.recommendation
    return line.ref if same else f"{line.ref}, for {line.recommendation}"


def _past(due: str | None, over: int | None) -> str:
    if not due:
        return "none set"
    return f"{day(due)}\n{'not yet past' if over is None else f'{days(over)} overdue'}"


def _moved(line: OverdueLine) -> str:
    if not line.times_moved:
        return "not moved"
    why = f"\nLast reason: {line.moved_why}" if line.moved_why else ""
    return f"moved {_times(line.times_moved)}{why}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def done_not_signed_off(report: WordReport, progress: Progress) -> None:
    """Actions said to be done that wait for a second person: since when, and who may sign."""
    report.heading("Done but not signed off")
    lines = progress.unsigned
    if not lines:
        report.paragraph(
            f"No action{_of_its_own(progress)} waits for sign-off as at {as_at(progress)}: none "
            "is said to be done that a second person has not signed off."
        )
        return
    report.paragraph(
        f"{counted(len(lines), 'action')}{_of_its_own(progress)} "
        f"{'is' if len(lines) == 1 else 'are'} said to be done and not signed off as at "
        f"{as_at(progress)}, what has waited longest first. A second person signs off: another "
        "login and another lead than whoever said that it is done. Until then it is a claim, and "
        "signing it off says nothing about practice either."
    )
    report.table(
        Table(
            "Actions said to be done and not signed off",
            (
                Column("Action", 8.2),
                Column("Agency and lead", 5),
                Column("Said to be done", 3.4),
                Column("Waiting", 2.6),
                Column("Who may sign off", 5.2),
            ),
            [
                (
                    Cell(short(line.what, line.ref), lead=f"{line.ref}, for {line.recommendation}"),
                    f"{line.agency}\nLead: {line.lead}",
                    day(line.since, "not dated"),
                    "not known" if line.days is None else days(line.days),
                    line.may_sign,
                )
                for line in lines
            ],
            name="Done not signed off",
        )
    )


def audits(report: WordReport, progress: Progress) -> None:
    """Audits of the period with method, sample and outcome."""
    report.heading("Audits done")
    done = progress.audits_done
    period = f"{day(progress.since.isoformat())} to {day(progress.until.isoformat())}"
    if not done:
        report.paragraph(
            f"No audit dated in the period{_of_its_own(progress)} is on record, so nothing in it "
            "was tested by audit."
        )
        return
    outcomes = Counter(line.outcome or "no outcome recorded" for line in done)
    report.paragraph(
        f"{counted(len(done), 'audit')}{_of_its_own(progress)} dated {period}: "
        f"{listed([f'{number} {outcome}' for outcome, number in outcomes.items()])}. Only an audit "
        "that looked at practice is a test of practice. A sample of 7 of 20 says that 7 of the 20 "
        "cases looked at met what was asked."
    )
    report.table(
        Table(
            "Audits done in the period",
            (
                Column("Audit", 3.8),
                Column("Question and themes", 7.8),
                Column("Looked at, method and sample", 6.4),
                Column("Outcome", 3),
                Column("By", 3.6),
            ),
            [
                (
                    Cell(day(line.on), lead=line.ref),
                    short(_question(line), line.ref),
                    short(_method(line), line.ref),
                    line.outcome or "not recorded",
                    _auditor(line),
                )
                for line in done
            ],
            name="Audits done",
        )
    )


def _question(line: AuditLine) -> str:
    said = f"{line.question or 'No question recorded'}\nThemes: {line.themes or 'none'}"
    weakest = "\n".join(line.questions)
    return f"{said}\nQuestions, the weakest first:\n{weakest}" if weakest else said


def _method(line: AuditLine) -> str:
    return (
        f"Looked at: {line.looked_at or 'not recorded'}\n"
        f"Method: {line.method or 'not recorded'}\n"
        f"Sample: {line.n or 'not recorded'}"
    )


def _auditor(line: AuditLine) -> str:
    by = line.by or "not recorded"
    return f"{by}\nNot independent: {line.not_independent}" if line.not_independent else by


def retests(report: WordReport, progress: Progress) -> None:
    """Tests that are due: planned, promised by an earlier audit, or a theme's re-test."""
    report.heading("Re-tests due")
    due = progress.audits_due
    if not due:
        report.paragraph(
            f"No test{_of_its_own(progress)} is due: no audit is planned, none on record names a "
            "next test, and no theme is due for a re-test."
        )
        return
    past = sum(line.is_past for line in due)
    report.paragraph(
        f"{counted(len(due), 'test')}{_of_its_own(progress)} "
        f"{'is' if len(due) == 1 else 'are'} planned, promised by an earlier audit, or due again "
        f"because what was found embedded was tested too long ago; the date of {past or 'none'} "
        f"is past as at {as_at(progress)}. The earliest stand first."
    )
    report.table(
        Table(
            "Tests of practice that are planned, promised or due again",
            (
                Column("Due", 3.8),
                Column("What is to be tested", 8.2),
                Column("Why", 7),
                Column("Who makes it", 4.4),
                Column("Record", 2.4),
            ),
            [
                (
                    _due(line),
                    short(line.what, line.ref or "the theme's page"),
                    short(line.why, line.ref or "the theme's page"),
                    line.whom or "nobody named",
                    line.ref or "none yet",
                )
                for line in due
            ],
            name="Re-tests due",
        )
    )


def _due(line: AuditDueLine) -> str | Cell:
    if not line.is_past:
        return day(line.due, "no date set")
    return Cell(day(line.due, "no date set"), lead="Past")


def agencies(report: WordReport, progress: Progress) -> None:
    """Every open recommendation, by agency."""
    report.heading("Open recommendations by agency")
    total = progress.open_total
    if not total:
        report.paragraph(
            f"No recommendation{that_it_answers_for(progress)} is open as at {as_at(progress)}: "
            "none on record is still to be closed."
        )
        return
    report.paragraph(
        f"All {counted(total, 'recommendation')}{that_it_answers_for(progress)} open as at "
        f"{as_at(progress)}, once for each agency that has still to do its part."
        if total > 1
        else f"The one recommendation{that_it_answers_for(progress)} open as at {as_at(progress)}, "
        "once for each agency that has still to do its part."
    )
    report.table(
        Table(
            "Open recommendations, by agency",
            (
                Column("Agency", 3.6),
                Column("Recommendation", 6.6),
                Column("BRAG", 1.9),
                Column("Why, and where it stands", 6.8),
                Column("Practice", 2.8),
                Column("Date due", 3.8),
            ),
            [_row(agency, row) for agency in progress.by_agency for row in agency.rows],
            name="Open by agency",
        )
    )


def _row(agency: AgencyOpen, row: OpenLine) -> tuple[str | Cell, ...]:
    leads = ", ".join(row.leads) or "none"
    return (
        agency.name,
        Cell(short(row.text, row.ref), lead=row.ref),
        Cell("", lead=row.brag.word, fill=row.brag.letter),
        f"{row.brag.reason}\nReply: {row.reply}. Decision: {row.decision}. "
        f"Delivery: {row.delivery}. Lead: {leads}",
        row.practice,
        _date_due(row),
    )


def _date_due(row: OpenLine) -> str:
    if row.original_due is None and row.agreed_due is None:
        return "No date set"
    lines = [day(row.original_due, "no original date")]
    if row.times_moved or row.agreed_due != row.original_due:
        lines += ["moved to", day(row.agreed_due, "no agreed date")]
    if row.overdue_days is not None:
        lines.append(f"{days(row.overdue_days)} overdue")
    return "\n".join(lines)
