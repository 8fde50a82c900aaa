"""`completion`: what a shell needs to complete nouns, verbs, options and their fixed choices."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()


@verb(app, "completion", "Print the completion for a shell; keep it where the shell looks.")
def completion(
    door: Door,
    shell: Annotated[
        str, typer.Argument(help="Which shell: bash, zsh or fish.", metavar="bash|zsh|fish")
    ],
) -> None:
    """Print the completion of one shell; it opens no register."""
    from auditrack.cli.shell.completions import COMPLETIONS
    from auditrack.cli.shell.tree import command_tree

    if shell not in COMPLETIONS:
        door.refuse(
            "no-such-shell",
            f'There is no completion for the shell "{shell}".',
            "Name bash, zsh or fish.",
        )
    text = COMPLETIONS[shell](command_tree())
    if door.json:
        output.print_json({"shell": shell, "completion": text})
    else:
        output.write(text)
