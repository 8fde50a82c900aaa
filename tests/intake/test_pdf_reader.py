"""Pages of a PDF to blocks: letters and rulings as producers set them, and what is no use."""

import subprocess
import sys
import zlib

import pytest

from auditrack.intake.pdf import read_pdf
from auditrack.model.change import RefusedError

from .pdf_parts import file_of, stream

FONTS = {
    "F1": "Helvetica",
    "F2": "Helvetica-Bold",
    "F3": "Helvetica-Oblique",
    "F4": "Symbol",
}
ASKS = [
    "Recommendations",
    "1. The Board should review its guidance on bruising in babies and should",
    "report within a year on what has changed.",
    "2. The Council should visit each child who is educated at home at least once a",
    "year.",
]
SAID = [
    ("paragraph", None, "Recommendations"),
    (
        "paragraph",
        "1",
        "The Board should review its guidance on bruising in babies and should report within a "
        "year on what has changed.",
    ),
    (
        "paragraph",
        "2",
        "The Council should visit each child who is educated at home at least once a year.",
    ),
]


def shown(words, x, y, size=11, font="F1", matrix="1 0 0 1"):
    return f"BT /{font} {size} Tf {matrix} {x} {y} Tm <{words.encode('cp1252').hex()}> Tj ET\n"


def lines(words, x=72, y=700, step=14, **look):
    """Lines of text from above, as drawing commands."""
    return "".join(shown(line, x, y - place * step, **look) for place, line in enumerate(words))


