"""The evidence pack of a theme as a value: numbered documents, audits with method, and gaps."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from auditrack.commands.agency import AddAgency
from auditrack.commands.audit import PlanAudit, WithdrawAudit
from auditrack.commands.evidence import ReturnEvidence, WithdrawEvidence
from auditrack.commands.lead import AddLead
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.model.change import RefusedError
from auditrack.register import open_register
from auditrack.views.evidence_pack import evidence_pack_of

TODAY = date(2026, 11, 20)


def pack_of(board, theme="neglect", as_at=None):
    return evidence_pack_of(board.of(), theme, date.fromisoformat(as_at) if as_at else board.today)


def gaps_of(pack):
    return {gap.what: gap.of for gap in pack.gaps}


def asked(board):
    for name in ("Police", "Council"):
        board.made(AddAgency(name))
    board.review("child-a", "2012-03-01", practice=("2009..2010",))
    return board.rec("child-a", "police", "council", label="1", due="2012-09-30")


class TestDocuments:
    def test_each_is_numbered_once_reviews_first_then_by_the_date_it_is_about(self, board):
        ref = asked(board)
        later = board.evidence(ref, shows="Second.", level=2, about="2014-05")
        first = board.evidence(ref, shows="First.", level=1, about="2013")
        action = board.action(ref, agency="police")
        on_action = board.evidence(action, ref, shows="Third.", level=1, about="2015")
        pack = pack_of(board)
        assert [(one.number, one.ref) for one in pack.documents] == [
            ("E1", first),
            ("E2", later),
            ("E3", on_action),
        ]
        (one,) = pack.recommendations
        assert set(one.documents) == {"E1", "E2", "E3"}

    def test_it_says_level_date_and_place_in_words_and_who_by_role_alone(self, board):
        ref = asked(board)
        board.made(AddLead("Assurance Manager", holder="Jane Ash", logins=("officer",)))
        board.made(AddLead("Scrutineer", holder="Joan Oak", logins=("scrutineer",)))
        board.evidence(
            ref,
            shows="Files read.",
            level=3,
            about="2014-05",
            at="Board library, folder 3",
            on="2014-06-01",
            accepted_by="scrutineer",
        )
        (one,) = pack_of(board).documents
        assert one.level == "3, practice seen"
        assert (one.about, one.filed_on) == ("2014-05", "2014-06-01")
        assert one.link == "Board library, folder 3"
        assert (one.filed_by, one.accepted_by) == ("Assurance Manager", "Scrutineer")
        assert one.state == "accepted"
        said = texts_of(pack_of(board))
        assert not [text for text in said if "Jane" in text or "Joan" in text]

    def test_what_was_returned_stands_apart_behind_and_what_was_withdrawn_nowhere(self, board):
        ref = asked(board)
        back = board.evidence(ref, shows="Not this.", level=1, about="2012-05")
        board.saved(ReturnEvidence(back, why="It is of another review."))
        gone = board.evidence(ref, shows="Nor this.", level=1, about="2012-06")
        board.saved(WithdrawEvidence(gone, why="Filed twice."))
        kept = board.evidence(ref, shows="This.", level=1, about="2013")
        pack = pack_of(board)
        assert [(one.number, one.ref) for one in pack.documents] == [("E1", kept)]
        assert [one.documents for one in pack.recommendations] == [("E1",)]
        assert [(one.number, one.ref, one.returned_why) for one in pack.apart] == [
            ("E2", back, "It is of another review.")
        ]

    def test_what_is_about_a_later_day_is_not_seen(self, board):
        ref = asked(board)
        board.evidence(ref, shows="Later.", level=1, about="2014-05")
        board.evidence(ref, shows="Earlier.", level=1, about="2013-05")
        assert [one.shows for one in pack_of(board, as_at="2013-12-31").documents] == ["Earlier."]

    def test_what_was_accepted_or_done_later_was_not_so_on_the_day(self, board):
        ref = asked(board)
        board.evidence(
            ref, shows="Files.", level=3, about="2013", on="2014-06-01", accepted_by="scrutineer"
        )
        action = board.action(ref, agency="police")
        board.done(action, on="2015-02-01")
        pack = pack_of(board, as_at="2014-01-01")
        (one,) = pack.documents
        assert (one.state, one.accepted_on) == ("filed, not accepted yet", "")
        assert pack.recommendations[0].actions[0].done_on == ""
        pack = pack_of(board)
        assert pack.documents[0].state == "accepted"
        assert pack.recommendations[0].actions[0].done_on == "2015-02-01"

    def test_a_copied_file_is_known_by_its_content(self, board, tmp_path):
        ref = asked(board)
        source = tmp_path / "File audit.pdf"
        source.write_bytes(b"what was found")
        board.evidence(ref, shows="A copy.", level=3, file=source)
        (one,) = pack_of(board).documents
        assert one.is_kept
        assert one.file == "File audit.pdf"
        assert len(one.sha256) == 64

    def test_evidence_of_an_audit_of_the_theme_is_in_it(self, board):
        asked(board)
        audit = board.audit(on="2014-05-01", outcome="partly", themes=("neglect",))
        own = board.evidence(audit, shows="The audit's report.", level=4, about="2014-05")
        (one,) = pack_of(board).documents
        assert (one.ref, one.audit) == (own, audit)


def texts_of(value):
    """Every text in a value, however deep; positions and heads are told elsewhere."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in texts_of(one)]
    if is_dataclass(value) and type(value).__name__ not in ("Position", "Head"):
        return [text for field in fields(value) for text in texts_of(getattr(value, field.name))]
    return []


