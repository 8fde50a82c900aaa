import pytest

from auditrack.tui import colours, keys


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_help_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"help-{size[0]}x{size[1]}", await sitting.press("r", "question_mark"))


@pytest.mark.parametrize(
    ("place", "opening"), [(keys.HOME, ()), (keys.REGISTER, ("r",)), (keys.RECORD, ("enter",))]
)
async def test_help_tells_every_key_of_the_place(made_up, sit, place, opening):
    async with sit(made_up, (100, 100)) as sitting:
        shown = await sitting.press(*opening, "question_mark")
        for key in keys.at(place):
            assert f" {key.shown} " in shown
            assert key.tells.split(":")[0][:40] in shown


@pytest.mark.parametrize("closing", ["escape", "q", "question_mark"])
async def test_help_closes_to_where_it_was_asked_for(made_up, sit, closing):
    async with sit(made_up) as sitting:
        before = await sitting.press("r")
        await sitting.press("question_mark")
        assert await sitting.press(closing) == before


async def test_no_key_acts_below_the_help(made_up, sit):
    async with sit(made_up) as sitting:
        before = await sitting.press("question_mark")
        assert await sitting.press("r", "t", "slash") == before


async def test_the_palette_runs_a_command_by_its_name(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("ctrl+p", *"regis")
        assert "· Register" in await sitting.press("enter")


async def test_the_palette_names_every_command_of_the_place(made_up, sit):
    async with sit(made_up, (100, 130)) as sitting:
        shown = await sitting.press("ctrl+p")
        for key in keys.at(keys.HOME):
            assert (f"{key.word} ({key.shown})" in shown) == key.palette


async def test_the_palette_opens_in_a_very_small_terminal(made_up, sit):
    async with sit(made_up, (40, 10)) as sitting:
        assert await sitting.press("ctrl+p")
        assert "· Board" in await sitting.press("escape")


async def test_no_cursor_blinks(made_up, sit):
    from textual.widgets import Input

    async with sit(made_up) as sitting:
        await sitting.press("r", "slash")
        assert not sitting.app.screen.query_one(Input).cursor_blink
        await sitting.press("ctrl+p")
        assert not sitting.app.screen.query_one(Input).cursor_blink


async def test_every_set_of_colours_draws_the_same_words(made_up, sit):
    async with sit(made_up) as sitting:
        before = sitting.text()
        for theme in colours.ALL:
            assert await sitting.press("f9") == before, theme.name


@pytest.mark.parametrize(
    ("environment", "few"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, False),
        ({"TERM": "xterm"}, True),
        ({"TERM": "linux"}, True),
        ({"TERM": "screen"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),
    ],
)
def test_few_colours_are_recognised(environment, few):
    assert colours.few_colours(environment) is few
