"""A board's old tracker in, .xlsx or .csv, and a clean sheet out."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, tell
from auditrack.model.change import Refusal, RefusedError
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.commands.desk import Desk
    from auditrack.commands.sheet import TakeInSheet
    from auditrack.model.sheet import Sheet
    from auditrack.views.sheet_plan import Fate, Plan

_SHOWN = 40
_FEW = 5


@dataclass(frozen=True)
class SheetOptions:
    """What `import` was told of a spreadsheet."""

    sheet: str | None = None
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    review: str | None = None
    on_conflict: str = "stop"
    settled: tuple[str, ...] = ()
    refused: str | None = None
    with_hidden: bool = False
    dry_run: bool = False
    accept: str | None = None
    why: str | None = None

    @property
    def given(self) -> bool:
        """Whether anything was said that only a spreadsheet understands."""
        return self != SheetOptions(
            review=self.review, dry_run=self.dry_run, accept=self.accept, why=self.why
        )


def parted(on_conflict: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What is to be done of every conflict, and of those of single rows, "14=skip"."""
    settled = tuple(one for one in on_conflict if "=" in one)
    return next((one for one in reversed(on_conflict) if "=" not in one), "stop"), settled


def is_sheet(name: str, data: bytes | None = None) -> bool:
    """Whether what is to be imported is a spreadsheet."""
    from auditrack.intake.sheets import is_sheet as tells

    return tells(Path(name), data)


def import_sheet(
    door: Door,
    name: str,
    options: SheetOptions,
    telling: Callable[[], bool],
    data: bytes | None = None,
) -> None:
    """Show what becomes of every row of a sheet; write all of it, or nothing.

    Args:
        door: the way to the register.
        name: the file.
        options: what the person said.
        telling: is asked while it is read, and says that it takes a while.
        data: its bytes where it was piped in.
    """
    from auditrack.commands.desk import Desk
    from auditrack.commands.sheet import TakeInSheet
    from auditrack.intake.sheets import read_sheet

    if door.json and options.refused == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the refused rows and JSON at once.",
            "Leave --json out, or name a file with --refused.",
        )
    sheet = read_sheet(
        Path(name if name != "-" else "standard-input"),
        door.today,
        data,
        sheet=options.sheet,
        columns=options.columns,
        with_hidden=options.with_hidden,
        stop=telling,
    )
    command = TakeInSheet(
        sheet=sheet,
        review=options.review,
        words=options.words,
        on_conflict=options.on_conflict,
        settled=options.settled,
        why=options.why,
    )
    desk = Desk(door.register, door.register.actor, door.today)
    plan = command.plan(desk)
    if options.refused is not None:
        _give_refused(plan, options.refused)
    if options.dry_run or options.accept is None:
        _show(door, plan)
    if options.dry_run:
        _say_what_would_stop(desk, command, plan)
        return
    if options.accept is None:
        _ask(door, plan)
    saved = door.save(command)
    if door.json:
        output.print_json(output.saved_json(saved))
    else:
        output.print_lines(saved.references)
    tell(saved, f"Taken in, {plan.describe()}.")
    # Opening is quick again after an import only if the snapshot knows it.
    if door.register.read_only is None:
        try:
            door.register.write_snapshot()
        except RefusedError as refused:
            output.say(str(refused.refusal))


def _ask(door: Door, plan: "Plan") -> None:
    """Ask whether to take the rows in; refuse where nobody can answer."""
    if door.json or not sys.stdin.isatty():
        door.refuse(
            "not-accepted",
            "Nothing is taken in before a person accepts it.",
            "See it with --dry-run, then say --accept all.",
        )
    if plan.asked or plan.stops:
        return  # the command says what is in the way
    if not typer.confirm("Take in these rows?", default=False, err=True):
        output.say("Nothing was taken in.")
        raise typer.Exit(1)


def _say_what_would_stop(desk: "Desk", command: "TakeInSheet", plan: "Plan") -> None:
    """Say what the command itself would refuse, by making it up on a desk nobody keeps."""
    from dataclasses import replace

    try:
        desk.needs(command.act)
        replace(command, themes=False).carry_out(desk, plan)
    except RefusedError as refused:
        refusal = refused.refusal
    else:
        output.say("All of it can be taken in. Nothing was written.")
        return
    if refusal.code == "no-change":
        output.say(f"{refusal.message} Nothing was written.")
    else:
        output.say(f"Not as it is: {refusal.message} {refusal.todo or ''} Nothing was written.")