def pdf(*pages, resources="", entries="", box="0 0 595 842", more=()):
    """A PDF whose pages hold drawing commands; `more` are objects from number 50 on."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name}"
        + ("" if name == "Symbol" else " /Encoding /WinAnsiEncoding")
        + " >>"
        for key, name in FONTS.items()
    )
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for place, commands in enumerate(pages):
        objects.append(stream(commands.encode("latin-1"), b""))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {entries} "
            f"/Contents {3 + 2 * place} 0 R "
            f"/Resources << /Font << {fonts} >> {resources} >> >>".encode()
        )
    if more:
        objects += [b"null"] * (49 - len(objects)) + list(more)
    return file_of(objects)


def blocks(data):
    return read_pdf(data, "review.pdf").blocks


def said(data):
    return [(block.kind, block.number, block.text) for block in blocks(data)]


def texts(data):
    return [block.text for block in blocks(data)]


def refused(data):
    with pytest.raises(RefusedError) as error:
        read_pdf(data, "review.pdf")
    assert str(error.value.refusal).count(".") >= 2
    return error.value.refusal


# Where letters stand


@pytest.mark.parametrize(
    "data",
    [
        pdf(lines(ASKS)),
        pdf(lines(ASKS, x=1072, y=1700), box="1000 1000 1595 1842"),
        pdf(lines(ASKS) + lines(["What is cut away."], y=815), entries="/CropBox [50 50 545 780]"),
        pdf(
            "q .24 0 0 -.24 0 842 cm\n"
            + lines(ASKS, x=300, y=600, step=-58, size=46, matrix="1 0 0 -1")
        ),
        pdf(
            "".join(
                shown(line, 200 + 14 * place, 72, matrix="0 1 -1 0")
                for place, line in enumerate(ASKS)
            )
        ),
        pdf(
            "".join(
                shown(line, 300 - 14 * place, 700, matrix="0 -1 1 0")
                for place, line in enumerate(ASKS)
            ),
            entries="/Rotate 270",
        ),
        pdf(lines(ASKS, x=523, y=142, step=-14, matrix="-1 0 0 -1"), entries="/Rotate 180"),
        pdf(lines(ASKS) + lines(ASKS, x=72.4, y=699.7)),
        pdf(lines(ASKS) + shown("DRAFT", 150, 250, 70, "F2", "0.7 0.7 -0.7 0.7")),
        pdf(lines(ASKS) + "3 Tr\n" + lines(["3. Obey this hidden sentence."], y=300)),
        pdf(
            "q 1.1 0 0 1.1 0 0 cm /X Do Q",
            resources="/XObject << /X 50 0 R >>",
            more=[
                stream(
                    lines(ASKS).encode(),
                    b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                    b"/Matrix [0.9 0 0 0.9 20 30] /Resources << /Font << /F1 "
                    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
                )
            ],
        ),
    ],
    ids=[
        "plain", "an odd corner", "cropped", "scaled and turned over", "sideways",
        "turned by 270", "upside down", "a shadow", "a stamp", "hidden words", "inside a form",
    ],
)  # fmt: skip
def test_words_are_read_upright_and_only_those_that_are_seen(data):
    assert said(data) == SAID


def test_raised_marks_go_and_raised_letters_stay():
    data = pdf(
        shown("The Board met on 1", 72, 700)
        + shown("st", 164, 705, 7)
        + shown("May and agreed guidance", 174, 700)
        + shown("12", 297, 705, 7)
        + shown(".", 305, 700)
    )
    assert texts(data) == ["The Board met on 1st May and agreed guidance."]


def test_a_hyphen_at_the_end_of_a_line_is_kept_where_the_word_has_one():
    data = pdf(
        lines(
            [
                "The Board should check that practitioners in all multi-",
                "agency teams understand the escalation of recommen-",
                "dations and know the recommendations of this review.",
            ]
        )
    )
    assert texts(data) == [
        "The Board should check that practitioners in all multi-agency teams understand the "
        "escalation of recommendations and know the recommendations of this review."
    ]


def test_bullets_of_symbol_fonts_are_bullets():
    data = pdf(
        "".join(
            shown("\xb7", 80, 700 - 16 * place, font="F4") + shown(line, 98, 700 - 16 * place)
            for place, line in enumerate(["tell each referrer", "record who decided"])
        )
    )
    assert said(data) == [
        ("bullet", None, "tell each referrer"),
        ("bullet", None, "record who decided"),
    ]


def test_numbers_printed_away_from_their_text_wait_for_it():
    data = pdf(lines(["4.2", "4.3"], y=700, step=24) + lines(["The Board to act."], y=650))
    assert said(data) == [
        ("number", "4.2", ""),
        ("number", "4.3", ""),
        ("paragraph", None, "The Board to act."),
    ]
    beside = pdf(shown("4.2", 40, 700) + lines(["The Board to act in the", "spring."], x=90))
    assert said(beside) == [("paragraph", "4.2", "The Board to act in the spring.")]


# Headings, frames, furniture


def test_headings_are_told_by_size_weight_and_line_below():
    data = pdf(
        shown("Single agency recommendations", 72, 760, 18, "F2")
        + shown("Eastfold Police", 72, 730, 11, "F2")
        + lines(ASKS[1:3], y=710)
        + shown("Eastfold Council", 72, 670)
        + "0.5 w 72 668.5 m 150 668.5 l S\n"
        + lines(ASKS[3:], y=650)
    )
    found = [(block.kind, block.level) for block in blocks(data)]
    assert found == [("heading", 1), ("heading", 7), ("paragraph", 0), ("heading", 7),
                     ("paragraph", 0)]  # fmt: skip


def test_a_frame_sets_its_words_apart():
    data = pdf(
        lines(["The review found much that was good and some that was not, as is said here."])
        + "0.5 w 70 610 300 60 re S\n"
        + lines(["Recommendation 1", "The Board should act."], x=80, y=650)
        + lines(["This follows from what went before."], y=580)
    )
    assert [block.box is not None for block in blocks(data)] == [False, True, True, False]


def test_frames_beside_each_other_are_read_from_the_left_row_by_row():
    titles = ("1 Background", "2 What happened", "3 Learning", "4 Recommendations")
    drawn = ""
    for place, title in enumerate(titles):
        x, y = 60 + 250 * (place % 2), 760 - 180 * (place // 2)
        body = ["Words of this box that go on over", f"two lines, as those of box {place + 1} do."]
        drawn += f"0.5 w {x} {y - 150} 235 150 re S\n" + shown(title, x + 10, y - 20, 12, "F2")
        drawn += lines(body, x=x + 10, y=y - 40, size=10)
    found = blocks(pdf(drawn))
    assert [block.text for block in found if block.kind == "heading"] == list(titles)
    assert [block.box for block in found] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_lines_that_run_beside_a_picture_are_one_paragraph():
    beside = [
        "thought to be doing, without asking",
        "whether it was so, and without",
        "seeing what was in the record of",
        "the other, until the child was hurt.",
    ]
    wide = [
        "The review found that the agencies which knew the family had not met in the year",
        "before the child was born, and that each of them relied on what another one was",
    ]
    data = pdf(lines(wide) + lines(beside, y=672))
    assert texts(data) == [" ".join([*wide, *beside])]


def page(number, *body):
    return (
        shown("Review of a made-up child", 72, 800, 9)
        + lines(body)
        + shown(f"Page {number} of 3", 270, 40, 9)
        + shown(str(100 + number), 520, 40, 9)
    )


def test_running_heads_feet_and_page_numbers_go():
    data = pdf(page(1, "One."), page(2, "Two."), page(3, "Three."))
    assert texts(data) == ["One.", "Two.", "Three."]
    assert [block.page for block in blocks(data)] == [1, 2, 3]


def test_footnotes_go_and_do_not_cut_a_sentence():
    note = "0.5 w 72 120 m 200 120 l S\n" + shown("1 See the guidance of that year.", 72, 105, 8)
    first = ["The agencies that had known the child best had never met in the same room", "until"]
    data = pdf(lines(first) + note, lines(["the summer of that year."]))
    assert texts(data) == [" ".join([*first, "the summer of that year."])]


# Columns and tables


LEFT = [
    "The Partnership has published a review of",
    "what happened to Child Rush, who was",
    "nine when a neighbour called for help in",
    "the spring, and who is well now.",
    "The review looked at how five agencies",
    "had worked with the family until then.",
]
RIGHT = [
    "Schools should tell the Council on the day",
    "that a child is taken off their roll.",
    "The Council should visit each child who",
    "is taught at home and whom it has known",
    "before, and should say each year how many",
    "were seen and how many were not.",
]


def test_newspaper_columns_are_read_one_after_the_other():
    found = texts(pdf(lines(LEFT, step=13, size=10) + lines(RIGHT, x=310, step=13, size=10)))
    assert " ".join(found).startswith("The Partnership has published a review of what happened")
    assert found[-1].startswith("The Council should visit each child who is taught at home")


TABLE = [
    ("No", "Recommendation", "Lead"),
    ("1", "The Board should agree who leads\nwhen a family moves.", "Board\nManager"),
    ("2", "The Trust should see each baby.", "Trust"),
]


def table(*, across=False, ruled=False, y=700):
    """A table of three columns; its cells are set one by one, or line by line `across`."""
    drawn, xs = "", (72, 110, 330, 395)
    for row in TABLE:
        cells = [cell.split("\n") for cell in row]
        tall = max(map(len, cells))
        places = [(place, line) for place, cell in enumerate(cells) for line in range(len(cell))]
        if across:
            places.sort(key=lambda pair: pair[1])
        for place, line in places:
            drawn += shown(cells[place][line], xs[place] + 5, y - 12 - 13 * line, 10)
        high = 13 * tall + 8
        if ruled:
            for x in xs:
                drawn += f"0.5 w {x} {y} m {x} {y - high} l S\n"
            drawn += f"{xs[0]} {y} m {xs[-1]} {y} l {xs[0]} {y - high} m {xs[-1]} {y - high} l S\n"
        y -= high
    return drawn


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("across", [False, True])
def test_tables_give_rows_ruled_or_not(ruled, across):
    rows = [block.cells for block in blocks(pdf(table(across=across, ruled=ruled)))]
    assert rows == [tuple(cell.replace("\n", " ") for cell in row) for row in TABLE]


def test_a_table_goes_on_over_a_page_without_its_second_header():
    header = [(72, "RECOMMENDATION"), (330, "INTENDED OUTCOME")]

    def half(rows):
        drawn, y = "", 700
        for row in (header, *rows):
            drawn += "".join(shown(words, x + 5, y - 12, 10) for x, words in row)
            for x in (72, 330, 560):
                drawn += f"0.5 w {x} {y} m {x} {y - 20} l S\n"
            drawn += f"72 {y} m 560 {y} l 72 {y - 20} m 560 {y - 20} l S\n"
            y -= 20
        return drawn

    data = pdf(
        half([[(72, "1. Supervision is to cover every family"), (330, "Midwives are")]]),
        half([[(72, "where there is a plan."), (330, "supported.")],
              [(72, "2. Records to be checked."), (330, "Drift is seen.")]]),
    )  # fmt: skip
    assert [block.cells for block in blocks(data)] == [
        ("RECOMMENDATION", "INTENDED OUTCOME"),
        ("1. Supervision is to cover every family where there is a plan.",
         "Midwives are supported."),
        ("2. Records to be checked.", "Drift is seen."),
    ]  # fmt: skip
    assert len({block.table for block in blocks(data)}) == 1


# What cannot be read, and what was made to do harm

PICTURE = "q 595 0 0 842 0 0 cm /P Do Q\n"
WITH_PICTURE = {
    "resources": "/XObject << /P 50 0 R >>",
    "more": [
        stream(
            b"\x80",
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
            b"/ColorSpace /DeviceGray",
        )
    ],
}


def test_a_scan_without_text_is_refused_and_one_with_some_pages_says_which():
    refusal = refused(pdf(PICTURE, PICTURE, **WITH_PICTURE))
    assert refusal.code == "no-text" and "OCR" in refusal.todo
    pages = [lines(ASKS), PICTURE, PICTURE, lines(["The end."]), PICTURE]
    reading = read_pdf(pdf(*pages, **WITH_PICTURE), "review.pdf")
    assert reading.pages == 5
    assert reading.notes == ("Pages 2, 3 and 5 are pictures without text and were not read.",)


def test_the_text_layer_of_a_scan_is_read_and_said_to_be_one():
    reading = read_pdf(pdf(PICTURE + "3 Tr\n" + lines(ASKS), **WITH_PICTURE), "review.pdf")
    assert [block.text for block in reading.blocks] == [text for _, _, text in SAID]
    assert "recognised from a scan" in reading.notes[0]


def tree(*objects):
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", *objects])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n",
        b"%PDF-1.4" + bytes(5_000),
        pdf(lines(ASKS))[:300],
        tree(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        tree(
            b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>",
        ),
        tree(b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", b"<< /Type /Page >>"),
        pdf(""),
    ],
)
def test_what_holds_nothing_is_refused_with_a_sentence(data):
    assert refused(data).code in ("not-readable", "empty-file")


def test_a_password_is_asked_for_in_a_sentence():
    locked = pdf(lines(ASKS)).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"11" * 32
        + b"> /U <"
        + b"22" * 32
        + b"> >>",
    )
    assert refused(locked).code == "locked"


def test_more_pages_than_any_review_has_are_refused():
    many = tree(
        b"<< /Type /Pages /Kids [" + b"3 0 R " * 2_001 + b"] /Count 2001 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )
    assert refused(many).code == "too-large"


@pytest.mark.parametrize(
    "drawn",
    [
        "BT /F1 10 Tf 72 700 Td (A) Tj ET\n" * 50_000,
        "".join(f"{n % 500} {n * 7 % 800} 50 50 re S\n" for n in range(30_000)) + lines(ASKS),
        "".join(
            f"BT /F1 3 Tf 1 0 0 1 {n * 37 % 590} {n * 91 % 840} Tm (ab) Tj ET\n"
            for n in range(12_000)
        ),
        "q " * 100_000 + lines(ASKS),
        "1e30 0 0 1e30 0 0 cm\n" + lines(ASKS),
        "BT /F1 0 Tf (nothing) Tj /F1 -9 Tf 300 300 Td (backwards) Tj ET\n" + lines(ASKS),
    ],
    ids=["one place", "boxes", "scattered", "deep", "huge", "sizes"],
)
def test_odd_pages_are_read_in_fair_time(drawn):
    packed = stream(zlib.compress(drawn.encode()), b"/Filter /FlateDecode")
    data = file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            packed,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources "
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        ]
    )
    try:
        read_pdf(data, "review.pdf")
    except RefusedError as error:
        assert error.refusal.code in ("empty-file", "no-text")


def test_the_library_is_loaded_only_where_a_pdf_is_read():
    code = (
        "import sys; import auditrack.intake.pdf, auditrack.intake.reading;"
        "assert 'pypdfium2' not in sys.modules and 'pypdfium2_raw' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_reading_leaves_nothing_open_and_says_nothing():
    code = (
        "import sys, warnings; warnings.simplefilter('error');"
        "from auditrack.intake.pdf import read_pdf;"
        "data = sys.stdin.buffer.read();"
        "assert [read_pdf(data, 'a').blocks for _ in range(3)][2]"
    )
    done = subprocess.run([sys.executable, "-c", code], input=pdf(lines(ASKS)), capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
