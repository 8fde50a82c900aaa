"""My work, several at once, evidence in a minute, and what a post hands over, on the screens."""

from pathlib import Path
from threading import Event, Thread

import pytest
from docx import Document

from auditrack.model.change import Actor, Insert, Refusal, Update
from auditrack.register import open_register
from auditrack.tui.messages import Go, Open

SIZES = [(80, 24), (120, 40)]
LEAD = "head-of-safeguarding"
MORE = (
    Insert("leads", "named-nurse", {"title": "Named Nurse", "agency": "health",
                                    "logins": ["nurse"]}),
    Insert("actions", "act-4", {"what": "Put the question into admission",
                                "serves": ["child-birch/2"], "lead": LEAD, "due": "2026-11-02"}),
    Insert("actions", "act-5", {"what": "Share the tool", "serves": ["child-birch/2"],
                                "lead": LEAD, "due": "2026-12-01"}),
    Insert("actions", "act-6", {"what": "Read the files", "serves": ["child-birch/2"],
                                "lead": "named-nurse", "due": "2026-10-01"}),
    Insert("audits", "aud-2", {"status": "planned", "question": "Is it seen?", "by": LEAD,
                               "serves": ["child-birch/2"], "date": "2026-12-10"}),
    Insert("evidence", "ev-2", {"shows": "A rota", "serves": ["child-birch/2"], "level": 1,
                                "filed_on": "2026-11-01", "filed_by": "officer",
                                "state": "returned", "returned_why": "Which month?"}),
    Insert("evidence", "ev-3", {"shows": "A list", "serves": ["child-ash/2"], "level": 1,
                                "filed_on": "2026-11-01", "filed_by": "nurse",
                                "filed_lead": "named-nurse", "state": "filed"}),
)  # fmt: skip


@pytest.fixture
def board(made_up, put):
    """The made-up board with more work of two leads; no login is with the first."""
    put(made_up, *MORE)
    return made_up


@pytest.fixture
def mine(board, put):
    """The same with this login as the first lead's."""
    from auditrack.commands.lead import EditLead
    from auditrack.commands.run import run

    run(board, EditLead(LEAD, holder="Jo Ash", logins=("officer",)))
    return board


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


async def saved(sitting) -> str:
    """The screen once everything that was asked for is saved or refused."""
    sitting.app.session._saver.close()
    return await sitting.settled()


async def rested(sitting) -> str:
    """The screen once the cursor has rested, without waiting for it."""
    sitting.app.screen.tell_of_row()
    sitting.app.screen.show_detail()
    return await sitting.settled()


def states(register) -> dict[str, str]:
    found = {}
    for one in register.select("updates"):
        found[one["action"]] = one.get("state")
    return found


class TestMyWork:
    async def test_the_first_screen_says_how_much_it_is(self, mine, sit):
        async with sit(mine) as sitting:
            assert "W  My work: 6 things to do, 2 late, 1 came back" in sitting.text()

    async def test_the_first_screen_says_nothing_of_it_to_who_holds_no_lead(self, board, sit):
        async with sit(board) as sitting:
            assert "My work" not in sitting.text()

    @pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
    async def test_looks_as_kept(self, mine, sit, looks_as_kept, size):
        async with sit(mine, size=size) as sitting:
            await sitting.press("W")
            looks_as_kept(f"work-{size[0]}x{size[1]}", await rested(sitting))

    async def test_each_line_opens_its_record(self, mine, sit):
        async with sit(mine) as sitting:
            screen = await sitting.press("W")
            assert ">Came back" in screen and "ev-2" in screen
            assert "Evidence ev-2" in await sitting.press("enter")
            assert "Action act-3" in await sitting.press("escape", "down", "enter")

    async def test_without_a_lead_it_says_so_and_what_to_do(self, board, sit):
        async with sit(board) as sitting:
            screen = await sitting.press("W")
            assert "your login holds no lead" in screen
            assert "Your login officer holds no lead" in screen
            assert "auditrack lead set LEAD" in " ".join(screen.split())
            assert "act-6" in screen and "act-5" not in screen

    async def test_o_shows_everybodys_and_again_ones_own(self, mine, sit):
        async with sit(mine) as sitting:
            assert "act-6" not in await sitting.press("W")
            screen = await sitting.press("o")
            assert "Everybody's work" in screen and "act-6" in screen
            assert "act-6" not in await sitting.press("o")

    async def test_only_what_something_is_done_with_is_selected(self, mine, sit):
        async with sit(mine, size=(120, 40)) as sitting:
            screen = await sitting.press("W", "+")
            marked = [line for line in screen.splitlines() if line.startswith("*")]
            assert "5 selected" in screen and not any("aud-2" in line for line in marked)
            await sitting.press("minus", "end")
            assert "aud-2 is not selected here" in await sitting.press("space")


