"""Who wrote an entry is the kernel's word: variables, names and namespaces do not change it."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditrack.register.identity import current_actor, is_made_up

FORGED = {
    "USER": "chair",
    "LOGNAME": "chair",
    "USERNAME": "chair",
    "SUDO_USER": "chair",
    "SUDO_UID": "4242",
    "AUDITRACK_ACTOR": "chair",
    "AUDITRACK_LOGIN": "chair",
    "AUDITRACK_NOW": "0",
    "HOME": "/home/chair",
}


def last(installed, board):
    env = {"AUDITRACK_REGISTER": str(board)}
    return installed("history", "--json", env=env).json[-1]


def test_no_variable_makes_somebody_else(board, installed, tmp_path):
    env = {**FORGED, "AUDITRACK_REGISTER": str(board), "XDG_STATE_HOME": str(tmp_path / "state")}
    assert installed("agency", "add", "Probation", env=env).code == 0
    entry, actor = last(installed, board), current_actor()
    assert (entry["who"], entry["uid"]) == (actor.login, actor.uid)
    assert entry["t"] > 1_700_000_000_000


@pytest.mark.parametrize("forged", ["127.0.0.1 1 127.0.0.1 22", "\x1b[2Jchair", "chair, verified"])
def test_an_address_is_only_ever_said_unverified(board, installed, forged):
    env = {"SSH_CONNECTION": forged, "AUDITRACK_REGISTER": str(board)}
    assert installed("agency", "add", "Probation", env=env).code == 0
    via = last(installed, board)["via"]
    assert via.startswith("ssh") and "unverified" in via and "\x1b" not in via


def test_no_option_names_an_actor_or_a_time():
    from typer.main import get_command

    from auditrack.cli.main import NOUNS, app

    front = get_command(app)
    taken = {
        option
        for noun in NOUNS
        for command in [front.get_command(None, noun)]
        for one in [command, *getattr(command, "commands", {}).values()]
        for parameter in one.params
        for option in parameter.opts
    }
    assert not taken & {"--actor", "--user", "--as", "--uid", "--now", "--clock", "--time"} - {
        "--as"
    }


def test_the_map_of_uids_tells_a_namespace_from_the_host(tmp_path):
    source = tmp_path / "uid_map"
    for text, made_up in (
        ("         0          0 4294967295\n", False),
        ("      1005       1000          1\n", True),
        ("         0       1000          1\n         1     100000      65536\n", True),
        ("         0          0       1000\n", True),
        ("rubbish", False),
    ):
        source.write_text(text)
        assert is_made_up(source) == made_up, text
    assert not is_made_up(tmp_path / "absent")


def test_a_session_in_a_namespace_of_its_own_making_is_marked(board, tmp_path):
    unshare = shutil.which("unshare")
    other = next(one for one in pwd.getpwall() if one.pw_uid != os.getuid())
    run = [unshare or "", "--user", f"--map-user={other.pw_uid}"]
    if not unshare or subprocess.run([*run, "true"], capture_output=True).returncode:
        pytest.skip("this machine lets nobody make a user namespace")
    code = (
        "from auditrack.register.identity import current_actor; a = current_actor(); "
        "print(a.login, a.is_verified, a.via)"
    )
    folder = Path(__file__).parents[2]
    answer = subprocess.run(
        [*run, sys.executable, "-c", code], capture_output=True, text=True, cwd=folder
    )
    assert answer.returncode == 0, answer.stderr
    login, verified, via = answer.stdout.split(" ", 2)
    assert verified == "False" and "user namespace, login unverified" in via
    assert login == other.pw_name or current_actor().login == login


def test_with_no_roles_set_the_screen_says_so(ask):
    assert "every login holds every role" in ask("role", "list").err
    me = current_actor().login
    assert ask("role", "set", me, "administrator").code == 0
    assert "every login" not in ask("role", "list").err


def test_a_role_for_a_login_that_the_host_does_not_know_is_said(ask):
    me = current_actor().login
    known = ask("role", "set", me, "administrator", "chair")
    assert "does not know" not in known.err
    assert "does not know" in ask("role", "set", "nobody-of-that-name", "officer").err
