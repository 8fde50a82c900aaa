"""The lists of a review's response that a template's table may hold, row by row."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from auditrack.reports.kit.wording import day, listed
from auditrack.reports.response.blocks import decisions, held, replies
from auditrack.views.response import Response
from auditrack.views.response_values import ActionTold, AskTold

Row = Mapping[str, str]

ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "findings": {
            "ref": "Its reference",
            "called": "Its kind and label",
            "kind": "Concern, good practice or lesson",
            "theme": "The heading as printed, else its confirmed themes",
            "text": "What was found",
            "answered_by": "The recommendations it led to",
            "why_none": "Why it led to none",
        },
        "recommendations": {
            "ref": "Its reference",
            "called": "Its kind and printed label",
            "theme": "The heading as printed, else its confirmed themes",
            "text": "What is asked, word for word",
            "agencies": "Whom it asks",
            "outcome": "The intended outcome",
            "findings": "The findings it follows from",
            "replies": "What each agency answered",
            "replied": "How many answered, as 4 of 7",
            "decision": "The board's decisions",
            "delivery": "How far it is delivered",
            "brag": "BRAG in words with its reason",
            "practice": "What tests of practice found",
            "original_due": "The original date",
            "agreed_due": "The agreed date",
            "measure": "How we will know",
            "evidence": "The evidence held, by level",
            "tested": "The tests planned",
        },
        "actions": {
            "ref": "Its reference",
            "what": "What is done",
            "serves": "What it is for",
            "agency": "The agency",
            "lead": "The lead",
            "original_due": "The original date",
            "agreed_due": "The agreed date",
            "state": "Its state in words",
            "done_on": "When it was said to be done",
            "slippage": "How late it is or was",
            "updated_on": "The day of the last update",
            "update": "The last update",
            "already": "Whether it was already taken when the review came out: yes or no",
        },
        "dissemination": {
            "ref": "The recommendation's reference",
            "called": "Its kind and printed label",
            "text": "What is asked",
            "delivering": "The subgroup that delivers",
            "assuring": "The subgroup that assures",
            "deadline": "The deadline",
            "impact": "The expected impact",
            "tested": "How it will be tested",
        },
    }
)


def rows_of(response: Response) -> Mapping[str, Sequence[Row]]:
    """The rows of every list, each field in words as the report prints it."""
    return {
        "findings": [
            {
                "ref": one.ref,
                "called": one.called,
                "kind": one.called.removesuffix(f" {one.label or one.ref}"),
                "theme": one.heading or listed(list(one.themes)),
                "text": one.text,
                "answered_by": listed(list(response.labels(one.answered_by))),
                "why_none": one.why_none,
            }
            for one in response.findings
        ],
        "recommendations": [_ask(one) for one in response.asks],
        "actions": [_action(response, one) for one in _actions(response)],
        "dissemination": [
            {
                "ref": line.ask.ref,
                "called": line.ask.called,
                "text": line.ask.text,
                "delivering": line.ask.delivering,
                "assuring": line.ask.assuring,
                "deadline": line.deadline,
                "impact": line.impact,
                "tested": line.tested,
            }
            for line in response.dissemination
        ],
    }


def _ask(ask: AskTold) -> Row:
    return {
        "ref": ask.ref,
        "called": ask.called,
        "theme": ask.heading or listed(list(ask.themes)),
        "text": ask.text,
        "agencies": listed(list(ask.agencies)),
        "outcome": ask.outcome,
        "findings": listed([one.called for one in ask.findings]),
        "replies": replies(ask),
        "replied": ask.replied if ask.replies else "",
        "decision": decisions(ask.decisions, ask.decision),
        "delivery": ask.delivery,
        "brag": ask.brag.describe(),
        "practice": ask.practice,
        "original_due": day(ask.original_due, "none set"),
        "agreed_due": day(ask.agreed_due, "none set"),
        "measure": ask.measure,
        "evidence": held(ask.evidence),
        "tested": " ".join(one.said for one in ask.planned) or "no test planned on record",
    }


def _actions(response: Response) -> Iterable[ActionTold]:
    """Every action of the response, each once."""
    found = (
        *(action for ask in response.asks for action in ask.actions),
        *(action for one in response.findings for action in one.actions),
        *response.actions,
    )
    return {one.ref: one for one in found}.values()


def _action(response: Response, one: ActionTold) -> Row:
    last = one.last
    return {
        "ref": one.ref,
        "what": one.what,
        "serves": listed(list(response.labels(one.serves))),
        "agency": one.agency,
        "lead": one.lead or "no lead",
        "original_due": day(one.original_due, "none set"),
        "agreed_due": day(one.agreed_due, "none set"),
        "state": one.state,
        "done_on": day(one.done_on, ""),
        "slippage": one.slippage,
        "updated_on": day(last.on, "undated") if last else "",
        "update": last.note if last else "",
        "already": "yes" if one.before or one.reported else "no",
    }
