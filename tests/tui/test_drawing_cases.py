"""Z on a planned audit's page draws its cases; what was drawn is shown once and kept nowhere."""

import pytest

from auditrack.analysis.draws import draw
from auditrack.model.change import Insert
from auditrack.register import drafts


@pytest.fixture
def planned(made_up, put):
    fields = {"status": "planned", "question": "Is neglect seen?", "themes": ["neglect"]}
    put(made_up, Insert("audits", "aud-9", fields))
    return made_up


async def drawing(sitting) -> str:
    await sitting.press("8", "slash", *"planned", "enter", "enter")
    return await sitting.press("Z")


async def test_a_draw_goes_on_record_and_its_numbers_are_shown_once(planned, sit, looks_as_kept):
    async with sit(planned) as sitting:
        screen = await drawing(sitting)
        assert "Draw the cases of aud-9" in screen and "Seed" in screen
        await sitting.press(*"3", "tab", *"40", "tab", "ctrl+u", *"abc1")
        looks_as_kept("drawing-form-80x24", sitting.text())
        screen = await sitting.press("ctrl+s")
        looks_as_kept("drawing-drawn-80x24", screen)
        assert all(f"  {one}" in screen for one in draw(40, 3, "abc1"))
        assert "kept nowhere" in screen
        screen = await sitting.press("escape")
        assert "3 of 40 by the seed abc1" in " ".join(screen.split())
    audit = planned.get("audits", "aud-9")
    assert (audit["seed"], audit["population"], audit["drawn"], audit["chosen"]) == (
        "abc1", 40, 3, "random",
    )  # fmt: skip


async def test_a_pasted_list_and_a_range_are_drawn_from_and_no_draft_keeps_them(planned, sit):
    async with sit(planned) as sitting:
        await drawing(sitting)
        await sitting.press(*"2", "tab", *"A17, B23; C99", "tab")
        sitting.app.screen.keep_draft()
        (draft,) = drafts.waiting(planned.header.register)
        assert "of" not in draft.values and draft.values["size"] == "2"
        screen = await sitting.press("ctrl+s")
        assert sum(one in screen for one in ("A17", "B23", "C99")) == 2
    assert planned.get("audits", "aud-9")["population"] == 3


async def test_slips_are_said_and_nothing_is_drawn(planned, sit):
    async with sit(planned) as sitting:
        await drawing(sitting)
        screen = await sitting.press(*"5", "tab", *"A1, A1", "ctrl+s")
        assert "stands more than once" in " ".join(screen.split())
        await sitting.press("tab", "tab")
    assert "seed" not in planned.get("audits", "aud-9")


async def test_an_audit_that_was_made_draws_nothing(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("8", "enter")
        assert "It was made already" in await sitting.press("Z")
        screen = await sitting.press(*"50", "ctrl+s")
        assert "aud-1 was made already" in " ".join(screen.split())
    assert "seed" not in made_up.get("audits", "aud-1")
