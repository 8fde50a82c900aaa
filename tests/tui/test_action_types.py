"""Types of action on the screens: offered while one is added, confirmed by one key in a list."""

import pytest

from auditrack.model.change import Actor, Insert, Transaction, Update
from auditrack.register import open_register
from auditrack.tui.messages import Fill, Open

SIZES = [(80, 24), (120, 40)]
TO_TYPE = ["tab"] * 4
"""From the lead, the first field that is empty, to the type."""

THEME = Open("neglect", "theme")


async def saved(sitting) -> str:
    """The screen once everything that was asked for is saved or refused."""
    sitting.app.session._saver.close()
    return await sitting.settled()


def types(register) -> list[str | None]:
    return [document.get("type") for document in register.select("actions")]


def marked(screen: str, mark: str) -> list[str]:
    return [line[1:].split()[0] for line in screen.splitlines() if line.startswith(mark)]


async def adding(sitting, *keys: str, what: str = "Refresher on the protocol") -> str:
    """The form of a new action, in its field Type after `keys`."""
    sitting.app.post_message(Fill("action-add", "child-birch/1", {"what": what}))
    await sitting.settled()
    return await sitting.press(*TO_TYPE, *keys)


@pytest.fixture
def several(made_up, put):
    """The made-up board with actions of two types, of one, and of none."""
    for number, what in enumerate(("A newsletter on the protocol", "Audit files", "Zebra"), 4):
        put(made_up, Insert("actions", f"act-{number}", {"what": what, "serves": ["child-ash/2"]}))
    return made_up


class TestInTheForm:
    async def test_what_the_words_suggest_is_offered_first_with_its_phrase(self, made_up, sit):
        async with sit(made_up) as sitting:
            screen = await adding(sitting)
            lines = [line.strip() for line in screen.splitlines()]
            at = lines.index("Type")
            assert lines[at + 1] == "“refresher”: Train or refresh skills (weak)"
            assert lines[at + 2].startswith("“protocol”: Write or revise policy")
            assert lines[at + 3] == "Remind, circulate, raise awareness (weak)"
            assert "About" in screen  # it stands among the others without more being opened

    async def test_going_through_the_field_takes_nothing(self, made_up, sit):
        async with sit(made_up) as sitting:
            await adding(sitting, "enter", "ctrl+s")
            assert "Saved: Action entered" in await saved(sitting)
        assert types(made_up)[-1] is None

    async def test_down_and_enter_take_the_first_that_is_suggested(self, made_up, sit):
        async with sit(made_up) as sitting:
            screen = await adding(sitting, "down")
            assert "> “refresher”: Train or refresh skills (weak)" in screen
            screen = await sitting.press("enter")
            assert "Type                Train or refresh skills (weak)" in screen
            await sitting.press("ctrl+s")
            await saved(sitting)
        assert types(made_up)[-1] == "train"

    async def test_the_name_typed_whole_is_the_type_and_own_words_stay(self, made_up, sit):
        async with sit(made_up) as sitting:
            await adding(sitting, *"train or refresh skills (weak)", "ctrl+s")
            await sitting.settled()
            await adding(sitting, *"Own", "ctrl+s")
            await saved(sitting)
        assert types(made_up)[-2:] == ["train", "Own"]

    async def test_other_words_are_looked_at_again(self, made_up, sit):
        async with sit(made_up) as sitting:
            await adding(sitting, *["shift+tab"] * 5, *" Audit", *["tab"] * 5)
            assert "“audit”: Audit, test or seek assurance (test)" in sitting.text()

    async def test_an_edit_offers_by_the_words_on_record(self, made_up, sit):
        async with sit(made_up) as sitting:
            sitting.app.action_fill("action-edit", "act-2")
            await sitting.settled()
            await sitting.press(*["tab"] * 4)
            assert "“training”: Train or refresh skills (weak)" in sitting.text()