class TestSeveralAtOnce:
    async def choose(self, sitting, *keys) -> str:
        return await sitting.press("W", "slash", *"act-", "enter", "+", *keys)

    async def test_one_update_for_several_on_the_same_day(self, mine, sit):
        async with sit(mine) as sitting:
            screen = await self.choose(sitting, "p")
            assert "Update: 3 actions" in screen
            await sitting.press(*"Chased.", "tab", *"in progress", "tab", *"19/11/26", "ctrl+s")
            assert "3 actions, one after another." in sitting.text()
            before = mine.head.number
            await sitting.press("y")
            assert "Update: 3 actions: 3 of 3 saved." in await saved(sitting)
        assert mine.head.number == before + 3  # each its own command
        last = [one for one in mine.select("updates") if one.get("note") == "Chased."]
        assert {one["action"] for one in last} == {"act-3", "act-4", "act-5"}
        assert {(one["on"], one["state"]) for one in last} == {("2026-11-19", "in-progress")}

    async def test_escape_stops_between_two(self, mine, sit):
        other = open_register(mine.path, Actor("other"))
        held, let_go = Event(), Event()

        def waiting(_):
            held.set()
            let_go.wait(10)
            return Refusal("no", "Nothing is written.")

        # While another holds the lock the first change waits, so that Escape comes before its end.
        holder = Thread(target=lambda: other.transact(waiting))
        try:
            async with sit(mine) as sitting:
                await self.choose(sitting, "p")
                await sitting.press(*"Chased.", "ctrl+s")
                holder.start()
                held.wait()
                await sitting.pilot.press("y", "escape")
                let_go.set()
                holder.join()
                said = " ".join((await saved(sitting)).split())
        finally:
            let_go.set()
            other.close()
        assert "Update: 3 actions: 1 of 3 saved, stopped before the last 2." in said
        assert sum(one.get("note") == "Chased." for one in mine.select("updates")) == 1

    async def test_blank_changes_nothing(self, mine, sit):
        async with sit(mine) as sitting:
            await self.choose(sitting, "p")
            assert "Nothing is to be changed" in await sitting.press("ctrl+s")

    async def test_several_are_extended_and_what_is_refused_is_counted_with_why(self, mine, sit):
        async with sit(mine) as sitting:
            await self.choose(sitting, "x")
            await sitting.press(*"15/11/26", "tab", *"Staff left.", "ctrl+s", "y")
            screen = await saved(sitting)
        said = " ".join(screen.split())
        assert "Extend: 3 actions: 2 of 3 saved, 1 refused: 15 November 2026 is not later" in said
        assert {one["action"] for one in mine.select("extensions")} == {"act-3", "act-4"}

    async def test_sign_off_refuses_ones_own_and_says_so(self, mine, sit):
        async with sit(mine) as sitting:
            await self.choose(sitting, "f")
            await sitting.press("ctrl+s")
            assert "It says nothing about practice." in sitting.text()
            await sitting.press("y")
            await saved(sitting)
        assert set(states(mine).values()) == {"done"}
        async with sit(mine) as sitting:
            await sitting.press("W", "o", "slash", *"sign", "enter", "+", "g", "ctrl+s", "y")
            screen = await saved(sitting)
        assert "refused" in screen and "0 of" in screen

    async def test_several_are_given_to_another_lead(self, mine, sit):
        async with sit(mine) as sitting:
            await self.choose(sitting, "B")
            await sitting.press(*"Named", "enter", "ctrl+s", "y")
            await saved(sitting)
        given = {one["ref"] for one in mine.select("actions") if one.get("lead") == "named-nurse"}
        assert given == {"act-3", "act-4", "act-5", "act-6"}

    async def test_evidence_of_several_actions_is_one_piece(self, mine, sit):
        async with sit(mine) as sitting:
            screen = await self.choose(sitting, "e")
            assert "Log evidence for 3 actions" in screen
            await sitting.press(*"A sample", "ctrl+s")
            await saved(sitting)
        assert mine.select("evidence")[-1]["serves"] == ("act-3", "act-4", "act-5")

    async def test_v_accepts_evidence_and_is_not_done_to_actions(self, mine, sit):
        async with sit(mine) as sitting:
            await sitting.press("W", "slash", *"ev-3", "enter", "v", "ctrl+s", "y")
            assert "1 of 1 saved" in await saved(sitting)
        assert mine.get("evidence", "ev-3")["state"] == "accepted"
        async with sit(mine) as sitting:
            screen = await sitting.press("W", "slash", *"act-3", "enter", "v")
            assert "This is done to a piece of evidence" in screen

    async def test_a_draft_says_where_to_go_on(self, mine, sit):
        async with sit(mine) as sitting:
            await self.choose(sitting, "p")
            await sitting.press(*"Half", "escape", "down", "enter", "D")
            assert "Update several" in sitting.text()
            assert "press the same key again" in await sitting.press("enter")


