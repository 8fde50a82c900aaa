"""A recommendation's page: what was asked, what became of it, and what shows it."""

from datetime import date

from auditrack.analysis.axes import decision_in_words
from auditrack.model.change import Records
from auditrack.model.words import (
    EVIDENCE_STATES,
    LEVELS,
    LINK_KINDS,
    LOOKED_AT,
    OUTCOMES,
    REACHES,
    RESULTS,
    word,
)
from auditrack.views.actions import ActionNow
from auditrack.views.asked_again import asked_again_sections
from auditrack.views.asks import Ask, ask_of
from auditrack.views.board import agency_name
from auditrack.views.independence import NOT_INDEPENDENT, why_not_independent
from auditrack.views.seen import standing
from auditrack.views.sheet import Line, Page, Section, section, sections, told
from auditrack.views.wording import counted, decided_in_words, listed, when

_ASKED_BEFORE = ("same-ask", "unrelated")
"""Links that are told with what was asked before and again."""


def page(records: Records, ref: str, today: date) -> Page:
    """The page of one recommendation."""
    ask = ask_of(records, ref, today)
    record = ask.record
    label = record.label or ref
    review = ask.facts.reviews.get(record.review)
    return Page(
        ref=ref,
        kind="recommendation" if record.kind == "recommendation" else "assurance point",
        heading=f"{label}, {review.title if review else record.review}",
        sections=sections(
            section("What was asked", Line(None, record.text)),
            _about(ask),
            _standing(ask),
            _replies(ask),
            _decisions(ask),
            _actions(ask),
            _evidence(ask),
            _audits(ask),
            _themes(ask),
            *asked_again_sections(ask),
            _links(ask),
            _closing(ask),
        ),
    )


def _about(ask: Ask) -> Section | None:
    record, records = ask.record, ask.facts.records
    return section(
        "About it",
        Line("Review", _title(ask), record.review),
        Line("Asked of", listed((agency_name(records, ref) for ref in record.agencies), "nobody")),
        told("Reach", word(REACHES, record.reach) if record.reach else None),
        told("As printed", record.as_printed),
        told("Intended outcome", record.outcome),
        told("How we will know", record.measure),
        told("Under the heading", record.theme_heading),
        told("Delivered by", record.delivering),
        told("Assured by", record.assuring),
        told("Public wording", record.public_wording),
        Line("Withdrawn", f"{when(record.withdrawn_on)}: {record.withdrawn_why}")
        if record.withdrawn_on
        else None,
    )


def _title(ask: Ask) -> str:
    review = ask.facts.reviews.get(ask.record.review)
    if review is None:
        return ask.record.review
    return f"{review.title}, published {when(review.published)}"


def _standing(ask: Ask) -> Section | None:
    original, agreed = ask.dues
    undone = ask.undone_by
    last = ask.practice.tested.last
    return section(
        "Where it stands",
        Line("BRAG", ask.brag.describe()),
        Line("Delivery", str(ask.delivery)),
        Line("Practice", ask.practice.describe(), last.ref if last is not None else None),
        Line("Due", when(original, "no date set") if original == agreed else _moved(ask)),
        told("Overdue", _late(ask)),
        told("Closing", f"undone by {undone.kind} {undone.ref}", undone.ref) if undone else None,
    )


def _moved(ask: Ask) -> str:
    original, agreed = ask.dues
    return f"{when(original)} at first, now {when(agreed)}"


def _late(ask: Ask) -> str | None:
    late = ask.late
    if late.original is None and late.agreed is None:
        return None
    times = {0: "", 1: "moved once, ", 2: "moved twice, "}
    moved = times.get(ask.times_moved, f"moved {ask.times_moved} times, ")
    said = []
    if late.original:
        said.append(f"{counted(late.original, 'day')} past the original date")
    if late.agreed and late.agreed != late.original:
        said.append(f"{counted(late.agreed, 'day')} past the agreed date")
    return moved + ", ".join(said)


def _replies(ask: Ask) -> Section | None:
    replies = ask.replies
    answered = sum(reply.is_answered for reply in replies)
    title = f"Replies ({answered} of {len(replies)})" if replies else "Replies"
    return section(
        title, *(Line(ask.fact.called(reply.agency), reply.describe()) for reply in replies)
    )


