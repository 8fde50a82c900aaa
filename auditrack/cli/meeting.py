"""`meeting`: a sitting from its start to its agreed minutes; each decision is one command."""

from pathlib import Path
from typing import Annotated

import typer

from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.cli.pages import print_page
from auditrack.commands.meeting import (
    AddItem,
    AgreeMinutes,
    DeclareInterest,
    EditMeeting,
    EndMeeting,
    NotePresent,
    RemovePresent,
    StartMeeting,
    WithdrawMeeting,
)
from auditrack.commands.meeting_decision import ChangeItem, DecideInMeeting, NoteDissent

app = group("Meetings of the board and of its subgroups.")

Meeting = Annotated[
    str, typer.Argument(help="The meeting's reference, for example mtg-3.", metavar="MEETING")
]
Item = Annotated[
    str, typer.Argument(help="The item's reference, for example mit-12.", metavar="ITEM")
]
Who = Annotated[list[str], typer.Argument(help="Who, best by role (repeatable).", metavar="WHO...")]
Decision = Annotated[
    str,
    typer.Argument(
        help="accept, return, extend, decline, refer-on, close, re-open, keep-under-review, "
        "no-longer-relevant, noted or deferred; accept takes evidence as shown, signs a done "
        "action off, or means that a recommendation is to be implemented.",
        metavar="DECISION",
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", help="Why; some decisions need it.")]
To = Annotated[
    str | None,
    typer.Option("--to", help="With extend: the new date; with refer-on: to whom.", metavar="TO"),
]
Until = Annotated[
    str | None,
    typer.Option("--until", help="With keep-under-review: the day to look again.", metavar="DATE"),
]
Override = Annotated[
    str | None,
    typer.Option("--override", help="The reason to decide it although something is missing."),
]
Dissent = Annotated[str | None, typer.Option("--dissent", help="Who disagreed, and why.")]
On = Annotated[str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")]
Title = Annotated[str | None, typer.Option("--title", help="What the meeting is called.")]
Subgroup = Annotated[
    str | None, typer.Option("--subgroup", help="Whose meeting (default: the board's).")
]


@verb(app, "start", "Begin a meeting of a subgroup or of the board.")
def start(
    door: Door,
    subgroup: Subgroup = None,
    chair: Annotated[
        str | None,
        typer.Option(
            "--chair", help="Who is in the chair: a lead or a role (default: your own lead)."
        ),
    ] = None,
    on: On = None,
    title: Title = None,
    why: WhyOption = None,
) -> None:
    """Begin a meeting; one of a group is open at a time."""
    door.run(
        StartMeeting(subgroup=subgroup, on=on, chair=chair, title=title, why=why),
        "The meeting is open.",
    )


@verb(app, "list", "List the meetings, the latest first.")
def list_meetings(door: Door) -> None:
    """List every meeting that stands."""
    from auditrack.model.words import MEETING_STATES, word
    from auditrack.views.meetings import called, meetings

    print_records(
        door,
        "meetings",
        meetings(door.records),
        ("Reference", "Date", "Stands", "Meeting"),
        lambda document: (
            document["ref"],
            str(document.get("date") or "-"),
            word(MEETING_STATES, document.get("status")),
            called(door.records, document),
        ),
        "No meeting is on record yet. Begin one with: auditrack meeting start --chair ROLE.",
    )


@verb(app, "show", "Show one meeting: who was there and what it decided.")
def show(door: Door, ref: Meeting) -> None:
    """Show a meeting."""
    print_page(door, ref, "meetings")


@verb(app, "agenda", "The agenda of a meeting, or the one that there would be now.")
def agenda(
    door: Door,
    meeting: Annotated[
        str | None, typer.Argument(help="The meeting's reference.", metavar="[MEETING]")
    ] = None,
    subgroup: Subgroup = None,
    projector: Annotated[
        bool,
        typer.Option(
            "--projector",
            help="Fit for a wall: no text of reviews not published, no subjects, no holders.",
        ),
    ] = False,
) -> None:
    """Print what there is to take, with what was decided."""
    from auditrack.cli.agenda import print_agenda

    if meeting is not None and subgroup is not None:
        door.refuse("bad-value", "A meeting has its own subgroup.", "Leave --subgroup out.")
    print_agenda(door, meeting, subgroup, projector)


@verb(app, "present", "Note who is present.")
def present(
    door: Door,
    meeting: Meeting,
    who: Who,
    attending: Annotated[
        bool, typer.Option("--in-attendance", help="In attendance, not a member.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Noted by mistake.")] = False,
    why: WhyOption = None,
) -> None:
    """Note who is present, or take back that somebody was."""
    if remove:
        for one in who:
            door.run(RemovePresent(meeting=meeting, who=one, why=why))
        return
    present_as = "in-attendance" if attending else "present"
    door.run(NotePresent(meeting=meeting, who=tuple(who), present_as=present_as, why=why))


@verb(app, "apologies", "Note who sent apologies.")
def apologies(door: Door, meeting: Meeting, who: Who, why: WhyOption = None) -> None:
    """Note apologies."""
    door.run(NotePresent(meeting=meeting, who=tuple(who), present_as="apologies", why=why))


@verb(app, "interest", "Record an interest that somebody declared.")
def interest(
    door: Door,
    meeting: Meeting,
    who: Annotated[str, typer.Argument(help="Who declares it.", metavar="WHO")],
    interest: Annotated[str, typer.Option("--interest", help="What the interest is.")],
    about: Annotated[
        str | None,
        typer.Option("--about", help="In which record, review, agency or theme.", metavar="REF"),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Record an interest, in one record or in general."""
    door.run(DeclareInterest(meeting=meeting, who=who, interest=interest, about=about, why=why))


@verb(app, "item", "Put a record, or a matter in words, on the agenda.")
def item(
    door: Door,
    meeting: Meeting,
    ref: Annotated[
        str | None, typer.Option("--ref", help="The record that it is about.", metavar="REF")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="The matter in words.")] = None,
    why: WhyOption = None,
) -> None:
    """Add an item by hand."""
    door.run(AddItem(meeting=meeting, ref=ref, text=text, why=why))


@verb(app, "decide", "Record what the meeting decided on a record.")
def decide(
    door: Door,
    meeting: Meeting,
    ref: Annotated[
        str, typer.Argument(help="The record, theme or item decided on.", metavar="REF")
    ],
    decision: Decision,
    reason: Reason = None,
    to: To = None,
    until: Until = None,
    override: Override = None,
    dissent: Dissent = None,
    why: WhyOption = None,
) -> None:
    """Record a decision in the name of the chair."""
    door.run(
        DecideInMeeting(
            meeting=meeting,
            ref=ref,
            decision=decision,
            reason=reason,
            to=to,
            until=until,
            override=override,
            dissent=dissent,
            why=why,
        )
    )


@verb(app, "change", "Decide an item of an open meeting again.")
def change(
    door: Door,
    item: Item,
    decision: Decision,
    reason: Reason = None,
    to: To = None,
    until: Until = None,
    override: Override = None,
    dissent: Dissent = None,
    why: WhyOption = None,
) -> None:
    """Take back what was decided on an item, and decide it again."""
    door.run(
        ChangeItem(
            item=item,
            decision=decision,
            reason=reason,
            to=to,
            until=until,
            override=override,
            dissent=dissent,
            why=why,
        )
    )


@verb(app, "dissent", "Note who did not agree to a decision, and why.")
def dissent(
    door: Door,
    item: Item,
    who: Annotated[str, typer.Argument(help="Who does not agree.", metavar="WHO")],
    text: Annotated[str, typer.Option("--text", help="Why not.")],
    why: WhyOption = None,
) -> None:
    """Note a dissent."""
    door.run(NoteDissent(item=item, who=who, text=text, why=why))


def _edit(
    door: Door,
    meeting: Meeting,
    title: Title = None,
    on: On = None,
    chair: Annotated[
        str | None, typer.Option("--chair", help="Who is in the chair: a lead or a role.")
    ] = None,
    notes: Annotated[
        str | None, typer.Option("--notes", help="Notes to print in the minutes.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Correct a meeting until its minutes are agreed."""
    door.run(EditMeeting(meeting=meeting, title=title, on=on, chair=chair, minutes=notes, why=why))


verb(app, "edit", "Correct a meeting's head, or write its notes.")(_edit)
verb(app, "set", "The same as edit.")(_edit)


@verb(app, "end", "End a meeting.")
def end(door: Door, meeting: Meeting, why: WhyOption = None) -> None:
    """End a meeting; its decisions are decided again after that, not undone."""
    door.run(
        EndMeeting(meeting=meeting, why=why),
        f"Ended. The draft minutes: auditrack meeting minutes {meeting} --out FILE.",
    )


@verb(app, "agree", "Record that the minutes were agreed.")
def agree(door: Door, meeting: Meeting, on: On = None, why: WhyOption = None) -> None:
    """Record that the minutes were agreed."""
    door.run(AgreeMinutes(meeting=meeting, on=on, why=why), "The minutes are agreed.")


@verb(app, "withdraw", "Take a meeting started by mistake off the record.")
def withdraw(door: Door, meeting: Meeting, why: WhyOption = None) -> None:
    """Withdraw a meeting in which nothing was decided; nothing is deleted."""
    door.run(WithdrawMeeting(meeting=meeting, why=why))


@verb(app, "minutes", "The minutes and the action list as a Word document.")
def minutes(
    door: Door,
    meeting: Meeting,
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom they go to.")] = None,
) -> None:
    """Write the minutes: a draft until they are agreed."""
    from msgspec.structs import replace

    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.reports.minutes import report_of
    from auditrack.views.board import is_demonstration
    from auditrack.views.minutes import minutes as minutes_of

    check_output(door, out)
    found = minutes_of(door.records, meeting)
    # An earlier state of the record cannot tell whether it is made up.
    found = replace(found, demonstration=is_demonstration(door.register))
    if marking is not None:
        found = replace(found, marking=marking)
    write_report(
        door,
        report_of(found),
        out,
        template,
        what=f"{'draft minutes' if found.is_draft else 'minutes'} of {found.ref}",
        period=found.date,
        to=to,
        told={
            "meeting": found.ref,
            "draft": found.is_draft,
            "items": len(found.items) + len(found.beside),
            "actions": len(found.actions),
        },
    )
