"""The keys of the page that answers whether something was asked before."""

from auditrack.tui.keys.key import EVERYWHERE, PAGE, Key, Place

BEFORE = "before"

PLACE = Place(
    BEFORE,
    "Type or paste points of learning, one a line with a dash or a number, and look: which of "
    "them are near something asked before, which themes recur, and who was asked. Nothing is "
    "written to the register; what you typed waits as a draft.",
    (
        Key(
            "look",
            BEFORE,
            "ctrl+s",
            "Ctrl-S",
            "look",
            "Look",
            "Look for earlier asks and recurrent themes.",
            silent="f2",
            footer=1,
        ),
        Key(
            "to-points",
            BEFORE,
            "tab",
            "Tab",
            "other",
            "Points or answer",
            "From the points to the answer, or back.",
            footer=2,
        ),
        Key(
            "points-afresh",
            BEFORE,
            "f6",
            "F6",
            "afresh",
            "Afresh",
            "Forget what was typed, after asking.",
            footer=4,
            always=True,
        ),
    ),
    (PAGE, EVERYWHERE),
)
