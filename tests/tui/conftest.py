"""A made-up register, the app over it, and what a screen says as plain text."""

import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.worker import WorkerCancelled

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import Register, create_register

TODAY = date(2026, 11, 20)
BOARD = "Anyshire Safeguarding Children Partnership"
ENTERED = int(datetime(2026, 11, 2, 9, 30, tzinfo=UTC).timestamp() * 1000)
NOON = int(datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp() * 1000)
SCREENS = Path(__file__).parent / "screens"
PATIENCE = 60.0  # seconds until a screen on which something always goes on is read as it is


def _board() -> list[Insert]:
    return [
        Insert("board", "board", {"name": BOARD, "nation": "england", "scope": "children"}),
        Insert("agencies", "police", {"name": "Anyshire Police"}),
        Insert("agencies", "health", {"name": "Anyshire Hospitals"}),
        Insert("leads", "head-of-safeguarding", {"title": "Head of Safeguarding"}),
    ]


def _review(
    ref: str, title: str, published: str, start: str, end: str, number: int
) -> list[Insert]:
    return [
        Insert(
            "reviews",
            ref,
            {
                "title": title,
                "type": "scr",
                "boards": [BOARD],
                "published": published,
                "history": "complete",
                "status": "active",
            },
        ),
        Insert("windows", f"win-{number}", {"review": ref, "start": start, "end": end}),
    ]


def _ask(ref: str, text: str, agencies: list[str], due: str | None, order: int) -> Insert:
    review, label = ref.split("/")
    fields = {
        "review": review,
        "label": label,
        "text": text,
        "agencies": agencies,
        "reach": "multi-agency",
        "kind": "recommendation",
        "order": order,
    }
    return Insert("recommendations", ref, fields | ({"due": due} if due else {}))


def _link(number: int, ref: str, theme: str, concern: tuple[str, str] | None) -> list[Insert]:
    review = ref.split("/")[0]
    link, made = f"tl-{number}", []
    made.append(
        Insert(
            "theme_links",
            link,
            {"of": ref, "review": review, "theme": theme, "status": "confirmed"},
        )
    )
    if concern:
        fields = {"link": link, "review": review, "theme": theme}
        fields |= {"concern_from": concern[0], "concern_to": concern[1]}
        made.append(Insert("mentions", f"men-{number}", fields))
    return made


def made_up_operations() -> tuple[Insert, ...]:
    """Two reviews five years apart: neglect came back and was never tested, one action is late."""
    ash, birch = "child-ash", "child-birch"
    neglect = (
        "Partners should recognise neglect early and be able to show what changed for the child."
    )
    fathers = "Assessments should name every adult in the home, and fathers who live elsewhere."
    again = (
        "The Partnership should find out why earlier learning about neglect did not reach practice."
    )
    supervision = "Supervision should test what a worker has seen for themselves."
    return (
        *_board(),
        *_review(ash, "Child Ash", "2015-03-10", "2012-01-01", "2014-06-30", 1),
        *_review(birch, "Child Birch", "2021-09-01", "2018-02-01", "2020-10-31", 2),
        _ask("child-ash/1", neglect, ["police", "health"], "2015-12-31", 1),
        _ask("child-ash/2", fathers, ["health"], None, 2),
        _ask("child-birch/1", again, ["police"], "2026-06-30", 1),
        _ask("child-birch/2", supervision, ["health"], "2027-03-31", 2),
        *_link(1, "child-ash/1", "neglect", None),
        *_link(2, "child-birch/1", "neglect", ("2018-05", "2020-08")),
        *_link(3, "child-ash/2", "fathers_males", None),
        Insert(
            "actions",
            "act-1",
            {
                "what": "Train every team in the neglect toolkit",
                "serves": ["child-ash/1"],
                "lead": "head-of-safeguarding",
                "agency": "police",
                "due": "2015-12-31",
            },
        ),
        Insert(
            "actions",
            "act-2",
            {
                "what": "Same training for hospital staff",
                "serves": ["child-ash/1"],
                "lead": "head-of-safeguarding",
                "agency": "health",
                "due": "2015-12-31",
            },
        ),
        Insert(
            "updates",
            "upd-1",
            {"action": "act-1", "on": "2015-11-02", "state": "done", "note": "212 staff trained"},
        ),
        Insert(
            "updates",
            "upd-2",
            {"action": "act-2", "on": "2015-12-01", "state": "done", "note": "96 staff trained"},
        ),
        Insert(
            "actions",
            "act-3",
            {
                "what": "Ask thirty practitioners what stops the toolkit being used",
                "serves": ["child-birch/1"],
                "lead": "head-of-safeguarding",
                "agency": "police",
                "due": "2026-06-30",
            },
        ),
        Insert(
            "updates",
            "upd-3",
            {
                "action": "act-3",
                "on": "2026-09-14",
                "state": "in-progress",
                "note": "11 of 30 asked",
            },
        ),
        Insert(
            "evidence",
            "ev-1",
            {
                "shows": "Attendance at the neglect training",
                "serves": ["child-ash/1"],
                "about": "2015-11",
                "level": 1,
                "filed_on": "2015-11-20",
                "state": "filed",
            },
        ),
        Insert(
            "audits",
            "aud-1",
            {
                "status": "done",
                "question": "Is neglect named and its effect on the child recorded?",
                "serves": ["child-ash/1"],
                "themes": ["neglect"],
                "date": "2023-02-15",
                "outcome": "not-embedded",
                "looked_at": "practice",
                "method": "case files",
                "sample": 20,
                "met": 6,
            },
        ),
    )


