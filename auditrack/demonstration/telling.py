"""From the stories of reviews to the steps by which a register comes to hold them."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditrack.commands.action import (
    ActionDone,
    AddAction,
    ExtendAction,
    SignOffAction,
    UpdateAction,
)
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.evidence import AcceptEvidence, AddEvidence, ReturnEvidence
from auditrack.commands.finding import AddFinding
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview
from auditrack.commands.told import ToldOfReview
from auditrack.demonstration.people import CHAIR, LEAD_OF, SCRUTINEER, login_of, officer_on
from auditrack.demonstration.step import Step, working_day
from auditrack.demonstration.taking_in import taken_in
from auditrack.demonstration.told import NOBODY, Ask, Shown, Story, Work

_REPLY_DAYS = 16
_DECISION_DAYS = 36
_ACTION_DAYS = 48
_FILED_DAYS = 3
_ACCEPTED_DAYS = 12
_SIGNED_DAYS = 25


def steps_of(story: Story) -> Iterator[Step]:
    """Everything that was ever done about one review."""
    entered = date.fromisoformat(story.entered)
    officer = officer_on(entered)
    if story.file:
        yield from taken_in(story, entered, officer)
    else:
        yield from _typed(story, entered, officer)
    for whom in story.told:
        yield Step(entered, officer, ToldOfReview(story.ref, whom))
    for number, ask in enumerate(story.asks):
        yield from _answered(story, ask, entered + timedelta(_REPLY_DAYS + number % 9))
        yield from _decided(story, ask, working_day(entered + timedelta(_DECISION_DAYS)))
        for place, work in enumerate(ask.work):
            yield from _worked(story, ask, work, f"{story.ask_ref(ask)} {place}", entered)
        yield from _closed(story, ask)


def _typed(story: Story, entered: date, officer: str) -> Iterator[Step]:
    yield Step(
        entered,
        officer,
        AddReview(
            story.ref,
            story.title,
            story.type,
            (story.board,),
            published=story.published,
            practice=story.practice,
            subjects=story.subjects,
            arranged=story.arranged,
            due=story.due,
            concluded=story.concluded,
            delay_reason=story.delay_reason,
            publishable="yes",
        ),
    )
    for ask in story.asks:
        yield Step(
            entered,
            officer,
            AddRecommendation(
                story.ref,
                ask.text,
                label=ask.label,
                agencies=ask.asked,
                outcome=ask.outcome,
                theme=ask.themes,
                state=ask.state,
                reach=ask.reach,
                kind=ask.kind,
                delivering=story.delivered_by,
                assuring=story.assured_by,
            ),
        )
    for found in story.findings:
        yield Step(
            entered,
            officer,
            AddFinding(
                story.ref,
                found.text,
                found.label,
                found.kind,
                led_to=story.led_to(found),
                no_recommendation_why=found.nothing_asked_because,
                theme=found.themes,
            ),
        )


def _answered(story: Story, ask: Ask, day: date) -> Iterator[Step]:
    if ask.state == "not-known":
        return
    officer = officer_on(day)
    special = {answer.agency: answer for answer in ask.answers}
    for agency in ask.asked:
        answer = special.get(agency)
        yield Step(
            working_day(day),
            officer,
            ReplyToRecommendation(
                story.ask_ref(ask),
                agency,
                answer.answer if answer else "accepted",
                reason=answer.reason if answer else None,
                passed_to=answer.passed_to if answer else None,
                asked_on=story.entered,
                due_back=(date.fromisoformat(story.entered) + timedelta(28)).isoformat(),
            ),
        )


def _decided(story: Story, ask: Ask, day: date) -> Iterator[Step]:
    if ask.state == "not-known":
        return
    told = ask.decided
    yield Step(
        date.fromisoformat(told.on) if told and told.on else day,
        CHAIR,
        DecideRecommendation(
            story.ask_ref(ask),
            told.decision if told else "implement",
            told.reason if told else None,
            meeting="Partnership meeting",
        ),
    )


def _closed(story: Story, ask: Ask) -> Iterator[Step]:
    closed, reopened, ref = ask.closed, ask.reopened, story.ask_ref(ask)
    if closed:
        yield Step(
            date.fromisoformat(closed.on),
            CHAIR,
            CloseRecommendation(
                ref,
                reason=closed.reason,
                override=closed.override,
                dissent=closed.dissent,
                meeting="Partnership meeting",
            ),
        )
    if reopened:
        day = date.fromisoformat(reopened.on)
        yield Step(
            day,
            CHAIR,
            ReopenRecommendation(ref, reopened.reason, meeting="Partnership meeting"),
        )
        yield from _worked(story, ask, reopened.work, f"{ref} again", day)


def _worked(story: Story, ask: Ask, work: Work, name: str, entered: date) -> Iterator[Step]:
    begun = working_day(
        date.fromisoformat(work.begun) if work.begun else entered + timedelta(_ACTION_DAYS)
    )
    lead = _lead(ask, work)
    yield Step(
        begun,
        officer_on(begun),
        AddAction(
            (story.ask_ref(ask),),
            work.what,
            lead=lead or None,
            agency=work.agency,
            due=work.due,
            type=work.type,
        ),
        name,
    )
    action = f"@{name}"
    for said in work.said:
        day = date.fromisoformat(said.on)
        yield Step(
            day,
            login_of(lead, day),
            UpdateAction(action, said.note, said.state, said.off_track),
        )
    for moved in work.moved:
        yield Step(date.fromisoformat(moved.on), CHAIR, ExtendAction(action, moved.to, moved.why))
    done = date.fromisoformat(work.done) if work.done else None
    if done:
        yield Step(done, login_of(lead, done), ActionDone(action, note=work.note))
        if work.signed:
            signed = working_day(done + timedelta(_SIGNED_DAYS))
            yield Step(signed, SCRUTINEER, SignOffAction(action))
    for place, shown in enumerate(work.shown):
        filed = date.fromisoformat(shown.on) if shown.on else (done or begun)
        filed = filed if shown.on else working_day(filed + timedelta(_FILED_DAYS))
        yield from _shown(story, ask, shown, f"{name} ev {place}", filed)


def _lead(ask: Ask, work: Work) -> str:
    if work.lead is not None:
        return work.lead
    agency = work.agency or (ask.asked[0] if len(ask.asked) == 1 else NOBODY)
    return LEAD_OF.get(agency, "quality-officer")


def _shown(story: Story, ask: Ask, shown: Shown, name: str, filed: date) -> Iterator[Step]:
    yield Step(
        filed,
        officer_on(filed),
        AddEvidence(
            (story.ask_ref(ask),),
            shown.what,
            shown.level,
            about=shown.about,
            result=shown.result,
            at=shown.at,
            use_in_annual_report=True if shown.difference else None,
            difference=shown.difference,
        ),
        name,
    )
    judged = working_day(filed + timedelta(_ACCEPTED_DAYS))
    if shown.returned:
        yield Step(judged, SCRUTINEER, ReturnEvidence(f"@{name}", why=shown.returned))
    elif shown.accepted:
        yield Step(judged, SCRUTINEER, AcceptEvidence(f"@{name}"))
