"""One change of several recommendations: each field is left as it is, set, or cleared."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from auditrack.commands.command import Command
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.theme_link import LinkTheme
from auditrack.model.change import Records
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import CLEAR, Choice, Field
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import WHY

_CLEARED = Choice(CLEAR, "- (clear it)")
_SET = ("priority", "delivering", "assuring", "due", "group")


def _or_clear(of: choices.Choices) -> choices.Choices:
    def offered(records: Records) -> Sequence[Choice]:
        return (_CLEARED, *of(records))

    return offered


_LEAVE = "Blank leaves it as it is, - clears it."

FIELDS = (
    Field("confirm", "Confirm theme", "pick", "Of every one selected.", choices=choices.themes),
    Field("reject", "Reject theme", "pick", "Of every one selected.", choices=choices.themes),
    Field("asks", "Also asks", "pick", "An agency added.", choices=choices.agencies, open=True),
    Field("asks_not", "No longer asks", "pick", "An agency left out.", choices=choices.agencies),
    Field("due", "Due", "date", _LEAVE, clears=True),
    Field("priority", "Priority", "line", _LEAVE),
    Field(
        "delivering", "Delivering", "pick", _LEAVE, choices=_or_clear(choices.subgroups), open=True
    ),
    Field("assuring", "Assuring", "pick", _LEAVE, choices=_or_clear(choices.subgroups), open=True),
    Field("group", "Group heading", "line", _LEAVE),
    Field("asked_on", "All asked on", "date", "Each agency named is taken as asked that day."),
    WHY,
)


def form_for(refs: Sequence[str], hidden: int = 0) -> Form:
    """The form that changes these recommendations, of which the filter hides some."""
    many = "1 recommendation is" if len(refs) == 1 else f"{len(refs)} recommendations are"
    unseen = f" {hidden} of them you do not see now." if hidden else ""
    return Form(
        "several",
        f"Change {len(refs)} recommendation{'' if len(refs) == 1 else 's'}",
        "recommendation:EditRecommendation",
        FIELDS,
        batch=partial(commands_of, tuple(refs)),
        confirm=f"{many} changed, one after another.{unseen} Each change can be seen in the "
        "history; Esc stops between two.",
    )


def commands_of(refs: Sequence[str], given: Given, records: Records) -> tuple[Command, ...]:
    """The commands of one change of several records; none for a field left blank."""
    values = {name: str(value) for name, value in given.values.items()}
    why = values.get("why") or None
    changes: dict[str, Any] = {
        name: "" if values[name] == CLEAR else values[name] for name in _SET if values.get(name)
    }
    found: list[Command] = []
    for ref in refs:
        asked = (records.get("recommendations", ref) or {}).get("agencies", ())
        agencies = _asked(tuple(asked), values)
        if changes or agencies is not None:
            found.append(EditRecommendation(ref, agencies=agencies, why=why, **changes))
        for field, status in (("confirm", "confirm"), ("reject", "reject")):
            if values.get(field):
                found.append(LinkTheme(ref, values[field], status, why=why))
        if values.get("asked_on"):
            found += (
                ReplyToRecommendation(ref, str(agency), asked_on=values["asked_on"], why=why)
                for agency in asked
            )
    return tuple(found)


def _asked(now: tuple[str, ...], values: Mapping[str, str]) -> tuple[str, ...] | None:
    """Whom it asks after the change; None where that stays."""
    added, left_out = values.get("asks"), values.get("asks_not")
    then = tuple(one for one in now if one != left_out)
    if added and added not in then:
        then = (*then, added)
    return then if then != now else None
