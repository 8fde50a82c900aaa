"""Forms for what shows that something was done or changed."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from auditrack.commands.evidence import AddEvidence
from auditrack.model.words import LEVELS, RESULTS
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Field
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import REASON, WHY
from auditrack.tui.messages import Fill

_LEVEL = Field(
    "level",
    "Level",
    "pick",
    "0 statement, 1 activity, 2 uptake, 3 practice seen, 4 independent test.",
    choices=choices.of_words({code: f"{code} {said}" for code, said in LEVELS.items()}),
)
_ABOUT = Field(
    "about",
    "About",
    "date",
    "The time that it speaks of; blank where it does not say. Not the day you file it.",
)
_RESULT = Field(
    "result",
    "Result",
    "pick",
    "What it says of practice; blank where it does not say.",
    choices=choices.of_words(RESULTS),
)
_AT = Field("at", "Where it is", "line", "A link or a place, so that another finds it.")
_AGENCY = Field(
    "agency", "Agency", "pick", "Whose practice it shows.", choices=choices.agencies, open=True
)
_ANNUAL = Field("use_in_annual_report", "Annual report", "yes-no", more=True)
_DIFFERENCE = Field(
    "difference", "Difference made", "text", "To children or adults, in their words.", more=True
)
_SHOWS = Field("shows", "What it shows", "text", needed=True)


def _added(given: Given) -> AddEvidence:
    """A copied file is named by its path; all else is as typed."""
    command = Form("", "", "evidence:AddEvidence", _ADD, about="serves").build(given)
    assert isinstance(command, AddEvidence)
    if command.file:
        return replace(command, file=Path(os.path.expanduser(command.file)))
    return command


_ADD = (
    _SHOWS,
    _LEVEL,
    _ABOUT,
    _RESULT,
    _AT,
    Field("serves", "Serves", "picks", "What it is evidence for.", choices=choices.served),
    replace(_AGENCY, more=True),
    Field(
        "file",
        "Copy a file",
        "path",
        "A path of yours; Right completes. Most boards give a link.",
        more=True,
    ),
    _ANNUAL,
    _DIFFERENCE,
    WHY,
)

_LOG = Form(
    "evidence-add",
    "Log evidence",
    "evidence:AddEvidence",
    _ADD,
    about="serves",
    make=_added,
)


def for_several(refs: Sequence[str], noun: str) -> Fill:
    """The form that logs one piece of evidence for several records at once."""
    title = f"Log evidence for {len(refs)} {noun}s"
    form = _LOG if len(refs) == 1 else replace(_LOG, title=title, names=True)
    return Fill(_LOG.id, ", ".join(refs), {"serves": tuple(refs)}, form)


FORMS = (
    _LOG,
    Form(
        "evidence-edit",
        "Correct the evidence",
        "evidence:EditEvidence",
        (
            replace(_SHOWS, needed=False),
            _LEVEL,
            _ABOUT,
            _RESULT,
            _AT,
            _AGENCY,
            _ANNUAL,
            _DIFFERENCE,
            WHY,
        ),
        about="ref",
        edits=True,
        table="evidence",
    ),
    Form(
        "evidence-accept",
        "Accept the evidence",
        "evidence:AcceptEvidence",
        (
            Field(
                "override",
                "Override",
                "text",
                "Only where no second person can look at it: why you accept your own.",
                more=True,
            ),
            WHY,
        ),
        about="ref",
        confirm="It then counts as accepted by you, as a second person.",
    ),
    Form(
        "evidence-return",
        "Return the evidence",
        "evidence:ReturnEvidence",
        (REASON,),
        about="ref",
    ),
    Form(
        "evidence-withdraw",
        "Withdraw the evidence",
        "evidence:WithdrawEvidence",
        (REASON,),
        about="ref",
        confirm="It is taken out of every count. The history keeps it, and it can be put back.",
    ),
    Form(
        "serve-also",
        "Let it serve another",
        "evidence:ServeAlso",
        (
            Field("serves", "Also serves", "pick", needed=True, choices=choices.served),
            WHY,
        ),
        about="record",
    ),
)
