"""The standard of an audit: set beforehand, kept from its result, and the outcome held to it."""

import pytest

from auditrack.commands.audit import EditAudit, PlanAudit, RecordAudit
from auditrack.commands.redaction import AskRedaction
from auditrack.commands.restoring import RestoreField
from auditrack.commands.undo import UndoLast
from auditrack.model.change import Insert, Transaction


@pytest.fixture
def plan(desks):
    def planned(**also):
        return desks.made(PlanAudit("Are siblings seen?", themes=("neglect",), **also))

    return planned


def recorded(planned=None, outcome="embedded", **also):
    themes = () if planned else ("neglect",)
    return RecordAudit("2026-10", outcome, themes=themes, planned=planned, **also)


def test_a_standard_in_figures_is_kept_in_one_spelling(desks, plan):
    stored = desks.get("audits", plan(standard_met=" 080 per cent", standard="Seen in a week"))
    assert (stored["standard_met"], stored["standard_set"]) == ("80%", "beforehand")
    assert stored["standard_on"] == "2026-11-20"
    assert desks.get("audits", plan(standard_met="8/10"))["standard_met"] == "8 of 10"
    assert "standard_set" not in desks.get("audits", plan())


@pytest.mark.parametrize("typed", ["most", "0%", "120%", "11 of 10", "80"])
def test_what_is_no_standard_is_refused(desks, plan, typed):
    ref = plan()
    desks.refused(PlanAudit("Seen?", themes=("neglect",), standard_met=typed), "bad-value")
    desks.refused(EditAudit(ref, standard_met=typed), "bad-value")
    desks.refused(recorded(standard_met=typed), "bad-value")


def test_embedded_is_refused_below_the_standard_that_was_set_beforehand(desks, plan):
    ref = plan(standard_met="90%")
    refusal = desks.refused(recorded(ref, sample=20, met=17), "below-standard")
    assert "17 of 20" in refusal.message and "90%" in refusal.message
    assert "set beforehand" in refusal.message and "partly" in str(refusal.todo)
    for outcome in ("partly", "not-embedded", "inconclusive"):
        made = plan(standard_met="90%")
        desks.saved(recorded(made, outcome, sample=20, met=17))
        desks.refused(EditAudit(made, outcome="embedded"), "below-standard")
    assert desks.saved(recorded(ref, sample=20, met=18)).notes == ()
    assert desks.get("audits", ref)["outcome"] == "embedded"


def test_an_edit_of_the_figures_is_held_to_the_standard_too(desks, plan):
    ref = plan(standard_met="8 of 10")
    desks.saved(recorded(ref, sample=10, met=8))
    desks.refused(EditAudit(ref, met="7"), "below-standard")
    desks.refused(EditAudit(ref, sample="11"), "below-standard")
    desks.saved(EditAudit(ref, met="7", outcome="partly"))
    desks.saved(EditAudit(ref, question="Are brothers and sisters seen?"))


def test_a_standard_cannot_be_lowered_once_there_is_a_result(desks, plan):
    ref = plan(standard_met="90%", standard="Seen within a week")
    for also in ({"standard_met": "50%"}, {"standard": "Seen at all"}):
        refusal = desks.refused(recorded(ref, sample=20, met=17, **also), "standard-set")
        assert "90%" in refusal.message
    desks.saved(recorded(ref, "partly", sample=20, met=17, standard_met="90 %"))
    for also in ({"standard_met": "50%"}, {"standard_met": ""}, {"standard": "Seen at all"}):
        desks.refused(EditAudit(ref, **also), "standard-set")
    assert desks.get("audits", ref)["standard_set"] == "beforehand"


def test_an_earlier_standard_is_not_put_back_once_there_is_a_result(desks, plan):
    ref = plan(standard_met="50%")
    first = desks.of().head.number
    desks.saved(EditAudit(ref, standard_met="90%"))
    desks.saved(recorded(ref, "partly", sample=20, met=17))
    desks.refused(RestoreField(ref, "standard met", first, why="Lower it"), "standard-set")


def test_a_plan_may_be_corrected_before_its_result(desks, plan):
    ref = plan(standard_met="90%")
    first = desks.of().head.number
    desks.saved(EditAudit(ref, standard_met="80%"))
    assert desks.get("audits", ref)["standard_set"] == "beforehand"
    desks.saved(RestoreField(ref, "standard met", first, why="Misread"))
    assert desks.get("audits", ref)["standard_met"] == "90%"
    desks.saved(EditAudit(ref, standard_met=""))
    stored = desks.get("audits", ref)
    assert not {"standard_met", "standard_set", "standard_on"} & set(stored)


