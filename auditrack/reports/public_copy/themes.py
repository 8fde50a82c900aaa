"""The themes report for the public: where each theme stands in public words, and on what."""

from dataclasses import replace as replaced
from functools import partial

from msgspec.structs import replace

from auditrack.analysis.position import CAVEAT
from auditrack.model.change import Refusal, RefusedError
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.terms import BROAD_THEMES
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted
from auditrack.reports.public_copy.blocks import CLOSING, ON_RECORD, comments, imprint_lines, test
from auditrack.reports.themes.report import KIND
from auditrack.views.site_values import Site, ThemeShown

TERMS = frozenset(("Test of practice", "Not tested", "Embedded", "Partly embedded"))
"""The words of a public copy that its legend explains."""


def report_of(site: Site) -> Report:
    """What the public themes report says.

    Raises:
        RefusedError: nothing may be said of any theme (`nothing-to-report`).
    """
    spoken = [one for one in site.themes if one.words]
    if not spoken:
        raise RefusedError(
            Refusal(
                "nothing-to-report",
                f"Nothing may be said in public of any theme in {site.publication}.",
                ref=site.publication,
                safe="No report was written; an earlier file is untouched.",
                todo="Positions in public need confirmed theme links of reviews that are public.",
            )
        )
    written = {
        "positions": partial(_positions, site=site, themes=spoken),
        "notes": partial(_notes, site=site),
    }
    return Report(
        replace(KIND, terms=TERMS, wide=frozenset()),
        Imprint(
            title=KIND.title,
            board=site.board,
            period="",
            as_at=site.as_at,
            head=site.head,
            marking="",
            demonstration=site.demonstration,
        ),
        {name: written.get(name, _nothing) for name in KIND.sections},
        details=tuple(imprint_lines(site)),
        values={
            "themes_raised": str(len(spoken)),
            "themes_not_raised": "",
            "suggested_links": "",
            "caveat": CAVEAT,
            "broad_themes": BROAD_THEMES,
        },
        rows={
            **{name: [] for name in KIND.rows},
            "position": [
                {
                    "attention": "",
                    "theme": one.name,
                    "position": one.words,
                    "why": one.reason,
                    "bear_in_mind": "",
                    "raised_in": "",
                }
                for one in spoken
            ],
        },
    )


def _nothing(report: WordReport) -> None:
    """What a public copy says nothing of has no heading either."""


def _positions(report: WordReport, site: Site, themes: list[ThemeShown]) -> None:
    report.heading("Where the themes stand")
    report.paragraph(
        f"{counted(len(themes), 'theme')} of {counted(len(site.reviews), 'published review')}, by "
        "name and in no order of importance. Only links that a person confirmed count."
    )
    for one in themes:
        report.heading(one.name, 2)
        report.paragraph(one.words, "Report Details", lead="Where it stands: ")
        report.paragraph(one.reason, "Report Details", lead="What is on record: ")
        raised = [*one.findings, *one.recommendations]
        report.paragraph(", ".join(raised) or "none", "Report Details", lead="Raised by: ")
        if one.tests:
            # It names no agency: none is sent a part of it before.
            report.bullets(test(replaced(each, agencies=())) for each in one.tests)


def _notes(report: WordReport, site: Site) -> None:
    comments(report, site)
    report.heading("Notes")
    report.bullets(
        (
            CAVEAT,
            BROAD_THEMES,
            CLOSING,
            ON_RECORD,
            "A theme of which nothing may be said in public is left out.",
        )
    )
