from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from auditrack.model.change import Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, create_register, open_register
from auditrack.register.line import ROOT, Body, Header, WrittenOp, read_header, seal

Another = Callable[..., Register]


def fill(register: Register, entries: int = 5) -> bytes:
    for n in range(1, entries + 1):
        ops = (Insert("actions", f"act-{n}", {"what": f"step {n}"}),)
        assert isinstance(register.transact(lambda _state, ops=ops: Transaction("add", ops)), Saved)
    return (register.path / "journal.jsonl").read_bytes()


def stock_tinydb(path: Path) -> bytes:
    with TinyDB(path) as database:
        database.table("reviews").insert({"title": "F"})
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"\0" * 4096, "filled with zero bytes"),
        (b"\xef\xbb\xbf" + b'{"h":"', "byte order mark"),
        (b"\xff\xfe{\0", "byte order mark"),
        (b'{"_default": {"1": {"a": 1}}}', "TinyDB file"),
        (b'{"reviews": {"1": {"a": 1}, "2": {}}}', "TinyDB file"),
        (b"{}\n", "TinyDB file"),
        (b"# notes\n", "not a line of a journal"),
        (b'{"n":0}\n', "not a line of a journal"),
        (b"\n", "not a line of a journal"),
        (b"PK\x03\x04" + b"\0" * 2_000_000, "not a line of a journal"),
        (b"\xff" * 100, "not a line of a journal"),
    ],
    ids=[
        "empty",
        "zeros",
        "bom",
        "utf-16",
        "tinydb",
        "tinydb-tables",
        "braces",
        "notes",
        "no-hash",
        "blank",
        "zip",
        "binary",
    ],
)
def test_a_file_that_is_no_journal_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, words: str
) -> None:
    journal = tmp_path / "journal.jsonl"
    journal.write_bytes(content)
    with pytest.raises(RefusedError) as refused:
        open_register(tmp_path)
    assert words in refused.value.refusal.message
    assert "journal.jsonl" in refused.value.refusal.message
    assert journal.read_bytes() == content


def test_a_file_of_stock_tinydb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_bytes(stock_tinydb(tmp_path / "other.json"))
    with pytest.raises(RefusedError, match="TinyDB file"):
        open_register(tmp_path)


def test_what_is_no_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for name, words in (
        ("nowhere", "there is nothing at that path"),
        ("file", "a register is a folder"),
        ("empty", "holds no journal.jsonl"),
    ):
        with pytest.raises(RefusedError, match=words):
            open_register(tmp_path / name)
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda line: line[:-30], "unfinished"),
        (lambda line: line[:-1], "unfinished"),
        (lambda line: line[:40], "unfinished"),
        (lambda line: line[:-1] + b"\r\n", "CR LF"),
        (lambda line: line.replace(b"Example", b"Another"), "was changed"),
    ],
    ids=["half", "no-newline", "start", "crlf", "edited"],
)
def test_a_header_that_is_not_as_written_is_refused(
    register: Register, change: Callable[[bytes], bytes], words: str
) -> None:
    journal = register.path / "journal.jsonl"
    journal.write_bytes(change(journal.read_bytes()))
    with pytest.raises(RefusedError, match=words):
        open_register(register.path)


def test_a_journal_without_its_header_is_refused(register: Register) -> None:
    lines = fill(register).splitlines(keepends=True)
    (register.path / "journal.jsonl").write_bytes(b"".join(lines[1:]))
    with pytest.raises(RefusedError, match="lines before it were removed"):
        open_register(register.path)


def swap(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], lines[4], lines[3], *lines[5:]]


def edit(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], lines[3].replace(b"step", b"stop"), *lines[4:]]


def delete(lines: list[bytes]) -> list[bytes]:
    return lines[:3] + lines[4:]


def duplicate(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], lines[2], *lines[3:]]


def carriage_returns(lines: list[bytes]) -> list[bytes]:
    return lines[:3] + [line.replace(b"\n", b"\r\n") for line in lines[3:]]


def zeros(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], b"\0" * (len(lines[3]) - 1) + b"\n", *lines[4:]]


