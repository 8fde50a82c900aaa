"""`report themes`: where the themes stand, on paper."""

from collections.abc import Sequence
from pathlib import Path

from auditrack.cli.door import Door


def write_themes(
    door: Door,
    themes: Sequence[str],
    subgroup: str | None,
    out: str,
    template: Path | None,
    marking: str | None,
    to: str | None,
) -> None:
    """Write the themes report, recorded before it is in place.

    Raises:
        RefusedError: there is no such theme or subgroup, nothing to report, or it cannot be
            written.
    """
    from dataclasses import replace

    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.commands.known import theme_as_typed
    from auditrack.reports.themes.report import report_of
    from auditrack.views.themes_paper import themes_paper_of

    check_output(door, out)
    wanted = tuple(dict.fromkeys(theme_as_typed(door.records, theme) for theme in themes))
    paper = themes_paper_of(door.register, door.today, door.records, wanted, subgroup)
    if marking is not None:
        paper = replace(paper, marking=marking)
    write_report(
        door,
        report_of(paper),
        out,
        template,
        what=", ".join(paper.chosen) or paper.subgroup or None,
        to=to,
        told={
            "themes": [one.position.theme for one in paper.themes],
            "not_raised": [one.theme for one in paper.not_raised],
            "suggested_links": sum(one.suggested for one in paper.themes),
        },
    )


def write_public_themes(
    door: Door,
    themes: Sequence[str],
    subgroup: str | None,
    out: str,
    template: Path | None,
    marking: str | None,
    to: str | None,
) -> None:
    """Write the public copy: the newest publication of it that is signed off, exactly as it is.

    Raises:
        RefusedError: none is signed off, something of it may no longer be public, or the
            disclosure check stops something; nothing was written then.
    """
    from auditrack.cli.public_writing import must_be_plain, write_public
    from auditrack.cli.report_writing import check_output
    from auditrack.reports.public_copy.themes import report_of
    from auditrack.views.publications import signed_off
    from auditrack.views.site import site_of

    check_output(door, out)
    must_be_plain(door, marking, to)
    if themes or subgroup is not None:
        door.refuse(
            "not-with-public",
            "A public copy holds every theme of which something may be said, and is signed off so.",
            "Leave --theme and --subgroup out.",
        )
    publication = signed_off(door.register, "themes")
    site = site_of(door.register, publication)
    spoken = [one.ref for one in site.themes if one.words]
    write_public(door, report_of(site), out, template, publication, told={"themes": spoken})
