"""Exchange and share files on the command line, from one register to another."""

import json

import pytest

from auditrack.commands.board import InitialiseBoard
from auditrack.commands.exchange import TakeExchange
from auditrack.commands.national import TakeSharedReview
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.review import AddReview
from auditrack.commands.run import run
from auditrack.model.change import Actor, RefusedError, Saved
from auditrack.model.dates import today_in_london
from auditrack.model.exchange import KIND as THEMES
from auditrack.model.exchange import read_exchange
from auditrack.model.shared_review import KIND as REVIEW
from auditrack.model.shared_review import read_shared
from auditrack.register import create_register
from auditrack.views.exchange import to_exchange
from auditrack.views.offered import newer_themes, offered_by_others
from auditrack.views.other_boards import OtherBoards
from auditrack.views.shared_review import to_share


@pytest.fixture
def other(ask_nothing, board, tmp_path):
    """Another board's register, and how to ask it."""
    made = tmp_path / "other"
    assert ask_nothing("init", str(made), "--board", "Avonshire Partnership").code == 0
    return lambda *words, **also: ask_nothing("--register", str(made), *words, **also)


def done(answer):
    assert answer.code == 0, answer.err
    return answer


def test_an_exchange_file_goes_from_one_board_to_another(ask, other, tmp_path):
    out = tmp_path / "themes.json"
    for number in (2, 3):
        done(ask("review", "add", f"child-{number}", "--title", "X", "--published", f"202{number}"))
        done(ask("rec", "add", f"child-{number}", "--text", "Y", "--theme", "neglect"))
    done(ask("finding", "theme", "child-elm/f-1", "voice_of_child", "--confirm"))
    told = done(ask("exchange", "write", "--out", str(out), "--to", "Avonshire", "--json")).json
    assert (told["themes"], told["with_numbers"], told["told_from"]) == (2, 1, 3)
    sent = read_exchange(out.read_bytes())
    assert {one.theme: (one.reviews, one.first_year, one.last_year) for one in sent.themes} == {
        "neglect": (3, 2018, 2023),
        "voice_of_child": (None, None, None),
    }
    exported = done(ask("export", "--what", "exports", "--format", "json", "--out", "-")).json
    row = next(one for one in exported["rows"] if one["kind"] == "exchange")
    assert (row["to"], row["file"], row["head_number"]) == ("Avonshire", "themes.json", sent.entry)

    tried = done(other("exchange", "take", str(out), "--dry-run"))
    assert "under 3" in tried.out and "Nothing was written." in tried.err
    assert done(other("exchange", "list", "--json")).json == []
    done(other("exchange", "take", str(out)))
    (told,) = done(other("exchange", "list", "--json")).json
    assert (told["board"], told["entry"]) == ("Fernshire Board", sent.entry)
    assert "Fernshire Board (3 reviews, 2018 to 2023" in done(other("theme", "show", "neglect")).out

    done(other("review", "add", "child-z", "--title", "Z", "--published", "2024"))
    done(other("rec", "add", "child-z", "--text", "Z", "--theme", "neglect"))
    (position,) = done(other("theme", "positions", "--json")).json
    assert position["reviews"] == 1
    assert [(one["board"], one["reviews"]) for one in position["also_raised_by"]] == [
        ("Fernshire Board", 3)
    ]
    said = done(other("theme", "positions")).out
    assert "It does not count towards where this theme stands" in " ".join(said.split())
    done(other("exchange", "withdraw", "oth-1", "--why", "Asked to."))
    assert "Other boards" not in done(other("theme", "show", "neglect")).out


def test_standard_output_carries_the_file_and_standard_input_takes_it(ask, other):
    content = done(ask("exchange", "write", "--out", "-")).out
    done(other("exchange", "take", "-", input=content))
    assert ask("exchange", "write", "--out", "-", "--json").refusal["code"] == "one-output"
    assert ask("exchange", "take", "-", "--json", input=content).refusal["code"] == "own-file"
    assert other("exchange", "take", "-", "--json", input="[1]").refusal["code"] == "wrong-kind"