class TestEvidenceInAMinute:
    """Six recommendations, one form of six fields, fewer than 25 keys beside what is typed."""

    @pytest.fixture
    def six(self, board, put):
        put(
            board,
            *(
                Insert("recommendations", f"child-birch/{number}", {
                    "review": "child-birch", "label": str(number), "text": f"Ask {number}.",
                    "agencies": ["health"], "order": number})
                for number in range(3, 7)
            ),
        )  # fmt: skip
        return board

    async def test_one_document_for_six_items(self, six, sit, looks_as_kept):
        typed = ("Dip sample of 20 files", "2026-10", "https://store.example/42")
        keys = ["r", *["space"] * 6, "e"]
        async with sit(six) as sitting:
            screen = await sitting.press(*keys)
            labels = [line[1:20].strip(" *") for line in screen.splitlines() if line[1:2].isalpha()]
            asked = [
                one
                for one in labels
                if one in ("What it shows", "Level", "About", "Result", "Where it is", "Serves")
            ]
            assert len(asked) == 6
            assert "Agency" not in labels and "Copy a file" not in labels and "Why" not in labels
            looks_as_kept("evidence-for-six", screen)
            steps = [
                typed[0], ["tab"], ["3", "enter"], typed[1], ["tab"], ["p", "enter"], typed[2],
                ["ctrl+s"],
            ]  # fmt: skip
            for step in steps:
                await sitting.press(*step)
                keys += step if isinstance(step, list) else []
            screen = await saved(sitting)
        assert "Saved: Evidence filed" in screen
        assert len(keys) < 25, keys
        (one,) = [piece for piece in six.select("evidence") if piece["shows"] == typed[0]]
        assert len(one["serves"]) == 6
        assert (one["level"], one["about"], one["result"]) == (3, "2026-10", "partly")
        assert one["at"] == typed[2] and "file_sha256" not in one

    async def test_about_left_blank_stays_blank(self, six, sit):
        async with sit(six) as sitting:
            await sitting.press("r", "space", "space", "e", *"A rota", "ctrl+s")
            await saved(sitting)
        assert "about" not in six.select("evidence")[-1]

    @pytest.mark.parametrize("ref", ["child-birch", "child-birch/1", "act-3"])
    async def test_from_a_page_too(self, six, sit, ref):
        async with sit(six) as sitting:
            sitting.app.post_message(Open(ref))
            await sitting.settled()
            assert f"Log evidence {ref}" in await sitting.press("e")
            await sitting.press(*"A rota", "ctrl+s")
            await saved(sitting)
        assert six.select("evidence")[-1]["serves"] == (ref,)

    async def test_a_draft_for_six_goes_on_with_the_six(self, six, sit):
        async with sit(six) as sitting:
            await sitting.press("r", "space", "space", "e", *"Half", "escape", "down", "enter")
            screen = await sitting.press("D", "enter")
            assert "Half" in screen
            await sitting.press("ctrl+s")
            await saved(sitting)
        assert len(six.select("evidence")[-1]["serves"]) == 2


