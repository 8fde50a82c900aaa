"""`work`: what a login has to do, and for how long it has waited."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()

_LONGEST = 200
"""Characters of what a line is about; its page has the whole."""


@verb(app, "work", "What you have to do: late, due soon, to sign off, to test, to mend.")
def work(
    door: Door,
    lead: Annotated[
        list[str] | None,
        typer.Option("--lead", help="Of this lead in place of your own (repeatable)."),
    ] = None,
    login: Annotated[
        str | None, typer.Option("--login", help="Of this login in place of yours.")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Of everybody.")] = False,
) -> None:
    """List what is late, due soon, waits for you, is to be tested, mended and chased."""
    from auditrack.commands import rights
    from auditrack.views.facts import Facts
    from auditrack.views.find import find_named
    from auditrack.views.wording import shortened
    from auditrack.views.work import by_kind, waited_in_words, work_of
    from auditrack.views.work_line import Asked

    if lead and (login or everybody):
        door.refuse(
            "bad-value",
            "--lead names leads, so neither --login nor --all can stand beside it.",
            "Leave one of them out.",
        )
    records = door.records
    who = login or door.register.actor.login
    roles = rights.roles_of(records, who)
    found = work_of(
        Facts(records, door.today),
        Asked(
            who,
            tuple(find_named(records, one, "leads") for one in lead) if lead else None,
            everybody,
            # Of leads named, what others are to confirm is not their work.
            signs=not lead and rights.allowed(roles, "action sign-off"),
            accepts=not lead and rights.allowed(roles, "evidence accept"),
        ),
    )
    if door.json:
        output.print_json(found.to_json())
        return
    output.say(found.note)
    if not found.lines:
        output.say("Nothing on record is to be done here.")
    for heading, lines in by_kind(found.lines):
        output.line(f"{heading} ({len(lines):,})")
        for line in lines:
            said = f"{line.ref}, {waited_in_words(line)}: {shortened(line.what, _LONGEST)}"
            output.print_wrapped(said, "  ", hanging="      ")
            output.print_wrapped(f"{line.why}; lead: {line.lead}", "      ")
