"""The agency plan: everything one agency owes from every review, on a paper for that agency."""

from functools import partial

from auditrack.reports.agency_plan import words
from auditrack.reports.agency_plan.blocks import actions, block
from auditrack.reports.agency_plan.rows import ROWS, rows_of
from auditrack.reports.kit.imprint import Imprint, period_in_words
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.agency_plan_values import AgencyPlan, Joined, PlannedAsk


def report_of(plan: AgencyPlan) -> Report:
    """What an agency's plan says."""
    return Report(
        KIND,
        Imprint(
            title=f"{KIND.title}: {plan.name}",
            board=plan.board,
            period=f"as at {day(plan.as_at.isoformat())}",
            as_at=plan.as_at,
            head=plan.head,
            marking=plan.marking,
            demonstration=plan.demonstration,
        ),
        {name: partial(write, plan=plan) for name, write in _SECTIONS.items()},
        details=_details(plan),
        values={"agency": plan.name},
        rows=rows_of(plan),
    )


def _details(plan: AgencyPlan) -> list[tuple[str, str]]:
    found = [("Agency", plan.name)]
    if plan.followed:
        found.append(("Takes over the plans of", listed(list(plan.followed))))
    if plan.review:
        found.append(("Review", plan.review))
    if plan.until:
        found.append(("Ended", day(plan.until)))
    return found


def _in_short(report: WordReport, plan: AgencyPlan) -> None:
    report.heading("In short")
    owed = plan.asks_owed
    brags = [
        f"{number} {name}"
        for name, letter in (
            ("red", "R"),
            ("amber", "A"),
            ("green", "G"),
            ("grey", "-"),
            ("blue", "B"),
        )
        if (number := sum(ask.brag.letter == letter for ask in owed))
    ]
    reviews = len({ask.review for ask in owed})
    late = sum(ask.days_agreed > 0 for ask in owed)
    original = sum(ask.days_original > 0 for ask in owed)
    silent = [ask for ask in owed if not ask.reply.is_answered]
    told = [
        f"{counted(len(owed), 'recommendation')} still to be done"
        + (f", from {counted(reviews, 'review')}: {listed(brags)}." if owed else "."),
    ]
    joined = sum(len(one.asks) > 1 for one in (*plan.urgent, *plan.owed))
    if joined:
        told.append(
            f"{counted(joined, 'block')} below {'joins' if joined == 1 else 'join'} "
            "recommendations that people say ask the same, or that go on in each other."
        )
    if owed:
        told.append(
            f"{counted(late, 'recommendation')} past the agreed date, and {original or 'none'} "
            "past the date first set."
        )
        told.append(f"{counted(len(silent), 'recommendation')} without a reply on record.")
    if plan.beside:
        told.append(
            f"{counted(len(plan.beside), 'open action')} of its own for records that do not ask it."
        )
    told.append(
        f"{counted(len(plan.forms), 'return form')} and "
        f"{counted(len(plan.unanswered), 'question')} that wait for an answer."
    )
    evidence = {one.ref: one.state for joined in plan.joined for one in joined.evidence}
    states = list(evidence.values())
    if states:
        told.append(
            f"{counted(states.count('accepted'), 'piece')} of its evidence accepted, "
            f"{states.count('filed') or 'none'} waiting and "
            f"{states.count('returned') or 'none'} returned."
        )
    else:
        told.append("No evidence of its own is on record for what is printed here.")
    finished = sum(ask.standing == "closed" for one in plan.finished for ask in one.asks)
    told.append(
        f"{counted(finished, 'recommendation')} finished between "
        f"{day(plan.finished_since.isoformat())} and {day(plan.finished_until.isoformat())}."
    )
    for number, when in (
        (plan.closed_before, "before that or later"),
        (plan.closed_undated, "on a day that is not recorded"),
    ):
        if number:
            told.append(f"{counted(number, 'recommendation')} closed {when}, not printed here.")
    report.bullets(words.capital(one) for one in told)


def _urgent(report: WordReport, plan: AgencyPlan) -> None:
    report.heading("Overdue and red")
    if not plan.urgent:
        report.paragraph("Nothing that is owed is red or past its agreed date.")
    for one in plan.urgent:
        block(report, one)


def _owed(report: WordReport, plan: AgencyPlan) -> None:
    report.heading("What else is owed, the latest review first")
    if not plan.owed:
        report.paragraph(
            "Nothing else is owed." if plan.urgent else "Nothing is owed on any recommendation."
        )
    for one in plan.owed:
        block(report, one)


def _waiting(report: WordReport, plan: AgencyPlan) -> None:
    report.heading("Replies, questions and return forms that wait")
    silent = [ask for ask in plan.asks_owed if ask.reply.state in ("asked", "unanswered")]
    if not (silent or plan.forms or plan.unanswered):
        report.paragraph("No reply, question or return form waits for an answer.")
        return
    if silent:
        report.table(
            Table(
                "Recommendations that wait for this agency's reply",
                (Column("Recommendation", 6), Column("Asked", 4), Column("Answer due", 5)),
                [
                    (
                        ask.ref,
                        day(ask.asked_on),
                        day(ask.reply.due.isoformat() if ask.reply.due else None, "no date")
                        + (", passed" if ask.reply.state == "unanswered" else ""),
                    )
                    for ask in silent
                ],
                name="Replies",
            )
        )
    if plan.forms:
        report.table(
            Table(
                "Return forms that wait, or came back with something still owed",
                (
                    Column("Form", 2),
                    Column("Asked", 3.4),
                    Column("Due back", 3.4),
                    Column("How it stands", 6),
                ),
                [
                    (
                        str(one.form),
                        day(one.asked_on),
                        day(one.due_back, "no date"),
                        f"{one.describe()}\nStill owed: {one.owed}",
                    )
                    for one in plan.forms
                ],
                name="Forms",
            )
        )
    if plan.unanswered:
        report.table(
            Table(
                "Questions of those forms without an answer on record",
                (Column("Form", 2), Column("Question", 12)),
                [(form, short(question, form)) for form, question in plan.unanswered],
                name="Questions",
            )
        )


