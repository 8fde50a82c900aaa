"""What should be tested next, as the command line says it. Nothing is written."""

import shlex
from typing import TYPE_CHECKING

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.model.dates import in_words

if TYPE_CHECKING:
    from auditrack.views.audit_plan import ProposedTest

_HEADS = {"promised": "Late", "retest": "Re-test due", "untested": "Not tested"}


def propose(door: Door) -> None:
    """Print the tests to plan, what is late first."""
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
        output.line(f"   {_command(door, test)}")
    output.say("Nothing was written: what is tested is for the board to decide.")


def _command(door: Door, test: "ProposedTest") -> str:
    """The command that plans it, or gives a plan that is late another date."""
    audit = door.records.get("audits", test.ref) if test.ref else None
    if audit is not None and audit.get("status") == "planned":
        return f"auditrack audit edit {test.ref} --date {test.date}"
    about = [f"--theme {shlex.quote(theme)}" for theme in test.themes]
    about = about or [f"--for {ref}" for ref in test.asks]
    question = shlex.quote(output.plain(test.question))
    return f"auditrack audit plan {' '.join(about)} --question {question} --date {test.date}"