async def test_the_first_screen_names_an_audit_whose_lead_is_vacant_first(board, sit, put):
    put(board, Update("leads", LEAD, {"vacant_since": "2026-11-01"}))
    async with sit(board, size=(120, 40)) as sitting:
        assert "first: the test's lead, Head of Safeguarding, has been vacant" in sitting.text()
        screen = await sitting.press("N")
        assert "Audit vacant" in screen.splitlines()[4]


class TestLeadsPage:
    async def opened(self, sitting, lead=LEAD) -> str:
        sitting.app.post_message(Open(lead, "lead"))
        return await sitting.settled()

    @pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
    async def test_shows_what_the_post_holds(self, mine, sit, looks_as_kept, size):
        async with sit(mine, size=size) as sitting:
            looks_as_kept(f"lead-page-{size[0]}x{size[1]}", await self.opened(sitting))

    async def test_reassign_says_what_moves_before_it_does(self, mine, sit):
        async with sit(mine) as sitting:
            await self.opened(sitting)
            screen = " ".join((await sitting.press("B")).split())
            assert "3 open actions and 1 planned audit: act-3, act-4, act-5, aud-2." in screen
            await sitting.press(*"Named", "enter", "ctrl+s")
            assert "It moves to Named Nurse in one step" in sitting.text()
            await sitting.press("y")
            assert "Saved: Work given to another lead" in await saved(sitting)
        assert mine.get("audits", "aud-2")["by"] == "named-nurse"
        assert mine.get("actions", "act-1")["lead"] == LEAD  # done in 2015
        assert mine.get("actions", "act-5")["lead"] == "named-nurse"

    async def test_only_what_is_picked(self, mine, sit):
        async with sit(mine) as sitting:
            await self.opened(sitting)
            await sitting.press("B", *"Named", "enter", *"act-4", "enter", "ctrl+s", "y")
            await saved(sitting)
        leads = [mine.get("actions", f"act-{number}")["lead"] for number in (3, 4, 5)]
        assert leads == [LEAD, "named-nurse", LEAD]

    async def test_a_login_is_taken_off_from_the_page_and_from_settings(self, mine, sit):
        async with sit(mine) as sitting:
            await self.opened(sitting, "named-nurse")
            screen = " ".join((await sitting.press("@")).split())
            assert (
                "goes on with 1 open action" in screen
                and "its account on the host stays open" in screen
            )
            await sitting.press("ctrl+s", "y")
            assert "Saved: Login taken off" in await saved(sitting)
        assert mine.get("leads", "named-nurse")["vacant_since"] == "2026-11-20"
        async with sit(mine) as sitting:
            sitting.app.post_message(Go("settings"))
            await sitting.settled()
            page = sitting.app.screen.query_one("#page")
            at = next(i for i, one in enumerate(page.page.items) if one.ref == "login-off")
            page.cursor = at
            assert "Take a login off" in await sitting.press("enter")

    async def test_the_handover_report_goes_into_ones_own_folder(self, mine, sit, home):
        async with sit(mine) as sitting:
            await self.opened(sitting)
            screen = await sitting.press("+")
            assert "The handover report: written to" in " ".join(screen.split())
            await sitting.press("+")
        (first, second) = sorted(home.iterdir())
        assert [first.name, second.name] == [f"handover-{LEAD}-2.docx", f"handover-{LEAD}.docx"]
        assert Path(second).stat().st_mode & 0o777 == 0o600
        text = "\n".join(one.text for one in Document(str(second)).paragraphs)
        assert "Handover: Head of Safeguarding" in text
        assert [one["kind"] for one in mine.select("exports")] == ["handover", "handover"]

    async def test_keys_of_a_role_say_so_elsewhere(self, mine, sit):
        async with sit(mine) as sitting:
            sitting.app.post_message(Open("child-birch/1"))
            await sitting.settled()
            assert "open a lead first" in await sitting.press("+")
            assert "open a lead first" in await sitting.press("B")
