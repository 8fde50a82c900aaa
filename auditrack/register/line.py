"""The journal's exact bytes: one transaction is one line, chained to the line before it.

A line is `{"h":"` + 64 lower-case hex + `","b":` + body + `}` + newline, where h is the SHA-256 of
the previous h as ASCII followed by the body's exact bytes; before the header stand 64 zeros.
"""

from hashlib import sha256
from typing import Any

import msgspec

from auditrack.model.change import Entry, Op
from auditrack.register.repeated_keys import key_twice

FORMAT = 1
"""The version of the body's shape that this program writes."""

READER = 1
"""The least reader that understands what this program writes."""

ROOT = b"0" * 64
"""What the header is chained to."""

TORN = b" !torn"
"""Closes off a line that a crash or a full disk left unfinished."""

OPENING = b'{"h":"'
MIDDLE = b'","b":'
HASH_AT = len(OPENING)
HASH_END = HASH_AT + 64
BODY_AT = HASH_END + len(MIDDLE)

Scalar = str | int | float | bool | None
Value = str | int | float | bool | None | tuple[Scalar, ...]
Change = tuple[Value, Value]


class Header(msgspec.Struct, frozen=True, omit_defaults=True):
    """Entry 0: what this register is. A later generation names the head that it replaced."""

    n: int
    format: int
    reader: int
    register: str
    board: str
    t: int
    login: str
    app: str
    generation: int = 1
    previous_head: str | None = None
    previous_number: int | None = None

    def follows(self, generation: int, number: int, head: str) -> bool:
        """Whether it announces that it replaced a journal in which this entry was seen."""
        if self.generation <= generation or not self.previous_head:
            return False
        if self.generation > generation + 1 or self.previous_number is None:
            return True
        if number == self.previous_number:
            return head == self.previous_head
        return number < self.previous_number


class WrittenOp(msgspec.Struct, frozen=True):
    """One operation, each field with its old and new value."""

    op: str
    table: str
    id: str
    rev: int
    fields: dict[str, Change]


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """One transaction; the order of the attributes is the order of the bytes.

    `format` is named where it is not the header's: a newer program wrote into an older journal.
    """

    n: int
    t: int
    login: str
    uid: int | None = None
    lead: str | None = None
    role: str | None = None
    via: str | None = None
    app: str | None = None
    cmd: str | None = None
    why: str | None = None
    import_ref: str | None = msgspec.field(name="import", default=None)
    meeting: str | None = None
    undoes: int | None = None
    format: int | None = None
    ops: list[WrittenOp] = []


class StoredOp(msgspec.Struct, frozen=True, gc=False):
    """An operation whose fields are left undecoded until its table is asked for."""

    op: str
    table: str
    id: str
    rev: int
    fields: msgspec.Raw


class StoredBody(msgspec.Struct, frozen=True, gc=False):
    """As much of a transaction as following the chain needs."""

    n: int
    t: int
    format: int | None = None
    ops: list[StoredOp] = []


class StoredLine(msgspec.Struct, frozen=True, gc=False):
    """A line without its hash."""

    b: StoredBody


class _Format(msgspec.Struct, frozen=True):
    """What every version of the header says, whatever else it holds."""

    format: int
    reader: int


_encode = msgspec.json.Encoder().encode
decode_stored = msgspec.json.Decoder(StoredLine).decode_lines
_decode_body = msgspec.json.Decoder(Body).decode
_decode_stored_body = msgspec.json.Decoder(StoredBody).decode
_decode_header = msgspec.json.Decoder(Header).decode
_decode_format = msgspec.json.Decoder(_Format).decode
decode_changes = msgspec.json.Decoder(dict[str, Change]).decode


def digest(previous: bytes, body: bytes) -> bytes:
    """The hash of a body that follows the line whose hash is `previous`, as 64 hex bytes."""
    return sha256(previous + body).hexdigest().encode()


def seal(previous: bytes, body: Header | Body) -> tuple[bytes, bytes]:
    """The hash and the whole line, newline included, of a body that follows `previous`."""
    return seal_bytes(previous, _encode(body))


def seal_bytes(previous: bytes, written: bytes) -> tuple[bytes, bytes]:
    """As `seal`, of a body that is bytes already."""
    name = digest(previous, written)
    return name, b"".join((OPENING, name, MIDDLE, written, b"}\n"))


def shaped(line: bytes) -> bool:
    """Whether a line (without its newline) has the frame of one, whatever its hash says."""
    return line[:HASH_AT] == OPENING and line[HASH_END:BODY_AT] == MIDDLE and line[-1:] == b"}"


def follows(previous: bytes, line: bytes) -> bool:
    """Whether a line (without its newline) follows the one whose hash is `previous`."""
    return shaped(line) and digest(previous, line[BODY_AT:-1]) == line[HASH_AT:HASH_END]


def header_versions(line: bytes) -> tuple[int, int] | None:
    """(format, reader) of a header line, readable in every future version; None if it has none."""
    try:
        version = _decode_format(line[BODY_AT:-1])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return version.format, version.reader


def read_header(line: bytes) -> Header:
    """The header of a line without its newline.

    Raises:
        msgspec.DecodeError: The body is not a header.
    """
    if key_twice(line[BODY_AT:-1]):
        raise msgspec.DecodeError("a key stands twice")
    return _decode_header(line[BODY_AT:-1])


def read_body(line: bytes) -> Body:
    """The whole transaction of a line without its newline.

    Raises:
        msgspec.DecodeError: The body is not a transaction.
    """
    return _decode_body(line[BODY_AT:-1])


def read_stored(line: bytes) -> StoredBody:
    """As `read_body`, with the fields left as they are.

    Raises:
        msgspec.DecodeError: The body is not a transaction.
    """
    return _decode_stored_body(line[BODY_AT:-1])


def as_bytes(value: Any) -> bytes:
    """The compact JSON of a value, as it stands inside a line."""
    return _encode(value)


def entry_of(body: Body, name: bytes) -> Entry:
    """A transaction as an entry of the history."""
    return Entry(
        number=body.n,
        t=body.t,
        login=body.login,
        cmd=body.cmd or "",
        ops=tuple(Op(op.op, op.table, op.id, op.rev, op.fields) for op in body.ops),
        uid=body.uid,
        lead=body.lead,
        role=body.role,
        via=body.via,
        app=body.app,
        why=body.why,
        import_ref=body.import_ref,
        meeting=body.meeting,
        undoes=body.undoes,
        hash=name.decode(),
    )


def header_entry(header: Header, name: bytes) -> Entry:
    """Entry 0 of the history: the register was made."""
    return Entry(
        number=0,
        t=header.t,
        login=header.login,
        cmd="init",
        ops=(),
        app=header.app,
        hash=name.decode(),
    )
