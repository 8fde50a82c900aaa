"""Retention: a review's texts go from every entry, what is counted stays, and two people do it."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from auditrack.commands.action import AddAction, ExtendAction, UpdateAction, WithdrawAction
from auditrack.commands.audit import RecordAudit
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.disposal import ALWAYS_STAYS, STAYS
from auditrack.commands.erasure import FREE_TEXT
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.export import RecordExport
from auditrack.commands.finding import AddFinding
from auditrack.commands.lead import AddLead, EditLead
from auditrack.commands.recommendation import AddRecommendation, EditRecommendation
from auditrack.commands.redaction import AskRedaction, WithdrawRedaction, confirm_redaction
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.retention import AskDisposal
from auditrack.commands.review import AddReview, EditReview
from auditrack.commands.role import SetRoles
from auditrack.commands.theme_link import LinkTheme
from auditrack.commands.told import ToldOfReview
from auditrack.commands.undo import UndoLast
from auditrack.model.action import Action, Extension, ProgressUpdate, Serves
from auditrack.model.audit import Audit, Criterion
from auditrack.model.change import Insert, Refusal, Saved, Transaction, Update
from auditrack.model.evidence import Evidence
from auditrack.model.meeting import Interest, MeetingItem
from auditrack.model.paper import Import
from auditrack.model.recommendation import Decision, Recommendation, Reply
from auditrack.model.return_form import ReturnQuestion
from auditrack.model.review import Finding, Proceedings, Review, Told, Window
from auditrack.model.theme import Mention, ThemeLink
from auditrack.register import drafts
from auditrack.register.drafts import Draft
from auditrack.register.drafts_redacted import forget_redacted
from auditrack.views.retention import kept

NAME = "Marigold Example"
WHY = "the retention period is over"
MARK = f"disposed of, 2026-11-20, {WHY}"
DAY = date(2026, 11, 20)


@pytest.fixture
def told(desks, tmp_path: Path) -> str:
    """A review whose every free text names a child."""
    scan = tmp_path / f"{NAME}.txt"
    scan.write_text(f"Minutes about {NAME}")
    again = tmp_path / "second.txt"
    again.write_text(f"More about {NAME}")
    made = desks.made
    desks.saved(AddLead("Head of Nursing"))
    desks.saved(
        AddReview("child-m", f"Review of {NAME}", published="2019-03", stage=f"{NAME} done",
                  practice=(f"2016..2018={NAME}", "2017..2018=A sibling"),
                  subjects=(NAME, "A sibling"), delay_reason=f"the inquest of {NAME}",
                  retention_review="2026-03", why=f"read by {NAME}")
    )  # fmt: skip
    ask = made(
        AddRecommendation("child-m", f"Schools should have seen {NAME} alone.", due="2020-01",
                          agencies=("Fernshire Council",), theme=("neglect",),
                          outcome=f"children like {NAME} are heard")
    )  # fmt: skip
    desks.saved(EditRecommendation(ask, text="Schools should see children alone."))
    desks.saved(LinkTheme(ask, "neglect", concern="2017..2018", subject=NAME))
    desks.saved(LinkTheme(ask, "neglect", concern="2016..2017", subject="A sibling"))
    desks.saved(AddFinding("child-m", f"{NAME} was not seen.", led_to=(ask,)))
    desks.saved(ReplyToRecommendation(ask, answer="declined", reason=f"{NAME} moved away"))
    desks.saved(DecideRecommendation(ask, "implement", reason=f"for {NAME}", dissent=NAME))
    act = made(AddAction((ask,), f"Write to {NAME}'s school", lead="head-of-nursing",
                         due="2020-01"))  # fmt: skip
    desks.saved(UpdateAction(act, note=f"{NAME}'s school answered", state="in-progress"))
    desks.saved(ExtendAction(act, "2021-01", why=f"{NAME}'s school closed"))
    desks.saved(AddEvidence((ask,), f"What {NAME} said", 3, about="2020-05", file=scan))
    desks.saved(AddEvidence((act,), "As filed", 1, file=again, difference=f"to {NAME}"))
    desks.saved(
        RecordAudit("2020-06-01", "embedded", (ask,), sample=5, met=5, by="head-of-nursing",
                    question=f"Is {NAME} heard?", chosen=f"{NAME} and four others")
    )  # fmt: skip
    desks.saved(ToldOfReview("child-m", f"the family of {NAME}"))
    return "child-m"


def everything(desks) -> bytes:
    return b"".join(path.read_bytes() for path in desks.path.rglob("*") if path.is_file())


def asked(desks, review: str = "child-m") -> Saved:
    return desks.saved(AskDisposal(review, why=WHY))


def disposed(desks, which: object, by: str = "second") -> Saved:
    answer = confirm_redaction(desks.of(by), str(which), today=DAY)
    assert isinstance(answer, Saved), str(answer)
    return answer


def not_disposed(desks, which: object, code: str, by: str = "second") -> Refusal:
    before = desks.of(by).head
    answer = confirm_redaction(desks.of(by), str(which), today=DAY)
    assert isinstance(answer, Refusal) and answer.code == code, str(answer)
    assert desks.of(by).head == before and desks.of(by).header.generation == 1
    return answer


def test_no_text_of_it_is_left_in_any_byte_of_the_folder(desks, told):
    desks.of().write_snapshot()
    other = desks.of("reader")
    request = asked(desks)
    assert NAME not in str(request.entry) and NAME.encode() in everything(desks)
    assert any("Nothing is disposed of yet" in note for note in request.notes)
    assert any("What stays: references" in note for note in request.notes)
    answer = disposed(desks, request.entry.number)
    assert NAME.encode() not in everything(desks)
    assert b"sibling" not in everything(desks)
    assert not list((desks.path / "evidence").iterdir())
    other.poll()
    for register in (desks.of(), desks.of("second"), other):
        assert register.header.generation == 2 and register.read_only is None
        assert register.verify().ok
    assert answer.references == ("red-1",)
    review = desks.get("reviews", "child-m")
    assert (review["title"], review["published"], review["disposed_on"]) == (
        MARK, "2019-03", "2026-11-20",
    )  # fmt: skip


def test_what_is_counted_stays(desks, told):
    def plain(table: str) -> list[dict[str, object]]:
        return [
            {name: value for name, value in one.items() if name in STAYS[table] | ALWAYS_STAYS
             or not isinstance(value, (str, tuple))}
            for one in desks.of().select(table)
        ]  # fmt: skip

    before = {table: plain(table) for table in STAYS}
    entries = list(desks.of().history())
    disposed(desks, asked(desks).entry.number)
    after = {table: plain(table) for table in STAYS}
    (review,) = after["reviews"]
    assert review.pop("disposed_on") == "2026-11-20" and review.pop("rev") == 2
    assert before["reviews"][0].pop("rev") == 1
    assert after == before
    for old, new in zip(entries, list(desks.of().history()), strict=False):
        assert (old.number, old.t, old.login, old.cmd, old.lead) == (
            new.number, new.t, new.login, new.cmd, new.lead,
        )  # fmt: skip
        assert [(op.op, op.table, op.id, op.rev) for op in old.ops] == [
            (op.op, op.table, op.id, op.rev) for op in new.ops
        ]
    assert desks.get("audits", "aud-1")["by"] == "head-of-nursing"


def test_subjects_are_still_told_apart(desks, told):
    disposed(desks, asked(desks).entry.number)
    first, second = (f"{MARK} (1)", f"{MARK} (2)")
    assert desks.get("reviews", "child-m")["subjects"] == (first, second)
    assert [one["subject"] for one in desks.of().select("windows")] == [first, second]
    assert {one["subject"] for one in desks.of().select("mentions")} <= {first, second}


def test_what_serves_another_review_too_stays_and_is_named(desks, told, board):
    other = board("Share records.")
    ask = desks.of().select("recommendations")[0]["ref"]
    both = desks.made(AddAction((ask, other), "Train both teams", why="one course for both"))
    desks.saved(UpdateAction(both, note="Twelve came"))
    request = asked(desks)
    assert any(both in note and other in note for note in request.notes)
    disposed(desks, request.entry.number)
    assert desks.get("actions", both)["what"] == "Train both teams"
    assert desks.get("recommendations", other)["text"] == "Share records."
    assert "Twelve came" in [one.get("note") for one in desks.of().select("updates")]
    # It goes with the last of the reviews that it was of.
    disposed(desks, asked(desks, "child-f").entry.number)
    assert desks.get("actions", both)["what"] == MARK
    assert "Twelve came" not in [one.get("note") for one in desks.of().select("updates")]
    assert NAME.encode() not in everything(desks) and desks.of().verify().ok


def test_a_reason_given_with_other_records_too_stays_and_is_named(desks, told):
    many = Transaction(
        "lead edit",
        (Insert("leads", "nurse", {"title": "Nurse"}),
         Insert("updates", "upd-90", {"action": "act-1", "note": f"about {NAME}"})),
        why="both at once",
    )  # fmt: skip
    saved = desks.of().transact(lambda _state: many)
    assert isinstance(saved, Saved)
    number = saved.entry.number
    answer = disposed(desks, asked(desks).entry.number)
    assert any(f"entry-{number}" in note for note in answer.notes)
    entries = {entry.number: entry for entry in desks.of().history()}
    assert entries[number].why == "both at once" and NAME.encode() not in everything(desks)
    assert desks.get("leads", "nurse")["title"] == "Nurse"


def test_a_text_that_this_program_does_not_know_goes_too(desks, told):
    newer = Transaction("add", (Insert("told", "tld-9", {"review": "child-m", "by_hand": NAME}),))
    assert isinstance(desks.of().transact(lambda _state: newer), Saved)
    disposed(desks, asked(desks).entry.number)
    assert desks.get("told", "tld-9")["by_hand"] == MARK
    assert NAME.encode() not in everything(desks)


def test_exports_and_backups_since_are_listed(desks, told):
    head = desks.of().head
    desks.saved(RecordExport("backup", head.number, head.hash, file="nightly.tar"))
    answer = disposed(desks, asked(desks).entry.number)
    assert any("exp-1 (backup, nightly.tar)" in note for note in answer.notes)
    assert any("Backups, printouts" in note for note in answer.notes)


def test_a_file_that_was_put_in_another_ones_place_goes_too(desks, told):
    register = desks.of()
    assert len(list((desks.path / "evidence").iterdir())) == 2
    swap = Transaction("evidence edit", (Update("evidence", "ev-1", {"file_sha256": "ab" * 32}),))
    assert isinstance(register.transact(lambda _state: swap), Saved)
    (desks.path / "evidence" / ("ab" * 32)).write_bytes(b"later")
    disposed(desks, asked(desks).entry.number)
    assert not list((desks.path / "evidence").iterdir())


@pytest.mark.parametrize("by", ["officer", "second"])
def test_two_logins_and_two_leads_do_it(desks, told, by):
    desks.saved(EditLead("head-of-nursing", logins=("officer", "second")))
    answer = not_disposed(desks, asked(desks).entry.number, "second-person", by)
    assert "another login and another lead" in str(answer)


def test_only_an_administrator_asks_and_a_chair_may_confirm(desks, told):
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("second", ("officer",)))
    desks.saved(SetRoles("third", ("chair",)))
    desks.refused(AskDisposal("child-m", why=WHY), "role", by="third")
    number = asked(desks).entry.number
    not_disposed(desks, number, "role", "second")
    disposed(desks, number, "third")


@pytest.mark.parametrize(
    ("why", "code"),
    [
        (None, "reason-needed"),
        (f"{NAME.upper()} is eighteen", "tells-the-value"),
        ("the sibling of A SIBLING", "tells-the-value"),
    ],
)
def test_a_reason_is_needed_and_must_not_tell(desks, told, why, code):
    desks.refused(AskDisposal("child-m", why=why), code)


def test_it_is_refused_before_the_day_and_while_a_court_sits(desks, told):
    desks.saved(EditReview("child-m", retention_review="2031"))
    answer = desks.refused(AskDisposal("child-m", why=WHY), "not-due")
    assert "--retention-review" in str(answer)
    desks.saved(EditReview("child-m", retention_review="2026-11-20"))
    inquest = Insert("proceedings", "prc-1", {"review": "child-m", "kind": "inquest",
                                              "open": "2020"})  # fmt: skip
    desks.of().transact(lambda _state: Transaction("add", (inquest,)))
    desks.refused(AskDisposal("child-m", why=WHY), "proceedings-open")
    desks.refused(AskDisposal("nowhere", why=WHY), "unknown-reference")


def test_a_review_that_was_worked_on_since_is_asked_for_again(desks, told):
    number = asked(desks).entry.number
    desks.saved(WithdrawAction("act-1", why="a slip"))
    answer = not_disposed(desks, number, "changed-since")
    assert "act-1" in answer.message
    disposed(desks, asked(desks).entry.number)


def test_it_is_done_once_and_not_undone(desks, told):
    request = asked(desks)
    assert "cannot be taken back" in str(desks.refused(UndoLast(), "not-undone"))
    disposed(desks, request.entry.number)
    desks.refused(UndoLast(), "not-undone", by="second")
    again = confirm_redaction(desks.of("third"), "red-1")
    assert isinstance(again, Refusal) and again.code == "already-done"
    desks.refused(AskDisposal("child-m", why=WHY), "nothing-to-redact")
    assert desks.made(AddAction(("child-m",), "Go on")) == "act-2"
    assert desks.of("late").header.generation == 2


def test_a_request_is_taken_back_before_it_is_confirmed(desks, told):
    number = asked(desks).entry.number
    desks.refused(WithdrawRedaction(str(number)), "reason-needed")
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("second", ("chair",)))
    desks.refused(WithdrawRedaction("red-1", why="the wrong review"), "role", by="second")
    assert desks.made(WithdrawRedaction(str(number), why="the wrong review")) == "red-1"
    assert kept(desks.of(), DAY)[0].asked is None
    answer = not_disposed(desks, number, "withdrawn")
    assert "the wrong review" in answer.message
    desks.refused(WithdrawRedaction("red-1", why="again"), "withdrawn")
    disposed(desks, asked(desks).entry.number)
    desks.refused(WithdrawRedaction("red-2", why="too late"), "already-done")


def test_a_single_field_is_redacted_before_and_after(desks, told):
    number = desks.saved(AskRedaction("act-1", "what", why="a name")).entry.number
    disposed(desks, number)
    disposed(desks, asked(desks).entry.number)
    assert desks.get("actions", "act-1")["what"] == MARK
    ref = desks.made(AddAction(("child-m",), f"Ask {NAME} again"))
    disposed(desks, desks.saved(AskRedaction(ref, "what", why="a name")).entry.number)
    assert NAME.encode() not in everything(desks) and desks.of().header.generation == 4


def test_progress_is_told_entry_by_entry(desks, told):
    number = asked(desks).entry.number
    heard: list[tuple[int, int]] = []
    confirm_redaction(desks.of("second"), str(number), progress=lambda *at: heard.append(at))
    assert heard == [(entry, number) for entry in range(1, number + 1)]


def draft(register, form: str, ref: str, at: int, **values: str) -> None:
    assert drafts.keep(register.header.register, Draft(form, ref, values, None, at))


def left(register) -> dict[str, dict[str, object]]:
    return {one.form: dict(one.values) for one in drafts.waiting(register.header.register)}


def test_drafts_of_it_go_and_later_ones_stay(desks, told):
    register = desks.of("second")
    now = register.clock()
    draft(register, "old", "act-1", now - 1, note="what the school said")
    draft(register, "about", "", now - 1, review="child-m", text="New")
    draft(register, "named", "child-f/1", now - 1, text=f"as marigold   example said, {MARK}")
    draft(register, "other", "child-f/2", now - 1, text="Share records.")
    draft(register, "later", "act-1", now + 1, note="typed since")
    answer = disposed(desks, asked(desks).entry.number)
    assert any("of your own drafts" in note for note in answer.notes)
    assert left(register) == {
        "named": {"text": f"as [redacted] said, {MARK}"},
        "other": {"text": "Share records."},
        "later": {"note": "typed since"},
    }


def test_another_officers_drafts_follow_when_they_open(desks, board):
    ref = board(f"{NAME} was not heard.")
    disposed(desks, desks.saved(AskRedaction(ref, "text", why="a name")).entry.number)
    register = desks.of("third")
    now = register.clock()
    draft(register, "wording", ref, now - 1, text=f"{NAME} was heard.", title="Heard")
    draft(register, "only", ref, now - 1, text=f"{NAME} was heard.")
    draft(register, "later", ref, now + 1, text="Children are heard.")
    assert forget_redacted(register) == 2
    assert left(register) == {
        "wording": {"title": "Heard"}, "later": {"text": "Children are heard."},
    }  # fmt: skip
    assert forget_redacted(register) == 0


def test_what_is_due_comes_first(desks, told):
    desks.saved(AddReview("child-a", "Child A", retention_review="2030"))
    desks.saved(AddReview("child-b", "Child B"))
    desks.saved(AddReview("child-c", "Child C", retention_review="2026-11-21"))
    rows = kept(desks.of(), DAY)
    assert [(row.ref, row.due) for row in rows] == [
        ("child-m", True), ("child-c", False), ("child-a", False), ("child-b", False),
    ]  # fmt: skip
    number = asked(desks).entry.number
    assert kept(desks.of(), DAY)[0].asked == "red-1"
    disposed(desks, number)
    last = kept(desks.of(), DAY)[-1]
    assert (last.ref, last.due, last.asked, last.disposed_on) == (
        "child-m", False, None, "2026-11-20",
    )  # fmt: skip


MODELS: dict[str, type[msgspec.Struct]] = {
    "reviews": Review, "windows": Window, "proceedings": Proceedings, "told": Told,
    "findings": Finding, "recommendations": Recommendation, "replies": Reply,
    "decisions": Decision, "actions": Action, "updates": ProgressUpdate, "extensions": Extension,
    "evidence": Evidence, "audits": Audit, "criteria": Criterion, "theme_links": ThemeLink,
    "mentions": Mention, "imports": Import, "serves": Serves,
    "interests": Interest, "meeting_items": MeetingItem, "return_questions": ReturnQuestion,
}  # fmt: skip


@pytest.mark.parametrize("table", MODELS)
def test_every_field_either_stays_or_is_one_that_people_type(table):
    """A new field has to be put on one of the two lists."""
    typed = set(FREE_TEXT.get(table, ())) | {"file_sha256"}
    for field in msgspec.structs.fields(MODELS[table]):
        name = field.encode_name
        if name in ("ref", "rev") or not holds_text(field.type):
            continue
        stays = name in STAYS[table] | ALWAYS_STAYS
        if (table, name) not in {("audits", "by"), ("reviews", "case_id")}:
            assert stays != (name in typed), f"{table}.{name}"


def holds_text(kind: object) -> bool:
    return "str" in str(kind)
