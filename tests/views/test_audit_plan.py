"""What should be tested next: late tests, re-tests due, then what was never tested."""

from datetime import date

import pytest

from auditrack.commands.audit import PlanAudit
from auditrack.commands.audit_criteria import RecordCriteria
from auditrack.commands.audit_sample import RecordDraw
from auditrack.commands.recommendation import EditRecommendation
from auditrack.views.audit_plan import proposed_tests
from auditrack.views.listing_work import audit_plan
from auditrack.views.page import page_of


def proposed(board, as_at=None):
    return proposed_tests(board.facts(as_at))


def asked(board, review, theme, *agencies, **also):
    """A recommendation of its own review, said to be done."""
    board.review(review)
    ref = board.rec(review, *agencies, theme=theme, **also)
    board.done(board.action(ref), on="2016-01-10")
    return ref


@pytest.fixture
def full(board):
    """One late test, one re-test due, two themes said to be done, one planned, one not due."""
    late = asked(board, "child-a", "information_sharing", "Police")
    board.made(PlanAudit("Is it shared in a day?", "2026-08-01", serves=(late,)))
    tested = asked(board, "child-b", "voice_of_child", "School")
    board.audit(tested, on="2022-03-01", question="Is the child's day known?")
    asked(board, "child-c", "neglect", "Health", label="1")
    asked(board, "child-d", "safe_sleep", "Health")
    planned = asked(board, "child-e", "fathers_males")
    board.made(PlanAudit("Are fathers asked?", "2027-03-01", serves=(planned,)))
    board.review("child-f", published="2026-10-01")
    board.rec("child-f", theme="transitions", due="2027-09-01")
    return board


def test_what_is_late_comes_first_then_retests_then_the_untested(full):
    found = proposed(full)
    assert [one.kind for one in found] == ["promised", "retest", "untested", "untested"]
    assert found[0].ref == "aud-1" and found[0].themes == ("information_sharing",)
    assert found[1].themes == ("voice_of_child",)
    assert {one.themes[0] for one in found[2:]} == {"neglect", "safe_sleep"}
    assert [one.attention for one in found[2:]] == sorted(
        (one.attention for one in found[2:]), reverse=True
    )


def test_each_says_why_what_of_whom_and_by_when(full):
    late, retest, *untested = proposed(full)
    assert late.why == (
        "planned for 1 August 2026, 111 days ago; that it was made is not on record"
    )
    assert (late.question, late.asks) == ("Is it shared in a day?", ("child-a/police-1",))
    assert (late.agencies, late.date) == (("Police",), "2026-12-20")
    assert retest.question == "Is the child's day known?"
    assert retest.why.startswith("Embedded once, re-test overdue.")
    assert (retest.agencies, retest.date) == (("School",), "2027-02-20")
    one = next(test for test in untested if test.themes == ("neglect",))
    assert one.asks == ("child-c/1",) and one.agencies == ("Health",)
    assert one.question.startswith("Does practice show what was asked about")
    assert one.why.startswith("Said to be done, not tested.")
    assert one.date == "2027-05-20"


def test_how_the_board_said_it_would_know_is_offered(full):
    full.saved(EditRecommendation("child-c/1", measure="Eight of ten files show it"))
    one = next(test for test in proposed(full) if test.themes == ("neglect",))
    assert one.measures == ("Eight of ten files show it",)


def test_a_next_test_that_was_promised_and_is_late(board):
    ref = asked(board, "child-a", "neglect", "Police")
    board.audit(ref, on="2025-03-01", outcome="partly", next="2026-03", question="Seen?")
    (one,) = proposed(board)
    assert (one.kind, one.ref, one.question) == ("promised", "aud-1", "Seen?")
    assert one.why.startswith("promised by aud-1 for March 2026, 234 days ago")
    assert proposed(board, "2026-03-15") == ()


def test_it_is_judged_by_the_day_asked_for(full):
    assert [one.kind for one in proposed(full, "2023-01-01")] == ["untested", "untested"]


def test_nothing_is_proposed_for_an_empty_board(board):
    assert proposed(board) == ()
    listing = audit_plan(board.facts())
    assert listing.items == () and listing.empty


