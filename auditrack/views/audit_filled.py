"""What the plan of a proposed test is filled in with, and where each value came from.

Every value is on record already: in the audit that went before, in what is still asked, in the
dates from which it should show. A person changes what they like before anything is planned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from auditrack.analysis.facts import EVERYBODY, RecommendationFact
from auditrack.model.dates import Interval, add_months, data_string, in_words, interval
from auditrack.views.asked import SAID
from auditrack.views.board import lead_title, successor_of
from auditrack.views.facts import Facts
from auditrack.views.independence import why_not_independent
from auditrack.views.seen import seen, standing
from auditrack.views.wording import listed

SAMPLED_MONTHS = 6
"""How much practice is sampled: enough for cases to come in, and all of it recent."""

Document = Mapping[str, Any]


@dataclass(frozen=True)
class FilledPlan:
    """A plan as `PlanAudit` takes it, each value as a person would type it; "" is left blank.

    `serves`, `themes`, `agencies` and `by` are references. `because` says by field where a value
    came from, or why none is filled in. `planned` is the audit that is planned already and late:
    then only its `date` is new.
    """

    date: str
    question: str = ""
    serves: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    looked_at: str = "practice"
    method: str = ""
    practice: str = ""
    by: str = ""
    standard: str = ""
    standard_met: str = ""
    planned: str | None = None
    because: Mapping[str, str] = field(default_factory=dict, hash=False)

    def values(self) -> dict[str, str | tuple[str, ...]]:
        """What is filled in, by the field of the command that takes it."""
        if self.planned:
            return {"date": self.date}
        found: dict[str, str | tuple[str, ...]] = {
            "question": self.question,
            "date": self.date,
            "serves": self.serves,
            "themes": self.themes,
            "agencies": self.agencies,
            "looked_at": self.looked_at,
            "method": self.method,
            "practice": self.practice,
            "by": self.by,
            "standard": self.standard,
            "standard_met": self.standard_met,
        }
        return {name: value for name, value in found.items() if value}

    def to_json(self) -> dict[str, Any]:
        """The plan under stable keys; null where nothing is filled in."""
        return {
            "planned": self.planned,
            "question": self.question or None,
            "date": self.date,
            "serves": list(self.serves),
            "themes": list(self.themes),
            "agencies": list(self.agencies),
            "looked_at": self.looked_at,
            "method": self.method or None,
            "practice": self.practice or None,
            "by": self.by or None,
            "standard": self.standard or None,
            "standard_met": self.standard_met or None,
            "because": dict(self.because),
        }


def filled_plan(
    facts: Facts,
    *,
    themes: tuple[str, ...],
    serves: tuple[str, ...],
    question: str,
    day: tuple[str, str],
    last: Document | None,
    tested: date | None,
    missing: tuple[str, ...] = (),
    promised: bool = False,
) -> FilledPlan:
    """The plan of a test.

    Args:
        facts: the register as at the day of planning.
        themes: the issues to be tested.
        serves: what the audit would be of.
        question: what it would ask.
        day: when it would be made, as data, and where that day comes from.
        last: the audit that went before, where there is one.
        tested: the last day of the practice that was tested last.
        missing: the agencies that the last test did not cover, as printed.
        promised: it is the next test that `last` itself named.
    """
    as_last = f"as in audit {last['ref']}" if last else ""
    because = {"date": day[1], "themes": "the theme that is proposed"}
    because["question"] = as_last if last and last.get("question") else "from the theme's name"
    because["serves"] = "what is asked under it and still stands"
    filled: dict[str, Any] = {}
    if promised:
        because["themes"] = as_last
        if last and last.get("serves"):
            because["serves"] = as_last
        filled["looked_at"] = str((last or {}).get("looked_at") or "practice")
        because["looked_at"] = as_last
    if last and last.get("method"):
        filled["method"], because["method"] = str(last["method"]), as_last
    if last and last.get("standard_set") == "beforehand":
        for name in ("standard", "standard_met"):
            if last.get(name):
                filled[name], because[name] = str(last[name]), f"set beforehand {as_last}"
    filled["by"], because["by"] = _auditor(facts, last, serves)
    filled["agencies"], because["agencies"] = _covered(
        facts, themes, missing, last if promised else None
    )
    filled["practice"], because["practice"] = _sampled(facts, themes, day[0], tested)
    return FilledPlan(
        day[0],
        question,
        serves,
        themes,
        **filled,
        because={name: said for name, said in because.items() if said},
    )


def last_audit(facts: Facts, theme: str, ref: str | None) -> Document | None:
    """The audit that stands as a theme's last test, else the last that looked at practice."""
    records = facts.records
    if ref is not None and (found := records.get("audits", ref)) is not None:
        return found
    made = [
        audit
        for one in facts.audits.testing(theme)
        if one.looked_at == "practice" and (audit := records.get("audits", one.ref)) is not None
    ]
    return max(made, key=practised_until, default=None)


