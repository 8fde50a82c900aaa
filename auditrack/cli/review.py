"""`review`: add, list, show, edit, supersede, withdraw, told, proceedings, share, take-shared."""

from typing import Annotated

import typer

from auditrack.cli import told as cli_told
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.cli.pages import print_page
from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.review import (
    AddReview,
    EditReview,
    SupersedeReview,
    WithdrawReview,
)
from auditrack.model.refs import natural_key

app = group("Reviews: what a board learns from.")

Ref = Annotated[str, typer.Argument(help="The review's reference.", metavar="REF")]
Title = Annotated[str | None, typer.Option("--title", help="Its title as printed.")]
Type = Annotated[
    str | None, typer.Option("--type", help="scr, lcspr, rapid-review, sar, dhr ... or your own.")
]
Boards = Annotated[list[str] | None, typer.Option("--board", help="The board (repeatable).")]
Published = Annotated[
    str | None, typer.Option("--published", help="When it was published.", metavar="DATE")
]
Arranged = Annotated[
    str | None, typer.Option("--arranged", help="When it was arranged.", metavar="DATE")
]
Due = Annotated[str | None, typer.Option("--due", help="When it is due.", metavar="DATE")]
Concluded = Annotated[
    str | None, typer.Option("--concluded", help="When it was concluded.", metavar="DATE")
]
DelayReason = Annotated[
    str | None,
    typer.Option("--delay-reason", help="Why it is or was late, without names.", metavar="TEXT"),
]
Stage = Annotated[str | None, typer.Option("--stage", help="Where it has got to, in your words.")]
Status = Annotated[str | None, typer.Option("--status", help="active or provisional.")]
ProvisionalUntil = Annotated[
    str | None,
    typer.Option(
        "--provisional-until", help="With provisional: until when, at most.", metavar="DATE"
    ),
]
Publishable = Annotated[
    str | None, typer.Option("--publishable", help="yes, no or after (a date).")
]
PublishableAfter = Annotated[
    str | None,
    typer.Option("--publishable-after", help="With after: after which day.", metavar="DATE"),
]
Retention = Annotated[
    str | None,
    typer.Option(
        "--retention-review",
        help="From when the board asks whether to keep its texts.",
        metavar="DATE",
    ),
]
Practice = Annotated[
    list[str] | None,
    typer.Option(
        "--practice",
        help="A period of practice examined, perhaps of one child or adult (repeatable).",
        metavar="FROM..TO[=subject]",
    ),
]
History = Annotated[
    str | None, typer.Option("--history", help="complete, none-found or not-searched.")
]
Case = Annotated[str | None, typer.Option("--case", help="Shared by the documents of one case.")]


@verb(app, "add", "Enter a review.")
def add(
    door: Door,
    ref: Ref,
    title: Annotated[str, typer.Option("--title", help="Its title as printed.")],
    type: Type = None,
    board: Boards = None,
    published: Published = None,
    practice: Practice = None,
    history: History = None,
    case: Case = None,
    arranged: Arranged = None,
    due: Due = None,
    concluded: Concluded = None,
    delay_reason: DelayReason = None,
    stage: Stage = None,
    status: Status = None,
    provisional_until: ProvisionalUntil = None,
    publishable: Publishable = None,
    publishable_after: PublishableAfter = None,
    retention_review: Retention = None,
    why: WhyOption = None,
) -> None:
    """Enter a review with what is known of it."""
    door.run(
        AddReview(
            ref=ref,
            title=title,
            type=type,
            boards=tuple(board or ()),
            published=published,
            practice=tuple(practice or ()),
            history=history,
            case_id=case,
            arranged=arranged,
            due=due,
            concluded=concluded,
            delay_reason=delay_reason,
            stage=stage,
            status=status,
            provisional_until=provisional_until,
            publishable=publishable,
            publishable_after=publishable_after,
            retention_review=retention_review,
            why=why,
        )
    )


@verb(app, "list", "List the reviews.")
def list_reviews(door: Door) -> None:
    """List every review, the latest published first."""
    from auditrack.model.dates import in_words
    from auditrack.views.whose_review import whose

    documents = sorted(
        door.records.select("reviews"),
        key=lambda document: (document.get("published") or "", natural_key(document["ref"])),
        reverse=True,
    )
    asks = door.records.index("recommendations", "review")
    print_records(
        door,
        "reviews",
        documents,
        ("Reference", "Published", "Status", "Asks", "Whose", "Title"),
        lambda document: (
            document["ref"],
            in_words(document["published"]) if document.get("published") else "not recorded",
            document.get("status", "active"),
            str(len(asks.get(document["ref"], ()))),
            whose(door.records, document),
            document.get("title", ""),
        ),
        "No review is on record yet. Enter one with: auditrack review add, or import.",
    )


@verb(app, "show", "Show one review.")
def show(door: Door, ref: Ref) -> None:
    """Show a review with its practice windows, recommendations and findings."""
    print_page(door, ref, "reviews")


