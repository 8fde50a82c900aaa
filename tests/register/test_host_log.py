"""What the host's own log is told, and what it never is."""

import os
import syslog
from pathlib import Path

import pytest

from auditrack.register import Register, host_log
from auditrack.register.sharing import is_shared


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    monkeypatch.setattr(host_log, "send", lambda priority, line: lines.append((priority, line)))
    return lines


def test_a_register_of_ones_own_tells_the_host_nothing(
    register: Register, told: list[tuple[int, str]]
) -> None:
    assert not is_shared(register.path)
    host_log.sign_in(register.path, "app")
    host_log.refused(register.path, "role")
    host_log.exported(register.path, "progress", 3)
    assert told == []
    host_log.sign_in(register.path.parent / "absent", "app")
    assert told == []


def test_a_session_is_signed_in_once(own_state_folder: Path) -> None:
    ours = "192.0.2.7 50000 192.0.2.1 22"
    assert not host_log.first_of_session(None)
    assert host_log.first_of_session(ours)
    assert not host_log.first_of_session(ours)
    assert host_log.first_of_session("192.0.2.7 50001 192.0.2.1 22")
    mark = own_state_folder / "auditrack" / "session"
    assert mark.stat().st_mode & 0o777 == 0o600
    mark.write_bytes(b"\xff\xfe")
    assert host_log.first_of_session(ours)


class TestShared:
    """With a register that others share."""

    @pytest.fixture(autouse=True)
    def shared(self, register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(register.path, -1, os.getegid() + 41_900)
        # The kernel's word that this work is done for another login, as through sudo.
        source = tmp_path / "loginuid"
        source.write_text(str(os.getuid() + 1))
        monkeypatch.setattr("auditrack.register.identity.LOGIN_UID", source)

    def test_each_event_is_a_line_of_codes(
        self, register: Register, told: list[tuple[int, str]]
    ) -> None:
        host_log.sign_in(register.path, "confined")
        host_log.refused(register.path, "role")
        host_log.refused(register.path, "does-not-hold")
        host_log.exported(register.path, "progress", 3)
        host_log.exported(register.path, "progress", None)
        host_log.viewed_embargoed(register.path, "child-x")
        words = [line.split(" ", 1)[0] for _, line in told]
        assert words == [
            "sign-in", "refused", "verify-failed", "export", "export", "embargoed-view",
        ]  # fmt: skip
        lines = [line for _, line in told]
        assert " door=confined " in lines[0] and " code=role " in lines[1]
        assert " kind=progress entry=3 " in lines[3] and ' entry="not recorded" ' in lines[4]
        assert " review=child-x " in lines[5]
        assert all(f" uid={os.getuid() + 1} " in line for line in lines)
        assert all(f"register={register.path}" in line for line in lines)
        assert told[2][0] == syslog.LOG_ERR

    def test_a_line_cannot_be_forged(self, register: Register, told: list[tuple[int, str]]) -> None:
        host_log.exported(register.path, 'progress"\nsign-in login=root \x1b[31m', 1)
        (line,) = [line for _, line in told]
        assert "\n" not in line and "\x1b" not in line
        assert "kind=\"progress' sign-in login=root" in line

    def test_a_host_without_a_log_stops_nobody(
        self, register: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(priority: int, line: str) -> None:
            raise OSError("no log")

        monkeypatch.setattr(host_log, "send", full)
        host_log.sign_in(register.path, "app")
