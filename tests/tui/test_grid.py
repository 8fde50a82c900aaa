"""The grid of answers: one key an answer, kept as a draft, saved whole, two people at once."""

import pytest

from auditrack.commands.audit_criteria import RecordCriteria
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Refusal
from auditrack.register import drafts, open_register
from auditrack.tui.messages import Fill

ASKED = (
    "Was the child seen alone?",
    "Are the child's own words recorded?",
    "Is the home described by somebody who saw it?",
    "Was the graded care profile used?",
    "Is every adult in the home named?",
    "Was the father asked?",
    "Did the school say what it knew?",
    "Was health information in front of the meeting?",
    "Is there a plan with dates?",
    "Did supervision test what was seen?",
    "Was drift noticed and said?",
    "Did anything change for the child?",
)
CODES = {"y": "yes", "p": "partly", "n": "no", "-": "not-applicable", ".": "unanswered"}
GIVEN = (
    "yyyyynyy", "yypyynyy", "pyyynpyy", "nnypynyn", "yyyyyyyy", "n-ny-nnn",
    "yyypyyyy", "ynyynyyy", "yyyyyyyn", "npnyp.nn", "pn-pnnpn", "ynpyppyn",
)  # fmt: skip


def grid_operations(audit: str = "aud-9") -> tuple[Insert, ...]:
    """A planned audit with twelve questions answered in eight cases."""
    fields = {"status": "planned", "question": "Is neglect seen?", "themes": ["neglect"]}
    return (
        Insert("audits", audit, {**fields, "sample": 8, "scale": "met"}),
        *(
            Insert(
                "criteria",
                f"crt-{number}",
                {
                    "audit": audit,
                    "number": number,
                    "question": question,
                    "answers": [CODES[letter] for letter in given],
                },
            )
            for number, (question, given) in enumerate(zip(ASKED, GIVEN, strict=True), start=1)
        ),
    )


@pytest.fixture
def audited(made_up, put):
    put(made_up, *grid_operations())
    return made_up


async def opened(sitting, audit="aud-9") -> str:
    sitting.app.post_message(Fill("audit-criteria", audit))
    return await sitting.settled()


async def saved(sitting) -> str:
    sitting.app.session._saver.close()
    return await sitting.settled()


def answers(register, number: int) -> str:
    letters = {code: letter for letter, code in CODES.items()}
    return "".join(letters[one] for one in register.get("criteria", f"crt-{number}")["answers"])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_looks_as_kept(audited, sit, looks_as_kept, size):
    async with sit(audited, size) as sitting:
        looks_as_kept(f"grid-{size[0]}x{size[1]}", await opened(sitting))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_page_of_the_audit_looks_as_kept(audited, sit, looks_as_kept, size):
    async with sit(audited, size) as sitting:
        await sitting.press("8", "enter", "pagedown")
        looks_as_kept(f"grid-page-{size[0]}x{size[1]}", sitting.text())
        assert "Questions of aud-9" in await sitting.press("C")


async def test_twelve_by_eight_fits_at_80x24(audited, sit):
    async with sit(audited) as sitting:
        screen = await opened(sitting)
        assert all(f"{n:>2} {ASKED[n - 1][:20]}" in screen for n in range(1, 13))
        heading = next(line for line in screen.splitlines() if line.startswith(" Question"))
        assert heading.split()[1:] == [str(n) for n in range(1, 9)]
        assert "12 questions, 8 cases, 95 of 96 answers given. As on record." in screen


async def test_a_small_terminal_scrolls_both_ways(audited, sit):
    async with sit(audited, (40, 10)) as sitting:
        await opened(sitting)
        screen = await sitting.press(*["right"] * 7, *["down"] * 11)
        assert "Case 8: no." in screen and ">12 Did" in screen and "‹" in screen
        screen = await sitting.press("home", *["left"] * 8)
        assert ">[ 1 Was" in screen and "›" in screen


