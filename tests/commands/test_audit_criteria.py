"""The questions of an audit and their answers: all or nothing, replaced as a change."""

import pytest

from auditrack.commands.audit import PlanAudit, RecordAudit, WithdrawAudit
from auditrack.commands.audit_criteria import RecordCriteria
from auditrack.commands.audit_sample import RecordDraw
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.commands.retention import AskDisposal
from auditrack.commands.review import AddReview
from auditrack.commands.role import SetRoles
from auditrack.commands.undo import UndoLast
from auditrack.model.change import Saved
from auditrack.register import drafts
from auditrack.register.drafts import Draft
from auditrack.register.drafts_redacted import forget_redacted
from auditrack.views.changes import about, sentence
from auditrack.views.criteria import grid_of
from auditrack.views.history import history

QUESTIONS = tuple(f"Question {number}?" for number in range(1, 13))
GRADES = ("outstanding", "good", "requires improvement", "Inadequate", "1", "2", "3", "4")


@pytest.fixture
def audit(desks):
    return desks.made(RecordAudit("2026-10", "partly", themes=("neglect",), question="Seen?"))


def entered(audit, *rows, **also):
    given = tuple(tuple(row.split()) for row in rows)
    return RecordCriteria(audit, QUESTIONS[: len(rows)], answers=given, **also)


def stored(desks, ref):
    return desks.get("criteria", ref)


def test_twelve_questions_by_eight_cases_on_the_words_of_inspections(desks, audit):
    saved = desks.saved(RecordCriteria(audit, QUESTIONS, answers=(GRADES,) * 12, why="QA day"))
    assert (saved.references, len(saved.entry.ops)) == ((audit,), 13)
    assert desks.get("audits", audit)["scale"] == "grades"
    first = stored(desks, "crt-1")
    assert first["answers"] == (
        "outstanding", "good", "requires-improvement", "inadequate",
    ) * 2  # fmt: skip
    assert (first["audit"], first["number"], first["question"]) == (audit, 1, "Question 1?")
    grid = grid_of(desks.of(), audit)
    assert grid.cases == tuple("12345678") and len(grid.questions) == 12
    assert grid.tallies[0].describe() == "4 of 8 good or outstanding"
    assert sentence(saved.entry, desks.of()) == "Questions answered: Seen?"
    assert about(saved.entry, desks.of()) == audit


def test_answers_as_people_type_them(desks, audit):
    row = ("Yes", "y", "PARTLY", "n", "No", "-", "n/a", "", "?", "Not applicable", "met")
    desks.saved(RecordCriteria(audit, ("Seen?",), answers=(row,)))
    assert stored(desks, "crt-1")["answers"] == (
        "yes", "yes", "partly", "no", "no", "not-applicable", "not-applicable", "unanswered",
        "unanswered", "not-applicable", "yes",
    )  # fmt: skip


def test_what_stood_is_replaced_as_a_change_and_the_history_keeps_it(desks, audit):
    desks.saved(entered(audit, "y n y", "y y y", "n n n"))
    desks.refused(entered(audit, "yes no yes", "y y y", "n n n"), "no-change")
    saved = desks.saved(entered(audit, "y y y", "y y y", why="Read again"))
    assert [(op.op, op.id) for op in saved.entry.ops] == [("update", "crt-1"), ("update", "crt-3")]
    assert saved.entry.ops[0].fields["answers"] == (("yes", "no", "yes"), ("yes", "yes", "yes"))
    assert stored(desks, "crt-3")["withdrawn_why"] == "Read again"
    assert grid_of(desks.of(), audit).questions == QUESTIONS[:2]
    desks.saved(entered(audit, "y y y", "y y y", "y y y"))
    assert grid_of(desks.of(), audit).revisions == ("crt-1 2", "crt-2 1", "crt-4 1")
    told = [str(change) for line in history(desks.of(), audit) for change in line.changes]
    assert "crt-1: answers from yes, no, yes to yes, yes, yes" in told


def test_undo_gives_back_what_stood(desks, audit):
    desks.saved(entered(audit, "y n", "y y"))
    desks.saved(entered(audit, "n n"))
    desks.saved(UndoLast())
    grid = grid_of(desks.of(), audit)
    assert (grid.answers, len(grid.questions)) == ((("yes", "no"), ("yes", "yes")), 2)


def test_a_plan_that_has_answers_is_not_undone_beneath_them(desks):
    audit = desks.made(PlanAudit("Seen?", themes=("neglect",)))
    entry = desks.of().head.number
    desks.saved(entered(audit, "y"), by="colleague")
    desks.refused(UndoLast(entry), "changed-since")


