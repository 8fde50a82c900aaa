"""The keys of taking in a board's old tracker from a spreadsheet."""

from auditrack.tui.keys.key import EVERYWHERE, LIST, Key, Place

SHEET = "sheet"

MEANINGS = {
    "s": ("not-started", "Not started"),
    "g": ("in-progress", "In progress"),
    "i": ("in-place", "In place"),
    "d": ("done", "Done"),
    "p": ("paused", "Paused"),
    "e": ("superseded", "Superseded"),
    "r": ("no-longer-relevant", "No longer relevant"),
    "m": ("not-known", "Not known"),
    "t": ("off-track", "Off track"),
    "v": ("withdrawn", "Withdrawn"),
    "y": ("nothing", "Says no state"),
}
"""What a status word or colour may mean, by the key that says so."""

PLACE = Place(
    SHEET,
    "A board's old tracker, before any of it is taken in. Tab goes on: the sheet, what its columns "
    "hold, what its status words and colours mean, what becomes of every row. Go back and forth "
    "as you like: nothing is written to the register before Ctrl-S and a yes, then all of it at "
    "once or nothing. Until then what you said waits as a draft. Blank cells change nothing, and "
    "what the sheet leaves out stays.",
    (
        Key("sheet-take-in", SHEET, "ctrl+s", "Ctrl-S", "take_in", "Take in",
            "Take in every row, after asking; it says what is in the way.", silent="f2", footer=1),
        Key("sheet-next", SHEET, "tab", "Tab", "step(1)", "Next step",
            "On to the next step: sheet, columns, words, rows.", silent="right", footer=2),
        Key("sheet-before", SHEET, "shift+tab", "Shift-Tab", "step(-1)", "Step before",
            "Back to the step before.", silent="left"),
        Key("sheet-choose", SHEET, "enter", "Enter", "choose", "Choose",
            "Read this sheet; say what a column holds or a word means; settle a conflict.",
            footer=3),
        Key("sheet-yes", SHEET, "space", "Space", "accept", "Yes",
            "A column: what it may hold next. A word: what it often means. A conflict: the sheet's "
            "word stands; again, not settled.", footer=4),
        Key("sheet-no", SHEET, "x", "x", "reject", "No",
            "A column: nothing is taken from it. A word: it says no state. A conflict: what stands "
            "here stays; again, not settled.", footer=5),
        Key("sheet-waiting", SHEET, "n", "n", "waiting", "Next that waits",
            "To the next word nobody explained, row that is refused, or conflict."),
        Key("sheet-fate", SHEET, "f", "f", "fate(1)", "Filter",
            "Only the rows with one fate: the next one that there is, then all again."),
        Key("sheet-fate-back", SHEET, "F", "F", "fate(-1)", "Filter back",
            "The fate before."),
        *(
            Key(f"sheet-means-{code}", SHEET, key, key, f"meaning('{code}')", word,
                f"The word or colour means: {word.lower()}.", palette=False)
            for key, (code, word) in MEANINGS.items()
        ),
        Key("sheet-all-theirs", SHEET, "plus", "+", "settle_all('update')", "Take the sheet's word",
            "In every conflict that is not settled the sheet's word stands."),
        Key("sheet-all-ours", SHEET, "minus", "-", "settle_all('skip')", "Leave what stands",
            "In every conflict that is not settled what stands here stays."),
        Key("sheet-review", SHEET, "R", "R", "review", "Which review",
            "Say which review the rows are of that name none."),
        Key("sheet-hidden", SHEET, "h", "h", "hidden", "Hidden rows",
            "Take hidden rows too, or not."),
        Key("sheet-refused", SHEET, "w", "w", "write", "Write to file",
            "Write the rows that are refused or in conflict into a file of your own, with why."),
        Key("sheet-undo", SHEET, "u", "u", "undo_here", "Undo",
            "Take back the last thing said here; once it is taken in, the import."),
        Key("sheet-read-on", SHEET, "right_square_bracket", "]", "read_on(1)", "Read on",
            "Read on in what is said below."),
        Key("sheet-read-back", SHEET, "left_square_bracket", "[", "read_on(-1)", "Read back",
            "And back."),
        Key("sheet-document", SHEET, "o", "o", "document", "Open", "Open another document."),
        Key("sheet-afresh", SHEET, "f6", "F6", "afresh", "Start afresh",
            "As the sheet is guessed; u takes that back."),
    ),
    (LIST, EVERYWHERE),
)  # fmt: skip
