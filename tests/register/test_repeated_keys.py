"""A key that stands twice is found wherever it stands, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.register import repeated_keys
from auditrack.register.repeated_keys import first_repeat

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


def with_one_twice(value: object, key: str) -> str:
    return json.dumps({"b": [value, "here"]}).replace(
        '"here"', f"{{{json.dumps(key)}: 1, {json.dumps(key)}: {{}}}}"
    )


@given(st.lists(VALUES, max_size=5), st.booleans(), st.booleans())
def test_what_says_everything_once_passes(values: list[object], ascii: bool, tight: bool) -> None:
    separators = (",", ":") if tight else None
    lines = [json.dumps(value, ensure_ascii=ascii, separators=separators) for value in values]
    assert first_repeat("".join(f"{line}\n" for line in lines).encode("utf-8", "replace")) is None


@given(st.lists(VALUES, max_size=5), VALUES, st.text(alphabet=st.characters(codec="utf-8")))
def test_a_key_that_stands_twice_is_found(before: list[object], value: object, key: str) -> None:
    lines = [json.dumps(one) for one in before]
    start = sum(len(line) + 1 for line in lines)
    data = "\n".join([*lines, with_one_twice(value, key), "{}", ""]).encode()
    assert first_repeat(data) == (start, key)


@pytest.mark.parametrize("piece", [1, 7, 40, 1000])
def test_the_place_is_right_whatever_is_read_at_once(
    monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(repeated_keys, "PIECE", piece)
    lines = b'{"a":1}\n' * 5 + b"no json !torn\n" + b'{"a": 1.50, "\\u0061": 2}\n' + b"{}\n"
    assert first_repeat(lines) == (lines.index(b'{"a": 1.50'), "a")
    assert first_repeat(b'{"a":1}\n{"a":NaN}\n{"a":' + b"[" * 100_000 + b"\n") is None
    assert first_repeat(b"") is None