def test_the_list_opens_the_audit_or_the_theme(full):
    listing = audit_plan(full.facts()).ordered(0)
    opened = [(item.kind, item.ref) for item in listing.items]
    assert opened[:2] == [("audit", "aud-1"), ("theme", "voice_of_child")]
    assert [item.cells[0] for item in listing.items] == [
        "late !", "re-test due", "not tested", "not tested",
    ]  # fmt: skip
    assert len(listing.narrowed("police").items) == 1
    for item in listing.items:
        assert page_of(full.records, item.ref, full.today, item.kind).sections
        assert len(item.cells) == len(listing.columns)


def said(board, ref):
    page = page_of(board.records, ref, board.today)
    return {line.label: line.text for part in page.sections for line in part.lines if line.label}


def test_an_audits_page_says_draw_margin_and_standard(board):
    plan = PlanAudit("Seen?", "2026-12", themes=("neglect",), method="Case files",
                     standard="A visit in a week", standard_met="80%")  # fmt: skip
    ref = board.made(plan)
    board.made(RecordDraw(ref, "3f9a01c2", 140, 20))
    planned = said(board, ref)
    assert planned["Cases"] == "20 cases to be looked at"
    assert planned["Cases chosen"] == "drawn at random"
    assert planned["Draw"] == "20 of 140 by the seed 3f9a01c2"
    assert planned["Standard set beforehand"] == "80%: A visit in a week"
    assert planned["Set on"] == "20 November 2026"
    assert "Result against it" not in planned
    board.audit(on="2026-11-01", planned=ref, met=16)
    done = said(board, ref)
    assert done["Cases that met it"] == (
        "16 of 20 cases (80%; with 95% confidence between 58% and 92%)"
    )
    assert (done["Result against it"], done["Draw"]) == ("reached", planned["Draw"])


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        (
            {"sample": 10, "met": 8, "chosen": "picked"},
            {
                "Cases that met it": "8 of 10 cases, chosen by the auditors; no margin given",
                "Cases chosen": None,
                "Draw": None,
            },
        ),
        (
            {"sample": 10, "met": 8, "chosen": "random"},
            {"Draw": "its seed is not on record, so it cannot be repeated"},
        ),
        (
            {"sample": 10, "met": 8, "chosen": "Random, from all plans"},
            {"Cases chosen": "Random, from all plans"},
        ),
        (
            {"sample": 3, "met": 2, "method": "Case files"},
            {
                "Mind": "3 cases are few for case files: below 5, one case more or less changes "
                "the answer."
            },
        ),
        (
            {"sample": 20, "met": 17, "standard_met": "90%", "outcome": "partly"},
            {"Standard set with the result": "90%", "Result against it": "not reached"},
        ),
        (
            {"standard": "Nine of ten"},
            {"Standard set with the result": "Nine of ten"},
        ),
        ({"sample": 10}, {"Cases": "10 cases; how they were chosen is not on record; how many met "
                                   "the standard is not on record"}),
    ],
)  # fmt: skip
def test_an_audits_page_says_no_more_than_its_cases(board, told, lines):
    ref = board.audit(on="2026-11-01", **({"themes": ("neglect",)} | told))
    found = said(board, ref)
    assert {label: found.get(label) for label in lines} == lines


def test_a_standard_of_an_older_record_says_that_its_time_is_not_known(board):
    from auditrack.model.change import Insert, Transaction

    fields = {"status": "done", "date": "2020-01-01", "outcome": "partly", "standard": "Most"}
    insert = Insert("audits", "aud-1", {**fields, "themes": ["neglect"]})
    board.records.transact(lambda _: Transaction("audit record", (insert,)))
    assert said(board, "aud-1")["Standard set"] == "when is not on record"


def test_an_audits_page_tells_its_questions_the_weakest_first(board):
    ref = board.audit(on="2026-11-01", themes=("neglect",))
    rows = (("y", "y", "-"), ("y", "n", "p"))
    board.made(RecordCriteria(ref, ("Seen?", "Alone?"), ("A1", "A2", "A3"), rows))
    page = page_of(board.records, ref, date(2026, 11, 20))
    parts = {part.title: [(line.label, line.text) for line in part.lines] for part in page.sections}
    assert parts["Questions, the weakest first"] == [
        ("1 of 3 met", "2. Alone? (1 partly)"),
        ("2 of 2 met", "1. Seen? (1 not applicable)"),
        (None, "1 of the 3 cases answered whole met all that applies."),
    ]
    assert parts["Answers, case by case"][:3] == [
        ("Cases", "A1, A2, A3"), ("1", "y y -"), ("2", "y n p"),
    ]  # fmt: skip
