"""`export --about REVIEW`: everything on one review, for a lawyer, by those who may, on record."""

import hashlib
import os
import stat
import zipfile
from pathlib import Path

import pytest

from auditrack.register import host_log
from tests.cli.conftest import journal_of
from tests.cli.test_confined_sessions import share

CONTENT = b"what two auditors found in twelve files"
ABOUT = ("export", "--about", "child-elm")
FORMATS = ("docx", "json", "md", "xlsx")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "elm.docx"


def exports(ask):
    return ask("report", "told", "--json").json


def refused(ask, board, folder, *words, code=None):
    """A refusal in a sentence that leaves everything as it was."""
    before = journal_of(board), sorted(os.listdir(folder))
    answer = ask(*words, "--json")
    assert answer.code == 1, answer.out
    assert (journal_of(board), sorted(os.listdir(folder))) == before
    told = answer.refusal
    assert told["message"].endswith((".", ".)")) or "\n" in told["message"], told
    if code is not None:
        assert told["code"] == code, told
    return told


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_private_recorded_and_says_what_it_is(ask, tmp_path, format):
    out = tmp_path / f"elm.{format}"
    answer = ask(
        *ABOUT, "--out", str(out), "--to", "County solicitor", "--why", "Inquest", "--json"
    )
    assert answer.code == 0, answer.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    told = answer.json
    assert (told["report"], told["format"], told["reviews"]) == ("extract", format, ["child-elm"])
    assert told["records"]["recommendations"] == 2 and told["records"]["audits"] == 1
    assert told["history"] > 5 and told["case"] is None
    (export,) = exports(ask)
    assert (export["kind"], export["file"]) == ("extract", out.name)
    assert export["what"].startswith("child-elm: ")
    (entry,) = ask("history", "--since", str(told["entry"]), "--json").json
    assert (entry["what"], entry["why"]) == ("export record", "Inquest")
    assert ("to", "County solicitor") in {(c["name"], c["new_value"]) for c in entry["changes"]}
    content = out.read_bytes()
    if format in ("docx", "xlsx"):
        with zipfile.ZipFile(out) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    assert b"Everything held on one review: not redacted. For legal advice." in content


def test_without_a_known_ending_it_is_a_word_document_and_a_format_can_be_said(ask, tmp_path):
    assert ask(*ABOUT, "--out", str(tmp_path / "elm")).code == 0
    assert (tmp_path / "elm").read_bytes().startswith(b"PK")
    told = ask(*ABOUT, "--out", "-", "--format", "json").json
    assert told["export"] == "extract" and told["redacted"] is False


def test_the_json_has_stable_keys_and_numbers_that_point_to_its_records(ask):
    told = ask(*ABOUT, "--out", "-", "--format", "json").json
    assert {
        *("what", "reviews", "case", "board", "marking", "head", "as_at", "version", "warnings"),
        *("not_in_it", "counts", "withdrawn", "records", "named_by_other_reviews", "history"),
    } <= told.keys()
    numbers = [one["number"] for one in (*told["records"], *told["history"])]
    assert numbers == [f"E-{at:04d}" for at in range(1, len(numbers) + 1)]
    by_ref = {one["ref"]: one for one in told["records"]}
    assert by_ref["act-1"]["fields"]["serves"] == ["child-elm/1"]
    assert by_ref["act-1"]["words"]["due"] == "31 March 2019"
    assert "outcome" not in by_ref["child-elm/1"]["fields"]
    entries = {one["number"]: one for one in told["history"]}
    for one in told["records"]:
        assert one["under"] is None or one["under"] in numbers
        for number in one["history"]:
            changed = {change["number"] for change in entries[number]["changes"]}
            assert one["number"] in changed
    assert len(told["history"]) == len({one["entry"] for one in told["history"]})


def test_the_history_is_the_journals_own(ask):
    told = ask(*ABOUT, "--out", "-", "--format", "json").json
    journal = {one["number"]: one for one in ask("history", "--json").json}
    refs = {one["ref"] for one in told["records"]}
    expected = {
        number
        for number, one in journal.items()
        if any(change["ref"] in refs for change in one["changes"])
        and number <= told["head"]["entry"]
    }
    assert {one["entry"] for one in told["history"]} == expected
    for one in told["history"]:
        of = journal[one["entry"]]
        assert (one["login"], one["lead"], one["via"], one["command"], one["reason"]) == (
            *(of["who"], of["lead"], of["via"]),
            *(of["what"], of["why"]),
        )
        assert (one["when"], one["t"], one["hash"]) == (of["when"], of["t"], of["hash"])
        own = {(c["ref"], c["name"]): (c["old_value"], c["new_value"]) for c in of["changes"]}
        for change in one["changes"]:
            assert own[change["ref"], change["field"]] == (change["old"], change["new"])


