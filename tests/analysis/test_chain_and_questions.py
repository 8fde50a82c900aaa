"""The story a position rests on, and what would settle its doubts."""

from typing import Any

from auditrack.analysis.facts import BoardFacts, ThemeFacts
from auditrack.analysis.plain_case import theme_of
from auditrack.analysis.position import Position, position

EARLIER = {
    "id": "child-m",
    "title": "Child M",
    "published": {"from": "2013-03", "to": "2013-06"},
    "mentions": [{}],
}
LATER = {
    "id": "child-n",
    "title": "Child N",
    "published": "2017-08",
    "windows": [
        {"case": "N", "start": "2012-10-16", "end": "2015-04-16"},
        {"case": "O", "start": "2014-01-01", "end": "2015-04-10"},
    ],
    "mentions": [{}],
}
ASKED = {"id": "child-m/1", "review": "child-m", "status": "closed", "agency": "board"}


def stands(**changes: Any) -> Position:
    case: dict[str, Any] = {
        "as_of": "2017-12-31",
        "reviews": [EARLIER, LATER],
        "recommendations": [ASKED],
    }
    return position(theme_of(case | changes))


def test_the_chain_tells_the_records_in_order_of_time() -> None:
    dated = LATER | {"mentions": [{"concern_from": "2014-07", "concern_to": "2015-04"}]}
    one = stands(
        reviews=[dated, EARLIER],
        recommendations=[
            ASKED
            | {
                "due": "2013-12-31",
                "closed": "2014-01-15",
                "evidence": [{"id": "ev-1", "level": 1, "about": "2013-11"}],
            }
        ],
        audits=[
            {"id": "aud-1", "date": "2013-02", "outcome": "partly"},
            {"id": "aud-2", "date": "2016", "outcome": "embedded", "looked_at": "documents"},
        ],
    )
    assert (one.label, one.attention) == ("Repeated and never embedded", 10)
    assert [(step.kind, step.ref, step.date) for step in one.chain] == [
        ("audit", "aud-1", "2013-02"),
        ("published", "child-m", "2013-03..2013-06"),
        ("asked", "child-m/1", "2013-03..2013-06"),
        ("evidence", "ev-1", "2013-11"),
        ("said-done", "child-m/1", "2014-01-15"),
        ("audit", "aud-2", "2016"),
        ("published", "child-n", "2017-08"),
        ("raised-again", "child-n", "2017-08"),
    ]
    told = {step.ref + " " + step.kind: str(step) for step in one.chain}
    assert told["aud-1 audit"] == "February 2013: Audit aud-1: partly embedded, a baseline"
    assert told["child-m/1 asked"] == (
        "March to June 2013: child-m/1 asked of board, due 31 December 2013"
    )
    assert told["ev-1 evidence"].endswith(
        "level 1 (activity), does not say what practice was found"
    )
    assert told["aud-2 audit"].endswith("of documents: embedded, no test of practice")
    assert told["child-n raised-again"] == (
        "August 2017: Child N raises it again in practice from July 2014 to April 2015 "
        "(the dated concern), after what Child M asked was due: a failed test of that learning"
    )


def test_an_undated_concern_is_asked_for_and_nobody_is_accused() -> None:
    one = stands()
    assert (one.recurrence, one.failed_tests) == ("POSSIBLY", 0)
    assert one.questions == (
        "Was the concern in Child N before or after June 2014?",
        "Whose practice was it in Child N: N and O?",
        "When exactly was Child M published? The record says March to June 2013.",
        "What did practice look like when this was last tested? No test of practice is on record.",
    )


def test_each_doubt_has_its_question() -> None:
    one = stands(
        reviews=[
            EARLIER | {"published": None, "history": "not_searched"},
            LATER | {"windows": []},
        ],
        recommendations=[
            ASKED | {"status": "not_known"},
            ASKED | {"id": "child-m/2", "status": "open", "agency": "csc"},
            ASKED | {"id": "child-m/3", "evidence": [{"id": "ev-1", "level": 3}]},
        ],
        audits=[{"id": "aud-1", "outcome": "embedded"}],
        links=[{"confirmed": False}, {"confirmed": False}],
    )
    for question in (
        "When was Child M published?",
        "Which practice did Child N examine, from when to when?",
        "Has what was done about Child M been searched for?",
        "Of what date is aud-1? A test without a date cannot be placed.",
        "By when is child-m/2 to be done?",
        "Are 2 suggested links to this theme right? Nobody has confirmed them.",
        "What was done about child-m/1?",
        "What did ev-1 find about practice, of what date, and has a second person accepted it?",
    ):
        assert question in one.questions


def test_a_pass_inside_a_later_window_asks_which_came_first() -> None:
    one = stands(
        recommendations=[ASKED | {"due": "2013-06-30"}],
        audits=[{"id": "aud-1", "date": "2015-01-31", "outcome": "embedded"}],
    )
    assert "possible_lapse" in one.flags
    assert "Was the concern in Child N before or after the test of January 2015?" in one.questions


def test_other_agencies_are_asked_whether_they_were_asked_the_same() -> None:
    one = stands(
        reviews=[EARLIER, LATER | {"windows": [{"start": "2015", "end": "2016"}]}],
        recommendations=[
            ASKED | {"agency": "csc"},
            ASKED | {"id": "child-n/1", "review": "child-n", "agency": "gps"},
        ],
    )
    assert "other_agencies" in one.flags
    assert any(
        question.startswith("Do Child M and Child N ask the same") for question in one.questions
    )


def test_agencies_are_called_by_their_names() -> None:
    theme = theme_of(
        {
            "as_of": "2017-12-31",
            "reviews": [EARLIER],
            "recommendations": [
                ASKED | {"agency": "csc"},
                ASKED | {"id": "child-m/2", "agency": "hv"},
            ],
            "audits": [
                {"id": "aud-1", "date": "2016-01-01", "outcome": "embedded", "agencies": ["csc"]}
            ],
        }
    )
    board = BoardFacts(
        as_of=theme.board.as_of,
        reviews=theme.board.reviews,
        names={"csc": "Children's Social Care", "hv": "Health Visiting"},
    )
    one = position(
        ThemeFacts(
            board,
            mentions=theme.mentions,
            recommendations=theme.recommendations,
            audits=theme.audits,
        )
    )
    assert one.reason.endswith(
        "embedded where tested (Children's Social Care), not tested: Health Visiting."
    )
    assert "What does practice look like at Health Visiting?" in one.questions


def test_a_position_reads_as_its_label_and_reason() -> None:
    assert str(position(theme_of({"as_of": "2020-01-01"}))) == (
        "Not raised. No review of this board raises this theme as a weakness."
    )
