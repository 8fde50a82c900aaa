"""`headings`: what law or guidance asks a yearly report to hold, and who compared it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.model.change import Refusal, RefusedError

if TYPE_CHECKING:
    from auditrack.model.heading_set import HeadingSet

app = group("Headings of the annual report: what law or guidance asks for, and who checked it.")

LARGEST = 1024 * 1024
"""Bytes of a file of headings that are read at most."""

Set = Annotated[str, typer.Argument(help="The set's reference or edition (working-together-2026).")]


@verb(app, "list", "List the heading sets, and which the board's report has now.")
def list_sets(door: Door) -> None:
    """List every heading set that stands: those shipped and the board's own."""
    from auditrack.analysis.heading_series import said, series_of
    from auditrack.cli.table import print_table
    from auditrack.views.headings import heading_sets

    sets = sorted(
        heading_sets(door.records), key=lambda one: (*series_of(one), one.in_force_from or "")
    )
    if door.json:
        output.print_json([_document(door, one) for one in sets])
        return
    print_table(
        ("Reference", "For", "In force", "Headings", "Verified", "Edition"),
        [
            (
                one.ref,
                said(one),
                _in_force(one),
                str(len(one.headings)),
                _verified(one),
                one.edition,
            )
            for one in sets
        ],
    )
    output.say(_of_this_year(door))


@verb(app, "show", "Show one heading set with its headings in order.")
def show(door: Door, name: Set) -> None:
    """Show a set: its headings, what the register fills in below each, and what an author writes.

    With --json it prints what `headings add` reads.
    """
    from auditrack.analysis.heading_series import called, said
    from auditrack.analysis.headings import named_set
    from auditrack.model.heading_sets import SECTIONS
    from auditrack.model.words import REVIEW_TYPES, word
    from auditrack.views.headings import heading_sets

    one = named_set(heading_sets(door.records), name)
    if door.json:
        output.print_json(_document(door, one))
        return
    output.line(called(one))
    output.print_wrapped(f"For: {said(one)}", hanging="    ")
    output.print_wrapped(f"In force: {_in_force(one)}", hanging="    ")
    output.print_wrapped(f"Source: {one.source}", hanging="    ")
    output.print_wrapped(f"Verified: {_verified(one)}", hanging="    ")
    for number, heading in enumerate(one.headings, start=1):
        output.line()
        output.print_wrapped(f"{number}. {heading.text}", "", hanging="   ")
        if heading.source:
            output.print_wrapped(f"Asked for by: {heading.source}", "   ", hanging="     ")
        if heading.fills:
            filled = "; ".join(SECTIONS[section] for section in heading.fills)
            output.print_wrapped(f"From the register: {filled}", "   ", hanging="     ")
        if heading.types:
            types = ", ".join(word(REVIEW_TYPES, code) for code in heading.types)
            output.print_wrapped(f"Speaks of: {types}", "   ", hanging="     ")
        if heading.author:
            output.print_wrapped("Author to write", "   ")


