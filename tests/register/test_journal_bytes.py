import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.register.line import (
    ROOT,
    Body,
    Header,
    WrittenOp,
    digest,
    follows,
    read_body,
    read_header,
    seal,
)

MADE_UP = Path(__file__).with_name("made_up_vectors.jsonl")
SHARED = Path(__file__).parents[3] / "shared" / "register" / "vectors.jsonl"


def shared_lines() -> list[bytes]:
    if not SHARED.exists():
        pytest.skip("the shared design folder is not beside the checkout")
    return SHARED.read_bytes().splitlines(keepends=True)


def test_three_made_up_lines_are_written_byte_for_byte() -> None:
    header = Header(
        n=0,
        format=1,
        reader=1,
        register="0b7d3c52-6a1f-4f0e-9a53-7f2c1d9e8b40",
        board="Partneriaeth Diogelu Llŷn – “example”",
        t=1767225600000,
        login="c.clerk",
        app="0.1.0",
    )
    first = Body(
        n=1,
        t=1767225600000,
        login="c.clerk",
        uid=2001,
        lead="Quality Assurance Officer",
        role="officer",
        via="ssh 2001:db8::7, unverified",
        app="0.1.0",
        cmd="import",
        why="agreed 🙂 at the subgroup\tof May",
        import_ref="imp-1",
        meeting="mtg-2",
        undoes=0,
        ops=[
            WrittenOp(
                "insert",
                "audits",
                "aud-1",
                1,
                {
                    "question": (
                        None,
                        'Is "voice" heard?\n- once\n- again \\ more / less \x1b[31m',
                    ),
                    "sample": (None, 20),
                    "share": (None, 0.5),
                    "as_reported": (None, False),
                    "themes": (None, ("neglect", "voice-of-the-child")),
                    "agencies": (None, ()),
                },
            )
        ],
    )
    second = Body(
        n=2,
        t=1767225660001,
        login="uid 1003",
        ops=[
            WrittenOp(
                "update",
                "audits",
                "aud-1",
                2,
                {"sample": (20, None), "themes": (("neglect", "voice-of-the-child"), ("neglect",))},
            )
        ],
    )
    written = []
    name = ROOT
    for body in (header, first, second):
        name, line = seal(name, body)
        written.append(line)
    assert b"".join(written) == MADE_UP.read_bytes()


def test_the_shared_vectors_are_reproduced_byte_for_byte() -> None:
    lines = shared_lines()
    header = Header(
        0,
        1,
        1,
        "6f1c1f6e-0b1e-4c53-9d0a-2f0e6b1d7a11",
        "Example Safeguarding Partnership",
        1767225600000,
        "a.officer",
        "0.1.0",
    )
    added = Body(
        n=1,
        t=1767225660000,
        login="a.officer",
        uid=1001,
        role="officer",
        via="local",
        app="0.1.0",
        cmd="review add",
        ops=[
            WrittenOp(
                "insert",
                "reviews",
                "child-x",
                1,
                {
                    "title": (None, "Child X – “learning” review"),
                    "published": (None, "2025-03"),
                },
            )
        ],
    )
    edited = Body(
        n=2,
        t=1767225720000,
        login="b.chair",
        uid=1002,
        lead="Chair, Case Review Subgroup",
        role="chair",
        via="ssh 127.0.0.1, unverified",
        app="0.1.0",
        cmd="review edit",
        why="date corrected",
        ops=[
            WrittenOp("update", "reviews", "child-x", 2, {"published": ("2025-03", "2025-04-02")})
        ],
    )
    name = ROOT
    for body, line in zip((header, added, edited), lines, strict=True):
        name, made = seal(name, body)
        assert made == line


@pytest.mark.parametrize("source", ["made up", "shared"])
def test_a_line_read_and_written_again_is_the_same(source: str) -> None:
    lines = shared_lines() if source == "shared" else MADE_UP.read_bytes().splitlines(True)
    name, line = seal(ROOT, read_header(lines[0][:-1]))
    assert line == lines[0]
    for line in lines[1:]:
        name, again = seal(name, read_body(line[:-1]))
        assert again == line


def test_only_the_exact_frame_follows() -> None:
    body = b'{"n":0}'
    name = digest(ROOT, body)
    good = b'{"h":"' + name + b'","b":' + body + b"}"
    assert follows(ROOT, good)
    for bad in (
        good.upper(),
        good.replace(b'"h":', b'"h": '),
        good + b" ",
        good[:-1],
        good.replace(b'{"n":0}', b'{"n":1}'),
        good.replace(name, name.upper()) if name.upper() != name else good + b"}",
    ):
        assert not follows(ROOT, bad)
    assert not follows(name, good)


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.integers(-(2**63), 2**63 - 1)
)
def test_any_text_and_number_is_the_compact_json_of_the_standard_library(
    text: str, number: int
) -> None:
    op = WrittenOp("insert", "reviews", "r", 1, {"title": (None, text), "n": (number, (text,))})
    _name, line = seal(ROOT, Body(1, 0, text or "x", ops=[op]))
    written = line[len(b'{"h":"') + 64 + len(b'","b":') : -2]
    assert (
        written
        == json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":")).encode()
    )
    assert read_body(line[:-1]).ops == [op]
