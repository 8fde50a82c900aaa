"""The public record: whole, linked, plain, the same every time, and nothing internal in it."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditrack.model.dates import today_in_london
from auditrack.register import Register, open_register
from auditrack.reports.exports.formats import TRIGGERS
from auditrack.views.public_records import public_records
from tests.reports.every_kind import Board
from tests.reports.made_up_site import files_of, site_from
from tests.reports.planted import Planted
from tests.reports.site_reading import pages, wrong_with

PUBLIC = frozenset(
    (
        *("board.name", "agencies.name", "themes.name", "reviews.title", "reviews.delay_public"),
        *("findings.label", "recommendations.label"),
        *("findings.public_wording", "recommendations.public_wording", "actions.public_wording"),
        *("evidence.public_wording", "replies.public_wording", "decisions.public_wording"),
        *("findings.text", "recommendations.text"),
    )
)
"""The only fields whose words may be public, those of published reviews among them."""

HOSTILE = (
    "</title></p></main><script>document.body.dataset.ran='yes'</script>"
    "<img src=x onerror=\"document.body.dataset.ran='yes'\">\"' onfocus='x' autofocus {} ]]> -->"
    " &lt;b&gt; =1+1 javascript:alert(1) \u202eesrever\u202c \x00\x1b[31m\x07 \ud800 %2e%2e/"
    " {{head}}"
)
LONG = "Long" * 60 + " " + "word " * 300 + "\n- point <one>\n- point two\n\nEnd."


@pytest.fixture(scope="module")
def register(board_of_every_kind: Board) -> Iterator[Register]:
    with open_register(board_of_every_kind.folder, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def today(register: Register) -> date:
    return today_in_london(register.clock())


@pytest.fixture(scope="module")
def files(register: Register, today: date) -> dict[str, bytes]:
    return files_of(register, register, today)


def planted(register: Register, **only: Any) -> Planted:
    return Planted(register, lambda table, name, ref: f"CANARY {table} {name} {ref} END", **only)


def hostile(table: str, name: str, ref: str) -> str:
    text = LONG if sum(map(ord, ref)) % 5 == 0 and name in ("text", "public_wording") else ""
    return f"{HOSTILE} {ref} {text}"


def found_in(files: dict[str, bytes]) -> set[str]:
    """Which fields' words stand in any file."""
    told = b"\n".join((*files.values(), *(path.encode() for path in files))).decode()
    return {f"{table}.{name}" for table, name in re.findall(r"CANARY (\w+) (\w+)", told)}


# Whole ------------------------------------------------------------------------------------------


def test_every_page_is_well_formed_and_every_link_leads_somewhere(files) -> None:
    assert wrong_with(files) == []


def test_there_is_a_page_for_each_review_recommendation_and_theme(register, today, files) -> None:
    site = site_from(register, register, today)
    paths = {path for path in files if path.endswith(".html")}
    asks = [one for one in register.select("recommendations")]
    public = {one.ref for one in site.reviews}
    assert {one.ref for one in site.recommendations} == {
        one["ref"] for one in asks if one["review"] in public and not one.get("withdrawn_on")
    }
    assert len(paths) == 3 + len(site.reviews) + len(site.recommendations) + len(site.themes)
    assert "reviews/child-ash.html" in paths
    assert "reviews/child-ash/1.html" in paths
    assert "themes/neglect.html" in paths


def test_each_page_says_what_it_is_and_whose(register, files) -> None:
    read = pages(files)
    board = register.get("board", "board")["name"]
    for path, page in read.items():
        assert page.lang == "en-GB", path
        assert board in page.title, path
        assert page.text.count("DEMONSTRATION") >= 2, path
        assert re.search(r"As at [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}, from entry [0-9]+, ", page.text)
        assert "default-src 'none'" in page.policy, path
        assert not re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", page.text), path
    titles = [page.title for page in read.values()]
    assert len(set(titles)) == len(titles)
    assert all(b"DEMONSTRATION" in content or b"demonstration" in content
               for path, content in files.items() if path != "style.css")  # fmt: skip


def test_nothing_is_said_in_colours_ranks_or_internal_words(files) -> None:
    told = "\n".join(page.text for page in pages(files).values()).casefold()
    for word in ("brag", "amber", "attention", "overdue", "rank:", "history not searched"):
        assert not re.search(rf"\b{word}\b", told), word


def test_agencies_stand_in_the_order_of_the_alphabet(register, today) -> None:
    for ask in site_from(register, register, today).recommendations:
        assert list(ask.agencies) == sorted(ask.agencies, key=str.casefold)
        names = [one.agency for one in ask.replies]
        assert names == sorted(names, key=str.casefold)


