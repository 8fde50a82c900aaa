"""The list of what a login has to do, or everybody has."""

from auditrack.views.listing import Column, Item, Listing
from auditrack.views.wording import listed, when
from auditrack.views.work import Work, waited_in_words
from auditrack.views.work_line import KINDS, WorkLine

_SHORT = {
    "returned": "Came back",
    "overdue": "Overdue",
    "soon": "Due soon",
    "sign-off": "To sign off",
    "accept": "To accept",
    "audit": "Audit",
    "reply": "Reply",
    "later": "Later",
}
_LOOKS = {"returned": "amber", "overdue": "red", "soon": "amber", "later": "quiet"}
_LEAD = 4


def own_work(work: Work, everybody: bool = False) -> Listing:
    """The lines of somebody's work, in the order in which it presses."""
    whose = (
        "of everybody"
        if everybody
        else listed((title for _, title in work.leads), "your login holds no lead")
    )
    return Listing(
        "work",
        "My work",
        "thing to do",
        "things to do",
        (
            Column("What", 11),
            Column("Record", 16),
            Column("Waits", 15),
            Column("Due", 17, 120),
            Column("Lead", 26, 100),
            Column("About", 0),
        ),
        tuple(_item(number, line) for number, line in enumerate(work.lines)),
        "Nothing on record is to be done here.",
        (
            ("what presses most", lambda item: item.sort),
            ("lead", lambda item: (item.cells[_LEAD].casefold(), item.sort)),
            ("record", lambda item: (item.kind, item.sort)),
        ),
        note=whose,
    )


def _item(number: int, line: WorkLine) -> Item:
    return Item(
        line.ref,
        line.record,
        (
            _SHORT[line.kind],
            line.ref,
            waited_in_words(line),
            when(line.day, "no date"),
            line.lead,
            line.what,
        ),
        _LOOKS.get(line.kind, ""),
        more=f"{KINDS[line.kind]} {line.why} {line.agency or ''}",
        sort=number,
        told=(f"{line.ref}: {line.what}", f"{line.why}", f"Lead: {line.lead}"),
        offers=line.record if line.record in ("action", "evidence") else "",
    )
