"""`init --shared`: refusals before anything is made, and root's lines after."""

import grp
import os
import stat

MINE = grp.getgrgid(os.getegid()).gr_name


def test_an_unknown_group_is_refused_and_nothing_is_made(ask_nothing, tmp_path):
    path = tmp_path / "register"
    answer = ask_nothing(
        "init", str(path), "--board", "B", "--shared", "--group", "no-such-group", "--json"
    )
    assert (answer.code, answer.out) == (1, "")
    assert answer.refusal["code"] == "unknown-group"
    assert "groupadd no-such-group" in answer.refusal["todo"]
    assert not path.exists()


def test_shared_and_group_belong_together(ask_nothing, tmp_path):
    for words in (("--shared",), ("--group", MINE)):
        answer = ask_nothing("init", str(tmp_path / "register"), "--board", "B", *words)
        assert (answer.code, answer.out) == (1, "")
        assert not (tmp_path / "register").exists()


def test_what_needs_root_is_printed_as_lines(ask_nothing, tmp_path):
    path = tmp_path / "register"
    answer = ask_nothing("init", str(path), "--board", "B", "--shared", "--group", MINE)
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == str(path)
    assert f"usermod -aG {MINE} LOGIN" in lines
    assert f"chattr +a {path}/journal.jsonl" in lines
    assert f"Match Group {MINE}" in lines
    assert any(
        line.startswith("    ForceCommand ") and line.endswith(f"--confined --register {path}")
        for line in lines
    )
    assert any(line.startswith("useradd --system") for line in lines)
    assert answer.out.count("# It buys: ") == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o2770


def test_as_json_the_steps_are_data(ask_nothing, tmp_path):
    path = tmp_path / "register"
    told = ask_nothing(
        "init", str(path), "--board", "B", "--shared", "--group", MINE, "--json"
    ).json
    assert (told["group"], told["given"], told["why_not"]) == (MINE, True, None)
    assert all(set(step) == {"title", "buys", "lines"} for step in told["needs_root"])
    alone = ask_nothing("init", str(tmp_path / "own"), "--board", "B", "--json").json
    assert set(alone) == {"path", "board", "register", "entry"}
