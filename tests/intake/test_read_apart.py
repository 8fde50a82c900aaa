"""A document is read in a process of its own, which may fail without harm."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from auditrack.intake import apart
from auditrack.intake.apart import OUT_OF_MEMORY, REFUSED, read_apart
from auditrack.model.change import Refusal, RefusedError
from auditrack.model.proposal import Item, Passage, Proposals, ReviewGuess, Source, WindowGuess

EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def children() -> set[str]:
    """The processes that read a document now for this one: other tests run beside it."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            told = (place / "status").read_text("utf-8", "replace")
        except OSError:  # gone meanwhile
            continue
        if b"auditrack.intake.apart_process" in words and f"PPid:\t{os.getpid()}\n" in told:
            found.add(place.name)
    return found


def test_whoever_waits_no_more_ends_the_reading():
    before = children()
    with pytest.raises(RefusedError) as refused:
        read_apart("word", EMPTY_ZIP, "review.docx", lambda: True)
    assert refused.value.refusal.code == "stopped"
    assert str(refused.value.refusal) == (
        "review.docx was not read to its end. Nothing was changed. Open it again when you like."
    )
    assert children() == before


def test_what_takes_too_long_is_ended():
    before = children()
    with pytest.raises(RefusedError) as refused:
        read_apart("word", EMPTY_ZIP, "review.docx", seconds=0)
    assert refused.value.refusal.code == "too-long"
    assert children() == before


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (REFUSED, msgspec.json.encode(Refusal("scan", "It is a scan.")), "scan"),
        (OUT_OF_MEMORY, b"", "too-large"),
        (-signal.SIGXFSZ, b"{", "too-large"),
        (-signal.SIGXCPU, b"", "too-long"),
        (-signal.SIGSEGV, b"", "not-readable"),
        (1, b"", "not-readable"),
        (0, b"", "not-readable"),
        (0, b"[]", "not-readable"),
        (0, b"\xff\xfe{", "not-readable"),
        (REFUSED, b"{}", "not-readable"),
        (
            0,
            b'{"source":{"file":"a","sha256":"","format":"pdf"},"review":{},'
            b'"items":[{"kind":"verdict","text":""}]}',
            "not-readable",
        ),
    ],
)
def test_however_it_ends_there_is_a_sentence(code, said, expected):
    with pytest.raises(RefusedError) as refused:
        apart._answer(code, said, "review.pdf", Proposals)
    assert refused.value.refusal.code == expected
    assert refused.value.refusal.message


def test_what_came_of_a_document_comes_over_whole():
    proposals = Proposals(
        Source("a.pdf", "1" * 64, "pdf", 3),
        ReviewGuess("A", "B", "2020-01", "scr", (WindowGuess("2019", None, "Child A"),), ("A",)),
        (Item("recommendation", "Do.\n- this", "R1", agencies=("X",), page=2, passages=(1, 2)),),
        ("A note.",),
        (Passage("row", "a | b", 2, 0, ("a", "b")),),
    )
    assert apart._answer(0, msgspec.json.encode(proposals), "a.pdf", Proposals) == proposals


def test_a_reader_may_take_no_more_than_its_share():
    words = (
        "from auditrack.intake.apart_process import limit_this_process as limit\n"
        "limit()\n"
        "try:\n    bytearray(2 << 30)\n"
        "except MemoryError:\n    print('memory')\n"
        "try:\n    [open('/dev/null') for _ in range(100)]\n"
        "except OSError:\n    print('files')\n"
    )
    ran = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["memory", "files"]
