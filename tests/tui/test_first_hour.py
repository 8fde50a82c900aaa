"""From an empty register to positions: the first hour, the tick list, one key for each answer."""

import pytest

from auditrack.model.change import Insert

REVIEW = """# Serious case review: Child Larch

Published March 2021

## Recommendations

Recommendation 1: The Partnership should seek assurance that neglect is recognised early and that \
children are seen alone.

Recommendation 2: Health partners should review how missed appointments of children are followed up.
"""


async def saved(sitting) -> str:
    sitting.app.session._saver.close()
    return await sitting.settled()


async def test_an_empty_register_says_what_can_be_done(new_register, sit):
    async with sit(new_register()) as sitting:
        assert "This register is empty" in sitting.text()
        screen = await sitting.press("F")
        assert "0 of 5 steps done" in screen and "2. The two latest reviews" in screen


async def test_an_empty_register_leaves_for_the_demonstration(new_register, sit):
    from auditrack.tui import WANTS_DEMONSTRATION

    async with sit(new_register()) as sitting:
        assert "x  Look at a made-up board" in sitting.text()
        await sitting.pilot.press("x")
        await sitting.pilot.pause()
        assert sitting.app.return_code == WANTS_DEMONSTRATION


async def test_a_review_is_read_ticked_and_taken_in(new_register, sit, tmp_path):
    path = tmp_path / "larch.md"
    path.write_text(REVIEW, encoding="utf-8")
    register = new_register()
    async with sit(register) as sitting:
        screen = await sitting.press("i", *str(path), "enter")
        assert "2 of 2 to take in: 2 recommendations." in screen
        assert not register.select("reviews")
        screen = await sitting.press("x")
        assert "1 of 2 to take in: 1 recommendation; 1 rejected" in screen and "[ ]" in screen
        screen = await sitting.press("up", "space", "ctrl+s")
        assert "Take in 2 items" in screen and "Child Larch" in screen
        await sitting.press("ctrl+s")
        assert "Saved: Review imported" in await saved(sitting)
    assert len(register.select("recommendations")) == 2
    assert len([one for one in register.history() if one.cmd == "import"]) == 1


async def test_a_file_that_is_not_there_is_said_and_asked_again(new_register, sit):
    async with sit(new_register()) as sitting:
        screen = await sitting.press("i", *"/nowhere/x.md", "enter")
        assert "There is no file" in screen


async def test_one_key_confirms_a_theme_and_u_takes_it_back(made_up, sit, put):
    fields = {"of": "child-birch/2", "review": "child-birch", "theme": "neglect"}
    put(made_up, Insert("theme_links", "tl-9", {**fields, "status": "suggested"}))
    async with sit(made_up) as sitting:
        screen = await sitting.press("T")
        assert "Does child-birch/2 speak of Neglect" in screen and "1 left" in screen
        await sitting.press("y")
        assert "Nothing is left to answer" in await saved(sitting)
        assert made_up.get("theme_links", "tl-9")["status"] == "confirmed"
        await sitting.press("u", "down", "enter")
        assert "1 left" in await saved(sitting)
        assert made_up.get("theme_links", "tl-9")["status"] == "suggested"


async def test_one_key_says_what_became_of_an_ask(made_up, sit, put):
    text = {"review": "child-ash", "label": "3", "text": "Old ask.", "state": "not-known"}
    put(made_up, Insert("recommendations", "child-ash/3", text))
    async with sit(made_up) as sitting:
        assert "What became of child-ash/3?" in await sitting.press("K")
        await sitting.press("d")
        await saved(sitting)
    assert made_up.get("recommendations", "child-ash/3").get("state") is None
    (action,) = made_up.index("actions", "serves")["child-ash/3"]
    assert action["as_reported"] and "done" in action["what"]


async def test_settings_are_said_in_words_and_changed_by_a_form(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("S")
        assert "Grace" in screen and "6 months" in screen
        await sitting.press("enter")
        await sitting.press("tab", "tab", "tab", *["backspace"] * 5, *"1 January", "ctrl+s")
        assert "Year starts 1 January" in " ".join((await saved(sitting)).split())
    assert made_up.get("board", "board")["year_start"] == "01-01"


async def test_the_mouse_is_switched_off_and_on(made_up, sit):
    async with sit(made_up) as sitting:
        assert "The mouse is off here" in await sitting.press("f8")
        assert "The mouse works again" in await sitting.press("f8")


@pytest.mark.parametrize("name", ["~nosuchuser/x.md", "x" * 300, "a/" * 2500])
async def test_a_path_that_cannot_be_looked_at_is_said(new_register, sit, name):
    async with sit(new_register()) as sitting:
        await sitting.press("i")
        sitting.app.screen.query_one("#line").value = name
        screen = await sitting.press("enter")
        assert "cannot be looked at" in screen or "There is no file" in screen


@pytest.mark.parametrize("at", [10**17, -(10**17)])
async def test_a_last_visit_at_no_possible_time_is_no_visit(made_up, sit, at):
    from auditrack.register.last_seen import LastSeen, remember

    remember(made_up.header.register, LastSeen(1, at))
    async with sit(made_up) as sitting:
        assert "Since you were here" not in sitting.text()
