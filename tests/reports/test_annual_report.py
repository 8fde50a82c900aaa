"""The annual report on paper: headings, sections once, sections by themselves, the public copy."""

import json
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from auditrack.commands.agency import AddAgency
from auditrack.commands.board import ChangeSettings
from auditrack.commands.headings import AddHeadingSet, NewHeading
from auditrack.commands.publication import PreparePublication, WithdrawPublication
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.review import WithdrawReview
from auditrack.commands.right_of_reply import (
    AnswerComment,
    CommentOnPublication,
    PartSent,
    SendPublication,
)
from auditrack.model.dates import today_in_london
from auditrack.model.heading_sets import shipped
from auditrack.register import open_register
from auditrack.reports.annual.headings import AUTHOR, NO_FACTS
from auditrack.reports.annual.report import KIND, report_of
from auditrack.reports.annual.sections import SECTIONS
from auditrack.reports.kit.making import make
from auditrack.views.annual import annual_of
from auditrack.views.annual_values import Annual
from tests.reports.canaries import canaries_in
from tests.reports.every_kind import Board as EveryKind
from tests.reports.every_kind import run
from tests.reports.planted import Planted
from tests.views.conftest import Board

HOSTILE = "[/] [b + [red]x \x1b[31m {{head}} <w:p/> & “q”"
YEAR = (date(2025, 4, 1), date(2026, 3, 31))


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = Board(tmp_path / "register", "Fernshire Safeguarding Partnership")
    made.today = today_in_london(int(time.time() * 1000))
    made.made(AddAgency("Police"))
    made.saved(ChangeSettings((("scope", "both"),)))
    for ref, kind in (("child-a", "lcspr"), ("mr-b", "sar"), ("babies", "thematic")):
        made.review(ref, "2025-09-01", type=kind, arranged="2024-11-05", concluded="2025-06-30")
        made.finding(ref, f"It was not seen by {ref}.")
        made.rec(ref, "police", label="1", text=f"Do it well for {ref}.")
    yield made
    made.close_handles()


def annual_on(board: Board, **also: Any) -> Annual:
    return annual_of(board.of(), *YEAR, board.today, **also)


def written(annual: Annual, template: Path | None = None) -> Any:
    return Document(BytesIO(make(report_of(annual), template).document))


def headings(document: Any) -> list[tuple[str, str]]:
    return [
        (one.style.name, one.text)
        for one in document.paragraphs
        if one.style.name.startswith("Heading")
    ]


def text_of(document: Any) -> str:
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def rows_under(document: Any, caption: str) -> list[list[str]]:
    """The rows of the first table whose caption begins so, its header left out."""
    table = next(
        one
        for one in document.tables
        if (found := one._tbl.tblPr.find(qn("w:tblCaption"))) is not None
        and found.get(qn("w:val")).startswith(caption)
    )
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


def test_a_board_for_both_has_a_part_for_each_with_its_own_reviews_first(board: Board) -> None:
    found = [text for style, text in headings(written(annual_on(board))) if style == "Heading 1"]
    parts = [text for text in found if text.startswith("Part ")]
    assert parts == ["Part 1. Working Together 2026: children", "Part 2. Care Act 2014: adults"]
    sets = annual_on(board).sets
    wanted = [heading.text for one in sets for heading in one.headings]
    assert [text for text in found if text in wanted] == wanted
    every = [text for _, text in headings(written(annual_on(board)))]
    second = every.index(parts[1])
    assert every.index("Child-A") < every.index("Babies") < second < every.index("Mr-B")
    assert every.count("Child-A") == every.count("Mr-B") == every.count("Babies") == 1
    other = "Other reviews: reviews that concluded in the period"
    assert every.index("Child-A") < every.index(other) < every.index("Babies")


def test_a_section_is_printed_once_and_named_after_that(board: Board) -> None:
    document = written(annual_on(board))
    once = [text for style, text in headings(document) if style == "Heading 2"]
    for name in ("work_on_reviews", "themes", "members", "impact", "tests_of_practice"):
        assert once.count(SECTIONS[name].title) == 1
    referred = [one.text for one in document.paragraphs if "In full under “" in one.text]
    assert any(text.startswith(f"{SECTIONS['members'].title}: ") for text in referred)


