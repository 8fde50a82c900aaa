"""Every figure of the progress report, counted again from what the command line prints as JSON.

On the demonstration board and on boards made up at random, for the whole board and for a subgroup.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from auditrack.model.dates import in_words, interval
from tests.reports.every_kind import Board, run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CLAIMED = {"done", "signed-off"}
OVER = {"paused", "superseded", "no-longer-relevant"}
Rows = list[list[str]]
Fields = Mapping[str, Any]


class Paper:
    """A report read back: its text, and its tables by the beginning of their captions."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as archive:
            body = etree.fromstring(archive.read("word/document.xml"))
        self.text = "\n".join(_text(one) for one in body.iter(f"{W}p"))
        self._tables = [
            (_caption(table), [[_text(cell) for cell in row.iter(f"{W}tc")] for row in rows])
            for table in body.iter(f"{W}tbl")
            if (rows := table.findall(f"{W}tr"))
        ]

    def rows(self, caption: str, end: str = "") -> Rows:
        """The rows of every such table, their headings left out."""
        return [
            row
            for said, rows in self._tables
            if said.startswith(caption) and said.endswith(end)
            for row in rows[1:]
        ]


def _caption(table: etree._Element) -> str:
    found = table.find(f"{W}tblPr/{W}tblCaption")
    return "" if found is None else found.get(f"{W}val") or ""


def _text(element: etree._Element) -> str:
    nodes = element.iter(f"{W}t", f"{W}br")
    return "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in nodes)


