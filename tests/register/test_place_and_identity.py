import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditrack.model.change import Insert, RefusedError, Saved, Transaction
from auditrack.register import Register, create_register, open_register
from auditrack.register.identity import (
    current_actor,
    login_name,
    login_uid,
    session_via,
)
from auditrack.register.lock import WriteLock
from auditrack.register.place import (
    default_register,
    low_space,
    state_folder,
    unfit_file_system,
)

MOUNTS = r"""
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /srv rw shared:1 - nfs4 host:/srv rw
31 22 0:41 / /srv/local rw - xfs /dev/sdb1 rw
32 22 0:42 / /home/a\040b rw - fuse.sshfs host: rw
33 22 0:43 / /mnt/over rw - nfs host:/x rw
34 33 0:44 / /mnt/over rw - btrfs /dev/sdc rw
35 22 0:45 / /media/stick rw - fuseblk /dev/sdd1 rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/register", None),
        ("/srv/register", "nfs4"),
        ("/srv/local/register", None),
        ("/srvother/register", None),
        ("/home/a b/register", "fuse.sshfs"),
        ("/mnt/over/register", None),
        ("/media/stick/x", "fuseblk"),
    ],
)
def test_network_and_fuse_file_systems_are_told(path: str, kind: str | None) -> None:
    assert unfit_file_system(Path(path), MOUNTS) == kind


def test_modes_hold_under_a_tight_umask(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        with create_register(tmp_path / "register", "Board") as made:
            change = Transaction("add", (Insert("leads", "nurse", {}),))
            assert isinstance(made.transact(lambda _state: change), Saved)
            made.write_snapshot()
    finally:
        os.umask(old)
    modes = {path.name: path.stat().st_mode & 0o7777 for path in (tmp_path / "register").iterdir()}
    assert modes == {
        "journal.jsonl": 0o660,
        "register.json": 0o660,
        "lock": 0o660,
        "evidence": 0o3770,
    }
    assert (tmp_path / "register").stat().st_mode & 0o7777 == 0o2770


def test_the_officers_own_folder_is_private(register: Register, own_state_folder: Path) -> None:
    register.close()
    assert own_state_folder / "auditrack" == state_folder()
    assert state_folder().stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in state_folder().rglob("*"))


def test_default_paths_follow_the_users_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "relative/is/ignored")
    assert default_register() == tmp_path / ".local/share/auditrack/register"
    assert state_folder() == tmp_path / ".local/state/auditrack"


def test_a_nearly_full_disk_is_told() -> None:
    mega = 1024 * 1024
    assert low_space(200 * mega, 1000 * mega) is None
    assert "99 MB left" in (low_space(99 * mega, 1000 * mega) or "")
    assert "200 MB left" in (low_space(200 * mega, 50_000 * mega) or "")
    assert low_space(0, 0) is None


def test_the_login_uid_is_the_kernels(tmp_path: Path) -> None:
    source = tmp_path / "loginuid"
    source.write_text("1001\n")
    assert login_uid(source) == 1001
    for text in ("4294967295\n", "", "none", "-1"):
        source.write_text(text)
        assert login_uid(source) == os.getuid()
    assert login_uid(tmp_path / "absent") == os.getuid()


def test_a_uid_without_a_name_is_said_so() -> None:
    assert login_name(4_000_000_123) == "uid 4000000123"
    assert login_name(os.getuid())


def test_how_the_session_came() -> None:
    assert session_via(None) == session_via("") == "local"
    assert session_via("192.0.2.7 50000 192.0.2.1 22") == "ssh 192.0.2.7, unverified"
    assert session_via("fe80::1%eth0 1 2 3") == "ssh fe80::1%eth0, unverified"
    assert "unreadable" in session_via("\x1b[31mroot 1 2 3")


def test_no_variable_sets_the_actor(monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_actor()
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER", "SUDO_UID"):
        monkeypatch.setenv(name, "somebody")
    assert current_actor() == before


def test_without_an_actor_or_a_clock_the_real_ones_act(tmp_path: Path) -> None:
    with create_register(tmp_path / "register", "Board") as made:
        change = Transaction("add", (Insert("leads", "nurse", {}),))
        saved = made.transact(lambda _state: change)
        assert isinstance(saved, Saved)
        assert saved.entry.login == current_actor().login and saved.entry.uid == current_actor().uid
        assert saved.entry.t >= made.header.t > 1_700_000_000_000


def test_a_busy_register_is_refused_naming_the_holder(register: Register) -> None:
    holding = "\n".join(
        (
            "import sys",
            "from pathlib import Path",
            "from auditrack.model.change import Actor",
            "from auditrack.register.lock import WriteLock",
            "with WriteLock(Path(sys.argv[1]), Actor('c.clerk')):",
            "    print('held', flush=True)",
            "    sys.stdin.read()",
        )
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(register.path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        impatient = WriteLock(register.path / "lock", register.actor, patience=0.05)
        with pytest.raises(RefusedError) as refused, impatient:
            pass
        refusal = refused.value.refusal
        assert refusal.code == "busy"
        assert f"c.clerk (process {holder.pid})" in refusal.message
        holder.stdin.close()
        holder.wait()
        with impatient:
            pass
        impatient.close()


def test_a_lock_file_that_was_removed_is_made_again(register: Register) -> None:
    other = open_register(register.path)
    for number in range(3):
        (register.path / "lock").unlink()
        for handle in (register, other):
            ref = f"l{number}-{id(handle)}"
            change = Transaction("add", (Insert("leads", ref, {}),))
            assert isinstance(handle.transact(lambda _state, change=change: change), Saved)
    other.close()
    register.poll()
    assert register.head.number == 6
    assert register.verify().chain
