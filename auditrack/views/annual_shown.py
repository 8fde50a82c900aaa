"""What showed anything in a year: evidence by its level, and the tests of practice made."""

from auditrack.analysis.practice import OUTCOMES as FOUND
from auditrack.analysis.samples import OTHER, method_of
from auditrack.model.dates import interval
from auditrack.model.words import CHOSEN, LEVELS, LOOKED_AT, OUTCOMES, RESULTS, word
from auditrack.views.actions import served_by
from auditrack.views.annual_values import LOCAL, EvidenceLine, TestLine
from auditrack.views.annual_work import whose
from auditrack.views.annual_year import Document, Year, sorted_by_day
from auditrack.views.independence import auditor, why_not_independent
from auditrack.views.sampled import sample_of
from auditrack.views.seen import seen, stands
from auditrack.views.wording import when

IMPACT = (3, 4)
"""The levels that can be evidence of impact: practice seen, and independent test or outcome."""

_SMALL = 5
_STANDS = frozenset({"filed", "accepted"})
ACCEPTED = "accepted by a second person"
NO_RESULT = "gives no result"


def evidence_of(year: Year) -> tuple[tuple[EvidenceLine, ...], tuple[str, ...]]:
    """The evidence of the period, and pieces whose date is too rough to say.

    Its own date is the one it is about; where that is blank, the day it was filed. What was
    returned or has expired is left out.
    """
    found, rough = [], []
    for one in year.records.select("evidence"):
        if one.get("state", "filed") not in _STANDS or not stands(
            year.records, one, year.now.as_at
        ):
            continue
        own = one.get("about") if interval(one.get("about")) else one.get("filed_on")
        holds = year.holds(own)
        banked = bool(one.get("use_in_annual_report")) and year.holds(one.get("filed_on"))
        if holds or banked:
            found.append(_evidence(year, one))
        elif holds is None:
            rough.append(str(one["ref"]))
    return sorted_by_day(found, "about", "filed_on"), tuple(rough)


def _evidence(year: Year, one: Document) -> EvidenceLine:
    serves = served_by(year.records, one)
    origins = tuple(dict.fromkeys(review for ref in serves for review in year.origins(ref)))
    standing = _standing(year, one, serves)
    level, result = int(one.get("level") or 0), str(one.get("result") or "")
    return EvidenceLine(
        ref=str(one["ref"]),
        shows=year.worded(one, "shows"),
        level=level,
        level_word=LEVELS.get(level, "not known"),
        about=one.get("about"),
        filed_on=one.get("filed_on"),
        result=result,
        result_word=word(RESULTS, one.get("result"), NO_RESULT),
        acceptance=standing,
        is_impact=level in IMPACT and bool(result) and standing == ACCEPTED,
        agency=_agency(year, one, serves),
        for_what=year.named(serves),
        types=year.types(origins),
        group=year.group(origins[0] if origins else None),
        difference=_difference(year, one),
        banked=bool(one.get("use_in_annual_report")),
    )


def _standing(year: Year, one: Document, serves: tuple[str, ...]) -> str:
    """Whether a piece can count by itself: accepted, dated, and of no audit that counts itself."""
    if one.get("audit"):
        return "part of an audit, which is counted itself"
    if not _is_accepted(year, one, serves):
        return "not accepted on record"
    return ACCEPTED if interval(one.get("about")) else "does not say of when it is"


def _agency(year: Year, one: Document, serves: tuple[str, ...]) -> str:
    """Whose it is: as recorded, else that of the actions it serves where they are one agency's."""
    if one.get("agency"):
        return whose(year.now.asked.one(str(one["agency"])))
    found = set()
    for ref in serves:
        document = year.records.get("actions", ref)
        action = year.now.actions.of(document) if document is not None else None
        found.add(action.fact.agency if action is not None else None)
    return whose(found.pop()) if len(found) == 1 and None not in found else ""


def _difference(year: Year, one: Document) -> str:
    """What difference it made; internal, so that a public copy has its wording alone."""
    return "" if year.public else str(one.get("difference") or "")


