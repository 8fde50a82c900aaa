"""Every form by its id; one file for each noun."""

from pathlib import PurePath

from auditrack.register.drafts import Draft
from auditrack.tui.answer_sheet import ANSWERS
from auditrack.tui.forms import (
    action,
    audit,
    evidence,
    people,
    recommendation,
    review,
    taking_in,
    theme,
)
from auditrack.tui.kept_ticks import TICKS

FORMS = {
    form.id: form
    for noun in (recommendation, action, evidence, audit, review, people, theme)
    for form in noun.FORMS
}

_OF_DOCUMENTS = {taking_in.FORM: "Take in", TICKS: "Ticks of"}
"""Drafts about a document, by the ids of their forms."""

_ELSEWHERE = {
    ANSWERS: "Questions of",
    "several": "Change several recommendations",
    "before": "Points looked up",
}
"""Forms that are made where they are needed, by their ids."""


def is_of_document(form: str) -> bool:
    """Whether a draft is about a document being taken in, and goes on where that is read."""
    return form in _OF_DOCUMENTS


def called(draft: Draft) -> str:
    """What a draft is of, in words."""
    if is_of_document(draft.form):
        return f"{_OF_DOCUMENTS[draft.form]} {PurePath(draft.ref).name}"
    form = FORMS.get(draft.form)
    title = form.title if form is not None else _ELSEWHERE.get(draft.form, draft.form)
    return f"{title} {draft.ref}".strip()
