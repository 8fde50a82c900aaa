"""`export --format ics`: written, narrowed, recorded, and refused in sentences."""

import re

import pytest


def events(content: bytes) -> dict[str, dict[str, str]]:
    """The events by identifier, without the register's part of it."""
    text = content.decode().replace("\r\n ", "")
    found = {}
    for body in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL):
        values = dict(line.split(":", 1) for line in body.rstrip("\r\n").split("\r\n"))
        found[values["UID"].partition("@")[0]] = values
    return found


def test_what_is_due_is_written_recorded_and_repeats_itself(ask, board, tmp_path):
    assert (
        ask("action", "add", "child-elm/2", "--what", "See the house", "--due", "2027-03").code == 0
    )
    out = tmp_path / "due.ics"
    answer = ask("export", "--format", "ics", "--out", str(out), "--to", "the police", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["format"] == "ics" and answer.json["undated"] == 0
    content = out.read_bytes()
    found = events(content)
    assert found["act-2.action-due"]["DTSTART;VALUE=DATE"] == "20270331"
    assert answer.json["dates"] + answer.json["cancelled"] == len(found)
    assert b"See the house" not in content and b"graded care" not in content
    entry = ask("history", "exp-1", "--json").json[0]
    assert entry["what"] == "export record"
    again = ask(
        "export", "--format", "ics", "--out", "-", "--as-recorded", str(entry["number"] - 1)
    )
    assert again.out.encode() == content.replace(b"\r\n", b"\n") or again.out.encode() == content


def test_it_is_narrowed_to_a_lead_an_agency_and_a_period(ask, tmp_path):
    out = tmp_path / "due.ics"
    for options, uids in (
        (("--lead", "Head of Early Help"), {"act-1.action-due"}),
        (("--agency", "Fernshire Police", "--until", "2019-12-31"),
         {"child-elm/1.recommendation-due"}),
        (("--since", "2030"), set()),
    ):  # fmt: skip
        answer = ask("export", "--format", "ics", "--out", str(out), *options)
        assert answer.code == 0, answer.err
        assert set(events(out.read_bytes())) >= uids
    assert "outside the period" in answer.err


@pytest.mark.parametrize(
    "options, said",
    [
        (("--format", "ical"), "is no format of an export"),
        (("--format", "ics", "--files", "kept"), "holds no kept files"),
        (("--format", "jsonl", "--lead", "Head of Early Help"), "nothing to narrow"),
        (("--format", "ics", "--lead", "Nobody"), "Nobody"),
        (("--format", "ics", "--since", "soon"), "is no date"),
        (("--format", "ics", "--since", "2027", "--until", "2026"), "end before that"),
        (("--format", "ics", "--blank-sheet"), "blank sheet"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_lies_there(ask, tmp_path, options, said):
    out = tmp_path / "due.ics"
    answer = ask("export", "--out", str(out), *options)
    assert answer.code == 1 and said in answer.err, answer.err
    assert not out.exists()
