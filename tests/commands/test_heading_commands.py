"""Heading sets: the board's own, who compared one, and taking either back."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from auditrack.commands.board import ChangeSettings
from auditrack.commands.heading_file import heading_set_of
from auditrack.commands.headings import (
    MOST,
    AddHeadingSet,
    NewHeading,
    VerifyHeadings,
    WithdrawHeadings,
)
from auditrack.commands.role import SetRoles
from auditrack.commands.undo import UndoLast
from auditrack.model.change import RefusedError
from auditrack.model.heading_sets import shipped
from auditrack.views.headings import heading_sets, headings_for

NEXT = AddHeadingSet(
    nation="England",
    scope="children",
    edition="Working Together 2028",
    source="Working Together to Safeguard Children 2028, chapter 2",
    in_force_from="2028-04-01",
    headings=(
        NewHeading("What was done on reviews", "para 41", ("work_on_reviews", "timeliness")),
        NewHeading("How children were heard"),
        NewHeading("What was declined", None, ("declined",), True, ("Rapid review", "our own")),
    ),
)
SCOTTISH = replace(
    NEXT, nation="scotland", scope="adults", edition="Adult protection", in_force_from="2008-10-29"
)


def sets_of(desks):
    return {one.ref: one for one in heading_sets(desks.of())}


# Entering ----------------------------------------------------------------------------------------


def test_an_own_set_stands_with_its_headings_in_order(desks):
    saved = desks.saved(NEXT)
    assert saved.references == ("hds-1",)
    own = sets_of(desks)["hds-1"]
    assert (own.nation, own.scope, own.in_force_from) == ("england", "children", "2028-04-01")
    assert [(one.text, one.fills, one.author, one.types) for one in own.headings] == [
        ("What was done on reviews", ("work_on_reviews", "timeliness"), False, ()),
        ("How children were heard", (), True, ()),
        ("What was declined", ("declined",), True, ("rapid-review", "our own")),
    ]
    assert own.headings[0].source == "para 41"
    assert own.verified_by is None


def test_the_open_edition_before_it_ends_on_the_day_before_and_the_entry_says_so(desks):
    saved = desks.saved(NEXT)
    ends = "Working Together 2026 (working-together-2026) ends on 31 March 2028"
    assert any(ends in note for note in saved.notes)
    assert ends in saved.entry.why
    assert sets_of(desks)["working-together-2026"].in_force_to == "2028-03-31"
    assert [one.ref for one in headings_for(desks.of(), "2027-04-01", "2028-03-31")] == [
        "working-together-2026"
    ]
    assert [one.ref for one in headings_for(desks.of(), "2027-04-01", "2028-04-01")] == ["hds-1"]


def test_the_reason_that_a_person_gives_is_kept(desks):
    assert desks.saved(replace(NEXT, why="Agreed in May.")).entry.why == "Agreed in May."


def test_taking_it_back_opens_the_edition_before_again(desks):
    desks.saved(NEXT)
    desks.saved(UndoLast())
    assert "hds-1" not in sets_of(desks)
    assert sets_of(desks)["working-together-2026"].in_force_to is None
    desks.saved(UndoLast())
    assert len(sets_of(desks)["hds-1"].headings) == 3
    desks.saved(WithdrawHeadings("hds-1", why="Entered from a draft."))
    assert "hds-1" not in sets_of(desks)
    assert sets_of(desks)["working-together-2026"].in_force_to is None
    desks.saved(UndoLast())
    assert len(sets_of(desks)["hds-1"].headings) == 3


def test_an_edition_before_the_first_ends_where_that_begins(desks):
    saved = desks.saved(replace(NEXT, edition="Working Together 2015", in_force_from="2015-03-26"))
    assert "ends on 3 July 2018" in saved.notes[0]
    assert [one.ref for one in headings_for(desks.of(), "2016-04-01", "2017-03-31")] == ["hds-1"]


def test_a_board_of_scotland_reports_under_its_own_set(desks):
    desks.saved(ChangeSettings((("nation", "scotland"), ("scope", "adults"))))
    with pytest.raises(RefusedError, match="none comes with auditrack"):
        headings_for(desks.of(), "2025-04-01", "2026-03-31")
    desks.saved(SCOTTISH)
    assert [one.ref for one in headings_for(desks.of(), "2025-04-01", "2026-03-31")] == ["hds-1"]


def test_an_own_reading_takes_the_place_of_a_set_that_comes_with_auditrack(desks):
    mine = replace(NEXT, edition="As we read 2026", in_force_from="2026-03-19")
    assert "--instead-of working-together-2026" in desks.refused(mine, "heading-overlap").todo
    saved = desks.saved(replace(mine, instead_of="Working Together 2026"))
    assert "takes the place of Working Together 2026" in saved.notes[0]
    assert "working-together-2026" not in sets_of(desks)
    assert [one.ref for one in headings_for(desks.of(), "2026-04-01", "2027-03-31")] == ["hds-1"]
    notes = desks.saved(WithdrawHeadings("hds-1", why="It was right.")).notes
    assert notes == ("working-together-2026 stands again, of which it had taken the place.",)
    assert "working-together-2026" in sets_of(desks)


def test_one_of_the_boards_own_is_withdrawn_before_another_takes_its_place(desks):
    desks.saved(SCOTTISH)
    refusal = desks.refused(replace(SCOTTISH, instead_of="hds-1"), "not-its-place")
    assert "headings withdraw hds-1" in refusal.todo
    assert "scotland" not in refusal.message and "Scotland" in refusal.message


@pytest.mark.parametrize(
    "changes, code, said",
    [
        ({"in_force_to": "2027-04-01"}, "backward-period", "before it begins"),
        ({"in_force_from": "2028"}, "bad-date", "not one day"),
        ({"in_force_from": "soon"}, "bad-date", "cannot be read"),
        ({"in_force_to": "unknown"}, "bad-date", "not one day"),
        ({"nation": "Englund"}, "bad-value", "no nation"),
        ({"nation": ""}, "missing", "nation"),
        ({"scope": "families"}, "bad-value", "no scope"),
        ({"edition": ""}, "missing", "edition"),
        ({"source": None}, "missing", "source"),
        ({"headings": ()}, "heading-set-empty", "no headings"),
        ({"headings": (NewHeading("One"),) * (MOST + 1)}, "too-long", "201 headings"),
        ({"headings": (NewHeading(""),)}, "missing", "text of heading 1"),
        ({"headings": (NewHeading("A", None, ("member",)),)}, "unknown-section", "“member”"),
        ({"headings": (NewHeading("A", None, ("impact",)), NewHeading("B", None, ("impact",)))},
         "section-twice", "impact"),
        ({"in_force_from": "2022-01-01"}, "heading-overlap", "1 January 2022 to 14 December 2023"),
        ({"in_force_from": None, "in_force_to": "2019-01-01"}, "heading-overlap",
         "Working Together 2018"),
        ({"in_force_from": "2010-01-01", "in_force_to": "2018-07-02"}, "heading-gap",
         "on 3 July 2018"),
        ({"instead_of": "working-together-2026"}, "not-its-place", "from 19 March 2026"),
        ({"instead_of": "nothing"}, "unknown-heading-set", "nothing"),
    ],
)  # fmt: skip
def test_what_no_set_can_be_is_refused(desks, changes, code, said):
    refusal = desks.refused(replace(NEXT, **changes), code)
    assert said.replace("“", '"').replace("”", '"') in refusal.message, refusal.message


def test_an_open_beginning_ends_where_the_first_begins(desks):
    """Only where it has an end of its own, or none, that fits."""
    desks.saved(replace(SCOTTISH, in_force_from="2020-01-01"))
    desks.saved(replace(SCOTTISH, edition="Before", in_force_from=None))
    by_ref = sets_of(desks)
    assert (by_ref["hds-2"].in_force_from, by_ref["hds-2"].in_force_to) == (None, "2019-12-31")


def test_a_gap_between_own_sets_is_refused_and_one_left_by_withdrawing_is_said(desks):
    desks.saved(replace(SCOTTISH, in_force_to="2015-03-31"))
    desks.refused(replace(SCOTTISH, edition="B", in_force_from="2016-04-01"), "heading-gap")
    desks.saved(
        replace(SCOTTISH, edition="B", in_force_from="2015-04-01", in_force_to="2016-03-31")
    )
    desks.saved(replace(SCOTTISH, edition="C", in_force_from="2016-04-01"))
    (note,) = desks.saved(WithdrawHeadings("hds-2", why="Wrong headings.")).notes
    assert "from 1 April 2015 to 31 March 2016" in note and "Adult protection (hds-1)" in note
    desks.saved(
        replace(SCOTTISH, edition="B2", in_force_from="2015-04-01", in_force_to="2016-03-31")
    )


def test_a_gap_elsewhere_in_the_series_stops_no_later_edition(desks):
    desks.saved(replace(SCOTTISH, in_force_to="2015-03-31"))
    desks.saved(
        replace(SCOTTISH, edition="B", in_force_from="2015-04-01", in_force_to="2016-03-31")
    )
    desks.saved(replace(SCOTTISH, edition="C", in_force_from="2016-04-01"))
    desks.saved(WithdrawHeadings("hds-2", why="Wrong."))
    desks.saved(replace(SCOTTISH, edition="D", in_force_from="2030-04-01"))


def test_only_an_officer_enters_one_and_an_author_verifies(desks):
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("amy", ("author",)))
    desks.saved(SetRoles("rea", ("reader",)))
    desks.refused(NEXT, "role", by="amy")
    desks.refused(VerifyHeadings("care-act-2014", by="Rea"), "role", by="rea")
    desks.made(VerifyHeadings("care-act-2014", by="Amy"), by="amy")
    desks.refused(WithdrawHeadings("hck-1", why="x"), "role", by="amy")


# What a file says --------------------------------------------------------------------------------


def test_every_set_that_comes_with_auditrack_can_be_the_pattern_of_ones_own(desks):
    for number, one in enumerate(shipped(), start=1):
        content = {**msgspec.to_builtins(one), "own": False, "check": None, "nation": "scotland"}
        content["in_force_from"], content["in_force_to"] = f"20{number}0-01-01", None
        command = heading_set_of(msgspec.json.decode(msgspec.json.encode(content)))
        ref = desks.made(replace(command, scope="both"))
        entered = sets_of(desks)[ref]
        assert entered.headings == one.headings
        assert entered.verified_by is None, "a file cannot say that somebody compared it"


@pytest.mark.parametrize(
    "content, said",
    [
        ([], "A heading set is no object"),
        ("text", "A heading set is no object"),
        (None, "A heading set is no object"),
        ({"editions": "x"}, 'a key "editions"'),
        ({"edition": 2028}, "under edition what is no text"),
        ({"in_force_from": 2028}, "under in_force_from what is no text"),
        ({"headings": {}}, "are no list"),
        ({"headings": ["One"]}, "Heading 1 is no object"),
        ({"headings": [{"text": "One"}, {"text": "Two", "fill": []}]}, "Heading 2 has a key"),
        ({"headings": [{"text": 1}]}, "under text what is no text"),
        ({"headings": [{"text": "One", "fills": "impact"}]}, "no list of texts"),
        ({"headings": [{"text": "One", "types": [1]}]}, "no list of texts"),
        ({"headings": [{"text": "One", "author": "yes"}]}, "neither true nor false"),
        ({"\x1b[31mkey": 1}, 'a key "key"'),
    ],
)
def test_a_file_that_is_no_set_is_refused_with_the_place(content, said):
    with pytest.raises(RefusedError) as raised:
        heading_set_of(content)
    assert raised.value.refusal.code == "bad-heading-file"
    assert said in raised.value.refusal.message
    assert raised.value.refusal.todo


def test_a_near_key_is_named():
    with pytest.raises(RefusedError) as raised:
        heading_set_of({"editon": "x"})
    assert raised.value.refusal.todo == "Did you mean edition?"


# Who compared it ---------------------------------------------------------------------------------


def test_a_set_is_verified_by_whom_and_when_it_says_and_unverified_again(desks):
    made = desks.saved(
        VerifyHeadings("Working Together 2023", by="Policy lead", on="1 May 2026", source="PDF")
    )
    assert made.references == ("hck-1", "working-together-2023")
    one = sets_of(desks)["working-together-2023"]
    assert (one.verified_by, one.verified_on) == ("Policy lead", "2026-05-01")
    desks.saved(WithdrawHeadings("hck-1", why="It was an older edition."))
    assert sets_of(desks)["working-together-2023"].verified_by is None
    desks.saved(UndoLast())
    assert sets_of(desks)["working-together-2023"].verified_by == "Policy lead"


def test_the_latest_check_counts_and_an_earlier_one_when_it_goes(desks):
    desks.saved(VerifyHeadings("care", by="B", on="2026-11-19"))
    desks.saved(VerifyHeadings("care", by="A", on="2026-05-01"))
    assert sets_of(desks)["care-act-2014"].verified_by == "B"
    desks.saved(VerifyHeadings("care", by="C", on="2026-11-19"))
    assert sets_of(desks)["care-act-2014"].verified_by == "C"
    for ref in ("hck-1", "hck-3"):
        desks.saved(WithdrawHeadings(ref, why="Mistaken."))
    assert sets_of(desks)["care-act-2014"].verified_by == "A"
    desks.saved(WithdrawHeadings("HCK-2", why="Mistaken."))
    shipped_as = next(one for one in shipped() if one.ref == "care-act-2014")
    assert sets_of(desks)["care-act-2014"] == shipped_as


def test_an_own_set_that_somebody_compared_is_not_undone_and_can_be_withdrawn(desks):
    desks.saved(NEXT)
    desks.saved(VerifyHeadings("hds-1", by="Amy"))
    assert sets_of(desks)["hds-1"].verified_on == "2026-11-20"
    entry = desks.of().head.number - 1
    (leans,) = desks.refused(UndoLast(entry=entry), "changed-since").details
    assert leans.startswith("hck-1 (check of a heading set)")
    desks.saved(WithdrawHeadings("hds-1", why="Replaced."))
    desks.refused(VerifyHeadings("hds-1", by="Amy"), "unknown-heading-set")


@pytest.mark.parametrize(
    "command, code",
    [
        (VerifyHeadings("working", by="Amy"), "ambiguous-reference"),
        (VerifyHeadings("nothing", by="Amy"), "unknown-heading-set"),
        (VerifyHeadings("care-act-2014", by=""), "missing"),
        (VerifyHeadings("care-act-2014", by="Amy", on="2027-01-01"), "future-date"),
        (VerifyHeadings("care-act-2014", by="Amy", on="2026"), "bad-date"),
        (WithdrawHeadings("care-act-2014", why="x"), "not-own"),
        (WithdrawHeadings("nothing", why="x"), "unknown-heading-set"),
        (WithdrawHeadings("hck-7", why="x"), "unknown-reference"),
        (WithdrawHeadings("hds-7", why="x"), "unknown-reference"),
    ],
)
def test_slips_are_refused_each_with_its_code(desks, command, code):
    desks.refused(command, code)


def test_the_same_check_twice_no_reason_and_withdrawing_twice(desks):
    desks.saved(VerifyHeadings("care", by="Amy"))
    desks.refused(VerifyHeadings("Care Act 2014", by="Amy", on="today"), "no-change")
    refused = desks.refused(WithdrawHeadings("care", why="x"), "not-own")
    assert "Amy compared it with: auditrack headings withdraw hck-1" in str(refused.todo)
    desks.refused(WithdrawHeadings("hck-1"), "reason-needed")
    desks.saved(WithdrawHeadings("hck-1", why="x"))
    desks.refused(WithdrawHeadings("hck-1", why="x"), "withdrawn")


# What another program wrote, and what is hostile ------------------------------------------------


def test_hostile_text_is_kept_as_text_and_no_control_character_is(desks):
    hostile = "[/] [b + [red]x {{head}} <w:p/> & \x1b[31m\x1b]0;t\x07\u202eback"
    desks.saved(
        replace(
            NEXT,
            edition=hostile,
            source=hostile,
            headings=(NewHeading(hostile, hostile, (), True, (hostile,)),),
        )
    )
    own = sets_of(desks)["hds-1"]
    for text in (own.edition, own.headings[0].text, own.headings[0].source):
        assert text.startswith("[/] [b + [red]x {{head}} <w:p/> &") and "\x1b" not in text


def test_a_broken_record_of_another_program_stops_no_report(desks):
    from auditrack.model.change import Insert, Transaction

    def build(records):
        return Transaction(
            cmd="headings add",
            ops=(
                Insert("heading_sets", "hds-8", {"edition": 7}),
                Insert("heading_sets", "hds-9", {
                    "nation": "wales", "scope": "both", "edition": "Broken", "source": "x",
                    "in_force_from": "soon",
                }),
                Insert("headings", "hdg-8", {"set": "hds-9", "text": "A", "fills": ["impacts"]}),
                Insert("headings", "hdg-9", {"set": "hds-9", "order": "first"}),
                Insert("heading_checks", "hck-9", {"set": "care-act-2014", "on": "x", "by": ""}),
            ),
        )  # fmt: skip

    desks.of().transact(build)
    by_ref = sets_of(desks)
    assert "hds-8" not in by_ref
    assert [(one.text, one.fills) for one in by_ref["hds-9"].headings] == [("A", ())]
    assert by_ref["care-act-2014"].verified_by == "auditrack, against the text of the Act"
    since, until = date(2025, 4, 1), date(2026, 3, 31)
    assert headings_for(desks.of(), since, until)[0].ref == "working-together-2026"
    desks.saved(ChangeSettings((("nation", "wales"),)))
    with pytest.raises(RefusedError, match=r"Broken \(hds-9\) is not one day"):
        headings_for(desks.of(), since, until)
    desks.saved(WithdrawHeadings("hds-8", why="Broken."))
    desks.saved(WithdrawHeadings("hds-9", why="Broken."))
    assert headings_for(desks.of(), since, until)[0].ref == "wales-2016"
