"""Where each agency's return form stands: asked, reminded, returned or not, and what is owed."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from auditrack.analysis.need import Need
from auditrack.model.change import Records
from auditrack.model.dates import in_words, interval
from auditrack.views.board import agency_name, successor_of
from auditrack.views.facts import Facts
from auditrack.views.return_drafts import Drafts
from auditrack.views.seen import seen, standing, stands
from auditrack.views.wording import counted

Document = Mapping[str, Any]

STATES = ("unanswered", "waiting", "never-asked", "returned", "none", "replaced", "withdrawn")
"""How a form stands, what needs doing first."""


@dataclass(frozen=True)
class Owed:
    """What of a form is still to come: how many replies, words about actions, and answers."""

    replies: int = 0
    actions: int = 0
    questions: int = 0

    def __bool__(self) -> bool:
        return bool(self.replies or self.actions or self.questions)

    def __str__(self) -> str:
        parts = (
            (self.replies, counted(self.replies, "reply", "replies")),
            (self.actions, counted(self.actions, "action")),
            (self.questions, counted(self.questions, "question")),
        )
        return ", ".join(said for number, said in parts if number) or "nothing"


@dataclass(frozen=True)
class Return:
    """One form, or an agency that was never sent one (`form` is None). Dates are data.

    `first_asked_on` is the day of the first of the forms in a row that did not come back, of which
    this is the last. `days_late` counts from the day it was due back, 0 where it is not late.
    """

    agency: str
    name: str
    form: str | None
    state: str
    asked_on: str | None = None
    first_asked_on: str | None = None
    due_back: str | None = None
    reminded_on: tuple[str, ...] = ()
    returned_on: str | None = None
    taken_in_on: str | None = None
    replaced_by: str | None = None
    days_late: int = 0
    asks: int = 0
    owed: Owed = Owed()

    @property
    def is_waiting(self) -> bool:
        """Whether the board still waits for it."""
        return self.state in ("waiting", "unanswered")

    def describe(self) -> str:
        """How it stands in words: "waiting, due back 3 December 2026"."""
        if self.state == "never-asked":
            return "never asked"
        if self.state == "withdrawn":
            return "withdrawn"
        if self.state == "replaced":
            return f"not returned, replaced by {self.replaced_by}"
        if self.state == "none":
            return f'"none" returned on {in_words(self.returned_on)}'
        if self.state == "returned":
            said = f"returned on {in_words(self.returned_on)}"
            return f"{said}, still owed: {self.owed}" if self.owed else said
        if self.state == "unanswered":
            return f"unanswered since {in_words(self.due_back)}"
        return f"waiting, due back {in_words(self.due_back)}"

    def to_json(self) -> dict[str, Any]:
        """The form under the keys of `return-form status --json`."""
        told = asdict(self)
        return {**told, "reminded_on": list(self.reminded_on), "words": self.describe()}


def returns(facts: Facts, *, every: bool = False) -> tuple[Return, ...]:
    """How the returns of the agencies stand, what needs doing first.

    Args:
        facts: the register's facts on a day.
        every: all forms, each by itself; else the last of each agency, and the agencies that have
            something open and were never sent one.
    """
    forms = forms_on(facts.records, facts.as_at)
    if every:
        return tuple(return_of(facts, form, forms) for form in reversed(forms))
    last: dict[str, Document] = {}
    for form in forms:
        if not _is_withdrawn(facts.records, form, facts.as_at):
            last[successor_of(facts.records, str(form["agency"]))] = form
    found = [return_of(facts, form, forms) for form in last.values()]
    drafts = Drafts(facts)
    found += [
        Return(ref, agency_name(facts.records, ref), None, "never-asked")
        for ref in drafts.bodies
        if ref not in last and drafts.has_any(ref)
    ]
    return tuple(sorted(found, key=_order))


def returns_of_agency(facts: Facts, agency: str) -> tuple[Return, ...]:
    """The forms of an agency and of those it followed, the latest first."""
    forms = forms_on(facts.records, facts.as_at)
    return tuple(
        return_of(facts, form, forms)
        for form in reversed(forms)
        if agency in (form["agency"], successor_of(facts.records, str(form["agency"])))
    )


def forms_on(records: Records, as_at: date) -> tuple[Document, ...]:
    """The forms sent by a day, withdrawn or not, in order of entry; none that was undone."""
    return tuple(
        form
        for form in records.select("return_forms")
        if form.get("agency") and not form.get("undone") and seen(form.get("asked_on"), as_at)
    )


def current_form(records: Records, agency: str, as_at: date) -> Document | None:
    """The last form that was sent to an agency, or to one it followed, and stands."""
    found = [
        form
        for form in forms_on(records, as_at)
        if not _is_withdrawn(records, form, as_at)
        and successor_of(records, str(form["agency"])) == agency
    ]
    return found[-1] if found else None


def return_of(facts: Facts, form: Document, forms: Iterable[Document]) -> Return:
    """How one form stands on a day; `forms` are all that were sent by then."""
    records, as_at = facts.records, facts.as_at
    ref, agency = str(form["ref"]), str(form["agency"])
    state = _state(facts, form, forms)
    reminders = standing(records, records.index("reminders", "form").get(ref, ()), as_at)
    taken_in = form.get("taken_in_on")
    return Return(
        agency=agency,
        name=agency_name(records, agency),
        form=ref,
        state=state,
        asked_on=form.get("asked_on"),
        first_asked_on=_first_asked(form, forms),
        due_back=form.get("due_back"),
        reminded_on=tuple(
            sorted(str(one["on"]) for one in reminders if _happened(one.get("on"), as_at))
        ),
        returned_on=form.get("returned_on") if state in ("returned", "none") else None,
        taken_in_on=taken_in if _happened(taken_in, as_at) else None,
        replaced_by=str(form["replaced_by"]) if state == "replaced" else None,
        days_late=_days_late(form, as_at) if state == "unanswered" else 0,
        asks=len(form.get("asks", ())),
        owed=Owed() if state in ("none", "withdrawn", "replaced") else _owed(facts, form),
    )


def _state(facts: Facts, form: Document, forms: Iterable[Document]) -> str:
    """One of `STATES`, never "never-asked"."""
    if _is_withdrawn(facts.records, form, facts.as_at):
        return "withdrawn"
    if _happened(form.get("returned_on"), facts.as_at):
        return "none" if form.get("nothing") else "returned"
    later = form.get("replaced_by")
    if later and any(one["ref"] == later for one in forms):
        return "replaced"
    return "unanswered" if _days_late(form, facts.as_at) else "waiting"


def _days_late(form: Document, as_at: date) -> int:
    due = interval(form.get("due_back"))
    return max((as_at - due.latest).days, 0) if due is not None else 0


def overdue_forms(facts: Facts) -> tuple[Return, ...]:
    """The forms that are past the day they were due back, in order of entry."""
    forms = forms_on(facts.records, facts.as_at)
    # Most forms of some years came back: what is owed of them is not asked here.
    late = [form for form in forms if _state(facts, form, forms) == "unanswered"]
    return tuple(return_of(facts, form, forms) for form in late)


def unreturned(facts: Facts, silent: Container[tuple[str, str]]) -> Iterable[Need]:
    """The forms that are late, where no recommendation on them says so by an unanswered reply.

    Args:
        facts: the register's facts on the day.
        silent: the recommendations that wait for a reply beyond its day, each with who is silent.
    """
    for one in overdue_forms(facts):
        asks = (facts.records.get("return_forms", one.form or "") or {}).get("asks", ())
        if any((ref, facts.asked.one(one.agency)) in silent for ref in asks):
            continue
        yield Need(
            "unanswered",
            str(one.form),
            f"{one.form}: no return from {one.name}",
            f"the form was due back on {in_words(one.due_back)}"
            + (f", still owed: {one.owed}" if one.owed else ""),
            "Its return, also with “None”, or withdrawing the form.",
            whom=one.name,
            days=one.days_late,
            record="return form",
        )


def _owed(facts: Facts, form: Document) -> Owed:
    """What of a form is still to come on a day."""
    records, as_at = facts.records, facts.as_at
    name = facts.asked.one(str(form["agency"]))
    replies = actions = 0
    for ref in form.get("asks", ()):
        if records.get("recommendations", ref) is not None:
            replies += not _has_answered(facts, ref, name)
        elif (action := records.get("actions", ref)) is not None and stands(records, action, as_at):
            actions += not _was_updated(records, ref, form.get("asked_on"), as_at)
    asked = standing(
        records, records.index("return_questions", "form").get(str(form["ref"]), ()), as_at
    )
    return Owed(replies, actions, sum(not one.get("answer") for one in asked))


def _has_answered(facts: Facts, ref: str, name: str) -> bool:
    return any(
        reply.get("answer")
        and reply.get("agency")
        and facts.asked.one(str(reply["agency"])) == name
        and seen(reply.get("on"), facts.as_at)
        for reply in facts.standing.replies(ref)
    )


def _was_updated(records: Records, action: str, since: str | None, as_at: date) -> bool:
    asked = interval(since)
    updates = standing(records, records.index("updates", "action").get(action, ()), as_at)
    for update in updates:
        on = interval(update.get("on"))
        if seen(update.get("on"), as_at) and (
            asked is None or on is None or on.latest >= asked.earliest
        ):
            return True
    return False


def _first_asked(form: Document, forms: Iterable[Document]) -> str | None:
    """The day the first of a row of forms was sent, each replaced by the next."""
    replaced = {
        str(one["replaced_by"]): one
        for one in forms
        if one.get("replaced_by") and not (one.get("withdrawn_on") or one.get("returned_on"))
    }
    first, known = form, {str(form["ref"])}
    while (earlier := replaced.get(str(first["ref"]))) and str(earlier["ref"]) not in known:
        known.add(str(earlier["ref"]))
        first = earlier
    return first.get("asked_on")


def _happened(day: str | None, as_at: date) -> bool:
    return bool(day) and seen(day, as_at)


def _is_withdrawn(records: Records, form: Document, as_at: date) -> bool:
    return not stands(records, form, as_at)


def _order(one: Return) -> tuple[int, int, str]:
    return STATES.index(one.state), -one.days_late, one.name.casefold()
