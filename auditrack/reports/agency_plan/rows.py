"""The lists of an agency's plan as a template's table rows may hold them."""

from collections.abc import Mapping
from types import MappingProxyType

from auditrack.reports.agency_plan import words
from auditrack.reports.kit.wording import day, listed
from auditrack.views.agency_plan_values import AgencyPlan, PlannedAction, PlannedAsk

ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "recommendations": {
            "ref": "Its reference",
            "from": "Review, day of publication and label",
            "text": "The recommendation in full",
            "outcome": "The intended outcome",
            "measure": "How we will know",
            "themes": "Its confirmed themes",
            "links": "How it stands to the agency's other recommendations",
            "asked": "How the agency was asked, and when",
            "reply": "The agency's reply",
            "decisions": "The board's decisions, each with its day",
            "progress": "BRAG word, reason and state of the agency's part",
            "lead": "The responsible leads",
            "due": "The original date",
            "agreed": "The agreed date",
            "moved": "How many times a date was moved",
            "overdue": "Days past the original and the agreed date",
            "missing": "What is missing before the board can close it",
        },
        "actions": {
            "ref": "Its reference",
            "what": "The action",
            "for": "What it serves",
            "lead": "The responsible lead",
            "state": "Its state",
            "progress": "BRAG word and reason",
            "due": "The original date",
            "agreed": "The agreed date",
            "moved": "How many times its date was moved",
            "overdue": "Days past the original and the agreed date",
            "last_said": "The latest update with its day",
        },
        "evidence": {
            "ref": "Its reference",
            "shows": "What it shows",
            "for": "What it serves",
            "about": "The date it is about",
            "level": "Its level",
            "result": "What it found",
            "stands": "Where it stands with the board",
        },
        "returns": {
            "form": "The form's reference",
            "asked_on": "The day of asking",
            "due_back": "The day it is due back",
            "stands": "How it stands",
            "owed": "What of it is still owed",
        },
    }
)
"""The lists, each with its fields and what they are."""


def rows_of(plan: AgencyPlan) -> dict[str, list[dict[str, str]]]:
    """The rows of each list: of what is owed, and of the forms that wait."""
    return {
        "recommendations": [
            _ask_row(ask) for one in (*plan.urgent, *plan.owed) for ask in one.asks
        ],
        "actions": [
            _action_row(action)
            for action in (
                *(one for joined in (*plan.urgent, *plan.owed) for one in joined.actions),
                *plan.beside,
            )
        ],
        "evidence": [
            {
                "ref": one.ref,
                "shows": words.shows(one),
                "for": listed(list(one.serves)),
                "about": day(one.about, "no date"),
                "level": one.level,
                "result": one.result,
                "stands": words.stands(one),
            }
            for joined in (*plan.urgent, *plan.owed)
            for one in joined.evidence
        ],
        "returns": [
            {
                "form": str(one.form),
                "asked_on": day(one.asked_on),
                "due_back": day(one.due_back, "no date"),
                "stands": one.describe(),
                "owed": str(one.owed),
            }
            for one in plan.forms
        ],
    }


def _ask_row(ask: PlannedAsk) -> dict[str, str]:
    return {
        "ref": ask.ref,
        "from": words.source(ask),
        "text": words.text(ask),
        "outcome": ask.outcome,
        "measure": ask.measure,
        "themes": "; ".join(ask.themes),
        "links": "; ".join(ask.links),
        "asked": words.asked(ask),
        "reply": words.reply(ask),
        "decisions": words.decided(ask),
        "progress": words.progress(ask),
        "lead": words.lead(ask),
        "due": day(ask.due, "no date"),
        "agreed": day(ask.agreed, "no date"),
        "moved": str(ask.times_moved),
        "overdue": "; ".join(words.overdue(ask.late)),
        "missing": " ".join(ask.missing),
    }


def _action_row(action: PlannedAction) -> dict[str, str]:
    last = action.updates[-1] if action.updates else None
    return {
        "ref": action.ref,
        "what": words.what(action),
        "for": listed(list(action.serves)),
        "lead": action.lead,
        "state": action.state,
        "progress": f"{action.brag.word}: {action.brag.reason}",
        "due": day(action.due, "no date"),
        "agreed": day(action.agreed, "no date"),
        "moved": str(action.times_moved),
        "overdue": "; ".join(words.overdue(action.late)),
        "last_said": "" if last is None else f"{day(last[0])}: {last[2] or last[1]}",
    }
