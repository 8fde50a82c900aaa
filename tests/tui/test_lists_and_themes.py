"""The lists, the matrix and the lifeline through the keys."""

import asyncio
import json

import pytest
from openpyxl import load_workbook

from auditrack.tui.places import PLACES
from auditrack.views.listings import NOUNS

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", [*SIZES, (40, 10)])
async def test_every_place_opens_by_its_key_and_escape_returns(made_up, sit, size):
    async with sit(made_up, size=size) as sitting:
        for place in PLACES:
            screen = await sitting.press(place.key)
            if place.id == "importing":  # it asks for a file first
                assert "Which review" in screen
                screen = await sitting.press("escape")
            assert place.name.split()[0] in screen.splitlines()[0], place.id
            assert len(sitting.app.screen_stack) == 2
            await sitting.press("escape")
            assert len(sitting.app.screen_stack) == 1


@pytest.mark.parametrize("noun", ["reviews", "agencies", "leads", "audits", "evidence", "checks"])
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_lists_look_as_kept(made_up, sit, looks_as_kept, noun, size):
    key = next(place.key for place in PLACES if place.id == noun)
    async with sit(made_up, size=size) as sitting:
        screen = await sitting.press(key)
    looks_as_kept(f"{noun}-{size[0]}x{size[1]}", screen)


async def test_a_list_is_narrowed_sorted_and_opened(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("4", "slash", *"ash")
        assert "1 of 2 reviews: ash" in screen
        screen = await sitting.press("enter", "enter")
        assert "Review child-ash" in screen
        screen = await sitting.press("escape", "escape", "s")
        assert "by title" in screen


async def test_minus_leaves_a_word_out(made_up, sit):
    async with sit(made_up) as sitting:
        assert "1 of 2 reviews: -ash" in await sitting.press("4", "slash", *"-ash")


async def test_a_list_is_written_to_a_new_file_and_recorded(made_up, sit, tmp_path):
    out = tmp_path / "list.csv"
    async with sit(made_up) as sitting:
        await sitting.press("7", "w", *str(out))
        assert "Written to" in await sitting.press("enter")
        assert out.read_bytes().startswith(b"\xef\xbb\xbfReference,Title,Agency")
        assert out.stat().st_mode & 0o777 == 0o600
        assert made_up.select("exports")[-1]["file"] == "list.csv"
        screen = await sitting.press("w", *str(out), "enter")
        assert "is there already" in screen


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "md"])
async def test_the_ending_typed_says_in_which_format_a_list_is_written(
    made_up, sit, tmp_path, ending
):
    out = tmp_path / f"reviews.{ending}"
    async with sit(made_up) as sitting:
        await sitting.press("4", "slash", *"ash", "enter", "w", *str(out), "enter")
        assert out.stat().st_mode & 0o777 == 0o600
    export = made_up.select("exports")[-1]
    assert (export["kind"], export["file"]) == ("reviews", out.name)
    if ending == "json":
        told = json.loads(out.read_text())
        assert (told["export"], told["filter"], told["count"], told["of"]) == (
            "reviews", "ash", 1, 2
        )  # fmt: skip
        assert {"history", "publishable", "retention_review"} <= set(told["rows"][0])
    if ending == "xlsx":
        book = load_workbook(out)
        assert book.worksheets[0].max_row == 2 and "About" in book.sheetnames


async def test_a_name_that_says_no_format_is_asked_again(made_up, sit, tmp_path):
    async with sit(made_up) as sitting:
        screen = await sitting.press("4", "w", *str(tmp_path / "reviews.odt"), "enter")
        assert ".xlsx, .csv, .json or .md" in " ".join(screen.split())
    assert not list(tmp_path.glob("reviews*"))


async def test_a_list_that_no_table_holds_is_written_as_it_stands(made_up, sit, tmp_path):
    out = tmp_path / "checks.json"
    async with sit(made_up) as sitting:
        key = next(place.key for place in PLACES if place.id == "checks")
        await sitting.press(key, "w", *str(out), "enter")
    told = json.loads(out.read_text())
    assert told["export"] == "checks" and told["count"] == len(told["rows"]) > 0


