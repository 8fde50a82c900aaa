"""What should be tested next, as the command line says it, and planning it as it is proposed."""

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.commands.audit import PlanAudit
from auditrack.model.dates import in_words

if TYPE_CHECKING:
    from auditrack.views.audit_filled import FilledPlan

_HEADS = {
    "promised": "Late",
    "retest": "Re-test due",
    "untested": "Not tested",
    "part": "Tested in part",
    "again": "Test again",
}

_OPTIONS = {
    "themes": "--theme",
    "serves": "--for",
    "question": "--question",
    "date": "--date",
    "agencies": "--agency",
    "looked_at": "--looked-at",
    "method": "--method",
    "practice": "--practice",
    "by": "--by",
    "standard": "--standard",
    "standard_met": "--standard-met",
}
"""The option of `audit plan` that takes each field, in the order they are printed."""


def propose(door: Door) -> None:
    """Print the tests to plan, what is late first, each with the command that plans it."""
    from auditrack.views.audit_plan import proposed_tests
    from auditrack.views.facts import Facts

    tests = proposed_tests(Facts(door.records, door.today))
    if door.json:
        output.print_json([test.to_json() for test in tests])
        return
    if not tests:
        output.say("No test is late or due, and no theme that should show by now is untested.")
        return
    for number, test in enumerate(tests, start=1):
        output.print_wrapped(f"{number}. {_HEADS[test.kind]}: {test.called}", "")
        for label, text in (
            ("Why", test.why),
            ("Ask", test.question),
            *(("It was to be known by", measure) for measure in test.measures),
            ("Recommendations", ", ".join(test.asks) or "none on record"),
            ("Agencies", ", ".join(test.agencies) or "none named"),
            ("Propose", f"by {in_words(test.date)}"),
        ):
            output.print_wrapped(f"{label}: {text}", "   ", hanging="     ")
        output.line(f"   {_command(test.plan)}")
    output.say(
        "Nothing was written: what is tested is for the board to decide. The first is planned as "
        f"it is proposed with: auditrack audit plan --from {shlex.quote(tests[0].reference)}"
    )


def _command(plan: "FilledPlan") -> str:
    """The command that plans it, or gives a plan that is late another date."""
    if plan.planned:
        return shlex.join(("auditrack", "audit", "edit", plan.planned, "--date", plan.date))
    values = plan.values()
    words = ["auditrack", "audit", "plan"]
    for name, option in _OPTIONS.items():
        value = values.get(name, ())
        for one in (value,) if isinstance(value, str) else value:
            if (name, one) != ("looked_at", "practice"):
                words += (option, output.plain(one))
    return shlex.join(words)


def plan_from(door: Door, references: tuple[str, ...], changed: dict[str, Any]) -> None:
    """Plan a test as it is proposed, or several as one audit, and say with what.

    Args:
        door: the way to the register.
        references: the audits or themes that the proposals are named by.
        changed: what was given beside it, by field, in place of what is filled in.
    """
    from auditrack.views.audit_proposed import plan_of
    from auditrack.views.facts import Facts

    if door.as_at_given:
        door.refuse(
            "bad-value",
            "A test is planned from what is proposed today, and --as-at names another day.",
            "Leave --as-at out, or give the options yourself: --propose prints them.",
        )
    plan = plan_of(Facts(door.records, door.today), references)
    if plan.planned:
        door.refuse(
            "planned-already",
            f"{plan.planned} is planned already, and late.",
            f"Give it another day with: {_command(plan)}",
        )
    filled: dict[str, Any] = {
        name: value for name, value in plan.values().items() if name not in changed
    }
    door.run(replace(PlanAudit(plan.question), **filled, **changed))
    if not door.json:
        for name, option in _OPTIONS.items():
            value = filled.get(name, ())
            if value:
                said = value if isinstance(value, str) else ", ".join(value)
                because = f" ({plan.because[name]})" if name in plan.because else ""
                output.say(f"{option} {output.plain(said)}{because}")
