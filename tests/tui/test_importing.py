"""The tick list: a path completed, what was found, ticks that outlive a dropped line."""

import pytest

from auditrack.register import drafts

REVIEW = """# Child Rowan: Serious Case Review

Published March 2021

## Recommendations

Recommendation 1: The Board should test whether neglect is recognised.

Recommendation 2: The Police should share what they know of every household.

Recommendation 3: Health should ask who lives in the home.
"""


@pytest.fixture
def review(tmp_path, monkeypatch):
    folder = tmp_path / "papers"
    folder.mkdir()
    path = folder / "child-rowan.md"
    path.write_text(REVIEW)
    (folder / "child-rowan.jpg").write_bytes(b"no text")
    monkeypatch.chdir(tmp_path)
    return path


async def read(sitting):
    await sitting.press("i", *"papers/chi", "tab", "enter")
    return await sitting.settled()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_looks_as_kept(made_up, sit, review, looks_as_kept, size):
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"import-{size[0]}x{size[1]}", await read(sitting))


async def test_a_path_is_offered_and_taken_with_right_or_tab(made_up, sit, review):
    async with sit(made_up) as sitting:
        assert "papers/child-rowan.md" in await sitting.press("i", *"papers/")
        assert "rowan" not in await sitting.press("x")
        screen = await sitting.press("backspace", "right")
        assert "papers/child-rowan.md" in screen
        assert "3 recommendations ticked" in await sitting.press("enter")


async def test_how_many_of_each_kind_are_ticked_is_said_before_anything_is_taken_in(
    made_up, sit, review
):
    async with sit(made_up) as sitting:
        screen = await read(sitting)
        assert "Take in Child Rowan" in screen.splitlines()[0]
        assert "3 recommendations ticked. Space ticks" in screen
        assert "2 recommendations ticked; 1 shown but not ticked" in await sitting.press("space")
        assert "nothing ticked; 3 shown but not ticked" in await sitting.press("minus")
        assert "so nothing can be taken in" in await sitting.press("ctrl+s")
        assert "Take in 3 items of child-rowan.md" in await sitting.press("plus", "ctrl+s")
    assert made_up.select("imports") == ()


async def test_ticks_outlive_the_sitting_and_are_gone_on_from_in_the_drafts(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("down", "space")
    (draft,) = drafts.waiting(made_up.header.register)
    assert (draft.form, draft.ref) == ("import-ticks", str(review))
    async with sit(made_up) as sitting:
        assert "Ticks of child-rowan.md" in await sitting.press("D")
        screen = await sitting.press("enter")
        assert "2 recommendations ticked; 1 shown but not ticked" in screen
        assert "Your ticks of" in screen and "are here again" in screen
        # Of other words at the same path they say nothing.
        review.write_text(REVIEW.replace("every household", "each household"))
        await sitting.press("o", "enter")
        assert "3 recommendations ticked. " in await sitting.settled()


async def test_a_form_left_as_a_draft_is_gone_on_from_and_what_was_taken_in_is_said(
    made_up, sit, review
):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("space", "ctrl+s", *"2019", "escape", "down", "enter")
        await sitting.press("escape", "h", "D")
        screen = sitting.text()
        assert "Take in child-rowan.md" in screen and "Ticks of child-rowan.md" in screen
        assert "2 recommendations ticked" in await sitting.press("enter")
        screen = await sitting.press("ctrl+s")
        assert "Your draft of" in screen and "2019" in screen
        await sitting.press("ctrl+s")
        sitting.app.session._saver.close()
        screen = await sitting.settled()
        assert "This document was taken in as imp-" in screen
    assert len(made_up.select("imports")) == 1
    assert drafts.waiting(made_up.header.register) == ()


async def test_a_draft_is_discarded_only_after_asking(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("space", "escape", "D")
        assert "x Discard" in sitting.text()
        screen = await sitting.press("x")
        assert "Discard the draft “Ticks of child-rowan.md”?" in screen and "> No" in screen
        await sitting.press("enter")
        assert len(drafts.waiting(made_up.header.register)) == 1
        assert "No draft waits" in await sitting.press("x", "down", "enter")
    assert drafts.waiting(made_up.header.register) == ()


async def test_nothing_else_is_discarded_in_a_list(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("4")
        assert "x Discard" not in screen
        assert "withdrawn on its own page" in await sitting.press("x")


async def test_a_document_that_is_gone_is_said_and_another_asked_for(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("space")
    review.unlink()
    async with sit(made_up) as sitting:
        screen = await sitting.press("D", "enter")
        assert "There is no file" in screen and "Which review shall be taken in?" in screen


async def test_a_draft_of_an_import_that_names_no_path_asks_for_the_file(made_up, sit, review):
    older = drafts.Draft("import", "gone.md", {"title": "Child Rowan"}, None, 1)
    assert drafts.keep(made_up.header.register, older)
    async with sit(made_up) as sitting:
        screen = await sitting.press("D", "enter")
        assert "There is no file “gone.md”" in screen and "gone.md" in screen
