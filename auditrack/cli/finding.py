"""`finding`: what a review found or taught."""

from typing import Annotated

import typer

from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.cli.pages import print_page
from auditrack.cli.rec import link_theme
from auditrack.commands.finding import AddFinding, EditFinding, WithdrawFinding
from auditrack.model.words import FINDING_KINDS, word

app = group("Findings and lessons of a review.")

Ref = Annotated[str, typer.Argument(help="The finding's reference.", metavar="REF")]
Kind = Annotated[str | None, typer.Option("--kind", help="concern, good-practice or lesson.")]
LedTo = Annotated[
    list[str] | None,
    typer.Option("--led-to", help="A recommendation that follows from it (repeatable)."),
]
WhyNone = Annotated[
    str | None, typer.Option("--no-recommendation", help="Why no recommendation follows from it.")
]


@verb(app, "add", "Enter a finding.")
def add(
    door: Door,
    review: Annotated[str, typer.Argument(help="The review.", metavar="REVIEW")],
    text: Annotated[str, typer.Option("--text", help="Its text, verbatim; - reads it.")],
    label: Annotated[str | None, typer.Option("--label", help="Its label as printed.")] = None,
    kind: Kind = None,
    led_to: LedTo = None,
    no_recommendation: WhyNone = None,
    theme: Annotated[
        list[str] | None, typer.Option("--theme", help="A theme it speaks of (repeatable).")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Enter what a review found or taught."""
    from auditrack.cli.reading import typed_or_read

    door.run(
        AddFinding(
            review=review,
            text=typed_or_read(text),
            label=label,
            kind=kind or "concern",
            led_to=tuple(led_to or ()),
            no_recommendation_why=no_recommendation,
            theme=tuple(theme or ()),
            why=why,
        )
    )


@verb(app, "list", "List findings.")
def list_findings(
    door: Door,
    review: Annotated[str | None, typer.Argument(help="Of one review.", metavar="REVIEW")] = None,
) -> None:
    """List findings, of one review or all."""
    from auditrack.register.filters import where
    from auditrack.views.find import find

    chosen = where("review").equals(find(door.records, review, "reviews")) if review else None
    print_records(
        door,
        "findings",
        door.records.select("findings", chosen),
        ("Reference", "Kind", "Text"),
        lambda document: (
            document["ref"],
            word(FINDING_KINDS, document.get("kind")),
            document.get("text", ""),
        ),
        "There is no finding on record here.",
    )


@verb(app, "show", "Show one finding.")
def show(door: Door, ref: Ref) -> None:
    """Show a finding."""
    print_page(door, ref, "findings")


@verb(app, "edit", "Correct a finding.")
def edit(
    door: Door,
    ref: Ref,
    text: Annotated[
        str | None, typer.Option("--text", help="Its text, verbatim; - reads it.")
    ] = None,
    kind: Kind = None,
    led_to: LedTo = None,
    no_recommendation: WhyNone = None,
    why: WhyOption = None,
) -> None:
    """Correct a finding, or say what followed from it."""
    from auditrack.cli.reading import typed_or_read

    door.run(
        EditFinding(
            ref=ref,
            text=text and typed_or_read(text),
            kind=kind,
            led_to=tuple(led_to) if led_to else None,
            no_recommendation_why=no_recommendation,
            why=why,
        )
    )


@verb(app, "theme", "Say that it speaks of a theme, or does not.")
def theme(
    door: Door,
    ref: Ref,
    theme: Annotated[str, typer.Argument(help="The theme.", metavar="THEME")],
    confirm: Annotated[bool, typer.Option("--confirm", help="It does (the default).")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It does not.")] = False,
    concern: Annotated[
        str | None, typer.Option("--concern", help="When the concern was.", metavar="FROM..TO")
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", help="Whose: the pseudonym.", metavar="S")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Confirm or reject a theme of a finding, and date the concern."""
    link_theme(door, ref, theme, confirm, reject, concern, subject, why)


@verb(app, "withdraw", "Take it out of every count, with a reason.")
def withdraw(
    door: Door,
    ref: Ref,
    why: WhyOption = None,
    reinstate: Annotated[bool, typer.Option("--reinstate", help="Put it back.")] = False,
) -> None:
    """Withdraw a finding; nothing is deleted."""
    door.run(WithdrawFinding(ref=ref, reinstate=reinstate, why=why))
