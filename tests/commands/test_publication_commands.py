"""Before anything is public: wording, what is sent to agencies, comments, and two sign-offs."""

from collections.abc import Callable
from datetime import date

import pytest

from auditrack.commands.audit import RecordAudit
from auditrack.commands.disclosure import ReleaseHit
from auditrack.commands.lead import AddLead
from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.publication import PreparePublication, WithdrawPublication, WordForThePublic
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview
from auditrack.commands.right_of_reply import (
    AnswerComment,
    CommentOnPublication,
    PartSent,
    SendPublication,
)
from auditrack.commands.role import SetRoles
from auditrack.model.change import RefusedError
from auditrack.views.annual import annual_of
from auditrack.views.publications import publication_now
from tests.commands.conftest import Desks

LATER = date(2027, 1, 4)
"""A day on which the time to comment has run out."""

Board = Callable[..., str]


@pytest.fixture
def people(desks: Desks) -> None:
    """An officer, an author and a chair with leads of their own, and the roles they hold."""
    for title, login in (
        ("Chair", "chair"),
        ("Author", "author"),
        ("Officer", "officer"),
        ("Scrutineer", "scrutineer"),
    ):
        desks.saved(AddLead(title, title.lower(), None, None, (login,)))
    for login, roles in (
        ("officer", ("officer", "administrator")),
        ("author", ("author",)),
        ("second", ("author",)),
        ("scrutineer", ("scrutineer",)),
        ("chair", ("chair",)),
    ):
        desks.saved(SetRoles(login, roles))


@pytest.fixture
def publication(desks: Desks, board: Board, people: None) -> str:
    """A public record that names the police, prepared and not sent."""
    board(agencies=("Fernshire Police",))
    return desks.made(PreparePublication("record"), "author")


@pytest.fixture
def sent(desks: Desks, publication: str) -> str:
    desks.saved(SendPublication(publication, (PartSent("Fernshire Police", "police.docx"),)))
    return publication


def comment_of(desks: Desks, publication: str) -> dict:
    (row,) = desks.of().index("agency_comments", "publication")[publication]
    return row


def said(desks: Desks, publication: str, text: str = "It is otherwise.") -> str:
    return desks.made(CommentOnPublication(publication, "fernshire-police", text))


def sign(desks: Desks, publication: str, by: str, **also: str) -> None:
    desks.saved(SignOffPublication(publication, **also), by, LATER)


# Wording ----------------------------------------------------------------------------------------


def test_a_record_is_worded_for_the_public_and_it_is_taken_back(desks: Desks, board: Board) -> None:
    ref = board()
    desks.saved(WordForThePublic(ref, "Records are shared."))
    assert desks.get("recommendations", ref)["public_wording"] == "Records are shared."
    desks.saved(WordForThePublic(ref, ""))
    assert "public_wording" not in desks.get("recommendations", ref)
    desks.refused(WordForThePublic(ref, ""), "no-change")
    desks.refused(WordForThePublic("nothing-here", "Words."), "unknown-reference")


def test_a_review_is_worded_for_its_delay_and_a_reply_for_its_reason(
    desks: Desks, board: Board
) -> None:
    ref = board(agencies=("Fernshire Police",))
    desks.saved(WordForThePublic("child-f", "The inquest was waited for."))
    assert desks.get("reviews", "child-f")["delay_public"] == "The inquest was waited for."
    desks.saved(ReplyToRecommendation(ref, answer="declined", reason="Secret."))
    desks.saved(WordForThePublic("rep-1", "Done by another body."))
    assert desks.get("replies", "rep-1")["public_wording"] == "Done by another body."


def test_what_was_withdrawn_is_not_worded(desks: Desks, board: Board) -> None:
    from auditrack.commands.recommendation import WithdrawRecommendation

    ref = board()
    desks.saved(WithdrawRecommendation(ref, why="Entered twice."))
    desks.refused(WordForThePublic(ref, "Words."), "withdrawn")


def test_a_reader_words_and_signs_nothing(desks: Desks, board: Board, people: None) -> None:
    ref = board()
    desks.saved(SetRoles("reader", ("reader",)))
    desks.refused(WordForThePublic(ref, "Words."), "role", "reader")
    desks.refused(PreparePublication("record"), "role", "reader")


# Preparing --------------------------------------------------------------------------------------


def test_a_publication_is_frozen_at_the_entry_before_it(
    desks: Desks, board: Board, people: None
) -> None:
    board(agencies=("Fernshire Police",))
    head = desks.of().head
    ref = desks.made(PreparePublication("record"), "author")
    found = desks.get("publications", ref)
    assert (found["head_number"], found["head_hash"]) == (head.number, head.hash)
    assert (found["as_at"], found["due_back"]) == ("2026-11-20", "2026-12-18")
    assert comment_of(desks, ref)["agency"] == "fernshire-police"
    assert "sent_on" not in comment_of(desks, ref)


