"""A return form that came back: line by line beside the record, and taken in with a yes."""

from datetime import date

import pytest

from auditrack.commands.return_form import AskForReturns, drafted
from auditrack.commands.run import run
from auditrack.reports.return_forms.excel import render_return_workbook
from auditrack.reports.return_forms.word import render_return_form
from tests.commands.filled_forms import FORMS

SENT = date(2026, 11, 2)


@pytest.fixture
def back(made_up, tmp_path, monkeypatch):
    """The form of the hospitals, filled in, beside the register."""
    command = AskForReturns(("Anyshire Hospitals",), questions=("Who leads on this now?",))
    (paper,) = drafted(made_up, command, SENT, ending="docx").papers
    assert not hasattr(run(made_up, command, today=SENT), "code")

    def fill(kind="docx", name="back"):
        made = render_return_form(paper) if kind == "docx" else render_return_workbook(paper)
        form = FORMS[kind](made)
        form.head("Returned on", "18 November 2026")
        form.fill("replies", "child-ash/2", answer="Yes, accepted")
        form.fill("replies", "child-birch/2", answer="declined")
        form.add("evidence", ref="child-ash/2", shows="A register of training", level="activity")
        form.add("evidence", ref="act-99", shows="Copied from somebody else")
        form.fill("questions", "rq-1", answer="The deputy")
        form.loose("We are short of staff until January.")
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(form.data())
        return path

    monkeypatch.chdir(tmp_path)
    return fill


async def read(sitting, path="back.docx"):
    await sitting.press("i", *path, "enter")
    return await sitting.settled()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_looks_as_kept(made_up, sit, back, looks_as_kept, size):
    back()
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"returned-{size[0]}x{size[1]}", await read(sitting))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
async def test_the_place_where_reviews_are_taken_in_knows_a_return_form(made_up, sit, back, kind):
    back(kind)
    async with sit(made_up) as sitting:
        screen = await read(sitting, f"back.{kind}")
        assert "ret-1 of Anyshire Hospitals" in screen.splitlines()[0]
        assert "3 taken" in screen and "1 asked, 1 refused" in screen
        assert "Came back 18 November 2026" in " ".join(screen.split())
        assert "We are short of staff" in screen


async def test_what_was_written_stands_beside_what_is_on_record(made_up, sit, back):
    back()
    async with sit(made_up) as sitting:
        await read(sitting)
        screen = await sitting.press("n")
        assert "without a reason" in " ".join(screen.split())
        assert "The agency wrote:" in screen and "Your answer: declined" in screen
        assert "On record:" in screen


async def test_a_line_is_taken_or_left_and_all_that_are_sure(made_up, sit, back):
    back()
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("space")
        assert "2 taken, 1 left" in await sitting.settled()
        await sitting.press("minus")
        assert "3 left" in await sitting.settled()
        await sitting.press("plus")
        assert "3 taken" in await sitting.settled()
        await sitting.press("u")
        assert "3 left" in await sitting.settled()
        assert "waits for your word" in await sitting.press("space")
        assert "cannot be taken in" in await sitting.press("n", "space")


async def test_a_line_is_corrected_in_a_form_and_its_own_words_stay(made_up, sit, back):
    back()
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("n", "enter")
        assert "What the line means" in await sitting.press("tab", "tab", *"Not ours")
        await sitting.press("ctrl+s")
        screen = " ".join((await sitting.settled()).split())
        assert "4 taken" in screen and "Not ours" in screen
        assert "Your answer: declined" in screen and "You say instead:" in screen


async def test_nothing_is_written_before_a_yes_then_all_of_it_and_u_takes_it_back(
    made_up, sit, back
):
    back()
    async with sit(made_up) as sitting:
        await read(sitting)
        before = made_up.head
        assert "Take in 3 lines of ret-1" in await sitting.press("ctrl+s")
        assert made_up.head == before
        await sitting.press("down", "enter")
        assert "Taken in as imp-1" in await sitting.settled()
        assert made_up.get("return_forms", "ret-1")["returned_on"] == "2026-11-18"
        assert made_up.get("evidence", made_up.select("evidence")[-1]["ref"])["state"] == "filed"
        await sitting.press("u", "down", "enter")
        await sitting.settled()
        assert "returned_on" not in made_up.get("return_forms", "ret-1")


async def test_what_was_said_waits_as_a_draft_and_is_found_by_the_file(made_up, sit, back):
    back()
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("space")
        await sitting.settled()
        assert "waits as a draft" in await sitting.press("escape")
        assert "Return back.docx" in await sitting.press("D")
        await sitting.press("enter")
        screen = await sitting.settled()
        assert "2 taken, 1 left" in screen
        await sitting.press("f6")
        assert "3 taken" in await sitting.settled()


async def test_the_day_it_came_back_and_the_form_it_is_can_be_said(made_up, sit, back):
    back()
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("d", *"19 Nov 2026", "enter")
        assert "Came back 19 November 2026" in " ".join((await sitting.settled()).split())
        assert "Which return form is it?" in await sitting.press("f")


async def test_all_that_is_beside_the_lines_is_read_in_full(made_up, sit, back):
    back()
    async with sit(made_up) as sitting:
        await read(sitting)
        screen = await sitting.press("h")
        assert "short of staff until January" in " ".join(screen.split())
        assert "[?] 1 asked" in screen
