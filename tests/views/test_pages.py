"""The page of each kind of record, with the least and with all that may be entered."""

from datetime import date

import pytest

from auditrack.commands.action import ExtendAction, WithdrawAction
from auditrack.commands.agency import AddAgency, ReplaceAgency
from auditrack.commands.audit import PlanAudit, RecordAudit, WithdrawAudit
from auditrack.commands.evidence import AddEvidence, ReturnEvidence, WithdrawEvidence
from auditrack.commands.finding import AddFinding, WithdrawFinding
from auditrack.commands.lead import AddLead, VacateLead
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.recommendation import AddRecommendation, WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview, SupersedeReview, WithdrawReview
from auditrack.commands.subgroup import AddSubgroup
from auditrack.commands.told import ToldOfReview
from auditrack.model.change import RefusedError
from auditrack.views.page import page_of
from auditrack.views.sheet import Page

HOSTILE = "[/] [b + [red]x [see note 3] {0} %s <b>&amp;"


def _page(board, ref, table=None) -> Page:
    page = page_of(board.records, ref, board.today, table)
    assert page.heading and page.kind
    for section in page.sections:
        assert section.title and section.lines
        for line in section.lines:
            assert isinstance(line.text, str) and line.text
            assert "None" not in line.text
            if line.ref:
                assert page_of(board.records, line.ref, board.today).sections
    assert page.to_json()["ref"] == page.ref
    return page


def _said(page: Page) -> dict[str, str]:
    return {
        line.label or section.title: line.text
        for section in page.sections
        for line in section.lines
    }


def _text(page: Page) -> str:
    lines = [f"{line.label}: {line.text}" for one in page.sections for line in one.lines]
    return "\n".join([page.heading, *(one.title for one in page.sections), *lines])


@pytest.fixture
def least(board):
    """One record of each kind with as little as can be entered."""
    board.review("child-a", None)
    ref = board.rec("child-a", theme="")
    board.made(AddAgency("Police"))
    board.made(AddLead("Head of practice"))
    finding = board.finding("child-a")
    action = board.action(ref)
    return {
        "review": "child-a",
        "recommendation": ref,
        "finding": finding,
        "action": action,
        "evidence": board.evidence(ref),
        "audit": board.audit(ref, on="2017"),
        "agency": "police",
        "lead": "head-of-practice",
        "theme": "theme:neglect",
    }


def test_of_every_kind_with_the_least(board, least):
    for kind, ref in least.items():
        assert _page(board, ref).kind == kind
        if kind != "theme":
            assert _page(board, ref, kind).ref == ref


def test_of_every_kind_with_everything_and_hostile_text(board):
    text = HOSTILE
    board.made(
        AddReview(
            "child-a",
            text,
            type=text,
            boards=(text, "Fernshire Safeguarding Children Board"),
            published="2015-03..2015-06",
            practice=(f"2012..2014={text}", "2013..=B"),
            history="complete",
            case_id=text,
            concluded="2015-01",
            delay_reason=text,
        )
    )
    board.made(ToldOfReview("child-a", text, "2015-02-01"))
    board.made(AddLead(text, agency=None, holder=text, logins=("head",)))
    board.made(AddAgency(text, aliases=(f"{text} too",), since="2000", until="2020"))
    ref = board.made(
        AddRecommendation(
            "child-a",
            text,
            label=text,
            agencies=(text,),
            outcome=text,
            due="2016-01-31",
            theme=("neglect",),
            reach="single-agency",
            kind="assurance-point",
            group=text,
            measure=text,
            title=text,
            public_wording=text,
        )
    )
    other = board.rec("child-a")
    board.made(LinkRecommendations(ref, other, "repeats"))
    board.theme(ref, "voice_of_child", "suggest")
    board.made(ReplyToRecommendation(ref, text, "declined", reason=text))
    board.decide(ref, "in-part")
    action = board.action(ref, "child-a", what=text, lead=text, due="2016-01-31", type=text)
    board.saved(ExtendAction(action, "2016-06-30", why=text), "2016-01-01")
    board.update(action, "paused", off_track=True, until="2027-01-01")
    evidence = board.evidence(
        ref, action, shows=text, level=4, about="2017", result="partly", at=text, difference=text
    )
    board.made(ReturnEvidence(evidence, why=text), by="scrutineer")
    audit = board.audit(
        *(ref, action),
        on="2017-03-01",
        question=text,
        method=text,
        sample=20,
        met=17,
        practice="2016-10..2017-01",
        agencies=(text,),
        by=text,
        next="2018-03",
        chosen=text,
        standard=text,
    )
    board.evidence(audit, shows=text)
    finding = board.made(AddFinding("child-a", text, label=text, led_to=(ref,), theme=("neglect",)))
    board.decide(finding, "implement")
    board.action(finding, what=text, lead=text)
    board.close(ref)
    for opened in ("child-a", ref, action, evidence, audit, finding, "theme:neglect"):
        assert text in _text(_page(board, opened))
    agency = board.records.select("agencies")[0]["ref"]
    assert _said(_page(board, agency, "agency"))["Asked"] == "1 recommendation, 0 open"
    lead = board.records.select("leads")[0]["ref"]
    assert text in _text(_page(board, lead, "lead"))
    said = _said(_page(board, ref))
    assert said["Due"] == "31 January 2016 at first, now 30 June 2016"
    assert said["Overdue" if "Overdue" in said else "Due"]
    assert "17 of 20" in _text(_page(board, ref))