def test_an_annual_report_is_of_the_boards_last_year_and_of_sets_in_force(
    desks: Desks, board: Board
) -> None:
    board()
    desks.saved(AddReview("child-g", "Child G", published="2024-06-01"))
    desks.saved(AddReview("child-h", "Child H", published="2025-06-01"))
    found = desks.get("publications", desks.made(PreparePublication("annual")))
    assert (found["since"], found["until"]) == ("2025-04-01", "2026-03-31")
    assert found["headings"]
    again = desks.made(PreparePublication("annual", since="2024-04-01"))
    assert desks.get("publications", again)["until"] == "2025-03-31"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (PreparePublication("progress"), "bad-value"),
        (PreparePublication("response"), "missing"),
        (PreparePublication("annual", review="child-f"), "bad-value"),
        (PreparePublication("record", since="2025-04-01"), "bad-value"),
        (PreparePublication("record", headings=("working-together-2026",)), "bad-value"),
        (PreparePublication("annual", since="2026-04-01", until="2025-03-31"), "backward-period"),
        (PreparePublication("annual", since="some day"), "bad-date"),
        (PreparePublication("record", due_back="2026-01-01"), "past-date"),
        (PreparePublication("record", as_at="2027-01-01"), "future-date"),
        (PreparePublication("record", as_at="2026"), "bad-date"),
        (PreparePublication("response", review="nobody"), "unknown-reference"),
    ],
)
def test_what_cannot_be_prepared_is_a_sentence(
    desks: Desks, board: Board, command: PreparePublication, code: str
) -> None:
    board()
    desks.refused(command, code)


def test_a_review_that_may_not_be_public_is_not_prepared(desks: Desks, board: Board) -> None:
    board()
    desks.saved(AddReview("child-g", "Child G"))
    refused = desks.refused(PreparePublication("record", review="child-g"), "not-public")
    assert "no day of publication" in refused.message
    desks.saved(RecordProceedings("child-f", "inquest", open="2026-01-01"))
    assert (
        "inquest"
        in desks.refused(PreparePublication("response", review="child-f"), "not-public").message
    )
    desks.refused(PreparePublication("record"), "nothing-public")


def test_a_period_of_which_nothing_may_be_public_is_refused_as_the_report_does(
    desks: Desks, board: Board
) -> None:
    board()
    refused = desks.refused(
        PreparePublication("annual", since="2019-04-01", until="2020-03-31"), "nothing-to-report"
    )
    with pytest.raises(RefusedError) as report:
        annual_of(desks.of(), date(2019, 4, 1), date(2020, 3, 31), date(2026, 11, 20), public=True)
    assert (refused.message, refused.todo) == (
        report.value.refusal.message,
        report.value.refusal.todo,
    )
    assert refused.safe == "Nothing was prepared."


def test_a_response_and_a_themes_report_that_hold_nothing_are_refused(
    desks: Desks, board: Board
) -> None:
    desks.saved(AddReview("child-g", "Child G", published="2024-06-01"))
    refused = desks.refused(PreparePublication("response", review="child-g"), "nothing-to-report")
    assert "child-g" in refused.message
    desks.refused(PreparePublication("themes"), "nothing-to-report")


TELEPHONE = "Ring 020 7946 0958 for it."


def test_what_the_check_stops_is_told_at_wording_preparing_and_signing(
    desks: Desks, board: Board, people: None
) -> None:
    ref = board()
    notes = desks.saved(WordForThePublic(ref, TELEPHONE), "author").notes
    assert any("disclosure check stops 1 thing" in one for one in notes)
    made = desks.saved(PreparePublication("record"), "author")
    (note,) = (one for one in made.notes if "disclosure check" in one)
    assert f"{ref}, text" in note and "auditrack disclosure check" in note
    # What was worded otherwise since changes nothing of what is frozen.
    desks.saved(WordForThePublic(ref, "Ring them."), "author")
    signed = desks.saved(SignOffPublication(made.references[0]), "author", LATER)
    assert note in signed.notes
    for one in (*notes, *made.notes, *signed.notes):
        assert "0958" not in one
    again = desks.saved(PreparePublication("record", review="child-f"), "author")
    assert not any("disclosure check" in one for one in again.notes)


