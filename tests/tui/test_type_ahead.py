"""Keys that come in a burst, as over a slow line, act where they belong."""

import pytest
from textual import events

NAMES = {" ": "space", ":": "colon", "/": "slash", "-": "minus", "?": "question_mark", ",": "comma"}


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


TYPED = "Asked again in 2019, quite often: why?"
"""Most of its characters are keys of a page, a list or the first screen."""

OPENED = {
    "recommendation": (("r", "down", "enter"), "e a A y d c o E m l n X"),
    "its only action": (("r", "enter"), "p x f g"),
    "review": (("4", "enter"), "n N w L e a E X"),
    "theme": (("enter",), "a A d E W J P n"),
    "evidence": (("9", "enter"), "s E X"),
    "audit": (("8", "enter"), "s E X"),
    "agency": (("6", "enter"), "E R"),
    "lead": (("7", "enter"), "E G V"),
    "register": (("r",), "e a n / w B"),
    "list": (("4",), "n / w"),
    "first screen": ((), "n / i Q ctrl+p"),
}
"""How to come to a place, and its keys that open a form, a line or another place to type in."""


def given_the_keys(app) -> str:
    from textual.widgets import Input, TextArea

    assert isinstance(app.focused, (Input, TextArea)), app.screen
    return app.focused.value if isinstance(app.focused, Input) else app.focused.text


@pytest.mark.parametrize(
    ("way", "key"),
    [
        pytest.param(way, key, id=f"{place} {key}")
        for place, (way, keys) in OPENED.items()
        for key in keys.split()
    ],
)
async def test_what_is_typed_with_the_key_that_opens_a_form_stands_in_it(made_up, sit, way, key):
    async with sit(made_up) as sitting:
        await sitting.press(*way)
        depth = len(sitting.app.screen_stack)
        await burst(sitting, key)
        opened, focused = type(sitting.app.screen), type(sitting.app.focused)
        begun = given_the_keys(sitting.app)
    async with sit(made_up) as sitting:
        await sitting.press(*way)
        assert len(sitting.app.screen_stack) == depth
        await burst(sitting, key, *TYPED)
        assert (type(sitting.app.screen), type(sitting.app.focused)) == (opened, focused)
        # Some fields hold a value that typing replaces.
        assert given_the_keys(sitting.app).removeprefix(begun) == TYPED


async def test_what_is_pasted_with_the_key_is_not_lost_either(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter")
        sitting.app.post_message(events.Key("e", "e"))
        sitting.app.post_message(events.Paste("Seen in"))
        await burst(sitting, *" supervision")
        assert given_the_keys(sitting.app) == "Seen in supervision"


async def test_a_question_typed_with_the_key_that_opens_the_grid_is_worded(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("8", "enter")
        await burst(sitting, "C", *TYPED, "enter", *"And then?")
        assert sitting.app.screen.sheet.questions == (TYPED, "And then?")


async def test_a_key_that_opens_nothing_swallows_nothing(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter")
        await burst(sitting, "v", "h")  # nothing here is accepted: v says so
        assert "History child-birch/1" in sitting.text()


async def test_keys_in_a_burst_act_in_their_order(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await burst(sitting, "r", "slash", *"child-ash", "enter", "down", "enter")
        assert "Recommendation child-ash/2" in screen.splitlines()[0]


async def test_a_whole_form_in_one_burst(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter")
        await burst(sitting, "e", *"Seen in supervision", "ctrl+s")
        assert len(sitting.app.screen_stack) == 3
        assert [one["shows"] for one in made_up.select("evidence")][1:] == ["Seen in supervision"]


async def test_a_screen_that_is_covered_before_it_was_painted_holds_no_key_up(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("enter")
        behind = sitting.app.screen

        def cover(told):
            sitting.app.action_help()
            return True  # a screen that is covered now is not painted: it will never be told

        behind.call_after_refresh = cover
        screen = await burst(sitting, "v", "escape")
        assert sitting.app.is_at_rest and "Theme neglect" in screen.splitlines()[0]