class Plain:
    """A register's records as exported, and what its lists print: counted without any view."""

    def __init__(self, board: Board, since: date, subgroup: str | None) -> None:
        self._board = board
        self.as_at = date.fromisoformat(board.as_at)
        self.since, self.subgroup = since, subgroup
        self._tables: dict[str, dict[str, Fields]] = {}
        for line in board.run("export", "--out", "-").stdout.splitlines():
            record = json.loads(line)
            if "table" in record:
                self._tables.setdefault(record["table"], {})[record["ref"]] = record["fields"]
        self.whole_board = self._listed("rec", "list")

    def listed(self, *words: str) -> list[dict[str, Any]]:
        """What a list prints of what the subgroup answers for."""
        return [one for one in self._listed(*words) if self.is_own(one["ref"])]

    def _listed(self, *words: str, as_at: str = "") -> list[dict[str, Any]]:
        days = ("--as-at", as_at or self._board.as_at)
        entry = ("--as-recorded", str(self._board.entry))
        return list(json.loads(self._board.run(*words, *days, *entry, "--json").stdout))

    def table(self, name: str) -> Iterator[tuple[str, Fields]]:
        return (
            (ref, one)
            for ref, one in self._tables.get(name, {}).items()
            if "withdrawn_on" not in one
        )

    def is_own(self, ask: str) -> bool:
        if self.subgroup is None:
            return True
        fields = self._tables["recommendations"].get(ask, {})
        return self.subgroup in (fields.get("delivering"), fields.get("assuring"))

    def serves_own(self, fields: Fields) -> bool:
        return self.subgroup is None or any(map(self.is_own, fields.get("serves", ())))

    def of(self, table: str, field: str, ref: str) -> list[Fields]:
        found = [one for _, one in self.table(table) if one.get(field) == ref]
        return sorted(found, key=lambda one: one.get("on") or "")

    def state(self, ref: str, fields: Fields) -> str:
        said = [one["state"] for one in self.of("updates", "action", ref) if one.get("state")]
        if said:
            return str(said[-1])
        return "done" if fields.get("done_on") or fields.get("as_reported") else ""

    def opened(self) -> set[str]:
        return {one["ref"] for one in self.listed("rec", "list", "open")}

    def opened_before(self) -> set[str]:
        """What was open the day before the period and on record by then."""
        before = (self.since - timedelta(days=1)).isoformat()
        entered = {ref for ref, one in self.table("recommendations") if one["entered_on"] <= before}
        found = self._listed("rec", "list", "open", as_at=before)
        return {one["ref"] for one in found if self.is_own(one["ref"])} & entered

    def is_ended(self, ask: str) -> bool:
        ends = [
            one["decision"]
            for one in self.of("decisions", "on_ref", ask)
            if one["decision"] in ("close", "no-longer-relevant", "re-open")
        ]
        return bool(ends) and ends[-1] != "re-open"

    def overdue_actions(self) -> dict[str, tuple[int | None, int | None, int]]:
        """Days past the original and the agreed date, and how often that moved, by action."""
        found = {}
        opened = {one["ref"] for one in self._listed("rec", "list", "open")}
        for ref, fields in self.table("actions"):
            if not self.serves_own(fields) or opened.isdisjoint(fields["serves"]):
                continue
            if self.state(ref, fields) in CLAIMED | OVER - {"paused"}:
                continue
            moves = self.of("extensions", "action", ref)
            original = self._days_past(fields.get("due"))
            agreed = self._days_past(moves[-1]["to"] if moves else fields.get("due"))
            if original or agreed:
                found[ref] = (original, agreed, len(moves))
        return found

    def _days_past(self, due: str | None) -> int | None:
        days = interval(due)
        late = (self.as_at - days.latest).days if days else 0
        return late if late > 0 else None

    def unsigned(self) -> set[str]:
        return {
            ref
            for ref, fields in self.table("actions")
            if self.state(ref, fields) == "done"
            and self.serves_own(fields)
            and not all(map(self.is_ended, fields["serves"]))
        }

    def audits_in_period(self) -> dict[str, Fields]:
        return {
            ref: fields
            for ref, fields in self.table("audits")
            if fields.get("status") == "done"
            and self.since.isoformat() <= fields["date"] <= self._board.as_at
            and self._tests_own(fields)
        }

    def _tests_own(self, fields: Fields) -> bool:
        if self.subgroup is None:
            return True
        if fields.get("serves"):
            return self.serves_own(fields)
        own = {
            link["theme"]
            for _, link in self.table("theme_links")
            if self.is_own(link["of"]) and link.get("status") != "rejected"
        }
        return not own.isdisjoint(fields.get("themes", ()))

    def planned(self) -> set[str]:
        return {
            ref
            for ref, fields in self.table("audits")
            if fields.get("status") == "planned" and self._tests_own(fields)
        }

    def decisions(self) -> Counter[str]:
        words = ("decisions", *(("--subgroup", self.subgroup) if self.subgroup else ()))
        return Counter(one["ref"] for one in self._listed(*words))

    def changes(self) -> int:
        """Entries of the period that are no exports: no report was made before."""
        entries = self._listed("history")
        first = int(self._at_midnight(self.since).timestamp() * 1000)
        return sum(one["t"] >= first and one["what"] != "export record" for one in entries)

    @staticmethod
    def _at_midnight(day: date) -> Any:
        from datetime import datetime
        from zoneinfo import ZoneInfo

        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/London"))

    def trends(self) -> Any:
        entry = ("--as-recorded", str(self._board.entry))
        printed = self._board.run("trends", "--as-at", self._board.as_at, *entry, "--json").stdout
        return json.loads(printed)

    def positions(self) -> list[dict[str, Any]]:
        return self._listed("theme", "positions")


def lead_words(rows: Rows) -> list[str]:
    """The bold first line of each row's first cell, up to a comma: the reference."""
    return [row[0].split("\n")[0].split(",")[0] for row in rows]


def numbers(text: str) -> int:
    return int(text.split()[0])