def test_what_is_released_is_not_told(desks: Desks, board: Board) -> None:
    ref = board()
    desks.saved(ReleaseHit("telephone", text="020 7946 0958", reason="It is everybody's."))
    assert desks.saved(WordForThePublic(ref, TELEPHONE)).notes == ()
    made = desks.saved(PreparePublication("record"))
    assert not any("disclosure check" in one for one in made.notes)


def test_an_audit_has_no_words_for_the_public(desks: Desks, board: Board) -> None:
    ref = desks.made(RecordAudit(date="2026-01-01", outcome="embedded", serves=(board(),)))
    refused = desks.refused(WordForThePublic(ref, "Words."), "no-wording")
    assert "its outcome" in refused.message and refused.ref == ref
    desks.refused(WordForThePublic("aud-99", "Words."), "unknown-reference")


# Sending and comments ---------------------------------------------------------------------------


def test_each_agency_is_sent_its_part_as_an_export(desks: Desks, sent: str) -> None:
    row = comment_of(desks, sent)
    assert (row["sent_on"], row["due_back"]) == ("2026-11-20", "2026-12-18")
    export = desks.get("exports", row["export"])
    assert (export["kind"], export["what"]) == ("right-of-reply", sent)
    assert (export["to"], export["file"]) == ("Fernshire Police", "police.docx")
    assert export["head_number"] == desks.get("publications", sent)["head_number"]


def test_a_part_that_was_lost_is_sent_again_and_its_days_stay(desks: Desks, sent: str) -> None:
    part = PartSent("Fernshire Police", "again.docx")
    desks.saved(SendPublication(sent, (part,)), today=date(2026, 11, 25))
    row = comment_of(desks, sent)
    assert (row["sent_on"], row["due_back"]) == ("2026-11-20", "2026-12-18")
    assert desks.get("exports", row["export"])["file"] == "again.docx"


def test_all_are_sent_or_none(desks: Desks, publication: str) -> None:
    parts = (PartSent("Fernshire Police"), PartSent("Fernshire Board"))
    desks.saved(AddReview("child-h", "Child H"))
    from auditrack.commands.agency import AddAgency

    desks.saved(AddAgency("Fernshire Council"))
    desks.refused(
        SendPublication(publication, (*parts[:1], PartSent("Fernshire Council"))), "not-named"
    )
    desks.refused(SendPublication(publication, ()), "missing")
    desks.refused(SendPublication(publication, parts[:1], due_back="2026-01-01"), "past-date")
    assert "sent_on" not in comment_of(desks, publication)


def test_a_comment_is_kept_in_its_words_and_answered_or_printed(desks: Desks, sent: str) -> None:
    ref = said(desks, sent)
    assert desks.get("agency_comments", ref)["said"] == "It is otherwise."
    desks.saved(AnswerComment(ref, text="It is so."))
    desks.saved(AnswerComment(ref, printed=True))
    found = desks.get("agency_comments", ref)
    assert (found["answer"], found["printed"], found["answered_on"]) == (
        "It is so.",
        True,
        "2026-11-20",
    )
    desks.refused(AnswerComment(ref, printed=True), "no-change")
    refused = desks.refused(AnswerComment(ref), "missing")
    assert "--text" in str(refused.todo) and "--print" in str(refused.todo)
    # Another comment is not what was answered.
    said(desks, sent, "It is otherwise still.")
    assert "answer" not in desks.get("agency_comments", ref)
    assert "printed" not in desks.get("agency_comments", ref)


def test_comments_that_cannot_be_are_refused(desks: Desks, publication: str) -> None:
    police = "Fernshire Police"
    desks.refused(CommentOnPublication(publication, police, "Words."), "never-sent")
    desks.saved(SendPublication(publication, (PartSent(police),)))
    ref = str(comment_of(desks, publication)["ref"])
    desks.refused(CommentOnPublication(publication, police), "missing")
    desks.refused(CommentOnPublication(publication, police, "Words.", nothing=True), "missing")
    desks.refused(
        CommentOnPublication(publication, police, nothing=True, on="2027-01-01"), "future-date"
    )
    desks.refused(AnswerComment(ref, text="To what?"), "no-comment")
    desks.saved(CommentOnPublication(publication, police, nothing=True))
    desks.refused(AnswerComment(ref, text="To what?"), "no-comment")


# Signing off ------------------------------------------------------------------------------------


def test_two_people_sign_off_and_one_of_them_is_the_chair(desks: Desks, sent: str) -> None:
    sign(desks, sent, "author")
    now = publication_now(desks.of(), desks.get("publications", sent), LATER)
    assert (now.stage, now.is_signed_off) == ("signed-once", False)
    sign(desks, sent, "chair")
    now = publication_now(desks.of(), desks.get("publications", sent), LATER)
    assert (now.stage, now.is_signed_off) == ("signed-off", True)
    assert [(one.by, one.lead, one.as_chair) for one in now.sign_offs] == [
        ("author", "author", False),
        ("chair", "chair", True),
    ]


