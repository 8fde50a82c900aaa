"""`import` and `imports`: a published review in, and out again as one."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, single, tell, verb
from auditrack.cli.listing import print_records
from auditrack.cli.return_read import refuse_return
from auditrack.cli.sheets import SheetOptions, import_sheet, is_sheet, parted
from auditrack.model.change import Refusal, RefusedError, Saved
from auditrack.model.proposal import Item, Proposals

if TYPE_CHECKING:
    from auditrack.commands.importing import AcceptImport

import_app = single()
imports_app = group("Imports: what was taken in, and undoing one.")

_SHOWN = 160
_MOMENT = 0.3
"""Seconds after which a person wonders whether anything happens."""


@verb(import_app, "import", "Read a published review and take in what a person accepts.")
def import_review(
    door: Door,
    files: Annotated[
        list[str], typer.Argument(help="Word, PDF, text, or a sheet; - reads it.", metavar="FILE")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be taken in; write nothing.")
    ] = False,
    accept: Annotated[
        str | None,
        typer.Option("--accept", help="ticked or all, without asking.", metavar="ticked|all"),
    ] = None,
    review: Annotated[
        str | None, typer.Option("--review", help="The review's reference.", metavar="REF")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="The review's title.")] = None,
    board: Annotated[str | None, typer.Option("--board", help="The board it belongs to.")] = None,
    type: Annotated[str | None, typer.Option("--type", help="The type of review.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", help="When it was published.", metavar="DATE")
    ] = None,
    practice: Annotated[
        list[str] | None,
        typer.Option(
            "--practice",
            help="A period of practice examined (repeatable).",
            metavar="FROM..TO[=subject]",
        ),
    ] = None,
    history: Annotated[
        str | None, typer.Option("--history", help="complete, none-found or not-searched.")
    ] = None,
    account: Annotated[
        str | None,
        typer.Option(
            "--account", help="Write what was taken, left and why; - prints it.", metavar="FILE"
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Take the same document in once more.")
    ] = False,
    sheet: Annotated[
        str | None, typer.Option("--sheet", help="Which sheet of a workbook.", metavar="NAME")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", help="What a sheet's column holds (repeatable).", metavar="HEADING=FIELD"
        ),
    ] = None,
    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="What a word of a sheet means (repeatable).", metavar="WORD=STATE"
        ),
    ] = None,
    on_conflict: Annotated[
        list[str] | None,
        typer.Option(
            "--on-conflict",
            help="What was changed here and in the sheet: stop, skip or update; of one row, "
            "ROW=skip (repeatable).",
            metavar="WHAT",
        ),
    ] = None,
    refused: Annotated[
        str | None,
        typer.Option("--refused", help="Write a sheet's refused rows with why.", metavar="FILE"),
    ] = None,
    with_hidden: Annotated[
        bool, typer.Option("--with-hidden", help="Take hidden rows of a sheet too.")
    ] = False,
    disclosure: Annotated[
        bool,
        typer.Option(
            "--disclosure", help="Say which items hold what must not be public; stops nothing."
        ),
    ] = False,
    why: WhyOption = None,
) -> None:
    """Show what a document holds with its source, and write nothing before it is accepted."""
    of_sheet = SheetOptions(
        sheet,
        tuple(column or ()),
        tuple(map or ()),
        review,
        *parted(on_conflict or ()),
        refused,
        with_hidden,
        dry_run,
        accept,
        why,
    )
    of_review = (title, board, type, published, practice, history, account, force, disclosure)
    piped = _piped(files)
    for name in files:
        refuse_return(door, name, piped if name == "-" else None)
    if _was_sheet(door, files, of_sheet, any(of_review), piped):
        return
    if accept not in (None, "ticked", "all"):
        door.refuse("bad-value", f'"{accept}" cannot be accepted.', "Say --accept ticked or all.")
    single_only = (review, title, board, published, practice, history)
    if len(files) > 1 and any(single_only):
        door.refuse(
            "one-file",
            "A reference, title, date or period belongs to one document.",
            "Import these files one by one.",
        )
    if door.json and account == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the account and JSON at once.",
            "Leave --json out, or name a file with --account.",
        )
    read = [(name, _read(name, piped)) for name in files]
    if dry_run:
        _show(door, [proposals for _, proposals in read], disclosure)
        return
    for name, proposals in read:
        if not any(item.ticked for item in proposals.items) and accept != "all":
            raise RefusedError(_nothing_found(name, proposals))
    if accept is None:
        if door.json or not sys.stdin.isatty():
            door.refuse(
                "not-accepted",
                "Nothing is taken in before a person accepts it.",
                "See it with --dry-run, then say --accept ticked or --accept all.",
            )
        _show(door, [proposals for _, proposals in read], disclosure)
        if not typer.confirm("Take in what is ticked?", default=False, err=True):
            output.say("Nothing was taken in.")
            raise typer.Exit(1)
        accept = "ticked"
    elif disclosure:
        for _, proposals in read:
            _tell_hits(door, proposals)
    from auditrack.commands.importing import AcceptImport

    commands = [
        AcceptImport(
            proposals=proposals,
            accept=accept,
            review=review,
            title=title,
            board=board,
            type=type,
            published=published,
            practice=tuple(practice or ()),
            history=history,
            force=force,
            why=why,
        )
        for _, proposals in read
    ]
    _take_in(door, commands, account)
    # Opening is quick again after an import only if the snapshot knows it.
    if door.register.read_only is None:
        try:
            door.register.write_snapshot()
        except RefusedError as refused:
            output.say(str(refused.refusal))


def _piped(files: list[str]) -> bytes:
    """What was piped in, where it was named; read once, for it can be a sheet or a review."""
    if "-" not in files:
        return b""
    from auditrack.cli.reading import read_input

    return read_input()


def _was_sheet(
    door: Door, files: list[str], options: SheetOptions, of_review: bool, piped: bytes
) -> bool:
    """Take in a spreadsheet, where that is what was named; say so where options do not fit.

    Text that is piped in is a sheet where something was said that only sheets understand.
    """
    sheets = [
        name
        for name in files
        if (is_sheet(name, piped) or options.given if name == "-" else is_sheet(name))
    ]
    if not sheets:
        if options.given:
            door.refuse(
                "bad-value",
                "--sheet, --column, --map, --on-conflict, --refused and --with-hidden are for a "
                "spreadsheet, and none is named.",
                "Name an .xlsx or .csv file, or leave them out.",
            )
        return False
    if len(files) > 1:
        door.refuse(
            "one-file",
            "A spreadsheet is taken in by itself.",
            "Import these files one by one.",
        )
    if of_review:
        door.refuse(
            "bad-value",
            "A title, board, type, date, period, history, account, --force and --disclosure "
            "belong to a review.",
            "Leave them out for a spreadsheet; check one with: auditrack disclosure check FILE",
        )
    name = sheets[0]
    if name == "-":
        import_sheet(door, name, options, telling("standard input"), piped)
    else:
        import_sheet(door, name, options, telling(Path(name).name))
    return True


def _take_in(door: Door, commands: Sequence["AcceptImport"], account: str | None) -> None:
    """Take documents in one by one; a refusal says what stands of those before it."""
    done: list[Saved] = []
    accounts: list[str] = []
    try:
        for command in commands:
            done.append(door.save(command))
            accounts += (
                ["", *_account(command, done[-1])] if accounts else _account(command, done[-1])
            )
            tell(done[-1], "Taken in. Its themes are suggestions until somebody confirms them.")
            if not door.json:
                output.print_lines(done[-1].references)
    except RefusedError as error:
        if not done:
            raise
        imports = ", ".join(saved.references[0] for saved in done)
        stands = f"The documents before it were taken in ({imports}); nothing else was changed."
        raise RefusedError(replace(error.refusal, safe=stands)) from None
    finally:
        if door.json and done:
            shown = [output.saved_json(saved) for saved in done]
            output.print_json(shown[0] if len(commands) == 1 else shown)
        if accounts:
            _give(door, accounts, account, done)


def _account(command: "AcceptImport", saved: Saved) -> list[str]:
    """What one import took and left, as lines."""
    from auditrack.intake.account import account_of
    from auditrack.intake.working import Working

    working = Working.of(command.proposals)
    if command.accept == "all":
        working = working.accept_all()
    imported, review = saved.references[:2]
    return account_of(working, f"{imported} into {review}").lines()


def _give(door: Door, lines: Sequence[str], account: str | None, done: Sequence[Saved]) -> None:
    """Print the account for the person, or write it where they want it."""
    if account is None:
        if not door.json:
            output.say_lines(lines)
        return
    from auditrack.cli.recording import record_export
    from auditrack.reports.kit.placing import place

    head = door.register.head
    imports = ", ".join(saved.references[0] for saved in done)
    file = None if account == "-" else Path(account).name

    def record() -> None:
        record_export(door, "import account", head, what=f"Account of {imports}", file=file)

    text = "\n".join(lines) + "\n"
    try:
        output.flush()  # the references stand before it
        place(text.encode(), sys.stdout.buffer if account == "-" else Path(account), record)
    except RefusedError as error:
        stands = f"What was taken in stands ({imports}); only the account was not written."
        raise RefusedError(replace(error.refusal, safe=stands)) from None
    output.say(f"The account of {imports} is written: {account}")


def _read(name: str, piped: bytes) -> Proposals:
    from auditrack.intake import read

    if name == "-":
        return read(Path("standard-input.txt"), piped, telling("standard input"))
    return read(Path(name), stop=telling(Path(name).name))


def telling(name: str, after: float = _MOMENT) -> Callable[[], bool]:
    """Is asked while a document is read: says so once, at a terminal, where that takes a while.

    Never stops the reading: Ctrl-C does.
    """
    until: float | None = time.monotonic() + after

    def told() -> bool:
        nonlocal until
        if until is not None and time.monotonic() >= until:
            until = None
            if sys.stderr.isatty():
                output.say(f"Reading {name}...")
        return False

    return told


def _show(door: Door, read: list[Proposals], disclosure: bool = False) -> None:
    if door.json:
        shown = [proposals.to_json() for proposals in read]
        if disclosure:
            from auditrack.cli.disclosing import item_hits

            for one, proposals in zip(shown, read, strict=True):
                one["disclosure"] = item_hits(door, proposals.items)
        output.print_json(shown[0] if len(shown) == 1 else shown)
        return
    near = _near(door)
    for proposals in read:
        guess = proposals.review
        output.line(f"{proposals.source.file}: {guess.title or 'no title found'}")
        if guess.board or guess.published:
            output.line(
                f"  {guess.board or 'board not found'}, "
                f"published {guess.published or 'date not found'}"
            )
        for item in proposals.items:
            tick = "[x]" if item.ticked else "[ ]"
            label = f"{item.label}: " if item.label else ""
            whom = f" ({item.group})" if item.group else ""
            text = item.text if len(item.text) <= _SHOWN else item.text[: _SHOWN - 1] + "…"
            line = output.plain(f"{tick} {item.kind}{whom} {label}{text}")
            output.print_wrapped(line, "  ")
            if item.why and not item.ticked:
                output.print_wrapped(item.why, "      ")
            for earlier in near(item):
                output.print_wrapped(f"near: {earlier}", "      ", hanging="        ")
        for note in proposals.notes:
            output.say(note)
        ticked = sum(item.ticked for item in proposals.items)
        if disclosure:
            _tell_hits(door, proposals)
        output.say(f"{ticked} of {len(proposals.items)} items are ticked. Nothing was written.")


def _tell_hits(door: Door, proposals: Proposals) -> None:
    """Say which items hold what must not be public as it stands; taking them in stays free."""
    from auditrack.cli.disclosing import item_hits
    from auditrack.model.words import DISCLOSURES, word
    from auditrack.views.disclosure import AID
    from auditrack.views.wording import counted

    hits = item_hits(door, proposals.items)
    for hit in hits:
        named = f" ({hit['label']})" if hit["label"] else ""
        kind = word(DISCLOSURES, str(hit["kind"]))
        output.say(f"Item {hit['item']}{named}, {hit['field']}: {kind} {hit['shown']}.")
    held = len({hit["item"] for hit in hits})
    output.say(
        f"{counted(len(hits), 'thing')} that must not be public as it stands in "
        f"{counted(held, 'item')} of {len(proposals.items)}. {AID}"
    )


def _near(door: Door) -> Callable[[Item], list[str]]:
    """What tells the earlier asks near an item; nothing where there is no register yet."""
    if not door.has_register:
        return lambda _: []
    from auditrack.views.earlier import earlier_asks
    from auditrack.views.facts import Facts
    from auditrack.views.page_near import near_line

    facts = Facts(door.records, door.today)

    def near(item: Item) -> list[str]:
        if item.kind not in ("recommendation", "assurance-point"):
            return []
        return [near_line(ask) for ask in earlier_asks(facts, item.text)]

    return near


def _nothing_found(name: str, proposals: Proposals) -> Refusal:
    found = len(proposals.items)
    return Refusal(
        "no-review",
        f"No recommendation was found in {name}"
        + (f"; {found} items were found that are not ticked." if found else "."),
        todo="See what was read with --dry-run, or enter it by hand with: auditrack rec add.",
    )


@verb(imports_app, "list", "List what was imported.")
def list_imports(door: Door) -> None:
    """List every import with its document and what it brought."""
    print_records(
        door,
        "imports",
        door.records.select("imports"),
        ("Reference", "Review", "Brought", "Undone", "File"),
        lambda document: (
            document["ref"],
            document.get("review", "-"),
            document.get("counts", "-"),
            document.get("undone_on", "no"),
            document.get("file", "-"),
        ),
        "Nothing has been imported yet. Import a review with: auditrack import FILE.",
    )


@verb(imports_app, "undo", "Undo an import: what nobody has touched since is withdrawn.")
def undo(
    door: Door,
    ref: Annotated[str, typer.Argument(help="The import (imp-2).", metavar="IMPORT")],
    why: WhyOption = None,
) -> None:
    """Undo one import as a whole, and list what others have built on."""
    from auditrack.commands.undo_import import UndoImport

    door.run(UndoImport(ref=ref, why=why), "Undone.")
