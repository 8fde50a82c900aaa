"""Erasure: one asks without the value, another confirms, and no byte of it stays in the folder."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from auditrack.commands.action import AddAction
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.export import RecordExport
from auditrack.commands.lead import AddLead
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.commands.review import AddReview
from auditrack.commands.role import SetRoles
from auditrack.model.change import Refusal, Saved
from auditrack.register import open_register
from auditrack.register.disk import disk

NAME = "Marigold Example"
TEXT = f"The school of “{NAME}” should share records."


@pytest.fixture
def typed(board, desks):
    """A recommendation in whose text a child was named, and was then corrected."""
    ref = board(TEXT)
    desks.saved(EditRecommendation(ref, text="Schools should share records."))
    return ref


def everything(desks) -> bytes:
    return b"".join(path.read_bytes() for path in desks.path.rglob("*") if path.is_file())


def confirmed(desks, which, by: str = "second") -> Saved:
    answer = confirm_redaction(desks.of(by), str(which))
    assert isinstance(answer, Saved), str(answer)
    return answer


def not_confirmed(desks, which, code: str, by: str) -> Refusal:
    before = desks.of(by).head
    answer = confirm_redaction(desks.of(by), str(which))
    assert isinstance(answer, Refusal) and answer.code == code, str(answer)
    assert desks.of(by).head == before and desks.of(by).header.generation == 1
    return answer


def test_the_value_is_gone_from_every_byte_of_the_folder(desks, typed):
    desks.of().write_snapshot()
    other = desks.of("reader")
    asked = desks.saved(AskRedaction(typed, "text", why="a child was named"))
    assert NAME not in str(asked.entry) and NAME.encode() in everything(desks)
    head = desks.of().head
    answer = confirmed(desks, asked.entry.number)
    assert NAME.encode() not in everything(desks)
    assert answer.entry.number == head.number + 1 and answer.references == ("red-1",)
    other.poll()
    for register in (desks.of(), desks.of("second"), other):
        assert register.header.generation == 2 and register.header.previous_head == head.hash
        assert register.get("recommendations", typed)["text"] == (
            "redacted, 2026-11-20, a child was named"
        )
        found = register.verify()
        assert found.ok and found.generation == 2 and register.read_only is None
    request = desks.get("redactions", "red-1")
    assert (request["asked_by"], request["confirmed_by"]) == ("officer", "second")


def test_everything_else_stays_as_it_was(desks, typed):
    before = list(desks.of().history())
    asked = desks.saved(AskRedaction(typed, "text", why="a name"))
    confirmed(desks, asked.entry.number)
    after = list(desks.of().history())
    assert len(after) == len(before) + 2
    for old, new in zip(before[1:], after[1:], strict=False):
        assert (old.number, old.t, old.login, old.cmd, old.why, old.lead) == (
            new.number, new.t, new.login, new.cmd, new.why, new.lead,
        )  # fmt: skip
        for was, now in zip(old.ops, new.ops, strict=True):
            assert (was.op, was.table, was.id, was.rev) == (now.op, now.table, now.id, now.rev)
            for field, change in was.fields.items():
                if (was.id, field) != (typed, "text"):
                    assert now.fields[field] == change


def test_the_value_that_stands_now_can_be_kept(desks, typed):
    asked = desks.saved(AskRedaction(typed, "text", earlier=True, why="a name"))
    confirmed(desks, "red-1")
    assert asked.references == ("red-1",)
    assert NAME.encode() not in everything(desks)
    assert desks.get("recommendations", typed)["text"] == "Schools should share records."
    ops = [op for entry in desks.of().history(typed) for op in entry.ops if "text" in op.fields]
    assert ops[0].fields["text"] == (None, "redacted, 2026-11-20, a name")
    assert ops[1].fields["text"] == (
        "redacted, 2026-11-20, a name", "Schools should share records.",
    )  # fmt: skip
    assert desks.of().verify().ok


def test_a_correction_after_asking_stays(desks, board):
    ref = board(TEXT)
    asked = desks.saved(AskRedaction(ref, "text", why="a name"))
    desks.saved(EditRecommendation(ref, text="Schools should share records."))
    confirmed(desks, asked.entry.number)
    assert NAME.encode() not in everything(desks)
    assert desks.get("recommendations", ref)["text"] == "Schools should share records."


def test_it_says_where_else_the_words_stand_and_what_left_the_register(desks, board):
    head = desks.of().head
    early = RecordExport("progress", head.number, head.hash, file="early.docx")
    desks.saved(early)
    ref = board(TEXT)
    other = board(f"Copied: {TEXT.upper()}")
    desks.saved(EditRecommendation(other, title="Sharing", why=f"as asked in: {TEXT}"))
    head = desks.of().head
    desks.saved(RecordExport("progress", head.number, head.hash, to="the board", file="late.docx"))
    asked = desks.saved(AskRedaction(ref, "text", why="a name"))
    said = " ".join(asked.notes)
    assert f"{other} text (entry" in said and "why (entry" in said
    assert "exp-2 (progress, the board, late.docx)" in said and "exp-1" not in said
    answer = confirmed(desks, asked.entry.number)
    assert desks.get("recommendations", other)["text"].startswith("Copied")
    assert any(f"{other} text" in note for note in answer.notes)
    assert any("Backups" in note for note in answer.notes)


def test_the_reason_of_an_entry_can_be_erased(desks, board):
    ref = board("Share records.")
    saved = desks.saved(EditRecommendation(ref, title="Sharing", why=f"said by {NAME}"))
    number = saved.entry.number
    asked = desks.saved(AskRedaction(f"entry-{number}", "why", why="a name"))
    confirmed(desks, asked.entry.number)
    assert NAME.encode() not in everything(desks)
    (entry,) = [entry for entry in desks.of().history() if entry.number == number]
    assert entry.why == "redacted, 2026-11-20, a name" and entry.ops == saved.entry.ops


def test_the_reason_of_a_request_can_be_erased_where_it_stands(desks, typed):
    first = desks.saved(AskRedaction(typed, "text", why="a slip by Petra Example")).entry.number
    asked = desks.saved(AskRedaction("red-1", "why", why="a name"))
    assert any(f"entry-{first} why" in note for note in asked.notes)
    confirmed(desks, asked.entry.number)
    again = desks.saved(AskRedaction(f"entry-{first}", "why", why="a name"))
    confirmed(desks, again.entry.number)
    assert b"Petra Example" not in everything(desks)
    confirmed(desks, first)
    assert NAME.encode() not in everything(desks)


def test_a_list_of_texts_is_erased(desks):
    desks.saved(AddReview("child-m", "Child M", practice=(f"2019..2020={NAME}",)))
    window = desks.of().select("windows")[0]
    asked = desks.saved(AskRedaction(window["ref"], "subject", why="a real name"))
    confirmed(desks, asked.entry.number)
    subjects = desks.get("reviews", "child-m").get("subjects")
    if subjects:
        asked = desks.saved(AskRedaction("child-m", "subjects", why="a real name"))
        confirmed(desks, asked.entry.number)
        assert desks.get("reviews", "child-m")["subjects"] == ("redacted, 2026-11-20, a real name",)
    assert NAME.encode() not in everything(desks)


@pytest.fixture
def filed(desks, board, tmp_path: Path) -> tuple[str, Path]:
    ref = board("Share records.")
    scan = tmp_path / f"{NAME}.txt"
    scan.write_text(f"Minutes about {NAME}")
    evidence = desks.made(AddEvidence((ref,), "Minutes", 1, file=scan))
    return evidence, desks.path / "evidence" / desks.get("evidence", evidence)["file_sha256"]


def test_a_kept_file_goes_with_its_name(desks, filed):
    evidence, kept = filed
    asked = desks.saved(AskRedaction(evidence, "file", why="names a child"))
    assert kept.exists()
    confirmed(desks, asked.entry.number)
    assert not kept.exists() and NAME.encode() not in everything(desks)
    assert desks.of().verify().ok and desks.get("evidence", evidence)["shows"] == "Minutes"


def test_a_file_that_is_evidence_of_something_else_too_stays_and_is_named(desks, filed, tmp_path):
    evidence, kept = filed
    again = tmp_path / "again.txt"
    again.write_bytes(kept.read_bytes())
    target = desks.get("evidence", evidence)["serves"]
    second = desks.made(AddEvidence(target, "The same", 1, file=again))
    asked = desks.saved(AskRedaction(evidence, "file", why="names a child"))
    answer = confirmed(desks, asked.entry.number)
    assert kept.exists() and any(f"kept for {second}" in note for note in answer.notes)
    asked = desks.saved(AskRedaction(second, "file", why="names a child"))
    confirmed(desks, asked.entry.number)
    assert not kept.exists() and desks.of().verify().ok


def test_nobody_confirms_what_they_asked_for(desks, typed):
    asked = desks.saved(AskRedaction(typed, "text", why="a name")).entry.number
    answer = not_confirmed(desks, asked, "second-person", "officer")
    assert "another login and another lead" in str(answer) and "override" not in str(answer)


def test_the_second_person_is_of_another_lead(desks, typed):
    desks.saved(AddLead("Business manager", logins=("officer", "second")))
    asked = desks.saved(AskRedaction(typed, "text", why="a name")).entry.number
    not_confirmed(desks, asked, "second-person", "second")
    desks.saved(AddLead("Chair", logins=("third",)))
    confirmed(desks, asked, "third")


def test_only_an_administrator_asks_and_a_chair_may_confirm(desks, typed):
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("second", ("officer",)))
    desks.saved(SetRoles("third", ("chair",)))
    for login in ("second", "third"):
        desks.refused(AskRedaction(typed, "text", why="a name"), "role", by=login)
    asked = desks.saved(AskRedaction(typed, "text", why="a name")).entry.number
    not_confirmed(desks, asked, "role", "second")
    confirmed(desks, asked, "third")


@pytest.mark.parametrize(
    ("ref", "field", "why", "code"),
    [
        ("{ref}", "text", None, "reason-needed"),
        (
            "{ref}",
            "text",
            f"{NAME.lower()} / the school of “{NAME}” should share records.",
            "tells",
        ),
        ("{ref}", "due", "a name", "no-such-field"),
        ("{ref}", "outcome", "a name", "nothing-to-redact"),
        ("nowhere/1", "text", "a name", "unknown-reference"),
        ("entry-99", "why", "a name", "bad-number"),
        ("entry-x", "why", "a name", "bad-number"),
        ("entry-2", "why", "a name", "nothing-to-redact"),
        ("entry-2", "login", "a name", "no-such-field"),
        ("entry-2", "", "a name", "missing"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(desks, board, ref, field, why, code):
    made = board(TEXT)
    wanted = {"tells": "tells-the-value"}.get(code, code)
    desks.refused(AskRedaction(ref.format(ref=made), field, why=why), wanted)


def test_earlier_values_are_refused_where_there_are_none(desks, board):
    asked = AskRedaction(board(TEXT), "text", earlier=True, why="a name")
    desks.refused(asked, "nothing-to-redact")


def test_a_number_that_asked_for_nothing_is_refused(desks, typed):
    for which in ("1", "99", "red-9", "x", ""):
        answer = confirm_redaction(desks.of("second"), which)
        assert isinstance(answer, Refusal) and answer.code in ("unknown-reference", "missing")


def test_what_is_done_is_not_done_again(desks, typed):
    asked = desks.saved(AskRedaction(typed, "text", why="a name")).entry.number
    confirmed(desks, asked)
    answer = confirm_redaction(desks.of("third"), str(asked))
    assert isinstance(answer, Refusal) and answer.code == "already-done"
    assert desks.of().header.generation == 2


def test_work_goes_on_and_a_second_erasure_follows(desks, typed):
    first = desks.saved(AskRedaction(typed, "text", why="a name")).entry.number
    desks.of("late")  # a handle that polls neither generation
    confirmed(desks, first)
    action = desks.made(AddAction((typed,), f"Write to {NAME}"), by="officer")
    second = desks.saved(AskRedaction(action, "what", why="again")).entry.number
    confirmed(desks, second)
    late = desks.of("late")
    assert late.header.generation == 3 and late.read_only is None
    assert desks.made(AddAction((typed,), "Go on"), by="late") == "act-2"
    assert NAME.encode() not in everything(desks)


class GoneError(BaseException):
    """The process is gone: nothing of ours runs any more, as after a kill."""


def stop_at(patch: pytest.MonkeyPatch, number: int, error: BaseException) -> list[str]:
    """Let the N-th call to the disk fail; gives the name of the call that did."""
    failed: list[str] = []
    calls = [0]

    def wrapped(name):
        real = getattr(os, name)

        def call(*arguments, **options):
            calls[0] += 1
            if calls[0] == number:
                failed.append(name)
                raise error.with_traceback(None)  # without the frames of the steps before
            return real(*arguments, **options)

        return call

    for name in ("open", "write", "fsync", "replace", "fdatasync", "ftruncate"):
        patch.setattr(disk, name, wrapped(name))
    return failed


@pytest.mark.parametrize(
    "error", [GoneError(), OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "fault")], ids=repr
)
def test_interrupted_at_any_step_it_is_wholly_done_or_not_done(desks, filed, error):
    evidence, kept = filed
    bystander = desks.of("reader")
    number, states = 0, set()
    failed: list[str] = ["none yet"]
    while failed:
        number += 1
        asked = desks.saved(AskRedaction(evidence, "file", why="a name")).entry.number
        desks.of().write_snapshot()
        register = open_register(desks.path, desks.of("second").actor)
        register.clock = desks.of().clock
        with pytest.MonkeyPatch.context() as patch:
            failed = stop_at(patch, number, error)
            with suppress(GoneError):
                confirm_redaction(register, str(asked))
        journal = (desks.path / "journal.jsonl").read_bytes()
        done = NAME.encode() not in journal
        states.add(done)
        fresh = open_register(desks.path, desks.of("third").actor)
        fresh.clock = desks.of().clock
        assert fresh.read_only is None and fresh.verify().chain
        assert (fresh.header.generation > 1) == done
        bystander.poll()
        assert bystander.read_only is None and bystander.head == fresh.head
        if done:
            # Confirming again finishes what the interruption left.
            again = confirm_redaction(fresh, str(asked))
            assert isinstance(again, Refusal) and again.code == "already-done"
            assert not kept.exists() and NAME.encode() not in everything(desks)
            assert fresh.verify().ok
            break
        assert kept.exists() and fresh.verify().ok
        fresh.close()
    assert number > 4
    assert states == {True, False}


def test_an_append_only_journal_is_not_rewritten_and_the_way_out_is_said(desks, typed):
    asked = desks.saved(AskRedaction(typed, "text", why="a name")).entry.number

    def append_only(*_names: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    before = (desks.path / "journal.jsonl").read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "replace", append_only)
        answer = not_confirmed(desks, asked, "not-saved", "second")
    assert "chattr -a" in str(answer) and "Nothing was erased" in str(answer)
    assert (desks.path / "journal.jsonl").read_bytes() == before
    assert not (desks.path / "journal.jsonl.new").exists()
    confirmed(desks, asked)


def test_a_kept_file_that_cannot_be_deleted_is_said_to_be_so(desks, filed):
    evidence, kept = filed
    asked = desks.saved(AskRedaction(evidence, "file", why="names a child")).entry.number
    content = kept.read_bytes()
    kept.unlink()
    kept.mkdir()  # as little to be unlinked as another's file in a sticky folder
    answer = confirmed(desks, asked)
    assert any("could not be deleted" in note and "red-1" in note for note in answer.notes)
    kept.rmdir()
    kept.write_bytes(content)
    again = confirm_redaction(desks.of("second"), str(asked))
    assert isinstance(again, Refusal) and again.code == "already-done" and not kept.exists()
