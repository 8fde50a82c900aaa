"""Return forms as files: each in Word or Excel, all of them in place or none."""

from collections.abc import Callable, Sequence
from pathlib import Path

from auditrack.reports.placing import place_all
from auditrack.views.return_paper import Paper

FORMATS = ("docx", "xlsx")
"""What a form may be written as, by the ending of its file."""


def rendered(paper: Paper, format: str) -> bytes:
    """A form as a file of one of `FORMATS`."""
    if format == "xlsx":
        from auditrack.reports.return_form_excel import render_return_workbook

        return render_return_workbook(paper)
    from auditrack.reports.return_form_word import render_return_form

    return render_return_form(paper)


def place_forms(
    papers: Sequence[Paper],
    paths: Sequence[Path],
    format: str,
    before_placing: Callable[[], object],
) -> tuple[Path, ...]:
    """Writes each form into its file; `before_placing` records that all were asked.

    A cut before it is recorded leaves no file and nobody asked; after it every form is on record,
    and a file that is not there can be written again from it.

    Returns:
        The files that could not be put in place although they are recorded.

    Raises:
        RefusedError: a place cannot be written, or it could not be recorded: no file is in place.
    """
    contents = [rendered(paper, format) for paper in papers]
    return place_all(dict(zip(paths, contents, strict=True)), before_placing)
