"""What the made-up board holds: enough of everything, a history in order, and nothing real."""

import re
from collections import Counter
from datetime import date

import pytest

from auditrack.model.dates import today_in_london
from auditrack.model.text import cleaned
from auditrack.register import Register
from auditrack.views.facts import Facts
from auditrack.views.period import is_demonstration

AS_AT = date(2026, 11, 20)

# Organisations, places and products that a made-up board must not name.
REAL = (
    "Barnardo",
    "NSPCC",
    "Ofsted",
    "Marlow",
    "Metropolitan",
    "West Mercia",
    "Thames Valley",
    "Signs of Safety",
    "Graded Care",
    "GCP2",
    "Working Together",
    "Lincolnshire",
    "Derbyshire",
    "Oxfordshire",
    "Shropshire",
    "Lancashire",
    "London",
    "Birmingham",
    "Manchester",
    "Bradford",
    "Leeds",
    "Rochdale",
    "Rotherham",
    "England",
    "Department for Education",
    "Care Quality Commission",
    "NHS",
)


def test_there_are_eight_reviews_over_nine_years_one_under_way_and_120_recommendations(
    register: Register,
) -> None:
    assert len(register.select("recommendations")) == 120
    reviews = register.select("reviews")
    published = sorted(str(one["published"])[:4] for one in reviews if "published" in one)
    assert (len(published), published[0], published[-1]) == (8, "2018", "2026")
    (under_way,) = (one for one in reviews if "published" not in one)
    assert under_way["arranged"] < "2026-03-31" and "concluded" not in under_way
    kinds = {review["type"] for review in register.select("reviews")}
    assert {"scr", "lcspr", "sar", "thematic", "multi-agency-audit", "rapid-review"} == kinds


def test_every_kind_of_record_is_shown(register: Register) -> None:
    def values(table: str, field: str) -> set[object]:
        return {record.get(field) for record in register.select(table)}

    assert {"accepted", "in-part", "declined", "passed-on"} <= values("replies", "answer")
    assert {"implement", "in-part", "not", "close", "re-open"} <= values("decisions", "decision")
    assert values("evidence", "level") == {0, 1, 2, 3, 4}
    assert {"accepted", "returned", "filed"} <= values("evidence", "state")
    assert {"embedded", "partly", "not-embedded", "inconclusive"} <= values("audits", "outcome")
    assert values("audits", "looked_at") == {"practice", "documents", "staff-knowledge"}
    assert {"planned", "done"} == values("audits", "status")
    assert {"suggested", "confirmed"} <= values("theme_links", "status")
    assert {"same-ask", "supersedes", "related"} <= values("links", "as")
    assert {"concern", "good-practice"} <= values("findings", "kind")
    assert register.get("agencies", "ccg")["replaced_by"] == "icb"  # type: ignore[index]
    assert register.get("leads", "named-gp").get("vacant_since")  # type: ignore[union-attr]
    moved = Counter(extension["action"] for extension in register.select("extensions"))
    assert 3 in moved.values()


def test_audits_of_practice_say_how_many_met_the_standard_and_when_to_test_again(
    register: Register,
) -> None:
    for audit in register.select("audits"):
        if audit["status"] == "done":
            assert audit["met"] <= audit["sample"], audit["ref"]
            assert audit["method"] and audit["question"], audit["ref"]
    assert sum("next" in audit for audit in register.select("audits")) >= 12


def test_no_theme_link_rests_on_what_the_lexicon_happens_to_suggest(register: Register) -> None:
    suggested = {
        (link["of"], link["theme"])
        for link in register.select("theme_links")
        if link["status"] == "suggested"
    }
    assert suggested == {
        ("infant-hazel/8", "working_with_parents"),
        ("infant-hazel/9", "safe_sleep"),
    }


def test_the_history_runs_in_order_from_2017_to_2026(register: Register) -> None:
    entries = list(register.history())
    times = [entry.t for entry in entries]
    assert times == sorted(times)
    assert today_in_london(times[0]) == date(2017, 11, 20)
    assert date(2026, 11, 1) <= today_in_london(times[-1]) <= AS_AT
    assert {today_in_london(t).year for t in times} == set(range(2017, 2027))
    assert all(today_in_london(t).weekday() < 5 for t in times)


def test_every_entry_came_by_way_of_the_demonstration_from_several_logins(
    register: Register,
) -> None:
    # Entry 0 makes the folder; the board's own entries begin with 1.
    entries = list(register.history(since=0))
    assert {entry.via for entry in entries} == {"demonstration"}
    assert is_demonstration(register)
    assert len({entry.login for entry in entries}) > 10
    assert len({entry.lead for entry in entries if entry.lead}) > 10
    assert {"import", "action sign-off", "rec close", "rec reopen"} <= {e.cmd for e in entries}


def test_the_register_holds_and_its_snapshot_agrees(register: Register) -> None:
    verified = register.verify()
    assert verified.ok, str(verified)
    assert verified.snapshot == "agrees"


def test_nothing_was_done_before_it_could_be(register: Register) -> None:
    facts = Facts(register, AS_AT)
    for action in facts.actions.all():
        for ref in action.action.serves:
            review = ref.partition("/")[0]
            assert str(action.action.entered_on) > str(register.get("reviews", review)["published"])  # type: ignore[index]
        days = [update.on for update in action.updates if update.on]
        assert days == sorted(days), action.ref
        assert not days or days[0] >= str(action.action.entered_on), action.ref


def test_it_names_no_real_organisation_and_is_plain_text(register: Register) -> None:
    texts = [
        text
        for entry in register.history()
        for op in entry.ops
        for _, new in op.fields.values()
        for text in (new if isinstance(new, list | tuple) else [new])
        if isinstance(text, str)
    ]
    assert len(texts) > 5_000
    everything = "\n".join(texts)
    for name in REAL:
        assert not re.search(rf"\b{re.escape(name)}", everything), name
    for text in texts:
        assert cleaned(text) == text
        assert not set("[]<>{}") & set(text), text


@pytest.mark.parametrize("ref", ["child-ash/1", "child-ash/2", "neglect-2020/3"])
def test_what_was_asked_about_neglect_was_closed_on_activity(register: Register, ref: str) -> None:
    decided = register.index("decisions", "on_ref")[ref]
    assert [one["decision"] for one in decided][-1] == "close"
    levels = [one["level"] for one in register.index("evidence", "serves")[ref]]
    assert max(levels) <= 2
