"""As-at judges today's register by each fact's own date; as-recorded is the journal at an entry."""

from datetime import date

from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import WithdrawReview
from auditrack.commands.undo_import import UndoImport
from auditrack.views.asks import ask_of
from auditrack.views.balance import balance_of
from auditrack.views.positions import position_of, positions
from auditrack.views.rows import RowList


def test_nothing_dated_later_is_seen(board):
    board.review("child-a", published="2015-06-01", practice=("2012..2013",))
    ref = board.rec("child-a", "Police", due="2015-12-31")
    action = board.action(ref, lead="Head of practice")
    board.update(action, "in-progress", "2015-09-01")
    board.done(action, "2016-02-01")
    board.close(ref, "2016-03-01")
    board.audit(ref, on="2017-03-01", practice="2016-10..2017-01")
    board.review("child-b", published="2019-06-01", practice=("2018",))
    board.rec("child-b", "Police")
    told = [
        ("2015-05-31", "NONE", "NONE", "open"),
        ("2015-08-31", "ONCE", "NOT_DUE", "open"),
        ("2015-09-01", "ONCE", "NOT_DUE", "in_progress"),
        ("2016-01-31", "ONCE", "OVERDUE", "in_progress"),
        ("2016-02-01", "ONCE", "SAID_DONE", "closed"),
        ("2017-02-28", "ONCE", "SAID_DONE", "closed"),
        ("2017-03-01", "ONCE", "EMBEDDED_ONCE", "closed"),
        ("2019-05-31", "ONCE", "RETEST_DUE", "closed"),
        ("2019-06-01", "AFTER", "LAPSED", "closed"),
    ]
    for day, recurrence, practice, status in told:
        position = board.position(as_at=day)
        found = (day, position.recurrence, position.practice, board.status(ref, day))
        assert found == (day, recurrence, practice, status)
    assert board.ask(ref, "2017-02-28").last_audit is None
    assert board.ask(ref, "2017-02-28").audits == ()


def test_evidence_is_seen_from_the_day_it_is_about(board):
    board.review("child-a")
    ref = board.rec("child-a")
    board.evidence(ref, level=1, about="2016-02", on="2026-01-10")
    board.evidence(ref, level=2, on="2017-01-01")
    assert [board.ask(ref, day).best_level for day in ("2016-01-31", "2016-02-01")] == [None, 1]
    assert [board.ask(ref, day).best_level for day in ("2016-12-31", "2017-01-01")] == [1, 2]


def test_an_answer_to_come_does_not_hide_the_asking(board):
    board.review("child-a")
    ref = board.rec("child-a", "Police")
    board.made(ReplyToRecommendation(ref, "Police", asked_on="2015-07-01"), "2015-07-01")
    board.made(ReplyToRecommendation(ref, "Police", "accepted"), "2015-10-01")
    states = [
        board.ask(ref, day).replies[0].state
        for day in ("2015-06-30", "2015-07-02", "2015-09-01", "2015-10-01")
    ]
    assert states == ["not-recorded", "asked", "unanswered", "accepted"]


def test_the_list_shows_what_counted_on_the_day(board):
    board.review("child-a", published="2015-06-01", on="2014-01-01")
    kept = board.rec("child-a", on="2014-01-01")
    board.review("child-b", published="2019-06-01")
    late = board.rec("child-b")
    undated = board.rec(board.review("child-c", published=None))
    board.made(WithdrawReview("child-a", why="Not ours."), "2020-01-01")

    def listed(day: str) -> set[str]:
        return set(RowList(board.records, date.fromisoformat(day)).refs)

    assert listed("2014-02-01") == {kept, undated}  # it was on record ahead of its publication
    assert listed("2015-06-01") == {kept, undated}
    assert listed("2019-06-01") == {kept, late, undated}
    assert listed("2020-01-01") == {late, undated}


def test_an_undone_import_was_never_there(board):
    from auditrack.commands.importing import AcceptImport
    from auditrack.model.proposal import Item, Proposals, ReviewGuess, Source

    items = (Item("recommendation", "See neglect for what it is.", label="1", ticked=True),)
    proposals = Proposals(
        Source("a.txt", "1" * 64, "text"), ReviewGuess(title="A", published="2015"), items
    )
    (imported, *_) = board.saved(AcceptImport(proposals, review="child-a")).references
    assert "neglect" in [one.theme for one in positions(board.records, board.today)]
    board.made(UndoImport(imported, why="The wrong file."))
    for day in (date(2016, 1, 1), board.today):
        assert positions(board.records, day) == ()
        assert len(RowList(board.records, day)) == 0
    balance = balance_of(board.facts(), date(2015, 1, 1), board.today)
    assert balance == type(balance)(0, 0, 0, 0, 0, 0, 0, 0)


def test_as_recorded_is_another_clock(board):
    board.review("child-a", on="2026-01-01")
    ref = board.rec("child-a", "Police", on="2026-01-02")
    action = board.action(ref)
    before = board.records.head.number
    board.done(action, "2015-12-01")  # entered now, of long ago
    now, then = board.records, board.records.as_recorded(before)
    long_ago = date(2016, 1, 1)
    assert ask_of(now, ref, long_ago).rows[0].status == "closed"
    assert ask_of(then, ref, board.today).rows[0].status == "open"
    assert position_of(then, "neglect", board.today).practice == "OVERDUE"
    assert position_of(now, "neglect", board.today).practice == "SAID_DONE"
    assert then.head.number == before
