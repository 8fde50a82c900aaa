"""An assurance sheet against the records, and against what closing itself says is missing."""

from datetime import date

import pytest

from auditrack.commands.audit import PlanAudit
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import EditReview
from auditrack.model.change import Refusal, RefusedError
from auditrack.views.assurance_sheet import assurance_sheet_of

REF = "child-b/1"


def told(board, ref=REF, as_at=None, records=None):
    return assurance_sheet_of(board.of(), ref, as_at or board.today, records)


@pytest.fixture
def asked(board):
    board.review("child-b", "2024-03-01", publishable="yes")
    board.rec("child-b", "Police", "Council", label="1", outcome="Less drift")
    return board


def test_what_closing_lacks_is_what_closing_says(asked):
    asked.action(REF, agency="Police")
    asked.saved(ReplyToRecommendation(REF, "Police", "accepted", on="2024-04-01"))
    refused = asked.do(CloseRecommendation(REF))
    assert isinstance(refused, Refusal) and refused.code == "not-ready"
    sheet = told(asked)
    assert sheet.to_close == tuple(refused.details) == sheet.ask.missing
    assert len(sheet.to_close) == 4


def test_nothing_in_the_way_is_no_proof_of_practice(asked):
    for agency in ("Police", "Council"):
        asked.saved(ReplyToRecommendation(REF, agency, "accepted", on="2024-04-01"))
        action = asked.action(REF, agency=agency)
        asked.done(action)
        asked.sign_off(action)
    asked.evidence(REF, level=2)
    assert not isinstance(asked.do(CloseRecommendation(REF)), Refusal)
    asked.reopen(REF)
    (said,) = told(asked).to_close
    assert said.startswith("Nothing on record stands in the way")
    assert "does not show that practice changed" in said


def test_closed_and_undone_says_both(asked):
    asked.close(REF, on="2025-01-10")
    (said,) = told(asked).to_close
    assert said.startswith("The board closed it (10 January 2025)")
    asked.audit(REF, on="2026-01-10", outcome="not-embedded")
    closed, again, *missing = told(asked).to_close
    assert closed == said
    assert again == "To close it again, a chair decides with a reason. What is missing:"
    assert tuple(missing) == told(asked).ask.missing


def test_declined_needs_no_closing(asked):
    for agency in ("Police", "Council"):
        asked.saved(ReplyToRecommendation(REF, agency, "declined", "No", on="2024-04-01"))
    assert told(asked).to_close == (
        "It is declined: there is nothing to close unless that is decided otherwise.",
    )


def test_every_level_says_what_is_held_and_what_it_is_good_for(asked):
    asked.evidence(REF, level=1, accepted_by="scrutineer")
    asked.evidence(REF, level=4, result="embedded", about="2026-01")
    levels = told(asked).levels
    assert [(one.level, one.is_enough, one.can_test) for one in levels] == [
        (0, False, False),
        (1, False, False),
        (2, True, False),
        (3, True, True),
        (4, True, True),
    ]
    raw = [one["level"] for one in asked.records.select("evidence")]
    for one in levels:
        there = raw.count(one.level)
        assert one.held.startswith(f"{there} piece" if there else "None on record")
    assert levels[4].held == "1 piece; embedded; filed and not accepted."


def test_what_is_needed_compares_the_best_with_what_closing_asks_for(asked):
    need, test = told(asked).needed
    assert need == (
        "Closing asks for evidence of level 2 (uptake) or more: none is held. That is missing."
    )
    assert test.startswith("No test of practice is on record.")
    asked.evidence(REF, level=3, result="embedded", about="2026-01", accepted_by="scrutineer")
    (need,) = told(asked).needed
    assert need.endswith("the best held is level 3 (practice seen). That is enough.")


def test_evidence_accepted_by_its_filer_is_said_not_to_be_a_second_persons(asked):
    ref = asked.evidence(REF, level=3, result="embedded", about="2026-01")
    from auditrack.commands.evidence import AcceptEvidence

    refused = asked.do(AcceptEvidence(ref))
    assert isinstance(refused, Refusal)  # only a chair's override gets it in
    (one,) = told(asked).ask.evidence
    assert (one.acceptance, one.counts) == ("filed and not accepted", "")


def test_slippage_counts_both_dates(asked):
    from auditrack.commands.action import ExtendAction

    action = asked.action(REF, agency="Police", due="2026-01-31")
    asked.made(ExtendAction(action, "2026-06-30", "No staff"))
    (one,) = told(asked).ask.actions
    assert one.slippage == (
        "moved once, 293 days past the original date of 31 January 2026, 143 days past the agreed "
        "date"
    )
    assert [(move.to, move.why) for move in one.moves] == [("2026-06-30", "No staff")]


