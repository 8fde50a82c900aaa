"""`review told` and `report told`: recorded, seen, corrected, taken back."""

import pytest


def test_a_review_several_at_once_and_what_is_not_on_record(ask):
    made = ask("review", "told", "child-elm", "--whom", "staff", "--whom", "chief officers")
    assert made.out.split() == ["tld-2", "tld-3", "child-elm"]
    seen = ask("review", "told", "child-elm", "--json").json
    assert seen["told"][0] == {"ref": "tld-1", "whom": "families", "on": "2018-05-01"}
    assert seen["not_on_record"] == ["lead member", "other boards"]
    said = ask("review", "told", "child-elm")
    assert "Not on record: whether told: lead member, other boards." in said.err
    assert "not told" not in said.err + said.out
    page = ask("review", "show", "child-elm")
    assert "chief officers (tld-3)" in page.out and "whether told: lead member" in page.out


def test_one_is_corrected_and_one_taken_back(ask):
    fixed = ask("review", "told", "child-elm", "--correct", "tld-1", "--on", "2018-06")
    assert fixed.code == 0, fixed.err
    assert ask("review", "told", "child-elm", "--json").json["told"][0]["on"] == "2018-06"
    gone = ask("review", "told", "child-elm", "--withdraw", "tld-1", "--why", "Another case.")
    assert gone.code == 0 and ask("review", "told", "child-elm", "--json").json["told"] == []
    words = [line["what"] for line in ask("history", "child-elm", "--json").json]
    assert words[-2:] == ["told edit", "told withdraw"]


def test_a_report_and_the_list_of_what_left(ask, tmp_path):
    assert "Nothing has left" in ask("report", "told").err
    assert ask("report", "progress", "--out", str(tmp_path / "p.docx")).code == 0
    assert "not on record" in ask("report", "told").out
    made = ask("report", "told", "exp-1", "--whom", "lead member", "--on", "today", "--json")
    assert made.json["references"] == ["tld-2", "exp-1"]
    (row,) = ask("report", "told", "--json").json
    assert (row["ref"], row["kind"], row["told"][0]["whom"]) == ("exp-1", "progress", "lead member")
    assert "lead member" in ask("report", "told", "exp-1").out
    assert (
        "Sent a report" in ask("history", "exp-1").out
        or "report told" in ask("history", "exp-1").out
    )


@pytest.mark.parametrize(
    "words, said",
    [
        ("review told child-elm --whom", "Mr Stone"),
        ("review told child-elm --on 2018 --why x", "Nobody is said"),
        ("review told child-elm --correct tld-1 --withdraw tld-1", "one of the two"),
        ("review told child-elm --withdraw tld-1 --whom staff --why x", "says nothing new"),
        ("review told child-elm --correct tld-1 --whom a --whom b", "names one group"),
        ("review told child-elm --correct tld-7 --whom a", "is called tld-7"),
        ("report told --whom staff", "Which document"),
        ("report told exp-4 --whom staff", "exp-4"),
    ],
)
def test_slips_are_refused_in_a_sentence(ask, words, said):
    given = words.split() + ([said] if words.endswith("--whom") else [])
    answer = ask(*given)
    assert answer.code == 1 and said in answer.err, answer.err
