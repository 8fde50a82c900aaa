"""What others did since the last visit, in words, on the first screen."""

import pytest

from auditrack.commands.action import UpdateAction
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Saved
from auditrack.register import open_register
from auditrack.register.last_seen import LastSeen, recall, remember

SIZES = [(80, 24), (120, 40), (40, 10)]
EARLIER = "11 of 30 practitioners were asked what stops them"


def seen_now(register) -> None:
    remember(register.header.register, LastSeen(register.head.number, register.clock()))


def work_of(register, login: str, *commands) -> None:
    with open_register(register.path, Actor(login), register.clock) as other:
        for command in commands:
            assert isinstance(run(other, command), Saved)
    register.poll()


def five_changes(register) -> None:
    work_of(
        register,
        "jane",
        UpdateAction("act-3", state="in-progress", note=EARLIER),
        UpdateAction("act-1", note="The trainers were asked again"),
        EditRecommendation("child-birch/2", text="Supervision should test what was seen."),
        AddEvidence(("child-birch/1",), "What thirty practitioners said of the toolkit"),
    )
    work_of(register, "sam", UpdateAction("act-2", note="Hospital staff were asked again"))


@pytest.mark.parametrize("size", SIZES)
async def test_looks_as_kept(made_up, sit, looks_as_kept, size):
    seen_now(made_up)
    five_changes(made_up)
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"since-{size[0]}x{size[1]}", sitting.text())


async def test_the_latest_three_are_told_newest_first_and_the_key_of_the_rest(made_up, sit):
    seen_now(made_up)
    five_changes(made_up)
    async with sit(made_up) as sitting:
        screen = sitting.text()
        lines = [line.strip() for line in screen.splitlines()]
        latest = lines.index("sam, act-2: Update: Hospital staff were asked again")
        assert lines[latest + 1].startswith("jane, ev-2: Evidence filed: level 0, What thirty")
        assert lines[latest + 2].startswith("jane: Recommendation corrected: child-birch/2: ")
        assert lines[latest + 3] == "... and 2 more: press c"
        assert EARLIER not in screen
        for stays in ("Overdue: ", "Audits due: ", "No roles are set", "Themes in order", "Help"):
            assert stays in screen
        assert "5 entries" in await sitting.press("c")


async def test_another_height_has_room_for_more_or_fewer(made_up, sit):
    seen_now(made_up)
    five_changes(made_up)
    async with sit(made_up, (80, 24)) as sitting:
        await sitting.pilot.resize_terminal(80, 20)
        shortest = await sitting.settled()
        assert "sam, act-2" not in shortest and "press c" not in shortest
        await sitting.pilot.resize_terminal(80, 21)
        shorter = await sitting.settled()
        assert "sam, act-2" in shorter and "... and 4 more: press c" in shorter
        await sitting.pilot.resize_terminal(80, 30)
        assert "... and 2 more: press c" in await sitting.settled()


async def test_my_own_changes_do_not_stand_before_those_of_others(made_up, sit, put):
    seen_now(made_up)
    work_of(made_up, "jane", UpdateAction("act-3", note="Twelve more were asked"))
    put(made_up, Insert("agencies", "probation", {"name": "Anyshire Probation"}))
    async with sit(made_up) as sitting:
        screen = sitting.text()
        assert "2 changes, by jane and you" in screen
        assert "jane, act-3: Update" in screen and "officer, " not in screen


async def test_of_an_embargoed_review_no_text_is_told(made_up, sit, put):
    put(
        made_up,
        Insert("reviews", "child-elm", {"title": "Child Elm", "publishable": "no"}),
        Insert("recommendations", "child-elm/1", {"review": "child-elm", "text": "Ask them."}),
    )
    seen_now(made_up)
    work_of(made_up, "jane", AddEvidence(("child-elm/1",), "Minutes of the strategy meeting"))
    async with sit(made_up) as sitting:
        screen = sitting.text()
        assert "jane, ev-2: Evidence filed" in screen
        assert "strategy meeting" not in screen


async def test_a_hang_up_keeps_what_was_seen_and_this_sitting_still_tells_what_was_new(
    made_up, sit
):
    seen_now(made_up)
    before = made_up.head.number
    five_changes(made_up)
    async with sit(made_up) as sitting:
        sitting.app.hang_up()
        assert recall(made_up.header.register).number == made_up.head.number
        assert sitting.app.session.last_seen.number == before
