"""The annual report for children, for adults and for Wales, against a count by hand.

Nothing of the program is imported here: the reports are written and the records are exported by the
commands as they are installed, and what is counted here is counted in plain Python.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.made_once import made_once

INSTALLED = Path(sys.executable).with_name("auditrack")
SETS = json.loads(
    (Path(__file__).parents[2] / "auditrack/model/heading_sets.json").read_text(encoding="utf-8")
)
AS_AT = "2026-11-20"
BOARDS = {
    "children": ("england", "children", "working-together-2026"),
    "adults": ("england", "adults", "care-act-2014"),
    "wales": ("wales", "both", "wales-2016"),
}
"""The boards by name: nation, scope, and the heading set that its year 2025 to 2026 follows."""

YEARS = {"2025": ("2025-04-01", "2026-03-31"), "2019": ("2019-04-01", "2020-03-31")}
DONE = ("done", "signed-off")

# Makes the report in a process of its own, its clock moved on through the seam for it.
LATER = """
import sys
from datetime import date
from pathlib import Path
from auditrack.register import open_register
from auditrack.reports.annual.report import report_of
from auditrack.reports.kit.making import make
from auditrack.views.annual import annual_of
folder, entry, as_at, since, until, out, moved_on = sys.argv[1:]
days = [date.fromisoformat(one) for one in (since, until, as_at)]
with open_register(Path(folder), clock=lambda: float(moved_on), read_only=True) as register:
    annual = annual_of(register, *days, register.as_recorded(int(entry)))
    Path(out).write_bytes(make(report_of(annual)).document)
