"""The page of a meeting: who was there, what it took and decided, and what comes back."""

from datetime import date

from auditrack.model.change import Records
from auditrack.views.minutes import MinuteItem, Minutes
from auditrack.views.minutes import minutes as minutes_of
from auditrack.views.sheet import Line, Page, Section, section, sections, told
from auditrack.views.wording import counted, shortened, when

_SHORT = 160


def page(records: Records, ref: str, today: date) -> Page:
    """The page of one meeting; what it says is on record, so no day to judge by matters."""
    minutes = minutes_of(records, ref)
    document = records.get("meetings", ref) or {}
    previous = str(document.get("previous") or "")
    return Page(
        ref=ref,
        kind="meeting",
        heading=f"{ref}: {shortened(minutes.title, 50)}, {when(minutes.date)}",
        sections=sections(
            section(
                "About it",
                Line("Meeting of", minutes.group),
                Line("In the chair", minutes.chair),
                Line("Keyed by", minutes.keyed_by),
                Line("Minutes", minutes.status),
                told("Begun", minutes.began),
                told("Ended", minutes.ended),
                told("The one before", previous, previous),
                Line(
                    "Withdrawn",
                    f"{when(document['withdrawn_on'])}: "
                    f"{document.get('withdrawn_why') or 'no reason recorded'}",
                )
                if document.get("withdrawn_on")
                else None,
            ),
            _there(minutes),
            section("Interests declared", *(Line(None, one) for one in minutes.interests)),
            section("Matters arising", *(_line(one) for one in minutes.matters)),
            section(
                f"Decided, noted or put off: {counted(len(minutes.items), 'item')}",
                *(_item(one) for one in minutes.items),
            ),
            section("Entered beside the agenda", *(_item(one) for one in minutes.beside)),
            section("Not reached", *(_line(one) for one in minutes.not_reached)),
            section(
                "Action list",
                *(
                    Line(f"{one.who}, {one.due}", shortened(one.what, _SHORT), one.ref)
                    for one in minutes.actions
                ),
            ),
            section("Notes", told(None, minutes.text)),
        ),
    )


def _there(minutes: Minutes) -> Section | None:
    return section(
        "Who was there",
        *(Line("Present", one) for one in minutes.present),
        *(Line("In attendance", one) for one in minutes.attending),
        *(Line("Apologies", one) for one in minutes.apologies),
    )


def _item(one: MinuteItem) -> Line:
    said = [one.outcome]
    if one.again:
        said = [f"taken back, decided again as {one.again}: first {one.outcome}"]
    said += [
        f"{name}: {text}"
        for name, text in (
            ("reason", one.reason),
            ("decided all the same, against", one.overridden),
            ("dissent", one.dissent),
        )
        if text
    ]
    said += [f"interest of {text}" for text in one.interests]
    label = f"{one.item}, {one.ref}" if one.ref != one.item else one.item
    what = f"{shortened(one.what, _SHORT)}: " if one.what else ""
    return Line(label, f"{what}{'; '.join(said)}", one.ref if one.ref != one.item else None)


def _line(named: str) -> Line:
    """A record by its reference and text, as a line that opens it."""
    ref, colon, _ = named.partition(": ")
    opens = bool(colon) and " " not in ref and any(mark in ref for mark in "/-")
    return Line(None, shortened(named, _SHORT), ref if opens else None)
