"""A scripted meeting of 30 items at a real terminal, from its first key to its minutes on disk."""

import os
import time

import measuring
import pytest
from sitting import sitting

from auditrack.commands.meeting import StartMeeting
from auditrack.commands.run import run
from auditrack.demonstration import make_demonstration
from auditrack.model.change import Actor, Saved
from auditrack.register import open_register
from auditrack.views.meetings import items_of

pytestmark = pytest.mark.benchmark

ITEMS = 30
REASON = "As the group agreed"
PATIENCE = 60.0


def test_a_meeting_of_thirty_items_and_its_minutes(figure, tmp_path, monkeypatch, calibration):
    home, path = tmp_path / "home", tmp_path / "demonstration"
    home.mkdir()
    for name, value in (("HOME", home), ("XDG_STATE_HOME", home), ("XDG_CONFIG_HOME", home)):
        monkeypatch.setenv(name, str(value))
    make_demonstration(path)
    with open_register(path, Actor("officer")) as register:
        assert isinstance(run(register, StartMeeting(chair="chair")), Saved)

    def decided() -> int:
        with open_register(path, Actor("looker"), read_only=True) as register:
            return len(items_of(register, "mtg-1"))

    with sitting([measuring.installed("auditrack"), "--register", str(path)]) as at:
        at.drawn("Themes in order of attention")
        os.write(at.terminal, b"Z")
        at.drawn("to go")
        keys = f"n{REASON}\r".encode()
        start = time.perf_counter()
        for _ in range(ITEMS):
            os.write(at.terminal, keys)
        at.drawn(f"{ITEMS} dealt with")
        took = time.perf_counter() - start - 1.0  # the second for which nothing more was drawn
        assert decided() == ITEMS
        start = time.perf_counter()
        os.write(at.terminal, b"Ey")  # the end, and yes to what it asks
        while not (written := list(home.glob("minutes-*.docx"))):
            assert time.perf_counter() - start < PATIENCE, "no minutes were ever written"
            at.quiet(0.005)
        ended = time.perf_counter() - start
        assert written[0].stat().st_size > 0
        at.drawn("The meeting has ended. The draft minutes")
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000",
                        measuring.in_turns(calibration=calibration)["calibration"])  # fmt: skip
    figure.plain("keys beside the reason for each decision of a meeting", 2, 2)
    figure.seconds(f"{ITEMS} decisions typed ahead, each saved", took)
    figure.seconds("from the key that ends a meeting to its minutes on disk", ended, 1)
