"""The heading sets that come with auditrack: whole, known, in force without a gap or an overlap."""

import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from auditrack.analysis.heading_series import ended, gaps, overlaps, series_of
from auditrack.model import heading_sets
from auditrack.model.dates import interval
from auditrack.model.heading_set import Heading, HeadingSet
from auditrack.model.heading_sets import ANNEX, SECTIONS, shipped
from auditrack.model.words import NATIONS, REVIEW_TYPES, SCOPES

DATA = json.loads(
    Path(heading_sets.__file__).with_name("heading_sets.json").read_text(encoding="utf-8")
)

AS_SHIPPED = {
    "care-act-2014": "f47258a95dc27428",
    "working-together-2018": "5d141db32aa62c18",
    "working-together-2023": "360935a5cc3223d6",
    "working-together-2026": "c8f26fac378b70c9",
    "wales-2016": "2bfaeafd2071503b",
}
"""SHA-256 of what each set says, shortened."""


def test_what_a_set_says_never_changes_under_its_reference():
    """A person marked verified what stood there: a set that was wrong takes another reference."""
    assert {one["ref"]: _said(one) for one in DATA} == AS_SHIPPED


def _said(one):
    kept = {key: value for key, value in one.items() if not key.startswith("verified")}
    whole = json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(whole).hexdigest()[:16]


def test_no_key_of_the_file_is_passed_over_in_silence():
    for one in DATA:
        assert set(one) <= {field.name for field in msgspec.structs.fields(HeadingSet)}
        for heading in one["headings"]:
            assert set(heading) <= {field.name for field in msgspec.structs.fields(Heading)}


def test_the_series_meet_without_a_gap_or_an_overlap():
    assert gaps(ended(shipped())) == ()
    assert overlaps(ended(shipped())) == ()
    assert gaps(shipped()) == () and overlaps(shipped()) == ()
    assert {series_of(one) for one in shipped()} == {
        ("england", "adults"),
        ("england", "children"),
        ("wales", "both"),
    }


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.ref)
def test_each_set_is_whole(one):
    assert one.nation in NATIONS and one.scope in SCOPES
    assert one.edition and one.source and one.headings
    assert interval(one.in_force_from).is_one_day
    assert one.in_force_to is None or interval(one.in_force_to).is_one_day
    assert (one.verified_by is None) == (one.verified_on is None)
    filled = [section for heading in one.headings for section in heading.fills]
    assert sorted(filled) == sorted(set(SECTIONS) - {ANNEX}), "each section once, below a heading"
    for heading in one.headings:
        assert heading.text and heading.source
        assert heading.fills or heading.author
        assert set(heading.types) <= set(REVIEW_TYPES)


def test_references_and_editions_are_each_one_sets_own():
    assert len({one.ref for one in shipped()}) == len(shipped())
    assert len({one.edition for one in shipped()}) == len(shipped())


def test_only_the_act_is_marked_verified():
    verified = {one.ref: (one.verified_by, one.verified_on) for one in shipped()}
    assert verified.pop("care-act-2014") == (
        "auditrack, against the text of the Act",
        "2026-11-20",
    )
    assert set(verified.values()) == {(None, None)}


def test_the_care_act_has_a_heading_for_each_item_in_its_order():
    """Care Act 2014, Schedule 2, paragraph 4(1)(a) to (g) and (2)."""
    act = next(one for one in shipped() if one.ref == "care-act-2014")
    items = [heading.source.rpartition("para ")[2] for heading in act.headings]
    assert items == [*(f"4(1)({letter})" for letter in "abcdefg"), "4(2)"]
    by_item = dict(zip(items, act.headings, strict=True))
    for item, section in (
        ("4(1)(c)", "members"),
        ("4(1)(d)", "reviews_concluded"),
        ("4(1)(e)", "reviews_ongoing"),
        ("4(1)(f)", "findings_implemented"),
        ("4(1)(g)", "declined"),
        ("4(2)", "copies"),
    ):
        assert section in by_item[item].fills
    for item in ("4(1)(d)", "4(1)(e)", "4(1)(f)", "4(1)(g)"):
        assert by_item[item].types == ("sar",)
    for item in ("4(1)(a)", "4(1)(b)"):
        assert by_item[item].author
    for whom in ("chief executive", "leader", "policing body", "Healthwatch", "wellbeing board"):
        assert whom in by_item["4(2)"].text


def test_working_together_editions_follow_day_on_day():
    days = [(one.in_force_from, one.in_force_to) for one in shipped() if one.scope == "children"]
    assert days == [
        ("2018-07-04", "2023-12-14"),
        ("2023-12-15", "2026-03-18"),
        ("2026-03-19", None),
    ]
