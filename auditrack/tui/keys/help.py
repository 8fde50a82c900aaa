"""The keys of the help."""

from auditrack.tui.keys.key import PAGE, Key, Place

HELP = "help"

PLACE = Place(
    HELP,
    "",
    (
        Key(
            "close-help",
            HELP,
            "escape",
            "Esc",
            "close",
            "Close help",
            "Close this help.",
            silent="q,question_mark,f1",
            footer=2,
        ),
    ),
    (PAGE,),
)
