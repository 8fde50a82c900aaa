import pytest

from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.finding import AddFinding, EditFinding, WithdrawFinding
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.recommendation import (
    AddRecommendation,
    EditRecommendation,
    WithdrawRecommendation,
)
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import WithdrawReview
from auditrack.commands.subgroup import AddSubgroup
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.commands.theme_link import LinkTheme


def rows(desks, table, field, value):
    return desks.of().index(table, field).get(value, ())


def test_a_recommendation_is_entered_with_its_agency_and_theme(desks, board):
    ref = board(
        "Share records.",
        label="Recommendation 4.2",
        agencies=("Fernshire Police",),
        outcome="Everybody knows.",
        due="end of March 2027",
        theme=("neglect",),
    )
    assert ref == "child-f/4.2"
    stored = desks.get("recommendations", ref)
    assert stored["agencies"] == ("fernshire-police",)
    assert (stored["due"], stored["due_text"]) == ("2027-03-31", "end of March 2027")
    assert desks.get("agencies", "fernshire-police")["name"] == "Fernshire Police"
    (link,) = rows(desks, "theme_links", "of", ref)
    assert (link["theme"], link["status"], link["review"]) == ("neglect", "confirmed", "child-f")
    assert "state" not in stored


def test_a_new_agency_is_told_and_an_old_one_is_found_by_any_name(desks, board):
    saved = desks.saved  # the review comes with the fixture
    board("First", agencies=("Fernshire Police",))
    again = saved(AddRecommendation("child-f", "Second", agencies=("fernshire  POLICE",)))
    assert again.notes == ()
    new = saved(AddRecommendation("child-f", "Third", agencies=("Fernshire Polise",)))
    assert "Did you mean Fernshire Police (fernshire-police)?" in new.notes[0]


def test_unlabelled_and_colliding_labels_take_a_number(desks, board):
    assert board("One") == "child-f/rec-1"
    assert board("Two") == "child-f/rec-2"
    assert board("Three", agencies=("The Fernshire NHS Trust Hospitals",)) == (
        "child-f/fernshire-nhs-trust-1"
    )
    assert board("Four", label="7") == "child-f/7"
    assert board("Five", label="7") == "child-f/7-2"
    assert board("Six", label="7", agencies=("Police",)) == "child-f/police-7"
    assert board("Seven", label="Recommendation BE1") == "child-f/be1"


def test_a_finding_and_a_recommendation_never_share_a_reference(desks, board):
    finding = desks.made(AddFinding("child-f", "Not seen alone.", label="1"))
    assert finding == "child-f/f-1"
    assert board("Ask", label="F-1") == "child-f/f-1-2"


def test_what_is_said_to_be_done_makes_one_action_as_reported(desks, board):
    board("Seed")
    saved = desks.saved(
        AddRecommendation(
            "child-f", "Train staff", agencies=("Police",), state="said-done", done_on="2022-05"
        )
    )
    ref, action = saved.references
    stored = desks.get("actions", action)
    assert stored["as_reported"] is True and stored["serves"] == (ref,)
    assert (stored["done_on"], stored["agency"]) == ("2022-05", "police")
    (update,) = rows(desks, "updates", "action", action)
    assert (update["state"], update["by"]) == ("done", "officer")


def test_what_is_not_known_is_entered_so(desks, board):
    ref = board("Ask", state="not-known")
    assert desks.get("recommendations", ref)["state"] == "not-known"
    desks.saved(EditRecommendation(ref, state="open"))
    assert "state" not in desks.get("recommendations", ref)


def test_a_day_of_doing_needs_the_claim(desks, board):
    board()
    desks.refused(AddRecommendation("child-f", "Ask", done_on="2022"), "bad-value")
    desks.refused(
        AddRecommendation("child-f", "Ask", state="said-done", done_on="2030"), "future-date"
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddRecommendation("child-q", "Ask"), "unknown-reference"),
        (AddRecommendation("child-f", " "), "missing"),
        (AddRecommendation("child-f", "Ask", due="someday"), "bad-date"),
        (AddRecommendation("child-f", "Ask", state="finished"), "bad-value"),
        (AddRecommendation("child-f", "Ask", reach="worldwide"), "bad-value"),
        (AddRecommendation("child-f", "Ask", theme=("unicorns",)), "unknown-theme"),
        (AddRecommendation("child-f", "Ask", delivering="nobody"), "unknown-reference"),
        (AddRecommendation("child-f", "Share records across shifts."), "already-there"),
    ],
)
def test_what_a_recommendation_may_not_be(desks, board, command, code):
    board()
    desks.refused(command, code)


def test_a_refused_recommendation_leaves_no_agency_behind(desks, board):
    board()
    desks.refused(
        AddRecommendation("child-f", "Ask", agencies=("Ghost Trust",), theme=("unicorns",)),
        "unknown-theme",
    )
    assert desks.of().get("agencies", "ghost-trust") is None