"""


def run(folder: Path, *words: str, refused: bool = False, **env: str) -> str:
    done = subprocess.run(
        [INSTALLED, "--register", str(folder / "register"), *words],
        env={
            **os.environ,
            "HOME": str(folder / "home"),
            "XDG_STATE_HOME": str(folder / "state"),
            **env,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 1) == refused, f"{' '.join(words[:3])}: {done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stderr if refused else done.stdout


@pytest.fixture
def demonstration(demonstration_board: Path, tmp_path: Path) -> Path:
    """A folder with the demonstration's register, a test's own."""
    shutil.copytree(demonstration_board, tmp_path / "register")
    return tmp_path


@dataclass
class Year:
    """The report of one year of one board, and the exports to count in; nobody writes to it."""

    folder: Path
    name: str
    since: str
    until: str
    entry: int
    exports: Callable[[str], Path]

    @property
    def frozen(self) -> tuple[str, ...]:
        return ("--as-recorded", str(self.entry))

    def write(self, out: Path, **env: str) -> str:
        period = ("--since", self.since, "--until", self.until)
        told = ("--as-at", AS_AT, "--out", str(out), "--json")
        return run(self.folder, "report", "annual", *period, *self.frozen, *told, **env)

    @cached_property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "told.json").read_text())
        return found

    @property
    def out(self) -> Path:
        return self.folder / "annual.docx"

    def figure(self, name: str) -> dict[str, Any]:
        return next(one for one in self.told["figures"] if one["name"] == name)

    def export(self, day: str) -> dict[str, Any]:
        if day not in self._read:
            self._read[day] = json.loads(self.exports(day).read_text())
        return self._read[day]

    @cached_property
    def _read(self) -> dict[str, dict[str, Any]]:
        return {}

    def table(self, name: str) -> list[dict[str, Any]]:
        """The records of a table, none withdrawn."""
        tables = self.export(AS_AT)["tables"]
        return [one for one in tables.get(name, []) if not one.get("withdrawn_on")]

    def asks(self, day: str) -> dict[str, dict[str, Any]]:
        return {one["ref"]: one for one in self.export(day)["derived"]["recommendations"]}

    def holds(self, day: str | None) -> bool:
        """Whether a day, month or year lies in the period."""
        return bool(day) and self.since <= f"{day}-01-01"[:10] and _last(day) <= self.until

    @cached_property
    def parts(self) -> list[tuple[str, Any]]:
        """The headings with their levels, paragraphs and tables of the document, in order."""
        assert self.told["report"] == "annual"
        document = Document(str(self.out))
        found: list[tuple[str, Any]] = []
        for element in document.element.body.iterchildren():
            if element.tag.endswith("}p"):
                paragraph = Paragraph(element, document)
                found.append((paragraph.style.name, paragraph.text))
            elif element.tag.endswith("}tbl"):
                rows = Table(element, document).rows
                found.append(("table", [[cell.text for cell in row.cells] for row in rows][1:]))
        return found

    def rows(self, caption: str) -> list[list[str]]:
        """The rows of every table under a caption, none where there is none."""
        last, found = "", []
        for kind, part in self.parts:
            if kind == "table":
                found += part if caption in last else []
            else:
                last = part or last
        return found


def _last(day: str) -> str:
    if len(day) == 4:
        return f"{day}-12-31"
    return f"{day}-31" if len(day) == 7 else day


@pytest.fixture(scope="module")
def exports(
    tmp_path_factory: pytest.TempPathFactory, demonstration_board: Path
) -> Callable[[str], Path]:
    """Everything in the register as at a day. What is counted is the same whatever the law is."""

    def export(day: str, folder: Path) -> None:
        shutil.copytree(demonstration_board, folder / "register")
        words = ("export", "--what", "all", "--format", "json", "--as-at", day)
        run(folder, *words, "--out", str(folder / "all.json"))

    def exported(day: str) -> Path:
        name = f"annual-all-{day}"
        return made_once(tmp_path_factory, name, lambda at: export(day, at)) / "all.json"

    return exported


@pytest.fixture(scope="module", params=[f"{one}-{year}" for one in BOARDS for year in YEARS])
def year(
    request: pytest.FixtureRequest,
    demonstration_board: Path,
    exports: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Year:
    board, _, which = request.param.partition("-")
    nation, scope, _ = BOARDS[board]

    def year_in(folder: Path) -> Year:
        entry = int((folder / "entry").read_text())
        return Year(folder, request.param, *YEARS[which], entry, exports)

    def make(folder: Path) -> None:
        shutil.copytree(demonstration_board, folder / "register")
        run(folder, "settings", "set", f"nation={nation}", f"scope={scope}")
        entry = json.loads(run(folder, "history", "--json"))[-1]["number"]
        (folder / "entry").write_text(str(entry))
        made = year_in(folder)
        (folder / "told.json").write_text(made.write(made.out))

    return year_in(made_once(tmp_path_factory, f"annual-{request.param}", make))


def test_each_heading_is_present_in_its_order(year: Year) -> None:
    followed = [one for one in SETS if one["ref"] in year.told["headings"]]
    assert len(followed) == 1
    if year.name.endswith("2025"):
        board = year.name.partition("-")[0]
        assert [one["ref"] for one in followed] == [BOARDS[board][2]]
    wanted = [one["text"] for one in followed[0]["headings"]]
    headings = [text for kind, text in year.parts if kind == "Heading 1"]
    assert headings[0] == "Which headings this report follows"
    assert headings[1 : 1 + len(wanted)] == wanted
    assert headings[-4:-2] == ["Further facts from the register", "Figures and what they count"]
    texts = [text for kind, text in year.parts if kind == "Report Note"]
    authors = sum(bool(one.get("author")) for one in followed[0]["headings"])
    assert sum(text.startswith("Author to write") for text in texts) == authors
    unverified = any("check against the current guidance" in text for text in texts)
    assert unverified == (not followed[0].get("verified_by"))
    assert bool(year.told["unverified"]) == unverified


def test_reviews(year: Year) -> None:
    reviews = [one for one in year.table("reviews") if not one["superseded_by"]]
    by_ref = {one["ref"]: one for one in reviews}
    for name, field in (("arranged",) * 2, ("concluded",) * 2, ("published",) * 2):
        own = [one for one in reviews if year.holds(one[field])]
        figure = year.figure(f"Reviews {name}")
        assert sorted(figure["refs"]) == sorted(one["ref"] for one in own)
        assert figure["count"] == len({one["case_id"] or one["ref"] for one in own})
    published = [one["ref"] for one in reviews if year.holds(one["published"])]
    concluded = [one["ref"] for one in reviews if year.holds(one["concluded"])]
    asks = [one for one in year.table("recommendations") if one["review"] in published]
    assert year.figure("Recommendations made")["count"] == len(asks)
    findings = [one for one in year.table("findings") if one["review"] in concluded]
    assert year.figure("Findings of reviews concluded")["count"] == len(findings)
    assert len(year.rows("Findings of ")) == len(findings)
    ongoing = [
        one["ref"]
        for one in reviews
        if one["arranged"]
        and one["arranged"] <= year.until
        and not any(one[end] and one[end] <= year.until for end in ("concluded", "published"))
    ]
    assert sorted(year.figure("Reviews ongoing")["refs"]) == sorted(ongoing)
    assert len(year.rows("Reviews ongoing at the end of the period")) == len(ongoing)
    dated = [
        one["ref"]
        for one in reviews
        if one["ref"] in ongoing
        or any(year.holds(one[day]) for day in ("arranged", "due", "concluded", "published"))
    ]
    assert len(year.rows("Reviews against their dates")) == len(dated)
    due = [by_ref[ref] for ref in dated if by_ref[ref]["due"]]
    late = [one for one in due if min(_reached(one, year.until), "9") > one["due"]]
    assert year.figure("Reviews late")["of"] == len(due)
    assert year.figure("Reviews late")["count"] == len(late)
    without = [one for one in late if not one["delay_reason"]]
    assert year.figure("Late without a reason on record")["count"] == len(without)
    good = [
        one
        for one in year.table("findings")
        if one["kind"] == "good-practice" and one["review"] in {*published, *concluded}
    ]
    assert len(year.rows("Good practice that reviews")) == len(good)


def _reached(review: Mapping[str, Any], until: str) -> str:
    """The day that a review's due date is held against: published, else concluded, else the end."""
    for field in ("published", "concluded"):
        if review[field] and review[field] <= until:
            return str(review[field])
    return until


