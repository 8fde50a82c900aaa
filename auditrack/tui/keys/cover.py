"""The keys of the cover."""

from auditrack.tui.keys.key import Key, Place

COVER = "cover"

PLACE = Place(
    COVER,
    "",
    (
        Key(
            "uncover",
            COVER,
            "enter",
            "Enter",
            "uncover",
            "Show again",
            "Show again what was covered while nobody pressed a key.",
            footer=1,
            palette=False,
        ),
    ),
    (),
)
