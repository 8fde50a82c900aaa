"""`return-form read`: forms that came back, line by line, and taking them in."""

import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, tell, verb
from auditrack.model.change import Refusal, RefusedError, Saved
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.commands.return_taken import TakeInReturn
    from auditrack.views.return_plan import Fate, ReturnPlan

_KINDS = (
    ("asked", "A word of yours is needed:"),
    ("refused", "Refused:"),
    ("taken", "To be taken in:"),
    ("left", "Left out:"),
    ("unchanged", "Nothing new:"),
)


@dataclass
class _Read:
    """One file on its way: its name, what it comes to, and how that ended."""

    name: str
    command: "TakeInReturn | None" = None
    plan: "ReturnPlan | None" = None
    refusal: Refusal | None = None
    saved: Saved | None = None

    def to_json(self) -> dict[str, Any]:
        """What `--json` prints of a file."""
        told = self.plan.to_json() if self.plan is not None else {"source": {"file": self.name}}
        return {
            **told,
            "saved": output.saved_json(self.saved) if self.saved is not None else None,
            "refusal": output.refusal_json(self.refusal) if self.refusal is not None else None,
        }


def add_read(app: typer.Typer) -> None:
    """Add the verb to the commands of return forms."""
    verb(app, "read", "Read forms that came back, and take in what a person accepts.")(read)


def read(
    door: Door,
    files: Annotated[
        list[str], typer.Argument(help="Forms that came back, .docx or .xlsx; - reads one.",
                                  metavar="FILE")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be taken in; write nothing.")
    ] = False,
    accept: Annotated[
        str | None,
        typer.Option(
            "--accept",
            help="sure: the lines that are clear. all: every line, or none.",
            metavar="sure|all",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--form", help="Which form it is, where it does not say so.",
                     metavar="FORM"),
    ] = None,
    returned_on: Annotated[
        str | None,
        typer.Option("--returned-on", help="The day it came back (default: as written on it).",
                     metavar="DATE"),
    ] = None,
    correct: Annotated[
        list[str] | None,
        typer.Option(
            "--correct", help="What a line means, as in 4.state=done (repeatable).",
            metavar="LINE.COLUMN=WORDS",
        ),
    ] = None,
    leave: Annotated[
        list[int] | None,
        typer.Option("--leave", help="Leave out the line of this number (repeatable).",
                     metavar="LINE"),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option("--map", help="What a word for a state means (repeatable).",
                     metavar="WORD=STATE"),
    ] = None,
    refused: Annotated[
        str | None,
        typer.Option("--refused", help="Write the lines that are not clear, with why.",
                     metavar="FILE"),
    ] = None,
    why: WhyOption = None,
) -> None:  # fmt: skip
    """Show what becomes of every line, and take in what is accepted: each form whole or not."""
    of_one = (form, returned_on, correct, leave)
    if len(files) > 1 and any(of_one):
        door.refuse(
            "one-file",
            "A form, a day, a correction or a line belongs to one file.",
            "Read these files one by one.",
        )
    if files.count("-") > 1:
        door.refuse("one-file", "Standard input carries one file.", "Name it once.")
    if door.json and refused == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the refused lines and JSON at once.",
            "Leave --json out, or name a file with --refused.",
        )
    if accept not in (None, "sure", "all"):
        door.refuse("bad-value", f'"{accept}" cannot be accepted.', "Say --accept sure or all.")
    if accept is None and not dry_run and (door.json or not sys.stdin.isatty()):
        door.refuse(
            "not-accepted",
            "Nothing is taken in before a person accepts it.",
            "See it with --dry-run, then say --accept sure or --accept all.",
        )
    corrections = tuple(_correction(door, one) for one in correct or ())
    found = [_planned(door, name, form, returned_on, corrections, leave, words, why)
             for name in files]  # fmt: skip
    if accept is not None:
        for one in found:
            if one.command is not None:
                one.command = replace(one.command, accept=accept)
    if refused is not None:
        _give_refused(found, refused)
    for one in found:
        _one(door, one, dry_run=dry_run, asks=accept is None)
    if door.json:
        output.print_json([one.to_json() for one in found])
    _keep_quick(door, found)
    if any(one.refusal is not None for one in found):
        raise typer.Exit(1)


def refuse_return(door: Door, name: str, data: bytes | None = None) -> None:
    """Refuse to take a return form for a review or a tracker, saying how it is read.

    Args:
        door: the way to the register.
        name: the file.
        data: its bytes where it was piped in.
    """
    from auditrack.intake.returned import may_be_returned

    if data is None:
        from auditrack.intake.reading import bytes_of

        try:
            data = bytes_of(Path(name), name)
        except RefusedError:
            return  # its reader says what is wrong with it
    if may_be_returned(data):
        door.refuse(
            "return-form",
            f"{name} is a return form that an agency sent back.",
            f"Read it with: auditrack return-form read {name}",
        )


def _correction(door: Door, typed: str) -> tuple[int, str, str]:
    where, parted, text = typed.partition("=")
    number, dot, column = where.strip().partition(".")
    if not parted or not dot or not number.isdigit():
        door.refuse(
            "bad-value",
            f'"{typed[:60]}" corrects no line.',
            "Write --correct LINE.COLUMN=WORDS, for example 4.state=done.",
        )
    return int(number), column.strip().casefold(), text.strip()


