"""`man`: the manual page of every command, for `man -l -`."""

from dataclasses import asdict

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()


@verb(app, "man", "Print the manual page; auditrack man | man -l - shows it.")
def man(door: Door) -> None:
    """Print the manual page, or with --json every command as data; it opens no register."""
    from auditrack.cli.shell.manual import manual_page
    from auditrack.cli.shell.tree import command_tree

    tree = command_tree()
    if door.json:
        output.print_json(asdict(tree))
    else:
        output.write(manual_page(tree))
