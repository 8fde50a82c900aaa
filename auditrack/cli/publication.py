"""`publication`: wording for the public, right of reply and sign-off before anything is public."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb

if TYPE_CHECKING:
    from auditrack.views.publications import PublicationNow

app = group("What is to be public: wording, right of reply, sign-off by the chair and one other.")

Ref = Annotated[str, typer.Argument(help="The publication (pub-1).", metavar="PUBLICATION")]
DueBack = Annotated[
    str | None,
    typer.Option("--due-back", help="Until when agencies may comment.", metavar="DATE"),
]
Marking = Annotated[str | None, typer.Option("--marking", help="The protective marking to print.")]
Template = Annotated[
    Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
]


@verb(app, "wording", "Word a record for the public; of a review its reason for delay.")
def wording(
    door: Door,
    ref: Annotated[
        str,
        typer.Argument(
            help="A recommendation, finding, reply, decision, action, evidence or review.",
            metavar="REF",
        ),
    ],
    text: Annotated[
        str, typer.Option("--text", help='The wording; "" takes it back.', metavar="TEXT")
    ],
    why: WhyOption = None,
) -> None:
    """Give a record the words that take the place of its own in everything public."""
    from auditrack.commands.publication import WordForThePublic

    door.run(WordForThePublic(ref=ref, text=text, why=why))


@verb(app, "withheld", "What would not be public and why, and what has no wording for the public.")
def withheld(
    door: Door,
    review: Annotated[
        str | None,
        typer.Option("--review", help="This review alone, and what hangs on it.", metavar="REVIEW"),
    ] = None,
) -> None:
    """Show which reviews are withheld, and what else of the others would not be printed."""
    from auditrack.views.find import find
    from auditrack.views.unworded import by_kind, withheld_and_unworded

    ref = None if review is None else find(door.records, review, "reviews")
    found = withheld_and_unworded(door.records, door.today, ref)
    parts = {"unworded": found.unworded, "in_part": found.in_part}
    if door.json:
        output.print_json(
            {
                "as_at": found.as_at.isoformat(),
                "public": list(found.public),
                "withheld": [{"ref": one.ref, "why": one.why} for one in found.withheld],
                **{
                    name: [
                        {"ref": one.ref, "why": one.why, "table": one.table, "words": one.words}
                        for one in several
                    ]
                    for name, several in parts.items()
                },
            }
        )
        return
    titles = {
        "unworded": "Not worded for the public yet: word them with auditrack publication wording",
        "in_part": "Public without any words, for they also hang on what is withheld",
    }
    public = ", ".join(found.public) or "none"
    output.print_wrapped(f"Public as at {found.as_at.isoformat()}: {public}", "", hanging="  ")
    if found.withheld:
        output.line()
        output.line(f"Withheld: nothing that hangs on these is public ({len(found.withheld)})")
        for each in found.withheld:
            output.print_wrapped(f"{each.ref}: {each.why}", "  ", hanging="    ")
    for name, several in parts.items():
        if several:
            output.line()
            output.line(f"{titles[name]} ({len(several)})")
        for called, ones in by_kind(several).items():
            output.line(f"  {called} ({len(ones)})")
            for one in ones:
                words = f": {one.words}" if one.words else ""
                output.print_wrapped(f"{one.ref}{words}", "    ", hanging="      ")


@verb(app, "prepare", "Freeze what is to be public, as the record stands now.")
def prepare(
    door: Door,
    kind: Annotated[
        str, typer.Argument(help="annual, record, themes or response.", metavar="KIND")
    ],
    review: Annotated[
        str | None,
        typer.Option("--review", help="The review that it is of.", metavar="REVIEW"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="First day of an annual report (default: the board's last year).",
            metavar="DATE",
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Last day of it.", metavar="DATE")
    ] = None,
    headings: Annotated[
        list[str] | None,
        typer.Option("--headings", help="A heading set of it (repeatable).", metavar="SET"),
    ] = None,
    due_back: DueBack = None,
    why: WhyOption = None,
) -> None:
    """Freeze a publication: what is signed off is this, and it never changes."""
    from auditrack.commands.publication import PreparePublication

    day = door.today.isoformat() if door.as_at_given else None
    door.run(
        PreparePublication(
            kind=kind,
            review=review,
            since=since,
            until=until,
            headings=tuple(headings or ()),
            as_at=day,
            due_back=due_back,
            why=why,
        )
    )


@verb(app, "list", "List the publications, the newest first.")
def list_publications(door: Door) -> None:
    """List every publication with its state."""
    from auditrack.cli.table import print_table
    from auditrack.views.publications import as_json, publications

    found = publications(door.records, door.today)
    if door.json:
        output.print_json([as_json(one) for one in found])
    elif not found:
        output.say("Nothing was prepared for publication yet: auditrack publication prepare KIND")
    else:
        print_table(
            ("Reference", "What", "State"),
            [(one.record.ref, one.called, one.state) for one in found],
        )


@verb(app, "show", "Show one publication: who was sent what, comments and sign-offs.")
def show(door: Door, ref: Ref) -> None:
    """Show a publication, and whether everything in it may still be public."""
    from auditrack.views.publications import as_json
    from auditrack.views.still_public import still_public

    one = _named(door, ref)
    gone = still_public(door.register, one.record, door.today)
    if door.json:
        output.print_json(
            {
                **as_json(one),
                "no_longer_public": [
                    {"ref": each.ref, "why": each.why, "entry": each.entry} for each in gone
                ],
            }
        )
        return
    record = one.record
    output.line(f"{record.ref}: {output.plain(one.called)}")
    output.print_wrapped(f"State: {one.state}", hanging="    ")
    output.line(f"  As at {record.as_at}, entry {record.head_number}")
    if record.headings:
        output.print_wrapped(f"Headings: {', '.join(record.headings)}", hanging="    ")
    for each in one.comments:
        output.print_wrapped(f"{each.record.ref} {each.name}: {each.said}", hanging="    ")
        if each.record.said:
            output.print_wrapped(f"Comment: {each.record.said}", "    ", hanging="      ")
        if each.record.answer:
            output.print_wrapped(f"Answer: {each.record.answer}", "    ", hanging="      ")
    for signed in one.sign_offs:
        because = f", overriding {', '.join(signed.overridden)}" if signed.overridden else ""
        why = f": {signed.override_why}" if signed.override_why else ""
        output.print_wrapped(f"Signed off by {signed.by} on {signed.on}{because}{why}")
    if gone:
        output.line("  May no longer be public:")
        for left in gone:
            output.print_wrapped(str(left), "    ", hanging="      ")


@verb(app, "send", "Write each agency what is said of it, for its right of reply.")
def send(
    door: Door,
    ref: Ref,
    out: Annotated[str, typer.Option("--out", help="The folder for the papers.", metavar="FOLDER")],
    agency: Annotated[
        list[str] | None,
        typer.Option("--agency", help="An agency that it names (repeatable).", metavar="AGENCY"),
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="Every agency that was not sent its part yet.")
    ] = False,
    due_back: DueBack = None,
    template: Template = None,
    marking: Marking = None,
    why: WhyOption = None,
) -> None:
    """Write the papers, and record them as sent: all of them or none."""
    from auditrack.cli.publication_sending import send_parts

    send_parts(
        door, _named(door, ref), agency or (), everyone, out, due_back, template, marking, why
    )


@verb(app, "paper", "Write one agency's paper without recording it as sent.")
def paper(
    door: Door,
    ref: Ref,
    agency: Annotated[str, typer.Option("--agency", help="The agency.", metavar="AGENCY")],
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    template: Template = None,
    marking: Marking = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
) -> None:
    """Write what is said of one agency: to look at before it is sent, or to send it again."""
    from auditrack.cli.publication_sending import write_part

    write_part(door, _named(door, ref), agency, out, template, marking, to)


@verb(app, "comment", "Record what an agency says of its part.")
def comment(
    door: Door,
    ref: Ref,
    agency: Annotated[str, typer.Option("--agency", help="The agency.", metavar="AGENCY")],
    text: Annotated[
        str | None, typer.Option("--text", help="Its comment, in its words.", metavar="TEXT")
    ] = None,
    nothing: Annotated[bool, typer.Option("--none", help="It has no comment.")] = False,
    on: Annotated[
        str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Record an agency's comment; sign-offs given before it are void."""
    from auditrack.commands.right_of_reply import CommentOnPublication

    door.run(
        CommentOnPublication(
            publication=ref, agency=agency, said=text, nothing=nothing, on=on, why=why
        )
    )


