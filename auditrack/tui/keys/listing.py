"""The keys of the lists of reviews, findings, agencies, leads, audits, evidence and checks."""

from auditrack.tui.keys.key import Key, Place

LISTING = "listing"

PLACE = Place(
    LISTING,
    "A list of records. The line at the top always says in words which ones you see, how many, "
    "and in which order. Enter opens one.",
    (
        Key(
            "listing-filter",
            LISTING,
            "slash",
            "/",
            "filter",
            "Filter",
            "Narrow the list as you type: words that must be there, -word for one that must not.",
            footer=2,
        ),
        Key(
            "listing-sort",
            LISTING,
            "s",
            "s",
            "sort",
            "Sort",
            "The next order, said in the line at the top.",
            footer=4,
        ),
        Key(
            "listing-add",
            LISTING,
            "n",
            "n",
            "add",
            "New",
            "Enter a new one, where this list takes one.",
            footer=5,
        ),
        Key(
            "listing-discard",
            LISTING,
            "x",
            "x",
            "discard",
            "Discard",
            "Discard the draft under the cursor. Records are withdrawn on their own pages.",
            footer=3,
        ),
        Key(
            "listing-export",
            LISTING,
            "w",
            "w",
            "write",
            "Write to file",
            "Write what is shown into a new file: .xlsx, .csv, .json or .md.",
        ),
    ),
)
