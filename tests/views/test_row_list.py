"""The list of recommendations: its columns in the words of the axes, its filter, its order."""

import pytest

from auditrack.commands.action import ExtendAction
from auditrack.commands.lead import AddLead
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.views.asks import Ask
from auditrack.views.row_filter import FIELDS, STATES, RowFilter
from auditrack.views.rows import RowList

KEYS = [
    *("ref", "review", "label", "text", "agencies", "reach", "themes", "reply", "decision"),
    *("delivery", "practice", "brag", "original_due", "agreed_due", "overdue_days", "evidence"),
    *("best_level", "last_audit"),
]


def _list(board, text=""):
    return RowList(board.records, board.today).narrowed(text)


def _json(board, ref):
    return _list(board).row(ref).to_json()


@pytest.fixture
def review(board):
    return board.review("child-a")


class TestJson:
    def test_with_the_least_entered(self, board, review):
        ref = board.rec(review, theme="", text="See the child.")
        assert _json(board, ref) == {
            "ref": ref,
            "review": "child-a",
            "label": None,
            "text": "See the child.",
            "agencies": [],
            "reach": None,
            "themes": [],
            "reply": "nobody asked",
            "decision": "none yet",
            "delivery": "not started",
            "practice": "not tested",
            "brag": "Grey",
            "original_due": None,
            "agreed_due": None,
            "overdue_days": None,
            "evidence": 0,
            "best_level": None,
            "last_audit": None,
        }

    def test_with_everything_entered(self, board, review):
        ref = board.rec(review, "Police", label="4.2", reach="single-agency")
        board.made(ReplyToRecommendation(ref, "Police", "in-part", reason="Half of it."))
        board.decide(ref, "in-part")
        action = board.action(ref, lead="Head of practice", due="2026-01-31")
        board.saved(ExtendAction(action, "2026-10-31", why="Staff were ill."), "2026-01-20")
        board.update(action, "in-place", "2026-02-01")
        board.evidence(ref, level=2)
        board.audit(ref, on="2020-02", outcome="partly")
        row = _json(board, ref)
        assert list(row) == KEYS
        assert row == row | {
            "label": "4.2",
            "agencies": ["Police"],
            "reach": "single-agency",
            "themes": ["neglect"],
            "reply": "in part",
            "decision": "in part",
            "delivery": "in place and continuing",
            "practice": "partly",
            "brag": "Red",
            "original_due": "2026-01-31",
            "agreed_due": "2026-10-31",
            "overdue_days": 20,
            "evidence": 1,
            "best_level": 2,
            "last_audit": "2020-02",
        }

    @pytest.mark.parametrize(
        ("outcomes", "word"),
        [
            ((("2016-02-01", "not-embedded"),), "not embedded"),
            ((("2026-02-01", "embedded"),), "embedded"),
            ((("2016-02-01", "embedded"),), "re-test due"),
            ((("2025-02-01", "embedded"), ("2026-02-01", "embedded")), "sustained"),
            ((("2025-02-01", "embedded"), ("2026-02-01", "partly")), "slipping"),
            ((("2025-02-01", "embedded"), ("2026-02-01", "not-embedded")), "lapsed"),
        ],
    )
    def test_practice_in_the_words_of_its_axis(self, board, review, outcomes, word):
        ref = board.rec(review, "Police", due="2015-12-31")
        for day, outcome in outcomes:
            board.audit(ref, on=day, outcome=outcome)
        assert _json(board, ref)["practice"] == word

    def test_replies_of_several_agencies(self, board, review):
        ref = board.rec(review, "Police", "Health")
        assert _json(board, ref)["reply"] == "not recorded"
        board.made(ReplyToRecommendation(ref, "Police", "accepted"))
        assert _json(board, ref)["reply"] == "1 of 2 replied"
        board.made(ReplyToRecommendation(ref, "Health", "accepted"))
        assert _json(board, ref)["reply"] == _list(board).row(ref).reply == "accepted"
        board.made(ReplyToRecommendation(ref, "Health", "declined", reason="No."))
        assert _json(board, ref)["reply"] == "2 of 2 replied"


class TestOrder:
    def test_the_latest_review_first_and_as_printed_within_it(self, board):
        board.review("old", "2015")
        board.review("undated", None)
        board.review("new", "2020-06-01")
        for review in ("undated", "old", "new"):
            for label in ("2", "10", "1"):
                board.rec(review, label=label)
        assert list(_list(board).refs) == [
            *("new/2", "new/10", "new/1", "old/2", "old/10", "old/1"),
            *("undated/2", "undated/10", "undated/1"),
        ]

    def test_leaves_out_what_was_withdrawn(self, board, review):
        ref = board.rec(review)
        board.made(WithdrawRecommendation(ref, why="Entered twice."))
        assert len(_list(board)) == _list(board).total == 0
        assert _list(board).describe() == "0 recommendations"


