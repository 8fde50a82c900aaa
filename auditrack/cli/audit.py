"""`audit`: tests of practice, planned and done."""

from typing import Annotated, Any

import typer

from auditrack.cli import audit_cases
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.cli.pages import print_page
from auditrack.commands.audit import EditAudit, PlanAudit, RecordAudit, WithdrawAudit
from auditrack.model.words import LOOKED_AT, OUTCOMES, word

app = group("Audits: tests of practice, planned and done.")

Ref = Annotated[str, typer.Argument(help="The audit's reference (aud-3).", metavar="REF")]
For = Annotated[
    list[str] | None,
    typer.Option("--for", help="What it is for (repeatable).", metavar="REF"),
]
Theme = Annotated[
    list[str] | None,
    typer.Option("--theme", help="A theme it tests (default: those of what it is for)."),
]
LookedAt = Annotated[
    str, typer.Option("--looked-at", help="practice, documents or staff-knowledge.")
]
Method = Annotated[str | None, typer.Option("--method", help="How it was done.")]
Agency = Annotated[
    list[str] | None, typer.Option("--agency", help="An agency it covers (none: all).")
]
By = Annotated[str | None, typer.Option("--by", help="The lead who made it.", metavar="LEAD")]
Question = Annotated[str | None, typer.Option("--question", help="What it asks.")]
Chosen = Annotated[
    str | None,
    typer.Option("--chosen", help="How the cases were chosen: all, random, picked, or in words."),
]
Standard = Annotated[str | None, typer.Option("--standard", help="The standard set beforehand.")]
StandardMet = Annotated[
    str | None,
    typer.Option("--standard-met", help="The standard as a figure: 80%, or 8 of 10."),
]


