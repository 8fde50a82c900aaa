"""What a public copy says of one record, a line each: every word of it may be public."""

from collections.abc import Iterable

from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import day
from auditrack.views.site_values import (
    ActionShown,
    DecisionShown,
    EvidenceShown,
    RecommendationShown,
    ReplyShown,
    Site,
    TestShown,
)

NOT_WORDED = "not worded for publication"
CLOSING = (
    "That an action is reported as done, signed off or closed does not show that practice "
    "changed. Only a test of practice can."
)
ON_RECORD = "“Not on record” says what the register holds. It does not say that it was not done."


def recommendation(report: WordReport, one: RecommendationShown, level: int = 2) -> None:
    """A block for a recommendation: what was asked, answered, decided, done, shown and tested."""
    report.heading(f"{one.called} ({one.ref})", level)
    report.paragraph(one.text or f"{one.kind}, {NOT_WORDED}.")
    asked = ", ".join(one.agencies) or "no agency named"
    _said(report, "Asked of", asked)
    if one.original_due:
        moved = one.agreed_due and one.agreed_due != one.original_due
        later = f" at first, now {day(one.agreed_due)}" if moved else ""
        _said(report, "Due", f"{day(one.original_due)}{later}")
    if one.ended:
        _said(report, "How it ended", one.ended)
    for name, lines in (
        ("Answers", [reply(each) for each in one.replies]),
        ("Decisions of the board", [decision(each) for each in one.decisions]),
        ("Actions", [action(each) for each in one.actions]),
        ("Evidence", [evidence(each) for each in one.evidence]),
        ("Tests", [test(each) for each in one.tests]),
    ):
        if lines:
            _said(report, name, "")
            report.bullets(lines)
        else:
            _said(report, name, "none on record that may be public")


def reply(one: ReplyShown) -> str:
    """What an agency answered."""
    answer = one.answer or "no answer on record"
    to = f" to {one.to}" if one.to else ""
    on = f" ({day(one.on)})" if one.on else ""
    return f"{one.agency or 'An agency'}: {answer}{to}{on}{_words(one.words)}"


def decision(one: DecisionShown) -> str:
    """What the board decided."""
    until = f", to be looked at again on {day(one.until)}" if one.until else ""
    return f"{one.said}{until} ({day(one.on, 'no day on record')}){_words(one.words)}"


def action(one: ActionShown) -> str:
    """An action as it is reported."""
    who = f"{one.agency}: " if one.agency else ""
    done = f" on {day(one.done_on)}" if one.done_on else ""
    due = f", due {day(one.agreed_due)}" if one.agreed_due else ""
    what = one.words or f"an action, {NOT_WORDED}"
    return f"{who}{what}; {one.state}{done}{due} ({one.ref})"


def evidence(one: EvidenceShown) -> str:
    """A piece of evidence by its level."""
    result = f", {one.result}" if one.result else ""
    about = f", about {day(one.about)}" if one.about else ""
    accepted = "" if one.accepted else ", not accepted by a second person"
    what = one.words or f"evidence {NOT_WORDED}"
    return f"{what}: level {one.level}, {one.level_word}{result}{about}{accepted} ({one.ref})"


def test(one: TestShown) -> str:
    """A test with its outcome; counts only where they may be told."""
    cases = f", {one.cases}" if one.cases else ""
    whom = f" ({', '.join(one.agencies)})" if one.agencies else ""
    kind = "" if one.is_test else "; it looked at no practice"
    on = day(one.on, "no date on record")
    return f"{on}: {one.outcome}{cases}, looked at {one.looked_at}{whom}{kind} ({one.ref})"


def comments(report: WordReport, site: Site) -> None:
    """What agencies said before it was signed off, with every answer."""
    if not site.comments:
        return
    report.heading("What agencies said of this")
    for one in site.comments:
        report.paragraph(one.said, "Report Details", lead=f"{one.agency}: ")
        if one.answer:
            report.paragraph(one.answer, "Report Details", lead="The board's answer: ")


def imprint_lines(site: Site) -> Iterable[tuple[str, str]]:
    """The lines below the title that say what the paper is."""
    yield "What this is", f"A copy for the public ({site.publication})"
    if site.signed_off:
        soon = ", before the agencies' time to comment had run out" if site.overridden else ""
        yield "Signed off", f"{day(site.signed_off)}{soon}"


def _said(report: WordReport, name: str, what: str) -> None:
    report.paragraph(what, "Report Details", lead=f"{name}: ")


def _words(words: str) -> str:
    return f": {words}" if words else ""
