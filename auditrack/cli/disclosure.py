"""`disclosure`: what must not be public as it stands, watch-lists, and releases with reasons."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditrack.cli import output, telling_host
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.commands.disclosure import (
    AddWatchNames,
    ReleaseHit,
    WithdrawRelease,
    WithdrawWatchName,
)

if TYPE_CHECKING:
    from auditrack.views.disclosure import Checked

app = group("The disclosure check: what must not be public, watch-lists and releases.")


@verb(app, "check", "Check a file, a text or the record for what must not be public.")
def check(
    door: Door,
    file: Annotated[
        str | None,
        typer.Argument(
            help="The finished file (Word, Excel, PDF, web page, CSV, JSON, text), or a folder of "
            "them; - reads it.",
            metavar="FILE",
        ),
    ] = None,
    review: Annotated[
        str | None,
        typer.Option("--review", help="Check this review and what hangs on it.", metavar="REVIEW"),
    ] = None,
    all_texts: Annotated[
        bool, typer.Option("--all", help="Check every text on record, not only what could leave.")
    ] = False,
    text: Annotated[str | None, typer.Option("--text", help="Check this text.")] = None,
) -> None:
    """Print what is stopped and what was released; exit 1 where anything is stopped.

    Without a file and without --text the record is checked: what could become public, or with
    --all every text. The final file, as it will be put on a web site, is checked last.
    """
    from auditrack.views.disclosure import AID, LAST_GATE

    if (file is not None) + (text is not None) + (review is not None or all_texts) > 1:
        door.refuse(
            "bad-value",
            "A file, a text and the record are checked one at a time.",
            "Give FILE, or --text, or --review and --all.",
        )
    checked, of = _checked(door, file, text, review, all_texts)
    if door.json:
        output.print_json({"of": of, **checked.as_json()})
    else:
        from auditrack.cli.disclosing import print_checked

        print_checked(checked, of)
        if file is not None:
            output.say(LAST_GATE)
        output.say(AID)
    if not checked.is_clear:
        raise typer.Exit(1)


def _checked(
    door: Door, file: str | None, text: str | None, review: str | None, all_texts: bool
) -> tuple["Checked", str]:
    """What the check says, and of what."""
    from auditrack.views.disclosure import check_records, check_text

    if file is not None:
        from auditrack.cli.disclosing import check_file

        if file == "-":
            from auditrack.cli.reading import read_input

            return check_file(door, read_input(), "Standard input"), "Standard input"
        from auditrack.intake.reading import bytes_of

        name = output.plain(Path(file).name) or file
        if Path(file).is_dir():
            from auditrack.cli.disclosing import check_folder

            return check_folder(door, Path(file)), name
        return check_file(door, bytes_of(Path(file), name), name), name
    if text is not None:
        from auditrack.cli.reading import typed_or_read

        return check_text(door.records, typed_or_read(text)), "The text"
    ref = None
    if review is not None:
        from auditrack.views.find import resolve

        ref = resolve(door.records, review, ("reviews",))[1]
    which = "Every text" if all_texts else "What could be public"
    of = f"{which} of {ref}" if ref else f"{which} on record"
    return check_records(door.records, ref, all_texts=all_texts), of


@verb(app, "names", "A review's watch-list: names that nothing public may hold.")
def names(
    door: Door,
    review: Annotated[str, typer.Argument(help="The review's reference.", metavar="REVIEW")],
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            help="Put this name on it (repeatable); again with another --whose corrects that.",
            metavar="NAME",
        ),
    ] = None,
    whose: Annotated[
        str | None,
        typer.Option(
            "--whose", help="Whose name: child, family, worker, place or other.", metavar="WHOSE"
        ),
    ] = None,
    withdraw: Annotated[
        str | None, typer.Option("--withdraw", help="Take this one off.", metavar="NAME_REF")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Print the list; with --add or --withdraw change it. It is the one place that shows names."""
    if add and withdraw:
        door.refuse(
            "bad-value", "Names are put on and taken off one after the other.", "Do one of them."
        )
    if whose is not None and not add:
        door.refuse("missing", "--whose says whose the names are that --add gives.", "Give --add.")
    if add:
        door.run(AddWatchNames(review=review, names=tuple(add), whose=whose, why=why))
        return
    if withdraw:
        door.run(WithdrawWatchName(ref=withdraw, review=review, why=why), "Taken off.")
        return
    from auditrack.model.words import WATCHED, word
    from auditrack.views.find import resolve
    from auditrack.views.seen import unwithdrawn

    ref = resolve(door.records, review, ("reviews",))[1]
    telling_host.showed(door, ref)
    print_records(
        door,
        "watch_names",
        unwithdrawn(door.records.index("watch_names", "review").get(ref, ())),
        ("Reference", "Whose", "Name"),
        lambda one: (
            str(one["ref"]),
            word(WATCHED, one.get("whose"), "not said"),
            str(one.get("name", "")),
        ),
        f"No name is on the watch-list of {ref}. Put one on it with: "
        f"auditrack disclosure names {ref} --add NAME --whose child",
    )


