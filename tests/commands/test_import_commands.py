from dataclasses import replace
from datetime import date

import pytest

from auditrack.commands.action import UpdateAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.asked_before import AnswerAskedBefore
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.importing import AcceptImport
from auditrack.commands.recommendation import EditRecommendation, WithdrawRecommendation
from auditrack.commands.review import AddReview, WithdrawReview
from auditrack.commands.role import SetRoles
from auditrack.commands.theme import AddTheme
from auditrack.commands.theme_link import LinkTheme
from auditrack.commands.undo_import import UndoImport
from auditrack.model.proposal import Item, Proposals, ReviewGuess, Source, WindowGuess
from auditrack.register import open_register
from auditrack.views.page import page_of


def item(text, kind="recommendation", ticked=True, **also):
    return Item(kind, text, ticked=ticked, confidence=0.9, **also)


ITEMS = (
    item("Record the voice of the child.", label="1", reach="multi-agency"),
    item("Review the neglect strategy.", label="2", reach="multi-agency", theme="Neglect"),
    item("Train constables.", label="1", reach="single-agency", group="Fernshire Police"),
    item("Train sergeants.", label="2", reach="single-agency", group="Fernshire Police"),
    item("Train midwives.", reach="single-agency", group="The Fernshire Hospital NHS Trust"),
    item("Quoted from an earlier review.", label="9", ticked=False),
    item("The home was never seen.", "finding", label="1", theme="Neglect"),
    item("Listen to siblings.", "lesson", label="3.4"),
    item("The midwife went back twice.", "finding", theme="Good practice"),
    item("A tool was bought.", "action", theme="Neglect"),
    item("A conference was held.", "action"),
)


def document(items=ITEMS, sha="a" * 64, **guess):
    told = {
        "title": "Overview: Child X",
        "published": "2017-08",
        "type": "scr",
        "windows": (WindowGuess("2012-10-16", "2015-04-16", "Child X"),),
    } | guess
    return Proposals(Source("/tmp/child x.txt", sha, "text"), ReviewGuess(**told), tuple(items))


def rows(desks, table, field, value):
    return desks.of().index(table, field).get(value, ())


def test_one_document_is_one_transaction(desks):
    before = desks.of().head.number
    saved = desks.saved(AcceptImport(document(), review="child-x"))
    assert saved.entry.number == before + 1
    assert saved.entry.import_ref == "imp-1"
    assert saved.references[:2] == ("imp-1", "child-x")
    review = desks.get("reviews", "child-x")
    assert (review["title"], review["published"], review["type"]) == (
        "Overview: Child X",
        "2017-08",
        "scr",
    )
    assert review["source_sha256"] == "a" * 64 and review["source_file"] == "child x.txt"
    assert "history" not in review
    (window,) = rows(desks, "windows", "review", "child-x")
    assert (window["start"], window["end"], window["subject"]) == (
        "2012-10-16",
        "2015-04-16",
        "Child X",
    )
    assert {d["ref"] for d in rows(desks, "recommendations", "review", "child-x")} == {
        "child-x/1",
        "child-x/2",
        "child-x/fernshire-police-1",
        "child-x/fernshire-police-2",
        "child-x/fernshire-hospital-nhs-1",
    }
    police = desks.get("recommendations", "child-x/fernshire-police-1")
    assert (police["agencies"], police["state"]) == (("fernshire-police",), "not-known")
    assert {d["ref"]: d["kind"] for d in rows(desks, "findings", "review", "child-x")} == {
        "child-x/f-1": "concern",
        "child-x/l-3.4": "lesson",
        "child-x/f-2": "good-practice",
    }
    stored = desks.get("imports", "imp-1")
    assert stored["counts"] == "5 recommendations, 2 findings, 1 lesson, 2 actions"
    assert stored["review"] == "child-x"


def test_an_action_serves_what_it_is_clearly_about(desks):
    desks.saved(AcceptImport(document(), review="child-x"))
    served = {d["what"]: d["serves"] for d in rows(desks, "actions", "import_ref", "imp-1")}
    assert served == {
        "A tool was bought.": ("child-x/2",),
        "A conference was held.": ("child-x",),
    }


