"""The keys of the list of what to test next."""

from auditrack.tui.keys.key import Key, Place

AUDIT_PLAN = "audit-plan"

PLACE = Place(
    AUDIT_PLAN,
    "What to test next: late tests and re-tests due, then themes by attention. Enter opens the "
    "plan of an audit, filled in from what is on record; below each field stands where its value "
    "came from. Change what you like: nothing is planned until you save it. Several that are "
    "selected go into one audit.",
    (
        Key(
            "test-plan",
            AUDIT_PLAN,
            "enter",
            "Enter",
            "plan",
            "Plan it",
            "Plan the audit, filled in; one planned already and late gets another day.",
            footer=1,
        ),
        Key(
            "test-open",
            AUDIT_PLAN,
            "o",
            "o",
            "open_page",
            "Open",
            "Open the page of the theme, or of the audit that promised it.",
            footer=2,
        ),
        Key(
            "test-select",
            AUDIT_PLAN,
            "space",
            "Space",
            "select",
            "Select",
            "Select the line, or no longer: what is selected goes into one audit.",
            footer=3,
        ),
        Key(
            "test-year",
            AUDIT_PLAN,
            "y",
            "y",
            "year",
            "The year",
            "The board's year by month, with load per lead and what stays untested; then the next.",
            footer=2,
        ),
        Key(
            "test-filter",
            AUDIT_PLAN,
            "slash",
            "/",
            "filter",
            "Filter",
            "Narrow the list as you type, as in: police -late.",
            footer=4,
        ),
        Key(
            "test-sort",
            AUDIT_PLAN,
            "s",
            "s",
            "sort",
            "Sort",
            "The next order, said in the line at the top.",
        ),
        Key(
            "test-export",
            AUDIT_PLAN,
            "w",
            "w",
            "write",
            "Write to file",
            "Write what is shown into a new file: .xlsx, .csv, .json or .md.",
        ),
    ),
)
