"""Forms for what somebody does about a recommendation, and how it goes."""

from auditrack.model.words import ACTION_STATES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Field
from auditrack.tui.forms.form import Form
from auditrack.tui.forms.why import REASON, WHY

_WHAT = Field("what", "What is done", "text", needed=True)
_LEAD = Field("lead", "Lead", "pick", "A role or subgroup.", choices=choices.leads, open=True)
_AGENCY = Field("agency", "Agency", "pick", choices=choices.agencies, open=True)
_DUE = Field("due", "Due", "date", "The date first agreed. Later ones are extensions.")
_START = Field("start", "Starts", "date", more=True)
_TYPE = Field(
    "type",
    "Type",
    "pick",
    "Down and Enter take one; what the words suggest is first.",
    choices=choices.action_types,
    open=True,
    offers=lambda values: choices.action_types_for(str(values["what"])),
)
_STATE = Field("state", "State", "pick", choices=choices.of_words(ACTION_STATES, "signed-off"))

FORMS = (
    Form(
        "action-add",
        "Add an action",
        "action:AddAction",
        (
            _WHAT,
            _LEAD,
            _AGENCY,
            _DUE,
            _STATE,
            _TYPE,
            Field("serves", "About", "picks", choices=choices.served),
            _START,
            WHY,
        ),
        about="serves",
    ),
    Form(
        "action-edit",
        "Correct the action",
        "action:EditAction",
        (_WHAT, _LEAD, _AGENCY, _DUE, _TYPE, _START, WHY),
        about="ref",
        edits=True,
        table="actions",
    ),
    Form(
        "action-update",
        "Update the action",
        "action:UpdateAction",
        (
            Field("note", "How it goes", "text", "Added to what was said before; never over it."),
            _STATE,
            Field("off_track", "Off track", "yes-no", "Yes shows it Red, whatever its date."),
            Field("on", "As of", "date", "Blank means today."),
            Field("until", "Paused until", "date", more=True),
            WHY,
        ),
        about="ref",
    ),
    Form(
        "action-done",
        "Claim the action done",
        "action:ActionDone",
        (
            Field("on", "Done on", "date", "It may be before the review was published."),
            Field("note", "What was done", "text"),
            WHY,
        ),
        about="ref",
        confirm="It says the action was done. It says nothing about practice.",
    ),
    Form(
        "action-sign-off",
        "Sign the action off",
        "action:SignOffAction",
        (
            Field("note", "Note", "text"),
            Field(
                "override",
                "Override",
                "text",
                "Only where no second person can sign: why you sign your own.",
                more=True,
            ),
            WHY,
        ),
        about="ref",
        confirm="A second person says it was done. It says nothing about practice.",
    ),
    Form(
        "action-extend",
        "Extend the action",
        "action:ExtendAction",
        (Field("to", "New date", "date", "+3m, end of March...", needed=True), REASON),
        about="ref",
    ),
    Form(
        "action-withdraw",
        "Withdraw the action",
        "action:WithdrawAction",
        (REASON,),
        about="ref",
        confirm="It is taken out of every count. The history keeps it, and it can be put back.",
    ),
)
