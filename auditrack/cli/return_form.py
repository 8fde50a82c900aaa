"""`return-form`: the forms that agencies fill in: making, reminding, and who has not returned."""

import sys
from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.pages import print_page
from auditrack.cli.return_make import make_forms, write_again
from auditrack.cli.return_read import add_read
from auditrack.cli.table import print_table
from auditrack.commands.return_form import AskForReturns
from auditrack.commands.return_sent import MarkReturned, RemindReturn, WithdrawReturn
from auditrack.views.wording import counted

app = group("Return forms: what agencies are asked, in Word or Excel, and what came back.")

Form = Annotated[
    str, typer.Argument(help="The form's reference, or its agency's name.", metavar="FORM")
]
OnOption = Annotated[
    str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")
]


@verb(app, "make", "Ask agencies for a return: a form each, all of them or none.")
def make(
    door: Door,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help="An agency to ask (repeatable).")
    ] = None,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            help="The folder for the files, made where it is missing, or the file of one form; "
            "- writes one form to standard output.",
        ),
    ] = ".",
    everyone: Annotated[
        bool, typer.Option("--all", help="Ask every agency that has anything open.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option("--form", help="Write a form again that was sent before.", metavar="FORM"),
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", help="docx (the default) or xlsx.")
    ] = None,
    due_back: Annotated[
        str | None,
        typer.Option(
            "--due-back", help="The last day to answer (default: the board's).", metavar="DATE"
        ),
    ] = None,
    asked_on: Annotated[
        str | None,
        typer.Option("--asked-on", help="The day of asking (default: today).", metavar="DATE"),
    ] = None,
    covering: Annotated[
        str | None, typer.Option("--covering", help="A covering text; - reads standard input.")
    ] = None,
    question: Annotated[
        list[str] | None, typer.Option("--question", help="A question to all (repeatable).")
    ] = None,
    with_unpublished: Annotated[
        bool,
        typer.Option(
            "--with-unpublished", help="Print the words of reviews that are not published, too."
        ),
    ] = False,
    why: WhyOption = None,
) -> None:
    """Write a form for each agency and record that it was asked."""
    if door.as_at_given:
        door.refuse(
            "bad-value",
            "Forms ask for what is open today, and --as-at names another day.",
            "Leave --as-at out.",
        )
    if form is not None:
        if agency or everyone or due_back or asked_on or covering or question:
            door.refuse(
                "bad-value",
                "--form writes a form again as it was sent, and asks nobody anew.",
                "Leave the other options out, or leave --form out to ask again.",
            )
        write_again(door, form, out, format, with_unpublished)
        return
    if covering == "-":
        covering = sys.stdin.read()
    command = AskForReturns(
        agencies=tuple(agency or ()),
        everyone=everyone,
        asked_on=asked_on,
        due_back=due_back,
        covering=covering,
        questions=tuple(question or ()),
        why=why,
    )
    make_forms(door, command, out, format, with_unpublished)


@verb(app, "remind", "Record that agencies were reminded of their forms.")
def remind(
    door: Door,
    form: Annotated[
        list[str] | None,
        typer.Argument(help="The form's reference, or its agency's name.", metavar="FORM"),
    ] = None,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help="An agency (repeatable).")
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="All forms past the day they were due back.")
    ] = False,
    on: OnOption = None,
    why: WhyOption = None,
) -> None:
    """Record a reminder of forms that have not come back."""
    forms = [*(form or ()), *(agency or ())]
    if overdue:
        from auditrack.views.facts import Facts
        from auditrack.views.returns import overdue_forms

        late = overdue_forms(Facts(door.records, door.today))
        forms += [str(one.form) for one in late]
        if not late and not form and not agency:
            output.say("No form is overdue, so nobody was reminded.")
            return
    door.run(RemindReturn(tuple(forms), on=on, why=why))


@verb(app, "status", "Who has returned a form, who has not, and what is still owed.")
def status(
    door: Door,
    every: Annotated[
        bool, typer.Option("--every", help="Every form ever sent, the latest first.")
    ] = False,
) -> None:
    """List how each agency's return stands, what needs doing first."""
    from auditrack.views.facts import Facts
    from auditrack.views.returns import returns

    found = returns(Facts(door.records, door.today), every=every)
    if door.json:
        output.print_json([one.to_json() for one in found])
        return
    if not found:
        output.say("No agency was ever sent a form, and none has anything open.")
        return
    print_table(
        ("Form", "Agency", "Asked", "Due back", "Reminded", "Owed", "How it stands"),
        [
            (
                one.form or "-",
                one.name,
                one.asked_on or "-",
                one.due_back or "-",
                ", ".join(one.reminded_on) or "-",
                str(one.owed) if one.is_waiting else "-",
                one.describe(),
            )
            for one in found
        ],
    )
    waiting = [one for one in found if one.is_waiting]
    late = sum(one.state == "unanswered" for one in waiting)
    output.say(
        f"{counted(len(waiting), 'form')} not returned, {late} of them past the day."
        if waiting
        else "No form is waited for."
    )


@verb(app, "show", "Show one form: what it asks, and how it stands.")
def show(
    door: Door,
    ref: Annotated[str, typer.Argument(help="The form's reference.", metavar="FORM")],
) -> None:
    """Show a form."""
    print_page(door, ref, "return_forms")


@verb(app, "returned", "Record by hand that a form came back.")
def returned(
    door: Door,
    form: Form,
    on: OnOption = None,
    nothing: Annotated[
        bool, typer.Option("--none", help='It came back with "None": nothing to report.')
    ] = False,
    why: WhyOption = None,
) -> None:
    """Record that a form came back, on paper or with "None"."""
    door.run(MarkReturned(form, on=on, nothing=nothing, why=why))


@verb(app, "withdraw", "Withdraw a form that should not have been sent.")
def withdraw(
    door: Door,
    form: Annotated[str, typer.Argument(help="The form's reference.", metavar="FORM")],
    why: WhyOption = None,
) -> None:
    """Withdraw a form: what only it asked is asked no longer."""
    door.run(WithdrawReturn(form, why=why))


add_read(app)
