"""The calendar file, read back by a strict reader of our own: RFC 5545, line by line."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.reports.calendar import escaped, folded, render_calendar
from auditrack.views.calendar import Calendar
from auditrack.views.calendar_date import KINDS, DueDate

_PROPERTY = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:\",]+)*):(.*)", re.DOTALL)
_ONCE = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "DESCRIPTION", "STATUS")
_HOSTILE = st.text(st.characters(codec="utf-8", exclude_categories=()), max_size=200)


def lines_of(content: bytes) -> list[str]:
    """The unfolded lines; every physical line ends with CRLF, holds 75 octets and is UTF-8."""
    assert content.endswith(b"\r\n")
    found: list[bytes] = []
    for line in content[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line and b"\r" not in line
        line.decode()  # no character is cut
        if line.startswith(b" "):
            found[-1] += line[1:]
        else:
            assert line
            found.append(line)
    return [line.decode() for line in found]


def value_of(text: str) -> str:
    """The text behind a value: only four escapes are allowed, and nothing that needs one."""
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text)
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", text), text
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)


def read(content: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The calendar's own properties and its events; anything out of grammar fails."""
    own: dict[str, str] = {}
    events: list[dict[str, str]] = []
    lines = lines_of(content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    inside: dict[str, str] | None = None
    for line in lines[1:-1]:
        match = _PROPERTY.fullmatch(line)
        assert match is not None, line
        name, parameters, value = match.groups()
        if (name, value) == ("BEGIN", "VEVENT"):
            assert inside is None
            inside = {}
        elif (name, value) == ("END", "VEVENT"):
            assert inside is not None
            events.append(inside)
            inside = None
        else:
            kept = own if inside is None else inside
            assert name not in kept
            kept[name] = value_of(value)
            assert parameters == (";VALUE=DATE" if name == "DTSTART" else "")
    assert inside is None
    for event in events:
        assert set(_ONCE) <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        day = event["DTSTART"]
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
        assert int(event["SEQUENCE"]) >= 0
        assert event["STATUS"] in ("CONFIRMED", "CANCELLED")
    assert max(Counter(event["UID"] for event in events).values(), default=1) == 1
    return own, events


def a_date(**told: object) -> DueDate:
    made = DueDate("action-due", "act-17", "2027-03-31", date(2027, 3, 31), ("Head of Early Help",))
    return replace(made, **told)  # type: ignore[arg-type]


def a_calendar(*dates: DueDate, **told: object) -> Calendar:
    made = Calendar("Fernshire Board", "Official-Sensitive", date(2026, 11, 20), dates)
    return replace(made, **told)  # type: ignore[arg-type]


def test_an_event_says_reference_kind_and_role_and_the_day_is_a_day() -> None:
    own, (event,) = read(render_calendar(a_calendar(a_date()), "1f2e", 1_795_000_000_000))
    assert own["VERSION"] == "2.0" and own["METHOD"] == "PUBLISH"
    assert own["X-WR-CALNAME"] == "What is due: Fernshire Board"
    assert event["UID"] == "act-17.action-due@1f2e"
    assert event["SUMMARY"] == "act-17: action due (Head of Early Help)"
    assert event["DTSTART"] == "20270331"
    assert event["DTSTAMP"] == "20261118T110640Z"
    assert event["DESCRIPTION"].splitlines() == [
        "act-17 in the register of Fernshire Board.",
        "Official-Sensitive",
    ]


@pytest.mark.parametrize(
    "told, said",
    [
        ({"on_record": "2027-03"}, "On record is March 2027, shown on its last day."),
        ({"on_record": "2027"}, "On record is 2027, shown on its last day."),
        ({"printed": "spring 2027"}, "As printed: “spring 2027”."),
        ({"moved": "First due 1 May 2026, moved once."}, "First due 1 May 2026, moved once."),
        (
            {"is_over": True},
            "Nothing is due here any more: it is done, closed, moved on or withdrawn.",
        ),
    ],
)
def test_what_a_day_alone_would_not_say_is_said(told: dict[str, object], said: str) -> None:
    _, (event,) = read(render_calendar(a_calendar(a_date(**told)), "1f2e", 0))
    assert said in event["DESCRIPTION"].splitlines()
    assert event["STATUS"] == ("CANCELLED" if told.get("is_over") else "CONFIRMED")


def test_of_an_embargoed_review_nothing_but_the_reference_and_the_kind_leaves() -> None:
    one = a_date(is_embargoed=True, printed="when the trial of X is over")
    content = render_calendar(a_calendar(one), "1f2e", 0)
    _, (event,) = read(content)
    assert event["SUMMARY"] == "act-17: action due"
    assert b"Early Help" not in content and b"trial" not in content


def test_the_demonstration_says_so_in_its_name_and_in_every_event() -> None:
    own, (event,) = read(render_calendar(a_calendar(a_date(), demonstration=True), "1f2e", 0))
    assert own["X-WR-CALNAME"].startswith("DEMONSTRATION")
    assert "DEMONSTRATION" in event["DESCRIPTION"]


def test_an_empty_calendar_is_one_all_the_same() -> None:
    own, events = read(render_calendar(a_calendar(marking="none"), "1f2e", 0))
    assert events == [] and "X-WR-CALDESC" not in own


@given(whom=st.lists(_HOSTILE, max_size=3), printed=_HOSTILE, board=_HOSTILE, marking=_HOSTILE)
def test_no_text_of_people_breaks_a_line_or_makes_a_property(
    whom: list[str], printed: str, board: str, marking: str
) -> None:
    one = a_date(whom=tuple(whom), printed=printed, called="Neglect; drift, delay\r\nEND:VEVENT")
    made = a_calendar(one, a_date(kind="next-test", ref="aud-3"), board=board, marking=marking)
    _, events = read(render_calendar(made, "1f2e", 0))
    assert [event["UID"] for event in events] == ["act-17.action-due@1f2e", "aud-3.next-test@1f2e"]
    assert events[0]["SUMMARY"].startswith("Neglect; drift, delay END:VEVENT: action due")


@given(_HOSTILE)
def test_folded_lines_come_together_again(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    assert lines_of(b"".join(folded(line))) == [line]


def test_kinds_are_words_that_an_identifier_may_hold() -> None:
    assert all(re.fullmatch(r"[a-z-]+", kind) for kind in KINDS)