def test_every_section_of_the_register_stands_somewhere(board: Board) -> None:
    said = [text for _, text in headings(written(annual_on(board)))]
    assert all(section.title in said for section in SECTIONS.values())


def test_what_is_the_authors_is_found_by_its_words(board: Board) -> None:
    annual = annual_on(board)
    document = written(annual)
    notes = [one for one in document.paragraphs if one.text.startswith(f"{AUTHOR}: ")]
    assert {one.style.name for one in notes} == {"Report Note"}
    assert len(notes) == sum(heading.author for one in annual.sets for heading in one.headings)


def test_a_template_can_have_each_section_by_itself(board: Board, tmp_path: Path) -> None:
    house = tmp_path / "house.docx"
    result = run("--register", str(board.path), "report", "template", "annual", "--out", str(house))
    assert result.exit_code == 0
    document = Document(str(house))
    for paragraph in document.paragraphs:
        if paragraph.text in ("{{statutory}}", "{{further}}"):
            paragraph._element.getparent().remove(paragraph._element)
    for name in SECTIONS:
        document.add_paragraph(f"{{{{{name}}}}}")
    document.save(str(house))
    found = headings(written(annual_on(board), house))
    ones = [text for style, text in found if style == "Heading 1"]
    titles = [section.title for section in SECTIONS.values()]
    assert [text for text in ones if text in titles] == titles
    assert f"{AUTHOR}: " not in text_of(written(annual_on(board), house))
    assert set(SECTIONS) == KIND.left_out


def test_activity_is_called_activity_and_never_stands_under_impact(board: Board) -> None:
    board.evidence("child-a/1", shows="A briefing was sent.", level=1, about="2025-10-01")
    document = written(annual_on(board))
    order = [one.text for one in document.paragraphs]
    start = order.index("Evidence of impact")
    assert order[start + 1].startswith("No accepted evidence of level 3 or 4")
    heading = "Statements, activity and uptake: no evidence of impact"
    assert order.index(heading) > start
    (table,) = [
        one for one in document.tables if "A briefing was sent." in one.rows[1].cells[1].text
    ]
    assert table.rows[1].cells[0].text == "1, activity"


@pytest.mark.parametrize("ref", [one.ref for one in shipped()])
def test_what_may_help_stands_in_full_once_under_a_heading_about_impact(
    board: Board, ref: str
) -> None:
    board.finding("child-a", "A nurse asked.", kind="good-practice")
    board.evidence(
        "child-a/1",
        shows="A form is used.",
        level=2,
        about="2025-10-01",
        use_in_annual_report=True,
    )
    document = written(annual_on(board, headings=(ref,)))
    found = headings(document)
    for name in ("banked", "good_practice"):
        (at,) = (n for n, one in enumerate(found) if one == ("Heading 2", SECTIONS[name].title))
        above = [text for style, text in found[:at] if style == "Heading 1"][-1]
        (heading,) = (
            one
            for kind in shipped()
            if kind.ref == ref
            for one in kind.headings
            if one.text == above
        )
        assert {"impact", "banked"}.intersection(heading.fills)
        assert heading.text != "Who the members are"
    said = [one.text for one in document.paragraphs if one.text.startswith("What may help too: ")]
    assert said and all(len(one) < 160 and "under “" in one for one in said)


def test_nothing_is_referred_to_where_nothing_is_banked(board: Board) -> None:
    for public in (False, True):
        annual = annual_on(board, public=public, headings=("care-act-2014",))
        document = written(annual)
        assert "What may help too" not in text_of(document)
        title = f"{SECTIONS['good_practice'].title}: "
        (said,) = (one.text for one in document.paragraphs if one.text.startswith(title))
        assert "In full under" not in said


