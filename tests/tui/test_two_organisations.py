"""The app over a database that enforces roles, with a neighbour of the same references in it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.postgres.address import parse_address
from auditrack.register.postgres.hardening import OFFICERS, harden_database
from auditrack.tui.places import PLACES
from tests.neighbour import CANARY, move_in
from tests.tui.conftest import BOARD, ENTERED

SECONDS = 60
OWNER = Actor("owner")


@pytest.fixture
def enforced(postgresql: Any, made_up_records: tuple[Insert, ...]) -> Iterator[tuple[str, str]]:
    """The address of an officer of the made-up board, and that of its owner."""
    database, officer = postgresql.new_database(), f"officer-{uuid4().hex[:8]}"
    own = postgresql.url(database, organisation="wren")
    given = (
        Insert("roles", officer, {"roles": ["officer"]}),
        Insert("roles", "chief", {"roles": ["administrator"]}),
    )
    with create_register(own, BOARD, OWNER, lambda: ENTERED) as register:
        for operations in (made_up_records, given):
            made = register.transact(lambda _, made=operations: Transaction("made up", made))
            assert isinstance(made, Saved), made
    move_in(postgresql, database, "wren")
    harden_database(parse_address(own))
    postgresql.psql(f'CREATE ROLE "{officer}" LOGIN IN ROLE {OFFICERS}')
    yield postgresql.url(database, user=officer, organisation="wren"), own
    postgresql.drop(database)
    postgresql.psql(f'DROP ROLE "{officer}"')


async def test_no_place_shows_the_neighbour_and_a_role_taken_away_ends_it(enforced, sit) -> None:
    place, own = enforced
    with open_register(place, Actor("somebody"), patience=0.5) as register:
        login = register.actor.login
        async with sit(register) as sitting:
            for one in PLACES:
                text = await sitting.press(one.key)
                assert CANARY not in text, one.id
                await sitting.app.action_home()
            with open_register(own, OWNER) as owner:
                taken = Update("roles", login, {"roles": []})
                assert isinstance(
                    owner.transact(lambda _: Transaction("role set", (taken,))), Saved
                )
            for _ in range(SECONDS * 50):
                await sitting.pilot.pause(0.02)
                if sitting.app.session.is_away:
                    break
            said = " ".join((await sitting.settled()).split())
            assert "or your role may not see it. What you see is as at entry" in said, said
            assert "Not connected" not in said  # the server is there, and says no
            for one in PLACES[:4]:
                await sitting.press(one.key)
                assert sitting.app.return_code is None, one.id
            saved = register.transact(lambda _: Transaction("edit", (Insert("x", "x-1", {}),)))
            assert not isinstance(saved, Saved) and saved.code == "no-register", saved
        assert not sitting.app.last_words
