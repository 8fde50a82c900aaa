"""Checks of what is missing: each says what, and is quiet about what nobody uses yet."""

import pytest

from auditrack.analysis.checks import gaps_of
from auditrack.analysis.checks.missing import use_of
from auditrack.analysis.checks.rows import (
    Checked,
    CheckedAction,
    CheckedAsk,
    CheckedAudit,
    CheckedEvidence,
    CheckedFinding,
    CheckedPublication,
    CheckedReview,
    CheckedThemeLink,
    Used,
)

EVERYTHING = Used(True, True, True, True, True, True)


def checked(used: Used) -> Checked:
    return Checked(
        reviews=[CheckedReview("a", published=False, windows=0), CheckedReview("b", True, 2)],
        asks=[
            CheckedAsk("a/1", has_deadline=False, has_measure=False, without_reply=("csc", "gps")),
            CheckedAsk("a/2", has_deadline=True, has_measure=True),
        ],
        actions=[
            CheckedAction("act-1", has_deadline=False, has_lead=False),
            CheckedAction("act-2", has_deadline=True, has_lead=True),
        ],
        evidence=[
            CheckedEvidence("ev-1", has_date_about=False),
            CheckedEvidence("ev-2", has_date_about=True),
            CheckedEvidence("ev-3", has_date_about=True, level=3),
            CheckedEvidence("ev-4", has_date_about=True, level=4, has_result=True),
            CheckedEvidence("ev-5", has_date_about=True, level=4, speaks=False),
            CheckedEvidence("ev-6", has_date_about=True, level=2),
        ],
        audits=[CheckedAudit("aud-1", has_sample=False), CheckedAudit("aud-2", True)],
        findings=[
            CheckedFinding("a/f-1", led_to=0, has_reason=False),
            CheckedFinding("a/f-2", led_to=1, has_reason=False),
            CheckedFinding("a/f-3", led_to=0, has_reason=True),
        ],
        theme_links=[
            CheckedThemeLink("a/1", "neglect", suggested=True),
            CheckedThemeLink("a/2", "neglect", suggested=False),
        ],
        publications=[CheckedPublication("pub-1", ("One", "Two")), CheckedPublication("pub-2")],
        used=used,
    )


def test_each_gap_is_told_once_with_its_record() -> None:
    assert [(gap.code, gap.ref) for gap in gaps_of(checked(EVERYTHING))] == [
        ("review-without-publication", "a"),
        ("review-without-practice", "a"),
        ("no-deadline", "a/1"),
        ("no-deadline", "act-1"),
        ("no-lead", "act-1"),
        ("no-measure", "a/1"),
        ("no-reply", "a/1"),
        ("evidence-without-date", "ev-1"),
        ("evidence-without-result", "ev-3"),
        ("audit-without-sample", "aud-1"),
        ("finding-without-recommendation", "a/f-1"),
        ("theme-unconfirmed", "a/1"),
        ("headings-unverified", "pub-1"),
    ]


def test_a_gap_reads_as_a_sentence_about_its_record() -> None:
    said = [str(gap) for gap in gaps_of(checked(EVERYTHING))]
    assert "a/1: no reply on record from csc, gps" in said
    assert "a/1: its link to neglect is only suggested" in said
    assert "pub-1: nobody has compared its headings with their source: One, Two" in said


def test_what_is_not_in_use_is_not_asked_for() -> None:
    codes = {gap.code for gap in gaps_of(checked(Used()))}
    assert codes == {
        "review-without-publication",
        "review-without-practice",
        "evidence-without-date",
        "evidence-without-result",
        "theme-unconfirmed",
        "headings-unverified",
    }


@pytest.mark.parametrize(("any_reply", "expected"), [(True, EVERYTHING), (False, None)])
def test_use_is_seen_from_the_rows(any_reply: bool, expected: Used | None) -> None:
    rows = checked(Used())
    used = use_of(rows.asks, rows.actions, rows.audits, rows.findings, any_reply)
    if expected is not None:
        assert used == expected
    assert used.replies == any_reply
    assert use_of([], [], [], [], False) == Used()
