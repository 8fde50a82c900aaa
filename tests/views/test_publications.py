"""Publications as they stand: how far each is, which is signed off, what still may be public."""

from datetime import date
from typing import Any

import pytest

from auditrack.commands.action import ActionDone, WithdrawAction
from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.publication import PreparePublication, WithdrawPublication, WordForThePublic
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.review import EditReview, WithdrawReview
from auditrack.commands.right_of_reply import (
    AnswerComment,
    CommentOnPublication,
    PartSent,
    SendPublication,
)
from auditrack.commands.role import SetRoles
from auditrack.model.change import Refusal, RefusedError
from auditrack.model.publication import Publication
from auditrack.model.record import view_of
from auditrack.reports.public_copy.themes import report_of
from auditrack.views.publications import publication_now, publications, signed_off
from auditrack.views.right_of_reply import right_of_reply
from auditrack.views.site import site_of
from auditrack.views.still_public import must_be_clear, must_still_be_public, still_public
from auditrack.views.unworded import by_kind, withheld_and_unworded
from tests.views.conftest import TODAY, Board

POLICE, COUNCIL = "Fernshire Police", "Fernshire Council"


@pytest.fixture
def prepared(board: Board) -> str:
    """A public record of two reviews that names two agencies."""
    board.review("child-a", "2015-06-01")
    board.rec("child-a", POLICE, label="1")
    board.rec("child-a", COUNCIL, label="2")
    board.review("child-b", "2019-06-01")
    board.rec("child-b", POLICE, label="1")
    board.action("child-b/1", agency=POLICE)
    board.evidence("act-1")
    return board.made(PreparePublication("record"))


def now(board: Board, ref: str, day: date = TODAY) -> Any:
    document = board.records.get("publications", ref)
    assert document is not None
    return publication_now(board.records, document, day)


def record(board: Board, ref: str) -> Publication:
    return view_of(Publication, board.records.get("publications", ref))


def signed(board: Board, ref: str) -> str:
    board.saved(SignOffPublication(ref, override="Everybody knows of it."), by="author")
    board.saved(SignOffPublication(ref, override="Everybody knows of it."), by="chair")
    return ref


def test_how_far_it_is_in_words(board: Board, prepared: str) -> None:
    said = "prepared on 20 November 2026"
    assert now(board, prepared).state == f"{said}, to be sent to 2 agencies"
    board.saved(SendPublication(prepared, (PartSent(POLICE),)))
    assert now(board, prepared).state == f"{said}, sent to 1 of 2 agencies"
    ref = board.made(CommentOnPublication(prepared, POLICE, "No."))
    found = now(board, prepared)
    assert found.state == f"{said}, sent to 1 of 2 agencies, 1 comment, 1 to answer"
    assert [one.state for one in found.comments] == ["to-send", "to-answer"]
    board.saved(AnswerComment(ref, printed=True))
    assert [one.said for one in now(board, prepared).comments] == [
        "not sent its part yet",
        "commented, printed",
    ]
    signed(board, prepared)
    found = now(board, prepared)
    assert found.stage == "signed-off"
    assert found.state.endswith(
        "signed off by author, overriding right of reply and chair, overriding right of reply"
    )
    board.saved(WithdrawPublication(prepared, why="A name."))
    assert now(board, prepared).state == "withdrawn on 20 November 2026: A name."


def test_the_chair_is_called_so_only_where_roles_are_set(board: Board, prepared: str) -> None:
    signed(board, prepared)
    assert "(chair)" not in now(board, prepared).state
    board.saved(SetRoles("officer", ("officer", "administrator")))
    board.saved(SetRoles("chair", ("chair",)))
    board.saved(SetRoles("author", ("author",)))
    ref = board.made(PreparePublication("record"), by="author")
    board.saved(SignOffPublication(ref, override="Everybody knows of it."), by="chair")
    board.saved(SignOffPublication(ref), by="author")
    said = now(board, ref).state
    assert said.endswith("signed off by chair (chair), overriding right of reply and author")


def test_silence_is_told_as_silence(board: Board, prepared: str) -> None:
    board.saved(SendPublication(prepared, (PartSent(POLICE), PartSent(COUNCIL))))
    board.saved(CommentOnPublication(prepared, COUNCIL, nothing=True))
    assert [one.state for one in now(board, prepared).comments] == ["no-comment", "waiting"]
    later = now(board, prepared, date(2027, 1, 4))
    assert [one.state for one in later.comments] == ["no-comment", "silent"]


