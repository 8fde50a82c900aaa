"""The settings in words: where each number comes from, and who one is here."""

import pytest

from auditrack.commands.board import ChangeSettings
from auditrack.commands.run import run
from auditrack.model.change import LOGIN_UNVERIFIED, Actor, Insert, Saved
from auditrack.register import open_register


def words(screen: str) -> str:
    return " ".join(screen.split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_looks_as_kept(made_up, sit, looks_as_kept, size):
    why = "Agencies are slow in the summer."
    assert isinstance(run(made_up, ChangeSettings((("grace_months", "9"),), why=why)), Saved)
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"settings-{size[0]}x{size[1]}", await sitting.press("S"))


async def test_a_number_says_who_set_it_when_and_why_also_when_it_is_set_meanwhile(made_up, sit):
    async with sit(made_up, (80, 70)) as sitting:
        screen = words(await sitting.press("S"))
        assert "Grace 6 months after publication, without due dates; the default" in screen
        set_it = ChangeSettings((("grace_months", "9"),), why="The summer is slow.")
        assert isinstance(run(made_up, set_it), Saved)
        sitting.app.session.poll()
        screen = words(await sitting.settled())
        assert "9 months after publication, without due dates; set by officer on 2 Nov" in screen
        assert "Cap on due 12 months; the default" in screen


async def test_who_you_are_your_lead_your_role_and_your_witness(made_up, sit, put):
    put(
        made_up,
        Insert("leads", "chair", {"title": "Independent chair", "logins": ["officer"]}),
        Insert("roles", "officer", {"roles": ["administrator"]}),
    )
    made_up.trust()
    async with sit(made_up, (80, 70)) as sitting:
        screen = words(await sitting.press("S"))
        assert "Login officer (uid 1000)" in screen
        assert "That login is verified: the host's kernel says so" in screen
        assert "Your lead Independent chair" in screen
        assert "Your role administrator" in screen
        assert f"Your witness {made_up.testimony().sentence}" in screen
        assert "is unchanged" in screen


async def test_a_login_that_the_host_does_not_vouch_for_is_said_to_be_so(made_up, sit):
    actor = Actor("anybody", 1, f"local, {LOGIN_UNVERIFIED}")
    with open_register(made_up.path, actor, made_up.clock, read_only=True) as register:
        async with sit(register, (80, 70)) as sitting:
            screen = words(await sitting.press("S"))
            assert "not verified: the host does not vouch for it" in screen
            assert "Your lead none: no lead names this login" in screen
            assert "Your role every role, for no roles are set" in screen


async def test_roles_that_nobody_can_read_give_none_and_are_said(made_up, sit, put):
    put(made_up, Insert("roles", "officer", {"roles": 7}))
    async with sit(made_up, (80, 70)) as sitting:
        screen = words(await sitting.press("S"))
        assert "officer cannot be read" in screen
        assert "Your role none: an administrator gives one" in screen
