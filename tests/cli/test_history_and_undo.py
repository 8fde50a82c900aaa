"""`history --restore` and `undo` as they are typed, and what they answer."""

import json


def last(ask):
    return ask("history", "--json").json[-1]


def test_undo_takes_back_ones_own_last_change_and_again_does_it_again(ask):
    assert ask("rec", "edit", "child-elm/1", "--text", "Mistyped.").code == 0
    answer = ask("undo")
    assert answer.code == 0 and "Taken back." in answer.err and answer.out == "child-elm/1\n"
    assert last(ask)["undoes"] == last(ask)["number"] - 1
    assert "Mistyped" not in ask("rec", "show", "child-elm/1").out
    assert ask("undo", "--json", "--why", "It was right").json["references"] == ["child-elm/1"]
    assert "Mistyped" in ask("rec", "show", "child-elm/1").out
    assert last(ask)["why"] == "It was right"
    told = ask("history", "child-elm/1").out
    assert f"Takes back entry {last(ask)['undoes']}." in told  # beside a reason of one's own
    assert told.count("Takes back entry") == 2


def test_undo_refuses_in_a_sentence(ask):
    ask("settings", "set", "quiet_days", "61")
    ask("agency", "add", "Probation")
    answer = ask("undo", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "not-undone"
    assert answer.refusal["todo"] and answer.refusal["safe"] == "Nothing was changed."


def test_what_was_undone_is_in_no_list(ask):
    made = ask("action", "add", "child-elm/2", "--what", "Mistyped action").out.strip()
    ask("undo")
    listed = ask("action", "list", "--json").json
    assert all(one["ref"] != made for one in listed)
    assert "Mistyped action" not in ask("action", "list").out
    assert "Withdrawn" in ask("action", "show", made).out


def test_a_field_is_put_back_as_it_stood_at_an_entry(ask):
    number = str(last(ask)["number"])
    ask("rec", "edit", "child-elm/1", "--text", "Mistyped.")
    answer = ask(
        "history", "child-elm/1", "--restore", "text", "--from", number, "--why", "Mistyped"
    )
    assert answer.code == 0 and answer.out == "child-elm/1\n"
    change = last(ask)["changes"][0]
    assert (change["old_value"], last(ask)["what"]) == ("Mistyped.", "history restore")
    assert change["new_value"] == "Use the graded care profile where neglect is suspected."


def test_putting_back_needs_all_of_it_and_reading_takes_no_reason(ask):
    before = last(ask)
    for words in (
        "history --restore text --from 3 --why x",
        "history child-elm/1 --restore text --why x",
        "history child-elm/1 --from 3",
        "history child-elm/1 --restore text --from 3 --since 2 --why x",
    ):
        answer = ask(*words.split(), "--json")
        assert answer.code == 1 and answer.refusal["code"] == "missing", words
    assert ask("history", "child-elm/1", "--why", "x", "--json").refusal["code"] == "bad-value"
    for words, code in (
        ("child-elm/1 --restore text --from 3", "reason-needed"),
        ("child-elm/1 --restore text --from one --why x", "bad-number"),
        ("child-elm/1 --restore rev --from 3 --why x", "not-restorable"),
        ("act-1 --restore due --from 8 --why x", "original-due"),
    ):
        answer = ask("history", *words.split(), "--json")
        assert answer.code == 1 and answer.refusal["code"] == code, words
    assert last(ask) == before


def test_neither_is_done_to_an_earlier_state(ask):
    for words in ("undo", "history child-elm/1 --restore text --from 3 --why x"):
        answer = ask("--as-recorded", "5", *words.split(), "--json")
        assert answer.refusal["code"] == "read-only-view"


def test_the_other_clock_is_said_to_leave_nothing_out(ask):
    answer = ask("--as-at", "2019-01-01", "history", "child-elm/1")
    assert "--as-recorded" in answer.err and answer.out == ask("history", "child-elm/1").out


def test_an_audit_of_ones_own_action_is_marked_in_the_list(ask):
    assert ask("lead", "set", "head-of-early-help", "--title", "Head of Early Help").code == 1
    made = ask(
        "audit", "record", "--for", "child-elm/1", "--date", "2021-06-15", "--outcome",
        "embedded", "--by", "Head of Early Help",
    )  # fmt: skip
    assert "not independent" in made.err and "claim" in made.err
    assert "not independent" in ask("audit", "list").out
    marked = {one["ref"]: one["not_independent"] for one in ask("audit", "list", "--json").json}
    assert marked[made.out.strip()] == "Head of Early Help leads act-1, which it tests"
    assert [why for ref, why in marked.items() if ref != made.out.strip()] == [None]
    assert "claimed by" in ask("audit", "show", made.out.strip()).out


def test_a_typing_mistake_in_evidence_and_in_an_audit_is_corrected(ask):
    assert ask("evidence", "edit", "ev-1", "--level", "2", "--no-annual-report").code == 0
    assert ask("audit", "edit", "aud-1", "--met", "4", "--method", "case files").code == 0
    assert ask("audit", "edit", "aud-1", "--sample", "2", "--json").refusal["code"] == "bad-number"
    audit = ask("audit", "list", "--json").json[0]
    assert (audit["met"], audit["method"]) == (4, "case files")
    assert json.dumps(ask("evidence", "list", "--json").json[0]["level"]) == "2"


def test_a_wrong_link_is_taken_back(ask):
    link = ("rec", "link", "child-elm/1", "child-elm/2", "--as", "supersedes")
    assert ask(*link).code == 0
    assert ask(*link, "--withdraw", "--json").refusal["code"] == "reason-needed"
    assert ask(*link, "--withdraw", "--why", "The other way round").code == 0
    assert "supersedes" not in ask("rec", "show", "child-elm/2").out


def test_the_history_of_a_theme_is_told_by_its_id(ask):
    merged = ask("theme", "merge", "home_conditions_housing_poverty", "--into", "neglect")
    assert not merged.code
    for theme in ("neglect", "home_conditions_housing_poverty"):
        assert "theme merge" in ask("history", theme).out
