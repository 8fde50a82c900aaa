"""`disclosure`: files, texts and the record checked; names and releases; import and export."""

import shlex

import pytest

from auditrack.views.disclosure import AID
from tests.intake import disclosed_files as made
from tests.intake.word_parts import docx, p

NAME, PHONE, NHS = "Zebedee Quill", "07700 900123", "943 476 5919"


def words(answer):
    return " ".join((answer.out + " " + answer.err).split())


def test_a_text_and_what_releases_it(ask):
    found = ask("disclosure", "check", "--text", f"Ring {PHONE}.")
    assert found.code == 1 and "STOPPED text: telephone number 077…" in found.out
    assert PHONE not in found.out + found.err and AID in words(found)
    (line,) = [one.strip() for one in found.out.splitlines() if "disclosure release" in one]
    answer = ask(*shlex.split(line)[1:], "The helpline.")
    assert answer.code == 0 and answer.out.split() == ["rel-1"], answer.err
    after = ask("disclosure", "check", "--text", f"Ring {PHONE}.")
    assert after.code == 0 and "rel-1: The helpline." in after.out
    assert "0 hits stopped, 1 released" in after.out
    listed = ask("disclosure", "releases", "--json").json
    assert [one["ref"] for one in listed] == ["rel-1"] and PHONE not in str(listed)
    assert (listed[0]["shown"], listed[0]["place"]) == ("telephone number 077…", "text")
    assert ask("disclosure", "withdraw", "rel-1").code == 1
    assert ask("disclosure", "withdraw", "rel-1", "--why", "Closed.").code == 0
    assert ask("disclosure", "check", "--text", PHONE).code == 1
    assert "Nothing has been released" in ask("disclosure", "releases").err
    assert "withdrawn" in ask("disclosure", "releases", "--with-withdrawn").out


def test_words_that_are_piped_in(ask):
    found = ask("disclosure", "check", "--text", "-", input=f"one\nRing {PHONE}")
    assert found.code == 1 and "line 2: telephone" in found.out
    done = ask("disclosure", "release", "--kind", "telephone", "--text", "-", "--why", "Helpline.",
               input=PHONE)  # fmt: skip
    assert done.code == 0 and PHONE not in done.out + done.err


def test_a_file_and_its_last_gate(ask, tmp_path):
    file = tmp_path / "final.docx"
    file.write_bytes(made.WORD["the workbook of a chart"](NHS))
    found = ask("disclosure", "check", str(file))
    assert found.code == 1
    assert "workbook of chart 1, sheet Data, cell B2: NHS number 943…" in found.out
    assert "as it will be put on the web site" in words(found) and NHS not in words(found)
    file.write_bytes(docx(p("What the Board did.")))
    clear = ask("disclosure", "check", str(file))
    assert clear.code == 0 and "0 hits stopped" in clear.out and AID in words(clear)


