"""Every record out as JSON Lines and back into a new register, without loss."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, create_register, json_lines, open_register
from auditrack.register.json_lines import records_as_lines, register_from_lines

ADMIN = Actor("c.admin", 1003, "local")


def save(register: Register, *ops: Insert | Update) -> None:
    assert isinstance(register.transact(lambda _state: Transaction("add", ops)), Saved)


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
values = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(texts, max_size=3),
)
names = st.from_regex(r"[a-z]{1,6}", fullmatch=True).filter(lambda name: name not in ("ref", "rev"))
records = st.lists(
    st.tuples(
        st.sampled_from(("actions", "reviews", "of_a_later_version")),
        st.from_regex(r"[a-z]{1,3}(-[0-9]{1,3}|/[0-9.]{1,3}[0-9])?", fullmatch=True),
        st.dictionaries(names, values, max_size=4),
    ),
    max_size=12,
    unique_by=lambda record: record[:2],
)


@given(records)
@settings(max_examples=60, deadline=None)
def test_out_and_in_and_out_is_the_same(made: list[tuple[str, str, dict[str, Any]]]) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        with create_register(folder / "first", "“Board” \u2028 & Söhne", ADMIN) as first:
            if made:
                save(first, *(Insert(*record) for record in made))
            lines = b"".join(records_as_lines(first))
            (folder / "records.jsonl").write_bytes(lines)
            register_from_lines(folder / "records.jsonl", folder / "second", ADMIN)
            with open_register(folder / "second", ADMIN) as second:
                assert b"".join(records_as_lines(second)) == lines
                assert second.header.register != first.header.register
                assert second.head.number == (1 if made else 0) and second.verify().ok
                for table in {table for table, _, _ in made}:
                    for old, new in zip(first.select(table), second.select(table), strict=True):
                        assert old == new
                        assert [*map(type, old.values())] == [*map(type, new.values())]
                assert first.next_number("a") == second.next_number("a")


def written(register: Register, folder: Path) -> Path:
    save(register, Insert("actions", "act-1", {"what": "x", "new_field": 7}))
    save(register, Insert("leads", "nurse", {"title": "Nurse"}))
    save(register, Update("actions", "act-1", {"what": "y"}))
    (folder / "records.jsonl").write_bytes(b"".join(records_as_lines(register)))
    return folder / "records.jsonl"


def test_the_lines_are_plain(register: Register, tmp_path: Path) -> None:
    assert written(register, tmp_path).read_text() == (
        '{"auditrack":"records","format":1,"board":"Example Board",'
        '"tables":{"actions":1,"leads":1}}\n'
        '{"table":"actions","ref":"act-1","fields":{"what":"y","new_field":7}}\n'
        '{"table":"leads","ref":"nurse","fields":{"title":"Nurse"}}\n'
    )
    earlier = b"".join(records_as_lines(register, register.as_recorded(1)))
    assert b'"what":"x"' in earlier and b"nurse" not in earlier


def test_more_than_one_entry_holds_goes_into_several(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(register, *(Insert("notes", f"n-{n}", {"text": "x" * 100}) for n in range(40)))
    lines = tmp_path / "records.jsonl"
    lines.write_bytes(b"".join(records_as_lines(register)))
    monkeypatch.setattr(json_lines, "_ONE_ENTRY", 1000)
    assert register_from_lines(lines, tmp_path / "back", ADMIN) == {"notes": 40}
    with open_register(tmp_path / "back", ADMIN) as back:
        assert back.head.number > 3 and back.verify().ok
        assert b"".join(records_as_lines(back)) == lines.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'"records"', b'"other"', "first line"),
        (b'{"auditrack"', b'\xef\xbb\xbf{"auditrack"', "first line"),
        (b'"format":1', b'"format":2', "newer auditrack"),
        (b'"actions":1', b'"actions":2', "number of records"),
        (b'"leads":1', b'"leads":1,"more":3', "number of records"),
        (b'{"table":"leads","ref":"nurse","fields":{"title":"Nurse"}}\n', b"", "number of records"),
        (b'"Nurse"}}\n', b'"Nurse"}}', "unfinished"),
        (b'"Nurse"}}\n', b'"Nur', "unfinished"),
        (b'"Nurse"', b"NaN", "line 3 is no record"),
        (b'"Nurse"', b'"\\ud83d"', "line 3 is no record"),
        (b'"Nurse"', b'"\xff"', "line 3 is no record"),
        (b'"Nurse"', b'{"a":1}', "line 3 is no record"),
        (b'"Nurse"', b'"\\u0000"', "U+0000"),
        (b'"Nurse"', b'"Nurse","title":"Head"', 'line 3 says "title" twice'),
        (b'"Nurse"', b"[" * 9000, "line 3 is no record"),
        (b'"what":"y"', b'"rev":9', "not a name that a field can have"),
        (b'"table":"leads"', b'"table":"_own"', "not a name that a table can have"),
        (b'"ref":"nurse"', b'"ref":" "', "not a reference"),
        (b'{"table":"leads"', b'\n{"table":"leads"', "line 3 is no record"),
        (b'{"table":"leads","ref":"nurse"', b'{"table":"actions","ref":"act-1"', "is taken"),
    ],
)
def test_what_is_not_as_written_makes_no_register(
    register: Register, tmp_path: Path, old: bytes, new: bytes, words: str
) -> None:
    lines = written(register, tmp_path)
    content = lines.read_bytes()
    assert content.count(old) >= 1
    lines.write_bytes(content.replace(old, new, 1))
    with pytest.raises(RefusedError) as refused:
        register_from_lines(lines, tmp_path / "back", ADMIN)
    assert words in str(refused.value.refusal)
    left = {path.name for path in tmp_path.iterdir()} - {"state"}
    assert left == {"records.jsonl", "register"}


@pytest.mark.parametrize("content", [b"", b"{}\n", b"null\n", b"[]\n", b"\0" * 99, b"{" * 99])
def test_what_is_no_file_of_records_makes_no_register(tmp_path: Path, content: bytes) -> None:
    lines = tmp_path / "records.jsonl"
    lines.write_bytes(content)
    with pytest.raises(RefusedError, match="not a file of records"):
        register_from_lines(lines, tmp_path / "back", ADMIN)
    assert not (tmp_path / "back").exists()


def test_nothing_is_written_over(register: Register, tmp_path: Path) -> None:
    lines = written(register, tmp_path)
    with pytest.raises(RefusedError, match="is there already"):
        register_from_lines(lines, register.path, ADMIN)
    assert len(register.select("actions")) == 1
