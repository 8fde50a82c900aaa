"""A return form out, filled in as agencies do it, and in again: nothing lost, nothing invented."""

import hashlib
import shutil
import subprocess
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditrack.commands.action import AddAction, UpdateAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.desk import Desk
from auditrack.commands.evidence import AcceptEvidence
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.return_form import AskForReturns, drafted
from auditrack.commands.return_sent import WithdrawReturn
from auditrack.commands.return_taken import TakeInReturn
from auditrack.commands.undo_import import UndoImport
from auditrack.intake.returned import read_returned, returned_of
from auditrack.intake.returned.book import paper_of
from auditrack.intake.returned.word import read_paper
from auditrack.intake.sheets.pages import tidy
from auditrack.intake.sheets.workbook import read_workbook
from auditrack.model.return_form import COLUMNS
from auditrack.reports.return_forms.excel import render_return_workbook
from auditrack.reports.return_forms.word import KIND, render_return_form
from auditrack.views.changes import sentence
from auditrack.views.page_return import page
from auditrack.views.return_plan import FATES
from tests.commands.filled_forms import FORMS, WordForm, from_scratch
from tests.reports.made_up_template import lines, template

ASKED = date(2026, 11, 2)
TODAY = date(2026, 11, 20)
FORMATS = ["docx", "xlsx"]


def read(data, kind="docx", name="back"):
    """As `read_returned`, in this process: for properties of hundreds of forms."""
    paper = read_paper(data, name) if kind == "docx" else paper_of(read_workbook(data, name))
    return returned_of(paper, f"{name}.{kind}", hashlib.sha256(data).hexdigest(), kind)


class Sent:
    """A board that sent its forms, and what stands on them."""

    def __init__(self, desks, board):
        self.desks = desks
        self.asks = [
            board("Record the child's words.", agencies=("Fern Police",)),
            board("Visit together.", agencies=("Fern Police", "Fern Health")),
            board("Look at bruises.", agencies=("Fern Health",)),
        ]
        desks.saved(AddAgency("Fern Fire"))
        act = [
            AddAction((self.asks[0],), "Train every team", agency="Fern Police", due="2026-12-31"),
            AddAction((self.asks[1],), "Write a protocol", agency="Fern Police", due="2027-01-31"),
            AddAction((self.asks[2],), "Buy a camera", agency="Fern Health", due="2026-10-31"),
        ]
        self.actions = [desks.made(one, today=ASKED) for one in act]
        command = AskForReturns(
            ("Fern Police", "Fern Health"),
            covering="Dear colleague,\n\nPlease fill this in.",
            questions=("Who leads on this now?",),
        )
        made = drafted(desks.of(), command, ASKED, ending="docx")
        self.papers = {paper.form: paper for paper in made.papers}
        desks.saved(command, today=ASKED)

    def form(self, kind="docx", form="ret-1"):
        paper = self.papers[form]
        data = render_return_form(paper) if kind == "docx" else render_return_workbook(paper)
        return FORMS[kind](data)

    def plan(self, returned, **said):
        register = self.desks.of()
        return TakeInReturn(returned, **said).plan(Desk(register, register.actor, TODAY))


@pytest.fixture
def sent(desks, board):
    return Sent(desks, board)


def fates(plan):
    return {(fate.line.section, fate.ref): fate for fate in plan.fates}


def kinds(plan):
    return {key: fate.kind for key, fate in fates(plan).items()}


# Out and in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("form", ["ret-1", "ret-2"])
def test_a_form_that_comes_back_untouched_says_nothing_and_is_not_taken_in(sent, kind, form):
    returned = read(sent.form(kind, form).data(), kind)
    plan = sent.plan(returned)
    assert (plan.form, plan.problem, plan.loose, plan.says_anything) == (form, None, (), False)
    assert set(plan.counts) == {"nothing written"}
    told = sent.desks.refused(TakeInReturn(returned), "nothing-written")
    assert "--none" in told.todo


