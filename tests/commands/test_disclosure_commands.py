"""Watch-lists and releases: what they stop and let through, who may, and what is never kept."""

import pytest

from auditrack.analysis.disclosure import fingerprint
from auditrack.commands.disclosure import (
    AddWatchNames,
    ReleaseHit,
    WithdrawRelease,
    WithdrawWatchName,
)
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.review import AddReview
from auditrack.commands.role import SetRoles
from auditrack.commands.undo import UndoLast
from auditrack.views.changes import about, sentence
from auditrack.views.disclosure import check_text, watched_of
from auditrack.views.history import line_of
from auditrack.views.projector import Wall

NAME = "Zebedee Quill"
PHONE = "07700 900123"
NHS = "943 476 5919"


@pytest.fixture
def board(desks):
    desks.saved(AddReview("child-elm", "Child Elm", published="2018-05"))
    return desks


@pytest.fixture
def roles(board):
    board.saved(SetRoles("officer", ("administrator",)))
    for login in ("author", "reader", "chair"):
        board.saved(SetRoles(login, (login,)))
    board.saved(SetRoles("keeper", ("officer",)))
    return board


def stopped(desks, text, review=None):
    return [(one.kind, one.where) for one in check_text(desks.of(), text, review).stopped]


class TestWatchLists:
    def test_a_name_on_the_list_is_found(self, board):
        made = board.saved(AddWatchNames("child-elm", (NAME, "Quill Cottage"), "child"))
        assert made.references == ("wat-1", "wat-2", "child-elm")
        assert stopped(board, f"It was {NAME}.")[0][0] == "watched-name"
        assert [one.review for one in watched_of(board.of())] == ["child-elm"] * 2
        assert watched_of(board.of(), ("other",)) == ()

    def test_names_that_are_on_it_already_are_said(self, board):
        board.saved(AddWatchNames("child-elm", (NAME,)))
        again = board.saved(AddWatchNames("child-elm", ("zebedee  quill", "Rufus Quill")))
        assert again.references == ("wat-2", "child-elm")
        assert "on the list already" in again.notes[0] and NAME not in again.notes[0]
        board.refused(AddWatchNames("child-elm", (NAME,)), "no-change")

    def test_whose_it_is_is_corrected_by_adding_it_again(self, board):
        board.saved(AddWatchNames("child-elm", (NAME,), "child"))
        again = board.saved(AddWatchNames("child-elm", ("zebedee  quill",), "worker"))
        assert again.references == ("wat-1", "child-elm")
        assert "wat-1" in again.notes[0] and NAME not in again.notes[0]
        found = board.get("watch_names", "wat-1")
        assert (found["name"], found["whose"]) == (NAME, "worker")
        board.refused(AddWatchNames("child-elm", (NAME,), "worker"), "no-change")
        board.refused(AddWatchNames("child-elm", (NAME,)), "no-change")  # nothing is taken back

    @pytest.mark.parametrize("names", [(), ("",), ("Q",), ("--",)])
    def test_what_is_no_name_is_refused(self, board, names):
        refused = board.run(AddWatchNames("child-elm", names))
        assert refused.code in ("missing", "bad-value")

    def test_bad_values_are_refused(self, board):
        board.refused(AddWatchNames("child-elm", (NAME,), "pet"), "bad-value")
        board.refused(AddWatchNames("child-oak", (NAME,)), "unknown-reference")
        board.refused(AddWatchNames("child-elm", ("x" * 600,)), "too-long")

    def test_one_is_taken_off_with_a_reason_by_the_chair(self, roles):
        ref = roles.made(AddWatchNames("child-elm", (NAME,), "child"), by="keeper")
        off = WithdrawWatchName(ref, why="Spelt otherwise.")
        assert roles.refused(off, "role", by="keeper").message.count("chair")
        roles.refused(WithdrawWatchName(ref), "reason-needed", by="chair")
        roles.refused(WithdrawWatchName(ref, "child-oak", "x"), "unknown-reference", by="chair")
        roles.saved(off, by="chair")
        assert stopped(roles, NAME) == []
        roles.refused(off, "unknown-reference", by="chair")
        roles.saved(UndoLast(), by="chair")
        assert stopped(roles, NAME) == [("watched-name", "text")]

    def test_a_reader_and_an_author_may_not_change_it(self, roles):
        for login in ("reader", "author"):
            roles.refused(AddWatchNames("child-elm", (NAME,)), "role", by=login)

    def test_the_history_does_not_tell_the_name(self, board):
        board.saved(AddWatchNames("child-elm", (NAME,), "child"))
        entry = list(board.of().history())[-1]
        assert (
            sentence(entry, board.of()) == "Watch-list: a name put on the watch-list of child-elm"
        )
        assert about(entry, board.of()) == "child-elm"
        assert not any("Zebedee" in str(change) for change in line_of(entry).changes)

    def test_it_does_not_stand_on_a_wall(self, board):
        board.saved(AddWatchNames("child-elm", (NAME,), "child"))
        board.saved(AddWatchNames("child-elm", ("Mill Lane Surgery",), "place"))
        wall = Wall(board.of())
        assert "Zebedee" not in wall.safe(f"{NAME} was seen.")
        assert "Mill" not in wall.safe("Seen at MILL LANE SURGERY once.")
        assert wall.safe("Every Surgery and Lane.") == "Every Surgery and Lane."

    def test_an_addition_is_undone(self, board):
        board.saved(AddWatchNames("child-elm", (NAME,), "child"))
        board.saved(UndoLast())
        assert watched_of(board.of()) == ()