def test_themes_are_suggested_and_confirmed_by_nobody(desks):
    desks.saved(AcceptImport(document(), review="child-x"))
    links = rows(desks, "theme_links", "of", "child-x/2")
    assert "neglect" in {link["theme"] for link in links}
    for link in links:
        assert link["status"] == "suggested" and link["lexicon"] and link["because"]
        assert 0.30 <= link["score"] <= 1


def test_what_a_person_worded_otherwise_keeps_the_printed_words(desks):
    items = [
        item("Ask the child.", label="1", as_printed="Ask one child."),
        item("The home was dirty.", "finding", label="1", as_printed="One home was dirty."),
        item("A tool was bought.", "action", as_printed="A tool wsa bought."),
    ]
    desks.saved(AcceptImport(document(items), review="x"))
    ask = desks.get("recommendations", "x/1")
    assert (ask["text"], ask["as_printed"]) == ("Ask the child.", "Ask one child.")
    assert desks.get("findings", "x/f-1")["as_printed"] == "One home was dirty."
    (action,) = rows(desks, "actions", "import_ref", "imp-1")
    assert action["as_printed"] == "A tool wsa bought."


def test_themes_that_a_person_confirmed_are_confirmed_and_go_with_an_undo(desks):
    items = [item("Review the neglect strategy.", label="1", themes=("neglect", "fathers_males"))]
    for imported in ("imp-1", "imp-2"):
        desks.saved(AcceptImport(document(items), review="x"))
        links = rows(desks, "theme_links", "of", "x/1")
        assert {link["theme"]: link["status"] for link in links if link.get("import_ref")} == {
            "neglect": "confirmed",
            "fathers_males": "confirmed",
        }
        assert len({link["theme"] for link in links}) == len(links)
        assert desks.saved(UndoImport(imported)).notes == ()


def earlier_and_new(desks, **answered):
    first = document((item("Test whether neglect is seen.", label="1"),), sha="b" * 64)
    desks.saved(AcceptImport(first, review="child-w"))
    asked = tuple((ref.replace("_", "/"), said) for ref, said in answered.items())
    new = item("Test that neglect is seen early.", label="7", asked_before=asked)
    return document((new, item("Train constables.", label="8")))


def test_what_a_person_answered_is_linked_with_the_import_and_goes_with_it(desks):
    new = earlier_and_new(desks, **{"child-w_1": "stronger"})
    saved = desks.saved(AcceptImport(new, review="child-x"))
    (link,) = rows(desks, "links", "a", "child-x/7")
    assert (link["b"], link["as"], link["degree"]) == ("child-w/1", "same-ask", "stronger")
    assert "lnk-1" not in saved.references and link["import_ref"] == "imp-2"
    desks.saved(UndoImport("imp-2"))
    assert rows(desks, "links", "a", "child-x/7")[0]["withdrawn_on"]
    assert desks.get("recommendations", "child-x/7")["withdrawn_on"]
    desks.saved(AcceptImport(new, review="child-x"))
    assert [one.get("withdrawn_on") is None for one in rows(desks, "links", "a", "child-x/7")] == [
        False,
        True,
    ]


def test_an_earlier_ask_that_is_gone_meanwhile_does_not_lose_the_import(desks):
    new = earlier_and_new(desks, **{"child-w_1": "same", "child-w_9": "no"})
    desks.saved(WithdrawRecommendation("child-w/1", why="Entered twice."))
    saved = desks.saved(AcceptImport(new, review="child-x"))
    assert desks.get("recommendations", "child-x/8") and not rows(desks, "links", "a", "child-x/7")
    assert sum(note.startswith("child-x/7 is not linked to child-w/") for note in saved.notes) == 2


def test_an_import_whose_link_was_changed_since_is_not_undone_over_it(desks):
    desks.saved(AcceptImport(earlier_and_new(desks, **{"child-w_1": "no"}), review="child-x"))
    desks.saved(AnswerAskedBefore("child-x/7", "child-w/1", "same"))
    saved = desks.saved(UndoImport("imp-2"))
    assert "child-x/7 stays: lnk-2 depends on it" in saved.notes


