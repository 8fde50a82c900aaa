"""`evidence`: what shows that something was done or changed."""

from pathlib import Path
from typing import Annotated

import typer

from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.cli.pages import print_page
from auditrack.commands.evidence import (
    AcceptEvidence,
    AddEvidence,
    EditEvidence,
    ReturnEvidence,
    ServeAlso,
    WithdrawEvidence,
)
from auditrack.model.words import EVIDENCE_STATES, RESULTS, word

app = group("Evidence: what shows that something was done or changed.")

Ref = Annotated[str, typer.Argument(help="The evidence's reference (ev-17).", metavar="REF")]


@verb(app, "add", "File evidence.")
def add(
    door: Door,
    serves: Annotated[
        list[str],
        typer.Option("--for", help="What it is for (repeatable).", metavar="REF"),
    ],
    shows: Annotated[str, typer.Option("--shows", help="What it shows; - reads it.")],
    level: Annotated[
        str,
        typer.Option(
            "--level",
            help="0 statement, 1 activity, 2 uptake, 3 practice seen, "
            "4 independent test or measured outcome.",
        ),
    ],
    about: Annotated[
        str | None,
        typer.Option("--about", help="The date it speaks of; blank stays blank.", metavar="DATE"),
    ] = None,
    result: Annotated[
        str | None, typer.Option("--result", help="embedded, partly or not-embedded.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="A file to copy into the register; - reads it.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="Where it is kept.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Of which agency.")] = None,
    annual_report: Annotated[
        bool, typer.Option("--annual-report", help="Use it in the annual report.")
    ] = False,
    difference: Annotated[
        str | None, typer.Option("--difference", help="The difference it made.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """File evidence; somebody else accepts it."""
    from auditrack.cli.reading import file_or_input, typed_or_read

    with file_or_input(file) as kept:
        door.run(
            AddEvidence(
                serves=tuple(serves),
                shows=typed_or_read(shows),
                level=level,
                about=about,
                result=result,
                file=kept,
                at=at,
                agency=agency,
                use_in_annual_report=annual_report or None,
                difference=difference,
                why=why,
            )
        )


@verb(app, "list", "List evidence.")
def list_evidence(
    door: Door,
    ref: Annotated[
        str | None, typer.Argument(help="Of one recommendation or action.", metavar="REF")
    ] = None,
) -> None:
    """List evidence with its level, result and state."""
    from auditrack.views.actions import serving
    from auditrack.views.find import resolve

    if ref:
        _, found = resolve(door.records, ref)
        documents = serving(door.records, "evidence", found)
    else:
        documents = door.records.select("evidence")
    print_records(
        door,
        "evidence",
        documents,
        ("Reference", "Level", "About", "Result", "State", "Shows"),
        lambda document: (
            document["ref"],
            str(document.get("level", 0)),
            document.get("about", "blank"),
            word(RESULTS, document.get("result"), "does not say"),
            "withdrawn"
            if document.get("withdrawn_on")
            else word(EVIDENCE_STATES, document.get("state", "filed")),
            document.get("shows", ""),
        ),
        "There is no evidence on record here.",
    )


@verb(app, "show", "Show one piece of evidence.")
def show(door: Door, ref: Ref) -> None:
    """Show a piece of evidence and what it serves."""
    print_page(door, ref, "evidence")


@verb(app, "edit", "Correct evidence.")
def edit(
    door: Door,
    ref: Ref,
    shows: Annotated[str | None, typer.Option("--shows", help="What it shows; - reads it.")] = None,
    level: Annotated[str | None, typer.Option("--level", help="Its level, 0 to 4.")] = None,
    about: Annotated[
        str | None, typer.Option("--about", help="The date it speaks of.", metavar="DATE")
    ] = None,
    result: Annotated[
        str | None, typer.Option("--result", help="embedded, partly or not-embedded.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="Where it is kept.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Of which agency.")] = None,
    annual_report: Annotated[
        bool | None,
        typer.Option(
            "--annual-report/--no-annual-report", help="Whether to use it in the annual report."
        ),
    ] = None,
    difference: Annotated[
        str | None, typer.Option("--difference", help="The difference it made.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Correct evidence; an empty text clears a field. Accepted evidence waits again."""
    from auditrack.cli.reading import typed_or_read

    door.run(
        EditEvidence(
            ref=ref,
            shows=typed_or_read(shows) if shows is not None else None,
            level=level,
            about=about,
            result=result,
            at=at,
            agency=agency,
            use_in_annual_report=annual_report,
            difference=difference,
            why=why,
        )
    )


@verb(app, "accept", "Accept it, as a second person.")
def accept(
    door: Door,
    ref: Ref,
    override: Annotated[
        str | None, typer.Option("--override", help="A chair's reason where no second person can.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Accept evidence that somebody else filed."""
    door.run(AcceptEvidence(ref=ref, override=override, why=why), "Accepted.")


@verb(app, "return", "Send it back, with the reason.")
def return_(door: Door, ref: Ref, why: WhyOption = None) -> None:
    """Return evidence to its filer."""
    door.run(ReturnEvidence(ref=ref, why=why), "Returned.")


@verb(app, "also", "Say that it also serves another record.")
def also(
    door: Door,
    ref: Ref,
    serves: Annotated[str, typer.Argument(help="What else it serves.", metavar="OTHER")],
    why: WhyOption = None,
) -> None:
    """Let a piece of evidence serve one more record."""
    door.run(ServeAlso(record=ref, serves=serves, why=why))


@verb(app, "withdraw", "Take it out of every count, with a reason.")
def withdraw(
    door: Door,
    ref: Ref,
    why: WhyOption = None,
    reinstate: Annotated[bool, typer.Option("--reinstate", help="Put it back.")] = False,
) -> None:
    """Withdraw evidence; nothing is deleted."""
    door.run(WithdrawEvidence(ref=ref, reinstate=reinstate, why=why))
