"""Every command with its arguments and options, as values that a page or a shell is made from.

They are read from the commands that run, so that nothing here can say what is not so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMON = ("--register", "--organisation", "--as-at", "--as-recorded", "--json")
"""The options that stand before the noun and after every verb."""

_WORD = r"[a-z][a-z_]*(?:-[a-z_]+)*"
_NOTE = r"(?: \([^)]*\))?"  # "docx (the default) or xlsx"
_CHOICES = re.compile(
    rf"(?:[A-Z][^:;,]*: |of an? [a-z]+, )?"  # "Of a same ask: same, stronger or different."
    rf"((?:{_WORD}{_NOTE}, )*{_WORD}{_NOTE}) or ({_WORD}){_NOTE}(?=[.,;:]|$)"
)
_ONE_CHOICE = re.compile(rf"({_WORD}): ")  # "jsonl: every record, one a line"
_LEVELS = re.compile(r"(?:^|, )(\d) [a-z]")  # "0 statement, 1 activity"


@dataclass(frozen=True)
class Parameter:
    """One argument or option of a command.

    Attributes:
        names: of an option, as typed; none for an argument.
        value: what the help calls its value; blank for an option that takes none.
        help: its sentence.
        choices: the words it takes, where they are few and fixed.
        place: "file" or "folder" where its value names one, else blank.
        required: whether the command refuses without it.
        repeatable: whether it may be given more than once.
    """

    names: tuple[str, ...]
    value: str
    help: str
    choices: tuple[str, ...]
    place: str
    required: bool
    repeatable: bool


@dataclass(frozen=True)
class Command:
    """One thing that can be asked for: a noun, or a noun and a verb.

    `options` are its own, without those that every command takes.
    """

    words: tuple[str, ...]
    help: str
    arguments: tuple[Parameter, ...]
    options: tuple[Parameter, ...]


@dataclass(frozen=True)
class Noun:
    """A word that follows `auditrack`, with its line in the help and its commands."""

    name: str
    help: str
    commands: tuple[Command, ...]

    @property
    def verbs(self) -> tuple[str, ...]:
        """Its verbs; none where it is a command itself."""
        return tuple(one.words[1] for one in self.commands if len(one.words) > 1)


@dataclass(frozen=True)
class Tree:
    """The whole command line.

    Attributes:
        help: what it is for.
        front: the options that may stand before the noun.
        common: those of them that may stand after every verb too.
        nouns: what may be asked for.
    """

    help: str
    front: tuple[Parameter, ...]
    common: tuple[Parameter, ...]
    nouns: tuple[Noun, ...]

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the help."""
        return tuple(command for noun in self.nouns for command in noun.commands)


def command_tree() -> Tree:
    """The command line that this auditrack has; imports every noun."""
    from typer.main import get_command

    from auditrack.cli.main import NOUNS, app

    front: Any = get_command(app)
    groups = {name: front.get_command(None, name) for name in NOUNS}
    taken = [{opt for one in c.params for opt in one.opts} for g in groups.values() for c in _of(g)]
    before = tuple(_parameters(front, "option"))
    common = tuple(one for one in before if all(one.names[0] in names for names in taken))
    known = {one.names for one in common}
    nouns = tuple(
        Noun(name, NOUNS[name][1], tuple(_command(name, one, known) for one in _of(group)))
        for name, group in groups.items()
    )
    return Tree(front.help or "", before, common, nouns)


def _of(group: Any) -> list[Any]:
    """The verbs of a noun, or the noun itself where it has none."""
    return list(getattr(group, "commands", {"": group}).values())


def _command(noun: str, command: Any, common: set[tuple[str, ...]]) -> Command:
    return Command(
        words=(noun,) if command.name == noun else (noun, command.name),
        help=command.help or "",
        arguments=tuple(_parameters(command, "argument")),
        options=tuple(p for p in _parameters(command, "option") if p.names not in common),
    )


def _parameters(command: Any, kind: str) -> Iterator[Parameter]:
    for one in command.params:
        if one.param_type_name != kind or one.hidden:
            continue
        is_option = kind == "option"
        takes_value = not (is_option and one.is_flag)
        value = (one.metavar or one.name.upper()) if takes_value else ""
        yield Parameter(
            names=(*one.opts, *one.secondary_opts) if is_option else (),
            value=re.sub(r"^\[(.*)\]$", r"\1", value),
            help=one.help or "",
            choices=choices(value, one.help or "") if takes_value else (),
            place=_place(one, value) if takes_value else "",
            required=bool(one.required),
            repeatable=bool(one.multiple if is_option else one.nargs == -1),
        )


def _place(parameter: Any, value: str) -> str:
    if value in ("PATH", "FOLDER", "PLACE"):
        return "folder"
    descriptor = getattr(parameter, "type_descriptor", None)
    is_path = getattr(descriptor, "annotation", None) is Path
    return "file" if is_path or value == "FILE" or parameter.name == "out" else ""


def choices(value: str, help: str) -> tuple[str, ...]:
    """The words that a parameter takes, where the help is a list of them.

    Args:
        value: what the help calls the value; "ticked|all" is a list too.
        help: the parameter's sentence, as in "children, adults or both."
    """
    if re.fullmatch(rf"{_WORD}(\|{_WORD})+", value):
        return tuple(value.split("|"))
    found: list[str] = _LEVELS.findall(help)
    if len(found) > 1:
        return tuple(found)
    found = []
    for part in help.split("; "):
        if listed := _CHOICES.match(part):
            words = re.sub(r" \([^)]*\)", "", listed[1]).split(", ")
            found += [*words, listed[2]]
        elif found and (one := _ONE_CHOICE.match(part)):
            found.append(one[1])
    return tuple(dict.fromkeys(found))
