import subprocess
import sys

from auditrack.commands import run
from auditrack.commands.action import AddAction
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.review import AddReview, EditReview
from auditrack.model.change import Actor, Conflict, Refusal
from auditrack.register import open_register


def test_fields_that_nobody_else_touched_merge(desks, board):
    ref = board()
    rev = desks.get("recommendations", ref)["rev"]
    desks.saved(EditRecommendation(ref, outcome="Everybody knows", base_rev=rev), by="other")
    saved = desks.saved(EditRecommendation(ref, priority="high", base_rev=rev))
    assert saved.merged == (f"outcome of {ref}",)
    stored = desks.get("recommendations", ref)
    assert (stored["outcome"], stored["priority"]) == ("Everybody knows", "high")


def test_the_same_field_changed_by_two_is_a_conflict(desks, board):
    ref = board()
    rev = desks.get("recommendations", ref)["rev"]
    desks.saved(EditRecommendation(ref, text="Theirs", base_rev=rev), by="other")
    result = desks.run(EditRecommendation(ref, text="Mine", base_rev=rev))
    assert isinstance(result, Conflict) and result.by == "other"
    (clash,) = result.fields
    assert (clash.base, clash.mine, clash.theirs) == (
        "Share records across shifts.",
        "Mine",
        "Theirs",
    )
    assert desks.get("recommendations", ref)["text"] == "Theirs"


def test_putting_back_what_another_changed_is_a_conflict_too(desks):
    desks.saved(AddReview("child-f", "Child F"))
    desks.saved(EditReview("child-f", title="Child G", stage="draft", base_rev=1), by="other")
    result = desks.run(EditReview("child-f", title="Child H", base_rev=1))
    assert isinstance(result, Conflict)


def test_rules_are_checked_against_what_others_have_saved_meanwhile(desks):
    mine, theirs = desks.of("officer"), desks.of("other")
    assert not isinstance(run(theirs, AddReview("child-f", "Child F")), Refusal)
    # This handle has not polled since: the lock reads what was appended before the rule is asked.
    result = run(mine, AddReview("child-f", "Another"))
    assert isinstance(result, Refusal) and result.code == "reference-taken"


def test_the_entry_says_who_by_what_right_and_why(desks):
    saved = desks.saved(AddReview("child-f", "Child F", why="Sent by the board"))
    assert (saved.entry.login, saved.entry.cmd, saved.entry.why) == (
        "officer",
        "review add",
        "Sent by the board",
    )


def test_a_reader_of_the_folder_is_refused_in_words(desks):
    register = open_register(desks.path, Actor("reader"), read_only=True)
    result = run(register, AddReview("child-f", "Child F"))
    register.close()
    assert isinstance(result, Refusal) and result.code == "read-only"


def test_without_a_day_today_is_today(desks, board):
    board()
    result = run(desks.of(), AddAction(("child-f",), "Train"))
    assert not isinstance(result, Refusal)
    assert desks.get("actions", result.references[0])["entered_on"] >= "2020-01-01"


def test_an_everyday_write_loads_nothing_heavy():
    heavy = ("textual", "typer", "docx", "lxml", "pydantic", "auditrack.themes", "auditrack.intake")
    code = (
        "import sys; import auditrack.commands.evidence, auditrack.commands.audit, "
        "auditrack.commands.action, auditrack.commands.recommendation; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
