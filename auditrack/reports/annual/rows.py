"""The lists of an annual report for tables of a template's own, in words as printed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from auditrack.reports.annual.figures import counts
from auditrack.reports.annual.shown import of_day
from auditrack.reports.annual.standing import stand
from auditrack.reports.annual.words import out_of, refs
from auditrack.reports.kit.wording import day
from auditrack.views.annual_values import Annual

Row = Mapping[str, str]

ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "review_concluded": {
            "review": "The review",
            "type": "Its type",
            "concluded": "The day it concluded",
            "published": "The day it was published",
        },
        "review_ongoing": {
            "review": "The review",
            "type": "Its type",
            "arranged": "The day it was arranged",
            "due": "The day it was due",
        },
        "review_dates": {
            "review": "The review",
            "arranged": "The day it was arranged",
            "due": "The day it was due",
            "concluded": "The day it concluded",
            "published": "The day it was published",
            "against": "How it stands beside the day it was due",
            "reason": "The reason for delay",
        },
        "decision": {
            "on": "What it is on",
            "decision": "The decision",
            "day": "Its day",
            "reason": "The reason",
        },
        "not_implemented": {
            "on": "What it is on",
            "decision": "The decision, or the agency's answer",
            "who": "The board, or the agency",
            "day": "Its day",
            "reason": "The reason",
        },
        "action_of_period": {
            "for": "What it is for",
            "action": "The action",
            "agency": "The agency",
            "stands": "Its state at the end of the period",
            "done": "The day it was said to be done, in the period",
            "signed_off": "The day it was signed off, in the period",
        },
        "evidence_of_period": {
            "level": "Its level",
            "shows": "What it shows",
            "result": "Its result",
            "of": "What day it is about",
            "for": "What it is for",
            "difference": "What difference it made",
            "banked": "Whether it is marked for the annual report",
        },
        "test": {
            "day": "The day",
            "tested": "The themes tested",
            "question": "Its question",
            "method": "Its method",
            "sample": "Its cases",
            "found": "What it found",
        },
        "stands_still": {
            "rule": "The number of the rule",
            "what": "What it is",
            "rests_on": "What that rests on",
        },
        "carried": {
            "review": "The review",
            "published": "The day it was published",
            "not_tested": "How many recommendations no test has reached",
            "of": "Of how many",
            "stand": "How they stand",
        },
        "good": {"review": "The review", "practice": "The good practice"},
        "theme": {"theme": "The theme", "stands": "Where it stands", "why": "Why"},
        "figure": {
            "name": "The figure",
            "number": "The number",
            "of": "Of how many",
            "counts": "What is counted",
            "records": "The records behind it",
        },
    }
)
"""The lists that a template's rows may hold, with their fields."""


def rows_of(annual: Annual) -> Mapping[str, Sequence[Row]]:
    """The rows of each list."""
    refused = [
        _row("not_implemented", one.on_what, one.said, "the board", day(one.on), one.reason)
        for one in (*annual.declined, *annual.dropped)
    ]
    by_agencies = [
        _row("not_implemented", one.on_what, one.said, one.agency, day(one.on), one.reason)
        for one in annual.refusals
    ]
    return {
        "review_concluded": [
            _row(
                "review_concluded",
                one.title,
                one.type_word,
                day(one.concluded),
                day(one.published, "not recorded"),
            )
            for one in annual.concluded
        ],
        "review_ongoing": [
            _row(
                "review_ongoing",
                one.title,
                one.type_word,
                day(one.arranged),
                day(one.due, "not recorded"),
            )
            for one in annual.ongoing
        ],
        "review_dates": [
            _row(
                "review_dates",
                one.title,
                *(
                    day(data, "not recorded")
                    for data in (one.arranged, one.due, one.concluded, one.published)
                ),
                one.against,
                one.reason,
            )
            for one in annual.timely
        ],
        "decision": [
            _row("decision", one.on_what, one.said, day(one.on), one.reason)
            for one in annual.decisions
        ],
        "not_implemented": [*refused, *by_agencies],
        "action_of_period": [
            _row(
                "action_of_period",
                one.for_what,
                one.what,
                one.agency,
                one.state,
                day(one.done_on, ""),
                day(one.signed_on, ""),
            )
            for one in annual.actions
        ],
        "evidence_of_period": [
            _row(
                "evidence_of_period",
                f"{one.level}, {one.level_word}",
                one.shows,
                one.result_word,
                of_day(one),
                one.for_what,
                one.difference,
                "yes" if one.banked else "no",
            )
            for one in annual.evidence
        ],
        "test": [
            _row(
                "test",
                day(one.on),
                ", ".join(one.themes),
                one.question,
                one.method,
                one.sample,
                one.outcome_word,
            )
            for one in annual.tests
        ],
        "stands_still": [
            _row("stands_still", str(one.rule), one.what, one.rests_on) for one in annual.little
        ],
        "carried": [
            _row(
                "carried",
                one.title,
                day(one.published),
                str(len(one.asks)),
                str(one.of),
                stand(one),
            )
            for one in annual.carried
        ],
        "good": [_row("good", one.title, one.text) for one in annual.good_practice],
        "theme": [_row("theme", one.name, one.label, one.reason) for one in annual.themes],
        "figure": [
            _row(
                "figure",
                one.name,
                f"{one.count:,}",
                out_of(one),
                counts(one),
                refs(annual, one.refs),
            )
            for one in annual.figures
        ],
    }


def _row(name: str, *values: str) -> Row:
    return dict(zip(ROWS[name], values, strict=True))
