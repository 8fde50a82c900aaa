"""Every figure of the Word reports against a count by hand, from the export of everything as JSON.

Nothing of the program is imported: the reports are written and the JSON is made by the commands as
they are installed, and what is counted here is counted in plain Python from the tables.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.made_once import made_once

INSTALLED = Path(sys.executable).with_name("auditrack")
SINCE, BEFORE, AS_AT = "2026-04-01", "2026-03-31", "2026-11-20"
OVER = ("close", "not", "no-longer-relevant")
DONE = ("done", "signed-off")
SET_ASIDE = ("superseded", "no-longer-relevant")
REVIEW, AGENCY, THEME, RECOMMENDATION, LEAD = (
    "child-willow", "childrens-services", "neglect", "child-rowan/2", "head-of-safeguarding",
)  # fmt: skip


def run(folder: Path, *words: str) -> str:
    env = {**os.environ, "HOME": str(folder / "home"), "XDG_STATE_HOME": str(folder / "state")}
    done = subprocess.run(
        [INSTALLED, "--register", str(folder / "register"), *words],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{' '.join(words[:3])}: {done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, demonstration_board: Path) -> Path:
    """The demonstration register with its reports and exports beside it."""
    return made_once(tmp_path_factory, "figures", lambda at: write_reports(demonstration_board, at))


def write_reports(demonstration: Path, folder: Path) -> None:
    shutil.copytree(demonstration, folder / "register")
    for day in (AS_AT, BEFORE):
        out = str(folder / f"all-{day}.json")
        run(folder, "export", "--what", "all", "--format", "json", "--as-at", day, "--out", out)
    reports = {
        "progress": ("progress", "--since", SINCE, "--until", AS_AT),
        "response": ("response", REVIEW),
        "agency": ("agency", AGENCY),
        "themes": ("themes",),
        "evidence-pack": ("evidence-pack", THEME),
        "assurance": ("assurance", RECOMMENDATION),
        "handover": ("handover", LEAD),
    }
    for name, words in reports.items():
        run(folder, "report", *words, "--as-at", AS_AT, "--out", str(folder / f"{name}.docx"))


@dataclass
class Counted:
    """The export of everything, and what can be counted in it."""

    told: Mapping[str, Any]

    def table(self, name: str) -> list[dict[str, Any]]:
        """The records of a table, none withdrawn."""
        return [one for one in self.told["tables"].get(name, []) if not one.get("withdrawn_on")]

    def derived(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told["derived"][name]
        return found

    @cached_property
    def of_record(self) -> dict[str, list[dict[str, Any]]]:
        """The actions of each record."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for action in self.table("actions"):
            for ref in action["serves"]:
                found[ref].append(action)
        return found

    @cached_property
    def states(self) -> dict[str, str]:
        """The state that the last update of each action gives it."""
        dated = sorted(self.table("updates"), key=lambda one: one["on"] or "")
        return {one["action"]: one["state"] for one in dated if one["state"]}

    def is_over(self, actions: Iterable[Mapping[str, Any]]) -> bool:
        """Whether there is anything live among some actions, and all of it is said to be done."""
        states = [self.states.get(one["ref"]) for one in actions]
        live = [one for one in states if one not in SET_ASIDE]
        return bool(live) and all(one in DONE for one in live)

    def is_open(self, ask: Mapping[str, Any]) -> bool:
        decided = sorted(
            (one for one in self.table("decisions") if one["on_ref"] == ask["ref"]),
            key=lambda one: one["on"] or "",
        )
        ends = [one["decision"] for one in decided if one["decision"] in (*OVER, "re-open")]
        if ends and ends[-1] in OVER:
            return False
        replies = [one for one in self.table("replies") if one["recommendation"] == ask["ref"]]
        declined = {one["agency"] for one in replies if one["answer"] == "declined"}
        if ask["agencies"] and declined >= set(ask["agencies"]):
            return False
        return not self.is_over(self.of_record[ask["ref"]])

    @cached_property
    def open(self) -> list[dict[str, Any]]:
        return [one for one in self.table("recommendations") if self.is_open(one)]

    def plan(self, ref: str) -> str:
        """Whose plan an agency's asks stand in now."""
        bodies = {one["ref"]: one for one in self.table("agencies")}
        while bodies[ref]["replaced_by"]:
            ref = bodies[ref]["replaced_by"]
        return str(bodies[ref]["name"])

    def still_asked(self, ask: Mapping[str, Any]) -> set[str]:
        """The agencies that have still to do their part of an open recommendation."""
        own = self.of_record[ask["ref"]]
        return {
            self.plan(ref)
            for ref in ask["agencies"]
            if not self.is_over(one for one in own if one["agency"] in (ref, None))
        }

    def agreed(self, action: Mapping[str, Any]) -> str | None:
        moved = [one["to"] for one in self.table("extensions") if one["action"] == action["ref"]]
        return moved[-1] if moved else action["due"]

    @cached_property
    def undone(self) -> list[dict[str, Any]]:
        """The actions that are still to be done."""
        return [
            one
            for one in self.table("actions")
            if self.states.get(one["ref"]) not in (*DONE, *SET_ASIDE, "in-place")
        ]