@verb(app, "edit", "Correct a review.")
def edit(
    door: Door,
    ref: Ref,
    title: Title = None,
    type: Type = None,
    board: Boards = None,
    published: Published = None,
    practice: Practice = None,
    history: History = None,
    case: Case = None,
    arranged: Arranged = None,
    due: Due = None,
    concluded: Concluded = None,
    delay_reason: DelayReason = None,
    stage: Stage = None,
    status: Status = None,
    provisional_until: ProvisionalUntil = None,
    publishable: Publishable = None,
    publishable_after: PublishableAfter = None,
    retention_review: Retention = None,
    why: WhyOption = None,
) -> None:
    """Correct what a review's record says; `--practice` adds a period."""
    door.run(
        EditReview(
            ref=ref,
            title=title,
            type=type,
            boards=tuple(board) if board else None,
            published=published,
            practice=tuple(practice or ()),
            history=history,
            case_id=case,
            arranged=arranged,
            due=due,
            concluded=concluded,
            delay_reason=delay_reason,
            stage=stage,
            status=status,
            provisional_until=provisional_until,
            publishable=publishable,
            publishable_after=publishable_after,
            retention_review=retention_review,
            why=why,
        )
    )


@verb(app, "supersede", "Say that a later document of the same case takes its place.")
def supersede(
    door: Door,
    ref: Ref,
    by: Annotated[str, typer.Option("--by", help="The review that takes its place.")],
    why: WhyOption = None,
) -> None:
    """Keep a review in its case, and let a later document speak for it."""
    door.run(SupersedeReview(ref=ref, by=by, why=why))


@verb(app, "withdraw", "Take a review out of every count, with a reason.")
def withdraw(
    door: Door,
    ref: Ref,
    why: WhyOption = None,
    reinstate: Annotated[bool, typer.Option("--reinstate", help="Put it back.")] = False,
) -> None:
    """Withdraw a review; nothing is deleted."""
    door.run(WithdrawReview(ref=ref, reinstate=reinstate, why=why))


@verb(app, "told", "Record who was told of a review, and when; or see it.")
def told(
    door: Door,
    ref: Ref,
    whom: cli_told.Whom = None,
    on: cli_told.On = None,
    correct: cli_told.Correct = None,
    withdraw: cli_told.Withdraw = None,
    why: WhyOption = None,
) -> None:
    """Record that families, staff or bodies were told; with REF alone, show who was.

    No names: the group or the body, and the day, are enough.
    """
    from auditrack.commands.told import ToldOfReview

    if cli_told.changes_one(door, ref, "reviews", whom, on, correct, withdraw, why):
        return
    if whom:
        door.run(ToldOfReview(review=ref, whom=tuple(whom), on=on, why=why))
        return
    cli_told.show(door, ref, "reviews", on, why)


@verb(app, "proceedings", "Record proceedings beside it, or that they have ended.")
def proceedings(
    door: Door,
    ref: Ref,
    kind: Annotated[
        str, typer.Option("--kind", help="criminal, inquest, family or civil.", metavar="KIND")
    ],
    open: Annotated[
        str | None, typer.Option("--open", help="Since when they are open.", metavar="DATE")
    ] = None,
    ended: Annotated[
        str | None, typer.Option("--ended", help="When they ended.", metavar="DATE")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Record proceedings of a kind; those that are open take the day they ended."""
    door.run(RecordProceedings(review=ref, kind=kind, open=open, ended=ended, why=why))


@verb(app, "share", "Write a published review for other boards, as published and nothing more.")
def share(
    door: Door,
    ref: Ref,
    out: Annotated[
        str | None, typer.Option("--out", help="The file to write; - prints it.")
    ] = None,
    offered: Annotated[
        bool, typer.Option("--offered", help="Offer it to the other boards of this database.")
    ] = False,
    withdrawal: Annotated[
        bool, typer.Option("--withdrawal", help="Say that it was taken back, and nothing more.")
    ] = False,
    to: Annotated[
        str | None, typer.Option("--to", help="To whom it goes, for the record.", metavar="WHOM")
    ] = None,
) -> None:
    """Share a review that was entered here; recorded as an export before it leaves.

    Its title, dates, findings and recommendations go as published, with their themes; no reply,
    decision, action, evidence, audit, proceeding or name.
    """
    from auditrack.cli.shared_review import share as share_review

    share_review(door, ref, out, offered, withdrawal, to)


@verb(app, "take-shared", "Take in a review that another body shared, or its later version.")
def take_shared(
    door: Door,
    file: Annotated[
        str | None, typer.Argument(help="The share file; - reads it.", metavar="FILE")
    ] = None,
    offered: Annotated[
        bool, typer.Option("--offered", help="What the other boards of this database offer.")
    ] = False,
    review: Annotated[
        str | None,
        typer.Option("--review", help="With --offered: this one, by its owner's reference."),
    ] = None,
    ref: Annotated[
        str | None, typer.Option("--as", help="What to call it here (default: as there).")
    ] = None,
    joint: Annotated[
        bool, typer.Option("--joint", help="It is a review of this board too, and counts as such.")
    ] = False,
    older: Annotated[
        bool, typer.Option("--older", help="Take it although what is on record is newer.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it tells, and write nothing.")
    ] = False,
    why: WhyOption = None,
) -> None:
    """Keep another body's review, marked as shared; its own words are not edited here.

    This board's replies, decisions, actions, evidence and audits on it are its own. A later version
    updates what its owner changed and withdraws what its owner withdrew.
    """
    from auditrack.cli.shared_review import take

    take(door, file, offered, review, ref=ref, joint=joint, older=older, why=why, dry_run=dry_run)
