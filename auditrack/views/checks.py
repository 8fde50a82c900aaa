"""What the record does not say, and what does not fit in it: records to the checks that judge."""

from dataclasses import dataclass
from datetime import date

from auditrack.analysis.checks import gaps_of
from auditrack.analysis.checks.missing import use_of
from auditrack.analysis.checks.rows import Checked
from auditrack.model.change import Records
from auditrack.views import checks_impossible, checks_misfits, checks_missing
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.seen import unwithdrawn
from auditrack.views.steady import undisturbed

TITLES = {
    "circle": "Records that go round in a circle",
    "contradiction": "Asks that contradict each other",
    "backwards": "Periods that run backwards",
    "unreadable-date": "Dates that cannot be read",
    "unreadable-record": "Records that cannot be read",
    "dangling": "Records that name what is not on record",
    "does-not-balance": "Figures that do not balance",
    "embedded-for-some": "Embedded for some of those asked",
    "evidence-older": "Evidence about older practice",
    "ask-not-listed": "Asks in a text that are on no list",
    "one-agency": "One agency asked by most",
    "review-without-publication": "Reviews without a date of publication",
    "review-without-practice": "Reviews that do not say which practice they examined",
    "no-deadline": "No deadline",
    "no-lead": "Actions that nobody leads",
    "no-measure": "No way of knowing whether it worked",
    "no-reply": "No reply on record",
    "evidence-without-date": "Evidence that does not say what date it is about",
    "evidence-without-result": "Evidence that does not say what it found",
    "audit-without-sample": "Audits without the number of cases",
    "finding-without-recommendation": "Findings that led to nothing, with no reason",
    "theme-unconfirmed": "Themes that nobody has confirmed",
    "headings-unverified": "Headings that nobody has compared with their source",
}
"""What each check is called."""


@dataclass(frozen=True)
class Check:
    """One thing that is missing or cannot be. `code` is stable, `text` a sentence's end."""

    code: str
    title: str
    ref: str
    text: str


def checks(records: Records, today: date) -> tuple[Check, ...]:
    """All there is to look at: what cannot be first, then what does not fit and what is missing."""
    with undisturbed():
        gaps = gaps_of(_checked(Facts(records, today)))
    return tuple(Check(gap.code, TITLES[gap.code], gap.ref, gap.says) for gap in gaps)


def _checked(facts: Facts) -> Checked:
    records = facts.records
    everything = [Ask(facts, document) for document in facts.recommendations]
    open_asks = [ask for ask in everything if ask.is_open]
    asks = tuple(checks_missing.ask(ask) for ask in open_asks)
    actions = tuple(checks_missing.actions(facts))
    audits = tuple(checks_missing.audits(facts))
    findings = tuple(checks_missing.findings(facts))
    wordings = tuple(checks_misfits.wordings(facts, everything))
    return Checked(
        reviews=tuple(checks_missing.reviews(facts)),
        asks=asks,
        actions=actions,
        evidence=tuple(checks_missing.evidence(facts)),
        audits=audits,
        findings=findings,
        theme_links=tuple(checks_missing.theme_links(facts)),
        publications=tuple(checks_missing.publications(facts)),
        showings=tuple(checks_misfits.showings(facts)),
        testings=tuple(checks_misfits.testings(facts)),
        wordings=wordings,
        listed=checks_misfits.listed(facts, everything, {row.review for row in wordings}),
        open_asks=len(open_asks),
        agencies=tuple(checks_misfits.agencies(open_asks)),
        unfit=tuple(checks_impossible.unfit(facts)),
        nexts=tuple(checks_impossible.nexts(facts)),
        dates=tuple(checks_impossible.dates(facts)),
        periods=tuple(checks_impossible.periods(facts)),
        pointers=tuple(checks_impossible.pointers(facts)),
        serving_nothing=tuple(checks_impossible.serving_nothing(facts)),
        contradictions=tuple(checks_misfits.contradictions(facts)),
        balance=checks_misfits.balance(facts, len(open_asks)),
        used=use_of(asks, actions, audits, findings, bool(unwithdrawn(records.select("replies")))),
    )