class TestFilter:
    def test_reads_fields_states_and_words(self):
        read = RowFilter.parse('Agency:"Children\'s services" overdue "graded care" neglect brag:R')
        assert read == RowFilter(
            (("agency", ("children's services",)), ("brag", ("r",))),
            ("overdue",),
            ("graded care", "neglect"),
        )
        said = 'agency children\'s services, brag r, overdue, "graded care", "neglect"'
        assert read.describe() == said

    def test_reads_several_values_and_not(self):
        read = RowFilter.parse(
            'agency:police,"Children\'s services",health not open -"graded care"'
        )
        assert read == RowFilter(
            fields=(("agency", ("police", "children's services", "health")),),
            unless=(RowFilter(states=("open",)), RowFilter(words=("graded care",))),
        )
        said = 'agency police or children\'s services or health, not open, not "graded care"'
        assert read.describe() == said
        assert [part.describe() for part in read.parts] == said.split(", ")
        assert read.without(read.parts[1]).describe() == said.replace(", not open", "")
        assert RowFilter.parse('"not" "open"').words == ("not", "open")
        assert RowFilter.parse('agency:"a b","c d"').fields == (("agency", ("a b", "c d")),)
        assert RowFilter.parse("agency:police,").fields == (("agency", ("police",)),)

    @pytest.mark.parametrize(
        "text", ["", "   ", '""', "agency:", "agency:,", "not", "- not -", "-"]
    )
    def test_of_nothing_shows_everything(self, text):
        assert RowFilter.parse(text).is_empty
        assert RowFilter.parse(text).describe() == "everything"

    @pytest.mark.parametrize(
        "text", ['"', 'a "b', ":", "x:y", "[/] [b + [red]x", "\x1b[31m", "agency:!"]
    )
    def test_takes_any_text(self, board, review, text):
        board.rec(review, "Police")
        assert len(_list(board, text)) == 0 or RowFilter.parse(text).is_empty
        assert isinstance(_list(board, text).describe(), str)

    def test_narrows(self, board, review):
        board.review("child-b", "2020-06-01")
        board.made(AddLead("Head of practice"))
        police = board.rec(review, "Fernshire Police", text="See the child at home.", label="4.2")
        health = board.rec("child-b", "Children’s Services", theme="voice_of_child", due="2026-01")
        board.action(police, lead="Head of practice")
        board.evidence(police)
        unsure = board.rec("child-b", theme="", text="Look again.")
        board.theme(unsure, "neglect", "suggest")
        closed = board.rec("child-b", "Housing", state="said-done", text="Done.")
        told = {
            "agency:police": [police],
            'agency:"children\'s services"': [health],
            "theme:voice_of_child": [health],
            f'theme:"{board.facts().theming.name("voice_of_child")}"': [health],
            "theme:neglect": [unsure, closed, police],
            "review:child-b": [health, unsure, closed],
            "lead:head": [police],
            "brag:red": [health],
            "brag:green brag:g": [closed, police],
            "overdue": [health],
            "closed": [closed],
            "open": [health, unsure, police],
            "no-evidence": [health, unsure, closed],
            "no-lead": [health, unsure],
            "no-due": [unsure, police],
            "not-tested theme:neglect open": [unsure, police],
            "unconfirmed": [unsure],
            "CHILD at home": [police],
            "child-a/4.2": [police],
            "agency:police overdue": [],
            "agency:police,housing": [closed, police],
            "state:overdue,closed": [health, closed],
            "state:green not closed": [police],
            "not theme:neglect": [health],
            "-agency:police,housing open": [health, unsure],
            '-"look again" no-evidence': [health, closed],
            "practice": [police],
            "not practice not done": [health, unsure],
            "voice": [health],
            "asked-again": [],
        }
        for text, refs in told.items():
            assert (text, list(_list(board, text).refs)) == (text, refs)
        assert set(STATES) <= {word for text in told for word in text.split()}
        assert set(FIELDS) <= {text.partition(":")[0] for text in told}
        assert _list(board, "agency:police").describe() == "1 of 4 recommendations: agency police"
        assert _list(board).describe() == "4 recommendations"


def test_a_row_works_nothing_out_before_it_is_looked_at(board, review, monkeypatch):
    for label in ("1", "2", "3"):
        board.rec(review, "Police", label=label)
    judged = []
    for name in ("rows", "practice"):
        real = getattr(Ask, name).func
        told = property(lambda ask, real=real: judged.append(ask.ref) or real(ask))
        monkeypatch.setattr(Ask, name, told)
    shown = _list(board, "agency:police")
    assert [row.text for row in shown.rows()] and len(shown) == 3
    assert judged == []
    assert _list(board, "open").refs == ("child-a/1", "child-a/2", "child-a/3")
    assert judged == []  # what is open is known without its evidence
    assert _list(board, "not-tested child-a/2").refs == ("child-a/2",)
    assert set(judged) == {"child-a/2"}
