"""The section of a page that says who was told, and the page of a document that was sent."""

from datetime import date

from auditrack.model.change import Records
from auditrack.model.dates import in_words
from auditrack.model.paper import Export
from auditrack.model.record import view_of
from auditrack.views.sheet import Line, Page, Section, section, sections, told
from auditrack.views.told import not_on_record, told_of
from auditrack.views.wording import when


def told_section(records: Records, ref: str, today: date) -> Section | None:
    """Who was told of a review or sent a document, and of whom that is not on record."""
    silent = not_on_record(records, ref, today)
    return section(
        "Told",
        *(Line(when(one.on), f"{one.whom} ({one.ref})") for one in told_of(records, ref)),
        told("Not on record", f"whether told: {', '.join(silent)}" if silent else None),
    )


def export_page(records: Records, ref: str, today: date) -> Page:
    """The page of one document that left the register."""
    document = records.get("exports", ref)
    assert document is not None
    export = view_of(Export, document)
    head = f"entry {export.head_number}" if export.head_number is not None else None
    period = in_words(export.period).removeprefix("from ") if export.period else None
    return Page(
        ref=ref,
        kind="export",
        heading=f"{export.kind or 'document'} that left the register",
        sections=sections(
            section(
                "About it",
                told("What", export.what),
                told("Period", period),
                told("Marking", export.marking),
                told("As at", head),
                told("File", export.file),
                told("To, as said when it was made", export.to),
            ),
            told_section(records, ref, today)
            or section("Told", Line(None, "Nothing on record says to whom it was sent.")),
        ),
    )
