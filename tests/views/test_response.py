"""A review's response against what its records say when counted by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.commands.audit import PlanAudit
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import EditReview, SupersedeReview, WithdrawReview
from auditrack.commands.subgroup import AddSubgroup
from auditrack.model.change import RefusedError
from auditrack.model.dates import interval
from auditrack.views.response import NO_TEST, response_of
from auditrack.views.response_ask import was_before
from auditrack.views.response_links import NOT_PUBLISHED
from auditrack.views.response_tests import held_in_words
from auditrack.views.response_themes import NO_THEME
from auditrack.views.response_values import EvidenceTold

PUBLISHED = "2024-03-01"


def told(board, ref="child-b", as_at=None, records=None):
    return response_of(board.of(), ref, as_at or board.today, records)


def refusal(board, ref="child-b", as_at=None):
    with pytest.raises(RefusedError) as refused:
        told(board, ref, as_at)
    return refused.value.refusal


@pytest.fixture
def review(board):
    """A review with something of everything that a response tells."""
    board.saved(AddSubgroup("Learning Subgroup"))
    board.review("child-b", PUBLISHED, publishable="yes", arranged="2023-01-10", due="2023-12-01")
    told_more = {"measure": "Files show it", "impact_due": "2026-12"}
    board.rec("child-b", "Police", "Council", label="1", outcome="Less drift", reach="multi-agency",
              delivering="learning-subgroup", **told_more)  # fmt: skip
    board.rec("child-b", "Police", label="2", reach="single-agency", theme="domestic_abuse")
    board.rec("child-b", "Council", label="3", kind="assurance-point", theme="")
    board.rec("child-b", "Council", label="4", reach="multi-agency", theme="training")
    board.finding("child-b", "It drifted.", label="1", led_to=("child-b/1", "child-b/2"),
                  theme=("neglect",))  # fmt: skip
    board.finding("child-b", "Nobody asked.", label="2", kind="lesson",
                  no_recommendation_why="The plan has it.")  # fmt: skip
    board.finding("child-b", "They persisted.", label="3", kind="good-practice")
    return board


def test_counts_are_those_of_the_records(review):
    found = told(review)
    records = review.records
    own = [one for one in records.select("recommendations") if one["review"] == "child-b"]
    assert [ask.ref for ask in found.asks] == [one["ref"] for one in own]
    assert [ask.text for ask in found.asks] == [one["text"] for one in own]
    findings = [one for one in records.select("findings") if one["review"] == "child-b"]
    assert {one.ref for one in found.findings} == {one["ref"] for one in findings}
    assert [one.ref for one in found.without_recommendation] == [
        one["ref"] for one in findings if not one.get("led_to") and one["kind"] != "good-practice"
    ]
    assert [one.ref for one in found.good_practice] == [
        one["ref"] for one in findings if one["kind"] == "good-practice"
    ]
    asked = sum(len(one.get("agencies", ())) for one in own)
    assert found.replies == (0, asked) == (0, 5)
    assert len(found.dissemination) == len(own)


def test_each_recommendation_stands_in_one_place_alone(review):
    found = told(review)
    here = [ask.ref for theme in found.themes for ask in theme.asks]
    single = [ask.ref for _, asks in found.single for ask in asks]
    points = [ask.ref for ask in found.points]
    assert sorted(here + single + points) == sorted(ask.ref for ask in found.asks)
    assert here == ["child-b/1", "child-b/4"]
    assert [(agency, [ask.ref for ask in asks]) for agency, asks in found.single] == [
        ("Police", ["child-b/2"])
    ]
    assert points == ["child-b/3"]


def test_themes_are_as_printed_then_confirmed_then_none(review):
    first, last = told(review).themes
    assert (first.name, first.is_printed) == ("Neglect and home conditions", False)
    assert [one.ref for one in first.findings] == ["child-b/f-1"]
    assert [one.ref for one in first.asks] == ["child-b/1"]
    assert first.elsewhere == ()  # the single-agency one has an issue of its own
    # A type of action is no issue, and good practice stands apart.
    assert last.name == NO_THEME
    assert [one.ref for one in last.asks] == ["child-b/4"]
    assert [one.ref for one in last.findings] == ["child-b/l-2"]


def test_a_single_agency_one_is_named_where_its_theme_stands(review):
    review.rec("child-b", "Council", label="5", reach="single-agency")
    assert told(review).themes[0].elsewhere == ("child-b/5",)


def test_actions_done_before_publication_are_already_taken(review):
    before = review.action("child-b/1", agency="Police", due="2024-01-31")
    review.done(before, on="2024-02-20")
    after = review.action("child-b/1", agency="Council", due="2024-06-30")
    review.done(after, on="2024-08-01")
    open_one = review.action("child-b/1", what="Think about it.")
    ask = told(review).asks[0]
    assert [one.ref for one in ask.already] == [before]
    assert [one.ref for one in ask.to_come] == [after, open_one]
    late = ask.to_come[0]
    assert late.slippage == "said to be done 32 days after the original date"
    assert (late.original_due, late.done_on) == ("2024-06-30", "2024-08-01")


@given(st.dates(date(2024, 1, 1), date(2024, 6, 30)))
def test_before_is_said_only_where_it_is_certain(day):
    on = day.isoformat()
    assert was_before(interval(on), PUBLISHED, date(2026, 1, 1)) == (on < PUBLISHED)
    assert was_before(interval("2024"), PUBLISHED, date(2026, 1, 1)) is False
    assert was_before(None, PUBLISHED, date(2026, 1, 1)) is False


def test_what_was_reported_as_done_without_a_day_is_already_taken(review):
    ref = review.rec("child-b", "Police", label="9", state="said-done", text="Tell staff.")
    ask = next(one for one in told(review).asks if one.ref == ref)
    assert [(one.reported, one.before, one.done_on) for one in ask.already] == [(True, False, None)]


def test_replies_decisions_and_declined_are_told_with_their_reasons(review):
    review.saved(ReplyToRecommendation("child-b/1", "Police", "accepted", on="2024-04-01"))
    review.saved(
        ReplyToRecommendation("child-b/2", "Police", "declined", "No officers", on="2024-04-02")
    )
    review.saved(ReplyToRecommendation("child-b/1", "Council", asked_on="2024-03-02"))
    review.saved(DecideRecommendation("child-b/4", "not", reason="The law does it."))
    found = told(review)
    assert found.replies == (2, 5)
    assert found.asks[0].replied == "1 of 2"
    assert [one.said for one in found.asks[0].replies] == [
        "accepted",
        "unanswered (was due back 30 March 2024)",
    ]
    assert [one.ref for one in found.declined] == ["child-b/2", "child-b/4"]
    assert found.declined[0].replies[0].said == "declined: No officers"
    assert [(one.code, one.reason) for one in found.declined[1].decisions] == [
        ("not", "The law does it.")
    ]


def test_dissemination_says_who_when_to_what_end_and_how_tested(review):
    review.action("child-b/1", due="2025-01-31")
    plan = review.made(PlanAudit("Is it so?", "2027-03", serves=("child-b/1",)))
    line, *others = told(review).dissemination
    assert (line.ask.delivering, line.ask.assuring) == ("Learning Subgroup", "")
    assert line.deadline == "31 January 2025"
    assert line.impact == "Less drift (impact due December 2026)"
    assert line.tested == f"Audit {plan} is planned (March 2027); it is of this recommendation."
    assert {one.tested for one in others} == {NO_TEST}
    assert others[0].deadline == "no date set"
    assert others[0].impact == "None on record"


def test_a_test_that_only_a_suggested_theme_promises_is_none(review):
    review.made(PlanAudit("Is it so?", "2027-03", themes=("domestic_abuse",)))
    review.theme("child-b/1", "domestic_abuse", "suggest")
    by_ref = {line.ask.ref: line.tested for line in told(review).dissemination}
    assert by_ref["child-b/1"] == NO_TEST
    assert "tests the theme Domestic abuse" in by_ref["child-b/2"]


def test_tests_are_told_with_what_they_count_as(review):
    review.audit("child-b/1", on="2025-06-01", outcome="partly", sample=20, met=9, method="Files")
    review.audit("child-b/1", on="2025-07-01", outcome="embedded", looked_at="documents")
    review.audit("child-b/1", on="2025-08-01", outcome="inconclusive")
    early = review.audit("child-b/1", on="2024-02-01", outcome="embedded")
    tests = {one.ref: one for one in told(review).asks[0].tests}
    assert [one.counts.split(":")[0] for one in tests.values()] == [
        "a baseline",
        "a test of practice",
        "no test of practice",
        "no test of practice",
    ]
    assert next(iter(tests)) == early
    assert "only partly embedded; the last test is audit" in told(review).asks[0].practice


def test_evidence_is_counted_by_level_with_result_and_acceptance(review):
    review.evidence("child-b/1", level=1, accepted_by="scrutineer")
    review.evidence("child-b/1", level=1)
    review.evidence("child-b/1", level=3, result="partly", about="2025-03",
                    accepted_by="scrutineer")  # fmt: skip
    evidence = told(review).asks[0].evidence
    raw = [one for one in review.records.select("evidence") if "child-b/1" in one["serves"]]
    assert len(evidence) == len(raw) == 3
    assert held_in_words(evidence) == (
        "Level 1 (activity): 2 pieces; 2 without a result; 1 accepted, 1 filed and not accepted.",
        "Level 3 (practice seen): 1 piece; partly embedded; accepted.",
    )
    assert [one.counts for one in evidence] == ["a test of practice", "", ""]


def piece(level: int, result: str, acceptance: str) -> EvidenceTold:
    return EvidenceTold("ev-1", "", level, "x", None, None, result, acceptance, "", "", "", "")


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from(("embedded", "without a result")),
            st.sampled_from(("filed and not accepted", "accepted on 1 May 2025 by Jo by name")),
        )
    )
)
def test_every_piece_is_counted_once(pieces):
    said = held_in_words([piece(*one) for one in pieces])
    assert len(said) == len({level for level, _, _ in pieces})
    counted = [int(one.split("): ")[1].split(" ")[0].replace("no", "0")) for one in said]
    assert sum(counted) == len(pieces)
    assert "by Jo" not in " ".join(said)


def test_withdrawn_records_are_left_out_and_said(review):
    review.saved(WithdrawRecommendation("child-b/4", why="Entered twice"))
    found = told(review)
    assert "child-b/4" not in {ask.ref for ask in found.asks}
    assert any("1 withdrawn record left out: child-b/4" in note for note in found.notes)


def test_a_superseded_review_says_by_which(review):
    review.review("child-b-2", "2025-03-01", publishable="yes")
    review.saved(SupersedeReview("child-b", "child-b-2"))
    found = told(review)
    assert any("superseded by child-b-2" in note for note in found.notes)
    assert dict(found.facts)["Superseded by"] == "child-b-2"


def test_what_goes_on_elsewhere_says_so(review):
    review.saved(LinkRecommendations("child-b/4", "child-b/1", "supersedes"))
    assert told(review).asks[0].ended == ("It goes on in child-b/4 and is no longer pursued here.")


def test_closing_is_told_with_what_was_missing_and_never_as_practice(review):
    review.close("child-b/1", on="2025-05-01")
    ask = told(review).asks[0]
    assert "does not show that practice changed" in ask.ended
    assert ask.practice == "not tested: no test of practice is on record"
    (closing,) = ask.decisions
    assert closing.missing and closing.reason == "The board accepts the risk."


def earlier(board, ref, **also):
    board.review(ref, "2016-05-01", **also)
    return board.rec(ref, "Police", label="7", text="Write down what was seen.")


def test_the_same_ask_of_an_earlier_review_is_told_with_its_sum(review):
    old = earlier(review, "child-a", publishable="yes")
    review.saved(LinkRecommendations("child-b/1", old, "same-ask", "stronger"))
    found = told(review)
    (one,) = found.asked_before
    assert (one.mine, one.ref, one.is_earlier) == ("child-b/1", old, True)
    assert one.claimed == "not said to be done on record"
    assert one.degree == "asks for more"
    assert found.sums["child-b/1"].startswith("second time in eight years")


def test_another_review_that_is_not_published_is_not_spoken_of(review):
    old = earlier(review, "child-a", publishable="no")
    review.saved(LinkRecommendations("child-b/1", old, "same-ask"))
    found = told(review)
    assert (found.asked_before, dict(found.sums)) == ((), {})
    assert any("1 recommendation that asks the same left out" in note for note in found.notes)
    assert "child-a" not in str(found).lower()


def test_a_later_review_that_is_not_published_is_a_test_without_a_name(review):
    review.review("child-c", "2026-05-01", publishable="no", practice=("2025-09..2026-01",))
    review.rec("child-c", "Police", label="1")
    ask = told(review).asks[0]
    assert [(one.ref, one.kind) for one in ask.tests] == [(NOT_PUBLISHED, "review")]
    assert NOT_PUBLISHED in ask.practice
    assert "child-c" not in str(ask).lower()


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"publishable": "no"}, "it is not to be published"),
        ({"publishable": "after", "publishable_after": "2027-01-01"}, "after 1 January 2027"),
        ({"status": "provisional", "provisional_until": "2027-02"}, "until February 2027"),
    ],
)
def test_a_review_that_may_not_be_spoken_of_makes_a_working_paper(review, changes, said):
    assert told(review).working == ""
    review.saved(EditReview("child-b", **changes))
    assert told(review).working.startswith("Working paper: ")
    assert said in told(review).working


def test_open_proceedings_make_a_working_paper_and_stand_among_the_key_facts(review):
    review.saved(RecordProceedings("child-b", "criminal", open="2025-02-01"))
    found = told(review)
    assert "criminal proceedings are open" in found.working
    assert dict(found.facts)["Proceedings"] == "Criminal proceedings: open since 1 February 2025"


def test_key_facts_and_milestones_are_those_on_record(review):
    found = told(review)
    facts = dict(found.facts)
    assert facts["Published"] == "1 March 2024"
    assert facts["Practice examined"] == "no period is on record"
    assert facts["Proceedings"] == "none on record"
    assert "families" in facts["Not on record whether told"]
    assert dict(found.milestones)["Against its date"] == "Published 91 days after it was due"


def test_an_earlier_day_sees_what_was_there_then(review):
    review.action("child-b/1", due="2024-06-30")
    review.saved(ReplyToRecommendation("child-b/1", "Police", "accepted", on="2025-04-01"))
    assert told(review, as_at=date(2024, 12, 1)).replies[0] == 0
    assert told(review).replies[0] == 1


def test_nothing_of_a_review_is_refused_in_a_sentence(board):
    board.review("child-b", PUBLISHED)
    found = refusal(board)
    assert (found.code, found.ref) == ("nothing-to-report", "child-b")
    assert "has no recommendation and no finding on record" in found.message


def test_a_day_before_the_review_was_there_is_refused(board):
    board.today = date(2026, 11, 20)
    board.review("child-b", PUBLISHED)
    board.rec("child-b", "Police", on="2024-03-01")
    board.finding("child-b")
    found = refusal(board, as_at=date(2023, 1, 1))
    assert found.code == "nothing-to-report"
    assert "published on 1 March 2024, after the day of the paper" in found.message


def test_a_withdrawn_review_is_refused_with_its_reason(review):
    review.saved(WithdrawReview("child-b", why="Entered twice"))
    found = refusal(review)
    assert found.code == "nothing-to-report"
    assert "was withdrawn on" in found.message and "Entered twice" in found.message


def test_an_unknown_review_is_refused(board):
    assert refusal(board, "nobody").code == "unknown-reference"