def test_a_standard_given_with_the_result_is_marked_and_refuses_too(desks, plan):
    refusal = desks.refused(recorded(sample=20, met=15, standard_met="80%"), "below-standard")
    assert "set with the result" in refusal.message
    saved = desks.saved(recorded(sample=20, met=16, standard_met="80%"))
    assert any("set with the result, not beforehand" in note for note in saved.notes)
    assert desks.get("audits", saved.references[0])["standard_set"] == "with-result"
    # The plan had it in words alone: the figure came with the result.
    ref = plan(standard="Most of them")
    saved = desks.saved(recorded(ref, sample=20, met=16, standard_met="80%"))
    assert desks.get("audits", ref)["standard_set"] == "with-result"


def test_a_standard_given_after_the_result_is_marked_and_refuses_too(desks):
    ref = desks.made(recorded(sample=20, met=15))
    desks.refused(EditAudit(ref, standard_met="80%"), "below-standard")
    saved = desks.saved(EditAudit(ref, standard_met="75%"))
    assert any("after the result, not beforehand" in note for note in saved.notes)
    assert desks.get("audits", ref)["standard_set"] == "afterwards"
    desks.saved(EditAudit(ref, standard_met="70%"))


def test_what_cannot_be_compared_is_said_and_not_refused(desks, plan):
    saved = desks.saved(recorded(plan(standard_met="80%")))
    assert any("80% could not be compared" in note for note in saved.notes)
    saved = desks.saved(recorded(plan(standard="In eight of ten"), sample=10, met=3))
    assert any("in words alone" in note for note in saved.notes)
    saved = desks.saved(recorded(plan(standard_met="80%"), sample=0, met=0))
    assert any("could not be compared" in note for note in saved.notes)
    assert not any("standard" in note for note in desks.saved(recorded(sample=9, met=1)).notes)


def test_a_plan_of_an_older_version_was_set_beforehand_all_the_same(desks):
    fields = {"status": "planned", "themes": ["neglect"], "standard": "Nine of ten"}
    desks.of().transact(lambda _: Transaction("audit plan", (Insert("audits", "aud-1", fields),)))
    desks.saved(recorded("aud-1", sample=10, met=9))
    assert desks.get("audits", "aud-1")["standard_set"] == "beforehand"


def test_recording_is_undone_with_what_it_said_of_the_standard(desks, plan):
    ref = plan(standard_met="80%")
    desks.saved(recorded(ref, sample=10, met=9))
    desks.saved(UndoLast())
    stored = desks.get("audits", ref)
    assert (stored["status"], stored["standard_met"]) == ("planned", "80%")


def test_a_figure_is_no_free_text_that_is_redacted(desks, plan):
    ref = plan(standard_met="80%", standard="Nobody by name")
    desks.refused(AskRedaction(ref, "standard_met", why="It was typed by mistake"), "no-such-field")
    desks.saved(AskRedaction(ref, "standard", why="It was typed by mistake"))


def test_embedded_that_no_case_shows_needs_a_reason_where_no_standard_judges_it(desks, plan):
    refusal = desks.refused(recorded(sample=12, met=0), "reason-needed")
    assert "None of 12 cases" in refusal.message and "--why" in str(refusal.todo)
    saved = desks.saved(recorded(sample=12, met=0, why="Observed, and the form counts otherwise."))
    assert "0 of 12 cases met it" in saved.notes[-1] and "as you judged it" in saved.notes[-1]
    assert desks.get("audits", saved.references[0])["outcome"] == "embedded"
    other = desks.made(recorded(outcome="partly", sample=12, met=0))
    desks.refused(EditAudit(other, outcome="embedded"), "reason-needed")
    desks.saved(EditAudit(other, outcome="embedded", why="The board looked again."))


@pytest.mark.parametrize(
    "outcome, met, told",
    [("embedded", 5, True), ("embedded", 6, False), ("not-embedded", 12, True),
     ("not-embedded", 11, False), ("partly", 0, False), ("inconclusive", 12, False)],
)  # fmt: skip
def test_an_outcome_that_its_cases_speak_against_is_said_and_never_refused(
    desks, plan, outcome, met, told
):
    notes = desks.saved(recorded(outcome=outcome, sample=12, met=met)).notes
    assert any("as you judged it" in note for note in notes) is told


def test_a_standard_that_judges_it_leaves_nothing_to_say(desks, plan):
    ref = plan(standard_met="40%")
    assert desks.saved(recorded(ref, sample=12, met=5)).notes == ()
    desks.refused(recorded(plan(standard_met="40%"), sample=12, met=0), "below-standard")
