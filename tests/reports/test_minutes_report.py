"""The minutes as Word: read back whole, a draft until agreed, and fit for any text of a person."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from auditrack.model.change import Head, RefusedError
from auditrack.reports.minutes import render_minutes
from auditrack.views.minutes import ActionLine, MinuteItem, Minutes

HEAD = Head(512, "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9")
HOSTILE = "<w:t>&\x1b[31m {{board}} \u202egnp.exe\x00 ]]> <?auditrack-table 0?> 漢字"


def item(**fields):
    given = {
        "item": "mit-1",
        "ref": "act-7",
        "heading": "Overdue",
        "what": "Train every team.",
        "outcome": "extended to March 2027",
        "reason": "Late",
        "by": "chair Independent Chair (claimed), keyed by officer",
        "decision": "ext-3",
    }
    return MinuteItem(**{**given, **fields})


def minutes(**fields):
    given = {
        "ref": "mtg-3",
        "title": "Meeting of Learning",
        "group": "Learning",
        "board": "Fernshire Board",
        "date": "2026-11-20",
        "as_at": date(2026, 11, 20),
        "chair": "Independent Chair",
        "claimed": True,
        "keyed_by": "officer",
        "status": "draft, not agreed yet",
        "is_draft": True,
        "began": "20 November 2026 at 14:05",
        "ended": "",
        "present": ("Ward", "Police"),
        "apologies": (),
        "attending": ("A visitor",),
        "interests": ("Ward: I led it.",),
        "matters": ("act-2: Brief.",),
        "items": (item(),),
        "beside": (),
        "deferred": (),
        "not_reached": ("Dates for next year",),
        "actions": (ActionLine("Ward", "Train every team.", "March 2027", "extended", "act-7"),),
        "next_matters": ("act-7: Train every team.",),
        "text": "",
        "notes": ("Only what was recorded.",),
        "marking": "OFFICIAL",
        "head": HEAD,
        "demonstration": False,
    }
    return Minutes(**{**given, **fields})


def read(content):
    return Document(BytesIO(content))


def texts(document):
    told = [paragraph.text for paragraph in document.paragraphs]
    return told + [c.text for t in document.tables for row in t.rows for c in row.cells]


def told(**fields):
    return "\n".join(texts(read(render_minutes(minutes(**fields)))))


def test_it_holds_head_decisions_and_action_list():
    document = read(render_minutes(minutes()))
    assert document.paragraphs[0].text == "DRAFT minutes: Meeting of Learning"
    said = texts(document)
    for line in (
        "Present: Ward and Police",
        "In attendance: A visitor",
        "Apologies: nobody is noted",
        "Ward: I led it.",
        "act-2: Brief.",
        "Dates for next year",
        "Held on: 20 November 2026",
        f"Register: {HEAD}",
    ):
        assert line in said
    items, actions, _words = document.tables
    assert [cell.text for cell in items.rows[1].cells] == [
        "act-7\nOverdue\nTrain every team.",
        "Extended to March 2027\nReason: Late",
        "chair Independent Chair (claimed), keyed by officer\next-3",
    ]
    assert [cell.text for cell in actions.rows[1].cells] == [
        "Ward",
        "act-7\nTrain every team.",
        "March 2027",
        "extended",
    ]


def test_each_page_is_marked_and_says_from_which_entry():
    (section,) = read(render_minutes(minutes())).sections
    assert "OFFICIAL" in [p.text for p in section.header.paragraphs]
    foot = " ".join(p.text for p in section.footer.paragraphs)
    assert "entry 512, 0a1b2c3d4e5f" in foot and "OFFICIAL" in foot


def test_it_says_draft_until_it_is_agreed():
    assert "DRAFT" in told()
    agreed = told(is_draft=False, status="agreed on 3 December 2026")
    assert "DRAFT" not in agreed and "agreed on 3 December 2026" in agreed


def test_what_was_decided_again_and_what_was_set_aside_is_told():
    said = told(
        items=(
            item(again="mit-2"),
            item(
                item="mit-2",
                outcome="closed",
                overridden="no evidence: Settled",
                dissent="Police: no",
                interests=("Ward: I led it.",),
            ),
        )
    )
    assert "Taken back, decided again as mit-2: first extended to March 2027" in said
    assert "Decided all the same, against: no evidence: Settled" in said
    assert "Dissent: Police: no" in said and "Interest declared: Ward: I led it." in said
    assert "1 item on record" in said


def test_a_meeting_of_nothing_says_so():
    said = told(items=(), actions=(), matters=(), next_matters=(), interests=(), not_reached=())
    for line in (
        "Nothing was decided, noted or put off on record.",
        "The decisions on record leave nobody with anything to do.",
        "No interest is on record as declared.",
        "There were none on record.",
    ):
        assert line in said


def test_a_demonstration_says_so():
    assert "DEMONSTRATION" in told(demonstration=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": HOSTILE, "chair": HOSTILE, "group": HOSTILE, "board": HOSTILE},
        {"present": (HOSTILE,), "interests": (HOSTILE,), "matters": (HOSTILE,)},
        {
            "items": (
                item(what=HOSTILE, reason=HOSTILE, dissent=HOSTILE, outcome=HOSTILE, by=HOSTILE),
            )
        },
        {"actions": (ActionLine(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),)},
        {"text": f"{HOSTILE}\n\n{HOSTILE}", "marking": HOSTILE, "keyed_by": HOSTILE},
    ],
)
def test_hostile_text_is_only_text(fields):
    said = told(**fields)
    assert "gnp.exe" in said or "GNP.EXE" in said
    assert "\x1b" not in said and "\u202e" not in said and "\x00" not in said
    assert "{{board}}" in said or "{{BOARD}}" in said


def test_long_texts_say_where_all_of_them_stands():
    assert "[shortened here; all of it stands in the register at mit-1]" in told(
        items=(item(reason="word " * 400),)
    )


def test_the_same_record_makes_the_same_bytes():
    assert render_minutes(minutes()) == render_minutes(minutes())


def test_a_template_that_is_none_is_refused(tmp_path):
    wrong = tmp_path / "wrong.docx"
    wrong.write_bytes(b"no")
    with pytest.raises(RefusedError):
        render_minutes(minutes(), wrong)
