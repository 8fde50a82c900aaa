"""One key says in any form, and in an import, what must not be public; it blocks nothing."""

import pytest

from auditrack.model.change import Insert
from auditrack.tui import keys

SIZES = [(80, 24), (40, 10)]
NUMBER = "943 476 5919"
WATCHED = Insert("watch_names", "wat-1", {"review": "child-ash", "name": "Perpetua Quillfeather"})


def folded(screen: str) -> str:
    return " ".join(screen.split())


@pytest.mark.parametrize("size", SIZES)
async def test_a_form_says_beside_each_text_what_it_holds(made_up, sit, put, size):
    put(made_up, WATCHED)
    async with sit(made_up, size) as sitting:
        typed = f"Seen by Perpetua Quillfeather, NHS number {NUMBER}"
        await sitting.press("r", "enter", "e", *typed)
        screen = folded(await sitting.press("f5"))
        assert "2 things found in 1 of 1 text; saving stays free." in screen
        assert "This check is an aid and no guarantee" in screen
        sitting.app.screen.hush()
        screen = folded(await sitting.settled())
        assert "Not for the public: " in screen
        assert "name on the watch-list" in screen and "NHS number" in screen
        # What is typed stands there as it was typed; what is said of it is masked.
        assert screen.count("Perpetua Quillfeather") <= 1 and screen.count(NUMBER) <= 1
        await sitting.press("ctrl+s")
        sitting.app.session._saver.close()
        await sitting.settled()
    assert made_up.select("evidence")[-1]["shows"] == typed


async def test_what_is_said_goes_once_the_words_change(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "e", *NUMBER, "f5")
        assert "Not for the public" in sitting.text()
        await sitting.press("tab", "shift+tab", "end", "x")
        assert "Not for the public" not in sitting.text()


async def test_nothing_found_is_said_and_that_it_is_an_aid(made_up, sit):
    async with sit(made_up) as sitting:
        screen = folded(await sitting.press("r", "enter", "e", "f5"))
        assert "No words are typed yet that could be checked." in screen
        screen = folded(await sitting.press(*"Seen in supervision", "f5"))
        assert "Nothing found in 1 text. This check is an aid and no guarantee" in screen
        sitting.app.screen.hush()
        assert "Nothing found." in await sitting.settled()


async def test_hostile_text_is_only_shown(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "enter", "e", *"[/] [b + [red]x {{head}}", "f5")
        assert "Nothing found" in folded(screen)


def test_every_form_has_the_key_and_its_line_of_help():
    for place in (keys.FORM, keys.REPORT_FORM, keys.IMPORTING):
        (key,) = (one for one in keys.at(place) if one.action == "check_wording")
        assert key.shown == "F5" and key.palette and "aid" in key.tells.lower()


REVIEW = f"""# Child Rowan: Serious Case Review

## Recommendations

Recommendation 1: The Board should test whether neglect is recognised.

Recommendation 2: The Police should note NHS number {NUMBER} of Perpetua Quillfeather.

Recommendation 3: Health should ask who lives in the home.
"""


@pytest.fixture
def review(tmp_path, monkeypatch):
    path = tmp_path / "child-rowan.md"
    path.write_text(REVIEW)
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize("size", SIZES)
async def test_an_import_marks_and_counts_the_items_that_hold_anything(
    made_up, sit, put, review, size
):
    put(made_up, WATCHED)
    async with sit(made_up, size) as sitting:
        await sitting.press("i", *"child-rowan.md", "enter")
        screen = folded(await sitting.press("f5"))
        assert "found in 1 item, marked “found”; F5 goes to the next." in screen
        sitting.app.screen.hush()
        screen = folded(await sitting.settled())
        assert "2 found" in screen  # the cursor went to it
        if size[1] > 10:
            assert "Not for the public: " in screen
        await sitting.press("ctrl+s")
        assert "Take in 3 items" in folded(sitting.text())


async def test_in_an_import_that_holds_nothing_that_is_said(made_up, sit, review):
    review.write_text(REVIEW.replace(NUMBER, "them").replace("Perpetua Quillfeather", "the nurse"))
    async with sit(made_up) as sitting:
        assert "No document is open" in await sitting.press("i", "escape", "f5")
        await sitting.press("o", *"child-rowan.md", "enter")
        screen = folded(await sitting.press("f5"))
        assert "Nothing found in 3 items. This check is an aid" in screen