def join(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], lines[3].rstrip(b"\n"), *lines[4:]]


def blank(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], b"\n", *lines[3:]]


@pytest.mark.parametrize(
    "harm", [swap, edit, delete, duplicate, carriage_returns, zeros, join, blank]
)
def test_damage_opens_for_reading_up_to_the_last_good_line(
    register: Register, harm: Callable[[list[bytes]], list[bytes]]
) -> None:
    journal = register.path / "journal.jsonl"
    fill(register)
    harmed = b"".join(harm(journal.read_bytes().splitlines(keepends=True)))
    journal.write_bytes(harmed)
    with open_register(register.path) as opened:
        assert opened.read_only is not None
        assert "line 4 of journal.jsonl" in opened.read_only
        assert "entries up to 2 are still good" in opened.read_only
        assert opened.head.number == 2
        assert [record["ref"] for record in opened.select("actions")] == ["act-1", "act-2"]
        refusal = opened.transact(lambda _state: Transaction("add", (Insert("leads", "x", {}),)))
        assert not isinstance(refusal, Saved) and refusal.code == "read-only"
        found = opened.verify()
        assert not found.ok and found.bad_line == 4 and found.good.number == 2
        assert opened.poll() == ()
    assert journal.read_bytes() == harmed


def test_damage_that_comes_while_the_register_is_open_is_noticed(
    register: Register, beside: Another
) -> None:
    other = beside()
    fill(register, 2)
    with (register.path / "journal.jsonl").open("ab") as journal:
        journal.write(b"a line of another program\n")
    assert [entry.number for entry in other.poll()] == [1, 2]
    assert other.read_only is not None and "line 4" in other.read_only
    refusal = register.transact(lambda _state: Transaction("add", (Insert("leads", "x", {}),)))
    assert not isinstance(refusal, Saved) and refusal.code == "read-only"


def test_a_journal_cut_while_open_is_noticed(register: Register, beside: Another) -> None:
    fill(register)
    other = beside()
    journal = register.path / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-100])
    assert other.poll() == ()
    assert other.read_only is not None and "cut off" in other.read_only


def rewritten(register: Register, **changes: object) -> Header:
    """Put a header of another version in place, with a valid hash."""
    journal = register.path / "journal.jsonl"
    header = msgspec.structs.replace(read_header(journal.read_bytes().splitlines()[0]), **changes)
    journal.write_bytes(seal(ROOT, header)[1])
    return header


def test_a_newer_format_opens_for_reading_with_the_reason(register: Register) -> None:
    header = rewritten(register, format=2)
    name, _line = seal(ROOT, header)
    ops = [WrittenOp("insert", "reviews", "child-f", 1, {"title": (None, "F")})]
    with (register.path / "journal.jsonl").open("ab") as journal:
        journal.write(seal(name, Body(1, header.t, "z.newer", ops=ops))[1])
    with open_register(register.path) as opened:
        assert opened.read_only is not None and "format 2" in opened.read_only
        assert len(opened.select("reviews")) == 1


def test_a_register_that_needs_a_newer_reader_is_refused(register: Register) -> None:
    rewritten(register, format=3, reader=2)
    with pytest.raises(RefusedError) as refused:
        open_register(register.path)
    assert refused.value.refusal.code == "newer-format"


def test_keys_that_a_later_program_added_do_no_harm(register: Register) -> None:
    journal = register.path / "journal.jsonl"
    header = journal.read_bytes().splitlines()[0]
    name = header[6:70]
    from auditrack.register.line import digest

    body = (
        b'{"n":1,"t":1767225999999,"login":"z","mood":{"a":[1]},"ops":[{"op":"insert",'
        b'"table":"reviews","id":"r","rev":1,"extra":null,"fields":{"new_field":[null,7]}}]}'
    )
    line = b'{"h":"' + digest(name, body) + b'","b":' + body + b"}\n"
    with journal.open("ab") as file:
        file.write(line)
    entry = register.poll()[0]
    assert entry.login == "z" and register.get("reviews", "r") == {
        "ref": "r", "rev": 1, "new_field": 7,
    }  # fmt: skip
    change = Transaction("edit", (Update("reviews", "r", {"title": "R"}),))
    assert isinstance(register.transact(lambda _state: change), Saved)
    record = register.get("reviews", "r")
    assert record is not None and record["new_field"] == 7


