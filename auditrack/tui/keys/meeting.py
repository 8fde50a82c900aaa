"""The keys of meetings: the list of those held, the meeting itself, who is present."""

from auditrack.tui.keys.key import EVERYWHERE, LIST, Key, Place

MEETINGS = "meetings"
MEETING = "meeting"
PRESENT = "present"

DECIDE = {
    "a": "accept",
    "r": "return",
    "e": "extend",
    "d": "decline",
    "f": "refer-on",
    "c": "close",
    "o": "re-open",
    "k": "keep-under-review",
    "x": "no-longer-relevant",
    "n": "noted",
    "l": "deferred",
}
"""The key of each decision, by what it decides, in the order they are offered."""

_WORDS = {
    "accept": ("Accept", "Accept what the item asks."),
    "return": ("Return", "Return what was done or filed, with the reason."),
    "extend": ("Extend", "Agree a later day, typed before the reason, as in: +3m until it is out."),
    "decline": ("Decline", "Decide that it is not to be done, with the reason."),
    "refer-on": ("Refer on", "Refer it to somebody else to decide."),
    "close": (
        "Close",
        "Close it. What is missing is shown, and a chair may close it all the same.",
    ),
    "re-open": ("Re-open", "Open again what was closed, with the reason."),
    "keep-under-review": ("Keep", "Keep it under review until a day, typed before the reason."),
    "no-longer-relevant": ("Not relevant", "Find it no longer relevant, with the reason."),
    "noted": ("Note", "The meeting has heard it; nothing on record changes."),
    "deferred": ("Defer", "Later: it comes again at the next meeting."),
}

_DECISIONS = tuple(
    Key(
        f"meeting-{decision}",
        MEETING,
        key,
        key,
        f"decide('{decision}')",
        *_WORDS[decision],
    )
    for key, decision in DECIDE.items()
)

_MEETING_KEYS = (
    *_DECISIONS,
    Key(
        "meeting-open",
        MEETING,
        "enter",
        "Enter",
        "open_page",
        "Open",
        "Open the record's page; Esc comes back to the item.",
        footer=1,
    ),
    Key(
        "meeting-dissent",
        MEETING,
        "s",
        "s",
        "dissent",
        "Dissent",
        "Note who does not agree with what was decided, and why.",
        footer=2,
    ),
    Key(
        "meeting-undo",
        MEETING,
        "u",
        "u",
        "undo_here",
        "Undo",
        "Take back the last decision of yours in this meeting, after asking.",
        footer=3,
    ),
    Key(
        "meeting-projector",
        MEETING,
        "v",
        "v",
        "projector",
        "Projector",
        "The projector view, on or off: no text of reviews under embargo, no names.",
        footer=4,
    ),
    Key(
        "meeting-end",
        MEETING,
        "E",
        "E",
        "end",
        "End",
        "End the meeting, after asking, and write its draft minutes.",
        footer=5,
    ),
    Key(
        "meeting-previous",
        MEETING,
        "up",
        "Up",
        "step(-1)",
        "Previous",
        "To the item before.",
        silent="left",
        palette=False,
    ),
    Key(
        "meeting-next",
        MEETING,
        "down",
        "Down",
        "step(1)",
        "Next",
        "To the next item.",
        silent="right,j",
        palette=False,
    ),
    Key(
        "meeting-open-item",
        MEETING,
        "tab",
        "Tab",
        "undecided",
        "Next undecided",
        "To the next item that nothing was decided on.",
    ),
    Key(
        "meeting-number",
        MEETING,
        "g",
        "g",
        "number('')",
        "Go to number",
        "To an item by its number; typing the number itself does too.",
    ),
    Key(
        "meeting-add",
        MEETING,
        "plus",
        "+",
        "add",
        "Add an item",
        "Put a record on the agenda by its reference.",
    ),
    Key(
        "meeting-interest",
        MEETING,
        "i",
        "i",
        "interest('item')",
        "Interest",
        "Note an interest that somebody declares in this item.",
    ),
    Key(
        "meeting-interest-general",
        MEETING,
        "I",
        "I",
        "interest('general')",
        "General interest",
        "Note an interest that somebody declares in the work of the group as a whole.",
    ),
    Key(
        "meeting-present",
        MEETING,
        "p",
        "p",
        "present",
        "Present",
        "Who is present: tick those who came.",
    ),
    Key(
        "meeting-notes",
        MEETING,
        "m",
        "m",
        "notes",
        "Notes",
        "Notes for the minutes, and who is in the chair.",
    ),
    Key(
        "meeting-down",
        MEETING,
        "pagedown",
        "Page Down",
        "read(1)",
        "Read on",
        "Read on in the item.",
        silent="space",
        palette=False,
    ),
    Key(
        "meeting-up",
        MEETING,
        "pageup",
        "Page Up",
        "read(-1)",
        "Read back",
        "Read back in the item.",
        palette=False,
    ),
    Key(
        "meeting-first",
        MEETING,
        "home",
        "Home",
        "edge(0)",
        "First",
        "To the first item.",
        palette=False,
    ),
    Key("meeting-last", MEETING, "end", "End", "edge(-1)", "Last", "To the last.", palette=False),
)

PLACES = (
    Place(
        MEETINGS,
        "The meetings that were held, the latest first. Enter goes on with one that is open, and "
        "opens the page of one that has ended. n begins a new one.",
        (
            Key("meetings-new", MEETINGS, "n", "n", "new", "New", "Begin a meeting.", footer=2),
            Key(
                "meetings-minutes",
                MEETINGS,
                "w",
                "w",
                "minutes",
                "Write minutes",
                "Write the minutes of the meeting under the cursor again.",
                footer=3,
            ),
            Key(
                "meetings-agree",
                MEETINGS,
                "a",
                "a",
                "agree",
                "Agree minutes",
                "Record that the minutes of the meeting under the cursor were agreed.",
                footer=4,
            ),
            Key(
                "meetings-withdraw",
                MEETINGS,
                "x",
                "x",
                "withdraw",
                "Withdraw",
                "Withdraw a meeting that was begun by mistake, with the reason.",
            ),
        ),
        (LIST, EVERYWHERE),
    ),
    Place(
        MEETING,
        "The meeting: its agenda, and the item that is talked about. One key for each decision "
        "opens a line for the reason; Enter records it and goes on to the next item. For a day, "
        "type it first: +3m until the toolkit is out. Everything that says Saved is on record; "
        "until the meeting ends a decision is changed by deciding again.",
        _MEETING_KEYS,
        (EVERYWHERE,),
    ),
    Place(
        PRESENT,
        "Who is present. Space ticks a lead or an agency, a notes apologies; + adds anybody else "
        "by name or role. Enter keeps what is ticked.",
        (
            Key(
                "present-tick", PRESENT, "space", "Space", "tick", "Tick", "Present, or not.",
                footer=2,
            ),
            Key(
                "present-apologies", PRESENT, "a", "a", "apologies", "Apologies",
                "Sent apologies, or not.", footer=3,
            ),
            Key(
                "present-add", PRESENT, "plus", "+", "add", "Somebody else",
                "Type the name or role of somebody who is on no list.", footer=4,
            ),
            Key(
                "present-keep", PRESENT, "enter", "Enter", "keep", "Keep",
                "Record who is present, and go on with the meeting.", footer=1,
            ),
        ),
        (LIST, EVERYWHERE),
    ),
)  # fmt: skip
