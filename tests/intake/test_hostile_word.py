"""Word files that unpack for ever, whose XML means harm, or that are spoiled anywhere."""

import json
import struct
import time
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.intake.decoding import LIMIT_BYTES
from auditrack.intake.front import guess_review
from auditrack.intake.propose import propose
from auditrack.intake.word import markup, package, read_word
from auditrack.model.change import RefusedError
from tests.growth import grows_with_its_length
from tests.intake.word_parts import (
    DOCUMENT,
    GOOD,
    HEAD,
    docx,
    members,
    p,
    refused,
    run,
    table,
    with_part,
    zipped,
)

# What unpacks for ever


def seconds_and_megabytes(data):
    """The processor time a refusal took, and the most memory it held."""
    tracemalloc.start()
    started = time.process_time()
    refusal = refused(data)
    passed = time.process_time() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return refusal, passed, peak / 1024**2


def deflated(size):
    """A part of blanks, packed a thousandfold."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * (1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * size + packer.flush()


def packed_as(name, packed, size, crc=0, real=None):
    """A zip with one member whose header says what it likes."""
    said = size if real is None else real
    head = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), said, len(name), 0
    )
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), said, len(name),
        0, 0, 0, 0, 0, 0,
    )  # fmt: skip
    body = head + name + packed
    directory = entry + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(body), 0)
    return body + directory + end


def test_a_bomb_of_one_and_a_half_megabytes_is_refused_with_a_sentence():
    packed = deflated(1500)
    assert 1_400_000 < len(packed) < 1_700_000
    data = packed_as(b"word/document.xml", packed, 1500 * 1024**2)
    refusal, passed, megabytes = seconds_and_megabytes(data)
    assert refusal.code == "too-large"
    assert refusal.message == (
        "review.docx unpacks to more than 256 MB, far more than any review, and was not read."
    )
    assert passed < 1 and megabytes < 20


def test_a_bomb_that_says_it_is_small_is_not_believed():
    packed = deflated(100)
    data = packed_as(b"word/document.xml", packed, 100 * 1024**2, real=1000)
    refusal, passed, megabytes = seconds_and_megabytes(data)
    assert refusal.code == "damaged"
    assert passed < 2 and megabytes < 20


def test_a_part_packed_far_too_well_is_refused_before_it_is_all_unpacked():
    data = with_part("word/styles.xml", b" " * (30 * 1024**2))
    refusal, _, megabytes = seconds_and_megabytes(data)
    assert refusal.message.startswith("review.docx unpacks to far more than its size allows")
    assert megabytes < 60


def test_parts_that_together_unpack_to_too_much_are_refused(monkeypatch):
    monkeypatch.setattr(package, "MOST_READ", 2_000)
    assert refused(docx(p("Words of a review. " * 200))).code == "too-large"


def test_too_many_members_are_refused_before_they_are_listed():
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(package.MOST_MEMBERS + 1):
            archive.writestr(f"word/media/{number}", b"")
    refusal = refused(written.getvalue())
    assert refusal.code == "too-large" and "5,000 files inside it" in refusal.message


def test_a_file_larger_than_any_document_is_refused():
    assert refused(GOOD + bytes(LIMIT_BYTES)).code == "too-large"


def test_too_many_pieces_are_refused(monkeypatch):
    monkeypatch.setattr(markup, "MOST_MARKS", 500)
    assert refused(docx(p() * 600)).code == "too-large"


def test_more_text_than_any_review_is_refused(monkeypatch):
    monkeypatch.setattr("auditrack.intake.word.MOST_LETTERS", 1000)
    assert refused(docx(p("Words of a review. ") * 200)).code == "too-large"


# XML that means harm


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels",
             "word/_rels/document.xml.rels"]
)  # fmt: skip
def test_a_dtd_is_refused_in_every_part(part):
    original = members(GOOD)[part].decode()
    data = zipped(members(GOOD) | {part: original.replace("?>", "?><!DOCTYPE x>", 1)})
    assert refused(data).code == "unsafe"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_billion_laughs_are_refused(encoding):
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>' + DOCUMENT.removeprefix(HEAD).format(
        p("&j;").replace("&amp;", "&")
    )
    data = xml.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    refusal, passed, megabytes = seconds_and_megabytes(with_part("word/document.xml", data))
    assert refusal.code == "unsafe"
    assert passed < 1 and megabytes < 20


def test_an_entity_that_reads_a_file_is_refused():
    xml = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + DOCUMENT.removeprefix(
        HEAD
    ).format(p("&f;").replace("&amp;", "&"))
    assert refused(with_part("word/document.xml", xml)).code == "unsafe"


@pytest.mark.parametrize("deep", [300, 100_000])
@pytest.mark.parametrize("tag", ["w:sdt", "w:p", "w:x", "w:tbl"])
def test_deep_nesting_is_refused(deep, tag):
    body = f"<{tag}>" * deep + p("x") + f"</{tag}>" * deep
    assert refused(docx(body)).code == "too-large"


def test_nesting_that_the_parser_allows_is_read():
    body = p("In the middle")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert read_word(docx(body), "review.docx").blocks[0].text == "In the middle"
    body = p("<w:hyperlink>" * 240 + run("Linked") + "</w:hyperlink>" * 240)
    assert read_word(docx(body), "review.docx").blocks[0].text == "Linked"


def test_numbers_as_large_as_a_number_can_be_are_printed_and_no_larger():
    big = 2**31
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="{big}"/><w:numFmt w:val="{{}}"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    for form in ("lowerRoman", "lowerLetter", "ordinalText", "decimal"):
        lists = (
            f'<w:abstractNum w:abstractNumId="{big}">{level.format(form)}</w:abstractNum>'
            f'<w:num w:numId="7"><w:abstractNumId w:val="{big}"/></w:num>'
        )
        body = p("Words", "", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="7"/></w:numPr>')
        body += p("Words", "", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="7"/></w:numPr>')
        for block in read_word(docx(body, numbering=lists), "review.docx").blocks:
            assert len(str(block)) < 40


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_spoiled_document_is_read_or_refused(data):
    spoiled = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(spoiled) - 1))
        spoiled[place] = data.draw(st.integers(0, 255))
    read_or_refused(bytes(spoiled))


TAGS = [
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del",
    "w:hyperlink", "w:pPr", "w:rPr", "w:pict", "w:txbxContent", "mc:AlternateContent",
    "mc:Choice", "mc:Fallback", "w:fldSimple", "w:ruby", "w:br", "w:tab", "w:tcPr", "w:trPr",
]  # fmt: skip
VALUES = st.sampled_from(
    ['<w:vMerge/>', '<w:gridSpan w:val="99999999999"/>', '<w:gridSpan w:val="-3"/>',
     '<w:pStyle w:val="heading1"/>', '<w:numPr><w:numId w:val="1"/></w:numPr>', "<w:vanish/>",
     '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>',
     "<w:instrText>TOC</w:instrText>", '<w:sym w:char="110000"/>', '<w:sym w:char="DC00"/>',
     '<w:br w:type="page"/>', "<w:lastRenderedPageBreak/>", "<w:t>The Board should act.</w:t>",
     "<w:t>Recommendation 1</w:t>", "<w:t>Recommendation</w:t>", "<w:sectPr/>", "<w:gridBefore/>"]
)  # fmt: skip


def wrapped(children):
    tagged = st.tuples(st.sampled_from(TAGS), st.lists(children, max_size=4))
    return tagged.map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>")


@settings(max_examples=300, deadline=None)
@given(st.recursive(VALUES, wrapped, max_leaves=60))
def test_any_tree_of_words_elements_is_read_or_refused(body):
    read_or_refused(docx(body + p("Words")))


def read_or_refused(data):
    try:
        found = read_word(data, "any.docx")
    except RefusedError:
        return
    review = guess_review(found.blocks)
    for item in propose(found.blocks, review)[0]:
        json.dumps(item.text)
    assert [block.order for block in found.blocks] == list(range(len(found.blocks)))


@pytest.mark.parametrize(
    "piece",
    [
        p("The Board should act on what was said and so it went on to the end."),
        p(run("Recommendation 1", "b")),
        p("words that go on and on"),
        p("---") + p("1 a note"),
        table([["No", "Recommendation"], ["1", "The Board should act."]]),
        "<w:ins>" + p("x y") + "</w:ins>",
        p(run("x ") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("y")),
        p("The Board is asked to look again at how it uses the words of the"),
        "<w:tbl><w:tr><w:tc>"
        + p("a")
        + "</w:tc><w:tc>"
        + p("of the") * 9
        + "</w:tc></w:tr></w:tbl>",
    ],
)
def test_time_grows_with_length_and_not_with_its_square(piece):
    def work(copies):
        data = docx(piece * copies)
        return lambda: read_word(data, "long.docx")

    assert grows_with_its_length(work, 100)
