"""One assembler of facts: list, page, report and JSON say the same of each record."""

from datetime import date

import pytest

from auditrack.analysis.attention import ASKED_FROM
from auditrack.commands.action import ExtendAction
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.model.dates import in_words, today_in_london
from auditrack.views.open_line import OpenLine
from auditrack.views.page import page_of
from auditrack.views.period import progress
from auditrack.views.positions import position_json, position_of, positions
from auditrack.views.rows import RowList


def compare(register, as_at: date) -> int:
    """Compare every record's list row, page, report row and JSON; how many were compared."""
    shown = RowList(register, as_at)
    report = progress(register, date(as_at.year, 1, 1), as_at)
    reported = {row.ref: row for agency in report.by_agency for row in agency.rows}
    assert set(reported) == set(shown.narrowed("open").refs)
    assert len(reported) == report.balance.closing
    assert report.balance.balances
    for row in shown.rows():
        page = page_of(register, row.ref, as_at)
        said = {
            line.label: line.text
            for section in page.sections
            if section.title == "Where it stands"
            for line in section.lines
        }
        assert said["BRAG"] == row.brag.describe()
        assert said["Delivery"] == row.delivery
        assert said["Practice"].startswith(row.practice)
        assert row.ask.is_tested == (row.ask.practice.state != "not-tested")
        assert ("Overdue" in said) == bool(row.overdue_days or row.overdue_original_days)
        if row.agreed_due:
            assert in_words(row.agreed_due) in said["Due"]
        as_json = row.to_json()
        assert as_json["brag"] == row.brag.word
        assert row.delivery.startswith(as_json["delivery"])
        assert as_json["overdue_days"] == row.overdue_days
        assert as_json["evidence"] == row.evidence
        if row.open:
            assert reported[row.ref] == OpenLine.of(row)
    told = positions(register, as_at)
    kept = [one.told() if one.attention >= ASKED_FROM else one.in_brief() for one in told]
    assert [position_json(one) for one in report.positions] == [position_json(one) for one in kept]
    assert [position_json(one) for one in report.positions if one.attention >= ASKED_FROM] == [
        position_json(one) for one in told if one.attention >= ASKED_FROM
    ]
    for one in told:
        page = page_of(register, f"theme:{one.theme}", as_at)
        text = [line.text for section in page.sections for line in section.lines]
        assert one.label in text and one.reason in text
        assert position_of(register, one.theme, as_at) == one
    return len(shown)


def test_say_the_same_of_a_board_with_a_bit_of_everything(board):
    board.review("child-a", "2015-06-01", practice=("2012..2013",))
    board.review("child-b", "2019-06-01", practice=("2017..2018",))
    board.review("old", "2005")
    for review in ("child-a", "child-b", "old"):
        late = board.rec(review, "Police", "Health", label="1", due="2016-01-31")
        action = board.action(late, agency="Police", due="2026-01-31", lead="Head of practice")
        board.saved(ExtendAction(action, "2026-10-31", why="Staff were ill."), "2026-01-20")
        board.rec(review, "The Board", label="2", state="said-done", theme="voice_of_child")
        unknown = board.rec(review, label="3", state="not-known")
        signed = board.rec(review, "Police", label="4", theme="early_help")
        one = board.action(signed, due="2016-01-31", lead="Head of practice")
        board.done(one, "2016-03-01")
        board.sign_off(one)
        board.audit(signed, on="2020-03-01", outcome="partly")
        declined = board.rec(review, "Police", label="5")
        board.made(ReplyToRecommendation(declined, "Police", "declined", reason="No."))
        board.evidence(unknown, level=3, about="2020", result="not-embedded")
        closed = board.rec(review, "Health", label="6", due="2020-01-01")
        board.close(closed, "2018-01-01")
        board.audit(
            closed, on="2021-01-01", outcome="not-embedded", themes=("supervision_oversight",)
        )
    for as_at in (date(2016, 2, 1), date(2020, 6, 1), board.today):
        assert compare(board.of(), as_at) == (18 if as_at.year > 2018 else 12)


@pytest.fixture(scope="module")
def demonstration(demonstration_board):
    from auditrack.register import open_register

    with open_register(demonstration_board, read_only=True) as register:
        yield register


def test_say_the_same_of_each_record_of_the_demonstration(demonstration):
    last = max(entry.t for entry in demonstration.history())
    as_at = today_in_london(last)
    assert compare(demonstration, as_at) == 120
    for table in ("reviews", "findings", "actions", "evidence", "audits", "agencies", "leads"):
        for document in demonstration.select(table):
            page = page_of(demonstration, document["ref"], as_at)
            assert all(line.text for section in page.sections for line in section.lines)
    for year in range(2018, as_at.year):
        assert progress(demonstration, date(year, 4, 1), date(year + 1, 3, 31)).balance.balances
