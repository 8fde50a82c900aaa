"""Text that would break a document, a terminal or a template, in every field of a register."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from docx import Document
from lxml import etree

from auditrack.model.change import Refusal, Saved, Transaction, Update
from auditrack.register import Register, open_register
from auditrack.reports.kit.kind import NAMES
from auditrack.themes.lexicon import library
from tests.reports.canaries import TABLES, is_words
from tests.reports.every_kind import Board

TYPED = "[/] [b + [red]x {{head}} {{report}} {{overdue.what}} ]]> <w:p/> & \" ' =1+1"
"""What must stand on paper as it was typed."""

UNSEEN = "\x1b[31m\x1b]8;;x\x07\x01\x08\x7f\x85\x9b\ufffe\uffff\u202e\u2066\u2028\r"
"""What must not stand there at all."""

HOSTILE = f"{UNSEEN}{TYPED}\u202b{UNSEEN}"
LONG = f"{TYPED} " + "long " * 4_000 + "\n" * 10_000 + "the end"
_LONG_IN = frozenset({"text", "note", "shows", "reason", "what", "question", "minutes", "outcome"})
_NAMES = frozenset({"name", "title", "label", "marking", "subject", "at"})
"""Fields that stand in headings, captions and heads of pages."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


@pytest.fixture(scope="module")
def hostile(
    board_of_every_kind: Board, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Board]:
    """A copy of the board in whose journal every text of people was replaced."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        board = board_of_every_kind.copy(folder / "register")
        with open_register(board.folder) as register:
            saved = register.transact(lambda records: Transaction("edit", tuple(_all(register))))
            assert isinstance(saved, Saved), str(saved)
            entry = register.head.number
        yield Board(board.folder, entry, board.as_at)


def _all(register: Register) -> Iterator[Update]:
    """Every record with every text replaced, and one in seven with long ones."""
    known = {str(one["ref"]) for table in TABLES for one in register.select(table)}
    known |= {theme.id for theme in library()}
    known |= {str(one["ref"]) for one in register.select("theme_links")}
    for table in ("board", "themes", *TABLES):
        for number, one in enumerate(register.select(table)):
            fields = dict(_hostile(table, one, known, with_long=number % 7 == 0))
            if fields:
                yield Update(table, str(one["ref"]), fields)


def _hostile(
    table: str, one: Mapping[str, Any], known: set[str], with_long: bool
) -> Iterator[tuple[str, Any]]:
    for name, value in one.items():
        if name in ("ref", "rev", "year_start", "boards", "predecessors"):
            continue
        text = LONG if with_long and name in _LONG_IN else f"{HOSTILE} {table} {name}"
        if name in _NAMES:
            text = f"{HOSTILE} {one['ref']}"
        if isinstance(value, str) and is_words(value, known):
            yield name, text
        elif isinstance(value, (list, tuple)) and any(is_words(part, known) for part in value):
            yield name, [text if is_words(part, known) else part for part in value]


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            yield name, part
            if part[:2] == b"PK":
                yield from parts_of(part)


def shown(root: etree._Element) -> str:
    """The words of a part, line breaks as newlines."""
    return "".join(
        "\n" if node.tag == f"{_W}br" else node.text or ""
        for node in root.iter(f"{_W}t", f"{_W}br")
    )


@pytest.mark.parametrize("kind", NAMES)
def test_it_opens_shows_text_as_typed_and_fills_no_token(hostile: Board, kind: str) -> None:
    content = hostile.content(kind)
    assert len(Document(io.BytesIO(content)).paragraphs) > 5
    for name, part in parts_of(content):
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(part)  # which stands in for every reader that is strict
        for text in (
            *root.itertext(),
            *(value for one in root.iter(etree.Element) for value in one.attrib.values()),
        ):
            assert _FORBIDDEN.search(text) is None, (name, text[:200])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        said = shown(etree.fromstring(package.read("word/document.xml")))
    assert TYPED in said
    # Each token that was typed is still there, and none was filled with what it would name.
    for token in ("{{head}}", "{{report}}", "{{overdue.what}}"):
        assert said.count(token) >= said.count(TYPED)
    assert "[b + [red]x entry " not in said


def test_the_register_itself_keeps_out_what_no_journal_can_hold(hostile: Board) -> None:
    """So that no report need ever be asked about U+0000 and halves of characters."""
    with open_register(hostile.folder) as register:
        for text in ("a\0b", "a\ud800b"):
            (one, *_) = register.select("recommendations")
            refused = register.transact(
                lambda records, text=text, one=one: Transaction(
                    "edit", (Update("recommendations", str(one["ref"]), {"text": text}),)
                )
            )
            assert isinstance(refused, Refusal) and refused.message.endswith(".")