def test_one_person_does_not_sign_twice_whatever_the_reason(desks: Desks, sent: str) -> None:
    sign(desks, sent, "chair")
    refused = desks.refused(SignOffPublication(sent), "second-person", "chair", LATER)
    assert "by you (chair)" in refused.message
    desks.refused(
        SignOffPublication(sent, override="I am in a hurry."), "second-person", "chair", LATER
    )


def test_two_logins_of_one_lead_are_one(desks: Desks, board: Board) -> None:
    desks.saved(AddLead("Chair", "chair", None, None, ("chair", "deputy")))
    board()
    ref = desks.made(PreparePublication("record"))
    desks.saved(SignOffPublication(ref), "chair")
    refused = desks.refused(SignOffPublication(ref), "second-person", "deputy")
    assert "your lead too" in refused.message


def test_a_login_with_no_lead_is_nobody_for_certain_unless_the_chair_says_so(
    desks: Desks, sent: str
) -> None:
    sign(desks, sent, "second")
    desks.refused(SignOffPublication(sent), "second-person", "chair", LATER)
    sign(desks, sent, "chair", override="She has no lead of her own.")
    (_, last) = desks.of().index("sign_offs", "publication")[sent]
    assert last["overridden"] == ("second person",)
    assert last["override_why"] == "She has no lead of her own."


def test_nobody_of_them_the_chair(desks: Desks, sent: str) -> None:
    sign(desks, sent, "author")
    refused = desks.refused(SignOffPublication(sent), "chair-needed", "scrutineer", LATER)
    assert "Neither author" in refused.message
    sign(desks, sent, "chair")


def test_before_agencies_were_sent_their_part(desks: Desks, publication: str) -> None:
    refused = desks.refused(SignOffPublication(publication), "right-of-reply", "author", LATER)
    assert "Fernshire Police was not sent its part" in refused.message


def test_before_the_time_to_comment_ran_out(desks: Desks, sent: str) -> None:
    last_day = date(2026, 12, 18)
    refused = desks.refused(SignOffPublication(sent), "right-of-reply", "author", last_day)
    assert "may comment until 18 December 2026" in refused.message
    desks.saved(SignOffPublication(sent), "author", date(2026, 12, 19))


def test_an_answer_ends_the_time_to_comment(desks: Desks, sent: str) -> None:
    desks.saved(CommentOnPublication(sent, "Fernshire Police", nothing=True))
    desks.saved(SignOffPublication(sent), "author")


def test_a_chair_overrides_the_time_with_a_reason_that_is_kept(desks: Desks, sent: str) -> None:
    command = SignOffPublication(sent, override="The minister waits.")
    desks.refused(command, "role", "author")
    desks.saved(command, "chair")
    (one,) = desks.of().index("sign_offs", "publication")[sent]
    assert one["overridden"] == ("right of reply",)
    assert one["override_why"] == "The minister waits."


def test_what_a_chair_overrode_as_the_first_holds_for_the_second(desks: Desks, sent: str) -> None:
    early = date(2026, 11, 21)
    desks.refused(SignOffPublication(sent), "right-of-reply", "author", early)
    desks.saved(SignOffPublication(sent, override="The minister waits."), "chair", early)
    notes = desks.saved(SignOffPublication(sent), "author", early).notes
    assert any("chair overrode" in one and "The minister waits." in one for one in notes)
    now = publication_now(desks.of(), desks.get("publications", sent), early)
    assert now.is_signed_off
    assert [one.overridden for one in now.sign_offs] == [("right of reply",), ()]


@pytest.mark.parametrize("override", [None, "The minister waits."])
def test_a_comment_neither_printed_nor_answered(
    desks: Desks, sent: str, override: str | None
) -> None:
    ref = said(desks, sent)
    refused = desks.refused(
        SignOffPublication(sent, override=override), "unanswered-comment", "chair", LATER
    )
    assert refused.ref == ref
    desks.saved(AnswerComment(ref, printed=True))
    desks.saved(SignOffPublication(sent), "chair", LATER)


def test_a_comment_after_two_sign_offs_is_told_what_to_do(desks: Desks, sent: str) -> None:
    sign(desks, sent, "author")
    sign(desks, sent, "chair")
    late = CommentOnPublication(sent, "Fernshire Police", "Wait.")
    refused = desks.refused(late, "signed-off", today=LATER)
    assert f"publication withdraw {sent}" in str(refused.todo)
    assert "publication prepare record)" in str(refused.todo)


