"""A board with a secret of each kind in every field that can hold text, and how to look for them.

What may be public of a board is told here again, and not read from the code that decides it.
"""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
from click.testing import Result
from typer.testing import CliRunner

from auditrack.analysis.disclosure import Watched, hits_in
from auditrack.cli.main import app
from auditrack.commands.command import Command
from auditrack.commands.disclosure import AddWatchNames, ReleaseHit
from auditrack.commands.erasure import FILE, FREE_TEXT
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.right_of_reply import AnswerComment, CommentOnPublication
from auditrack.commands.run import run as run_command
from auditrack.model.change import Actor, Insert, Saved, Transaction, Update
from auditrack.model.heading_sets import shipped
from auditrack.model.refs import SERIAL_PREFIXES
from auditrack.model.words import CHOSEN, TOLD
from auditrack.register import Register, open_register
from auditrack.register.identity import current_actor
from auditrack.views.export_fields import KINDS, kind_of

NAME = "Quillan Marrowby"
"""The name on the watch-list."""

CANARY = "zorblatt"
"""A word of no kind at all: that it does not leave, no check sees to."""

SECRETS: Mapping[str, str] = {
    "nhs-number": "NHS number 999 047 3218",
    "date-of-birth": "born on 14 March 2011",
    "postcode": "FE5 7QX",
    "telephone": "020 7946 0018",
    "email": "m.quill@example.org",
    "worker-code": "PSO47",
    "numbered-place": "Surgery 47",
    "watched-name": NAME,
    "place-age-date": "a boy of 14 from Bramblewick on 3 March 2019",
    "small-count": "3 of the 43 siblings",
}
"""A secret of each kind that stands in words."""

CORES: Mapping[str, str] = {
    "nhs-number": "9990473218",
    "date-of-birth": "14March2011",
    "postcode": "FE57QX",
    "telephone": "02079460018",
    "email": "m.quill@example.org",
    "worker-code": "PSO47",
    "numbered-place": "Surgery47",
    "watched-name": "QuillanMarrowby",
    "place-age-date": "Bramblewick",
    "small-count": "43siblings",
    "canary": CANARY,
}
"""What of each is looked for, in texts without their spaces and in any case."""

EVERYTHING = f"{CANARY}: {'; '.join(SECRETS.values())}."
"""A text that holds them all."""

KINDS_ALONE = f"{'; '.join(SECRETS.values())}."
"""The same without the word of no kind."""

CHAIR = Actor("s.oyelaran", None, "local")
OTHER = Actor("g.trevanion", None, "local")
AUTHOR = Actor(f"{CANARY}.author", None, "local")

ROLES: Mapping[str, tuple[str, ...]] = {
    CHAIR.login: ("chair", "author", "officer"),
    OTHER.login: ("chair", "author", "officer"),
    AUTHOR.login: ("chair", "author"),
}

WAYS: Mapping[str, tuple[str, ...]] = {
    "annual": ("report", "annual", "--public"),
    "themes": ("report", "themes", "--public"),
    "response": ("report", "response", "child-willow", "--public"),
    "record": ("publish",),
}
"""Each public way out, by the kind of publication that it is of."""

PUBLIC: Mapping[str, frozenset[str]] = {
    "board": frozenset({"name", "predecessors", "nation", "scope", "year_start"}),
    "agencies": frozenset({"name"}),
    "reviews": frozenset({"title", "delay_public"}),
    "findings": frozenset({"label", "text", "public_wording"}),
    "recommendations": frozenset({"label", "text", "public_wording"}),
    "replies": frozenset({"public_wording"}),
    "decisions": frozenset({"public_wording"}),
    "actions": frozenset({"public_wording"}),
    "evidence": frozenset({"public_wording"}),
    "themes": frozenset({"name"}),
}
"""Fields whose words are meant to be public, where what they stand in is."""

