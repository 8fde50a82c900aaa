"""The minutes of a meeting with its action list, as one Word document: a draft until agreed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from auditrack.model.dates import in_words
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report, make
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, listed, short
from auditrack.views.minutes import MinuteItem, Minutes

DRAFT = "DRAFT"
"""What the title begins with until the minutes are agreed."""

_NOBODY = "nobody is noted"


def render_minutes(minutes: Minutes, template: Path | None = None) -> bytes:
    """The minutes' bytes: the same for the same record and template.

    Raises:
        RefusedError: the template will not do.
    """
    return make(report_of(minutes), template).document


def report_of(minutes: Minutes) -> Report:
    """What the minutes say."""
    title = f"{DRAFT} minutes" if minutes.is_draft else "Minutes"
    chair = f"{minutes.chair}{' (as keyed by an officer)' if minutes.claimed else ''}"
    return Report(
        KIND,
        Imprint(
            title=f"{title}: {minutes.title}",
            board=minutes.board,
            period=in_words(minutes.date),
            as_at=minutes.as_at,
            head=minutes.head,
            marking=minutes.marking,
            demonstration=minutes.demonstration,
        ),
        {name: partial(write, minutes=minutes) for name, write in _SECTIONS.items()},
        details=(
            ("Meeting", f"{minutes.ref}, {minutes.group}"),
            ("Held on", in_words(minutes.date)),
            ("Begun", minutes.began),
            ("Ended", minutes.ended),
            ("In the chair", chair),
            ("Keyed by", minutes.keyed_by),
            ("Minutes", minutes.status),
        ),
        values={"meeting": minutes.ref, "group": minutes.group, "chair": chair},
        rows={
            "actions": [
                {
                    "ref": one.ref,
                    "who": one.who,
                    "what": short(one.what, one.ref),
                    "due": one.due,
                    "because": short(one.because, one.ref),
                }
                for one in minutes.actions
            ],
        },
        note=f"{DRAFT}: these minutes have not been agreed. They tell only what was recorded in "
        "the register."
        if minutes.is_draft
        else "",
    )


def _who_was_there(report: WordReport, minutes: Minutes) -> None:
    report.heading("Present, apologies and interests")
    report.paragraph(listed(list(minutes.present)) or _NOBODY, lead="Present: ")
    report.paragraph(listed(list(minutes.attending)) or _NOBODY, lead="In attendance: ")
    report.paragraph(listed(list(minutes.apologies)) or _NOBODY, lead="Apologies: ")
    if not minutes.interests:
        report.paragraph("No interest is on record as declared.")
        return
    report.paragraph("Interests declared:")
    report.bullets(minutes.interests)


def _matters(report: WordReport, minutes: Minutes) -> None:
    report.heading("Matters arising")
    if minutes.matters:
        report.paragraph("What the meeting before decided, put off or did not reach:")
        report.bullets(short(one, minutes.ref) for one in minutes.matters)
    else:
        report.paragraph("There were none on record.")


def _items(report: WordReport, minutes: Minutes) -> None:
    _taken(report, minutes)
    _put_off(report, minutes)


def _taken(report: WordReport, minutes: Minutes) -> None:
    report.heading("Items and decisions")
    taken = (*minutes.items, *minutes.beside)
    if not taken:
        report.paragraph("Nothing was decided, noted or put off on record.")
        return
    decided = sum(not one.again for one in taken)
    report.paragraph(f"{counted(decided, 'item')} on record, with what became of each.")
    report.table(
        Table(
            "What the meeting decided on each item, why, who dissented and in whose name",
            (Column("Item", 6), Column("Decision and reason", 7), Column("In whose name", 3)),
            [
                (
                    Cell(short(one.what, one.ref), lead=_item_head(one)),
                    Cell(_told(one), lead=_outcome(one)),
                    f"{one.by}\n{one.decision or one.item}".strip(),
                )
                for one in taken
            ],
        )
    )


def _item_head(one: MinuteItem) -> str:
    number = f"{one.number}. " if one.number is not None else ""
    return f"{number}{one.ref}\n{one.heading}" if one.heading else f"{number}{one.ref}"


def _outcome(one: MinuteItem) -> str:
    said = f"{one.outcome[:1].upper()}{one.outcome[1:]}"
    return f"Taken back, decided again as {one.again}: first {one.outcome}" if one.again else said


def _told(one: MinuteItem) -> str:
    lines = []
    if one.reason:
        lines.append(f"Reason: {short(one.reason, one.item)}")
    if one.overridden:
        lines.append(f"Decided all the same, against: {short(one.overridden, one.item)}")
    if one.dissent:
        lines.append(f"Dissent: {short(one.dissent, one.item)}")
    lines += [f"Interest declared: {short(said, one.item)}" for said in one.interests]
    return "\n".join(lines) or ("" if one.outcome == "noted" else "No reason is on record.")


def _put_off(report: WordReport, minutes: Minutes) -> None:
    for title, lines in (
        ("Put off", minutes.deferred),
        ("Not reached", minutes.not_reached),
    ):
        if lines:
            report.heading(title, 2)
            report.bullets(short(one, minutes.ref) for one in lines)


def _actions(report: WordReport, minutes: Minutes) -> None:
    report.heading("Action list")
    if not minutes.actions:
        report.paragraph("The decisions on record leave nobody with anything to do.")
        return
    report.table(
        Table(
            "Who does what by when, and which decision it comes from",
            (Column("Who", 3), Column("What", 6), Column("By when", 2.6), Column("Because", 5)),
            [
                (
                    short(one.who, one.ref),
                    Cell(short(one.what, one.ref), lead=one.ref),
                    one.due,
                    short(one.because, one.ref),
                )
                for one in minutes.actions
            ],
        )
    )


def _next(report: WordReport, minutes: Minutes) -> None:
    report.heading("Matters for the next meeting")
    _lines(report, minutes.next_matters, minutes.ref, "There are none on record.")


def _text(report: WordReport, minutes: Minutes) -> None:
    if minutes.text:
        report.heading("Notes of the officer")
        for part in minutes.text.split("\n\n"):
            report.paragraph(part)


def _notes(report: WordReport, minutes: Minutes) -> None:
    report.heading("How to read this")
    report.bullets(minutes.notes)


def _lines(report: WordReport, lines: Sequence[str], ref: str, absent: str) -> None:
    if lines:
        report.bullets(short(one, ref) for one in lines)
    else:
        report.paragraph(absent)


_SECTIONS = {
    "present": _who_was_there,
    "matters_arising": _matters,
    "items": _items,
    "actions": _actions,
    "next_matters": _next,
    "officers_notes": _text,
    "notes": _notes,
}

KIND = Kind(
    "minutes",
    "Minutes",
    {
        "present": "Who was there, apologies and interests declared",
        "matters_arising": "Matters arising from the meeting before",
        "items": "The items with what was decided and why, and what was put off or not reached",
        "actions": "The action list",
        "next_matters": "Matters for the next meeting",
        "officers_notes": "The notes of the officer; nothing where there are none",
        "notes": "How to read the minutes",
    },
    values={
        "meeting": "The meeting's reference",
        "group": "The group that met",
        "chair": "Who was in the chair",
    },
    rows={
        "actions": {
            "ref": "The reference",
            "who": "Who does it",
            "what": "What is to be done",
            "due": "By when",
            "because": "Which decision it comes from",
        },
    },
    terms=frozenset(("Register entry", "As at")),
    brag=False,
    left_out=frozenset(("contents",)),
)
