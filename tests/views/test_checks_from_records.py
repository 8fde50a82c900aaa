"""Checks over a register: what does not fit is told, what is no error is not, nothing floods."""

from datetime import date

import pytest

from auditrack.commands.audit import RecordAudit
from auditrack.commands.evidence import ReturnEvidence, ServeAlso
from auditrack.commands.finding import AddFinding, EditFinding
from auditrack.commands.headings import VerifyHeadings
from auditrack.commands.link import LinkRecommendations, WithdrawLink
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.review import AddReview
from auditrack.model.change import Insert, Saved, Transaction
from auditrack.views.checks import TITLES, Check, checks

FOUR = ("Police", "Health", "Schools", "Probation")


def told(board, code: str, as_at: str | None = None) -> list[Check]:
    day = date.fromisoformat(as_at) if as_at else board.today
    return [one for one in checks(board.records, day) if one.code == code]


def refs(board, code: str, as_at: str | None = None) -> list[str]:
    return [one.ref for one in told(board, code, as_at)]


def put(board, *operations: Insert) -> None:
    saved = board.records.transact(lambda _: Transaction("made up", operations))
    assert isinstance(saved, Saved), saved


@pytest.fixture
def ask(board) -> str:
    board.review("child-a")
    return board.rec("child-a", *FOUR)


class TestEvidenceThatDoesNotSay:
    def test_what_it_found_is_told_from_level_3_on(self, board, ask):
        silent = board.evidence(ask, level=3, about="2016")
        board.evidence(ask, level=2, about="2016")
        board.evidence(ask, level=4, about="2016", result="embedded")
        assert refs(board, "evidence-without-result") == [silent]

    def test_of_an_audit_or_returned_is_left_alone(self, board, ask):
        audit = board.audit(ask, on="2017")
        board.evidence(audit, level=4, about="2017")
        back = board.evidence(ask, level=3, about="2016")
        board.saved(ReturnEvidence(back, why="Which files?"))
        assert refs(board, "evidence-without-result") == []


class TestOlderEvidence:
    def test_about_practice_before_publication_is_told_with_both_dates(self, board, ask):
        older = board.evidence(ask, level=3, about="2014", result="embedded")
        board.evidence(ask, level=3, about="2016", result="embedded")
        (one,) = told(board, "evidence-older")
        assert (one.ref, one.title) == (older, "Evidence about older practice")
        assert one.text.startswith(f"is about 2014, before Child-A was published (1 June 2015): "
                                   f"does it show what {ask} asked for")  # fmt: skip

    def test_a_baseline_and_an_action_done_before_publication_are_no_errors(self, board, ask):
        board.audit(ask, on="2014-03", outcome="embedded", practice="2013..2014-02")
        board.audit(ask, on="2014-04", outcome="not-embedded")
        board.evidence(ask, level=3, about="2014", result="not-embedded")
        early = board.action(ask)
        board.done(early, "2014-09-01")
        board.evidence(early, level=1, about="2014-08")
        board.evidence(ask, level=1, about="2014-08")
        board.evidence(early, level=3, about="2014-11", result="embedded")
        assert refs(board, "evidence-older") == []

    def test_about_practice_before_the_action_was_done_is_told(self, board, ask):
        action = board.action(ask)
        board.done(action, "2016-09-01")
        older = board.evidence(action, level=3, about="2016-03", result="embedded")
        board.evidence(action, level=1, about="2016-08")
        board.evidence(action, level=4, about="2017", result="embedded")
        (one,) = told(board, "evidence-older")
        assert one.ref == older
        assert one.text.startswith(f"is about March 2016, before {action} was done (1 September ")

    def test_a_case_is_published_with_its_first_document(self, board):
        board.review("child-a", "2015-06-01", case_id="A")
        board.review("child-a-response", "2019-06-01", case_id="A")
        ask = board.rec("child-a-response", "Police")
        board.evidence(ask, level=3, about="2016", result="embedded")
        older = board.evidence(ask, level=3, about="2014", result="embedded")
        assert refs(board, "evidence-older") == [older]

    def test_that_also_serves_a_later_ask_is_told_for_that_one(self, board, ask):
        board.review("child-b", "2020-06-01")
        later = board.rec("child-b", "Police")
        shown = board.evidence(ask, level=2, about="2016")
        board.saved(ServeAlso(shown, later))
        (one,) = told(board, "evidence-older")
        assert f"what {later} asked for" in one.text

    def test_of_what_was_withdrawn_is_left_alone(self, board, ask):
        board.evidence(ask, level=3, about="2014", result="embedded")
        board.made(WithdrawRecommendation(ask, why="Entered twice."))
        assert refs(board, "evidence-older") == []


