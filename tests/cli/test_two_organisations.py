"""What concerns an organisation as a whole, with a neighbour in its database."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from auditrack.cli.main import app
from auditrack.register import open_register
from auditrack.views.offered import offered_by_others
from tests.neighbour import CANARY, NEIGHBOUR, move_in
from tests.postgresql_server import Server


class Typing:
    """A small register of `wren` beside its neighbour, in a folder to work in."""

    def __init__(self, server: Server, database: str, here: Path) -> None:
        self.server, self.database, self.here = server, database, here
        self.place = server.url(database, organisation="wren")

    def ask(self, *typed: str, code: int = 0, place: str = "") -> str:
        answer = CliRunner().invoke(app, ["--register", place or self.place, *typed])
        assert answer.exit_code == code, answer.output
        assert answer.exception is None or isinstance(answer.exception, SystemExit), typed
        return answer.output


@pytest.fixture
def wren(postgresql: Server, tmp_path: Path, monkeypatch) -> Iterator[Typing]:
    monkeypatch.chdir(tmp_path)
    database = postgresql.new_database()
    made = Typing(postgresql, database, tmp_path)
    (tmp_path / "minutes.txt").write_text("What was agreed.")
    CliRunner().invoke(app, ["init", made.place, "--board", "Wrenshire Board"])
    made.ask("review", "add", "child-elm", "--title", "Child Elm", "--published", "2019-05")
    made.ask("rec", "add", "child-elm", "--label", "1", "--text", "Listen", "--agency", "Police")
    made.ask(
        *("evidence", "add", "--for", "child-elm/1", "--shows", "Minutes", "--level", "3"),
        *("--about", "2020-02", "--file", "minutes.txt"),
    )
    made.ask("review", "edit", "child-elm", "--title", "Child Elm again")
    move_in(postgresql, database, "wren")
    yield made
    postgresql.drop(database)


def test_nothing_of_the_neighbour_goes_with_a_register(wren: Typing) -> None:
    said = [
        wren.ask(*typed)
        for typed in (
            ("verify",),
            ("history",),
            ("check",),
            ("settings", "list"),
            ("--as-recorded", "2", "review", "list"),
            ("work",),
        )
    ]
    said.append(wren.ask("backup", "wren.backup"))
    said.append(wren.ask("restore", "wren.backup", "restored"))
    again = wren.server.url(wren.database, organisation="again")
    said.append(wren.ask("restore", "wren.backup", again))
    said.append(wren.ask("move", wren.place, "moved"))
    said.append(wren.ask("verify", place="moved"))
    assert not any(CANARY in one for one in said)
    written = [path.read_bytes() for path in wren.here.rglob("*") if path.is_file()]
    assert not any(CANARY.encode() in one for one in written)
    assert b"What was agreed." in written
    rows = wren.server.psql(
        "SELECT count(*) FROM auditrack.documents WHERE org = %s AND doc::text LIKE %s",
        *(NEIGHBOUR, f"%{CANARY}%"),
        database=wren.database,
    )
    assert rows[0][0] > 3  # and nothing of it was taken


def test_an_offer_is_all_that_is_seen_of_the_neighbour(wren: Typing) -> None:
    wren.server.psql(
        "INSERT INTO auditrack.offers SELECT org, 'themes', 'all', register, board, n,"
        " '{\"register\": \"' || register || '\"}' FROM auditrack.heads",
        database=wren.database,
    )
    with open_register(wren.place) as register:
        (offer,) = offered_by_others(register, "themes")
        assert (offer.organisation, offer.board) == (NEIGHBOUR, CANARY)
        register.withdraw_offer("themes", "all")
        assert register.offers("themes") == (offer,)
        assert register.offers("other") == ()


HOSTILE = (
    "wren' OR '1'='1", "wren'; DROP TABLE auditrack.heads; --", "%", "_", "w%n", "*", "WREN",
    "wren next-door", "wren\x00", "../next-door", "{wren,next-door}", "",
    "a" * 5_000, "\u202enerw",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_of_an_organisation_opens_none(wren: Typing, name: str) -> None:
    bare = wren.server.url(wren.database)
    for place in (f"{bare}&organisation={quote(name)}", f"{bare}&organisation={name}"):
        said = wren.ask("history", code=1, place=place)
        assert CANARY not in said and "Traceback" not in said
    assert "Wrenshire Board" in wren.ask("organisation", "list")
