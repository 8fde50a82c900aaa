"""The list of agencies' return forms: asked, due back, reminded, and how each stands in words."""

from auditrack.model.dates import in_words
from auditrack.views.facts import Facts
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.returns import STATES, Return, returns

_LOOKS = {"unanswered": "red", "waiting": "amber", "returned": "green", "none": "green"}


def return_forms(facts: Facts) -> Listing:
    """The last form of each agency, and the agencies with something open that were never asked."""
    items = tuple(_item(facts, one) for one in returns(facts))
    waiting = sum(item.cells[-1].startswith(("waiting", "unanswered")) for item in items)
    return Listing(
        "returns",
        "Returns",
        "agency",
        "agencies",
        (
            Column("Agency", 32),
            Column("Form", 7),
            Column("Asked", 17, 110),
            Column("Due back", 17, 120),
            Column("Reminded", 17, 100),
            Column("How it stands", 0),
        ),
        items,
        "No agency has anything open, and none was ever sent a form. n makes forms.",
        (
            ("what needs doing first", lambda item: item.sort),
            ("agency", lambda item: item.cells[0].casefold()),
        ),
        note=f"{waiting} waited for" if waiting else "",
    )


def _item(facts: Facts, one: Return) -> Item:
    late = " !" if one.state == "unanswered" else ""
    reminded = (
        f"Reminded on {', '.join(map(in_words, one.reminded_on))}." if one.reminded_on else ""
    )
    again = (
        f"First asked on {in_words(one.first_asked_on)}, in a form that did not come back."
        if one.first_asked_on != one.asked_on
        else ""
    )
    owed = f"Still owed: {one.owed}." if one.is_waiting else ""
    asked = f"Asked on {in_words(one.asked_on)}." if one.asked_on else ""
    told = " ".join(part for part in (asked, again, reminded, owed) if part)
    return Item(
        one.form or one.agency,
        "return form" if one.form else "agency",
        (
            one.name,
            one.form or "",
            in_words(one.asked_on) if one.asked_on else "",
            in_words(one.due_back) if one.due_back else "",
            in_words(one.reminded_on[-1]) if one.reminded_on else "",
            one.describe() + late,
        ),
        _LOOKS.get(one.state, ""),
        more=one.agency,
        sort=f"{STATES.index(one.state)} {10**6 - one.days_late:07} {one.name.casefold()}",
        told=(f"{one.name}: {one.describe()}", told) if told else (),
    )