class TestAudits:
    def test_each_says_method_cases_standard_and_for_whom(self, board):
        ref = asked(board)
        aud = board.audit(
            ref,
            on="2014-05-01",
            outcome="partly",
            sample=20,
            met=12,
            chosen="random",
            method="Case files read by two auditors",
            agencies=("police", "council"),
            question="Is neglect assessed again?",
        )
        (one,) = pack_of(board).audits
        assert (one.ref, one.outcome, one.counts_as) == (
            aud,
            "partly embedded",
            "a test of practice",
        )
        assert one.n == "12 of 20 cases (60%; with 95% confidence between 39% and 78%)"
        assert one.covers == (("Police", "partly embedded"), ("Council", "partly embedded"))
        assert one.method == "Case files read by two auditors"

    def test_no_interval_for_cases_that_somebody_picked(self, board):
        ref = asked(board)
        board.audit(ref, on="2014-05-01", outcome="partly", sample=20, met=12, chosen="picked")
        (one,) = pack_of(board).audits
        assert one.n == "12 of 20 cases, chosen by the auditors; no margin given"

    @pytest.mark.parametrize(
        ("also", "counts_as"),
        [
            ({"on": "2014-05-01", "looked_at": "documents"}, "no test of practice: it looked at"),
            ({"on": "2014-05-01", "outcome": "inconclusive"}, "no test of practice: it was"),
            ({"on": "2011-05-01", "outcome": "partly"}, "a baseline"),
            ({"on": "2014-05-01", "outcome": "partly"}, "a test of practice"),
        ],
    )
    def test_it_says_what_the_position_makes_of_it(self, board, also, counts_as):
        board.audit(asked(board), **also)
        (one,) = pack_of(board).audits
        assert one.counts_as.startswith(counts_as)

    def test_a_planned_test_is_told_apart_and_a_withdrawn_audit_nowhere(self, board):
        ref = asked(board)
        gone = board.audit(ref, on="2014-05-01", outcome="partly")
        board.saved(WithdrawAudit(gone, why="Of another board."))
        planned = board.made(PlanAudit("Is it assessed again?", "2027-01-15", (ref,)))
        pack = pack_of(board)
        assert pack.audits == ()
        assert [one.ref for one in pack.planned] == [planned]