@pytest.fixture(autouse=True)
def terminal_of_the_tests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same colours wherever the tests run, and nobody's own state folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORTERM", raising=False)


@pytest.fixture
def new_register(tmp_path: Path) -> Iterator[Callable[..., Register]]:
    """Makes registers that hold what they are given, and closes them."""
    made: list[Register] = []

    def make(*operations: Insert, via: str | None = None, name: str = "register") -> Register:
        actor = Actor("officer", uid=1000, via=via)
        register = create_register(tmp_path / name, BOARD, actor, lambda: ENTERED)
        made.append(register)
        if operations:
            write(register, *operations)
        return register

    yield make
    for register in made:
        register.close()


def write(register: Register, *operations: Insert) -> None:
    """Write records as they are, past every rule: what a screen must be able to show."""
    saved = register.transact(lambda _: Transaction("made up", tuple(operations)))
    assert isinstance(saved, Saved), saved


@pytest.fixture
def made_up_records() -> tuple[Insert, ...]:
    """The records of the made-up board."""
    return made_up_operations()


@pytest.fixture
def made_up(new_register: Callable[..., Register]) -> Register:
    """The made-up board of the tests."""
    return new_register(*made_up_operations())


class Sitting:
    """One sitting at the screen: keys in, plain text out."""

    def __init__(self, app, pilot) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> str:
        """Press keys, wait until everything they started has ended, and read the screen."""
        await self.pilot.press(*keys)
        return await self.settled()

    async def settled(self) -> str:
        """What the screen says once nothing is going on."""
        # What is read once a screen stands is begun only after it was painted.
        idle, give_up = 0, time.monotonic() + PATIENCE
        while idle < 3 and time.monotonic() < give_up:
            await self.pilot.pause()
            with suppress(WorkerCancelled):  # another took its place, and is waited for too
                await self.app.workers.wait_for_complete()
            busy = self._is_looking or not self.app.is_at_rest or self.app.session.is_saving
            busy |= any(worker.is_running for worker in self.app.workers)
            idle = 0 if busy else idle + 1
        return self.text()

    @property
    def _is_looking(self) -> bool:
        """Whether a recommendation's page still waits for the earlier asks near it."""
        screen = self.app.screen
        return getattr(screen, "may_be_asked_before", False) and screen.near is None

    def text(self) -> str:
        """The screen as plain text, line by line, without spaces at the ends."""
        lines = [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]
        return "\n".join(lines) + "\n"


@pytest.fixture
def sit() -> Callable[..., AbstractAsyncContextManager[Sitting]]:
    """Opens the app over a register in a terminal of some size."""
    from auditrack.tui.app import AuditrackApp
    from auditrack.tui.session import Session

    @asynccontextmanager
    async def open_at(
        register: Register, size: tuple[int, int] = (80, 24), today: date = TODAY
    ) -> AsyncIterator[Sitting]:
        app = AuditrackApp(Session(register, lambda: NOON), today)
        try:
            async with app.run_test(size=size) as pilot:
                sitting = Sitting(app, pilot)
                await sitting.settled()
                yield sitting
        finally:
            app.session._saver.close()  # its thread would outlive a test that forgot it
            if app.session._following is not None:
                app.session._following.stop()
                app.session._following._thread.join()

    return open_at


@pytest.fixture
def looks_as_kept() -> Callable[[str, str], None]:
    """Compares a screen with the text file kept of it.

    With AUDITRACK_KEEP_SCREENS set it writes the file instead: read the difference before you
    commit it.
    """

    def compare(name: str, text: str) -> None:
        kept = SCREENS / f"{name}.txt"
        if os.environ.get("AUDITRACK_KEEP_SCREENS"):
            kept.write_text(text, encoding="utf-8")
        assert text == kept.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def put() -> Callable[..., None]:
    """Writes records past every rule, as another process might have."""
    return write
