"""`redact`: erase what must not have been entered, by two people."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, single, tell, verb
from auditrack.model.change import Refusal, RefusedError

app = single()


@verb(app, "redact", "Erase a field from every entry: one asks, another confirms.")
def redact(
    door: Door,
    ref: Annotated[
        str | None,
        typer.Argument(help="The record, or entry-12 for an entry's reason.", metavar="REF"),
    ] = None,
    field: Annotated[
        str | None,
        typer.Argument(help="The field; of evidence also file; of an entry why.", metavar="FIELD"),
    ] = None,
    confirm: Annotated[
        str | None,
        typer.Option(
            "--confirm", help="Erase what entry N asked for. It cannot be undone.", metavar="N"
        ),
    ] = None,
    withdraw: Annotated[
        str | None,
        typer.Option("--withdraw", help="Take back what entry N asked for.", metavar="N"),
    ] = None,
    earlier: Annotated[
        bool, typer.Option("--earlier", help="Keep the value that stands now; erase those before.")
    ] = False,
    why: WhyOption = None,
) -> None:
    """Ask for an erasure with REF and FIELD, or carry out what another login asked for."""
    if withdraw is not None and confirm is None and ref is None and not earlier:
        take_back(door, withdraw, why)
        return
    if (
        withdraw is not None
        or (confirm is None) == (ref is None)
        or (confirm is None and field is None)
    ):
        door.refuse(
            "what-to-redact",
            "It is not clear what to redact.",
            "Ask with: auditrack redact REF FIELD --why TEXT, "
            "and let another login say: auditrack redact --confirm N",
        )
    if confirm is None:
        from auditrack.commands.redaction import AskRedaction

        assert ref is not None and field is not None
        saved = door.run(AskRedaction(ref=ref, field=field, earlier=earlier, why=why), "Asked.")
        number = saved.entry.number
        output.say(f"Another login confirms it with: auditrack redact --confirm {number}")
        return
    if why is not None or earlier or field is not None:
        door.refuse(
            "what-to-redact",
            "What is erased, and why, was said when it was asked for.",
            f"Say only: auditrack redact --confirm {confirm}",
        )
    carry_out(door, confirm, "Erased.")


def take_back(door: Door, which: str, why: str | None) -> None:
    """Withdraw a request that nobody has confirmed."""
    from auditrack.commands.redaction import WithdrawRedaction

    door.run(WithdrawRedaction(which, why), "Withdrawn.")


def carry_out(door: Door, which: str, done: str) -> None:
    """Carry out what another login asked to have erased, and say what that came to."""
    from auditrack.cli.progress import Progress
    from auditrack.commands.redaction import confirm_redaction

    progress = Progress("Writing the journal anew", unit="entries")
    answer = confirm_redaction(door.register, which, progress=progress)
    if isinstance(answer, Refusal):
        raise RefusedError(answer)
    try:
        if door.json:
            output.print_json(output.saved_json(answer))
        else:
            output.print_lines(answer.references)
        output.flush()
    finally:
        tell(answer, done)
