"""The page of a publication and the list of them: what is still missing, in words."""

import pytest

from auditrack.commands.publication import PreparePublication, WithdrawPublication
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.right_of_reply import (
    AnswerComment,
    CommentOnPublication,
    PartSent,
    SendPublication,
)
from auditrack.commands.role import SetRoles
from auditrack.views.facts import Facts
from auditrack.views.listing_publications import publications
from auditrack.views.page import page_of
from auditrack.views.page_publication import in_short, missing
from auditrack.views.publications import publication_now
from tests.views.conftest import TODAY, Board

POLICE, COUNCIL = "Fernshire Police", "Fernshire Council"


@pytest.fixture
def prepared(board: Board) -> str:
    board.review("child-a", "2015-06-01")
    board.rec("child-a", POLICE, label="1")
    board.rec("child-a", COUNCIL, label="2")
    return board.made(PreparePublication("record"))


def lacks(board: Board, ref: str) -> tuple[str, ...]:
    document = board.records.get("publications", ref)
    assert document is not None
    return missing(publication_now(board.records, document, TODAY))


def short(board: Board, ref: str) -> str:
    document = board.records.get("publications", ref)
    assert document is not None
    return in_short(publication_now(board.records, document, TODAY))


def text_of(board: Board, ref: str) -> str:
    page = page_of(board.records, ref, TODAY)
    assert page.kind == "publication"
    lines = [f"{line.label or ''} {line.text}" for one in page.sections for line in one.lines]
    return "\n".join([page.heading, *(one.title for one in page.sections), *lines])


def test_each_step_says_what_comes_next(board: Board, prepared: str) -> None:
    both = "Two people sign it off, one of them the chair."
    names = f"{COUNCIL}, {POLICE}"
    assert lacks(board, prepared) == (f"Not sent their part yet: {names}.", both)
    assert short(board, prepared) == "to be sent to 2 agencies"
    board.saved(SendPublication(prepared, (PartSent(POLICE), PartSent(COUNCIL))))
    assert lacks(board, prepared)[0].startswith("2 agencies may comment until ")
    assert short(board, prepared) == "2 agencies may still comment"
    comment = board.made(CommentOnPublication(prepared, POLICE, "We did it in May."))
    assert lacks(board, prepared)[0] == f"The comment of {POLICE} is to be printed or answered."
    assert lacks(board, prepared)[1].startswith(f"{COUNCIL} may comment until ")
    assert short(board, prepared) == "1 comment to print or answer"
    board.saved(AnswerComment(comment, "It says so now."))
    board.saved(CommentOnPublication(prepared, COUNCIL, nothing=True))
    assert lacks(board, prepared) == (both,)
    assert short(board, prepared) == "to be signed off by two"
    board.saved(SignOffPublication(prepared, override="Leads are not told apart."), by="author")
    assert lacks(board, prepared) == ("One more person signs it off.",)
    assert short(board, prepared) == "one more sign-off needed"
    board.saved(SignOffPublication(prepared, override="Leads are not told apart."), by="chair")
    assert lacks(board, prepared) == ()
    assert short(board, prepared) == "signed off by two"
    text = text_of(board, prepared)
    assert "Still missing" not in text
    assert "It said on 20 November 2026 We did it in May." in text
    assert "The board answers It says so now." in text
    # Nobody has a role here, so that everybody counts as the chair: nobody is called so.
    assert "author" in text and "with the role of chair" not in text
    board.saved(SetRoles("officer", ("officer", "administrator")))
    assert "with the role of chair" in text_of(board, prepared)


def test_the_page_says_what_is_frozen_and_its_lines_open_the_agencies(
    board: Board, prepared: str
) -> None:
    text = text_of(board, prepared)
    document = board.records.get("publications", prepared)
    assert document is not None
    assert text.startswith("Public record\n")
    assert f"Frozen at entry {document['head_number']}, {document['head_hash'][:12]}" in text
    assert "Judged by 20 November 2026" in text
    opened = {line.ref for one in page_of(board.records, prepared, TODAY).sections
              for line in one.lines if line.ref}  # fmt: skip
    assert all(board.records.get("agencies", str(ref)) is not None for ref in opened) and opened


def test_the_list_counts_those_that_wait_and_keeps_those_withdrawn(
    board: Board, prepared: str
) -> None:
    other = board.made(PreparePublication("record"))
    board.saved(WithdrawPublication(other, why="A name."))
    listing = publications(Facts(board.records, TODAY))
    assert [item.ref for item in listing.items] == [other, prepared]
    assert [item.cells[1] for item in listing.items] == ["withdrawn", "to be sent to 2 agencies"]
    assert "1 waits for something" in listing.describe()
    assert [item.ref for item in listing.narrowed("withdrawn").items] == [other]
    assert lacks(board, other) == ()


def test_what_nobody_can_read_is_left_out_of_the_list(board: Board, prepared: str) -> None:
    from auditrack.model.change import Insert, Transaction

    board.of().transact(lambda _: Transaction("x", (Insert("publications", "pub-9", {"kind": 7}),)))
    listing = publications(Facts(board.records, TODAY))
    assert [item.ref for item in listing.items] == [prepared]
