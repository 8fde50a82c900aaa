"""The screens on which people write, as plain text at both sizes."""

import pytest

from auditrack.model.change import Actor, Insert, Transaction, Update
from auditrack.register import open_register

SIZES = [(80, 24), (120, 40)]
AS_TEXT = {
    "form-audit": ("r", "enter", "a"),
    "form-evidence": ("r", "enter", "e"),
    "form-close": ("r", "enter", "c"),
    "form-unsaved": ("r", "enter", "e", "x", "escape"),
    "first-hour": ("F",),
    "several": ("r", "plus", "B"),
    "themes": ("t",),
    "findings": ("5",),
    "drafts": ("D",),
    "history": ("H",),
    "views": ("r", "V"),
    "import-asks": ("i",),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", AS_TEXT)
async def test_looks_as_kept(made_up, sit, looks_as_kept, name, size):
    async with sit(made_up, size=size) as sitting:
        screen = await sitting.press(*AS_TEXT[name])
    looks_as_kept(f"writing-{name}-{size[0]}x{size[1]}", screen)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_question_to_answer_looks_as_kept(made_up, sit, put, looks_as_kept, size):
    fields = {"of": "child-birch/2", "review": "child-birch", "theme": "neglect"}
    put(made_up, Insert("theme_links", "tl-9", {**fields, "status": "suggested"}))
    async with sit(made_up, size=size) as sitting:
        looks_as_kept(f"writing-answer-{size[0]}x{size[1]}", await sitting.press("T"))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_conflict_looks_as_kept(made_up, sit, looks_as_kept, size):
    other = open_register(made_up.path, Actor("colleague", uid=1001))
    change = Update("recommendations", "child-birch/1", {"text": "Theirs."})
    async with sit(made_up, size=size) as sitting:
        await sitting.press("r", "enter", "E", *" Mine.")
        other.transact(lambda _: Transaction("rec edit", (change,)))
        await sitting.press("ctrl+s")
        sitting.app.session._saver.close()
        looks_as_kept(f"writing-conflict-{size[0]}x{size[1]}", await sitting.settled())
    other.close()
