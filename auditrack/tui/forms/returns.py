"""Forms for agencies' returns: asking, reminding, that one came back, that one is withdrawn."""

from collections.abc import Callable

from auditrack.commands.return_form import AskForReturns
from auditrack.commands.return_sent import RemindReturn
from auditrack.reports.return_forms.files import FORMATS
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field, Value
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import REASON, WHY

ASKING = "return-make"
"""The id of the form that makes forms; it is opened from the list of returns alone."""

_CALLED = {"docx": "Word", "xlsx": "Excel"}


def _reminded(given: Given) -> RemindReturn:
    """What a form says of one return form or of several."""
    return RemindReturn(
        tuple(given.ref.split(", ")),
        on=str(given.values["on"]) or None,
        why=str(given.values["why"]) or None,
    )


FORMS = (
    Form(
        "return-remind",
        "Reminded of",
        "return_sent:RemindReturn",
        (Field("on", "On", "date", "Blank means today."), WHY),
        make=_reminded,
    ),
    Form(
        "return-returned",
        "Came back:",
        "return_sent:MarkReturned",
        (
            Field("on", "On", "date", "Blank means today."),
            Field(
                "nothing",
                "With “None”",
                "yes-no",
                "Yes: it had nothing to report, which answers what waits for a reply.",
            ),
            WHY,
        ),
        about="form",
    ),
    Form(
        "return-withdraw",
        "Withdraw the return form",
        "return_sent:WithdrawReturn",
        (REASON,),
        about="form",
        confirm="What only this form asked is asked no longer; nothing is deleted.",
    ),
)


def asking(keep: Callable[[Given], str | None]) -> Form:
    """The form that makes return forms; `keep` has them made and says why they cannot be."""
    return Form(
        ASKING,
        "Make return forms",
        "return_form:AskForReturns",
        (
            Field(
                "agencies",
                "Agencies",
                "picks",
                "None named: every agency that has anything open.",
                choices=choices.agencies,
            ),
            Field("due_back", "Due back", "date", "Blank means the board's days to reply."),
            Field("covering", "Covering text", "text", "Printed above the tables."),
            Field("question", "Questions", "text", "One a line, to all that are named."),
            Field(
                "format",
                "As",
                "pick",
                choices=lambda _: [Choice(one, _CALLED[one]) for one in FORMATS],
                needed=True,
            ),
            Field(
                "folder",
                "Folder",
                "path",
                "Where the files go: a folder of your own that exists.",
                needed=True,
            ),
            Field("asked_on", "Asked on", "date", "Blank means today.", more=True),
            Field(
                "unpublished",
                "Unpublished",
                "yes-no",
                "Yes: print the words of reviews that are not published, too.",
                more=True,
            ),
            WHY,
        ),
        keep=keep,
        names=True,
    )


def asked(given: Given) -> AskForReturns:
    """The command of what was given."""
    values = given.values
    agencies = values["agencies"]
    return AskForReturns(
        agencies=tuple(agencies),
        everyone=not agencies,
        asked_on=_said(values["asked_on"]),
        due_back=_said(values["due_back"]),
        covering=_said(values["covering"]),
        questions=_lines(values["question"]),
        why=_said(values["why"]),
    )


def _said(value: Value) -> str | None:
    return str(value) or None


def _lines(value: Value) -> tuple[str, ...]:
    return tuple(line for one in str(value).splitlines() if (line := one.strip(" -•\t")))
