"""A review that one body enters and shares: its words are its owner's, the work on it this board's.

Two registers: the owner's and this board's.
"""

import json
from collections.abc import Iterator

import msgspec
import pytest

from auditrack.commands.action import ActionDone, AddAction, UpdateAction
from auditrack.commands.audit import RecordAudit
from auditrack.commands.board import InitialiseBoard
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.disclosure import AddWatchNames
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.export import RecordExport
from auditrack.commands.finding import AddFinding, EditFinding, WithdrawFinding
from auditrack.commands.national import TakeSharedReview
from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.recommendation import (
    AddRecommendation,
    EditRecommendation,
    WithdrawRecommendation,
)
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.restoring import RestoreField
from auditrack.commands.review import AddReview, EditReview, SupersedeReview, WithdrawReview
from auditrack.commands.theme import AddTheme
from auditrack.commands.theme_link import LinkTheme
from auditrack.commands.told import ToldOfReview
from auditrack.commands.undo import UndoLast
from auditrack.commands.window import AddWindow
from auditrack.model.change import RefusedError
from auditrack.model.shared_review import read_shared
from auditrack.views.facts import Facts
from auditrack.views.page import page_of
from auditrack.views.positions import position_json, positions
from auditrack.views.public_records import public_records
from auditrack.views.shared_review import taken_back, to_share
from auditrack.views.whose_review import whose
from tests.commands.conftest import TODAY, Desks

REF = "national-2"
CANARY = "zorblatt"


@pytest.fixture
def owner(tmp_path, state_home) -> Iterator[Desks]:
    """The body that entered the review, with work of its own on it."""
    made = Desks(tmp_path / "owner")
    made.saved(InitialiseBoard("National Panel", records_complete_from="2020"))
    made.saved(
        AddReview(
            REF, "Second national review", type="national", published="2021-09",
            practice=("2018-01..2020-03=Child Zorblatt",), subjects=("Zorblatt",),
        )
    )  # fmt: skip
    made.saved(
        AddRecommendation(
            REF, "Listen to each child.", label="Recommendation 1", theme=("voice_of_child",),
            agencies=(f"{CANARY} Trust",), outcome=CANARY, reach="national", title=CANARY,
        )
    )  # fmt: skip
    made.saved(AddRecommendation(REF, "Keep records.", label="Recommendation 2"))
    made.saved(AddFinding(REF, "Nobody asked.", label="1", theme=("voice_of_child",)))
    yield made
    made.close()


def shared(owner, ref=REF):
    return to_share(owner.of(), ref, TODAY).to_bytes()


def take(owner, **also):
    return TakeSharedReview(shared(owner), **also)


def changed(content, **fields):
    return msgspec.structs.replace(read_shared(content), **fields).to_bytes()


def texts(desks, table="recommendations"):
    return {one["ref"]: one["text"] for one in desks.of().select(table)
            if not one.get("withdrawn_on")}  # fmt: skip


# Sharing ----------------------------------------------------------------------------------------


def test_what_leaves_is_what_was_published_and_nothing_of_the_work(owner):
    ask = f"{REF}/1"
    secret = {"why": CANARY}
    owner.saved(ReplyToRecommendation(ask, f"{CANARY} Trust", "declined", reason=CANARY, **secret))
    owner.saved(DecideRecommendation(ask, "implement", reason=CANARY, **secret))
    owner.saved(AddAction((ask,), CANARY, **secret))
    owner.saved(UpdateAction("act-1", CANARY, **secret))
    owner.saved(AddEvidence((ask,), CANARY, level=1, **secret))
    owner.saved(RecordAudit(date="2022", outcome="partly", serves=(ask,), method=CANARY, **secret))
    owner.saved(ToldOfReview(REF, (CANARY,), on="2021-09-01"))
    owner.saved(RecordProceedings(REF, "inquest", open="2019", ended="2020", **secret))
    owner.saved(AddWatchNames(REF, (CANARY.title(),), "child"))
    owner.saved(AddTheme(CANARY))
    owner.saved(LinkTheme(ask, CANARY))
    content = shared(owner).decode()
    assert CANARY not in content.casefold()
    said = read_shared(content.encode())
    assert [one.text for one in said.recommendations] == ["Listen to each child.", "Keep records."]
    assert said.recommendations[0].themes == ("voice_of_child",)
    assert said.practice[0].start == "2018-01"
    assert said.boards == ("National Panel",)


