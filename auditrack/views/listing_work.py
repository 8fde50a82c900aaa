"""The lists of audits, evidence and checks."""

from collections.abc import Iterable

from auditrack.model.dates import in_words, interval
from auditrack.model.words import LEVELS, LOOKED_AT, OUTCOMES, RESULTS, word
from auditrack.views.actions import served_by
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.find import KINDS
from auditrack.views.independence import auditor, why_not_independent
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.needs import promised_tests
from auditrack.views.seen import standing
from auditrack.views.wording import listed

_CUT = 60
"""Letters of the longest sentence that a column shows whole on most screens."""

_OUTCOME_LOOKS = {"embedded": "green", "partly": "amber", "not-embedded": "red"}
_EVIDENCE_LOOKS = {"accepted": "green", "returned": "amber", "expired": "quiet"}


def last_first(item: Item) -> object:
    """Latest date first; what has none stands last."""
    days = interval(str(item.sort) or None)
    return -days.latest.toordinal() if days else 1


def soonest_first(item: Item) -> object:
    """Earliest date first; what has none stands last."""
    days = interval(str(item.sort) or None)
    return days.earliest.toordinal() if days else 10**9


def _to_come_first(item: Item) -> object:
    """What is late, then what is due next, then what was done, the latest first."""
    if item.look_first:
        return (0, soonest_first(item))
    return (1, last_first(item))


def audits(facts: Facts) -> Listing:
    """Audits planned, promised and done."""
    records = facts.records
    items = [*_planned(facts), *_done(facts)]
    return Listing(
        "audits",
        "Audits",
        "audit",
        "audits",
        (
            Column("Audit", 8),
            Column("Date", 17),
            Column("State", 14),
            Column("Looked at", 15, 100),
            Column("By", 24, 110),
            Column("What it tests", 0),
        ),
        tuple(items),
        "No audit is planned or was made. On a recommendation or theme, a records one and A "
        "plans one.",
        (
            ("what is still to come first", _to_come_first),
            ("latest date", last_first),
            ("outcome", lambda item: (item.cells[2], last_first(item))),
        ),
        note="" if records.select("audits") else "none yet",
        beside=("next test named in one", "next tests named in them"),
    )


def _planned(facts: Facts) -> Iterable[Item]:
    for test in promised_tests(facts):
        audit = facts.records.get("audits", test.ref) or {}
        planned = audit.get("status") == "planned"
        due = str((audit.get("date") if planned else audit.get("next")) or "")
        late = test.due is not None and test.due.latest < facts.as_at
        yield Item(
            test.ref,
            "audit",
            (
                test.ref,
                in_words(due) if due else "no date",
                "late !" if late else "planned" if planned else "next test",
                "",
                "",
                test.what,
            ),
            "red" if late else "",
            sort=due,
            look_first=True,
            is_beside=not planned,
        )


def _done(facts: Facts) -> Iterable[Item]:
    records = facts.records
    for audit in standing(records, records.select("audits"), facts.as_at):
        if audit.get("status", "done") != "done":
            continue
        themes = listed(facts.theming.names(facts.tested_by(audit)), "")
        what = audit.get("question") or themes or listed(served_by(records, audit), "nothing named")
        sample = audit.get("sample")
        cases = f" ({audit.get('met', '?')} of {sample})" if sample is not None else ""
        outcome = str(audit.get("outcome") or "")
        not_independent = why_not_independent(records, audit, facts.as_at)
        yield Item(
            str(audit["ref"]),
            "audit",
            (
                str(audit["ref"]),
                in_words(str(audit["date"])) if audit.get("date") else "no date",
                word(OUTCOMES, outcome or None),
                word(LOOKED_AT, audit.get("looked_at", "practice")),
                ("not independent: " if not_independent else "") + auditor(records, audit),
                f"{what}{cases}",
            ),
            _OUTCOME_LOOKS.get(outcome, ""),
            more=f"done {themes} {not_independent or ''} {' '.join(served_by(records, audit))}",
            sort=str(audit.get("date") or ""),
        )


