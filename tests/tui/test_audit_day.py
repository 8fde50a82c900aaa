"""An audit day: last year's questions, ten cases answered, recorded, and the next test set."""

import pytest

from auditrack.model.change import Insert

QUESTIONS = (
    "Was the child seen alone?",
    "Are the child's own words recorded?",
    "Is the home described by somebody who saw it?",
    "Is every adult in the home named?",
    "Is there a plan with dates?",
    "Did supervision test what was seen?",
)
LAST_YEAR = ("yyyyyynnnnnn", "yynnnnnnnnnn", "yyyyyyyyynnn", "yyyyyyyyyyyy", "nnnnnnnnnnnn",
             "yyyyyy------")  # fmt: skip
CODES = {"y": "yes", "n": "no", "-": "not-applicable"}


@pytest.fixture
def audited(made_up, put):
    """An audit of last year with six questions in twelve cases, and one planned for today."""
    same = {"themes": ["neglect"], "looked_at": "practice", "method": "Case files"}
    put(
        made_up,
        Insert("audits", "aud-8", {**same, "status": "done", "date": "2025-11-18",
                                   "outcome": "not-embedded", "standard_met": "80%"}),
        Insert("audits", "aud-9", {**same, "status": "planned", "date": "2026-11-20", "sample": 10,
                                   "question": "Is neglect seen now?"}),
        *(
            Insert("criteria", f"crt-{n}", {"audit": "aud-8", "number": n, "question": text,
                                            "answers": [CODES[one] for one in given]})
            for n, (text, given) in enumerate(zip(QUESTIONS, LAST_YEAR, strict=True), start=1)
        ),
    )  # fmt: skip
    return made_up


async def test_from_opening_to_saved_ten_cases_of_six_questions_cost_one_key_each_and_a_few(
    audited, sit
):
    keys = 0
    async with sit(audited) as sitting:

        async def press(*pressed: str) -> str:
            nonlocal keys
            keys += len(pressed)
            return await sitting.press(*pressed)

        await press("8", "slash", *"plann", "enter", "enter")
        screen = await press("C")
        assert "0 questions, 10 cases" in screen
        screen = await press("f5")
        assert "Taken over from aud-8: 6 questions, and no answer." in screen
        screen = await press(*("yyyyyn" * 10))
        assert "60 of 60 answers given" in screen
        await press("ctrl+s")
        assert keys - 60 <= 15
        screen = await press("a")
        assert "0 of the 10 cases answered whole met all that applies" in " ".join(screen.split())
        await press(*"part", "enter", *"today", "tab", "tab", "tab", *"8", "tab")
        screen = await press("tab", "f7")
        assert "= 20 November 2028" in screen
        await press("ctrl+s")
    assert keys - 60 <= 45, keys
    audit = audited.get("audits", "aud-9")
    assert (audit["status"], audit["outcome"], audit["next"]) == ("done", "partly", "2028-11-20")
    found = [one for one in audited.select("criteria") if one["audit"] == "aud-9"]
    assert [one["question"] for one in found] == list(QUESTIONS)
    assert [one["like"] for one in found] == [f"crt-{n}" for n in range(1, 7)]
    assert [one["answers"][0] for one in found] == ["yes"] * 5 + ["no"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_last_years_figures_stand_beside(audited, sit, looks_as_kept, size):
    async with sit(audited, size) as sitting:
        await sitting.press("8", "slash", *"plann", "enter", "enter", "C", "f5")
        screen = await sitting.press(*("yyyyyn" * 10), "home", *["left"] * 10)
        assert "Before" in screen and "6/12" in screen
        said = " ".join(screen.split())
        assert "last time (aud-8, 18 November 2025) 6 of 12 met, standard 80%" in said
        assert "now a larger share, of other cases" in said
        sitting.app.screen.hush()
        looks_as_kept(f"audit-day-{size[0]}x{size[1]}", await sitting.settled())


async def test_a_question_that_is_worded_anew_is_said_to_be_asked_differently(audited, sit):
    async with sit(audited, (120, 40)) as sitting:
        await sitting.press("8", "slash", *"plann", "enter", "enter", "C", "f5", *"yyyyyn")
        screen = await sitting.press("home", *["left"] * 3, *" And how?", "enter", "up")
        assert "(6/12)" in screen and "asked differently: “Was the child seen alone?”" in screen


async def test_a_narrow_terminal_keeps_its_room_for_the_answers(audited, sit):
    async with sit(audited, (40, 10)) as sitting:
        await sitting.press("8", "slash", *"plann", "enter", "enter")
        screen = await sitting.press("C", "f5", "y")
        assert "6/12" not in screen and "[.]" in screen


async def test_one_audit_of_ten_recommendations_that_are_selected(made_up, sit, put):
    fields = {"review": "child-ash", "agencies": ["police"], "kind": "recommendation"}
    put(made_up, *(Insert("recommendations", f"child-ash/{n}", {**fields, "label": str(n),
                   "text": f"Do {n}.", "order": n}) for n in range(3, 13)))  # fmt: skip
    async with sit(made_up) as sitting:
        await sitting.press("r", "slash", *'"Do "', "enter", "+", "a")
        screen = await sitting.press(*"part", "enter", *"today", "tab")
        assert "Record an audit" in screen
        await sitting.press(*["tab"] * 5)
        await sitting.press(*"neglect", "enter", *"voice", "enter", *"superv", "enter", "ctrl+s")
    (audit,) = [one for one in made_up.select("audits") if one["ref"] != "aud-1"]
    assert sorted(audit["serves"]) == sorted(f"child-ash/{n}" for n in range(3, 13))
    assert len(audit["themes"]) == 3
