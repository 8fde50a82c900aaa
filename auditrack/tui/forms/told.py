"""The form of who was told of a review or sent a document: several, corrected, taken back."""

from collections.abc import Sequence

from auditrack.commands.command import Command
from auditrack.commands.told import EditTold, ToldOfExport, ToldOfReview, WithdrawTold
from auditrack.model.change import Records
from auditrack.model.words import TOLD
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import WHY
from auditrack.views.told import told_of
from auditrack.views.wording import when

_TAKEN_BACK = "taken-back"


def _form(subject: str, title: str) -> Form:
    """The form for a review or an export (`subject`)."""
    return Form(
        f"{subject}-told",
        title,
        f"told:ToldOf{subject.capitalize()}",
        (
            Field(
                "whom",
                "Whom",
                "picks",
                "Groups or bodies; another may be typed. Never a name.",
                choices=choices.of_words({one: one for one in TOLD}),
                open=True,
            ),
            Field("on", "On", "date", "Blank is today."),
            Field(
                "instead",
                "Corrects",
                "pick",
                "One that is on record: say above what it should be, or take it back below.",
                choices_of=_on_record,
                more=True,
            ),
            Field(
                "what",
                "Take it back",
                "pick",
                "It never was so; needs the reason.",
                choices=choices.of_words({_TAKEN_BACK: "yes, with the reason below"}),
                more=True,
            ),
            WHY,
        ),
        about=subject,
        make=_made_of_review if subject == "review" else _made_of_export,
    )


def _on_record(records: Records, ref: str) -> Sequence[Choice]:
    return [
        Choice(one.ref, f"{one.ref}  {when(one.on)}, {one.whom}") for one in told_of(records, ref)
    ]


def _made_of_review(given: Given) -> Command:
    return _changed(given) or ToldOfReview(given.ref, *_said(given))


def _made_of_export(given: Given) -> Command:
    return _changed(given) or ToldOfExport(given.ref, *_said(given))


def _said(given: Given) -> tuple[tuple[str, ...], str | None, str | None]:
    values = given.values
    return tuple(values.get("whom", ())), _text(given, "on"), _text(given, "why")


def _changed(given: Given) -> Command | None:
    """The correction of one on record, or its taking back; None where none is named."""
    ref, why = _text(given, "instead"), _text(given, "why")
    if not ref:
        return None
    if given.values.get("what"):
        return WithdrawTold(ref, of=given.ref, why=why)
    whom, on, _ = _said(given)
    return EditTold(ref, whom=", ".join(whom) or None, on=on, of=given.ref, why=why)


def _text(given: Given, name: str) -> str | None:
    return str(given.values.get(name) or "") or None


FORMS = (
    _form("review", "Who was told of the review"),
    _form("export", "To whom it was sent"),
)