def test_a_form_over_a_template_with_every_part_says_nothing_either(sent, tmp_path):
    tokens = (f"{{{{{name}}}}}" for name in KIND.parts())
    over = template(tmp_path / "return-form.docx", lines(*tokens))
    returned = read(render_return_form(sent.papers["ret-1"], over), "docx")
    plan = sent.plan(returned)
    assert (plan.form, plan.loose, plan.says_anything) == ("ret-1", (), False)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_an_agency_writes_becomes_a_reply_an_update_evidence_and_an_answer(sent, kind):
    first, second = sent.asks[:2]
    done, late = sent.actions[:2]
    form = sent.form(kind)
    form.head("Returned on", "18 November 2026")
    form.fill("replies", first, answer="Yes, accepted")
    form.fill("replies", second, answer="Declined", reason="Not a matter for us")
    form.fill("updates", done, state="done", note="All trained", on="14 Oct")
    form.fill("updates", late, note="Waits for IT", asks_until="end of March, supplier is late")
    form.add("evidence", ref=done, shows="Register of training", level="activity",
             about="w/c 2 November", place="SharePoint")  # fmt: skip
    form.fill("questions", "rq-1", answer="The deputy")
    form.loose("We are short of staff.")
    form.restyle()
    saved = sent.desks.saved(TakeInReturn(read(form.data(), kind)), today=TODAY)
    get = sent.desks.get
    replies = {one["recommendation"]: one for one in sent.desks.of().select("replies")
               if one["agency"] == "fern-police"}  # fmt: skip
    assert (replies[first]["answer"], replies[first]["on"]) == ("accepted", "2026-11-18")
    assert replies[second]["reason"] == "Not a matter for us"
    assert replies[first]["asked_on"] == "2026-11-02"
    updates = {one["action"]: one for one in sent.desks.of().select("updates")}
    assert (updates[done]["state"], updates[done]["on"]) == ("done", "2026-10-14")
    assert get("actions", done)["done_on"] == "2026-10-14"
    assert "state" not in updates[late] and "end of March" in updates[late]["note"]
    assert not sent.desks.of().select("extensions")
    (evidence,) = sent.desks.of().select("evidence")
    assert (evidence["state"], evidence["level"], evidence["agency"]) == ("filed", 1, "fern-police")
    assert (evidence["about"], evidence["at"]) == ("2026-11-02..2026-11-08", "SharePoint")
    assert get("return_questions", "rq-1")["answer"] == "The deputy"
    form_now = get("return_forms", "ret-1")
    assert (
        form_now["returned_on"] == "2026-11-18" and form_now["beside"] == "We are short of staff."
    )
    assert saved.references[:2] == ("imp-1", "ret-1")
    (beside,) = [
        one for one in page(sent.desks.of(), "ret-1", TODAY).sections if "beside" in one.title
    ]
    assert [line.text for line in beside.lines] == ["We are short of staff."]
    assert "5 taken" not in get("imports", "imp-1")["counts"]
    assert get("imports", "imp-1")["taken"] == 6
    told = sentence(saved.entry, sent.desks.of())
    assert told.startswith("Return form read: ret-1 of Fern Police: 6 taken")


def test_reading_the_same_file_again_doubles_nothing_and_says_so(sent):
    form = sent.form()
    form.fill("updates", sent.actions[0], note="All trained")
    form.add("evidence", ref=sent.actions[0], shows="A register")
    form.fill("replies", sent.asks[0], answer="declined")
    returned = read(form.data())
    sent.desks.saved(TakeInReturn(returned))
    before = sent.desks.of().head
    told = sent.desks.refused(TakeInReturn(returned), "taken-in-before")
    assert told.ref == "imp-1" and sent.desks.of().head == before
    # What waited is taken in once somebody says what it means, and nothing else again.
    plan = sent.plan(returned)
    number = fates(plan)["replies", sent.asks[0]].number
    sent.desks.saved(TakeInReturn(returned, corrections=((number, "reason", "Not ours"),)))
    assert len(sent.desks.of().select("updates")) == 1
    assert len(sent.desks.of().select("evidence")) == 1
    # Saved anew by their program it has other bytes, and still nothing is new.
    again = WordForm(form.data())
    again.restyle()
    assert sent.plan(read(again.data())).counts.get("taken", 0) == 0


