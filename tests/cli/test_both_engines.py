"""Every command answers the same, whether the register is a folder or in a database.

The made-up board is written into both by the same commands, by the same clock. Then each page of
the commands is typed on both: what is printed and every file that is written must be the same but
for the register's identity, the hashes that follow from it, and the time of day.

The database enforces roles and is not the login's own; what its owner alone may do is done by the
owner. A neighbour lives in it with the same references, whose administrator this login is too: its
canaries are in nothing that is printed or written.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile, is_zipfile

import pytest
from typer.testing import CliRunner

from auditrack.cli.main import app
from auditrack.commands import run
from auditrack.commands.role import SetRoles
from auditrack.demonstration.making import CHILDREN_BOARD, history
from auditrack.demonstration.walk import Walk
from auditrack.model.change import Refusal
from auditrack.register import open_register
from auditrack.register.identity import current_actor
from auditrack.register.postgres.address import parse_address
from auditrack.register.postgres.hardening import OFFICERS, harden_database
from auditrack.register.postgres.schema import TABLES
from tests.documentation.blocks import DOCS, Line, Note, steps, words
from tests.documentation.running import FILES
from tests.made_once import made_once
from tests.neighbour import CANARY, move_in, move_out
from tests.postgresql_server import Server

PAGES = DOCS / "reference" / "commands"

APART = {
    "README": "no commands",
    "init": "makes a register: tests/cli/test_places.py",
    "demo": "makes one too",
    "restore": "makes one too",
    "move": "leads from one engine to the other",
    "exchange": "its page works in two registers: tests of several organisations",
    "organisation": "is for a database",
    "doctor": "looks at the folder or at the database",
    "verify": "speaks of a snapshot file or of tables",
    "backup": "holds a journal or tables",
    "completion": "needs no register",
    "man": "needs no register",
}

OF_THE_OWNER = ("redact", "retention")
"""Pages on which something is erased: the owner of the tables alone may, and holds a role there."""

LOGIN = current_actor().login

_IDENTITY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_HASH = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b")
_PROGRESS = re.compile(r"^.*\b\d{1,3}% of .*\n", re.MULTILINE)
_TIMES = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?|\d{8}T\d{6}Z"
    r"|\b\d\d:\d\d\b|\b1[78]\d{11}\b"
)


class Made(NamedTuple):
    """The made-up board in both, to be copied and never written to."""

    folder: Path
    server: Server
    database: str

    @property
    def next_number(self) -> int:
        """The entry that the pages speak of as the next: the one that named an administrator."""
        with open_register(self.folder, read_only=True) as register:
            return register.head.number


@pytest.fixture(scope="session")
def made(tmp_path_factory, postgresql) -> Made:
    def make(at: Path) -> None:
        database = postgresql.new_database()
        steps_taken = history()
        for place in (at / "register", f"{postgresql.url(database)}&organisation=wrenshire"):
            with Walk(place, CHILDREN_BOARD, steps_taken[0]) as walk:
                walk.through(steps_taken)
            make_administrator(place)
        move_in(postgresql, database, "wrenshire")
        postgresql.psql(f'CREATE DATABASE "{database}_empty" TEMPLATE "{database}"')
        move_out(postgresql, f"{database}_empty", "wrenshire")
        harden_database(parse_address(postgresql.url(database)))
        if not postgresql.psql("SELECT 1 FROM pg_roles WHERE rolname = %s", LOGIN):
            postgresql.psql(f'CREATE ROLE "{LOGIN}" LOGIN')
            postgresql.psql(f'GRANT {OFFICERS} TO "{LOGIN}"')
        (at / "database").write_text(database)

    at = made_once(tmp_path_factory, "both-engines", make)
    return Made(at / "register", postgresql, (at / "database").read_text())


def make_administrator(place: Path | str) -> None:
    """Give this login every role of a register."""
    with open_register(place) as register:
        assert not isinstance(run(register, SetRoles(LOGIN, ("administrator",))), Refusal)


class Side:
    """One of the two: its own folder to work in, and its own copy of the register."""

    def __init__(self, here: Path, made: Made, in_database: bool, is_owner: bool = False) -> None:
        self._here = here
        self._made = made
        self._is_owner = is_owner
        self._in_database = in_database
        self._starts = 0
        self.place = ""
        self.work = here

    def start(self, on: str) -> None:
        """Begin anew, on what the page says."""
        self._starts += 1
        self.work = self._here / str(self._starts) / "work"
        self.work.mkdir(parents=True)
        self.place = ""
        if on == "nothing":
            return  # what such lines make has a place of its own
        is_new = on == "an empty register"
        assert is_new or on == "the demonstration"
        if self._in_database:
            self._start_in_database(is_new)
            return
        self.place = str(self.work.parent / "register")
        if is_new:
            self._begin()
        else:
            shutil.copytree(self._made.folder, self.place)

    def _start_in_database(self, is_new: bool) -> None:
        server = self._made.server
        database = f"{self._made.database}_{os.getpid()}_{self._starts}_{id(self)}"
        template = f"{self._made.database}{'_empty' if is_new else ''}"
        server.psql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        self.place = server.url(database, organisation="wrenshire")
        if is_new:
            self._begin()
            harden_database(parse_address(self.place))
        if self._is_owner:
            for table in TABLES:
                server.psql(f'ALTER TABLE auditrack.{table} OWNER TO "{LOGIN}"', database=database)
        self.place = server.url(database, user=LOGIN, organisation="wrenshire")

    def _begin(self) -> None:
        assert self.ask(["init", self.place, "--board", "Fernshire Board"])[0] == 0
        make_administrator(self.place)

    def after_the_first(self, word: str) -> str:
        """A word of a page; the pages count without the entry that named an administrator."""
        is_later = len(word) > 2 and word.isdecimal() and int(word) == self._made.next_number
        return str(int(word) + 1) if is_later else word

    def ask(self, arguments: list[str], given: bytes | None = None) -> tuple[int, str, bytes]:
        """Type a command; gives its exit code and both of its streams."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.work)
            patch.setenv("HOME", str(self.work.parent))
            for name in ("CONFIG", "DATA", "STATE"):
                patch.setenv(f"XDG_{name}_HOME", str(self.work.parent / name.lower()))
            patch.setenv("AUDITRACK_REGISTER", self.place)
            answer = CliRunner().invoke(app, arguments, input=given, prog_name="auditrack")
        assert answer.exception is None or isinstance(answer.exception, SystemExit), arguments
        return answer.exit_code, answer.stderr, answer.stdout_bytes

    def names(self) -> dict[str, str]:
        """Each hash and identity of this register, with what it is called in both."""
        if not self.place:
            return {}
        known = {self.place: "the register", str(self._here): "their folder"}
        for path in self.work.rglob("*"):
            if path.is_file():
                known[sha256(path.read_bytes()).hexdigest()] = f"what {path.name} holds"
        with open_register(self.place, read_only=True) as register:
            known[register.header.register] = "the identity"
            for entry in register.history():
                known[entry.hash] = f"hash of entry {entry.number}"
                known[entry.hash[:12]] = f"hash of entry {entry.number}, cut"
        return known

    def files(self) -> dict[str, bytes]:
        """What lies in the folder by now, the parts of each document apart."""
        found: dict[str, bytes] = {}
        for path in sorted(self.work.rglob("*")):
            if path.is_file():
                name = str(path.relative_to(self.work))
                content = path.read_bytes()
                found.update(
                    _parts(name, _in_order(content) if path.suffix == ".jsonl" else content)
                )
        return found


