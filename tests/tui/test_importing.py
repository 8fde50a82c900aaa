"""The review of an import: a document beside what was found, put right key by key."""

import pytest

from auditrack.register import drafts
from auditrack.register.drafts_redacted import forget_words

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


def line_of(screen, words):
    return next(line for line in screen.splitlines() if words in line)


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
        assert "3 of 3 to take in: 3 recommendations" in await sitting.press("enter")


async def test_how_many_of_each_kind_are_taken_in_is_said_before_anything_is(made_up, sit, review):
    async with sit(made_up) as sitting:
        screen = await read(sitting)
        assert "Take in Child Rowan" in screen.splitlines()[0]
        assert "3 of 3 to take in: 3 recommendations." in screen
        assert "2 of 3 to take in: 2 recommendations; 1 rejected" in await sitting.press("x")
        assert "0 of 3 to take in; 3 rejected" in await sitting.press("minus")
        assert "so nothing can be taken in" in await sitting.press("ctrl+s")
        screen = await sitting.press("home", "space", "space", "space", "ctrl+s")
        assert "Take in 3 items of child-rowan.md" in screen
    assert made_up.select("imports") == ()


async def test_what_was_done_outlives_the_sitting_and_is_gone_on_from(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("x", "F", "tab")
    (draft,) = drafts.waiting(made_up.header.register)
    assert (draft.form, draft.values["path"]) == ("import-review", str(review))
    async with sit(made_up) as sitting:
        assert "Items of child-rowan.md" in await sitting.press("D")
        screen = await sitting.press("enter")
        assert "2 of 3 to take in: 1 recommendation, 1 finding; 1 rejected" in screen
        assert "Your draft of" in screen and "F6 starts afresh" in screen
        assert "3 of 3 to take in: 3 recommendations" in await sitting.press("f6")
        assert "1 finding; 1 rejected" in await sitting.press("u")
        # Of other words at the same path it says nothing.
        review.write_text(REVIEW.replace("every household", "each household"))
        await sitting.press("o", "enter")
        assert "3 of 3 to take in" in await sitting.settled()
    # The same document elsewhere is the same document.
    moved = review.with_name("child-r.md")
    moved.write_text(REVIEW)
    async with sit(made_up) as sitting:
        await sitting.press("i", *"papers/child-r.md", "enter")
        assert "1 finding; 1 rejected" in await sitting.settled()


async def test_a_draft_that_cannot_be_read_is_said_and_the_document_begins_afresh(
    made_up, sit, review
):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("x", "tab")
    (draft,) = drafts.waiting(made_up.header.register)
    for spoilt in ("{", "[]", '{"version":1}', "[" * 100_000):
        values = {**draft.values, "working": spoilt}
        assert drafts.keep(
            made_up.header.register, drafts.Draft(draft.form, draft.ref, values, None, 1)
        )
        async with sit(made_up) as sitting:
            screen = await read(sitting)
            assert "cannot be read, so it begins afresh" in screen
            assert "3 of 3 to take in" in screen


async def test_words_that_are_erased_are_taken_out_of_such_a_draft_too(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("enter", "end", *" Ask Jane", "enter", *"Doe.", "ctrl+s", "tab")
    assert forget_words(made_up, ["Jane Doe"]) == 1
    async with sit(made_up) as sitting:
        await read(sitting)
        screen = " ".join((await sitting.press("home")).split())
        assert "recognised. Ask [redacted]." in screen and "Jane" not in screen


async def test_a_form_left_as_a_draft_is_gone_on_from_and_what_was_taken_in_is_said(
    made_up, sit, review
):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("x", "ctrl+s", *"2019", "escape", "down", "enter")
        await sitting.press("escape", "escape", "D")
        screen = sitting.text()
        assert "Take in child-rowan.md" in screen and "Items of child-rowan.md" in screen
        assert "2 of 3 to take in: 2 recommendations; 1 rejected" in await sitting.press("enter")
        screen = await sitting.press("ctrl+s")
        assert "Your draft of" in screen and "2019" in screen
        await sitting.press("ctrl+s")
        sitting.app.session._saver.close()
        screen = await sitting.settled()
        assert "child-rowan.md: what is taken, left and why" in screen
        assert "imp-1 into child-rowan" in screen
        assert "2: 2 recommendations" in line_of(screen, "Taken  ")
        screen = await sitting.press("end")
        assert "rejected by a person" in screen
        assert "Taken in as imp-1. u takes it back" in await sitting.press("escape")
        assert "put right on their own pages" in await sitting.press("space")
    assert len(made_up.select("imports")) == 1
    assert drafts.waiting(made_up.header.register) == ()


async def test_an_import_is_taken_back_and_the_document_taken_in_again(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("x", "ctrl+s", "ctrl+s")
        await sitting.press("escape")
        await sitting.settled()
        assert "Take imp-1 back?" in await sitting.press("u")
        await sitting.press("y")
        screen = await sitting.settled()
        assert "Saved: Import undone" in screen
        assert "2 of 3 to take in: 2 recommendations; 1 rejected" in screen
        await sitting.press("home", "space", "ctrl+s", "ctrl+s")
        sitting.app.session._saver.close()
        screen = await sitting.settled()
        assert "imp-2 into child-rowan" in screen and "3: 3 recommendations" in screen
    # Opened again, what was left is not on record, and nothing is said of it.
    async with sit(made_up) as sitting:
        screen = await read(sitting)
        assert "Taken in as imp-2." in screen
        screen = " ".join((await sitting.press("h")).split())
        assert "3 taken, 0 left (imp-2). Which items were left is not on record." in screen


async def test_the_account_is_written_to_a_file_and_found_on_the_reviews_page(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("x", "h")
        screen = await sitting.press("w")
        assert "Write the import account to a file" in screen
        await sitting.press(*"account.txt", "enter", "escape", "ctrl+s", "ctrl+s")
        sitting.app.session._saver.close()
        await sitting.press("escape", "4", "slash", *"rowan", "enter", "enter")
        screen = await sitting.settled()
        assert "Taken in" in screen and "2 taken, 1 left (imp-1)" in " ".join(screen.split())
    written = review.parent.parent / "account.txt"
    assert "Left because: rejected by a person" in written.read_text()


async def test_a_draft_is_discarded_only_after_asking(made_up, sit, review):
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("x", "escape", "D")
        assert "x Discard" in sitting.text()
        screen = await sitting.press("x")
        assert "Discard the draft “Items of child-rowan.md”?" in screen and "> No" in screen
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
        await sitting.press("x")
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


async def test_whether_it_was_asked_before_is_answered_and_taken_in_with_it(made_up, sit, review):
    async with sit(made_up, (80, 40)) as sitting:
        screen = await read(sitting)
        assert "Near (= answers): child-birch/" in screen
        screen = await sitting.press("equals_sign")
        assert "Which of these asked the same?" in screen and "None of them now" in screen
        screen = await sitting.press("down", "enter")
        assert "This item and child-" in screen
        await sitting.press("down", "down", "enter")
        screen = sitting.text()
        assert "You said: the same ask, stronger than before." in screen
        answered = sitting.app.screen.entry.item.asked_before
        assert answered == ((answered[0][0], "stronger"),)
        assert "You said" not in await sitting.press("u")
        assert "You said" in await sitting.press("U")
        await sitting.press("equals_sign", "escape")
        screen = await sitting.press("L", "equals_sign")
        assert "Only a recommendation can have been asked before." in screen
        await sitting.press("u", "ctrl+s", "ctrl+s")
        (link,) = made_up.select("links")
        assert (link["b"], link["degree"]) == answered[0]
