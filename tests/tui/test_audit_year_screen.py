"""The audit plan of a board's year: made, planned, promised, proposed, and what is left."""

import pytest

from auditrack.model.change import Insert

MORE = (
    Insert("leads", "scrutineer", {"title": "Independent Scrutineer", "vacant_since": "2026-10"}),
    Insert("audits", "aud-2", {
        "status": "done", "question": "Is every father met?", "themes": ["fathers_males"],
        "date": "2026-05-10", "outcome": "partly", "looked_at": "practice", "next": "2027-02",
        "method": "Case files", "by": "scrutineer"}),
    Insert("audits", "aud-3", {
        "status": "planned", "question": "Is neglect named?", "themes": ["neglect"],
        "date": "2026-09-30", "looked_at": "practice", "by": "scrutineer"}),
    Insert("reviews", "child-elm", {"title": "Child Elm", "published": "2024-01-10",
                                    "history": "complete", "status": "active"}),
    Insert("recommendations", "child-elm/1", {
        "review": "child-elm", "label": "1", "text": "See where each baby sleeps.",
        "agencies": ["health", "police"], "order": 1, "due": "2024-06-30"}),
    Insert("theme_links", "tl-8", {"of": "child-elm/1", "review": "child-elm",
                                   "theme": "safe_sleep", "status": "confirmed"}),
)  # fmt: skip


@pytest.fixture
def board(made_up, put):
    put(made_up, *MORE)
    return made_up


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_year_looks_as_kept(board, sit, looks_as_kept, size):
    async with sit(board, size) as sitting:
        await sitting.press("P", "y")
        sitting.app.screen.tell_of_row()
        sitting.app.screen.show_detail()
        looks_as_kept(f"audit-year-{size[0]}x{size[1]}", await sitting.settled())


async def test_one_key_goes_from_the_list_to_the_year_to_the_next_and_back(board, sit):
    async with sit(board) as sitting:
        assert "What to test next" in await sitting.press("P")
        screen = await sitting.press("y")
        assert "Audit plan of 2026/27" in screen and "planned, late" in screen
        assert "vacant !" in screen and "stays untested" in screen
        assert "Audit plan of 2027/28" in await sitting.press("y")
        assert "What to test next" in await sitting.press("y")


async def test_enter_opens_what_is_planned_and_plans_what_is_proposed(board, sit):
    async with sit(board) as sitting:
        await sitting.press("P", "y", "slash", *"aud-3", "enter")
        screen = await sitting.press("space")
        assert "Only what is proposed is selected here" in screen
        assert "Audit aud-3" in await sitting.press("enter")
    async with sit(board) as sitting:
        screen = await sitting.press("P", "y", "y", "slash", *"sleep proposed", "enter", "enter")
        assert "Plan the audit proposed for safe_sleep" in screen


async def test_the_year_is_written_to_a_file(board, sit, tmp_path):
    out = tmp_path / "year.csv"
    async with sit(board) as sitting:
        await sitting.press("P", "y", "w", *str(out))
        assert "Written to" in await sitting.press("enter")
    assert "stays untested" in out.read_text(encoding="utf-8-sig")
