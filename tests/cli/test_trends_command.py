"""`trends` and the milestones of a review, as they are typed and read."""

import pytest

SIZES = ("--quarters", "2", "--as-at", "2026-11-20")


@pytest.fixture
def dated(ask):
    """A review that was published twelve days after it was due."""
    made = ask(
        "review", "add", "child-oak", "--title", "Child Oak", "--arranged", "5 July 2025",
        "--due", "5 January 2026", "--published", "17 January 2026",
    )  # fmt: skip
    assert made.code == 0, made.err
    return ask


def test_the_tables_read_line_by_line(dated):
    answer = dated("trends", *SIZES)
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0].startswith("As at 20 November 2026, in quarters of the board's year")
    table = lines[lines.index("Balance of recommendations") + 1 :]
    assert table[0].split("  ")[0] == "Quarter" and table[0].endswith("At its end")
    assert table[1].startswith("2026/27 Q2 ") and table[1].endswith("still open")
    assert table[2].startswith("2026/27 Q3 so far ")
    for title in (
        "Age of the open ones at each quarter's end, since publication",
        "From publication to the first test of practice",
        "Share tested",
        "Reported and tested: for working papers only",
        "Milestones of reviews",
    ):
        assert title in lines
    said = " ".join(answer.out.split())
    assert "fewer than 5 say nothing that can be shown." in said
    assert (
        "child-oak: Child Oak. Arranged 5 July 2025, due 5 January 2026, published 17 January "
        "2026. Published 12 days after it was due. Reason for delay: no reason on record." in said
    )
    assert "1 review has no day arranged or due on record." in said


def test_as_json_eight_quarters_unless_others_are_asked_for(dated):
    told = dated("trends", "--json").json
    assert len(told["quarters"]) == 8
    assert told["reported_and_tested"]["working_papers_only"] is True
    (review,) = told["reviews"]
    assert (review["ref"], review["days_late"], review["reason"]) == ("child-oak", 12, None)
    several = dated("trends", "--json", "--quarters", "40").json["quarters"]
    assert len(several) == 40
    for quarter in several:
        one = quarter["balance"]
        assert one["opening"] + one["new"] + one["entered_late"] + one["reopened"] == (
            one["closing"] + one["closed"] + one["withdrawn"] + one["superseded"]
        )
        assert sum(quarter["ages"].values()) == one["closing"]


@pytest.mark.parametrize("wrong", ["0", "41", "-1", "1.5", "many", "", "٣", "1" * 5000])
def test_a_wrong_number_of_quarters_is_refused_in_a_sentence(ask, wrong):
    answer = ask("trends", f"--quarters={wrong}")
    assert (answer.code, answer.out) == (1, "")
    assert "whole number from 1 to 40" in answer.err
    assert ask("trends", f"--quarters={wrong}", "--json").refusal["code"] == "bad-number"


def test_a_day_is_judged_by_what_was_dated_then(dated):
    before = dated("trends", "--json", "--as-at", "2026-01-16").json
    (review,) = before["reviews"]
    assert (review["published"], review["reached"], review["days_late"]) == (None, None, 11)
    assert before["as_at"] == before["quarters"][-1]["until"] == "2026-01-16"
    assert before["quarters"][-1]["name"] == "2025/26 Q4"


def test_the_milestones_and_the_reason_are_entered_and_corrected(ask):
    made = ask(
        "review", "add", "child-yew", "--title", "Child Yew", "--arranged", "2025-07",
        "--due", "2026-01-05", "--concluded", "2026-03-01", "--delay-reason", "An inquest.",
    )  # fmt: skip
    assert made.code == 0, made.err
    shown = " ".join(ask("review", "show", "child-yew").out.split())
    assert "Due: 5 January 2026 Concluded: 1 March 2026 Against its date: Concluded 55 " in shown
    assert "no date of publication is on record Reason for delay: An inquest." in shown
    assert ask("review", "edit", "child-yew", "--delay-reason", "").code == 0
    assert "  Reason for delay: no reason on record" in ask("review", "show", "child-yew").out
    assert ask("review", "edit", "child-yew", "--concluded", "2025-12-31").code == 0
    shown = ask("review", "show", "child-yew").out
    assert "Concluded 5 days before it was due" in shown and "Reason for delay" not in shown


def test_a_review_without_milestones_has_no_section_for_them(ask):
    assert "Milestones" not in ask("review", "show", "child-elm").out
