import pytest

from auditrack.model.change import Insert

SIZES = [(80, 24), (120, 40), (40, 10)]


@pytest.mark.parametrize("size", SIZES)
async def test_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"themes-{size[0]}x{size[1]}", sitting.text())


async def test_a_theme_that_came_back_stands_first_and_says_why(made_up, sit):
    async with sit(made_up) as sitting:
        first = sitting.text().split(">", 1)[1]
        name, label, reason, *_ = first.splitlines()
        assert name.startswith("10  Neglect")
        assert label.strip() == "Repeated and never embedded"
        assert reason.strip().startswith("2 reviews since 2015")


async def test_enter_opens_the_theme_and_escape_returns(made_up, sit):
    async with sit(made_up) as sitting:
        assert "· Theme neglect" in await sitting.press("enter")
        assert "· Board" in await sitting.press("escape")


async def test_an_empty_register_says_what_to_do(new_register, sit, looks_as_kept):
    async with sit(new_register()) as sitting:
        looks_as_kept("themes-empty-80x24", sitting.text())


async def test_asks_without_themes_say_how_themes_come(new_register, sit):
    register = new_register(
        Insert("reviews", "child-elm", {"title": "Child Elm"}),
        Insert("recommendations", "child-elm/1", {"review": "child-elm", "text": "Do this."}),
    )
    async with sit(register) as sitting:
        assert "No theme has been raised yet." in sitting.text()
        assert "F opens the first hour" in sitting.text()


async def test_no_roles_is_said_quietly_and_in_full_in_the_help(made_up, sit):
    async with sit(made_up) as sitting:
        assert "No roles are set, so every login holds every role" in sitting.text()
        await sitting.press("question_mark")
        assert "auditrack role set" in await sitting.press("end")


async def test_once_roles_are_set_nothing_is_said(made_up, sit, put):
    put(made_up, Insert("roles", "officer", {"roles": ["administrator"]}))
    async with sit(made_up) as sitting:
        assert "No roles" not in sitting.text()


@pytest.mark.parametrize("keys", [(), ("r",), ("enter",), ("question_mark",), ("r", "enter")])
async def test_the_demonstration_says_so_on_every_screen(new_register, made_up_records, sit, keys):
    register = new_register(*made_up_records, via="demonstration")
    async with sit(register) as sitting:
        assert sitting.text().splitlines()[0].endswith("DEMONSTRATION")
        assert (await sitting.press(*keys)).splitlines()[0].endswith("DEMONSTRATION")


async def test_another_day_is_named_in_the_title(made_up, sit):
    from datetime import date

    async with sit(made_up, today=date(2019, 3, 1)) as sitting:
        assert "as at 1 March 2019" in sitting.text().splitlines()[0]


async def test_what_others_write_appears_by_itself(made_up, sit, put):
    async with sit(made_up) as sitting:
        assert "from 2 reviews" in sitting.text()
        other = Insert("reviews", "child-oak", {"title": "Child Oak", "published": "2024"})
        put(made_up, other)
        await sitting.press("r")
        assert "from 3 reviews" in await sitting.press("escape")


async def test_q_leaves_from_here(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.pilot.press("q")
        assert sitting.app._exit and not sitting.app.return_code


async def test_escape_on_the_first_screen_says_how_to_leave(made_up, sit):
    async with sit(made_up) as sitting:
        assert "q leaves auditrack" in await sitting.press("escape")


async def test_ctrl_c_says_how_to_leave(made_up, sit):
    async with sit(made_up) as sitting:
        assert "To leave:" in await sitting.press("ctrl+c")
