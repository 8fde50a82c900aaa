"""Reports from the screen: their list, the key of each page, the form, progress and refusals."""

import asyncio
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document

from auditrack.commands.meeting import EndMeeting, StartMeeting
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved
from auditrack.register import drafts, host_log, open_register
from auditrack.tui.messages import AskReport, Lifeline, Open
from auditrack.tui.report_form import ReportForm
from auditrack.tui.report_kinds import KINDS
from tests.tui.conftest import TODAY

SIZES = [(80, 24), (120, 40)]
LEAD = "head-of-safeguarding"
DECIDED_LAST_YEAR = Insert(
    "decisions", "dec-1", {"on_ref": "child-birch/1", "decision": "implement", "on": "2025-06-12"}
)
SUBJECTS = {
    "progress": "",
    "annual": "",
    "response": "child-ash",
    "agency": "police",
    "themes": "",
    "evidence-pack": "neglect",
    "assurance": "child-ash/1",
    "minutes": "mtg-1",
    "handover": LEAD,
    "extract": "child-ash",
}
NAMES = {
    "progress": "progress-2026-11-20.docx",
    "annual": "annual-2026-11-20.docx",
    "response": "response-child-ash.docx",
    "agency": "agency-plan-police.docx",
    "themes": "themes-2026-11-20.docx",
    "evidence-pack": "evidence-pack-neglect.docx",
    "assurance": "assurance-child-ash-1.docx",
    "minutes": "minutes-meeting-of-the-board-2026-11-20.docx",
    "handover": f"handover-{LEAD}.docx",
    "extract": "extract-child-ash.docx",
}
WHAT = {
    "progress": None,
    "annual": "Working Together 2026",
    "response": "Child Ash",
    "agency": "Anyshire Police",
    "themes": None,
    "evidence-pack": "Neglect and home conditions",
    "assurance": "child-ash/1",
    "minutes": "draft minutes of mtg-1",
    "handover": "Head of Safeguarding",
    "extract": "child-ash: Child Ash (child-ash)",
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """A folder of one's own, at the machine itself."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.delenv("SUDO_UID", raising=False)
    return folder


@pytest.fixture
def board(made_up):
    """The made-up board with a meeting that is over."""
    for command in (StartMeeting(chair=LEAD), EndMeeting("mtg-1")):
        came = run(made_up, command, today=TODAY)
        assert isinstance(came, Saved), came
    return made_up


def folded(screen: str) -> str:
    return " ".join(screen.split())


def joined(screen: str) -> str:
    return "".join(screen.split())


def text_of(path: Path) -> str:
    return "\n".join(one.text for one in Document(str(path)).paragraphs)


def exports(register) -> list[dict]:
    return [dict(one) for one in register.select("exports")]


async def at_form(sitting, kind: str, subject: str = "") -> str:
    sitting.app.post_message(AskReport(kind, subject))
    return await sitting.settled()


async def cleared(sitting) -> None:
    """Empty the line that has the keys."""
    await sitting.press("end", *["backspace"] * 80)


async def to_field(sitting, name: str) -> None:
    sitting.app.screen._row(name).editor.focus()
    await sitting.settled()


# One key away


async def test_two_keys_from_the_first_screen_write_the_progress_report(board, sit, home):
    async with sit(board) as sitting:
        assert "Write: Subgroup progress" in await sitting.press("full_stop")
        screen = await sitting.press("ctrl+s")
        (written,) = home.iterdir()
        assert f"Writtento{written},asatentry" in joined(screen)
        assert "On record as exp-1" in folded(screen)
        assert "left the register" in await sitting.press("enter")
    assert written.name == NAMES["progress"]
    assert written.stat().st_mode & 0o777 == 0o600
    (export,) = exports(board)
    assert (export["kind"], export["period"]) == ("progress", "2026-04-01..2026-11-20")
    assert (export["marking"], export["file"]) == ("OFFICIAL-SENSITIVE", written.name)
    assert drafts.waiting(board.header.register) == ()


@pytest.mark.parametrize(
    ("opening", "kind", "subject"),
    [
        ((), "progress", ""),
        (("N",), "progress", ""),
        (("Y",), "progress", ""),
        (("t",), "themes", ""),
        (("M",), "themes", ""),
        (("r",), "assurance", "child-birch/1"),
        (("4",), "response", "child-birch"),
        (("6",), "agency", "police"),
        (("7",), "handover", LEAD),
        (("R",), "agency", "health"),
        (("Z",), "minutes", "mtg-1"),
    ],
)
async def test_the_same_key_on_each_list(board, sit, opening, kind, subject):
    async with sit(board) as sitting:
        await sitting.press(*opening)
        screen = await sitting.press("full_stop")
        assert f"Write: {KINDS[kind].title} {subject}".rstrip() in screen
        assert isinstance(sitting.app.screen, ReportForm)


@pytest.mark.parametrize(
    ("ref", "kind", "report"),
    [
        ("child-ash", "review", "response"),
        ("police", "agency", "agency"),
        ("neglect", "theme", "evidence-pack"),
        ("child-ash/1", "recommendation", "assurance"),
        ("child-ash/1", "history", "assurance"),
        (LEAD, "lead", "handover"),
        ("mtg-1", "meeting", "minutes"),
    ],
)
async def test_the_same_key_on_each_page(board, sit, ref, kind, report):
    async with sit(board) as sitting:
        sitting.app.post_message(Open(ref, kind))
        await sitting.settled()
        screen = await sitting.press("full_stop")
        assert f"Write: {KINDS[report].title} {ref}" in screen


async def test_a_reviews_page_has_a_key_for_its_legal_extract(board, sit):
    async with sit(board) as sitting:
        sitting.app.post_message(Open("child-ash", "review"))
        await sitting.settled()
        assert "Write: Legal extract child-ash" in await sitting.press("%")
        await sitting.press("escape")
        sitting.app.post_message(Open("act-1"))
        await sitting.settled()
        assert "A legal extract is of a review" in await sitting.press("%")


async def test_a_lifeline_has_the_evidence_pack_of_its_theme(board, sit):
    async with sit(board) as sitting:
        sitting.app.post_message(Lifeline("neglect"))
        await sitting.settled()
        assert "Write: Evidence pack neglect" in await sitting.press("full_stop")


async def test_a_page_without_a_report_of_its_own_shows_them_all_and_escape_comes_back(board, sit):
    async with sit(board) as sitting:
        sitting.app.post_message(Open("act-1"))
        await sitting.settled()
        assert f"{len(KINDS)} kinds of report" in await sitting.press("full_stop")
        assert "Action act-1" in await sitting.press("escape")


async def test_a_meeting_that_goes_on_has_no_minutes_yet(made_up, sit):
    run(made_up, StartMeeting(chair=LEAD), today=TODAY)
    async with sit(made_up) as sitting:
        await sitting.press("Z", "escape")
        assert f"{len(KINDS)} kinds of report" in await sitting.press("full_stop")


async def test_on_a_projector_no_form_opens(made_up, sit):
    run(made_up, StartMeeting(chair=LEAD), today=TODAY)
    async with sit(made_up) as sitting:
        await sitting.press("Z", "v")
        assert "shows this meeting alone" in await sitting.press("full_stop")
        assert not isinstance(sitting.app.screen, ReportForm)


# Each kind


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_is_written_with_what_is_usual(board, sit, home, put, kind):
    if kind == "annual":
        put(board, DECIDED_LAST_YEAR)
    async with sit(board, size=(100, 40)) as sitting:
        screen = await at_form(sitting, kind, SUBJECTS[kind])
        assert KINDS[kind].tells[:40] in screen
        screen = await sitting.press("ctrl+s")
        assert f"Written: {KINDS[kind].title}" in screen
    (written,) = home.iterdir()
    assert written.name == NAMES[kind]
    assert text_of(written)
    (export,) = exports(board)
    assert (export["kind"], export.get("what")) == (kind, WHAT[kind])
    assert export["head_number"] == board.head.number - 1


@pytest.mark.parametrize("kind", [kind for kind, subject in SUBJECTS.items() if subject])
async def test_from_the_list_what_it_is_about_is_chosen_and_names_the_file(board, sit, home, kind):
    at = list(KINDS).index(kind)
    async with sit(board, size=(100, 40)) as sitting:
        await sitting.press("G", *["down"] * at, "enter")
        await to_field(sitting, "subject")
        screen = await sitting.press(*SUBJECTS[kind], "enter")
        assert f"~/{NAMES[kind]}" in screen
        await sitting.press("ctrl+s")
    assert [one.name for one in home.iterdir()] == [NAMES[kind]]


async def test_without_what_it_is_about_nothing_is_written(board, sit, home):
    async with sit(board) as sitting:
        await at_form(sitting, "response")
        assert "Not written yet. Review is needed." in await sitting.press("ctrl+s")
    assert list(home.iterdir()) == []


# The list


async def test_the_list_says_when_each_was_last_written_and_by_whom(board, sit):
    async with sit(board, size=(100, 40)) as sitting:
        screen = await sitting.press("G")
        assert screen.count("never yet") == len(KINDS)
        await sitting.press("enter", "ctrl+s")
        await sitting.press("escape")
        screen = sitting.text()
        assert "Subgroup progress 2 November 2026 officer" in folded(screen)
        assert "Written 1 time" in screen and NAMES["progress"] in screen
        assert screen.count("never yet") == len(KINDS) - 1


async def test_to_whom_it_was_sent_is_said_on_the_list(board, sit):
    async with sit(board) as sitting:
        await sitting.press("G")
        assert "Nothing on record" in await sitting.press("s")
        await sitting.press("full_stop", "ctrl+s")
        await sitting.press("escape")
        assert "To whom it was sent exp-1" in await sitting.press("s")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_list_form_and_page_look_as_kept(board, sit, looks_as_kept, size, monkeypatch):
    at = f"{size[0]}x{size[1]}"
    async with sit(board, size=size) as sitting:
        looks_as_kept(f"reports-form-{at}", await sitting.press("full_stop"))
        await sitting.press("ctrl+s")
        await sitting.press("escape", "G")
        sitting.app.screen.tell_of_row()
        sitting.app.screen.show_detail()
        looks_as_kept(f"reports-{at}", await sitting.settled())
        looks_as_kept(f"reports-agency-{at}", await at_form(sitting, "agency", "police"))


async def test_an_annual_report_covers_the_year_that_ended_and_names_its_headings(board, sit, put):
    put(board, DECIDED_LAST_YEAR)
    async with sit(board, size=(100, 40)) as sitting:
        screen = folded(await at_form(sitting, "annual"))
        assert "the board's year that ended last: 1 April 2025 to 31 March 2026" in screen
        assert "the year before it: 1 April 2024 to 31 March 2025" in screen
        await to_field(sitting, "headings")
        assert "(not verified)" in folded(await sitting.press(*"working"))
        await sitting.press("enter", "ctrl+s")
        assert "Written: Annual report" in sitting.text()
    (export,) = exports(board)
    assert export["period"] == "2025-04-01..2026-03-31"


async def test_an_annual_report_of_a_year_without_anything_is_refused_in_a_sentence(
    board, sit, home
):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "annual")
        assert "Not written." in folded(await sitting.press("ctrl+s"))
    assert not list(home.iterdir())


# What is typed


async def test_a_period_is_chosen_or_typed_and_said_in_words(board, sit, home):
    async with sit(board, size=(100, 40)) as sitting:
        screen = await at_form(sitting, "progress")
        assert "> this year so far: 1 April to 20 November 2026" in screen
        await sitting.press(*"this quarter", "enter")
        assert "= 1 October to 20 November 2026" in sitting.text()
        await to_field(sitting, "period")
        await sitting.press(*"2026-04..2026-06", "tab")
        assert "= 1 April to 30 June 2026" in sitting.text()
        await sitting.press("ctrl+s")
    assert exports(board)[0]["period"] == "2026-04-01..2026-06-30"
    assert "1 April to 30 June 2026" in text_of(next(home.iterdir()))


async def test_the_next_report_begins_where_the_last_one_ended(board, sit, home):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        await sitting.press(*"July to September 2026", "tab", "ctrl+s")
        await sitting.press("escape")
        await at_form(sitting, "progress")
        await sitting.press(*"since the last")
        assert "since the last report: 1 October to 20 November 2026" in sitting.text()
        await sitting.press("enter", "ctrl+s")
    assert [one["period"] for one in exports(board)] == [
        "2026-07-01..2026-09-30",
        "2026-10-01..2026-11-20",
    ]


@pytest.mark.parametrize(
    ("typed", "said", "printed"),
    [
        ("official", "", "OFFICIAL"),
        ("work", "WORKING DRAFT on each page", "working draft"),
        ("Restricted to the chairs", "RESTRICTED TO THE CHAIRS on each page", None),
        ("none", "", "none"),
    ],
)
async def test_a_marking_is_typed_and_said_as_it_is_printed(board, sit, typed, said, printed):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        await to_field(sitting, "marking")
        assert said in await sitting.press(*typed, "enter")
        await sitting.press("ctrl+s")
    assert exports(board)[0]["marking"] == (printed or typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("soon", "is no date"),
        ("2026-11-20..2026-04-01", "runs backwards"),
        ("2026-04..", "give both ends"),
        ("31 June 2026", "June 2026 has 30 days"),
    ],
)
async def test_a_period_that_is_none_is_said_at_once_and_nothing_is_written(
    board, sit, home, typed, why
):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        assert why in await sitting.press(*typed, "tab")
        assert why in folded(await sitting.press("ctrl+s"))
        assert "Not written yet." in sitting.text()
    assert list(home.iterdir()) == [] and exports(board) == []


async def test_subgroup_marking_and_recipient_go_on_record(board, put, sit, home):
    put(
        board,
        Insert("subgroups", "learning", {"title": "Learning Subgroup"}),
        Insert(
            "recommendations",
            "child-birch/3",
            {"review": "child-birch", "label": "3", "text": "Test it.", "delivering": "learning"},
        ),
    )
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        await sitting.press("tab", *"Learning", "enter", *"working", "enter", *"the subgroup")
        assert "~/progress-learning.docx" in sitting.text()
        screen = await sitting.press("ctrl+s")
        assert "Of Learning Subgroup" in folded(screen) and "To the subgroup" in folded(screen)
    (export,) = exports(board)
    assert (export["what"], export["to"]) == ("Learning Subgroup", "the subgroup")
    assert export["marking"] == "working draft"
    (written,) = home.iterdir()
    footers = [one.footer.paragraphs[0].text for one in Document(str(written)).sections]
    assert any("WORKING DRAFT" in one for one in footers) or "WORKING DRAFT" in text_of(written)


async def test_themes_are_picked_and_an_agencys_unpublished_words_are_asked_for(board, sit, home):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "themes")
        await sitting.press(*"neglect", "enter", "ctrl+s")
        await sitting.press("escape")
        await at_form(sitting, "agency", "police")
        await to_field(sitting, "unpublished")
        screen = await sitting.press("y", "enter", "ctrl+s")
        assert "Written: Agency plan" in screen
    themes, agency = exports(board)
    assert themes["what"] == WHAT["evidence-pack"]
    assert agency["period"] == "2025-11-21..2026-11-20"


# The file


async def test_no_file_is_ever_written_over(board, sit, home):
    (home / NAMES["progress"]).write_text("mine")
    (home / "progress-2026-11-20-2-rest.xlsx").write_text("mine too")
    async with sit(board, size=(100, 40)) as sitting:
        assert "~/progress-2026-11-20-3.docx" in await at_form(sitting, "progress")
        await to_field(sitting, "out")
        await cleared(sitting)
        await sitting.press(*f"~/{NAMES['progress']}")
        screen = await sitting.press("ctrl+s")
        assert "is there already. F7 fills in the next name that is free." in folded(screen)
        assert "~/progress-2026-11-20-3.docx" in await sitting.press("f7")
        assert "Written to" in await sitting.press("ctrl+s")
    assert (home / NAMES["progress"]).read_text() == "mine"
    assert (home / "progress-2026-11-20-3.docx").exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("~/report.doc", "end it with .docx"),
        ("~/report", "end it with .docx"),
        ("/nowhere/report.docx", "There is no folder “/nowhere”."),
        ("", "File is needed."),
    ],
)
async def test_a_file_that_cannot_be_is_said_before_anything_is_made(board, sit, home, typed, why):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        await to_field(sitting, "out")
        await cleared(sitting)
        await sitting.press(*typed)
        assert why in folded(await sitting.press("ctrl+s"))
    assert list(home.iterdir()) == [] and exports(board) == []


async def test_a_name_taken_while_it_is_made_is_refused_and_the_form_stays(board, sit, home):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        await to_field(sitting, "to")
        await sitting.press(*"the board")
        with held_back(sitting):
            await sitting.pilot.press("ctrl+s")
            (home / NAMES["progress"]).write_text("mine")
        screen = folded(await sitting.settled())
        assert "Not written." in screen and "is there already" in screen
        assert "the board" in screen
    assert (home / NAMES["progress"]).read_text() == "mine"
    assert exports(board) == []


async def test_a_folder_that_may_not_be_written_is_said_in_the_forms_own_words(board, sit):
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        await to_field(sitting, "out")
        await cleared(sitting)
        await sitting.press(*"/sys/report.docx")
        screen = folded(await sitting.press("ctrl+s"))
        assert "you may not write in that folder" in screen and "in “File”" in screen
    assert exports(board) == []


async def test_a_confined_connection_writes_into_its_own_folder_alone(board, sit, home):
    def may_use(path: str) -> None:
        if not Path(path).resolve().is_relative_to(home):
            raise RefusedError(Refusal("confined-path", "It lies outside your own folder."))

    (home / "out").symlink_to("/tmp")
    async with sit(board, size=(100, 40)) as sitting:
        sitting.app.session.may_use = may_use
        await at_form(sitting, "progress")
        await to_field(sitting, "out")
        for typed in ("/tmp/report.docx", "~/out/report.docx"):
            await cleared(sitting)
            await sitting.press(*typed)
            assert "outside your own folder" in await sitting.press("ctrl+s")
        assert exports(board) == []
        await cleared(sitting)
        await sitting.press(*"~/mine.docx")
        assert "Written to" in await sitting.press("ctrl+s")
    assert (home / "mine.docx").exists()


# The template


@pytest.fixture
def own(tmp_path) -> Path:
    """The person's own folder of templates."""
    folder = tmp_path / "config" / "auditrack" / "templates"
    folder.mkdir(parents=True)
    return folder


def branded(path: Path, words: str) -> None:
    from auditrack.reports.templating.templates import shipped_template

    path.write_bytes(shipped_template("progress").content)
    document = Document(str(path))
    document.paragraphs[0].insert_paragraph_before(words)
    document.save(str(path))


async def test_the_form_says_which_template_is_used_and_offers_others(board, sit, home, own):
    branded(own / "progress.docx", "Anyshire paper")
    branded(own / "health.docx", "Health paper")
    (own / "response.docx").write_text("of another kind")
    async with sit(board, size=(110, 40)) as sitting:
        assert "yours: " in await at_form(sitting, "progress")
        await to_field(sitting, "template")
        screen = sitting.text()
        assert "auditrack's own, and not yours" in screen and "yours: health.docx" in screen
        assert "response.docx" not in screen
        await sitting.press("ctrl+s")
        await sitting.press("escape")
        await at_form(sitting, "progress")
        await to_field(sitting, "template")
        await sitting.press("down", "enter", "ctrl+s")
        await sitting.press("escape")
        await at_form(sitting, "progress")
        await to_field(sitting, "template")
        await sitting.press(*"health", "enter", "ctrl+s")
    own_one, shipped, health = (
        text_of(home / f"progress-2026-11-20{number}.docx") for number in ("", "-2", "-3")
    )
    assert "Anyshire paper" in own_one and "Health paper" in health
    assert "paper" not in shipped.splitlines()[0]


async def test_a_template_that_will_not_do_is_said_and_everything_stays(board, sit, home, own):
    (own / "progress.docx").write_text("no Word")
    async with sit(board, size=(100, 40)) as sitting:
        await at_form(sitting, "progress")
        await to_field(sitting, "to")
        await sitting.press(*"the board")
        screen = await sitting.press("ctrl+s")
        assert "Not written. " in screen and "the board" in screen
    assert list(home.iterdir()) == [] and exports(board) == []


# While it is made


@contextmanager
def held_back(sitting):
    """Lets no worker begin to read, as if somebody read for long."""
    turn = sitting.app.session._turns._changed
    turn.acquire()
    try:
        yield
    finally:
        turn.release()


async def shown(sitting, words: str) -> str:
    async with asyncio.timeout(10):
        while words not in sitting.text():
            await sitting.pilot.pause(0.02)
    return sitting.text()


async def test_what_takes_long_says_how_far_it_is_and_escape_stops_it(board, sit, home):
    async with sit(board) as sitting:
        await at_form(sitting, "progress")
        await to_field(sitting, "to")
        await sitting.press(*"the board")
        with held_back(sitting):
            await sitting.pilot.press("ctrl+s")
            screen = await shown(sitting, "Esc stops it.")
            assert "Writing the report: Reading the register." in screen
            await sitting.pilot.press("ctrl+s")
            await shown(sitting, "is being written")
            await sitting.pilot.press("escape")
            assert "Nothing was written" in await shown(sitting, "Stopped.")
        screen = await sitting.settled()
        assert "Write: Subgroup progress" in screen and "the board" in screen
        assert list(home.iterdir()) == [] and exports(board) == []
        assert "Written to" in await sitting.press("ctrl+s")
    assert len(exports(board)) == 1


async def test_escape_stops_a_report_that_a_page_writes_at_once(board, sit, home):
    async with sit(board) as sitting:
        sitting.app.post_message(Open(LEAD, "lead"))
        await sitting.settled()
        with held_back(sitting):
            await sitting.pilot.press("+")
            await shown(sitting, "Esc stops it.")
            await sitting.pilot.press("escape")
            await shown(sitting, "Writing the handover report was stopped.")
        assert "Lead head-of-safeguarding" in await sitting.settled()
        assert "· Board" in await sitting.press("escape")
    assert list(home.iterdir()) == [] and exports(board) == []


async def test_a_report_of_nothing_is_refused_and_the_form_stays(new_register, sit, home):
    async with sit(new_register()) as sitting:
        for kind in ("progress", "themes"):
            await at_form(sitting, kind)
            screen = await sitting.press("ctrl+s")
            assert "Not written. " in screen and f"Write: {KINDS[kind].title}" in screen
    assert list(home.iterdir()) == []


async def test_a_small_terminal_shows_the_form_and_the_list(board, sit, home):
    async with sit(board, size=(40, 10)) as sitting:
        assert "Period" in await sitting.press("full_stop")
        assert "Written to" in await sitting.press("ctrl+s")
        assert "Subgroup p" in await sitting.press("G")


async def test_a_hang_up_while_it_is_made_leaves_nothing_half_written(board, sit, home):
    async with sit(board) as sitting:
        await at_form(sitting, "progress")
        await to_field(sitting, "to")
        await sitting.press(*"the board")
        with held_back(sitting):
            await sitting.pilot.press("ctrl+s")
            sitting.app.hang_up()
    assert list(home.iterdir()) == [] and exports(board) == []
    (draft,) = drafts.waiting(board.header.register)
    assert (draft.form, draft.values["to"]) == ("report-progress", "the board")


async def test_a_draft_is_gone_on_with_from_the_drafts(board, sit, home):
    async with sit(board) as sitting:
        await at_form(sitting, "agency", "police")
        await to_field(sitting, "to")
        await sitting.press(*"its chief officer", "escape", "down", "enter")
        assert "Report: Agency plan police" in await sitting.press("D")
        screen = await sitting.press("enter")
        assert "Write: Agency plan police" in screen and "its chief officer" in screen
        assert "is here again" in folded(screen)
        await sitting.press("ctrl+s")
    assert exports(board)[0]["to"] == "its chief officer"
    assert drafts.waiting(board.header.register) == ()


async def test_it_is_on_record_at_the_head_that_it_prints(board, put, sit, home):
    printed = board.head.number
    async with sit(board) as sitting:
        await at_form(sitting, "progress")
        other = open_register(board.path, Actor("colleague", uid=1001))
        with held_back(sitting):
            pass
        await sitting.press("ctrl+s")
        put(other, Insert("agencies", "school", {"name": "Anyshire Schools"}))
        other.close()
    (export,) = exports(board)
    assert export["head_number"] == printed
    assert f"entry {printed}" in text_of(next(home.iterdir()))


async def test_rows_beyond_what_word_holds_lie_in_a_workbook_beside_it(
    board, put, sit, home, monkeypatch
):
    put(
        board,
        *(
            Insert(
                "recommendations",
                f"child-birch/{number}",
                {
                    "review": "child-birch",
                    "label": str(number),
                    "text": f"Point {number}.",
                    "agencies": ["police"],
                    "due": "2022-01-01",
                },
            )
            for number in range(10, 520)
        ),
    )
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    async with sit(board, size=(120, 40)) as sitting:
        await sitting.press("full_stop")
        screen = folded(await sitting.press("ctrl+s"))
        assert "Further rows are in progress-2026-11-20-rest.xlsx beside it." in screen
        await sitting.press("C")
        assert sitting.app.clipboard.count("progress-2026-11-20") == 2
    assert sorted(one.name for one in home.iterdir()) == [
        "progress-2026-11-20-rest.xlsx",
        "progress-2026-11-20.docx",
    ]


# Who may


async def test_a_login_that_cannot_write_exports_all_the_same_and_is_told(board, sit, home):
    reader = open_register(board.path, Actor("reader", uid=1002), read_only=True)
    async with sit(reader) as sitting:
        await sitting.press("full_stop")
        screen = folded(await sitting.press("ctrl+s"))
        assert "It is not recorded: this login cannot write here." in screen
        assert "On record as" not in screen
    reader.close()
    assert [one.name for one in home.iterdir()] == [NAMES["progress"]]


async def test_the_host_hears_of_a_report_and_of_an_embargoed_review(
    board, put, sit, home, monkeypatch
):
    told = []
    monkeypatch.setattr(host_log, "send", lambda _priority, line: told.append(line))
    if os.geteuid() != 0:
        pytest.skip("only root may act as other logins")
    put(
        board,
        Insert("reviews", "child-oak", {"title": "Child Oak", "publishable": "no"}),
        Insert("recommendations", "child-oak/1", {"review": "child-oak", "text": "Ask.",
                                                  "agencies": ["police"]}),
    )  # fmt: skip
    os.chown(board.path, -1, 1)
    async with sit(board) as sitting:
        await at_form(sitting, "response", "child-oak")
        assert "Written to" in await sitting.press("ctrl+s")
    assert len([line for line in told if line.startswith("embargoed-view")]) == 1
    assert [line for line in told if line.startswith("export")]


async def test_of_what_is_not_published_whoever_passes_it_on_is_told(board, put, sit, home):
    put(
        board,
        Insert("reviews", "child-oak", {"title": "Child Oak", "publishable": "no"}),
        Insert(
            "recommendations",
            "child-oak/1",
            {"review": "child-oak", "text": "Ask.", "agencies": ["police"]},
        ),
        Insert(
            "theme_links",
            "tl-8",
            {"of": "child-oak/1", "review": "child-oak", "theme": "neglect", "status": "confirmed"},
        ),
    )
    async with sit(board, size=(120, 40)) as sitting:
        for kind, subject, told in (
            ("response", "child-oak", "Working paper"),
            ("evidence-pack", "neglect", "what is not published: Child Oak"),
            ("agency", "police", "Printed without words"),
        ):
            await at_form(sitting, kind, subject)
            assert told in folded(await sitting.press("ctrl+s"))


async def test_what_is_chosen_is_read_from_its_beginning(board, sit):
    async with sit(board) as sitting:
        assert "child-ash/1 Partners should recognise" in folded(
            await at_form(sitting, "assurance", "child-ash/1")
        )


# Fetching


async def test_over_ssh_the_line_that_fetches_it_is_there_to_copy(board, sit, home, monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    async with sit(board, size=(160, 40)) as sitting:
        await sitting.press("full_stop")
        screen = await sitting.press("ctrl+s")
        (written,) = home.iterdir()
        assert f":{written} ." in screen and "scp " in screen
        assert "Copied: the line that fetches it" in await sitting.press("C")
        assert str(written) in sitting.app.clipboard


async def test_the_key_of_the_handover_says_how_to_fetch_it_too(board, sit, home, monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    async with sit(board, size=(160, 40)) as sitting:
        sitting.app.post_message(Open(LEAD, "lead"))
        await sitting.settled()
        screen = folded(await sitting.press("+"))
    assert "The handover report: written to" in screen and "Fetch it with: scp " in screen


async def test_a_confined_connection_is_told_the_command_that_writes_it_at_home(
    board, sit, home, monkeypatch
):
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    async with sit(board, size=(160, 40)) as sitting:
        sitting.app.session.may_use = lambda path: None
        await at_form(sitting, "response", "child-ash")
        screen = folded(await sitting.press("ctrl+s"))
    assert "auditrack report response child-ash --out -' > response-child-ash.docx" in screen
    assert "scp" not in screen
