"""The pictures in the README are the real screens over the demonstration board.

With AUDITRACK_KEEP_SCREENS set the README's pictures are drawn anew instead.
"""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditrack.model.change import Actor
from auditrack.register import open_register
from auditrack.tui.app import AuditrackApp
from auditrack.tui.session import Session

README = Path(__file__).parents[2] / "README.md"
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
END = "```\n<!-- end of screen -->"
PICTURES = {
    "themes": (),
    "matrix": ("t", "m"),
    "lifeline": ("t", "l"),
    "meeting": (
        "Z",
        "n",
        "down",
        "down",
        "enter",
        "ctrl+s",
        "enter",
        "o",
        *"Asked",
        "space",
        *"again",
        "enter",
    ),
}


@pytest.fixture
def board(demonstration_board, tmp_path):
    return shutil.copytree(demonstration_board, tmp_path / "board")


@pytest.mark.parametrize("name", PICTURES)
async def test_the_picture_is_the_screen(board, name):
    with open_register(board, Actor("officer", uid=1000)) as register:
        app = AuditrackApp(Session(register, lambda: NOON), date(2026, 11, 20))
        async with app.run_test(size=(80, 24)) as pilot:
            for key in ("", *PICTURES[name]):
                await pilot.press(*filter(None, (key,)))
                await pilot.pause()
                for _ in range(100):
                    await pilot.pause()
                    if app.is_at_rest and not app.session.is_saving:
                        break
                await app.workers.wait_for_complete()
                await pilot.pause()
            strips = app.screen._compositor.render_strips()
            drawn = "\n".join(strip.text.rstrip() for strip in strips) + "\n"
        app.session.close()  # its thread would outlive the test
    readme = README.read_text(encoding="utf-8")
    before, start, rest = readme.partition(f"<!-- screen: {name} -->\n```\n")
    kept, end, after = rest.partition(END)
    assert start and end
    if os.environ.get("AUDITRACK_KEEP_SCREENS"):
        README.write_text(f"{before}{start}{drawn}{end}{after}", encoding="utf-8")
    else:
        assert kept == drawn