def test_a_theme_confirmed_since_the_import_still_counts_as_touched(desks):
    desks.saved(AcceptImport(document([item("Neglect.", label="1", themes=("neglect",))]), "all"))
    ask = "overview-child-x/1"
    desks.saved(LinkTheme(ask, "neglect", "reject"))
    refusal = desks.refused(UndoImport("imp-1"), "all-touched")
    assert refusal.details[0] == f"{ask} stays: its theme neglect was rejected"


def test_only_the_new_agencies_that_were_chosen_are_entered(desks):
    desks.saved(AddAgency("Fernshire Police", aliases=("The Force",)))
    items = [
        item("One.", label="1", agencies=("The Force", "Vale Health", "vale  health")),
        item("Two.", label="2", group="Somebody Else"),
    ]
    saved = desks.saved(AcceptImport(document(items), review="x", new_agencies=("Vale Health",)))
    assert desks.get("recommendations", "x/1")["agencies"] == ("fernshire-police", "vale-health")
    two = desks.get("recommendations", "x/2")
    assert (two.get("agencies", ()), two["group"]) == ((), "Somebody Else")
    assert any("Not entered as agencies, as you chose: Somebody Else" in n for n in saved.notes)


def test_an_import_keeps_how_much_was_taken_and_left_and_of_how_many_pages(desks):
    read = document()
    read = replace(read, source=replace(read.source, pages=47))
    desks.saved(AcceptImport(read, review="child-x"))
    stored = desks.get("imports", "imp-1")
    assert (stored["pages"], stored["taken"], stored["left"]) == (47, 10, 1)
    page = page_of(desks.of(), "child-x", date(2026, 11, 20))
    (told,) = [line for s in page.sections for line in s.lines if line.label == "Taken in"]
    assert told.text == f"from child x.txt, SHA-256 {'a' * 64}, 47 pages; 10 taken, 1 left (imp-1)"


def test_a_boards_own_theme_is_suggested_too(desks):
    desks.saved(AddTheme("Dog bites", phrases=("dog bite*",)))
    desks.saved(AcceptImport(document([item("Count dog bites.", label="1")]), review="x"))
    assert [link["theme"] for link in rows(desks, "theme_links", "of", "x/1")] == ["dog_bites"]


def test_all_and_some_can_be_accepted(desks):
    saved = desks.saved(AcceptImport(document(), "all", review="all-of-it"))
    assert "all-of-it/9" in saved.references
    some = desks.saved(AcceptImport(document(sha="b" * 64), (5, 0, 5), review="some-of-it"))
    assert some.references == ("imp-2", "some-of-it", "some-of-it/1", "some-of-it/9")


def test_a_review_takes_its_name_from_its_title_or_its_file(desks):
    assert desks.saved(AcceptImport(document())).references[1] == "overview-child-x"
    other = AcceptImport(document(sha="b" * 64))
    assert desks.saved(other).references[1] == "overview-child-x-2"
    untitled = desks.saved(AcceptImport(document(sha="c" * 64, title=None)))
    assert untitled.references[1] == "child-x"
    assert "No title was found" in untitled.notes[0]


def test_options_override_what_the_document_says(desks):
    command = AcceptImport(
        document(board="Another LSCB"),
        review="child-x",
        title="Child X",
        board="Fernshire Board",
        published="June 2018",
        practice=("2010..2011",),
        history="complete",
        type="rapid review",
    )
    saved = desks.saved(command)
    review = desks.get("reviews", "child-x")
    assert (review["title"], review["published"], review["history"], review["type"]) == (
        "Child X",
        "2018-06",
        "complete",
        "rapid-review",
    )
    assert [w["start"] for w in rows(desks, "windows", "review", "child-x")] == ["2010"]
    assert not any("Another LSCB" in note for note in saved.notes)