@pytest.mark.parametrize(
    "kind, forward, back",
    [
        ("same-ask", "Asks the same.", "Asks the same."),
        ("repeats", "This one repeats it.", "It repeats this one."),
        ("folds-into", "This one folds into it and goes on there.", "It folds into this one."),
        ("supersedes", "This one supersedes it.", "It supersedes this one, which goes on there."),
        ("related", "Related, and not the same ask.", "Related, and not the same ask."),
    ],
)
def test_each_link_says_what_it_means_from_either_side(asked, kind, forward, back):
    other = asked.rec("child-b", "Police", label="2")
    asked.saved(LinkRecommendations(REF, other, kind))
    assert [(one.ref, one.meaning) for one in told(asked).connected] == [(other, forward)]
    assert [(one.ref, one.meaning) for one in told(asked, other).connected] == [(REF, back)]


def test_what_is_connected_of_an_unpublished_review_is_left_out_and_counted(asked):
    asked.review("child-a", "2016-05-01", publishable="no")
    old = asked.rec("child-a", "Police", label="7")
    asked.saved(LinkRecommendations(REF, old, "related"))
    sheet = told(asked)
    assert sheet.connected == ()
    assert any("1 connected recommendation left out" in note for note in sheet.notes)
    assert "child-a" not in str(sheet).lower()
    # The sheet of that review itself is a working paper, and may name what is published.
    other = told(asked, old)
    assert other.working.startswith("Working paper: ")
    assert [one.ref for one in other.connected] == [REF]


def test_an_unpublished_later_review_is_not_named_by_what_closing_lacks(asked):
    asked.close(REF, on="2025-01-10")
    asked.review("child-c", "2026-05-01", publishable="no", practice=("2025-09..2026-01",))
    asked.rec("child-c", "Police", label="1")
    sheet = told(asked)
    assert any("a later review that is not published has found it" in one for one in sheet.to_close)
    assert "child-c" not in str(sheet).lower()


def test_what_was_missing_at_a_closing_names_no_unpublished_review_either(asked):
    asked.close(REF, on="2025-01-10")
    asked.review("child-c", "2026-05-01", practice=("2025-09..2026-01",))
    asked.rec("child-c", "Police", label="1")
    asked.close(REF)  # again, in spite of the later review
    assert "review child-c" in str(told(asked).ask.decisions)
    asked.saved(EditReview("child-c", publishable="no"))
    assert "child-c" not in str(told(asked)).lower()


def test_a_link_to_what_was_withdrawn_is_counted(asked):
    other = asked.rec("child-b", "Police", label="2")
    asked.saved(LinkRecommendations(REF, other, "related"))
    asked.saved(WithdrawRecommendation(other, why="Entered twice"))
    sheet = told(asked)
    assert sheet.connected == ()
    assert any("1 linked recommendation left out: withdrawn" in note for note in sheet.notes)


def test_themes_are_told_with_whether_a_person_confirmed_the_link(asked):
    asked.theme(REF, "domestic_abuse", "suggest")
    asked.theme(REF, "training", "confirm")
    found = {one.name: one.is_confirmed for one in told(asked).themes}
    assert found == {"Neglect and home conditions": True, "Domestic abuse": False}
    position = asked.position("neglect")
    neglect = next(one for one in told(asked).themes if one.is_confirmed)
    assert (neglect.label, neglect.reason) == (position.label, position.reason)


def test_tests_planned_are_those_of_it_or_of_its_confirmed_themes(asked):
    mine = asked.made(PlanAudit("Is it?", "2027-03", serves=(REF,)))
    theme = asked.made(PlanAudit("Is neglect seen?", "2027-01", themes=("neglect",)))
    asked.made(PlanAudit("Something else?", "2027-02", themes=("domestic_abuse",)))
    desk = asked.made(PlanAudit("Papers?", "2026-01", serves=(REF,), looked_at="documents"))
    planned = told(asked).ask.planned
    assert [one.ref for one in planned] == [desk, theme, mine]
    assert planned[0].said.endswith(
        "and that day is past; it is of this recommendation; it looks at documents, which is no "
        "test of practice."
    )


def test_a_provisional_review_makes_a_working_paper(asked):
    assert told(asked).working == ""
    asked.saved(EditReview("child-b", status="provisional"))
    assert "provisional" in told(asked).working


def test_a_withdrawn_one_and_an_earlier_day_are_refused(asked):
    with pytest.raises(RefusedError) as early:
        told(asked, as_at=date(2020, 1, 1))
    assert "does not count on 1 January 2020" in early.value.refusal.message
    asked.saved(WithdrawRecommendation(REF, why="Entered twice"))
    with pytest.raises(RefusedError) as gone:
        told(asked)
    assert gone.value.refusal.code == "nothing-to-report"
    assert "Entered twice" in gone.value.refusal.message
