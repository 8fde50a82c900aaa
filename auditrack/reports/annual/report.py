"""The annual report: every heading of law and guidance in its order, filled from the register."""

from functools import partial

from auditrack.analysis.headings import CHECK
from auditrack.reports.annual.figures import figures
from auditrack.reports.annual.headings import AUTHOR, Printed, further, sets
from auditrack.reports.annual.rows import ROWS, rows_of
from auditrack.reports.annual.sections import SECTIONS
from auditrack.reports.annual.words import figure
from auditrack.reports.kit.imprint import Imprint, period_in_words
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report, Write
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import day
from auditrack.views.annual_values import Annual


def report_of(annual: Annual) -> Report:
    """What the annual report says."""
    return Report(
        KIND,
        Imprint(
            title=KIND.title,
            board=annual.board,
            period=period_in_words(annual.since, annual.until),
            as_at=annual.as_at,
            head=annual.head,
            marking=annual.marking,
            demonstration=annual.demonstration,
            public=annual.public,
        ),
        {name: partial(write, annual=annual) for name, write in _WHOLE.items()}
        | {name: _written(name, annual) for name in SECTIONS},
        details=(
            ("Headings", "; ".join(one.edition for one in annual.sets)),
            ("Not for outside the board yet", "; ".join(annual.embargoed)),
        ),
        values={
            "headings_followed": "; ".join(one.edition for one in annual.sets),
            "headings_unverified": "; ".join(
                f"{one.edition}: {CHECK}" for one in annual.sets if not one.verified_by
            ),
            "concluded": str(figure(annual, "Reviews concluded").count),
            "ongoing": str(figure(annual, "Reviews ongoing").count),
            "carried_on": str(figure(annual, "Carried forward").count),
            "tests_made": str(figure(annual, "Tests of practice").count),
        },
        rows=rows_of(annual),
        note=_note(annual),
    )


def _note(annual: Annual) -> str:
    """What to bear in mind of it, below the title."""
    said = []
    if annual.public:
        said.append("Published copy. It holds what may be public, in wording for the public.")
        if annual.overridden:
            said.append("It was signed off before the agencies' time to comment on it had run out.")
    else:
        said.append(
            f"Working paper for the author. “{AUTHOR}” stands where the words are the author's. "
            "What is not on record is not said to be not done."
        )
    if annual.end < annual.until:
        said.append(
            f"The period is not over: it tells what is known as at {day(annual.end.isoformat())}."
        )
    if annual.several_years:
        said.append("The period covers more than one of the board's years, in whole or in part.")
    return " ".join(said)


def _statutory(report: WordReport, annual: Annual) -> None:
    Printed(report, annual).all()


def _written(name: str, annual: Annual) -> Write:
    """A section by itself, at the place that a template gives it."""
    section = SECTIONS[name]

    def write(report: WordReport) -> None:
        report.heading(section.title)
        section.body(report, annual, 2)

    return write


_WHOLE = {"sets": sets, "statutory": _statutory, "further": further, "figures": figures}

KIND = Kind(
    "annual",
    "Annual report",
    {
        "sets": "Which heading sets it follows, and who verified each",
        "statutory": "Every heading of the sets in its order, with what the register fills in",
        "further": "The sections that no heading of the sets names",
        "figures": "Every figure with definition, of how many, and the records behind it",
        **{name: section.says for name, section in SECTIONS.items()},
    },
    wide=frozenset({"figures"}),
    values={
        "headings_followed": "The editions of the heading sets that it follows",
        "headings_unverified": "Those that nobody verified, with what to do; nothing for none",
        "concluded": "How many reviews concluded in the period",
        "ongoing": "How many reviews were ongoing at its end",
        "carried_on": "How many recommendations of earlier years no test has reached",
        "tests_made": "How many tests of practice were made in the period",
    },
    rows=ROWS,
    brag=False,
    terms=frozenset(
        {
            "Signed off",
            "Original and agreed date",
            "Test of practice",
            "Not tested",
            "Embedded",
            "Partly embedded",
            "Not embedded",
            "Said to be done",
            "Register entry",
            "As at",
        }
    ),
    contents_after="sets",
    left_out=frozenset(SECTIONS),
)
