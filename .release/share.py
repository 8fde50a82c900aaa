"""Writes the man page and the completions that the wheel carries, from the commands themselves.

Run it with the environment that auditrack is installed in, after a command or an option changed.
"""

from pathlib import Path

from auditrack.cli.shell.completions import COMPLETIONS
from auditrack.cli.shell.manual import manual_page
from auditrack.cli.shell.tree import command_tree

SHARE = Path(__file__).parent / "share"
PLACES = {
    "bash": "bash-completion/completions/auditrack",
    "zsh": "zsh/site-functions/_auditrack",
    "fish": "fish/vendor_completions.d/auditrack.fish",
}


def shared_files() -> dict[str, str]:
    """Each file below `share` with its text."""
    tree = command_tree()
    files = {PLACES[shell]: make(tree) for shell, make in COMPLETIONS.items()}
    return {"man/man1/auditrack.1": manual_page(tree), **files}


if __name__ == "__main__":
    for name, text in shared_files().items():
        place = SHARE / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        print(place.relative_to(SHARE.parent.parent))
