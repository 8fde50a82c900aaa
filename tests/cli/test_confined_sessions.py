"""`--confined`: one register, no shell, no file outside the officer's own folder."""

import json
import os
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from auditrack.cli import confined
from auditrack.cli.confined import Confinement, asked
from auditrack.cli.main import NOUNS, app
from auditrack.model.change import RefusedError
from auditrack.register import host_log


@pytest.fixture
def over_ssh(ask, board, monkeypatch):
    """Ask as sshd would have auditrack asked: by its ForceCommand line and a variable."""
    monkeypatch.delenv("AUDITRACK_REGISTER")

    def run(command: str | None, *line: str, input: str | bytes | None = None):
        with pytest.MonkeyPatch.context() as patch:
            if command is None:
                patch.delenv(confined.ORIGINAL, raising=False)
            else:
                patch.setenv(confined.ORIGINAL, command)
            return ask(*(line or ("--confined", "--register", str(board))), input=input)

    return run


def test_a_command_runs_on_the_fixed_register(over_ssh):
    answer = over_ssh("auditrack rec list --json")
    assert answer.code == 0, answer.err
    assert [row["ref"] for row in answer.json] == ["child-elm/1", "child-elm/2"]
    assert over_ssh("auditrack --json review list").json[0]["ref"] == "child-elm"
    assert over_ssh("auditrack --version").code == 0
    assert confined.confinement() is None


def test_a_change_is_written_with_its_quoted_text(over_ssh):
    text = "Audit 20 files; report back & tell > all | $(HOME) `id` * ~"
    words = f"auditrack action add child-elm/1 --what {shlex.quote(text)} --json"
    assert over_ssh(words).code == 0
    shown = over_ssh("auditrack action list --json").json
    assert text in json.dumps(shown)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("sh -c id", "confined-command"),
        ("/usr/lib/openssh/sftp-server", "confined-command"),
        ("scp -t .", "confined-command"),
        ("/tmp/auditrack rec list", "confined-command"),
        ("PATH=/tmp auditrack rec list", "confined-command"),
        ("auditrack rec list; id", "confined-words"),
        ("auditrack rec list | sh", "confined-words"),
        ("auditrack rec list > /tmp/x", "confined-words"),
        ("auditrack rec list && id", "confined-words"),
        ("auditrack rec list 'unclosed", "confined-words"),
        ("auditrack init /tmp/other --board Other", "confined-command"),
        ("auditrack --register /tmp/other rec list", "confined-register"),
        ("auditrack --confined --register /tmp/other rec list", "confined-register"),
        ("auditrack rec list --register /tmp/other", "confined-register"),
        ("auditrack rec list --register=/tmp/other", "confined-register"),
        ("auditrack demo /tmp/other --no-open", "confined-path"),
        ("auditrack import /etc/passwd --dry-run", "confined-path"),
        ("auditrack import - ../../etc/passwd --dry-run", "confined-path"),
        ("auditrack report progress --out /tmp/x.docx", "confined-path"),
        ("auditrack report progress --out=/tmp/x.docx", "confined-path"),
        ("auditrack report progress --out - --template /tmp/x.docx", "confined-path"),
        ("auditrack report evidence-pack neglect --out - --files /tmp/x", "confined-path"),
        ("auditrack evidence add --for child-elm/1 --shows S --level 1 --file /etc/passwd",
         "confined-path"),
    ],
)  # fmt: skip
def test_what_leads_out_is_refused_with_a_sentence(over_ssh, board, command, code):
    before = (board / "journal.jsonl").read_bytes()
    line = ("--json", "--confined", "--register", str(board))
    for answer in (over_ssh(command), over_ssh(command, *line)):
        assert (answer.code, answer.out) == (1, "")
        assert "Nothing was changed" in answer.err
    # A command has its own --json; what is refused before it has the line's.
    if code in ("confined-words", "confined-command") and "init" not in command:
        assert answer.refusal["code"] == code
    assert (board / "journal.jsonl").read_bytes() == before


def test_the_line_must_name_the_register(over_ssh, board, monkeypatch):
    monkeypatch.setenv("AUDITRACK_REGISTER", str(board))
    answer = over_ssh("auditrack rec list", "--confined")
    assert (answer.code, answer.out) == (1, "")
    assert "ForceCommand auditrack --confined --register PATH" in answer.err


def test_the_line_may_fix_the_command_too(over_ssh, board):
    line = ("--confined", "--register", str(board), "rec", "list", "--json")
    assert len(over_ssh("auditrack review list --json", *line).json) == 2
    answer = over_ssh(None, "--confined", "--register", str(board), "init", "x", "--board", "B")
    assert answer.code == 1 and not Path("x").exists()


@pytest.mark.parametrize("command", [None, "", "  ", "auditrack"])
def test_with_no_command_the_app_opens(over_ssh, command):
    answer = over_ssh(command)
    assert answer.code == 1  # there is no terminal here, and the app says so
    assert "The screens need" in answer.err


def test_files_travel_through_standard_input_and_output(over_ssh):
    review = "Serious Case Review: Child Rowan\n\nRecommendations\n\nRecommendation 1: Audit it.\n"
    shown = over_ssh("auditrack import - --dry-run --json", input=review)
    assert shown.code == 0, shown.err
    assert [item["label"] for item in shown.json["items"]]


