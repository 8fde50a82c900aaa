"""One change of several actions or pieces of evidence: each its own command, one after another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from auditrack.commands.action import ActionDone, ExtendAction, SignOffAction, UpdateAction
from auditrack.commands.command import Command
from auditrack.commands.evidence import AcceptEvidence
from auditrack.model.change import Records
from auditrack.model.words import ACTION_STATES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Field
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import REASON, WHY

Values = Mapping[str, str]
Makes = Callable[[Sequence[str], Values, Records], tuple[Command, ...]]

_OVERRIDE = Field(
    "override",
    "Override",
    "text",
    "Only where no second person can: why you confirm your own.",
    more=True,
)
_WHY = replace(WHY, more=True)


def _updates(refs: Sequence[str], values: Values, _: Records) -> tuple[Command, ...]:
    said = {name: values.get(name) or None for name in ("note", "state", "on", "until", "why")}
    off_track = values.get("off_track")
    if not (said["note"] or said["state"] or off_track):
        return ()
    return tuple(
        UpdateAction(ref, off_track=off_track == "yes" if off_track else None, **said)
        for ref in refs
    )


def _extensions(refs: Sequence[str], values: Values, _: Records) -> tuple[Command, ...]:
    return tuple(ExtendAction(ref, values.get("to", ""), values.get("why") or None) for ref in refs)


def _claims(refs: Sequence[str], values: Values, _: Records) -> tuple[Command, ...]:
    said = {name: values.get(name) or None for name in ("on", "note", "why")}
    return tuple(ActionDone(ref, **said) for ref in refs)


def _sign_offs(refs: Sequence[str], values: Values, _: Records) -> tuple[Command, ...]:
    said = {name: values.get(name) or None for name in ("note", "override", "why")}
    return tuple(SignOffAction(ref, **said) for ref in refs)


def _acceptances(refs: Sequence[str], values: Values, _: Records) -> tuple[Command, ...]:
    said = {name: values.get(name) or None for name in ("override", "why")}
    return tuple(AcceptEvidence(ref, **said) for ref in refs)


def _reassigned(refs: Sequence[str], values: Values, records: Records) -> tuple[Command, ...]:
    """One command for each lead that they are with now."""
    from auditrack.commands.reassigning import ReassignLead

    of_lead: dict[str, list[str]] = {}
    for ref in refs:
        lead = (records.get("actions", ref) or {}).get("lead")
        if lead:
            of_lead.setdefault(str(lead), []).append(ref)
    return tuple(
        ReassignLead(lead, values.get("to", ""), tuple(own), values.get("why") or None)
        for lead, own in of_lead.items()
    )


_FORMS: Mapping[str, tuple[str, str, tuple[Field, ...], Makes]] = {
    "update": (
        "Update",
        "action",
        (
            Field("note", "How it goes", "text", "Added to each; never over what was said before."),
            Field("state", "State", "pick", choices=choices.of_words(ACTION_STATES, "signed-off")),
            Field("on", "As of", "date", "The same day for all. Blank means today."),
            Field("off_track", "Off track", "yes-no", "Yes shows it Red, whatever its date."),
            Field("until", "Paused until", "date", more=True),
            _WHY,
        ),
        _updates,
    ),
    "extend": (
        "Extend",
        "action",
        (Field("to", "New date", "date", "+3m, end of March...", needed=True), REASON),
        _extensions,
    ),
    "done": (
        "Claim done",
        "action",
        (
            Field("on", "Done on", "date", "The same day for all. Blank means today."),
            Field("note", "What was done", "text"),
            _WHY,
        ),
        _claims,
    ),
    "sign-off": (
        "Sign off",
        "action",
        (Field("note", "Note", "text"), _OVERRIDE, _WHY),
        _sign_offs,
    ),
    "accept": ("Accept", "evidence", (_OVERRIDE, _WHY), _acceptances),
    "reassign": (
        "Reassign",
        "action",
        (Field("to", "To", "pick", needed=True, choices=choices.leads), WHY),
        _reassigned,
    ),
}

RECORD: Mapping[str, str] = {doing: made[1] for doing, made in _FORMS.items()}
"""What kind of record each of them is done to."""

CALLED: Mapping[str, str] = {
    f"several-{doing}": f"{made[0]} several" for doing, made in _FORMS.items()
}
"""What the draft of each is called, by the id of its form."""

_NOTHING_OF_PRACTICE = " It says nothing about practice."


def form_for(doing: str, refs: Sequence[str], hidden: int = 0) -> Form:
    """The form that does something to each of these records, of which the filter hides some."""
    title, record, fields, makes = _FORMS[doing]
    nouns = {"action": ("action", "actions"), "evidence": ("piece of evidence",) * 2}[record]
    if record == "evidence" and len(refs) > 1:
        nouns = ("", "pieces of evidence")
    many = f"{len(refs)} {nouns[0] if len(refs) == 1 else nouns[1]}"
    unseen = f" {hidden} of them you do not see now." if hidden else ""
    practice = _NOTHING_OF_PRACTICE if doing in ("done", "sign-off") else ""
    return Form(
        f"several-{doing}",
        f"{title}: {many}",
        "",
        fields,
        batch=partial(_commands, tuple(refs), makes),
        confirm=f"{many}, one after another.{unseen}{practice} Each can be seen in the history; "
        "Esc stops between two.",
    )


def _commands(
    refs: Sequence[str], makes: Makes, given: Given, records: Records
) -> tuple[Command, ...]:
    return makes(refs, {name: str(value) for name, value in given.values.items()}, records)