def test_of_a_withdrawn_publication(desks: Desks, sent: str) -> None:
    desks.refused(WithdrawPublication(sent), "reason-needed", "author")
    desks.saved(WithdrawPublication(sent, why="A name is in it."), "author")
    desks.refused(SignOffPublication(sent), "withdrawn", "chair", LATER)
    desks.refused(WithdrawPublication(sent, why="Again."), "withdrawn", "author")
    police = PartSent("Fernshire Police")
    desks.refused(SendPublication(sent, (police,)), "withdrawn")
    desks.refused(CommentOnPublication(sent, "Fernshire Police", "Words."), "withdrawn")


def test_a_sign_off_is_void_where_the_publication_changed_after_it(desks: Desks, sent: str) -> None:
    sign(desks, sent, "author")
    ref = desks.made(CommentOnPublication(sent, "Fernshire Police", "Wait."), today=LATER)
    (gone,) = desks.of().index("sign_offs", "publication")[sent]
    assert gone["withdrawn_why"].startswith("Void: Fernshire Police commented afterwards")
    desks.saved(AnswerComment(ref, text="So it is."), today=LATER)
    sign(desks, sent, "chair")
    desks.saved(AnswerComment(ref, printed=True), today=LATER)
    now = publication_now(desks.of(), desks.get("publications", sent), LATER)
    assert now.sign_offs == ()


def test_what_is_signed_off_does_not_change(desks: Desks, sent: str) -> None:
    ref = said(desks, sent)
    desks.saved(AnswerComment(ref, text="So it is."))
    sign(desks, sent, "author")
    sign(desks, sent, "chair")
    for command in (
        AnswerComment(ref, printed=True),
        CommentOnPublication(sent, "Fernshire Police", "More."),
        SendPublication(sent, (PartSent("Fernshire Police"),)),
    ):
        desks.refused(command, "signed-off", today=LATER)
    desks.refused(SignOffPublication(sent), "signed-off", "scrutineer", LATER)
    desks.saved(WithdrawPublication(sent, why="An inquest opens."), "author", LATER)


def test_an_agency_that_was_followed_is_answered_for_by_its_successor(
    desks: Desks, sent: str
) -> None:
    from auditrack.commands.agency import AddAgency, ReplaceAgency

    desks.saved(AddAgency("Shire Constabulary"))
    desks.saved(ReplaceAgency("fernshire-police", "shire-constabulary", on="2026-11-20"))
    ref = desks.made(CommentOnPublication(sent, "Shire Constabulary", "It was they."))
    assert desks.get("agency_comments", ref)["agency"] == "fernshire-police"


def test_nobody_whose_login_the_host_does_not_vouch_for_signs_first(
    desks: Desks, sent: str, tmp_path: object
) -> None:
    from auditrack.commands import run
    from auditrack.model.change import LOGIN_UNVERIFIED, Actor, Refusal
    from auditrack.register import open_register
    from tests.commands.conftest import NOON

    actor = Actor("chair", None, f"local, {LOGIN_UNVERIFIED}")
    with open_register(desks.path, actor, lambda: NOON) as register:
        result = run(register, SignOffPublication(sent), today=LATER)
    assert isinstance(result, Refusal)
    assert result.code == "second-person"


def test_what_was_sent_said_or_answered_is_not_undone_behind_a_sign_off(
    desks: Desks, sent: str
) -> None:
    """An officer's last change may be older than the sign-offs of others, which rest on it."""
    from auditrack.commands.undo import UndoLast

    desks.refused(UndoLast(), "not-undone")
    ref = said(desks, sent)
    desks.refused(UndoLast(), "not-undone")
    desks.saved(AnswerComment(ref, printed=True))
    sign(desks, sent, "author")
    sign(desks, sent, "chair")
    desks.refused(UndoLast(), "not-undone")
    assert desks.get("agency_comments", ref)["printed"] is True


def test_wording_preparing_and_ones_own_sign_off_are_undone(desks: Desks, sent: str) -> None:
    from auditrack.commands.undo import UndoLast

    desks.saved(SignOffPublication(sent, override="Urgent."), "chair")
    desks.saved(UndoLast(), "chair")
    assert publication_now(desks.of(), desks.get("publications", sent), LATER).sign_offs == ()
    sign(desks, sent, "chair")
    ref = desks.made(PreparePublication("record"), "author")
    desks.saved(UndoLast(), "author")
    assert publication_now(desks.of(), desks.get("publications", ref), LATER).stage == "withdrawn"
