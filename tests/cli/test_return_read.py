"""`return-form read`: shown before it is taken in, counted so that it adds up, told in JSON."""

import pytest

from tests.commands.filled_forms import FORMS

POLICE = "Fernshire Police"


@pytest.fixture
def back(ask, tmp_path):
    """A form to the police as a file, with a function that fills it in."""

    def fill(kind="docx", name="back", **how):
        out = tmp_path / f"sent.{kind}"
        asked = ask("return-form", "make", "--agency", POLICE, "--out", str(out), "--asked-on",
                    "2026-01-05", "--question", "Who leads?")  # fmt: skip
        assert asked.code == 0, asked.err
        form = FORMS[kind](out.read_bytes())
        form.head("Returned on", "12 January 2026")
        form.fill("replies", "child-elm/1", answer=how.get("answer", "Accepted in part - see note"))
        form.fill("replies", "child-elm/2", answer=how.get("other", "declined"))
        form.add("evidence", ref="child-elm/2", shows="A register", level="activity")
        form.loose("We are short of staff.")
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(form.data())
        return path

    return fill


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_every_line_is_shown_with_its_fate_before_anything_is_written(ask, back, board, kind):
    path = back(kind)
    before = (board / "journal.jsonl").read_bytes()
    answer = ask("return-form", "read", str(path), "--dry-run")
    assert answer.code == 0, answer.err
    assert "ret-1 of Fernshire Police, returned on 12 January 2026" in answer.out
    assert "A word of yours is needed:" in answer.out and "without a reason" in answer.out
    assert "Evidence claimed, not accepted" in " ".join(answer.out.split())
    assert "We are short of staff." in answer.out
    last = answer.out.strip().splitlines()[-1]
    total, _, parts = last.rstrip(".").partition(" lines: ")
    assert int(total) == sum(int(part.split()[0]) for part in parts.split(", "))
    assert "2 lines can be taken in. Nothing was written." in answer.err
    assert (board / "journal.jsonl").read_bytes() == before


def test_what_is_clear_is_taken_in_and_the_form_is_back(ask, back):
    path = back()
    answer = ask("return-form", "read", str(path), "--accept", "sure")
    assert answer.code == 0, answer.err
    references = [line for line in answer.out.splitlines() if line.startswith(("imp-", "ret-"))]
    assert references == ["imp-1", "ret-1"]
    assert "1 line was not taken in" in answer.err and "Taken in, " in answer.err
    page = ask("rec", "show", "child-elm/1").out
    assert "accepted in part" in page
    again = ask("return-form", "read", str(path), "--accept", "sure")
    assert again.code == 1 and "taken in before, as imp-1" in again.err
    more = ask("return-form", "read", str(path), "--accept", "all", "--correct",
               "2.reason=Not ours")  # fmt: skip
    assert more.code == 0, more.err
    assert ask("imports", "undo", "imp-1").code == 1  # imp-2 builds on it
    assert ask("imports", "undo", "imp-2").code == 0
    assert ask("imports", "undo", "imp-1").code == 0
    assert "not returned" in ask("return-form", "status").err


def test_json_has_every_line_and_what_was_saved_or_refused(ask, back):
    path = back()
    told = ask("return-form", "read", str(path), "--dry-run", "--json").json
    assert list(told[0]) == [
        "source", "form", "agency", "returned_on", "nothing", "counts", "lines", "loose", "notes",
        "problem", "saved", "refusal",
    ]  # fmt: skip
    assert sum(told[0]["counts"].values()) == len(told[0]["lines"])
    assert told[0]["lines"][0]["fields"] == {"answer": "in-part", "on": "2026-01-12"}
    assert list(told[0]["lines"][0]) == [
        "line", "place", "table", "ref", "fate", "said", "wrote", "corrected", "fields",
        "on_record", "read_as", "often",
    ]  # fmt: skip
    saved = ask("return-form", "read", str(path), "--accept", "sure", "--json")
    assert saved.json[0]["saved"]["references"][0] == "imp-1"
    refused = ask("return-form", "read", str(path), "--accept", "sure", "--json")
    assert refused.code == 1 and refused.json[0]["refusal"]["code"] == "taken-in-before"


def test_several_files_are_read_and_one_that_is_none_stops_no_other(ask, back, tmp_path):
    path, none = back(), tmp_path / "minutes.docx"
    none.write_bytes(b"minutes")
    answer = ask("return-form", "read", str(none), str(path), "--accept", "sure")
    assert answer.code == 1
    assert "neither a Word document nor an Excel workbook" in answer.err
    assert "imp-1" in answer.out
    both = ask("return-form", "read", str(none), str(path), "--accept", "sure", "--form", "ret-1")
    assert both.code == 1 and "belongs to one file" in both.err


def test_a_file_is_read_from_standard_input(ask, back):
    data = back().read_bytes()
    answer = ask("return-form", "read", "-", "--accept", "sure", input=data)
    assert answer.code == 0, answer.err
    assert ask("return-form", "read", "-", "-", "--dry-run", input=data).code == 1


def test_lines_that_are_not_clear_are_written_to_a_file_that_no_spreadsheet_runs(
    ask, back, tmp_path
):
    path, out = back(other="=HYPERLINK(1)"), tmp_path / "refused.csv"
    answer = ask("return-form", "read", str(path), "--dry-run", "--refused", str(out))
    assert answer.code == 0 and "1 line is written with why" in answer.err
    text = out.read_text(encoding="utf-8-sig")
    assert text.startswith("File,Where,Reference,What was written,Why")
    assert "child-elm/2" in text and not any(
        cell.startswith("=") for line in text.splitlines() for cell in line.split(",")
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "before a person accepts it"),
        (("--accept", "some"), "sure or all"),
        (("--accept", "all"), "none was"),
        (("--accept", "sure", "--correct", "nonsense"), "corrects no line"),
        (("--accept", "sure", "--correct", "99.state=done"), "no line 99"),
        (("--accept", "sure", "--map", "Amber"), "what it means"),
        (("--accept", "sure", "--returned-on", "2099-01-01"), "no day"),
        (("--accept", "sure", "--form", "ret-9"), "none of that reference"),
        (("--dry-run", "--json", "--refused", "-"), "at once"),
    ],
)
def test_what_cannot_be_is_one_sentence(ask, back, board, options, said):
    path = back()
    before = (board / "journal.jsonl").read_bytes()
    answer = ask("return-form", "read", str(path), *options)
    assert answer.code == 1 and said in answer.err
    assert (board / "journal.jsonl").read_bytes() == before


def test_hostile_words_of_an_agency_do_not_reach_the_terminal(ask, back):
    path = back(other="nothing [red]\u202ehere")
    answer = ask("return-form", "read", str(path), "--dry-run")
    assert "\x1b" not in answer.out and "\u202e" not in answer.out and "[red]" in answer.out


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_import_takes_no_return_form_for_a_review_or_a_tracker(ask, back, board, kind):
    path = back(kind)
    before = (board / "journal.jsonl").read_bytes()
    answer = ask("import", str(path), "--accept", "all")
    assert answer.code == 1 and "is a return form" in answer.err
    assert f"return-form read {path}" in answer.err
    piped = ask("import", "-", "--dry-run", input=path.read_bytes())
    assert piped.code == 1 and "is a return form" in piped.err
    assert (board / "journal.jsonl").read_bytes() == before
