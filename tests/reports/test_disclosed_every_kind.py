"""Each kind of report as the disclosure check reads it: whole, and without traces of its making."""

import pytest

from auditrack.intake.disclosed import parts_of
from auditrack.register import open_register
from auditrack.views.disclosure import check_parts
from tests.reports.every_kind import VERBS, Board

MAY_HOLD = {"small-count"}
"""What the texts of the demonstration hold, which is made up and hides nobody."""

WATCHED = {"watched-name"}
"""What only an extract for a lawyer holds: the watch-list itself."""


@pytest.mark.parametrize("kind", VERBS)
def test_a_report_is_read_whole_and_holds_no_trace(board_of_every_kind: Board, kind: str) -> None:
    content = board_of_every_kind.content(kind)
    parts = parts_of(content, f"{kind}.docx")
    assert len(parts) > 50
    with open_register(board_of_every_kind.folder, read_only=True) as register:
        checked = check_parts(register, parts)
    found = {one.kind for one in checked.stopped}
    assert found <= MAY_HOLD | (WATCHED if kind == "extract" else set())
