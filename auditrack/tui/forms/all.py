"""Every form by its id; one file for each noun."""

from pathlib import PurePath

from auditrack.register.drafts import Draft
from auditrack.tui.answer_sheet import ANSWERS
from auditrack.tui.forms import (
    action,
    audit,
    drawing,
    evidence,
    leaving,
    meeting,
    one_item,
    people,
    publication,
    publishing,
    recommendation,
    report,
    return_line,
    returns,
    review,
    taking_in,
    theme,
    told,
    watching,
)
from auditrack.tui.forms.several_actions import CALLED
from auditrack.tui.kept_reason import REASON
from auditrack.tui.kept_working import REVIEWED
from auditrack.tui.return_choices import RETURNED
from auditrack.tui.sheet_choices import TRACKER

FORMS = {
    form.id: form
    for noun in (
        recommendation,
        action,
        evidence,
        audit,
        review,
        people,
        leaving,
        theme,
        meeting,
        told,
        returns,
        drawing,
        publication,
        watching,
    )
    for form in noun.FORMS
}

_OF_DOCUMENTS = {
    taking_in.FORM: "Take in",
    REVIEWED: "Items of",
    TRACKER: "Tracker",
    RETURNED: "Return",
}
"""Drafts about a document, by the ids of their forms."""

_ELSEWHERE = {
    ANSWERS: "Questions of",
    "several": "Change several recommendations",
    "before": "Points looked up",
    one_item.FORM: "Put right",
    return_line.FORM: "What a line means of",
    **CALLED,
    returns.ASKING: "Make return forms",
    **publishing.CALLED,
    **report.titles(),
    REASON: "Reason typed in",
}
"""Forms that are made where they are needed, by their ids."""


def is_of_document(form: str) -> bool:
    """Whether a draft is about a document being taken in, and goes on where that is read."""
    return form in _OF_DOCUMENTS


def path_of_document(draft: Draft) -> str:
    """Where the document lay that a draft is about."""
    path = draft.values.get("path")
    of_bytes = draft.form in (REVIEWED, TRACKER, RETURNED)
    return path if of_bytes and isinstance(path, str) else draft.ref


def called(draft: Draft) -> str:
    """What a draft is of, in words."""
    if is_of_document(draft.form):
        return f"{_OF_DOCUMENTS[draft.form]} {PurePath(path_of_document(draft)).name}"
    form = FORMS.get(draft.form)
    title = form.title if form is not None else _ELSEWHERE.get(draft.form, draft.form)
    return f"{title} {draft.ref}".strip()
