"""What to test next: one key opens the plan filled in, and what is saved is gone from the list."""

import pytest

from auditrack.commands.audit import PlanAudit
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Saved
from auditrack.register import drafts, open_register

SIZES = [(80, 24), (120, 40)]
HOSTILE = "[/] [b + [red]x \x1b[31m\u202e"
MORE = (
    Insert("leads", "scrutineer", {"title": "Independent Scrutineer"}),
    # Its next test was promised for a day that has passed.
    Insert("audits", "aud-2", {
        "status": "done", "question": "Is every father met?", "themes": ["fathers_males"],
        "date": "2025-02-10", "outcome": "partly", "looked_at": "practice", "next": "2026-02",
        "method": "Case files", "by": "scrutineer", "standard": "Nine of ten files",
        "standard_met": "90%", "standard_set": "beforehand", "sample": 20, "met": 11,
    }),
    Insert("reviews", "child-elm", {"title": "Child Elm", "published": "2024-01-10",
                                    "history": "complete", "status": "active"}),
    Insert("recommendations", "child-elm/1", {
        "review": "child-elm", "label": "1", "text": "See where each baby sleeps.",
        "agencies": ["health", "police"], "order": 1, "due": "2024-06-30"}),
    Insert("theme_links", "tl-8", {"of": "child-elm/1", "review": "child-elm",
                                   "theme": "safe_sleep", "status": "confirmed"}),
    # Planned, and late.
    Insert("audits", "aud-3", {
        "status": "planned", "question": "Is neglect named?", "themes": ["neglect"],
        "date": "2026-09-30", "looked_at": "practice"}),
)  # fmt: skip


@pytest.fixture
def board(made_up, put):
    put(made_up, *MORE)
    return made_up


def folded(screen: str) -> str:
    return " ".join(screen.split())


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_list_and_form_look_as_kept(board, sit, looks_as_kept, size):
    async with sit(board, size=size) as sitting:
        await sitting.press("P")
        sitting.app.screen.tell_of_row()
        sitting.app.screen.show_detail()
        looks_as_kept(f"audit-plan-{size[0]}x{size[1]}", await sitting.settled())
        screen = await sitting.press("down", "down", "enter")
        looks_as_kept(f"audit-plan-form-{size[0]}x{size[1]}", screen)


async def test_enter_fills_the_plan_in_and_saving_it_clears_the_list(board, sit):
    async with sit(board, size=(80, 60)) as sitting:
        screen = await sitting.press("P")
        assert "3 tests to plan" in screen and ">late !" in screen
        screen = folded(await sitting.press("enter"))
        assert "Plan the audit proposed for aud-2" in screen
        for said in (
            "Is every father met? as in audit aud-2",
            "2026-12-20 = 20 December 2026, within a month: it was promised by aud-2 for February",
            "- child-ash/2",
            "Case files as in audit aud-2",
            "2026-06..2026-11 = June 2026 to November 2026, the 6 months before the audit",
            "Independent Scrutineer as in audit aud-2",
            "Nine of ten files set beforehand as in audit aud-2",
            "90% set beforehand as in audit aud-2",
        ):
            assert said in screen, said
        assert len(board.select("audits")) == 3
        screen = await sitting.press("ctrl+s")
        assert "Saved: Audit planned" in screen and "2 tests to plan" in screen
        assert "Fathers, partners" not in screen
        audit = board.get("audits", "aud-4")
        assert (audit["status"], audit["date"], audit["by"]) == (
            "planned", "2026-12-20", "scrutineer",
        )  # fmt: skip
        assert (audit["practice_from"], audit["practice_to"]) == ("2026-06", "2026-11")
        assert (audit["serves"], audit["agencies"]) == (("child-ash/2",), ("health",))
        assert audit["standard_set"] == "beforehand"


async def test_what_is_filled_in_can_be_changed_and_then_says_no_source(board, sit):
    async with sit(board, size=(80, 60)) as sitting:
        await sitting.press("P", "enter")
        screen = folded(await sitting.press("end", *" Now?"))
        assert "Is every father met? Now? Due" in screen
        await sitting.press("tab", *["backspace"] * 10, *"1 March 2027", "ctrl+s")
        audit = board.get("audits", "aud-4")
        assert (audit["question"], audit["date"]) == ("Is every father met? Now?", "2027-03-01")


async def test_nothing_is_written_where_the_form_is_left(board, sit):
    async with sit(board) as sitting:
        before = board.head
        await sitting.press("P", "enter")
        screen = await sitting.press("escape")  # nothing was typed: no question is asked
        assert "What to test next" in screen.splitlines()[0]
        assert board.head == before and drafts.waiting(board.header.register) == ()


async def test_the_other_key_opens_the_page(board, sit):
    async with sit(board) as sitting:
        assert "Audit aud-2" in await sitting.press("P", "o")
        assert "Theme safe_sleep" in await sitting.press("escape", "end", "o")