class TestTheList:
    @pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
    async def test_looks_as_kept(self, several, sit, looks_as_kept, size):
        async with sit(several, size=size) as sitting:
            screen = await sitting.press("O", "plus")
        looks_as_kept(f"action-types-{size[0]}x{size[1]}", screen)

    async def test_one_key_confirms_the_line_and_the_cursor_stays_in_its_place(self, several, sit):
        async with sit(several) as sitting:
            assert marked(await sitting.press("O", "down"), ">") == ["act-2"]
            await sitting.press("y")
            screen = await saved(sitting)
            assert "Saved: Types of action confirmed as suggested: act-2" in screen
            assert "5 actions without a confirmed type" in screen
            assert marked(screen, ">") == ["act-4"]
        assert types(several) == [None, "train", None, None, None, None]

    async def test_all_that_are_selected_are_confirmed_in_one_entry(self, several, sit):
        async with sit(several) as sitting:
            screen = await sitting.press("O", "plus")
            assert "4 selected" in screen
            assert marked(screen, "*") + marked(screen, "»") == ["act-2", "act-4", "act-5", "act-1"]
            await sitting.press("y")
            screen = await saved(sitting)
            assert "2 actions without a confirmed type" in screen and "selected" not in screen
        assert types(several) == ["train", "train", None, "remind_circulate", "audit_assure", None]
        assert list(several.history())[-1].cmd == "action types"

    async def test_what_the_filter_hides_is_confirmed_only_after_asking(self, several, sit):
        async with sit(several) as sitting:
            await sitting.press("O", "plus", "slash", *"audit", "enter")
            screen = await sitting.press("y")
            assert "Confirm the suggested types of 4 actions?" in screen
            assert "3 of them you do not see now" in screen
            await sitting.press("enter")
            await saved(sitting)
            assert set(types(several)) == {None}
            await sitting.press("y", "y")
            await saved(sitting)
        assert types(several).count(None) == 2

    async def test_what_nothing_is_suggested_for_is_neither_confirmed_nor_selected(
        self, several, sit
    ):
        async with sit(several) as sitting:
            screen = await sitting.press("O", "end", "space")
            assert "The words of act-6 suggest no type: o chooses one." in screen
            assert "selected" not in screen.splitlines()[2]
            await sitting.press("y")
            await saved(sitting)
        assert set(types(several)) == {None}

    async def test_another_type_is_chosen_from_all_those_there_are(self, several, sit):
        async with sit(several) as sitting:
            screen = await sitting.press("O", "o")
            assert "Which type of action is act-1?" in screen
            assert "> Leave it as it is" in screen and "“train”: Train or refresh skills" in screen
            await sitting.press("enter")
            assert set(types(several)) == {None}
            await sitting.press("o", "down", "down", "down", "enter")
            assert "Saved: Action corrected: act-1" in await saved(sitting)
        assert types(several)[0] == "procedure"

    async def test_enter_opens_the_action_and_escape_returns(self, several, sit):
        async with sit(several) as sitting:
            screen = await sitting.press("O", "enter")
            assert "Action act-1" in screen and "nobody has confirmed it" in screen
            assert "Types to confirm" in (await sitting.press("escape")).splitlines()[0]

    async def test_a_type_that_a_colleague_said_meanwhile_stands(self, several, sit, monkeypatch):
        # The list would say so before the key comes if it heard of it first.
        monkeypatch.setattr("auditrack.tui.connected_session.POLL_SECONDS", 3600)
        other = open_register(several.path, Actor("colleague", uid=1001))
        async with sit(several) as sitting:
            await sitting.press("O")
            other.transact(
                lambda _: Transaction("action edit", (Update("actions", "act-1", {"type": "Own"}),))
            )
            await sitting.press("y")
            assert "Not saved. act-1 has a type already: Own." in await saved(sitting)
        assert types(several)[0] == "Own"
        other.close()

    async def test_a_reader_is_told_why_nothing_is_confirmed(self, several, sit):
        reader = open_register(several.path, Actor("reader", uid=1002), read_only=True)
        async with sit(reader) as sitting:
            assert "Nothing can be saved here" in await sitting.press("O", "y")
        reader.close()

    async def test_undo_takes_back_all_of_them(self, several, sit):
        async with sit(several) as sitting:
            await sitting.press("O", "plus", "y")
            await saved(sitting)
            await sitting.press("u", "down", "enter")
            assert "6 actions without a confirmed type" in await saved(sitting)
        assert set(types(several)) == {None}

    async def test_the_list_is_written_out_narrowed(self, several, sit):
        async with sit(several) as sitting:
            screen = await sitting.press("O", "slash", *"zebra", "enter", "w")
            assert "Write the action-types list to a file" in screen

    async def test_every_key_does_no_harm_where_nothing_is_left(self, new_register, sit):
        async with sit(new_register()) as sitting:
            screen = await sitting.press("O", "y", "o", "space", "plus", "minus", "s", "enter")
            assert "No live action here is without a type" in screen


class TestFromATheme:
    async def test_the_list_is_of_the_theme_and_leads_back_to_it(self, several, sit):
        async with sit(several, size=(100, 60)) as sitting:
            sitting.app.post_message(THEME)
            screen = await sitting.settled()
            assert "3 actions: 2 only suggested, 1 not known" in screen
            assert "O Types to confirm" in screen
            screen = await sitting.press("O")
            assert "3 actions without a confirmed type" in screen
            assert "on Neglect and home conditions" in screen and "act-4" not in screen
            await sitting.press("plus", "y")
            await saved(sitting)
            screen = await sitting.press("escape")
            assert "3 actions: 2 confirmed, 1 not known" in screen

    async def test_elsewhere_the_key_goes_to_all_of_them(self, several, sit):
        async with sit(several) as sitting:
            screen = await sitting.press("r", "enter", "O")
            assert "6 actions without a confirmed type" in screen
