"""What other boards tell is kept beside this board's record and counts nowhere in it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from auditrack.commands.audit import RecordAudit
from auditrack.commands.exchange import MatchTheme, TakeExchange, WithdrawOtherBoard
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.commands.theme_link import LinkTheme
from auditrack.commands.undo import UndoLast
from auditrack.model.exchange import Exchange, ExchangedTheme
from auditrack.views.other_boards import OtherBoards, in_a_sentence, other_boards
from auditrack.views.page import page_of
from auditrack.views.positions import position_json, positions
from auditrack.views.themes_paper import themes_paper_of
from tests.commands.conftest import TODAY

A, B = (f"0b7a6b1e-0000-4000-8000-00000000000{one}" for one in "ab")
OWN = "own-0123456789abcdef"


def theme(theme="neglect", reviews=5, **also):
    told = {"recommendations": 12, "first_year": 2014, "last_year": 2023}
    if reviews is None:
        told = dict.fromkeys(told)
    told |= {"name": "Neglect and home conditions", "own": theme.startswith("own-"), **also}
    return ExchangedTheme(theme=theme, reviews=reviews, **told)


def file(*themes, **also):
    told = {
        "board": "Avonshire Partnership",
        "register": A,
        "as_at": "2026-05-01",
        "entry": 40,
        "head": "a" * 64,
        "demonstration": False,
    }
    return Exchange(**(told | also), told_from=3, lexicon="2026.2", themes=themes or (theme(),))


def take(told, **also):
    return TakeExchange(told.to_bytes(), **also)


def raised(desks, of="neglect", on=TODAY):
    return OtherBoards(desks.of(), on).of(of)


def test_what_another_board_tells_is_shown_beside_and_says_that_it_does_not_count(desks):
    desks.saved(take(file(theme(), theme("voice_of_child", None))))
    desks.saved(take(file(register=B, board="Borsetshire Board", as_at="2026-06-01")))
    assert in_a_sentence(raised(desks)) == (
        "Also raised by 2 other boards: Avonshire Partnership (5 reviews, 2014 to 2023, as at "
        "1 May 2026); Borsetshire Board (5 reviews, 2014 to 2023, as at 1 June 2026). It does not "
        "count towards where this theme stands here."
    )
    (few,) = raised(desks, "voice_of_child")
    assert str(few) == "Avonshire Partnership (fewer than 3 reviews, as at 1 May 2026)"
    page = page_of(desks.of(), "neglect", TODAY, "themes")
    (section,) = (one for one in page.sections if one.title == "Other boards")
    assert section.lines[0].text == (
        "Also raised by 2 other boards. It does not count towards where this theme stands here."
    )
    assert [line.text for line in section.lines[1:]] == list(map(str, raised(desks)))


def test_a_file_that_is_judged_by_a_later_day_is_not_seen_on_an_earlier_one(desks):
    desks.saved(take(file()))
    assert raised(desks, on=date(2026, 4, 30)) == ()
    assert raised(desks, on=date(2026, 5, 1))


def test_positions_are_the_same_bytes_with_and_without_other_boards(desks, board):
    ask = board()
    desks.saved(LinkTheme(ask, "neglect"))
    desks.saved(RecordAudit(date="2024-05", outcome="not-embedded", themes=("neglect",)))

    def said():
        register = desks.of()
        found = [position_json(one) for one in positions(register, TODAY)]
        paper = themes_paper_of(register, TODAY)
        bare = [replace(one, elsewhere="") for one in paper.themes]
        return json.dumps(found), repr((bare, paper.matrix, paper.not_raised, paper.remedies))

    before = said()
    assert "neglect" in before[0]
    desks.saved(take(file(*(theme(one) for one in ("neglect", "voice_of_child", "self_neglect")))))
    assert raised(desks)
    assert said() == before
    assert themes_paper_of(desks.of(), TODAY).themes[0].elsewhere == in_a_sentence(raised(desks))


def test_the_next_file_of_a_board_takes_the_place_of_the_one_before(desks):
    ref = desks.made(take(file(theme(), theme("voice_of_child"), theme(OWN, name="Cuckooing"))))
    saved = desks.saved(
        take(file(theme(reviews=6), theme("self_neglect"), theme(OWN, name="Cuckooing"), entry=41))
    )
    assert saved.references == (ref,)
    assert raised(desks)[0].reviews == 6
    assert raised(desks, "voice_of_child") == ()
    assert raised(desks, "self_neglect")
    desks.saved(take(file(theme("voice_of_child"), entry=42)))
    assert raised(desks, "voice_of_child") and not raised(desks)
    assert len(desks.of().select("other_board_themes")) == 4


def test_an_older_file_and_the_same_again_are_refused_unless_it_is_meant(desks):
    desks.saved(take(file()))
    desks.refused(take(file()), "no-change")
    desks.refused(take(file(entry=39)), "older-file")
    desks.refused(take(file(as_at="2026-04-01")), "older-file")
    desks.refused(take(file(head="b" * 64)), "older-file")
    desks.saved(take(file(as_at="2026-05-02")))
    desks.saved(take(file(theme(reviews=4), entry=39), older=True, why="Restored there."))
    assert raised(desks)[0].reviews == 4


def test_this_boards_own_file_is_refused_by_its_register_and_by_its_name(desks):
    own = desks.of().header.register
    desks.refused(take(file(register=own)), "own-file")
    desks.refused(take(file(board="fernshire board")), "own-file")


def test_one_board_never_counts_as_two(desks):
    ref = desks.made(take(file()))
    desks.refused(take(file(register=B)), "same-name")
    desks.saved(WithdrawOtherBoard(ref, why="It has a new register."))
    desks.saved(take(file(register=B)))
    assert len(raised(desks)) == 1
    renamed = desks.saved(take(file(register=B, board="Avon Partnership", entry=41)))
    assert "Avonshire Partnership calls itself Avon Partnership now." in renamed.notes


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (file(as_at="2026-11-21"), "future-date"),
        (file(demonstration=True), "made-up"),
    ],
)
def test_a_file_of_tomorrow_or_of_a_made_up_board_is_refused(desks, told, code):
    desks.refused(take(told), code)


def test_what_was_taken_in_is_undone_and_taken_in_again(desks):
    desks.saved(take(file()))
    desks.saved(take(file(theme(reviews=6), theme("self_neglect"), entry=41)))
    desks.saved(UndoLast())
    assert raised(desks)[0].reviews == 5
    assert raised(desks, "self_neglect") == ()
    desks.saved(take(file(theme(reviews=6), theme("self_neglect"), entry=41)))
    assert raised(desks, "self_neglect")


def test_the_first_file_of_a_board_is_undone_and_taken_in_again(desks):
    ref = desks.made(take(file()))
    desks.saved(UndoLast())
    assert raised(desks) == ()
    assert other_boards(desks.of()) == ()
    assert desks.made(take(file())) == ref
    assert len(raised(desks)) == 1


def test_a_board_is_withdrawn_with_a_reason_and_its_next_file_brings_it_back(desks):
    desks.saved(take(file()))
    desks.refused(WithdrawOtherBoard("Avonshire Partnership"), "reason-needed")
    desks.refused(WithdrawOtherBoard("Nobody", why="x"), "unknown-reference")
    desks.saved(WithdrawOtherBoard("avonshire partnership", why="They asked us to."))
    assert raised(desks) == ()
    desks.refused(WithdrawOtherBoard("oth-1", why="again"), "withdrawn")
    desks.saved(take(file()))
    assert len(raised(desks)) == 1


def test_a_theme_of_their_own_is_matched_only_by_a_person(desks):
    desks.saved(AddTheme("Cuckooing"))
    saved = desks.saved(take(file(theme(OWN, name="Cuckooing"))))
    assert any("of its own making" in note for note in saved.notes)
    assert raised(desks, "cuckooing") == ()
    (unmatched,) = other_boards(desks.of())[0].unmatched
    desks.refused(MatchTheme(unmatched.ref, "no such theme"), "unknown-theme")
    desks.saved(MatchTheme(unmatched.ref, "cuckooing"))
    assert raised(desks, "cuckooing")[0].board == "Avonshire Partnership"
    desks.saved(take(file(theme(OWN, name="Cuckooing", reviews=7), entry=41)))
    assert raised(desks, "cuckooing")[0].reviews == 7
    desks.saved(MatchTheme(unmatched.ref, ""))
    assert raised(desks, "cuckooing") == ()


def test_a_theme_of_the_library_is_matched_by_its_id_and_follows_what_it_was_merged_into(desks):
    desks.saved(take(file()))
    (one,) = other_boards(desks.of())[0].themes
    desks.refused(MatchTheme(one.ref, "voice_of_child"), "bad-value")
    desks.saved(MergeTheme("neglect", into="voice_of_child"))
    assert raised(desks) == ()
    assert raised(desks, "voice_of_child")


def test_a_theme_that_this_version_does_not_have_is_kept_and_shown_nowhere(desks):
    saved = desks.saved(take(file(theme("theme_of_2031"))))
    assert any("does not have" in note for note in saved.notes)
    assert desks.get("other_board_themes", "obt-1")["theme"] == "theme_of_2031"
    assert raised(desks, "theme_of_2031") == ()


def test_a_hostile_file_writes_nothing(desks):
    before = desks.of().head
    for content in (b"", b"{}", b"[" * 100_000, file().to_bytes()[:-40]):
        desks.run(TakeExchange(content))
    assert desks.of().head == before