@pytest.fixture(scope="module")
def counted(folder: Path) -> Counted:
    return Counted(json.loads((folder / f"all-{AS_AT}.json").read_text()))


@dataclass
class Report:
    """A Word report as it reads: its texts, and its tables by their captions."""

    path: Path

    @cached_property
    def parts(self) -> list[tuple[str, Any]]:
        document = Document(str(self.path))
        found: list[tuple[str, Any]] = []
        for element in document.element.body.iterchildren():
            if element.tag.endswith("}p"):
                found.append(("text", Paragraph(element, document).text))
            elif element.tag.endswith("}tbl"):
                rows = Table(element, document).rows
                found.append(("table", [[cell.text for cell in row.cells] for row in rows]))
        return found

    @property
    def text(self) -> str:
        return "\n".join(part for kind, part in self.parts if kind == "text")

    def tables(self, *words: str) -> list[list[list[str]]]:
        """The tables under a caption that holds all the words, without their headings."""
        found, caption = [], ""
        for kind, part in self.parts:
            if kind == "text":
                caption = part or caption
            elif all(word in caption for word in words):
                found.append(part[1:])
        assert found, f"no table of {words} in {self.path.name}"
        return found

    def rows(self, *words: str) -> list[list[str]]:
        return self.tables(*words)[0]


@pytest.fixture(scope="module")
def report(folder: Path):
    made: dict[str, Report] = {}
    return lambda name: made.setdefault(name, Report(folder / f"{name}.docx"))


def test_what_is_open_and_its_colours(counted, report):
    """Open recommendations, by BRAG and by agency."""
    open_refs = {one["ref"] for one in counted.open}
    derived = {one["ref"]: one for one in counted.derived("recommendations")}
    assert {ref for ref, one in derived.items() if one["is_open"]} == open_refs
    text = report("progress").text
    brag = Counter(derived[ref]["brag"] for ref in open_refs)
    assert f"{len(open_refs)} recommendations are open as at" in text
    assert f"{brag['Red']} Red" in text and f"{brag['Amber']} Amber" in text
    by_agency: dict[str, Counter[str]] = defaultdict(Counter)
    for one in counted.open:
        for name in counted.still_asked(one):
            by_agency[name]["asks"] += 1
    rows = report("progress").rows("Open recommendations of each agency by BRAG")
    printed = {row[0]: sum(int(cell) for cell in row[1:]) for row in rows}
    assert printed == {name: number["asks"] for name, number in by_agency.items()}
    red_and_amber = report("progress").rows("Open recommendations that are Red or Amber")
    assert len(red_and_amber) == brag["Red"] + brag["Amber"]
    assert {row[0].split("\n")[0] for row in red_and_amber} == {
        ref for ref in open_refs if derived[ref]["brag"] in ("Red", "Amber")
    }


