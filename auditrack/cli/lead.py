"""`lead`: who is responsible, and what happens when people leave."""

from typing import Annotated

import typer

from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.cli.pages import print_page
from auditrack.commands.lead import AddLead, EditLead, HandOverLead, VacateLead

app = group("Who is responsible: a role, a subgroup or nobody yet.")

Ref = Annotated[str, typer.Argument(help="The lead's reference or title.", metavar="LEAD")]
Agency = Annotated[str | None, typer.Option("--agency", help="The agency it belongs to.")]
Holder = Annotated[str | None, typer.Option("--holder", help="Who holds it now.")]
Logins = Annotated[
    list[str] | None, typer.Option("--login", help="A login that acts for it (repeatable).")
]


@verb(app, "list", "List the leads.")
def list_leads(door: Door) -> None:
    """List every lead, who holds it, and since when it is vacant."""
    from auditrack.model.dates import in_words

    print_records(
        door,
        "leads",
        sorted(door.records.select("leads"), key=lambda lead: lead.get("title", "").casefold()),
        ("Reference", "Agency", "Held by", "Title"),
        lambda document: (
            document["ref"],
            document.get("agency", "-"),
            f"vacant since {in_words(document['vacant_since'])}"
            if document.get("vacant_since")
            else document.get("holder", "not recorded"),
            document.get("title", ""),
        ),
        "No lead is on record yet. Enter one with: auditrack lead add TITLE.",
    )


@verb(app, "show", "Show one lead and its actions.")
def show(door: Door, ref: Ref) -> None:
    """Show a lead."""
    print_page(door, ref, "leads")


@verb(app, "add", "Enter a lead.")
def add(
    door: Door,
    title: Annotated[str, typer.Argument(help="The role or subgroup.", metavar="TITLE")],
    ref: Annotated[str | None, typer.Option("--ref", help="Its reference.")] = None,
    agency: Agency = None,
    holder: Holder = None,
    login: Logins = None,
    why: WhyOption = None,
) -> None:
    """Enter who may be responsible for an action."""
    door.run(
        AddLead(
            title=title, ref=ref, agency=agency, holder=holder, logins=tuple(login or ()), why=why
        )
    )


def _edit(
    door: Door,
    ref: Ref,
    title: Annotated[str | None, typer.Option("--title", help="The role or subgroup.")] = None,
    agency: Agency = None,
    holder: Holder = None,
    login: Logins = None,
    why: WhyOption = None,
) -> None:
    """Correct a lead's record."""
    door.run(
        EditLead(
            ref=ref,
            title=title,
            agency=agency,
            holder=holder,
            logins=tuple(login) if login else None,
            why=why,
        )
    )


verb(app, "edit", "Correct a lead's record.")(_edit)
verb(app, "set", "The same as edit.")(_edit)


@verb(app, "vacate", "Say that nobody holds it now.")
def vacate(
    door: Door,
    ref: Ref,
    on: Annotated[
        str | None, typer.Option("--on", help="The day (default: today).", metavar="DATE")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Record that a lead is vacant: its actions turn red after a while."""
    door.run(VacateLead(ref=ref, on=on, why=why))


@verb(app, "hand-over", "Say who holds it from now on.")
def hand_over(
    door: Door,
    ref: Ref,
    to: Annotated[str, typer.Option("--to", help="Who holds it now.")],
    login: Logins = None,
    why: WhyOption = None,
) -> None:
    """Hand a lead over; its actions stay with it."""
    door.run(HandOverLead(ref=ref, holder=to, logins=tuple(login) if login else None, why=why))


@verb(app, "reassign", "Give its open work to another lead, in one step.")
def reassign(
    door: Door,
    ref: Ref,
    to: Annotated[str, typer.Argument(help="The lead that takes it on.", metavar="TO")],
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", help="Only this action, audit or recommendation (repeatable).", metavar="REF"
        ),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Move its open actions, planned audits and parts as a subgroup; what is done stays."""
    from auditrack.commands.reassigning import ReassignLead

    door.run(ReassignLead(lead=ref, to=to, only=tuple(only or ()), why=why))


@verb(app, "off", "Take a login that leaves off every lead and role.")
def off(
    door: Door,
    login: Annotated[str, typer.Argument(help="The login.", metavar="LOGIN")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day it left (default: today).", metavar="DATE")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Take a login off; leads that no other login is with are vacant. Entries keep its name."""
    from auditrack.commands.leaving import TakeLoginOff

    door.run(TakeLoginOff(login=login, on=on, why=why))