def test_labels_of_cases_are_kept_where_they_say_more_than_numbers(desks, audit):
    desks.saved(entered(audit, "y n", cases=("1", "2")))
    assert "cases" not in desks.get("audits", audit)
    desks.saved(entered(audit, "y n", cases=("A/17", "B/4")))
    assert desks.get("audits", audit)["cases"] == ("A/17", "B/4")
    desks.saved(entered(audit, "y n n"))
    assert grid_of(desks.of(), audit).cases == ("1", "2", "3")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"questions": ()}, "missing"),
        ({"questions": ("Seen?", "")}, "missing"),
        ({"questions": ("Seen?",)}, "bad-shape"),
        ({"questions": ("Seen?", "x" * 600)}, "too-long"),
        ({"answers": (("y", "n"), ("y",))}, "bad-shape"),
        ({"answers": ((), ())}, "bad-shape"),
        ({"answers": (("y",) * 501,) * 2}, "bad-shape"),
        ({"questions": ("Q",) * 201, "answers": (("y",),) * 201}, "too-many"),
        ({"answers": (("y", "n"), ("y", "perhaps"))}, "bad-value"),
        ({"answers": (("y", "n"), ("good", "1"))}, "bad-value"),
        ({"answers": (("y", "n"), ("y", "1")), "scale": "met"}, "bad-value"),
        ({"scale": "stars"}, "bad-value"),
        ({"cases": ("A",)}, "bad-shape"),
        ({"cases": ("A", "a")}, "bad-value"),
        ({"cases": ("A", "")}, "missing"),
        ({"audit": "aud-9"}, "unknown-reference"),
    ],
)
def test_what_is_no_grid_is_refused_whole(desks, audit, told, code):
    fields = {"audit": audit, "questions": ("Seen?", "Heard?"), "answers": (("y", "n"),) * 2}
    desks.refused(RecordCriteria(**(fields | told)), code)
    assert desks.of().select("criteria") == ()


def test_a_wrong_answer_is_named_by_its_place(desks, audit):
    refusal = desks.refused(entered(audit, "y y y", "y maybe y"), "bad-value")
    assert '"maybe" is no answer to question 2 in case 2.' in refusal.message


def test_nobody_saves_over_what_another_answered_meanwhile(desks, audit):
    desks.saved(entered(audit, "y n"))
    seen = grid_of(desks.of(), audit).revisions
    desks.saved(entered(audit, "n n"), by="colleague")
    desks.refused(entered(audit, "y y", base=seen), "changed-since")
    desks.refused(entered(audit, "y y", base=()), "changed-since")
    desks.saved(entered(audit, "y y", base=grid_of(desks.of(), audit).revisions))


def test_a_grid_that_differs_from_the_number_of_cases_says_so(desks):
    audit = desks.made(RecordAudit("2026-10", "partly", themes=("neglect",), sample=10, met=4))
    (note,) = desks.saved(entered(audit, "y n")).notes
    assert "2 cases" in note and "10" in note


def test_a_withdrawn_audit_takes_no_answers(desks, audit):
    desks.saved(WithdrawAudit(audit, why="Entered twice"))
    desks.refused(entered(audit, "y n"), "withdrawn")


def test_officers_and_scrutineers_answer(desks, audit):
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("sam", ("scrutineer",)))
    desks.saved(SetRoles("ann", ("author",)))
    desks.saved(entered(audit, "y n"), by="sam")
    desks.refused(entered(audit, "n n"), "role", by="ann")


def test_a_name_in_a_question_or_a_label_is_erased_from_the_record_and_from_drafts(desks, audit):
    name = "Marigold Example"
    questions = (f"Was {name} seen?", "Was she heard?")
    desks.saved(RecordCriteria(audit, questions, (name, "2"), (("y", "n"), ("n", "n"))))
    identity = desks.of().header.register
    kept = {"questions": [f"was {name} seen alone?"], "of": ["crt-1", "crt-2"]}
    assert drafts.keep(identity, Draft("audit-criteria", audit, kept, None, 1))
    for ref, field in (("crt-1", "question"), (audit, "cases")):
        asked = desks.saved(AskRedaction(ref, field, why="A name was typed by mistake"))
        answer = confirm_redaction(desks.of("second"), str(asked.entry.number))
        assert isinstance(answer, Saved), str(answer)
    held = b"".join(path.read_bytes() for path in desks.path.rglob("*") if path.is_file())
    assert name.encode() not in held
    grid = grid_of(desks.of(), audit)
    assert grid.cases == ("1", "2") and grid.questions[0].startswith("redacted")
    assert grid.answers == (("yes", "no"), ("no", "no"))
    forget_redacted(desks.of())
    assert drafts.waiting(identity) == ()


def test_disposal_takes_questions_and_labels_and_leaves_answers_and_figures(desks):
    name = "Marigold Example"
    desks.saved(AddReview("child-m", "Child M", published="2019-03", retention_review="2026-03"))
    ask = desks.made(AddRecommendation("child-m", "See children alone."))
    audit = desks.made(PlanAudit(f"Was {name} seen?", serves=(ask,), standard_met="8 of 10"))
    desks.saved(RecordDraw(audit, "a", 140, 2))
    desks.saved(RecordCriteria(audit, (f"Was {name} seen?",), (name, "2"), (("y", "n"),)))
    asked = desks.saved(AskDisposal("child-m", why="The period is over"))
    answer = confirm_redaction(desks.of("second"), str(asked.entry.number))
    assert isinstance(answer, Saved), str(answer)
    held = b"".join(path.read_bytes() for path in desks.path.rglob("*") if path.is_file())
    assert name.encode() not in held
    kept = desks.get("audits", audit)
    assert (kept["chosen"], kept["standard_met"], kept["population"]) == ("random", "8 of 10", 140)
    assert kept["seed"].startswith("disposed of") and len(kept["cases"]) == 1
    assert stored(desks, "crt-1")["answers"] == ("yes", "no")
    assert stored(desks, "crt-1")["question"].startswith("disposed of")
