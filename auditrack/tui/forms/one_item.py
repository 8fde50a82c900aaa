"""The form that puts one proposal of a document right: nothing of it is on record yet."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Records
from auditrack.model.words import REACHES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field, Value
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.plain import one_line
from auditrack.views.board import agencies

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.intake.working import Entry

FORM = "import-item"
"""The form's id; what it is about is the document with the number of the item in it."""

_KINDS = (
    Choice("recommendation", "recommendation"),
    Choice("finding", "finding"),
    Choice("lesson", "lesson"),
    Choice("action", "action"),
    Choice("assurance-point", "assurance point"),
)


def item_form(
    entry: "Entry", keep: Callable[[dict[str, Any]], str | None]
) -> tuple[Form, dict[str, Value]]:
    """The form of an entry, and what stands in its fields.

    `keep` gets what was changed, by the names of an item's fields, and says why it cannot stand.
    """
    item = entry.item
    values: dict[str, Value] = {
        "text": item.text,
        "kind": item.kind,
        "label": item.label or "",
        "agencies": item.agencies,
        "outcome": item.outcome or "",
        "theme": item.theme or "",
        "group": item.group or "",
        "reach": item.reach or "",
    }
    printed = item.as_printed

    def kept(given: Given) -> str | None:
        changed = {
            name: value if name in ("text", "agencies") else value or None
            for name, value in given.values.items()
            if value != values[name]
        }
        return keep(changed) if changed else None

    form = Form(
        FORM,
        "Put an item right",
        "",
        (
            Field("text", "Wording", "text", "The printed words are kept beside.", needed=True),
            Field("kind", "Kind", "pick", needed=True, choices=lambda _: _KINDS),
            Field("label", "Label", "line", "As printed: Recommendation 4, or 4.2."),
            Field("agencies", "Asked of", "picks", "Enter after each.", choices=_names, open=True),
            Field("outcome", "Outcome", "text"),
            Field("theme", "Topic", "line", "The heading as printed.", more=True),
            Field("group", "Heading", "line", "The agency or body as printed.", more=True),
            Field("reach", "Meant for", "pick", choices=choices.of_words(REACHES), more=True),
        ),
        note=None if printed is None else lambda *_: f"As printed: {one_line(printed)}",
        names=True,
        keep=kept,
    )
    return form, values


def _names(records: Records) -> list[Choice]:
    """Every agency on record, by its name: what an item asks is a name until it is accepted."""
    return [Choice(one.name, one.name) for one in agencies(records)]
