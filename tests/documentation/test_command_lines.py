"""Every command line of the README and of docs/ runs as it is printed, in order.

How a page says what its lines start from, and which are not run, is told in `blocks.py`.
"""

import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from auditrack.cli.main import NOUNS, app
from tests.documentation.blocks import (
    NOT_RUN,
    PAGES,
    ROOT,
    Line,
    Note,
    Unrun,
    inline_commands,
    matches,
    steps,
)
from tests.documentation.running import FILES, Typing

NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


def typist(name: str, folder: Path, request: pytest.FixtureRequest) -> Typing:
    return Typing(
        name,
        folder,
        lambda: request.getfixturevalue("demonstration"),
        lambda: request.getfixturevalue("postgresql"),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_page_runs(name, tmp_path, request, monkeypatch):
    todo = list(steps((ROOT / name).read_text("utf-8")))
    typing = typist(name, tmp_path, request)
    typing.follow(todo, monkeypatch)
    lines = [one for one in todo if isinstance(one, Line)]
    assert typing.typed == sum(one.typed.startswith("auditrack") for one in lines)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_run_could_not_be(name):
    for one in steps((ROOT / name).read_text("utf-8")):
        if isinstance(one, Unrun):
            assert one.why in NOT_RUN, f"{name}:{one.number}: no reason is called {one.why}"
            assert re.match(NOT_RUN[one.why], one.typed), f"{name}:{one.number}: {one.typed}"


@pytest.mark.parametrize("name", NAMES)
def test_every_named_command_exists_with_its_options(name):
    text = (ROOT / name).read_text("utf-8")
    named = list(inline_commands(text))
    named += [
        one.typed[one.typed.index("auditrack ") :]
        for one in steps(text)
        if isinstance(one, Unrun) and "auditrack " in one.typed and one.why != "installing"
    ]
    for line in named:
        exists(line)


def exists(line: str) -> None:
    """Fail unless the command of a line is there with every option that it names."""
    front: Any = get_command(app)
    words = shlex.split(line.split(" > ")[0].split(" < ")[0])[1:]
    while words and words[0].startswith("-"):  # what stands before the noun
        options = {name: one for one in front.params for name in one.opts}
        options |= {"--help": None, "-h": None}
        assert words[0] in options, line
        option = options[words.pop(0)]
        if option is not None and not option.is_flag and words:
            words = words[1:]
    if not words or words[0] == "...":
        return
    assert words[0] in NOUNS, line
    command = front.get_command(None, words.pop(0))
    if hasattr(command, "commands"):
        if not words or words[0] == "--help":
            return
        assert words[0] in command.commands, line
        command = command.commands[words.pop(0)]
    names = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= {*names, "--help"}, line


def test_a_page_cannot_say_that_any_line_is_not_run():
    (one,) = steps("<!-- not run: root -->\n```\nauditrack check\n```\n")
    assert one == Unrun(3, "auditrack check", "root")
    assert not re.match(NOT_RUN["root"], one.typed)
    for line in ("auditrack check", "auditrack demo board --no-open", "auditrack rec list"):
        assert not any(re.match(form, line) for form in NOT_RUN.values())
    for line in ("auditrack", "auditrack demo", "auditrack --register ~/board"):
        assert re.match(NOT_RUN["the screens"], line)


def test_a_note_without_a_block_is_no_note():
    for text in (
        "<!-- refused: no -->\n",
        "<!-- refused: no -->\n<!-- not run: root -->\n```\nsudo auditrack doctor\n```\n",
        "<!-- refused: no -->\n```\nnothing here\n```\n",
        "~~~\nauditrack check\n~~~\n",
        "  ```\n  auditrack check\n```\n",
    ):
        with pytest.raises(ValueError, match=r"no block follows|no command stands|not closed"):
            list(steps(text))


def test_a_block_within_a_list_is_run_too():
    (one,) = steps("- Try:\n\n  ```\n  auditrack check\n  ```\n")
    assert one == Line(4, "auditrack check")


def test_what_a_page_shows_is_compared():
    found = list(steps("<!-- runs on: nothing -->\n```\n$ auditrack x\na … c\n…\nend\n```\n"))
    assert found == [
        Note("runs on", "nothing"),
        Line(3, "auditrack x", None, "a … c\n…\nend"),
    ]
    shown = found[1].shown
    assert matches("a b c\nmore\nmore\nend\n", shown) and matches("a b c\nend\n", shown)
    assert not matches("a b d\nend\n", shown) and not matches("a b c\nend\nmore\n", shown)


def test_a_page_that_lies_is_found(tmp_path, request, monkeypatch):
    for text in (
        "```\nauditrack rec show nothing-such/1\n```\n",
        "<!-- refused: never said -->\n```\nauditrack rec show nothing-such/1\n```\n",
        "<!-- refused: anything -->\n```\nauditrack subgroup list\n```\n",
        "```\n$ auditrack subgroup list\nNo subgroup.\n```\n",
    ):
        whole = f"<!-- runs on: the demonstration -->\n{text}"
        with monkeypatch.context() as patch, pytest.raises(AssertionError):
            folder = tmp_path / str(hash(text))
            typist("a page", folder, request).follow(list(steps(whole)), patch)
    with pytest.raises(AssertionError):
        exists("auditrack rec list --no-such-option")


def test_the_events_of_the_hosts_log_are_those_that_are_sent():
    told = (ROOT / "docs" / "enforcement.md").read_text("utf-8").partition("host's log holds")[2]
    named = set(re.findall(r"^\| `([a-z-]+)` \|", told, re.M))
    source = (ROOT / "auditrack" / "register" / "host_log.py").read_text("utf-8")
    assert named == set(re.findall(r'_tell\(register, syslog\.\w+, "([a-z-]+)"', source))


def test_the_files_that_pages_ask_for_are_all_used():
    asked = {
        one.said
        for page in PAGES
        for one in steps(page.read_text("utf-8"))
        if isinstance(one, Note) and one.kind == "file"
    }
    assert asked == set(FILES)


def test_the_tour_of_the_readme_runs_on_an_empty_register_too(tmp_path, request, monkeypatch):
    found = list(steps((ROOT / "README.md").read_text("utf-8")))
    tour = [
        replace(one, refused=None if "report" not in one.typed else "No report was written")
        for one in found[found.index(Note("runs on", "the demonstration")) + 1 :][:9]
    ]
    typist("README.md", tmp_path, request).follow(
        [Note("runs on", "an empty register"), *tour], monkeypatch
    )
