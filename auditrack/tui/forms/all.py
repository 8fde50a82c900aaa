"""Every form by its id; one file for each noun."""

from auditrack.register.drafts import Draft
from auditrack.tui.forms import action, audit, evidence, people, recommendation, review

FORMS = {
    form.id: form
    for noun in (recommendation, action, evidence, audit, review, people)
    for form in noun.FORMS
}

_ELSEWHERE = {"import": "Take in", "several": "Change several recommendations"}
"""Forms that are made where they are needed, by their ids."""


def called(draft: Draft) -> str:
    """What a draft is of, in words."""
    form = FORMS.get(draft.form)
    title = form.title if form is not None else _ELSEWHERE.get(draft.form, draft.form)
    return f"{title} {draft.ref}".strip()