def compare(paper: Paper, plain: Plain) -> None:
    """Every figure of a report, against the count from plain records."""
    opened = plain.listed("rec", "list", "open")
    letters = Counter(one["brag"] for one in opened)
    red_amber = {one["ref"]: one["brag"] for one in opened if one["brag"] in ("Red", "Amber")}

    shown = paper.rows("Open recommendations that are Red or Amber")
    assert {row[0].split("\n")[0]: row[2] for row in shown} == red_amber
    assert [row[2] for row in shown] == sorted((row[2] for row in shown), reverse=True)
    annex = paper.rows("Open recommendations, by agency")
    assert {row[1].split("\n")[0] for row in annex} == {one["ref"] for one in opened}
    if opened:
        said = f"{letters['Red']} of {len(opened)} open recommendation"
        assert said in paper.text and f"and {letters['Amber']} Amber." in paper.text

    balance = {row[0]: int(row[1]) for row in paper.rows("Recommendations open on")}
    if balance:
        start, end = (in_words(day.isoformat()) for day in (plain.since, plain.as_at))
        assert balance[f"Open on {end}"] == len(opened)
        before = plain.opened_before()
        assert balance[f"Open on {start}"] == len(before)
        came = balance["New in the period"] + balance["Entered late"] + balance["Re-opened"]
        went = balance["Closed"] + balance["Withdrawn"] + balance["Superseded"]
        assert len(before) + came == len(opened) + went
        assert len(before - plain.opened()) == went or came

    late = {
        row[0].split(",")[0]: (
            numbers(row[2].split("\n")[1]) if "overdue" in row[2] else None,
            numbers(row[3].split("\n")[1]) if "overdue" in row[3] else None,
            _times(row[4]),
        )
        for row in paper.rows("What is past its date")
        if row[0].startswith("act-")
    }
    assert late == plain.overdue_actions()

    assert set(lead_words(paper.rows("Actions said to be done"))) == plain.unsigned()

    audits = {row[0].split("\n")[0]: row for row in paper.rows("Audits done in the period")}
    made = plain.audits_in_period()
    assert audits.keys() == made.keys()
    for ref, fields in made.items():
        if fields.get("sample") is not None:
            assert f"Sample: {fields.get('met', '?')} of {fields['sample']}" in audits[ref][2]
        assert f"Method: {fields.get('method') or 'not recorded'}" in audits[ref][2]

    due = paper.rows("Tests of practice that are planned")
    assert {row[4] for row in due if row[2].startswith("planned")} == plain.planned()

    listed = paper.rows("Decisions asked", "")
    by_kind = paper.rows("Decisions asked, by kind")
    asked = plain.decisions()
    if len(by_kind) > 1:
        assert sum(int(row[1]) for row in by_kind) == asked.total()
    assert len(listed) - len(by_kind) == asked.total()
    if asked:
        assert f"{asked.total()} decision" in paper.text


def _times(cell: str) -> int:
    first = cell.split("\n")[0]
    return {"not moved": 0, "moved once": 1, "moved twice": 2}.get(first) or (
        numbers(first.removeprefix("moved ")) if first.endswith("times") else 0
    )


def compare_board(paper: Paper, plain: Plain) -> None:
    """What only the whole board's report says."""
    trends = plain.trends()
    quarters = paper.rows("The figures of", "by quarter")
    assert [int(row[1]) for row in quarters] == [
        one["balance"]["closing"] for one in trends["quarters"]
    ][-len(quarters) :]
    waits = {row[0]: int(row[1]) for row in paper.rows("The figures of", "first test of practice")}
    first = trends["first_test"]
    if waits:
        assert waits.pop("not tested yet") == first["never_tested"]
        assert waits.pop("not dated") == first["publication_undated"]
        assert sum(waits.values()) == first["tested"]
    raised = [one for one in plain.positions() if one["attention"]]
    shown = paper.rows("Themes in order")
    assert [row[1].split("\n")[0] for row in shown] == [one["name"] for one in raised]
    counts = paper.rows("Changes by kind")
    assert sum(int(row[1].replace(",", "")) for row in counts) == plain.changes()


@pytest.fixture(scope="module")
def demonstration(board_of_every_kind: Board) -> Board:
    return board_of_every_kind


