"""What changed since the last progress report: how much of what kind, then one by one."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, short
from auditrack.views.figures import ChangeCount, ChangeLine, Progress


def changes(report: WordReport, progress: Progress) -> None:
    """The counts by kind, then the changes of each kind in order of entry."""
    report.heading("What changed since the last report")
    total, shown = progress.changes_total, len(progress.changes)
    origin = _origin(progress)
    if not total:
        report.paragraph(
            f"{origin}. Nothing has been recorded since; the register stands at {progress.head}."
            if progress.last_report is not None
            else f"{origin}, and none was recorded."
        )
        return
    sentence = f"{origin}; {counted(total, 'change')} recorded, up to {progress.head}."
    if shown < total:
        sentence += (
            f' The latest {shown} are listed; "auditrack history" lists all of them.'
            if shown
            else ' They are not listed here; "auditrack history" lists all of them.'
        )
    report.paragraph(sentence)
    if progress.change_counts:
        report.table(
            Table(
                "Changes by kind",
                (
                    Column("What it is about", 4.6),
                    Column("Number", 2.1, numbers=True),
                    Column("What was done", 9),
                ),
                [(one.kind, f"{one.number:,}", deeds(one)) for one in progress.change_counts],
                together=True,
            )
        )
    for kind, lines in _by_kind(progress):
        if kind:
            report.heading(kind, 2)
        _lines(report, kind, lines)


def deeds(count: ChangeCount) -> str:
    """What was done how often: "Update 12, Date moved 3"."""
    return ", ".join(f"{deed} {number:,}" for deed, number in count.deeds)


def _origin(progress: Progress) -> str:
    whose = f" on what {progress.subgroup} answers for" if progress.subgroup else ""
    if progress.last_report is None:
        return (
            f"No earlier progress report{whose} is on record, so the changes are those of the "
            "period"
        )
    return (
        f"The last progress report{whose} was made from the register at entry "
        f"{progress.last_report}"
    )


def _by_kind(progress: Progress) -> Iterable[tuple[str, list[ChangeLine]]]:
    """The changes that are listed under each kind, in the order of the counts."""
    lines = progress.changes
    kinds = (*(one.kind for one in progress.change_counts), *(line.kind for line in lines))
    for kind in dict.fromkeys(kinds):
        if of_kind := [line for line in lines if line.kind == kind]:
            yield kind, of_kind


def _lines(report: WordReport, kind: str, lines: Sequence[ChangeLine]) -> None:
    report.table(
        Table(
            f"Changes recorded{': ' if kind else ''}{kind.lower()}",
            (
                Column("When, and entry", 3.8),
                Column("What changed", 6.2),
                Column("Record", 3),
                Column("By whom", 4.2),
            ),
            [_row(alike) for alike in together(lines)],
            name=f"Changes {kind}".strip(),
        )
    )


def together(lines: Sequence[ChangeLine]) -> Iterable[list[ChangeLine]]:
    """Changes one after another, with those that say the same on one day by one login as one."""
    for _, alike in groupby(lines, lambda line: (line.on, line.who, line.what)):
        yield list(alike)


def _row(alike: Sequence[ChangeLine]) -> tuple[str, ...]:
    first = alike[0]
    more = "" if len(alike) == 1 else f" and {len(alike) - 1} more"
    entries = f"entry {first.number}{more}"
    refs = dict.fromkeys(line.ref or "the register" for line in alike)
    return (
        f"{day(first.on)}\n{entries}",
        short(first.what, entries),
        short(", ".join(refs), entries),
        first.who,
    )
