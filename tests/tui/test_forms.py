"""Forms through the real keys: saved, refused, left, taken up again, in conflict, undone."""

import pytest

from auditrack.model.change import Actor, Insert, Transaction, Update
from auditrack.register import drafts, open_register
from auditrack.tui.messages import Open

AUDIT = ("r", "enter", "a")


async def saved(sitting) -> str:
    """The screen once everything that was asked for is saved or refused."""
    sitting.app.session._saver.close()
    return await sitting.settled()


def of(register, table: str) -> list[str]:
    return [document["ref"] for document in register.select(table)]


async def test_an_audit_takes_twelve_keystrokes_and_its_text(made_up, sit):
    keys = ["a", "n", "tab", *"today", "tab", *"Was it seen?", "tab", "tab", *"20", "tab", *"6"]
    keys.append("ctrl+s")
    text = len("today" + "Was it seen?" + "20" + "6")
    assert len(keys) - text <= 12
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", *keys)
        screen = await saved(sitting)
        assert "Saved: Audit recorded: not embedded" in screen
    audit = made_up.select("audits")[-1]
    assert (audit["outcome"], audit["question"]) == ("not-embedded", "Was it seen?")
    assert (audit["sample"], audit["met"], audit["looked_at"]) == (20, 6, "practice")
    assert list(audit["serves"]) == ["child-birch/1"]


