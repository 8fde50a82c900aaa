"""The keys of taking in a return form that an agency sent back."""

from auditrack.tui.keys.key import EVERYWHERE, LIST, Key, Place

RETURNED = "returned"

PLACE = Place(
    RETURNED,
    "A return form that came back, before any of it is taken in. On the left every line that says "
    "something: [x] is taken in, [ ] you leave out, [?] waits for your word, [!] is refused, = is "
    "nothing new. Beside it what the agency wrote and what stands on record. Nothing is written to "
    "the register before Ctrl-S and a yes; until then what you said waits as a draft. What an "
    "agency claims is filed as its claim: nothing is signed off, accepted or extended by reading "
    "it.",
    (
        Key("return-take-in", RETURNED, "ctrl+s", "Ctrl-S", "take_in", "Take in",
            "Take in every line that is marked [x], after asking.", silent="f2", footer=1),
        Key("return-toggle", RETURNED, "space", "Space", "take_or_leave", "Take or leave",
            "Leave the line out, or take it after all; on to the next.", silent="x", footer=2),
        Key("return-correct", RETURNED, "enter", "Enter", "correct", "Say what it means",
            "What the line means, in a form: its record, answer, state, date.", footer=3),
        Key("return-waiting", RETURNED, "n", "n", "waiting", "Next that waits",
            "To the next line that waits for your word or is refused.", footer=4),
        Key("return-take-all", RETURNED, "plus", "+", "take_all", "Take all that are sure",
            "Take every line that is clear, those that were left out too."),
        Key("return-leave-all", RETURNED, "minus", "-", "leave_all", "Leave all",
            "Leave every line out; then take them one by one."),
        Key("return-day", RETURNED, "d", "d", "day", "Came back on",
            "Say the day that the form came back."),
        Key("return-form", RETURNED, "f", "f", "form", "Which form",
            "Say which form it is, where the file does not."),
        Key("return-beside", RETURNED, "h", "h", "beside", "Beside the lines",
            "All that was written outside the tables, and what there is to know of the file."),
        Key("return-undo", RETURNED, "u", "u", "undo_here", "Undo",
            "Take back the last thing said here; once it is taken in, the import."),
        Key("return-read-on", RETURNED, "right_square_bracket", "]", "read_on(1)", "Read on",
            "Read on in what is said of the line."),
        Key("return-read-back", RETURNED, "left_square_bracket", "[", "read_on(-1)", "Read back",
            "And back."),
        Key("return-document", RETURNED, "o", "o", "document", "Open", "Open another document."),
        Key("return-afresh", RETURNED, "f6", "F6", "afresh", "Start afresh",
            "As the form was read; u takes that back."),
    ),
    (LIST, EVERYWHERE),
)  # fmt: skip