def test_another_boards_name_is_told_and_not_believed(desks):
    saved = desks.saved(AcceptImport(document(board="Westmark LSCB"), review="child-x"))
    assert any("Westmark LSCB" in note for note in saved.notes)
    assert desks.get("reviews", "child-x")["boards"] == ("Fernshire Board",)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AcceptImport(document([])), "nothing-accepted"),
        (AcceptImport(document([item("x", ticked=False)])), "nothing-accepted"),
        (AcceptImport(document(), ()), "nothing-accepted"),
        (AcceptImport(document(), (99,)), "bad-number"),
        (AcceptImport(document(), (-1,)), "bad-number"),
        (AcceptImport(document(), "most"), "bad-value"),
        (AcceptImport(document(), review="a/b"), "bad-reference"),
        (AcceptImport(document(), review="act-1"), "bad-reference"),
        (AcceptImport(document(), published="soon"), "bad-date"),
        (AcceptImport(document(), practice=("2015..2012",)), "bad-date"),
        (AcceptImport(document(), history="maybe"), "bad-value"),
        (AcceptImport(document([item("y" * 20_001)])), "too-long"),
    ],
)
def test_what_an_import_may_not_be(desks, command, code):
    desks.refused(command, code)
    assert desks.of().select("imports") == () and desks.of().select("reviews") == ()


def test_the_same_document_is_taken_in_once(desks):
    desks.saved(AcceptImport(document(), review="child-x"))
    refusal = desks.refused(AcceptImport(document(), review="child-y"), "already-imported")
    assert "imports undo imp-1" in (refusal.todo or "")
    desks.saved(AcceptImport(document(), review="child-y", force=True))


def test_more_of_a_review_is_added_and_what_is_there_stays(desks):
    desks.saved(AddReview("child-x", "Child X", published="2017"))
    desks.saved(AcceptImport(document(ITEMS[:2]), review="child-x"))
    assert desks.get("reviews", "child-x")["title"] == "Child X"
    saved = desks.saved(AcceptImport(document(sha="b" * 64), review="child-x", history="complete"))
    assert "2 items were on record" in saved.notes[0]
    assert desks.get("reviews", "child-x")["history"] == "complete"
    desks.refused(
        AcceptImport(document(sha="c" * 64), review="child-x", published="2018"), "differs"
    )
    desks.refused(
        AcceptImport(document(ITEMS[:2], sha="c" * 64), review="child-x"), "nothing-accepted"
    )


def test_a_withdrawn_review_is_not_brought_back_by_an_import(desks):
    desks.saved(AddReview("child-x", "Child X"))
    desks.saved(WithdrawReview("child-x", why="Another board's"))
    desks.refused(AcceptImport(document(), review="child-x"), "withdrawn")


def test_hostile_text_is_cleaned_on_its_way_in(desks):
    items = [item("[/] [b \x1b[31mred\x1b[0m\x00 half\ud800", label="1\x1b[2J")]
    desks.saved(AcceptImport(document(items, title="Over\x1b[1mview"), review="x"))
    assert desks.get("recommendations", "x/1")["text"] == "[/] [b red half"
    assert desks.get("reviews", "x")["title"] == "Overview"


# Undo


def test_an_untouched_import_is_undone_whole_and_comes_back_the_same(desks):
    first = desks.saved(AcceptImport(document(), review="child-x"))
    undone = desks.saved(UndoImport("imp-1"))
    assert undone.notes == ()
    for table in ("recommendations", "findings", "actions"):
        for document_ in rows(desks, table, "import_ref", "imp-1"):
            assert document_["withdrawn_why"] == "import imp-1 undone"
    assert desks.get("reviews", "child-x")["status"] == "withdrawn"
    assert desks.get("imports", "imp-1")["undone_on"] == "2026-11-20"
    desks.refused(UndoImport("imp-1"), "no-change")

    again = desks.saved(AcceptImport(document(), review="child-x"))
    assert again.references[0] == "imp-2"
    assert again.references[1:] == first.references[1:]
    review = desks.get("reviews", "child-x")
    assert review["status"] == "active" and "withdrawn_on" not in review
    assert "withdrawn_why" not in desks.get("recommendations", "child-x/1")
    assert len(rows(desks, "theme_links", "of", "child-x/2")) == len(
        {link["theme"] for link in rows(desks, "theme_links", "of", "child-x/2")}
    )
    live = [w for w in rows(desks, "windows", "review", "child-x") if not w.get("withdrawn_on")]
    assert len(live) == 1
    # And once more: what came back counts as untouched.
    assert desks.saved(UndoImport("imp-2")).notes == ()


