"""Which earlier audit a question is held against, from records."""

from typing import Any

import pytest

from auditrack.commands.audit import PlanAudit, RecordAudit, WithdrawAudit
from auditrack.commands.audit_criteria import CopyCriteria, RecordCriteria
from auditrack.commands.run import run
from auditrack.model.change import Refusal
from auditrack.views.last_time import EarlierAudits, last_times
from auditrack.views.page import page_of


def asked(board: Any, audit: str, *questions: tuple[str, str]) -> None:
    answers = tuple(tuple(given) for _, given in questions)
    board.made(RecordCriteria(audit, tuple(text for text, _ in questions), answers=answers))


@pytest.fixture
def audited(board: Any) -> Any:
    """Two audits of neglect, a year apart, and one planned now; one of something else between."""
    for ref, on, given in (("aud-1", "2024-06", "ynnn"), ("aud-2", "2025-06", "yynn")):
        board.made(
            RecordAudit(on, "partly", themes=("neglect",), method="Case files",
                        standard_met="80%", sample=4, met=1)
        )  # fmt: skip
        asked(board, ref, ("Was the child seen?", given), ("Only here?" + ref, given))
    board.made(RecordAudit("2025-12", "partly", themes=("voice_of_child",), method="Case files"))
    asked(board, "aud-3", ("Was the child seen?", "yyyy"))
    board.made(PlanAudit("Is it seen now?", themes=("neglect",), method="Case file audit"))
    return board


def test_the_latest_audit_of_the_same_theme_speaks_and_others_do_not(audited: Any) -> None:
    asked(audited, "aud-4", ("was the CHILD seen?", "yyyn"), ("New?", "yyyy"))
    assert last_times(audited.records, "aud-4", audited.today) == (
        (
            "1",
            "3 of 4 met; last time (aud-2, June 2025) 2 of 4 met, standard 80%; "
            "now a larger share, of other cases",
        ),
    )
    page = page_of(audited.records, "aud-4", audited.today)
    assert "Beside the last time" in [one.title for one in page.sections]
    (line,) = last_times(audited.records, "aud-2", audited.today)
    assert "(aud-1, June 2024) 1 of 4 met" in line[1]
    assert last_times(audited.records, "aud-1", audited.today) == ()


def test_questions_taken_over_stay_the_same_when_their_words_change(audited: Any) -> None:
    audited.made(CopyCriteria("aud-4", "aud-2"))
    grid = [one for one in audited.records.select("criteria") if one["audit"] == "aud-4"]
    assert [one["like"] for one in grid] == ["crt-3", "crt-4"]
    assert {answer for one in grid for answer in one["answers"]} == {"unanswered"}
    asked(audited, "aud-4", ("Was the child seen alone?", "yyyn"), ("Only here?aud-2", "yyyy"))
    told = dict(last_times(audited.records, "aud-4", audited.today))
    assert told["1"].endswith("standard 80%; asked differently: “Was the child seen?”")
    assert told["2"].endswith("now a larger share, of other cases")


def test_what_is_taken_over_goes_on_from_the_first_that_asked_it(audited: Any) -> None:
    audited.made(CopyCriteria("aud-4", "aud-2"))
    asked(audited, "aud-4", ("Was the child met?", "yyyn"), ("Only here?aud-2", "yyyy"))
    audited.made(RecordAudit("2026-10", "partly", planned="aud-4"))
    audited.made(PlanAudit("Again?", themes=("neglect",), method="Case files"))
    audited.made(CopyCriteria("aud-5", "aud-4"))
    earlier = EarlierAudits(audited.facts(), "aud-5")
    assert earlier.last is not None and earlier.last.audit == "aud-4"
    then = earlier.of("Was the child met at home?", "crt-3")
    assert then is not None and then.audit == "aud-4"
    assert earlier.of("Nobody asked this?") is None


def test_a_withdrawn_audit_says_nothing(audited: Any) -> None:
    asked(audited, "aud-4", ("Was the child seen?", "yyyn"))
    audited.made(WithdrawAudit("aud-2", why="It was another board's."))
    (line,) = last_times(audited.records, "aud-4", audited.today)
    assert "(aud-1, June 2024)" in line[1]


@pytest.mark.parametrize(
    "command, code",
    [
        (CopyCriteria("aud-2", "aud-1"), "has-questions"),
        (CopyCriteria("aud-4", "aud-4"), "missing"),
        (CopyCriteria("aud-4", "aud-9"), "unknown-reference"),
        (RecordCriteria("aud-4", ("A?",), answers=(("y",),), like=("c-9",)), "unknown-reference"),
        (RecordCriteria("aud-2", ("A?",), answers=(("y",),), like=("crt-3",)), "unknown-reference"),
        (RecordCriteria("aud-4", ("A?",), answers=(("y",),), like=()), "bad-shape"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_refused(audited: Any, command: Any, code: str) -> None:
    came = run(audited.of(), command, today=audited.today)
    assert isinstance(came, Refusal) and came.code == code, came
