"""The command lines of a page, read as they are printed, with the notes that say how they run.

The notes are comments of the page, which readers do not see. Each stands on a line of its own:

- `<!-- runs on: the demonstration -->`, `an empty register`, `a database server` or `nothing`:
  what the lines below it start from, in a new folder. A page starts with nothing. On a database
  server `postgresql:///boards` is an empty database, and a page that needs one is skipped where
  PostgreSQL is not installed.
- `<!-- file: review.txt -->`: puts one of the made-up files beside this module into that folder.
- `<!-- refused: WORDS -->`: the lines of the next block are refused, and these words are said.
- `<!-- not run: root -->` (or another of `NOT_RUN`): why the lines of the next block are not run.

A block is lines between three backquotes. Where its commands stand behind `$ `, the lines below
each are what it prints; `…` stands for anything left out, a line of it for any lines.
"""

import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))

NOT_RUN = {
    "root": r"sudo |auditrack --register /srv/auditrack ",
    "another machine": r"ssh |scp ",
    "the screens": r"auditrack( (--(register|as-at|as-recorded) \S+|demo( \S+)?))*$",
    "installing": r".*\b(pip|pipx|venv|pytest|apt|apt-get)\b",
    "a server elsewhere": r".*postgresql://\w",
}
"""Why a line may stand unrun, and what every such line has to look like."""

STARTS = ("the demonstration", "an empty register", "a database server", "nothing")
DATABASE = "postgresql:///boards"
"""The address by which pages call an empty database of their own on a server of this host."""

_NOTE = re.compile(r"^ *<!-- (runs on|file|refused|not run|screen): (.*?) -->$", re.M)
_FENCE = re.compile(r"^( *)```\w*\n(.*?)^\1```$", re.M | re.S)
_COMMAND = re.compile(r"(^|[ /;(])auditrack( |$)|^export AUDITRACK")


@dataclass(frozen=True)
class Line:
    """One command line, with what the page says becomes of it.

    `number` is its line in the page. `shown` is what the page prints below it, None where nothing
    is said of it.
    """

    number: int
    typed: str
    refused: str | None = None
    shown: str | None = None


@dataclass(frozen=True)
class Note:
    """A note that stands by itself: what follows starts anew, or a file to be there."""

    kind: str
    said: str


@dataclass(frozen=True)
class Unrun:
    """A line that is not run, and why."""

    number: int
    typed: str
    why: str


Step = Line | Note | Unrun


def steps(text: str) -> Iterator[Step]:
    """What a page asks for, in order.

    Raises:
        ValueError: a note is followed by no block, or says what no note says.
    """
    found = sorted(
        [*_NOTE.finditer(text), *_FENCE.finditer(text)], key=lambda one: (one.start(), one.end())
    )
    if len(re.findall(r"^\s*(?:```|~~~)", text, re.M)) != 2 * len(_FENCE.findall(text)):
        raise ValueError("a block of the page is not closed, or not by three backquotes")
    waiting: re.Match[str] | None = None
    fenced_to = 0
    for one in found:
        if one.start() < fenced_to:
            continue  # a note printed within a block is no note
        if one.re is _NOTE:
            if waiting is not None:
                raise ValueError(f"no block follows {waiting[0]}")
            kind, said = one.groups()
            if kind in ("runs on", "file"):
                yield Note(kind, said)
            else:
                waiting = one
            continue
        fenced_to = one.end()
        yield from _of_block(one, waiting, text.count("\n", 0, one.start(2)) + 1)
        waiting = None
    if waiting is not None:
        raise ValueError(f"no block follows {waiting[0]}")


def _of_block(block: re.Match[str], note: re.Match[str] | None, first: int) -> Iterator[Step]:
    kind, said = note.groups() if note is not None else ("", "")
    lines = [
        (first + at, typed.removeprefix("$ "), typed.startswith("$ "))
        for at, typed in enumerate(textwrap.dedent(block[2]).splitlines())
    ]
    if kind == "screen" or not any(_COMMAND.search(typed) for _, typed, _ in lines):
        if kind and kind != "screen":
            raise ValueError(f"no command stands below {note and note[0]}")
        return
    shows = any(prompt for _, _, prompt in lines)
    for at, (number, typed, prompt) in enumerate(lines):
        if not typed.strip() or (shows and not prompt):
            continue
        if kind == "not run":
            yield Unrun(number, typed, said)
            continue
        below = []
        for _, printed, command in lines[at + 1 :]:
            if command:
                break
            below.append(printed)
        shown = "\n".join(below) if shows and below else None
        yield Line(number, typed, said if kind == "refused" else None, shown)


def matches(printed: str, shown: str) -> bool:
    """Whether what a command printed is what the page shows."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(map(re.escape, line.rstrip().split("…"))) + r"[ ]*\n"
    return re.fullmatch(pattern, printed.rstrip() + "\n") is not None


def inline_commands(text: str) -> Iterator[str]:
    """Every `auditrack ...` that a sentence names."""
    for code in re.findall(r"`([^`\n]+)`", _FENCE.sub("", text)):
        if found := re.search(r"(?:^| )(auditrack( .*|$))", code):
            yield found[1].split(" > ")[0].split(" < ")[0]


def words(typed: str) -> list[str]:
    """The words of a command line as a shell parts them."""
    lexer = shlex.shlex(typed, posix=True, punctuation_chars="<>|;&")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    return list(lexer)
