"""The history in words, earlier asks that are near, and what the record does not say yet."""

from datetime import date

from auditrack.commands.action import ActionDone
from auditrack.commands.finding import AddFinding
from auditrack.commands.recommendation import (
    AddRecommendation,
    EditRecommendation,
    WithdrawRecommendation,
)
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview, WithdrawReview
from auditrack.views.before import before
from auditrack.views.checks import TITLES, checks
from auditrack.views.history import history


class TestHistory:
    def test_tells_who_when_what_from_what_to_what_and_why(self, board):
        board.review("child-a", on="2026-03-01")
        ref = board.rec("child-a", due="2026-03-31", on="2026-03-01")
        board.saved(EditRecommendation(ref, due="2026-04", why="Misread."), "2026-07-01")
        line = list(history(board.of(), ref))[-1]
        assert (line.who, line.day, line.what, line.why) == (
            "officer",
            "2026-07-01",
            "rec edit",
            "Misread.",
        )
        assert line.when.startswith("1 July 2026") and "13:00" in line.when  # London's summer
        change = next(one for one in line.changes if one.field == "due")
        assert str(change) == f"{ref}: due from 31 March 2026 to April 2026"
        assert line.to_json()["changes"][0] == {
            "ref": ref,
            "field": "due",
            "old": "31 March 2026",
            "new": "April 2026",
            "table": "recommendations",
            "name": "due",
            "old_value": "2026-03-31",
            "new_value": "2026-04",
        }

    def test_of_one_record_takes_in_what_hangs_on_it(self, board):
        board.review("child-a")
        one, two = board.rec("child-a", "Police"), board.rec("child-a", "Police", label="2")
        action = board.action(one)
        board.done(action)
        board.made(ReplyToRecommendation(one, "Police", "accepted"))
        board.evidence(action)
        board.action(two)
        told = [line.what for line in history(board.of(), one)]
        assert told == ["rec add", "action add", "action done", "rec reply", "evidence add"]
        assert [line.what for line in history(board.of(), action)] == [
            *("action add", "action done", "evidence add"),
        ]

    def test_since_an_entry_leaves_that_entry_out(self, board):
        board.review("child-a")
        ref = board.rec("child-a")
        number = board.records.head.number
        assert list(history(board.of(), since=number)) == []
        board.close(ref)
        assert [line.number for line in history(board.of(), ref, number)] == [number + 1]

    def test_takes_hostile_text_as_text_and_shortens_it(self, board):
        board.made(AddReview("child-a", "[/] [b + [red]x"))
        board.made(AddRecommendation("child-a", "word " * 200))
        lines = list(history(board.of()))
        assert any("[/] [b + [red]x" in change.new for change in lines[-2].changes)
        text = next(change for change in lines[-1].changes if change.field == "text")
        assert len(text.new) <= 120 and text.new.endswith("…")


class TestBefore:
    ASK = "Practitioners should record what neglect looks like in the home on every visit."

    def test_finds_the_earlier_ask_and_what_became_of_it(self, board):
        board.review("child-a")
        ref = board.rec("child-a", "Police", text=self.ASK)
        board.rec("child-a", "Police", text="Publish an annual budget.", theme="")
        board.done(board.action(ref), "2016-01-01")
        board.evidence(ref, level=1)
        found = before(board.records, "Record neglect in the home on each visit.", board.today)
        assert [one.ref for one in found.asks] == [ref]
        (ask,) = found.asks
        assert ask.became == "done, 0 of 1 signed off; best evidence level 1"
        assert ask.stands == "not tested"
        assert (ask.when, ask.review_title) == ("1 June 2015", "Child-A")
        assert "neglect" in [one.theme for one in found.themes]
        assert set(found.to_json()) == {"asks", "themes", "points", "identified", "agencies"}

    def test_takes_a_reference_and_leaves_that_one_out(self, board):
        board.review("child-a")
        board.review("child-b", "2020")
        old = board.rec("child-a", "Police", text=self.ASK)
        new = board.rec("child-b", "Police", text=self.ASK)
        found = before(board.records, new, board.today)
        assert [one.ref for one in found.asks] == [old]

    def test_says_declined_and_leaves_out_what_was_withdrawn(self, board):
        board.review("child-a")
        ref = board.rec("child-a", "Police", text=self.ASK)
        board.decide(ref, "not")
        assert before(board.records, self.ASK, board.today).asks[0].became == "declined"
        board.made(WithdrawRecommendation(ref, why="Entered twice."))
        assert before(board.records, self.ASK, board.today).asks == ()

    def test_finds_nothing_near_an_empty_or_strange_text(self, board):
        board.review("child-a")
        board.rec("child-a", text=self.ASK)
        for text in ("", "zzz", "[/] [b"):
            assert before(board.records, text, board.today).asks == ()


class TestChecks:
    def _codes(self, board) -> list[tuple[str, str]]:
        return [(one.code, one.ref) for one in checks(board.records, board.today)]

    def test_are_quiet_about_what_the_board_has_not_begun_to_use(self, board):
        board.review("child-a", practice=("2012..2013",))
        board.action(board.rec("child-a", "Police"))
        board.finding("child-a")
        assert self._codes(board) == []
        assert checks(board.records, date(2000, 1, 1)) == ()

    def test_tell_what_is_missing(self, board):
        board.review("child-a", None)
        ref = board.rec("child-a", "Police", "Health", due="2026-01", outcome="Seen.")
        other = board.rec("child-a", "Police", theme="", text="Look again.")
        board.theme(other, "neglect", "suggest")
        board.action(ref, lead="Head of practice", due="2026-01")
        bare = board.action(other)
        board.made(ReplyToRecommendation(ref, "Police", "accepted"))
        shown = board.evidence(ref)
        board.audit(ref, on="2017", sample=20, met=9)
        unsampled = board.audit(ref, on="2018")
        finding = board.finding("child-a")
        board.made(AddFinding("child-a", "Led on.", led_to=(ref,)))
        assert self._codes(board) == [
            ("review-without-publication", "child-a"),
            ("review-without-practice", "child-a"),
            ("no-deadline", other),
            ("no-deadline", bare),
            ("no-lead", bare),
            ("no-measure", other),
            ("no-reply", ref),
            ("no-reply", other),
            ("evidence-without-date", shown),
            ("audit-without-sample", unsampled),
            ("finding-without-recommendation", finding),
            ("theme-unconfirmed", other),
        ]
        assert {one.title for one in checks(board.records, board.today)} <= set(TITLES.values())

    def test_leave_out_what_is_over_or_withdrawn(self, board):
        board.review("child-a", None)
        ref = board.rec("child-a", "Police", theme="", due="2026-01")
        board.theme(ref, "neglect", "suggest")
        board.evidence(ref)
        board.finding("child-a")
        board.made(AddFinding("child-a", "Led on.", led_to=(ref,)))
        action = board.action(ref)
        board.saved(ActionDone(action))
        board.made(WithdrawReview("child-a", why="Not ours."))
        assert self._codes(board) == [("evidence-without-date", "ev-1")]
