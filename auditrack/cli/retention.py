"""`retention`: which reviews are due, and disposing of a review's texts by two people."""

from dataclasses import asdict
from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.redact import carry_out, take_back
from auditrack.cli.table import print_table

app = group("How long a review's texts are kept.")


@verb(app, "list", "Which reviews are due to be looked at.")
def list_kept(
    door: Door,
    every: Annotated[
        bool, typer.Option("--all", help="Every review, also those not due and those disposed of.")
    ] = False,
) -> None:
    """List the reviews whose retention review has come; nothing is disposed of by itself."""
    from auditrack.model.dates import in_words
    from auditrack.views.retention import kept

    rows = kept(door.records, door.today)
    shown = [row for row in rows if every or row.due]
    if door.json:
        output.print_json([asdict(row) for row in shown])
        return
    if shown:
        print_table(
            ("Reference", "Retention review", "Now", "Title"),
            [
                (
                    row.ref,
                    in_words(row.retention_review) if row.retention_review else "not set",
                    f"disposed of {in_words(row.disposed_on)}"
                    if row.disposed_on
                    else " ".join(
                        (
                            "due" if row.due else "kept",
                            *([f"(disposal asked: {row.asked})"] if row.asked else []),
                        )
                    ),
                    row.title,
                )
                for row in shown
            ],
        )
    else:
        output.say("No review is due for its retention review.")
    without = sum(row.retention_review is None and row.disposed_on is None for row in rows)
    if without:
        reviews = "1 review has" if without == 1 else f"{without} reviews have"
        output.say(
            f"{reviews} no day for it. Set one with: "
            "auditrack review edit REF --retention-review DATE"
        )


@verb(app, "dispose", "Dispose of a review's texts: one asks, another confirms.")
def dispose(
    door: Door,
    ref: Annotated[
        str | None, typer.Argument(help="The review whose texts are to go.", metavar="REF")
    ] = None,
    confirm: Annotated[
        str | None,
        typer.Option("--confirm", help="Carry out what entry N asked for; no undo.", metavar="N"),
    ] = None,
    withdraw: Annotated[
        str | None,
        typer.Option("--withdraw", help="Take back what entry N asked for.", metavar="N"),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Ask for the disposal of a review with REF, or carry out what another login asked for."""
    if withdraw is not None and confirm is None and ref is None:
        take_back(door, withdraw, why)
        return
    if (
        withdraw is not None
        or (confirm is None) == (ref is None)
        or (confirm is not None and why is not None)
    ):
        door.refuse(
            "what-to-dispose",
            "It is not clear what to dispose of.",
            "Ask with: auditrack retention dispose REF --why TEXT, "
            "and let another login say: auditrack retention dispose --confirm N",
        )
    if confirm is not None:
        carry_out(door, confirm, "Disposed of.")
        return
    from auditrack.commands.retention import AskDisposal

    assert ref is not None
    saved = door.run(AskDisposal(review=ref, why=why), "Asked.")
    output.say(
        "Another login confirms it with: "
        f"auditrack retention dispose --confirm {saved.entry.number}"
    )
