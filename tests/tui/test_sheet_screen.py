"""A tracker on its way in: sheet, columns, words, rows, back and forth; then all at once."""

import csv

import pytest

from auditrack.register import drafts
from tests.intake.trackers import messy, saved, simple

HEAD = "Review;Ref;Recommendation;Action;Lead;Status;Due\n"
ROWS = (
    "Child F;1;Share records.;Train all;Nurse;Amber;31/3/2027\n"
    "Child F;2;Know them.;Plan it;Doctor;done;Spring 2027\n"
    "Child F;3;;;Doctor;done;\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tracker(folder, rows=ROWS, head=HEAD, name="tracker.csv"):
    path = folder / name
    path.write_text(head + rows)
    return path


async def read(sitting, name="tracker.csv"):
    await sitting.press("i", *name, "enter")
    return await sitting.settled()


async def save(sitting):
    await sitting.press("ctrl+s", "y")
    sitting.app.session._saver.close()
    return await sitting.settled()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_looks_as_kept(made_up, sit, folder, looks_as_kept, size):
    (folder / "tracker.xlsx").write_bytes(messy()[0])
    named = f"{size[0]}x{size[1]}"
    async with sit(made_up, size) as sitting:
        looks_as_kept(f"tracker-sheet-{named}", await read(sitting, "tracker.xlsx"))
        looks_as_kept(f"tracker-columns-{named}", await sitting.press("tab", "down", "down"))
        looks_as_kept(f"tracker-words-{named}", await sitting.press("tab", "down"))
        looks_as_kept(f"tracker-rows-{named}", await sitting.press("tab", *["down"] * 5))


async def test_words_are_explained_once_and_every_row_is_told(made_up, sit, folder):
    tracker(folder, ROWS[: ROWS.rindex("Child F;3")])
    async with sit(made_up) as sitting:
        screen = await read(sitting)
        assert "Take in tracker.csv" in screen.splitlines()[0]
        assert "3 rows: 1 wait for a word, 1 new, 1 heading." in screen and "Words 1?" in screen
        assert "1 word must be explained first" in await sitting.press("ctrl+s")
        screen = await sitting.press("home", "g")
        assert "3 rows: 2 new, 1 heading." in screen and "you said so" in screen
        screen = await sitting.press("tab", "end")
        assert "Row 3: new. a new recommendation; a new action" in screen
        assert "Due: Spring 2027 (in words)" in " ".join((await sitting.press("]", "]")).split())
        screen = await save(sitting)
        assert (
            "Saved: Tracker taken in" in screen and "Taken in as imp-1; u takes it back" in screen
        )
        assert "2 the same" in screen
        assert "Nothing of it is new." in await sitting.press("ctrl+s")
    assert drafts.waiting(made_up.header.register) == ()
    assert made_up.get("sheet_words", "amber")["means"] == "in-progress"
    # It is known from now on.
    tracker(folder, ROWS.replace("Child F", "Child G")[: ROWS.rindex("Child F;3")])
    async with sit(made_up) as sitting:
        assert "2 new" in await read(sitting)
        assert "remembered of this board" in await sitting.press("tab", "tab")


async def test_an_import_is_taken_back(made_up, sit, folder):
    tracker(folder, "Child F;1;Share records.;Train all;Nurse;done;\n")
    async with sit(made_up) as sitting:
        await read(sitting)
        await save(sitting)
        assert "Take imp-1 back?" in await sitting.press("u")
        await sitting.press("y")
        sitting.app.session._saver.close()
        screen = await sitting.settled()
        assert "Saved: Import undone" in screen and "2 rows: 1 new, 1 heading." in screen


async def test_a_column_is_put_right_and_taken_back(made_up, sit, folder):
    tracker(folder, "F;1;Ask.;Whoever\n", "Review;Ref;Recommendation;Whose\n")
    async with sit(made_up) as sitting:
        await read(sitting)
        screen = await sitting.press("tab", "end")
        assert "D Whose" in screen and "not taken" in screen and "such as: Whoever" in screen
        assert "What does column D" in await sitting.press("enter")
        screen = await sitting.press(*"lead", "enter")
        assert "“Whose”: lead (you said so)" in screen
        assert "a new action" in await sitting.press("tab", "tab", "end")
        assert "Taken back." in await sitting.press("u")
        assert "“Whose”: nothing is taken" in await sitting.press("tab", "tab")
        assert "“Whose”: review" in await sitting.press("space")
        assert "“Whose”: nothing" in await sitting.press("x")


async def test_refused_rows_are_named_and_written_to_a_file_of_ones_own(made_up, sit, folder):
    tracker(folder)
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("n", "g")
        screen = await sitting.press("n")
        assert "Row 4: refused. C4 says neither a recommendation nor an action" in screen
        assert "1 row cannot be taken in, so nothing is" in await sitting.press("ctrl+s")
        assert "only refused" in await sitting.press("f", "f")
        assert "~/tracker-refused.csv" in await sitting.press("w")
        assert "Written to" in await sitting.press("enter")
        await sitting.press("w")
        assert "is there already" in " ".join((await sitting.press("enter")).split())
    written = folder / "home" / "tracker-refused.csv"
    assert written.stat().st_mode & 0o777 == 0o600
    lines = list(csv.reader(written.read_text(encoding="utf-8-sig").splitlines()))
    assert lines[1][:3] == ["Child F", "3", ""] and lines[1][-1].startswith("Row 4: C4 says")
    assert made_up.select("imports") == ()


async def test_conflicts_are_shown_three_ways_and_settled(made_up, sit, folder):
    from auditrack.commands.action import EditAction
    from auditrack.commands.run import run

    rows = "".join(f"Child F;{n};Ask {n}.;Do {n};{{0}};done;\n" for n in (1, 2, 3))
    tracker(folder, rows.format("Nurse"))
    async with sit(made_up) as sitting:
        await read(sitting)
        await save(sitting)
        for one in [str(one["ref"]) for one in made_up.select("actions")][-3:]:
            assert hasattr(run(made_up, EditAction(one, lead="Head of Safeguarding")), "entry")
        tracker(folder, rows.format("Doctor"))
        await sitting.press("o", *"tracker.csv", "enter")
        screen = await sitting.settled()
        assert "4 rows: 3 conflict, 1 heading." in screen and "Rows 3≠" in screen
        screen = " ".join((await sitting.press("n")).split())
        assert "changed here and in the sheet; which shall stand?" in screen
        assert (
            "here “head-of-safeguarding”; the last sheet: “nurse”; this sheet: “Doctor”" in screen
        )
        assert "2 conflicts must be settled first" in await sitting.press("space", "ctrl+s")
        assert "which shall stand?" in await sitting.press("enter")
        screen = await sitting.press("down", "enter")
        assert "Rows 1≠" in screen and "sheet's" in screen and "stays" in screen
        assert "Rows]" in await sitting.press("minus")
        assert "Rows 1≠" in await sitting.press("u")
        await sitting.press("plus")
        assert "Saved: Tracker taken in" in await save(sitting)
    leads = [one.get("lead") for one in made_up.select("actions")][-3:]
    assert leads == ["doctor", "head-of-safeguarding", "doctor"]


async def test_what_was_said_waits_as_a_draft(made_up, sit, folder):
    path = tracker(folder)
    async with sit(made_up) as sitting:
        await read(sitting)
        await sitting.press("tab", "end", "x", "tab", "end", "p")
        assert "waits as a draft" in await sitting.press("escape")
    (draft,) = drafts.waiting(made_up.header.register)
    assert (draft.form, draft.values["words"]) == ("import-sheet", ["Amber=paused"])
    async with sit(made_up) as sitting:
        assert "Tracker tracker.csv" in await sitting.press("D")
        screen = " ".join((await sitting.press("enter")).split())
        assert "Take in tracker.csv" in screen and "F6 starts afresh" in screen
        assert "“Due”: nothing is taken" in await sitting.press("tab", "end")
        assert "paused" in await sitting.press("tab")
        assert "asked" in await sitting.press("f6")
        assert "paused" in await sitting.press("u")
        # Of other bytes at the same path nothing was said.
        path.write_text(HEAD + ROWS + "Child F;4;More.;;;;\n")
        await sitting.press("o", *"tracker.csv", "enter")
        assert "Words 1?" in await sitting.settled()


async def test_hidden_sheets_and_rows_are_named_and_taken_when_that_is_said(made_up, sit, folder):
    (folder / "tracker.xlsx").write_bytes(messy()[0])
    async with sit(made_up) as sitting:
        screen = await read(sitting, "tracker.xlsx")
        assert "Old version hidden" in screen and "4 hidden" in screen
        assert "10 heading." in await sitting.press("h")
        screen = await sitting.press("down", "enter")
        assert "1 row: 1 heading." in screen and "hidden in the workbook" in screen
        screen = await sitting.press("down", "enter")
        assert "has no row that heads a column" in screen and "auditrack" not in screen
        assert "300 rows" in await sitting.press("home", "enter")


async def test_rows_without_a_review_are_said_to_be_of_one(made_up, sit, folder):
    tracker(folder, "1;Share records.\n", "Ref;Recommendation\n")
    async with sit(made_up) as sitting:
        await read(sitting)
        screen = await sitting.press("n")
        assert "names no review; R says which" in screen and "--" not in screen
        screen = await sitting.press("R", *"Child Nova", "enter")
        assert "1 new" in screen
        await save(sitting)
    assert made_up.get("recommendations", "child-nova/1")["text"] == "Share records."


async def test_escape_stops_the_reading_and_another_document_is_opened(made_up, sit, folder):
    (folder / "tracker.xlsx").write_bytes(messy()[0])
    (folder / "review.md").write_text("# Review\n\nRecommendation 1: The Board should look.\n")
    async with sit(made_up) as sitting:
        await sitting.pilot.press("i", *"tracker.xlsx", "enter")
        for _ in range(200):
            await sitting.pilot.pause()
            if "Reading tracker.xlsx" in sitting.text():
                break
        await sitting.press("escape")
        assert "Stopped. Nothing was written." in sitting.text()
        await sitting.press("o", *"review.md", "enter")
        assert "to take in: 1 recommendation" in await sitting.settled()


async def test_a_workbook_is_told_by_its_content(made_up, sit, folder):
    (folder / "tracker.dat").write_bytes(simple([["Child F", "1", "Ask."]]))
    async with sit(made_up) as sitting:
        assert "2 rows: 1 new, 1 heading." in await read(sitting, "tracker.dat")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"PK\x03\x04" + b"x" * 5_000, "is damaged"),
        ("a.csv", b"\x00\x01\x02" * 500, "a.csv"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600, "save it as .xlsx"),
        ("a.csv", b"one;two\n1;2\n", "has no row that heads a column"),
    ],
    ids=["damaged", "binary", "old", "no header"],
)
async def test_what_cannot_be_read_is_a_sentence_and_the_app_goes_on(
    made_up, sit, folder, name, data, said
):
    (folder / name).write_bytes(data)
    async with sit(made_up) as sitting:
        assert said in " ".join((await read(sitting, name)).split())
        for key in ("n", "space", "x", "enter", "w", "h", "f", "plus", "R", "escape", "ctrl+s"):
            await sitting.press(key, "tab")
        assert "Board" in await sitting.press("escape", "b")