class TestReleases:
    def test_it_lets_through_exactly_what_it_names(self, board):
        release = ReleaseHit("telephone", PHONE, place="page 2", reason="The helpline.")
        made = board.saved(release)
        document = board.get("releases", made.references[0])
        assert document["fingerprint"] == fingerprint("telephone", PHONE)
        assert (document["reason"], document["place"], document["by"]) == (
            "The helpline.",
            "page 2",
            "officer",
        )
        checked = check_text(board.of(), f"Ring {PHONE}, or 07700900123.")
        assert checked.stopped == () and {one.release for one in checked.released} == {"rel-1"}
        assert checked.released[0].reason == "The helpline."
        assert stopped(board, "Ring 07700 900124") == [("telephone", "text")]
        assert stopped(board, "jo@example.org")[0][0] == "email"

    def test_one_that_is_withdrawn_stops_again(self, board):
        ref = board.made(ReleaseHit("telephone", PHONE, reason="The helpline."))
        board.refused(ReleaseHit("telephone", PHONE, reason="Again."), "no-change")
        board.refused(WithdrawRelease(ref), "reason-needed")
        board.saved(WithdrawRelease(ref, "Closed down."))
        assert stopped(board, PHONE) == [("telephone", "text")]
        board.refused(WithdrawRelease(ref, "Again."), "unknown-reference")
        board.saved(ReleaseHit("telephone", PHONE, reason="Open again."))
        assert stopped(board, PHONE) == []

    def test_it_is_undone_and_done_again(self, board):
        board.saved(ReleaseHit("telephone", PHONE, reason="The helpline."))
        board.saved(UndoLast())
        assert stopped(board, PHONE) == [("telephone", "text")]
        board.saved(UndoLast())
        assert stopped(board, PHONE) == []

    def test_by_a_fingerprint_that_a_check_gave(self, board):
        (one,) = check_text(board.of(), PHONE).stopped
        made = board.made(
            ReleaseHit(one.kind, fingerprint=one.fingerprint, shown=one.shown, reason="Helpline.")
        )
        assert board.get("releases", made)["shown"].startswith("telephone number 077")
        assert stopped(board, PHONE) == []

    @pytest.mark.parametrize("kind", ["watched-name", "nhs-number"])
    def test_names_and_nhs_numbers_are_for_the_chair(self, roles, kind):
        roles.saved(AddWatchNames("child-elm", (NAME,), "child"), by="keeper")
        text = NAME if kind == "watched-name" else NHS
        release = ReleaseHit(kind, text, reason="The family asked for it.")
        for login in ("author", "keeper", "reader"):
            assert "chair" in roles.refused(release, "role", by=login).message
        roles.saved(release, by="chair")
        assert stopped(roles, text) == []

    def test_an_author_releases_the_rest(self, roles):
        roles.saved(ReleaseHit("telephone", PHONE, reason="The helpline."), by="author")
        roles.refused(ReleaseHit("postcode", "LS1 4AP", reason="x"), "role", by="reader")
        # Another kind is another fingerprint: it lets no NHS number through.
        roles.saved(ReleaseHit("telephone", NHS, reason="Not a person's."), by="author")
        assert stopped(roles, NHS) == [("nhs-number", "text")]

    def test_bad_values_are_refused(self, board):
        board.refused(ReleaseHit("telephone", PHONE), "reason-needed")
        board.refused(ReleaseHit("shoe size", PHONE, reason="x"), "bad-value")
        board.refused(ReleaseHit("telephone", reason="x"), "missing")
        board.refused(ReleaseHit("telephone", fingerprint="abc", reason="x"), "bad-value")
        two = f"{PHONE} and 07700 900456"
        board.refused(ReleaseHit("telephone", two, reason="x"), "several")

    @pytest.mark.parametrize(
        "more",
        [
            {"reason": f"{PHONE} is the helpline."},
            {"reason": "The helpline.", "place": "beside 07700900123"},
        ],
    )
    def test_the_words_do_not_stand_in_what_is_kept(self, board, more):
        board.refused(ReleaseHit("telephone", PHONE, **more), "holds-the-words")
        mark = fingerprint("telephone", PHONE)
        board.refused(ReleaseHit("telephone", fingerprint=mark, **more), "holds-the-words")
        board.refused(
            ReleaseHit("telephone", fingerprint=mark, shown=PHONE, reason="x"), "holds-the-words"
        )

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            ("telephone", PHONE),
            ("nhs-number", NHS),
            ("postcode", "LS1 4AP"),
            ("email", "z.quill@example.org"),
            ("watched-name", NAME),
            ("date-of-birth", "born on 3 May 2014"),
            ("author", NAME),
            ("comment", "Ask Zebedee Quill about it"),
            ("hidden", f"his number is {NHS}"),
        ],
    )
    def test_the_journal_never_holds_them(self, board, kind, text):
        board.saved(ReleaseHit(kind, text, reason="It may be public."))
        journal = (board.path / "journal.jsonl").read_text()
        assert text not in journal and text.replace(" ", "") not in journal


def test_a_release_survives_a_record_that_another_program_spoiled(board):
    board.saved(ReleaseHit("telephone", PHONE, reason="The helpline."))
    board.saved(AddRecommendation("child-elm", f"Ring {PHONE}."))
    assert stopped(board, PHONE) == []