def chained(register: Register, *bodies: Body) -> None:
    journal = register.path / "journal.jsonl"
    name = journal.read_bytes().splitlines()[-1][6:70]
    with journal.open("ab") as file:
        for body in bodies:
            name, line = seal(name, body)
            file.write(line)


T = 1_767_300_000_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (Body(7, T, "z"), "says it is entry 7"),
        (Body(1, 5, "z"), "a time before"),
    ],
)
def test_an_entry_that_chains_but_is_out_of_order_is_damage(
    register: Register, body: Body, words: str
) -> None:
    chained(register, body)
    with open_register(register.path) as opened:
        assert opened.read_only is not None and words in opened.read_only
        assert opened.head.number == 0


@pytest.mark.parametrize(
    "op",
    [
        WrittenOp("update", "reviews", "none", 2, {"title": (None, "x")}),
        WrittenOp("insert", "actions", "act-1", 1, {"what": (None, "again")}),
        WrittenOp("update", "actions", "act-1", 5, {"what": ("step 1", "x")}),
        WrittenOp("remove", "actions", "act-1", 2, {"what": ("step 1", "x")}),
    ],
)
def test_an_entry_that_chains_but_cannot_be_is_refused_when_its_table_is_read(
    register: Register, op: WrittenOp
) -> None:
    fill(register, 1)
    chained(register, Body(2, T, "z", ops=[op]))
    with open_register(register.path) as opened:
        with pytest.raises(RefusedError, match="does not fit"):
            opened.select(op.table)
        found = opened.verify()
        assert not found.ok and found.good.number == 1
        assert any("does not fit" in sentence for sentence in found.sentences)


def test_an_old_value_that_was_not_so_is_found_by_verify(register: Register) -> None:
    fill(register, 1)
    op = WrittenOp("update", "actions", "act-1", 2, {"what": ("something else", "x")})
    chained(register, Body(2, T, "z", ops=[op]))
    with open_register(register.path) as opened:
        assert not opened.verify().ok


def test_a_register_is_not_made_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.docx").write_text("x")
    create_register(tmp_path / "one", "Board").close()
    for name, words in (
        ("file", "a file of that name"),
        ("full", "other files"),
        ("one", "there is one already"),
    ):
        with pytest.raises(RefusedError, match=words):
            create_register(tmp_path / name, "Board")
    with pytest.raises(RefusedError, match="cannot be made"):
        create_register(tmp_path / "file" / "below", "Board")
    with pytest.raises(RefusedError, match="is empty"):
        create_register(tmp_path / "two", "  ")
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize(
    ("body", "twice"),
    [
        (b'{"n":1,"t":1767300000000,"login":"z","login":"y","ops":[]}', "login"),
        (
            b'{"n":1,"t":1767300000000,"login":"z","ops":[{"op":"insert","table":"leads","id":"x",'
            b'"rev":1,"fields":{"title":[null,"one"],"title":[null,"two"]}}]}',
            "title",
        ),
    ],
)
def test_a_key_that_stands_twice_in_a_chained_line_is_damage(
    register: Register, body: bytes, twice: str
) -> None:
    from auditrack.register.line import digest

    journal = register.path / "journal.jsonl"
    name = digest(journal.read_bytes().splitlines()[-1][6:70], body)
    with journal.open("ab") as file:
        file.write(b'{"h":"' + name + b'","b":' + body + b"}\n")
    found = register.verify()
    assert not found.ok and found.good.number == 0
    assert any(f'it says "{twice}" twice' in sentence for sentence in found.sentences)
    with open_register(register.path) as opened:
        assert opened.head.number == 0 and opened.select("leads") == ()
        assert opened.read_only is not None
        assert f'line 2 of journal.jsonl says "{twice}" twice' in opened.read_only
    # Who followed the line in a hurry makes no snapshot of it, which would hide it.
    register.poll()
    with pytest.raises(RefusedError, match=f'says "{twice}" twice'):
        register.write_snapshot()
    assert not (register.path / "register.json").exists()
    change = Transaction("add", (Insert("actions", "act-1", {"what": "step"}),))
    assert "twice" in str(register.transact(lambda _state: change))


