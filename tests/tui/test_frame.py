from auditrack.model.change import LOGIN_UNVERIFIED, Actor
from auditrack.register import create_register
from auditrack.tui.screens.record import RecordScreen
from auditrack.tui.session import Session
from auditrack.views.page import Page


async def test_a_screen_that_is_not_drawn_yet_waits_for_its_turn(made_up, sit):
    async with sit(made_up) as sitting:
        screen = RecordScreen(sitting.app.session, Page("child-ash/1", "recommendation", "x", ()))
        screen.read_again()
        assert screen.page.heading == "x"


def test_a_login_that_the_host_does_not_vouch_for_is_told_on_the_screen(tmp_path):
    actor = Actor("chair", 1000, f"local, {LOGIN_UNVERIFIED}")
    with create_register(tmp_path / "register", "Board", actor) as register:
        assert any("does not vouch" in notice for notice in Session(register).notices)
