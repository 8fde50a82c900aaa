"""After a while without a key the screen is covered; Enter brings it back as it was."""

from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest

from auditrack.tui.app import AuditrackApp
from auditrack.tui.idle import IDLE_MINUTES, LOOK_SECONDS
from auditrack.tui.screens.cover import CoverScreen
from auditrack.tui.session import Session

TODAY = date(2026, 11, 20)
NOON = int(datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp() * 1000)
MINUTE = 60_000


class Watched:
    """A sitting whose clock the test sets; the app looks when its timer would."""

    def __init__(self, app, pilot, clock):
        self.app = app
        self.pilot = pilot
        self.clock = clock

    async def press(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        return await self.settled()

    async def settled(self) -> str:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def after(self, minutes: float) -> str:
        self.clock[0] += int(minutes * MINUTE)
        self.app.look_for_idleness()
        return await self.settled()

    @property
    def covered(self) -> bool:
        return isinstance(self.app.screen, CoverScreen)


@pytest.fixture
def watch(made_up):
    @asynccontextmanager
    async def open_at(size=(80, 24), minutes=None):
        clock = [NOON]
        app = AuditrackApp(Session(made_up, lambda: clock[0]), TODAY)
        if minutes is not None:
            app.idle_minutes = minutes
        async with app.run_test(size=size) as pilot:
            watched = Watched(app, pilot, clock)
            await watched.settled()
            yield watched

    return open_at


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_nothing_of_any_record_stays_to_be_read(watch, size):
    async with watch(size) as sitting:
        before = await sitting.press("r", "enter")
        words = {word for word in before.split() if len(word) > 3}
        covered = await sitting.after(IDLE_MINUTES)
        assert "Enter" in covered and "nothing is lost" in " ".join(covered.split())
        assert not words & set(covered.split()) - {"Enter"}


async def test_enter_brings_it_back_where_it_was(watch):
    async with watch() as sitting:
        before = await sitting.press("r", "enter", "pagedown", "down")
        await sitting.after(IDLE_MINUTES)
        assert await sitting.press("enter") == before
        assert len(sitting.app.screen_stack) == 3


async def test_what_was_typed_is_kept_and_no_key_reaches_it_while_covered(watch):
    async with watch() as sitting:
        before = await sitting.press("r", "slash", "n", "e", "g")
        await sitting.after(IDLE_MINUTES)
        await sitting.press("x", "escape", "q", "r", "question_mark", "ctrl+p", "f9")
        assert sitting.covered
        assert await sitting.press("enter") == before


async def test_a_key_begins_the_count_again(watch):
    async with watch() as sitting:
        await sitting.after(IDLE_MINUTES - 1)
        await sitting.press("down")
        await sitting.after(IDLE_MINUTES - 1)
        assert not sitting.covered
        await sitting.after(1)
        assert sitting.covered


async def test_the_first_key_after_a_closed_lid_meets_the_cover(watch):
    async with watch() as sitting:
        sitting.clock[0] += 60 * MINUTE
        await sitting.press("r")
        assert sitting.covered and len(sitting.app.screen_stack) == 2
        await sitting.press("enter")
        assert not sitting.covered and len(sitting.app.screen_stack) == 1


async def test_it_covers_once_and_again_after_it_was_lifted(watch):
    async with watch() as sitting:
        await sitting.after(IDLE_MINUTES)
        await sitting.after(IDLE_MINUTES)
        assert len(sitting.app.screen_stack) == 2
        await sitting.press("enter")
        assert not sitting.covered
        await sitting.after(IDLE_MINUTES)
        assert sitting.covered


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
async def test_help_and_palette_are_covered_too(watch, key):
    async with watch() as sitting:
        before = await sitting.press(key)
        covered = await sitting.after(IDLE_MINUTES)
        assert sitting.covered and "Covered" in covered
        assert await sitting.press("enter") == before


async def test_a_clock_set_back_does_not_keep_it_open_for_ever(watch):
    async with watch() as sitting:
        await sitting.after(-60)
        await sitting.after(IDLE_MINUTES)
        assert sitting.covered


async def test_what_others_write_meanwhile_is_there_afterwards(watch, made_up, put):
    from auditrack.model.change import Insert

    async with watch() as sitting:
        await sitting.press("r")
        await sitting.after(IDLE_MINUTES)
        put(
            made_up,
            Insert(
                "recommendations",
                "child-birch/3",
                {"review": "child-birch", "label": "3", "text": "Newly asked.", "order": 3},
            ),
        )
        sitting.app.session.poll()
        assert "Newly" not in await sitting.settled()
        assert "Newly asked." in await sitting.press("enter")


async def test_the_time_is_a_setting_and_the_app_looks_by_itself(watch):
    async with watch(minutes=1) as sitting:
        timers = [timer for timer in sitting.app._timers if timer.name == "idle"]
        assert [timer._interval for timer in timers] == [LOOK_SECONDS]
        assert "1 minutes" not in await sitting.after(1)
        assert sitting.covered


async def test_the_way_out_is_open_while_covered(watch):
    async with watch() as sitting:
        await sitting.after(IDLE_MINUTES)
        await sitting.pilot.press("ctrl+q")
        assert sitting.app._exit


async def test_a_form_below_the_cover_keeps_what_was_typed_and_its_draft(watch, made_up):
    from auditrack.register import drafts

    async with watch() as sitting:
        shown = await sitting.press("r", "enter", "e", *"Half a sentence")
        await sitting.after(IDLE_MINUTES + 1)
        assert sitting.covered
        sitting.app.screen_stack[-2].keep_draft()  # its timer is due by now
        (draft,) = drafts.waiting(made_up.header.register)
        assert draft.values["shows"] == "Half a sentence"
        assert "Half a sentence" in shown
        assert "Half a sentence" in await sitting.press("enter")
        assert "Half a sentence." in await sitting.press(".")