def test_decisions_and_refusals(year: Year) -> None:
    decisions = [one for one in year.table("decisions") if year.holds(one["on"])]
    assert year.figure("Decisions")["count"] == len(decisions)
    decided = [
        one for one in decisions if one["decision"] in ("implement", "in-part", "not", "refer-on")
    ]
    refused = [one for one in decided if one["decision"] in ("in-part", "not")]
    figure = year.figure("Decisions not to implement")
    assert (figure["count"], figure["of"]) == (len(refused), len(decided))
    assert len(year.rows("Decisions not to implement")) == len(refused)
    silent = [one for one in refused if not one["reason"]]
    assert year.figure("Not implemented, without a reason printed")["count"] == len(silent)
    refusals = [
        one
        for one in year.table("replies")
        if one["answer"] in ("declined", "in-part") and year.holds(one["on"])
    ]
    assert year.figure("Refusals by agencies")["count"] == len(refusals)
    assert len(year.rows("Answers of agencies that decline")) == len(refusals)


def test_actions(year: Year) -> None:
    said: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(year.table("updates"), key=lambda one: one["on"] or ""):
        if (one["on"] or "") <= year.until and one["state"]:
            said.setdefault(one["action"], []).append(one)
    done, signed, moved = [], [], []
    for action in year.table("actions"):
        updates = said.get(action["ref"], [])
        state = updates[-1]["state"] if updates else None
        claimed = None
        for one in updates:
            claimed = (claimed or one["on"]) if one["state"] in DONE else None
        finished = action["done_on"] if (action["done_on"] or "9") <= year.until else claimed
        is_done = state in DONE and year.holds(finished)
        is_signed = state == "signed-off" and any(
            one["state"] == "signed-off" and year.holds(one["on"]) for one in updates
        )
        begun = any(
            one["state"] in ("in-progress", "in-place") and year.holds(one["on"]) for one in updates
        )
        done += [action["ref"]] * is_done
        signed += [action["ref"]] * is_signed
        moved += [action["ref"]] * (is_done or is_signed or begun)
    assert sorted(year.figure("Actions said to be done")["refs"]) == sorted(done)
    assert sorted(year.figure("Actions signed off")["refs"]) == sorted(signed)
    assert len(year.rows("Actions of the period")) == len(moved)