def test_what_has_no_words_is_told_in_short_by_kind_and_review(board: Board, prepared: str) -> None:
    found = withheld_and_unworded(board.records, TODAY)
    kinds = by_kind(found.unworded)
    assert {kind: [one.ref for one in ones] for kind, ones in kinds.items()} == {
        "Actions": ["act-1"],
        "Evidence": ["ev-1"],
    }
    assert [one.words for one in found.unworded] == ["Write a procedure.", "A sample of files."]
    of_one = withheld_and_unworded(board.records, TODAY, "child-a")
    assert (of_one.public, of_one.unworded) == (("child-a",), ())
    assert len(withheld_and_unworded(board.records, TODAY, "child-b").unworded) == 2


def test_the_newest_that_is_signed_off_is_meant(board: Board, prepared: str) -> None:
    with pytest.raises(RefusedError) as refused:
        signed_off(board.records, "record")
    assert refused.value.refusal.code == "not-signed-off"
    assert "publication show pub-1" in str(refused.value.refusal.todo)
    signed(board, prepared)
    board.made(PreparePublication("record"))
    assert signed_off(board.records, "record").ref == prepared
    board.saved(WithdrawPublication(prepared, why="A name."))
    with pytest.raises(RefusedError):
        signed_off(board.records, "record")


def test_kind_review_period_headings_and_day_have_to_be_its_own(board: Board) -> None:
    board.review("child-a", "2015-06-01")
    board.rec("child-a", POLICE, label="1")
    board.review("child-b", "2025-06-01")
    annual = signed(board, board.made(PreparePublication("annual")))
    response = signed(board, board.made(PreparePublication("response", review="child-a")))
    sets = record(board, annual).headings
    found = signed_off(
        board.records, "annual", None, date(2025, 4, 1), date(2026, 3, 31), sets, TODAY
    )
    assert found.ref == annual
    assert signed_off(board.records, "response", "child-a").ref == response
    for arguments in (
        ("annual", None, date(2024, 4, 1), date(2025, 3, 31)),
        ("annual", None, None, None, ("another-set",)),
        ("annual", None, None, None, (), date(2026, 1, 1)),
        ("response", "child-b"),
        ("response",),
        ("themes",),
    ):
        with pytest.raises(RefusedError) as refused:
            signed_off(board.records, *arguments)
        assert refused.value.refusal.code == "not-prepared"
        assert "publication prepare" in str(refused.value.refusal.todo)


# What may be public no longer -------------------------------------------------------------------


def test_work_that_goes_on_takes_nothing_back(board: Board, prepared: str) -> None:
    board.saved(ActionDone("act-1", on="2026-11-20"))
    board.rec("child-b", COUNCIL, label="9")
    board.saved(WordForThePublic("act-1", "Words for next year."))  # it had none: it still may
    assert still_public(board.records, record(board, prepared), TODAY) == ()
    must_still_be_public(board.records, record(board, prepared), TODAY)


@pytest.mark.parametrize("words", ["Other words.", ""])
def test_words_that_are_changed_or_taken_back_are_told(board: Board, words: str) -> None:
    board.review("child-b", "2019-06-01")
    board.rec("child-b", POLICE, label="1")
    board.action("child-b/1", agency=POLICE)
    board.saved(WordForThePublic("act-1", "Some words."))
    ref = board.made(PreparePublication("record"))
    entry = board.saved(WordForThePublic("act-1", words)).entry.number
    (found,) = still_public(board.records, record(board, ref), TODAY)
    assert (found.ref, found.entry) == ("act-1", entry)
    assert "words for the public" in found.why


@pytest.mark.parametrize(
    ("command", "ref", "why"),
    [
        (WithdrawReview("child-b", why="Not ours."), "child-b", "withdrawn"),
        (EditReview("child-b", publishable="no"), "child-b", "not to be published"),
        (EditReview("child-b", status="provisional"), "child-b", "provisional"),
        (RecordProceedings("child-b", "inquest", open="2026-11-01"), "child-b", "inquest"),
        (WithdrawAction("act-1", why="Twice."), "act-1", "withdrawn"),
        (EditRecommendation("child-b/1", text="Other text."), "child-b/1", "words for the public"),
    ],
)
def test_what_may_be_public_no_longer_is_told_with_its_entry(
    board: Board, prepared: str, command: Any, ref: str, why: str
) -> None:
    entry = board.saved(command).entry.number
    found = {one.ref: one for one in still_public(board.records, record(board, prepared), TODAY)}
    assert why in found[ref].why
    if not isinstance(command, RecordProceedings):  # they are records of their own
        assert found[ref].entry == entry
    with pytest.raises(RefusedError) as refused:
        must_still_be_public(board.records, record(board, prepared), TODAY)
    assert refused.value.refusal.code == "no-longer-public"
    assert any(ref in line for line in refused.value.refusal.details)


