import pytest

from auditrack.model.change import Insert


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"register-{size[0]}x{size[1]}", await sitting.press("r"))


async def test_state_is_letter_word_and_mark(made_up, sit):
    async with sit(made_up) as sitting:
        assert " R Red ! " in await sitting.press("r")


async def test_the_filter_narrows_as_it_is_typed_and_says_so_with_its_count(made_up, sit):
    async with sit(made_up) as sitting:
        shown = await sitting.press("r", "slash", *"supervision")
        assert "1 of 4 recommendations" in shown
        assert ">child-birch/2" in shown and "child-ash" not in shown


async def test_enter_keeps_the_filter_and_gives_the_keys_back(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "slash", *"birch", "enter")
        assert "child-birch/1" in await sitting.press("enter")
        assert "2 of 4 recommendations" in await sitting.press("escape")


async def test_escape_undoes_the_filter_before_it_leaves(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "slash", *"birch")
        assert "\n 4 recommendations" in await sitting.press("escape")
        assert "· Register" in sitting.text()
        assert "· Board" in await sitting.press("escape")


async def test_nothing_found_says_so(made_up, sit, looks_as_kept):
    async with sit(made_up) as sitting:
        looks_as_kept("register-nothing-80x24", await sitting.press("r", "slash", *"zebra"))


async def test_an_empty_register_says_so(new_register, sit):
    async with sit(new_register()) as sitting:
        shown = await sitting.press("r")
        assert "There is none yet." in shown
        assert "· Register" in await sitting.press("enter", "down", "end")


async def test_enter_opens_what_the_cursor_is_on(made_up, sit):
    async with sit(made_up) as sitting:
        assert "Recommendation child-birch/2" in await sitting.press("r", "down", "enter")


async def test_q_only_says_how_to_leave(made_up, sit):
    async with sit(made_up) as sitting:
        assert "q leaves from the first screen only" in await sitting.press("r", "q")


async def test_find_on_the_first_screen_opens_the_filter(made_up, sit):
    async with sit(made_up) as sitting:
        assert "2 of 4 recommendations" in await sitting.press("slash", *"birch")


async def test_the_cursor_stays_on_its_record_when_others_write(made_up, sit, put):
    async with sit(made_up) as sitting:
        await sitting.press("r", "end")
        put(made_up, Insert("recommendations", "child-ash/3", {"review": "child-ash", "text": "x"}))
        sitting.app.screen.read_again()
        assert ">child-ash/2" in await sitting.settled()
        assert "5 recommendations" in sitting.text()


async def test_question_mark_and_q_are_letters_in_the_filter(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "slash", "q", "question_mark")
        assert sitting.app.screen.query_one("#typed").value == "q?"