async def test_one_key_an_answer_down_a_case_and_on_to_the_next(made_up, put, sit):
    put(
        made_up,
        Insert("audits", "aud-9", {"status": "planned", "sample": 2, "themes": ["neglect"]}),
    )
    async with sit(made_up) as sitting:
        screen = await opened(sitting)
        assert "0 questions, 2 cases" in screen and "+ another question" in screen
        await sitting.press(*"Was the child seen?", "enter", *"Alone? (q, r)", "enter", "home")
        screen = await sitting.press("right", *"ypn-")
        assert "2 questions, 2 cases, 4 of 4 answers given. Not saved yet." in screen
        screen = await sitting.press("ctrl+s")
        assert "Questions answered" in await saved(sitting)
    assert [one["question"] for one in made_up.select("criteria")] == [
        "Was the child seen?",
        "Alone? (q, r)",
    ]
    assert [answers(made_up, n) for n in (1, 2)] == ["yn", "p-"]
    assert "cases" not in made_up.get("audits", "aud-9")
    assert drafts.waiting(made_up.header.register) == ()


async def test_grades_are_one_to_four_and_scales_do_not_mix(made_up, sit):
    async with sit(made_up) as sitting:
        await opened(sitting, "aud-1")
        await sitting.press(*"Is it seen?", "enter", "home", "right", *"1234-")
        screen = sitting.text()
        assert "1 outstanding" in screen and "5 of 20 answers given" in screen
        assert "answered on the other scale" in await sitting.press("y")
        await sitting.press("ctrl+s")
        await saved(sitting)
    (asked,) = made_up.select("criteria")
    assert list(asked["answers"][:6]) == [
        "outstanding", "good", "requires-improvement", "inadequate", "not-applicable",
        "unanswered",
    ]  # fmt: skip
    assert made_up.get("audits", "aud-1")["scale"] == "grades"


async def test_letters_that_answer_nothing_lead_nowhere(audited, sit):
    async with sit(audited) as sitting:
        before = await opened(sitting)
        screen = await sitting.press("r", "k", "b", "q", "5", "u", "/")
        assert "Questions of aud-9" in screen.splitlines()[0]
        assert "F1 tells every key" in screen
        assert screen.splitlines()[:-2] == before.splitlines()[:-2]