def practised_until(audit: Document) -> date:
    """The last day of the practice that an audit looked at; of an undated one the first day."""
    days = interval(audit.get("practice_to")) or interval(audit.get("date"))
    return days.latest if days else date.min


# Who makes it


def _auditor(facts: Facts, last: Document | None, serves: Sequence[str]) -> tuple[str, str]:
    """The auditor of the audit before, unless they own what is tested now; and why."""
    records = facts.records
    by = str((last or {}).get("by") or "")
    if not by or last is None:
        return "", ""
    lead = records.get("leads", by)
    if lead is not None and not standing(records, (lead,), facts.as_at):
        return "", f"blank: {lead_title(records, by)}, of audit {last['ref']}, was withdrawn"
    # A plan has no reference yet.
    owns = why_not_independent(records, {"ref": "", "by": by, "serves": serves}, facts.as_at)
    if owns:
        return "", f"blank: it would not be independent, for {owns}"
    said = f"as in audit {last['ref']}"
    since = (lead or {}).get("vacant_since")
    if since and seen(since, facts.as_at):
        said += f"; vacant since {in_words(str(since))}"
    return by, said


# Whom it covers


def _covered(
    facts: Facts, themes: Iterable[str], missing: tuple[str, ...], last: Document | None
) -> tuple[tuple[str, ...], str]:
    """The agencies to be covered, none meaning all, and why: every one that is asked.

    By the rules of a position *embedded* counts only where it covers each of them: an audit of
    those alone that the last test left out could never settle it, so that these are only named.
    """
    rows = [row for theme in themes for row in facts.theme(theme).counted if row.is_live]
    asked = dict.fromkeys(row.agency for row in rows if row.agency)
    if everybody := [SAID[one] for one in asked if one in EVERYBODY]:
        return (), f"none means all: it is asked of {listed(everybody)}"
    if not asked:
        named = tuple(str(one) for one in (last or {}).get("agencies", ()))
        if named and last and all(facts.records.get("agencies", one) for one in named):
            return named, f"as in audit {last['ref']}"
        return (), "none means all: what is asked names nobody"
    refs = _references(facts, rows)
    unknown = [str(one) for one in asked if one not in refs]
    if unknown:
        return (), f"none means all: {listed(unknown)} stands in no list of agencies"
    said = "all that are asked: embedded counts only where each is covered"
    if missing:
        said += f"; the last test left out {listed(missing)}"
    return tuple(refs[one] for one in asked), said


def _references(facts: Facts, rows: Iterable[RecommendationFact]) -> dict[str | None, str]:
    """The references of the bodies that rows ask, by the spelling that the rows have."""
    records = facts.records
    found: dict[str | None, str] = {}
    for ref in dict.fromkeys(row.ref for row in rows):
        for agency in (records.get("recommendations", ref) or {}).get("agencies", ()):
            now = successor_of(records, str(agency))
            if records.get("agencies", now) is not None:
                found[facts.asked.one(str(agency))] = now
    return found


# Which practice


def _sampled(
    facts: Facts, themes: Iterable[str], planned: str, tested: date | None
) -> tuple[str, str]:
    """The practice to be sampled, as data, and why: recent, and after what was asked took effect.

    Only practice from when the learning should show can answer whether it does (recurrence.md,
    steps 1 and 2), and only practice after the last test says more than that test did.
    """
    made = interval(planned)
    if made is None or made.first is None:
        return "", ""
    end = made.first.replace(day=1) - timedelta(days=1)
    start = add_months(end + timedelta(days=1), -SAMPLED_MONTHS)
    said = f"the {SAMPLED_MONTHS} months before the audit"
    effects = sorted(
        (one.effect.latest, one.case.ref)
        for theme in themes
        for one in facts.comparison(theme).learning
        if one.is_live and one.effect is not None and one.effect.last is not None
    )
    due = [effect for effect in effects if effect[0] <= end]
    ahead = [effect for effect in effects if effect[0] > end]
    if effects and not due:
        day, name = ahead[0]
        return "", f"blank: what {name} asked should show only from {in_words(day.isoformat())}"
    if due:
        day, name = due[-1]
        said += f"; what {name} asked should show from {in_words(day.isoformat())}"
        start = max(start, day)
    if tested is not None and tested >= start:
        start = tested + timedelta(days=1)
        said += f"; practice until {in_words(tested.isoformat())} was tested"
    if ahead:
        day, name = ahead[0]
        said += f"; what {name} asked only from {in_words(day.isoformat())}"
    if start > end:
        return "", f"blank: practice until {in_words((tested or end).isoformat())} was tested"
    return data_string(Interval(start, end)), said
