"""Agencies' returns on the screen: who was asked, and making, reminding and taking back forms."""

import re
from pathlib import Path

import pytest
from docx import Document

from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.return_form import AskForReturns
from auditrack.commands.return_sent import MarkReturned, RemindReturn
from auditrack.commands.run import run
from auditrack.model.change import Insert, Saved
from auditrack.register import drafts
from tests.tui.conftest import TODAY

SIZES = [(80, 24), (120, 40)]
HOSTILE = "[/] [b + [red]x \x1b[31m\u202e"


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def do(register, command) -> None:
    came = run(register, command, today=TODAY)
    assert isinstance(came, Saved), str(came)


@pytest.fixture
def asked(made_up):
    """The police were asked a month ago and reminded; the hospitals returned "None"."""
    do(made_up, AskForReturns(("police",), asked_on="2026-10-01", due_back="2026-10-29"))
    do(made_up, RemindReturn(("ret-1",), on="2026-11-02"))
    do(made_up, AskForReturns(("health",), asked_on="2026-11-02"))
    do(made_up, MarkReturned("ret-2", on="2026-11-10", nothing=True))
    return made_up


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_list_page_and_form_look_as_kept(asked, sit, looks_as_kept, size):
    at = f"{size[0]}x{size[1]}"
    async with sit(asked, size=size) as sitting:
        await sitting.press("R")
        sitting.app.screen.tell_of_row()
        sitting.app.screen.show_detail()
        looks_as_kept(f"returns-{at}", await sitting.settled())
        looks_as_kept(f"returns-form-{at}", await sitting.press("n"))
        await sitting.press("escape")
        looks_as_kept(f"returns-page-{at}", await sitting.press("enter"))


async def test_forms_are_written_into_ones_own_folder_and_recorded(made_up, sit, home):
    async with sit(made_up) as sitting:
        screen = await sitting.press("R")
        assert screen.count("never asked") == 2
        await sitting.press("plus", "n")
        screen = await sitting.press("ctrl+s")
        assert re.search(r"2 forms written to\s+\S+\s+and\s+recorded as asked", screen)
        assert screen.count("waiting, due back 18 December 2026") >= 2
    names = sorted(one.name for one in home.iterdir())
    assert names == ["return-ret-1-anyshire-hospitals.docx", "return-ret-2-anyshire-police.docx"]
    assert Document(str(home / names[0])).tables[0].rows[0].cells[1].text == "ret-1"
    assert len(made_up.select("exports")) == 2
    assert drafts.waiting(made_up.header.register) == ()


async def test_one_agency_with_a_question_as_a_workbook(made_up, sit, home):
    async with sit(made_up, size=(80, 50)) as sitting:
        await sitting.press("R", "down", "n", "tab", *"1 March 2027", "tab", "tab", *"Who leads?")
        await sitting.press("tab", *"Excel", "enter", "ctrl+s")
    form = made_up.get("return_forms", "ret-1")
    assert (form["agency"], form["due_back"]) == ("police", "2027-03-01")
    assert made_up.get("return_questions", "rq-1")["question"] == "Who leads?"
    assert [one.name for one in home.iterdir()] == ["return-ret-1-anyshire-police.xlsx"]


async def test_what_is_refused_leaves_what_was_typed_in_the_form(made_up, sit, home):
    async with sit(made_up, size=(80, 50)) as sitting:
        await sitting.press("R", "n", "tab", *"1 March 2020", "tab", *"Dear colleague")
        screen = await sitting.press("ctrl+s")
        assert "Dear colleague" in screen and "1 March 2020" in screen
        assert "before they are asked for" in " ".join(screen.split())
    assert made_up.select("return_forms") == () and list(home.iterdir()) == []


async def test_a_folder_that_is_none_is_said_at_once(made_up, sit, home):
    async with sit(made_up, size=(80, 50)) as sitting:
        await sitting.press("R", "n", *["tab"] * 5, *"/nowhere")
        screen = await sitting.press("ctrl+s")
        assert "There is no folder" in screen
    assert made_up.select("return_forms") == ()


