"""Made-up documents set as PDFs in many manners, and some that LibreOffice set.

The first part sets every document of `documents/` in manners that the rules were made with. The
second takes documents written after the rules (`documents/pdf/`, other words) in manners that
differ from those in letters, leading, widths of columns and page: read once before anything was
mended for them they gave recall 0.948 and precision 0.943 as set here, and 0.985 and 1.000, 0.970
and 0.970 as two sets from LibreOffice. They are ordinary tests now.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from auditrack.intake.decoding import decode
from auditrack.intake.front import guess_review
from auditrack.intake.pdf import read_pdf
from auditrack.intake.propose import propose
from auditrack.intake.text import read_text

from .as_pdf import Manner, as_pdf

DOCUMENTS = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.json"))
SECOND = sorted(path.stem for path in (DOCUMENTS / "pdf").glob("*.md"))
OF_LIBREOFFICE = sorted((DOCUMENTS / "pdf").glob("*.pdf"))

MANNERS = {
    "plain": Manner(head="A review of a made-up child"),
    "serif, justified, open tables": Manner(
        family="times", size=12, justified=True, headings="bold", numbers="margin", margin=90,
        tables="open", space=10, bullet="symbol",
    ),
    "tight, first lines indented": Manner(
        family="times", size=10, leading=1.15, space=0, indent=14, justified=True,
        numbers="inline", tables="lines", bullet="–",
    ),
    "tight, line by line": Manner(
        size=10, leading=1.15, space=0, headings="bold", numbers="inline", tables="lines",
        bullet="–", order="lines",
    ),
    "two columns": Manner(
        family="times", size=10, columns=2, margin=50, space=5, head="Learning report",
        justified=True,
    ),
    "underlined headings, open tables line by line": Manner(
        size=10.5, tables="open", order="lines", padding=7, headings="underlined", bullet="o"
    ),
    "every second row shaded": Manner(
        size=10, tables="shaded", leading=1.5, space=12, foot="{page}"
    ),
    "a scan with its text": Manner(family="times", scanned=True),
    "a scan with open tables": Manner(scanned=True, tables="open", padding=8),
    "sideways on the page": Manner(turn=90, head="Turned"),
    "a stamp across": Manner(stamp="DRAFT", page=(612, 792), foot="- {page} -"),
}  # fmt: skip

SECOND_MANNERS = {
    "margin numbers, letter paper": Manner(
        family="times", size=9.5, leading=1.4, space=5, margin=60, page=(612, 792),
        headings="bold", numbers="margin", bullet="–", tables="open", padding=6,
        head="Heathervale papers", foot="{page}",
    ),
    "large print, wide pages": Manner(
        size=12, leading=1.15, space=14, margin=85, bullet="symbol", page=(595, 420),
        foot="{page} | Page", head="OFFICIAL",
    ),
    "two columns, no space between paragraphs": Manner(
        family="times", size=10, leading=1.2, space=0, indent=18, justified=True, columns=2,
        margin=45, gutter=26, headings="bold", numbers="inline", tables="lines",
        foot="- {page} -", head="Report {page}",
    ),
    "typewriter": Manner(
        family="courier", size=10, leading=1.3, space=7, margin=55, headings="underlined",
        numbers="inline", tables="shaded", order="lines", bullet="o", foot="Page {page} of 9",
    ),
    "a scan line by line": Manner(
        size=10, leading=1.6, space=3, margin=64, tables="open", order="lines", scanned=True,
        padding=7,
    ),
    "footnotes": Manner(
        family="times", size=11.5, leading=1.3, space=6, margin=70, headings="bold",
        footnotes=True, head="An overview report", justified=True,
    ),
}  # fmt: skip


def fold(text):
    return re.sub(r"\s+", " ", text or "").strip()


def blocks_of(name):
    path = next(path for path in DOCUMENTS.glob(f"{name}.*") if path.suffix != ".json")
    return read_text(decode(path.read_bytes(), path.name)).blocks


def expected_of(path):
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["items"]


def proposed(data, name="review.pdf"):
    reading = read_pdf(data, name)
    items, _ = propose(reading.blocks, guess_review(reading.blocks))
    return [item for item in items if item.ticked]


def measured(found, wanted):
    """How many items were wanted, found, and right."""
    want = Counter((row["kind"], fold(row["text"])) for row in wanted)
    have = Counter((item.kind, fold(item.text)) for item in found)
    return Counter(wanted=want.total(), found=have.total(), right=(want & have).total())


def told(figures, what, sums):
    recall, precision = sums["right"] / sums["wanted"], sums["right"] / sums["found"]
    figures.append(f"PDF, {what}: recall {recall:.3f}, precision {precision:.3f}")
    return recall, precision


@pytest.mark.parametrize("manner", MANNERS)
def test_the_layouts_are_read_from_pdf_in_many_manners(manner, figures):
    sums = Counter()
    for name in NAMES:
        found = proposed(as_pdf(blocks_of(name), MANNERS[manner]))
        sums += measured(found, expected_of(DOCUMENTS / name))
    recall, precision = told(figures, f"{len(NAMES)} layouts {manner}", sums)
    assert recall >= 0.97 and precision >= 0.97


@pytest.mark.parametrize("manner", SECOND_MANNERS)
def test_documents_written_after_the_rules_are_read(manner, figures):
    sums = Counter()
    for name in SECOND:
        path = DOCUMENTS / "pdf" / f"{name}.md"
        blocks = read_text(path.read_text(encoding="utf-8")).blocks
        sums += measured(proposed(as_pdf(blocks, SECOND_MANNERS[manner])), expected_of(path))
    recall, precision = told(figures, f"{len(SECOND)} second layouts {manner}", sums)
    assert recall >= 0.95 and precision >= 0.95


def folded(row):
    """The fields of an item or of what is expected of it, white space folded."""
    return {
        key: fold(value) if isinstance(value, str) else tuple(value or ())
        for key, value in row.items()
    }


@pytest.mark.parametrize("path", OF_LIBREOFFICE, ids=lambda path: path.stem)
def test_what_libreoffice_set_is_read_whole(path):
    wanted = [folded(row) for row in expected_of(path)]
    found = proposed(path.read_bytes(), path.name)
    fields = {item.text: item for item in found}
    assert sorted(map(fold, fields)) == sorted(row["text"] for row in wanted)
    mine = {fold(text): item for text, item in fields.items()}
    for row in wanted:
        assert folded({key: getattr(mine[row["text"]], key) for key in row}) == row


@pytest.mark.parametrize("name", NAMES)
def test_labels_groups_and_outcomes_are_those_of_the_text(name):
    """A PDF set plainly proposes what the text does, field by field."""
    found = proposed(as_pdf(blocks_of(name), MANNERS["plain"]))
    for row, item in zip(expected_of(DOCUMENTS / name), found, strict=True):
        same = {key: row[key] for key in row if key in ("kind", "label", "group", "outcome")}
        mine = {key: getattr(item, key) for key in same}
        assert {key: fold(value) for key, value in mine.items()} == {
            key: fold(value) for key, value in same.items()
        }
