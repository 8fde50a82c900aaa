"""Days on which the board looks again: keeping under review, provisional until, proceedings."""

from datetime import date

import pytest

from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.finding import AddFinding
from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.restoring import RestoreField
from auditrack.commands.retention import AskDisposal
from auditrack.commands.review import AddReview, EditReview
from auditrack.commands.undo import UndoLast
from auditrack.views.changes import sentence
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.left_open import days_set
from auditrack.views.page import page_of

TODAY = date(2026, 11, 20)


def lines(desks, ref, kind=None):
    page = page_of(desks.of(), ref, TODAY, kind)
    return [(line.label, line.text) for section in page.sections for line in section.lines]


class TestKeepUnderReview:
    def test_keeps_the_day_and_tells_it(self, desks, board):
        ref = board()
        saved = desks.saved(
            DecideRecommendation(ref, "kept under review", "To see more.", until="May 2027")
        )
        stored = desks.get("decisions", saved.references[0])
        assert (stored["decision"], stored["until"]) == ("keep-under-review", "2027-05")
        said = "kept under review until May 2027: To see more."
        assert sentence(saved.entry, desks.of()) == f"Decision: {said}"
        assert ("20 November 2026", said) in lines(desks, ref)

    def test_may_be_of_a_finding_or_a_theme(self, desks, board):
        board()
        finding = desks.made(AddFinding("child-f", "Not seen alone."))
        for ref in (finding, "neglect"):
            saved = desks.saved(
                DecideRecommendation(ref, "keep-under-review", until="2027-05-01", on="2026-11-01")
            )
            assert desks.get("decisions", saved.references[0])["on_ref"] == ref
        said = "kept under review until 1 May 2027"
        assert ("1 November 2026", said) in lines(desks, "neglect", "theme")
        assert ("The board decided", said) in lines(desks, finding)

    @pytest.mark.parametrize(
        ("until", "on", "code"),
        [
            (None, None, "missing"),
            ("", None, "missing"),
            ("unknown", None, "missing"),
            ("one day", None, "bad-date"),
            ("2026-11-19", None, "not-later"),
            ("2026-10-01", "2026-10-02", "not-later"),
        ],
    )
    def test_needs_a_day_that_can_come(self, desks, board, until, on, code):
        desks.refused(DecideRecommendation(board(), "keep-under-review", until=until, on=on), code)

    def test_a_day_goes_with_no_other_decision(self, desks, board):
        decision = DecideRecommendation(board(), "implement", until="2027-01-01")
        assert "keep-under-review" in str(desks.refused(decision, "bad-value").todo)

    def test_a_theme_is_not_implemented_and_never_meant_by_its_beginning(self, desks, board):
        board()
        desks.refused(DecideRecommendation("neglect", "implement"), "bad-value")
        for typed in ("negl", "neglect and home conditions"):
            decision = DecideRecommendation(typed, "keep-under-review", until="2027-01-01")
            desks.refused(decision, "unknown-reference")

    def test_a_theme_is_meant_by_its_id_where_references_begin_so_too(self, desks, board):
        desks.saved(AddReview("neglect-2020", "Neglect"))
        desks.saved(AddRecommendation("neglect-2020", "Look again.", label="1"))
        saved = desks.saved(
            DecideRecommendation("neglect", "keep-under-review", until="2027-01-01")
        )
        assert desks.get("decisions", saved.references[0])["on_ref"] == "neglect"

    def test_a_theme_is_no_longer_kept_under_review_with_a_reason(self, desks, board):
        ref, end = board(), "no-longer-under-review"
        desks.refused(DecideRecommendation("neglect", end, "Tested."), "not-kept")
        desks.saved(DecideRecommendation("neglect", "keep-under-review", until="2027-01-01"))
        desks.refused(DecideRecommendation("neglect", end), "reason-needed")
        desks.refused(DecideRecommendation("neglect", end, "Tested.", until="2027"), "bad-value")
        assert "implement" in str(desks.refused(DecideRecommendation(ref, end, "x"), "bad-value"))
        saved = desks.saved(DecideRecommendation("neglect", end, "Tested."))
        assert sentence(saved.entry, desks.of()) == "Decision: no longer kept under review: Tested."
        assert not days_set(Facts(desks.of(), TODAY))
        desks.refused(DecideRecommendation("neglect", end, "Tested."), "not-kept")
        desks.saved(UndoLast(saved.entry.number))
        assert [one.ref for one in days_set(Facts(desks.of(), TODAY))] == ["neglect"]


