"""`undo`: one's own last change taken back."""

from auditrack.cli.door import Door, WhyOption, single, verb

app = single()


_HELP = (
    "Take back the last change that your login wrote, if it is at most 15 minutes old and nobody "
    "has changed or built on what it set; else it refuses and names who did. Nothing is deleted: "
    "fields go back as a new entry, and a record that the change made is withdrawn and counts on "
    "no day. Undo again does the change again. An import is undone with: imports undo; what a "
    "meeting decided is decided again."
)


@verb(app, "undo", _HELP)
def undo(door: Door, why: WhyOption = None) -> None:
    """Take back the last change that this login wrote."""
    from auditrack.commands.undo import UndoLast

    door.run(UndoLast(why=why), "Taken back.")
