import pytest


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_a_recommendation_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"recommendation-{size[0]}x{size[1]}", await sitting.press("r", "enter"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_theme_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"theme-{size[0]}x{size[1]}", await sitting.press("enter"))


async def test_the_chain_of_a_theme_opens_and_steps_back(made_up, sit):
    async with sit(made_up) as sitting:
        theme = await sitting.press("enter")
        opened = await sitting.press("enter")
        assert opened.splitlines()[0] != theme.splitlines()[0]
        assert await sitting.press("escape") == theme


async def test_every_line_can_be_reached_with_down_alone(made_up, sit):
    async with sit(made_up, (80, 18)) as sitting:
        await sitting.press("r", "enter")
        page = sitting.app.screen.query_one("#page")
        seen = set()
        for _ in range(page.virtual_size.height + len(page.openings)):
            seen.update(line.strip(" >›▐") for line in sitting.text().splitlines())
            await sitting.pilot.press("down")
            await sitting.pilot.pause()
        lines = [
            line for index in range(len(page.page)) for line in page.page.lines(index, 79, False)
        ]
        assert {"".join(text for text, _ in line).strip(" >›") for line in lines} <= seen


async def test_enter_opens_nothing_that_is_out_of_sight(made_up, sit):
    async with sit(made_up, (80, 12)) as sitting:
        await sitting.press("r", "enter")
        page = sitting.app.screen.query_one("#page")
        for keys in ("end", "pageup", "home", "pagedown"):
            await sitting.press(keys)
            marked = [line for line in sitting.text().splitlines() if line.startswith(" > ")]
            assert len(marked) == (page.cursor in page.openings)


async def test_a_reference_that_is_gone_is_said_and_nothing_opens(made_up, sit):
    from auditrack.tui.messages import Open

    async with sit(made_up) as sitting:
        sitting.app.post_message(Open("child-zzz/9"))
        assert "child-zzz/9" in await sitting.settled()
        assert len(sitting.app.screen_stack) == 1


async def test_t_and_r_go_straight_to_their_places(made_up, sit):
    async with sit(made_up) as sitting:
        assert "· Register" in await sitting.press("enter", "enter", "r")
        assert len(sitting.app.screen_stack) == 2
        assert "· Themes" in await sitting.press("enter", "t")
        assert len(sitting.app.screen_stack) == 2


async def test_earlier_asks_stand_once_however_often_the_page_is_renewed(made_up, sit):
    async with sit(made_up, (80, 70)) as sitting:
        await sitting.press("r", "enter")
        for _ in range(2):
            sitting.app.screen.renew()
            screen = await sitting.settled()
        assert screen.count("Nearest earlier asks") == 1