def _is_accepted(year: Year, one: Document, serves: tuple[str, ...]) -> bool:
    """Whether a second person accepted it by the report's day.

    Where it is of a recommendation, as positions judge it: by nobody who filed it or leads it.
    """
    facts, ref = year.now, one["ref"]
    asks: list[str] = []
    for served in serves:
        action = year.records.get("actions", served)
        asks += served_by(year.records, action) if action is not None else (served,)
    for ask in asks:
        for shown in facts.standing.shown(ask):
            if shown.document["ref"] == ref:
                return shown.fact.accepted
    if one.get("state") != "accepted" or not seen(one.get("accepted_on"), facts.as_at):
        return False
    by = one.get("accepted_by")
    return by is None or by not in (one.get("filed_by"), one.get("edited_by"))


def tests_of(year: Year) -> tuple[tuple[TestLine, ...], tuple[str, ...]]:
    """The audits made in the period, and those whose date is too rough to say."""
    found, rough = [], []
    for one in year.records.select("audits"):
        if one.get("status", "done") != "done" or not stands(year.records, one, year.now.as_at):
            continue
        holds = year.holds(one.get("date"))
        if holds:
            found.append(_test(year, one))
        elif holds is None:
            rough.append(str(one["ref"]))
    return sorted_by_day(found, "on"), tuple(rough)


def _test(year: Year, one: Document) -> TestLine:
    records, outcome = year.records, str(one.get("outcome") or "inconclusive")
    looked_at = str(one.get("looked_at") or "practice")
    served = year.now.audits.served(one)
    groups = {year.group(review) for ref in served for review in year.origins(ref)}
    for theme in year.now.tested_by(one):
        groups |= year.groups_of(theme)
    return TestLine(
        ref=str(one["ref"]),
        on=one.get("date"),
        question=_question(year, one),
        themes=tuple(year.now.theming.names(year.now.tested_by(one))),
        method=_method(year, one),
        sample=_public_sample(one) if year.public else sample_of(one).describe(),
        cases=_public_sample(one) if year.public else _cases(one),
        practice=_practice(one),
        looked_at=word(LOOKED_AT, looked_at),
        outcome=outcome,
        outcome_word=word(OUTCOMES, outcome),
        is_test=looked_at == "practice" and outcome.replace("-", "_") in FOUND,
        agencies=tuple(whose(name) for name in year.now.asked.each(one.get("agencies") or ())),
        by="" if year.public else auditor(records, one),
        not_independent=(
            "" if year.public else why_not_independent(records, one, year.now.as_at) or ""
        ),
        groups=tuple(sorted(groups or {LOCAL})),
    )


def _question(year: Year, one: Document) -> str:
    """What it asked; nobody words an audit for the public, so that a public copy leaves it out."""
    return "" if year.public else str(one.get("question") or "")


def _method(year: Year, one: Document) -> str:
    """How it was made: in a public copy which of the usual methods it is, where it is one."""
    method = str(one.get("method") or "")
    if not year.public:
        return method
    usual = method_of(method)
    return "" if usual == OTHER else usual


def _practice(one: Document) -> str:
    start, end = one.get("practice_from"), one.get("practice_to")
    if not start and not end:
        return ""
    return f"practice of {when(start, 'an unknown start')} to {when(end, 'an unknown end')}"


def _cases(one: Document) -> str:
    """The cases of an audit in a few words: "22 of 25 met it, drawn at random"."""
    sample, met = one.get("sample"), one.get("met")
    if sample is None:
        return "number of cases not recorded"
    said = f"{sample} looked at" if met is None else f"{met} of {sample} met it"
    how = sample_of(one).how
    return f"{said}, {word(CHOSEN, how)}" if how in CHOSEN else said


def _public_sample(one: Document) -> str:
    """A sample as the public may see it: no count under five, and none that gives one away."""
    sample, met = one.get("sample"), one.get("met")
    if sample is None:
        return ""
    if sample < _SMALL:
        return "fewer than five looked at"
    if met is None or met < _SMALL or sample - met < _SMALL:
        return f"{sample} looked at"
    return f"{met} of {sample} met it"
