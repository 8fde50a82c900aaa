"""The keys of the list of agencies' return forms."""

from auditrack.tui.keys.key import Key, Place

RETURNS = "returns"

PLACE = Place(
    RETURNS,
    "Agencies' return forms: the last of each agency, those past their day first, and the agencies "
    "that have something open and were never asked. n writes forms in Word or Excel into a folder "
    "of yours and records that they were asked: a form each, all of them or none. “None” is an "
    "answer; silence is unanswered once its day is past.",
    (
        Key(
            "returns-make",
            RETURNS,
            "n",
            "n",
            "make",
            "New forms",
            "Make forms: for this agency, for those selected, or for all.",
            footer=2,
        ),
        Key(
            "returns-remind",
            RETURNS,
            "m",
            "m",
            "remind",
            "Reminded",
            "Record that this agency, or those selected, were reminded.",
            footer=3,
        ),
        Key(
            "returns-back",
            RETURNS,
            "y",
            "y",
            "back",
            "Came back",
            "Record that the form came back, on paper or with “None”.",
            footer=4,
        ),
        Key(
            "returns-agency",
            RETURNS,
            "o",
            "o",
            "open_agency",
            "Agency",
            "Open the page of the agency.",
        ),
        Key(
            "returns-select",
            RETURNS,
            "space",
            "Space",
            "select",
            "Select",
            "Select the line, or no longer.",
        ),
        Key(
            "returns-select-all",
            RETURNS,
            "plus",
            "+",
            "select_all",
            "Select all",
            "Select all that is shown.",
        ),
        Key(
            "returns-select-none",
            RETURNS,
            "minus",
            "-",
            "select_none",
            "Select none",
            "Select nothing.",
        ),
        Key(
            "returns-filter",
            RETURNS,
            "slash",
            "/",
            "filter",
            "Filter",
            "Narrow the list as you type, as in: unanswered.",
            footer=5,
        ),
        Key(
            "returns-sort",
            RETURNS,
            "s",
            "s",
            "sort",
            "Sort",
            "The next order, said in the line at the top.",
        ),
        Key(
            "returns-export",
            RETURNS,
            "w",
            "w",
            "write",
            "Write to file",
            "Write what is shown into a new file: .xlsx, .csv, .json or .md.",
        ),
    ),
)