def test_a_set_without_a_heading_about_impact_has_them_among_the_further_facts(
    board: Board,
) -> None:
    board.finding("child-a", "A nurse asked.", kind="good-practice")
    words = NewHeading("Words of the chair", author=True)
    own = board.made(AddHeadingSet("england", "both", "Own", (words,), "A paper of the board."))
    document = written(annual_on(board, headings=(own,)))
    assert "What may help too: good practice, under “Further facts from the register”." in (
        text_of(document)
    )
    found = [text for _, text in headings(document)]
    title = SECTIONS["good_practice"].title
    assert found.count(title) == 1
    assert found.index("Further facts from the register") < found.index(title)


def test_what_moved_is_named_in_the_order_of_the_register(board: Board) -> None:
    refs = [board.action("child-a/1", what=f"Do {n}.", agency="police") for n in range(60)]
    for number, ref in enumerate(reversed(refs)):
        board.done(ref, on=f"2025-10-{1 + number % 28:02}")
    document = written(annual_on(board))
    (moved,) = (one.text for one in document.paragraphs if "Those that moved: " in one.text)
    named = moved.partition("Those that moved: ")[2].split("; ")
    assert named[:3] == ["act-1", "act-2", "act-3"]
    assert named[-1] == f"and {60 - len(named) + 1} more."
    assert len(moved) < 300
    cells = rows_under(document, "Figures with definition")
    (done,) = (row for row in cells if row[0] == "Actions said to be done")
    assert done[4].startswith("act-1; act-2; ") and " more" in done[4] and len(done[4]) < 240
    assert "“report annual --json” names all of them" in text_of(document)


def test_figures_are_out_of_what_they_are_a_part_of(board: Board) -> None:
    board.audit("child-a/1", on="2025-06-01")
    document = written(annual_on(board))
    headers = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert ["Figure", "Number", "Out of", "What is counted", "Records"] in headers
    assert ["What", "Number", "Out of"] in headers
    cells = rows_under(document, "Figures with definition")
    by_name = {row[0]: row[2] for row in cells}
    assert by_name["Tests of practice"] == "1 audit made in the period"
    assert by_name["Decisions not to implement"] == "0 decisions on whether to implement"
    assert "figures" in KIND.wide


def test_an_agency_that_evidence_does_not_name_is_said_or_left_out(board: Board) -> None:
    board.evidence("child-a/1", shows="A briefing.", level=1, about="2025-10-01")
    table = rows_under(written(annual_on(board)), "Evidence of levels 0 to 2")
    assert len(table[0]) == 4
    board.evidence("child-a/1", shows="Another.", level=1, about="2025-10-02", agency="police")
    table = rows_under(written(annual_on(board)), "Evidence of levels 0 to 2")
    assert [row[2] for row in table] == ["not named", "Police"]


def test_a_period_of_several_years_says_so(board: Board) -> None:
    says = "covers more than one of the board's years"
    assert says not in text_of(written(annual_on(board)))
    longer = annual_of(board.of(), date(2024, 4, 1), YEAR[1], board.today)
    assert says in text_of(written(longer))


def test_hostile_words_stay_words(board: Board) -> None:
    board.finding("child-a", HOSTILE)
    action = board.action("child-a/1", what=HOSTILE, agency="police")
    board.done(action, on="2025-10-01")
    board.evidence(
        "child-a/1",
        shows=HOSTILE,
        level=2,
        about="2025-10-01",
        difference=HOSTILE * 300,
        use_in_annual_report=True,
    )
    document = written(annual_on(board))
    said = text_of(document)
    assert "\x1b" not in said
    for part in ("[/] [b + [red]x", "{{head}} <w:p/> & “q”"):
        assert said.count(part) >= 4
    assert "shortened here" in said


# The public copy --------------------------------------------------------------------------------


@pytest.fixture
def signed(board: Board) -> Board:
    """The board with its annual report prepared, sent, commented on, answered and signed off."""
    board.done(board.action("child-a/1", what="SECRET", agency="police"), on="2025-10-01")
    board.saved(PreparePublication("annual", since="2025-04-01", until="2026-03-31"))
    board.saved(SendPublication("pub-1", (PartSent("police", "police.docx"),)))
    board.saved(CommentOnPublication("pub-1", "police", "It was in use before that."))
    board.saved(AnswerComment("cmt-1", "The date is that of the record.", printed=True))
    for login in ("chair", "scrutineer"):
        override = "The chair accepts that leads are not set."
        board.saved(SignOffPublication("pub-1", override=override), by=login)
    return board


