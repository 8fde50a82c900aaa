"""Public copies on paper: nothing internal is in them, and whom they name was asked before."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from auditrack.analysis.facts import EVERYBODY
from auditrack.model.change import RefusedError
from auditrack.model.publication import Publication
from auditrack.register import Register, open_register
from auditrack.reports.kit.making import Report, make
from auditrack.reports.public_copy import response, themes
from auditrack.views.asked import Asked
from auditrack.views.board import find_agency, successor_of
from auditrack.views.public_records import public_records
from auditrack.views.right_of_reply import agencies_named, day_of
from auditrack.views.site import site_of
from tests.reports.every_kind import Board

INTERNAL = {
    "actions": ("what", "as_printed", "lead"),
    "updates": ("note",),
    "extensions": ("why",),
    "evidence": ("shows", "at", "difference", "returned_why"),
    "decisions": ("reason", "dissent"),
    "replies": ("reason",),
    "audits": ("question", "method", "by"),
    "criteria": ("question",),
    "leads": ("title", "holder"),
    "reviews": ("delay_reason", "case_id", "stage"),
    "recommendations": ("outcome", "measure", "title", "priority"),
    "recurrence_reasons": ("text",),
    "return_questions": ("question", "answer"),
    "watch_names": ("name",),
}
"""Fields whose words never leave, told here again and not read from the code."""

SHORT = 12
"""Fewer letters than these may stand in a text by chance."""

MAKER = """
import hashlib, sys
from auditrack.register import open_register
from auditrack.reports.kit.making import make
from tests.reports.test_public_copies import papers
with open_register(sys.argv[1], read_only=True) as register:
    for report in papers(register, int(sys.argv[2]), sys.argv[3]):
        print(hashlib.sha256(make(report).document).hexdigest())
"""


@pytest.fixture
def board(board_of_every_kind: Board) -> Board:
    return board_of_every_kind


@pytest.fixture
def register(board: Board) -> Iterator[Register]:
    with open_register(board.folder, read_only=True) as opened:
        yield opened


def publication(entry: int, as_at: str, kind: str, what: str | None = None) -> Publication:
    return Publication(ref="pub-99", kind=kind, what=what, as_at=as_at, head_number=entry)


def papers(register: Register, entry: int, as_at: str) -> Iterator[Report]:
    """The public themes report, and the response to every review that may be public."""
    yield themes.report_of(site_of(register, publication(entry, as_at, "themes")))
    whole = publication(entry, as_at, "record")
    for one in public_records(register.as_recorded(entry), day_of(whole)).select("reviews"):
        of = publication(entry, as_at, "response", str(one["ref"]))
        yield response.report_of(site_of(register, of))


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_nothing_internal_of_the_demonstration_is_in_any_part(
    board: Board, register: Register
) -> None:
    """Words that are public in a wording of their own may stand there, and no others."""
    worded = {
        str(one["public_wording"])
        for table in ("recommendations", "findings", "actions", "evidence", "replies", "decisions")
        for one in register.select(table)
        if one.get("public_wording")
    }
    internal = {
        str(one[field])
        for table, fields in INTERNAL.items()
        for one in register.select(table)
        for field in fields
        if isinstance(one.get(field), str) and len(one[field]) >= SHORT
    } - worded
    assert len(internal) > 200
    made = 0
    for report in papers(register, board.entry, board.as_at):
        content = make(report).document
        said = words_of(content)
        public = " ".join(worded)
        held = [text for text in internal if text in said and text not in public]
        # What a review's own text says is public with it.
        texts = " ".join(
            str(one["text"])
            for table in ("recommendations", "findings")
            for one in register.select(table)
        )
        titles = " ".join(str(one["title"]) for one in register.select("reviews"))
        names = " ".join(str(one["name"]) for one in register.select("agencies"))
        assert [text for text in held if text not in f"{texts} {titles} {names}"] == []
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = b"".join(package.read(name) for name in package.namelist())
        for holder in (str(one.get("holder") or "") for one in register.select("leads")):
            assert not holder or holder.encode() not in parts
        made += 1
    assert made > 4


def test_no_withheld_review_is_spoken_of(board: Board, register: Register) -> None:
    day = day_of(publication(board.entry, board.as_at, "themes"))
    withheld = public_records(register, day).withheld
    assert withheld
    for report in papers(register, board.entry, board.as_at):
        said = words_of(make(report).document)
        for one in withheld:
            assert one.ref not in said
            assert str((register.get("reviews", one.ref) or {}).get("title")) not in said


@pytest.mark.parametrize("kind", ["record", "response"])
def test_every_agency_that_it_names_is_asked_before(
    board: Board, register: Register, kind: str
) -> None:
    of = publication(board.entry, board.as_at, kind, "child-willow" if kind != "record" else None)
    state = register.as_recorded(board.entry)
    public = public_records(state, day_of(of))
    asked = Asked(public)
    sent = set(agencies_named(public, kind, of.what))
    named: set[str] = set()
    site = site_of(register, of)
    for review in site.reviews:
        for several in (review.actions, *(one.actions for one in review.findings)):
            named |= {one.agency for one in several}
        for ask in review.recommendations:
            named |= {*ask.agencies, *(one.agency for one in (*ask.actions, *ask.evidence))}
            named |= {name for one in ask.replies for name in (one.agency, one.to)}
            named |= {name for one in ask.tests for name in one.agencies}
    if kind == "record":
        named |= {name for one in site.themes for test in one.tests for name in test.agencies}
    for name in filter(None, named):
        ref = find_agency(public, name)
        if ref is not None and asked.one(ref) not in EVERYBODY:
            assert successor_of(public, ref) in sent, name
    assert sent


def test_a_themes_report_names_no_agency(board: Board, register: Register) -> None:
    said = words_of(make(next(papers(register, board.entry, board.as_at))).document)
    for one in register.select("agencies"):
        assert one["name"] in ("The Board", "All agencies") or str(one["name"]) not in said


def test_two_processes_make_the_same_bytes(board: Board) -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKER, board.folder, str(board.entry), board.as_at],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] and made[0].count("\n") > 4


def test_a_copy_of_nothing_is_a_refusal(board: Board, register: Register) -> None:
    of = publication(board.entry, "1990-01-01", "themes")
    for module in (themes, response):
        with pytest.raises(RefusedError) as refused:
            module.report_of(site_of(register, of))
        assert refused.value.refusal.code == "nothing-to-report"
