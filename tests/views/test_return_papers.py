"""What stands on an agency's return form, and what never does."""

from datetime import date

import pytest

from auditrack.commands.action import AddAction, ExtendAction, UpdateAction
from auditrack.commands.agency import AddAgency, ReplaceAgency
from auditrack.commands.audit import RecordAudit
from auditrack.commands.board import InitialiseBoard
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.return_form import AskForReturns, drafted
from auditrack.commands.return_sent import MarkReturned
from auditrack.commands.review import AddReview
from auditrack.commands.run import run
from auditrack.commands.theme_link import LinkTheme
from auditrack.model.change import Actor, Saved
from auditrack.register import create_register
from auditrack.views.facts import Facts
from auditrack.views.page import page_of
from auditrack.views.return_drafts import Drafts
from auditrack.views.return_paper import WITHHELD, paper_on_record
from auditrack.views.returns import returns

TODAY = date(2026, 11, 20)
SECRET = "Named Person Zeta"


@pytest.fixture
def board(tmp_path):
    register = create_register(tmp_path / "register", "Fern Board", Actor("officer", 1, "local"))
    yield register
    register.close()


@pytest.fixture
def do(board):
    def saved(command, on: date = TODAY) -> str:
        came = run(board, command, today=on)
        assert isinstance(came, Saved), str(came)
        return came.references[0]

    saved(InitialiseBoard("Fern Board", records_complete_from="2010"))
    saved(AddReview("child-f", f"Child {SECRET}", published="2021-03"))
    return saved


def paper_for(board, agency: str, **options):
    (paper,) = drafted(board, AskForReturns((agency,)), TODAY, ending="docx", **options).papers
    return paper


def every_word(paper) -> str:
    return " ".join(
        text for rows in paper.sections.values() for row in rows for text in row.values()
    )


def test_the_rows_say_what_was_asked_answered_due_and_said(board, do):
    ref = do(AddRecommendation("child-f", "Share letters.", agencies=("Fern Trust",)))
    do(ReplyToRecommendation(ref, answer="passed-on", passed_to="Fern ICB", on="2026-03-02"))
    do(AddAction((ref,), "Send them in a day.", agency="Fern Trust", due="2026-03-31"))
    do(ExtendAction("act-1", "2026-12-31", why="Winter."))
    do(UpdateAction("act-1", note=f"Half done, says {SECRET}.", state="in-progress"))
    paper = paper_for(board, "Fern Trust")
    assert paper.sections["replies"] == (
        {
            "ref": ref,
            "text": "Share letters.",
            "answer": "passed on",
            "reason": "Fern ICB",
            "on": "2 March 2026",
        },
    )
    assert paper.sections["updates"] == (
        {
            "ref": "act-1",
            "text": "Send them in a day.",
            "due": "31 December 2026 (first 31 March 2026)",
            "was": "in progress on 20 November 2026",
        },
    )
    assert paper.file_name("docx") == "return-ret-1-fern-trust.docx"
    assert SECRET not in every_word(paper)


def test_what_is_over_is_not_on_it(board, do):
    kept = do(AddRecommendation("child-f", "Kept.", agencies=("Fern Trust",)))
    over = do(AddRecommendation("child-f", "Refused.", agencies=("Fern Trust",)))
    do(DecideRecommendation(over, "not", reason="Not ours."))
    do(AddAction((kept,), "Done and signed.", agency="Fern Trust"))
    do(UpdateAction("act-1", state="superseded", note="Gone."))
    do(AddAction((kept,), "To do.", agency="Fern Trust"))
    do(AddAction((over,), "Of what was refused.", agency="Fern Trust"))
    draft = Drafts(Facts(board, TODAY)).of("fern-trust")
    assert draft.asks == (kept, "act-2")


def test_nothing_of_another_agency_and_no_subject_is_on_it(board, do):
    both = ("Fern Trust", "Fern Police")
    ref = do(AddRecommendation("child-f", "Meet within a week.", agencies=both))
    do(AddRecommendation("child-f", "A matter for the police.", agencies=("Fern Police",)))
    do(ReplyToRecommendation(ref, "Fern Police", answer="declined", reason="Police reason."))
    do(AddAction((ref,), "A police action.", agency="Fern Police"))
    do(AddAction((ref,), "An action of nobody."))
    words = every_word(paper_for(board, "Fern Trust"))
    for hidden in ("police", "Police", "nobody", SECRET):
        assert hidden not in words
    assert "Meet within a week." in words


def test_an_action_that_names_nobody_is_that_of_the_one_agency_asked(board, do):
    ref = do(AddRecommendation("child-f", "Do it.", agencies=("Fern Trust",)))
    do(AddAction((ref,), "See to it."))
    assert "act-1" in Drafts(Facts(board, TODAY)).of("fern-trust").asks


def test_words_of_a_review_that_is_not_published_are_withheld_unless_wanted(board, do):
    do(AddReview("child-g", "Child G"))
    ref = do(AddRecommendation("child-g", "An unpublished ask.", agencies=("Fern Trust",)))
    do(AddAction((ref,), "An unpublished action.", agency="Fern Trust"))
    paper = paper_for(board, "Fern Trust")
    assert paper.withheld == (ref, "act-1")
    assert [row["text"] for name in ("replies", "updates") for row in paper.sections[name]] == [
        WITHHELD,
        WITHHELD,
    ]
    assert "unpublished" not in every_word(paper).replace(WITHHELD, "")
    whole = paper_for(board, "Fern Trust", with_unpublished=True)
    assert whole.withheld == () and "An unpublished ask." in every_word(whole)