def test_a_withdrawn_review_takes_nothing_more(desks, board):
    board()
    desks.saved(WithdrawReview("child-f", why="Not ours"))
    desks.refused(AddRecommendation("child-f", "Ask"), "withdrawn")


def test_an_edit_keeps_the_reference(desks, board):
    ref = board(label="1", agencies=("Police",))
    group = desks.made(AddSubgroup("Quality Assurance"))
    desks.saved(
        EditRecommendation(
            ref,
            label="1a",
            text="Share all records.",
            agencies=("Police", "Health"),
            delivering="Quality Assurance",
        )
    )
    stored = desks.get("recommendations", ref)
    assert (stored["label"], stored["agencies"]) == ("1a", ("police", "health"))
    assert stored["delivering"] == group
    desks.refused(EditRecommendation(ref, text=""), "missing")
    desks.refused(EditRecommendation(ref, label="1a"), "no-change")


def test_a_recommendation_is_withdrawn_and_reinstated(desks, board):
    ref = board()
    desks.refused(WithdrawRecommendation(ref), "reason-needed")
    desks.saved(WithdrawRecommendation(ref, why="Entered twice"))
    desks.refused(EditRecommendation(ref, text="New"), "withdrawn")
    desks.saved(WithdrawRecommendation(ref, reinstate=True, why="It was not"))
    assert "withdrawn_on" not in desks.get("recommendations", ref)


def test_subgroups_are_entered_once(desks):
    desks.saved(AddSubgroup("Case Review"))
    desks.refused(AddSubgroup("case review"), "name-taken")
    desks.refused(AddSubgroup("…"), "bad-reference")


# Replies


def test_an_answer_completes_the_asking_that_waits_for_it(desks, board):
    ref = board(agencies=("Police",))
    asked = desks.made(ReplyToRecommendation(ref, asked_on="1/10/2026", due_back="+1m"))
    answered = desks.made(ReplyToRecommendation(ref, "police", "in part", reason="No budget"))
    assert asked == answered
    stored = desks.get("replies", asked)
    assert (stored["asked_on"], stored["answer"], stored["on"]) == (
        "2026-10-01",
        "in-part",
        "2026-11-20",
    )
    assert desks.made(ReplyToRecommendation(ref, "police", "accepted")) != asked


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ReplyToRecommendation("child-f/1", "Housing", "accepted"), "not-asked"),
        (ReplyToRecommendation("child-f/1", "Circus", "accepted"), "unknown-reference"),
        (ReplyToRecommendation("child-f/1", "Police"), "missing"),
        (ReplyToRecommendation("child-f/1", answer="accepted"), "missing"),
        (ReplyToRecommendation("child-f/1", "Police", "declined"), "reason-needed"),
        (ReplyToRecommendation("child-f/1", "Police", "passed-on"), "reason-needed"),
        (ReplyToRecommendation("child-f/1", "Police", "perhaps"), "bad-value"),
        (ReplyToRecommendation("child-f/1", "Police", "accepted", on="2027"), "future-date"),
    ],
)
def test_what_a_reply_may_not_be(desks, board, command, code):
    board(label="1", agencies=("Police", "Health"))
    board("Other", agencies=("Housing",))
    desks.refused(command, code)


def test_what_is_asked_of_all_may_be_answered_by_any(desks, board):
    board("Other", agencies=("Housing",))
    ref = board("Ask", agencies=("All agencies",))
    assert desks.made(ReplyToRecommendation(ref, "Housing", "accepted")) == "rep-1"


# Links and decisions


def test_links_say_how_two_asks_stand(desks, board):
    a, b = board("A", label="1"), board("B", label="2")
    ref = desks.made(LinkRecommendations(a, b, "same ask", degree="stronger"))
    stored = desks.get("links", ref)
    assert (stored["a"], stored["b"], stored["as"], stored["degree"]) == (
        a,
        b,
        "same-ask",
        "stronger",
    )
    desks.refused(LinkRecommendations(b, a, "same-ask"), "already-there")
    desks.refused(LinkRecommendations(a, a, "repeats"), "circle")
    desks.refused(LinkRecommendations(a, b, "resembles"), "bad-value")


def test_what_goes_on_in_another_never_comes_back(desks, board):
    a, b, c = board("A", label="1"), board("B", label="2"), board("C", label="3")
    desks.saved(LinkRecommendations(b, a, "supersedes"))
    desks.saved(LinkRecommendations(b, c, "folds-into"))
    desks.refused(LinkRecommendations(a, c, "supersedes"), "circle")
    desks.refused(LinkRecommendations(c, a, "folds-into"), "circle")


def test_the_boards_decision_is_kept_with_its_reason(desks, board):
    ref = board()
    saved = desks.saved(DecideRecommendation(ref, "not", reason="Asked of another board"))
    stored = desks.get("decisions", saved.references[0])
    assert (stored["on_ref"], stored["decision"], stored["by"]) == (ref, "not", "officer")
    finding = desks.made(AddFinding("child-f", "Not seen alone."))
    desks.saved(DecideRecommendation(finding, "implement"))


