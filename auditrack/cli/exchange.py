"""`exchange`: themes and counts between boards, without anything of a case."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.commands.exchange import MatchTheme, TakeExchange, WithdrawOtherBoard

if TYPE_CHECKING:
    from auditrack.views.exchange import ToExchange

app = group("Other boards: what their reviews raised, by theme and count alone.")

_OFFERED = "themes"
"""What this board's themes are called among the documents that a store offers."""

ToOption = Annotated[
    str | None, typer.Option("--to", help="To whom it goes, for the record.", metavar="WHOM")
]
OwnOption = Annotated[
    bool,
    typer.Option("--library-only", help="Leave out themes of this board's own making."),
]


@verb(app, "write", "Write this board's themes and counts for other boards.")
def write(
    door: Door,
    out: Annotated[str, typer.Option("--out", help="The file to write; - prints it.")],
    library_only: OwnOption = False,
    to: ToOption = None,
) -> None:
    """Write the exchange file; recorded as an export before it is in place."""
    from auditrack.cli.report_writing import check_output
    from auditrack.reports.kit.placing import place
    from auditrack.views.exchange import to_exchange

    check_output(door, out)
    made = to_exchange(door.register, door.today, door.records, own_themes=not library_only)

    def record() -> None:
        _record(door, made, to, None if out == "-" else Path(out).name)

    place(made.exchange.to_bytes(), sys.stdout.buffer if out == "-" else Path(out), record)
    _tell_written(door, made, {"out": out}, f"Written: {out}")


@verb(app, "offer", "Let the other boards of this database see this board's themes and counts.")
def offer(
    door: Door,
    library_only: OwnOption = False,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Let them see it no longer.")
    ] = False,
) -> None:
    """Offer what `write` writes to the other organisations of one store, without a file."""
    from auditrack.model.exchange import KIND
    from auditrack.views.exchange import to_exchange

    must_hold_several(door, "exchange write --out FILE")
    if take_back:
        door.register.withdraw_offer(KIND, _OFFERED)
        output.say("The other boards see it no longer. What they took in stays on their record.")
        return
    made = to_exchange(door.register, door.today, door.records, own_themes=not library_only)
    must_be_recorded(door, lambda: _record(door, made, "the other boards of this database", None))
    door.register.offer(KIND, _OFFERED, made.exchange.to_bytes())
    _tell_written(door, made, {"offered": True}, "Offered to the other boards of this database.")


def _record(door: Door, made: "ToExchange", to: str | None, file: str | None) -> int | None:
    from auditrack.cli.recording import record_export
    from auditrack.model.change import Head

    sent = made.exchange
    return record_export(
        door,
        "exchange",
        Head(sent.entry, sent.head),
        what=f"Themes and counts: {len(sent.themes)}",
        to=to,
        file=file,
    )


def _tell_written(door: Door, made: "ToExchange", told: dict[str, Any], done: str) -> None:
    from auditrack.views.exchange import in_quotation_marks
    from auditrack.views.wording import counted

    sent = made.exchange
    numbered = sum(one.reviews is not None for one in sent.themes)
    if door.json:
        output.print_json(
            {
                "export": "exchange",
                **told,
                "themes": len(sent.themes),
                "with_numbers": numbered,
                "told_from": sent.told_from,
                "typed_names": list(made.typed),
                "held_back": len(made.held_back),
                "reviews_withheld": made.withheld,
                "as_at": sent.as_at,
                "entry": sent.entry,
                "hash": sent.head,
            }
        )
    output.say(done)
    output.say(
        f"{counted(len(sent.themes), 'theme')} that public reviews of {sent.board} raised, "
        f"{numbered} with numbers and years; of those that fewer than "
        f"{counted(sent.told_from, 'review')} raised, only the name."
    )
    if made.typed:
        output.say(
            "These names were typed here: look whether one points at a case, and leave them out "
            f"with --library-only: {in_quotation_marks(made.typed)}."
        )
    if made.held_back:
        output.say(
            f"{counted(len(made.held_back), 'theme')} left out, for the disclosure check stops "
            f"what the name holds: {'; '.join(made.held_back)}. Rename it, or release it with a "
            "reason: auditrack disclosure release"
        )


@verb(app, "take", "Take in another board's exchange file.")
def take(
    door: Door,
    file: Annotated[
        str | None,
        typer.Argument(help="The other board's file; - reads it.", metavar="FILE"),
    ] = None,
    offered: Annotated[
        bool, typer.Option("--offered", help="What the other boards of this database offer.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it tells, and write nothing.")
    ] = False,
    older: Annotated[
        bool, typer.Option("--older", help="Take it although what is on record is newer.")
    ] = False,
    why: WhyOption = None,
) -> None:
    """Keep what another board tells; nothing of it counts towards where a theme stands here."""
    if (file is None) == (not offered):
        door.refuse(
            "missing" if file is None else "bad-value",
            "Either a file is taken in, or what is offered in this database.",
            "Give FILE, or --offered.",
        )
    if offered:
        must_hold_several(door, "exchange take FILE")
        _take_offered(door, dry_run, older, why)
        return
    command = TakeExchange(bytes_of_file(str(file)), older=older, why=why)
    if dry_run:
        _dry_run(door, command)
        return
    door.run(command, "Taken in.")


