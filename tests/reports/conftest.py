"""A made-up board's figures, and ways to read a report back."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from auditrack.analysis.brag import Brag
from auditrack.analysis.plain_case import theme_of
from auditrack.analysis.position import Position, in_order
from auditrack.analysis.trends import FirstTestWaits, Quarter, QuarterFigures
from auditrack.model.change import Head
from auditrack.views.figures import (
    AgencyOpen,
    AuditDueLine,
    AuditLine,
    Balance,
    ChangeCount,
    ChangeLine,
    DecisionAsked,
    OverdueLine,
    Progress,
    UnsignedLine,
)
from auditrack.views.open_line import OpenLine
from tests.made_once import made_once
from tests.reports.every_kind import Board, copy_of_board, make_board

AS_AT = date(2026, 9, 30)
HEAD = Head(512, "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9")
_BRAGS = (
    Brag("R", "Red", "92 days past the agreed date and not reported as done"),
    Brag("A", "Amber", "due in 12 days"),
    Brag("G", "Green", "under way"),
    Brag("-", "Grey", "no action yet"),
    Brag("B", "Blue", "every action signed off"),
)
_ASKS = (
    "The partnership should assure itself that practitioners record the views of children who do "
    "not attend appointments, and act on them.",
    "Managers should test, by reading case files, whether supervision asks about fathers and other "
    "adults in the home.",
    "Agencies should agree one route to escalate a disagreement about thresholds, and audit its "
    "use within a year.",
)


@dataclass(frozen=True)
class MadeUpRow(OpenLine):
    """A line of known values, where a real one comes from records."""

    ref: str = "adult-q/1.1"
    review: str = "adult-q"
    review_title: str = "Adult Q"
    label: str | None = "1.1"
    text: str = _ASKS[0]
    agencies: tuple[str, ...] = ("Larkshire Council",)
    leads: tuple[str, ...] = ("Head of practice",)
    reply: str = "accepted"
    decision: str = "to be implemented"
    delivery: str = "in progress"
    practice: str = "not tested"
    brag: Brag = _BRAGS[2]
    original_due: str | None = None
    agreed_due: str | None = None
    overdue_days: int | None = None
    overdue_original_days: int | None = None
    times_moved: int = 0


def made_up_row(number: int, **changes: Any) -> OpenLine:
    brag = _BRAGS[number % len(_BRAGS)]
    moved = number % 4
    original = date(2025, 3, 31) + timedelta(days=37 * (number % 29))
    agreed = original + timedelta(days=60 * moved)
    label = f"{1 + number // 10}.{1 + number % 10}"
    row = MadeUpRow(
        ref=f"adult-q/{label}",
        label=label,
        text=_ASKS[number % len(_ASKS)],
        leads=("Head of practice",) if number % 3 else (),
        delivery=("in progress", "3 of 5 signed off", "not started")[number % 3],
        brag=brag,
        original_due=original.isoformat() if number % 7 else None,
        agreed_due=agreed.isoformat() if number % 7 else None,
        overdue_days=(AS_AT - agreed).days if agreed < AS_AT and brag.letter == "R" else None,
        times_moved=moved,
    )
    return replace(row, **changes)


def _case(**changes: Any) -> dict[str, Any]:
    return {
        "as_of": "2026-09-30",
        "board": "larkshire",
        "reviews": [
            {"id": "adult-m", "board": "larkshire", "published": "2017-05-02"},
            {"id": "adult-q", "board": "larkshire", "published": "2023-03-14"},
        ],
        "recommendations": [],
        "audits": [],
    } | changes


def made_up_positions() -> tuple[Position, ...]:
    raised = {"mentions": [{"concern_from": "2020-02", "concern_to": "2021-06"}]}
    earlier = {"id": "adult-m", "board": "larkshire", "published": "2017-05-02", "mentions": [{}]}
    later = {"id": "adult-q", "board": "larkshire", "published": "2023-03-14", **raised}
    undated = later | {"mentions": [{}]}
    ask = {
        "id": "adult-m/1.2",
        "review": "adult-m",
        "agency": "board",
        "status": "closed",
        "due": "2017-12-31",
        "closed": "2018-01-31",
    }
    audit = {"id": "aud-3", "date": "2024-06", "outcome": "not_embedded"}
    cases = (
        _case(
            theme="self_neglect",
            name="Self-neglect",
            reviews=[earlier, later],
            recommendations=[ask],
            audits=[audit],
        ),
        _case(
            theme="transition",
            name="Moving from children's to adults' services",
            reviews=[earlier, undated],
            recommendations=[ask],
            links=[{"confirmed": False}],
        ),
        _case(
            theme="escalation",
            name="Escalating disagreement",
            reviews=[earlier],
            recommendations=[ask],
            audits=[audit | {"outcome": "embedded", "date": "2026-01-12"}],
        ),
    )
    return tuple(in_order(theme_of(case) for case in cases))


def made_up_progress(rows: int = 9) -> Progress:
    made = [made_up_row(number) for number in range(rows)]
    half = max(1, rows // 2)
    return Progress(
        board="Larkshire Safeguarding Partnership",
        nation="england",
        marking="Official-Sensitive",
        demonstration=False,
        since=date(2026, 7, 1),
        until=AS_AT,
        as_at=AS_AT,
        head=HEAD,
        last_report=441,
        key_messages=(
            "1 of 3 themes is repeated and never embedded: self-neglect.",
            f"{rows} of 31 recommendations are open; 2 are past their agreed date.",
        ),
        changes=(
            ChangeLine(
                442,
                "2026-07-02",
                "r.ash",
                "Audit recorded: self-neglect, not embedded",
                "aud-3",
                "Audits",
            ),
            ChangeLine(
                450,
                "2026-07-20",
                "m.oak",
                "Action extended to 30 November 2026",
                "act-17",
                "Actions",
            ),
        ),
        changes_total=2,
        balance=Balance(8, 3, 1, 0, rows, 12 - rows if rows <= 12 else 3, 0, 0),
        by_agency=(
            AgencyOpen("Larkshire Council", tuple(made[:half])),
            AgencyOpen("Larkshire Police", tuple(made[half - 1 :])),
        ),
        overdue=(
            OverdueLine(
                "act-17",
                "adult-q/1.1",
                "Write and agree the escalation route",
                "Larkshire Police",
                "2025-08-16",
                "2026-06-30",
                410,
                92,
                3,
            ),
            OverdueLine(
                "act-21",
                "adult-q/1.4",
                "Read 20 case files for the views of the adult",
                "Larkshire Council",
                "2026-06-30",
                "2026-11-30",
                92,
                None,
                1,
            ),
        ),
        audits_done=(
            AuditLine(
                "aud-3",
                "2026-08-12",
                "Are the adult's own words in the record?",
                "Self-neglect",
                "practice",
                "Case files read by two auditors",
                "7 of 20 cases met the standard",
                "not embedded",
                "Quality assurance subgroup",
            ),
        ),
        audits_due=(
            AuditDueLine(
                None,
                "2026-11",
                "Escalating disagreement",
                "Found embedded once, and a re-test is due",
            ),
        ),
        positions=made_up_positions(),
        decisions_asked=(
            DecisionAsked(
                10,
                "self_neglect",
                "Self-neglect: what to do differently",
                "Repeated and never embedded",
                "A decision to ask for something else, and a test of it",
                "Themes at attention 7 and above",
                "the board",
            ),
            DecisionAsked(
                None,
                "act-17",
                "Extend or enforce act-17",
                "92 days past the agreed date",
                "An agreed date, or the action done",
                "Overdue",
                "Head of practice",
            ),
        ),
        notes=("4 theme links are only suggested; they are counted here and marked.",),
        recommendations=31,
        on_record=31,
        red_amber=tuple(
            sorted((row for row in made if row.brag.letter in "RA"), key=lambda row: row.brag.word)
        )[::-1],
        unsigned=(
            UnsignedLine(
                "act-30",
                "adult-q/1.2",
                "Brief every team",
                "Larkshire Council",
                "Head of practice",
                "2026-08-01",
                60,
                "Independent scrutineer",
            ),
        ),
        change_counts=(
            ChangeCount("Audits", 1, (("Audit recorded", 1),)),
            ChangeCount("Actions", 1, (("Date moved", 1),)),
        ),
        quarters=(
            QuarterFigures(
                Quarter("2026/27 Q1", date(2026, 4, 1), date(2026, 6, 30)),
                Balance(7, 1, 0, 0, 8, 0, 0, 0),
                {},
            ),
            QuarterFigures(
                Quarter("2026/27 Q2", date(2026, 7, 1), AS_AT),
                Balance(8, 3, 1, 0, 9, 3, 0, 0),
                {},
            ),
        ),
        first_tests=FirstTestWaits((1, 2, 3, 0, 1), 20, 2),
    )


def without_anything(progress: Progress) -> Progress:
    return replace(
        progress,
        last_report=None,
        key_messages=(),
        changes=(),
        changes_total=0,
        balance=Balance(0, 0, 0, 0, 0, 0, 0, 0),
        by_agency=(),
        overdue=(),
        audits_done=(),
        audits_due=(),
        positions=(),
        decisions_asked=(),
        notes=(),
        recommendations=0,
        on_record=0,
        red_amber=(),
        unsigned=(),
        change_counts=(),
        quarters=(),
        first_tests=FirstTestWaits((0, 0, 0, 0, 0), 0, 0),
    )


@pytest.fixture(scope="session")
def board_of_every_kind(
    tmp_path_factory: pytest.TempPathFactory, demonstration_board: Path
) -> Board:
    """The demonstration board, from which each kind of report can be made; nobody changes it."""
    made = made_once(
        tmp_path_factory, "every_kind", lambda folder: make_board(demonstration_board, folder)
    )
    return copy_of_board(made, tmp_path_factory.mktemp("every_kind"))


@pytest.fixture(autouse=True)
def no_templates_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests stands before auditrack's templates."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def progress() -> Progress:
    return made_up_progress()


@pytest.fixture
def nothing(progress: Progress) -> Progress:
    return without_anything(progress)


@pytest.fixture
def make_row() -> Callable[..., OpenLine]:
    return made_up_row


@pytest.fixture
def make_progress() -> Callable[[int], Progress]:
    return made_up_progress


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def read_parts() -> Callable[[bytes], dict[str, bytes]]:
    return parts_of


@pytest.fixture
def read_xml() -> Callable[[bytes, str], etree._Element]:
    return lambda content, name: etree.fromstring(parts_of(content)[name])


@pytest.fixture
def read_text() -> Callable[[bytes], str]:
    def text(content: bytes) -> str:
        return "\n".join(_lines(content))

    return text


def _lines(content: bytes) -> Iterator[str]:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for paragraph in etree.fromstring(parts_of(content)["word/document.xml"]).iter(f"{space}p"):
        yield "".join(
            "\n" if node.tag == f"{space}br" else node.text or ""
            for node in paragraph.iter(f"{space}t", f"{space}br")
        )
