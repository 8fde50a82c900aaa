"""The meeting at the table: one key for each decision, its reason, Enter."""

from datetime import date
from pathlib import Path

import pytest

from auditrack.commands.meeting import NotePresent, StartMeeting
from auditrack.commands.meeting_decision import DecideInMeeting
from auditrack.commands.role import SetRoles
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Saved
from auditrack.register import drafts, open_register
from auditrack.tui.screens.meeting import MeetingScreen

TODAY = date(2026, 11, 20)
SIZES = [(80, 24), (120, 40)]
HOSTILE = "[/] [b + [red]x \x1b[31m\u202e"
MORE = (
    Insert("leads", "chair", {"title": "Independent chair", "logins": ["chair"]}),
    Insert("subgroups", "learning", {"title": "Learning Subgroup"}),
    # Not published, and late: its text may not stand on a wall.
    Insert("reviews", "child-oak", {"title": "Child Oak", "subjects": ["Rowan"],
                                    "history": "complete", "status": "active"}),
    Insert("recommendations", "child-oak/1", {
        "review": "child-oak", "label": "1", "text": "Rowan's school should have been told.",
        "agencies": ["police"], "order": 1, "due": "2026-09-01"}),
)  # fmt: skip
SECRET = ("Rowan", "school should have been told", "child-oak", "Child Oak")


@pytest.fixture
def own_folder(tmp_path, monkeypatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def board(made_up, put, own_folder):
    put(made_up, *MORE)
    return made_up


@pytest.fixture
def begun(board):
    did(board, StartMeeting(chair="chair"))
    return board


def did(register, command) -> Saved:
    saved = run(register, command, today=TODAY)
    assert isinstance(saved, Saved), saved
    return saved


def folded(screen: str) -> str:
    return " ".join(screen.split())


def of_meeting(register) -> dict:
    return {
        one["on_ref"] or one["ref"]: one
        for one in register.select("meeting_items")
        if not one.get("withdrawn_on") and not one.get("replaced_by")
    }


async def go_to(sitting, ref: str) -> str:
    """To the item about a record."""
    screen = sitting.app.screen
    number = next(one.number for one in screen.items if one.ref == ref)
    return await sitting.press(*str(number), "enter")


# What it looks like


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_it_looks_as_kept(board, sit, looks_as_kept, size):
    at = f"{size[0]}x{size[1]}"
    async with sit(board, size=size) as sitting:
        await sitting.press("Z", "n", "ctrl+s")
        looks_as_kept(f"meeting-present-{at}", await sitting.press("space", "down", "a"))
        await sitting.press("enter", "escape", "escape", "Z")
        looks_as_kept(f"meeting-{at}", await sitting.press("down"))
        await sitting.press("e", *"+3m until the toolkit is out")
        looks_as_kept(f"meeting-extend-{at}", await sitting.settled())
        await sitting.press("enter")
        await sitting.press("plus", *"child-birch/1", "enter")
        await go_to(sitting, "child-birch/1")
        looks_as_kept(f"meeting-close-{at}", await sitting.press("c", *"It was done", "enter"))
        await sitting.press("escape")
        await go_to(sitting, "child-oak/1")
        looks_as_kept(f"meeting-projector-{at}", await sitting.press("v"))
        looks_as_kept(f"meeting-end-{at}", await sitting.press("E"))


async def test_a_meeting_is_begun_in_the_name_of_a_chair_with_who_is_present(board, sit):
    async with sit(board) as sitting:
        assert "No meeting is on record. n begins one." in await sitting.press("Z")
        assert "Independent chair" in await sitting.press("n")
        screen = await sitting.press("ctrl+s")
        assert "[ ] Independent chair" in screen
        screen = await sitting.press("space", "plus", *"Legal adviser", "enter", "enter")
        assert "Saved: 2 present at mtg-1." in screen
        assert "Keyed by officer in the name of Independent chair (a claim" in screen
        meeting = board.get("meetings", "mtg-1")
        assert (meeting["chair"], meeting["date"]) == ("chair", "2026-11-20")
        assert [one["who"] for one in board.select("presences")] == [
            "head-of-safeguarding", "Legal adviser",
        ]  # fmt: skip
        # Ticks are taken away as they were given.
        await sitting.press("p", "space", "enter")
        assert [one["who"] for one in board.select("presences") if not one.get("withdrawn_on")] == [
            "Legal adviser"
        ]


async def test_the_first_screen_says_that_one_is_open_and_one_key_goes_on(begun, sit):
    async with sit(begun) as sitting:
        said = "Z Meeting of the board, 20 November 2026 is open: Z goes on with it"
        assert said in folded(sitting.text())
        assert "Item 1 of 6" in await sitting.press("Z")
        assert "1 meeting" in await sitting.press("escape")
        assert "Item 1 of 6" in await sitting.press("enter")


# Deciding: one key, the reason, Enter

DECISIONS = [
    ("act-1", "r", "No sign of it", "return"),
    ("act-3", "e", "+3m until it is out", "extend"),
    ("child-oak/1", "a", "We will", "accept"),
    ("child-oak/1", "d", "No power to", "decline"),
    ("child-oak/1", "f", "To the national panel", "refer-on"),
    ("child-oak/1", "k", "+6m the inquest", "keep-under-review"),
    ("child-oak/1", "x", "The service closed", "no-longer-relevant"),
    ("neglect", "k", "end of March: new team", "keep-under-review"),
    ("neglect", "n", "", "noted"),
    ("act-2", "l", "Next time", "deferred"),
]


@pytest.mark.parametrize(("ref", "key", "typed", "choice"), DECISIONS)
async def test_one_key_its_reason_and_enter(begun, put, sit, ref, key, typed, choice):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, ref)
        at = sitting.app.screen.at
        screen = await sitting.press(key, *typed, "enter")
        assert f"Saved: item {at}, " in screen
        assert sitting.app.screen.at != at  # on to the next item
        item = of_meeting(begun)[ref]
        assert (item["choice"], item["order"]) == (choice, at)
        words = typed.replace("+3m ", "").replace("+6m ", "").replace("end of March: ", "")
        assert (item.get("reason") or "") == words
    assert [one["cmd"] for one in history(begun)][-1] == "meeting decide"


