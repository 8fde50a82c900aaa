"""Completion for zsh: one function of `_arguments`, with the sentence of each option."""

from collections.abc import Iterable, Iterator

from auditrack.cli.shell.tree import Command, Noun, Parameter, Tree

_HEAD = """\
#compdef auditrack
# zsh completion for auditrack. Made by: auditrack completion zsh
_auditrack() {
    local curcontext=$curcontext state line
    typeset -A opt_args
    local -a words_of_it
"""

_FOOT = """\
}
if [[ $funcstack[1] == _auditrack ]]; then
    _auditrack "$@"
else
    compdef _auditrack auditrack
fi
"""


def zsh_completion(tree: Tree) -> str:
    """The completion of the whole command line for zsh.

    Args:
        tree: the commands that there are.
    """
    return _HEAD + "\n".join(_lines(tree)) + "\n" + _FOOT


def _lines(tree: Tree) -> Iterator[str]:
    yield from _arguments((*map(_option, tree.front), _HELP, "'1: :->noun'", "'*:: :->rest'"), "-C")
    yield "    case $state in"
    yield "        noun)"
    yield from _described("auditrack", ((noun.name, noun.help) for noun in tree.nouns))
    yield "            ;;"
    yield "        rest)"
    yield "            case $words[1] in"
    for noun in tree.nouns:
        yield f"            {noun.name})"
        yield from _noun(noun, tree.common)
        yield "                ;;"
    yield "            esac"
    yield "            ;;"
    yield "    esac"


def _noun(noun: Noun, common: tuple[Parameter, ...]) -> Iterator[str]:
    if not noun.verbs:
        yield from _command(noun.commands[0], common)
        return
    yield from _arguments((_HELP, "'1: :->verb'", "'*:: :->rest'"), "-C")
    yield "    case $state in"
    yield "        verb)"
    yield from _described(noun.name, ((one.words[1], one.help) for one in noun.commands))
    yield "            ;;"
    yield "        rest)"
    yield "            case $words[1] in"
    for command in noun.commands:
        yield f"            {command.words[1]})"
        yield from _command(command, common)
        yield "                ;;"
    yield "            esac"
    yield "            ;;"
    yield "    esac"


def _command(command: Command, common: tuple[Parameter, ...]) -> Iterator[str]:
    arguments = [_argument(place, one) for place, one in enumerate(command.arguments, 1)]
    options = map(_option, (*command.options, *common))
    yield from _arguments((*options, _HELP, *arguments))


def _arguments(specs: Iterable[str], flags: str = "") -> Iterator[str]:
    yield f"                _arguments -S {flags}".rstrip() + " \\"
    yield " \\\n".join(f"                    {spec}" for spec in specs)


_HELP = "'(- *)--help[Show the help.]'"


def _option(one: Parameter) -> str:
    often = "*" if one.repeatable else ""
    value = f"={_value(one)}" if one.value else ""
    said = f"[{_plain(one.help)}]"
    specs = [f"{often}{name}{'=' if value else ''}{said}{value[1:]}" for name in one.names]
    return " ".join(f"'{spec}'" for spec in specs)


def _argument(place: int, one: Parameter) -> str:
    where = "*" if one.repeatable else str(place)
    optional = "" if one.required or one.repeatable else ":"
    return f"'{where}{optional}{_value(one)}'"


def _value(one: Parameter) -> str:
    if one.choices:
        how = f"({' '.join(one.choices)})"
    else:
        how = {"file": "_files", "folder": "_files -/"}.get(one.place, " ")
    return f":{_plain(one.value)}:{how}"


def _described(title: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield "            words_of_it=("
    for word, help in pairs:
        yield f"                '{word}:{_plain(help)}'"
    yield "            )"
    yield f"            _describe '{title}' words_of_it"


def _plain(text: str) -> str:
    """A sentence without what _arguments or a quote would take for its own."""
    for letter in "\\[]:":
        text = text.replace(letter, f"\\{letter}")
    return text.replace("'", "'\\''")