def test_the_board_says_from_how_many_reviews_on_numbers_are_told(ask, tmp_path):
    out = tmp_path / "themes.json"
    done(ask("settings", "set", "exchange_least=1"))
    done(ask("exchange", "write", "--out", str(out)))
    (one,) = read_exchange(out.read_bytes()).themes
    assert (one.reviews, one.recommendations, one.first_year) == (1, 1, 2018)
    assert ask("settings", "set", "exchange_least=0", "--json").refusal["code"] == "bad-number"


def test_a_theme_whose_name_identifies_is_held_back_and_one_typed_is_named_to_be_looked_at(
    ask, tmp_path
):
    out = tmp_path / "themes.json"
    done(ask("disclosure", "names", "child-elm", "--add", "Quillan Marrowby", "--whose", "child"))
    for name in ("The Quillan Marrowby case", "Cuckooing"):
        done(ask("theme", "add", name))
        done(ask("rec", "theme", "child-elm/1", name, "--confirm"))
    told = done(ask("exchange", "write", "--out", str(out)))
    assert "Marrowby" not in out.read_text() + told.err + told.out
    assert "marrowby" not in out.read_text().casefold()
    assert '"Cuckooing"' in told.err and "1 theme left out" in told.err
    (own,) = (one for one in read_exchange(out.read_bytes()).themes if one.own)
    assert own.name == "Cuckooing" and "cuckooing" not in own.theme
    done(ask("exchange", "write", "--out", str(out), "--library-only"))
    assert not any(one.own for one in read_exchange(out.read_bytes()).themes)


def test_a_shared_review_goes_from_one_board_to_another_and_back(ask, other, tmp_path):
    out = tmp_path / "review.json"
    assert ask("review", "share", "child-elm", "--json").refusal["code"] == "missing"
    told = done(ask("review", "share", "child-elm", "--out", str(out), "--json")).json
    assert (told["recommendations"], told["findings"]) == (2, 1)
    tried = done(other("review", "take-shared", str(out), "--dry-run"))
    assert "Record who lives in the household." in tried.out
    assert done(other("review", "list", "--json")).json == []
    done(other("review", "take-shared", str(out)))
    assert "shared by Fernshire Board" in done(other("review", "list")).out
    (row,) = done(other("review", "list", "--json")).json
    assert (row["shared_by"], row["shared_ref"]) == ("Fernshire Board", "child-elm")
    refused = other("rec", "edit", "child-elm/1", "--text", "Ours", "--json").refusal
    assert refused["code"] == "shared"
    back = other("review", "share", "child-elm", "--out", str(tmp_path / "x"), "--json").refusal
    assert back["code"] == "not-ours"
    done(ask("review", "withdraw", "child-elm", "--why", "Reissued."))
    refused = ask("review", "share", "child-elm", "--out", str(out), "--json").refusal
    assert refused["code"] == "not-public"
    done(ask("review", "share", "child-elm", "--out", str(out), "--withdrawal"))
    assert read_shared(out.read_bytes()).withdrawn
    done(other("review", "take-shared", str(out)))
    assert "took it back" in done(other("review", "show", "child-elm")).out


def test_what_the_disclosure_check_stops_is_not_shared(ask, tmp_path):
    out = tmp_path / "review.json"
    done(ask("disclosure", "names", "child-elm", "--add", "graded care", "--whose", "family"))
    answer = ask("review", "share", "child-elm", "--out", str(out), "--json")
    assert answer.refusal["code"] == "disclosure"
    assert not out.exists()
    assert "graded care" not in answer.err


def test_a_folder_holds_one_board_and_offers_nothing(ask):
    for words in (
        "exchange offer", "exchange take --offered", "review share child-elm --offered",
        "review take-shared --offered",
    ):  # fmt: skip
        refused = ask(*words.split(), "--json").refusal
        assert refused["code"] == "one-board"
        assert "Write a file instead" in refused["todo"]


