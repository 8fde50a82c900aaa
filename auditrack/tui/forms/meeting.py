"""Forms of a meeting: beginning one, and its head."""

from datetime import date

from auditrack.model.change import Records
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Field
from auditrack.tui.forms.form import Form, Values
from auditrack.tui.forms.why import WHY

START = "meeting-start"

_CHAIR = Field(
    "chair",
    "In the chair",
    "pick",
    "In whose name decisions are keyed: a lead, or the role as typed.",
    needed=True,
    choices=choices.leads,
    open=True,
)
_TITLE = Field("title", "Title", "line", "Blank: it is called after its group.", more=True)

_CHAIRS = ("chair", "independent-chair")
"""References that the lead in the chair of a whole board has as a rule."""


def _usual(records: Records, ref: str, today: date) -> Values:
    """Today; in the chair whoever was last time, else the board's chair where one is on record."""
    from auditrack.views.meetings import meetings

    before = next(iter(meetings(records)), None)
    if before is not None:
        return {"on": today.isoformat(), "chair": str(before.get("chair") or "")}
    usual = next((one for one in _CHAIRS if records.get("leads", one) is not None), "")
    return {"on": today.isoformat(), "chair": usual}


FORMS = (
    Form(
        START,
        "Begin a meeting",
        "meeting:StartMeeting",
        (
            Field(
                "subgroup",
                "Subgroup",
                "pick",
                "Blank: the whole board.",
                choices=choices.subgroups,
            ),
            Field("on", "Day", "date", needed=True),
            _CHAIR,
            _TITLE,
        ),
        start=_usual,
        names=True,
    ),
    Form(
        "meeting-edit",
        "Correct the meeting",
        "meeting:EditMeeting",
        (
            _CHAIR,
            Field("minutes", "Notes", "text", "What the minutes shall say beside the decisions."),
            Field("title", "Title", "line", "Blank: it is called after its group.", more=True),
            WHY,
        ),
        about="meeting",
        edits=True,
        table="meetings",
    ),
)
