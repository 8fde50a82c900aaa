"""The lists of an assurance sheet that a template's table may hold, row by row."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from auditrack.reports.kit.wording import day, listed
from auditrack.views.assurance_sheet import AssuranceSheet

Row = Mapping[str, str]

ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "actions": {
            "ref": "Its reference",
            "what": "What is done",
            "kind": "Its type",
            "agency": "The agency",
            "lead": "The lead",
            "original_due": "The original date",
            "agreed_due": "The agreed date",
            "slippage": "How late it is or was",
            "state": "Its state in words",
            "done_on": "When it was said to be done",
            "updated_on": "The day of the last update",
            "update": "The last update",
        },
        "evidence": {
            "ref": "Its reference",
            "shows": "What it shows",
            "level": "Its level with its word",
            "about": "The date it is about",
            "result": "Its result",
            "acceptance": "Whether it is accepted, and by whom",
            "counts": "What it counts as beside practice",
            "agency": "The agency it speaks of",
            "kept_at": "Where it is kept",
            "difference": "The difference made to children or adults",
        },
        "tests": {
            "ref": "Its reference",
            "on": "When it was",
            "question": "What it asked",
            "method": "Its method",
            "cases": "How many cases met it, out of how many",
            "outcome": "What it found",
            "counts": "Whether it is a test of practice",
            "because": "Why it speaks of the recommendation",
            "by": "Who made it",
            "independence": "Why it is not independent",
            "next": "The next test it named",
        },
        "links": {
            "ref": "The other recommendation",
            "review": "Its review",
            "published": "When that was published",
            "text": "What it asks",
            "agencies": "Whom it asks",
            "meaning": "What the link means",
            "delivery": "How far it is delivered",
            "practice": "What tests of practice found",
        },
    }
)


def rows_of(sheet: AssuranceSheet) -> Mapping[str, Sequence[Row]]:
    """The rows of every list, each field in words as the sheet prints it."""
    ask = sheet.ask
    return {
        "actions": [
            {
                "ref": one.ref,
                "what": one.what,
                "kind": one.kind,
                "agency": one.agency,
                "lead": one.lead or "no lead",
                "original_due": day(one.original_due, "none set"),
                "agreed_due": day(one.agreed_due, "none set"),
                "slippage": one.slippage,
                "state": one.state,
                "done_on": day(one.done_on, ""),
                "updated_on": day(one.last.on, "undated") if one.last else "",
                "update": one.last.note if one.last else "",
            }
            for one in ask.actions
        ],
        "evidence": [
            {
                "ref": one.ref,
                "shows": one.shows,
                "level": f"{one.level} ({one.level_word})",
                "about": day(one.about, "no date given"),
                "result": one.result,
                "acceptance": one.acceptance,
                "counts": one.counts,
                "agency": one.agency,
                "kept_at": one.kept_at,
                "difference": one.difference,
            }
            for one in ask.evidence
        ],
        "tests": [
            {
                "ref": one.ref,
                "on": day(one.on, "undated"),
                "question": one.question,
                "method": one.method,
                "cases": one.sample,
                "outcome": one.outcome,
                "counts": one.counts,
                "because": one.because,
                "by": one.by,
                "independence": one.not_independent,
                "next": day(one.next, ""),
            }
            for one in ask.tests
        ],
        "links": [
            {
                "ref": one.ref,
                "review": one.review_title,
                "published": day(one.published, "undated"),
                "text": one.text,
                "agencies": listed(list(one.agencies)),
                "meaning": one.meaning,
                "delivery": one.delivery,
                "practice": one.practice,
            }
            for one in sheet.connected
        ],
    }
