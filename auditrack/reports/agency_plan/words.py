"""What an agency's plan says of each thing it holds, in words that its tables and rows share."""

from auditrack.analysis.axes import Overdue
from auditrack.reports.kit.wording import counted, day, days, listed, short
from auditrack.views.agency_plan_values import (
    PlannedAction,
    PlannedAsk,
    PlannedAudit,
    PlannedEvidence,
)

HELD_BACK = "Held back: the review is not published, or proceedings about it are open."
"""In the place of a text that must not leave the board yet."""

NOBODYS = (
    "An action that is recorded for nobody in particular. It counts for every body asked; its "
    "words stay with the board."
)
"""In the place of the words of an action that is no body's own."""

_COVERED = {
    "alone": "It covered this agency alone.",
    "others": "It covered this agency and others; the outcome is that of the whole audit.",
    "all": "It covered all agencies; the outcome is that of the whole audit.",
}
_LET_GO = {
    "declined": "Declined",
    "passed-on": "Passed on",
    "not": "Not to be implemented",
    "superseded": "Goes on elsewhere",
    "no-longer-relevant": "No longer relevant",
    "closed": "Closed",
    "owed": "Owed",
}


def heading(ask: PlannedAsk) -> str:
    """The heading of its block: the reference and some words."""
    return f"{ask.ref}: {ask.heading}" if ask.heading else ask.ref


def text(ask: PlannedAsk) -> str:
    """The recommendation in full, or why its words are not here."""
    return HELD_BACK if ask.hidden else ask.text


def source(ask: PlannedAsk) -> str:
    """Where it comes from: the review, when it was published, and the printed label."""
    if ask.hidden:
        return "a review whose words are held back"
    published = f"published {day(ask.review_on)}" if ask.review_on else "not published on record"
    # Some documents print the word before the number, and others do not.
    named = ask.label.lower().startswith(("rec", ask.kind))
    label = f", {ask.label if named else f'{ask.kind} {ask.label}'}" if ask.label else ""
    return f"{ask.review_title or ask.review}, {published}{label}"


def told(ask: PlannedAsk) -> str:
    """A recommendation and where it comes from, to fit a cell."""
    return HELD_BACK if ask.hidden else f"{short(ask.text, ask.ref)}\n{source(ask)}"


def asked(ask: PlannedAsk) -> str:
    """How the agency was asked, and when."""
    how = "by name" if ask.by_name else "as one of all agencies"
    if ask.asked_on is None:
        return f"{how}; the day of asking is not on record"
    due = f", answer due {day(ask.reply.due.isoformat())}" if ask.reply.due else ""
    return f"{how} on {day(ask.asked_on)}{due}"


def reply(ask: PlannedAsk) -> str:
    """What it answered, with the reason or to whom it passed it on."""
    if ask.reply.state == "not-recorded":
        return "no reply is on record"
    if ask.reply.state == "unanswered":
        return "none on record, and the day it was due has passed"
    if ask.reply.state == "asked":
        return "none on record yet"
    on = f" on {day(ask.replied_on)}" if ask.replied_on else ""
    said = ask.reply.describe()
    first, colon, reason = said.partition(": ")
    return f"{first}{on}{colon}{reason}"


def decided(ask: PlannedAsk) -> str:
    """What the board decided on it, each with its day."""
    return "; ".join(
        f"{said} ({day(on)})" if on else f"{said} (day not recorded)" for on, said in ask.decisions
    )


def progress(ask: PlannedAsk) -> str:
    """Where the agency's own part stands."""
    if ask.standing == "closed":
        on = f" on {day(ask.ended_on)}" if ask.ended_on else ", on a day that is not recorded"
        if ask.ended_by_board:
            return f"closed by the board{on}"
        done = {"signed off": "; signed off since", "done": "; not signed off"}
        if ask.delivery not in done:
            return f"closed on record{on}; no action of its own is done"
        return f"said to be done{on}{done[ask.delivery]}"
    if ask.standing != "owed":
        return became(ask)
    said = f"{ask.brag.word}: {ask.brag.reason}"
    return said if ask.brag.reason.endswith(ask.delivery) else f"{said}; {ask.delivery}"


def became(ask: PlannedAsk) -> str:
    """What became of one that is not owed."""
    return _LET_GO.get(ask.standing, ask.standing)


def lead(ask: PlannedAsk) -> str:
    """Who leads it: posts, never persons."""
    return listed(list(ask.leads)) or "none on record"


def timescale(due: str | None, agreed: str | None, moved: int, late: Overdue | None) -> str:
    """The original and the agreed date, how often it moved, and the days past each."""
    if not (due or agreed):
        return "no date is set"
    parts = [f"first due {day(due)}" if due else "no first date is set"]
    if moved or agreed != due:
        times = {1: "once", 2: "twice"}.get(moved, f"{moved} times")
        parts.append(
            f"agreed {day(agreed, 'no date')}, moved {times}"
            if moved
            else f"agreed {day(agreed, 'no date')}"
        )
    return "; ".join([*parts, *overdue(late)])


def overdue(late: Overdue | None) -> list[str]:
    """The days past the original and past the agreed date, those that are."""
    if late is None:
        return []
    told = []
    if late.days_original:
        told.append(f"{days(late.days_original)} past the original date")
    if late.days_agreed:
        told.append(f"{days(late.days_agreed)} past the agreed date")
    return told


def of_ask(ask: PlannedAsk) -> str:
    """The timescale of a recommendation."""
    return timescale(ask.due, ask.agreed, ask.times_moved, ask.late)


def of_action(action: PlannedAction) -> str:
    """The timescale of an action, a part a line."""
    told = timescale(action.due, action.agreed, action.times_moved, action.late)
    return "\n".join(capital(part) for part in told.split("; "))


def stand(action: PlannedAction) -> str:
    """Why an action has its colour, and its state where that does not say so."""
    reason = capital(action.brag.reason)
    state = "" if action.brag.reason.startswith(action.state) else capital(action.state)
    return "\n".join(part for part in (reason, state) if part)


def capital(text: str) -> str:
    """A text with its first letter in capitals, as a line of its own begins."""
    return f"{text[:1].upper()}{text[1:]}"


def what(action: PlannedAction) -> str:
    """An action in its words, or why they are not here."""
    if not action.its_own:
        return NOBODYS
    return HELD_BACK if action.hidden else action.what


def shows(one: PlannedEvidence) -> str:
    """What a piece of evidence shows, or why its words are not here."""
    return HELD_BACK if one.hidden else one.shows


def stands(one: PlannedEvidence) -> str:
    """Where a piece of evidence stands with the board."""
    filed = f"filed {day(one.filed_on)}" if one.filed_on else "filed on a day that is not recorded"
    if one.state == "accepted":
        on = f" on {day(one.stands_on)}" if one.stands_on else ""
        return f"accepted{on}; {filed}"
    if one.state == "returned":
        return f"returned: {one.returned_why or 'no reason recorded'}"
    if one.state == "filed":
        return f"{filed}, waits to be accepted by a second person"
    return f"{one.state}; {filed}"


def outcome(audit: PlannedAudit) -> str:
    """What an audit found, for whom it stands, and how many cases."""
    cases = ""
    if audit.sample is not None:
        cases = (
            f", {audit.met} of {counted(audit.sample, 'case')} met the standard"
            if audit.met is not None
            else f", {counted(audit.sample, 'case')} looked at"
        )
    return f"{audit.outcome}{cases}. {_COVERED[audit.covered]}"
