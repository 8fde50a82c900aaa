"""Return forms as files: each in Word or Excel, all of them in place or none."""

from collections.abc import Callable, Sequence
from pathlib import Path

from auditrack.reports.kit.placing import place_all
from auditrack.views.return_paper import Paper

FORMATS = ("docx", "xlsx")
"""What a form may be written as, by the ending of its file."""


def rendered(paper: Paper, format: str, notes: dict[str, None] | None = None) -> bytes:
    """A form as a file of one of `FORMATS`.

    Args:
        paper: what it says.
        format: one of `FORMATS`.
        notes: takes what whoever writes it is told of its template, a sentence each.
    """
    if format == "xlsx":
        from auditrack.reports.return_forms.excel import render_return_workbook

        return render_return_workbook(paper)
    from auditrack.reports.kit.making import make
    from auditrack.reports.return_forms.word import report_of

    made = make(report_of(paper))
    if notes is not None:
        notes.update(dict.fromkeys(made.notes))
    return made.document


def place_forms(
    papers: Sequence[Paper],
    paths: Sequence[Path],
    format: str,
    before_placing: Callable[[], object],
    notes: dict[str, None] | None = None,
) -> tuple[Path, ...]:
    """Writes each form into its file; `before_placing` records that all were asked.

    A cut before it is recorded leaves no file and nobody asked; after it every form is on record,
    and a file that is not there can be written again from it.

    Returns:
        The files that could not be put in place although they are recorded.

    Raises:
        RefusedError: a place cannot be written, or it could not be recorded: no file is in place.
    """
    contents = [rendered(paper, format, notes) for paper in papers]
    return place_all(dict(zip(paths, contents, strict=True)), before_placing)
