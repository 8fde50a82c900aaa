"""`action`: what somebody does about it, and how it goes."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.pages import print_page
from auditrack.cli.table import print_table
from auditrack.commands.action import (
    ActionDone,
    AddAction,
    EditAction,
    ExtendAction,
    SignOffAction,
    UpdateAction,
    WithdrawAction,
)

app = group("Actions: what somebody does about a recommendation.")

Ref = Annotated[str, typer.Argument(help="The action's reference (act-17).", metavar="REF")]
Due = Annotated[str | None, typer.Option("--due", help="When it is due.", metavar="DATE")]
Start = Annotated[str | None, typer.Option("--start", help="When it begins.", metavar="DATE")]
Lead = Annotated[str | None, typer.Option("--lead", help="Who is responsible.")]
Agency = Annotated[str | None, typer.Option("--agency", help="Whose action it is.")]
State = Annotated[
    str | None,
    typer.Option(
        "--state",
        help="not-started, in-progress, in-place, done, paused, superseded, "
        "no-longer-relevant or not-known.",
    ),
]
Note = Annotated[str | None, typer.Option("--note", help="What there is to say; - reads it.")]
Type = Annotated[
    str | None,
    typer.Option(
        "--type",
        help="remind_circulate, train, procedure, review_consider, audit_assure, "
        "practice_standard, system_change, national, individual, or the board's own words.",
    ),
]
On = Annotated[str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")]


@verb(app, "add", "Enter an action.")
def add(
    door: Door,
    ref: Annotated[
        list[str],
        typer.Argument(help="The recommendations, findings or reviews.", metavar="REF"),
    ],
    what: Annotated[str, typer.Option("--what", help="What will be done; - reads it.")],
    lead: Lead = None,
    agency: Agency = None,
    due: Due = None,
    start: Start = None,
    type: Type = None,
    state: State = None,
    why: WhyOption = None,
) -> None:
    """Enter what somebody does about a recommendation."""
    from auditrack.cli.reading import typed_or_read

    saved = door.run(
        AddAction(
            serves=tuple(ref),
            what=typed_or_read(what),
            lead=lead,
            agency=agency,
            due=due,
            start=start,
            type=type,
            state=state,
            why=why,
        )
    )
    if type is None and not door.json:
        _say_what_is_suggested(door, saved.references[0])


@verb(app, "list", "List actions.")
def list_actions(
    door: Door,
    ref: Annotated[
        str | None, typer.Argument(help="Of one recommendation or review.", metavar="REF")
    ] = None,
) -> None:
    """List actions with state, lead, and both dates."""
    from auditrack.views.action_rows import action_rows

    rows = action_rows(door.records, door.today, ref)
    if door.json:
        output.print_json([row.to_json() for row in rows])
    elif not rows:
        output.say("There is no action on record here.")
    else:
        print_table(
            ("Reference", "State", "Lead", "Due", "Agreed", "What"),
            [
                (
                    row.ref,
                    row.state,
                    row.lead,
                    row.original_due or "none",
                    row.agreed_due or "none",
                    row.what,
                )
                for row in rows
            ],
        )


@verb(app, "show", "Show one action.")
def show(door: Door, ref: Ref) -> None:
    """Show an action with its dated updates."""
    print_page(door, ref, "actions")


@verb(app, "edit", "Correct an action.")
def edit(
    door: Door,
    ref: Ref,
    what: Annotated[str | None, typer.Option("--what", help="What will be done.")] = None,
    lead: Lead = None,
    agency: Agency = None,
    due: Due = None,
    start: Start = None,
    type: Type = None,
    why: WhyOption = None,
) -> None:
    """Correct an action's record; an original due date never moves."""
    saved = door.run(
        EditAction(
            ref=ref, what=what, lead=lead, agency=agency, due=due, start=start, type=type, why=why
        )
    )
    if type is None and not door.json:
        _say_what_is_suggested(door, saved.references[0])


