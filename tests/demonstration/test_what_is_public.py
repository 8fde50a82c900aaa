"""The made-up board's publications: one can be published at once, of the other a comment waits."""

from datetime import date

import pytest

from auditrack.intake.disclosed import parts_of
from auditrack.model.publication import Publication
from auditrack.model.record import view_of
from auditrack.register import Register
from auditrack.reports.site import pages_of
from auditrack.views.disclosure import check_parts
from auditrack.views.page_publication import missing
from auditrack.views.publications import PublicationNow, publications, signed_off
from auditrack.views.site import site_of
from auditrack.views.still_public import must_be_clear, must_still_be_public
from auditrack.views.unworded import withheld_and_unworded

AS_AT = date(2026, 11, 20)


@pytest.fixture
def found(register: Register) -> dict[str, PublicationNow]:
    return {one.record.kind: one for one in publications(register, AS_AT)}


def test_last_years_public_record_was_sent_answered_and_signed_off_by_two(
    found: dict[str, PublicationNow],
) -> None:
    record = found["record"]
    assert record.is_signed_off and missing(record) == ()
    assert {one.by for one in record.sign_offs} == {"s.oyelaran", "g.trevanion"}
    states = {one.state for one in record.comments}
    assert states == {"no-comment", "answered", "printed"}


def test_a_comment_on_the_annual_report_waits(found: dict[str, PublicationNow]) -> None:
    annual = found["annual"]
    assert not annual.sign_offs
    assert (annual.record.since, annual.record.until) == ("2025-04-01", "2026-03-31")
    waiting = [one.name for one in annual.comments if one.state == "to-answer"]
    assert waiting == ["Hollowmere Hospitals Trust"]
    assert any("to be printed or answered" in one for one in missing(annual))


def test_the_public_record_can_be_published_straight_away(register: Register) -> None:
    publication = signed_off(register, "record")
    must_still_be_public(register, publication, AS_AT)
    pages = pages_of(site_of(register, publication))
    checked = {
        name: check_parts(register, parts_of(content, name)) for name, content in pages.items()
    }
    must_be_clear(publication, checked)
    assert any(one.released for one in checked.values())
    assert "index.html" in pages


def test_what_an_open_trial_or_inquest_is_about_is_not_public(register: Register) -> None:
    told = withheld_and_unworded(register, AS_AT)
    assert {one.ref for one in told.withheld} >= {"child-rowan", "infant-hazel", "child-larch"}
    assert {"child-willow", "mr-alder"} <= set(told.public)


def test_names_on_watch_lists_are_made_up_and_stand_in_no_text(register: Register) -> None:
    names = [str(one["name"]) for one in register.select("watch_names")]
    assert len(names) >= 7
    texts = [
        str(value)
        for entry in register.history()
        for op in entry.ops
        if op.table != "watch_names"
        for _, value in op.fields.values()
    ]
    assert not [name for name in names if any(name in text for text in texts)]


def test_a_good_part_of_what_is_public_has_its_wording(register: Register) -> None:
    worded = [one for one in register.select("actions") if one.get("public_wording")]
    assert len(worded) >= 30
    for table in ("decisions", "evidence"):
        assert sum(bool(one.get("public_wording")) for one in register.select(table)) >= 3
    delays = {one["ref"] for one in register.select("reviews") if one.get("delay_public")}
    assert delays == {"child-birch", "child-willow", "child-larch"}


def test_the_last_whole_year_has_something_for_each_section_an_author_asks_for(
    register: Register,
) -> None:
    from auditrack.views.annual import annual_of

    year = annual_of(register, date(2025, 4, 1), date(2026, 3, 31), AS_AT)
    assert [one.ref for one in year.ongoing] == ["child-larch"]
    assert [one.ref for one in year.concluded] == ["infant-hazel"]
    levels = {one.level for one in year.evidence if one.banked}
    assert {3, 4} <= levels and all(one.difference for one in year.evidence if one.banked)
    reasons = [one.reason for one in (*year.decisions, *year.refusals)]
    assert "no reason on record" in reasons
    assert any(one.code == "not" and "on call" in one.reason for one in year.decisions)
    assert view_of(Publication, register.get("publications", "pub-2")).kind == "annual"  # type: ignore[arg-type]