def test_the_same_state_and_day_give_the_same_bytes(board_of_every_kind, today, files) -> None:
    script = (
        "import hashlib,sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from auditrack.register import open_register\n"
        "from tests.reports.made_up_site import files_of\n"
        "with open_register(Path(sys.argv[1]), read_only=True) as register:\n"
        "    made = files_of(register, register, date.fromisoformat(sys.argv[2]))\n"
        "print([(path, hashlib.sha256(made[path]).hexdigest()) for path in made])\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script, str(board_of_every_kind.folder), today.isoformat()],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_tidy_finds_nothing_wrong(files, tmp_path) -> None:
    program = shutil.which("tidy")
    if program is None:
        pytest.skip("tidy is not installed")
    for path in ("index.html", "about.html", "comments.html", "reviews/child-ash.html",
                 "reviews/child-ash/1.html", "themes/neglect.html"):  # fmt: skip
        page = tmp_path / "page.html"
        page.write_bytes(files[path])
        found = subprocess.run(
            [program, "-errors", "-quiet", "-utf8", str(page)], capture_output=True, text=True
        )
        # Its releases before ARIA 1.1 take this one for nobody's.
        said = [one for one in found.stderr.splitlines() if '"aria-current"' not in one]
        assert said == [], path


# For other programs -----------------------------------------------------------------------------


def test_the_json_and_the_csvs_say_what_the_pages_say(register, today, files) -> None:
    site = site_from(register, register, today)
    told = json.loads(files["record.json"])
    assert [one["ref"] for one in told["reviews"]] == [one.ref for one in site.reviews]
    assert told["entry"] == register.head.number
    assert told["demonstration"] is True
    asks = [ask for review in told["reviews"] for ask in review["recommendations"]]
    for kind, rows in (
        ("recommendations", len(asks)),
        ("findings", sum(len(one["findings"]) for one in told["reviews"])),
        ("themes", len(told["themes"])),
        ("evidence", sum(len(one["evidence"]) for one in asks)),
    ):
        table = list(csv.DictReader(io.StringIO(files[f"{kind}.csv"].decode("utf-8-sig"))))
        assert len(table) == rows, kind
        assert all(row["demonstration"] == "made up" for row in table)
    read = pages(files)
    for ask in asks:
        assert ask["page"] in files
        said = " ".join(read[ask["page"]].text.split())
        assert " ".join(ask["text"].split()) in said


def test_no_cell_is_a_formula(register, today) -> None:
    made = files_of(register, Planted(register, lambda *_: "=HYPERLINK(1)\t\r+1"), today)
    for path, content in made.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                assert not any(cell.startswith(TRIGGERS[:-1]) for cell in row), path


# Nothing internal -------------------------------------------------------------------------------


def test_of_words_planted_in_every_field_only_public_ones_leave(register, today) -> None:
    records = planted(register)
    made = files_of(register, records, today, comments=(), contact="")
    found = found_in(made)
    assert found <= PUBLIC
    assert found >= PUBLIC - {"findings.text", "recommendations.text", "themes.name"}
    refs = {one.ref for one in public_records(records, today).withheld}
    assert refs
    told = b"\n".join(made.values()).decode()
    assert not any(re.search(rf"\b{re.escape(ref)}\b", told) for ref in refs)


def test_without_wording_the_texts_of_published_reviews_alone_leave(register, today) -> None:
    worded = frozenset(
        f"{table}.{name}"
        for table in ("findings", "recommendations", "actions", "evidence", "decisions", "replies")
        for name in ("text", "what", "shows", "reason", "difference", "label", "as_printed")
    )
    found = found_in(files_of(register, planted(register, only=worded), today))
    assert found <= PUBLIC
    assert found >= {"findings.text", "recommendations.text"}


def test_small_numbers_of_cases_are_not_told(register, today, files) -> None:
    for number in map(int, re.findall(r"([0-9]+) cases were looked at", _said(files))):
        assert number >= 5
    for cases, met in re.findall(
        r"([0-9]+) cases were looked at, and ([0-9]+) of them", _said(files)
    ):
        assert min(int(met), int(cases) - int(met)) >= 5


def _said(files: dict[str, bytes]) -> str:
    return b"\n".join(files.values()).decode()


# Hostile text -----------------------------------------------------------------------------------


def test_hostile_text_in_every_public_field_stays_text(register, today) -> None:
    made = files_of(register, Planted(register, hostile), today, contact=HOSTILE)
    assert wrong_with(made) == []
    assert all(".." not in path and not path.startswith("/") for path in made)
    assert not any(one in _said(made) for one in ("\u202e", "\x1b", "\x07", "\x00"))
    assert json.loads(made["record.json"])["contact"].startswith("</title>")


def test_a_register_of_nothing_is_a_record_of_nothing(register, today) -> None:
    class Nothing(Planted):
        def select(self, table: str, filter: Any = None) -> tuple[Any, ...]:
            return ()

        def index(self, table: str, field: str) -> dict[Any, Any]:
            return {}

    made = files_of(register, Nothing(register, hostile), today)
    assert [one for one in wrong_with(made) if "title" not in one] == []
    assert b"No review is in this record." in made["index.html"]