@verb(app, "add", "Enter a heading set of your own from a JSON file.")
def add(
    door: Door,
    file: Annotated[
        Path,
        typer.Argument(
            help="The file, or - for standard input. Begin it from headings show SET --json.",
            metavar="FILE",
        ),
    ],
    instead_of: Annotated[
        str | None,
        typer.Option(
            "--instead-of",
            help="The set that comes with auditrack whose place it takes: the same edition.",
            metavar="SET",
        ),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Enter a heading set of your own: one object of nation, scope, edition, source and headings.

    Begin from a set there is: auditrack headings show SET --json. It may neither leave a gap in
    its series nor overlap; an edition without an end ends on the day before yours begins.
    """
    from auditrack.commands.heading_file import heading_set_of

    door.run(heading_set_of(_content(file), instead_of=instead_of, why=why))


@verb(app, "verify", "Say that somebody compared a set with its source.")
def verify(
    door: Door,
    name: Set,
    by: Annotated[str, typer.Option("--by", help="Who compared it: a name or a role.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="What it was compared with, and where that is.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Mark a set verified: its headings print without "check against the current guidance"."""
    from auditrack.commands.headings import VerifyHeadings

    door.run(VerifyHeadings(ref=name, by=by, on=on, source=source, why=why))


@verb(app, "withdraw", "Take back a set of your own, or that somebody compared one.")
def withdraw(
    door: Door,
    ref: Annotated[
        str,
        typer.Argument(help="The set of your own (hds-1), or the check (hck-1).", metavar="REF"),
    ],
    why: WhyOption = None,
) -> None:
    """Withdraw a set of your own or a check; nothing is deleted."""
    from auditrack.commands.headings import WithdrawHeadings

    door.run(WithdrawHeadings(ref=ref, why=why))


def _document(door: Door, one: "HeadingSet") -> dict[str, Any]:
    """A set with every key, whether it is the board's own, and the check it is verified by."""
    import msgspec

    from auditrack.views.headings import checks_of, is_own

    check = checks_of(door.records).get(one.ref)
    document: dict[str, Any] = msgspec.to_builtins(one)
    return {**document, "own": is_own(one.ref), "check": check.ref if check else None}


def _in_force(one: "HeadingSet") -> str:
    from auditrack.model.dates import in_words

    if one.in_force_from is None and one.in_force_to is None:
        return "always"
    return in_words(f"{one.in_force_from or ''}..{one.in_force_to or ''}")


def _verified(one: "HeadingSet") -> str:
    from auditrack.analysis.headings import CHECK
    from auditrack.model.dates import in_words

    if not one.verified_by:
        return f"by nobody: {CHECK}"
    return f"{one.verified_by}, {in_words(one.verified_on)}"


def _of_this_year(door: Door) -> str:
    """Which sets the report on the board's year has, or why none can be chosen."""
    from auditrack.analysis.heading_series import called
    from auditrack.model.dates import in_words
    from auditrack.views.board import board_of
    from auditrack.views.headings import headings_for

    since, until = board_of(door.records).year_of(door.today)
    year = in_words(f"{since}..{until}")
    try:
        found = headings_for(door.records, since, until)
    except RefusedError as error:
        return f"For the board's year {year}: {error.refusal.message}"
    return f"For the board's year {year}: {', '.join(map(called, found))}."


def _content(file: Path) -> Any:
    """What a file of headings says.

    Raises:
        RefusedError: it cannot be read, is too large, or is no JSON.
    """
    import json
    from dataclasses import replace

    from auditrack.intake.decoding import decode
    from auditrack.register.repeated_keys import key_twice

    name = "Standard input" if str(file) == "-" else f"The file {file.name}"
    how = "See how one is written with: auditrack headings show SET --json"
    data = _bytes_of(file, name)
    try:
        text = decode(data, name)
    except RefusedError as error:
        raise RefusedError(replace(error.refusal, todo=how)) from None
    try:
        twice = key_twice(text.encode())
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise RefusedError(
            Refusal(
                "bad-heading-file",
                f"{name} is no JSON.",
                todo=how,
            )
        ) from None
    if twice is not None:
        raise RefusedError(
            Refusal(
                "bad-heading-file",
                f'{name} has the key "{output.plain(twice)[:40]}" twice in one object.',
                todo="Leave one of them out.",
            )
        )
    return content


def _bytes_of(file: Path, name: str) -> bytes:
    from auditrack.cli.reading import read_input

    try:
        if str(file) == "-":
            data = read_input()
        else:
            with file.open("rb") as opened:
                data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the system refused"
        raise RefusedError(
            Refusal(
                "not-readable",
                f"{name} cannot be read: {why.lower()}.",
                todo="Check its name, and whether you may read it.",
            )
        ) from None
    if len(data) > LARGEST:
        raise RefusedError(
            Refusal(
                "too-large",
                f"{name} is larger than 1 MB, the most that is read of headings.",
                todo="Give a file with one heading set.",
            )
        )
    return data
