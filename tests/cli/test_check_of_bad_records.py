"""Bad records that a file of JSON Lines brought: `check` lists them, and each command reads on."""

import json

import pytest

BAD = (
    ("agencies", "fernshire-police", {"replaced_by": "fernshire-council"}),
    ("agencies", "fernshire-council", {"replaced_by": "fernshire-police"}),
    ("themes", "neglect", {"merged_into": "neglect"}),
    ("windows", "win-1", {"start": "2017-06", "end": "2016-01"}),
    ("actions", "act-1", {"due": "when it suits"}),
    ("evidence", "ev-1", {"serves": ["child-elm/9"]}),
    ("recommendations", "child-elm/2", {"agencies": 7}),
    ("links", "lnk-1", {"a": "child-elm/1", "b": "child-elm/1", "as": "supersedes"}),
)


@pytest.fixture
def with_bad_records(ask, tmp_path, monkeypatch):
    """The register of these tests, made anew from its lines with the bad ones among them."""
    lines = ask("export", "--format", "jsonl", "--out", "-").out.splitlines()
    heading, records = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
    by_ref = {(one["table"], one["ref"]): one for one in records}
    for table, ref, fields in BAD:
        if (table, ref) not in by_ref:
            by_ref[table, ref] = {"table": table, "ref": ref, "fields": {}}
            heading["tables"][table] = heading["tables"].get(table, 0) + 1
        by_ref[table, ref]["fields"].update(fields)
    file = tmp_path / "records.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in (heading, *by_ref.values())) + "\n")
    path = tmp_path / "anew"
    answer = ask("restore", str(file), str(path))
    assert answer.code == 0, answer.err
    monkeypatch.setenv("AUDITRACK_REGISTER", str(path))
    return ask


def test_check_lists_each_with_what_would_clear_it(with_bad_records):
    found = with_bad_records("check", "--json").json
    assert all(set(one) >= {"code", "title", "ref", "text"} for one in found)
    told = {(one["code"], one["ref"]): one["text"] for one in found}
    for expected in (
        ("circle", "fernshire-council"),
        ("circle", "neglect"),
        ("circle", "child-elm/1"),
        ("backwards", "win-1"),
        ("unreadable-date", "act-1"),
        ("unreadable-record", "child-elm/2"),
        ("dangling", "ev-1"),
    ):
        assert "would clear" in told[expected]
    impossible = {"circle", "backwards", "unreadable-date", "unreadable-record", "dangling"}
    is_impossible = [one["code"] in impossible for one in found]
    assert is_impossible == sorted(is_impossible, reverse=True)


def test_check_reads_as_lines_under_their_titles(with_bad_records):
    out = with_bad_records("check").out
    assert out.startswith("Records that go round in a circle (3)\n")
    assert '  act-1: its due date, "when it suits", is no date, so it counts as not' in out
    assert all(len(line) <= 100 for line in out.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ("theme", "positions"),
        ("theme", "positions", "--json"),
        ("theme", "show", "neglect"),
        ("theme", "list"),
        ("review", "list"),
        ("review", "show", "child-elm"),
        ("rec", "list"),
        ("rec", "list", "--json"),
        ("rec", "show", "child-elm/1"),
        ("finding", "list"),
        ("action", "list"),
        ("evidence", "list"),
        ("audit", "list"),
        ("agency", "list"),
        ("lead", "list"),
        ("imports", "list"),
        ("retention", "list"),
        ("history",),
        ("history", "act-1"),
        ("before", "Use the graded care profile."),
        ("verify",),
        ("report", "progress", "--since", "2018-01-01", "--until", "2026-11-20", "--out"),
        ("--as-at", "2019-01-01", "check"),
    ],
)
def test_every_command_still_reads(with_bad_records, arguments, tmp_path):
    if arguments[-1] == "--out":
        arguments = (*arguments, str(tmp_path / "progress.docx"))
    answer = with_bad_records(*arguments)
    assert answer.code == 0, answer.err


def test_the_record_that_cannot_be_read_is_refused_in_a_sentence(with_bad_records):
    answer = with_bad_records("rec", "show", "child-elm/2", "--json")
    assert answer.code == 1
    assert answer.refusal["code"] == "bad-record"
    assert answer.refusal["message"] == (
        "The record child-elm/2 cannot be read: its agencies cannot be read."
    )


def test_a_period_that_ends_before_it_begins_is_refused_with_a_sentence(ask):
    for arguments in (
        ("review", "edit", "child-elm", "--practice", "2017..2015"),
        ("rec", "theme", "child-elm/1", "neglect", "--concern", "2017..2015"),
        ("audit", "edit", "aud-1", "--practice", "2019..2018"),
        ("agency", "edit", "fernshire-police", "--from", "2020", "--to", "2010"),
    ):
        answer = ask(*arguments, "--json")
        assert answer.code == 1, arguments
        assert answer.refusal["code"] in ("bad-date", "backward-period")
        assert answer.refusal["message"].endswith(".")
