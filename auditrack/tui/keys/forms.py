"""The keys of forms, of a choice between a few things, and of a conflict."""

from auditrack.tui.keys.key import Key, Place

FORM = "form"
CHOICE = "choice"
CONFLICT = "conflict"
ASK_LINE = "ask-line"
PICK = "pick"

FORM_KEYS = (
    Key(
        "form-save",
        FORM,
        "ctrl+s",
        "Ctrl-S",
        "save",
        "Save",
        "Save what is typed. Nothing typed is lost where it cannot be saved.",
        silent="f2",
        footer=1,
        always=True,
    ),
    Key(
        "form-next",
        FORM,
        "tab",
        "Tab",
        "next_field",
        "Next",
        "To the next field; Shift-Tab to the one before.",
        footer=2,
        palette=False,
    ),
    Key(
        "form-before",
        FORM,
        "shift+tab",
        "Shift-Tab",
        "previous_field",
        "Before",
        "To the field before.",
        palette=False,
    ),
    Key(
        "form-more",
        FORM,
        "f4",
        "F4",
        "more",
        "More fields",
        "Show the fields that are seldom needed, or hide them.",
        footer=4,
    ),
    Key(
        "form-usual",
        FORM,
        "f7",
        "F7",
        "usual",
        "What is usual",
        "Fill in what is usual for the field, where it says so; change it as you like.",
        always=True,
    ),
    Key(
        "form-check",
        FORM,
        "f5",
        "F5",
        "check_wording",
        "Check wording",
        "Say beside each text what must not be public: numbers, addresses, names of the "
        "watch-lists. An aid; nothing is blocked.",
    ),
    Key(
        "form-afresh",
        FORM,
        "f6",
        "F6",
        "afresh",
        "Start afresh",
        "Forget the draft that was taken up and start as the form first opened.",
        always=True,
    ),
    Key(
        "form-leave",
        FORM,
        "escape",
        "Esc",
        "leave",
        "Leave",
        "Leave the form; you are asked whether to save, keep a draft or discard.",
        footer=3,
    ),
    Key("form-help", FORM, "f1", "F1", "help", "Help", "This help.", palette=False),
)

_CHOICE_KEYS = (
    Key("choose", CHOICE, "enter", "Enter", "choose", "Choose", "Do it.", footer=1, palette=False),
    Key(
        "choice-before",
        CHOICE,
        "up",
        "Up",
        "before",
        "Up",
        "The choice before.",
        silent="left,shift+tab",
        palette=False,
    ),
    Key(
        "choice-next",
        CHOICE,
        "down",
        "Down",
        "next",
        "Down",
        "The next choice.",
        silent="right,tab",
        palette=False,
    ),
    Key(
        "choice-no",
        CHOICE,
        "escape",
        "Esc",
        "no",
        "Back",
        "Back; nothing is done.",
        silent="n,q",
        footer=2,
        palette=False,
    ),
    Key(
        "choice-yes",
        CHOICE,
        "y",
        "y",
        "yes",
        "Yes",
        "The choice that does it.",
        palette=False,
    ),
)

_ASK_LINE_KEYS = (
    Key(
        "line-complete",
        ASK_LINE,
        "tab",
        "Tab",
        "complete",
        "Complete",
        "Complete the path of a file; Right takes what is offered in grey.",
        footer=2,
        palette=False,
    ),
    Key(
        "line-no",
        ASK_LINE,
        "escape",
        "Esc",
        "no",
        "Back",
        "Back; nothing is done.",
        footer=1,
        palette=False,
    ),
)

_PICK_KEYS = (
    Key("pick-up", PICK, "up", "Up", "step(-1)", "Up", "The one before.", palette=False),
    Key("pick-down", PICK, "down", "Down", "step(1)", "Down", "The next one.", palette=False),
    Key("pick-no", PICK, "escape", "Esc", "no", "Back", "Back; nothing is done.", footer=1,
        palette=False),
)  # fmt: skip

_CONFLICT_KEYS = (
    Key("mine", CONFLICT, "m", "m", "mine", "Mine", "Keep what you typed.", footer=1),
    Key("theirs", CONFLICT, "t", "t", "theirs", "Theirs", "Keep what is on record.", footer=2),
    Key(
        "conflict-save",
        CONFLICT,
        "ctrl+s",
        "Ctrl-S",
        "save",
        "Save",
        "Save with what you chose.",
        silent="f2",
        footer=3,
    ),
    Key(
        "conflict-back",
        CONFLICT,
        "escape",
        "Esc",
        "back",
        "To the form",
        "Back to the form; nothing is written and nothing is lost.",
        footer=4,
    ),
)

PLACES = (
    Place(
        FORM,
        "A form. Everything you type is kept as a draft while you type. A date may be typed as "
        "people write it: 20/11/26, 20 November 2026, end of March, +6m; what was understood is "
        "said beside it. Lists narrow as you type.",
        FORM_KEYS,
        (),
    ),
    Place(CHOICE, "A question. Nothing is done until you choose.", _CHOICE_KEYS, ()),
    Place(ASK_LINE, "A question that one line answers.", _ASK_LINE_KEYS, ()),
    Place(PICK, "A question that one of a list answers; type to narrow it.", _PICK_KEYS, ()),
    Place(
        CONFLICT,
        "Somebody else changed the same field while you were typing. Nothing has been written: "
        "choose for each field whether yours or theirs shall stand.",
        _CONFLICT_KEYS,
        ("list",),
    ),
)