class TestEmbeddedForSome:
    def test_an_audit_at_one_agency_of_four_is_told(self, board, ask):
        audit = board.audit(ask, on="2017-06-01", agencies=("Police",))
        (one,) = told(board, "embedded-for-some")
        assert one.ref == audit
        assert one.text.startswith("embedded for 1 of the 4 agencies asked about ")
        assert "(Police); no test of practice is on record for Health, Probation, Schools" in (
            one.text
        )

    def test_accepted_evidence_of_one_agency_is_told_of_its_ask(self, board, ask):
        also = {"level": 3, "about": "2016-09", "result": "embedded", "agency": "Police"}
        board.evidence(ask, **also)
        assert refs(board, "embedded-for-some") == []
        shown = board.evidence(ask, accepted_by="scrutineer", **also)
        (one,) = told(board, "embedded-for-some")
        assert one.ref == shown and f"asked about {ask} (Police)" in one.text

    def test_tested_everywhere_is_left_alone(self, board, ask):
        board.audit(ask, on="2017-06-01", agencies=FOUR[:2])
        board.audit(ask, on="2017-07-01", agencies=FOUR[2:])
        assert refs(board, "embedded-for-some") == []
        assert refs(board, "embedded-for-some", as_at="2017-06-15") == ["aud-1"]

    def test_an_ask_without_theme_is_told_until_an_audit_of_all(self, board):
        board.review("child-a")
        ask = board.rec("child-a", *FOUR, theme="")
        audit = board.audit(ask, on="2017-06-01", agencies=("Health",))
        (one,) = told(board, "embedded-for-some")
        assert one.ref == audit and f"asked about {ask} (Health)" in one.text
        board.audit(ask, on="2018-06-01")
        assert refs(board, "embedded-for-some") == []


class TestAsksThatAreNotListed:
    ASK = "Schools should tell the health visitor of every absence that nobody explained."

    def test_in_a_finding_is_told_until_it_is_listed_or_explained(self, board, ask):
        finding = board.finding("child-a", self.ASK)
        (one,) = told(board, "ask-not-listed")
        assert one.ref == finding and self.ASK[:60] in one.text
        board.saved(EditFinding(finding, no_recommendation_why="Law since 2016."))
        assert refs(board, "ask-not-listed") == []
        board.made(AddFinding("child-a", f"Again: {self.ASK}", kind="lesson"))
        assert len(refs(board, "ask-not-listed")) == 1
        board.rec("child-a", "Schools", text=self.ASK)
        assert refs(board, "ask-not-listed") == []

    def test_good_practice_asks_nothing(self, board, ask):
        board.finding("child-a", self.ASK, kind="good-practice")
        assert refs(board, "ask-not-listed") == []

    def test_in_parts_of_one_recommendation_is_told_until_each_has_an_action(self, board, ask):
        parted = board.rec(
            "child-a",
            text="The Board should (a) map the homes of infants; (b) train housing officers.",
        )
        assert refs(board, "ask-not-listed") == [parted]
        board.action(parted, what="Begin with maps.")
        board.action(parted, what="Then the course.")
        assert refs(board, "ask-not-listed") == []


class TestContradictions:
    def test_between_two_live_asks_are_told_once_until_one_goes(self, board, ask):
        other = board.rec("child-a", "Health", label="2")
        board.made(LinkRecommendations(other, ask, "contradicts"))
        (one,) = told(board, "contradiction")
        assert one.ref == other and one.text.startswith(f"was said to contradict {ask}, and both")
        board.close(ask)
        assert refs(board, "contradiction") == [other]  # closed, it is still an ask
        board.decide(ask, "not")
        assert refs(board, "contradiction") == []

    def test_taken_back_are_not_told(self, board, ask):
        other = board.rec("child-a", "Health", label="2")
        board.made(LinkRecommendations(other, ask, "contradicts"))
        board.made(WithdrawLink(ask, other, "contradicts", why="They agree."))
        assert refs(board, "contradiction") == []