class TestDatesOfAReview:
    def test_go_with_what_they_say(self, desks):
        desks.saved(
            AddReview(
                "child-a", "A", status="provisional", provisional_until="2027-01",
                publishable="after", publishable_after="1 March 2027",
            )
        )  # fmt: skip
        stored = desks.get("reviews", "child-a")
        assert (stored["provisional_until"], stored["publishable_after"]) == (
            "2027-01",
            "2027-03-01",
        )
        told = lines(desks, "child-a")
        assert ("Status", "provisional until January 2027") in told
        assert ("Publishable", "after 1 March 2027") in told

    @pytest.mark.parametrize(
        "dates", [{"provisional_until": "2027"}, {"publishable_after": "2027"}]
    )
    def test_are_refused_where_it_is_not_so(self, desks, dates):
        refusal = desks.refused(AddReview("child-a", "A", **dates), "bad-value")
        assert refusal.todo.startswith("Say with it that it is: --")
        desks.saved(AddReview("child-b", "B"))
        desks.refused(EditReview("child-b", **dates), "bad-value")

    def test_are_put_back_like_any_other(self, desks):
        first = desks.saved(
            AddReview("child-a", "A", status="provisional", provisional_until="2027-01")
        )
        desks.saved(EditReview("child-a", provisional_until="2027-06"))
        desks.saved(
            RestoreField("child-a", "provisional until", first.entry.number, why="Mistyped.")
        )
        assert desks.get("reviews", "child-a")["provisional_until"] == "2027-01"


class TestProceedings:
    def test_open_end_and_are_put_right(self, desks, board):
        board()
        ref, review = desks.saved(
            RecordProceedings("child-f", "Inquest", open="2025-02")
        ).references
        assert (ref, review) == ("prc-1", "child-f")
        assert is_embargoed(desks.of(), "child-f")
        ended = desks.saved(RecordProceedings("child-f", "inquest", ended="2026-10-01"))
        assert ended.references[0] == ref
        assert sentence(ended.entry, desks.of()) == "Proceedings: inquest: ended 1 October 2026"
        desks.saved(RecordProceedings("child-f", "inquest", ended="2026-10-02"))
        stored = desks.get("proceedings", ref)
        assert (stored["open"], stored["ended"]) == ("2025-02", "2026-10-02")
        assert ("Inquest", "open since February 2025, ended 2 October 2026") in lines(
            desks, "child-f"
        )

    def test_of_the_same_kind_may_follow_and_others_stand_beside(self, desks, board):
        board()
        desks.saved(RecordProceedings("child-f", "family", open="2024", ended="2025"))
        again = desks.made(RecordProceedings("child-f", "family", open="2026"))
        beside = desks.made(RecordProceedings("child-f", "criminal", ended="2025-06"))
        assert (again, beside) == ("prc-2", "prc-3")

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({}, "missing"),
            ({"open": "2027"}, "future-date"),
            ({"ended": "2026-12"}, "future-date"),
            ({"open": "2026-02", "ended": "2026-01"}, "bad-date"),
        ],
    )
    def test_that_cannot_be_are_refused(self, desks, board, said, code):
        board()
        desks.refused(RecordProceedings("child-f", "inquest", **said), code)

    def test_of_no_known_kind_are_refused(self, desks, board):
        board()
        desks.refused(RecordProceedings("child-f", "appeal", open="2026"), "bad-value")

    def test_undone_they_hold_nothing_up(self, desks):
        desks.saved(AddReview("child-a", "A", published="2010", publishable="yes"))
        saved = desks.saved(RecordProceedings("child-a", "inquest", open="2026"))
        desks.refused(AskDisposal("child-a", why="Kept too long."), "proceedings-open")
        desks.saved(UndoLast(saved.entry.number))
        assert not is_embargoed(desks.of(), "child-a")
        desks.saved(AskDisposal("child-a", why="Kept too long."))