async def test_reminding_several_and_that_one_came_back(asked, sit):
    do(asked, AskForReturns(("health",)))
    async with sit(asked) as sitting:
        await sitting.press("R", "plus", "m")
        screen = await sitting.press("ctrl+s")
        assert "Saved: Reminded of a return form" in screen
        assert [one["form"] for one in asked.select("reminders")] == ["ret-1", "ret-1", "ret-3"]
        await sitting.press("minus", "home", "y", "tab", "y", "enter")
        screen = await sitting.press("ctrl+s")
        assert "Saved: Return form came back" in screen
        assert asked.get("return_forms", "ret-1")["nothing"] is True


async def test_an_agency_that_was_never_asked_opens_its_page(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("R")
        assert "No form was sent here yet" in await sitting.press("m")
        assert "No form was sent here yet" in await sitting.press("y")
        assert "Agency health" in await sitting.press("enter")
        assert "Agency health" in await sitting.press("escape", "o")


async def test_a_form_is_withdrawn_on_its_page(asked, sit):
    async with sit(asked) as sitting:
        await sitting.press("R", "enter", "X", *"Wrong address.", "ctrl+s")
        screen = await sitting.press("down", "enter")
        assert "Saved: Return form withdrawn" in screen
        assert asked.get("return_forms", "ret-1")["withdrawn_why"] == "Wrong address."


async def test_the_agencys_page_shows_its_forms(asked, sit):
    async with sit(asked) as sitting:
        screen = await sitting.press("R", "o")
        assert "Return forms" in screen and "unanswered since 29 October 2026" in screen


async def test_a_late_form_stands_among_what_needs_a_decision(made_up, sit):
    do(made_up, AskForReturns(("police",), asked_on="2026-10-01", due_back="2026-10-29"))
    for ref in ("child-ash/1", "child-birch/1"):
        do(made_up, ReplyToRecommendation(ref, "police", answer="accepted"))
    async with sit(made_up, size=(120, 40)) as sitting:
        screen = await sitting.press("N")
        assert "ret-1" in screen and "no return from Anyshire" in screen


async def test_a_draft_of_the_forms_is_gone_on_with_in_its_own_list(made_up, sit, home):
    async with sit(made_up) as sitting:
        await sitting.press("R", "n", "tab", "tab", *"Dear colleague", "escape")
        await sitting.press("down", "enter")
        assert "Make return forms" in await sitting.press("D")
        assert "Press n to go on" in await sitting.press("enter")
        assert "Dear colleague" in await sitting.press("n")


async def test_hostile_names_and_texts_are_text(made_up, put, sit):
    put(made_up, Insert("agencies", "hostile", {"name": HOSTILE}))
    put(made_up, Insert("return_forms", "ret-1", {
        "agency": "hostile", "asked_on": "2026-10-01", "due_back": "2026-10-29",
        "covering": HOSTILE, "asks": ["child-ash/1"], "file": HOSTILE}))  # fmt: skip
    put(made_up, Insert("return_questions", "rq-1", {
        "form": "ret-1", "order": 1, "question": HOSTILE, "answer": HOSTILE}))  # fmt: skip
    async with sit(made_up) as sitting:
        assert "[/] [b + [red]x" in await sitting.press("R")
        screen = await sitting.press("enter")
        assert "Return form ret-1" in screen and "\x1b" not in screen


async def test_broken_records_do_not_stop_the_list(made_up, put, sit):
    put(made_up, Insert("return_forms", "ret-1", {"agency": "police", "asked_on": "nonsense"}))
    put(made_up, Insert("return_forms", "ret-2", {"asked_on": "2026-10-01"}))
    put(made_up, Insert("return_forms", "ret-3", {"agency": ["police"], "asks": 7}))
    put(made_up, Insert("reminders", "rem-1", {"form": 7}))
    async with sit(made_up) as sitting:
        screen = await sitting.press("R")
        assert "Anyshire Police" in screen
        assert "Return form ret-1" in await sitting.press("home", "enter")
