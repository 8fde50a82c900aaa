"""`report annual`: a year of the board under the headings of law and guidance."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditrack.cli.door import Door

if TYPE_CHECKING:
    from auditrack.views.annual_values import Annual


def write_annual(
    door: Door,
    out: str,
    since: str | None,
    until: str | None,
    headings: Sequence[str],
    template: Path | None,
    marking: str | None,
    to: str | None,
) -> None:
    """Write the annual report, recorded before it is in place.

    Raises:
        RefusedError: the period or the heading sets will not do, there is nothing to report, or it
            cannot be written.
    """
    from dataclasses import replace
    from datetime import date

    from auditrack.cli.report_writing import check_output, day_given, write_report
    from auditrack.reports.annual.report import report_of
    from auditrack.views.annual import annual_of, period_of

    check_output(door, out)
    today = door.today
    first, last = period_of(
        door.records,
        today,
        day_given(door, since, "--since", date.min) if since is not None else None,
        day_given(door, until, "--until", date.max) if until is not None else None,
    )
    annual = annual_of(door.register, first, last, today, door.records, headings)
    if marking is not None:
        annual = replace(annual, marking=marking)
    write_report(
        door,
        report_of(annual),
        out,
        template,
        what=", ".join(one.edition for one in annual.sets) or None,
        period=annual.period,
        to=to,
        told=told_of(annual),
    )


def write_public_annual(
    door: Door,
    out: str,
    since: str | None,
    until: str | None,
    headings: Sequence[str],
    template: Path | None,
    marking: str | None,
    to: str | None,
) -> None:
    """Write the public copy: the newest publication of it that is signed off, exactly as it is.

    Raises:
        RefusedError: none is signed off, something of it may no longer be public, or the
            disclosure check stops something; nothing was written then.
    """
    from datetime import date

    from auditrack.analysis.headings import named_set
    from auditrack.cli.public_writing import write_public
    from auditrack.cli.report_writing import check_output, day_given
    from auditrack.reports.annual.report import report_of
    from auditrack.views.annual import annual_of
    from auditrack.views.headings import heading_sets
    from auditrack.views.publications import signed_off

    check_output(door, out)
    if marking is not None or to is not None:
        door.refuse(
            "not-with-public",
            "A public copy has no marking and no addressee of its own.",
            "Leave --marking and --to out.",
        )
    sets = heading_sets(door.register)
    publication = signed_off(
        door.register,
        "annual",
        since=None if since is None else day_given(door, since, "--since", date.min),
        until=None if until is None else day_given(door, until, "--until", date.max),
        headings=tuple(named_set(sets, one).ref for one in headings),
    )
    if door.records is not door.register and (door.records.head.number != publication.head_number):
        door.refuse(
            "other-entry",
            f"{publication.ref} was signed off as it stood at entry {publication.head_number}.",
            "Leave --as-recorded out.",
        )
    frozen = door.register.as_recorded(publication.head_number or 0)
    annual = annual_of(
        door.register,
        date.fromisoformat(publication.since or ""),
        date.fromisoformat(publication.until or ""),
        date.fromisoformat(publication.as_at or ""),
        frozen,
        publication.headings,
        public=True,
        publication=publication.ref,
    )
    write_public(door, report_of(annual), out, template, publication, told=told_of(annual))


def told_of(annual: "Annual") -> dict[str, Any]:
    """What the answer with `--json` holds of it beside what it says of every report."""
    return {
        "since": annual.since.isoformat(),
        "until": annual.until.isoformat(),
        "headings": [one.ref for one in annual.sets],
        "unverified": [one.ref for one in annual.sets if not one.verified_by],
        "figures": [
            {
                "name": one.name,
                "definition": one.definition,
                "count": one.count,
                "of": one.of,
                "unit": one.unit or None,
                "refs": list(one.refs),
                "unsure": list(one.unsure),
            }
            for one in annual.figures
        ],
    }
