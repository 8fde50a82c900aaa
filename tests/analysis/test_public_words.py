"""What a public copy says of a theme: what is on record, and nothing that is not certain."""

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from auditrack.analysis.plain_case import theme_of
from auditrack.analysis.position import Position, position
from auditrack.analysis.public_words import public_reason, public_words

AGAIN = "Raised again after action was due; nothing on record yet shows it in practice"
REPORTED = "Reported as done; no test on record"

WORDS = {
    ("NOT_EMBEDDED", "AFTER"): AGAIN,
    ("NOT_EMBEDDED", "ONCE"): "Tested; not yet found in practice",
    ("NOT_EMBEDDED", "EARLY"): "Tested; not yet found in practice",
    ("SAID_DONE", "ONCE"): REPORTED,
    ("SAID_DONE", "AFTER"): REPORTED,
    ("SAID_DONE", "EARLY"): REPORTED,
    ("SAID_DONE", "BEFORE"): REPORTED,
    ("LAPSED", "ONCE"): "Found in practice at an earlier test; not at the last one",
    ("PARTLY", "ONCE"): "Found only in part of practice at the last test",
    ("SLIPPING", "ONCE"): "Found in practice at an earlier test; only in part at the last one",
    ("OVERDUE", "ONCE"): "An action is past its date; no test on record",
    ("NOT_KNOWN", "ONCE"): "What was done is not on record; no test on record",
    ("NOT_DUE", "ONCE"): "Action is not yet due; no test on record",
    ("NOTHING_ASKED", "ONCE"): "Raised; no recommendation on record that still asks for action",
    ("RETEST_DUE", "ONCE"): "Found in practice at the last test; a new test is due",
    ("EMBEDDED_ONCE", "ONCE"): "Found in practice at the last test",
    ("SUSTAINED", "ONCE"): "Found in practice at the last test and at tests before it",
}
PRACTICES = sorted({practice for practice, _ in WORDS})
DOUBTS = ("POSSIBLY", "UNKNOWN", "NONE")
UNSPOKEN = ("history_not_searched", "other_agencies", "possible_lapse")
NEVER = re.compile(
    r"never|may have|perhaps|possibly|unknown|dates are missing|not dated closely|repeated|"
    r"fail|ignored|blame|fault|poor|not searched|other agencies|suggest|unconfirmed",
    re.I,
)


def made(practice: str, recurrence: str, flags: tuple[str, ...] = (), **more: Any) -> Position:
    said: dict[str, Any] = {"label": "Label", "reviews": 2, "first_raised": 2019, **more}
    return Position(
        "theme", "Theme", recurrence, practice, said.pop("label"), 5, flags, "Reason.", **said
    )


@pytest.mark.parametrize(("row", "words"), WORDS.items())
def test_each_row_in_its_public_words(row: tuple[str, str], words: str) -> None:
    assert public_words(made(*row)) == words


def test_what_a_later_review_found_and_what_was_not_tested_everywhere() -> None:
    assert public_words(made("LAPSED", "AFTER", last_test="review child-b -")) == (
        "Found in practice at an earlier test; raised again since"
    )
    assert public_words(
        made("PARTLY", "ONCE", label="Embedded where tested, not tested everywhere")
    ) == ("Found in practice where tested; not tested everywhere")


@pytest.mark.parametrize(("practice", "recurrence"), list(product(PRACTICES, DOUBTS)))
def test_nothing_is_said_of_a_doubt(practice: str, recurrence: str) -> None:
    assert public_words(made(practice, recurrence)) is None
    assert public_reason(made(practice, recurrence)) == ""


@pytest.mark.parametrize(("practice", "flag"), list(product(PRACTICES, UNSPOKEN)))
def test_nothing_is_said_where_the_record_is_not_whole(practice: str, flag: str) -> None:
    assert public_words(made(practice, "AFTER", ("no_due_date", flag))) is None


def test_a_type_of_action_and_what_is_not_raised_have_no_words() -> None:
    assert public_words(made("LEVER", "NONE")) is None
    assert public_words(made("NONE", "NONE")) is None
    assert public_words(made("A_NEW_PRACTICE", "ONCE")) is None


@pytest.mark.parametrize(
    ("practice", "recurrence"),
    list(product(PRACTICES, ("ONCE", "AFTER", "EARLY", "BEFORE"))),
)
def test_no_public_text_doubts_or_blames(practice: str, recurrence: str) -> None:
    one = made(practice, recurrence)
    for said in (public_words(one) or "", public_reason(one)):
        assert said
        assert not NEVER.search(said), said


def test_the_reason_says_how_many_published_reviews_and_since_when() -> None:
    assert public_reason(made("SAID_DONE", "ONCE", reviews=1)) == (
        "1 published review since 2019: raised in one review; the actions are reported as done "
        "and no test of practice is on record."
    )
    assert public_reason(made("NOT_DUE", "EARLY", first_raised=None)).startswith(
        "2 reviews, none dated: "
    )


def test_every_worked_case_says_no_more_than_it_may(shared: Path) -> None:
    """All worked cases: words only where nothing is in doubt, and then exactly the stated ones."""
    cases = json.loads((shared / "recurrence" / "cases.json").read_text())["cases"]
    assert len(cases) == 47
    spoken = 0
    for case in cases:
        expect = case["expect"]
        one = position(theme_of(case))
        words, reason = public_words(one), public_reason(one)
        assert bool(words) is bool(reason)
        for said in (words or "", reason):
            assert not NEVER.search(said), (case["id"], said)
        doubtful = expect["recurrence"] in DOUBTS or set(UNSPOKEN) & set(expect["flags"])
        assert (words is None) is bool(doubtful), case["id"]
        if words is None:
            continue
        spoken += 1
        assert expect["label"] not in words
        assert (words == AGAIN) is (
            (expect["practice"], expect["recurrence"]) == ("NOT_EMBEDDED", "AFTER")
        ), case["id"]
        assert (words == REPORTED) is (expect["practice"] == "SAID_DONE"), case["id"]
        assert f"{expect['reviews']} published review" in reason or "none dated" in reason
    assert spoken > 20