def test_evidence_and_tests(year: Year) -> None:
    audits = [
        one for one in year.table("audits") if one["status"] == "done" and year.holds(one["date"])
    ]
    made = [
        one
        for one in audits
        if one["looked_at"] == "practice" and one["outcome"] not in (None, "inconclusive")
    ]
    figure = year.figure("Tests of practice")
    assert (figure["count"], figure["of"]) == (len(made), len(audits))
    assert len(year.rows("Audits made in the period")) == len(audits)
    for code, said in (
        ("embedded", "embedded"),
        ("partly", "partly embedded"),
        ("not-embedded", "not embedded"),
    ):
        figure = year.figure(f"Tests that found it {said}")
        found = sum(one["outcome"] == code for one in made)
        assert (figure["count"], figure["of"]) == (found, len(made))
    evidence = [
        one
        for one in year.table("evidence")
        if one["state"] in ("filed", "accepted")
        and (
            year.holds(one["about"] or one["filed_on"])
            or (one["use_in_annual_report"] and year.holds(one["filed_on"]))
        )
    ]
    impact = [
        one
        for one in evidence
        if one["level"] >= 3
        and one["result"]
        and one["state"] == "accepted"
        and one["about"]
        and not one["audit"]
    ]
    figure = year.figure("Evidence of impact")
    assert (figure["count"], figure["of"]) == (len(impact), len(evidence))
    activity = [one for one in evidence if one["level"] < 3]
    assert year.figure("Statements, activity and uptake")["count"] == len(activity)
    assert len(year.rows("Evidence of levels 0 to 2")) == len(activity)
    banked = [one for one in evidence if one["use_in_annual_report"]]
    assert year.figure("Examples banked")["count"] == len(banked)


def test_what_stands_still_and_is_carried_forward(year: Year) -> None:
    end, asks = year.until, year.asks(year.until)
    dates = {one["ref"]: one["published"] for one in year.table("reviews")}
    earlier = [one for one in asks.values() if _last(dates[one["review"]]) < year.since]
    live = {one["ref"] for one in earlier if not _is_over(year, one)}
    untested = {ref for ref in live if asks[ref]["practice"] == "not tested"}
    figure = year.figure("Carried forward")
    assert figure["of"] == len(earlier)
    assert sorted(figure["refs"]) == sorted(untested)
    by_review = year.rows("Carried forward from reviews of earlier years")
    assert sum(int(row[2].split(" of ")[0]) for row in by_review) == len(untested)

    quiet = (date.fromisoformat(end) - timedelta(days=90)).isoformat()
    updates = [one for one in year.table("updates") if one["on"] and one["on"] <= end]
    heard = {one["action"] for one in updates if one["on"] >= quiet}
    counted = [one for one in asks.values() if _last(dates[one["review"]]) <= end]
    late = [
        one["ref"]
        for one in counted
        if one["is_open"] and one["actions"] and one["overdue_days"]
        and heard.isdisjoint(one["actions"])
    ]  # fmt: skip
    assert sorted(year.figure("Little or no progress, rule 1")["refs"]) == sorted(late)
    nothing = [
        one["ref"]
        for one in counted
        if one["is_open"] and not one["actions"] and _last(dates[one["review"]]) < quiet
    ]
    assert sorted(year.figure("Little or no progress, rule 2")["refs"]) == sorted(nothing)
    stuck = [
        one["theme"]
        for one in year.export(end)["derived"]["positions"]
        if one["practice"] in ("NOT_EMBEDDED", "LAPSED", "PARTLY", "SLIPPING")
    ]
    assert sorted(year.figure("Little or no progress, rule 3")["refs"]) == sorted(stuck)
    a_year_before = f"{int(end[:4]) - 1}{end[4:]}"
    before = year.asks(a_year_before)
    old = [
        ref
        for ref, one in asks.items()
        if not one["is_open"] and one["practice"] == "not tested" and not _is_over(year, one)
        and ref in before and not before[ref]["is_open"]
    ]  # fmt: skip
    assert sorted(year.figure("Little or no progress, rule 4")["refs"]) == sorted(old)
    raised = [one for one in year.export(AS_AT)["derived"]["positions"] if one["attention"]]
    assert year.figure("Themes raised")["count"] == len(raised)
    assert len(year.rows("Where themes stand")) == len(raised)


