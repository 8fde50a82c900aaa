"""Verifying, backing up, restoring, exporting and erasing: seconds at 10,000 recommendations."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import open_register
from auditrack.register.backup import write_backup
from auditrack.register.json_lines import records_as_lines, register_from_lines
from auditrack.register.restoration import restore_backup

pytestmark = pytest.mark.benchmark

ADMIN = Actor("administrator", 1003, "local")
SECOND = Actor("second", 1004, "local")
T = 1_795_176_000_000


def took(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def test_keeping(figure, standard_copy, tmp_path: Path):
    path = standard_copy(10_000)
    journal = (path / "journal.jsonl").read_bytes()
    figure.plain("megabytes of the journal of 10,000", len(journal) / 1e6)
    figure.seconds("its SHA-256 alone", took(lambda: hashlib.sha256(journal).digest()))
    with open_register(path, ADMIN) as register, open_register(path, SECOND) as second:
        figure.seconds("verify", took(register.verify))
        out = tmp_path / "register.tar"
        backup = took(lambda: write_backup(path, out, ADMIN, T, "benchmark"))
        figure.seconds("backup, read back", backup)
        figure.seconds("restore, every sum and line checked", took(
            lambda: restore_backup(out, tmp_path / "back")
        ))  # fmt: skip
        lines = tmp_path / "records.jsonl"
        figure.seconds("export as JSON Lines", took(
            lambda: lines.write_bytes(b"".join(records_as_lines(register)))
        ))  # fmt: skip
        figure.seconds("a register from JSON Lines", took(
            lambda: register_from_lines(lines, tmp_path / "again", ADMIN)
        ))  # fmt: skip
        leads = tuple(
            Insert("leads", who.login, {"title": who.login, "logins": [who.login]})
            for who in (ADMIN, SECOND)
        )
        assert isinstance(register.transact(lambda _state: Transaction("lead add", leads)), Saved)
        ref = register.select("recommendations")[0]["ref"]
        asked: list[object] = []
        ask = AskRedaction(ref, "text", why="a name")
        figure.seconds("redaction, asked", took(lambda: asked.append(run(register, ask))))
        assert isinstance(asked[0], Saved)
        confirm = took(lambda: asked.append(confirm_redaction(second, "red-1")))
        assert isinstance(asked[1], Saved), str(asked[1])
        figure.seconds("redaction, confirmed: a new journal and snapshot", confirm)
        assert second.verify().ok
        register.poll()
        assert register.header.generation == 2
