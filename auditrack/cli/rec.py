"""`rec`: what was asked, what was answered and decided, and where it stands."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.pages import print_page
from auditrack.cli.table import print_table
from auditrack.commands.asked_before import AnswerAskedBefore
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.link import LinkRecommendations, WithdrawLink
from auditrack.commands.recommendation import (
    AddRecommendation,
    EditRecommendation,
    WithdrawRecommendation,
)
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.theme_link import LinkTheme

app = group("Recommendations: what was asked, and where it stands.")

Ref = Annotated[str, typer.Argument(help="The recommendation's reference.", metavar="REF")]
Due = Annotated[
    str | None, typer.Option("--due", help="When it is due, as printed.", metavar="DATE")
]
Label = Annotated[str | None, typer.Option("--label", help="Its label as printed.")]
Agencies = Annotated[list[str] | None, typer.Option("--agency", help="Whom it asks (repeatable).")]
Outcome = Annotated[str | None, typer.Option("--outcome", help="The intended outcome.")]
Measure = Annotated[str | None, typer.Option("--measure", help="How we will know.")]
Reach = Annotated[
    str | None, typer.Option("--reach", help="multi-agency, single-agency or national.")
]
Kind = Annotated[str | None, typer.Option("--kind", help="recommendation or assurance-point.")]
Wording = Annotated[str | None, typer.Option("--public-wording", help="Wording for the public.")]
ShortTitle = Annotated[str | None, typer.Option("--title", help="A short title.")]
Delivering = Annotated[str | None, typer.Option("--delivering", help="The subgroup that delivers.")]
Assuring = Annotated[str | None, typer.Option("--assuring", help="The subgroup that tests.")]
Reason = Annotated[str | None, typer.Option("--reason", help="The reason.")]
Meeting = Annotated[str | None, typer.Option("--meeting", help="The meeting that decided.")]
On = Annotated[str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")]


@verb(app, "add", "Enter a recommendation.")
def add(
    door: Door,
    review: Annotated[str, typer.Argument(help="The review that makes it.", metavar="REVIEW")],
    text: Annotated[str, typer.Option("--text", help="Its text, verbatim; - reads it.")],
    label: Label = None,
    agency: Agencies = None,
    outcome: Outcome = None,
    due: Due = None,
    theme: Annotated[
        list[str] | None, typer.Option("--theme", help="A theme it speaks of (repeatable).")
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="open, said-done or not-known.")
    ] = None,
    done_on: Annotated[
        str | None, typer.Option("--done-on", help="With said-done: when.", metavar="DATE")
    ] = None,
    reach: Reach = None,
    kind: Kind = None,
    measure: Measure = None,
    title: ShortTitle = None,
    public_wording: Wording = None,
    delivering: Delivering = None,
    assuring: Assuring = None,
    why: WhyOption = None,
) -> None:
    """Enter what a review asks."""
    from auditrack.cli.reading import typed_or_read

    door.run(
        AddRecommendation(
            review=review,
            text=typed_or_read(text),
            label=label,
            agencies=tuple(agency or ()),
            outcome=outcome,
            due=due,
            theme=tuple(theme or ()),
            state=state,
            done_on=done_on,
            reach=reach,
            kind=kind or "recommendation",
            measure=measure,
            title=title,
            public_wording=public_wording,
            delivering=delivering,
            assuring=assuring,
            why=why,
        )
    )


@verb(app, "list", "List recommendations.")
def list_recommendations(
    door: Door,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help='What to show: words, or agency:police theme:neglect overdue "no-evidence".',
            metavar="FILTER",
        ),
    ] = None,
) -> None:
    """List recommendations with the axes in words."""
    from auditrack.views.paged_list import row_list

    shown = row_list(door.records, door.today, _as_typed(words or []), of_total=not door.json)
    if door.json:
        output.print_json([row.to_json() for row in shown.rows()])
        return
    output.say(shown.describe())
    print_table(
        ("Reference", "BRAG", "Delivery", "Practice", "Due", "Agencies", "Text"),
        [
            (
                row.ref,
                row.brag.word,
                row.delivery,
                row.practice,
                row.agreed_due or "none",
                ", ".join(row.agencies),
                row.text,
            )
            for row in shown.rows()
        ],
    )


def _as_typed(words: list[str]) -> str:
    """A filter with the quotation marks that the shell took off its words; one alone is whole."""
    return words[0] if len(words) == 1 else " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    if '"' in word or not any(character.isspace() for character in word):
        return word
    field, colon, value = word.partition(":")
    return f'{field}:"{value}"' if colon and field.isalpha() else f'"{word}"'


@verb(app, "show", "Show one recommendation as a page.")
def show(door: Door, ref: Ref) -> None:
    """Show everything on record about a recommendation."""
    print_page(door, ref, "recommendations")


@verb(app, "edit", "Correct a recommendation.")
def edit(
    door: Door,
    ref: Ref,
    text: Annotated[
        str | None, typer.Option("--text", help="Its text, verbatim; - reads it.")
    ] = None,
    label: Label = None,
    agency: Agencies = None,
    outcome: Outcome = None,
    due: Due = None,
    state: Annotated[
        str | None, typer.Option("--state", help="open, said-done or not-known.")
    ] = None,
    reach: Reach = None,
    kind: Kind = None,
    measure: Measure = None,
    title: ShortTitle = None,
    public_wording: Wording = None,
    delivering: Delivering = None,
    assuring: Assuring = None,
    why: WhyOption = None,
) -> None:
    """Correct what the record says; the reference never changes."""
    from auditrack.cli.reading import typed_or_read

    door.run(
        EditRecommendation(
            ref=ref,
            text=text and typed_or_read(text),
            label=label,
            agencies=tuple(agency) if agency else None,
            outcome=outcome,
            due=due,
            state=state,
            reach=reach,
            kind=kind,
            measure=measure,
            title=title,
            public_wording=public_wording,
            delivering=delivering,
            assuring=assuring,
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
    """Confirm or reject a theme of a recommendation, and date the concern."""
    link_theme(door, ref, theme, confirm, reject, concern, subject, why)


def link_theme(
    door: Door,
    ref: str,
    theme: str,
    confirm: bool,
    reject: bool,
    concern: str | None,
    subject: str | None,
    why: str | None,
) -> None:
    """Confirm or reject a theme of a recommendation or finding."""
    if confirm and reject:
        door.refuse(
            "bad-value",
            "A theme is confirmed or rejected, not both.",
            "Give --confirm or --reject.",
        )
    door.run(
        LinkTheme(
            ref=ref,
            theme=theme,
            status="reject" if reject else "confirm",
            concern=concern,
            subject=subject,
            why=why,
        )
    )


@verb(app, "link", "Say how it stands to another recommendation.")
def link(
    door: Door,
    ref: Ref,
    other: Annotated[str, typer.Argument(help="The other one.", metavar="OTHER")],
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            help="same-ask, repeats, folds-into, supersedes, contradicts, related or unrelated.",
        ),
    ],
    degree: Annotated[
        str | None, typer.Option("--degree", help="Of a same ask: same, stronger or different.")
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take this link back, with --why.")
    ] = False,
    why: WhyOption = None,
) -> None:
    """Link two recommendations; nothing is merged."""
    if withdraw:
        door.run(WithdrawLink(ref=ref, other=other, kind=kind, why=why))
        return
    door.run(LinkRecommendations(ref=ref, other=other, kind=kind, degree=degree, why=why))


@verb(app, "asked-before", "Say whether an earlier one asked the same; nothing is merged.")
def asked_before(
    door: Door,
    ref: Ref,
    earlier: Annotated[str, typer.Argument(help="The earlier one.", metavar="EARLIER")],
    answer: Annotated[
        str, typer.Option("--answer", help="same, stronger, different, related or no.")
    ],
    why: WhyOption = None,
) -> None:
    """Answer for one of the earlier asks that `before REF` lists."""
    door.run(AnswerAskedBefore(ref=ref, earlier=earlier, answer=answer, why=why))


@verb(app, "reply", "Record what an agency answered, or that it was asked.")
def reply(
    door: Door,
    ref: Ref,
    agency: Annotated[str | None, typer.Option("--agency", help="Who answers.")] = None,
    answer: Annotated[
        str | None,
        typer.Option("--answer", help="accepted, in-part, declined, passed-on or none."),
    ] = None,
    reason: Reason = None,
    passed_to: Annotated[
        str | None, typer.Option("--passed-to", help="With passed-on: to whom.")
    ] = None,
    asked_on: Annotated[
        str | None, typer.Option("--asked-on", help="When it was asked.", metavar="DATE")
    ] = None,
    due_back: Annotated[
        str | None, typer.Option("--due-back", help="When an answer is due.", metavar="DATE")
    ] = None,
    on: On = None,
    why: WhyOption = None,
) -> None:
    """Record an agency's reply."""
    door.run(
        ReplyToRecommendation(
            ref=ref,
            agency=agency,
            answer=answer,
            reason=reason,
            passed_to=passed_to,
            asked_on=asked_on,
            due_back=due_back,
            on=on,
            why=why,
        )
    )


