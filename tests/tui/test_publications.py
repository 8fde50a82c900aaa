"""What is to be public, from the screen: wordings, watch-lists, comments, signing, writing."""

from datetime import date
from pathlib import Path

import pytest

from auditrack.commands.publication import PreparePublication
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.right_of_reply import CommentOnPublication, PartSent, SendPublication
from auditrack.commands.run import run
from auditrack.model.change import Actor, Saved, Update
from auditrack.register import drafts, open_register
from tests.tui.conftest import TODAY

SIZES = [(80, 24), (40, 10)]
HOSTILE = "[/] [b + [red]x {{head}} <w:p/> & more"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.delenv("SUDO_UID", raising=False)
    return folder


def folded(screen: str) -> str:
    return " ".join(screen.split())


async def saved(sitting) -> str:
    sitting.app.session._saver.close()
    return folded(await sitting.settled())


def do(register, command, today: date = TODAY):
    came = run(register, command, today=today)
    assert isinstance(came, Saved), came
    return came


def sent(register, kind: str = "record", review: str | None = None) -> str:
    """A publication of which each agency that it names was sent its part."""
    ref = do(register, PreparePublication(kind, review)).references[0]
    rows = register.index("agency_comments", "publication").get(ref, ())
    parts = tuple(PartSent(str(row["agency"]), "part.docx") for row in rows)
    if parts:
        do(register, SendPublication(ref, parts))
    return ref


def signed(register, kind: str = "record", review: str | None = None) -> str:
    """One that is commented on and signed off by two."""
    ref = sent(register, kind, review)
    for row in register.index("agency_comments", "publication").get(ref, ()):
        do(register, CommentOnPublication(ref, str(row["agency"]), nothing=True))
    do(register, SignOffPublication(ref))
    with open_register(register.path, Actor("chair", uid=1001)) as other:
        do(other, SignOffPublication(ref))
    register.poll()
    return ref


@pytest.mark.parametrize("size", SIZES)
async def test_where_nothing_was_prepared_that_is_said_and_enter_prepares(made_up, sit, size):
    async with sit(made_up, size) as sitting:
        assert "Nothing was prepared for the public yet." in folded(await sitting.press("V"))
        assert "Prepare for the public" in folded(await sitting.press("n"))