def test_undoing_it_puts_everything_back_and_it_can_be_read_again(sent):
    form = sent.form()
    form.fill("replies", sent.asks[0], answer="accepted")
    form.fill("updates", sent.actions[0], state="done", note="All trained")
    form.add("evidence", ref=sent.actions[0], shows="A register")
    form.fill("questions", "rq-1", answer="The deputy")
    returned = read(form.data())
    waiting = dict(sent.desks.get("replies", "rep-1"))
    sent.desks.saved(TakeInReturn(returned))
    sent.desks.saved(UndoImport("imp-1"))
    get = sent.desks.get
    assert {name: value for name, value in get("replies", "rep-1").items() if name != "rev"} == {
        name: value for name, value in waiting.items() if name != "rev"
    }
    assert "done_on" not in get("actions", sent.actions[0])
    assert "returned_on" not in get("return_forms", "ret-1")
    assert "answer" not in get("return_questions", "rq-1")
    for table in ("updates", "evidence"):
        assert all(one["withdrawn_on"] for one in sent.desks.of().select(table))
    assert sent.plan(returned).counts["taken"] == 4
    sent.desks.saved(TakeInReturn(returned))


def test_evidence_that_was_accepted_since_stays_when_the_return_is_undone(sent):
    form = sent.form()
    form.add("evidence", ref=sent.actions[0], shows="A register")
    form.fill("updates", sent.actions[0], note="All trained")
    sent.desks.saved(TakeInReturn(read(form.data())))
    sent.desks.saved(AcceptEvidence("ev-1"), by="second")
    saved = sent.desks.saved(UndoImport("imp-1"))
    assert "withdrawn_on" not in sent.desks.get("evidence", "ev-1")
    assert any("ev-1 stays" in note for note in saved.notes)


@pytest.mark.parametrize("kind", FORMATS)
def test_none_is_an_answer_to_all_that_waits_even_where_rows_were_deleted(sent, kind):
    form = sent.form(kind)
    form.head("Nothing to report", "None")
    form.delete("replies", sent.asks[1])
    plan = sent.plan(read(form.data(), kind))
    assert plan.nothing and plan.counts["taken"] == 2
    sent.desks.saved(TakeInReturn(read(form.data(), kind)))
    answers = {one["recommendation"]: one.get("answer") for one in sent.desks.of().select("replies")
               if one["agency"] == "fern-police"}  # fmt: skip
    assert set(answers.values()) == {"none"}
    assert sent.desks.get("return_forms", "ret-1")["nothing"] is True
    others = [one for one in sent.desks.of().select("replies") if one["agency"] == "fern-health"]
    assert all("answer" not in one for one in others)


def test_none_beside_lines_that_say_something_answers_nothing(sent):
    form = sent.form()
    form.head("Nothing to report", "Nil return")
    form.fill("updates", sent.actions[0], note="All trained")
    plan = sent.plan(read(form.data()))
    assert not plan.nothing and plan.counts["taken"] == 1
    assert any("not taken as its answer" in note for note in plan.notes)


