"""The list of what is to be public, and was: how far each is, in words."""

from auditrack.model.words import PUBLICATIONS, word
from auditrack.views.facts import Facts
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.page_publication import in_short, missing
from auditrack.views.publications import PublicationNow
from auditrack.views.publications import publications as standing
from auditrack.views.wording import counted, when

_LOOKS = {"signed-off": "green", "published": "green", "withdrawn": "quiet"}


def publications(facts: Facts) -> Listing:
    """Every publication, the newest first; withdrawn ones too."""
    found = standing(facts.records, facts.as_at)
    waiting = sum(bool(missing(one)) for one in found)
    return Listing(
        "publications",
        "Publications",
        "publication",
        "publications",
        (
            Column("Publication", 11),
            Column("Stands", 32),
            Column("Prepared on", 18, 110),
            Column("What", 0),
        ),
        tuple(_item(number, one) for number, one in enumerate(found)),
        "Nothing was prepared for the public yet. n prepares it.",
        (
            ("newest first", lambda item: item.sort),
            ("what it is", lambda item: (item.cells[3].casefold(), item.sort)),
        ),
        note=f"{counted(waiting, 'waits', 'wait')} for something" if waiting else "",
    )


def _item(number: int, one: PublicationNow) -> Item:
    record = one.record
    lacks = missing(one)
    return Item(
        record.ref,
        "publication",
        (
            record.ref,
            in_short(one),
            when(record.prepared_on),
            one.called,
        ),
        _LOOKS.get(one.stage, "amber"),
        more=" ".join((word(PUBLICATIONS, record.kind), one.stage, record.what or "")),
        sort=number,
        told=(f"{record.ref}: {one.called}, {one.state}", " ".join(lacks)),
    )
