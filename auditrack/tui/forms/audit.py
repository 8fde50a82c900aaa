"""Forms for tests of practice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from auditrack.model.change import Records
from auditrack.model.dates import DateError, add_months, in_words, interval, parse_date
from auditrack.model.words import CHOSEN, LOOKED_AT, OUTCOMES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Field, Value
from auditrack.tui.forms.form import Form, Values
from auditrack.tui.forms.why import REASON, WHY
from auditrack.views.board import board_of
from auditrack.views.criteria import grid_of
from auditrack.views.wording import counted

PROPOSED = "audit-proposed"
"""The form that plans a test as it is proposed."""

_OUTCOME = Field(
    "outcome",
    "Outcome",
    "pick",
    "What the test found in practice.",
    needed=True,
    choices=choices.of_words(OUTCOMES),
)
_LOOKED_AT = Field(
    "looked_at",
    "Looked at",
    "pick",
    "Only a look at practice can show that it changed.",
    choices=choices.of_words(LOOKED_AT),
)
_SAMPLE = Field("sample", "Cases", "number", "How many were looked at.")
_MET = Field("met", "Met the standard", "number", "How many of them.")
_QUESTION = Field("question", "Question", "text", "What the audit asked.")
_SERVES = Field(
    "serves",
    "Tests",
    "picks",
    "Recommendations, findings, actions or whole reviews.",
    choices=choices.served,
)
_THEMES = Field(
    "themes",
    "Themes",
    "picks",
    "Where they are not the confirmed themes of what it tests.",
    choices=choices.themes,
)
_AGENCIES = Field(
    "agencies", "Agencies", "picks", "None means all that were asked.", choices=choices.agencies
)
_METHOD = Field("method", "Method", "line", "Case files, observation, a survey...", more=True)
_PRACTICE = Field(
    "practice",
    "Practice from-to",
    "period",
    "The period the cases come from, as in January 2026 to June 2026.",
    more=True,
)
_TO_SAMPLE = replace(_PRACTICE, hint="The period the cases are to come from.")
_BY = Field(
    "by",
    "Auditor",
    "pick",
    "A lead on record or a name. Another than your own is shown as a claim.",
    choices=choices.leads,
    open=True,
    more=True,
)
_CHOSEN = Field(
    "chosen",
    "Cases chosen",
    "pick",
    "A margin is said of random draws alone; other words stand as typed.",
    choices=choices.of_words(CHOSEN),
    open=True,
    more=True,
)
_STANDARD = Field("standard", "Standard", "line", "What was set beforehand.", more=True)
_STANDARD_MET = Field(
    "standard_met",
    "In figures",
    "line",
    "The standard as a share of the cases, as in 80% or 8 of 10.",
    more=True,
)


def _usual_next(records: Records, values: Mapping[str, Value], today: date) -> str:
    """The day from which the board holds a test too old to rest on, counted from this one."""
    try:
        made = interval(parse_date(str(values.get("date") or ""), today))
    except DateError:
        made = None
    return add_months(made.latest if made else today, board_of(records).stale_months).isoformat()


_NEXT = Field(
    "next",
    "Next test",
    "date",
    "When it is to be tested again. F7: when the board holds a test too old.",
    usual=_usual_next,
)


def _of_plan(records: Records, ref: str, today: date) -> Values:
    """What the plan says already: what is looked at, and how many cases were drawn."""
    plan = records.get("audits", ref) or {}
    sample = plan.get("sample")
    return {
        "looked_at": str(plan.get("looked_at") or "practice"),
        "sample": "" if sample is None else str(sample),
    }


def _sampled(records: Records, ref: str) -> str:
    """The practice that an audit is to sample, or sampled, as a person would type it."""
    audit = records.get("audits", ref) or {}
    start, end = audit.get("practice_from"), audit.get("practice_to")
    return f"{start or ''}..{end or ''}" if start or end else ""


def _as_planned(records: Records, ref: str, today: date) -> str:
    """Which practice was to be sampled, which stands where none is said; then the answers."""
    period, told = _sampled(records, ref), _of_grid(records, ref, today)
    if not period:
        return told
    planned = (
        f"It was to sample practice of {in_words(period)}: that stands unless you say another (F4)."
    )
    return f"{planned} {told}".strip()


def _of_grid(records: Records, ref: str, today: date) -> str:
    """What the answers case by case come to, for whoever fills in the figures."""
    grid = grid_of(records, ref)
    met, of = grid.met
    if not of:
        return ""
    return (
        f"By its questions {met} of the {counted(of, 'case')} answered whole met all that applies. "
        "The outcome is yours to judge."
    )


_PLAN = Form(
    "audit-plan",
    "Plan an audit",
    "audit:PlanAudit",
    (
        Field("question", "Question", "text", "What the audit will ask.", needed=True),
        Field("date", "Due", "date", "When it is to be made."),
        _SERVES,
        _THEMES,
        _AGENCIES,
        _LOOKED_AT,
        _METHOD,
        _TO_SAMPLE,
        _BY,
        _CHOSEN,
        _STANDARD,
        _STANDARD_MET,
        WHY,
    ),
    about="serves",
    start=lambda records, ref, today: {"looked_at": "practice"},
)

FORMS = (
    Form(
        "audit-record",
        "Record an audit",
        "audit:RecordAudit",
        (
            _OUTCOME,
            Field("date", "Made on", "date", "The day the audit was made.", needed=True),
            _QUESTION,
            _LOOKED_AT,
            _SAMPLE,
            _MET,
            _SERVES,
            _THEMES,
            _AGENCIES,
            _METHOD,
            _PRACTICE,
            _BY,
            _CHOSEN,
            _STANDARD,
            _STANDARD_MET,
            _NEXT,
            Field(
                "planned",
                "Planned audit",
                "pick",
                "Where this is one that was planned.",
                choices=choices.planned_audits,
                more=True,
            ),
            WHY,
        ),
        about="serves",
        start=lambda records, ref, today: {"looked_at": "practice"},
    ),
    Form(
        "audit-make",
        "Record the planned audit",
        "audit:RecordAudit",
        (
            _OUTCOME,
            Field("date", "Made on", "date", "The day the audit was made.", needed=True),
            _LOOKED_AT,
            _SAMPLE,
            _MET,
            _AGENCIES,
            _METHOD,
            _PRACTICE,
            _BY,
            _NEXT,
            WHY,
        ),
        about="planned",
        start=_of_plan,
        note=_as_planned,
    ),
    _PLAN,
    # One draft for each proposal; what it is filled in with comes from the list.
    replace(_PLAN, id=PROPOSED, title="Plan the audit proposed for", about=""),
    Form(
        "audit-edit",
        "Correct the audit",
        "audit:EditAudit",
        (
            Field("outcome", "Outcome", "pick", choices=choices.of_words(OUTCOMES)),
            Field("date", "Date", "date"),
            _QUESTION,
            _LOOKED_AT,
            _SAMPLE,
            _MET,
            _THEMES,
            _AGENCIES,
            _METHOD,
            _PRACTICE,
            _BY,
            _CHOSEN,
            _STANDARD,
            _STANDARD_MET,
            _NEXT,
            WHY,
        ),
        about="ref",
        edits=True,
        table="audits",
        start=lambda records, ref, today: {"practice": _sampled(records, ref)},
        note=_of_grid,
    ),
    Form(
        "audit-withdraw",
        "Withdraw the audit",
        "audit:WithdrawAudit",
        (REASON,),
        about="ref",
        confirm="It is taken out of every count. The history keeps it, and it can be put back.",
    ),
)