async def test_cases_are_added_labelled_and_taken_out(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        screen = await sitting.press("plus")
        assert "9 cases, 95 of 108 answers given" in screen and "Case 9: not answered" in screen
        screen = await sitting.press("c")
        assert "never a name" in screen
        await sitting.press("backspace", *"8", "enter")
        assert "Another case has this label" in sitting.text()
        screen = await sitting.press("backspace", *"QA-9", "enter")
        assert "Case 9 (QA-9)" in screen
        await sitting.press("home", "y")
        screen = await sitting.press("x")
        assert "Take case 9 out, with 1 answer?" in screen and "> No" in screen
        assert "8 cases, 95 of 96 answers" in await sitting.press("down", "enter")


async def test_a_question_is_worded_taken_out_and_left_as_it_was(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        await sitting.press("left")
        screen = await sitting.press(*" Every")
        assert "1 Was the child seen alone? Every" in screen and "Esc As it was" in screen
        screen = await sitting.press("escape")
        assert "alone? Every" not in screen and "As on record." in screen
        screen = await sitting.press("delete")
        assert "Take question 1 out, with its answers?" in screen
        screen = await sitting.press("down", "enter")
        assert "11 questions" in screen
        await sitting.press("ctrl+s")
        await saved(sitting)
    assert audited.get("criteria", "crt-1")["question"] == ASKED[1]
    assert audited.get("criteria", "crt-12")["withdrawn_on"]


async def test_a_draft_outlives_the_sitting_and_is_gone_on_from_in_the_drafts(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        await sitting.press("n", "n")
    (draft,) = drafts.waiting(audited.header.register)
    assert (draft.form, draft.ref) == ("audit-criteria", "aud-9")
    assert answers(audited, 1) == GIVEN[0]
    async with sit(audited) as sitting:
        screen = await sitting.press("D")
        assert "Questions of aud-9" in screen
        screen = await sitting.press("enter")
        assert "Your draft of" in screen and "Not saved yet." in screen
        screen = await sitting.press("f6")
        assert "As they are on record" in screen or "as they are on record?" in screen
        assert "As on record." in await sitting.press("down", "enter")
        await sitting.press("escape")
    assert drafts.waiting(audited.header.register) == ()


async def test_leaving_asks_and_discarding_leaves_nothing(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        screen = await sitting.press("n", "escape")
        assert "These answers are not saved." in screen and "> Back to the grid" in screen
        assert "Questions of aud-9" in await sitting.press("enter")
        screen = await sitting.press("escape", "down", "enter")
        assert "Kept as a draft" in screen
        assert len(drafts.waiting(audited.header.register)) == 1
        await opened(sitting)
        await sitting.press("escape", "up", "enter")
    assert drafts.waiting(audited.header.register) == ()
    assert answers(audited, 1) == GIVEN[0]


async def test_what_is_refused_stays_typed(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        await sitting.press("left", "end", "up")
        await sitting.press("enter", *["backspace"] * len(ASKED[-1]), "enter")
        screen = await sitting.press("ctrl+s")
        assert "Not saved. The question 12 is empty." in screen
    assert audited.get("criteria", "crt-12")["question"] == ASKED[-1]


async def test_saving_while_a_question_is_worded_takes_its_words(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        await sitting.press("left", *" Alone, in the home?", "ctrl+s")
        assert "Questions answered" in await saved(sitting)
    assert audited.get("criteria", "crt-1")["question"] == f"{ASKED[0]} Alone, in the home?"


def by_another(register, row: int, letters: str) -> None:
    other = open_register(register.path, Actor("colleague", uid=1001))
    rows = [tuple(letters if n == row else GIVEN[n]) for n in range(12)]
    saved = run(other, RecordCriteria("aud-9", ASKED, (), tuple(rows)))
    assert not isinstance(saved, Refusal), str(saved)
    other.close()


async def test_what_another_answered_meanwhile_stands_beside_it(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        await sitting.press("n")
        by_another(audited, 1, "nypyynyy")
        await sitting.press("ctrl+s")
        screen = await saved(sitting)
        assert "somebody else changed answers too, and theirs stand beside yours" in " ".join(
            screen.split()
        )
        assert (answers(audited, 1), answers(audited, 2)) == (GIVEN[0], "nypyynyy")
        await sitting.press("ctrl+s")
        await saved(sitting)
    assert (answers(audited, 1), answers(audited, 2)) == ("nyyyynyy", "nypyynyy")


async def test_a_cell_that_both_changed_is_said(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        await sitting.press("n")
        by_another(audited, 0, "pyyyynyy")
        await sitting.press("ctrl+s")
        screen = " ".join((await saved(sitting)).split())
        assert "In 1 cell both of you did: yours stands there." in screen
    assert answers(audited, 1) == "pyyyynyy"


async def test_questions_that_another_took_out_are_asked_about(audited, sit):
    async with sit(audited) as sitting:
        await opened(sitting)
        await sitting.press("n")
        other = open_register(audited.path, Actor("colleague", uid=1001))
        rows = tuple(tuple(given) for given in GIVEN[:3])
        run(other, RecordCriteria("aud-9", ASKED[:3], (), rows))
        other.close()
        await sitting.press("ctrl+s")
        screen = await saved(sitting)
        assert "Somebody else changed these questions." in screen and "> Back" in screen
        screen = await sitting.press("down", "enter")
        assert "3 questions" in screen and "As on record." in screen


async def test_a_reader_is_told_why_no_grid_opens(audited, sit):
    reader = open_register(audited.path, Actor("reader", uid=1002), read_only=True)
    async with sit(reader) as sitting:
        assert "Nothing can be saved here" in await opened(sitting)
    reader.close()


async def test_hostile_words_and_labels_are_text(made_up, put, sit):
    hostile = "[/] [b + [red]x \x1b[31m漢字 👩\u200d👩\u200d👧 \u202eend"
    fields = {"status": "done", "themes": ["neglect"], "cases": [hostile, "2"]}
    put(
        made_up,
        Insert("audits", "aud-9", fields),
        Insert(
            "criteria",
            "crt-1",
            {"audit": "aud-9", "number": 1, "question": hostile, "answers": ["yes", "strange"]},
        ),
    )
    for size in ((80, 24), (40, 10)):
        async with sit(made_up, size) as sitting:
            screen = await opened(sitting)
            assert not set("\x1b\u202e") & set(screen)
            assert "[b + " in screen
            assert not set("\x1b\u202e") & set(await sitting.press("right", "left", "left"))


async def test_what_is_typed_fast_is_not_lost(made_up, put, sit):
    from textual import events

    put(made_up, Insert("audits", "aud-9", {"status": "planned", "themes": ["neglect"]}))
    async with sit(made_up) as sitting:
        await opened(sitting)
        question = "Was the child seen, and by whom? y/n"
        for letter in question:
            sitting.app.post_message(events.Key(letter, letter))
        await sitting.settled()
        await sitting.press("enter")
        assert sitting.app.screen.sheet.questions[0] == question