def history(register):
    return [{"cmd": one.cmd, "meeting": one.meeting} for one in register.history()]


async def test_thirty_items_cost_one_key_their_reason_and_enter_each(begun, put, sit):
    reason = "Yes"
    for number in range(10, 35):
        put(begun, Insert("actions", f"act-{number}", {
            "what": f"Thing {number}", "serves": ["child-birch/1"], "due": "2026-06-30",
            "lead": "head-of-safeguarding", "agency": "police"}))  # fmt: skip
    keys: list[str] = []
    script = {"extend": ("e", f"+3m {reason}"), "return": ("r", reason), "noted": ("n", reason)}
    async with sit(begun) as sitting:
        await sitting.press("Z")
        items = sitting.app.screen.items
        assert len(items) >= 30
        spent = 0
        for item in items:
            codes = [choice.code for choice in item.choices]
            code = next(code for code in script if code in codes)
            key, typed = script[code]
            keys += [key, *typed, "enter"]
            spent += 1 + len(typed) + 1
        # All of it is typed ahead, as over a slow line: each lands where it belongs.
        await sitting.press(*keys)
        assert len(keys) == spent
        taken = of_meeting(begun)
        assert [taken[item.ref]["order"] for item in items] == [one.number for one in items]
        assert all(taken[item.ref]["reason"] == reason for item in items)
        assert "0 to go" in sitting.text()


async def test_a_key_that_does_not_fit_says_why_and_what_is_typed_decides_nothing(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "neglect")
        screen = folded(await sitting.press("c", *"nice, recorded", "enter"))
        assert "That cannot be decided on item" in screen and "about a theme" in screen
        assert "it takes k, n, l" in screen
        assert not of_meeting(begun)
        await sitting.press("escape", "n", "enter")
        assert of_meeting(begun)["neglect"]["choice"] == "noted"


