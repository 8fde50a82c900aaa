"""Text that could crash or mislead a screen, in every field of every record, on every screen."""

import pytest

from auditrack.model.change import Insert

MARKUP = "[/] [b + [red]x [see note 3]"
HOSTILE = (
    f"{MARKUP} \x1b[31mred\x1b]0;title\x07 \x9b2J bell\x07 \u202egnp.exe\u202c \u200fmark "
    f"漢字かな 👩\u200d👩\u200d👧 e\u0301\u0301\u0301 {'Verylongword' * 30} tab\there\r\nnew line"
)
SHOWN = ("[/] [b + [red]x", "␛[31m")
# What steers a terminal: nothing of it may reach one.
STEERING = "\x1b\x07\x9b\x7f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f"

# Fields whose values are codes, dates, numbers or references: hostile text stands beside them.
_KEPT = {
    "themes": {"kind": "issue"},
    "reviews": {"published": "2015", "status": "active", "history": "complete"},
    "windows": {"review": "child-x", "start": "2012", "end": "2014"},
    "findings": {"review": "child-x", "kind": "concern"},
    "recommendations": {
        "review": "child-x",
        "agencies": ["police"],
        "due": "2016-01-01",
        "order": 1,
    },
    "replies": {"recommendation": "child-x/1", "agency": "police", "asked_on": "2015-06-01"},
    "decisions": {"on_ref": "child-x/1", "decision": "implement", "on": "2015-07-01"},
    "actions": {"serves": ["child-x/1"], "agency": "police", "lead": "chair", "due": "2016-01-01"},
    "updates": {"action": "act-1", "on": "2015-08-01", "state": "done"},
    "extensions": {"action": "act-1", "to": "2016-03-01", "on": "2015-12-01"},
    "evidence": {"serves": ["child-x/1"], "level": 1, "about": "2015", "state": "filed"},
    "audits": {
        "themes": ["neglect"],
        "serves": ["child-x/1"],
        "date": "2019",
        "status": "done",
        "outcome": "not-embedded",
        "looked_at": "practice",
    },
    "criteria": {"audit": "aud-1", "number": 1, "answers": ["yes", "odd"]},
    "theme_links": {
        "of": "child-x/1",
        "review": "child-x",
        "theme": "neglect",
        "status": "confirmed",
    },
    "agencies": {},
    "leads": {},
    "board": {},
}
_WORDS = {
    "board": ("name", "marking"),
    "agencies": ("name",),
    "leads": ("title", "holder"),
    "themes": ("name", "definition"),
    "reviews": ("title", "type", "case_id", "delay_reason", "stage", "source_file"),
    "windows": ("subject", "as_printed"),
    "findings": ("label", "text", "no_recommendation_why", "theme_heading", "group"),
    "recommendations": (
        "label",
        "text",
        "group",
        "outcome",
        "measure",
        "due_text",
        "title",
        "public_wording",
        "priority",
        "theme_heading",
    ),
    "replies": ("answer", "reason", "passed_to"),
    "decisions": ("reason", "dissent", "meeting", "by"),
    "actions": ("what", "due_text", "type"),
    "updates": ("note", "by", "lead"),
    "extensions": ("why",),
    "evidence": ("shows", "at", "file_name", "difference"),
    "audits": ("question", "method", "by", "chosen", "standard", "seed", "standard_met", "scale"),
    "criteria": ("question",),
}
_REFS = {
    "board": "board",
    "agencies": "police",
    "leads": "chair",
    "themes": "neglect",
    "reviews": "child-x",
    "windows": "win-1",
    "findings": "child-x/f-1",
    "recommendations": "child-x/1",
    "replies": "rep-1",
    "decisions": "dec-1",
    "actions": "act-1",
    "updates": "upd-1",
    "extensions": "ext-1",
    "evidence": "ev-1",
    "audits": "aud-1",
    "criteria": "crt-1",
    "theme_links": "tl-1",
}


def hostile_operations() -> tuple[Insert, ...]:
    return tuple(
        Insert(
            table,
            ref,
            dict.fromkeys(_WORDS.get(table, ()), HOSTILE) | _KEPT.get(table, {}),
        )
        for table, ref in _REFS.items()
    )


def assert_safe(text: str) -> None:
    assert not any(steering in text for steering in STEERING)


