"""Work in the register: order, headings, columns, views, selection, several at once, copies."""

import contextlib
import json
import os

from auditrack.tui import taste


async def saved(sitting) -> str:
    sitting.app.session._saver.close()
    return await sitting.settled()


async def test_s_takes_the_next_order_and_says_it(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "s")
        assert "by state, Red first" in screen
        assert "child-birch/1" in screen.splitlines()[4]


async def test_g_puts_rows_under_headings_with_counts(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "g")
        assert "under review" in screen and "Child Ash (2)" in screen
        assert ">child-birch/1" in screen  # the cursor stands on a record, not on its heading
        assert "Recommendation child-birch/1" in await sitting.press("enter")


async def test_a_minus_leaves_out(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "slash", *"-theme:neglect")
        assert "2 of 4 recommendations: not theme neglect" in screen


async def test_columns_are_picked_and_kept(made_up, sit, tmp_path):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "v")
        assert "> Done" in screen and "[2] Agency" in screen
        screen = await sitting.press("down", "enter")
        assert "> [ ] Reference" in screen and "[1] Agency" in screen
        screen = await sitting.press(
            "down", "enter", *["down"] * 2, "enter", *["down"] * 3, "enter"
        )
        assert "[1] State" in screen and "> [2] Theme" in screen
        screen = await sitting.press("escape")
        assert screen.splitlines()[3].split()[:2] == ["State", "Theme"]
        kept = json.loads((tmp_path / "config" / "auditrack" / "screen.json").read_text())
        assert kept["columns"] == ["state", "theme"]
        # With none left they are as at first, and so on request.
        await sitting.press("v", *["down"] * 3, "enter", *["down"] * 4, "enter", "escape")
        assert taste.load().columns == ()
        await sitting.press("v", "down", "enter", "up", "up", "enter", "escape")
        assert taste.load().columns == ()


async def test_more_choices_than_the_height_holds_can_all_be_reached(made_up, sit):
    async with sit(made_up, size=(40, 10)) as sitting:
        screen = await sitting.press("r", "v", "down", "down", "down")
        assert "> [3] State" in screen and "more above" in screen and "more below" in screen
        assert "> As at first" in await sitting.press(*["up"] * 4)


async def test_a_view_is_kept_opened_renamed_and_forgotten(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "slash", *"overdue", "enter", "V", "down", "enter")
        await sitting.press(*"Late ones", "enter", "escape")
        assert "4 recommendations" in sitting.text()
        screen = await sitting.press("V")
        assert "Late ones" in screen
        assert "1 of 4" in await sitting.press("down", "down", "enter")
        await sitting.press("V", "down", "enter", *"Other", "enter")
        await sitting.press(
            "V", "up", "enter", "down", "enter", *["backspace"] * 9, *"Other", "enter"
        )
        assert "There is a view “Other” already." in sitting.text()
        await sitting.press(*["backspace"] * 5, *"Later", "enter")
        assert [view.name for view in taste.load().views] == ["Later", "Other"]
        assert taste.load().views[0].filter == "overdue"
        await sitting.press("V", "up", "enter", "up", "enter")
        await sitting.press("V", "up", "enter", "up", "enter")
        assert not taste.load().views


async def test_values_are_offered_while_a_field_is_typed(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "slash", *"agency:any")
        foot = screen.splitlines()[-1]
        assert "Right takes the first: anyshire-hospitals  anyshire-police" in foot
        screen = await sitting.press("right")
        assert "agency anyshire-hospitals" in screen.splitlines()[2]
        screen = await sitting.press(*",pol")
        assert "As in: anyshire-police" in screen.splitlines()[-1]
        screen = await sitting.press(*"ice not overd", "right")
        assert "agency anyshire-hospitals or police, not overdue" in screen.splitlines()[2]
        assert "To the list" in screen.splitlines()[-1]


async def test_what_is_near_is_said_where_nothing_fits(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "slash", *"agency:polise")
        said = " ".join(screen.split())
        assert "No agency is called “polise”; near: anyshire-police." in said
        screen = await sitting.press(*["backspace"] * 3, *"ice overdue theme:neglect not overdue")
        assert "Without not overdue: " in " ".join(screen.split())


async def test_what_is_asked_of_two_stands_under_both(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "g", "g")
        assert "under agency" in screen
        rows = screen.splitlines()
        assert sum("child-ash/1" in row for row in rows) == 2
        assert next(row for row in rows if "Hospitals (" in row) < next(
            row for row in rows if "Police (" in row
        )
        assert "4 selected" in await sitting.press("plus")