async def test_what_cannot_stand_is_said_and_stays_in_the_line(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-3")
        screen = await sitting.press("e", *"until it is out", "enter")
        assert "The line begins with no day." in screen
        screen = await sitting.press("home", *"+3m ", "enter")
        assert "Saved: item" in screen
        assert board_extension(begun)["to"] == "2027-02-20"
        await go_to(sitting, "child-oak/1")
        assert "A reason is needed" in await sitting.press("d", "enter")


def board_extension(register):
    (one,) = register.select("extensions")
    return one


async def test_a_closing_that_is_refused_shows_what_is_missing_and_an_override(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "child-oak/1")
        screen = folded(await sitting.press("c", *"No use", "enter"))
        assert "is not ready to be closed" in screen and "Anyshire Police has not replied" in screen
        assert "Nothing is saved" in await sitting.press(*"no", "enter")
        assert not of_meeting(begun)
        await sitting.press("backspace", "backspace", "!", "enter")
        decided = begun.get("decisions", of_meeting(begun)["child-oak/1"]["decision"])
        assert decided["decision"] == "close" and decided["overridden"]
        assert decided["meeting"] == "mtg-1"
    async with sit(begun) as again:
        # What fitted before it was closed can be decided in its place.
        await again.press("Z")
        await go_to(again, "child-oak/1")
        await again.press("a", *"We do it", "enter")
        assert of_meeting(begun)["child-oak/1"]["choice"] == "accept"


async def test_signing_off_what_no_second_person_can_is_the_chairs_override(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-1")
        screen = folded(await sitting.press("a", *"As seen", "enter"))
        assert "with no lead on record" in screen and "type ! and Enter" in screen
        await sitting.press("!", "enter")
        assert begun.select("updates")[-1]["state"] == "signed-off"
        assert of_meeting(begun)["act-1"]["override"] == "As seen"


async def test_a_decision_is_taken_back_or_changed_while_the_meeting_is_open(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-1")
        await sitting.press("r", *"No sign", "enter")
        assert begun.select("updates")[-1]["state"] == "in-progress"
        assert "Take back item 4, returned?" in await sitting.press("u")
        assert "Saved: item 4, returned was taken back." in await sitting.press("y")
        assert not of_meeting(begun)
        await go_to(sitting, "act-1")
        await sitting.press("l", "enter")
        await go_to(sitting, "act-1")
        assert "again, in place of what was decided" in folded(await sitting.press("n"))
        await sitting.press(*"Heard", "enter")
        assert of_meeting(begun)["act-1"]["choice"] == "noted"
        # Nothing of another place is undone here.
        await sitting.press("u", "y")
        assert of_meeting(begun)["act-1"]["choice"] == "deferred"


async def test_dissent_interest_and_an_item_added(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-1")
        await sitting.press("r", *"No sign", "enter")
        # The meeting is at the next item when somebody dissents from the last.
        screen = await sitting.press("s", *"Named GP: it was done", "enter")
        assert "Saved: the dissent of Named GP" in screen
        assert of_meeting(begun)["act-1"]["dissent"] == "Named GP: it was done"
        await go_to(sitting, "act-2")
        screen = await sitting.press("i", *"Anyshire Hospitals: us", "enter")
        assert "Saved: the interest of Anyshire Hospitals" in screen
        assert "Anyshire Hospitals: us" in screen
        interest = begun.select("interests")[0]
        assert (interest["who"], interest["about"]) == ("health", "act-2")
        screen = await sitting.press("plus", *"Dates of next year", "enter")
        assert "of 7 · 1 dealt with" in screen
        await sitting.press("end", "n", *"Agreed", "enter")
        assert begun.select("meeting_items")[-1]["reason"] == "Agreed"


async def test_notes_for_the_minutes_and_another_chair(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z", "m")
        await sitting.press("ctrl+u", *"Head of Safeguarding", "tab", *"Apologies.", "ctrl+s")
        assert "in the name of Head of Safeguarding" in folded(sitting.text())
        meeting = begun.get("meetings", "mtg-1")
        assert (meeting["chair"], meeting["minutes"]) == ("head-of-safeguarding", "Apologies.")


async def test_the_page_is_opened_and_left_at_the_same_item(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-3")
        assert "Action act-3" in await sitting.press("enter")
        assert "2. Overdue: act-3" in await sitting.press("escape")


# The projector


async def test_no_item_on_a_wall_tells_what_is_held_back(begun, put, sit):
    about = {"serves": ["child-oak/1", "child-birch/1"], "due": "2026-01-31"}
    put(begun, Insert("actions", "act-8", {"what": "Tell Rowan's school", **about}))
    put(begun, Insert("updates", "upd-8", {"action": "act-8", "on": "2026-03-01",
                                           "note": "Rowan has moved"}))  # fmt: skip
    put(begun, Insert("updates", "upd-9", {"action": "act-3", "on": "2026-10-01",
                                           "note": "Rowan's school asked too"}))  # fmt: skip
    async with sit(begun, size=(120, 40)) as sitting:
        await sitting.press("Z", "v")
        seen = [await sitting.press("down") for _ in range(8)] + [await sitting.press("home")]
        assert sum("held back: not published" in screen for screen in seen) == len(seen)
        assert any("[name held back]" in screen for screen in seen)
        for screen in seen:
            for secret in ("Rowan", "child-oak", "Child Oak", "should have been told"):
                assert secret not in screen, screen


async def test_the_projector_view_holds_back_and_leads_nowhere_else(begun, sit):
    async with sit(begun, size=(120, 40)) as sitting:
        await sitting.press("Z")
        assert "school should have been told" in await go_to(sitting, "child-oak/1")
        screen = await sitting.press("v")
        assert "PROJECTOR VIEW" in screen
        seen = [screen]
        for keys in (
            ["enter"], ["r"], ["escape"], ["D"], ["t"], ["H"], ["c", "x", "enter"],
            ["escape"], ["escape"], ["a", *"We will", "enter"], ["home"], ["end"], ["s"],
            ["escape"], ["u", "n"], ["ctrl+p", *"register", "down", "enter"], ["p"], ["E", "n"],
            ["b"], ["/"], ["question_mark"], ["escape"],
        ):  # fmt: skip
            seen.append(await sitting.press(*keys))
        for screen in seen:
            for secret in SECRET:
                assert secret not in screen, screen
        assert isinstance(sitting.app.screen, MeetingScreen)
        assert of_meeting(begun)["child-oak/1"]["choice"] == "accept"
    async with sit(begun) as again:
        # It begins as it was left, for whoever sits at the same meeting.
        assert "PROJECTOR VIEW" in await again.press("Z")
        assert "PROJECTOR VIEW" not in await again.press("v")
        assert "school should have been told" in await go_to(again, "child-oak/1")


# In whose name, and who may not


async def test_the_chair_keys_in_their_own_name(begun, sit, tmp_path):
    actor = Actor("chair", uid=1001)
    with open_register(begun.path, actor, begun.clock) as register:
        async with sit(register) as sitting:
            screen = await sitting.press("Z")
    assert "Keyed by chair in the name of Independent chair." in screen


async def test_a_reader_reads_along_and_cannot_decide(begun, sit):
    did(begun, SetRoles("officer", ("administrator",)))
    did(begun, SetRoles("guest", ("reader",)))
    with open_register(begun.path, Actor("guest", uid=1002), begun.clock) as register:
        async with sit(register) as sitting:
            assert "Item 1 of 6" in await sitting.press("Z")
            for key in ("n", "s", "i", "plus", "p", "E", "u"):
                screen = folded(await sitting.press(key))
                assert "You read along here." in screen, key
            assert not of_meeting(begun)


async def test_on_a_register_that_is_read_only_nothing_is_decided(begun, sit):
    with open_register(begun.path, Actor("officer", uid=1000), read_only=True) as register:
        async with sit(register) as sitting:
            await sitting.press("Z")
            assert "Nothing can be saved here" in await sitting.press("n")


async def test_two_officers_see_what_the_other_decides(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-2")
        actor = Actor("colleague", uid=1003)
        with open_register(begun.path, actor, begun.clock) as other:
            did(other, DecideInMeeting("mtg-1", "act-1", "return", "No sign"))
        sitting.app.session.poll()
        screen = await sitting.settled()
        assert "returned: not" in screen and "1 dealt with" in screen
        assert sitting.app.screen.item.ref == "act-2"
        # Both decide the same: the second is told, and what was typed is there again.
        await sitting.press("l", *"Later")
        with open_register(begun.path, actor, begun.clock) as other:
            did(other, DecideInMeeting("mtg-1", "act-2", "noted", "Heard"))
        screen = folded(await sitting.press("enter"))
        assert "Not saved." in screen or "NOT SAVED: item" in screen
        assert "was taken in mtg-1 already: noted" in screen
        assert of_meeting(begun)["act-2"]["choice"] == "noted"


# The end


async def test_the_end_shows_what_became_of_it_and_writes_the_minutes(begun, sit, own_folder):
    did(begun, NotePresent("mtg-1", ("chair",)))
    async with sit(begun, size=(80, 60)) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-1")
        await sitting.press("r", *"No sign", "enter", "l", "enter")
        screen = folded(await sitting.press("E"))
        assert "1 item decided, 0 noted, 1 put off" in screen and "4 not reached" in screen
        assert "No, go on with the meeting" in screen
        screen = folded(await sitting.press("y")).replace(" ", "")
        (written,) = own_folder.iterdir()
        assert f"writtento{written},asat" in screen
        assert written.name == "minutes-meeting-of-the-board-2026-11-20.docx"
        assert written.stat().st_mode & 0o077 == 0
        assert begun.get("meetings", "mtg-1")["status"] == "ended"
        (export,) = begun.select("exports")
        assert (export["kind"], export["what"]) == ("minutes", "draft minutes of mtg-1")
        # Nothing is decided in it any more; its page and its minutes are on the list.
        assert "This meeting has ended" in await sitting.press("n")
        await sitting.press("escape")
        screen = await sitting.press("w")
        assert len(list(own_folder.iterdir())) == 2
        assert "ended, minutes in draft" in screen
        screen = await sitting.press("enter")
        assert "returned: not signed off; reason: No sign" in folded(screen)
        assert "Saved: " in await sitting.press("escape", "a", "y")
        assert begun.get("meetings", "mtg-1")["status"] == "agreed"


async def test_a_meeting_begun_by_mistake_is_withdrawn_with_the_reason(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z", "escape")
        assert "Not saved." in await sitting.press("x", "enter")
        screen = await sitting.press(*"Wrong group", "enter")
        assert "Saved: " in screen and "0 meetings" in screen
        assert begun.get("meetings", "mtg-1")["withdrawn_why"] == "Wrong group"


async def test_minutes_that_cannot_be_written_leave_the_meeting_ended(begun, sit, monkeypatch):
    monkeypatch.setenv("HOME", "/nowhere/at-all")
    async with sit(begun) as sitting:
        await sitting.press("Z")
        screen = folded(await sitting.press("E", "y"))
        assert "The meeting has ended." in screen and "could not be written" in screen
        assert "w on the list of meetings writes them again" in screen
        assert begun.get("meetings", "mtg-1")["status"] == "ended"


async def test_what_was_being_typed_when_the_line_dropped_is_there_again(begun, sit):
    async with sit(begun) as sitting:
        await sitting.press("Z")
        await go_to(sitting, "act-1")
        await sitting.press("r", *"No sign", "enter")
        at = sitting.app.screen.at
        await sitting.press("l", *"Half a rea")
        sitting.app.hang_up()
    (draft,) = drafts.waiting(begun.header.register)
    assert draft.values["typed"] == "Half a rea"
    assert of_meeting(begun)["act-1"]["choice"] == "return"
    async with sit(begun) as again:
        screen = await again.press("Z")
        assert f"What you were typing on item {at} is here again: press l." in folded(screen)
        await again.press("l", *"son", "enter")
        assert {one.get("reason") for one in of_meeting(begun).values()} == {
            "No sign", "Half a reason",
        }  # fmt: skip
        assert not drafts.waiting(begun.header.register)


# Whatever stands in it


async def test_hostile_text_is_shown_as_text(board, put, sit):
    put(board, Insert("leads", "odd", {"title": HOSTILE}))
    late = {"what": HOSTILE, "serves": ["child-birch/1"], "due": "2020-01-01", "lead": "odd"}
    put(board, Insert("actions", "act-9", late))
    did(board, StartMeeting(chair=HOSTILE, title=HOSTILE))
    did(board, NotePresent("mtg-1", (HOSTILE,)))
    async with sit(board) as sitting:
        assert "[/] [b + [red]x" in await sitting.press("Z")
        assert "[b + [red]x" in await go_to(sitting, "act-9")
        await sitting.press("n", *"[/b] [x", "enter")
        assert of_meeting(board)["act-9"]["reason"] == "[/b] [x"
        assert "[b + [red]x" in await sitting.press("p")
        await sitting.press("escape", "v")
        await sitting.press("v", "E", "n", "escape")
        assert "[b + [red]x" in sitting.text()


@pytest.mark.parametrize("size", [(40, 10), (20, 4)])
async def test_a_small_terminal_does_not_stop_it(begun, sit, monkeypatch, size):
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit(begun, size=size) as sitting:
        await sitting.press("Z", "p", "space", "enter", "down", "n", *"Heard", "enter", "v", "v")
        assert [one["choice"] for one in of_meeting(begun).values()] == ["noted"]
        await sitting.press("E", "n", "escape", "n", "escape")
