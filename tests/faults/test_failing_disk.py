"""The N-th call to the disk fails, N = 1, 2, ... until none does: nothing confirmed is lost."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction
from auditrack.register import Register, create_register, open_register
from auditrack.register.disk import disk

CALLS = ("open", "write", "fdatasync", "fsync", "ftruncate", "replace")
FAULTS = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
SHORT = 0
"""Not an error: the write takes less than it was given, and says so."""


class Failing:
    """Makes the N-th call to the disk fail, and every one after it if `lasting`."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, code: int, lasting: bool) -> None:
        self.left = number
        self.code = code
        self.lasting = lasting
        self.failed: list[str] = []
        for name in CALLS:
            patch.setattr(disk, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left == 0 or (self.lasting and self.left < 0):
                if self.code == SHORT:
                    if name != "write":
                        return real(*arguments, **options)
                    self.failed.append(name)
                    return real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                self.failed.append(name)
                if name == "write":
                    # A full disk takes what it can before it says so.
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                raise OSError(self.code, os.strerror(self.code))
            return real(*arguments, **options)

        return call


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as context:
        yield context


def add(register: Register, ref: str) -> object:
    change = Transaction("add", (Insert("leads", ref, {"title": ref * 30}),))
    return register.transact(lambda _state: change)


def session(path: Path, tag: str, confirmed: set[str], unsure: set[str]) -> None:
    """Open, save three times, write a snapshot, close; note what was confirmed."""
    with open_register(path, Actor("a.officer")) as register:
        for turn in range(3):
            ref = f"{tag}{turn}"
            answer = add(register, ref)
            if isinstance(answer, Saved):
                confirmed.add(ref)
            elif getattr(answer, "code", "") == "unconfirmed":
                unsure.add(ref)
        if register.read_only is None:
            register.write_snapshot()


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("code", (*FAULTS, SHORT))
def test_each_call_of_a_session_fails_in_turn(
    tmp_path: Path, tally, code: int, lasting: bool
) -> None:
    path = tmp_path / "register"
    create_register(path, "Example Board", Actor("z.admin")).close()
    confirmed: set[str] = set()
    unsure: set[str] = set()
    for number in range(1, 60):
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, number, code, lasting)
            try:
                session(path, f"n{number}-", confirmed, unsure)
            except RefusedError as refused:
                assert refused.refusal.message and refused.refusal.safe
        with open_register(path, Actor("z.admin")) as register:
            assert register.read_only is None, register.read_only
            kept = {record["ref"] for record in register.select("leads")}
            assert confirmed <= kept <= confirmed | unsure
            assert register.verify().chain
        tally.add("injected failures", len(failing.failed))
        if failing.left > 0:
            break
    tally.kept(confirmed, kept)
    assert not failing.failed and number > 8
    assert confirmed


@pytest.mark.parametrize("code", FAULTS)
def test_a_failed_write_is_cut_back_and_said_to_be_not_saved(
    tmp_path: Path, patch: pytest.MonkeyPatch, code: int
) -> None:
    with create_register(tmp_path / "register", "Board", Actor("z.admin")) as register:
        add(register, "nurse")
        journal = tmp_path / "register" / "journal.jsonl"
        before = journal.read_bytes()
        failing = Failing(patch, 1, code, lasting=False)
        answer = add(register, "head")
        assert failing.failed == ["write"]
        assert getattr(answer, "code", "") == "not-saved"
        assert "not saved" in str(answer) and str(journal) in str(answer)
        assert journal.read_bytes() == before
        assert register.get("leads", "head") is None
        assert isinstance(add(register, "head"), Saved)
        assert register.verify().torn == ()


