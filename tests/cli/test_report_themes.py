"""`report themes`: asked for, refused, recorded."""

import stat
from io import BytesIO

import pytest
from docx import Document

from tests.cli.conftest import journal_of


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def test_it_is_written_for_its_owner_alone_and_recorded(ask, tmp_path):
    out = tmp_path / "themes.docx"
    answer = ask("report", "themes", "--out", str(out), "--to", "the board", "--json")
    assert answer.code == 0, answer.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    said = answer.json
    assert (said["report"], said["themes"]) == ("themes", ["neglect"])
    assert (said["not_raised"], said["suggested_links"]) == ([], 0)
    (export,) = ask("report", "told", "--json").json
    assert export["kind"] == "themes"
    assert "Neglect" in text_of(out.read_bytes())


def test_the_figures_are_those_of_theme_positions(ask, tmp_path):
    out = tmp_path / "themes.docx"
    assert ask("report", "themes", "--out", str(out)).code == 0
    text = text_of(out.read_bytes())
    (position,) = ask("theme", "positions", "--json").json
    assert position["reason"] in text
    assert f"{position['reviews']} of {position['of_reviews']} review" in text
    for step in position["chain"]:
        assert step["text"] in text


def test_only_the_themes_asked_for_by_id_name_or_start(ask, tmp_path):
    ask("rec", "theme", "child-elm/2", "supervision_oversight", "--confirm")
    for typed in ("neglect", "Neglect and home conditions", "NEGLECT"):
        answer = ask("report", "themes", "--theme", typed, "--out", "-")
        assert answer.code == 0, answer.err
    out = tmp_path / "themes.docx"
    assert ask("report", "themes", "--theme", "supervision", "--out", str(out)).code == 0
    text = text_of(out.read_bytes())
    assert "Themes: Supervision" in text
    recorded = ask("report", "told", "--json").json
    assert any(export["what"].startswith("Supervision") for export in recorded)


def test_a_theme_nobody_raised_is_told_as_such(ask, tmp_path):
    out = tmp_path / "themes.docx"
    answer = ask("report", "themes", "--theme", "supervision_oversight", "--out", str(out))
    assert answer.code == 0, answer.err
    assert ": Not raised." in text_of(out.read_bytes())


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--theme", "no such theme at all"), "unknown-theme"),
        (("--subgroup", "nobody"), "unknown-reference"),
        (("--subgroup", "Quality and Performance"), "nothing-to-report"),
        (("--template", "missing.docx"), "template-not-found"),
    ],
)
def test_slips_are_refused_and_an_earlier_file_stays(ask, board, tmp_path, options, code):
    out = tmp_path / "themes.docx"
    out.write_bytes(b"an earlier one")
    before = journal_of(board)
    answer = ask("report", "themes", "--out", str(out), "--json", *options)
    assert answer.code == 1
    if code != "template-not-found":
        assert answer.refusal["code"] == code
    assert answer.refusal["message"].endswith(".")
    assert out.read_bytes() == b"an earlier one"
    assert journal_of(board) == before


def test_a_register_without_a_theme_has_nothing_to_report(ask_nothing, tmp_path):
    made = tmp_path / "empty"
    assert ask_nothing("init", str(made), "--board", "Fernshire Board").code == 0
    out = tmp_path / "themes.docx"
    answer = ask_nothing("--register", str(made), "report", "themes", "--out", str(out), "--json")
    assert answer.code == 1
    assert answer.refusal["code"] == "nothing-to-report"
    assert not out.exists()


def test_an_earlier_day_knows_nothing_later(ask, tmp_path):
    out = tmp_path / "themes.docx"
    assert ask("report", "themes", "--as-at", "2019-06-01", "--out", str(out)).code == 0
    text = text_of(out.read_bytes())
    assert "aud-1" not in text
    assert "As at: 1 June 2019" in text
