"""The handover report read back: what a post holds, has promised, is late with and waits for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register
from auditrack.reports.handover import render_handover
from auditrack.views.handover import Handover, handover_of

TODAY = date(2026, 11, 20)
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
LEAD = "head-of-practice"
HOSTILE = "[/] [red]x <b>&amp; {{report}} \x1b[31m {0} %s"


def _records(text: str = "") -> tuple[Insert, ...]:
    action: dict[str, Any] = {"serves": ["child-f/1"], "lead": LEAD, "due": "2026-06-30"}
    return (
        Insert("board", "board", {"name": "Fernshire Board", "marking": "Official-Sensitive"}),
        Insert("agencies", "police", {"name": f"Police{text}"}),
        Insert(
            "leads",
            LEAD,
            {
                "title": f"Head of practice{text}",
                "agency": "police",
                "holder": f"Jo Ash{text}",
                "logins": ["jash"],
            },
        ),
        Insert("reviews", "child-f", {"title": "Child F", "published": "2021-03"}),
        Insert(
            "recommendations",
            "child-f/1",
            {"review": "child-f", "text": f"Share records{text}", "agencies": ["police"]},
        ),
        Insert("actions", "act-1", {"what": f"Write a procedure{text}", **action}),
        Insert(
            "extensions", "ext-1", {"action": "act-1", "to": "2026-10-31", "why": f"Late{text}"}
        ),
        Insert(
            "updates",
            "upd-1",
            {"action": "act-1", "on": "2026-09-01", "state": "in-progress", "note": f"Half{text}"},
        ),
        Insert("actions", "act-2", {"what": "Train", "done_on": "2026-05-01", **action}),
        Insert(
            "audits",
            "aud-1",
            {
                "status": "planned",
                "question": f"Is it seen?{text}",
                "by": LEAD,
                "date": "2027-02",
                "serves": ["child-f/1"],
            },
        ),
        Insert(
            "evidence",
            "ev-1",
            {
                "shows": f"A rota{text}",
                "serves": ["child-f/1"],
                "level": 1,
                "filed_by": "jash",
                "filed_on": "2026-09-01",
                "state": "returned",
                "returned_why": f"Which month?{text}",
            },
        ),
    )


@pytest.fixture
def handover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Handover]]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = []

    def make(*records: Insert, lead: str = LEAD) -> Handover:
        register = create_register(
            tmp_path / f"register-{len(made)}", "Board", Actor("officer", 1001), lambda: NOON
        )
        made.append(register)
        saved = register.transact(lambda _: Transaction("made up", records))
        assert isinstance(saved, Saved), saved
        return handover_of(register, lead, TODAY)

    yield make
    for register in made:
        register.close()


def test_reads_back_what_the_post_holds(
    handover: Callable[..., Handover], read_text: Callable[[bytes], str]
) -> None:
    content = render_handover(handover(*_records()))
    document = Document(BytesIO(content))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "In short",
        "Overdue",
        "Promised, by date",
        "Actions",
        "Recommendations",
        "Audits in hand",
        "Evidence that waits or came back",
        "Decisions it waits for",
        "What is not in this report",
        "How to read this",
        "About this report",
    ]
    text = read_text(content)
    for said in (
        "Handover: Head of practice",
        "Fernshire Board",
        "Held by: Jo Ash",
        "Agency: Police",
        "Logins: jash",
        "Marking: OFFICIAL-SENSITIVE",
        "1 action still to be done, 1 of them past the agreed date; 1 said to be done and not",
        "moved once, 143 days past the original date of 30 June 2026, 20 days past the agreed",
        "Write a procedure. First due 30 June 2026, moved once: Late",
        "Date moved",
        "Planned audit",
        "Last update 1 September 2026: Half",
        "leads act-1, leads act-2",
        "Is it seen?",
        "returned: Which month?",
        "overdue, moved once",
        "Drafts: what somebody typed and never saved is theirs alone",
    ):
        assert said in text, said
    assert len(document.sections) == 3  # its wide tables lie on their side


def test_is_the_same_for_the_same_record(handover: Callable[..., Handover]) -> None:
    found = handover(*_records())
    assert render_handover(found) == render_handover(found)


def test_a_post_with_nothing_says_so_in_words(
    handover: Callable[..., Handover], read_text: Callable[[bytes], str]
) -> None:
    lead = Insert("leads", "chair", {"title": "Chair", "vacant_since": "2026-10-01"})
    text = read_text(render_handover(handover(*_records(), lead, lead="chair")))
    for said in (
        "Held by: nobody since 1 October 2026",
        "Agency: none recorded",
        "No actions still to be done, none of them past the agreed date",
        "None of its actions is past its agreed date.",
        "No day is on record that it promised something for",
        "It leads no action that is open on record.",
        "No open recommendation is acted on",
        "No audit is planned or under way for it",
        "Nothing that it filed waits to be accepted or was returned.",
        "Nothing on record that concerns its work needs a decision.",
    ):
        assert said in text, said


def test_hostile_text_is_text(
    handover: Callable[..., Handover], read_text: Callable[[bytes], str]
) -> None:
    text = read_text(render_handover(handover(*_records(f" {HOSTILE}"))))
    assert text.count("[/] [red]x <b>&amp; {{report}}") > 8
    assert "\x1b" not in text


def test_a_marking_of_ones_own_and_the_demonstration_are_printed(
    handover: Callable[..., Handover], read_parts: Callable[[bytes], dict[str, bytes]]
) -> None:
    found = replace(handover(*_records()), marking="Secret", demonstration=True)
    parts = read_parts(render_handover(found))
    everywhere = b"".join(parts.values()).decode(errors="replace")
    assert "SECRET" in everywhere and "DEMONSTRATION" in everywhere