def test_an_import_without_a_name_comes_back_under_its_title(desks):
    desks.saved(AcceptImport(document()))
    desks.saved(UndoImport("imp-1"))
    assert desks.saved(AcceptImport(document())).references[1] == "overview-child-x"


def test_another_text_never_takes_a_withdrawn_reference(desks):
    desks.saved(AcceptImport(document([item("One thing.", label="1")]), review="x"))
    desks.saved(UndoImport("imp-1"))
    other = document([item("Another thing.", label="1")], sha="b" * 64)
    assert desks.saved(AcceptImport(other, review="x")).references[2] == "x/1-2"


def test_what_was_touched_stays_and_is_listed(desks):
    desks.saved(AcceptImport(document(), review="child-x"))
    tool, conference = (d["ref"] for d in rows(desks, "actions", "import_ref", "imp-1"))
    desks.saved(UpdateAction(tool, note="In use"))
    desks.saved(EditRecommendation("child-x/1", priority="high"))
    evidence = desks.made(AddEvidence(("child-x/fernshire-police-1",), "Rota"))
    desks.saved(LinkTheme("child-x/l-3.4", "neglect"))
    saved = desks.saved(UndoImport("imp-1"))
    assert saved.notes == (
        f"{tool} stays: upd-1 depends on it",
        "child-x/1 stays: it was changed",
        f"child-x/2 stays: {tool} depends on it",
        f"child-x/fernshire-police-1 stays: {evidence} depends on it",
        "child-x/l-3.4 stays: its theme neglect was confirmed",
        "child-x stays: child-x/l-3.4 depends on it",
    )
    assert desks.get("actions", conference)["withdrawn_on"]
    assert "withdrawn_on" not in desks.get("reviews", "child-x")
    assert desks.get("recommendations", "child-x/fernshire-police-2")["withdrawn_on"]
    windows = rows(desks, "windows", "review", "child-x")
    assert not any(window.get("withdrawn_on") for window in windows)


def test_where_everything_was_touched_nothing_is_undone(desks):
    desks.saved(AcceptImport(document([item("One.", label="1")]), review="x"))
    desks.saved(EditRecommendation("x/1", priority="high"))
    refusal = desks.refused(UndoImport("imp-1"), "all-touched")
    assert refusal.details == (
        "x/1 stays: it was changed",
        "x stays: x/1 depends on it",
    )


def test_what_a_person_withdrew_stays_withdrawn_for_its_own_reason(desks):
    desks.saved(AcceptImport(document(ITEMS[:2]), review="x"))
    desks.saved(WithdrawRecommendation("x/1", why="Not ours"))
    desks.saved(UndoImport("imp-1"))
    assert desks.get("recommendations", "x/1")["withdrawn_why"] == "Not ours"
    again = desks.saved(AcceptImport(document(ITEMS[:2]), review="x"))
    assert again.references[2:] == ("x/1-2", "x/2")


def test_an_officer_undoes_their_own_import_and_a_chair_anybodys(desks):
    desks.saved(SetRoles("admin", ("administrator",)))
    for login, role in (("officer", "officer"), ("other", "officer"), ("boss", "chair")):
        desks.saved(SetRoles(login, (role,)), by="admin")
    desks.saved(AcceptImport(document(), review="x"))
    desks.refused(UndoImport("imp-1"), "role", by="other")
    desks.saved(UndoImport("imp-1"), by="boss")


def test_an_unknown_import_is_refused(desks):
    desks.refused(UndoImport("imp-7"), "unknown-reference")


def test_an_import_stands_the_same_in_a_register_opened_again(desks):
    desks.saved(AcceptImport(document(), review="child-x"))
    with open_register(desks.path) as again:
        assert again.get("recommendations", "child-x/1") == desks.get(
            "recommendations", "child-x/1"
        )