async def test_formulas_of_a_spreadsheet_are_defused():
    from auditrack.views.listing_csv import defused

    assert defused("=1+1") == "'=1+1"
    assert defused(" @x\r\n") == "'@x"
    assert defused("plain") == "plain"


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_the_matrix_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size=size) as sitting:
        screen = await sitting.press("t", "m", "right")
        assert "F failed test" in screen
    looks_as_kept(f"matrix-{size[0]}x{size[1]}", screen)


async def test_the_cell_is_said_in_words_and_opens_its_review(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("M")
        assert "Neglect and home conditions in Child Ash: a weakness" in " ".join(screen.split())
        screen = await sitting.press("right")
        assert "a failed test" in screen
        assert "Review child-birch" in await sitting.press("enter")
        assert "Theme neglect" in await sitting.press("escape", "o")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_the_lifeline_looks_as_kept(made_up, sit, looks_as_kept, size):
    async with sit(made_up, size=size) as sitting:
        screen = await sitting.press("t", "l")
        assert "First warning" in screen and "On one axis" in screen
    looks_as_kept(f"lifeline-{size[0]}x{size[1]}", screen)


async def test_the_lifeline_opens_from_a_theme_and_its_events_open(made_up, sit):
    async with sit(made_up) as sitting:
        assert "Lifeline neglect" in await sitting.press("enter", "l")
        assert "Review child-ash" in await sitting.press("enter")


async def test_an_audit_of_documents_is_no_test_on_the_lifeline(made_up, sit, put):
    from auditrack.model.change import Insert

    fields = {
        "status": "done",
        "themes": ["neglect"],
        "date": "2024-05-01",
        "outcome": "embedded",
        "looked_at": "documents",
    }
    put(made_up, Insert("audits", "aud-9", fields))
    async with sit(made_up, size=(120, 40)) as sitting:
        screen = await sitting.press("t", "l")
        assert "no test of practice" in screen
        audits = next(line for line in screen.splitlines() if line.strip().startswith("Audits"))
        assert "+" not in audits and "o" in audits


async def test_what_was_written_since_the_last_visit_is_told(made_up, sit, put):
    from auditrack.model.change import Insert
    from auditrack.register.last_seen import LastSeen, remember

    remember(made_up.header.register, LastSeen(made_up.head.number, made_up.clock()))
    put(made_up, Insert("agencies", "probation", {"name": "Anyshire Probation"}))
    async with sit(made_up) as sitting:
        assert "Since you were here on 2 November 2026: 1 change" in sitting.text()
        assert "1 entry" in await sitting.press("c")


def test_every_noun_has_a_place():
    shown_at_another = {"audit-year", "audit-next-year"}  # a key of what to test next
    assert set(NOUNS) - shown_at_another <= {place.id for place in PLACES}


@pytest.mark.parametrize("size", [(40, 10), (120, 40)])
async def test_going_on_before_a_screen_is_painted_harms_nothing(made_up, sit, size):
    been_everywhere = asyncio.Event()
    async with sit(made_up, size=size) as sitting:
        for _ in range(3):
            for place in PLACES:
                sitting.app.call_later(sitting.app.action_go, place.id)
            sitting.app.call_later(sitting.app.action_home)
        sitting.app.call_later(been_everywhere.set)
        await been_everywhere.wait()  # not by Pilot: it waits for widgets that are gone by then
        await sitting.settled()
        await sitting.pilot.press("escape", "escape")
        await sitting.app.action_home()
        assert "· Board" in await sitting.settled()


@pytest.mark.parametrize("key", ["r", "4", "M", "S", "F", "T"])
async def test_what_comes_late_to_a_screen_that_is_gone_harms_nothing(made_up, sit, key):
    async with sit(made_up, size=(120, 40)) as sitting:
        await sitting.press(key)
        gone = sitting.app.screen
        await sitting.press("escape")
        assert not gone.stands
        gone.show_frame()
        gone.say("Too late.")
        gone.hush()
        for late in ("_laid_out", "show_detail", "_tell", "tell_of_row"):
            getattr(gone, late, lambda: None)()
        if hasattr(gone, "_across"):
            gone._across(1)
        assert "· Board" in await sitting.settled()
