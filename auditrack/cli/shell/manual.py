"""The manual page `auditrack.1`, in roff."""

import re
from collections.abc import Iterator

from auditrack import __version__
from auditrack.cli.shell.tree import Command, Parameter, Tree

EXITS = {
    "0": "It is done.",
    "1": "It was refused: one sentence on standard error says why, and what to do.",
    "2": "The words were not understood: wrong usage.",
}
ENVIRONMENT = {
    "AUDITRACK_REGISTER": "The register, where --register names none.",
    "AUDITRACK_ORGANISATION": "Whose register of a database, where nothing else says it.",
    "XDG_CONFIG_HOME": "The folder above your own settings and templates (default: ~/.config).",
    "XDG_DATA_HOME": "The folder above your own register (default: ~/.local/share).",
    "XDG_STATE_HOME": "The folder above drafts and witnesses (default: ~/.local/state).",
}
FILES = {
    "~/.config/auditrack/config.toml": 'Your own settings, as in register = "~/register".',
    "~/.config/auditrack/templates/": "Your own Word templates.",
    "~/.local/share/auditrack/register": "Your register, where nothing else names one.",
    "~/.pgpass": "PostgreSQL's own file of passwords, for a register on a server; mode 0600.",
    "~/.local/state/auditrack/": "Drafts of what was typed and not saved, and the log of faults.",
}


def manual_page(tree: Tree) -> str:
    """The manual page of the whole command line.

    Args:
        tree: the commands that there are.
    """
    return "\n".join(_lines(tree)) + "\n"


def _lines(tree: Tree) -> Iterator[str]:
    yield r".\" Made by: auditrack man"
    yield f'.TH AUDITRACK 1 "" "auditrack {__version__}" "auditrack"'
    yield ".SH NAME"
    yield r"auditrack \- a register of what safeguarding reviews asked for and what became of it"
    yield ".SH SYNOPSIS"
    yield ".B auditrack"
    yield _options_in_short(tree.front)
    yield ".br"
    yield ".B auditrack"
    yield rf"{_bracketed('OPTIONS')} {_value('NOUN')} {_bracketed('VERB')} ..."
    yield ".SH DESCRIPTION"
    yield _text(tree.help)
    yield _text(
        "What is printed goes to standard output, and what is said about it to standard error. "
        "A record is named by its reference, or by a beginning of it that only one record has. "
        "The file name - reads standard input or writes standard output."
    )
    yield ".SH OPTIONS"
    others = " and ".join(_bold(one.names[0]) for one in tree.front if one not in tree.common)
    yield f"These may stand before the noun, and all but {others} after every verb too."
    for option in tree.front:
        yield from _parameter(option)
    yield ".SH COMMANDS"
    for noun in tree.nouns:
        for command in noun.commands:
            yield from _command(command)
    yield ".SH EXIT STATUS"
    yield from _told(EXITS)
    yield ".SH ENVIRONMENT"
    yield from _told(ENVIRONMENT)
    yield ".SH FILES"
    yield from _told(FILES)
    yield ".SH NOTES"
    yield _text(
        "Whoever may read a register's folder may read everything in it: roles in the app do not "
        "stop a login from reading the files. Removing a record withdraws it and keeps it."
    )


def _command(command: Command) -> Iterator[str]:
    yield f".SS {' '.join(map(_text, ('auditrack', *command.words)))}"
    usage = [_argument(one) for one in command.arguments]
    usage += [_usage(one) for one in command.options if one.required]
    if any(not one.required for one in command.options):
        usage.append(_bracketed("OPTIONS"))
    yield f"{_bold(' '.join(('auditrack', *command.words)))} {' '.join(usage)}".rstrip()
    yield ".br"
    yield _text(command.help)
    for one in (*command.arguments, *command.options):
        yield from _parameter(one)


def _parameter(one: Parameter) -> Iterator[str]:
    yield ".TP"
    if one.names:
        shown = ", ".join(_bold(name) for name in one.names)
        yield f"{shown} {_value(one.value)}" if one.value else shown
    else:
        yield _value(one.value)
    yield _text(one.help)


def _told(sentences: dict[str, str]) -> Iterator[str]:
    for name, sentence in sentences.items():
        yield ".TP"
        yield _bold(name)
        yield _text(sentence)


def _argument(one: Parameter) -> str:
    shown = _value(one.value) + (" ..." if one.repeatable else "")
    return shown if one.required else f"[{shown}]"


def _usage(one: Parameter) -> str:
    shown = _bold(one.names[0])
    return f"{shown} {_value(one.value)}" if one.value else shown


def _options_in_short(options: tuple[Parameter, ...]) -> str:
    return " ".join(f"[{_usage(one)}]" for one in options)


def _bold(text: str) -> str:
    return rf"\fB{_escaped(text)}\fR"


def _value(text: str) -> str:
    return rf"\fI{_escaped(text)}\fR"


def _bracketed(text: str) -> str:
    return f"[{_value(text)}]"


def _text(text: str) -> str:
    """A sentence that roff sets as it is, even where it begins like one of its requests."""
    shown = _escaped(" ".join(text.split()))
    return rf"\&{shown}" if shown[:1] in (".", "'") else shown


def _escaped(text: str) -> str:
    shown = text.replace("\\", r"\e").replace("-", r"\-").replace("~", r"\(ti")
    return re.sub(r"[^\x00-\x7f]", lambda letter: rf"\[u{ord(letter[0]):04X}]", shown)
