"""Whom items of a document may ask: headings above them, agencies on record, a name typed."""

from collections.abc import Sequence

from auditrack.intake.above import bodies_above
from auditrack.intake.propose import asked_of
from auditrack.model.change import Records
from auditrack.model.proposal import Item, Passage, ReviewGuess
from auditrack.tui.forms.field import Choice
from auditrack.views.board import agencies
from auditrack.views.bodies_asked import matched

_HEADING, _ON_RECORD, _NOBODY = "heading\n", "on record\n", "nobody\n"
"""What stands before a choice's name; nobody can type a line break into the line."""


def asked_choices(records: Records, passages: Sequence[Passage], item: Item) -> list[Choice]:
    """What is offered for an item: what is likeliest first, nobody last."""
    first = min(item.passages, default=0)
    headings = [
        Choice(f"{_HEADING}{body}", f"{body}, as the heading above says")
        for body in bodies_above(passages, first)
    ]
    near = {one.near for one in matched(records, item.agencies) if one.near}
    known = sorted(agencies(records), key=lambda agency: agency.name not in near)
    on_record = [
        Choice(
            f"{_ON_RECORD}{agency.name}",
            f"{agency.name} ({', '.join(agency.aliases)})" if agency.aliases else agency.name,
        )
        for agency in known
    ]
    return [*headings, *on_record, Choice(_NOBODY, "Nobody: it names none")]


def asked_by(value: str, review: ReviewGuess) -> tuple[tuple[str, ...], str | None]:
    """The bodies that a choice or a typed line means, and the heading where it is one."""
    if value == _NOBODY:
        return (), None
    if value.startswith(_HEADING):
        group = value.removeprefix(_HEADING)
        return asked_of(group, review), group
    if value.startswith(_ON_RECORD):
        return (value.removeprefix(_ON_RECORD),), None
    names = (" ".join(part.split()) for part in value.split(";"))
    return tuple(dict.fromkeys(name for name in names if name)), None
