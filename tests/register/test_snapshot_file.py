import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from auditrack.model.change import Insert, Records, Saved, Transaction, Update
from auditrack.register import Register, open_register
from auditrack.register.filters import where

Another = Callable[..., Register]
TABLES = ("reviews", "actions", "leads")


def save(register: Register, *ops: Insert | Update) -> None:
    assert isinstance(register.transact(lambda _state: Transaction("edit", ops)), Saved)


def contents(records: Records) -> dict[str, list[object]]:
    return {table: list(records.select(table)) for table in TABLES}


@pytest.fixture
def filled(register: Register) -> Register:
    save(register, Insert("reviews", "child-f", {"title": "F – “x”", "subjects": ["F", "G"]}))
    save(register, *(Insert("actions", f"act-{n}", {"what": "x", "n": n}) for n in range(1, 9)))
    save(register, Update("actions", "act-3", {"what": None, "done": True}))
    return register


def test_stock_tinydb_opens_the_snapshot(filled: Register) -> None:
    filled.write_snapshot()
    path = filled.path / "register.json"
    with TinyDB(path, access_mode="r") as database:
        assert database.tables() == {"_register", "reviews", "actions"}
        found = database.table("actions").search(Query().done == True)  # noqa: E712
        assert [(record.doc_id, record["ref"]) for record in found] == [(3, "act-3")]
        assert database.table("reviews").all()[0]["subjects"] == ["F", "G"]
        mark = database.table("_register").all()[0]
    assert mark["number"] == filled.head.number and mark["head"] == filled.head.hash
    assert mark["next"] == {"act": 9}
    journal = (filled.path / "journal.jsonl").read_bytes()
    assert journal[mark["offset"] :].startswith(f'{{"h":"{mark["head"]}"'.encode())
    assert path.stat().st_mode & 0o777 == 0o660


def test_an_empty_register_has_a_snapshot_too(register: Register) -> None:
    register.write_snapshot()
    with TinyDB(register.path / "register.json", access_mode="r") as database:
        assert database.tables() == {"_register"}
    with open_register(register.path) as opened:
        assert opened.head.number == 0
        assert opened.verify().snapshot == "agrees"


def test_opening_from_it_is_the_same_as_from_the_journal(filled: Register, beside: Another) -> None:
    filled.write_snapshot()
    save(filled, Update("actions", "act-3", {"what": "again"}), Insert("leads", "nurse", {}))
    save(filled, Insert("actions", "act-9", {"what": "y"}))
    opened = beside()
    assert contents(opened) == contents(filled) == contents(filled.as_recorded(5))
    assert opened.next_number("act") == 10 and opened.head == filled.head
    assert opened.select("actions", where("done").equals(True)) == (filled.get("actions", "act-3"),)
    assert opened.verify().ok
    saved = opened.transact(
        lambda state: Transaction(
            "add", (Insert("actions", f"act-{state.next_number('act')}", {}),)
        )
    )
    assert isinstance(saved, Saved) and saved.references == ("act-10",)


def test_writing_it_again_keeps_what_was_never_decoded(filled: Register, beside: Another) -> None:
    filled.write_snapshot()
    opened = beside()
    save(opened, Insert("leads", "nurse", {"title": "N"}))
    opened.write_snapshot()
    again = beside()
    assert contents(again) == contents(filled) | {"leads": [opened.get("leads", "nurse")]}
    assert again.verify().snapshot == "agrees"