_WHY_NOW = {
    "promised": "late !",
    "retest": "re-test due",
    "untested": "not tested",
    "part": "tested in part",
    "again": "test again",
}


def audit_plan(facts: Facts) -> Listing:
    """What should be tested next: late tests, re-tests due, themes by attention."""
    # What judges positions is loaded for this list alone.
    from auditrack.views.audit_plan import proposed_tests

    return Listing(
        "audit-plan",
        "What to test next",
        "test to plan",
        "tests to plan",
        (
            Column("Why now", 14),
            Column("Propose", 17, 70),
            Column("Whom", 30, 110),
            Column("What to test", 0),
        ),
        tuple(
            Item(
                test.reference,
                "audit" if test.ref else "theme",
                (
                    _WHY_NOW[test.kind],
                    in_words(test.date),
                    listed(test.agencies, "nobody named"),
                    f"{test.called}: {test.question}",
                ),
                "red" if test.kind == "promised" else "",
                more=f"{test.why} {' '.join(test.asks)}",
                sort=place,
                told=(f"{test.called}: {test.question}", f"Why: {test.why}"),
            )
            for place, test in enumerate(facts.once(proposed_tests))
        ),
        "No test is late or due, and no theme that should show by now is untested.",
        (
            ("what comes first", lambda item: item.sort),
            ("theme", lambda item: item.cells[-1].casefold()),
        ),
    )


def evidence(facts: Facts) -> Listing:
    """Evidence by its level, with what became of it."""
    records = facts.records
    items = []
    for one in standing(records, records.select("evidence"), facts.as_at):
        state = str(one.get("state", "filed"))
        level = int(one.get("level", 0))
        items.append(
            Item(
                str(one["ref"]),
                "evidence",
                (
                    str(one["ref"]),
                    f"{level} {LEVELS.get(level, '')}",
                    state,
                    in_words(str(one["about"])) if one.get("about") else "not said",
                    word(RESULTS, one.get("result"), "does not say"),
                    str(one.get("shows", "")),
                ),
                _EVIDENCE_LOOKS.get(state, ""),
                more=" ".join(
                    (*served_by(records, one), agency_name(records, one.get("agency")) or "")
                ),
                sort=str(one.get("filed_on") or ""),
            )
        )
    return Listing(
        "evidence",
        "Evidence",
        "piece of evidence",
        "pieces of evidence",
        (
            Column("Evidence", 8),
            Column("Level", 18),
            Column("State", 8),
            Column("About", 17, 90),
            Column("Result", 14, 110),
            Column("What it shows", 0),
        ),
        tuple(items),
        "No evidence is on record. On a recommendation or action, e logs some.",
        (
            ("latest filed", last_first),
            ("level, highest first", lambda item: (item.cells[1][:1] and -int(item.cells[1][0]),)),
            ("state", lambda item: (item.cells[2], last_first(item))),
        ),
    )


def gaps(facts: Facts) -> Listing:
    """What cannot be in the record, what does not fit, and what it does not say yet."""
    # The lists of audits and evidence open without what checks for gaps.
    from auditrack.views.checks import checks

    items = [
        Item(
            check.ref,
            _kind_of(facts, check.ref),
            (check.ref, check.title, check.text),
            more=check.code,
            sort=place,
            told=(check.title, check.text) if len(check.text) > _CUT else (),
        )
        for place, check in enumerate(checks(facts.records, facts.as_at))
    ]
    return Listing(
        "checks",
        "Checks",
        "thing to look at",
        "things to look at",
        (Column("Record", 20), Column("What", 32, 70), Column("In words", 0)),
        tuple(items),
        "Nothing is missing from what the board has begun to record.",
        (
            ("what cannot be first", lambda item: item.sort),
            ("what it is", lambda item: (item.cells[1], item.ref)),
            ("record", lambda item: item.ref),
        ),
    )


def _kind_of(facts: Facts, ref: str) -> str:
    for table, kind in KINDS.items():
        if facts.records.get(table, ref) is not None:
            return kind
    return ""