@pytest.fixture
def two(postgresql, tmp_path, monkeypatch):
    """Two boards of one database."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    url = postgresql.url(postgresql.new_database())
    boards = []
    for name in ("Avonshire Partnership", "Borsetshire Board"):
        address = f"{url}&organisation={name[:4].lower()}"
        boards.append(create_register(address, name, Actor("officer", 1001, "local")))
        assert isinstance(run(boards[-1], InitialiseBoard(name)), Saved)
    yield boards
    for board in boards:
        board.close()


def test_boards_of_one_database_tell_each_other_the_very_same_bytes(two):
    one, another = two
    today = today_in_london(one.clock())
    for command in (
        AddReview("child-f", "Child F", published="2020"),
        AddRecommendation("child-f", "Listen.", theme=("neglect",)),
    ):
        assert isinstance(run(one, command), Saved)
    themes = to_exchange(one, today).exchange.to_bytes()
    review = to_share(one, "child-f", today).to_bytes()
    one.offer(THEMES, "themes", themes)
    one.offer(REVIEW, "child-f", review)
    assert newer_themes(another) == 1
    assert newer_themes(one) == 0
    assert offered_by_others(one, THEMES) == ()
    (told,) = offered_by_others(another, THEMES)
    assert told.body == themes
    assert isinstance(run(another, TakeExchange(told.body)), Saved)
    assert newer_themes(another) == 0
    (shared,) = offered_by_others(another, REVIEW)
    assert shared.body == review
    assert isinstance(run(another, TakeSharedReview(shared.body)), Saved)
    assert another.get("reviews", "child-f")["shared_from"] == one.header.register
    assert [one.board for one in OtherBoards(another, today).of("neglect")] == [
        "Avonshire Partnership"
    ]


def test_what_a_board_of_the_same_database_offers_is_read_as_hostile(two):
    one, another = two
    for nobodys in (b"", b"[]", b'{"register": 1}', b'{"register": "of-somebody-else"}'):
        one.offer(THEMES, "themes", nobodys)
        assert offered_by_others(another, THEMES) == ()  # nobody offers in another's name
    said = {"auditrack": "exchange", "format": 1, "register": one.header.register}
    one.offer(THEMES, "themes", json.dumps(said).encode())
    assert newer_themes(another) == 0
    (told,) = offered_by_others(another, THEMES)
    with pytest.raises(RefusedError):
        read_exchange(told.body)
    before = another.head
    assert not isinstance(run(another, TakeExchange(told.body)), Saved)
    assert another.head == before


def test_boards_of_one_database_offer_and_take_on_the_command_line(postgresql, ask_nothing):
    url = postgresql.url(postgresql.new_database())

    def at(organisation):
        place = f"{url}&organisation={organisation}"
        return lambda *words: done(ask_nothing("--register", place, *words))

    for organisation, name in (("avon", "Avonshire Partnership"), ("bors", "Borsetshire Board")):
        done(ask_nothing("init", f"{url}&organisation={organisation}", "--board", name))
    avon, bors = at("avon"), at("bors")
    avon("review", "add", "child-f", "--title", "Child F", "--published", "2020")
    avon("rec", "add", "child-f", "--text", "Listen.", "--theme", "neglect", "--label", "1")
    avon("exchange", "offer")
    avon("review", "share", "child-f", "--offered")
    assert "1 board offers newer themes" in bors("check").err
    assert "Nothing was written." in bors("exchange", "take", "--offered", "--dry-run").err
    (row,) = bors("exchange", "take", "--offered", "--json").json
    assert (row["organisation"], row["taken"]) == ("avon", True)
    assert "newer themes" not in bors("check").err
    (row,) = bors("exchange", "take", "--offered", "--json").json
    assert (row["taken"], row["refused"]["code"]) == (False, "no-change")

    assert "--review child-f" in bors("review", "take-shared", "--offered").err
    assert bors("review", "list", "--json").json == []
    bors("review", "take-shared", "--offered", "--review", "child-f")
    avon("rec", "edit", "child-f/1", "--text", "Listen well.")
    avon("review", "share", "child-f", "--offered")
    bors("review", "take-shared", "--offered")
    assert "Listen well." in bors("rec", "show", "child-f/1").out
    avon("review", "withdraw", "child-f", "--why", "Reissued.")
    avon("review", "share", "child-f", "--withdrawal", "--offered")
    bors("review", "take-shared", "--offered")
    (row,) = bors("review", "list", "--json").json
    assert row["withdrawn_why"].startswith("Avonshire Partnership took it back")
    avon("exchange", "offer", "--take-back")
    assert bors("exchange", "take", "--offered", "--json").json == []
    exported = avon("export", "--what", "exports", "--format", "json", "--out", "-").json
    assert [one["kind"] for one in exported["rows"]] == ["exchange", *["shared-review"] * 3]