@verb(app, "record", "Record an audit that was made.")
def record(
    door: Door,
    date: Annotated[str, typer.Option("--date", help="When it was made.", metavar="DATE")],
    outcome: Annotated[
        str, typer.Option("--outcome", help="embedded, partly, not-embedded or inconclusive.")
    ],
    serves: For = None,
    theme: Theme = None,
    looked_at: LookedAt = "practice",
    method: Method = None,
    sample: Annotated[str | None, typer.Option("--sample", help="How many cases.")] = None,
    met: Annotated[str | None, typer.Option("--met", help="How many met the standard.")] = None,
    practice: Annotated[
        str | None,
        typer.Option("--practice", help="The practice that was sampled.", metavar="FROM..TO"),
    ] = None,
    agency: Agency = None,
    by: By = None,
    next: Annotated[
        str | None, typer.Option("--next", help="When to test again.", metavar="DATE")
    ] = None,
    question: Question = None,
    chosen: Chosen = None,
    standard: Standard = None,
    standard_met: StandardMet = None,
    planned: Annotated[
        str | None, typer.Option("--planned", help="The planned audit that this is.", metavar="REF")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Record what an audit found. Only one that looked at practice tests practice."""
    door.run(
        RecordAudit(
            date=date,
            outcome=outcome,
            serves=tuple(serves or ()),
            themes=tuple(theme or ()),
            looked_at=looked_at,
            method=method,
            sample=sample,
            met=met,
            practice=practice,
            agencies=tuple(agency or ()),
            by=by,
            next=next,
            question=question,
            chosen=chosen,
            standard=standard,
            standard_met=standard_met,
            planned=planned,
            why=why,
        )
    )


@verb(app, "plan", "Plan an audit, or see what should be tested next.")
def plan(
    door: Door,
    question: Question = None,
    propose: Annotated[
        bool,
        typer.Option("--propose", help="Only show what should be tested next, and why."),
    ] = False,
    proposed: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            help="Plan what is proposed for this audit or theme, filled in; several are one "
            "audit. Other options replace what is filled in.",
            metavar="REF",
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            help="Only show the audit plan of a board's year: this, next, 2026 or 2026/27.",
            metavar="YEAR",
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="When it is due.", metavar="DATE")
    ] = None,
    serves: For = None,
    theme: Theme = None,
    looked_at: Annotated[
        str | None,
        typer.Option(
            "--looked-at", help="practice, documents or staff-knowledge (default: practice)."
        ),
    ] = None,
    method: Method = None,
    practice: Annotated[
        str | None,
        typer.Option("--practice", help="The practice to be sampled.", metavar="FROM..TO"),
    ] = None,
    agency: Agency = None,
    by: By = None,
    chosen: Chosen = None,
    standard: Standard = None,
    standard_met: StandardMet = None,
    why: WhyOption = None,
) -> None:
    """Plan an audit: its question, its date and how it will be judged.

    With --propose nothing is planned: tests that are late, re-tests that are due and themes by
    attention are shown in order, each with why, what to ask, of whom, by when, and the command
    that plans it. With --from one of them is planned as it is filled in there. With --year nothing
    is planned either: the year is shown by month and quarter, with what each lead is to test and
    what would stay untested at its end.
    """
    told: dict[str, Any] = {
        "question": question,
        "date": date,
        "serves": tuple(serves) if serves else None,
        "themes": tuple(theme) if theme else None,
        "looked_at": looked_at,
        "method": method,
        "practice": practice,
        "agencies": tuple(agency) if agency else None,
        "by": by,
        "chosen": chosen,
        "standard": standard,
        "standard_met": standard_met,
        "why": why,
    }
    given = {name: value for name, value in told.items() if value is not None}
    if year is not None:
        from auditrack.cli.audit_year import show_year

        if propose or proposed or given:
            door.refuse(
                "bad-value",
                "--year only shows what is planned.",
                "Leave --year out to plan this audit.",
            )
        show_year(door, year)
        return
    if propose or proposed:
        from auditrack.cli import audit_plan

        if propose and (proposed or given):
            door.refuse(
                "bad-value",
                "--propose only shows what could be planned.",
                "Leave --propose out to plan this audit.",
            )
        if proposed:
            audit_plan.plan_from(door, tuple(proposed), given)
        else:
            audit_plan.propose(door)
        return
    door.run(PlanAudit(**{"question": "", **given}))


@verb(app, "list", "List audits.")
def list_audits(door: Door) -> None:
    """List audits, done and planned, the latest first."""
    from auditrack.views.independence import NOT_INDEPENDENT, why_not_independent
    from auditrack.views.sampled import sample_of

    records, today = door.records, door.today
    documents = [
        {**audit, "not_independent": why_not_independent(records, audit, today)}
        for audit in sorted(
            records.select("audits"), key=lambda a: a.get("date") or "", reverse=True
        )
    ]
    print_records(
        door,
        "audits",
        documents,
        ("Reference", "Date", "Outcome", "Looked at", "n", "Next", "Tests", "Question"),
        lambda document: (
            document["ref"],
            document.get("date", "no date"),
            "withdrawn"
            if document.get("withdrawn_on")
            else "planned"
            if document.get("status") == "planned"
            else word(OUTCOMES, document.get("outcome"))
            + (f", {NOT_INDEPENDENT}" if document["not_independent"] else ""),
            word(LOOKED_AT, document.get("looked_at", "practice")),
            sample_of(document).briefly() or "-",
            document.get("next", "-"),
            ", ".join((*document.get("themes", ()), *document.get("serves", ()))),
            document.get("question", ""),
        ),
        "There is no audit on record yet. Record one with: auditrack audit record.",
    )


@verb(app, "show", "Show one audit.")
def show(door: Door, ref: Ref) -> None:
    """Show an audit and what it tested."""
    print_page(door, ref, "audits")


@verb(app, "edit", "Correct an audit.")
def edit(
    door: Door,
    ref: Ref,
    date: Annotated[
        str | None, typer.Option("--date", help="When it was made, or is due.", metavar="DATE")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", help="embedded, partly, not-embedded or inconclusive."),
    ] = None,
    theme: Annotated[
        list[str] | None, typer.Option("--theme", help="The themes it tests; replaces them.")
    ] = None,
    looked_at: Annotated[
        str | None, typer.Option("--looked-at", help="practice, documents or staff-knowledge.")
    ] = None,
    method: Method = None,
    sample: Annotated[str | None, typer.Option("--sample", help="How many cases.")] = None,
    met: Annotated[str | None, typer.Option("--met", help="How many met the standard.")] = None,
    practice: Annotated[
        str | None,
        typer.Option("--practice", help="The practice that was sampled.", metavar="FROM..TO"),
    ] = None,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help="Whom it covers; replaces them.")
    ] = None,
    by: By = None,
    next: Annotated[
        str | None, typer.Option("--next", help="When to test again.", metavar="DATE")
    ] = None,
    question: Question = None,
    chosen: Chosen = None,
    standard: Standard = None,
    standard_met: StandardMet = None,
    why: WhyOption = None,
) -> None:
    """Correct an audit; an empty text clears a field."""
    door.run(
        EditAudit(
            ref=ref,
            date=date,
            outcome=outcome,
            themes=tuple(theme) if theme else None,
            looked_at=looked_at,
            method=method,
            sample=sample,
            met=met,
            practice=practice,
            agencies=tuple(agency) if agency else None,
            by=by,
            next=next,
            question=question,
            chosen=chosen,
            standard=standard,
            standard_met=standard_met,
            why=why,
        )
    )


@verb(app, "withdraw", "Take it out of every count, with a reason.")
def withdraw(
    door: Door,
    ref: Ref,
    why: WhyOption = None,
    reinstate: Annotated[bool, typer.Option("--reinstate", help="Put it back.")] = False,
) -> None:
    """Withdraw an audit; nothing is deleted."""
    door.run(WithdrawAudit(ref=ref, reinstate=reinstate, why=why))


verb(app, "sample", "Draw cases at random, so that the draw can be repeated.")(audit_cases.sample)
verb(app, "criteria", "Enter the questions and their answers, case by case.")(audit_cases.criteria)
