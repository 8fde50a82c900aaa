"""Every command, key, report, setting, export and field has its place in docs/reference.

The pages are made by `python -m tests.documentation.make_pages`; what a person has to write below
a new part is asked for here.
"""

import re

import pytest

from auditrack.tui.taste import _path
from tests.documentation import record_page, setting_page
from tests.documentation.blocks import DOCS, ROOT, Line, steps
from tests.documentation.making import Page, lost, of_today, written
from tests.documentation.reference import pages

MAKE = "run: .venv/bin/python -m tests.documentation.make_pages"


@pytest.fixture(scope="module")
def today(demonstration):
    return {str(page.path.relative_to(DOCS)): page for page in pages(demonstration)}


def test_the_pages_are_those_of_today(today):
    late = [
        name
        for name, page in today.items()
        if not page.path.exists() or page.path.read_text("utf-8") != of_today(page)
    ]
    assert late == [], MAKE


def test_no_page_is_left_of_what_is_gone(today):
    there = {str(path.relative_to(DOCS)) for path in (DOCS / "reference").rglob("*.md")}
    assert there == set(today)


def test_a_person_has_said_what_the_program_cannot(today):
    silent = [
        f"docs/{name}: say something below {key}"
        for name, page in today.items()
        for key in sorted(page.by_hand)
        if not written(page)[1].get(key, "").strip()
    ]
    assert silent == []


def test_every_command_has_an_example_that_runs(today):
    without = []
    for name, page in today.items():
        _, below = written(page)
        for key, command in page.examples.items():
            lines = [one.typed for one in steps(below.get(key, "")) if isinstance(one, Line)]
            if not any(re.match(rf"{re.escape(command)}( |$)", one) for one in lines):
                without.append(f"docs/{name}: write an example line of {command}")
    assert without == []


def test_every_field_is_said():
    text = record_page.PATH.read_text("utf-8")
    unsaid = [line for line in text.splitlines() if record_page.UNSAID in line]
    assert unsaid == [], f"{record_page.PATH}: put the sentence in place of {record_page.UNSAID}"


def test_no_key_is_bound_beside_the_registry():
    bound = [
        (path.name, line.strip())
        for path in sorted((ROOT / "auditrack" / "tui").rglob("*.py"))
        if path.parent.name != "keys"
        for line in path.read_text("utf-8").splitlines()
        if "Binding(" in line
    ]
    # Down from the line of a filter to the list, which the page says by hand.
    assert [name for name, _ in bound] == ["listing_frame.py", "register.py"]
    assert all('Binding("down", "to_list", show=False)' in line for _, line in bound)


def test_the_settings_page_knows_what_the_program_reads(monkeypatch, tmp_path):
    assert setting_page.config_names() == ("register",)
    assert {"AUDITRACK_REGISTER", "NO_COLOR", "XDG_STATE_HOME"} <= set(setting_page.variables())
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert _path() == tmp_path / "auditrack" / "screen.json"


def test_what_a_person_wrote_is_kept_when_a_page_is_made_anew(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(
        "# Begun\n\n<!-- made: a -->\nold\n<!-- end of made -->\n\nBelow a.\n\n"
        "<!-- made: b -->\nold\n<!-- end of made -->\n\nBelow b.\n"
    )
    page = Page(path, "never used", {"a": "new", "c": "newer"})
    assert of_today(page) == (
        "# Begun\n\n<!-- made: a -->\nnew\n<!-- end of made -->\n\nBelow a.\n\n"
        "<!-- made: c -->\nnewer\n<!-- end of made -->\n"
    )
    assert lost(page) == {"b": "Below b."}
    path.write_text(of_today(page))
    assert path.read_text() == of_today(page) and lost(page) == {}