@verb(app, "decide", "Record the board's decision.")
def decide(
    door: Door,
    ref: Ref,
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            help="implement, in-part, not, refer-on, no-longer-relevant or keep-under-review; "
            "of a theme, keep-under-review or no-longer-under-review.",
        ),
    ],
    until: Annotated[
        str | None,
        typer.Option(
            "--until", help="With keep-under-review: the day to look again.", metavar="DATE"
        ),
    ] = None,
    reason: Reason = None,
    meeting: Meeting = None,
    dissent: Annotated[
        str | None, typer.Option("--dissent", help="Who disagreed, and why.")
    ] = None,
    on: On = None,
    why: WhyOption = None,
) -> None:
    """Record what the board decided about a recommendation."""
    door.run(
        DecideRecommendation(
            ref=ref,
            decision=decision,
            reason=reason,
            meeting=meeting,
            dissent=dissent,
            until=until,
            on=on,
            why=why,
        )
    )


@verb(app, "close", "Close it, or see what is missing.")
def close(
    door: Door,
    ref: Ref,
    override: Annotated[
        str | None,
        typer.Option("--override", help="A chair's reason to close it all the same."),
    ] = None,
    reason: Reason = None,
    meeting: Meeting = None,
    on: On = None,
    why: WhyOption = None,
) -> None:
    """Close a recommendation. Closing never says that practice changed."""
    door.run(
        CloseRecommendation(
            ref=ref, override=override, reason=reason, meeting=meeting, on=on, why=why
        ),
        "Closed. That says nothing about practice.",
    )


@verb(app, "reopen", "Open it again, with a reason.")
def reopen(
    door: Door, ref: Ref, why: WhyOption = None, meeting: Meeting = None, on: On = None
) -> None:
    """Open a closed recommendation again, with a reason."""
    door.run(ReopenRecommendation(ref=ref, meeting=meeting, on=on, why=why))


@verb(app, "withdraw", "Take it out of every count, with a reason.")
def withdraw(
    door: Door,
    ref: Ref,
    why: WhyOption = None,
    reinstate: Annotated[bool, typer.Option("--reinstate", help="Put it back.")] = False,
) -> None:
    """Withdraw a recommendation; nothing is deleted."""
    door.run(WithdrawRecommendation(ref=ref, reinstate=reinstate, why=why))