def _decisions(ask: Ask) -> Section | None:
    lines = []
    for document in ask.facts.standing.decisions(ask.ref):
        said = decided_in_words(document)
        reason = f": {document['reason']}" if document.get("reason") else ""
        missing = document.get("overridden")
        over = f" (although: {' '.join(missing)})" if missing else ""
        lines.append(Line(when(document.get("on")), f"{said}{reason}{over}"))
        if document.get("dissent"):
            lines.append(Line("  Dissent", document["dissent"]))
        if document.get("public_wording"):
            lines.append(Line("  Public wording", document["public_wording"]))
    if not lines:
        lines.append(Line(None, f"The board's decision: {decision_in_words(ask.decision)}."))
    return section("The board's decisions", *lines)


def _actions(ask: Ask) -> Section | None:
    if not ask.actions:
        return section("Actions", Line(None, "No action is on record."))
    return section("Actions", *(line for action in ask.actions for line in action_lines(action)))


def action_lines(action: ActionNow) -> list[Line]:
    """An action with its state, its dates and its latest update."""
    record = action.action
    state = action.state.replace("-", " ")
    reported = " (as reported)" if record.as_reported else ""
    lines = [Line(f"{record.ref}, {state}{reported}", record.what, record.ref)]
    due = when(record.due, "no date set")
    if action.overdue:
        due = f"{due}; {action.overdue.describe()}"
    elif action.agreed_due != record.due:
        due = f"{due} at first, now {when(action.agreed_due)}"
    lines.append(Line("  Lead", f"{action.lead_title}; due {due}"))
    if action.updates and (last := action.updates[-1]).note:
        lines.append(Line(f"  {when(last.on)}", last.note))
    return lines


def _evidence(ask: Ask) -> Section | None:
    if not ask.evidence:
        return section("Evidence", Line(None, "No evidence is on record."))
    return section(
        "Evidence",
        *(
            Line(
                f"{one.ref}, level {one.level} ({LEVELS.get(one.level, 'not known')})",
                f"{one.shows} (about {when(one.about, 'a date not given')}; "
                f"{word(RESULTS, one.result, 'does not say')}; "
                f"{word(EVIDENCE_STATES, one.state)})",
                one.ref,
            )
            for one in sorted(ask.evidence, key=lambda one: -one.level)
        ),
    )


def _audits(ask: Ask) -> Section | None:
    if not ask.audits:
        untested = ask.practice.state == "not-tested"
        said = "No audit of it is on record" + (": practice is not tested." if untested else ".")
        return section("Audits", Line(None, said))
    records = ask.facts.records
    lines = []
    for fact in ask.audits:
        audit = records.get("audits", fact.ref) or {}
        looked = word(LOOKED_AT, audit.get("looked_at", "practice"))
        sample = f", {audit.get('met', '?')} of {audit['sample']}" if audit.get("sample") else ""
        partial = why_not_independent(records, audit, ask.facts.as_at, (ask.ref,))
        owned = f"; {NOT_INDEPENDENT}: {partial}" if partial else ""
        lines.append(
            Line(
                f"{fact.ref}, {when(audit.get('date'))}",
                f"{word(OUTCOMES, audit.get('outcome'))}{sample}; looked at {looked}{owned}",
                fact.ref,
            )
        )
    return section("Audits", *lines)


def _themes(ask: Ask) -> Section | None:
    theming = ask.facts.theming
    lines = []
    for link in theming.links_of(ask.ref):
        theme = theming.now(link["theme"])
        said = "confirmed" if link.get("status") == "confirmed" else "suggested, not confirmed"
        because = f" ({listed(link['because'])})" if link.get("because") else ""
        lines.append(Line(theming.name(theme), f"{said}{because}", f"theme:{theme}"))
    return section("Themes", *lines)


def _links(ask: Ask) -> Section | None:
    records, as_at = ask.facts.records, ask.facts.as_at
    lines = []
    for link in standing(records, records.index("links", "a").get(ask.ref, ()), as_at):
        if link["as"] in _ASKED_BEFORE:
            continue
        lines.append(Line(word(LINK_KINDS, link["as"]), link["b"], link["b"]))
    for link in standing(records, records.index("links", "b").get(ask.ref, ()), as_at):
        if link["as"] in _ASKED_BEFORE:
            continue
        lines.append(Line(f"{link['a']} says", f"{word(LINK_KINDS, link['as'])}", link["a"]))
    for finding in standing(records, records.index("findings", "led_to").get(ask.ref, ()), as_at):
        lines.append(Line("Follows from", finding["text"], finding["ref"]))
    return section("Links", *lines)


def _closing(ask: Ask) -> Section | None:
    if not ask.is_open or not ask.missing:
        return None
    return section("Missing before it can be closed", *(Line(None, one) for one in ask.missing))
