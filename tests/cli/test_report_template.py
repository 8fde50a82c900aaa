"""`report template` and `report lint`, and the templates of a person's own folder."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from auditrack.cli import confined
from auditrack.cli.confined import Confinement, confined_to
from auditrack.reports.kit.kind import NAMES
from auditrack.reports.templating.templates import find_template, shipped_template
from tests.cli.conftest import Ask


def branded(content: bytes, word: str) -> bytes:
    """A template with a word of one's own before the report."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "word/document.xml":
                mark = f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>"
                text = text.replace("<w:body>", f"<w:body>{mark}")
            new.writestr(name, text)
    return out.getvalue()


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "auditrack" / "templates"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("kind", NAMES)
def test_a_template_is_written_and_lints_clean(ask_nothing: Ask, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"{kind}.docx"
    answer = ask_nothing("report", "template", kind, "--out", str(out))
    assert answer.code == 0, answer.err
    assert out.read_bytes() == shipped_template(kind).content
    linted = ask_nothing("report", "lint", str(out), "--json")
    assert linted.code == 0
    assert linted.json["kind"] == kind
    assert linted.json["findings"] == []


def test_a_file_that_is_there_is_left(ask_nothing: Ask, tmp_path: Path) -> None:
    out = tmp_path / "progress.docx"
    out.write_bytes(b"mine")
    answer = ask_nothing("report", "template", "progress", "--out", str(out), "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "out-exists")
    assert out.read_bytes() == b"mine"


def test_the_kinds_and_their_tokens_are_told(ask_nothing: Ask) -> None:
    listed = ask_nothing("report", "template", "--list", "--json").json
    assert [one["kind"] for one in listed] == list(NAMES)
    for one in listed:
        assert set(one) == {"kind", "title", "parts", "printed", "wide", "values", "rows"}
        assert {"opening", "contents", "legend", "about"} < set(one["parts"])
        assert "as_at" in one["values"]
    said = ask_nothing("report", "template", "minutes").out
    assert "{{matters_arising}}" in said
    assert "{{actions.because}}" in said
    assert "{{matters_arising}}" in ask_nothing("report", "template", "--list").out
    assert ask_nothing("report", "template").out.splitlines()[0].startswith("progress: ")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("template", "almanac"), "unknown-kind"),
        (("template", "--out", "x.docx"), "missing"),
        (("template", "minutes", "--out", "-"), "one-output"),
        (("lint", "nowhere.docx"), "template-missing"),
        (("lint", "."), "template-not-docx"),
        (("lint", "/dev/zero"), "template-not-docx"),
        (("lint", "nowhere.docx", "--for", "almanac"), "unknown-kind"),
    ],
)
def test_a_wrong_question_is_a_sentence(
    ask_nothing: Ask, words: tuple[str, ...], code: str
) -> None:
    answer = ask_nothing("report", *words, "--json")
    assert (answer.code, answer.refusal["code"]) == (1, code)


def test_lint_tells_what_is_wrong_and_exits_1(ask_nothing: Ask, tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(branded(shipped_template("progress").content, "{{chairman}}"))
    answer = ask_nothing("report", "lint", str(path), "--for", "progress", "--json")
    assert answer.code == 1
    (finding,) = answer.json["findings"]
    assert set(finding) == {"code", "severity", "where", "message", "todo"}
    assert finding["code"] == "template-unknown-token"
    assert finding["severity"] == "error"
    assert answer.json["tokens"]["chairman"] == 1
    said = ask_nothing("report", "lint", str(path))
    assert said.code == 1
    assert "{{chairman}}" in said.out
    assert "would be refused" in said.out
    path.write_bytes(b"no document at all")
    damaged = ask_nothing("report", "lint", str(path), "--json")
    assert damaged.code == 1
    assert damaged.json["kind"] is None


def test_the_persons_own_template_is_used_and_said(
    ask: Ask, own_folder: Path, tmp_path: Path
) -> None:
    own = own_folder / "handover.docx"
    own.write_bytes(branded(shipped_template("handover").content, "House of Fern"))
    out = tmp_path / "a.docx"
    answer = ask("report", "handover", "head-of-early-help", "--out", str(out))
    assert answer.code == 0, answer.err
    assert f"Written over your own template {own}." in answer.err
    assert Document(str(out)).paragraphs[0].text == "House of Fern"
    other = tmp_path / "other.docx"
    other.write_bytes(shipped_template("handover").content)
    answer = ask(
        "report", "handover", "head-of-early-help", "--out", str(out), "--template", str(other)
    )
    assert "your own template" not in answer.err
    assert Document(str(out)).paragraphs[0].text != "House of Fern"


def test_a_broken_template_of_ones_own_is_named_and_nothing_is_written(
    ask: Ask, own_folder: Path, tmp_path: Path
) -> None:
    own = own_folder / "handover.docx"
    own.write_bytes(b"no")
    out = tmp_path / "a.docx"
    out.write_bytes(b"old")
    answer = ask("report", "handover", "head-of-early-help", "--out", str(out), "--json")
    assert answer.refusal["code"] == "template-not-docx"
    assert str(own) in answer.refusal["message"]
    assert out.read_bytes() == b"old"


def test_a_confined_session_reads_only_templates_of_its_own_folder(
    own_folder: Path, tmp_path: Path
) -> None:
    (own_folder / "minutes.docx").write_bytes(shipped_template("minutes").content)
    assert find_template("minutes").place
    for within, found in ((tmp_path, True), (tmp_path / "home", False), (None, False)):
        with confined_to(Confinement(tmp_path / "register", within)):
            assert bool(find_template("minutes").place) is found
    assert confined.confinement() is None


def test_the_folder_of_another_account_is_nobodys_own(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_folder / "minutes.docx").write_bytes(shipped_template("minutes").content)
    monkeypatch.setenv("SUDO_UID", "1000")
    assert not find_template("minutes").place


def test_a_relative_folder_of_config_is_none(
    own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_folder / "minutes.docx").write_bytes(shipped_template("minutes").content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    assert os.path.exists("config/auditrack/templates/minutes.docx")
    assert not find_template("minutes").place