def _beside(report: WordReport, plan: AgencyPlan) -> None:
    report.heading("Actions of its own for other records")
    if not plan.beside:
        report.paragraph("No open action of its own serves a record that does not ask it.")
        return
    report.paragraph("These serve a finding, a review, or a recommendation that asks others.")
    actions(report, plan.beside, "other records", tells_for=True)


def _let_go(report: WordReport, plan: AgencyPlan) -> None:
    report.heading("Declined, passed on, or gone on elsewhere")
    if not plan.let_go:
        report.paragraph("Nothing that was asked of this agency stands so.")
        return
    report.paragraph(
        "What was passed on stays open with this agency on record until the board asks another."
    )
    report.table(
        Table(
            "Recommendations that this agency declined or passed on, or that go on elsewhere",
            (Column("Recommendation", 8), Column("What became of it", 6)),
            [
                (
                    Cell(words.told(ask), lead=ask.ref),
                    Cell(_became(ask), lead=words.became(ask)),
                )
                for one in plan.let_go
                for ask in one.asks
            ],
            name="Declined",
        )
    )


def _became(ask: PlannedAsk) -> str:
    said = [f"Reply: {short(words.reply(ask), ask.ref)}"]
    if ask.decisions:
        said.append(f"The board's decisions: {words.decided(ask)}")
    if ask.links:
        said.append(f"It {'; '.join(ask.links)}")
    return "\n".join(said)


def _finished(report: WordReport, plan: AgencyPlan) -> None:
    between = period_in_words(plan.finished_since, plan.finished_until)
    report.heading("Finished")
    if not plan.finished:
        report.paragraph(f"Nothing was finished on record in the period {between}.")
        return
    report.paragraph(
        f"The period is {between}. That something is finished says that it was done or closed, and "
        "not that practice changed: the last column says what shows it."
    )
    report.table(
        Table(
            "Recommendations finished in the period, how each ended and what shows it",
            (Column("Recommendation", 7), Column("How it ended", 4), Column("What shows it", 5)),
            [
                (
                    Cell(words.told(ask), lead=ask.ref),
                    words.capital(words.progress(ask))
                    if ask.standing == "closed"
                    else words.became(ask),
                    _shown(one),
                )
                for one in plan.finished
                for ask in one.asks
            ],
            name="Finished",
        )
    )


def _shown(joined: Joined) -> str:
    accepted = [one for one in joined.evidence if one.state == "accepted"]
    said = [
        f"Evidence: {one.ref}, {one.level}, accepted, result: {one.result}" for one in accepted
    ] or ["No accepted evidence of its own is on record."]
    said += [
        f"Audit: {one.ref}, {day(one.on, 'no date')}, looked at {one.looked_at}: {one.outcome}"
        for one in joined.audits
    ] or ["No audit that covered it is on record."]
    return "\n".join(said)


def _notes(report: WordReport, plan: AgencyPlan) -> None:
    report.heading("What this paper holds, and what not")
    told = [
        "It holds what the record says of this agency's own part. What other bodies answered, do "
        "or have shown is not in it.",
        "Saying that an action is done is no proof that practice changed, and nothing on record is "
        "not the same as nothing done: tell the board what is missing here.",
        "An audit of several agencies has one outcome for all of them together.",
    ]
    if any(ask.hidden for one in plan.joined for ask in one.asks) or any(
        one.hidden for one in plan.beside
    ):
        told.append(
            "Words are held back where a review is not published, or proceedings about it are open."
        )
    report.bullets(told)


_SECTIONS = {
    "in_short": _in_short,
    "urgent": _urgent,
    "owed": _owed,
    "waiting": _waiting,
    "other_actions": _beside,
    "let_go": _let_go,
    "finished": _finished,
    "notes": _notes,
}

KIND = Kind(
    "agency",
    "Agency plan",
    {
        "in_short": "The plan in numbers",
        "urgent": "What is overdue or red, a block each",
        "owed": "What else is owed, a block each, the latest review first",
        "waiting": "Replies, questions and return forms that wait for an answer",
        "other_actions": "The agency's open actions for records that do not ask it",
        "let_go": "What was declined, passed on or goes on elsewhere, with its reason",
        "finished": "What was finished in the period, and what shows it",
        "notes": "What the paper holds and what not",
    },
    values={"agency": "The agency's name"},
    terms=frozenset(
        (
            "Reply, decision, delivery, practice",
            "Signed off",
            "Original and agreed date",
            "Test of practice",
            "Said to be done",
            "Register entry",
            "As at",
        )
    ),
    rows=ROWS,
)
