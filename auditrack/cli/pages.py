"""How one record prints: the page that the screen shows, as text or as JSON."""

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.views.sheet import Page


def print_page(door: Door, ref: str, *tables: str) -> None:
    """Print the page of the record that a reference means."""
    from auditrack.views.find import resolve

    print_found(door, *resolve(door.records, ref, tables))


def print_found(door: Door, table: str, found: str) -> None:
    """Print the page of a record whose table and reference are known."""
    from auditrack.views.page import page_of

    page = page_of(door.records, found, door.today, table)
    if table == "recommendations":
        from auditrack.views.narrow_facts import facts_of
        from auditrack.views.page_near import near_of, with_near
        from auditrack.views.sparse import sparse

        page = with_near(page, near_of(facts_of(sparse(door.records), door.today), found))
    if door.json:
        output.print_json(page.to_json())
        return
    print_sheet(page)


def print_sheet(page: Page) -> None:
    """Print a page as text: its sections, each line with the record that it is about."""
    output.line(page.heading)
    for section in page.sections:
        output.line()
        output.line(section.title)
        for line in section.lines:
            text = f"{line.label}: {line.text}" if line.label else line.text
            mark = f"  [{line.ref}]" if line.ref and line.ref not in text else ""
            output.print_wrapped(text + mark, "  ", hanging="    ")
