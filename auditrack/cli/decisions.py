"""`decisions`: what needs a decision, for whom, why, and what clears it."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()

_LONGEST = 240
"""Characters of what a decision is about; its page has the whole."""


@verb(app, "decisions", "What needs a decision, for whom, and why.")
def decisions(
    door: Door,
    agency: Annotated[
        str | None, typer.Option("--agency", help="Only what concerns this agency.")
    ] = None,
    lead: Annotated[
        str | None, typer.Option("--lead", help="Only what concerns this lead.")
    ] = None,
    subgroup: Annotated[
        str | None, typer.Option("--subgroup", help="Only what this subgroup delivers or assures.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="Only one kind: audit-vacant, closing-undone, theme, overdue, unanswered, "
            "unsigned, retest, vacant, proceedings-ended or keep-under-review.",
        ),
    ] = None,
) -> None:
    """List what needs a decision, in the order a meeting takes it."""
    from auditrack.views.decisions import decisions as needed
    from auditrack.views.needs import by_kind, concerned_in_words, need_json
    from auditrack.views.wording import shortened

    found = needed(door.records, door.today, agency=agency, lead=lead, subgroup=subgroup, kind=kind)
    if door.json:
        output.print_json([need_json(need) for need in found])
        return
    if not found:
        output.say("Nothing on record needs a decision here.")
    for title, needs in by_kind(found):
        output.line(f"{title} ({len(needs):,})")
        for need in needs:
            what = need.what.removeprefix(f"{need.ref}: ")
            output.print_wrapped(f"{need.ref}: {shortened(what, _LONGEST)}", "  ", hanging="      ")
            for said in (
                f"Why: {need.why}",
                f"For: {need.whom}{concerned_in_words(need)}",
                f"Clears it: {need.clears}",
            ):
                output.print_wrapped(said, "      ")
