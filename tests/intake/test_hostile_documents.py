"""Files that are no text, lie about what they are, or are built to take for ever."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.intake import read
from auditrack.intake.decoding import LIMIT_BYTES
from auditrack.model.change import RefusedError
from tests.growth import grows_with_its_length

REVIEW = "# Recommendations\n\nRecommendation 1: The Board’s staff should meet – often.\n"
TEXT = "The Board’s staff should meet – often."


@pytest.mark.parametrize(
    "data",
    [
        REVIEW.encode(),
        b"\xef\xbb\xbf" + REVIEW.encode(),
        REVIEW.encode("utf-16"),
        REVIEW.encode("utf-16-le"),
        REVIEW.encode("utf-16-be"),
        REVIEW.encode("utf-32"),
        REVIEW.encode("cp1252"),
        REVIEW.replace("\n", "\r\n").encode(),
        REVIEW.replace("\n", "\r").encode(),
    ],
)
def test_every_usual_encoding_is_read(data):
    assert [item.text for item in read(Path("a.txt"), data).ticked] == [TEXT]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"   \n\f\n", "empty-file"),
        (b"\x00\x01\x02\x03" * 40, "not-text"),
        (bytes(range(256)) * 8, "not-text"),
        (b"\xff\xfe\x00", "not-text"),
        (b"%PDF-1.7\n", "not-readable"),
        (b"PK\x03\x04rest", "damaged"),
        (b"\xd0\xcf\x11\xe0rest", "old-office"),
        (b"a" * (LIMIT_BYTES + 1), "too-large"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data, code):
    with pytest.raises(RefusedError) as refused:
        read(Path("review.txt"), data)
    refusal = refused.value.refusal
    assert refusal.code == code
    assert refusal.message.startswith("review.txt ") and refusal.message.endswith(".")
    assert refusal.todo


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, code in ((tmp_path / "none.txt", "no-such-file"), (tmp_path, "not-readable")):
        with pytest.raises(RefusedError) as refused:
            read(path)
        assert refused.value.refusal.code == code


def test_escape_sequences_and_invisible_characters_are_taken_out():
    data = (
        "# Recommendations\n\n\x1b]0;owned\x07Recommendation 1: \x1b[31mThe Board\x1b[0m "
        "sho\u200buld \u202eact\u202c \x07on\u00a0[red]this[/] now.\n"
    ).encode()
    assert [item.text for item in read(Path("a.md"), data).ticked] == [
        "The Board should act on [red]this[/] now."
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                [
                    "# Recommendations",
                    "Recommendation 1",
                    "4.2",
                    "| Recommendation | Outcome |",
                    "|---|---|",
                    "| The Board should act | x |",
                    "- a bullet",
                    "The Board should:",
                    "How will we know?",
                    "Contents",
                    "Rec\tOutcome",
                    "\f",
                    "**Oldbury Council**",
                    "THEME 1: x",
                    "+--+--+",
                    "<table><tr><td>x",
                    "RECOMMENDATION    OUTCOME",
                ]
            ),
        ),
        max_size=25,
    )
)
def test_any_text_is_read_or_refused(lines):
    try:
        proposals = read(Path("any.md"), "\n".join(lines).encode("utf-8", "surrogatepass"))
    except RefusedError:
        return
    for item in proposals.items:
        assert item.text.strip()
        for mark in item.text.replace("\n", ""):
            assert unicodedata.category(mark) not in ("Cc", "Cf", "Cs")
    json.dumps(proposals.to_json())


@pytest.mark.parametrize(
    "piece",
    [
        "| do it now | x |\n",
        "and so it went on until the end of the day when all was said\n",
        ". . . . ",
        "# Recommendations\n\n- the Board should\n\n",
        "Recommendation 1: the Board should do it.\n\n",
        "a\n---\n\n",
        "x  y\n",
        "The Board will want to be assured. ",
    ],
)
def test_time_grows_with_length_and_not_with_its_square(piece):
    def work(copies):
        data = ("RECOMMENDATION    OUTCOME\n" + piece * copies).encode()
        return lambda: read(Path("long.txt"), data)

    assert grows_with_its_length(work, 250)