@pytest.mark.parametrize(
    ("also", "code"),
    [
        ({"published": None}, "not-public"),
        ({"published": "2027"}, "not-public"),
        ({"published": "2021", "publishable": "no"}, "not-public"),
        ({"published": None, "publishable": "yes"}, "not-published"),
        ({"published": "2021", "boards": ("Borsetshire Board",)}, "not-public"),
        ({"published": "2021", "status": "provisional"}, "not-public"),
    ],
)
def test_a_review_that_may_not_be_public_is_not_shared(owner, also, code):
    owner.saved(AddReview("child-q", "Child Q", **also))
    with pytest.raises(RefusedError) as refused:
        to_share(owner.of(), "child-q", TODAY)
    assert refused.value.refusal.code == code


def test_a_review_with_open_proceedings_or_withdrawn_is_not_shared(owner):
    owner.saved(RecordProceedings(REF, "criminal", open="2026-01"))
    with pytest.raises(RefusedError, match="not on record as over"):
        to_share(owner.of(), REF, TODAY)
    owner.saved(RecordProceedings(REF, "criminal", ended="2026-02"))
    shared(owner)
    owner.saved(WithdrawReview(REF, why="x"))
    with pytest.raises(RefusedError, match="withdrawn"):
        to_share(owner.of(), REF, TODAY)


def test_a_superseded_review_is_not_shared_any_more(owner):
    owner.saved(AddReview("national-3", "Third", published="2023"))
    owner.saved(SupersedeReview(REF, by="national-3"))
    with pytest.raises(RefusedError) as refused:
        to_share(owner.of(), REF, TODAY)
    assert refused.value.refusal.code == "superseded"


def test_only_what_was_shared_can_be_taken_back(owner):
    with pytest.raises(RefusedError) as refused:
        taken_back(owner.of(), REF, TODAY)
    assert refused.value.refusal.code == "never-shared"


# Taking in --------------------------------------------------------------------------------------


def test_it_is_kept_as_its_owner_entered_it_and_says_whose_it_is(desks, owner):
    assert desks.made(take(owner)) == REF
    review = desks.get("reviews", REF)
    assert review["shared_from"] == owner.of().header.register
    assert (review["shared_by"], review["shared_ref"]) == ("National Panel", REF)
    assert review["shared_entry"] == owner.of().head.number
    assert texts(desks) == {f"{REF}/1": "Listen to each child.", f"{REF}/2": "Keep records."}
    assert texts(desks, "findings") == {f"{REF}/f-1": "Nobody asked."}
    assert whose(desks.of(), review) == "shared by National Panel"
    page = page_of(desks.of(), REF, TODAY, "reviews")
    lines = {line.label: line.text for section in page.sections for line in section.lines}
    assert lines["Shared by"].startswith("National Panel, entered there as national-2")
    assert Facts(desks.of(), TODAY).theming.of(f"{REF}/1", confirmed=True) == ("voice_of_child",)


def test_a_reference_that_is_taken_gets_a_number_or_another_name(desks, owner):
    desks.saved(AddReview(REF, "Our own second"))
    assert desks.made(take(owner)) == f"{REF}-2"
    assert f"{REF}-2/1" in texts(desks)
    desks.saved(UndoLast())
    assert desks.made(take(owner)) == f"{REF}-2"


def test_it_can_be_called_otherwise_here(desks, owner):
    assert desks.made(take(owner, ref="panel-two")) == "panel-two"
    assert set(texts(desks)) == {"panel-two/1", "panel-two/2"}
    desks.refused(take(owner, ref="another"), "no-change")


REFUSED = (
    EditReview(REF, title="Ours"),
    EditReview(REF, boards=("Fernshire Board",)),
    EditReview(REF, published="2020"),
    EditReview(REF, practice=("2001..2002",)),
    EditRecommendation(f"{REF}/1", text="Ours"),
    EditRecommendation(f"{REF}/1", label="9"),
    EditRecommendation(f"{REF}/1", reach="single-agency"),
    EditRecommendation(f"{REF}/1", outcome="Ours"),
    WithdrawRecommendation(f"{REF}/1", why="Ours"),
    EditFinding(f"{REF}/f-1", text="Ours"),
    WithdrawFinding(f"{REF}/f-1", why="Ours"),
    AddRecommendation(REF, "Ours"),
    AddFinding(REF, "Ours"),
    AddWindow(REF, "2001..2002"),
)