async def test_one_is_prepared_and_says_what_comes_next(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("V", "n", *"public rec", "enter", "ctrl+s")
        await saved(sitting)
        await sitting.press("escape", "V")
        screen = folded(await sitting.settled())
        assert "pub-1 to be sent to 2 agencies" in screen and "1 waits for something" in screen
        screen = folded(await sitting.press("enter"))
        assert "Publication pub-1" in screen and "Not sent their part yet: Anyshire" in screen
        assert "Two people sign it off, one of them the chair." in screen
        assert "Frozen at entry " in screen and "> Send to agencies g Sign off" in screen
    (one,) = made_up.select("publications")
    assert (one["kind"], one["as_at"]) == ("record", TODAY.isoformat())


@pytest.mark.parametrize("size", SIZES)
async def test_agencies_are_sent_their_parts_as_papers_in_a_folder(made_up, sit, home, size):
    do(made_up, PreparePublication("record"))
    async with sit(made_up, size) as sitting:
        await sitting.press("V", "enter", ">")
        assert "Each gets a Word paper" in folded(sitting.text())
        screen = folded(await sitting.press("ctrl+s"))
        assert "2 papers written to" in screen
    assert len(list(home.glob("pub-1-*.docx"))) == 2
    assert all(one.get("sent_on") for one in made_up.select("agency_comments"))


async def test_a_folder_that_is_not_there_is_said_and_nobody_was_sent_anything(made_up, sit, home):
    do(made_up, PreparePublication("record"))
    home.rmdir()
    async with sit(made_up) as sitting:
        await sitting.press("V", "enter", ">")
        assert "There is no folder" in folded(await sitting.press("ctrl+s"))
    assert not any(one.get("sent_on") for one in made_up.select("agency_comments"))


async def test_a_draft_of_sending_is_gone_on_from_on_the_publications_page(made_up, sit):
    do(made_up, PreparePublication("record"))
    async with sit(made_up) as sitting:
        await sitting.press("V", "enter", ">", *"police", "enter", "escape", "down", "enter")
        screen = folded(await sitting.press("escape", "D"))
        assert "Send to agencies pub-1" in screen
        screen = folded(await sitting.press("enter"))
        assert "Publication pub-1" in screen and "Press > or * to go on with the form." in screen
        assert "is here again" in folded(await sitting.press(">"))


async def test_a_comment_is_recorded_printed_and_answered(made_up, sit):
    ref = sent(made_up)
    async with sit(made_up) as sitting:
        await sitting.press("V", "enter", "y", *"Anyshire Pol", "enter", *HOSTILE, "ctrl+s")
        screen = await saved(sitting)
        assert "is to be printed or answered" in screen
    async with sit(made_up) as sitting:
        screen = folded(await sitting.press("V", "enter", "pagedown"))
        assert HOSTILE in screen
        await sitting.press("d", *"We agree.", "tab", "y", "ctrl+s")
        await saved(sitting)
    (row,) = (one for one in made_up.select("agency_comments") if one.get("said"))
    assert (row["publication"], row["said"], row["answer"]) == (ref, HOSTILE, "We agree.")
    assert row["printed"] is True


async def test_signing_off_too_soon_is_refused_in_a_sentence_and_a_chair_may_override(made_up, sit):
    sent(made_up)
    async with sit(made_up) as sitting:
        screen = folded(await sitting.press("V", "enter", "g"))
        assert "2 agencies may comment until" in screen
        screen = folded(await sitting.press("ctrl+s"))
        assert "Not saved. pub-1 cannot be signed off yet" in screen
        await sitting.press(*"They answered by telephone.", "ctrl+s", "down", "enter")
        await saved(sitting)
    (one,) = made_up.select("sign_offs")
    assert one["override_why"] == "They answered by telephone."


async def test_one_person_twice_is_refused(made_up, sit):
    ref = sent(made_up)
    for row in made_up.index("agency_comments", "publication")[ref]:
        do(made_up, CommentOnPublication(ref, str(row["agency"]), nothing=True))
    do(made_up, SignOffPublication(ref))
    async with sit(made_up) as sitting:
        assert "one more sign-off needed" in folded(await sitting.press("V"))
        screen = folded(await sitting.press("enter", "g", "ctrl+s"))
        assert "was signed off by you (officer)" in screen
    assert len(made_up.select("sign_offs")) == 1


async def test_nothing_is_written_for_the_public_before_two_have_signed(made_up, sit, home):
    do(made_up, PreparePublication("record"))
    async with sit(made_up) as sitting:
        screen = folded(await sitting.press("V", "enter", "asterisk", "ctrl+s"))
        assert "pub-1 is not signed off by the chair and one other." in screen
    assert not list(home.iterdir())


@pytest.mark.parametrize("size", SIZES)
async def test_what_two_have_signed_is_written_as_a_folder_and_is_on_record(
    made_up, sit, home, size
):
    signed(made_up)
    async with sit(made_up, size) as sitting:
        assert "signed off by two" in folded(await sitting.press("V"))
        await sitting.press("enter", "asterisk", *["tab"] * 2, *"The board office", "ctrl+s")
        screen = folded(sitting.text())
        assert "files written to" in screen and "on record as exp-" in screen
        assert "published" in folded(await sitting.press("escape", "V"))
    (folder,) = home.iterdir()
    assert (folder / "index.html").is_file()
    assert any("The board office" in page.read_text() for page in folder.rglob("*.html"))
    assert made_up.select("exports")[-1]["to"] == "public"


@pytest.mark.parametrize(
    ("kind", "review"), [("annual", None), ("themes", None), ("response", "child-ash")]
)
async def test_other_kinds_for_the_public_are_word_files(made_up, sit, home, put, kind, review):
    put(made_up, Update("actions", "act-3", {"done_on": "2026-02-02"}))
    signed(made_up, kind, review)
    async with sit(made_up) as sitting:
        await sitting.press("V", "enter", "asterisk")
        assert f"~/public-{kind}-pub-1.docx" in sitting.text()
        assert "Written to" in folded(await sitting.press("ctrl+s"))
        screen = folded(await sitting.press("asterisk"))
        assert f"~/public-{kind}-pub-1-2.docx" in screen
    assert [one.name for one in home.iterdir()] == [f"public-{kind}-pub-1.docx"]
    export = made_up.select("exports")[-1]
    assert (export["kind"], export["to"], export["what"]) == (kind, "public", "pub-1")
    assert not export.get("marking")


async def test_what_the_check_stops_is_shown_masked_and_nothing_is_written(made_up, sit, home, put):
    put(made_up, Update("recommendations", "child-ash/1", {"text": "See NHS number 943 476 5919"}))
    signed(made_up)
    async with sit(made_up) as sitting:
        screen = folded(await sitting.press("V", "enter", "asterisk", "ctrl+s"))
        assert "Not written for the public" in screen and "NHS number" in screen
        assert "943 476 5919" not in screen
    assert not list(home.iterdir())


@pytest.mark.parametrize("size", SIZES)
async def test_what_would_not_be_public_is_told_and_its_lines_open_the_records(
    made_up, sit, put, size
):
    put(made_up, Update("reviews", "child-ash", {"publishable": "no"}))
    async with sit(made_up, size) as sitting:
        screen = folded(await sitting.press("V", "h"))
        assert "Public today: 1 review" in screen
        if size[1] > 10:
            assert "Not public: 1 review" in screen
            assert "Not worded for the public: Actions (" in screen
        await sitting.press("enter")
        assert "Review child-birch" in sitting.text()
        await sitting.press("escape")
        assert "Public today" in sitting.text()


async def test_one_is_withdrawn_with_a_reason(made_up, sit):
    do(made_up, PreparePublication("record"))
    async with sit(made_up) as sitting:
        await sitting.press("V", "enter", "X", *"Another year", "ctrl+s", "down", "enter")
        await saved(sitting)
    assert made_up.get("publications", "pub-1")["withdrawn_why"] == "Another year"


# Wording for the public


@pytest.mark.parametrize(
    ("ref", "opening"),
    [
        ("child-birch/1", ()),
        ("act-3", ()),
        ("ev-1", ()),
    ],
)
async def test_a_record_is_worded_for_the_public_on_its_page(made_up, sit, ref, opening):
    from auditrack.tui.messages import Open

    async with sit(made_up) as sitting:
        sitting.app.screen.post_message(Open(ref))
        await sitting.settled()
        screen = folded(await sitting.press("'"))
        assert "It has no wording for the public yet." in screen
        await sitting.press(*"Said plainly.", "ctrl+s")
        await saved(sitting)
    table = {"c": "recommendations", "a": "actions", "e": "evidence"}[ref[0]]
    assert made_up.get(table, ref)["public_wording"] == "Said plainly."


async def test_a_decision_is_worded_from_the_page_of_what_was_decided_on(made_up, sit):
    from auditrack.commands.decision import DecideRecommendation
    from auditrack.tui.messages import Open

    do(made_up, DecideRecommendation("child-birch/1", "not", "Between ourselves."))
    async with sit(made_up) as sitting:
        sitting.app.screen.post_message(Open("child-birch/1"))
        await sitting.settled()
        await sitting.press("'", "shift+tab", *["backspace"] * 30, *"dec-1", "enter", "f7")
        assert "Between ourselves." in sitting.text()  # to be changed
        await sitting.press("end", *["backspace"] * 20, *"Done otherwise.", "ctrl+s")
        await saved(sitting)
    assert made_up.get("decisions", "dec-1")["public_wording"] == "Done otherwise."
    async with sit(made_up) as sitting:
        sitting.app.screen.post_message(Open("child-birch/1"))
        await sitting.settled()
        await sitting.press("'", "shift+tab", *["backspace"] * 30, *"dec-1", "enter", "-", "ctrl+s")
        await saved(sitting)
    assert not made_up.get("decisions", "dec-1").get("public_wording")


# Watch-lists


@pytest.mark.parametrize("size", SIZES)
async def test_a_watch_list_is_counted_on_the_page_and_never_shown(made_up, sit, size):
    from auditrack.tui.messages import Open

    async with sit(made_up, size) as sitting:
        sitting.app.screen.post_message(Open("child-ash"))
        screen = folded(await sitting.settled())
        assert "Watch-list" not in screen
        await sitting.press("!", *"Perpetua Quill", "enter", *"Ivo Quill", "enter")
        assert not any(
            "Quill" in str(one.values) for one in drafts.waiting(made_up.header.register)
        )
        await sitting.press("tab", *"fam", "enter", "ctrl+s")
        screen = await saved(sitting)
        assert "Quill" not in screen
        await sitting.press("pagedown") if size[1] == 10 else None
        if size[1] == 24:
            assert "Watch-list 2 names" in screen
    assert {one["name"] for one in made_up.select("watch_names")} == {"Perpetua Quill", "Ivo Quill"}
    assert {one["whose"] for one in made_up.select("watch_names")} == {"family"}


async def test_a_name_is_taken_off_with_a_reason(made_up, sit):
    from auditrack.commands.disclosure import AddWatchNames
    from auditrack.tui.messages import Open

    do(made_up, AddWatchNames("child-ash", ("Perpetua Quill",)))
    async with sit(made_up) as sitting:
        sitting.app.screen.post_message(Open("child-ash"))
        await sitting.settled()
        await sitting.press("!", "f4", "tab", "tab", *"wat-1", "enter", "ctrl+s")
        assert "reason" in folded(sitting.text())
        await sitting.press("tab", *"Spelt otherwise", "ctrl+s")
        await saved(sitting)
    assert made_up.get("watch_names", "wat-1")["withdrawn_why"] == "Spelt otherwise"