@pytest.mark.parametrize("decision", ["not", "in-part", "no-longer-relevant"])
def test_a_no_needs_a_reason(desks, board, decision):
    desks.refused(DecideRecommendation(board(), decision), "reason-needed")


@pytest.mark.parametrize("decision", ["extend", "close", "re-open", "return", "perhaps"])
def test_decisions_with_a_command_of_their_own_say_which(desks, board, decision):
    desks.refused(DecideRecommendation(board(), decision, reason="x"), "bad-value")


# Themes


def test_a_link_is_confirmed_dated_rejected_and_confirmed_again(desks, board):
    ref = board()
    link = desks.made(LinkTheme(ref, "Neglect", "suggest"))
    assert desks.made(LinkTheme(ref, "neglect", concern="2014-07..2015-04")) == link
    (mention,) = rows(desks, "mentions", "link", link)
    assert (mention["concern_from"], mention["concern_to"]) == ("2014-07", "2015-04")
    desks.saved(LinkTheme(ref, "neglect", subject="Child P"))
    (mention,) = rows(desks, "mentions", "link", link)
    assert (mention["subject"], mention["concern_from"]) == ("Child P", "2014-07")
    desks.saved(LinkTheme(ref, "neglect", subject="Child H", concern="2014"))
    assert len(rows(desks, "mentions", "link", link)) == 2
    desks.saved(LinkTheme(ref, "neglect", "reject"))
    assert desks.get("theme_links", link)["status"] == "rejected"
    desks.saved(LinkTheme(ref, "neglect"))
    assert desks.get("theme_links", link)["status"] == "confirmed"
    desks.refused(LinkTheme(ref, "neglect"), "no-change")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (LinkTheme("child-f/rec-1", "unicorns"), "unknown-theme"),
        (LinkTheme("child-f/rec-1", "neglekt"), "unknown-theme"),
        (LinkTheme("child-f/rec-1", "neglect", "perhaps"), "bad-value"),
        (LinkTheme("child-f/rec-1", "neglect", concern="2015..2014"), "bad-date"),
        (LinkTheme("child-f/rec-9", "neglect"), "unknown-reference"),
    ],
)
def test_what_a_theme_link_may_not_be(desks, board, command, code):
    board()
    refusal = desks.refused(command, code)
    if command.theme == "neglekt":
        assert "neglect" in (refusal.todo or "")


def test_a_theme_of_the_boards_own_is_entered_with_its_phrases(desks, board):
    theme = desks.made(AddTheme("Dog bites", phrases=("dog bite*",), weak_phrases=("dog",)))
    assert theme == "dog_bites"
    phrases = rows(desks, "phrases", "theme", theme)
    assert [(p["phrase"], p["weak"]) for p in phrases] == [("dog bite*", False), ("dog", True)]
    desks.saved(LinkTheme(board(), "Dog bites"))
    desks.refused(AddTheme("Dog bites"), "name-taken")
    desks.refused(AddTheme("Neglect again", ref="neglect"), "name-taken")
    desks.refused(AddTheme("…"), "bad-reference")
    desks.refused(AddTheme("Cats", phrases=("..",)), "bad-value")


def test_a_merged_theme_leads_to_the_other(desks, board):
    ref = board()
    desks.saved(AddTheme("Dog bites"))
    assert desks.saved(MergeTheme("dog_bites", "neglect")).references == ("neglect", "dog_bites")
    link = desks.made(LinkTheme(ref, "dog_bites"))
    assert desks.get("theme_links", link)["theme"] == "neglect"
    desks.refused(MergeTheme("neglect", "dog_bites"), "circle")
    desks.refused(MergeTheme("neglect", "neglect"), "circle")
    desks.refused(MergeTheme("neglect", "unicorns"), "unknown-theme")


# Findings


def test_findings_and_lessons_take_their_prefix(desks, board):
    board(label="BE1")
    assert desks.made(AddFinding("child-f", "Late", label="Finding BE1")) == "child-f/f-be1"
    lesson = desks.made(AddFinding("child-f", "Listen", label="3.4", kind="lesson"))
    assert lesson == "child-f/l-3.4"
    good = desks.made(
        AddFinding("child-f", "Good visits", kind="good practice", led_to=("child-f/be1",))
    )
    assert good == "child-f/f-1"
    assert desks.get("findings", good)["led_to"] == ("child-f/be1",)
    desks.saved(LinkTheme(lesson, "neglect"))
    desks.saved(EditFinding(lesson, kind="concern", no_recommendation_why="Local already"))
    desks.refused(AddFinding("child-f", "Late", label="Finding BE1"), "already-there")
    desks.refused(AddFinding("child-f", "X", kind="rumour"), "bad-value")
    desks.refused(EditFinding(lesson, kind="concern"), "no-change")
    desks.refused(WithdrawFinding(lesson), "reason-needed")
    desks.saved(WithdrawFinding(lesson, why="Twice"))
    desks.refused(LinkTheme(lesson, "neglect"), "withdrawn")
