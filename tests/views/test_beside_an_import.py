"""What stands beside an item of a document: bodies on record and new, earlier asks, themes."""

from datetime import date

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.model.proposal import Item
from auditrack.register import create_register
from auditrack.views.beside_item import beside
from auditrack.views.bodies_asked import matched, named_by, new_bodies
from auditrack.views.facts import Facts
from auditrack.views.imported import imports_of, in_words, taken_in

AGENCIES = (
    Insert("agencies", "vale-police", {"name": "Vale Police", "aliases": ["The Force", "VP"]}),
    Insert("agencies", "vale-health", {"name": "Vale Health Trust"}),
)


@pytest.fixture
def register_of(tmp_path):
    """A register that holds records as they are."""
    register = create_register(tmp_path / "register", "Vale Board", Actor("officer", uid=1))

    def made(*operations):
        saved = register.transact(lambda _: Transaction("made up", operations))
        assert isinstance(saved, Saved)
        return register

    yield made
    register.close()


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Vale Police", "Vale Police"),
        ("vale  police", "Vale Police"),
        ("the force", "the force → Vale Police"),
        ("Vale Health Trusts", "“Vale Health Trusts” is new, much like Vale Health Trust"),
        ("The Coroner", "“The Coroner” is new"),
    ],
)
def test_a_body_is_matched_by_name_and_alias_and_a_new_one_is_said(register_of, printed, said):
    (one,) = matched(register_of(*AGENCIES), (printed, printed.upper(), " "))
    assert str(one) == said


def test_the_bodies_that_an_import_would_enter():
    items = (
        Item("recommendation", "One.", agencies=("A", "B")),
        Item("assurance-point", "Two.", group="C"),
        Item("finding", "Three.", group="D"),
        Item("action", "Four.", agencies=("E",)),
        Item("action", "Five.", agencies=("F", "G")),
    )
    assert tuple(named_by(items)) == ("A", "B", "C", "E")


def test_only_those_not_on_record_are_new(register_of):
    records = register_of(*AGENCIES)
    assert new_bodies(records, ("VP", "The Coroner", "the coroner", "Vale Health Trust")) == (
        "The Coroner",
    )


def test_hints_are_of_the_kind_of_item(register_of):
    asked = {"review": "x", "text": "Test whether neglect is recognised early.", "order": 1}
    review = {"title": "X", "published": "2018", "status": "active"}
    records = register_of(Insert("reviews", "x", review), Insert("recommendations", "x/1", asked))
    facts = Facts(records, date(2026, 11, 20))
    text = "The Board should test whether neglect is recognised."
    ask = beside(facts, "recommendation", text, None)
    assert ask.near[0].ref == "x/1" and ask.near[0].said.startswith("x/1, 2018")
    assert ask.themes[0].theme == "neglect"
    assert ask.themes[0].because
    lesson = beside(facts, "lesson", text, "")
    assert (lesson.near, lesson.themes) == ((), ask.themes)
    action = beside(facts, "action", text, "")
    assert (action.near, action.themes) == ((), ())


def test_what_was_taken_in_is_said_as_far_as_it_is_on_record(register_of):
    old = {"file": "a.txt", "sha256": "a" * 64, "review": "x", "counts": "3 recommendations"}
    new = {"file": "b.pdf", "sha256": "b" * 64, "review": "x", "pages": 1, "taken": 2, "left": 0}
    undone = {"sha256": "c" * 64, "review": "x", "undone_on": "2026-01-01"}
    records = register_of(
        Insert("imports", "imp-1", old), Insert("imports", "imp-2", new),
        Insert("imports", "imp-3", undone), Insert("imports", "imp-4", {"review": "y"}),
    )  # fmt: skip
    assert [in_words(one) for one in imports_of(records, "x")] == [
        f"from a.txt, SHA-256 {'a' * 64}; 3 recommendations (imp-1)",
        f"from b.pdf, SHA-256 {'b' * 64}, 1 page; 2 taken, 0 left (imp-2)",
    ]
    assert in_words(records.get("imports", "imp-4")) == "from a document without a name"
    assert taken_in(records, "c" * 64) is None
    assert taken_in(records, "a" * 64)["ref"] == "imp-1"
