"""The handover report: what a post has in hand, for whoever takes it on and for its board."""

from functools import partial
from pathlib import Path

from auditrack.model.dates import in_words
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report, make
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, days, listed, short
from auditrack.views.handover import Handover
from auditrack.views.post import ActionHeld, AuditHeld, Promise


def render_handover(handover: Handover, template: Path | None = None) -> bytes:
    """The handover report's bytes: the same for the same figures and template.

    Raises:
        RefusedError: the template will not do.
    """
    return make(report_of(handover), template).document


def report_of(handover: Handover) -> Report:
    """What the handover report says."""
    post = handover.post
    held = (
        f"nobody since {day(handover.vacant_since)}"
        if handover.vacant_since
        else handover.holder or "not recorded"
    )
    return Report(
        KIND,
        Imprint(
            title=f"{KIND.title}: {post.title}",
            board=handover.board,
            period=f"as at {in_words(handover.as_at.isoformat())}",
            as_at=handover.as_at,
            head=handover.head,
            marking=handover.marking,
            demonstration=handover.demonstration,
        ),
        {name: partial(write, handover=handover) for name, write in _SECTIONS.items()},
        details=(
            ("Held by", held),
            ("Agency", handover.agency or "none recorded"),
            ("Logins", listed(list(handover.logins)) or "none"),
        ),
        values={"lead": post.title, "held_by": held},
        rows={
            "overdue": [
                {
                    "ref": action.ref,
                    "what": short(action.what, action.ref),
                    "agreed": day(action.agreed),
                    "late": action.late,
                }
                for action in post.overdue
            ],
        },
        empty=frozenset(
            name
            for name, rows in (("actions", post.actions), ("recommendations", post.recommendations))
            if not rows
        ),
    )


def _in_short(report: WordReport, handover: Handover) -> None:
    post = handover.post
    claimed = sum(action.is_claimed for action in post.actions)
    returned = sum(one.returned_why is not None for one in post.evidence)
    report.heading("In short")
    told = (
        f"{counted(len(post.actions) - claimed, 'action')} still to be done, "
        f"{len(post.overdue) or 'none'} of them past the agreed date; "
        f"{claimed or 'none'} said to be done and not signed off.",
        f"{counted(len(post.recommendations), 'open recommendation')} that it acts on, "
        "delivers or assures.",
        f"{counted(len(post.audits), 'audit')} in hand: planned, under way, or a next test "
        "that it named.",
        f"{counted(len(post.evidence), 'piece')} of evidence that it filed not accepted yet, "
        f"{returned or 'none'} of them returned.",
        f"{counted(len(handover.decisions), 'decision')} needed that it waits for, or that "
        "concern its work.",
        f"{counted(post.finished, 'action')} of its own signed off: those stay with it in the "
        "record, whoever takes the work on.",
    )
    report.bullets(f"{one[0].upper()}{one[1:]}" for one in told)


def _overdue(report: WordReport, handover: Handover) -> None:
    report.heading("Overdue")
    late = handover.post.overdue
    if not late:
        report.paragraph("None of its actions is past its agreed date.")
        return
    report.paragraph(
        f"{counted(len(late), 'action')} past the agreed date, the longest first. Days are counted "
        "against the original and the agreed date."
    )
    report.table(
        Table(
            "Its actions past their agreed date",
            (Column("Action", 7), Column("Agreed date", 3), Column("How late", 6)),
            [
                (
                    Cell(short(action.what, action.ref), lead=action.ref),
                    day(action.agreed),
                    action.late,
                )
                for action in late
            ],
        )
    )


def _promised(report: WordReport, handover: Handover) -> None:
    report.heading("Promised, by date")
    promised = handover.post.promised
    if not promised:
        report.paragraph(
            "No day is on record that it promised something for: no audit planned or next test "
            "named, no reply asked for, no date moved, no day to look again."
        )
        return
    report.paragraph(
        "Audits planned and next tests, replies and return forms asked of its agency, dates agreed "
        "after they were moved, and days to look again, the earliest first."
    )
    report.table(
        Table(
            "What was promised, the earliest day first",
            (Column("Day", 3.2), Column("What", 3), Column("Record", 9)),
            [_promise(one) for one in promised],
        )
    )


def _promise(one: Promise) -> tuple[str | Cell, ...]:
    when = Cell(f"{days(one.days)} ago" if one.days else "", lead=day(one.day, "no date set"))
    kind = "date moved" if one.kind == "extension" else one.kind
    return when, kind.capitalize(), Cell(short(one.what, one.ref), lead=one.ref)


def _actions(report: WordReport, handover: Handover) -> None:
    report.heading("Actions")
    actions = handover.post.actions
    if not actions:
        report.paragraph("It leads no action that is open on record.")
        return
    report.table(
        Table(
            "The open actions that it leads: where each stands and its dates",
            (
                Column("Action", 9),
                Column("Where it stands", 6),
                Column("Original date", 3.4),
                Column("Agreed date", 3.4),
            ),
            [
                (
                    Cell(
                        short(action.what, action.ref),
                        lead=f"{action.ref}, for {listed(list(action.serves))}",
                    ),
                    Cell(_stands(action), lead=action.state.capitalize()),
                    day(action.due, "none set"),
                    f"{day(action.agreed, 'none set')}"
                    + (f"\n{days(action.days)} overdue" if action.days else ""),
                )
                for action in actions
            ],
        )
    )


