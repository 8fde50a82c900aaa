"""The keys of the reports: their list, the form of one, and the page of one that was written."""

from dataclasses import replace

from auditrack.tui.keys.forms import FORM_KEYS
from auditrack.tui.keys.key import EVERYWHERE, LIST, PAGE, Key, Place

REPORTS = "reports"
REPORT_FORM = "report-form"
REPORT_LIES = "report-lies"

_SAID = {
    "form-save": ("Write", "Write the report. Nothing typed is lost where it cannot be written."),
    "form-leave": (
        "Leave",
        "Stop what is being written; else leave the form, which asks first where you typed.",
    ),
}
"""What keys of a form are called in that of a report, and their line of help."""


def _of_report(key: Key) -> Key:
    word, tells = _SAID.get(key.id, (key.word, key.tells))
    return replace(key, id=f"report-{key.id}", group=REPORT_FORM, word=word, tells=tells)


PLACES = (
    Place(
        REPORTS,
        "The reports, with when each was last written and by whom. Enter opens the form of one. "
        "A full stop opens it on the page of what it is about: a review, an agency, a theme, a "
        "recommendation, a lead, a meeting. A report is a Word document in your own folder, and "
        "that it left is recorded. Return forms are made in their own place: R.",
        (
            Key(
                "reports-sent",
                REPORTS,
                "s",
                "s",
                "sent",
                "To whom sent",
                "Say to whom the last report of this kind was sent, and when; no names.",
                footer=2,
            ),
        ),
        (LIST, EVERYWHERE),
    ),
    Place(
        REPORT_FORM,
        "What a report covers, how it is marked and where it goes. Everything is filled in as is "
        "usual: Ctrl-S writes it at once. The period may be one of the list or typed, as in 1 "
        "April to 30 September 2026. No file is ever written over: F7 in the field of the file "
        "fills in the next name that is free.",
        tuple(_of_report(key) for key in FORM_KEYS if key.id != "form-more"),
        (),
    ),
    Place(
        REPORT_LIES,
        "Where the report lies, what it was made from, and how it is fetched from your own "
        "computer. Enter on the record of it says more; U there records to whom it was sent.",
        (
            Key(
                "report-copy",
                REPORT_LIES,
                "C",
                "C",
                "copy",
                "Copy",
                "Copy what fetches it, else where it lies.",
                footer=2,
            ),
        ),
        (PAGE, EVERYWHERE),
    ),
)