def test_own_files_are_allowed_and_no_others(tmp_path):
    own, other = tmp_path / "own", tmp_path / "other"
    register = own / "register"
    for folder in (own, other, register, own / ".ssh"):
        folder.mkdir()
    (own / "out").symlink_to(other)
    (own / "file").symlink_to(other / "secret")
    (tmp_path / "in").symlink_to(own)
    within = Confinement(register, tmp_path / "in")  # the home is itself a link
    for allowed in ("-", own / "x.docx", own / "a" / ".." / "x.docx", tmp_path / "in" / "x.docx"):
        within.refuse_path(str(allowed))
    for refused in (
        other / "x.docx",
        own / ".." / "other" / "x",
        own / "out" / "x.docx",
        own / "file",
        own / ".bashrc",
        own / ".ssh" / "authorized_keys",
        register / "journal.jsonl",
        register,
        tmp_path / "own-too" / "x",
        "/dev/stdin",
        "/proc/self/environ",
    ):
        with pytest.raises(RefusedError) as error:
            within.refuse_path(str(refused))
        assert error.value.refusal.code == "confined-path"
    nowhere = Confinement(register, None)
    nowhere.refuse_path("-")
    with pytest.raises(RefusedError):
        nowhere.refuse_path(str(own / "x.docx"))


def test_a_service_account_has_no_folder_of_the_officers(monkeypatch):
    monkeypatch.setenv("HOME", "/srv")
    monkeypatch.delenv("SUDO_UID", raising=False)
    assert confined.own_folder() != Path("/srv")
    monkeypatch.setenv("SUDO_UID", "1001")
    assert confined.own_folder() is None


def share(board: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let others share the register: by its group where root can say so, else by who asks."""
    if os.geteuid() == 0:
        os.chown(board, -1, os.getegid() + 41_900)
        return
    source = tmp_path / "loginuid"
    source.write_text(str(os.getuid() + 1))
    monkeypatch.setattr("auditrack.register.identity.LOGIN_UID", source)


def is_flag(parameter: Any) -> bool:
    return bool(getattr(parameter, "is_flag", False))


def test_every_parameter_that_names_a_file_is_held_back():
    """Whatever command is added later: what takes a file or a folder is known to the door."""

    def verbs(words: str, command: Any):
        for name, one in getattr(command, "commands", {}).items():
            yield f"{words} {name}", one
        if not hasattr(command, "commands"):
            yield words, command

    front = get_command(app)
    loose = []
    for noun in NOUNS:
        if noun in confined.NEVER:
            continue
        for words, command in verbs(noun, front.get_command(None, noun)):
            held = command.callback.held_back
            for parameter in command.params:
                text = f"{parameter.help or ''} {parameter.metavar or ''}".lower()
                looks = any(word in text.split() for word in ("file", "file.", "folder", "path"))
                kept = parameter.name in ("register", "at")
                if looks and not is_flag(parameter) and not kept and parameter.name not in held:
                    loose.append(f"{words} {parameter.name}: {text}")
    assert loose == []


def test_the_words_are_those_of_a_shell_without_one():
    def words(line):
        return asked({confined.ORIGINAL: line})

    assert words("auditrack before 'a b' \"c d\" e\\ f") == ["before", "a b", "c d", "e f"]
    assert words("auditrack before '#5' #6") == ["before", "#5", "#6"]
    assert words("auditrack before ''") == ["before", ""]
    assert words("auditrack before $HOME ~ * $(id)") == ["before", "$HOME", "~", "*", "$(id)"]


def test_refusals_and_signing_in_are_told_to_the_host(over_ssh, board, monkeypatch, tmp_path):
    told: list[str] = []
    monkeypatch.setattr(host_log, "send", lambda _priority, line: told.append(line))
    share(board, monkeypatch, tmp_path)
    over_ssh("auditrack report progress --out -")
    over_ssh("sh -c 'secret text'")
    over_ssh("auditrack rec show child-elm/9")
    events = [line.split(" ", 1)[0] for line in told]
    assert events == ["sign-in", "export", "refused", "sign-in", "refused"]
    assert "door=confined" in told[0]
    assert "kind=progress entry=" in told[1] and '"not recorded"' not in told[1]
    assert "code=confined-command" in told[2] and "code=unknown-reference" in told[4]
    assert "secret" not in "".join(told) and "child-elm" not in told[4]


def test_a_look_at_an_embargoed_review_is_told_to_the_host(ask, board, monkeypatch, tmp_path):
    told: list[str] = []
    monkeypatch.setattr(host_log, "send", lambda _priority, line: told.append(line))
    share(board, monkeypatch, tmp_path)
    assert ask("review", "add", "child-oak", "--title", "Child Oak").code == 0
    assert ask("rec", "add", "child-oak", "--text", "Keep this quiet.", "--label", "1").code == 0
    told.clear()
    ask("review", "show", "child-elm")
    ask("rec", "show", "child-elm/1")
    assert told == []
    ask("review", "show", "child-oak")
    ask("rec", "show", "child-oak/1")
    assert [line.split(" ", 1)[0] for line in told] == ["embargoed-view"] * 2
    assert all("review=child-oak" in line and "quiet" not in line for line in told)