async def test_a_plan_that_is_late_gets_another_day(board, sit):
    async with sit(board, size=(80, 60)) as sitting:
        screen = folded(await sitting.press("P", "down", "enter"))
        assert "Correct the audit aud-3" in screen
        assert "within a month: it was planned for 30 September 2026" in screen
        screen = await sitting.press("ctrl+s")
        assert "2 tests to plan" in screen
        audit = board.get("audits", "aud-3")
        assert (audit["status"], audit["date"]) == ("planned", "2026-12-20")
        assert audit["question"] == "Is neglect named?" and len(board.select("audits")) == 3


async def test_what_is_selected_goes_into_one_audit(board, sit):
    async with sit(board, size=(80, 60)) as sitting:
        screen = await sitting.press("P", "space", "down", "space")
        assert "*late !" in screen and "»not tested" in screen
        screen = folded(await sitting.press("enter"))
        assert "proposed for aud-2, safe_sleep" in screen
        assert "- child-ash/2" in screen and "- child-elm/1" in screen
        assert "blank: it is not the same for all of them" in screen
        assert "1 test to plan" in await sitting.press("ctrl+s")
        assert board.get("audits", "aud-4")["themes"] == ("fathers_males", "safe_sleep")


async def test_a_plan_that_is_late_is_no_part_of_several(board, sit):
    async with sit(board) as sitting:
        screen = folded(await sitting.press("P", "space", "space", "enter"))
        assert "aud-3 is planned already, and late" in screen
        screen = await sitting.press("escape")  # the selection is undone first
        assert "*late !" not in screen and "What to test next" in screen


async def test_what_another_officer_planned_meanwhile_is_refused_in_a_sentence(board, sit):
    other = open_register(board.path, Actor("colleague", uid=1001))
    async with sit(board) as sitting:
        await sitting.press("P")
        planned = PlanAudit("Are fathers met?", "2027-01-10", themes=("fathers_males",))
        assert isinstance(run(other, planned, today=sitting.app.session.today), Saved)
        board.poll()
        screen = folded(await sitting.press("enter"))
        assert "Nothing is proposed for aud-2: aud-4 is planned to test the same." in screen
    other.close()


async def test_each_proposal_has_its_own_draft_and_starts_afresh_as_filled_in(board, sit):
    async with sit(board, size=(80, 60)) as sitting:
        await sitting.press("P", "enter", "end", *" Mine", "escape", "down", "enter")
        screen = folded(await sitting.press("end", "enter"))
        assert "Plan the audit proposed for safe_sleep" in screen and "Mine" not in screen
        screen = folded(await sitting.press("escape", "home", "enter"))
        assert "Is every father met? Mine" in screen and "F6 starts afresh" in screen
        screen = folded(await sitting.press("f6", "y"))
        assert "Is every father met? as in audit aud-2" in screen


async def test_keys_typed_together_reach_the_form(board, sit):
    async with sit(board, size=(80, 60)) as sitting:
        await sitting.press("P")
        screen = folded(await sitting.press("enter", "end", *" Too"))
        assert "Is every father met? Too" in screen


async def test_hostile_text_is_filled_in_as_text(board, sit, put):
    put(board, Insert("audits", "aud-9", {
        "status": "done", "question": HOSTILE, "themes": ["safe_sleep"], "date": "2025-02-10",
        "outcome": "inconclusive", "looked_at": "practice", "method": HOSTILE, "by": HOSTILE,
    }))  # fmt: skip
    async with sit(board, size=(80, 60)) as sitting:
        screen = await sitting.press("P", "end", "enter")
        assert screen.count("[/] [b + [red]x") >= 3 and "\x1b" not in screen


async def test_an_empty_list_says_so_and_its_keys_do_nothing(new_register, made_up_records, sit):
    register = new_register(*(one for one in made_up_records if one.table == "board"))
    async with sit(register) as sitting:
        assert "No test is late or due" in await sitting.press("P")
        screen = await sitting.press("enter", "o", "space")
        assert "What to test next" in screen.splitlines()[0]


async def test_the_form_of_a_planned_audit_says_which_practice_it_was_to_sample(board, sit, put):
    put(board, Insert("audits", "aud-9", {
        "status": "planned", "question": "Seen?", "themes": ["safe_sleep"], "date": "2026-11",
        "practice_from": "2026-05", "practice_to": "2026-10",
    }))  # fmt: skip
    async with sit(board) as sitting:
        await sitting.press("8", "slash", *"Seen", "enter", "enter")
        assert "Practice to sample" in sitting.text()
        screen = folded(await sitting.press("a"))
        assert "It was to sample practice of May to October 2026" in screen
        await sitting.press("escape", "E", "f4")
        assert "2026-05..2026-10" in await sitting.press("pagedown")
