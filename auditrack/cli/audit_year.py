"""The audit plan of a board's year, as the command line says it."""

from auditrack.cli import output
from auditrack.cli.door import Door


def show_year(door: Door, typed: str) -> None:
    """Print the year by month, its quarters, what each lead is to test, and what is left."""
    from auditrack.model.dates import in_words
    from auditrack.views.audit_year import audit_year, counted_states, year_meant
    from auditrack.views.facts import Facts

    facts = Facts(door.records, door.today)
    year = audit_year(facts, year_meant(facts, typed))
    if door.json:
        output.print_json(year.to_json())
        return
    output.line(f"Audit plan of {year.describe()}")
    for month, lines in year.months:
        output.line(month)
        for line in lines:
            day = in_words(line.on_record) if line.on_record else "no day set"
            whom = line.lead_title or "nobody named"
            output.print_wrapped(
                f"{day}: {line.said}, {line.ref}, {whom}: {line.what}", "  ", hanging="      "
            )
    if year.lines:
        output.line("By quarter")
    for said, counts in year.quarters if year.lines else ():
        output.line(f"  {said}: {counted_states(counts)}")
    if year.loads:
        output.line("By lead")
    for load in year.loads:
        output.print_wrapped(f"{load.title}: {load.describe()}", "  ", hanging="      ")
    ends = in_words(year.last.isoformat())
    for found, said in (
        (year.untested, f"Would stay untested by {ends} unless more is planned"),
        (year.again, f"Would be due for another test by {ends}"),
    ):
        if found:
            output.line(f"{said} ({len(found)})")
            output.print_wrapped("; ".join(name for _, name in found), "  ")