def _is_over(year: Year, ask: Mapping[str, Any]) -> bool:
    """Whether it is declined, superseded or no longer relevant by the end of the period."""
    decided = [
        one["decision"]
        for one in sorted(year.table("decisions"), key=lambda one: one["on"] or "")
        if one["on_ref"] == ask["ref"] and (one["on"] or "") <= year.until
    ]
    said = [one for one in decided if one in ("implement", "in-part", "not", "refer-on")]
    ends = [one for one in decided if one in ("close", "no-longer-relevant", "re-open")]
    answers = [
        one
        for one in year.table("replies")
        if one["recommendation"] == ask["ref"] and one["answer"] and one["on"] <= year.until
    ]
    declined = {one["agency"] for one in answers if one["answer"] == "declined"}
    superseded = any(
        one["as"] == "supersedes" and one["b"] == ask["ref"] and (one["on"] or "") <= year.until
        for one in year.table("links")
    ) or any(
        one["as"] == "folds-into" and one["a"] == ask["ref"] and (one["on"] or "") <= year.until
        for one in year.table("links")
    )
    return (
        said[-1:] == ["not"]
        or ends[-1:] == ["no-longer-relevant"]
        or (bool(ask["agency_refs"]) and declined >= set(ask["agency_refs"]))
        or superseded
    )


def test_every_figure_is_printed_with_what_it_counts(year: Year) -> None:
    printed = {row[0]: row for row in year.rows("Figures with definition")}
    assert list(printed) == [one["name"] for one in year.told["figures"]]
    for one in year.told["figures"]:
        _, number, of, definition, _ = printed[one["name"]]
        assert number == str(one["count"])
        assert (of == "") == (one["of"] is None)
        assert one["of"] is None or of.startswith(f"{one['of']} ")
        assert not (one["unit"] or "").startswith("of ")
        assert definition.startswith(one["definition"]) and len(definition) > 20
        if one["name"].startswith("Reviews "):
            continue  # documents of one case count once
        assert one["count"] == len(one["refs"])


@pytest.mark.parametrize("year", [f"{one}-2025" for one in BOARDS], indirect=True)
def test_the_same_bytes_a_year_later(year: Year, tmp_path: Path) -> None:
    first = year.out.read_bytes()
    shutil.copytree(year.folder / "register", tmp_path / "register")
    year = replace(year, folder=tmp_path)
    run(year.folder, "settings", "set", "quiet_days=30", "marking=OFFICIAL")
    again = tmp_path / "again.docx"
    year.write(again, PYTHONHASHSEED="1")
    assert again.read_bytes() == first
    a_year_on = (date(2027, 11, 20) - date(1970, 1, 1)).days * 86_400_000
    for seed in ("2", "3"):
        later = tmp_path / f"later-{seed}.docx"
        subprocess.run(
            [
                *(sys.executable, "-c", LATER, str(year.folder / "register"), str(year.entry)),
                *(AS_AT, year.since, year.until, str(later), str(a_year_on)),
            ],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "XDG_STATE_HOME": str(tmp_path / "state"),
                "HOME": str(year.folder / "home"),
            },
            check=True,
        )
        assert later.read_bytes() == first


def test_without_a_period_it_is_the_last_year_that_has_ended(demonstration: Path) -> None:
    for as_at, since in (("2026-07-01", "2025-04-01"), ("2026-03-31", "2024-04-01")):
        told = json.loads(
            run(
                demonstration,
                *("report", "annual", "--as-at", as_at, "--json"),
                *("--out", str(demonstration / "own.docx")),
            )
        )
        assert told["since"] == since
        assert told["until"] == f"{int(since[:4]) + 1}-03-31"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("--since", "2015-04-01", "--until", "2016-03-31", "--headings", "care-act-2014"),
            "nothing in the register is dated",
        ),
        (("--since", "2026-05-01", "--until", "2026-04-30"), "end before that"),
        (("--since", "2099-04-01"), "begins after the day of the report"),
        (("--headings", "no-such-set"), "No heading set is called"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_written(
    demonstration: Path, words: tuple[str, ...], says: str
) -> None:
    out, journal = demonstration / "kept.docx", demonstration / "register" / "journal.jsonl"
    out.write_bytes(b"kept")
    before = journal.read_bytes()
    frozen = ("--as-at", AS_AT, "--out", str(out))
    assert says in run(demonstration, "report", "annual", *frozen, *words, refused=True)
    assert (out.read_bytes(), journal.read_bytes()) == (b"kept", before)
