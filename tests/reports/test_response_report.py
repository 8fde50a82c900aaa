"""The response to a review and the assurance sheet, read back as Word."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction
from auditrack.register import create_register
from auditrack.reports.assurance import report as assurance_sheet
from auditrack.reports.kit.clean import for_word
from auditrack.reports.kit.making import make
from auditrack.reports.response import report as response
from auditrack.views.assurance_sheet import AssuranceSheet, assurance_sheet_of
from auditrack.views.response import Response, response_of
from tests.reports.every_kind import Board

TODAY = date(2026, 11, 20)
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
HOSTILE = "[/] [b + [red]x {{head}} <w:p/> & \x1b[31m\x07 \u202e %s {0}"
Text = Callable[[bytes], str]


def _records(text: str = "") -> tuple[Insert, ...]:
    ask: dict[str, Any] = {"review": "child-f", "entered_on": "2021-03-01"}
    return (
        Insert("board", "board", {"name": f"Fernshire Board{text}", "marking": "Official"}),
        Insert("agencies", "police", {"name": f"Police{text}"}),
        Insert("agencies", "council", {"name": f"Council{text}"}),
        Insert("leads", "head", {"title": f"Head{text}", "agency": "police"}),
        Insert("subgroups", "learning", {"title": f"Learning{text}"}),
        Insert(
            "reviews",
            "child-f",
            {
                "title": f"Child F{text}",
                "published": "2021-03-01",
                "publishable": "yes",
                "type": f"Our own type{text}",
                "subjects": (f"F{text}",),
                "history": "complete",
                "source_file": f"f.docx{text}",
                "source_sha256": "ab" * 32,
                "arranged": "2020-01-01",
                "delay_reason": f"Waited{text}",
            },
        ),
        Insert("reviews", "child-a", {"title": f"Child A{text}", "published": "2015-01-01"}),
        Insert("windows", "win-1", {"review": "child-f", "start": "2019", "subject": f"F{text}"}),
        Insert("told", "tld-1", {"review": "child-f", "whom": f"family{text}", "on": "2021-03-01"}),
        Insert(
            "recommendations",
            "child-f/1",
            {
                "label": f"1{text}",
                "text": f"Share records{text}",
                "as_printed": f"Share the records{text}",
                "theme_heading": f"Sharing{text}",
                "agencies": ["police", "council"],
                "reach": "multi-agency",
                "outcome": f"Known in time{text}",
                "measure": f"Files{text}",
                "delivering": "learning",
                "assuring": f"Board itself{text}",
                "order": 1,
                **ask,
            },
        ),
        Insert(
            "recommendations",
            "child-f/2",
            {
                "text": f"Train{text}",
                "agencies": ["police"],
                "reach": "single-agency",
                "kind": "recommendation",
                "order": 2,
                **ask,
            },
        ),
        Insert(
            "recommendations",
            "child-f/3",
            {"text": f"Be assured{text}", "kind": "assurance-point", "order": 3, **ask},
        ),
        Insert(
            "recommendations",
            "child-a/1",
            {"review": "child-a", "text": f"Share more{text}", "agencies": ["police"]},
        ),
        Insert("links", "lnk-1", {"a": "child-f/1", "b": "child-a/1", "as": "same-ask"}),
        Insert(
            "findings",
            "child-f/f-1",
            {
                "review": "child-f",
                "label": f"1{text}",
                "text": f"Not shared{text}",
                "led_to": ["child-f/1"],
                "order": 1,
            },
        ),
        Insert(
            "findings",
            "child-f/f-2",
            {
                "review": "child-f",
                "text": f"Nobody asked{text}",
                "no_recommendation_why": f"In hand{text}",
                "order": 2,
            },
        ),
        Insert(
            "findings",
            "child-f/f-3",
            {"review": "child-f", "text": f"They cared{text}", "kind": "good-practice"},
        ),
        Insert(
            "replies",
            "rep-1",
            {
                "recommendation": "child-f/1",
                "agency": "police",
                "answer": "declined",
                "reason": f"No staff{text}",
                "on": "2021-04-01",
            },
        ),
        Insert(
            "decisions",
            "dec-1",
            {
                "on_ref": "child-f/2",
                "decision": "close",
                "on": "2022-01-01",
                "reason": f"Enough{text}",
                "dissent": f"Not enough{text}",
                "overridden": [f"Police has not replied{text}."],
            },
        ),
        Insert(
            "actions",
            "act-1",
            {
                "what": f"Write a protocol{text}",
                "serves": ["child-f/1"],
                "lead": "head",
                "due": "2021-06-30",
            },
        ),
        Insert(
            "actions",
            "act-2",
            {
                "what": f"Warn staff{text}",
                "serves": ["child-f/1", "child-f/f-2"],
                "agency": "council",
                "done_on": "2020-12-01",
            },
        ),
        Insert("actions", "act-3", {"what": f"Tell them{text}", "serves": ["child-f"]}),
        Insert(
            "extensions",
            "ext-1",
            {"action": "act-1", "to": "2026-10-31", "why": f"Late{text}", "on": "2021-06-01"},
        ),
        Insert(
            "updates",
            "upd-1",
            {"action": "act-1", "on": "2026-01-09", "note": f"Half{text}", "state": "in-progress"},
        ),
        Insert(
            "evidence",
            "ev-1",
            {
                "shows": f"A rota{text}",
                "serves": ["child-f/1"],
                "level": 3,
                "result": "partly",
                "about": "2025-05",
                "state": "returned",
                "returned_why": f"Which month?{text}",
                "at": f"https://store/{text}",
                "difference": f"Felt heard{text}",
            },
        ),
        Insert(
            "audits",
            "aud-1",
            {
                "question": f"Is it shared?{text}",
                "method": f"Case files{text}",
                "chosen": f"As they came{text}",
                "date": "2025-01-31",
                "outcome": "partly",
                "sample": 20,
                "met": 9,
                "by": f"A firm{text}",
                "serves": ["child-f/1"],
            },
        ),
        Insert(
            "audits",
            "aud-2",
            {
                "status": "planned",
                "question": f"Still shared?{text}",
                "date": "2027-02",
                "serves": ["child-f/1"],
            },
        ),
    )


class Papers:
    """Papers from a register of known records."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Any] = []

    def _register(self, records: tuple[Insert, ...]) -> Any:
        register = create_register(
            self._folder / f"register-{len(self._made)}",
            "Board",
            Actor("officer", 1001),
            lambda: NOON,
        )
        self._made.append(register)
        saved = register.transact(lambda _: Transaction("made up", records))
        assert isinstance(saved, Saved), saved
        return register

    def response(self, text: str = "") -> Response:
        return response_of(self._register(_records(text)), "child-f", TODAY)

    def sheet(self, text: str = "") -> AssuranceSheet:
        return assurance_sheet_of(self._register(_records(text)), "child-f/1", TODAY)

    def close(self) -> None:
        for register in self._made:
            register.close()


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Papers]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = Papers(tmp_path)
    yield made
    made.close()