def _show(door: Door, plan: "Plan") -> None:
    if door.json:
        output.print_json(plan.to_json())
        return
    show_sheet(plan.sheet)
    if plan.words:
        output.line("What its states mean:")
        for word in plan.words:
            output.print_wrapped(
                _of_word(word.said, word.means, word.because, word.rows, word.often)
            )
    _show_reviews(plan)
    wrong = [fate for fate in plan.refused if not all(one.word for one in fate.problems)]
    _show_fates("Refused:", wrong, _SHOWN)
    if plan.waiting:
        output.line(f"Refused until those words are explained: {counted(plan.waiting, 'row')}")
    for kind, title, most in (
        ("conflict", "Changed here and in the sheet:", _SHOWN),
        ("changes", "Changes:", _SHOWN),
        ("new", "New:", _FEW),
        ("hidden", "Hidden, not taken:", _FEW),
        ("heading", "Headings and totals, not taken:", _SHOWN),
    ):
        _show_fates(title, [fate for fate in plan.fates if fate.kind == kind], most)
    for note in (*plan.sheet.notes, *plan.notes):
        output.say(note)
    output.line(f"{plan.describe()}.")


def show_sheet(sheet: "Sheet") -> None:
    """Show a sheet as it was read: its header, and what its columns are taken to hold."""
    rows = " and ".join(map(str, sheet.header))
    row = "row" if len(sheet.header) == 1 else "rows"
    output.line(f'{sheet.file}, sheet "{sheet.name}": its header is {row} {rows}')
    output.line("What its columns are taken to hold:")
    for column in sheet.columns:
        what = column.role or "not taken"
        heading = column.heading or "(no heading)"
        because = (
            f" ({column.because})" if column.because and column.because != "its heading" else ""
        )
        samples = "; ".join(column.samples)
        line = f"{column.letter}  {heading}: {what}{because}"
        output.print_wrapped(f"{line}, such as {samples}" if samples else line, hanging="     ")
    output.say('Correct a guess with --column "HEADING=field", or "HEADING=nothing".')


def _of_word(said: str, means: str | None, because: str, rows: int, often: str | None) -> str:
    found = f'"{said}" in {counted(rows, "row")}'
    if means is not None:
        return f"{found}: {means} ({because})"
    if often:
        return f'{found}: what does it mean? Often {often}: --map "{said}={often}"'
    return f'{found}: what does it mean? --map "{said}=MEANING"'


def _show_reviews(plan: "Plan") -> None:
    for one in plan.reviews.values():
        known = one.ref if one.ref else "new"
        output.print_wrapped(f'Review "{one.printed}", {counted(one.rows, "row")}: {known}', "")


def _show_fates(title: str, fates: Sequence["Fate"], most: int) -> None:
    from auditrack.views.sheet_plan import reason_of

    if not fates:
        return
    output.line(title)
    for fate in fates[:most]:
        if fate.kind in ("refused", "conflict"):
            said = reason_of(fate)
        else:
            changed = "; ".join(
                f"{one.field} of {one.ref}: {one.here or 'nothing'} becomes {one.there}"
                for one in fate.changes
            )
            said = "; ".join(part for part in (", ".join(fate.refs), fate.said, changed) if part)
        output.print_wrapped(f"Row {fate.place}: {said}", hanging="    ")
    if len(fates) > most:
        output.line(f"  and {len(fates) - most:,} more; --json lists every row")


def _give_refused(plan: "Plan", out: str) -> None:
    """Write the rows that are refused or in conflict, each with why, to be corrected and read."""
    from auditrack.reports.kit.placing import place
    from auditrack.reports.refused_rows import refused_rows

    number, text = refused_rows(plan)
    if not number:
        output.say("No row is refused, so no file of them was written.")
        return
    place(text.encode(), sys.stdout.buffer if out == "-" else Path(out))
    output.say(f"{counted(number, 'row')} written with why: {out}")


def export_blank_sheet(door: Door, out: str) -> None:
    """Write a clean sheet with hints, which `import` reads without a question."""
    from auditrack.reports.blank_sheet import blank_sheet
    from auditrack.reports.kit.placing import place

    if door.json and out == "-":
        raise RefusedError(
            Refusal(
                "one-output",
                "Standard output cannot carry the sheet and JSON at once.",
                todo="Leave --json out, or name a file with --out.",
            )
        )
    place(blank_sheet(), sys.stdout.buffer if out == "-" else Path(out))
    if door.json:
        output.print_json({"export": "blank-sheet", "out": out})
    else:
        output.say(
            f"A clean sheet is written: {out}. Fill it in and read it with: auditrack import"
        )
