"""The exit codes of the app that its caller acts on."""

WANTS_DEMONSTRATION = 75
"""The officer wants the demonstration board in place of this register."""