class TestRefusals:
    @pytest.mark.parametrize("ref", ["nothing", "child-a/99", "act-99", "theme:nonsense", ""])
    def test_are_sentences_for_what_is_not_there(self, board, least, ref):
        with pytest.raises(RefusedError) as refused:
            page_of(board.records, ref, board.today)
        refusal = refused.value.refusal
        assert refusal.code == "unknown-reference"
        assert refusal.message.endswith(".") and refusal.todo

    @pytest.mark.parametrize(
        "table",
        ["recommendations", "reviews", "findings", "actions", "evidence", "audits", "lead"],
    )
    def test_say_so_where_the_table_is_known(self, board, least, table):
        with pytest.raises(RefusedError) as refused:
            page_of(board.records, "nothing", board.today, table)
        assert refused.value.refusal.code == "unknown-reference"

    def test_say_which_records_have_no_page(self, board, least):
        made = board.made(AddSubgroup("Quality and Performance"))
        with pytest.raises(RefusedError) as refused:
            page_of(board.records, made, board.today)
        assert refused.value.refusal.code == "no-page"


class TestReferences:
    def test_an_exact_one_beats_the_start_of_another(self, board):
        board.review("child-a")
        board.rec("child-a", label="4.2")
        board.rec("child-a", label="4.20")
        assert _page(board, "child-a/4.2").ref == "child-a/4.2"
        assert _page(board, "CHILD-A/4.20").ref == "child-a/4.20"

    @pytest.mark.parametrize("typed", ["Case 7", "case-7", "CASE 7"])
    def test_a_case_opens_the_review_that_stands_for_it(self, board, typed):
        board.review("summary", case_id="Case 7")
        board.review("overview", case_id="Case 7")
        board.made(SupersedeReview("summary", "overview"))
        assert _page(board, typed).ref == "overview"

    def test_every_step_of_a_themes_chain_opens(self, board):
        board.review("child-a", "2015-06-01", practice=("2012..2013",), case_id="Case 7")
        ref = board.rec("child-a", "Police")
        board.audit(ref, on="2017-03-01", outcome="partly")
        board.review("child-b", "2019-06-01", practice=("2017..2018",))
        board.rec("child-b", "Police")
        page = _page(board, "theme:neglect")
        chain = next(one for one in page.sections if one.title == "The chain it rests on")
        assert {"Case 7", "child-b", ref} <= {line.ref for line in chain.lines}


class TestTheme:
    def test_tells_where_it_stands_why_and_what_would_settle_it(self, board):
        board.review("child-a")
        board.rec("child-a")
        page = _page(board, "theme:neglect")
        said = _said(page)
        position = board.position()
        assert said["Where it stands"] == position.label
        assert said["Why"] == position.reason
        assert said["Raised in"] == "1 of the board's 1 review"
        assert page.sections[-1].lines[0].text.startswith("Reviews do not hold individuals")
        assert {line.text for one in page.sections for line in one.lines} >= {*position.questions}

    def test_of_a_merged_theme_is_the_other_ones(self, board):
        from auditrack.commands.theme import MergeTheme

        board.made(MergeTheme("home_conditions_housing_poverty", "neglect"))
        assert _page(board, "theme:home_conditions_housing_poverty").ref == "neglect"


