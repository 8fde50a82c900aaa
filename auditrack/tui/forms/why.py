"""The reason that is kept in the history: asked where it is needed, offered everywhere else."""

from auditrack.tui.forms.field import Field

WHY = Field("why", "Why", "text", "Kept in the history beside the change.", more=True)
REASON = Field("why", "Why", "text", "Kept with the record and in the history.", needed=True)