def test_an_agency_is_asked_about_the_practice_that_a_test_left_out(board, do):
    both = ("Fern Trust", "Fern Police")
    ref = do(AddRecommendation("child-f", "Meet.", agencies=both))
    do(LinkTheme(ref, "neglect"))
    do(
        RecordAudit(
            date="2025-06-01",
            outcome="embedded",
            themes=("neglect",),
            serves=(ref,),
            agencies=("Fern Police",),
        )
    )
    asked = [one.text for one in Drafts(Facts(board, TODAY)).of("fern-trust").questions]
    (about,) = [text for text in asked if "practice" in text]
    assert (
        about == "What does practice look like at Fern Trust on this: Neglect and home conditions?"
    )
    police = Drafts(Facts(board, TODAY)).of("fern-police").questions
    assert not [one for one in police if "practice" in one.text]


def test_a_quiet_action_is_asked_about_after_the_boards_days(board, do):
    ref = do(AddRecommendation("child-f", "Do it.", agencies=("Fern Trust",)))
    do(AddAction((ref,), "See to it.", agency="Fern Trust"), on=date(2026, 1, 1))
    do(UpdateAction("act-1", note="Begun.", state="in-progress", on="2026-03-01"))

    def asked(on: date) -> list[str]:
        questions = Drafts(Facts(board, on)).of("fern-trust").questions
        return [one.text for one in questions if one.about == "act-1"]

    assert asked(date(2026, 5, 30)) == []
    assert asked(date(2026, 5, 31)) == [
        "Nothing has been said of act-1 since 1 March 2026. Where does it stand?"
    ]


def test_a_form_is_printed_again_from_the_record(board, do):
    ref = do(AddRecommendation("child-f", "Share letters.", agencies=("Fern Trust",)))
    made = drafted(board, AskForReturns(("Fern Trust",), covering="Hello."), TODAY, ending="docx")
    do(made.command)
    again = paper_on_record(Facts(board, TODAY), "ret-1")
    first = made.papers[0]
    assert (again.form, again.asked_on, again.due_back, again.covering) == (
        first.form,
        first.asked_on,
        first.due_back,
        "Hello.",
    )
    assert again.sections == first.sections
    assert [row["ref"] for row in again.sections["replies"]] == [ref]


def test_the_status_says_who_was_never_asked_and_follows_the_successor(board, do):
    do(AddRecommendation("child-f", "Share letters.", agencies=("Fern CCG",)))
    do(AddRecommendation("child-f", "Share more.", agencies=("Fern Police",)))
    do(AskForReturns(("Fern CCG",)))
    do(AddAgency("Fern Idle"))
    do(ReplaceAgency("Fern CCG", "Fern ICB"))
    found = {one.name: one for one in returns(Facts(board, TODAY))}
    assert set(found) == {"Fern CCG", "Fern Police"}
    assert found["Fern CCG"].describe() == "waiting, due back 18 December 2026"
    assert found["Fern Police"].describe() == "never asked"
    later = {one.name: one for one in returns(Facts(board, date(2026, 12, 20)))}
    assert later["Fern CCG"].describe() == "unanswered since 18 December 2026"
    assert next(iter(later)) == "Fern CCG"
    before = {one.name: one.state for one in returns(Facts(board, date(2026, 11, 19)))}
    assert before["Fern ICB"] == "never-asked"


def test_the_json_keys_are_stable(board, do):
    do(AddRecommendation("child-f", "Share letters.", agencies=("Fern Trust",)))
    do(AskForReturns(("Fern Trust",)))
    (one,) = returns(Facts(board, TODAY))
    assert list(one.to_json()) == [
        "agency", "name", "form", "state", "asked_on", "first_asked_on", "due_back", "reminded_on",
        "returned_on", "taken_in_on", "replaced_by", "days_late", "asks", "owed", "words",
    ]  # fmt: skip
    assert one.to_json()["owed"] == {"replies": 1, "actions": 0, "questions": 0}


def test_the_pages_of_the_form_and_of_its_agency_tell_of_it(board, do):
    ref = do(AddRecommendation("child-f", "Share letters.", agencies=("Fern Trust",)))
    do(AskForReturns(("Fern Trust",), questions=("Who leads?",)))
    do(MarkReturned("ret-1", nothing=True))
    page = page_of(board, "ret-1", TODAY)
    said = {line.label: line for section in page.sections for line in section.lines}
    assert page.heading == "Return form to Fern Trust"
    assert said["How it stands"].text == '"none" returned on 20 November 2026'
    assert said["Agency"].ref == "fern-trust" and said[ref].ref == ref
    assert said["rq-1"].text == "Who leads?"
    agency = page_of(board, "fern-trust", TODAY)
    (forms,) = [one for one in agency.sections if one.title == "Return forms"]
    assert [line.ref for line in forms.lines] == ["ret-1"]


def test_an_action_that_its_lead_says_is_done_is_not_asked_about(board, do):
    ref = do(AddRecommendation("child-f", "Do it.", agencies=("Fern Trust",)))
    do(AddAction((ref,), "See to it.", agency="Fern Trust"))
    do(UpdateAction("act-1", state="done", note="Done."))
    assert "act-1" not in Drafts(Facts(board, TODAY)).of("fern-trust").asks
