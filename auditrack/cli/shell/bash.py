"""Completion for bash: one function that looks at the words before the cursor.

It needs no package beside bash 4.4, starts no program and opens no register.
"""

from collections.abc import Iterable, Iterator

from auditrack.cli.shell.tree import Command, Parameter, Tree

_HEAD = """\
# bash completion for auditrack. Made by: auditrack completion bash
_auditrack() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} asked= at=1
    COMPREPLY=()
    # Bash cuts --option=value into three words.
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    while (( at < COMP_CWORD )); do
        case ${COMP_WORDS[at]} in
            @TAKING@) [[ ${COMP_WORDS[at+1]} == = ]] && (( at++ )); (( at++ )) ;;
            -*) ;;
            *) break ;;
        esac
        (( at++ ))
    done
    if (( at < COMP_CWORD )); then
        asked=${COMP_WORDS[at]}
        case $asked in
            @GROUPS@) (( at + 1 < COMP_CWORD )) && asked+=" ${COMP_WORDS[at+1]}" ;;
        esac
    fi
"""

_FOOT = """\
    if [[ $word == -* ]] || [[ -z $words && -z $places && -z $word ]]; then
        words+=" $options"
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    if [[ $word != -* ]]; then
        case $places in
            file) compopt -o default ;;
            folder) compopt -o dirnames ;;
        esac
    fi
}
complete -F _auditrack auditrack
"""


def bash_completion(tree: Tree) -> str:
    """The completion of the whole command line for bash.

    Args:
        tree: the commands that there are.
    """
    taking = "|".join(_taking(tree.front))
    groups = "|".join(noun.name for noun in tree.nouns if noun.verbs)
    head = _HEAD.replace("@TAKING@", taking).replace("@GROUPS@", groups)
    return head + "\n".join(_lines(tree)) + "\n" + _FOOT


def _lines(tree: Tree) -> Iterator[str]:
    yield "    case $asked:$before in"
    yield from _values("*", tree.common)
    for command in tree.commands:
        yield from _values(f"'{' '.join(command.words)}'", command.options)
    yield "    esac"
    yield "    local words= places= options="
    yield "    case $asked in"
    yield f"        '') words='{' '.join(noun.name for noun in tree.nouns)}'"
    yield f"            options='{_names(tree.front)} -h --help' ;;"
    for noun in tree.nouns:
        if noun.verbs:
            yield f"        {noun.name}) words='{' '.join(noun.verbs)}' options='--help' ;;"
        for command in noun.commands:
            yield from _command(command, tree.common)
    yield "    esac"


def _command(command: Command, common: tuple[Parameter, ...]) -> Iterator[str]:
    words = " ".join(choice for one in command.arguments for choice in one.choices)
    places = next((one.place for one in command.arguments if one.place), "")
    said = (f" words='{words}'" if words else "") + (f" places={places}" if places else "")
    yield f"        '{' '.join(command.words)}'){said}"
    yield f"            options='{_names((*command.options, *common))} --help' ;;"


def _values(asked: str, options: Iterable[Parameter]) -> Iterator[str]:
    """What may follow an option; nothing is offered where it is the person's own words."""
    free: list[str] = []
    for option in options:
        if not option.value:
            continue
        if not option.choices and not option.place:
            free += option.names
            continue
        pattern = "|".join(f"{asked}:{name}" for name in option.names)
        if option.choices:
            offered = (
                f"mapfile -t COMPREPLY < <(compgen -W '{' '.join(option.choices)}' -- \"$word\")"
            )
        else:
            offered = f"compopt -o {'dirnames' if option.place == 'folder' else 'default'}"
        yield f"        {pattern}) {offered}; return ;;"
    if free:
        yield f"        {'|'.join(f'{asked}:{name}' for name in free)}) return ;;"


def _taking(options: Iterable[Parameter]) -> list[str]:
    return [name for one in options if one.value for name in one.names]


def _names(options: Iterable[Parameter]) -> str:
    return " ".join(name for one in options for name in one.names)