def _in_order(lines: bytes) -> bytes:
    """Records with their fields by name: a database keeps those in an order of its own."""
    records = (json.loads(line) for line in lines.splitlines())
    return "\n".join(json.dumps(one, sort_keys=True) for one in records).encode()


def _parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not is_zipfile(BytesIO(content)):
        yield name, content
        return
    with ZipFile(BytesIO(content)) as whole:
        for part in whole.namelist():
            yield f"{name}/{part}", whole.read(part)


def _alike(said: str | bytes, known: dict[str, str]) -> str:
    """What was said without what must differ."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    for place in (one for one in known if "/" in one):
        text = text.replace(place, known[place])
    text = _PROGRESS.sub("", text)
    text = _HASH.sub(lambda found: known.get(found[0], found[0]), text)
    text = _IDENTITY.sub(lambda found: known.get(found[0], found[0]), text)
    return _TIMES.sub("then", text)


def pages() -> list[Path]:
    """Those of commands that are the same on both; each other one has its reason."""
    assert {one.stem for one in PAGES.glob("*.md")} >= APART.keys()
    return [one for one in sorted(PAGES.glob("*.md")) if one.stem not in APART]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_commands_of_a_page_answer_alike(page, made, tmp_path):
    folder = Side(tmp_path / "folder", made, in_database=False)
    database = Side(tmp_path / "database", made, True, page.stem in OF_THE_OWNER)
    sides = (folder, database)
    answered: list[tuple[Line, list[tuple[int, str, bytes]]]] = []
    typed = 0
    for step in steps(page.read_text(encoding="utf-8")):
        if isinstance(step, Note) and step.kind == "runs on":
            _compare(answered, sides)
            for side in sides:
                side.start(step.said)
        elif isinstance(step, Note):
            for side in sides:
                shutil.copy(FILES[step.said], side.work / step.said)
        elif isinstance(step, Line) and folder.place:
            typed += 1
            answered.append((step, [_type(side, step) for side in sides]))
    _compare(answered, sides)
    assert typed


def _type(side: Side, line: Line) -> tuple[int, str, bytes]:
    _, *rest = [current_actor().login if word == "$USER" else word for word in words(line.typed)]
    rest = [side.after_the_first(word) for word in rest]
    given, out = None, None
    if ">" in rest:
        *rest, _, out = rest
    if "<" in rest:
        *rest, _, source = rest
        given = (side.work / source).read_bytes()
    answer = side.ask(rest if out or "-" in rest else [*rest, "--json"], given)
    if out is not None:
        (side.work / out).write_bytes(answer[2])
    return answer


def _compare(answered: list[tuple[Line, list[tuple[int, str, bytes]]]], sides) -> None:
    """Nothing that was answered or written since the last start differs."""
    if not answered:
        return
    known = [side.names() for side in sides]
    for line, answers in answered:
        codes, told, printed = zip(*answers, strict=True)
        assert codes[0] == codes[1] == (0 if line.refused is None else 1), (line.typed, told)
        for one in (told, printed):
            first, second = (_alike(text, names) for text, names in zip(one, known, strict=True))
            assert first == second, line.typed
            assert CANARY not in second, line.typed
    first, second = (
        {name: _alike(content, names) for name, content in side.files().items()}
        for side, names in zip(sides, known, strict=True)
    )
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert [name for name in second if CANARY in second[name]] == []
    answered.clear()


def test_every_entry_says_the_same_in_both(made):
    """The bodies are equal to the byte, but for the hashes of states that a record was made at."""
    told = []
    for place in (str(made.folder), f"{made.server.url(made.database)}&organisation=wrenshire"):
        with open_register(place, read_only=True) as register:
            entries = list(register.history())
        known = {entry.hash: f"entry {entry.number}" for entry in entries}
        told.append([_alike(repr(entry), known) for entry in entries])
    assert len(told[0]) > 1_000
    assert told[0] == told[1]


def test_kept_files_go_the_same_ways(made, tmp_path):
    """Filed, copied out with a pack, an extract and an export, erased with a review, put back."""
    sides = (
        Side(tmp_path / "folder", made, in_database=False),
        Side(tmp_path / "database", made, in_database=True, is_owner=True),
    )
    for side in sides:
        side.start("an empty register")
        (side.work / "minutes.txt").write_bytes(b"What was agreed on 3 May.\n" * 99)
        (side.work / "second.txt").write_bytes(b"A second document.\n")
    answered: list[tuple[Line, list[tuple[int, str, bytes]]]] = []
    for number, typed in enumerate(_WITH_FILES):
        line = Line(number, f"auditrack {typed}")
        answered.append((line, [_type(side, line) for side in sides]))
    for number, typed in enumerate(_REFUSED):
        line = Line(number, f"auditrack {typed}", refused="a sentence")
        answered.append((line, [_type(side, line) for side in sides]))
    _compare(answered, sides)
    for side in sides:
        assert {one.name for one in (side.work / "pack").iterdir()} != set()
        assert len([*(side.work / "kept").iterdir()]) == 2
        assert len([*(side.work / "held").iterdir()]) == 2
        with open_register(side.place) as register:
            lost = next(iter(register.kept.names()))
            assert len(register.kept.names()) == 2
            assert register.kept.remove(lost) is None
            assert not register.verify().ok
        code, _, _ = side.ask(["verify", "--files-from", "kept", "--json"])
        assert code == 0


_WITH_FILES = (
    'review add child-elm --title "Child Elm" --published 2019-05 --practice 2017=Elm',
    "rec add child-elm --label 1 --text Listen --agency Police --theme neglect",
    "evidence add --for child-elm/1 --shows Minutes --level 3 --about 2020-02 --file minutes.txt",
    'evidence add --for child-elm/1 --shows "A second" --level 1 --file second.txt',
    "evidence show ev-1",
    "report evidence-pack neglect --out pack.docx --files pack",
    "export --about child-elm --out held.docx --files held",
    "export --format jsonl --out records.jsonl --files kept",
)

_REFUSED = (
    "evidence add --for child-elm/1 --shows Nothing --level 1 --file nowhere.txt",
    "export --about child-elm --out again.docx --files held",
)
