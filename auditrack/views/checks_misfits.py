"""Rows of what may not fit what it is to show or whom it is to reach, for the checks of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Any

from auditrack.analysis.axes import practice_of
from auditrack.analysis.checks.rows import (
    CheckedAgency,
    CheckedBalance,
    CheckedContradiction,
    CheckedListed,
    CheckedServed,
    CheckedShowing,
    CheckedTest,
    CheckedTesting,
    CheckedWording,
)
from auditrack.analysis.facts import EVERYBODY, LIVE, RecommendationFact
from auditrack.analysis.position import position
from auditrack.analysis.practice import Test
from auditrack.model.dates import interval
from auditrack.views.actions import ActionNow, served_by
from auditrack.views.asks import Ask
from auditrack.views.balance import balance_of
from auditrack.views.board import agency_name, successor_of
from auditrack.views.checks_missing import SPEAKS, has_standing_review
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, standing, stands

Document = Mapping[str, Any]


def showings(facts: Facts) -> Iterator[CheckedShowing]:
    """Evidence that is to be heard, with what it is to show. What belongs to an audit is its."""
    records = facts.records
    for one in standing(records, records.select("evidence"), facts.as_at):
        about = interval(one.get("about"))
        if about is None or one.get("audit") or one.get("state", "filed") not in SPEAKS:
            continue
        served = tuple(
            found for ref in served_by(records, one) if (found := _served(facts, ref)) is not None
        )
        if served:
            yield CheckedShowing(one["ref"], about, one.get("level", 0), one.get("result"), served)


def _served(facts: Facts, ref: str) -> CheckedServed | None:
    """What evidence serves, if it stands; of an action the review that it is first about."""
    records = facts.records
    document = records.get("actions", ref)
    if document is not None:
        action = facts.actions.of(document)
        if action is None:
            return None
        of = [
            found
            for one in served_by(records, document)
            if (found := _asked(facts, one, (action,))) is not None
        ]
        first = min(of, key=_published, default=None)
        return first and CheckedServed(ref, first.review, first.published, first.done, first.action)
    return _asked(facts, ref, facts.actions.serving(ref))


def _asked(facts: Facts, ref: str, actions: Iterable[ActionNow]) -> CheckedServed | None:
    records = facts.records
    document = records.get("recommendations", ref) or records.get("findings", ref)
    if document is not None and not has_standing_review(facts, document):
        return None
    review = facts.reviews.get(document["review"] if document else ref)
    if review is None or not stands(records, records.get("reviews", review.ref) or {}, facts.as_at):
        return None
    published = facts.board.publication.get(review.ref) or interval(review.published)
    claimed = [(one.stood.claimed_on, one.ref) for one in actions if one.stood.is_claimed]
    done = [(on, action) for on, action in claimed if on is not None]
    if not done or len(done) < len(claimed):  # one that is not dated may have been the first
        return CheckedServed(ref, review.title, published)
    on, action = min(done, key=lambda one: one[0].earliest)
    return CheckedServed(ref, review.title, published, on, action)


def _published(served: CheckedServed) -> date:
    return served.published.earliest if served.published else date.min


def testings(facts: Facts) -> Iterator[CheckedTesting]:
    """What was found embedded at agencies by name: themes by audits of them, asks by evidence.

    An audit that tests no issue is of the asks it names.
    """
    themes, asks = _said_embedded(facts)
    for theme in facts.raised:
        if theme in themes:
            tested = position(facts.theme(theme), facts.comparison(theme)).tested
            yield _testing(facts.theming.name(theme), facts.theme(theme).counted, tested.tests)
    for ref in asks:
        document = facts.records.get("recommendations", ref)
        if document is None or len(document.get("agencies", ())) < 2:
            continue
        if has_standing_review(facts, document):
            rows = facts.rows(document)
            tested = practice_of(facts.board, rows, facts.audits_of(ref)).tested
            yield _testing(ref, rows, tested.tests)


def _said_embedded(facts: Facts) -> tuple[set[str], tuple[str, ...]]:
    """The themes and the asks that something says is embedded, and may say so of some alone."""
    records = facts.records
    themes: set[str] = set()
    asks: list[str] = []
    for audit in standing(records, records.select("audits"), facts.as_at):
        if audit.get("outcome") == "embedded" and audit.get("agencies"):
            tested = set(filter(facts.is_issue, facts.tested_by(audit)))
            themes |= tested
            asks += () if tested else facts.audits.served(audit)
    for one in standing(records, records.select("evidence"), facts.as_at):
        if one.get("result") == "embedded" and one.get("state") == "accepted":
            for ref in served_by(records, one):
                action = records.get("actions", ref)
                asks += served_by(records, action) if action else (ref,)
    return themes, tuple(dict.fromkeys(asks))


def _testing(of: str, rows: Iterable[RecommendationFact], tests: Iterable[Test]) -> CheckedTesting:
    return CheckedTesting(
        of,
        frozenset({row.agency for row in rows if row.is_live and row.agency}) - EVERYBODY,
        tuple(
            CheckedTest(test.ref, "embedded" if test.untested else test.outcome, test.agencies)
            for test in tests
            if test.kind != "review"  # a later case speaks of no agency for certain
        ),
    )


def wordings(facts: Facts, asks: Iterable[Ask]) -> Iterator[CheckedWording]:
    """Findings, and open recommendations that may have lettered parts."""
    for finding in facts.records.select("findings"):
        if finding.get("kind") != "good-practice" and has_standing_review(facts, finding):
            yield CheckedWording(
                finding["ref"],
                finding["review"],
                finding["text"],
                finding.get("label"),
                has_reason=bool(finding.get("no_recommendation_why")),
                led_to=len(finding.get("led_to", ())),
            )
    for ask in asks:
        text = ask.document["text"]
        if ")" in text and ask.is_open:
            yield CheckedWording(
                ask.ref, ask.document["review"], text, ask.document.get("label"), is_ask=True
            )


def listed(
    facts: Facts, asks: Iterable[Ask], reviews: Set[str]
) -> Mapping[str, Sequence[CheckedListed]]:
    """What is on the list of some reviews: asks, declined ones too, and actions."""
    found: dict[str, list[CheckedListed]] = defaultdict(list)
    for ask in asks:
        review = ask.document["review"]
        if review in reviews:
            text = f"{ask.document['text']} {ask.document.get('outcome') or ''}"
            found[review].append(CheckedListed(ask.ref, review, text, ask.document.get("label")))
            found[review] += [
                CheckedListed(one.ref, review, one.action.what, serves=(ask.ref,))
                for one in ask.actions
            ]
    for review in reviews:
        found[review] += [
            CheckedListed(one.ref, review, one.action.what, serves=(review,))
            for one in facts.actions.serving(review)
        ]
    return found


def agencies(open_asks: Sequence[Ask]) -> Iterator[CheckedAgency]:
    """The agencies that open recommendations ask by name, and of how many something is due yet."""
    named: dict[str, list[Ask]] = defaultdict(list)
    for ask in open_asks:
        facts = ask.facts
        for ref in ask.document.get("agencies", ()):
            if facts.asked.one(ref) not in EVERYBODY:
                named[successor_of(facts.records, ref)].append(ask)
    for ref, several in named.items():
        asks = list(dict.fromkeys(several))
        asked = len(asks)
        if asked * 2 > len(open_asks):  # only then does it matter whose part is done already
            asked = sum(ask.is_open_for(ref) for ask in asks)
        yield CheckedAgency(ref, agency_name(asks[0].facts.records, ref), asked)


def contradictions(facts: Facts) -> Iterator[CheckedContradiction]:
    """Links that say so between two live asks, each pair once."""
    records = facts.records
    told: set[frozenset[str]] = set()
    for link in standing(records, records.select("links"), facts.as_at):
        pair = frozenset((link["a"], link["b"]))
        if link["as"] != "contradicts" or not seen(link.get("on"), facts.as_at) or pair in told:
            continue
        if len(pair) == 2 and all(_is_live(facts, ref) for ref in pair):
            told.add(pair)
            yield CheckedContradiction(link["a"], link["b"])


def _is_live(facts: Facts, ref: str) -> bool:
    document = facts.records.get("recommendations", ref)
    return document is not None and not LIVE.isdisjoint(facts.standing.statuses(document))


def balance(facts: Facts, listed: int) -> CheckedBalance | None:
    """The figures of the board's year so far; None where the calendar has no day before it."""
    since, _ = facts.settings.year_of(facts.as_at)
    if since == date.min:
        return None
    return CheckedBalance(
        "board", since, facts.as_at, balance_of(facts, since, facts.as_at), listed
    )
