"""The shapes that other programs rely on: JSON on standard output and nothing else there."""

import json
import shutil

import pytest

ROW = [
    "ref", "review", "label", "text", "agencies", "reach", "themes", "reply", "decision",
    "delivery", "practice", "brag", "original_due", "agreed_due", "overdue_days", "evidence",
    "best_level", "last_audit",
]  # fmt: skip
POSITION = {
    "theme", "name", "recurrence", "practice", "label", "attention", "flags", "reason",
    "last_test", "pairs", "reviews", "first_raised", "failed_tests", "chain", "questions",
}  # fmt: skip
ITEM = [
    "kind", "label", "reach", "group", "theme", "text", "outcome", "agencies", "page",
    "confidence", "ticked", "why",
]  # fmt: skip
REFUSAL = ["code", "message", "ref", "safe", "todo"]

READING = {
    "rec list": list,
    "rec show child-elm/1": dict,
    "review list": list,
    "review show child-elm": dict,
    "finding list": list,
    "finding list child-elm": list,
    "finding show child-elm/f-1": dict,
    "action list": list,
    "action list child-elm/1": list,
    "action show act-1": dict,
    "action types": list,
    "action types child-elm/1 --theme neglect": list,
    "evidence list": list,
    "evidence list child-elm/1": list,
    "evidence show ev-1": dict,
    "audit list": list,
    "audit show aud-1": dict,
    "audit plan --propose": list,
    "theme list": list,
    "theme show neglect": dict,
    "theme positions": list,
    "theme positions --published": list,
    "theme suggest neglect": list,
    "agency list": list,
    "agency show fernshire-police": dict,
    "lead list": list,
    "lead show head-of-early-help": dict,
    "subgroup list": list,
    "settings list": dict,
    "role list": list,
    "imports list": list,
    "exchange list": list,
    "before neglect": dict,
    "review told child-elm": dict,
    "report told": list,
    "audit plan --year this": dict,
    "check": list,
    "headings list": list,
    "headings show care-act-2014": dict,
    "trends": dict,
    "decisions": list,
    "decisions --kind theme --agency fernshire-police": list,
    "meeting list": list,
    "meeting agenda": dict,
    "history": list,
    "history child-elm/1": list,
    "verify": dict,
}

WRITING = (
    "review add child-oak --title Oak --published 2021-02",
    "review edit child-elm --stage concluded",
    "review told child-elm --whom staff --on 2018-06-01",
    "review proceedings child-elm --kind inquest --open 2018-01",
    "finding add child-elm --text Walls",
    "finding theme child-elm/f-1 voice_of_child --confirm",
    "rec add child-elm --text Listen",
    "rec edit child-elm/2 --title Household",
    "rec theme child-elm/1 neglect --confirm --concern 2017-02..2017-04",
    "rec reply child-elm/2 --agency fernshire-police --answer accepted",
    "rec link child-elm/1 child-elm/2 --as related",
    "rec decide child-elm/1 --decision implement",
    "rec decide neglect --decision keep-under-review --until 2099-01-01",
    "rec close child-elm/1 --override agreed",
    "rec reopen child-elm/1 --why again",
    "action add child-elm/2 --what Ask",
    "action update act-1 --note begun --state in-progress",
    "action extend act-1 --to 2027-03-31 --why illness",
    "action done act-1",
    "action types --confirm act-1",
    "evidence add --for child-elm/2 --shows Form --level 0",
    "evidence return ev-1 --why unclear",
    "audit plan --question Seen? --theme neglect --date 2027-05",
    "audit record --theme neglect --date 2024-05 --outcome partly",
    "meeting start --chair Chair",
    "meeting present mtg-1 Police Clerk",
    "meeting item mtg-1 --text Dates",
    "meeting decide mtg-1 mit-1 noted",
    "meeting change mit-1 deferred",
    "meeting end mtg-1",
    "theme add Cuckooing",
    "agency add Probation",
    "lead add Chair",
    "lead vacate head-of-early-help",
    "lead hand-over head-of-early-help --to Somebody",
    "settings set quiet_days=60",
    "role set clerk administrator",
)


@pytest.mark.parametrize("words", READING)
def test_reading_prints_json_and_nothing_else(words, ask):
    answer = ask(*words.split(), "--json")
    assert answer.code == 0
    assert isinstance(answer.json, READING[words])
    before_the_noun = ask("--json", *words.split()).json
    assert list(before_the_noun) == list(answer.json)
    if words != "verify":  # it has been seen once more since
        assert before_the_noun == answer.json


def test_writing_prints_the_reference_or_one_object(ask, board, tmp_path):
    twin = tmp_path / "twin"
    shutil.copytree(board, twin)
    for words in WRITING:
        plain = ask(*words.split())
        told = ask("--register", str(twin), *words.split(), "--json")
        assert (plain.code, told.code) == (0, 0), words + plain.err + told.err
        assert list(told.json) == ["references", "entry", "hash", "merged", "notes"]
        assert plain.out.split() == told.json["references"], words
        assert told.json["references"], words
        assert f"Entry {told.json['entry']}." in told.err


def test_the_keys_of_recommendations(ask):
    rows = ask("rec", "list", "--json").json
    assert [list(row) for row in rows] == [ROW, ROW]
    first = next(row for row in rows if row["ref"] == "child-elm/1")
    assert first["review"] == "child-elm"
    assert first["label"] == "Recommendation 1"
    assert first["agencies"] == ["Fernshire Council", "Fernshire Police"]
    assert first["themes"] == ["neglect"]
    assert (first["original_due"], first["agreed_due"]) == ("2019-03-31", "2019-03-31")
    assert first["overdue_days"] > 365
    assert (first["evidence"], first["best_level"], first["last_audit"]) == (1, 1, "2020-06-15")
    assert first["brag"] == "Red"