def _dry_run(door: Door, command: TakeExchange) -> None:
    """What a file tells, checked as if it were taken in."""
    import msgspec

    from auditrack.cli.table import print_table
    from auditrack.model.exchange import read_exchange

    must_go(door, command)
    told = read_exchange(command.content)
    if door.json:
        output.print_json(msgspec.to_builtins(told))
        return
    print_table(
        ("Theme", "Reviews", "Years", "Name"),
        [
            (
                one.theme,
                f"under {told.told_from}" if one.reviews is None else str(one.reviews),
                f"{one.first_year} to {one.last_year}" if one.first_year else "-",
                one.name,
            )
            for one in told.themes
        ],
    )
    output.say(f"{told.board}, as at {told.as_at}, its entry {told.entry}. Nothing was written.")


def _take_offered(door: Door, dry_run: bool, older: bool, why: str | None) -> None:
    """Take in what each other board of the store offers; one that cannot be is told, and passed."""
    from auditrack.commands.run import check
    from auditrack.model.change import RefusedError
    from auditrack.model.exchange import KIND
    from auditrack.views.offered import offered_by_others

    found: list[dict[str, Any]] = []
    for one in offered_by_others(door.register, KIND):
        command = TakeExchange(one.body, older=older, why=why)
        row: dict[str, Any] = {"organisation": one.organisation, "taken": False, "refused": None}
        try:
            if dry_run:
                refused = check(door.register, command)
                if refused is not None:
                    raise RefusedError(refused)
            else:
                saved = door.save(command)
                row |= {"taken": True, **output.saved_json(saved)}
                for note in saved.notes:
                    output.say(note)
        except RefusedError as error:
            row["refused"] = output.refusal_json(error.refusal)
            if error.refusal.code != "no-change":
                output.say(f"{one.organisation}: {error.refusal}")
        found.append(row)
    if door.json:
        output.print_json(found)
    taken = sum(one["taken"] for one in found)
    said = "Nothing was written." if dry_run else f"{taken} taken in."
    output.say(f"{len(found)} offered by other boards of this database. {said}")


@verb(app, "list", "List the other boards that told, and what.")
def list_boards(
    door: Door,
    withdrawn: Annotated[
        bool, typer.Option("--with-withdrawn", help="Those too that were withdrawn.")
    ] = False,
) -> None:
    """List other boards; with `--json` their themes too."""
    from auditrack.cli.table import print_table
    from auditrack.views.other_boards import other_boards
    from auditrack.views.wording import when

    found = other_boards(door.records, withdrawn)
    if door.json:
        output.print_json([one.to_json() for one in found])
        return
    if not found:
        output.say("No other board's file was taken in yet. Take one in with: auditrack exchange "
                   "take FILE")  # fmt: skip
        return
    print_table(
        ("Reference", "As at", "Themes", "Board"),
        [
            (
                one.record.ref,
                when(one.record.as_at) + (", withdrawn" if one.record.withdrawn_on else ""),
                str(len(one.themes)),
                one.record.name,
            )
            for one in found
        ],
    )
    for one in found:
        for theme in one.unmatched:
            output.line(f"  {theme.ref}  {one.record.name}: {theme.name} (of its own making)")


@verb(app, "match", "Say which theme here another board's own theme is.")
def match(
    door: Door,
    ref: Annotated[str, typer.Argument(help="Its theme (obt-4).", metavar="REF")],
    theme: Annotated[
        str, typer.Argument(help="The theme here; blank for none of them.", metavar="THEME")
    ],
    why: WhyOption = None,
) -> None:
    """Match a theme of another board's own making; those of the library match by themselves."""
    door.run(MatchTheme(ref=ref, theme=theme, why=why))


@verb(app, "withdraw", "Take what another board told out of sight, with a reason.")
def withdraw(
    door: Door,
    board: Annotated[str, typer.Argument(help="Its reference or its name.", metavar="BOARD")],
    why: WhyOption = None,
) -> None:
    """Withdraw another board; nothing is deleted, and its next file brings it back."""
    door.run(WithdrawOtherBoard(board=board, why=why), "Withdrawn.")


# What `review share` and `review take-shared` need too -------------------------------------------


def must_hold_several(door: Door, instead: str) -> None:
    """Refuse where the register's store holds one board, so that nobody else sees an offer.

    Raises:
        RefusedError: it does (`one-board`).
    """
    if not door.register.capabilities.several_organisations:
        door.refuse(
            "one-board",
            "This register holds one board, so there is nobody here to offer it to.",
            f"Write a file instead: auditrack {instead}",
        )


def must_be_recorded(door: Door, record: Callable[[], int | None]) -> None:
    """Record what is about to be offered; what cannot be recorded is not offered.

    Raises:
        RefusedError: this login may not write (`not-recorded`).
    """
    if record() is None:
        door.refuse(
            "not-recorded",
            "What this register offers to others must be on its record, and this login may not "
            "write to it.",
            "Ask somebody who may.",
        )


def must_go(door: Door, command: Any) -> None:
    """Refuse what the command would be refused, without writing anything."""
    from auditrack.commands.run import check
    from auditrack.model.change import RefusedError

    refused = check(door.register, command)
    if refused is not None:
        raise RefusedError(refused)


def bytes_of_file(file: str) -> bytes:
    """A file from another board, or standard input where it is `-`.

    Raises:
        RefusedError: it cannot be read, or is larger than any document may be.
    """
    if file == "-":
        from auditrack.cli.reading import read_input

        return read_input()
    from auditrack.intake.reading import bytes_of

    return bytes_of(Path(file), output.plain(Path(file).name) or "The file")
