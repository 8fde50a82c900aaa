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
