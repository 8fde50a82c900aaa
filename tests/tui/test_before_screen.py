"""Points of learning typed into the app, and answered on one page."""

import pytest
from textual import events

from auditrack.register import drafts

POINTS = "- Test what a worker has seen\n- Zebras and yachts"


async def typed(sitting, text=POINTS):
    await sitting.press("Q")
    sitting.app.screen.query_one("TextEditor").insert(text)
    return await sitting.press("ctrl+s")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"before-{size[0]}x{size[1]}", await typed(sitting))


async def test_points_are_answered_and_each_record_can_be_opened(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await typed(sitting)
        assert "Of 2 points, 1 is near something this board was asked" in screen
        opened = await sitting.press("enter")
        assert "Recommendation child-birch/2" in opened.splitlines()[0]
        assert "Of 2 points" in await sitting.press("escape")


async def test_letters_are_typed_while_the_points_have_the_keys(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("Q", *"qrt neglect")
        assert "qrt neglect" in screen
        await sitting.press("ctrl+s", "tab", *" more")
        assert "qrt neglect more" in sitting.text()


async def test_what_was_typed_waits_as_a_draft_and_is_forgotten_after_asking(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("Q", *"- neglect at home")
    (draft,) = drafts.waiting(made_up.header.register)
    assert draft.values == {"points": "- neglect at home"}
    async with sit(made_up) as sitting:
        assert "Points looked up" in await sitting.press("D")
        assert "- neglect at home" in await sitting.press("enter")
        await sitting.press("f6", "down", "enter")
    assert drafts.waiting(made_up.header.register) == ()


async def test_an_answer_that_comes_while_one_types_on_takes_no_keys(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("Q", *"- neglect")
    async with sit(made_up) as sitting:
        for key in ("Q", *"again"):
            sitting.app.post_message(events.Key(key, key))
        assert "Of 1 point" in await sitting.settled()
        await sitting.press(*"st")
        assert sitting.app.screen.query_one("TextEditor").text == "- neglectagainst"
        await sitting.press("ctrl+s")
        assert sitting.app.focused.id == "page"


async def test_hostile_points_are_text(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await typed(sitting, "- [red]neglect\x1b[31m home\u202e visit [/")
        assert "\x1b" not in screen and "\u202e" not in screen
