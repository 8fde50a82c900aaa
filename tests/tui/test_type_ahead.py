"""Keys that come in a burst, as over a slow line, act where they belong."""

from textual import events

NAMES = {" ": "space", ":": "colon", "/": "slash", "-": "minus", "?": "question_mark"}


async def burst(sitting, *keys) -> str:
    for key in keys:
        character = key if len(key) == 1 else None
        sitting.app.post_message(events.Key(NAMES.get(key, key), character))
    return await sitting.settled()


async def test_a_filter_typed_at_once_is_a_filter(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r")
        screen = await burst(sitting, "/", *"agency:police not neglect")
        assert "agency:police not neglect" in screen.splitlines()[-2]
        assert len(sitting.app.screen_stack) == 2
        assert "of 4 recommendations" in await burst(sitting, "enter")


async def test_a_filter_of_a_list_too(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("4")
        screen = await burst(sitting, "/", *"birch")
        assert "birch" in screen.splitlines()[-2] and "1 of 2 reviews" in screen


async def test_keys_after_another_place_act_there(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await burst(sitting, "r", "down", "down")
        assert ">child-ash/1" in screen


async def test_one_key_after_another_is_as_ever(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "slash", *"neglect", "enter", "down", "enter")
        assert "Recommendation child-ash/1" in screen.splitlines()[0]