@verb(app, "answer", "Print an agency's comment, or answer it, or both.")
def answer(
    door: Door,
    ref: Annotated[str, typer.Argument(help="The comment (cmt-1).", metavar="COMMENT")],
    text: Annotated[
        str | None, typer.Option("--text", help="What the board answers.", metavar="TEXT")
    ] = None,
    printed: Annotated[
        bool | None,
        typer.Option("--print/--no-print", help="Whether the publication prints the comment."),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Say what becomes of a comment; sign-offs given before it are void."""
    from auditrack.commands.right_of_reply import AnswerComment

    door.run(AnswerComment(comment=ref, text=text, printed=printed, why=why))


@verb(app, "sign-off", "Sign a publication off: two people, one of them the chair.")
def sign_off(
    door: Door,
    ref: Ref,
    override: Annotated[
        str | None,
        typer.Option(
            "--override",
            help="A chair's reason to sign it off before agencies had their time.",
            metavar="REASON",
        ),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Sign a publication off, as the first or the second."""
    from auditrack.commands.publication_sign_off import SignOffPublication

    door.run(SignOffPublication(publication=ref, override=override, why=why), "Signed off.")


@verb(app, "withdraw", "Withdraw a publication, with a reason.")
def withdraw(door: Door, ref: Ref, why: WhyOption = None) -> None:
    """Withdraw a publication: nothing is written from it any more."""
    from auditrack.commands.publication import WithdrawPublication

    door.run(WithdrawPublication(ref=ref, why=why))


def _named(door: Door, ref: str) -> "PublicationNow":
    from auditrack.views.find import find
    from auditrack.views.publications import publication_now

    found = find(door.records, ref, "publications")
    return publication_now(door.records, door.records.get("publications", found) or {}, door.today)