def test_the_keys_of_positions(ask):
    (neglect,) = ask("theme", "positions", "--json").json
    assert set(neglect) >= POSITION
    assert (neglect["theme"], neglect["recurrence"], neglect["practice"]) == (
        "neglect",
        "ONCE",
        "NOT_EMBEDDED",
    )
    assert (neglect["label"], neglect["attention"]) == ("Tested and not embedded", 7)
    assert neglect["last_test"] == "audit aud-1 -"
    assert (neglect["reviews"], neglect["first_raised"], neglect["failed_tests"]) == (1, 2018, 1)
    assert neglect["pairs"] == {}
    assert {step["ref"] for step in neglect["chain"]} >= {"child-elm", "child-elm/1", "aud-1"}


def test_suggestions_come_from_standard_input_and_are_never_fewer_than_three(ask_nothing):
    text = "Neglect and poor home conditions were not recognised; use the graded care profile."
    found = ask_nothing("theme", "suggest", "--json", input=text).json
    assert found[0]["theme"] == "neglect"
    assert found[0]["score"] >= 0.30
    assert found[0]["because"]
    for nothing in ("", "zzz", "?"):
        least = ask_nothing("--json", "theme", "suggest", input=nothing).json
        assert len(least) >= 3
        assert all(one["score"] < 0.30 for one in least)
    for one in (*found, *least):
        assert list(one) == ["theme", "name", "score", "because"]
        assert 0 <= one["score"] <= 1
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


def test_what_an_import_would_bring(ask_nothing, tmp_path):
    document = tmp_path / "review.md"
    document.write_text(
        "# Serious Case Review: Child Fir\n\nPublished March 2021\n\n## Recommendations\n\n"
        "Recommendation 1: The Board should test whether neglect is recognised.\n\n"
        "Recommendation 2: Fernshire Police should record who lives in the household.\n",
        encoding="utf-8",
    )
    shown = ask_nothing("import", str(document), "--dry-run", "--json").json
    assert list(shown) == ["source", "review", "items", "notes"]
    assert list(shown["source"]) == ["file", "sha256", "format", "pages"]
    assert shown["source"]["file"] == "review.md"
    assert shown["source"]["format"] == "markdown"
    assert list(shown["review"])[:3] == ["title", "board", "published"]
    assert [list(item) for item in shown["items"]] == [ITEM, ITEM]
    assert [item["label"] for item in shown["items"]] == ["Recommendation 1", "Recommendation 2"]
    assert all(item["ticked"] and 0 <= item["confidence"] <= 1 for item in shown["items"])
    both = ask_nothing("--json", "import", str(document), str(document), "--dry-run").json
    assert both == [shown, shown]


def test_records_have_every_key_of_their_kind_whatever_was_entered(ask):
    ask("review", "add", "child-oak", "--title", "Child Oak")
    newer, older = ask("review", "list", "--json").json
    assert set(newer) == set(older)
    assert {newer["published"], older["published"]} == {None, "2018-05"}
    ask("agency", "add", "Probation", "--from", "2014")
    for agency in ask("agency", "list", "--json").json:
        assert {"ref", "rev", "name", "aliases", "from", "to", "replaced_by"} <= set(agency)


def test_a_refusal_is_an_object_on_standard_error(ask):
    answer = ask("rec", "show", "child-elm/9", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert list(answer.refusal) == REFUSAL
    assert answer.refusal["code"] == "unknown-reference"
    assert answer.refusal["ref"] == "child-elm/9"
    assert answer.refusal["safe"] == "Nothing was changed."
    closing = ask("--json", "rec", "close", "child-elm/1").refusal
    assert closing["code"] == "not-ready"
    assert len(closing["details"]) >= 2


def test_several_imports_print_one_array(ask, tmp_path):
    names = []
    for number, tree in enumerate(("Hazel", "Rowan")):
        name = tmp_path / f"{tree}.txt"
        name.write_text(
            f"Serious Case Review: Child {tree}\n\nRecommendations\n\n"
            f"Recommendation 1: The Board should do thing {number} about neglect.\n"
        )
        names.append(str(name))
    made = ask("import", *names, "--accept", "ticked", "--json")
    assert made.code == 0
    assert [one["references"][0] for one in made.json] == ["imp-1", "imp-2"]
    third = tmp_path / "Yew.txt"
    third.write_text((tmp_path / "Rowan.txt").read_text().replace("Rowan", "Yew"))
    partly = ask("import", str(third), names[0], "--accept", "ticked", "--json")
    assert partly.code == 1
    assert [one["references"][0] for one in partly.json] == ["imp-3"]
    assert partly.refusal["code"] == "already-imported"
    assert "imp-3" in partly.refusal["safe"]


def test_the_report_says_what_it_wrote(ask, tmp_path):
    out = tmp_path / "progress.docx"
    told = ask("report", "progress", "--out", str(out), "--json").json
    assert out.read_bytes().startswith(b"PK")
    assert told["entry"] == ask("verify", "--json").json["head"]["number"] - 1
    both = ask("report", "progress", "--out", "-", "--json")
    assert (both.code, both.out, both.refusal["code"]) == (1, "", "one-output")


def test_doctor_and_verify_say_whether_it_is_well(ask):
    doctor = json.loads(ask("doctor", "--json").out)
    assert {"register", "login", "uid", "via", "well", "conditions"} == set(doctor)
    verify = ask("verify", "--json").json
    assert verify["ok"] is True
    assert len(verify["head"]["hash"]) == 64