class TestGaps:
    def test_what_is_not_on_record_is_named_with_its_records(self, board):
        ref = asked(board)
        aud = board.audit(ref, on="2014-05-01", outcome="partly")
        board.evidence(ref, shows="A list.", level=1)
        found = gaps_of(pack_of(board))
        assert found["The method"] == (aud,)
        assert found["How many cases were looked at"] == (aud,)
        assert found["The review's own document"] == ("child-a",)
        assert found["An answer of each agency asked"] == (ref,)
        assert found["An action"] == (ref,)
        assert found["The date it is about"] == ("E1",)
        assert found["Where it is kept"] == ("E1",)
        assert found["Its acceptance by a second person"] == ("E1",)
        assert "A date due" not in found
        assert not any(what.startswith("An audit or evidence") for what in found)

    def test_without_any_test_that_is_said_first(self, board):
        asked(board)
        first = pack_of(board).gaps[0]
        assert first.what.startswith("An audit or evidence that tests practice")
        assert "done" not in first.what


class TestRefusals:
    def test_a_theme_that_nothing_speaks_of(self, board):
        asked(board)
        with pytest.raises(RefusedError) as refused:
            pack_of(board, "supervision_oversight")
        assert refused.value.refusal.code == "nothing-to-report"

    def test_a_type_of_action(self, board):
        lever = next(o.id for o in board.facts().theming.themes.values() if o.kind != "issue")
        with pytest.raises(RefusedError) as refused:
            pack_of(board, lever)
        assert refused.value.refusal.code == "no-position"


class TestWhatCounts:
    def test_a_theme_nobody_raised_but_audited_has_a_pack(self, board):
        board.audit(on="2014-05-01", outcome="partly", themes=("neglect",))
        pack = pack_of(board)
        assert pack.position.label == "Not raised"
        (one,) = pack.audits
        assert one.counts_as == "no part of a position: no review of this board raises the theme"

    def test_a_merged_theme_keeps_its_past(self, board):
        board.made(AddTheme("Cold homes", ref="cold_homes"))
        board.review("child-a", "2012-03-01")
        ref = board.rec("child-a", theme="cold_homes")
        board.made(MergeTheme("cold_homes", into="neglect"))
        pack = pack_of(board, "cold_homes")
        assert (pack.theme, pack.merged_from) == ("neglect", ("Cold homes",))
        assert [one.ref for one in pack.recommendations] == [ref]

    def test_a_withdrawn_recommendation_is_not_in_it(self, board):
        ref = asked(board)
        board.rec("child-a", label="2")
        board.saved(WithdrawRecommendation(ref, why="Entered twice."))
        assert [one.ref for one in pack_of(board).recommendations] == ["child-a/2"]

    def test_a_review_that_is_not_published_is_named(self, board):
        board.review("child-a", None)
        board.rec("child-a")
        assert pack_of(board).unpublished == ("Child-A",)


@pytest.fixture(scope="module")
def demonstration(demonstration_board):
    with open_register(demonstration_board, read_only=True) as register:
        yield register


@pytest.mark.parametrize("theme", ["neglect", "voice_of_child", "discharge_planning"])
def test_its_figures_are_those_of_the_records(demonstration, theme):
    pack = evidence_pack_of(demonstration, theme, TODAY)
    links = [
        link["of"]
        for link in demonstration.select("theme_links")
        if link["theme"] == theme and link["status"] != "rejected"
    ]
    asks = {of for of in links if demonstration.get("recommendations", of)}
    assert {one.ref for one in pack.recommendations} == asks
    assert {one.ref for one in pack.findings} == set(links) - asks
    actions = {
        action["ref"]
        for action in demonstration.select("actions")
        if asks.union(links) & set(action["serves"])
    }
    evidence = {
        one["ref"]
        for one in demonstration.select("evidence")
        if (asks | set(links) | actions) & set(one["serves"])
        or one.get("audit") in {audit.ref for audit in pack.audits}
    }
    found = {one.ref for one in (*pack.documents, *pack.apart) if one.is_evidence}
    assert found == evidence
    numbers = [one.number for one in (*pack.documents, *pack.apart)]
    assert numbers == [f"E{place}" for place in range(1, len(numbers) + 1)]
    naming = {
        audit["ref"]
        for audit in demonstration.select("audits")
        if audit.get("status", "done") == "done" and theme in audit.get("themes", ())
    }
    assert naming <= {audit.ref for audit in pack.audits}
    tests = {test.ref for test in pack.position.tested.tests if test.kind == "audit"}
    assert tests == {a.ref for a in pack.audits if a.counts_as == "a test of practice"}
