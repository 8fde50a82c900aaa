"""Everything held on one review is in its extract, and nothing that is of another alone."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import msgspec
import pytest

from auditrack.commands.action import EditAction
from auditrack.commands.disclosure import AddWatchNames, ReleaseHit
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.export import RecordExport
from auditrack.commands.lead import AddLead
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.commands.review import AddReview, EditReview
from auditrack.model.change import Insert, RefusedError, Saved, Transaction, Update
from auditrack.reports.extract.formats import written
from auditrack.reports.extract.report import report_of
from auditrack.reports.extract.wording import warnings
from auditrack.reports.kit.making import make
from auditrack.views.export_fields import KINDS, kind_of
from auditrack.views.extract import extract_of
from auditrack.views.extract_order import SECTIONS, section_of
from auditrack.views.extract_ways import (
    ALSO_STORED,
    BROUGHT,
    CANNOT,
    LEADS_TO,
    NAMING,
    TABLES,
    WITH,
)
from auditrack.views.extract_words import CALLED
from auditrack.views.retention import belonging

AS_AT = date(2026, 11, 21)
OWN, OTHER = "child-elm", "child-oak"


def of(board, review=OWN, number=None):
    register = board.of()
    records = None if number is None else register.as_recorded(number)
    return extract_of(register, review, AS_AT, records)


def held(extract):
    return {(one.table, one.ref) for one in extract.records}


def texts_of(extract):
    return [str(field.value) + field.words for one in extract.records for field in one.fields]


# Every table -----------------------------------------------------------------------------------


def test_every_table_comes_in_by_a_stated_way_or_cannot_belong_for_a_stated_reason():
    assert {*KINDS, *ALSO_STORED} == set(TABLES)
    ways = {*LEADS_TO, *WITH, *NAMING}
    assert not ways & set(CANNOT)
    assert all(CANNOT.values()) and all(NAMING.values())
    assert set(TABLES) == set(CALLED)


def test_every_way_is_by_a_field_of_the_table():
    for table in TABLES:
        kind = kind_of(table)
        if kind is None:
            continue
        fields = {one.encode_name for one in msgspec.structs.fields(kind)}
        ways = (*LEADS_TO.get(table, ()), *WITH.get(table, {}), *BROUGHT.get(table, {}))
        assert set(ways) <= fields, table


def test_every_table_that_can_belong_has_a_section_or_stands_below_another_record():
    for table in set(TABLES) - set(CANNOT):
        known = section_of(table) != "elsewhere" or table == "serves"
        assert known, table
    assert next(iter(SECTIONS)) == "review"


def test_what_retention_says_belongs_to_a_review_is_in_its_extract(board):
    planted(board)
    for review in (OWN, OTHER):
        found = held(of(board, review))
        scope = belonging(board.records, review)
        missing = {(table, ref) for table, refs in scope.records.items() for ref in refs} - found
        assert not missing


# Canaries --------------------------------------------------------------------------------------

STRUCTURE = {"ref", "import_ref", "review", "case_id", "superseded_by", "merged_into", "split_from"}


def hanging(side: str) -> dict[str, dict[str, Any]]:
    """A record of each table that can belong, on one of the two reviews."""
    n = {OWN: 1, OTHER: 2}[side]
    return {
        "reviews": {"ref": side},
        "windows": {"ref": f"win-{n}", "review": side},
        "proceedings": {"ref": f"prc-{n}", "review": side},
        "told": {"ref": f"tld-{n}", "review": side, "export": None},
        "watch_names": {"ref": f"wat-{n}", "review": side},
        "findings": {"ref": f"{side}/f-1", "review": side},
        "recommendations": {"ref": f"{side}/1", "review": side},
        "replies": {"ref": f"rep-{n}", "recommendation": f"{side}/1", "form": f"ret-{n}"},
        "decisions": {"ref": f"dec-{n}", "on_ref": f"{side}/1", "meeting": f"mtg-{n}"},
        "links": {"ref": f"lnk-{n}", "a": f"{side}/1", "b": f"{side}/1"},
        "actions": {"ref": f"act-{n}", "serves": (f"{side}/1",)},
        "updates": {"ref": f"upd-{n}", "action": f"act-{n}"},
        "extensions": {"ref": f"ext-{n}", "action": f"act-{n}"},
        "evidence": {"ref": f"ev-{n}", "serves": (f"act-{n}",), "audit": None},
        "audits": {"ref": f"aud-{n}", "serves": (f"{side}/1",), "themes": ()},
        "criteria": {"ref": f"crt-{n}", "audit": f"aud-{n}"},
        "serves": {"ref": f"srv-{n}", "record": f"ev-{n}", "serves": f"{side}/1"},
        "theme_links": {"ref": f"tl-{n}", "of": f"{side}/1", "review": side, "theme": "neglect"},
        "mentions": {"ref": f"men-{n}", "link": f"tl-{n}", "review": side, "theme": "neglect"},
        "recurrence_reasons": {"ref": f"rsn-{n}", "text": f"CANARY {side} as in {side}/1"},
        "meetings": {"ref": f"mtg-{n}", "matters": ()},
        "meeting_items": {"ref": f"mit-{n}", "meeting": f"mtg-{n}", "on_ref": f"{side}/1"},
        "presences": {"ref": f"prs-{n}", "meeting": f"mtg-{n}"},
        "interests": {"ref": f"int-{n}", "meeting": f"mtg-{n}", "about": f"{side}/1"},
        "return_forms": {"ref": f"ret-{n}", "asks": (f"act-{n}",)},
        "reminders": {"ref": f"rem-{n}", "form": f"ret-{n}"},
        "return_questions": {"ref": f"rq-{n}", "form": f"ret-{n}", "about": None},
        "imports": {"ref": f"imp-{n}", "review": side},
        "exports": {"ref": f"exp-{n}", "kind": "response", "what": side},
        "publications": {"ref": f"pub-{n}", "what": side},
        "sign_offs": {"ref": f"sgn-{n}", "publication": f"pub-{n}"},
        "agency_comments": {"ref": f"cmt-{n}", "publication": f"pub-{n}", "export": None},
        "releases": {"ref": f"rel-{n}", "place": f"{side}/1 text"},
        "redactions": {
            "ref": f"red-{n}",
            "of": f"{side}/1",
            **{f: f"CANARY {side} redactions {f}" for f in ("why", "withdrawn_why", "asked_by")},
        },
    }


def canaried(side: str, table: str, document: dict[str, Any]) -> dict[str, Any]:
    """The record with a canary in every field that can hold a text and says of nothing else."""
    kind = kind_of(table)
    for field in msgspec.structs.fields(kind) if kind else ():
        name = field.encode_name
        if name in document or name in STRUCTURE or name == "rev":
            continue
        said = str(field.type)
        if "str" not in said:
            continue
        canary = f"CANARY {side} {table} {name}"
        document[name] = (canary, f"{canary} too") if "tuple" in said else canary
    return {name: value for name, value in document.items() if value not in (None, ())}


def planted(board):
    """A review with a record of every kind that can hang on one, and another just the same."""
    made = {side: hanging(side) for side in (OWN, OTHER)}

    def build(records):
        return Transaction(
            "planted",
            tuple(
                Insert(table, document.pop("ref"), document)
                for side, tables in made.items()
                for table, document in (
                    (table, canaried(side, table, document)) for table, document in tables.items()
                )
            ),
            why="Both at once.",
        )

    written_now = board.of().transact(build)
    assert isinstance(written_now, Saved), written_now
    return {
        side: {
            text
            for table, document in tables.items()
            for value in canaried(side, table, document).values()
            for text in (value if isinstance(value, tuple) else (value,))
            if isinstance(text, str) and "CANARY" in text
        }
        for side, tables in ((side, hanging(side)) for side in made)
    }


def everywhere(extract) -> dict[str, str]:
    """The words of the extract in every format that it can be written in."""
    found = {
        format: written(extract, format).decode("utf-8", "replace").replace("\\_", "_")
        for format in ("json", "md")
    }
    for name, content in (
        ("docx", make(report_of(extract)).document),
        ("xlsx", written(extract, "xlsx")),
    ):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found[name] = "\n".join(package.read(one).decode() for one in package.namelist())
    return found


def test_every_text_on_the_review_is_in_it_in_every_format_and_none_on_another_alone(board):
    canaries = planted(board)
    assert len(canaries[OWN]) > 150  # every field of every kind
    assert set(hanging(OWN)) == set(TABLES) - set(CANNOT)
    extract = of(board)
    assert {table for table, _ in held(extract)} == set(hanging(OWN))
    for format, said in everywhere(extract).items():
        missing = sorted(text for text in canaries[OWN] if text not in said)
        assert not missing, format
        found = sorted(text for text in canaries[OTHER] if text in said)
        assert not found, format
    # And each among its records, not in the history alone.
    records = "\n".join(texts_of(extract))
    assert not [text for text in canaries[OWN] if text not in records]


def test_what_stood_in_a_field_before_is_in_its_history(board):
    planted(board)
    register = board.of()

    def build(records):
        changed = {"text": "Now it reads so."}
        return Transaction(
            "rec edit",
            (
                Update("recommendations", f"{OWN}/1", changed),
                Update("recommendations", f"{OTHER}/1", changed),
            ),
            why="A slip.",
        )

    assert isinstance(register.transact(build), Saved)
    extract = of(board)
    (last,) = extract.history[-1:]
    assert (last.command, last.reason, last.others) == ("rec edit", "A slip.", 1)
    (change,) = last.changes
    assert change.ref == f"{OWN}/1" and change.number == number_of(extract, f"{OWN}/1")
    assert change.was == change.old == f"CANARY {OWN} recommendations text"
    assert change.now == change.new == "Now it reads so."
    for format, said in everywhere(extract).items():
        assert f"CANARY {OWN} recommendations text" in said, format


def number_of(extract, ref):
    return next(one.number for one in extract.records if one.ref == ref)


# What is of several, and what only names it ------------------------------------------------------


@pytest.fixture
def two(board):
    """Two reviews with an ask each, and what is done for both."""
    board.made(AddReview(OWN, "Serious case review: Child Elm", case_id="Elm House"))
    board.made(AddReview(OTHER, "Child Oak"))
    board.rec(OWN, "Police", label="1", text="Elm's own words.")
    board.rec(OTHER, "Police", label="1", text="Oak's own words.")
    return board


def test_what_serves_two_reviews_is_whole_and_marked(two):
    act = two.action(f"{OWN}/1", f"{OTHER}/1", what="One for both.")
    ev = two.evidence(act, shows="For both too.")
    extract = of(two)
    found = {one.ref: one for one in extract.records}
    assert found[act].also == found[ev].also == ((OTHER, "Child Oak"),)
    assert "One for both." in "".join(texts_of(extract))
    assert f"{OTHER}/1" not in found
    said = everywhere(extract)
    for format in ("docx", "md"):
        assert "Also serves child-oak" in said[format]
        assert "Oak's own words" not in said[format]


def test_another_reviews_record_that_names_it_is_told_by_reference_and_title_alone(two):
    act = two.action(f"{OTHER}/1", what="Read what Child Elm asked for, and do the same.")
    two.rec(OTHER, "Police", label="2", text="As at child-elm/1.")
    two.rec(OTHER, "Police", label="3", text="The elms of Child Elmer.")
    extract = of(two)
    assert [(one.ref, one.reviews) for one in extract.named] == [
        (act, ((OTHER, "Child Oak"),)),
        (f"{OTHER}/2", ((OTHER, "Child Oak"),)),
    ]
    for said in everywhere(extract).values():
        assert "do the same" not in said and "Child Elmer" not in said
        assert f"{OTHER}/2" in said


def test_a_record_of_no_review_that_names_it_is_in_it_and_says_why(two):
    two.made(AddLead("Reviewer of Child Elm"))
    extract = of(two)
    (lead,) = (one for one in extract.records if one.table == "leads")
    assert lead.section == "elsewhere" and "names the review" in lead.notes[0]


def test_what_hung_on_it_once_is_told_while_it_did(two):
    act = two.action(f"{OWN}/1", what="First for Elm.")
    two.made(EditAction(act, what="Still for Elm."))
    register = two.of()

    def moved(records):
        return Transaction("action edit", (Update("actions", act, {"serves": (f"{OTHER}/1",)}),))

    assert isinstance(register.transact(moved), Saved)
    two.made(EditAction(act, what="For Oak alone now."))
    extract = of(two)
    assert ("actions", act) not in held(extract)
    changes = [change for entry in extract.history for change in entry.changes if change.ref == act]
    assert {change.number for change in changes} == {""}
    said = {str(change.new) for change in changes}
    assert {"First for Elm.", "Still for Elm."} <= said
    assert "For Oak alone now." not in said


def test_the_reason_of_an_entry_that_names_it_is_in_it(two):
    two.made(
        EditReview(
            OTHER, title="Child Oak, a review", why="Told apart from Child Elm by its title."
        )
    )
    extract = of(two)
    (last,) = extract.history[-1:]
    assert last.names_only and (last.changes, last.others) == ((), 1)
    assert last.reason == "Told apart from Child Elm by its title."


# Which reviews are meant -------------------------------------------------------------------------


def test_a_reference_means_one_review_and_the_name_of_a_case_all_of_it(two):
    two.made(AddReview("child-elm-summary", "Summary", case_id="elm house"))
    one, case = of(two), of(two, "ELM HOUSE")
    assert [ref for ref, _ in one.reviews] == [OWN] and one.case == ""
    assert [ref for ref, _ in one.beside] == ["child-elm-summary"]
    assert any("child-elm-summary" in said for said in one.not_held)
    assert [ref for ref, _ in case.reviews] == [OWN, "child-elm-summary"]
    assert (case.case, case.beside) == ("Elm House", ())
    assert {("reviews", OWN), ("reviews", "child-elm-summary")} <= held(case)


def test_a_review_that_is_not_there_is_a_sentence(two):
    with pytest.raises(RefusedError) as refused:
        of(two, "child-ash")
    assert refused.value.refusal.code == "unknown-reference"
    assert refused.value.refusal.safe == "No export was written; an earlier file is untouched."


# As recorded, withdrawn, erased ------------------------------------------------------------------


def test_as_recorded_it_ends_at_that_entry_and_numbers_stay(two):
    number = two.records.head.number
    before = of(two)
    two.action(f"{OWN}/1", what="Later.")
    then, now = of(two, number=number), of(two)
    assert then == before
    assert then.head.number == number and now.head.number == number + 1
    assert len(now.history) == len(then.history) + 1
    numbers = [one.number for one in (*now.records, *now.named, *now.history)]
    assert numbers == [f"E-{at:04d}" for at in range(1, len(numbers) + 1)]


def test_withdrawn_records_are_in_it_and_marked(two):
    two.made(WithdrawRecommendation(f"{OWN}/1", why="Entered twice."))
    extract = of(two)
    (gone,) = (one for one in extract.records if one.ref == f"{OWN}/1")
    assert gone.withdrawn_on
    assert {one.table: one.withdrawn for one in extract.counts}["recommendations"] == 1
    said = everywhere(extract)
    assert "child-elm/1 (withdrawn)" in said["docx"] and "Entered twice." in said["md"]


def test_an_erased_text_is_gone_and_said_to_be(two):
    asked = two.saved(AskRedaction(f"{OWN}/1", "text", why="It names a child."), by="administrator")
    assert isinstance(asked, Saved)
    confirmed = confirm_redaction(two.of("chair"), "red-1", today=two.today)
    assert isinstance(confirmed, Saved), confirmed
    extract = of(two)
    assert ("redactions", "red-1") in held(extract)
    for format, said in everywhere(extract).items():
        assert "Elm's own words" not in said, format
        assert "what stood there is gone" in said or "What stood there is gone" in said, format
    (rec,) = (one for one in extract.records if one.ref == f"{OWN}/1")
    assert any("erased" in note for note in rec.notes)


def test_the_texts_are_whole_however_long(two):
    long = "A" + " word by word" * 1_500 + " Z-END"
    two.made(AddEvidence((f"{OWN}/1",), "Short.", at="Shelf 3", difference=long))
    extract = of(two)
    for format, said in everywhere(extract).items():
        assert "Z-END" in said, format
        assert "cut here" not in said and "shortened here" not in said, format
        assert said.count(" word by word") >= 2 * 1_500 - 4, format


def test_hostile_text_is_text_in_every_format(two):
    hostile = "[/] [b + [red]x {{head}} <w:p/> & \x1b[31mred | `code` =cmd()"
    two.action(f"{OWN}/1", what=hostile)
    extract = of(two)
    said = everywhere(extract)
    assert "\x1b" not in "".join(said.values())
    assert "[/] [b + [red]x {{head}} &lt;w:p/&gt; &amp;" in said["docx"]


def test_what_left_since_is_listed_and_what_left_of_another_review_is_not(two):
    head = two.records.head
    for kind, what in (
        ("progress", None),
        ("response", "Child Oak"),
        ("response", "Serious case review: Child Elm"),
        ("backup", None),
    ):
        two.saved(RecordExport(kind, head.number, head.hash, what=what))
    extract = of(two)
    left = {one.ref: one for one in extract.records if one.table == "exports"}
    assert set(left) == {"exp-1", "exp-3", "exp-4"}
    assert "may have held" in left["exp-1"].notes[0]
    assert "names the review" in left["exp-3"].notes[0]
    assert all(one.entries for one in left.values())


def test_a_release_of_words_that_stand_in_it_is_in_it_and_another_is_not(two):
    two.made(EditReview(OWN, delay_reason="Ring 0115 496 0123 about it."))
    for text in ("0115 496 0123", "0115 496 0999"):
        two.saved(ReleaseHit("telephone", text=text, reason="The board's own line."))
    extract = of(two)
    (release,) = (one for one in extract.records if one.table == "releases")
    assert release.ref == "rel-1" and "stand in a record of the review" in release.notes[0]
    assert release.entries


def test_a_name_on_its_watch_list_means_the_review_and_a_workers_does_not(two):
    two.saved(AddWatchNames(OWN, ("Jamie Fenwick",), whose="child"))
    two.saved(AddWatchNames(OWN, ("Robin Marsh",), whose="worker"))
    two.rec(OTHER, "Police", label="2", text="Unlike with jamie\n fenwick, ask first.")
    two.rec(OTHER, "Police", label="3", text="Robin Marsh knows more.")
    extract = of(two)
    assert [one.ref for one in extract.named] == [f"{OTHER}/2"]
    assert {one.number for one in extract.records if one.table == "watch_names"} <= {
        number for said in warnings(extract) for number in re.findall(r"E-[0-9]{4}", said)
    }


def test_an_erased_reason_of_one_of_its_entries_is_gone_and_its_erasure_is_in_it(two):
    act = two.action(f"{OWN}/1", what="Ask first.")
    saved = two.saved(EditAction(act, what="Ask at once.", why="Jo Bloggs said so."))
    number = saved.entry.number
    two.saved(AskRedaction(f"entry-{number}", "why", why="It names a person."), by="administrator")
    assert isinstance(confirm_redaction(two.of("chair"), "red-1", today=two.today), Saved)
    extract = of(two)
    assert ("redactions", "red-1") in held(extract)
    (entry,) = (one for one in extract.history if one.entry == number)
    assert entry.reason.startswith("redacted, ")
    for format, said in everywhere(extract).items():
        assert "Jo Bloggs" not in said, format