async def test_agencies_and_dates_of_several_are_changed(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press(
            "r", "space", "space", "B", "tab", "tab", *"fire", "tab", *"police", "tab"
        )
        await sitting.press(*"31 march 2027", "ctrl+s", "down", "enter")
        assert "2 of 2 saved." in await saved(sitting)
    for ref in ("child-birch/1", "child-birch/2"):
        document = made_up.get("recommendations", ref)
        assert document["due"] == "2027-03-31"
        assert "police" not in document["agencies"] and "fire" in document["agencies"]


async def test_what_is_selected_is_counted_and_escape_lets_go(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "space", "space")
        assert "2 selected" in screen and "*child-birch/1" in screen
        assert "4 selected" in await sitting.press("plus")
        assert "selected" not in (await sitting.press("escape")).splitlines()[2]


async def test_several_are_changed_after_asking_and_refusals_are_told(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "space", "space", "B", *["tab"] * 5, *"high", "ctrl+s")
        assert "> No, back to the form" in sitting.text()
        await sitting.press("down", "enter")
        assert "Change 2 recommendations: 2 of 2 saved." in await saved(sitting)
    for ref in ("child-birch/1", "child-birch/2"):
        assert made_up.get("recommendations", ref)["priority"] == "high"


async def test_a_field_left_blank_is_left_and_a_dash_clears(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "B", *["tab"] * 5, *"high", "ctrl+s", "down", "enter")
        await saved(sitting)
        await sitting.press("B", *["tab"] * 8, *"Group", "ctrl+s", "down", "enter")
        await saved(sitting)
        assert made_up.get("recommendations", "child-birch/1")["priority"] == "high"
        await sitting.press("B", *["tab"] * 5, *"-", "ctrl+s", "down", "enter")
        await saved(sitting)
    document = made_up.get("recommendations", "child-birch/1")
    assert "priority" not in document and document["group"] == "Group"


async def test_what_is_shown_is_written_as_csv(made_up, sit, tmp_path):
    out = tmp_path / "overdue.csv"
    async with sit(made_up) as sitting:
        await sitting.press("r", "slash", *"overdue", "enter", "w", *str(out), "enter")
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].startswith("child-birch/1,")


async def test_copying_goes_to_a_file_on_a_shared_host(made_up, sit, tmp_path):
    from auditrack.register import sharing

    with contextlib.suppress(PermissionError):  # only root, or a member of it, gives a group away
        os.chown(made_up.path, -1, os.getgid() + 1)
    out = tmp_path / "copy.txt"
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "C")
        if not sharing.is_shared(made_up.path):
            assert "Copied: 1 recommendation" in screen
            return
        assert "Copy 1 recommendation to a file" in screen
        await sitting.press(*str(out), "enter")
    assert out.read_text().startswith("child-birch/1\t")


async def test_wide_terminals_show_the_page_beside_the_list(made_up, sit):
    async with sit(made_up, size=(120, 40)) as sitting:
        screen = await sitting.press("r")
        assert "What was asked" in screen
        sitting.app.screen.show_detail()
        await sitting.press("down", "down")
        sitting.app.screen.show_detail()
        assert "Child Ash" in await sitting.settled()


def test_taste_that_cannot_be_read_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "auditrack").mkdir()
    path = tmp_path / "auditrack" / "screen.json"
    for hostile in ("", "[]", '{"views": 3, "columns": {"a": 1}}', "\x00", "[" * 100_000):
        path.write_text(hostile)
        found = taste.load()
        assert found.views == () and found.columns == ()
        if found.is_broken:  # and then it is left as it is
            assert not taste.save(found) and path.read_text() == hostile


def test_taste_keeps_what_a_newer_auditrack_wrote(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    taste.save(taste.Taste(other={"newer": [1]}))
    assert taste.load().other == {"newer": [1]}
    assert taste.save(taste.load())
    kept = json.loads((tmp_path / "auditrack" / "screen.json").read_text())
    assert kept["newer"] == [1]


async def test_what_is_selected_and_hidden_is_said_before_it_is_changed(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "plus", "slash", *"overdue", "enter")
        assert "4 selected, 3 of them not shown" in " ".join(screen.split())
        screen = await sitting.press("B", *["tab"] * 5, *"high", "ctrl+s")
        assert "3 of them you do not see now" in " ".join(screen.replace("│", " ").split())


def test_taste_that_cannot_be_written_as_text_is_not_kept_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert not taste.save(taste.Taste(other={"newer": "\ud800"}))
    assert not list((tmp_path / "auditrack").iterdir())


async def test_two_windows_keep_each_others_taste(made_up, sit):
    async with sit(made_up) as sitting:
        assert sitting.app.session.taste.views == ()
        taste.save(taste.Taste(views=(taste.SavedView("Other window"),)))
        await sitting.press("f9")
    assert [view.name for view in taste.load().views] == ["Other window"]


async def test_references_stand_in_the_order_of_their_numbers(made_up, sit, put):
    from auditrack.model.change import Insert

    for number in (10, 11):
        ref = f"child-ash/{number}"
        put(made_up, Insert("recommendations", ref, {"review": "child-ash", "text": "Do."}))
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", *["s"] * 5)
        shown = [line.split()[0].lstrip(">") for line in screen.splitlines()[4:8]]
    assert shown == ["child-ash/1", "child-ash/2", "child-ash/10", "child-ash/11"]