@pytest.fixture
def hostile(new_register):
    return new_register(*hostile_operations())


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (160, 50)])
@pytest.mark.parametrize(
    "keys", [(), ("enter",), ("r",), ("r", "enter"), ("question_mark",), ("ctrl+p",)]
)
async def test_every_screen_shows_it_as_text(hostile, sit, keys, size):
    async with sit(hostile, size) as sitting:
        assert_safe(await sitting.press(*keys))
        assert_safe(await sitting.press("end", "pageup", "home", "pagedown"))


@pytest.mark.parametrize(
    ("ref", "kind"),
    [
        ("child-x/1", "recommendation"),
        ("child-x", "review"),
        ("child-x/f-1", "finding"),
        ("act-1", "action"),
        ("ev-1", "evidence"),
        ("aud-1", "audit"),
        ("police", "agency"),
        ("chair", "lead"),
        ("neglect", "theme"),
    ],
)
async def test_every_kind_of_record_shows_it_as_text(hostile, sit, ref, kind):
    from auditrack.tui.messages import Open

    async with sit(hostile, (100, 200)) as sitting:
        sitting.app.post_message(Open(ref, kind))
        shown = await sitting.settled()
        assert len(sitting.app.screen_stack) == 2
        for words in SHOWN:
            assert words in " ".join(shown.split())
        assert_safe(shown)


async def test_the_board_and_a_theme_show_it_literally(hostile, sit):
    async with sit(hostile, (160, 50)) as sitting:
        title, *rest = sitting.text().splitlines()
        assert title.startswith(" [/] [b + [red]x [see note 3] ␛[31mred")
        assert any("[/] [b + [red]x" in line for line in rest)


async def test_every_place_and_form_shows_it_as_text(hostile, sit):
    from auditrack.tui.forms.all import FORMS
    from auditrack.tui.places import PLACES

    async with sit(hostile) as sitting:
        for place in PLACES:
            assert_safe(await sitting.press(place.key))
            assert_safe(await sitting.press("end", "home", "right"))
            await sitting.press("escape", "escape")
        assert_safe(await sitting.press("enter", "l", "end"))
        for form in FORMS.values():
            ref = {"settings-edit": "board"}.get(form.id, "child-x/1")
            if form.edits:
                ref = _REFS.get(form.table, ref)
            sitting.app.action_fill(form.id, ref)
            await sitting.pilot.pause()
            assert_safe(sitting.text())
            await sitting.app.pop_screen()


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("progress", ""),
        ("response", "child-x"),
        ("agency", "police"),
        ("themes", ""),
        ("evidence-pack", "neglect"),
        ("assurance", "child-x/1"),
        ("handover", "chair"),
    ],
)
async def test_every_report_and_its_page_shows_it_as_text(
    hostile, sit, monkeypatch, tmp_path, kind, subject
):
    from auditrack.tui.messages import AskReport

    monkeypatch.setenv("HOME", str(tmp_path))
    async with sit(hostile) as sitting:
        sitting.app.post_message(AskReport(kind, subject))
        assert_safe(await sitting.settled())
        for _ in range(5):
            assert_safe(await sitting.press("tab"))
        shown = await sitting.press("ctrl+s")
        assert "Written to" in shown
        assert_safe(shown)
        assert_safe(await sitting.press("G", "down", "s"))


async def test_what_is_pasted_into_a_form_cannot_steer_the_terminal(made_up, sit):
    from textual.events import Paste

    async with sit(made_up) as sitting:
        await sitting.press("r", "enter", "e")
        sitting.app.screen.focused.post_message(Paste("a\x1b]52;c;Zm9v\x07b\x1b[31mred"))
        shown = await sitting.settled()
        assert "␛[31mred" in shown
        assert_safe(shown)


async def test_a_hostile_filter_is_text(hostile, sit):
    async with sit(hostile) as sitting:
        await sitting.press("r", "slash")
        sitting.app.screen.query_one("#typed").value = HOSTILE.replace("\n", " ")
        assert_safe(await sitting.settled())


async def test_a_hostile_sentence_is_said_as_text(hostile, sit):
    async with sit(hostile) as sitting:
        sitting.app.say(HOSTILE)
        await sitting.settled()
        assert MARKUP in sitting.text()
        assert_safe(sitting.text())
