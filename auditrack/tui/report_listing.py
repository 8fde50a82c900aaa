"""The kinds of report as a list: what each is, when it was last written, and by whom."""

from collections.abc import Mapping

from auditrack.model.dates import in_words
from auditrack.tui.report_kinds import ReportKind
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.reports_written import ReportWritten
from auditrack.views.wording import counted

NEVER = "never yet"


def report_listing(kinds: tuple[ReportKind, ...], written: Mapping[str, ReportWritten]) -> Listing:
    """The kinds in their own order, each with the last one that is on record."""
    return Listing(
        "reports",
        "Reports",
        "kind of report",
        "kinds of report",
        (Column("Report", 18), Column("Last written", 17), Column("By", 24), Column("Of", 0, 70)),
        tuple(_item(kind, written.get(kind.id)) for kind in kinds),
        "No report can be made here.",
        note="Enter writes one",
    )


def _item(kind: ReportKind, last: ReportWritten | None) -> Item:
    if last is None:
        return Item(kind.id, "", (kind.title, NEVER, "", ""), told=(kind.title, kind.tells))
    period = in_words(last.period).removeprefix("from ") if last.period else ""
    told = (
        f"Written {counted(last.number, 'time')}, last on {last.when} by {last.who}",
        f"into {last.file}" if last.file else "",
        f"to {last.to}" if last.to else "",
    )
    return Item(
        kind.id,
        "",
        (kind.title, in_words(last.day), last.who, last.what or period),
        more=" ".join((last.ref, last.to, last.file)),
        told=(kind.title, kind.tells, ", ".join(part for part in told if part) + "."),
    )