def _planned(
    door: Door,
    name: str,
    form: str | None,
    returned_on: str | None,
    corrections: tuple[tuple[int, str, str], ...],
    left: Sequence[int] | None,
    words: Sequence[str] | None,
    why: str | None,
) -> _Read:
    """Read one file and find what becomes of it; what is wrong with one stops no other."""
    from auditrack.commands.desk import Desk
    from auditrack.commands.return_taken import TakeInReturn
    from auditrack.intake.returned import read_returned

    one = _Read(name)
    try:
        if name == "-":
            from auditrack.cli.reading import read_input

            read = read_returned(Path("standard-input"), read_input())
        else:
            read = read_returned(Path(name))
        one.command = TakeInReturn(
            returned=read,
            form=form,
            returned_on=returned_on,
            left=tuple(left or ()),
            corrections=corrections,
            words=tuple(words or ()),
            why=why,
        )
        one.plan = one.command.plan(Desk(door.register, door.register.actor, door.today))
    except RefusedError as refused:
        one.refusal = refused.refusal
    return one


def _one(door: Door, one: _Read, *, dry_run: bool, asks: bool) -> None:
    """Show one file, and take it in where that is wanted."""
    if one.plan is not None and not door.json and (dry_run or asks):
        show_plan(one.plan)
    if one.refusal is None and one.command is not None and one.plan is not None:
        try:
            if dry_run:
                _say_what_would_stop(door, one.command, one.plan)
            elif not asks or _is_accepted(one.plan):
                _take_in(door, one, asks)
        except RefusedError as refused:
            one.refusal = refused.refusal
    if one.refusal is not None and not door.json:
        output.print_refusal(one.refusal, json=False)


def _take_in(door: Door, one: _Read, shown: bool) -> None:
    """Take one form in, after what was read of it."""
    assert one.command is not None and one.plan is not None
    if not shown and not door.json:
        show_plan(one.plan)
    one.saved = door.save(one.command)
    if not door.json:
        output.print_lines(one.saved.references)
        output.flush()
    tell(one.saved, f"Taken in, {one.plan.describe()}.")


def _is_accepted(plan: "ReturnPlan") -> bool:
    if plan.problem is not None:
        return True  # the command says what is in the way
    if typer.confirm("Take in the lines that are clear?", default=False, err=True):
        return True
    output.say("Nothing was taken in.")
    raise typer.Exit(1)


def _say_what_would_stop(door: Door, command: "TakeInReturn", plan: "ReturnPlan") -> None:
    """Say what the command itself would refuse, by making it up on a desk nobody keeps."""
    from auditrack.commands.desk import Desk

    desk = Desk(door.register, door.register.actor, door.today)
    try:
        desk.needs(command.act)
        command.carry_out(desk, plan)
    except RefusedError as refused:
        told = refused.refusal
        output.say(f"Not as it is: {told.message} {told.todo or ''} Nothing was written.")
    else:
        output.say(f"{counted(len(plan.taken), 'line')} can be taken in. Nothing was written.")


def show_plan(plan: "ReturnPlan") -> None:
    """Show every line that says something, with its fate; then what is beside the lines."""
    head = f"{plan.returned.file}: {plan.form or plan.returned.form or 'no form named'}"
    if plan.name:
        head += f" of {plan.name}"
    if plan.returned_on:
        from auditrack.model.dates import in_words

        head += f", returned on {in_words(plan.returned_on)}"
    output.print_wrapped(head, "")
    if plan.nothing:
        output.line("Its whole answer is that there is nothing to report.")
    for kind, title in _KINDS:
        fates = [fate for fate in plan.fates if fate.kind == kind]
        if fates:
            output.line(title)
            for fate in fates:
                _show(fate)
    if plan.loose:
        output.line("Written outside the tables, and kept with the form:")
        for text in plan.loose:
            output.print_wrapped(f"“{' '.join(text.split())}”", hanging="    ")
    for note in (*plan.returned.notes, *plan.notes):
        output.say(note)
    if plan.form or plan.fates:
        output.line(f"{plan.describe()}.")


def _show(fate: "Fate") -> None:
    ref = f", {fate.ref}" if fate.ref else ""
    output.print_wrapped(
        f"Line {fate.number} ({fate.line.place}{ref}): {fate.said}", hanging="    "
    )
    if fate.kind in ("asked", "refused"):
        for heading, text in fate.wrote():
            output.print_wrapped(f"{heading}: {' '.join(text.split())}", "    ", "      ")
        for column, meant in fate.often.items():
            output.print_wrapped(
                f"Often {meant}: --correct {fate.number}.{column}={meant}", "    ", "      "
            )
    for heading, text in fate.told():
        output.print_wrapped(f"You say instead: {heading}: {text}", "    ", "      ")
    for told in fate.read:
        output.print_wrapped(told, "    ", "      ")


def _give_refused(found: Sequence[_Read], out: str) -> None:
    """Write the lines that are asked or refused, each with why, to be sent back or typed in."""
    from auditrack.reports.kit.placing import place
    from auditrack.views.listing_csv import defused

    rows: list[list[str]] = []
    for one in found:
        for at, row in enumerate(one.plan.refused_lines() if one.plan is not None else ()):
            if at or not rows:
                rows.append([one.name if at else "File", *row])
    if len(rows) < 2:
        output.say("No line is refused, so no file of them was written.")
        return
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([defused(cell) for cell in row]
                                                      for row in rows)  # fmt: skip
    place(("\ufeff" + text.getvalue()).encode(), sys.stdout.buffer if out == "-" else Path(out))
    output.say(f"{counted(len(rows) - 1, 'line is', 'lines are')} written with why: {out}")


def _keep_quick(door: Door, found: Sequence[_Read]) -> None:
    """Write the snapshot: opening is quick again only if it knows what was taken in."""
    if any(one.saved is not None for one in found) and door.register.read_only is None:
        try:
            door.register.write_snapshot()
        except RefusedError as refused:
            output.say(str(refused.refusal))
