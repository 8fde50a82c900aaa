"""The keys of the list of types of action that nobody has confirmed."""

from auditrack.tui.keys.key import Key, Place

ACTION_TYPES = "action-types"

PLACE = Place(
    ACTION_TYPES,
    "Actions whose type nobody has said, each with what its words suggest and the phrases because "
    "of which. A suggestion counts as one until a person confirms it here; nothing is confirmed by "
    "itself. Several are confirmed all together or not at all, and u takes them back.",
    (
        Key(
            "type-confirm",
            ACTION_TYPES,
            "y",
            "y",
            "confirm",
            "Confirm",
            "Confirm the suggested type: of this line, or of all that are selected.",
            footer=1,
        ),
        Key(
            "type-other",
            ACTION_TYPES,
            "o",
            "o",
            "other",
            "Other type",
            "Choose another type for this line.",
            footer=1,
        ),
        Key(
            "type-select",
            ACTION_TYPES,
            "space",
            "Space",
            "select",
            "Select",
            "Select the line, or no longer.",
            footer=2,
        ),
        Key(
            "type-select-all",
            ACTION_TYPES,
            "plus",
            "+",
            "select_all",
            "Select all",
            "Select all that is shown and has a suggestion.",
        ),
        Key(
            "type-select-none",
            ACTION_TYPES,
            "minus",
            "-",
            "select_none",
            "Select none",
            "Select nothing.",
        ),
        Key(
            "type-filter",
            ACTION_TYPES,
            "slash",
            "/",
            "filter",
            "Filter",
            "Narrow the list as you type, as in: one type.",
            footer=4,
        ),
        Key(
            "type-sort",
            ACTION_TYPES,
            "s",
            "s",
            "sort",
            "Sort",
            "The next order, said in the line at the top.",
        ),
        Key(
            "type-export",
            ACTION_TYPES,
            "w",
            "w",
            "write",
            "Write to file",
            "Write what is shown into a new file: .xlsx, .csv, .json or .md.",
        ),
    ),
)
