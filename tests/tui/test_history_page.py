"""h on a record's page: who changed it, as a page to read."""

import pytest

from auditrack.model.change import Transaction, Update


@pytest.fixture
def edited(made_up):
    made_up.transact(
        lambda _: Transaction(
            "rec edit",
            (Update("recommendations", "child-birch/1", {"due": "2026-09-30"}),),
            why="Agreed in [the] meeting",
            lead="Quality",
        )
    )
    return made_up


async def test_it_says_who_when_what_and_why_the_latest_first(edited, sit):
    async with sit(edited) as sitting:
        screen = await sitting.press("r", "enter", "h")
        assert "History child-birch/1" in screen.splitlines()[0]
        flat = " ".join(screen.split())
        assert "2 changes, the latest first" in flat
        assert "officer (Quality)" in flat
        assert "from 30 June 2026 to 30 September 2026" in flat
        assert "Agreed in [the] meeting" in flat
        assert flat.index("rec edit") < flat.index("made up")


async def test_it_steps_back_and_h_again_is_answered(edited, sit):
    async with sit(edited) as sitting:
        record = await sitting.press("r", "enter")
        history = await sitting.press("h")
        assert "h History" in record and "h History" not in history
        assert "already" in await sitting.press("h")
        assert len(sitting.app.screen_stack) == 3 + 1
        await sitting.press("escape")
        assert sitting.text() == record


async def test_a_line_opens_the_record_that_it_names(edited, sit):
    async with sit(edited) as sitting:
        await sitting.press("r", "enter", "h")
        opened = await sitting.press("enter")
        assert "child-birch/1" in opened.splitlines()[0] and "History" not in opened.splitlines()[0]


async def test_it_is_read_again_when_somebody_writes(edited, sit, put):
    async with sit(edited) as sitting:
        await sitting.press("r", "enter", "h")
        edited.transact(
            lambda _: Transaction(
                "rec edit", (Update("recommendations", "child-birch/1", {"outcome": "Better."}),)
            )
        )
        sitting.app.session.poll()
        assert "3 changes" in await sitting.settled()


async def test_a_theme_has_its_history_too(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("enter", "h")
        assert "History neglect" in screen.splitlines()[0]


async def test_it_is_in_the_palette_and_in_help(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter")
        assert "Who changed this record" in " ".join((await sitting.press("question_mark")).split())
        await sitting.press("escape", "ctrl+p", *"history")
        assert "History (h)" in sitting.text()


async def test_hostile_text_is_shown_and_steers_nothing(made_up, sit):
    hostile = "[/] [b + [red]x \x1b[31mred \x1b]0;title\x07 \u202egnp.exe"
    made_up.transact(
        lambda _: Transaction(
            hostile,
            (Update("recommendations", "child-birch/1", {"outcome": hostile}),),
            why=hostile,
            lead=hostile,
        )
    )
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "enter", "h")
        assert "[/] [b + [red]x" in screen
        assert not set("\x1b\x07\u202e") & set(screen)


async def test_a_long_history_says_what_it_leaves_out(made_up, sit):
    for number in range(205):
        made_up.transact(
            lambda _, n=number: Transaction(
                "rec edit", (Update("recommendations", "child-birch/1", {"outcome": f"No {n}"}),)
            )
        )
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "enter", "h")
        assert "206 changes, the latest first" in screen
        assert "6 earlier changes not shown" in await sitting.press("end")
