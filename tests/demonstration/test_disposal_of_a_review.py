"""A review of the demonstration board is disposed of: no position, figure or state moves."""

from datetime import date
from typing import Any

import pytest

from auditrack.commands import run
from auditrack.commands.redaction import confirm_redaction
from auditrack.commands.retention import AskDisposal
from auditrack.model.change import Actor, Saved
from auditrack.register import Register, open_register
from auditrack.views.facts import Facts
from auditrack.views.positions import position_json, positions_of
from auditrack.views.rows import RowList

AS_AT = date(2026, 11, 20)
"""The day the demonstration is told up to."""

IN_WORDS = ("chain", "questions", "reason")


def stands(register: Register) -> list[Any]:
    """All that is judged, without the words that name a review or quote a text."""
    facts = Facts(register, AS_AT)
    judged: list[Any] = []
    for one in positions_of(facts):
        said = position_json(one)
        judged.append([(step["kind"], step["ref"], step["date"]) for step in said["chain"]])
        judged.append({name: value for name, value in said.items() if name not in IN_WORDS})
    for row in RowList(register, AS_AT).rows():
        judged.append({name: value for name, value in row.to_json().items() if name != "text"})
    return judged


@pytest.mark.parametrize(
    "review", ["child-ash", "child-birch", "child-willow", "infant-hazel", "mr-alder"]
)
def test_positions_and_figures_stand(demonstration, review):
    folder = demonstration.folder
    with (
        open_register(folder, Actor("s.oyelaran", 1, "local")) as asking,
        open_register(folder, Actor("g.trevanion", 2, "local")) as confirming,
    ):
        before = stands(asking)
        texts = [
            str(one["text"])
            for table in ("recommendations", "findings")
            for one in asking.select(table)
            if one["review"] == review
        ]
        assert len(before) > 100 and len(texts) > 5
        asked = run(asking, AskDisposal(review, why="the retention period is over"))
        assert isinstance(asked, Saved), str(asked)
        answer = confirm_redaction(confirming, str(asked.entry.number))
        assert isinstance(answer, Saved), str(answer)
        asking.poll()
        assert stands(asking) == before
        assert confirming.verify().ok
    journal = (folder / "journal.jsonl").read_text(encoding="utf-8")
    assert not [text for text in texts if text in journal]
    for words in ("check", "rec list", "theme positions", "retention list --all"):
        demonstration.run(*words.split())
    for words in (f"rec show {review}/1", f"history {review}", f"review show {review}"):
        demonstration.run(*words.split())