def test_a_wording_that_was_taken_back_is_public_no_longer(board: Board, prepared: str) -> None:
    board.saved(WordForThePublic("act-1", "A procedure was written."))
    again = board.made(PreparePublication("record"))
    assert still_public(board.records, record(board, again), TODAY) == ()
    board.saved(WordForThePublic("act-1", ""))
    (found,) = still_public(board.records, record(board, again), TODAY)
    assert found.ref == "act-1"


def test_a_publication_of_one_review_does_not_mind_another(board: Board, prepared: str) -> None:
    ref = board.made(PreparePublication("response", review="child-a"))
    board.saved(WithdrawReview("child-b", why="Not ours."))
    assert still_public(board.records, record(board, ref), TODAY) == ()
    board.saved(EditRecommendation("child-a/1", text="Other text."))
    assert [one.ref for one in still_public(board.records, record(board, ref), TODAY)] == [
        "child-a/1"
    ]


def test_what_the_check_stops_is_listed_masked_with_how_to_release_it() -> None:
    from auditrack.views.disclosure import Checked, Stopped

    found = Checked((Stopped("paragraph 3", "postcode", "AB1 …", "f" * 64, "a postcode"),))
    with pytest.raises(RefusedError) as refused:
        must_be_clear(Publication(ref="pub-1"), {"report.docx": found, "rest.xlsx": Checked()})
    assert refused.value.refusal.code == "disclosure"
    (line,) = refused.value.refusal.details
    assert line.startswith("report.docx, paragraph 3: ")
    assert f"--kind postcode --fingerprint {'f' * 64}" in line
    must_be_clear(Publication(ref="pub-1"), {"report.docx": Checked()})


# For authors ------------------------------------------------------------------------------------


def test_an_author_sees_what_is_withheld_and_what_has_no_wording(
    board: Board, prepared: str
) -> None:
    board.review("child-c", None, on=None)
    board.rec("child-c", POLICE, label="1")
    from auditrack.commands.evidence import ServeAlso

    board.saved(ServeAlso("ev-1", "child-c/1"))
    board.saved(EditReview("child-a", delay_reason="Illness."))
    found = withheld_and_unworded(board.records, TODAY)
    assert found.public == ("child-a", "child-b")
    assert [one.ref for one in found.withheld] == ["child-c"]
    assert [one.ref for one in found.in_part] == ["ev-1"]
    assert [one.ref for one in found.unworded] == ["act-1", "child-a"]
    board.saved(WordForThePublic("act-1", "A procedure was written."))
    board.saved(WordForThePublic("child-a", "The chair changed."))
    assert withheld_and_unworded(board.records, TODAY).unworded == ()


# Right of reply ---------------------------------------------------------------------------------


def test_an_agency_sees_what_names_it_and_nothing_of_another(board: Board, prepared: str) -> None:
    board.saved(WordForThePublic("act-1", "A procedure was written."))
    board.audit("child-b/1", on="2020-05-01", agencies=(POLICE,))
    ref = board.made(PreparePublication("record"))
    paper = right_of_reply(board.records, record(board, ref), "fernshire-police", "2026-12-18")
    lines = [line.ref for review in paper.reviews for line in review.lines]
    assert lines == ["child-a/1", "child-b/1", "act-1", "ev-1"]
    assert [line.ref for line in paper.audits] == ["aud-1"]
    assert paper.reviews[1].lines[1].text == "A procedure was written."
    assert paper.lines == 5
    council = right_of_reply(board.records, record(board, ref), "fernshire-council", "2026-12-18")
    assert [line.ref for review in council.reviews for line in review.lines] == ["child-a/2"]
    assert council.audits == ()


def test_a_themes_report_names_no_agency(board: Board, prepared: str) -> None:
    refused = board.do(PreparePublication("themes"))
    assert isinstance(refused, Refusal) and refused.code == "nothing-to-report"
    with pytest.raises(RefusedError):
        report_of(site_of(board.records, Publication(ref="pub-9", as_at="2026-11-20")))
    board.theme("child-b/1", "supervision")
    ref = board.made(PreparePublication("themes"))
    report_of(site_of(board.records, record(board, ref)))
    assert now(board, ref).comments == ()
    assert [one.record.ref for one in publications(board.records, TODAY)] == [ref, prepared]