def test_an_undone_import_is_in_it_with_its_entries(ask, tmp_path):
    paper = tmp_path / "ash.md"
    paper.write_text(
        "# Serious case review: Child Ash\n\n## Recommendations\n\n"
        "1. The Police should record who lives in the household.\n\n"
        "2. Health should share what it knows.\n"
    )
    made = ask("import", str(paper), "--review", "child-ash", "--accept", "all", "--json")
    assert made.code == 0, made.err
    (imported,) = ask("imports", "list", "--json").json
    assert ask("imports", "undo", imported["ref"], "--why", "The wrong paper.").code == 0
    told = ask("export", "--about", imported["review"], "--out", "-", "--format", "json").json
    records = {one["ref"]: one for one in told["records"]}
    assert any("undone" in note for note in records[imported["ref"]]["notes"])
    asks = [one for one in told["records"] if one["table"] == "recommendations"]
    assert len(asks) == 2 and all(one["withdrawn_on"] for one in asks)
    assert {"import", "imports undo"} <= {one["command"] for one in told["history"]}
    assert "The wrong paper." in {one["reason"] for one in told["history"]}


def test_the_texts_of_a_review_that_was_disposed_of_are_gone_and_the_extract_still_comes(
    ask, board, tmp_path
):
    from auditrack.commands.redaction import confirm_redaction
    from auditrack.model.change import Actor, Saved
    from auditrack.register import open_register

    assert ask("review", "edit", "child-elm", "--retention-review", "2020-01-01").code == 0
    assert ask("retention", "dispose", "child-elm", "--why", "Kept long enough.").code == 0
    with open_register(board, Actor("another", 4242, "local")) as register:
        done = confirm_redaction(register, "red-1")
    assert isinstance(done, Saved), done
    told = ask(*ABOUT, "--out", "-", "--format", "json")
    assert told.code == 0, told.err
    assert "graded care profile" not in told.out
    assert any("disposed of" in said for said in told.json["warnings"])
    assert len([one for one in told.json["records"] if one["table"] == "recommendations"]) == 2
    assert ask(*ABOUT, "--out", str(tmp_path / "elm.docx")).code == 0


# Files -------------------------------------------------------------------------------------------


@pytest.fixture
def kept(ask, tmp_path):
    """A board with a kept file of its evidence, one that was returned, and a link."""
    source, other = tmp_path / "File audit.pdf", tmp_path / "wrong.pdf"
    source.write_bytes(CONTENT)
    other.write_bytes(b"of another review")
    for arguments in (
        ("--shows", "Files read", "--level", "3", "--file", str(source)),
        ("--shows", "A policy", "--level", "1", "--at", "Library, 3"),
        ("--shows", "Wrong one", "--level", "1", "--file", str(other)),
    ):
        answer = ask("evidence", "add", "--for", "child-elm/1", *arguments)
        assert answer.code == 0, answer.err
    assert ask("evidence", "return", "ev-4", "--why", "Of another review.").code == 0
    return ask


def test_kept_files_lie_beside_it_under_the_numbers_of_their_records(kept, tmp_path, out):
    folder = tmp_path / "files"
    answer = kept(*ABOUT, "--out", str(out), "--files", str(folder), "--json")
    assert answer.code == 0, answer.err
    records = kept(*ABOUT, "--out", "-", "--format", "json", "--as-recorded",
                   str(answer.json["entry"])).json["records"]  # fmt: skip
    numbers = {one["ref"]: one["number"] for one in records}
    names = [f"{numbers['ev-2']}-file-audit.pdf", f"{numbers['ev-4']}-wrong.pdf"]
    assert answer.json["files"] == names and sorted(os.listdir(folder)) == sorted(names)
    assert (folder / names[0]).read_bytes() == CONTENT
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "2 kept files" in exports(kept)[-1]["what"] or "2 kept files" in str(exports(kept))


def test_a_folder_that_is_there_or_a_changed_file_stops_everything(kept, board, tmp_path, out):
    out.write_bytes(b"old")
    folder = tmp_path / "files"
    folder.mkdir()
    words = (*ABOUT, "--out", str(out), "--files", str(folder))
    refused(kept, board, tmp_path, *words, code="not-written")
    folder.rmdir()
    stored = board / "evidence" / hashlib.sha256(CONTENT).hexdigest()
    stored.chmod(0o640)
    stored.write_bytes(b"something else")
    refused(kept, board, tmp_path, *words, code="kept-file-unfit")
    assert out.read_bytes() == b"old" and not folder.exists()