def test_a_file_on_standard_input(installed, board):
    content = made.WORD["a cell"](NHS)
    found = installed("--register", str(board), "disclosure", "check", "-", "--json", input=content)
    assert found.code == 1
    assert found.json["of"] == "Standard input"
    assert found.json["stopped"][0]["kind"] == "nhs-number"
    assert found.json["aid"] == AID and NHS not in found.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\3\4 broken"),
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        ("a.zip", b"PK\5\6" + b"\0" * 18),
        ("a.docx", b"plain"),
        ("empty.txt", b""),
        ("a.html", b"PK\3\4"),
    ],
)
def test_a_file_that_cannot_be_looked_into_is_a_sentence(ask, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    refused = ask("disclosure", "check", str(tmp_path / name))
    assert refused.code == 1 and refused.out == ""
    assert "It was not checked: do not make it public" in refused.err


def test_a_file_that_is_not_there_and_two_things_at_once(ask, tmp_path):
    assert "does not exist" in ask("disclosure", "check", str(tmp_path / "none.docx")).err
    both = ask("disclosure", "check", "a.docx", "--text", "x")
    assert both.code == 1 and "one at a time" in both.err
    assert ask("disclosure", "check", "--review", "child-oak").code == 1


def test_a_folder_of_pages(ask, tmp_path):
    folder = tmp_path / "public"
    (folder / "reviews").mkdir(parents=True)
    assert "holds no file" in ask("disclosure", "check", str(folder)).err
    (folder / "index.html").write_text("<p>What the Board did.")
    (folder / "style.css").write_text("p { color: black }")
    assert ask("disclosure", "check", str(folder)).code == 0
    (folder / "reviews" / "yew.html").write_text(f"<p>Ring <b>{PHONE}</b>")
    (folder / "plan.png").write_bytes(made.png("x"))
    (folder / "other.html").symlink_to(tmp_path / "register" / "journal.jsonl")
    found = ask("disclosure", "check", str(folder))
    assert found.code == 1 and "reviews/yew.html, line 1: telephone number 077…" in found.out
    assert "plan.png: hidden text" in found.out and "was not followed" in words(found)
    (folder / "broken.docx").write_bytes(b"PK\3\4 broken")
    assert "broken.docx is damaged" in ask("disclosure", "check", str(folder)).err


def test_the_record(ask):
    assert ask("disclosure", "check").code == 0
    assert ask("rec", "edit", "child-elm/2", "--text", f"Ring {PHONE}.").code == 0
    found = ask("disclosure", "check", "--json")
    assert found.code == 1 and found.json["of"] == "What could be public on record"
    assert [(one["ref"], one["field"]) for one in found.json["stopped"]] == [
        ("child-elm/2", "text")
    ]
    one = ask("disclosure", "check", "--review", "child-e", "--all")
    assert one.code == 1 and "Every text of child-elm" in one.out


def test_the_watch_list(ask):
    assert "No name is on the watch-list" in ask("disclosure", "names", "child-elm").err
    done = ask("disclosure", "names", "child-elm", "--add", NAME, "--add", "Quill Cottage",
               "--whose", "child")  # fmt: skip
    assert done.out.split() == ["wat-1", "wat-2", "child-elm"]
    listed = ask("disclosure", "names", "child-elm")
    assert NAME in listed.out and "the child or adult" in listed.out
    assert "STOPPED text: name on the watch-list" in ask(
        "disclosure", "check", "--text", f"It was {NAME}."
    ).out  # fmt: skip
    for asked in (("history",), ("history", "child-elm"), ("review", "show", "child-elm"),
                  ("work",), ("decisions",), ("check",)):  # fmt: skip
        answer = ask(*asked)
        assert "Zebedee" not in answer.out + answer.err, asked
    assert ask("disclosure", "names", "child-elm", "--withdraw", "wat-1").code == 1
    off = ask("disclosure", "names", "child-elm", "--withdraw", "wat-1", "--why", "Misspelt.")
    assert off.code == 0 and NAME not in ask("disclosure", "names", "child-elm").out
    assert ask("disclosure", "names", "child-elm", "--whose", "child").code == 1


def test_wrong_values_are_sentences(ask):
    for options in (
        ("--kind", "telephone", "--why", "x"),
        ("--kind", "telephone", "--text", PHONE),
        ("--kind", "hat", "--text", PHONE, "--why", "x"),
        ("--kind", "telephone", "--text", PHONE, "--fingerprint", "0" * 64, "--why", "x"),
        ("--kind", "telephone", "--fingerprint", "12", "--why", "x"),
        ("--kind", "telephone", "--text", PHONE, "--why", f"Ring {PHONE}"),
    ):
        refused = ask("disclosure", "release", *options)
        assert refused.code == 1 and refused.err.strip(), options
        assert PHONE not in refused.err


REVIEW = f"""# Serious Case Review: Child Yew

## Recommendations

Recommendation 1: The Board should ring {PHONE} where a child is not seen at home.

Recommendation 2: The Council should train every worker in the graded care profile.
"""


def test_hits_in_what_a_document_proposes(ask, tmp_path):
    file = tmp_path / "yew.md"
    file.write_text(REVIEW)
    shown = ask("import", str(file), "--dry-run", "--disclosure")
    assert shown.code == 0 and "telephone number 077…" in shown.err and AID in words(shown)
    as_json = ask("import", str(file), "--dry-run", "--disclosure", "--json").json
    (hit,) = [one for one in as_json["disclosure"] if one["kind"] == "telephone"]
    assert hit["item"] >= 1 and hit["field"] == "text" and PHONE not in str(hit)
    assert "disclosure" not in ask("import", str(file), "--dry-run", "--json").json
    taken = ask("import", str(file), "--accept", "ticked", "--disclosure")
    assert taken.code == 0 and "telephone number 077…" in taken.err


def test_an_export_is_not_written_while_it_holds_hits(ask, tmp_path):
    assert ask("rec", "edit", "child-elm/2", "--text", f"Ring {PHONE}.").code == 0
    for ending in ("csv", "xlsx", "json", "md"):
        out = tmp_path / f"list.{ending}"
        refused = ask("export", "--out", str(out), "--format", ending, "--disclosure")
        assert refused.code == 1 and "telephone number 077…" in refused.err, ending
        assert PHONE not in refused.err and not out.exists()
    assert "Nothing has left" in ask("report", "told").err
    released = ask("disclosure", "release", "--kind", "telephone", "--text", PHONE, "--why", "x")
    assert released.code == 0
    for ending in ("csv", "xlsx", "json", "md"):
        out = tmp_path / f"list.{ending}"
        written = ask("export", "--out", str(out), "--format", ending, "--disclosure")
        assert written.code == 0 and out.exists(), written.err
        assert "stopped nothing" in written.err


def test_a_calendar_is_checked_and_every_record_is_not_for_the_public(ask, tmp_path):
    out = tmp_path / "due.ics"
    assert ask("export", "--out", str(out), "--disclosure").code == 0 and out.exists()
    refused = ask("export", "--out", str(tmp_path / "all.jsonl"), "--disclosure")
    assert refused.code == 1 and "never for the public" in refused.err


def test_hostile_text_reaches_no_terminal(ask, tmp_path):
    name = "x\x1b]0;y\x07[red].docx"
    (tmp_path / name).write_bytes(made.body(p(f"[/] {PHONE} [b")))
    found = ask("disclosure", "check", str(tmp_path / name))
    assert found.code == 1 and "\x1b" not in found.out + found.err