# Fates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "values", "kind", "said"),
    [
        ("replies", {"answer": "declined"}, "asked", "without a reason"),
        ("replies", {"answer": "passed on"}, "asked", "to whom"),
        ("replies", {"answer": "Passed on to the Fire Service"}, "taken", "Fire Service"),
        ("replies", {"answer": "Accepted, but only for new cases"}, "asked", "less than"),
        ("replies", {"answer": "Accepted in part - see note", "reason": "Two teams"}, "taken", ""),
        ("replies", {"answer": "perhaps"}, "asked", "none of the answers"),
        ("replies", {"answer": "as before"}, "unchanged", ""),
        ("replies", {"reason": "Because"}, "asked", "no answer"),
        ("replies", {"answer": "None"}, "taken", ""),
        ("replies", {"answer": "accepted", "on": "1 December 2026"}, "asked", "still to come"),
        ("updates", {"state": "no change"}, "unchanged", ""),
        ("updates", {"note": "N/A"}, "unchanged", ""),
        ("updates", {"state": "On the way"}, "asked", "no state"),
        ("updates", {"state": "Complete"}, "asked", "no state"),
        ("updates", {"state": "signed off"}, "asked", "no state"),
        ("updates", {"state": "withdrawn"}, "asked", "for the board"),
        ("updates", {"state": "paused"}, "asked", "not why"),
        ("updates", {"state": "Done - all held", "on": "October"}, "taken", "all held"),
        ("updates", {"state": "done", "on": "soon"}, "asked", "not clear"),
        ("updates", {"on": "14 Oct"}, "asked", "says nothing"),
        ("updates", {"was": "finished by us"}, "asked", "Only what is printed"),
        ("updates", {"text": "Another action", "note": "Begun"}, "taken", "Begun"),
        ("updates", {"note": "x" * 20_001}, "refused", "characters"),
        ("questions", {"answer": "None"}, "taken", ""),
    ],
)
def test_each_line_has_one_fate(sent, section, values, kind, said):
    ref = {"replies": sent.asks[0], "updates": sent.actions[0], "questions": "rq-1"}[section]
    form = sent.form()
    form.fill(section, ref, **values)
    plan = sent.plan(read(form.data()))
    fate = fates(plan)[section, ref]
    assert (fate.kind, said in fate.said) == (kind, True), fate.said
    if "text" in values or "was" in values:
        assert any("not taken" in told for told in (*fate.read, fate.said))
    assert sum(plan.counts.values()) == len(plan.fates)


@pytest.mark.parametrize(
    ("values", "kind", "said"),
    [
        ({"ref": "act-99", "shows": "A thing"}, "refused", "no such record"),
        ({"shows": "A thing"}, "asked", "names no record"),
        ({"ref": "{0}; {1}", "shows": "A thing"}, "asked", "several"),
        ({"ref": "{0}"}, "nothing written", ""),
        ({"ref": "{2}", "shows": "A thing"}, "refused", "not asked of Fern Police"),
        ({"ref": "{0}", "level": "3"}, "asked", "does not say what it shows"),
        ({"ref": "{0}", "shows": "A thing", "level": "anecdote"}, "asked", "no kind"),
        ({"ref": "{0}", "shows": "A thing", "about": "2027"}, "asked", "still to come"),
        ({"ref": "{0}", "shows": "A thing", "result": "Staff knew it"}, "taken", "Staff knew it"),
        ({"ref": "{0}", "shows": "A thing", "level": "practice seen"}, "taken", "level 3"),
    ],
)
def test_rows_that_an_agency_adds_are_never_guessed(sent, values, kind, said):
    form = sent.form()
    form.add("evidence", **{name: text.format(*sent.actions) for name, text in values.items()})
    plan = sent.plan(read(form.data()))
    (fate,) = [one for one in plan.fates if one.line.section == "evidence"]
    assert (fate.kind, said in fate.said) == (kind, True), fate.said


def test_a_row_with_a_reference_that_is_the_agencys_own_is_read_though_not_printed(sent):
    other = sent.desks.made(AddAction((sent.asks[0],), "Tell every sergeant", agency="Fern Police"))
    form = sent.form()
    form.add("updates", ref=other, note="Told on parade")
    plan = sent.plan(read(form.data()))
    assert fates(plan)["updates", other].kind == "taken"