@verb(app, "release", "Let words be public that the check stops, with a reason.")
def release(
    door: Door,
    kind: Annotated[str, typer.Option("--kind", help="What kind of hit it is, as printed.")],
    text: Annotated[
        str | None,
        typer.Option("--text", help="The words as they stand; - reads them. They are not kept."),
    ] = None,
    fingerprint: Annotated[
        str | None, typer.Option("--fingerprint", help="By which the check named it, instead.")
    ] = None,
    shown: Annotated[
        str | None, typer.Option("--shown", help="With a fingerprint: what the check printed.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", help="Where it stands, for whoever reads this later.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Keep a fingerprint, a mask and the reason; the words themselves are never kept."""
    if (text is None) == (fingerprint is None):
        door.refuse(
            "missing" if text is None else "bad-value",
            "A release is of words or of a fingerprint.",
            "Give --text or --fingerprint.",
        )
    if text is not None:
        from auditrack.cli.reading import typed_or_read

        text = typed_or_read(text)
        if not text:
            door.refuse("missing", "No words were given.", "Give them with --text.")
    from auditrack.views.disclosure import AID

    door.run(
        ReleaseHit(
            kind=kind, text=text, fingerprint=fingerprint, shown=shown, place=place, reason=why
        ),
        "Released.",
    )
    output.say(AID)


@verb(app, "releases", "List what was released, with the reasons.")
def releases(
    door: Door,
    withdrawn: Annotated[
        bool, typer.Option("--with-withdrawn", help="Those too that were withdrawn.")
    ] = False,
) -> None:
    """List releases; their words are not kept, so only what is left of them is shown."""
    from auditrack.views.disclosure import AID
    from auditrack.views.seen import unwithdrawn
    from auditrack.views.wording import when

    found = door.records.select("releases")
    print_records(
        door,
        "releases",
        found if withdrawn else unwithdrawn(found),
        ("Reference", "On", "By", "What", "Where", "Why"),
        lambda one: (
            str(one["ref"]),
            when(one.get("on")) + (", withdrawn" if one.get("withdrawn_on") else ""),
            str(one.get("by") or "-"),
            str(one.get("shown") or one.get("kind")),
            str(one.get("place") or "-"),
            str(one.get("reason") or "-"),
        ),
        "Nothing has been released.",
    )
    if not door.json:
        output.say(AID)


@verb(app, "withdraw", "Withdraw a release: the check stops those words again.")
def withdraw(
    door: Door,
    ref: Annotated[str, typer.Argument(help="The release (rel-2).", metavar="RELEASE")],
    why: WhyOption = None,
) -> None:
    """Withdraw a release, with a reason."""
    door.run(WithdrawRelease(ref=ref, why=why), "Withdrawn.")
