"""What docs/ names is there: commands, their options, files and links."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from auditrack.cli.main import NOUNS, app

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
CODE = re.compile(r"^```\n(.*?)^```$|`([^`\n]+)`", re.M | re.S)


def commands(page: Path) -> list[str]:
    """Every `auditrack ...` of a page, as it would be typed."""
    lines = [
        line
        for block, inline in CODE.findall(page.read_text("utf-8"))
        for line in (block.splitlines() if block else [inline])
    ]
    found = [re.search(r"\bauditrack( |$).*", line) for line in lines]
    return [one[0].split(" > ")[0].split(" < ")[0] for one in found if one]


ALL = [(page.name, line) for page in PAGES for line in commands(page)]


def test_there_are_pages_and_they_name_commands() -> None:
    assert [page.name for page in PAGES] == [
        "annual-report-and-publication.md",
        "enforcement.md",
        "paperwork.md",
        "templates.md",
    ]
    assert len(ALL) > 10


@pytest.mark.parametrize(("page", "line"), ALL)
def test_a_named_command_exists_with_its_options(page: str, line: str) -> None:
    front: Any = get_command(app)
    words = shlex.split(line)[1:]
    while words and words[0].startswith("-"):  # what stands before the noun
        names = {name for one in front.params for name in one.opts}
        assert words[0] in names, line
        words = words[2:]
    if not words:
        return
    assert words[0] in NOUNS, line
    command = front.get_command(None, words.pop(0))
    if hasattr(command, "commands"):
        assert words and words[0] in command.commands, line
        command = command.commands[words.pop(0)]
    names = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= names, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_the_events_of_the_hosts_log_are_those_that_are_sent() -> None:
    told = (ROOT / "docs" / "enforcement.md").read_text("utf-8").partition("host's log holds")[2]
    named = set(re.findall(r"^\| `([a-z-]+)` \|", told, re.M))
    source = (ROOT / "auditrack" / "register" / "host_log.py").read_text("utf-8")
    assert named == set(re.findall(r'_tell\(register, syslog\.\w+, "([a-z-]+)"', source))