def _say_what_is_suggested(door: Door, ref: str) -> None:
    """The type that the words of an action suggest, where nobody has said one."""
    from auditrack.views.action_types import quoted, suggested_types

    action = door.register.get("actions", ref) or {}
    if action.get("type"):
        return
    for kind in suggested_types(str(action.get("what", "")))[:1]:
        said = "hint at" if kind.hinted else "suggest"
        output.say(
            f"Its words {said} the type {kind}, by {quoted(kind.because)}; it is not recorded. "
            f"To confirm it: auditrack action types --confirm {ref}"
        )


@verb(app, "types", "Actions whose type nobody has said; confirm what their words suggest.")
def types(
    door: Door,
    ref: Annotated[
        str | None, typer.Argument(help="Of one recommendation or review.", metavar="REF")
    ] = None,
    theme: Annotated[str | None, typer.Option("--theme", help="Those on one theme.")] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", help="An action whose suggestion is right (repeatable)."),
    ] = None,
    all_one_type: Annotated[
        bool,
        typer.Option(
            "--all-one-type", help="Confirm all those listed whose words fit one type only."
        ),
    ] = False,
    why: WhyOption = None,
) -> None:
    """List the suggestions, or confirm some of them; nothing is confirmed by itself."""
    from auditrack.cli.action_types import confirm_types, list_types

    if confirm or all_one_type:
        confirm_types(door, ref, theme, tuple(confirm or ()), all_one_type, why)
    else:
        list_types(door, ref, theme)


@verb(app, "update", "Add a dated update.")
def update(
    door: Door,
    ref: Ref,
    note: Note = None,
    state: State = None,
    off_track: Annotated[
        bool | None, typer.Option("--off-track/--on-track", help="Declared off or on track.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="With paused: until when.", metavar="DATE")
    ] = None,
    on: On = None,
    why: WhyOption = None,
) -> None:
    """Say how an action goes; earlier updates stay."""
    from auditrack.cli.reading import typed_or_read

    door.run(
        UpdateAction(
            ref=ref,
            note=note and typed_or_read(note),
            state=state,
            off_track=off_track,
            on=on,
            until=until,
            why=why,
        )
    )


@verb(app, "extend", "Agree a later date, with a reason.")
def extend(
    door: Door,
    ref: Ref,
    to: Annotated[str, typer.Option("--to", help="The new date.", metavar="DATE")],
    why: WhyOption = None,
) -> None:
    """Agree a later date; the original stays and is counted against too."""
    door.run(ExtendAction(ref=ref, to=to, why=why))


@verb(app, "done", "Say that an action is done.")
def done(door: Door, ref: Ref, on: On = None, note: Note = None, why: WhyOption = None) -> None:
    """Claim that an action is done; a second person signs it off."""
    from auditrack.cli.reading import typed_or_read

    door.run(
        ActionDone(ref=ref, on=on, note=note and typed_or_read(note), why=why),
        "Saved as said to be done; a second person signs it off.",
    )


@verb(app, "sign-off", "Confirm, as a second person, that it is done.")
def sign_off(
    door: Door,
    ref: Ref,
    note: Note = None,
    override: Annotated[
        str | None, typer.Option("--override", help="A chair's reason where no second person can.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Sign off an action that somebody else said was done."""
    from auditrack.cli.reading import typed_or_read

    said = note and typed_or_read(note)
    door.run(SignOffAction(ref=ref, note=said, override=override, why=why), "Signed off.")


@verb(app, "withdraw", "Take it out of every count, with a reason.")
def withdraw(
    door: Door,
    ref: Ref,
    why: WhyOption = None,
    reinstate: Annotated[bool, typer.Option("--reinstate", help="Put it back.")] = False,
) -> None:
    """Withdraw an action; nothing is deleted."""
    door.run(WithdrawAction(ref=ref, reinstate=reinstate, why=why))