def made_up(folder: Path, seed: int) -> Board:
    """A board with thirty recommendations of two reviews, made up by chance and a seed."""
    chance, today = Random(seed), date.today()
    register = folder / "register"

    def do(*words: str) -> str:
        done = run("--register", str(register), *words, "--json")
        assert done.exit_code == 0, f"{words}: {done.stderr}"
        return done.stdout

    def day(least: int, most: int) -> str:
        return (today + timedelta(days=chance.randint(least, most))).isoformat()

    assert run("init", str(register), "--board", "Fernshire Partnership").exit_code == 0
    for group in ("Learning", "Quality"):
        do("subgroup", "add", group)
    for review, age in (("child-elm", 2000), ("adult-fir", 700)):
        do("review", "add", review, "--title", review.title(), "--published", day(-age, -age + 90))
        for number in range(1, 16):
            asks = chance.sample(["Police", "Council", "Health"], chance.randint(1, 2))
            words = ["rec", "add", review, "--label", str(number), "--text", f"Do {number} well."]
            words += [word for one in asks for word in ("--agency", one)]
            words += ["--theme", chance.choice(["neglect", "voice_of_child", "early_help"])]
            if chance.random() < 0.5:
                words += ["--delivering", chance.choice(["Learning", "Quality"])]
            do(*words)
            _live(do, chance, day, f"{review}/{number}")
    for _ in range(6):
        sample = chance.randint(5, 20)
        do(
            *("audit", "record", "--date", day(-600, 0), "--theme", "neglect"),
            *("--outcome", chance.choice(["embedded", "partly", "not-embedded"])),
            *("--method", "Case files", "--sample", str(sample)),
            *("--met", str(chance.randint(0, sample))),
        )
    do(
        "audit",
        "plan",
        "--question",
        "Do files show it?",
        "--date",
        day(10, 90),
        "--theme",
        "neglect",
    )
    entry = json.loads(do("history"))[-1]["number"]
    return Board(register, entry, today.isoformat())


def _live(do: Callable[..., str], chance: Random, day: Callable[[int, int], str], ref: str) -> None:
    """What became of one recommendation."""
    if chance.random() < 0.2:
        return
    action = json.loads(do("action", "add", ref, "--what", f"Do {ref}.", "--due", day(-400, 90)))
    act = action["references"][0]
    fate = chance.random()
    if fate < 0.3:
        do("action", "extend", act, "--to", day(91, 200), "--why", "It takes longer.")
    elif fate < 0.6:
        do("action", "done", act, "--on", day(-60, 0))
    elif fate < 0.8:
        do("rec", "close", ref, "--override", "It is done.", "--on", day(-200, 0))


@pytest.fixture(scope="module", params=[3, 11])
def invented(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Board:
    return made_up(tmp_path_factory.mktemp("invented"), request.param)


def report(board: Board, since: date, *options: str) -> Paper:
    result = board.write("progress", "-", "--since", since.isoformat(), *options)
    assert result.exit_code == 0, result.stderr
    return Paper(result.stdout_bytes)


def _a_year_before(board: Board) -> date:
    return date.fromisoformat(board.as_at) - timedelta(days=300)


def test_the_demonstration_board(demonstration: Board) -> None:
    since = _a_year_before(demonstration)
    paper, plain = report(demonstration, since), Plain(demonstration, since, None)
    assert len(plain.opened()) > 10 and plain.unsigned() and plain.overdue_actions()
    compare(paper, plain)
    compare_board(paper, plain)


@pytest.mark.parametrize("subgroup", ["learning-subgroup", "quality-and-assurance-subgroup"])
def test_a_subgroup_of_the_demonstration_board(demonstration: Board, subgroup: str) -> None:
    since = _a_year_before(demonstration)
    paper = report(demonstration, since, "--subgroup", subgroup)
    plain = Plain(demonstration, since, subgroup)
    assert 0 < len(plain.listed("rec", "list")) < len(plain.whole_board)
    compare(paper, plain)


def test_a_board_made_up_by_chance(invented: Board) -> None:
    since = _a_year_before(invented)
    paper, plain = report(invented, since), Plain(invented, since, None)
    compare(paper, plain)
    compare_board(paper, plain)


@pytest.mark.parametrize("subgroup", ["learning", "quality"])
def test_a_subgroup_of_a_board_made_up_by_chance(invented: Board, subgroup: str) -> None:
    since = _a_year_before(invented)
    paper = report(invented, since, "--subgroup", subgroup)
    compare(paper, Plain(invented, since, subgroup))
