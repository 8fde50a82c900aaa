"""`report progress`: the board's and a subgroup's, asked for, refused, recorded, frozen."""

from io import BytesIO

import pytest
from docx import Document

from tests.cli.conftest import journal_of


@pytest.fixture
def out(tmp_path):
    return tmp_path / "progress.docx"


@pytest.fixture
def ask(ask):
    """The board with a subgroup that answers for one of its two recommendations."""
    assert ask("rec", "edit", "child-elm/1", "--assuring", "quality-and-performance").code == 0
    return ask


def text_of(content):
    document = Document(BytesIO(content))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def paper(ask, out, *options):
    answer = ask("report", "progress", "--out", str(out), *options)
    assert answer.code == 0, answer.err
    return text_of(out.read_bytes())


@pytest.mark.parametrize("named", ["quality-and-performance", "Quality and Performance"])
def test_a_subgroups_holds_only_what_it_delivers_or_assures(ask, out, named):
    text = paper(ask, out, "--subgroup", named)
    assert "Subgroup progress report: Quality and Performance" in text
    assert "delivering or assuring them: 1 of 2 on record" in text
    assert "child-elm/1" in text
    assert "child-elm/2" not in text and "Record who lives" not in text
    whole = paper(ask, out)
    assert "child-elm/2" in whole and "Subgroup progress report" not in whole


def test_it_is_recorded_with_its_subgroup_and_period(ask, out):
    answer = ask("report", "progress", "--out", str(out), "--subgroup", "quality", "--json")
    assert answer.json["subgroup"] == "Quality and Performance"
    (export,) = ask("report", "told", "--json").json
    assert (export["kind"], export["what"]) == ("progress", "Quality and Performance")
    assert export["period"] == f"{answer.json['since']}..{answer.json['until']}"


def test_each_counts_changes_since_its_own_last_report(ask, out):
    paper(ask, out)
    subgroups = ("--subgroup", "quality-and-performance")
    assert "No earlier progress report on what Quality and Performance answers for" in paper(
        ask, out, *subgroups
    )
    assert ask("rec", "decide", "child-elm/2", "--decision", "implement").code == 0
    assert "Nothing has been recorded since" in paper(ask, out, *subgroups)
    assert "1 change recorded" in paper(ask, out)
    assert ask("rec", "decide", "child-elm/1", "--decision", "implement").code == 0
    assert "1 change recorded" in paper(ask, out, *subgroups)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--subgroup", "nobody"), "unknown-reference"),
        (("--subgroup", ""), "unknown-reference"),
        (("--since", "2026-06-01", "--until", "2026-01-01"), "bad-date"),
        (("--since", "soon"), "bad-date"),
    ],
)
def test_slips_are_refused_and_an_earlier_file_stays(ask, board, out, options, code):
    out.write_bytes(b"earlier")
    before = journal_of(board)
    answer = ask("report", "progress", "--out", str(out), *options, "--json")
    assert (answer.code, answer.refusal["code"]) == (1, code)
    assert out.read_bytes() == b"earlier" and journal_of(board) == before


def test_a_subgroup_that_nothing_names_has_nothing_to_report(ask, out):
    assert ask("subgroup", "add", "Learning").code == 0
    answer = ask("report", "progress", "--out", str(out), "--subgroup", "learning", "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "nothing-to-report")
    assert "delivered or assured by Learning" in answer.refusal["message"]
    assert not out.exists()


def test_a_register_without_records_has_nothing_to_report(ask_nothing, tmp_path, out):
    register = tmp_path / "empty"
    assert ask_nothing("init", str(register), "--board", "Fernshire Board").code == 0
    answer = ask_nothing("--register", str(register), "report", "progress", "--out", str(out))
    assert answer.code == 1 and "nothing to report" in answer.err
    assert not out.exists()


def test_a_quiet_period_of_a_register_with_records_says_so(ask, out):
    text = paper(ask, out, "--since", "2010-01-01", "--until", "2010-06-30")
    assert "so there is nothing to balance" in text
    assert "No audit dated in the period is on record" in text


@pytest.mark.parametrize("options", [(), ("--subgroup", "quality-and-performance")])
def test_the_same_entry_makes_the_same_bytes_in_any_process(ask, board, installed, out, options):
    made = []
    command = ("--register", str(board), "report", "progress", "--out", str(out))
    command += ("--since", "2018-01-01", *options)
    answer = installed(*command, "--json", env={"PYTHONHASHSEED": "1"})
    assert answer.code == 0, answer.err
    made.append(out.read_bytes())
    frozen = ("--as-recorded", str(answer.json["entry"]))
    assert ask("rec", "decide", "child-elm/1", "--decision", "implement").code == 0
    assert ask("rec", "decide", "child-elm/2", "--decision", "implement").code == 0
    assert ask("subgroup", "add", "Learning").code == 0
    answer = installed(*command, *frozen, env={"PYTHONHASHSEED": "2"})
    assert answer.code == 0, answer.err
    made.append(out.read_bytes())
    assert made[0] == made[1]
    assert ask(*command).code == 0
    assert out.read_bytes() != made[0]
