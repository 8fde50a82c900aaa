"""What an administrator meets on the first day with a database, in the order of the page on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditrack.commands.moving import move_register
from auditrack.model.change import Actor, RefusedError
from auditrack.register import create_register, open_register
from auditrack.register.postgres.address import parse_address
from auditrack.register.postgres.set_up import conditions
from auditrack.register.postgres.upgrading import upgrade

CLERK = Actor("a.clerk", 1001, "local")
WORDS = "SELECT 1 FROM pg_indexes WHERE indexname = 'documents_words'"
OFFICERS = "first_day_officers"
GRANTS = f"""
    GRANT USAGE ON SCHEMA auditrack TO {OFFICERS};
    GRANT SELECT ON ALL TABLES IN SCHEMA auditrack TO {OFFICERS}
"""


@pytest.fixture
def database(postgresql: Any) -> Iterator[str]:
    made = postgresql.new_database()
    yield made
    postgresql.drop(made)


@pytest.fixture
def officer(postgresql: Any, database: str) -> str:
    """A role that may sign in, and was granted nothing yet."""
    postgresql.psql(
        f"DO $$ BEGIN CREATE ROLE {OFFICERS} LOGIN;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    return OFFICERS


def make(postgresql: Any, database: str, *names: str) -> None:
    for name in names:
        create_register(postgresql.url(database, organisation=name), f"Board {name}", CLERK).close()


def test_who_was_granted_nothing_yet_is_not_told_to_make_a_register(
    postgresql: Any, database: str, officer: str
) -> None:
    make(postgresql, database, "wren")
    address = postgresql.url(database, user=officer, organisation="wren")
    with pytest.raises(RefusedError) as refused:
        open_register(address, CLERK, patience=0.2)
    assert refused.value.refusal.code == "no-right"
    assert "init" not in str(refused.value.refusal)
    looked = {one.name: one for one in conditions(parse_address(address))}
    assert looked["tables"].well is False and "does not allow your role" in looked["tables"].seen
    with pytest.raises(RefusedError) as refused:
        upgrade(parse_address(address), "a.clerk", "1")
    assert refused.value.refusal.code == "no-right"


def test_words_are_indexed_with_what_the_servers_superuser_made(
    postgresql: Any, database: str
) -> None:
    postgresql.psql("CREATE EXTENSION pg_trgm SCHEMA public", database=database)
    make(postgresql, database, "wren")
    assert postgresql.psql(WORDS, database=database)


def test_an_index_of_words_is_made_later_by_the_same_line_that_brings_tables_up(
    postgresql: Any, database: str
) -> None:
    make(postgresql, database, "wren")
    postgresql.psql("DROP INDEX auditrack.documents_words", database=database)
    address = parse_address(postgresql.url(database))
    assert upgrade(address, "a.clerk", "1").indexed
    assert postgresql.psql(WORDS, database=database)
    assert not upgrade(address, "a.clerk", "1").indexed


def test_an_organisation_that_was_moved_away_is_not_one_to_choose_from(
    postgresql: Any, database: str, tmp_path: Path
) -> None:
    make(postgresql, database, "wren", "fern")
    with pytest.raises(RefusedError) as refused:
        open_register(postgresql.url(database), CLERK)
    assert refused.value.refusal.code == "which-organisation"
    move_register(
        parse_address(postgresql.url(database, organisation="fern")), tmp_path / "fern", CLERK
    )
    with open_register(postgresql.url(database), CLERK) as register:
        assert register.header.board == "Board wren"
    # Where all of them went, the one there is can still be read.
    move_register(
        parse_address(postgresql.url(database, organisation="wren")), tmp_path / "wren", CLERK
    )
    with pytest.raises(RefusedError) as refused:
        open_register(postgresql.url(database), CLERK)
    assert "fern, wren" in str(refused.value.refusal)


def test_a_move_that_the_database_will_not_take_in_is_not_put_on_record(
    postgresql: Any, database: str, officer: str, tmp_path: Path
) -> None:
    make(postgresql, database, "wren")
    postgresql.psql(GRANTS, database=database)
    with create_register(tmp_path / "here", "Board here", CLERK) as register:
        before = register.head
    there = parse_address(postgresql.url(database, user=officer, organisation="here"))
    with pytest.raises(RefusedError) as refused:
        move_register(tmp_path / "here", there, CLERK)
    assert refused.value.refusal.code == "no-right"
    with open_register(tmp_path / "here", CLERK) as register:
        assert register.head == before and register.read_only is None