def written(found: Response | AssuranceSheet) -> bytes:
    module = response if isinstance(found, Response) else assurance_sheet
    return make(module.report_of(found)).document


def headings(content: bytes, level: int) -> list[str]:
    return [
        one.text
        for one in Document(BytesIO(content)).paragraphs
        if one.style is not None and one.style.name == f"Heading {level}"
    ]


def tables(content: bytes) -> dict[str, list[list[str]]]:
    """The rows of each table by the words of its first heading, as a reader meets them."""
    found: dict[str, list[list[str]]] = {}
    for table in Document(BytesIO(content)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        found.setdefault(" | ".join(rows[0]), []).extend(rows[1:])
    return found


def test_the_response_reads_back_part_by_part(papers: Papers, read_text: Text) -> None:
    content = written(papers.response())
    found = headings(content, 1)
    assert found[found.index("The review") : found.index("Notes")] == [
        "The review",
        "In short",
        "Theme: Sharing",
        "Under no theme",
        "Recommendations to a single agency: Police",
        "Points to be assured of",
        "Findings without a recommendation",
        "Good practice",
        "Declined",
        "Who takes it on, by when, and how it will be tested",
        "Asked before, and asked again",
        "Actions about the review itself",
    ]
    text = read_text(content)
    for said in (
        "Response to the review: Child F",
        "f.docx, SHA-256 abababababab",
        "Concern 1 (child-f/f-1): Not shared",
        "Answered by: recommendation 1",
        "Recommendation 1 (child-f/1): Share records",
        "As the document prints it: Share the records",
        "Asked of: Police and Council (multi-agency)",
        "Theme: “Sharing” as printed",
        "Intended outcome: Known in time",
        "Replies (1 of 2): Police: declined: No staff; Council: not recorded",
        "Follows from Concern 1 (child-f/f-1). 1 action on record as done before the review was",
        "Moved once, 1969 days past the original date of 30 June 2021, 20 days past",
        "How we will know: Files",
        "Level 3 (practice seen): 1 piece; partly embedded; returned.",
        "aud-1, 31 January 2025; Case files; 9 of 20 cases, chosen so: “As they came”; no margin",
        "Test planned: Audit aud-2 is planned (February 2027); it is of this recommendation.",
        "closed (1 January 2022): Enough (although: Police has not replied.)",
        "Answered by: no recommendation: In hand",
        "Good practice child-f/f-3: They cared",
        "An action that is said to be done, signed off or closed does not show that practice",
    ):
        assert said in text, said
    assert "Which month?" not in text  # why evidence came back is for the sheet
    assert "Not enough" not in text  # and so is dissent


def test_the_figures_of_the_tables_are_those_of_the_records(papers: Papers) -> None:
    found = tables(written(papers.response()))
    spread = found["Recommendation | Subgroup | Deadline | Expected impact | How it will be tested"]
    assert [row[0].splitlines()[0] for row in spread] == [
        "Recommendation 1 (child-f/1)",
        "Recommendation child-f/2",
        "Assurance point child-f/3",
    ]
    assert spread[0][1:4] == [
        "Delivers: Learning\nAssures: Board itself",
        "30 June 2021 at first, now 31 October 2026",
        "Known in time",
    ]
    assert spread[2][4] == "No test planned on record."
    (already,) = found["Action | Agency and lead | Done"]
    assert already == ["act-2\nWarn staff", "Council\nno lead", "1 December 2020"]
    (declined,) = found["Recommendation | Who declined it, and why"]
    assert declined[1] == "Police: declined: No staff"
    (without,) = found["Finding | Why there is none"]
    assert without[1] == "In hand"


def test_the_sheet_reads_back_part_by_part(papers: Papers, read_text: Text) -> None:
    content = written(papers.sheet())
    assert headings(content, 1)[:9] == [
        "What was meant",
        "Where it stands",
        "Replies and decisions",
        "What would let it be closed",
        "Evidence needed and held",
        "Actions",
        "Tests",
        "Where its themes stand",
        "Connected recommendations",
    ]
    text = read_text(content)
    for said in (
        "Assurance sheet: child-f/1",
        "Recommendation 1: Child F",
        "Council has not replied.",
        "Closing asks for evidence of level 2 (uptake) or more: none is held. That is missing.",
        "returned: Which month?",
        "Moved to 31 October 2026: Late",
        "9 January 2026: in progress; Half",
        "By A firm",
        "A test of practice.",
        "Audit aud-2 is planned (February 2027); it is of this recommendation. Still shared?",
        "Child A, 1 January 2015",
        "Asks the same.",
    ):
        assert said in text, said


@pytest.mark.parametrize("paper", ["response", "sheet"])
def test_hostile_text_stands_as_it_was_typed(papers: Papers, read_text: Text, paper: str) -> None:
    content = written(getattr(papers, paper)(HOSTILE))
    text = read_text(content)
    for said in ("Share records", "Known in time", "Write a protocol", "Half", "Learning", "Head"):
        assert f"{said}{for_word(HOSTILE)}" in text, said
    assert "\x1b" not in text and "\u202e" not in text


@pytest.mark.parametrize("paper", ["response", "sheet"])
def test_is_the_same_for_the_same_record(papers: Papers, paper: str) -> None:
    found = getattr(papers, paper)()
    assert written(found) == written(found)


@pytest.mark.parametrize("module, paper", [(response, "response"), (assurance_sheet, "sheet")])
def test_sections_values_and_rows_are_those_of_its_kind(
    papers: Papers, module: Any, paper: str
) -> None:
    report = module.report_of(getattr(papers, paper)(f"{HOSTILE}\nNext"))
    kind = module.KIND
    assert list(report.sections) == list(kind.sections)
    assert list(report.values) == list(kind.values)
    assert all("\n" not in value for value in report.values.values())
    assert list(report.rows) == list(kind.rows)
    for name, rows in report.rows.items():
        assert rows, name
        for row in rows:
            assert list(row) == list(kind.rows[name]), name
            assert all(isinstance(value, str) for value in row.values())


@pytest.mark.parametrize("module, paper", [(response, "response"), (assurance_sheet, "sheet")])
def test_a_working_paper_keeps_a_marking(
    papers: Papers, module: Any, paper: str, read_text: Text
) -> None:
    found = replace(getattr(papers, paper)(), working="Working paper: it may not be spoken of.")
    text = read_text(written(found))
    assert "Working paper: it may not be spoken of. The marking stays on every page." in text
    assert "Marking: SECRET" in read_text(written(replace(found, marking="Secret")))
    for none in ("none", "", " NONE "):
        with pytest.raises(RefusedError) as refused:
            module.report_of(replace(found, marking=none))
        assert refused.value.refusal.code == "marking-stays"
    unmarked = replace(found, marking="none", board_marking="none")
    assert "The marking stays" not in read_text(written(unmarked))
    published = replace(found, working="", marking="none")
    assert "Working paper" not in read_text(written(published))


def test_a_review_of_nothing_but_good_practice_says_so(papers: Papers, read_text: Text) -> None:
    found = papers.response()
    kept = found.good_practice
    bare = replace(
        found,
        asks=(),
        findings=kept,
        themes=(),
        single=(),
        points=(),
        actions=(),
        asked_before=(),
        sums={},
        milestones=(),
        notes=(),
    )
    text = read_text(written(bare))
    for said in (
        "No recommendation is on record, so there is nothing to take on.",
        "No recommendation on record is to a single agency.",
        "Nobody has recorded that another review asks the same.",
        "No milestone is on record beside its publication",
        "Neither an agency nor the board has declined anything, on record.",
    ):
        assert said in text, said
    assert len(Document(BytesIO(written(bare))).sections) == 1  # nothing is turned


def test_a_very_long_text_is_whole_in_its_block_and_cut_in_tables(
    papers: Papers, read_text: Text
) -> None:
    found = papers.response()
    long = "word " * 2_000 + "end."
    asks = tuple(replace(ask, text=long) for ask in found.asks)
    themes = tuple(
        replace(one, asks=tuple(replace(ask, text=long) for ask in one.asks))
        for one in found.themes
    )
    text = read_text(written(replace(found, asks=asks, themes=themes)))
    assert long.strip() in text
    assert "[shortened here; all of it stands in the register at child-f/1]" in text


# The demonstration board against its own JSON export -----------------------------------------


@pytest.fixture(scope="module")
def exported(board_of_every_kind: Board) -> dict[str, dict[str, dict[str, Any]]]:
    """Every record of the board by table and reference, as other programs are given them."""
    answer = board_of_every_kind.run(
        "export", "--out", "-", "--as-recorded", str(board_of_every_kind.entry)
    )
    assert answer.exit_code == 0, answer.stderr
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for line in answer.stdout.splitlines():
        one = json.loads(line)
        if "table" in one:
            found.setdefault(one["table"], {})[one["ref"]] = one["fields"]
    return found


def _answered(replies: dict[str, dict[str, Any]], ref: str, ask: dict[str, Any]) -> set[str | None]:
    """Who has answered; where bodies of everybody were asked by name, those and not everybody."""
    own = [one for one in replies.values() if one["recommendation"] == ref]
    named = {one.get("agency") for one in own} - set(ask.get("agencies", ()))
    everybody = {"all-agencies", "board"} if named else set()
    return {one.get("agency") for one in own if one.get("answer")} - everybody


def _serving(records: dict[str, dict[str, Any]], refs: set[str]) -> set[str]:
    return {ref for ref, one in records.items() if refs & set(one.get("serves", ()))}


@pytest.mark.parametrize(
    "review",
    ["child-ash", "child-birch", "mr-alder", "child-rowan", "child-willow", "infant-hazel"],
)
def test_every_figure_is_that_of_an_independent_count(
    board_of_every_kind: Board,
    exported: dict[str, dict[str, dict[str, Any]]],
    review: str,
    tmp_path: Path,
) -> None:
    board, out = board_of_every_kind, tmp_path / "response.docx"
    answer = board.run(
        *("report", "response", review, "--out", str(out), "--json"),
        *("--as-recorded", str(board.entry), "--as-at", board.as_at),
    )
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    asks = {ref: one for ref, one in exported["recommendations"].items() if one["review"] == review}
    findings = {ref: one for ref, one in exported["findings"].items() if one["review"] == review}
    assert told["recommendations"] == len(asks)
    assert told["findings"] == len(findings)
    assert set(told["without_recommendation"]) == {
        ref
        for ref, one in findings.items()
        if not one.get("led_to") and one["kind"] != "good-practice"
    }
    assert told["replies"]["answered"] == sum(
        len(_answered(exported["replies"], ref, asks[ref])) for ref in asks
    )

    content = out.read_bytes()
    blocks = [one for one in headings(content, 2) if one not in ("BRAG", "Other words")]
    assert len(blocks) == len(asks)
    assert all(any(f"({ref})" in one for one in blocks) for ref in asks)
    found = tables(content)
    spread = found["Recommendation | Subgroup | Deadline | Expected impact | How it will be tested"]
    assert len(spread) == len(asks)
    done = found.get("Action | Agency and lead | Done", [])
    others = found.get("Action | Agency and lead | Dates | State and last update", [])
    printed = {row[0].splitlines()[0] for row in (*done, *others)}
    assert printed == _serving(exported["actions"], {*asks, *findings, review})
    published = exported["reviews"][review]["published"]
    assert {row[0].splitlines()[0] for row in done} == {
        ref
        for ref in printed & set(exported["actions"])
        if len(published) == 10 and exported["actions"][ref].get("done_on", "9999") < published
    }


def test_the_evidence_of_a_sheet_is_that_of_an_independent_count(
    board_of_every_kind: Board, exported: dict[str, dict[str, dict[str, Any]]], tmp_path: Path
) -> None:
    board, out = board_of_every_kind, tmp_path / "sheet.docx"
    for ref in ("child-willow/1", "child-ash/3", "mr-alder/1", "infant-hazel/11"):
        answer = board.run(
            *("report", "assurance", ref, "--out", str(out)),
            *("--as-recorded", str(board.entry), "--as-at", board.as_at),
        )
        assert answer.exit_code == 0, answer.stderr
        actions = _serving(exported["actions"], {ref})
        evidence = exported["evidence"]
        held = _serving(evidence, {ref, *actions})
        found = tables(out.read_bytes())
        rows = found.get("What it shows | About | Result | Acceptance", [])
        assert {row[0].split(",")[0] for row in rows} == held
        levels = found["Level | Held | Enough for closing | Can test practice"]
        for level, row in enumerate(levels):
            there = sum(evidence[one]["level"] == level for one in held)
            assert row[1].startswith(f"{there} piece" if there else "None on record")
        printed = {
            row[0].splitlines()[0]
            for row in found.get(
                "Action, agency and lead | Dates and slippage | State and updates", []
            )
        }
        assert printed == actions
