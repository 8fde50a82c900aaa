"""The drafts of this officer as a list, so that none is forgotten."""

from collections.abc import Iterable

from auditrack.model.dates import london_time_in_words
from auditrack.register.drafts import Draft
from auditrack.tui.answer_sheet import ANSWERS
from auditrack.tui.forms.all import FORMS, called, is_of_document, path_of_document
from auditrack.views.listing import Column, Item, Listing

DRAFT = "draft:"
"""What stands before a form's id where a row opens its draft."""


def draft_listing(drafts: Iterable[Draft]) -> Listing:
    """Drafts, the latest first, with how they begin."""
    items = tuple(
        Item(
            draft.ref,
            f"{DRAFT}{draft.form}",
            (called(draft), london_time_in_words(draft.at), _beginning(draft)),
            sort=-draft.at,
        )
        for draft in drafts
    )
    return Listing(
        "drafts",
        "Drafts",
        "draft",
        "drafts",
        (Column("Form", 34), Column("Typed", 26, 70), Column("It begins", 0)),
        items,
        "No draft waits: everything you typed was saved or discarded.",
        (("latest first", lambda item: item.sort),),
    )


def _beginning(draft: Draft) -> str:
    form = FORMS.get(draft.form)
    if draft.perhaps is not None:
        return f"Perhaps saved as entry {draft.perhaps.number}: nobody knows yet"
    if is_of_document(draft.form):
        return f"From {path_of_document(draft)}"
    if draft.form == ANSWERS:
        return "; ".join(draft.values.get("questions") or ())
    if form is None:
        return "Go on with it where it was begun."
    texts = (draft.values.get(field.name) for field in form.fields if field.kind == "text")
    return next((text for text in texts if isinstance(text, str) and text), "")