def test_where_no_file_is_kept_no_folder_is_made_and_it_says_so(ask, tmp_path, out):
    answer = ask(*ABOUT, "--out", str(out), "--files", str(tmp_path / "files"))
    assert answer.code == 0 and "no folder is made" in answer.err
    assert not (tmp_path / "files").exists()


# Who may, and what is refused --------------------------------------------------------------------


def test_who_may_not_is_told_so_and_nothing_is_written(ask, board, tmp_path, out):
    login = ask("history", "--json").json[0]["who"]
    out.write_bytes(b"old")
    assert ask("role", "set", "boss", "administrator").code == 0
    for role, may in (("reader", 1), ("author", 1), ("scrutineer", 1), ("officer", 0)):
        copy = tmp_path / role
        _grant(board, login, role)
        if may:
            told = refused(ask, board, tmp_path, *ABOUT, "--out", str(out), code="role")
            assert "export about" in told["message"] and "earlier file is untouched" in told["safe"]
        else:
            assert ask(*ABOUT, "--out", str(copy)).code == 0
    assert out.read_bytes() == b"old"


def _grant(board, login, role):
    """Give a login one role, as an administrator with another login would."""
    from auditrack.commands.role import SetRoles
    from auditrack.commands.run import run
    from auditrack.model.change import Actor, Saved
    from auditrack.register import open_register

    with open_register(board, Actor("boss", 4242, "local")) as register:
        assert isinstance(run(register, SetRoles(login, (role,))), Saved)


def test_a_look_at_an_embargoed_review_and_the_export_are_told_to_the_host(
    ask, board, out, monkeypatch, tmp_path
):
    told: list[str] = []
    monkeypatch.setattr(host_log, "send", lambda _priority, line: told.append(line))
    share(board, monkeypatch, tmp_path)
    assert ask("review", "edit", "child-elm", "--publishable", "no").code == 0
    told.clear()
    assert ask(*ABOUT, "--out", str(out)).code == 0
    assert [line.split(" ", 1)[0] for line in told] == ["embargoed-view", "export"]
    assert "review=child-elm" in told[0] and "kind=extract" in told[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "--about", "child-ash", "--out", "{out}"), "unknown-reference"),
        ((*ABOUT, "--out", "{out}", "--what", "actions"), "bad-value"),
        ((*ABOUT, "--out", "{out}", "--filter", "open"), "bad-value"),
        ((*ABOUT, "--out", "{out}", "--review", "child-elm"), "bad-value"),
        ((*ABOUT, "--out", "{out}", "--lead", "head-of-early-help"), "bad-value"),
        ((*ABOUT, "--out", "{out}", "--with-withdrawn"), "bad-value"),
        ((*ABOUT, "--out", "{out}", "--format", "csv"), "bad-value"),
        ((*ABOUT, "--out", "{folder}/elm.pdf"), "bad-value"),
        ((*ABOUT, "--out", "{folder}/elm.json", "--template", "x.docx"), "bad-value"),
        ((*ABOUT, "--out", "{folder}"), "out-is-folder"),
        ((*ABOUT, "--out", "{folder}/nowhere/elm.docx"), "out-folder-missing"),
        (("export", "--what", "actions", "--out", "{folder}/a.json", "--why", "So"), "bad-value"),
        (("export", "--blank-sheet", "--about", "child-elm", "--out", "{folder}/a.xlsx"),
         "bad-value"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence_and_leaves_the_older_file(ask, board, tmp_path, words, code):
    folder = tmp_path / "folder"
    folder.mkdir()
    out = folder / "elm.docx"
    out.write_bytes(b"old")
    filled = [word.format(out=out, folder=folder) for word in words]
    refused(ask, board, folder, *filled, code=code)
    assert out.read_bytes() == b"old"


def test_where_it_cannot_be_recorded_it_does_not_leave(ask, board, out):
    path = board / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Train every team", b"Trayn every team", 1))
    (board / "register.json").unlink(missing_ok=True)
    told = refused(ask, board, out.parent, *ABOUT, "--out", str(out), code="read-only")
    assert "only when that is on record" in told["todo"]
    assert ask("report", "progress", "--out", str(out)).code == 0  # which is for everybody


def test_the_name_of_a_case_means_all_its_reviews(ask, out):
    for ref in ("child-elm", "child-elm-summary"):
        if ref != "child-elm":
            assert ask("review", "add", ref, "--title", "Summary of Elm", "--type", "scr").code == 0
        assert ask("review", "edit", ref, "--case", "elm-family").code == 0
    one = ask(*ABOUT, "--out", str(out))
    assert "Other reviews of the same case are not in it: child-elm-summary." in one.err
    both = ask("export", "--about", "Elm Family", "--out", str(out), "--json").json
    assert both["reviews"] == ["child-elm", "child-elm-summary"]
    assert both["case"] == "elm-family"