def _stands(action: ActionHeld) -> str:
    if action.last_update is None:
        return "No update is on record."
    said = f"Last update {day(action.last_update)}"
    return f"{said}: {short(action.last_note, action.ref)}" if action.last_note else f"{said}."


def _recommendations(report: WordReport, handover: Handover) -> None:
    report.heading("Recommendations")
    asks = handover.post.recommendations
    if not asks:
        report.paragraph("No open recommendation is acted on, delivered or assured by it.")
        return
    report.table(
        Table(
            "The open recommendations that it acts on, delivers or assures",
            (
                Column("Recommendation", 10),
                Column("Its part", 3.6),
                Column("BRAG", 4.6),
                Column("Agreed date", 3.4),
            ),
            [
                (
                    Cell(short(ask.text, ask.ref), lead=ask.ref),
                    ask.part,
                    ask.stands,
                    day(ask.due, "none set"),
                )
                for ask in asks
            ],
        )
    )


def _audits(report: WordReport, handover: Handover) -> None:
    report.heading("Audits in hand")
    audits = handover.post.audits
    if not audits:
        report.paragraph("No audit is planned or under way for it, and it named no next test.")
        return
    report.table(
        Table(
            "Audits planned, under way, or named as a next test",
            (Column("Audit", 9), Column("State", 3.4), Column("Day", 3.6)),
            [_audit(audit) for audit in audits],
        )
    )


def _audit(audit: AuditHeld) -> tuple[str | Cell, ...]:
    when = Cell(f"{days(audit.days)} ago" if audit.days else "", lead=day(audit.day, "no date"))
    return Cell(short(audit.what, audit.ref), lead=audit.ref), audit.state.capitalize(), when


def _evidence(report: WordReport, handover: Handover) -> None:
    report.heading("Evidence that waits or came back")
    evidence = handover.post.evidence
    if not evidence:
        report.paragraph("Nothing that it filed waits to be accepted or was returned.")
        return
    report.table(
        Table(
            "Evidence that it filed and that nobody has accepted",
            (Column("Evidence", 8), Column("State", 6), Column("Filed", 3.4)),
            [
                (
                    Cell(
                        short(one.shows, one.ref),
                        lead=f"{one.ref}, level {one.level}, "
                        f"for {listed(list(one.serves)) or 'nothing named'}",
                    ),
                    "waits to be accepted by a second person"
                    if one.returned_why is None
                    else f"returned: {short(one.returned_why, one.ref)}",
                    day(one.filed_on),
                )
                for one in evidence
            ],
        )
    )


def _decisions(report: WordReport, handover: Handover) -> None:
    report.heading("Decisions it waits for")
    if not handover.decisions:
        report.paragraph("Nothing on record that concerns its work needs a decision.")
        return
    report.table(
        Table(
            "What needs a decision and concerns its work, in the order a meeting takes it",
            (Column("What, and record", 5), Column("Why", 6), Column("What clears it", 5)),
            [
                (
                    Cell(
                        "" if need.record == "theme" else need.ref,
                        lead=short(need.what, need.ref),
                    ),
                    short(need.why, need.ref),
                    short(need.clears, need.ref),
                )
                for need in handover.decisions
            ],
        )
    )


def _not_in_it(report: WordReport, handover: Handover) -> None:
    report.heading("What is not in this report")
    report.bullets(
        [
            "Drafts: what somebody typed and never saved is theirs alone, and the register does "
            "not see it.",
            "Letters, mail and papers outside the register.",
            "Actions that are signed off, set aside, or of what was closed: they stay as they are.",
        ]
    )


_SECTIONS = {
    "in_short": _in_short,
    "overdue": _overdue,
    "promised": _promised,
    "actions": _actions,
    "recommendations": _recommendations,
    "audits": _audits,
    "evidence": _evidence,
    "decisions": _decisions,
    "not_in_it": _not_in_it,
}

KIND = Kind(
    "handover",
    "Handover",
    {
        "in_short": "How much of everything it holds",
        "overdue": "Its actions past their agreed date",
        "promised": "What was promised, by date",
        "actions": "Its open actions",
        "recommendations": "The open recommendations that it acts on, delivers or assures",
        "audits": "Audits in hand",
        "evidence": "Evidence that waits or came back",
        "decisions": "Decisions that it waits for",
        "not_in_it": "What is not in the report",
    },
    wide=frozenset(("actions", "recommendations")),
    values={"lead": "The post", "held_by": "Who holds it, or since when nobody does"},
    rows={
        "overdue": {
            "ref": "The reference",
            "what": "What is to be done",
            "agreed": "The agreed date",
            "late": "How late it is",
        },
    },
    terms=frozenset(
        (
            "Signed off",
            "Original and agreed date",
            "Test of practice",
            "Said to be done",
            "Attention",
            "Register entry",
            "As at",
        )
    ),
)