@pytest.mark.parametrize(
    "fields",
    [
        b'{"a":[null,NaN]}',
        b'{"a":[null,Infinity]}',
        b'{"a":[null,"\\ud83d"]}',
        b'{"a":[null,"\xed\xa0\xbd"]}',
        b'{"a":[null,"\xff"]}',
        b'{"a":[null,{"b":1}]}',
        b'{"a":"not a change"}',
        b'{"a":[null,"x"]',
    ],
    ids=["nan", "infinite", "half", "half-bytes", "no-utf-8", "nested", "no-change", "cut"],
)
def test_a_chained_line_that_is_no_proper_entry_is_never_read_as_one(
    register: Register, fields: bytes
) -> None:
    from auditrack.register.line import digest

    fill(register, 1)
    journal = register.path / "journal.jsonl"
    body = (
        b'{"n":2,"t":1767300000000,"login":"z","ops":[{"op":"insert","table":"actions",'
        b'"id":"act-2","rev":1,"fields":' + fields + b"}]}"
    )
    name = digest(journal.read_bytes().splitlines()[-1][6:70], body)
    with journal.open("ab") as file:
        file.write(b'{"h":"' + name + b'","b":' + body + b"}\n")
    with open_register(register.path) as opened:
        if opened.read_only is None:
            with pytest.raises(RefusedError, match="act-2"):
                opened.select("actions")
        else:
            assert "entries up to 1 are still good" in opened.read_only
            assert len(opened.select("actions")) == 1
        found = opened.verify()
        assert not found.ok and found.good.number == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"null\n",
        b"\0" * 4096,
        b"{}",
        b"[]",
        b'{"_register": {"1": {}}}\n',
        b'{"_default": {"1": {"what": "forged"}}}',
        b'\xef\xbb\xbf{"_register":{}}\n',
        b'{"_register":{"1":NaN}}\n',
        b'{"_register":{"1":"\\ud83d"}}\n',
    ],
)
def test_a_snapshot_that_is_none_is_not_believed_and_the_journal_is_read(
    register: Register, content: bytes
) -> None:
    fill(register, 3)
    register.write_snapshot()
    snapshot = register.path / "register.json"
    for bad in (
        content,
        snapshot.read_bytes().replace(b"\n", b"\r\n"),
        snapshot.read_bytes()[:-99],
    ):
        snapshot.write_bytes(bad)
        with open_register(register.path) as opened:
            assert opened.read_only is None
            assert [record["what"] for record in opened.select("actions")] == [
                "step 1", "step 2", "step 3",
            ]  # fmt: skip
            assert opened.verify().snapshot in ("unreadable", "differs")
        register.write_snapshot()


def test_a_header_that_says_something_twice_is_refused(register: Register) -> None:
    from auditrack.register.line import BODY_AT, digest

    journal = register.path / "journal.jsonl"
    body = journal.read_bytes().splitlines()[0][BODY_AT:-1]
    body = body.replace(b',"board":', b',"board":"Another Board","board":')
    journal.write_bytes(b'{"h":"' + digest(ROOT, body) + b'","b":' + body + b"}\n")
    with pytest.raises(RefusedError, match="not the header of a register"):
        open_register(register.path)


def test_a_journal_that_says_null_is_refused(tmp_path: Path) -> None:
    for content in (b"null", b"null\n", b"[]", b'{"h":"' + b"0" * 64 + b'","b":null}\n'):
        (tmp_path / "journal.jsonl").write_bytes(content)
        with pytest.raises(RefusedError):
            open_register(tmp_path)
        assert (tmp_path / "journal.jsonl").read_bytes() == content
