"""Forms for who is asked and who answers: agencies, leads, subgroups, and the board's settings."""

from datetime import date

from auditrack.commands.board import ChangeSettings
from auditrack.commands.role import SetRoles
from auditrack.model.change import Records
from auditrack.model.words import LEVELS, NATIONS, SCOPES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field
from auditrack.tui.forms.form import Form, Given, Values, typed
from auditrack.tui.forms.why import WHY
from auditrack.views.board import board_of

_ALIASES = Field(
    "aliases", "Also called", "picks", "Enter after each.", open=True, choices=lambda _: ()
)
_LOGINS = Field("logins", "Logins", "picks", "Enter after each.", open=True, choices=lambda _: ())
_AGENCY = Field("agency", "Agency", "pick", choices=choices.agencies, open=True)
_ROLES = ("reader", "author", "officer", "scrutineer", "chair", "administrator")


def _settings(given: Given) -> ChangeSettings:
    """Only what was changed is set."""
    changed = tuple(
        (name, ";".join(value) if isinstance(value, tuple) else value)
        for name, value in given.values.items()
        if name != "why" and value != given.base.get(name)
    )
    return ChangeSettings(changed, given.base_rev, str(given.values.get("why") or "") or None)


def _as_set(records: Records, ref: str, today: date) -> Values:
    """Every setting as it holds now, its default where the board has set none."""
    board = board_of(records)
    return {
        field.name: typed(field, getattr(board, field.name))
        for field in _SETTINGS
        if field.name != "why"
    }


def _number(name: str, label: str, hint: str) -> Field:
    return Field(name, label, "number", hint)


def _roles(given: Given) -> SetRoles:
    roles = given.values["roles"]
    assert isinstance(roles, tuple)
    return SetRoles(str(given.values["login"]), roles, str(given.values["why"]) or None)


_SETTINGS = (
    Field("name", "Name", "line", needed=True),
    Field("nation", "Nation", "pick", choices=choices.of_words(NATIONS)),
    Field("scope", "Scope", "pick", choices=choices.of_words(SCOPES)),
    Field("year_start", "Year starts", "line", "1 April, or 04-01."),
    Field("records_complete_from", "Complete from", "date", "Since when."),
    Field("marking", "Marking", "line", "On working papers."),
    _number("grace_months", "Months of grace", "From publication, where no date is due."),
    _number("due_cap_months", "Cap on due, months", "How far a due date puts that off."),
    _number("stale_months", "Test is old after", "Months."),
    _number("hold_months", "Must hold for", "Months until embedded is sustained."),
    _number("reply_days", "Days to reply", "Then it is unanswered."),
    _number("due_soon_days", "Due soon, days", "Amber."),
    _number("quiet_days", "Quiet after, days", "Amber without an update."),
    _number("unsigned_days", "Unsigned after, days", "Amber when done."),
    _number("vacant_days", "Vacant after, days", "Red without a holder."),
    Field(
        "least_level",
        "Least evidence",
        "pick",
        "To close.",
        choices=choices.of_words({code: f"{code} {said}" for code, said in LEVELS.items()}),
    ),
    Field("test_required", "Test to close", "yes-no"),
    _number("exchange_least", "Told to others from", "Reviews on a theme; of fewer, no number."),
    Field(
        "clipboard",
        "Clipboard",
        "yes-no",
        "Whether a shared host may copy records into a person's own clipboard.",
    ),
    WHY,
)

FORMS = (
    Form(
        "agency-add",
        "Add an agency",
        "agency:AddAgency",
        (
            Field("name", "Name", "line", "As printed.", needed=True),
            _ALIASES,
            Field("since", "From", "date", more=True),
            Field("until", "To", "date", more=True),
            WHY,
        ),
    ),
    Form(
        "agency-edit",
        "Correct the agency",
        "agency:EditAgency",
        (Field("name", "Name", "line"), _ALIASES, WHY),
        about="ref",
        edits=True,
        table="agencies",
    ),
    Form(
        "agency-replace",
        "Replace the agency",
        "agency:ReplaceAgency",
        (
            Field("by", "Replaced by", "pick", needed=True, choices=choices.agencies),
            Field("on", "On", "date"),
            WHY,
        ),
        about="ref",
        confirm="What it was asked follows the successor from then on.",
    ),
    Form(
        "lead-add",
        "Add a lead",
        "lead:AddLead",
        (
            Field("title", "Role", "line", "A role or subgroup, never only a person.", needed=True),
            _AGENCY,
            Field("holder", "Held by", "line"),
            _LOGINS,
            WHY,
        ),
    ),
    Form(
        "lead-edit",
        "Correct the lead",
        "lead:EditLead",
        (
            Field("title", "Role", "line"),
            _AGENCY,
            Field("holder", "Held by", "line"),
            _LOGINS,
            WHY,
        ),
        about="ref",
        edits=True,
        table="leads",
    ),
    Form(
        "lead-vacate",
        "Nobody holds",
        "lead:VacateLead",
        (Field("on", "Vacant since", "date", "Blank means today."), WHY),
        about="ref",
        confirm="Its actions stay with the role, and show that nobody holds it.",
    ),
    Form(
        "lead-hand-over",
        "Hand over",
        "lead:HandOverLead",
        (
            Field("holder", "To", "line", "Who holds the role from now on.", needed=True),
            _LOGINS,
            WHY,
        ),
        about="ref",
    ),
    Form(
        "subgroup-add",
        "Add a subgroup",
        "subgroup:AddSubgroup",
        (Field("title", "Name", "line", needed=True), WHY),
    ),
    Form(
        "roles",
        "Set the roles of a login",
        "role:SetRoles",
        (
            Field("login", "Login", "line", needed=True),
            Field(
                "roles",
                "Roles",
                "picks",
                "None takes all away.",
                choices=lambda _: tuple(Choice(role, role) for role in _ROLES),
            ),
            WHY,
        ),
        about="login",
        make=_roles,
    ),
    Form(
        "settings-edit",
        "Settings of the board",
        "board:ChangeSettings",
        _SETTINGS,
        edits=True,
        table="board",
        start=_as_set,
        make=_settings,
    ),
)
