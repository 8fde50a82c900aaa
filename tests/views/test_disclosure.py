"""What the check says of files, texts, forms and the record."""

import json

import pytest

from auditrack.commands import run
from auditrack.commands.action import AddAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.board import InitialiseBoard
from auditrack.commands.disclosure import AddWatchNames, ReleaseHit
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.finding import AddFinding
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.review import AddReview
from auditrack.model.change import Actor, Refusal
from auditrack.model.disclosed import Part
from auditrack.register import create_register
from auditrack.views import public_fields
from auditrack.views.disclosure import (
    AID,
    check_fields,
    check_parts,
    check_records,
    check_text,
    masked,
)
from auditrack.views.disclosure_fields import PUBLIC
from auditrack.views.export_fields import KINDS, kind_of

NAME, PHONE, NHS = "Zebedee Quill", "07700 900123", "943 476 5919"


@pytest.fixture
def register(tmp_path):
    made = create_register(tmp_path / "register", "Fernshire Board", Actor("officer", 1))
    for command in (
        InitialiseBoard("Fernshire Board"),
        AddReview("child-elm", "Child Elm", published="2018-05"),
        AddReview("child-oak", "Child Oak", published="2019-05"),
        AddWatchNames("child-elm", (NAME,), "child"),
        AddRecommendation("child-elm", f"Ring {PHONE}.", label="1"),
        AddRecommendation("child-oak", "Write to LS1 4AP.", label="1"),
        AddFinding("child-elm", f"{NAME} was not seen.", label="1"),
        AddAction(("child-elm/1",), "Tell jo@example.org"),
        AddEvidence(("child-oak/1",), f"NHS number {NHS}", level=1),
        AddAgency("Fernshire Police"),
    ):
        answer = run(made, command)
        assert not isinstance(answer, Refusal), str(answer)
    yield made
    made.close()


def told(checked):
    return [(one.where, one.kind) for one in checked.stopped]


def test_the_record_by_reference_and_field(register):
    found = check_records(register)
    assert told(found) == [
        ("child-elm/1, text", "telephone"),
        ("child-oak/1, text", "postcode"),
        ("child-elm/f-1, text", "watched-name"),
    ]
    assert (found.stopped[0].ref, found.stopped[0].field) == ("child-elm/1", "text")
    everything = told(check_records(register, all_texts=True))
    assert {("act-1, what", "email"), ("ev-1, shows", "nhs-number")} <= set(everything)


def test_one_review_with_what_hangs_on_it(register):
    assert told(check_records(register, "child-oak")) == [("child-oak/1, text", "postcode")]
    kinds = {kind for _, kind in told(check_records(register, "child-oak", all_texts=True))}
    assert kinds == {"postcode", "nhs-number"}
    kinds = {kind for _, kind in told(check_records(register, "child-elm", all_texts=True))}
    assert kinds == {"telephone", "watched-name", "email"}


def test_the_watch_list_itself_is_not_looked_through(register):
    places = [where for where, _ in told(check_records(register, all_texts=True))]
    assert not any(where.startswith("wat-") for where in places)


def test_the_fields_of_a_form(register):
    found = check_fields(register, {"public_wording": f"{NAME} and {PHONE}", "due": "2026"})
    assert [(one.field, one.kind, one.where) for one in found] == [
        ("public_wording", "watched-name", "public wording"),
        ("public_wording", "telephone", "public wording"),
    ]
    assert check_fields(register, {"text": NAME}, review="child-oak") == ()


def test_a_text_by_its_lines(register):
    assert told(check_text(register, f"One\n{PHONE}\nthree")) == [("line 2", "telephone")]
    assert told(check_text(register, PHONE)) == [("text", "telephone")]