@pytest.mark.parametrize("typed", ["ACT-1", "act – 1", " act\n-1 ", "Act 1", "act‑1.", "ACT—1"])
def test_a_reference_may_be_typed_as_people_type_it(sent, typed):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    form.table("updates").rows[1].cells[0].text = typed
    assert fates(sent.plan(read(form.data())))["updates", "act-1"].kind == "taken"


def test_a_reference_that_was_lost_is_known_by_the_printed_words_and_said(sent):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    form.table("updates").rows[1].cells[0].text = ""
    fate = fates(sent.plan(read(form.data())))["updates", "act-1"]
    assert fate.kind == "taken" and "reference was lost" in fate.read[0]


def test_words_on_a_row_of_no_record_are_asked_even_in_the_columns_that_are_printed(sent):
    form = sent.form()
    form.add("updates", text="Buy body cameras", due="March")
    plan = sent.plan(read(form.data()))
    (fate,) = [one for one in plan.fates if one.ref is None]
    assert fate.kind == "asked" and ("Action", "Buy body cameras") in list(fate.wrote())


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 8])
def test_a_table_of_the_agencys_own_below_the_forms_is_kept_or_asked(sent, columns):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    table = form.document.add_table(2, columns)
    for cell, text in zip(table._cells, map(str, range(2 * columns)), strict=True):
        cell.text = f"our {text}"
    plan = sent.plan(read(form.data()))
    asked = [text for fate in plan.waiting for _, text in fate.wrote()]
    told = " | ".join((*plan.loose, *asked))
    assert all(f"our {number}" in told for number in range(2 * columns))
    assert plan.counts["taken"] == 1


def test_the_day_and_reason_of_an_earlier_answer_are_not_those_of_a_new_one(sent):
    earlier = ReplyToRecommendation(
        sent.asks[0], "Fern Police", answer="declined", reason="Not ours", on="2026-11-01"
    )
    sent.desks.saved(earlier, today=TODAY)
    form = sent.form()
    form.fill("replies", sent.asks[0], answer="accepted", reason="Not ours", on="1 November 2026")
    fate = fates(sent.plan(read(form.data())))["replies", sent.asks[0]]
    assert dict(fate.fields) == {"answer": "accepted", "on": "2026-11-20"}
    assert len([told for told in fate.read if "earlier answer" in told]) == 2


def test_words_beside_the_forms_own_reference_are_kept(sent):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    form.document.tables[0].rows[0].cells[1].text = "ret-1 (filled in by the deputy)"
    plan = sent.plan(read(form.data()))
    assert plan.form == "ret-1" and "filled in by the deputy" in plan.loose[0]


def test_a_word_after_none_was_returned_takes_the_none_back(sent):
    first = sent.form()
    first.head("Nothing to report", "None")
    sent.desks.saved(TakeInReturn(read(first.data())))
    form = sent.form()
    form.fill("replies", sent.asks[0], answer="accepted")
    sent.desks.saved(TakeInReturn(read(form.data())))
    assert "nothing" not in sent.desks.get("return_forms", "ret-1")
    answers = [one["answer"] for one in sent.desks.of().select("replies")
               if one["recommendation"] == sent.asks[0]]  # fmt: skip
    assert answers == ["none", "accepted"]
    sent.desks.refused(UndoImport("imp-1"), "built-on")
    sent.desks.saved(UndoImport("imp-2"))
    assert sent.desks.get("return_forms", "ret-1")["nothing"] is True


