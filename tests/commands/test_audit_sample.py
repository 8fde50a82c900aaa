"""A draw put on record for a planned audit, and what few or other cases make of it."""

import pytest

from auditrack.commands.audit import EditAudit, PlanAudit, RecordAudit
from auditrack.commands.audit_sample import RecordDraw, cases_in, fit_seed, new_seed
from auditrack.commands.role import SetRoles
from auditrack.commands.undo import UndoLast

DRAW = ("seed", "population", "drawn")


@pytest.fixture
def planned(desks):
    return desks.made(PlanAudit("Are siblings seen?", themes=("neglect",), method="Case files"))


def test_a_draw_is_kept_by_its_seed_and_numbers(desks, planned):
    saved = desks.saved(RecordDraw(planned, "3f9a01c2", "140", "20", why="QA group"))
    assert (saved.entry.cmd, saved.entry.why, saved.notes) == ("audit sample", "QA group", ())
    stored = desks.get("audits", planned)
    assert stored["chosen"] == "random"
    assert tuple(stored[name] for name in DRAW) == ("3f9a01c2", 140, 20)
    assert stored["sample"] == 20
    # How many were drawn need not be typed again.
    desks.saved(RecordAudit("2026-10", "partly", planned=planned, met=12))
    stored = desks.get("audits", planned)
    assert (stored["sample"], stored["met"], stored["seed"]) == (20, 12, "3f9a01c2")


def test_drawing_anew_is_said_and_the_same_again_refused(desks, planned):
    desks.saved(RecordDraw(planned, "a", 140, 20))
    desks.refused(RecordDraw(planned, "a", 140, 20), "no-change")
    saved = desks.saved(RecordDraw(planned, "b", 140, 20))
    assert "20 of 140 by the seed a" in saved.notes[0]
    desks.saved(UndoLast())
    assert desks.get("audits", planned)["seed"] == "a"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"seed": ""}, "missing"),
        ({"seed": "two words"}, "bad-value"),
        ({"seed": "-rf"}, "bad-value"),
        ({"seed": "x" * 65}, "bad-value"),
        ({"population": "0"}, "bad-number"),
        ({"population": "many"}, "bad-number"),
        ({"population": "1000001"}, "bad-number"),
        ({"size": "0"}, "bad-number"),
        ({"size": "141"}, "bad-number"),
        ({"audit": "aud-9"}, "unknown-reference"),
    ],
)
def test_what_is_no_draw(desks, planned, told, code):
    fields = {"audit": planned, "seed": "a", "population": "140", "size": "20"} | told
    desks.refused(RecordDraw(**fields), code)


def test_cases_are_drawn_before_they_are_looked_at(desks, planned):
    desks.saved(RecordAudit("2026-10", "partly", planned=planned, sample=9, met=2))
    desks.refused(RecordDraw(planned, "a", 140, 20), "not-planned")


def test_a_draw_goes_where_the_cases_are_other_ones(desks, planned):
    desks.saved(RecordDraw(planned, "a", 140, 20))
    saved = desks.saved(EditAudit(planned, chosen="Picked by managers"))
    assert any("no longer part of it" in note for note in saved.notes)
    assert not set(DRAW) & set(desks.get("audits", planned))
    desks.saved(RecordDraw(planned, "b", 140, 20))
    desks.saved(RecordAudit("2026-10", "partly", planned=planned, met=2, chosen="picked"))
    stored = desks.get("audits", planned)
    assert stored["chosen"] == "picked" and not set(DRAW) & set(stored)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Random", "random"),
        ("At random.", "random"),
        ("all cases", "all"),
        ("Chosen by the auditors", "picked"),
        ("Random, from all plans", "Random, from all plans"),
        ("Every third file", "Every third file"),
    ],
)
def test_how_cases_were_chosen_is_a_code_where_the_words_say_no_more(desks, planned, typed, kept):
    desks.saved(EditAudit(planned, chosen=typed))
    assert desks.get("audits", planned)["chosen"] == kept


def test_few_cases_warn_and_are_never_refused(desks, planned):
    saved = desks.saved(RecordDraw(planned, "a", 140, 4))
    assert "4 cases are few for case files: below 5" in saved.notes[0]
    saved = desks.saved(RecordAudit("2026-10", "partly", planned=planned, met=2))
    assert any("few for case files" in note for note in saved.notes)
    assert desks.saved(EditAudit(planned, sample="6")).notes == ()
    for also in ({"looked_at": "documents"}, {"chosen": "all"}, {"sample": "5"}):
        told = {"sample": "2", "method": "Case files", "themes": ("neglect",)} | also
        assert desks.saved(RecordAudit("2026-10", "partly", **told)).notes == ()


def test_scrutineers_draw_and_readers_do_not(desks, planned):
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("sam", ("scrutineer",)))
    desks.saved(SetRoles("ray", ("reader",)))
    desks.saved(RecordDraw(planned, "a", 140, 20), by="sam")
    desks.refused(RecordDraw(planned, "b", 140, 20), "role", by="ray")


@pytest.mark.parametrize(
    "text, many",
    [("A1\nA2\n\n A3 ", 3), ("A1, A2; A3", 3), ("101 to 240", 140), ("1..3", 3), ("7 – 9", 3),
     ("2024-17", 1), ("5", 1)],
)  # fmt: skip
def test_a_list_of_cases_is_read_as_people_type_it(desks, planned, text, many):
    assert len(cases_in(text)) == many
    desks.saved(RecordDraw(planned, "abc", "", 1, listed=text))
    assert desks.get("audits", planned)["population"] == many


@pytest.mark.parametrize("text", ["A1, A1", "9 to 3", "1 to 99999999"])
def test_a_list_that_nobody_can_draw_from_is_refused(desks, planned, text):
    code = "bad-value" if "A1" in text else "bad-number"
    desks.refused(RecordDraw(planned, "abc", "", 1, listed=text), code)


def test_a_new_seed_can_be_typed_again():
    assert fit_seed(new_seed()) != fit_seed(new_seed())
