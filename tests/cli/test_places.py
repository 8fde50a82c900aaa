"""A register in a database, by its address: as typed, as set, confined, and never a password."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from auditrack.cli import confined
from auditrack.model.change import RefusedError
from auditrack.register import create_register, host_log
from auditrack.register.postgres.address import parse_address
from auditrack.register.postgres.upgrading import upgrade

SECRET = "heron-on-the-weir"


@pytest.fixture
def database(postgresql):
    """The address of an empty database, and nothing set that names a register."""
    name = postgresql.new_database()
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
def boards(database, ask_nothing):
    """Two boards in one database; `heron` has one review."""
    for name, board in (("heron", "Heron Board"), ("wren", "Wren Board")):
        made = ask_nothing("init", f"{database}&organisation={name}", "--board", board, "--json")
        assert made.code == 0, made.err
    added = ask_nothing(
        "--register", database, "--organisation", "heron",
        "review", "add", "child-elm", "--title", "Child Elm",
    )  # fmt: skip
    assert added.code == 0, added.err
    return database


def titles(answer) -> list[str]:
    assert answer.code == 0, answer.err
    return [row["title"] for row in answer.json]


def test_it_is_found_before_and_after_the_noun_and_by_what_is_set(
    boards, ask_nothing, monkeypatch, tmp_path
):
    listed = ("review", "list", "--json")
    heron = f"{boards}&organisation=heron"
    assert titles(ask_nothing("--register", heron, *listed)) == ["Child Elm"]
    assert titles(ask_nothing(*listed, "--register", heron)) == ["Child Elm"]
    assert titles(ask_nothing(*listed, "--register", boards, "--organisation", "wren")) == []
    # The flag is stronger than the address, and the address than what is set.
    monkeypatch.setenv("AUDITRACK_ORGANISATION", "wren")
    assert titles(ask_nothing("--register", heron, *listed)) == ["Child Elm"]
    assert titles(ask_nothing("--register", boards, *listed)) == []
    monkeypatch.setenv("AUDITRACK_REGISTER", boards)
    assert titles(ask_nothing("--organisation", "heron", *listed)) == ["Child Elm"]
    monkeypatch.delenv("AUDITRACK_ORGANISATION")
    answer = ask_nothing(*listed)
    assert answer.code == 1 and answer.refusal["code"] == "which-organisation"
    assert "heron, wren" in answer.refusal["todo"]
    monkeypatch.delenv("AUDITRACK_REGISTER")
    config = tmp_path / "home" / ".config" / "auditrack" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'register = "{heron}"\n')
    assert titles(ask_nothing(*listed)) == ["Child Elm"]


def test_a_folder_has_no_organisation(ask_nothing, tmp_path, monkeypatch):
    folder = tmp_path / "register"
    answer = ask_nothing("init", str(folder), "--board", "Elm Board", "--organisation", "elm")
    assert answer.code == 1 and "A folder holds one board" in answer.err and not folder.exists()
    # What is only set for databases does not stand in a folder's way.
    monkeypatch.setenv("AUDITRACK_ORGANISATION", "elm")
    assert ask_nothing("init", str(folder), "--board", "Elm Board").code == 0
    answer = ask_nothing("--register", str(folder), "organisation", "list", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "no-database"


def test_a_board_is_made_in_a_database_as_in_a_folder(database, ask_nothing):
    answer = ask_nothing(
        "init", database, "--board", "Wren Adults Board", "--nation", "wales", "--scope", "adults",
        "--json",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert answer.json["path"].endswith("&organisation=wren-adults-board")
    place = ("--register", answer.json["path"])
    settings = ask_nothing(*place, "settings", "list", "--json").json
    assert "wales" in json.dumps(settings) and "adults" in json.dumps(settings)
    again = ask_nothing("init", answer.json["path"], "--board", "Wren Adults Board", "--json")
    assert again.code == 1 and again.refusal["code"] == "exists"
    listed = ask_nothing("organisation", "list", "--register", database, "--json")
    assert listed.json == [
        {"organisation": "wren-adults-board", "board": "Wren Adults Board", "entries": 1}
    ]
    shared = ask_nothing(
        "init", database, "--organisation", "other", "--board", "B", "--shared", "--group", "root",
        "--json",
    )  # fmt: skip
    assert shared.code == 1 and shared.refusal["code"] == "not-with-a-database"
    assert len(ask_nothing("organisation", "list", "--register", database, "--json").json) == 1


def test_a_demonstration_is_made_in_a_database(database, ask_nothing):
    answer = ask_nothing("demo", database, "--no-open", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["path"].endswith("&organisation=demonstration")
    assert answer.json["recommendations"] > 100
    place = answer.json["path"]
    assert ask_nothing("--register", place, "verify", "--json").json["ok"]
    ask_nothing("init", f"{database}&organisation=own", "--board", "Own Board")
    answer = ask_nothing("demo", f"{database}&organisation=own", "--no-open", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "not-made-up"


def test_older_and_newer_tables_are_told_and_brought_up(boards, ask_nothing, postgresql):
    name = boards.partition("///")[2].partition("?")[0]
    address = parse_address(boards)
    assert ask_nothing("organisation", "upgrade", "--register", boards, "--json").json == {
        "was": 1,
        "now": 1,
        "indexed": False,
    }
    postgresql.psql("UPDATE auditrack.versions SET version = 0", database=name)
    heron = f"{boards}&organisation=heron"
    answer = ask_nothing("--register", heron, "review", "list", "--json")
    assert answer.refusal["code"] == "older-schema" and "version 0" in answer.refusal["message"]
    answer = ask_nothing("--register", boards, "organisation", "upgrade", "--json")
    assert answer.code == 1 and "knows no way" in answer.refusal["message"]
    # A step that fails half-way leaves the version as it was, and everything else.
    colour = "ALTER TABLE auditrack.heads ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'"
    with pytest.raises(RefusedError, match="fault 22012"):
        upgrade(address, "officer", "1", {0: (colour, "SELECT 1 / 0")})
    assert "colour" not in str(postgresql.psql("SELECT * FROM auditrack.heads", database=name))
    assert upgrade(address, "officer", "1", {0: (colour,)}) == (0, 1, False)
    assert postgresql.psql("SELECT DISTINCT colour FROM auditrack.heads", database=name) == [
        ("green",)
    ]
    assert titles(ask_nothing("--register", heron, "review", "list", "--json")) == ["Child Elm"]
    postgresql.psql("INSERT INTO auditrack.versions VALUES (7, '9.0')", database=name)
    for words in (("review", "list"), ("organisation", "upgrade")):
        answer = ask_nothing("--register", heron, *words, "--json")
        assert answer.code == 1 and answer.refusal["code"] == "newer-format"


def test_no_password_is_ever_shown(boards, ask_nothing, installed, monkeypatch, tmp_path):
    said: list[str] = []
    lines: list[str] = []
    monkeypatch.setattr(host_log, "send", lambda _, line: lines.append(line))
    _, _, rest = boards.partition("///")
    with_password = f"postgresql://postgres:{SECRET}@/{rest}&organisation=heron"
    in_query = f"{boards}&organisation=heron&password={SECRET}"
    gone = with_password.replace("%2F", "%2Fnowhere", 1)
    for address in (with_password, in_query):
        for words in (
            ("review", "list"),
            ("settings", "list"),
            ("doctor",),
            ("verify",),
            ("organisation", "list"),
            ("review", "show", "nobody"),
            ("review", "list", "--organisation", "No Such"),
            ("review", "list", "--organisation", "no-such"),
            ("history", "--as-recorded", "77"),
            ("report", "progress", "--out", str(tmp_path / "nowhere" / "report.docx")),
        ):
            for form in ((), ("--json",)):
                answer = ask_nothing("--register", address, *words, *form)
                said += [answer.out, answer.err]
                assert "the list of processes" in answer.err
    for words in (
        ("--register", gone, "review", "list"),
        ("init", gone, "--board", "B"),
        ("init", with_password, "--board", "B"),
        ("demo", gone, "--no-open"),
        ("--register", f"{with_password}&port=x%zz", "review", "list"),
        ("--register", f"{with_password}&nosuchpart=1", "review", "list"),
    ):
        answer = ask_nothing(*words)
        said += [answer.out, answer.err]
        assert answer.code
    for words in (
        (with_password, "review", "list"),
        (f"--registre={in_query}", "review", "list"),
        ("review", "list", with_password),
    ):
        answer = installed(*words)
        said += [answer.out, answer.err]
        assert answer.code == 2 and answer.err
    # What is set is not to be seen by others, and needs no warning.
    monkeypatch.setenv("AUDITRACK_REGISTER", with_password)
    answer = ask_nothing("review", "list")
    assert answer.code == 0 and "processes" not in answer.err
    state = [path.read_text() for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert lines and SECRET not in "".join([*said, *lines, *state, repr(parse_address(in_query))])


def test_a_confined_session_stays_in_its_organisation(boards, ask_nothing, postgresql, monkeypatch):
    line = ("--confined", "--register", f"{boards}&organisation=wren")
    monkeypatch.setenv("AUDITRACK_ORGANISATION", "heron")
    monkeypatch.setenv("AUDITRACK_REGISTER", f"{boards}&organisation=heron")

    def over_ssh(command: str, line=line):
        monkeypatch.setenv(confined.ORIGINAL, command)
        return ask_nothing(*line)

    assert titles(over_ssh("auditrack review list --json")) == []
    for command in (
        f"auditrack --register {boards} review list",
        f"auditrack review list --register '{boards}&organisation=heron'",
        "auditrack --organisation heron review list",
        "auditrack review list --organisation heron",
        "auditrack organisation list",
        f"auditrack demo {boards} --no-open",
        f"auditrack init '{boards}&organisation=third' --board Third",
    ):
        answer = over_ssh(command)
        assert (answer.code, answer.out) == (1, ""), command
    assert len(ask_nothing("organisation", "list", "--register", boards, "--json").json) == 2
    # An address that leaves the host out would be filled in from what an officer may set.
    bare = boards.partition("?")[0] + "?organisation=wren"
    monkeypatch.setenv("PGHOST", str(postgresql.folder))
    monkeypatch.setenv("PGUSER", "postgres")
    assert titles(ask_nothing("--register", bare, "review", "list", "--json")) == []
    answer = over_ssh("auditrack review list", ("--confined", "--register", bare))
    assert answer.code == 1 and "could not be opened" in answer.err


def test_what_a_database_does_not_need_is_not_loaded(tmp_path, database):
    with create_register(tmp_path / "register", "Elm Board"):
        pass
    telling = (
        "import sys\n"
        "if sys.argv.pop(1) == 'absent': sys.modules['psycopg'] = None\n"
        "from auditrack.cli.main import main\n"
        "try: main()\n"
        "finally: print('psycopg' in sys.modules, file=sys.stderr)\n"
    )

    def run(*words: str):
        return subprocess.run(
            [sys.executable, "-c", telling, *words], capture_output=True, text=True, check=False
        )

    folder = run("here", "--register", str(tmp_path / "register"), "review", "list", "--json")
    assert (folder.returncode, folder.stdout, folder.stderr.split()[-1]) == (0, "[]\n", "False")
    for words in (("review", "list"), ("organisation", "list"), ("doctor",)):
        answer = run("absent", "--register", f"{database}&organisation=wren", *words)
        assert answer.returncode == 1 and answer.stdout == ""
        assert 'pipx install "auditrack[postgres]"' in answer.stderr
        assert "Traceback" not in answer.stderr
    answer = run("absent", "init", f"{database}&organisation=wren", "--board", "B")
    assert answer.returncode == 1 and "auditrack[postgres]" in answer.stderr


def test_the_doctor_looks_at_a_database(boards, ask_nothing, postgresql):
    name = boards.partition("///")[2].partition("?")[0]
    answer = ask_nothing("--register", f"{boards}&organisation=heron", "doctor", "--json")
    found = {one["name"]: one for one in answer.json["conditions"]}
    assert answer.code == 1 and "heron-on" not in answer.out
    assert found["database"]["well"] and found["tables"]["well"] and found["organisation"]["well"]
    assert "Heron Board" in found["organisation"]["seen"]
    assert "socket" in found["the way there"]["seen"]
    assert "fsync and full_page_writes off" in found["durability"]["seen"]  # the tests' server
    assert "superuser" in found["role"]["seen"] and found["role"]["well"] is False
    assert found["backups"]["well"] is None
    assert {"server", "rights", "clocks", "searching", "home", "time service"} <= found.keys()
    # A role of one's own, which may read and add and nothing else.
    postgresql.psql(f'CREATE ROLE "reed_{name}" LOGIN')
    for what in (
        f'GRANT USAGE ON SCHEMA auditrack TO "reed_{name}"',
        f'GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA auditrack TO "reed_{name}"',
    ):
        postgresql.psql(what, database=name)
    own = boards.replace("user=postgres", f"user=reed_{name}")
    answer = ask_nothing("--register", f"{own}&organisation=heron", "doctor", "--json")
    found = {one["name"]: one for one in answer.json["conditions"]}
    assert found["role"]["well"] is True and f"You are reed_{name} to" in found["role"]["seen"]
    assert found["rights"] == {
        "name": "rights",
        "well": True,
        "seen": "Your role may read it and save to it.",
        "todo": None,
    }
    # One that may nothing is told so, and sees no board's name.
    postgresql.psql(f'REVOKE ALL ON ALL TABLES IN SCHEMA auditrack FROM "reed_{name}"',
                    database=name)  # fmt: skip
    answer = ask_nothing("--register", f"{own}&organisation=heron", "doctor")
    assert answer.code == 1 and "Heron Board" not in answer.out
    assert "does not allow your role to" in " ".join(answer.out.split())
    postgresql.psql(f'DROP OWNED BY "reed_{name}"', database=name)
    postgresql.psql(f'DROP ROLE "reed_{name}"')
    # Nothing there to look at is a sentence as well.
    nowhere = boards.replace("host=", f"host={Path('/nowhere')}", 1)
    answer = ask_nothing("--register", nowhere, "doctor")
    assert answer.code == 1 and "LOOK database" in answer.out