@pytest.mark.parametrize("command", REFUSED, ids=lambda one: one.cmd)
def test_its_own_words_are_not_changed_here(desks, owner, command):
    desks.saved(take(owner))
    refused = desks.refused(command, "shared")
    assert "Ask National Panel to correct it" in str(refused)
    assert texts(desks)[f"{REF}/1"] == "Listen to each child."


def test_an_earlier_wording_of_its_owner_is_not_put_back_here(desks, owner):
    first = desks.saved(take(owner)).entry.number
    owner.saved(EditRecommendation(f"{REF}/1", text="Listen to each child, alone."))
    desks.saved(take(owner))
    desks.refused(RestoreField(f"{REF}/1", "text", first, why="x"), "shared")


def test_the_work_on_it_is_this_boards_own_and_a_later_version_leaves_it_alone(desks, owner):
    desks.saved(take(owner))
    ask = f"{REF}/1"
    desks.saved(EditRecommendation(ask, agencies=("Fernshire Police",), title="Listening"))
    desks.saved(ReplyToRecommendation(ask, "Fernshire Police", "accepted"))
    desks.saved(DecideRecommendation(ask, "implement"))
    desks.saved(AddAction((ask,), "Ask at every visit"))
    desks.saved(ActionDone("act-1"))
    desks.saved(AddEvidence((ask,), "Files read", level=3, about="2026-05", result="embedded"))
    desks.saved(RecordAudit(date="2026-06", outcome="partly", serves=(ask,)))
    desks.saved(RecordProceedings(REF, "inquest", open="2026-01"))
    desks.saved(LinkTheme(ask, "voice_of_child", "reject"))
    owner.saved(EditRecommendation(ask, text="Listen to each child, alone."))
    owner.saved(AddRecommendation(REF, "Visit.", label="Recommendation 3"))
    owner.saved(WithdrawRecommendation(f"{REF}/2", why="Printed twice."))
    saved = desks.saved(take(owner))
    assert texts(desks) == {ask: "Listen to each child, alone.", f"{REF}/3": "Visit."}
    assert not {op.table for op in saved.entry.ops} & {"actions", "replies", "evidence", "audits"}
    stored = desks.get("recommendations", ask)
    assert (stored["agencies"], stored["title"]) == (("fernshire-police",), "Listening")
    assert Facts(desks.of(), TODAY).theming.of(ask) == ()
    assert desks.get("recommendations", f"{REF}/2")["withdrawn_why"].startswith("National Panel")
    desks.refused(take(owner), "no-change")


def test_what_its_owner_puts_back_stands_again_under_the_same_reference(desks, owner):
    desks.saved(take(owner))
    owner.saved(WithdrawRecommendation(f"{REF}/2", why="x"))
    desks.saved(take(owner))
    assert f"{REF}/2" not in texts(desks)
    owner.saved(WithdrawRecommendation(f"{REF}/2", reinstate=True, why="y"))
    desks.saved(take(owner))
    assert texts(desks)[f"{REF}/2"] == "Keep records."
    assert len(desks.of().select("recommendations")) == 2


def test_what_its_owner_takes_back_is_withdrawn_here_and_the_work_stays(desks, owner):
    desks.saved(take(owner))
    desks.saved(AddAction((f"{REF}/1",), "Ask"))
    head = owner.of().head
    owner.saved(RecordExport("shared-review", head.number, head.hash, what=REF))
    owner.saved(WithdrawReview(REF, why="Reissued."))
    back = taken_back(owner.of(), REF, TODAY).to_bytes()
    assert b"Listen" not in back and b"Second" not in back
    desks.saved(TakeSharedReview(back))
    assert desks.get("reviews", REF)["withdrawn_why"].startswith("National Panel took it back")
    assert desks.get("actions", "act-1").get("withdrawn_on") is None
    desks.refused(TakeSharedReview(back), "no-change")
    owner.saved(WithdrawReview(REF, reinstate=True, why="After all."))
    desks.saved(take(owner))
    assert not desks.get("reviews", REF).get("withdrawn_on")
    assert desks.get("reviews", REF)["status"] == "active"


