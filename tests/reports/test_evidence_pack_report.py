"""The evidence pack, read back as Word: its index, its blocks, and what it must not say."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from auditrack.analysis.position import CAVEAT, Position
from auditrack.model.change import Head
from auditrack.register import open_register
from auditrack.reports.evidence_pack.index import copy_name, kept_files, where
from auditrack.reports.evidence_pack.report import KIND, report_of
from auditrack.reports.kit.making import make
from auditrack.views.evidence_pack import EvidencePack, evidence_pack_of
from auditrack.views.evidence_pack_documents import IndexedDocument

TODAY = date(2026, 11, 20)
HOSTILE = "\x1b[31m[/] [b + [red]x\x00\x07 <w:p/> & {{head}} {{index}} \ud800\ufffe\u202e\x9b2J"
SEAL = "0a1b2c3d4e5f" + "0" * 52


@pytest.fixture(scope="module")
def register(demonstration_board: Path) -> Iterator[Any]:
    with open_register(demonstration_board, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def pack(register: Any) -> EvidencePack:
    return evidence_pack_of(register, "voice_of_child", TODAY)


@pytest.fixture(scope="module")
def content(pack: EvidencePack) -> bytes:
    return rendered(pack)


def rendered(pack: EvidencePack, copied: bool = False) -> bytes:
    return make(report_of(pack, copied)).document


def document(number: str = "E1", **also: Any) -> IndexedDocument:
    known: dict[str, Any] = dict(
        number=number,
        ref="ev-1",
        shows="Files were read.",
        level="3, practice seen",
        about="2025-03",
        result="embedded",
        filed_on="2025-04-01",
        filed_by="Assurance Manager",
        state="accepted",
        accepted_on="2025-04-20",
        accepted_by="Scrutineer",
        returned_why="",
        agency="",
        serves=("child-a/1",),
        audit="",
        difference="",
        link="",
        file="",
        sha256="",
        is_kept=False,
    )
    return IndexedDocument(**{**known, **also})


def headings(content: bytes, level: int) -> list[str]:
    return [
        paragraph.text
        for paragraph in Document(BytesIO(content)).paragraphs
        if paragraph.style is not None and paragraph.style.name == f"Heading {level}"
    ]


def tables_of(content: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(BytesIO(content)).tables
    ]


def index_of(content: bytes) -> list[list[str]]:
    return next(table for table in tables_of(content) if table[0][0] == "Number")[1:]


def poisoned(value: Any) -> Any:
    """The same value with hostile text before every text in it."""
    if isinstance(value, str):
        return HOSTILE + value
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if isinstance(value, Position):
        texts = {name: poisoned(getattr(value, name)) for name in ("name", "label", "reason")}
        return replace(value, **texts)
    if is_dataclass(value) and not isinstance(value, type | Head):
        return replace(
            value, **{field.name: poisoned(getattr(value, field.name)) for field in fields(value)}
        )
    return value


def test_its_sections_are_real_headings_in_order(content: bytes) -> None:
    assert headings(content, 1)[:10] == [
        "The theme and where it stands",
        "The chain",
        "Reviews",
        "Findings",
        "Recommendations",
        "Audits",
        "Index of documents",
        "Evidence returned or expired",
        "What would settle a doubt",
        "What is not on record",
    ]


def test_the_position_stands_with_its_explanation(
    content: bytes, pack: EvidencePack, read_text: Any
) -> None:
    text = read_text(content)
    assert CAVEAT in text
    assert pack.position.reason in text
    assert "keeps two questions apart" in text
    assert pack.definition in text


def test_every_recommendation_has_a_block_with_its_text_whole(
    content: bytes, pack: EvidencePack, read_text: Any
) -> None:
    shown = headings(content, 2)
    text = read_text(content)
    for one in pack.recommendations:
        assert f"{one.ref}, {one.review}" in shown
        assert one.text in text
        assert f"BRAG: {one.brag}: {one.brag_reason}" in text
        assert f"Delivery: {one.delivery}" in text
        for action in one.actions:
            assert action.what in text


def test_every_audit_has_a_block_with_its_method_and_cases(
    content: bytes, pack: EvidencePack, read_text: Any
) -> None:
    assert pack.audits
    text = read_text(content)
    for one in pack.audits:
        assert any(heading.startswith(f"{one.ref}, ") for heading in headings(content, 2))
        assert f"Outcome: {one.outcome}; it counts as {one.counts_as}" in text
        assert f"Method: {one.method or 'not recorded'}" in text
        assert f"Looked at: {one.looked_at}" in text
        for name, said in (*one.cases, *one.standard):
            assert f"{name}: {said}" in text
        assert f"Independence: {one.independence}" in text
        for criterion in one.criteria:
            assert criterion.question in text


def test_the_index_has_every_document_once_and_blocks_name_only_its_numbers(
    content: bytes, pack: EvidencePack, read_text: Any
) -> None:
    rows = index_of(content)
    assert [row[0] for row in rows] == [one.number for one in pack.documents]
    for row, one in zip(rows, pack.documents, strict=True):
        assert one.shows in row[1]
        assert row[5] == where(one)
    known = {one.number for one in (*pack.documents, *pack.apart)}
    named = set(re.findall(r"\bE\d+\b", read_text(content)))
    assert named == known


def test_the_chain_names_the_number_of_each_document(content: bytes, pack: EvidencePack) -> None:
    chain = next(t for t in tables_of(content) if t[0] == ["Date", "Record", "What it says"])
    assert len(chain) - 1 == len(pack.position.chain)
    for row, step in zip(chain[1:], pack.position.chain, strict=True):
        number = pack.numbers.get(step.ref)
        assert row[1] == (f"{step.ref} ({number})" if number else step.ref)


def test_where_a_document_is_says_link_file_and_seal() -> None:
    assert where(document()) == "Not on record"
    assert where(document(link="Board library, 3")) == "Board library, 3"
    kept = document(file="Audit.pdf", sha256=SEAL, is_kept=True)
    assert where(kept) == "Kept file Audit.pdf, SHA-256 0a1b2c3d4e5f"
    assert (
        where(kept, copied=True) == "Copied beside this report: E1-audit.pdf, SHA-256 0a1b2c3d4e5f"
    )
    source = document(level="", file="review.pdf", sha256=SEAL)
    assert where(source) == "review.pdf, SHA-256 0a1b2c3d4e5f; not kept in the register"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Audit of files.pdf", "E1-audit-of-files.pdf"),
        ("../../etc/passwd", "E1-passwd"),
        ("..\\..\\evil.exe", "E1-evil.exe"),
        (".bashrc", "E1.bashrc"),
        ("x\x1b[31m/\u202etxt.pdf", "E1-txt.pdf"),
        ("", "E1"),
        ("/", "E1"),
        ("a" * 300 + ".pdf", f"E1-{'a' * 60}.pdf"),
        ("name.with.dots.tar.gz", "E1-name-with-dots-tar.gz"),
        ("审计.pdf", "E1.pdf"),
    ],
)
def test_a_copy_is_called_by_its_number_and_harmless_words(file: str, name: str) -> None:
    assert copy_name(document(file=file, sha256=SEAL, is_kept=True)) == name


def test_only_kept_files_in_force_may_leave(pack: EvidencePack) -> None:
    kept = document("E1", file="a.pdf", sha256=SEAL, is_kept=True)
    linked = document("E2", link="Board library")
    back = document("E3", file="b.pdf", sha256=SEAL, is_kept=True, state="returned")
    one = replace(pack, documents=(kept, linked), apart=(back,))
    assert kept_files(one) == {"E1-a.pdf": SEAL}


def test_what_was_returned_stands_apart_with_the_reason(pack: EvidencePack, read_text: Any) -> None:
    back = document("E9", state="returned", returned_why="Of another review.", accepted_on="")
    text = read_text(rendered(replace(pack, apart=(back,))))
    assert "1 piece of evidence was returned to the filer, or expired." in text
    assert "Returned\nBecause: Of another review." in text


def test_what_is_not_on_record_is_never_said_to_be_not_done(
    content: bytes, pack: EvidencePack, read_text: Any
) -> None:
    rows = next(table for table in tables_of(content) if table[0] == ["Not on record", "Of"])
    assert [row[0] for row in rows[1:]] == [gap.what for gap in pack.gaps]
    assert "not done" not in read_text(content)
    assert "may have been done" in read_text(content)


def test_a_review_that_is_not_published_is_said_in_front(
    pack: EvidencePack, read_text: Any
) -> None:
    one = replace(pack, unpublished=("Child Z",))
    assert "not for outside the board yet" in read_text(rendered(one))
    assert "Agree first who may see it." in read_text(rendered(one))
    assert "Agree first" not in read_text(rendered(replace(pack, unpublished=())))


def test_no_holder_of_a_lead_and_no_login_is_named(
    register: Any, pack: EvidencePack, read_text: Any
) -> None:
    text = read_text(rendered(pack))
    for lead in register.select("leads"):
        for name in (lead.get("holder"), *lead.get("logins", ())):
            assert not name or not re.search(rf"\b{re.escape(name)}\b", text), name


def test_a_pack_of_what_was_only_audited(pack: EvidencePack, read_text: Any) -> None:
    bare = replace(
        pack, reviews=(), findings=(), recommendations=(), documents=(), apart=(), gaps=()
    )
    text = read_text(rendered(bare))
    assert "No review on record speaks of the theme." in text
    assert "No recommendation of the board's reviews is linked to the theme." in text
    assert "No document on the theme is on record." in text
    assert "Nothing that this pack looks for is missing from the record." in text


def test_a_template_may_hold_audits_documents_recommendations_and_the_chain(
    pack: EvidencePack,
) -> None:
    report = report_of(pack)
    assert set(report.rows) == set(KIND.rows)
    assert set(report.values) == set(KIND.values)
    assert set(report.sections) == set(KIND.sections)
    assert set(KIND.parts()).isdisjoint((*KIND.values, *KIND.rows))
    for name, declared in KIND.rows.items():
        assert report.rows[name], name
        for row in report.rows[name]:
            assert set(row) == set(declared)
            assert all(isinstance(text, str) for text in row.values())


def test_hostile_text_is_text(pack: EvidencePack, read_parts: Any, read_text: Any) -> None:
    hostile = replace(poisoned(pack), head=pack.head)
    content = rendered(hostile)
    assert "[/] [b + [red]x <w:p/> & {{head}} {{index}}" in read_text(content)
    for name, part in read_parts(content).items():
        if name.endswith(".xml"):
            assert b"\x1b" not in part
            assert b"<w:p/> &" not in part