def public(board: Board, out: Path, *words: str) -> Any:
    return run(
        "--register", str(board.path), "report", "annual", "--public", "--out", str(out), *words
    )


SIGNED_EARLY = "signed off before the agencies' time to comment on it had run out"


@pytest.mark.parametrize("waited", [True, False])
def test_a_public_copy_says_where_agencies_were_not_waited_for(
    board: Board, tmp_path: Path, waited: bool
) -> None:
    board.done(board.action("child-a/1", what="SECRET", agency="police"), on="2025-10-01")
    board.saved(PreparePublication("annual", since="2025-04-01", until="2026-03-31"))
    board.saved(SendPublication("pub-1", (PartSent("police", "police.docx"),)))
    if waited:
        board.saved(CommentOnPublication("pub-1", "police", nothing=True))
    for login in ("chair", "scrutineer"):
        board.saved(SignOffPublication("pub-1", override="The inspectorate asks."), by=login)
    out = tmp_path / "public.docx"
    done = public(board, out)
    assert done.exit_code == 0, done.stderr
    said = text_of(Document(str(out)))
    assert (SIGNED_EARLY in said) is not waited
    assert "inspectorate" not in said


def test_nothing_is_public_before_it_is_signed_off(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "public.docx"
    out.write_bytes(b"kept")
    assert "was prepared for publication" in public(board, out).stderr
    board.saved(PreparePublication("annual", since="2025-04-01", until="2026-03-31"))
    told = public(board, out)
    assert told.exit_code == 1 and "not signed off" in told.stderr
    assert out.read_bytes() == b"kept"


def test_the_public_copy_is_what_was_signed_off_with_what_agencies_said(
    signed: Board, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.docx", tmp_path / "again.docx"
    done = public(signed, first, "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["publication"], told["public"], told["since"]) == ("pub-1", True, "2025-04-01")
    document = Document(str(first))
    said = text_of(document)
    assert "SECRET" not in said
    assert "not worded for publication" in said
    assert "The agency: It was in use before that." in said
    assert "The board: The date is that of the record." in said
    assert ("Heading 1", "What agencies said of this report") in headings(document)
    signed.rec("child-a", "police", label="2", text="Entered later.")
    assert public(signed, again).exit_code == 0
    assert again.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("ref", [one.ref for one in shipped()])
def test_a_public_copy_has_no_placeholder_and_every_heading(board: Board, ref: str) -> None:
    (followed,) = (one for one in shipped() if one.ref == ref)
    document = written(annual_on(board, headings=(ref,), public=True))
    said = text_of(document)
    for placeholder in (
        *(AUTHOR, "What may help", "Marking", "board's own words", "--json"),
        "Every section of the register's facts",
    ):
        assert placeholder not in said
    assert not re.search(r"\bauthors?\b", said, re.IGNORECASE)
    found = [text for style, text in headings(document) if style == "Heading 1"]
    assert found[1 : 1 + len(followed.headings)] == [one.text for one in followed.headings]
    bare = sum(not one.fills for one in followed.headings)
    assert said.count(NO_FACTS) == bare
    texts = [one.text for one in document.paragraphs]
    for one in (heading for heading in followed.headings if not heading.fills):
        # the heading, by which paragraph it is asked for, then the sentence
        at = next(
            n
            for n, found_at in enumerate(document.paragraphs)
            if found_at.style.name == "Heading 1" and found_at.text == one.text
        )
        assert NO_FACTS in texts[at + 1 : at + 3]
    assert "Marking: none" in text_of(written(replace(annual_on(board), marking="")))


def test_a_review_withdrawn_since_keeps_it_in(signed: Board, tmp_path: Path) -> None:
    signed.saved(WithdrawReview("mr-b", why="Entered twice."))
    out = tmp_path / "public.docx"
    told = public(signed, out)
    assert told.exit_code == 1 and "may no longer be public" in told.stderr
    assert not out.exists()


def test_a_withdrawn_publication_a_marking_and_another_entry_are_refused(
    signed: Board, tmp_path: Path
) -> None:
    out = tmp_path / "public.docx"
    for words, says in (
        (("--marking", "OFFICIAL"), "no marking and no addressee"),
        (("--to", "The press"), "no marking and no addressee"),
        (("--as-recorded", "2"), "was signed off as it stood at entry"),
        (("--headings", "no-such-set"), "No heading set is called"),
        (("--since", "2024-04-01", "--until", "2025-03-31"), "was prepared for publication"),
    ):
        told = public(signed, out, *words)
        assert told.exit_code == 1 and says in " ".join(told.stderr.split()), told.stderr
    signed.saved(WithdrawPublication("pub-1", why="Another is to come."))
    assert public(signed, out).exit_code == 1
    assert not out.exists()


OUTSIDE = {
    *("board.name", "board.predecessors", "agencies.name", "agencies.aliases", "themes.name"),
    *("reviews.title", "reviews.boards", "reviews.delay_public", "recommendations.label"),
    *("findings.label", "findings.text", "recommendations.text"),
}
"""Fields whose words may be public as they stand, those of published reviews among them."""


@pytest.mark.parametrize("worded", [True, False])
@pytest.mark.parametrize("year", [2019, 2022, 2024, 2025])
def test_a_secret_planted_in_any_field_never_reaches_the_public_copy(
    board_of_every_kind: EveryKind, year: int, worded: bool
) -> None:
    def plant(table: str, name: str, ref: str) -> str:
        if name == "public_wording" and not worded:
            return ""
        return f"CANARY {table} {name} {ref}"

    with open_register(board_of_every_kind.folder, read_only=True) as register:
        annual = annual_of(
            register,
            date(year, 4, 1),
            date(year + 1, 3, 31),
            date.fromisoformat(board_of_every_kind.as_at),
            Planted(register.as_recorded(board_of_every_kind.entry), plant),
            ("care-act-2014", "working-together-2023"),
            public=True,
        )
        made = make(report_of(annual))
    with zipfile.ZipFile(BytesIO(made.document)) as package:
        parts = [package.read(name) for name in package.namelist()]
    found = {".".join(one.split()[1:3]) for one in canaries_in(parts)}
    allowed = OUTSIDE | {one for one in found if one.endswith(".public_wording")}
    assert found <= allowed
    assert "reviews.title" in found
    assert any(one.endswith(".public_wording") for one in found) == worded


def test_where_one_sets_types_have_nothing_it_is_not_said_of_all_reviews(board: Board) -> None:
    board.saved(WithdrawReview("mr-b", why="Entered twice."))
    said = text_of(written(annual_on(board)))
    assert "No review on record concluded" not in said
    assert (
        "Of reviews of the types that this heading speaks of: no review on record concluded on a "
        "day of this period."
    ) in said


def test_earlier_annual_reports_are_named_with_who_was_told(board: Board, tmp_path: Path) -> None:
    register = ("--register", str(board.path), "report")
    days = ("--since", "2025-04-01", "--until", "2026-03-31")
    for name in ("first.docx", "second.docx"):
        assert run(*register, "annual", *days, "--out", str(tmp_path / name)).exit_code == 0
    whom = ("--whom", "Healthwatch", "--on", "2026-07-01")
    assert run(*register, "told", "exp-1", *whom).exit_code == 0
    copies = annual_on(board).copies
    assert [(one.ref, one.period, one.told) for one in copies] == [
        ("exp-1", "2025-04-01..2026-03-31", (("Healthwatch", "2026-07-01"),)),
        ("exp-2", "2025-04-01..2026-03-31", ()),
    ]
    said = text_of(written(annual_on(board)))
    assert "exp-1, from 1 April 2025 to 31 March 2026: Healthwatch (1 July 2026)" in said
    assert "nobody is on record as told" in said
    assert said.count("Copies to the local authority's chief executive and leader") >= 2