def test_a_short_write_is_a_failed_one(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    with create_register(tmp_path / "register", "Board", Actor("z.admin")) as register:
        journal = tmp_path / "register" / "journal.jsonl"
        before = journal.read_bytes()
        with pytest.MonkeyPatch.context() as short:
            short.setattr(disk, "write", lambda fd, data: os.write(fd, data[:25]))
            answer = add(register, "nurse")
        assert "the disk is full" in str(answer) and journal.read_bytes() == before
        assert isinstance(add(register, "nurse"), Saved)


def test_where_the_file_cannot_be_cut_the_next_save_closes_the_fragment_off(
    tmp_path: Path,
) -> None:
    def append_only(*_arguments: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    def half(fd: int, data: bytes) -> int:
        os.write(fd, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with create_register(tmp_path / "register", "Board", Actor("z.admin")) as register:
        for turn in range(3):
            with pytest.MonkeyPatch.context() as broken:
                broken.setattr(disk, "write", half)
                broken.setattr(disk, "ftruncate", append_only)
                assert getattr(add(register, "nurse"), "code", "") == "not-saved"
            assert isinstance(add(register, f"lead-{turn}"), Saved)
        found = register.verify()
        assert found.chain and len(found.torn) == 3 and found.entries == 3
        assert register.get("leads", "nurse") is None


def test_a_line_that_came_to_stand_whole_is_not_called_unsaved(tmp_path: Path) -> None:
    def whole(fd: int, data: bytes) -> int:
        os.write(fd, data)
        raise OSError(errno.EIO, "Input/output error")

    def append_only(*_arguments: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    with create_register(tmp_path / "register", "Board", Actor("z.admin")) as register:
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(disk, "write", whole)
            broken.setattr(disk, "ftruncate", append_only)
            assert getattr(add(register, "nurse"), "code", "") == "unconfirmed"
        assert register.read_only is not None


def test_a_failed_flush_is_unconfirmed_and_never_tried_again(
    tmp_path: Path, patch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []

    def broken(fd: int) -> None:
        flushed.append(fd)
        raise OSError(errno.EIO, "Input/output error")

    with create_register(tmp_path / "register", "Board", Actor("z.admin")) as register:
        with pytest.MonkeyPatch.context() as failing:
            failing.setattr(disk, "fdatasync", broken)
            answer = add(register, "nurse")
        assert getattr(answer, "code", "") == "unconfirmed" and len(flushed) == 1
        assert "may or may not be kept" in str(answer)
        again = add(register, "head")
        assert getattr(again, "code", "") == "read-only" and "Open the register again" in str(again)
    with open_register(tmp_path / "register", Actor("z.admin")) as opened:
        assert opened.read_only is None
        assert isinstance(add(opened, "head"), Saved)


def test_a_flush_fails_under_one_officer_and_not_under_the_next(tmp_path: Path) -> None:
    """The next save stands on the line that was not confirmed; whoever reads on finds both."""
    with (
        create_register(tmp_path / "register", "Board", Actor("z.admin")) as one,
        open_register(tmp_path / "register", Actor("a.officer")) as other,
        pytest.MonkeyPatch.context() as failing,
    ):
        answers: list[object] = []

        def broken(_fd: int) -> None:
            failing.setattr(disk, "fdatasync", os.fdatasync)
            answers.append(add(other, "head"))
            raise OSError(errno.EIO, "Input/output error")

        failing.setattr(disk, "fdatasync", broken)
        assert getattr(add(one, "nurse"), "code", "") == "unconfirmed"
        assert isinstance(answers[0], Saved) and other.head.number == 2
        assert one.read_only is not None
        assert other.verify().chain and other.get("leads", "nurse") is not None


@pytest.mark.parametrize("code", FAULTS)
def test_making_a_register_fails_whole(tmp_path: Path, tally, code: int) -> None:
    for number in range(1, 30):
        path = tmp_path / f"register-{number}"
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, number, code, lasting=True)
            try:
                create_register(path, "Example Board", Actor("z.admin")).close()
            except RefusedError as refused:
                assert "cannot be" in str(refused)
        tally.add("injected failures", len(failing.failed))
        if not failing.failed:
            break
        # What a failed attempt left behind is either no register, or a whole one.
        if (path / "journal.jsonl").exists():
            open_register(path, Actor("z.admin")).close()
        else:
            create_register(path, "Example Board", Actor("z.admin")).close()
    assert not failing.failed and number > 4
