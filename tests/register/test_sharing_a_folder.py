"""A register that many logins share: its group and modes, and other logins at its door."""

import grp
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditrack.model.change import RefusedError
from auditrack.register import Register, create_register
from auditrack.register.place import EVIDENCE_MODE, FILE_MODE, FOLDER_MODE, state_folder
from auditrack.register.sharing import (
    give_to_group,
    is_shared,
    known_group,
    modes,
    needs_root,
)

INSTALLED = Path(sys.executable).with_name("auditrack")
OFFICER, SECOND, OUTSIDER = 41_001, 41_002, 41_003
OFFICERS = 41_900

AS_LOGIN = """
import contextlib, io, os, sys
uid, groups, warm, register, *words = sys.argv[1:]
from auditrack.cli.main import main
# Other logins may not be allowed to look where this Python lies, so that what the command needs is
# imported while it is still root who asks.
os.environ["XDG_STATE_HOME"] = warm
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    sys.argv = ["auditrack", "--register", warm, *words]
    with contextlib.suppress(SystemExit):
        main()
del os.environ["XDG_STATE_HOME"]
# As pam_loginuid does for a login of its own; where the kernel keeps none the real uid counts.
with contextlib.suppress(OSError), open("/proc/self/loginuid", "w") as told:
    told.write(uid)
os.setgroups([int(group) for group in groups.split()])
os.setresgid(int(uid), int(uid), int(uid))
os.setresuid(int(uid), int(uid), int(uid))
os.umask(0o077)
sys.argv = ["auditrack", "--register", register, *words]
main()
"""

As = Callable[..., subprocess.CompletedProcess[str]]


def another_group() -> grp.struct_group:
    mine = {os.getegid(), *os.getgroups()}
    return next(one for one in grp.getgrall() if one.gr_gid not in mine)


def test_an_unknown_group_is_a_sentence() -> None:
    with pytest.raises(RefusedError) as refused:
        known_group("no such group")
    assert refused.value.refusal.code == "unknown-group"
    assert "groupadd 'no such group'" in (refused.value.refusal.todo or "")
    for hostile in ("", "\0", "\ud800", "root\n", "../etc"):
        with pytest.raises(RefusedError):
            known_group(hostile)


def test_the_folder_goes_to_its_group_with_its_modes(register: Register) -> None:
    group = another_group()
    register.write_snapshot()
    before = modes(register.path)
    why_not = give_to_group(register.path, group.gr_gid)
    if os.geteuid() == 0:
        assert why_not is None
        assert is_shared(register.path)
        assert {place.stat().st_gid for place, _, _ in before} == {group.gr_gid}
    else:
        assert why_not is not None and "no permission" in why_not
        assert not is_shared(register.path)
    assert [(has, wanted) for _, has, wanted in modes(register.path)] == [
        (FOLDER_MODE, FOLDER_MODE),
        (EVIDENCE_MODE, EVIDENCE_MODE),
        *[(FILE_MODE, FILE_MODE)] * 3,
    ]


def test_own_group_can_always_be_given(register: Register) -> None:
    (register.path / "journal.jsonl").chmod(0o600)
    assert give_to_group(register.path, os.getegid()) is None
    assert {(has, wanted) for _, has, wanted in modes(register.path)[2:]} == {(0o660, 0o660)}


def test_what_needs_root_names_this_register_and_this_program(tmp_path: Path) -> None:
    path = tmp_path / "the board's register"
    mine = grp.getgrgid(os.getegid()).gr_name
    steps = needs_root(path, mine, given=False)
    lines = [line for step in steps for line in step.lines]
    assert f"usermod -aG {mine} LOGIN" in lines
    quoted = str(path).replace("'", "'\"'\"'")
    assert f"chattr +a '{quoted}'/journal.jsonl" in lines
    assert f"chgrp -R {mine} '{quoted}'" in lines
    assert f"    ForceCommand {INSTALLED} --confined --register '{quoted}'" in lines
    assert all(step.buys and step.title for step in steps)
    given = [line for step in needs_root(path, mine, given=True) for line in step.lines]
    assert not any(line.startswith("chgrp") for line in given)


def test_a_service_account_keeps_each_officers_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "loginuid"
    monkeypatch.setattr("auditrack.register.identity.LOGIN_UID", source)
    alone = state_folder()
    source.write_text(f"{os.getuid()}\n")
    assert state_folder() == alone
    source.write_text(f"{OFFICER}\n")
    mine = alone if os.getuid() == 0 else alone / f"login-{OFFICER}"
    assert state_folder() == mine  # root by sudo is no service account


