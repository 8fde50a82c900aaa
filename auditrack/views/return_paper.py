"""An agency's return form as it is printed: who is asked, by when, and the rows of each table."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from auditrack.analysis.axes import ActionState
from auditrack.model.change import Head, Records
from auditrack.model.dates import in_words
from auditrack.model.refs import slug
from auditrack.model.return_form import SECTIONS
from auditrack.model.words import ACTION_STATES, ANSWERS, word
from auditrack.views.actions import ActionNow
from auditrack.views.board import agency_name, board_of
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, unwithdrawn
from auditrack.views.wording import when

NONE = "None"
"""What an agency writes where it has nothing to say."""

ANSWERS_ON_PAPER: Mapping[str, str] = {**ANSWERS, "none": NONE}
"""The answers of an agency as a form offers them."""

WITHHELD = "Of a review that is not published: its words are not printed here."
"""In the place of a text that must not leave the board yet."""

_SLUG_WORDS = 6
_LONGEST_NAME = 60

Row = Mapping[str, str]
"""One printed row, by the ids of `COLUMNS`; columns that are left out are empty."""


class Paper(msgspec.Struct, frozen=True):
    """One form, ready to be printed. Dates are data; `sections` has every id of `SECTIONS`.

    `withheld` are the references whose words are not printed, for their review is not published.
    """

    form: str
    agency: str
    name: str
    board: str
    asked_on: str
    due_back: str
    covering: str | None
    sections: Mapping[str, tuple[Row, ...]]
    withheld: tuple[str, ...]
    marking: str
    as_at: date
    head: Head
    demonstration: bool

    def file_name(self, ending: str) -> str:
        """What its file is called: `return-ret-3-fernshire-police.docx`."""
        name = (slug(self.name, _SLUG_WORDS) or self.agency)[:_LONGEST_NAME].strip("-")
        return f"return-{self.form}-{name}.{ending}"


def paper_of(
    facts: Facts,
    form: Mapping[str, Any],
    questions: Iterable[Mapping[str, Any]],
    *,
    head: Head,
    demonstration: bool = False,
    with_unpublished: bool = False,
) -> Paper:
    """A form as it is printed from the record on a day.

    Args:
        facts: the register's facts on the day.
        form: the document of the form, kept or about to be.
        questions: the documents of its questions, in their order.
        head: the entry that the record stands at.
        demonstration: whether everything in it is made up.
        with_unpublished: print the words of reviews that are not published, too.
    """
    asks = [str(ref) for ref in form.get("asks", ())]
    withheld = () if with_unpublished else _withheld(facts, asks)
    agency = str(form["agency"])
    name = facts.asked.one(agency)
    sections: dict[str, tuple[Row, ...]] = dict.fromkeys(SECTIONS, ())
    sections["replies"] = tuple(
        _reply_row(facts, name, ref, ref in withheld)
        for ref in asks
        if facts.records.get("recommendations", ref)
    )
    found = [(ref, facts.records.get("actions", ref)) for ref in asks]
    actions = [(ref, facts.actions.of(doc)) for ref, doc in found if doc is not None]
    sections["updates"] = tuple(
        _update_row(action, ref in withheld) for ref, action in actions if action is not None
    )
    sections["questions"] = tuple(
        {
            "ref": str(one["ref"]),
            "question": str(one.get("question", "")),
            "answer": str(one.get("answer") or ""),
        }
        for one in questions
    )
    board = board_of(facts.records)
    return Paper(
        form=str(form["ref"]),
        agency=agency,
        name=agency_name(facts.records, agency),
        board=board.name,
        asked_on=str(form.get("asked_on") or facts.as_at.isoformat()),
        due_back=str(form.get("due_back") or ""),
        covering=form.get("covering"),
        sections=sections,
        withheld=withheld,
        marking=board.marking,
        as_at=facts.as_at,
        head=head,
        demonstration=demonstration,
    )


def paper_on_record(
    facts: Facts, ref: str, *, demonstration: bool = False, with_unpublished: bool = False
) -> Paper:
    """The paper of a form that is on record, as its records stand on the day.

    Raises:
        KeyError: there is no such form.
    """
    form = facts.records.get("return_forms", ref)
    if form is None:
        raise KeyError(ref)
    return paper_of(
        facts,
        form,
        questions_of(facts.records, ref),
        head=facts.records.head,
        demonstration=demonstration,
        with_unpublished=with_unpublished,
    )


def questions_of(records: Records, form: str) -> tuple[Mapping[str, Any], ...]:
    """The questions of a form, none withdrawn, in their order."""
    found = unwithdrawn(records.index("return_questions", "form").get(form, ()))
    return tuple(sorted(found, key=lambda one: int(one.get("order") or 0)))


def due_on_paper(action: ActionNow) -> str:
    """When an action is due, in words, with the first date where it was moved."""
    first, agreed = action.original_due, action.agreed_due
    if not agreed:
        return "no date is set"
    moved = bool(first) and first != agreed
    return f"{in_words(agreed)} (first {in_words(first)})" if moved else in_words(agreed)


def stood_on_paper(stood: ActionState, last: str | None) -> str:
    """Where an action stood, in words, with the day it was last spoken of."""
    said = word(ACTION_STATES, stood.state)
    return f"{said} on {in_words(last)}" if last else said


def _reply_row(facts: Facts, name: str, ref: str, is_withheld: bool) -> Row:
    document = facts.records.get("recommendations", ref) or {}
    answer = _answer(facts, name, ref) or {}
    said = answer.get("answer")
    return {
        "ref": ref,
        "text": WITHHELD if is_withheld else str(document.get("text", "")),
        "answer": word(ANSWERS_ON_PAPER, said) if said else "",
        "reason": str(answer.get("passed_to") or answer.get("reason") or ""),
        "on": when(answer.get("on"), "") if said else "",
    }


def _answer(facts: Facts, name: str, ref: str) -> Mapping[str, Any] | None:
    """The last answer of an agency, as `Asked` spells it, by the day."""
    answers = [
        reply
        for reply in facts.standing.replies(ref)
        if reply.get("answer")
        and reply.get("agency")
        and facts.asked.one(reply["agency"]) == name
        and seen(reply.get("on"), facts.as_at)
    ]
    return max(answers, key=lambda reply: str(reply.get("on") or ""), default=None)


def _update_row(action: ActionNow, is_withheld: bool) -> Row:
    return {
        "ref": action.ref,
        "text": WITHHELD if is_withheld else action.action.what,
        "due": due_on_paper(action),
        "was": stood_on_paper(action.stood, action.updates[-1].on if action.updates else None),
    }


def _withheld(facts: Facts, asks: Iterable[str]) -> tuple[str, ...]:
    """Those of some records that are of a review that is not published."""
    known: dict[str, bool] = {}

    def hidden(ref: str) -> bool:
        records = facts.records
        of = records.get("recommendations", ref) or records.get("findings", ref)
        review = str(of["review"]) if of is not None else ref
        if review not in known:
            known[review] = is_embargoed(records, review)
        return known[review]

    def served(ref: str) -> Iterable[str]:
        document = facts.records.get("actions", ref)
        action = facts.actions.of(document) if document is not None else None
        return action.serves if action is not None else (ref,)

    return tuple(ref for ref in asks if any(hidden(one) for one in served(ref)))
