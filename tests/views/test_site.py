"""What the public record says, against the stored records themselves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditrack.register import Register, open_register
from auditrack.views.public_records import public_positions, public_records
from auditrack.views.site import shown_from, site_of
from auditrack.views.site_asked import publication_to_publish
from auditrack.views.site_parts import cases_in_words, day_on_record, known_word
from auditrack.views.site_values import Site

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def register(demonstration_board: Path) -> Iterator[Register]:
    with open_register(demonstration_board, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(register: Register) -> Site:
    return of(register)


def of(register: Register, as_at: date = TODAY, **more: Any) -> Site:
    return shown_from(
        public_records(register, as_at),
        public_positions(register, as_at),
        as_at,
        head=register.head,
        **more,
    )


def test_the_reviews_told_are_those_that_are_public_the_latest_first(register, site) -> None:
    public = [
        one
        for one in register.select("reviews")
        if one.get("status") == "active" and one.get("publishable") == "yes"
    ]
    public.sort(key=lambda one: one["published"], reverse=True)
    assert [one.ref for one in site.reviews] == [one["ref"] for one in public]
    assert {one["ref"] for one in register.select("reviews")} - {one["ref"] for one in public}


def test_every_count_is_that_of_the_stored_records(register, site) -> None:
    public = {one.ref for one in site.reviews}
    asks = [one for one in register.select("recommendations") if one["review"] in public]
    refs = {one["ref"] for one in asks}
    findings = [one for one in register.select("findings") if one["review"] in public]
    told = site.recommendations
    assert {one.ref for one in told} == refs
    assert {one.ref for one in site.findings} == {one["ref"] for one in findings}
    assert sum(len(one.decisions) for one in told) == sum(
        one["on_ref"] in refs and (one.get("on") or "") <= TODAY.isoformat()
        for one in register.select("decisions")
    )
    for ask in told:
        served = [one for one in register.select("actions") if ask.ref in one.get("serves", ())]
        assert {one.ref for one in ask.actions} == {one["ref"] for one in served}
        answered = [
            one
            for one in register.select("replies")
            if one["recommendation"] == ask.ref and one.get("answer")
        ]
        assert {one.agency for one in ask.replies if one.answer} == {
            register.get("agencies", one["agency"])["name"] for one in answered if one.get("agency")
        }
        for test in ask.tests:
            audit = register.get("audits", test.ref)
            assert audit["date"] <= TODAY.isoformat()
            assert test.on == audit["date"]
            assert test.is_test is (
                audit.get("looked_at", "practice") == "practice"
                and audit["outcome"] in ("embedded", "partly", "not-embedded")
            )


def test_a_word_for_the_public_takes_the_place_of_the_internal_one(register, site) -> None:
    worded = {
        one["ref"]: one["public_wording"]
        for table in ("actions", "evidence", "decisions", "replies")
        for one in register.select(table)
        if one.get("public_wording")
    }
    assert worded
    told = {
        one.ref: one.words
        for ask in site.recommendations
        for several in (ask.actions, ask.evidence, ask.decisions, ask.replies)
        for one in several
    }
    assert {ref: words for ref, words in told.items() if words} == {
        ref: words for ref, words in worded.items() if ref in told
    }


def test_themes_stand_in_the_order_of_the_alphabet_with_their_public_words(register, site) -> None:
    names = [one.name for one in site.themes]
    assert names == sorted(names, key=str.casefold)
    positions = {one.theme: one for one in public_positions(register, TODAY)}
    for theme in site.themes:
        words = positions[theme.ref].words if theme.ref in positions else ""
        assert theme.words == words
        links = [
            one["of"]
            for one in register.select("theme_links")
            if one["theme"] == theme.ref and one["status"] == "confirmed"
        ]
        assert {*theme.recommendations, *theme.findings} <= set(links)
    assert any(not one.words for one in site.themes)


def test_one_review_asked_for_is_alone_and_leads_nowhere_else(register) -> None:
    site = of(register, reviews=("child-ash",))
    assert [one.ref for one in site.reviews] == ["child-ash"]
    assert site.some
    assert all(ref.startswith("child-ash/") for theme in site.themes for ref in theme.findings)
    assert all(one.connected == () for one in site.recommendations)


def test_what_came_later_is_not_told_of_an_earlier_day(register) -> None:
    day = date(2019, 6, 30)
    site = of(register, day)
    assert {one.ref for one in site.reviews} == {"child-ash", "babies-2018"}
    assert max(one for one in _dates(site) if one) <= day.isoformat()


def _dates(site: Site) -> Iterator[str | None]:
    for ask in site.recommendations:
        yield from (one.on for one in ask.decisions)
        yield from (one.on for one in ask.replies)
        yield from (one.done_on for one in ask.actions)
        yield from (one.on for one in ask.tests)


def test_the_record_of_a_publication_stands_at_its_entry_and_day(register) -> None:
    one = publication_to_publish(register, None, (), TODAY)
    site = site_of(register, one, contact="  us ")
    assert (site.head.number, site.as_at.isoformat()) == (one.head_number, one.as_at)
    assert site.publication == one.ref
    assert site.signed_off is not None
    assert site.contact == "us"
    names = [one.agency for one in site.comments]
    assert names == sorted(names, key=str.casefold)
    assert names


@pytest.mark.parametrize(
    ("sample", "met", "said"),
    [
        (None, None, ""),
        (4, 4, ""),
        (0, 0, ""),
        (5, None, "5 cases were looked at."),
        (12, 3, "12 cases were looked at. How many met the standard is not printed, because a "
         "number is small."),
        (12, 12, "12 cases were looked at. How many met the standard is not printed, because a "
         "number is small."),
        (12, 8, "12 cases were looked at. How many met the standard is not printed, because a "
         "number is small."),
        (20, 15, "20 cases were looked at, and 15 of them met the standard."),
        (10, 5, "10 cases were looked at, and 5 of them met the standard."),
        (5, 9, "5 cases were looked at. How many met the standard is not printed, because a "
         "number is small."),
        ("20", 15, ""),
        (1200, 900, "1,200 cases were looked at, and 900 of them met the standard."),
    ],
)  # fmt: skip
def test_no_small_number_of_cases_is_told(sample: Any, met: Any, said: str) -> None:
    assert cases_in_words(sample, met) == said


@pytest.mark.parametrize("said", [None, "", "soon", "CANARY", 5, "2020-13", "unknown", ["2020"]])
def test_what_is_no_date_is_not_told_as_one(said: Any) -> None:
    assert day_on_record(said) is None


def test_a_date_is_told_as_it_is() -> None:
    assert day_on_record("2020-05") == "2020-05"
    assert known_word({"a": "A"}, "a") == "A"
    assert known_word({"a": "A"}, "typed") == ""
    assert known_word({"a": "A"}, ["a"]) == ""