def test_lines_that_say_the_same_are_one_and_two_states_on_a_day_are_asked(sent):
    form = sent.form()
    form.fill("updates", "act-1", state="in progress", note="Begun")
    form.add("updates", ref="act-1", state="in progress", note="Begun")
    form.add("updates", ref="act-1", state="done", note="All trained")
    form.add("updates", ref="act-1", note="And the deputies")
    form.add("evidence", ref="act-1", shows="A register")
    form.add("evidence", ref="act-1", shows="A register")
    plan = sent.plan(read(form.data()))
    got = [(one.line.section, one.kind) for one in plan.fates if one.kind != "nothing written"]
    assert got == [
        ("updates", "taken"),
        ("updates", "unchanged"),
        ("updates", "asked"),
        ("updates", "taken"),
        ("evidence", "taken"),
        ("evidence", "unchanged"),
    ]


@pytest.mark.parametrize("said", ["as above", "Ditto", '"', "see below"])
def test_a_cell_that_only_points_to_another_line_is_asked(sent, said):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    form.fill("updates", "act-2", note=said)
    fate = fates(sent.plan(read(form.data())))["updates", "act-2"]
    assert fate.kind == "asked" and "any line" in fate.said


def test_words_in_another_script_are_words(sent):
    form = sent.form()
    form.fill("updates", "act-1", note="Вучні прайшлі навучанне")
    form.loose("Мы пераязджаем")
    returned = read(form.data())
    assert sent.plan(returned).loose == ("Мы пераязджаем",)
    sent.desks.saved(TakeInReturn(returned))
    form.fill("updates", "act-1", note="Навучанне працягваецца")
    assert fates(sent.plan(read(form.data())))["updates", "act-1"].kind == "taken"


def test_two_answers_to_one_recommendation_are_asked(sent):
    form = sent.form()
    form.fill("replies", sent.asks[0], answer="accepted")
    form.add("replies", ref=sent.asks[0], answer="in part")
    form.add("replies", ref=sent.asks[0], answer="accepted")
    got = [one.kind for one in sent.plan(read(form.data())).fates
           if one.ref == sent.asks[0] and one.line.section == "replies"]  # fmt: skip
    assert got == ["taken", "asked", "unchanged"]


def test_an_older_answer_printed_on_the_form_is_no_new_one(sent):
    sent.desks.saved(
        ReplyToRecommendation(sent.asks[0], "Fern Police", answer="declined", reason="Not ours",
                              on="2026-11-01"), today=TODAY)  # fmt: skip
    form = sent.form()
    form.fill("replies", sent.asks[0], answer="declined", reason="Not ours", on="1 November 2026")
    assert fates(sent.plan(read(form.data())))["replies", sent.asks[0]].kind == "unchanged"


def test_a_claim_before_a_later_word_and_one_against_a_sign_off_are_asked(sent):
    sent.desks.saved(UpdateAction("act-1", state="in-progress", on="2026-11-10"), today=TODAY)
    form = sent.form()
    form.fill("updates", "act-1", state="done", on="1 November 2026")
    assert "which is later" in fates(sent.plan(read(form.data())))["updates", "act-1"].said


def test_words_for_states_are_told_once_and_remembered(sent):
    form = sent.form()
    form.fill("updates", "act-1", state="Complete")
    form.fill("updates", "act-2", state="complete")
    returned = read(form.data())
    assert kinds(sent.plan(returned))["updates", "act-1"] == "asked"
    sent.desks.saved(TakeInReturn(returned, words=("Complete=done",)))
    other = sent.form("docx", "ret-2")
    other.fill("updates", "act-3", state="COMPLETE")
    fate = fates(sent.plan(read(other.data())))["updates", "act-3"]
    assert (fate.kind, fate.fields["state"]) == ("taken", "done")