ALSO: Mapping[str, tuple[str, ...]] = {
    "actions": ("label",),
    "board": ("marking",),
    "decisions": ("by",),
    "evidence": ("edited_by",),
    "findings": ("shared_ref",),
    "exports": ("marking", "period"),
    "imports": ("format",),
    "leads": ("title", "logins"),
    "meetings": ("keyed_by",),
    "other_boards": ("lexicon",),
    "recommendations": ("shared_ref",),
    "releases": ("by",),
    "reviews": ("shared_by", "shared_ref"),
    "subgroups": ("title",),
    "theme_links": ("lexicon",),
    "updates": ("by",),
}
"""Fields that hold text besides what people type freely."""

# The board ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SecretBoard:
    """A register in a folder, and its commands in this process."""

    folder: Path

    def run(self, *words: str) -> Result:
        """A command; whatever it says, it prints no traceback."""
        line = ["--register", str(self.folder), *words]
        result = CliRunner().invoke(app, line, prog_name="auditrack")
        assert b"Traceback" not in result.stdout_bytes + result.stderr_bytes
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def done(self, *words: str) -> str:
        """A command that succeeds; its standard output."""
        result = self.run(*words)
        assert result.exit_code == 0, f"{words}: {result.stderr}"
        return result.stdout

    def write(self, way: str, out: Path, *options: str) -> Result:
        return self.run(*WAYS[way], "--out", str(out), *options)

    def act(self, command: Command, actor: Actor = CHAIR) -> Saved:
        with open_register(self.folder, actor) as register:
            saved = run_command(register, command)
        assert isinstance(saved, Saved), str(saved)
        return saved

    def put(self, *ops: Insert | Update, why: str = "Put there.") -> None:
        """Write through the register's own door, past what commands would refuse."""
        with open_register(self.folder, CHAIR) as register:
            saved = register.transact(lambda _: Transaction("import", ops, why=why))
        assert isinstance(saved, Saved), str(saved)

    def copy(self, folder: Path) -> "SecretBoard":
        shutil.copytree(self.folder, folder)
        return SecretBoard(folder)

    def sign(self, publication: str, *actors: Actor) -> None:
        for actor in actors or (CHAIR, OTHER):
            self.act(SignOffPublication(publication, "Agreed with all agencies."), actor)

    def prepare(self, way: str, *options: str) -> str:
        """A publication of a way out that is signed off, of the record as it stands now."""
        if way == "response" and "--review" not in options:
            options = (*options, "--review", "child-willow")
        ref = self.done("publication", "prepare", way, *options).strip().splitlines()[0]
        self.sign(ref)
        return ref

    def release_own(self, way: str, out: Path) -> None:
        """Release what the check stops of the demonstration's own words; never a secret."""
        for _ in range(12):
            result = self.write(way, out, "--json")
            if result.exit_code == 0:
                shutil.rmtree(out) if out.is_dir() else out.unlink()
                return
            told = refusal(result)
            assert told["code"] == "disclosure", told
            for kind, mark in stopped_in(told):
                assert (kind, mark) not in FINGERPRINTS, f"a secret reached {way}: {kind}"
                self.act(ReleaseHit(kind, fingerprint=mark, reason="It is in the demonstration."))
        raise AssertionError("the demonstration's own words are never released")


