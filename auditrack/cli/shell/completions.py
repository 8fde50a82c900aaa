"""The completion of any shell that there is one for."""

from collections.abc import Callable

from auditrack.cli.shell.bash import bash_completion
from auditrack.cli.shell.fish import fish_completion
from auditrack.cli.shell.tree import Tree
from auditrack.cli.shell.zsh import zsh_completion

COMPLETIONS: dict[str, Callable[[Tree], str]] = {
    "bash": bash_completion,
    "zsh": zsh_completion,
    "fish": fish_completion,
}
"""Each shell with what makes its completion."""