def test_the_balance_adds_up_and_is_the_count_of_both_days(folder, counted, report):
    before = Counted(json.loads((folder / f"all-{BEFORE}.json").read_text()))
    opening = {one["ref"] for one in before.derived("recommendations") if one["is_open"]}
    closing = {one["ref"] for one in counted.open}
    rows = report("progress").rows("Recommendations open on")
    figure = [int(row[1]) for row in rows]
    opened, new, late, reopened, together, left, closed, withdrawn, superseded, same = figure
    assert (opened, left) == (len(opening), len(closing))
    assert opened + new + late + reopened == together == same
    assert left + closed + withdrawn + superseded == same
    gone = {one["ref"] for one in counted.told["tables"]["recommendations"] if one["withdrawn_on"]}
    assert closed == len(opening - closing - gone) and withdrawn == len(opening & gone)


def test_what_is_overdue_and_what_waits_for_a_signature(counted, report):
    late = {
        one["ref"]
        for one in counted.undone
        if (one["due"] and one["due"] < AS_AT) or (counted.agreed(one) or "9999") < AS_AT
    }
    rows = report("progress").rows("What is past its date")
    assert {row[0].partition(",")[0].split("\n")[0] for row in rows} == late
    agreed = {ref for ref in late if counted.agreed(_action(counted, ref)) < AS_AT}
    assert (
        f"{len(late)} actions are past the original or the agreed date" in report("progress").text
    )
    assert (
        f"{len(late - agreed)} of them are still within the agreed date" in report("progress").text
    )
    unsigned = {ref for ref, state in counted.states.items() if state == "done"}
    rows = report("progress").rows("Actions said to be done and not signed off")
    assert {re.split(r"[,\n]", row[0])[0] for row in rows} == unsigned


def test_the_audits_of_the_period(counted, report):
    done = [one for one in counted.table("audits") if one["status"] == "done"]
    within = {one["ref"] for one in done if SINCE <= one["date"] <= AS_AT}
    rows = report("progress").rows("Audits done in the period")
    assert {row[0].split("\n")[0] for row in rows} == within
    on_record = sum(one["date"] <= AS_AT for one in done)
    assert f"(of {on_record} on record)" in report("progress").text


def test_what_needs_a_decision_by_kind(counted, report):
    kinds = Counter(one["kind"] for one in counted.derived("needs"))
    printed = [int(row[1]) for row in report("progress").rows("Decisions asked, by kind")]
    assert sorted(printed) == sorted(kinds.values())
    assert f"{sum(kinds.values())} decisions are asked" in report("progress").text


@pytest.mark.parametrize("name", ["progress", "themes"])
def test_themes_by_attention(counted, report, name):
    attention = [str(one["attention"]) for one in counted.derived("positions")]
    names = [one["name"] for one in counted.derived("positions")]
    rows = report(name).rows("Themes in order of attention")
    assert [row[0] for row in rows] == attention
    assert [row[1].split("\n")[0] for row in rows] == names
    issues = {
        link["theme"]
        for link in counted.table("theme_links")
        if link["status"] != "rejected" and link["theme"] in {p["theme"] for p in _issues(counted)}
    }
    assert len(rows) == len(issues)
    assert f"{len(issues)} themes raised" in report(name).text


def test_the_matrix_has_each_review_that_raises_a_theme(counted, report):
    reviews = {one["review"] for one in counted.derived("matrix")}
    (rows,) = report("themes").tables("How each theme is spoken of")
    assert len(rows[0]) == len(reviews) + 1
    letters = Counter(one["letter"] for one in counted.derived("matrix"))
    printed = Counter(cell.split("\n")[0].strip() for row in rows for cell in row[1:])
    assert printed == letters


def test_the_response_to_a_review(counted, report):
    asks = [one for one in counted.table("recommendations") if one["review"] == REVIEW]
    findings = [one for one in counted.table("findings") if one["review"] == REVIEW]
    replies = [
        one
        for one in counted.table("replies")
        if one["recommendation"] in {ask["ref"] for ask in asks}
    ]
    kinds = Counter(one["kind"] for one in asks)
    text = report("response").text
    assert f"{len(findings)} findings, {kinds['recommendation']} recommendations" in text
    assert all(one["ref"] in text and one["text"] in text for one in asks)
    assert f"{sum(counted.is_open(one) for one in asks)} still open" in text
    # An agency that answers again is one that answered.
    answered = len(
        {(one["recommendation"], one["agency"]) for one in replies if one["answer"] is not None}
    )
    assert re.search(rf"\b{answered} of \d+ replies on record", text)
    for one in asks:
        actions = counted.of_record[one["ref"]]
        if actions:
            (rows,) = report("response").tables(f"Actions on {one['ref']}")[:1]
            assert len(rows) == len(actions)


