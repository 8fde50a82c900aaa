"""The app over a database: as over a folder, and what it says and keeps when the line is cut."""

import asyncio
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction
from auditrack.register import create_register, drafts, open_register
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Go
from auditrack.tui.places import PLACES
from auditrack.tui.screens.form import FormScreen
from auditrack.tui.session import Session
from tests.faults.cutting_relay import CuttingRelay
from tests.neighbour import CANARY, move_in
from tests.tui.conftest import BOARD, ENTERED

OFFICER = Actor("officer", uid=1000)
SECONDS = 60


class Line:
    """A register in a database over a line that can be cut, and the server itself."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.database = server.new_database()
        self.folder = Path(tempfile.mkdtemp(prefix="cut"))
        self.relay = CuttingRelay(self.folder, Path(server.folder) / ".s.PGSQL.5432")
        self.direct = f"{server.url(self.database)}&organisation=wren"
        self.address = self.direct.replace(
            str(server.folder).replace("/", "%2F"), str(self.folder).replace("/", "%2F")
        )
        assert self.address != self.direct
        self.opened: list[Any] = []

    def made(self, *operations: Insert) -> Any:
        with create_register(self.direct, BOARD, OFFICER, lambda: ENTERED) as register:
            written = register.transact(lambda _: Transaction("made up", operations))
            assert isinstance(written, Saved), written
        return self.open()

    def open(self, patience: float = 0.5) -> Any:
        self.opened.append(open_register(self.address, OFFICER, patience=patience))
        return self.opened[-1]

    def evidence(self) -> list[str]:
        with open_register(self.direct, Actor("looker"), read_only=True) as register:
            return [str(one["shows"]) for one in register.select("evidence")]

    def cut(self) -> None:
        """The next thing that is asked is lost, and nobody is taken in again."""
        self.relay.cut_at(1, hands_on=False, stays_away=True)

    def close(self) -> None:
        for register in self.opened:
            register.close()
        self.relay.close()
        self.folder.rmdir()
        self._server.drop(self.database)


@pytest.fixture
def line(postgresql: Any) -> Iterator[Line]:
    made = Line(postgresql)
    yield made
    made.close()


async def until(sitting: Any, *words: str, gone: tuple[str, ...] = ()) -> str:
    """Wait until the screen says some words, and others no more."""
    for _ in range(SECONDS * 50):
        await sitting.pilot.pause(0.02)
        text = sitting.text()
        said = " ".join(text.split())
        if all(word in said for word in words) and not any(word in said for word in gone):
            return text
    raise AssertionError(f"{words} were never said, but:\n{sitting.text()}")


async def at_the_form(sitting: Any) -> FormScreen:
    """The evidence form on the first recommendation, with a sentence half typed."""
    await until(sitting, "Overdue: 1")  # nothing is asked in the background any more
    await sitting.press("r")
    await until(sitting, "Partners should recognise")
    await sitting.press("enter")
    await sitting.press("e")
    await sitting.press(*"Seen in")
    form = sitting.app.screen
    assert isinstance(form, FormScreen)
    return form


@pytest.fixture
def made(line: Line, made_up_records: tuple[Insert, ...]) -> Any:
    return line.made(*made_up_records)


async def test_it_shows_what_it_shows_over_a_folder_whoever_lives_beside_it(
    made, line, postgresql, made_up, sit
):
    move_in(postgresql, line.database, "wren")
    over: list[list[str]] = []
    for register in (made_up, made):
        async with sit(register) as sitting:
            seen = [await until(sitting, "Overdue: 1", gone=("...",))]
            for keys in (("r",), ("enter",), ("h",), ("t",), ("enter",), ("N",), ("8",)):
                seen.append(await sitting.press(*keys))
            over.append(seen)
    assert over[0] == over[1]
    assert not any(CANARY in text for text in over[1])


async def test_what_others_write_is_taken_in_while_a_form_is_open(made, line, sit):
    async with sit(made) as sitting:
        form = await at_the_form(sitting)
        with open_register(line.direct, Actor("colleague", uid=4321)) as other:
            edited = EditRecommendation("child-ash/1", text="Partners should see it.")
            assert isinstance(run(other, edited), Saved)
        for _ in range(SECONDS * 50):
            if made.head.number == 2:
                break
            await asyncio.sleep(0.02)
        await sitting.press(*" supervision", "ctrl+s")
        await until(sitting, "Saved: ")
        assert form not in sitting.app.screen_stack
    assert line.evidence()[1:] == ["Seen in supervision"]


async def test_a_lost_line_is_said_and_what_is_typed_waits_for_it(made, line, sit):
    async with sit(made) as sitting:
        await at_the_form(sitting)
        line.cut()
        text = await until(sitting, "Not connected: what you see is as at entry 1. Trying again.")
        assert "Seen in" in text and "What it shows" in text
        await sitting.press(*" supervision", "ctrl+s")
        text = await until(sitting, "Not saved. The", "Seen in supervision")
        assert line.evidence() == ["Attendance at the neglect training"]
        (draft,) = drafts.waiting(made.header.register)
        assert draft.values["shows"] == "Seen in supervision" and draft.perhaps is None

        line.relay.come_back()
        await until(sitting, "Connected again.", gone=("Not connected",))
        await sitting.press("ctrl+s")
        await until(sitting, "Saved: ")
    assert line.evidence()[1:] == ["Seen in supervision"]
    assert not drafts.waiting(made.header.register)


async def test_a_place_that_cannot_be_read_is_not_gone_to(made, line, sit):
    async with sit(made) as sitting:
        await until(sitting, "Overdue: 1")
        await sitting.press("r")
        await until(sitting, "Partners should recognise")
        line.cut()
        await until(sitting, "Not connected")
        await sitting.press("8")
        await until(sitting, "you stay where you are", "Partners should recognise")
        await sitting.press("down", "down", "enter")
        await until(sitting, "Not connected", "Register", gone=("What was asked",))
        line.relay.come_back()
        await until(sitting, "Connected again.")
    assert sitting.app.return_code in (None, 0)
    assert not sitting.app.last_words


async def test_no_place_falls_over_when_the_line_goes_before_anybody_noticed(made, line, sit):
    async with sit(made) as sitting:
        await until(sitting, "Overdue: 1")
        following = sitting.app.session._following
        following.stop()
        following._thread.join()
        line.cut()
        said = 0
        places = PLACES[::2]
        for place in places:
            made._forget()
            sitting.app.post_message(Go(place.id))
            text = await sitting.settled()
            said += "That could not be read: the connection is lost." in text
            screen = sitting.app.screen
            assert not isinstance(screen, Frame) or screen.stands
            await sitting.pilot.press("escape", "escape")
        assert said > len(places) / 2
        assert sitting.app.is_running and not sitting.app.last_words
        line.relay.come_back()
        sitting.app.session.poll()
        await sitting.app.action_home()
        await sitting.press("r")
        await until(sitting, "Partners should recognise")
    assert sitting.app._exception is None


async def test_a_save_in_doubt_that_was_kept_is_told_and_never_made_twice(made, line, sit):
    async with sit(made) as sitting:
        form = await at_the_form(sitting)
        line.relay.cut_at_the_end(hands_on=True, stays_away=True)
        await sitting.press("ctrl+s")
        await until(sitting, "Perhaps saved. The connection to")
        (draft,) = drafts.waiting(made.header.register)
        assert draft.perhaps is not None and draft.perhaps.number == 2
        await sitting.press("ctrl+s")
        await until(sitting, "Nobody knows yet whether this is saved.")

        line.relay.come_back()
        said = "Entry 2, which was in doubt when the connection was lost, is saved."
        await until(sitting, said, gone=("What it shows",))
        assert form not in sitting.app.screen_stack
        assert [one.entry.number for one in sitting.app.session.saved] == [2]
        await sitting.press("escape")
        assert said not in sitting.text()
    assert line.evidence()[1:] == ["Seen in"]
    assert not drafts.waiting(made.header.register)


async def test_a_save_in_doubt_that_was_lost_is_told_and_its_draft_stays(made, line, sit):
    async with sit(made) as sitting:
        await at_the_form(sitting)
        line.relay.cut_at_the_end(hands_on=False, stays_away=True)
        await sitting.press("ctrl+s")
        await until(sitting, "Perhaps saved. The connection to")
        line.relay.come_back()
        await until(sitting, "connection was lost, was not saved. Make", "Seen in")
        (draft,) = drafts.waiting(made.header.register)
        assert draft.perhaps is None and draft.values["shows"] == "Seen in"
        await sitting.press("ctrl+s")
        await until(sitting, "Saved: ")
    assert line.evidence()[1:] == ["Seen in"]


@pytest.mark.parametrize("is_kept", [True, False])
async def test_what_an_earlier_sitting_left_in_doubt_is_found_out(made, line, sit, is_kept):
    async with sit(made) as sitting:
        await at_the_form(sitting)
        line.relay.cut_at_the_end(hands_on=is_kept, stays_away=True)
        await sitting.press("ctrl+s")
        await until(sitting, "Perhaps saved. The connection to")
        assert "perhaps saved as entry 2; nobody knows yet" in sitting.app.session.last_words()
    line.relay.come_back()
    async with sit(line.open()) as sitting:
        became = "is saved; its draft is gone." if is_kept else "was not saved: its draft waits."
        await until(sitting, f"Entry 2, which was in doubt when the connection was lost, {became}")
        assert "Perhaps" not in sitting.app.session.last_words()
    assert len(drafts.waiting(made.header.register)) == (0 if is_kept else 1)
    assert line.evidence()[1:] == (["Seen in"] if is_kept else [])


async def test_the_outlook_is_worked_out_in_a_process_that_ends(made, sit, monkeypatch):
    from auditrack.tui import outlook_apart

    started = []
    real = outlook_apart.subprocess.Popen

    def popen(*args: Any, **options: Any) -> Any:
        started.append((real(*args, **options), args[0]))
        return started[-1][0]

    monkeypatch.setattr(outlook_apart.subprocess, "Popen", popen)
    async with sit(made) as sitting:
        await until(sitting, "Overdue: 1")
        assert sitting.app.session.outlook.number == 1
        assert not any(thread.name == "outlook_0" for thread in threading.enumerate())
    sitting.app.session.close()
    assert started
    for process, command in started:
        process.wait(SECONDS)
        assert not any("postgresql" in word for word in command)


@pytest.mark.parametrize("instead", ["nothing", "a fault"])
async def test_without_a_process_it_is_read_in_a_thread(made, sit, monkeypatch, instead):
    from auditrack.tui import outlook_apart

    real = outlook_apart.subprocess.Popen

    def refuse(_: Any, **options: Any) -> Any:
        if instead == "nothing":
            raise BlockingIOError
        return real([sys.executable, "-c", "raise SystemExit(1)"], **options)

    monkeypatch.setattr(outlook_apart.subprocess, "Popen", refuse)
    async with sit(made) as sitting:
        await until(sitting, "Overdue: 1")
        assert sitting.app.session.outlook.number is None


def test_readers_do_not_wait_for_a_server_that_does_not_take_anybody_in(line, made_up_records):
    register = line.made(*made_up_records)
    register.let_poll_connect()
    line.cut()
    with pytest.raises(RefusedError, match="was lost"):
        register.poll()
    waits = threading.Event()
    connect, register._link._connect = register._link._connect, lambda: waits.wait() and connect()
    line.relay.come_back()
    poll = threading.Thread(target=register.poll)
    poll.start()
    with pytest.raises(RefusedError, match="was lost"):
        register.get("reviews", "child-birch")
    assert poll.is_alive()
    waits.set()
    poll.join()
    assert register.get("reviews", "child-birch")["title"] == "Child Birch"


def test_a_server_that_says_nothing_is_given_up(line, made_up_records):
    link = line.made(*made_up_records)._link
    with link.not_longer_than(0.05), pytest.raises(RefusedError, match="was lost"):
        link.read("SELECT pg_sleep(600)")
    with link.not_longer_than(SECONDS):
        assert len(link.read("SELECT generate_series(1, 20000)")) == 20_000


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_doubt_that_a_poll_ends_before_the_save_is_told(line, made_up_records, is_kept):
    register = line.made(*made_up_records)
    session = Session(register)
    save = register.transact

    def and_polled(*given: Any, **context: Any) -> Any:
        came = save(*given, **context)
        line.relay.come_back()
        while register.doubt is not None:
            session.poll()
        return came

    register.transact = and_polled
    line.relay.cut_at_the_end(hands_on=is_kept, stays_away=True)
    came = session.save_now(EditRecommendation("child-ash/1", text="Partners should see it."))
    if is_kept:
        assert isinstance(came, Saved) and [one.entry.number for one in session.saved] == [2]
    else:
        assert isinstance(came, Refusal) and "was not saved" in came.message
        assert came.code == "not-saved" and not session.saved
    assert register.head.number == (2 if is_kept else 1)
