"""The form that draws the cases of a planned audit at random; what it drew is shown once."""

from datetime import date

from auditrack.analysis.draws import draw
from auditrack.commands.audit_sample import RecordDraw, cases_in, fit_seed, new_seed, whole_draw
from auditrack.model.change import Records
from auditrack.tui.forms.field import Field
from auditrack.tui.forms.form import Form, Given, Values
from auditrack.tui.forms.why import WHY
from auditrack.tui.messages import ShowAccount
from auditrack.views.sheet import Line, Section
from auditrack.views.wording import counted


def _start(records: Records, ref: str, today: date) -> Values:
    audit = records.get("audits", ref) or {}
    return {"seed": new_seed(), "size": str(audit.get("sample") or "")}


def _note(records: Records, ref: str, today: date) -> str:
    audit = records.get("audits", ref) or {}
    if audit.get("status") != "planned":
        return "It was made already, and cases are drawn before they are looked at."
    if not audit.get("seed"):
        return "From how many, how many and the seed go on record; the list never does."
    return (
        f"{audit.get('drawn')} of {audit.get('population')} are drawn already by the seed "
        f"{audit['seed']}. The history keeps both, and a reader may ask why."
    )


def _made(given: Given) -> RecordDraw:
    typed = str(given.values.get("of", "")).strip()
    return RecordDraw(
        given.ref,
        str(given.values.get("seed", "")),
        typed,
        str(given.values.get("size", "")),
        str(given.values.get("why", "")) or None,
        listed=None if typed.isdecimal() else typed,
    )


def _drawn(given: Given) -> ShowAccount:
    """What was drawn: the same again, from the same list and the same seed."""
    command = _made(given)
    labels = cases_in(command.listed) if command.listed else None
    population, size = whole_draw(len(labels) if labels else command.population, command.size)
    seed = fit_seed(command.seed)
    found = [str(one) for one in draw(labels or population, size, seed)]
    title = f"{given.ref}: {size} of {counted(population, 'case')}, drawn by the seed {seed}"
    said = (
        "These numbers are kept nowhere: write them down, or to a file. The same list and the "
        "same seed draw the same cases again.",
        "Where a case cannot be looked at, a longer draw by the same seed begins with these and "
        "names the next.",
    )
    return ShowAccount(
        title,
        (
            Section(
                "Drawn, in this order", tuple(Line(str(n), one) for n, one in enumerate(found, 1))
            ),
            Section("To know", tuple(Line(None, one) for one in said)),
        ),
        found,
        "draw of cases",
    )


FORMS = (
    Form(
        "audit-sample",
        "Draw the cases of",
        "audit_sample:RecordDraw",
        (
            Field("size", "How many", "number", "How many cases are to be looked at.", needed=True),
            Field(
                "of",
                "From",
                "text",
                "How many there are (140), a range (101 to 240), or their numbers, one a line. "
                "Never names.",
                needed=True,
                unkept=True,
            ),
            Field("seed", "Seed", "line", "What the draw is repeated by; it goes on record."),
            WHY,
        ),
        about="audit",
        start=_start,
        note=_note,
        make=_made,
        after=_drawn,
    ),
)