def test_the_plan_of_an_agency_has_each_open_recommendation_once(counted, report):
    name = counted.plan(AGENCY)
    mine = {one["ref"] for one in counted.open if name in counted.still_asked(one)}
    headings = _headings(report("agency"))
    for ref in mine:
        assert sum(one == ref or one.startswith(f"{ref}:") for one in headings) == 1, ref


def test_the_evidence_pack_of_a_theme(counted, report):
    asks = {one["ref"] for one in counted.derived("recommendations") if THEME in one["themes"]}
    text = report("evidence-pack").text
    assert f"{len(asks)} recommendations of the board's reviews on the theme" in text
    assert all(re.search(rf"^{re.escape(ref)}\b", text, re.MULTILINE) for ref in asks)
    links = {
        one["of"]
        for one in counted.table("theme_links")
        if one["theme"] == THEME and one["status"] != "rejected"
    }
    findings = {one["ref"] for one in counted.table("findings")} & links
    rows = report("evidence-pack").rows("Findings of reviews on the theme")
    assert {row[0].split("\n")[0] for row in rows} == findings
    chain = next(one for one in counted.derived("positions") if one["theme"] == THEME)["chain"]
    assert len(report("evidence-pack").rows("on which the position")) == len(chain)


def test_the_assurance_sheet_of_a_recommendation(counted, report):
    derived = next(
        one for one in counted.derived("recommendations") if one["ref"] == RECOMMENDATION
    )
    text = report("assurance").text
    assert derived["text"] in text
    assert f"BRAG: {derived['brag']}" in text
    actions = counted.of_record[RECOMMENDATION]
    assert len(report("assurance").rows("Actions with their dates")) == len(actions)
    levels = report("assurance").rows("Evidence held by level")
    held = sum(not row[1].startswith("None") for row in levels)
    pieces = [one for one in counted.table("evidence") if _serves(counted, one, RECOMMENDATION)]
    assert held == len({one["level"] for one in pieces})


def test_the_handover_of_a_post(counted, report):
    mine = [one for one in counted.undone if one["lead"] == LEAD]
    done = [
        one
        for one in counted.table("actions")
        if one["lead"] == LEAD and counted.states.get(one["ref"]) == "done"
    ]
    text = report("handover").text
    assert re.search(rf"\b{len(mine)} actions? still to be done", text)
    rows = report("handover").rows("The open actions that it leads")
    printed = {re.split(r"[,\n]", row[0])[0] for row in rows}
    assert printed == {one["ref"] for one in (*mine, *done)}


def test_every_report_says_the_head_that_it_was_made_from(folder, counted, report):
    entry = counted.told["head"]["entry"]
    for name in ("progress", "response", "themes", "handover"):
        found = re.search(r"entry (\d+), [0-9a-f]{12}", report(name).text)
        assert found and int(found[1]) > entry  # each export is itself an entry


def _action(counted: Counted, ref: str) -> dict[str, Any]:
    return next(one for one in counted.table("actions") if one["ref"] == ref)


def _issues(counted: Counted) -> list[dict[str, Any]]:
    """The themes that are issues, and not types of action."""
    return [one for one in counted.derived("themes") if one["kind"] == "issue"]


def _headings(report: Report) -> list[str]:
    document = Document(str(report.path))
    return [one.text for one in document.paragraphs if (one.style.name or "").startswith("Heading")]


def _serves(counted: Counted, piece: Mapping[str, Any], ref: str) -> bool:
    own = {ref, *(one["ref"] for one in counted.of_record[ref])}
    return not own.isdisjoint(piece["serves"])
