"""The picture in the README is the real first screen over the demonstration board.

With AUDITRACK_KEEP_SCREENS set the README's picture is drawn anew instead.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path

from auditrack.demonstration import make_demonstration
from auditrack.register import open_register
from auditrack.tui.app import AuditrackApp
from auditrack.tui.session import Session

README = Path(__file__).parents[2] / "README.md"
START, END = "<!-- screen: themes -->\n```\n", "```\n<!-- end of screen -->"
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)


async def test_the_picture_is_the_screen(tmp_path):
    make_demonstration(tmp_path / "board")
    with open_register(tmp_path / "board") as register:
        app = AuditrackApp(Session(register, lambda: NOON), date(2026, 11, 20))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            drawn = "\n".join(strip.text.rstrip() for strip in strips) + "\n"
    readme = README.read_text(encoding="utf-8")
    before, rest = readme.split(START)
    kept, after = rest.split(END)
    if os.environ.get("AUDITRACK_KEEP_SCREENS"):
        README.write_text(f"{before}{START}{drawn}{END}{after}", encoding="utf-8")
    else:
        assert kept == drawn
