"""Completion for fish: a line for each noun, verb and option, with its sentence."""

from collections.abc import Iterator

from auditrack.cli.shell.tree import Command, Parameter, Tree

_HEAD = """\
# fish completion for auditrack. Made by: auditrack completion fish
function __auditrack_asked --description 'The noun and verb that were typed'
    set -l skip no
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
            continue
        end
        switch $word
            case @TAKING@
                set skip yes
            case '-*'
            case '*'
                echo $word
        end
    end
end
function __auditrack_at --description 'Whether exactly this noun and verb were typed so far'
    set -l asked (__auditrack_asked)
    set -l wanted $argv
    set -l length (count $wanted)
    if test $length -eq 0
        test (count $asked) -eq 0
        return
    end
    test (count $asked) -ge $length; and test "$asked[1..$length]" = "$wanted"
end
function __auditrack_noun --description 'Whether this noun was typed, and no verb yet'
    set -l asked (__auditrack_asked)
    test (count $asked) -eq 1; and test $asked[1] = $argv[1]
end
complete -c auditrack -f
"""


def fish_completion(tree: Tree) -> str:
    """The completion of the whole command line for fish.

    Args:
        tree: the commands that there are.
    """
    taking = " ".join(name for one in tree.front if one.value for name in one.names)
    return _HEAD.replace("@TAKING@", taking) + "\n".join(_lines(tree)) + "\n"


def _lines(tree: Tree) -> Iterator[str]:
    for option in tree.common:
        yield from _option("", option)
    yield "complete -c auditrack -l help -d 'Show the help.'"
    for option in tree.front:
        if option not in tree.common:
            yield from _option("__auditrack_at", option)
    for noun in tree.nouns:
        yield f"complete -c auditrack -n __auditrack_at -a {noun.name} -d {_quoted(noun.help)}"
        for command in noun.commands:
            if noun.verbs:
                yield _line(f"__auditrack_noun {noun.name}", f"-a {command.words[1]}", command.help)
            yield from _command(command)


def _command(command: Command) -> Iterator[str]:
    at = f"__auditrack_at {' '.join(command.words)}"
    for option in command.options:
        yield from _option(at, option)
    words = [choice for one in command.arguments for choice in one.choices]
    if words:
        yield _line(at, f"-a {_quoted(' '.join(words))}")
    if any(one.place for one in command.arguments):
        yield _line(at, "-F")


def _option(at: str, one: Parameter) -> Iterator[str]:
    takes = ""
    if one.value:
        offered = f" -a {_quoted(' '.join(one.choices))}" if one.choices else ""
        takes = " -r -F" if one.place else f" -x{offered}"
    for name in one.names:
        yield _line(at, f"-l {name.removeprefix('--')}{takes}", one.help)


def _line(at: str, what: str, help: str = "") -> str:
    condition = f" -n {_quoted(at)}" if at else ""
    said = f" -d {_quoted(help)}" if help else ""
    return f"complete -c auditrack{condition} {what}{said}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