async def test_a_date_is_echoed_in_words_and_a_wrong_one_is_said(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press(*AUDIT, "n", "tab", *"end of March")
        assert "= 31 March" in screen
        screen = await sitting.press("tab", "shift+tab", *"x", "tab")
        assert "end of Marchx" in screen
        screen = await sitting.press("ctrl+s")
        assert "Not saved yet." in screen
    assert of(made_up, "audits") == ["aud-1"]


async def test_what_is_refused_stays_typed_and_says_why(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press(
            *AUDIT, "e", "tab", *"today", *["tab"] * 3, *"5", "tab", *"6", "ctrl+s"
        )
        assert "Not saved. 6 of 5 cases cannot have met the standard" in screen
        assert "--met" not in screen and "“Met the standard”" in screen
        assert "embedded" in screen
    assert of(made_up, "audits") == ["aud-1"]


async def test_leaving_an_untouched_form_asks_nothing(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press(*AUDIT, "escape")
        assert "Recommendation child-birch/1" in screen
    assert not drafts.waiting(made_up.header.register)


async def test_a_draft_is_kept_taken_up_and_started_afresh(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "enter", "e", *"Seen in supervision", "escape")
        assert "> Back to the form" in screen
        await sitting.press("down", "enter")
        (draft,) = drafts.waiting(made_up.header.register)
        assert draft.values["shows"] == "Seen in supervision"
        assert "A draft waits" in sitting.app.session.last_words()
        screen = await sitting.press("e")
        assert "Seen in supervision" in screen and "is here again" in screen
        screen = await sitting.press("f6", "down", "enter")
        assert "Seen in supervision" not in screen
    assert not drafts.waiting(made_up.header.register)


async def test_a_form_that_something_closes_leaves_its_draft(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "e", *"Half a sen")
        await sitting.app.action_go("themes")
        await sitting.settled()
    (draft,) = drafts.waiting(made_up.header.register)
    assert draft.values["shows"] == "Half a sen"


async def test_discarding_removes_the_draft(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "e", *"Oops", "escape", "up", "enter")
    assert not drafts.waiting(made_up.header.register)
    assert of(made_up, "evidence") == ["ev-1"]


async def test_a_saved_change_is_undone_after_asking(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "e", *"Seen", "ctrl+s")
        await saved(sitting)
        assert of(made_up, "evidence") == ["ev-1", "ev-2"]
        assert "> No, leave it" in await sitting.press("u")
        await sitting.press("enter")
        assert not made_up.get("evidence", "ev-2").get("withdrawn_on")
        await sitting.press("u", "down", "enter")
        assert "Undone" in await saved(sitting)
        assert made_up.get("evidence", "ev-2").get("withdrawn_on")


async def test_a_conflict_shows_both_and_writes_what_was_chosen(made_up, sit):
    other = open_register(made_up.path, Actor("colleague", uid=1001))
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "E", *" Mine.")
        other.transact(
            lambda _: Transaction(
                "rec edit", (Update("recommendations", "child-birch/1", {"text": "Theirs."}),)
            )
        )
        await sitting.press("ctrl+s")
        screen = await saved(sitting)
        assert "colleague changed the same" in screen
        assert "Theirs." in screen and "Mine." in screen
        await sitting.press("m", "ctrl+s")
        assert "Saved" in await saved(sitting)
    assert made_up.get("recommendations", "child-birch/1")["text"].endswith(" Mine.")
    other.close()


async def test_what_others_changed_elsewhere_in_the_record_stands(made_up, sit):
    other = open_register(made_up.path, Actor("colleague", uid=1001))
    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "E", *" Mine.")
        other.transact(
            lambda _: Transaction(
                "rec edit", (Update("recommendations", "child-birch/1", {"measure": "Audit"}),)
            )
        )
        await sitting.press("ctrl+s")
        assert "Others had changed measure of" in await saved(sitting)
    document = made_up.get("recommendations", "child-birch/1")
    assert document["measure"] == "Audit" and document["text"].endswith(" Mine.")
    other.close()


async def test_a_reader_is_told_why_no_form_opens(made_up, sit):
    reader = open_register(made_up.path, Actor("reader", uid=1002), read_only=True)
    async with sit(reader) as sitting:
        screen = await sitting.press(*AUDIT)
        assert "Nothing can be saved here" in screen
    reader.close()


@pytest.mark.parametrize("key", ["x", "v", "G"])
async def test_a_key_that_does_nothing_here_says_why(made_up, sit, key):
    async with sit(made_up) as sitting:
        sitting.app.post_message(Open("child-ash/2", "recommendation"))  # it has no action
        await sitting.settled()
        assert "cannot be" in await sitting.press(key)


async def test_the_only_action_is_meant_from_its_recommendation(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "enter", "x")
        assert "Extend the action act-3" in screen


async def test_closing_says_what_is_missing_and_starts_on_no(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "enter", "c")
        assert "Still missing:" in screen
        screen = await sitting.press("ctrl+s")
        assert "Not saved." in screen
    assert not of(made_up, "decisions")


async def test_every_form_opens_at_40x10(made_up, sit):
    from auditrack.tui.forms.all import FORMS

    about = {"audit": "aud-1", "evidence": "ev-1", "action": "act-1", "review": "child-ash"}
    about |= {"agency": "police", "lead": "head-of-safeguarding", "settings": "board"}
    async with sit(made_up, size=(40, 10)) as sitting:
        for form in FORMS.values():
            ref = about.get(form.id.split("-")[0], "child-ash/1")
            sitting.app.action_fill(form.id, ref)
            await sitting.pilot.pause()
            assert form.title.split()[0] in sitting.text()
            sitting.app.screen.action_more()
            await sitting.app.pop_screen()


async def test_down_takes_the_first_of_an_open_list_and_enter_alone_takes_nothing(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("r", "enter", "n", *"Meet", "tab")
        assert "  Head of Safeguarding" in screen and "> Head of Safeguarding" not in screen
        await sitting.press("enter", "ctrl+s")
        await sitting.settled()
        screen = await sitting.press("n", *"Meet again", "tab", *"Hea", "down")
        assert "> Head of Safeguarding" in screen
        await sitting.press("enter", "ctrl+s")
        await saved(sitting)
    leads = [document.get("lead") for document in made_up.select("actions")]
    assert leads[-2:] == [None, "head-of-safeguarding"]


async def test_a_choice_taken_in_the_last_field_can_be_changed(made_up, sit):
    async with sit(made_up) as sitting:
        screen = await sitting.press("enter", "J", *"fath", "enter")
        at = next(at for at, line in enumerate(screen.splitlines()) if "> Fathers" in line)
        below = screen.splitlines()[at + 1].strip()
        screen = await sitting.press("down")
        assert f"> {below[:20]}" in screen  # the one that was shown below it
        await sitting.press("enter", *"neglect")
        assert sitting.app.focused.value == "neglect"


async def test_a_change_heard_while_a_form_is_being_made_up_or_taken_down_breaks_nothing(
    made_up, sit
):
    from auditrack.tui.messages import Changed
    from auditrack.tui.screens.form import FieldRow

    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "e")
        screen = sitting.app.screen
        row = FieldRow(screen.form.fields[0], "", [], sitting.app.session.may_use)
        row.tell("Heard before it stands.")  # nothing stands in it yet
        sitting.app.on_changed(Changed())
    sitting.app.on_changed(Changed())  # no screen is left


async def test_a_form_that_this_login_cannot_save_says_so_before_anything_is_typed(
    made_up, sit, put
):
    put(made_up, Insert("roles", "chief", {"roles": ["administrator"]}))
    put(made_up, Insert("roles", "officer", {"roles": ["officer"]}))
    async with sit(made_up) as sitting:
        decide = await sitting.press("r", "enter", "d")
        assert '"rec decide" is for the role of chair, and the login officer holds' in decide
        await sitting.press("escape", "a")
        assert "is for the role of" not in sitting.text()
