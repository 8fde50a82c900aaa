"""Themes merged and split from their pages: only what can be meant is offered, and it is named."""


async def test_splitting_offers_only_the_records_of_this_theme(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("enter", "P", *"Drift", "enter")
        assert "child-ash/1" in screen and "child-birch/1" in screen
        assert "child-ash/2" not in screen  # linked to another theme


async def test_merging_offers_every_theme_but_this_one(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("enter", "J", *"neglect and home")
        assert "Nothing on the list fits" in screen


async def test_what_a_theme_goes_on_as_is_named_before_it_is_merged(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("enter", "J", *"fath", "ctrl+s")
        assert "Merge theme neglect?" in screen
        assert "Fathers" in screen
        await sitting.press("escape", "escape")


async def test_a_theme_is_kept_under_review_and_no_longer(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("enter", "d", *"+6m", "tab", *"Wait for the audit.", "ctrl+s")
        sitting.app.session._saver.close()
        assert "kept under review until 20 May 2027" in await sitting.settled()
    async with sit(made_up) as sitting:
        screen = await sitting.press("enter", "d")
        assert "It is kept under review until 20 May 2027" in screen
        screen = await sitting.press("minus", "tab")
        assert "= cleared" in screen
        assert "needs a\n reason" in await sitting.press("ctrl+s")
        await sitting.press(*"Tested.", "ctrl+s")
        sitting.app.session._saver.close()
        assert "no longer kept under review" in await sitting.settled()


async def test_the_first_of_several_records_is_taken_by_down_and_enter(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("enter", "P", *"Drift", "tab")
        assert "  child-ash/1" in screen and "> child-ash/1" not in screen  # Enter goes on
        assert "> child-ash/1" in await sitting.press("down")
        assert "- child-ash/1" in await sitting.press("enter")
        assert "- child-birch/1" in await sitting.press("down", "enter")