def test_a_row_by_its_cells(register):
    row = Part("table 1, row 2", f"Police\t{PHONE}", cells=("cell 1", "cell 2"))
    assert told(check_parts(register, [row])) == [("table 1, row 2, cell 2", "telephone")]
    parted = Part("row 1", "943\t476\t5919", cells=("cell A1", "cell B1", "cell C1"))
    assert told(check_parts(register, [parted])) == [("row 1, cell A1 to cell C1", "nhs-number")]
    for label, kinds in (("Date of birth", 1), ("Child, DOB", 1), ("Before birth", 0)):
        row = Part("row 1", f"x\t{label}\t3 May 2014", cells=("cell 1", "cell 2", "cell 3"))
        assert len(told(check_parts(register, [row]))) == kinds, label
    own = Part("row 1", "x\tBorn on 3 May 2014\ty", cells=("cell 1", "cell 2", "cell 3"))
    assert told(check_parts(register, [own])) == [("row 1, cell 2", "date-of-birth")]
    counts = Part("row 1", "3\tchildren\t2 children", cells=("cell 1", "cell 2", "cell 3"))
    assert told(check_parts(register, [counts])) == [("row 1, cell 3", "small-count")]


def test_parts_that_are_hits_by_themselves(register):
    parts = [
        Part("document, author", "Ada Lovell", "author"),
        Part("comment 1", f"Ask {NAME}", "comment"),
        Part("paragraph 2, hidden text", PHONE, "hidden", covered=True),
    ]
    found = check_parts(register, parts)
    assert told(found) == [
        ("document, author", "author"),
        ("comment 1", "comment"),
        ("comment 1", "watched-name"),
        ("paragraph 2, hidden text", "hidden"),
    ]
    assert "Lovell" not in str(found.stopped[0]) and PHONE not in str(found.stopped[3])


@pytest.mark.parametrize("name", ["Fernshire Board", "auditrack", "fernshire  board", ""])
def test_the_board_and_this_program_are_no_people(register, name):
    assert check_parts(register, [Part("properties: author", name, "author")]).is_clear


def test_a_place_does_not_tell_the_secret(register):
    found = check_parts(register, [Part(f"sheet {NAME}, row 1", f"{PHONE} {NAME}")])
    assert not any(NAME in one.where for one in found.stopped) and len(found.stopped) == 2


def test_the_same_at_the_same_place_is_told_once(register):
    parts = [Part("paragraph 1", PHONE), Part("paragraph 1", f"{PHONE} x"), Part("p 2", PHONE)]
    assert told(check_parts(register, parts)) == [
        ("paragraph 1", "telephone"),
        ("p 2", "telephone"),
    ]


def test_nothing_that_is_told_holds_a_secret_whole(register):
    run(register, ReleaseHit("telephone", PHONE, reason="The helpline."))
    secrets = [NAME, PHONE, NHS, "jo@example.org", "LS1 4AP"]
    text = json.dumps(check_records(register, all_texts=True).as_json())
    text += json.dumps(check_text(register, " and ".join(secrets)).as_json())
    text += masked(register, ", ".join(secrets))
    assert [one for one in secrets if one in text] == []
    assert AID in text


def test_json_has_stable_keys(register):
    told_as = check_text(register, PHONE).as_json()
    assert list(told_as) == ["clear", "stopped", "released", "parts", "aid"]
    assert list(told_as["stopped"][0]) == [
        "where", "kind", "shown", "fingerprint", "why", "ref", "field",
    ]  # fmt: skip


def test_every_public_text_is_looked_at():
    words = {
        (table, field)
        for table, fields in public_fields.FIELDS.items()
        for field, check in fields.items()
        if check in (public_fields._text, public_fields._texts)
    }
    missing = {(t, f) for t, f in words if f not in PUBLIC.get(t, ())}
    assert missing == set()


def test_the_fields_looked_at_are_there():
    for table, fields in PUBLIC.items():
        kind = kind_of(table)
        assert table in KINDS and kind is not None
        assert set(fields) <= set(kind.__struct_fields__), table