def test_sudoers_reads_no_quotation_marks() -> None:
    steps = needs_root(Path("/srv/a b/it's, 1:2"), "domain users", given=True)
    lines = [line for step in steps for line in step.lines]
    (rule,) = (line for line in lines if line.startswith("%"))
    assert rule.startswith(r"%domain\ users ALL=(auditrack) NOPASSWD: ")
    assert rule.endswith(r" --confined --register /srv/a\ b/it's\,\ 1\:2")
    assert 'Match Group "domain users"' in lines


@pytest.fixture
def host() -> Iterator[Path]:
    """A folder that every login of this machine may enter, as /srv is."""
    with tempfile.TemporaryDirectory(prefix="auditrack-shared-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture
def as_login(host: Path) -> As:
    """Run auditrack as another login of this machine, which only root may do."""
    if os.geteuid() != 0:
        pytest.skip("only root may act as other logins")

    warm = host / "warm"
    with create_register(warm, "Fernshire Board"):
        pass

    def run(uid: int, *words: str) -> subprocess.CompletedProcess[str]:
        home = host / f"home-{uid}"
        if not home.exists():
            home.mkdir(mode=0o700)
            os.chown(home, uid, uid)
        groups = "" if uid == OUTSIDER else str(OFFICERS)
        return subprocess.run(
            [sys.executable, "-c", AS_LOGIN, str(uid), groups, warm, host / "register", *words],
            cwd=host,
            env={"HOME": str(home), "PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture
def shared_register(host: Path) -> Path:
    with create_register(host / "register", "Fernshire Board") as made:
        assert give_to_group(made.path, OFFICERS) is None or os.geteuid() != 0
    return host / "register"


def test_two_logins_of_the_group_work_in_one_register(as_login: As, shared_register: Path) -> None:
    first = as_login(OFFICER, "subgroup", "add", "Quality")
    assert first.returncode == 0, first.stderr
    second = as_login(SECOND, "subgroup", "add", "Performance")
    assert second.returncode == 0, second.stderr
    snapshot = as_login(SECOND, "verify", "--snapshot")
    assert snapshot.returncode == 0, snapshot.stderr
    third = as_login(OFFICER, "subgroup", "add", "Learning")
    assert third.returncode == 0, third.stderr
    listed = json.loads(as_login(OFFICER, "subgroup", "list", "--json").stdout)
    assert {row["title"] for row in listed} == {"Quality", "Performance", "Learning"}
    told = as_login(SECOND, "history").stdout
    assert f"uid {OFFICER}" in told and f"uid {SECOND}" in told
    # The umask of these logins is 077; what they wrote anew is still the group's.
    snapshot_file = (shared_register / "register.json").stat()
    assert (snapshot_file.st_gid, snapshot_file.st_mode & 0o777) == (OFFICERS, 0o660)


def test_a_login_outside_the_group_sees_nothing(as_login: As, shared_register: Path) -> None:
    before = (shared_register / "journal.jsonl").read_bytes()
    answer = as_login(OUTSIDER, "subgroup", "list")
    assert (answer.returncode, answer.stdout) == (1, ""), answer.stderr
    assert "Traceback" not in answer.stderr and answer.stderr.strip()
    doctor = as_login(OUTSIDER, "doctor", "--json")
    assert doctor.returncode == 1
    found = {one["name"]: one for one in json.loads(doctor.stdout)["conditions"]}
    assert found["group"]["well"] is False and "does not belong" in found["group"]["seen"]
    assert (shared_register / "journal.jsonl").read_bytes() == before


def test_the_doctor_of_a_member_finds_group_and_modes_well(
    as_login: As, shared_register: Path
) -> None:
    found = {
        one["name"]: one
        for one in json.loads(as_login(OFFICER, "doctor", "--json").stdout)["conditions"]
    }
    assert [found[name]["well"] for name in ("folder", "journal", "modes", "group")] == [True] * 4
    assert f"uid {OFFICER}" in found["who you are"]["seen"]
    (shared_register / "journal.jsonl").chmod(0o600)
    unwell = json.loads(as_login(OFFICER, "doctor", "--json").stdout)["conditions"]
    wrong = {one["name"]: one for one in unwell if one["well"] is False}
    assert {"modes", "journal"} <= set(wrong)
    assert "chmod 660" in wrong["modes"]["todo"]
