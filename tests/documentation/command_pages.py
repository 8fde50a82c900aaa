"""The pages on the command line: one for each noun, and the list of them."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from auditrack.cli import door
from auditrack.cli.main import NOUNS, app
from tests.documentation.blocks import DOCS
from tests.documentation.making import Page, anchor, code, table

FOLDER = DOCS / "reference" / "commands"
COMMON = frozenset(door._COMMON)
_COMMON = "Options that every command takes are on [the list of commands](README.md)."


def verbs_of(noun: str) -> dict[str, Any]:
    """Each command of a noun by the words that are typed for it."""
    front: Any = get_command(app)
    command = front.get_command(None, noun)
    verbs = getattr(command, "commands", None)
    if verbs is None:
        return {noun: command}
    return {f"{noun} {verb}": one for verb, one in verbs.items()}


def pages() -> Iterator[Page]:
    """The list, then the page of each noun."""
    nouns = {noun: verbs_of(noun) for noun in NOUNS}
    front: Any = get_command(app)
    yield Page(
        FOLDER / "README.md",
        "# Commands\n\n",
        {
            "front": "## Before the command\n\n" + _options(front, with_common=True),
            "list": "## Every command\n\n" + "\n".join(map(_listed, nouns, nouns.values())),
        },
        by_hand=frozenset({"front"}),
    )
    for noun, verbs in nouns.items():
        yield Page(
            FOLDER / f"{noun}.md",
            f"# auditrack {noun}\n\n{_COMMON}\n\n<!-- runs on: the demonstration -->\n\n",
            {
                words: f"## auditrack {words}\n\n{command.help}\n\n" + _options(command)
                for words, command in verbs.items()
            },
            examples={words: f"auditrack {words}" for words in verbs},
        )


def _listed(noun: str, verbs: dict[str, Any]) -> str:
    line = f"- **[{noun}]({noun}.md)**: {NOUNS[noun][1]}"
    if list(verbs) == [noun]:
        return line
    links = (f"[{words.split()[-1]}]({noun}.md#{anchor(f'auditrack {words}')})" for words in verbs)
    return f"{line}\n  {', '.join(links)}"


def _options(command: Any, with_common: bool = False) -> str:
    return table(
        ("typed", "what it is"),
        (
            (_typed(one), (one.help or "").replace(" (repeatable)", ""))
            for one in sorted(command.params, key=lambda one: one.param_type_name != "argument")
            if (with_common or one.name not in COMMON) and one.name != "help"
        ),
    )


def _typed(one: Any) -> str:
    if one.param_type_name == "argument":
        said = code((one.metavar or one.name).strip("[].").upper())
        repeated = one.nargs == -1
    else:
        names = " or ".join(code(name) for name in (*one.opts, *one.secondary_opts))
        said = names if one.is_flag else code(f"{one.opts[0]} {one.metavar}")
        repeated = one.multiple
    said += ", must be given" if one.required else ""
    return said + (", as often as needed" if repeated else "")