def test_lines_are_left_out_and_corrected_by_number_and_the_agencys_words_stay_theirs(sent):
    form = sent.form()
    form.fill("updates", "act-1", state="Complete", note="All trained")
    form.fill("updates", "act-2", note="Begun")
    returned = read(form.data())
    plan = sent.plan(returned)
    first, second = (fates(plan)["updates", ref].number for ref in ("act-1", "act-2"))
    said = {"corrections": ((first, "state", "done"),), "left": (second,)}
    plan = sent.plan(returned, **said)
    fate = fates(plan)["updates", "act-1"]
    assert ("Where it stands now", "Complete") in list(fate.wrote())
    assert list(fate.told()) == [("Where it stands now", "done")]
    assert plan.counts == {"taken": 1, "left": 1, "nothing written": len(plan.fates) - 2}
    sent.desks.saved(TakeInReturn(returned, **said))
    assert [one["action"] for one in sent.desks.of().select("updates")] == ["act-1"]
    for wrong in ((99, "state", "done"), (first, "colour", "red")):
        sent.desks.refused(TakeInReturn(returned, corrections=(wrong,)), "bad-value")


def test_all_or_nothing_where_the_person_wants_all(sent):
    form = sent.form()
    form.fill("updates", "act-1", state="Complete")
    form.fill("updates", "act-2", note="Begun")
    told = sent.desks.refused(TakeInReturn(read(form.data()), accept="all"), "lines-wait")
    assert "Line " in told.details[0]


# Which form it is ---------------------------------------------------------------------------


def test_a_form_of_one_agency_under_the_name_of_another_is_refused(sent):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    form.head("Agency", "Fern Health")
    assert "Fern Health" in sent.desks.refused(
        TakeInReturn(read(form.data())), "another-agency").message  # fmt: skip
    mixed = sent.form("docx", "ret-2")
    mixed.add("updates", ref="act-1", note="Copied from another form")
    fate = fates(sent.plan(read(mixed.data())))["updates", "act-1"]
    assert fate.kind == "refused" and "Fern Police" in fate.said


def test_a_file_that_names_no_form_asks_which_and_offers_those_that_wait(sent):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    form.head("Return form", "")
    data = form.data()
    returned = read(data)
    assert returned.form is None or returned.form == "ret-1"  # its header may still say so
    row = ["act-1", "", "", "", "", "All trained", "", ""]
    bare = from_scratch([("updates", [list(COLUMNS["updates"].values()), row])])
    told = sent.desks.refused(TakeInReturn(read(bare)), "no-form-named")
    assert "ret-1 (Fern Police)" in told.todo
    sent.desks.saved(TakeInReturn(read(bare), form="ret-1"))
    sent.desks.refused(TakeInReturn(read(bare), form="ret-77"), "no-such-form")


def test_a_form_that_was_withdrawn_is_refused_and_one_that_was_replaced_is_read_and_said(sent):
    form = sent.form()
    form.fill("updates", "act-1", note="All trained")
    returned = read(form.data())
    sent.desks.saved(AskForReturns(("Fern Police",)))
    assert any("replaced by ret-3" in note for note in sent.plan(returned).notes)
    sent.desks.saved(WithdrawReturn("ret-3", why="sent twice"))
    sent.desks.saved(WithdrawReturn("ret-1", why="sent in error"))
    assert "sent in error" in sent.desks.refused(TakeInReturn(returned), "withdrawn").message


@pytest.mark.parametrize(
    ("written", "said", "day"),
    [("18 November 2026", None, "2026-11-18"), ("18 Nov", None, "2026-11-18"),
     ("", None, "2026-11-20"), ("tomorrow", None, "2026-11-20"),
     ("18 November 2026", "2026-11-19", "2026-11-19")],
)  # fmt: skip
def test_the_day_is_the_one_written_else_the_day_it_is_read(sent, written, said, day):
    form = sent.form()
    form.head("Returned on", written)
    form.fill("updates", "act-1", note="All trained")
    plan = sent.plan(read(form.data()), returned_on=said)
    assert plan.returned_on == day
    assert fates(plan)["updates", "act-1"].fields["on"] == day


def test_a_day_before_it_was_sent_is_refused_until_somebody_says_the_day(sent):
    form = sent.form()
    form.head("Returned on", "1 October 2026")
    form.fill("updates", "act-1", note="All trained")
    sent.desks.refused(TakeInReturn(read(form.data())), "backward-period")
    sent.desks.saved(TakeInReturn(read(form.data()), returned_on="2026-11-19"))


