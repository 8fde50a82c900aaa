"""The last pages of every report: what its colours and words mean, and what it was made from."""

from auditrack import __version__
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.terms import STATES, TERMS
from auditrack.reports.kit.word import WordReport
from auditrack.reports.templating.templates import Template

_LETTERS = {"Blue": "B", "Red": "R", "Amber": "A", "Green": "G", "Grey": "-"}


def legend(report: WordReport, kind: Kind) -> None:
    """What the colours and the words of the report mean, of those that its kind prints."""
    terms = [(name, said) for name, said in TERMS if kind.terms is None or name in kind.terms]
    if kind.brag:
        report.heading("How to read this")
        _brag(report)
    if terms:
        report.heading("Other words" if kind.brag else "What the words mean", 1 + kind.brag)
        report.table(
            Table(
                "What the words of this report mean",
                (Column("Word", 1.5), Column("Meaning", 4)),
                [(Cell("", lead=name), meaning) for name, meaning in terms],
            )
        )


def _brag(report: WordReport) -> None:
    report.heading("BRAG", 2)
    report.paragraph(
        "With several actions the worst shows. The word always stands beside the colour."
    )
    report.table(
        Table(
            "What the BRAG words mean",
            (Column("Word", 1), Column("Meaning", 4)),
            [
                (Cell("", lead=name, fill=_LETTERS[name.split(",")[0]]), meaning)
                for name, meaning in STATES
            ],
        )
    )


def about(report: WordReport, imprint: Imprint, template: Template) -> None:
    """What the report was made from, so that it can be made again byte for byte."""
    report.heading("About this report")
    report.paragraph(
        f"Made by auditrack {__version__} from the register at {imprint.head_in_words}, judged as "
        f"at {imprint.as_at_in_words}, over the template {template.name} (SHA-256 "
        f"{template.sha256[:12]}). The same state of the register, day, template and version make "
        "the same file again."
    )
