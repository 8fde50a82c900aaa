"""The keys of the list of what is or was to be public."""

from auditrack.tui.keys.key import EVERYWHERE, LIST, Key, Place

PUBLICATIONS = "publications"

PLACE = Place(
    PUBLICATIONS,
    "What is to be public, and was: each frozen at an entry and a day, with the agencies that it "
    "names, their right of reply and the two sign-offs it needs. n prepares one; Enter opens one, "
    "and its page has the keys for what comes next.",
    (
        Key(
            "publications-prepare",
            PUBLICATIONS,
            "n",
            "n",
            "prepare",
            "Prepare",
            "Freeze an annual report, a public record, a themes report or a response as it stands.",
            footer=2,
        ),
        Key(
            "publications-withheld",
            PUBLICATIONS,
            "h",
            "h",
            "withheld",
            "Not public",
            "What would not be public today and why, and what has no wording for the public yet.",
            footer=3,
        ),
        Key(
            "publications-filter",
            PUBLICATIONS,
            "slash",
            "/",
            "filter",
            "Filter",
            "Narrow the list as you type, as in: signed off.",
            footer=4,
        ),
        Key(
            "publications-sort",
            PUBLICATIONS,
            "s",
            "s",
            "sort",
            "Sort",
            "The next order, said in the line at the top.",
        ),
        Key(
            "publications-export",
            PUBLICATIONS,
            "w",
            "w",
            "write",
            "Write to file",
            "Write what is shown into a new file: .xlsx, .csv, .json or .md.",
        ),
    ),
    (LIST, EVERYWHERE),
)