def edited(text: str) -> str:
    return text.replace('"what":"x"', '"what":"z"')


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: "",
        lambda text: "\0" * len(text),
        lambda text: text[: len(text) // 2],
        lambda text: text[:-40],
        lambda text: "not json\n" + text,
        lambda text: json.dumps({"_default": {"1": {"a": 1}}}),
        lambda text: json.dumps(json.loads(text)),
        lambda text: text.replace("\n", "\r\n"),
        edited,
        lambda text: text.replace('"number":3', '"number":2'),
        lambda text: text.replace('"next":{', '"next":{"other":1,', 1),
        lambda text: text.replace('"layout":2', '"layout":9'),
    ],
    ids=[
        "empty",
        "zeros",
        "half",
        "short",
        "prefixed",
        "foreign",
        "reflowed",
        "crlf",
        "edited",
        "number",
        "next",
        "layout",
    ],
)
def test_a_harmed_snapshot_is_never_trusted(
    filled: Register, beside: Another, harm: Callable[[str], str]
) -> None:
    filled.write_snapshot()
    path = filled.path / "register.json"
    path.write_text(harm(path.read_text()))
    opened = beside()
    assert opened.read_only is None
    assert contents(opened) == contents(filled)
    assert opened.verify().snapshot in ("differs", "unreadable")
    assert opened.verify(write_snapshot=True).chain
    assert opened.verify().snapshot == "agrees"


def test_a_snapshot_of_another_register_or_an_older_journal_is_not_used(
    filled: Register, beside: Another, tmp_path: Path
) -> None:
    from auditrack.register import create_register

    filled.write_snapshot()
    foreign = (filled.path / "register.json").read_bytes()
    with create_register(tmp_path / "two", "Another Board") as two:
        save(two, Insert("reviews", "other", {}), Insert("reviews", "more", {"t": "x" * 3000}))
        (two.path / "register.json").write_bytes(foreign)
        with open_register(two.path) as opened:
            assert [record["ref"] for record in opened.select("reviews")] == ["other", "more"]
            assert opened.verify().snapshot == "differs"


def test_an_edited_snapshot_with_good_sums_is_found_by_verify(filled: Register) -> None:
    from zlib import crc32

    filled.write_snapshot()
    path = filled.path / "register.json"
    first, *tables = path.read_text().splitlines()
    mark = json.loads(first.rstrip(",") + "}")
    line = next(index for index, text in enumerate(tables) if text.startswith('"actions"'))
    tables[line] = edited(tables[line])
    offset, length, _crc, count = mark["_register"]["1"]["tables"]["actions"]
    data = "\n".join(tables).encode()[offset : offset + length]
    mark["_register"]["1"]["tables"]["actions"] = [offset, length, crc32(data), count]
    mark["_register"]["1"]["check"] = 0
    bare = json.dumps(mark["_register"]["1"], separators=(",", ":"))
    mark["_register"]["1"]["check"] = crc32(bare.encode())
    text = json.dumps(mark, separators=(",", ":"))[:-1] + ","
    path.write_text("\n".join([text, *tables]) + "\n")
    with open_register(filled.path) as opened:
        assert opened.select("actions")[0]["what"] == "z", "the forgery is taken at first"
        found = opened.verify()
        assert found.chain and found.snapshot == "differs" and not found.ok
        assert contents(opened) == contents(filled), "and given up once it is found"


def test_closing_with_much_newer_journal_writes_it_and_else_not(
    register: Register, beside: Another
) -> None:
    path = register.path / "register.json"
    small = beside()
    save(small, Insert("reviews", "child-f", {"title": "F"}))
    small.close()
    assert not path.exists()
    large = beside()
    save(large, *(Insert("findings", f"f-{n}", {"text": "x" * 100_000}) for n in range(11)))
    large.close()
    first = path.read_bytes()
    more = beside()
    save(more, *(Insert("findings", f"g-{n}", {"text": "x" * 100_000}) for n in range(60)))
    more.close()
    assert path.read_bytes() == first, "not yet 8 MB newer"
    most = beside()
    save(most, *(Insert("findings", f"h-{n}", {"text": "x" * 100_000}) for n in range(30)))
    most.close()
    assert path.read_bytes() != first
    assert len(beside().select("findings")) == 101


def test_a_snapshot_left_half_written_is_written_over(filled: Register) -> None:
    (filled.path / "register.json.new").write_text("{")
    filled.write_snapshot()
    assert sorted(os.listdir(filled.path)) == [
        "evidence", "journal.jsonl", "lock", "register.json",
    ]  # fmt: skip
