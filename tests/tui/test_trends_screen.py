"""The trends as a page: figures in words first, and the reviews that it opens."""

import pytest

from auditrack.commands.review import EditReview
from auditrack.commands.run import run
from auditrack.model.change import Insert, Saved

SIZES = [(80, 24), (120, 40)]


def words(screen: str) -> str:
    return " ".join(screen.split())


@pytest.fixture
def dated(made_up):
    """The made-up board, its second review published 40 days after it was due."""
    edit = EditReview(
        "child-birch", arranged="2021-01-15", due="2021-07-23", delay_reason="An inquest."
    )
    assert isinstance(run(made_up, edit), Saved)
    return made_up


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_looks_as_kept(dated, sit, looks_as_kept, size):
    async with sit(dated, size) as sitting:
        looks_as_kept(f"trends-{size[0]}x{size[1]}", await sitting.press("Y"))
        screen = await sitting.press("end")
        looks_as_kept(f"trends-end-{size[0]}x{size[1]}", screen)


async def test_a_review_opens_from_its_line(dated, sit):
    async with sit(dated, (80, 90)) as sitting:
        screen = words(await sitting.press("Y"))
        assert "Published 40 days after it was due. Reason for delay: An inquest." in screen
        assert "for working papers only" in screen and "fewer than 5" in screen
        screen = words(await sitting.press("down", "enter"))
        assert "Against its date Published 40 days after it was due" in screen
        assert "Reason for delay An inquest." in screen


async def test_what_is_written_meanwhile_is_read_again(dated, sit, put):
    async with sit(dated, (80, 90)) as sitting:
        assert "3 open at its end" in words(await sitting.press("Y"))
        fields = {"on_ref": "child-ash/2", "decision": "close", "on": "2026-11-20"}
        put(dated, Insert("decisions", "dec-1", fields))
        sitting.app.session.poll()
        assert "2 open at its end" in words(await sitting.settled())


async def test_an_empty_register_has_its_page_too(new_register, sit):
    async with sit(new_register()) as sitting:
        screen = words(await sitting.press("Y"))
        assert "0 open at its end" in screen and "Trends" in screen


async def test_milestones_and_the_reason_are_entered_in_the_form_of_the_review(made_up, sit):
    async with sit(made_up, (100, 45)) as sitting:
        await sitting.press("4", "enter", "E", "f4", *["tab"] * 5, *"15 January 2021", "tab")
        screen = await sitting.press(*"23 July 2021", "tab", "tab", *"An inquest.")
        assert "= 15 January 2021" in screen and "= 23 July 2021" in screen
        await sitting.press("ctrl+s")
        sitting.app.session._saver.close()
        screen = words(await sitting.settled())
        assert "Against its date Published 40 days after it was due" in screen
    review = made_up.get("reviews", "child-birch")
    assert (review["arranged"], review["due"]) == ("2021-01-15", "2021-07-23")
    assert review["delay_reason"] == "An inquest."
