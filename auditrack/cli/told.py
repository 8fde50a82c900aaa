"""Who was told of a review or sent a report: what `review told` and `report told` share."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door

Whom = Annotated[
    list[str] | None,
    typer.Option(
        "--whom",
        help="families, staff, chief officers, lead member, Healthwatch, other boards or another "
        "group or body (repeatable); no names.",
    ),
]
On = Annotated[str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")]
Correct = Annotated[
    str | None,
    typer.Option("--correct", help="Correct this one with --whom or --on.", metavar="TLD"),
]
Withdraw = Annotated[
    str | None,
    typer.Option("--withdraw", help="Take this one back, with --why.", metavar="TLD"),
]


def changes_one(
    door: Door,
    of: str,
    table: str,
    whom: list[str] | None,
    on: str | None,
    correct: str | None,
    withdraw: str | None,
    why: str | None,
) -> bool:
    """Correct or take back one that is on record of a review or export; False where none is."""
    from auditrack.commands.told import EditTold, WithdrawTold

    if not correct and not withdraw:
        return False
    if correct and withdraw:
        door.refuse("bad-value", "One of them is corrected or taken back.", "Give one of the two.")
    subject = _ref(door, of, table)
    if withdraw:
        if whom or on:
            door.refuse(
                "bad-value",
                "What is taken back says nothing new.",
                "Leave --whom and --on out, or correct it with --correct.",
            )
        door.run(WithdrawTold(withdraw, of=subject, why=why))
        return True
    if whom and len(whom) > 1:
        door.refuse("bad-value", "One record names one group.", "Give --whom once.")
    door.run(EditTold(str(correct), whom=whom[0] if whom else None, on=on, of=subject, why=why))
    return True


def show(door: Door, of: str, table: str, on: str | None, why: str | None) -> None:
    """Print who was told of one review or sent one export, and of whom that is not on record."""
    from auditrack.views.told import not_on_record, told_of
    from auditrack.views.wording import when

    if on or why:
        door.refuse("missing", "Nobody is said to be told.", "Say whom with --whom.")
    ref = _ref(door, of, table)
    found = told_of(door.records, ref)
    silent = not_on_record(door.records, ref, door.today) if table == "reviews" else ()
    if door.json:
        output.print_json(
            {
                "ref": ref,
                "told": [{"ref": one.ref, "whom": one.whom, "on": one.on} for one in found],
                "not_on_record": list(silent),
            }
        )
        return
    for one in found:
        output.line(f"{one.ref}  {when(one.on)}  {one.whom}")
    if not found:
        output.say(f"Nothing on record says who was told of {ref}.")
    if silent:
        output.say(f"Not on record: whether told: {', '.join(silent)}.")


def show_exports(door: Door) -> None:
    """Print every document that left the register, with whom it was sent to, the last first."""
    from auditrack.cli.table import print_table
    from auditrack.views.told import told_of

    rows = [
        (export, told_of(door.records, str(export["ref"])))
        for export in reversed(door.records.select("exports"))
    ]
    if door.json:
        output.print_json(
            [
                {
                    **{
                        name: export.get(name) for name in ("ref", "kind", "what", "period", "file")
                    },
                    "told": [{"ref": one.ref, "whom": one.whom, "on": one.on} for one in found],
                }
                for export, found in rows
            ]
        )
        return
    if not rows:
        output.say("Nothing has left the register.")
    print_table(
        ("Reference", "Kind", "Period", "File", "Told"),
        (
            (
                str(export["ref"]),
                str(export.get("kind") or ""),
                str(export.get("period") or "-"),
                str(export.get("file") or "-"),
                ", ".join(f"{one.whom} {one.on or ''}".rstrip() for one in found)
                or str(export.get("to") or "not on record"),
            )
            for export, found in rows
        ),
    )


def _ref(door: Door, typed: str, table: str) -> str:
    from auditrack.views.find import resolve

    return resolve(door.records, typed, (table,))[1]