# Nothing lost and nothing invented ----------------------------------------------------------

SAYINGS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40
).filter(lambda text: sum(map(str.isalnum, text)) > 2)
DAYS = st.integers(0, 300).map(lambda n: (TODAY - timedelta(days=n)).isoformat())
FORM = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FORM
@given(
    notes=st.dictionaries(st.sampled_from(["act-1", "act-2"]), st.tuples(SAYINGS, DAYS)),
    evidence=st.lists(st.tuples(st.sampled_from(["act-1", "act-2"]), SAYINGS), max_size=3),
    answer=st.none() | SAYINGS,
    gone=st.sets(st.sampled_from(["act-1", "act-2"])),
    kind=st.sampled_from(FORMATS),
    seed=st.integers(0, 99),
)
def test_every_word_has_one_fate_and_nothing_else_is_made(
    sent, notes, evidence, answer, gone, kind, seed
):
    form = sent.form(kind)
    wrote: list[tuple[str, str, str]] = []
    for ref, (note, day) in notes.items():
        form.fill("updates", ref, note=note, on=day)
    for ref, shows in evidence:
        form.add("evidence", ref=ref, shows=shows)
        wrote.append(("evidence", ref, tidy(shows)))
    if answer is not None:
        form.fill("questions", "rq-1", answer=answer)
        wrote.append(("questions", "rq-1", tidy(answer)))
    for ref in gone:
        form.delete("updates", ref)
    wrote += [("updates", ref, tidy(note)) for ref, (note, _) in notes.items() if ref not in gone]
    for section in ("replies", "updates", "evidence"):
        form.shuffle(section, seed)
    form.restyle()
    plan = sent.plan(read(form.data(), kind))
    assert plan.problem is None and not plan.loose
    assert sum(plan.counts.values()) == len(plan.fates) and set(plan.counts) <= set(FATES)
    said = [fate for fate in plan.fates if fate.kind != "nothing written"]
    names = {"updates": "note", "evidence": "shows", "questions": "answer"}
    assert sorted(wrote) == sorted(
        (one.line.section, str(one.ref), one.line.values[names[one.line.section]]) for one in said
    )
    for fate in plan.taken:
        assert fate.fields[names[fate.line.section]].startswith(
            fate.line.values[names[fate.line.section]]
        )
    for ref, (_, day) in notes.items():
        found = [one for one in plan.taken if (one.line.section, one.ref) == ("updates", ref)]
        assert all(one.fields["on"] == day for one in found)


@pytest.mark.parametrize("kind", FORMATS)
def test_saved_by_libreoffice_it_says_the_same(sent, kind, tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    form = sent.form(kind)
    form.head("Returned on", "18 November 2026")
    form.fill("replies", sent.asks[0], answer="Accepted in part - see note", reason="Two teams")
    form.fill("updates", "act-1", state="done", note="All trained", on="14 Oct 2026")
    form.add("evidence", ref="act-1", shows="A register", level="activity")
    form.add("updates", ref="act-2", note="Begun\nin two places")
    form.loose("We are short of staff.")
    form.restyle()
    path = tmp_path / f"filled.{kind}"
    path.write_bytes(form.data())
    out = tmp_path / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", kind, "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    if not (out / path.name).exists():
        pytest.skip("this LibreOffice opens no such file")
    ours, theirs = (sent.plan(read_returned(one)) for one in (path, out / path.name))
    assert theirs.form == "ret-1" and theirs.loose == ours.loose

    def told(plan):
        return [(one.kind, one.ref, one.line.section, dict(one.fields)) for one in plan.fates
                if one.kind != "nothing written"]  # fmt: skip

    assert told(theirs) == told(ours) and len(told(ours)) == 4