class TestOneAgency:
    def test_asked_by_most_is_told_from_ten_asks_and_three_agencies_on(self, board):
        board.review("child-a")
        for label in range(8):
            board.rec("child-a", "Health", label=f"h{label}")
        board.rec("child-a", "Police", "The Board", label="p")
        assert refs(board, "one-agency") == []
        last = board.rec("child-a", "Schools", label="s")
        (one,) = told(board, "one-agency")
        assert one.ref == "health"
        assert one.text.startswith("Health is asked by 8 of the 10 open recommendations, which ")
        board.close(last)
        assert refs(board, "one-agency") == []

    def test_counts_only_the_part_that_is_still_its_own(self, board):
        board.review("child-a")
        both = [board.rec("child-a", "Health", "Police", label=str(one)) for one in range(8)]
        board.rec("child-a", "Schools", label="s")
        board.rec("child-a", "Schools", label="t")
        assert refs(board, "one-agency") == ["health", "police"]
        for ref in both[:4]:
            board.done(board.action(ref, agency="Health"), "2016-01-01")
        assert refs(board, "one-agency") == ["police"]


def test_the_first_and_the_last_day_of_the_calendar_can_be_checked(board, ask):
    board.finding("child-a", TestAsksThatAreNotListed.ASK)
    assert {one.code for one in checks(board.records, date(1, 1, 1))} == {"review-without-practice"}
    assert checks(board.records, date(9999, 12, 31))


def test_every_check_has_a_title_and_says_a_sentence_about_its_record(board, ask):
    put(
        board,
        Insert("links", "lnk-8", {"a": ask, "b": ask, "as": "supersedes", "confirmed": True}),
        Insert("updates", "upd-8", {"action": "act-8", "on": "soon"}),
        Insert("windows", "win-8", {"review": "child-a", "start": "2015", "end": "2014"}),
        Insert("recommendations", "child-a/8", {"review": "child-a"}),
    )
    found = {one.code: one for one in checks(board.records, board.today)}
    assert list(found)[:5] == [
        "circle",
        "backwards",
        "unreadable-date",
        "unreadable-record",
        "dangling",
    ]
    for one in found.values():
        assert one.title == TITLES[one.code]
        assert one.text[0].islower() and not one.text.endswith(".")


def test_a_review_of_another_board_is_checked_like_any_other(board):
    board.made(AddReview("far-a", "Far A", published="2015-06-01", boards=("Far Board",)))
    ask = board.rec("far-a", "Police")
    older = board.evidence(ask, level=3, about="2014", result="embedded")
    board.made(RecordAudit(date="2016", outcome="embedded", serves=(ask,)))
    assert refs(board, "evidence-older") == [older]


def test_headings_are_told_of_the_newest_annual_report_until_somebody_compared_them(board):
    def unverified():
        found = checks(board.records, board.today)
        return [(one.ref, one.text) for one in found if one.code == "headings-unverified"]

    year = {"kind": "annual", "since": "2024-04-01", "until": "2025-03-31"}
    assert unverified() == []
    put(board, Insert("publications", "pub-8", {**year, "until": "2019-03-31"}))
    put(board, Insert("publications", "pub-9", year))
    put(board, Insert("publications", "pub-10", {"kind": "record"}))
    ((ref, text),) = unverified()
    assert ref == "pub-9" and text.endswith("source: Working Together 2023")
    put(board, Insert("publications", "pub-11", {**year, "headings": ["care-act-2014"]}))
    assert unverified() == []
    put(board, Insert("publications", "pub-12", {**year, "headings": ["wales-2016"]}))
    assert [one[0] for one in unverified()] == ["pub-12"]
    board.made(VerifyHeadings("wales-2016", by="The policy lead"))
    assert unverified() == []
    put(board, Insert("publications", "pub-13", {**year, "until": "soon", "headings": ["x"]}))
    assert unverified() == []