@pytest.mark.parametrize("size", [(40, 10), (20, 6), (80, 24)])
async def test_hostile_cells_are_text_at_any_size(made_up, sit, folder, size):
    hostile = "[/] [b + [red]x \x1b[31m \u202e =cmd|' /C calc'!A0"
    row = f'"{hostile}";1;"{hostile}";"{hostile}";"{hostile}";"{hostile}";"{hostile}"\n'
    tracker(folder, row, HEAD.replace("Lead", hostile))
    async with sit(made_up, size) as sitting:
        await read(sitting)
        for _ in range(4):
            for key in ("down", "end", "f", "n", "enter", "escape", "space", "]"):
                screen = await sitting.press(key)
                assert "\x1b" not in screen and "\u202e" not in screen
            await sitting.press("tab")


async def test_rows_that_leave_no_place_for_a_cursor_are_shown(made_up, sit, folder):
    book = __import__("openpyxl").Workbook()
    sheet = book.active
    sheet.append(["Review", "Recommendation"])
    sheet.append(["Child F", "Ask."])
    sheet["XFD1048576"] = "far out"
    (folder / "far.xlsx").write_bytes(saved(book))
    async with sit(made_up) as sitting:
        assert "1,048,576 rows: 1 new" in await read(sitting, "far.xlsx")