class TestReview:
    def test_says_where_no_practice_is_on_record(self, board):
        page = _page(board, board.review("child-a", None))
        assert _said(page)["Published"] == "not recorded"
        assert "cannot be certain" in _said(page)["Practice examined"]
        assert "history not searched" in _said(page)["What was done"]

    def test_lists_what_it_asks_and_found(self, board):
        board.review("child-a")
        ref, finding = board.rec("child-a", label="1"), board.finding("child-a")
        gone = board.rec("child-a", label="2")
        board.made(WithdrawRecommendation(gone, why="Entered twice."))
        titles = {
            one.title: {line.ref for line in one.lines} for one in _page(board, "child-a").sections
        }
        assert titles["1 recommendation"] == {ref}
        assert titles["1 finding"] == {finding}


def test_withdrawn_records_still_have_a_page_that_says_so(board, least):
    why = "Entered twice."
    withdrawn = {
        "evidence": WithdrawEvidence(least["evidence"], why=why),
        "audit": WithdrawAudit(least["audit"], why=why),
        "action": WithdrawAction(least["action"], why=why),
        "finding": WithdrawFinding(least["finding"], why=why),
        "recommendation": WithdrawRecommendation(least["recommendation"], why=why),
        "review": WithdrawReview(least["review"], why=why),
    }
    for kind, command in withdrawn.items():
        board.made(command)
        assert _said(_page(board, least[kind]))["Withdrawn"] == f"20 November 2026: {why}"


def test_a_closing_that_a_later_test_undoes_says_so(board):
    board.review("child-a")
    ref = board.rec("child-a", "Police")
    board.close(ref, "2016-06-01")
    assert "Closing" not in _said(_page(board, ref))
    audit = board.audit(ref, on="2018-03-01", outcome="not-embedded")
    assert _said(_page(board, ref))["Closing"] == f"undone by audit {audit}"
    assert not board.ask(ref).is_open
    board.reopen(ref, "2018-06-01")
    assert "Closing" not in _said(_page(board, ref))


def test_an_agencys_page_is_about_its_own_part_and_its_predecessors(board):
    board.review("child-a")
    both = board.rec("child-a", "Police", "Fern CCG")
    board.done(board.action(both, agency="Police"))
    board.made(ReplaceAgency("Fern CCG", "Fern ICB"))
    assert _said(_page(board, "police"))["Asked"] == "1 recommendation, 0 open"
    assert _said(_page(board, "fern-icb"))["Asked"] == "1 recommendation, 1 open"
    assert _said(_page(board, "fern-ccg"))["Followed by"] == "Fern ICB"


def test_a_leads_page_tells_what_is_owed_and_since_when_nobody_holds_it(board):
    board.made(AddLead("Head of practice"))
    board.review("child-a")
    ref = board.rec("child-a", "Police")
    board.done(board.action(ref, lead="Head of practice"))
    board.action(ref, lead="Head of practice", what="Another.")
    board.made(VacateLead("Head of practice", on="2026-01-31"))
    said = _said(_page(board, "head-of-practice"))
    assert said["Actions"] == "2, 1 still to be done"
    assert said["Held by"] == "nobody since 31 January 2026"


def test_an_audits_page_tells_plan_and_result(board):
    board.review("child-a")
    ref = board.rec("child-a", "Police")
    plan = board.made(PlanAudit("Do files show it?", "2026-12", (ref,)))
    assert _said(_page(board, plan))["Status"] == "planned"
    board.made(RecordAudit(date="2026-11-01", outcome="partly", planned=plan, sample=20, met=9))
    said = _said(_page(board, plan))
    assert said["Outcome"] == "partly embedded"
    assert said["Cases that met it"] == "9 of 20 cases; how they were chosen is not on record"
    assert (said["Covers"], said["Theme"]) == ("every agency", board.position().name)


def test_evidence_says_what_is_blank(board):
    board.review("child-a")
    said = _said(_page(board, board.made(AddEvidence((board.rec("child-a"),), "Seen."))))
    assert said["About"] == "blank: nobody said what date it speaks of"
    assert said["Result"] == "does not say"


def test_judged_by_the_day_asked_for(board):
    board.review("child-a")
    ref = board.rec("child-a", "Police", due="2015-12-31")
    page = page_of(board.records, ref, date(2015, 10, 1))
    assert "Overdue" not in _said(page)
    assert _said(page_of(board.records, ref, date(2016, 1, 1)))["Overdue"] == (
        "1 day past the original date"
    )