def refusal(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(result.stderr.strip().splitlines()[-1])
    return told


def stopped_in(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The kind and the fingerprint of each thing that a refusal names."""
    said = "\n".join(told["details"])
    return re.findall(r"--kind ([a-z-]+) --fingerprint ([0-9a-f]{64})", said)


def _fingerprints() -> frozenset[tuple[str, str]]:
    found = hits_in(EVERYTHING, (Watched(NAME, "child", "child-willow"),))
    marks = frozenset((one.kind, one.fingerprint) for one in found)
    assert {kind for kind, _ in marks} == set(SECRETS)
    return marks


FINGERPRINTS = _fingerprints()


def make_secret_board(demonstration: Path, folder: Path) -> None:
    """The demonstration with every secret in every internal field, and the same without them.

    Each has a publication of every way out, signed off, with what the check stops of the
    demonstration's own words released.
    """
    board = SecretBoard(demonstration).copy(folder / "register")
    for ref in ("child-willow", "child-ash"):
        board.act(AddWatchNames(ref, (NAME,), "child"), CHAIR)
    own = current_actor().login
    for login, roles in ((own, ("author", "officer", "administrator")), *ROLES.items()):
        board.put(Insert("roles", login, {"roles": roles}))
    clean = board.copy(folder / "clean")
    board.put(
        Insert("themes", f"own_{CANARY}", {"name": EVERYTHING, "definition": EVERYTHING}),
        Insert("theme_links", "tl-9001", {
            "of": "child-willow/1", "theme": f"own_{CANARY}", "status": "suggested",
            "because": EVERYTHING,
        }),
    )  # fmt: skip
    board.put(*planting_of(board), why=EVERYTHING)
    for one in (board, clean):
        for way in WAYS:
            options = ("--review", "child-willow") if way == "response" else ()
            ref = one.done("publication", "prepare", way, *options).strip().splitlines()[0]
            if one is board:
                _comment(board, ref, folder / f"papers-{way}")
            one.sign(ref, AUTHOR, CHAIR)
            one.release_own(way, folder / f"first-{way}")


def _comment(board: SecretBoard, publication: str, papers: Path) -> None:
    """Send the first two agencies their part; one comments with secrets, and is answered only."""
    with open_register(board.folder, read_only=True) as register:
        rows = register.index("agency_comments", "publication").get(publication, ())[:2]
    for row in rows:
        agency = str(row["agency"])
        # A working paper bears the board's marking, and this one's holds secrets too.
        board.done("publication", "send", publication, "--agency", agency, "--out", str(papers),
                   "--marking", "For the agency named")  # fmt: skip
    for row in rows[:1]:
        board.act(CommentOnPublication(publication, str(row["agency"]), EVERYTHING), AUTHOR)
        board.act(AnswerComment(str(row["ref"]), "We thank the agency."), AUTHOR)


def planting_of(board: SecretBoard) -> Iterator[Insert | Update]:
    """The secrets in every field that holds text and is not meant to be public.

    Of every table there is then a record that stands and, where it has the field, one that was
    withdrawn, in which every field that can be worded for the public holds them too.
    """
    said = json.loads(board.done("publication", "withheld", "--json"))
    withheld = frozenset(one["ref"] for one in said["withheld"])
    assert withheld
    with open_register(board.folder, read_only=True) as register:
        for table in sorted(KINDS.keys() - {"watch_names", "roles"}):
            found = register.select(table)
            for one in found:
                fields = {
                    name: _with_secret(table, name, one)
                    for name in texts_of_table(table)
                    if (name != "withdrawn_why" or one.get("withdrawn_on"))
                    and (
                        name not in PUBLIC.get(table, ())
                        or _is_internal(register, table, name, one, withheld)
                    )
                }
                if fields:
                    yield Update(table, str(one["ref"]), fields)
            made = found[0] if found else NEW.get(table)
            if made is None:
                continue
            if not found:
                yield Insert(table, str(made["ref"]), _all_secret(table, made))
            if "withdrawn_on" in _types_of(table) and table not in ("reviews", "agency_comments"):
                taken_back = {**made, "withdrawn_on": "2001-01-01"}
                yield Insert(table, _another(table, made), _all_secret(table, taken_back))
    for number, one in enumerate(shipped()):
        fields = {"set": one.ref, "by": EVERYTHING, "on": "2026-11-20", "source": EVERYTHING}
        yield Insert("heading_checks", f"hck-{9100 + number}", fields)


NEW: Mapping[str, Mapping[str, Any]] = {
    "heading_sets": {"ref": "hds-9001", "nation": "wales", "scope": "adults"},
    "headings": {"ref": "hdg-9001", "set": "hds-9001", "order": 1, "fills": ("members",)},
    "interests": {"ref": "int-9001", "meeting": "mtg-9001", "about": "child-willow/1"},
    "meeting_items": {
        "ref": "mit-9001", "meeting": "mtg-9001", "on_ref": "child-willow/1", "kind": "decision",
    },
    "meetings": {"ref": "mtg-9001", "date": "2026-05-01", "status": "ended"},
    "other_board_themes": {
        "ref": "obt-9001", "other_board": "oth-9001", "theme": "neglect", "reviews": 47,
    },
    "other_boards": {"ref": "oth-9001", "register": "47", "as_at": "2026-05-01"},
    "phrases": {"ref": "phr-9001", "theme": "neglect"},
    "presences": {"ref": "prs-9001", "meeting": "mtg-9001"},
    "reminders": {"ref": "rem-9001", "form": "ret-9001", "on": "2026-05-01"},
    "return_forms": {"ref": "ret-9001", "agency": "childrens-services",
                     "asks": ("child-willow/1",)},
    "return_questions": {"ref": "rq-9001", "form": "ret-9001", "about": "child-willow/1"},
    "sheet_words": {"ref": "shw-9001", "means": "done"},
}  # fmt: skip
"""A record of each table with text in it of which the demonstration has none."""


def texts_of_table(table: str) -> tuple[str, ...]:
    """The fields of a table that are planted."""
    names = (*FREE_TEXT.get(table, ()), *ALSO.get(table, ()))
    return tuple(name for name in names if name != FILE and name in _types_of(table))


def _types_of(table: str) -> Mapping[str, str]:
    kind = kind_of(table)
    assert kind is not None
    return {field.encode_name: str(field.type) for field in msgspec.structs.fields(kind)}


def _with_secret(table: str, name: str, one: Mapping[str, Any]) -> Any:
    before = one.get(name)
    if name == "case_id":
        return f"{before or one['ref']} {EVERYTHING}"  # documents of one case stay of one
    if before in _CODES.get(name, ()):
        return before  # a code there says something that the copy tells, and no more
    if "tuple" in _types_of(table)[name]:
        return (*(before or ()), EVERYTHING)
    return f"{before} {EVERYTHING}" if before else EVERYTHING


_CODES: Mapping[str, Collection[str]] = {"chosen": CHOSEN, "whom": TOLD}


def _all_secret(table: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record, each that can hold text with the secrets in it."""
    fields = {name: value for name, value in one.items() if name not in ("ref", "rev")}
    texts = (*texts_of_table(table), *PUBLIC.get(table, ()))
    return {**fields, **{name: _with_secret(table, name, one) for name in texts}}


def _another(table: str, one: Mapping[str, Any]) -> str:
    """A reference that none of the table's records has."""
    if table in SERIAL_PREFIXES:
        return f"{SERIAL_PREFIXES[table]}-9777"
    return f"{one['ref']}-9777" if "review" not in one else f"{one['review']}/9777"


def _is_internal(
    register: Register, table: str, name: str, one: Mapping[str, Any], withheld: Collection[str]
) -> bool:
    """Whether a field that may be public is not so of this record."""
    if one.get("withdrawn_on"):
        return True
    if table == "reviews":
        return one["ref"] in withheld
    if table in ("findings", "recommendations"):
        return one["review"] in withheld or (name == "text" and bool(one.get("public_wording")))
    if table in ("replies", "decisions"):
        return str(one.get("recommendation") or one.get("on_ref")).split("/")[0] in withheld
    if table == "actions":
        served = {str(ref).split("/")[0] for ref in one.get("serves", ())}
        return bool(served) and served <= set(withheld)
    return False


# What left --------------------------------------------------------------------------------------


def texts_of(path: Path) -> Iterator[str]:
    """Every text of a file or folder that left: names, and contents in every part, as it reads."""
    files: Sequence[Path] = [path]
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file())
        yield from (one.relative_to(path).as_posix() for one in path.rglob("*"))
    for file in files:
        yield from _texts_in(file.read_bytes())


def _texts_in(content: bytes) -> Iterator[str]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield package.comment.decode("utf-8", "replace")
            for one in package.infolist():
                yield one.filename
                yield from _texts_in(package.read(one))
        return
    for coding in ("utf-8", "utf-16-le", "latin-1"):
        said = content.decode(coding, "replace")
        yield unescape(said)
        if coding == "utf-8":
            yield unescape(re.sub(r"<[^>]*>", "", said))


def secrets_in(texts: Iterable[str]) -> set[str]:
    """Which secrets some texts hold, by kind: however spaced, and in any case."""
    found: set[str] = set()
    for text in texts:
        plain = re.sub(r"[\s\u00a0\u200b-]+", "", text).casefold()
        found |= {kind for kind, core in CORES.items() if _bare(core) in plain}
    return found


def _bare(core: str) -> str:
    return core.casefold()
