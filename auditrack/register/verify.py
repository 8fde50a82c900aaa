"""Verification: every line followed, every change checked against what the record was."""

from pathlib import Path

import msgspec

from auditrack.model.change import Head
from auditrack.register.close_off import is_lost_pages
from auditrack.register.errors import UnreadableSnapshotError
from auditrack.register.evidence_check import NAME, WITHIN, Files, Progress, check_files
from auditrack.register.journal import Damage, Journal
from auditrack.register.kept import FolderFiles
from auditrack.register.line import (
    HASH_AT,
    HASH_END,
    Body,
    Value,
    as_bytes,
)
from auditrack.register.place import SNAPSHOT
from auditrack.register.repeated_keys import first_repeat
from auditrack.register.snapshot import Snapshot
from auditrack.register.upcast import read_current
from auditrack.register.witness import Witness, hear

Model = dict[str, dict[str, dict[str, Value]]]
"""Tables of records of fields, built without anything that `Register` uses."""

_FILE = "file_sha256"
"""The field by which a record of the evidence table names its kept file."""


class Verification(msgspec.Struct, frozen=True):
    """What a verification found.

    `snapshot` is absent, agrees, differs or unreadable; `witness` is absent, agrees, shortened,
    differs or new-generation. `files` are the kept files of evidence. `good` is the head up to
    which everything holds. `sentences` says all of it in words.
    """

    entries: int
    generation: int
    head: Head
    chain: bool
    bad_line: int | None
    good: Head
    torn: tuple[int, ...]
    snapshot: str
    witness: str
    files: Files
    sentences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against the register."""
        return (
            self.chain
            and self.snapshot in ("absent", "agrees")
            and self.witness in ("absent", "agrees", "new-generation")
            and self.files.ok
        )


def examine(
    path: Path,
    journal: Journal,
    stop: int,
    seen: Witness | None,
    within: float | None = WITHIN,
    progress: Progress | None = None,
) -> Verification:
    """Follow the whole journal up to the byte `stop`; compare snapshot, witness and kept files.

    `within` and `progress` are those of `check_files`.
    """
    snapshot, snapshot_word = _open_snapshot(path)
    at = journal.begin
    model: Model = {}
    if snapshot is not None and snapshot.head.number == 0:
        snapshot_word = _compare(snapshot, model, at.name)
    torn: list[int] = []
    damage: Damage | None = None
    sentences: list[str] = []
    ever_named: set[str] = set()
    number = 0
    for followed in journal.stretches(at, stop):
        data = journal.read(at.offset, followed.position.offset)
        torn.extend(followed.torn)
        damage = followed.damage
        for line in data.split(b"\n"):
            if not line.endswith(b"}"):
                continue
            number += 1
            body = _body(line, journal.header.format)
            misfit = (
                "it is not an entry that this program understands"
                if body is None
                else said_twice(line) or apply_entry(model, body)
            )
            if body is None or misfit is not None:
                damage = damage or Damage(0, 0, number, misfit or "")
                sentences.append(f"Entry {number} does not fit the entries before it: {misfit}.")
                break
            ever_named.update(files_named(body))
            if snapshot is not None and snapshot.head.number == body.n:
                snapshot_word = _compare(snapshot, model, line[HASH_AT:HASH_END])
        at = followed.position
        if damage is not None:
            break
    misfits = bool(sentences)
    good = Head(damage.number - 1 if misfits and damage else at.number, at.name.decode())
    rest = stop - at.offset
    if damage is None:
        sentences.append(
            f"All {at.number + 1} lines follow from one another, to entry {at.number} "
            f"({good.hash[:12]})."
        )
    elif not misfits:
        sentences.append(f"Damage: {damage}")
        if is_lost_pages(journal, damage):
            sentences.append(
                "Zero bytes stand there and nothing behind it is good, as when the power went "
                "before the last saves were confirmed. If that is what happened: "
                "auditrack verify --close-off"
            )
    if torn:
        lines = ", ".join(map(str, torn))
        sentences.append(
            f"{len(torn)} unfinished save{'s' if len(torn) > 1 else ''} closed off, not part of "
            f"the record: line {lines}."
        )
    if damage is None and rest > 0:
        sentences.append(
            f"{rest} bytes at the end are an unfinished save; the next save closes them off."
        )
    if snapshot is not None and snapshot.head.register != journal.header.register:
        snapshot_word = "differs"
    sentences.append(_SNAPSHOT_WORDS[snapshot_word])
    # What stands behind damage may name files too: then none is called an orphan.
    known = ever_named if damage is None else None
    files = check_files(
        FolderFiles(path), files_of(model), known, within, progress, awaited_of(model)
    )
    sentences.extend(files.sentences())
    testimony = hear(seen, journal, at)
    sentences.append(testimony.sentence)
    return Verification(
        entries=at.number,
        generation=journal.header.generation,
        head=Head(at.number, at.name.decode()),
        chain=damage is None,
        bad_line=None if damage is None else damage.line or None,
        good=good,
        torn=tuple(torn),
        snapshot=snapshot_word,
        witness=testimony.word,
        files=files,
        sentences=tuple(sentences),
    )


_SNAPSHOT_WORDS = {
    "absent": "There is no snapshot; the register opens from the journal.",
    "agrees": "The snapshot register.json agrees with the journal.",
    "differs": "The snapshot register.json differs from the journal: it was changed by another "
    "program. The journal is right; `auditrack verify --snapshot` writes it anew.",
    "unreadable": "The snapshot register.json is damaged and is not used; "
    "`auditrack verify --snapshot` writes it anew.",
}


def _body(line: bytes, format: int) -> Body | None:
    try:
        return read_current(line, format)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def files_of(model: Model) -> dict[str, tuple[str, ...]]:
    """Each kept file that the record names, with the evidence that names it."""
    named: dict[str, tuple[str, ...]] = {}
    for ref, record in model.get("evidence", {}).items():
        name = record.get(_FILE)
        if isinstance(name, str) and NAME.fullmatch(name):
            named[name] = (*named.get(name, ()), ref)
    return named


def awaited_of(model: Model) -> set[str]:
    """The kept files that a register made from exported records still waits for."""
    lists = (record.get("awaiting") for record in model.get("restorations", {}).values())
    return {
        name for one in lists if isinstance(one, tuple) for name in one if isinstance(name, str)
    }


def files_named(body: Body) -> set[str]:
    """The kept files that an entry names, in what it entered or in what stood there before."""
    # A redaction names the file it erased: left over from an interruption, that is an orphan.
    changes = (op.fields.get(_FILE, ()) for op in body.ops if op.table == "evidence")
    return {value for change in changes for value in change if isinstance(value, str)}


def said_twice(line: bytes) -> str | None:
    """What an entry says twice, in words, or None."""
    found = first_repeat(line)
    return f'it says "{found[1]}" twice' if found else None


def _open_snapshot(path: Path) -> tuple[Snapshot | None, str]:
    if not (path / SNAPSHOT).exists():
        return None, "absent"
    try:
        # Until its entry is met on the way, it is one that stands nowhere in this journal.
        return Snapshot(path / SNAPSHOT), "differs"
    except UnreadableSnapshotError:
        return None, "unreadable"


def _compare(snapshot: Snapshot, model: Model, name: bytes) -> str:
    if snapshot.head.head.encode() != name:
        return "differs"
    stored: Model = {}
    try:
        for key, table in snapshot.tables().items():
            stored[key] = {str(row["ref"]): row for row in table.rows()}
    except UnreadableSnapshotError:
        return "unreadable"
    # As bytes, for to Python yes and 1 are the same.
    same = stored.keys() == model.keys() and all(
        list(stored[key]) == list(model[key])
        and all(
            in_order(stored[key][ref]) == in_order(record) for ref, record in model[key].items()
        )
        for key in model
    )
    return "agrees" if same else "differs"


def in_order(record: dict[str, Value]) -> bytes:
    """A record as bytes that are the same where the record is."""
    return as_bytes(dict(sorted(record.items())))


def apply_entry(model: Model, body: Body) -> str | None:
    """Take in one entry; what does not fit, or None."""
    for op in body.ops:
        table = model.setdefault(op.table, {})
        record = table.get(op.id)
        if op.op == "insert":
            if record is not None:
                return f"{op.id} ({op.table}) is entered twice"
            record = table[op.id] = {"ref": op.id, "rev": 0}
        elif op.op != "update" or record is None:
            return f"{op.id} ({op.table}) is changed before it was entered"
        if op.rev != int(record["rev"]) + 1:  # type: ignore[arg-type]
            return f"{op.id} ({op.table}) goes from revision {record['rev']} to {op.rev}"
        record["rev"] = op.rev
        for name, (old, new) in op.fields.items():
            if record.get(name) != old:
                return f"the {name} of {op.id} ({op.table}) was not what the entry says it was"
            if new is None:
                record.pop(name, None)
            else:
                record[name] = new
    return None