def test_what_this_board_withdrew_is_not_brought_back_by_a_later_version(desks, owner):
    desks.saved(take(owner))
    desks.saved(WithdrawReview(REF, why="Not for us."))
    owner.saved(EditReview(REF, title="Second national review, corrected"))
    desks.refused(take(owner), "withdrawn")
    desks.saved(WithdrawReview(REF, reinstate=True, why="For us."))
    desks.saved(take(owner))
    assert desks.get("reviews", REF)["title"].endswith("corrected")


def test_an_older_version_is_refused_unless_it_is_meant(desks, owner):
    old = shared(owner)
    owner.saved(EditReview(REF, title="Second national review, corrected"))
    desks.saved(take(owner))
    desks.refused(TakeSharedReview(old), "older-file")
    desks.saved(TakeSharedReview(old, older=True))
    assert desks.get("reviews", REF)["title"] == "Second national review"


def test_its_own_register_and_a_board_of_its_name_take_nothing_in(desks, owner):
    owner.refused(take(owner), "own-file")
    desks.refused(TakeSharedReview(changed(shared(owner), board="fernshire board")), "own-file")


def test_what_would_count_as_this_boards_own_is_taken_in_only_as_a_joint_review(desks, owner):
    joint = changed(shared(owner), boards=("National Panel", "Fernshire Board"))
    for boards in (("Fernshire Board",), ("The Board",)):
        desks.refused(TakeSharedReview(changed(joint, boards=boards)), "counts-here")
    desks.refused(TakeSharedReview(joint), "counts-here")
    desks.saved(TakeSharedReview(joint, joint=True))
    assert Facts(desks.of(), TODAY).board.is_own(Facts(desks.of(), TODAY).review_facts[REF])


def test_it_moves_no_position_here_as_no_other_boards_review_does(desks, owner, board):
    """As of any other board's review that was entered by hand: context, and counted nowhere."""
    ask = board()
    desks.saved(LinkTheme(ask, "voice_of_child"))
    before = json.dumps([position_json(one) for one in positions(desks.of(), TODAY)])
    assert json.loads(before)[0]["reviews"] == 1
    desks.saved(take(owner))
    after = json.loads(json.dumps([position_json(one) for one in positions(desks.of(), TODAY)]))
    (was,) = json.loads(before)
    (now,) = after
    flag = "also_raised_by_other_boards"
    assert [one for one in now["flags"] if one != flag] == was["flags"]
    chain = [one for one in now["chain"] if not one["ref"].startswith(REF)]
    assert {**now, "flags": [], "chain": chain} == {**was, "flags": [], "chain": was["chain"]}


def test_what_is_erased_here_stays_erased(desks, owner):
    desks.saved(take(owner))
    desks.of().transact(_erased)
    owner.saved(EditRecommendation(f"{REF}/1", text="Listen to Zorblatt."))
    desks.refused(take(owner), "no-change")
    owner.saved(EditRecommendation(f"{REF}/2", text="Keep good records."))
    saved = desks.saved(take(owner))
    assert texts(desks)[f"{REF}/2"] == "Keep good records."
    assert f"What was erased of {REF}/1 stays erased." in saved.notes
    assert texts(desks)[f"{REF}/1"] == "Listen to each child."


def _erased(records):
    from auditrack.model.change import Insert, Transaction

    fields = {"of": f"{REF}/1", "field": "text", "confirmed_on": "2026-11-20"}
    return Transaction("redact confirm", (Insert("redactions", "red-1", fields),))


def test_a_shared_national_review_is_public_here_as_any_national_review_is(desks, owner):
    desks.saved(take(owner))
    public = public_records(desks.of(), TODAY)
    assert public.get("reviews", REF) is not None
    assert {one["text"] for one in public.select("recommendations")} == {
        "Listen to each child.",
        "Keep records.",
    }
    assert all(name not in str(public.select("reviews")) for name in ("shared_from", "shared_by"))


def test_what_was_taken_in_is_not_shared_on(desks, owner):
    desks.saved(take(owner))
    with pytest.raises(RefusedError) as refused:
        to_share(desks.of(), REF, TODAY)
    assert refused.value.refusal.code == "not-ours"
