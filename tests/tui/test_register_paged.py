"""The register's screen over a database looks and works as it does over a folder."""

import shutil
from datetime import date

import pytest

from auditrack.commands.moving import move_register
from auditrack.model.change import Actor, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.postgres.address import parse_address
from auditrack.tui import finding_rows
from auditrack.tui.finding_rows import find
from auditrack.tui.near_apart import near_apart
from auditrack.tui.near_process import Wanted as NearWanted
from auditrack.tui.register_views import Wanted
from auditrack.views import paged_rows, sparse
from auditrack.views.facts import Facts
from auditrack.views.page_near import near_of

from .conftest import NOON, write

DAY = date(2026, 11, 20)
OFFICER = Actor("a.officer", 1001, "local")

KEYS = (
    ("r",),
    ("slash", *"birch"),
    ("enter",),
    ("down",),
    ("escape",),
    ("s",),
    ("s", "s"),
    ("g",),
    ("g", "g", "g"),
    ("end",),
    ("space", "home", "B"),
    ("slash", *"zebra"),
    ("escape",),
    ("slash", *"overdue -agency:police"),
    ("escape", "escape", "escape"),
)


@pytest.fixture
def in_database(postgresql, made_up_records, monkeypatch):
    monkeypatch.setattr(sparse, "LEAST", 1)
    monkeypatch.setattr(paged_rows, "PAGE", 2)
    monkeypatch.setattr(paged_rows, "JUDGED", 2)
    monkeypatch.setattr(finding_rows, "_REST_SECONDS", 0)
    database = postgresql.new_database()
    url = postgresql.url(database, organisation="made-up")
    with create_register(url, "Example Board", OFFICER, lambda: NOON) as register:
        write(register, *made_up_records)
        yield register
    postgresql.drop(database)


def write_words(register, ref, text):
    def build(records):
        rev = records.get("recommendations", ref)["rev"]
        return Transaction("rec edit", (Update("recommendations", ref, {"text": text}, rev),))

    assert isinstance(register.transact(build), Saved)


async def test_every_key_shows_what_it_shows_over_a_folder(made_up, in_database, sit):
    seen = []
    for register in (made_up, in_database):
        async with sit(register) as sitting:
            seen.append([(await sitting.press(*keys)).splitlines()[1:] for keys in KEYS])
    for keys, here, there in zip(KEYS, *seen, strict=True):
        assert here == there, keys


async def test_what_is_stopped_says_no_more_than_it_knows(in_database, sit):
    async with sit(in_database) as sitting:
        told = []
        find(
            sitting.app.session, Wanted("child"), lambda: bool(told), lambda *one: told.append(one)
        )
        ((found, near),) = told
        assert not found.found.is_known and near == ""
        assert found.describe() == 'At least 4 recommendations: "child", still counting'


async def test_what_others_save_is_seen_and_the_cursor_stays(in_database, sit, postgresql):
    async with sit(in_database) as sitting:
        before = await sitting.press("r", "end")
        on = next(line for line in before.splitlines() if line.startswith(">")).split()[0]
        with open_register(in_database.where, Actor("b.officer", 1002, "local")) as other:
            write_words(other, on.removeprefix(">"), "Said in other words, xylophone.")
        sitting.app.session.poll()
        for _ in range(100):
            shown = await sitting.settled()
            if "xylophone" in shown or "Said in" in shown:
                break
        line = next(line for line in shown.splitlines() if line.startswith(">"))
        assert line.startswith(on) and "Said in" in line


async def test_a_page_is_read_in_the_background_and_says_the_same(made_up, in_database, sit):
    seen = []
    for register in (made_up, in_database):
        async with sit(register) as sitting:
            await sitting.press("r")
            await sitting.press("enter")
            seen.append([*(await sitting.press("end")).splitlines()[1:]])
            assert sitting.app.screen.page.kind == "recommendation"
            assert sitting.app.screen.near is not None
    assert seen[0] == seen[1]


async def test_a_page_that_is_open_follows_what_others_save(in_database, sit):
    async with sit(in_database) as sitting:
        await sitting.press("r")
        await sitting.press("enter")
        with open_register(in_database.where, Actor("b.officer", 1002, "local")) as other:
            write_words(other, sitting.app.screen.page.ref, "Said in other words, xylophone.")
        sitting.app.session.poll()
        for _ in range(100):
            if "xylophone" in await sitting.settled():
                break
        assert "Said in other words, xylophone." in sitting.text()


async def test_earlier_asks_read_apart_are_those_read_here(
    postgresql, demonstration_board, tmp_path
):
    folder, database = tmp_path / "register", postgresql.new_database()
    shutil.copytree(demonstration_board, folder)
    url = postgresql.url(database, organisation="made-up")
    move_register(folder, parse_address(url), OFFICER)
    with open_register(url, OFFICER) as register:
        ref = register.select("recommendations")[-1]["ref"]
        facts = Facts(register.at(register.head), DAY)
        asked = NearWanted(register.remote.opens_again(), OFFICER, DAY, ref)
        apart, here = near_apart(asked, lambda: False), near_of(facts, ref)
        assert [one.to_json() for one in apart] == [one.to_json() for one in here] != []
        assert near_apart(asked, lambda: True) is None
    postgresql.drop(database)
