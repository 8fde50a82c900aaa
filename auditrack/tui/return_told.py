"""What is told of a line of a returned form: what the agency wrote beside what stands on record."""

from collections.abc import Iterator

from auditrack.tui.plain import one_line
from auditrack.views.return_plan import Fate, ReturnPlan

KINDS = {
    "taken": ("[x]", "to be taken in"),
    "left": ("[ ]", "you leave it out"),
    "unchanged": (" = ", "nothing new"),
    "nothing written": (" · ", "nothing written"),
    "asked": ("[?]", "waits for your word"),
    "refused": ("[!]", "refused"),
}
"""The mark of each fate, and what it says."""

CALLED = {"replies": "Reply", "updates": "Update", "evidence": "Evidence", "questions": "Answer"}
"""What a line of each table comes to, in one word."""


def words_of_line(fate: Fate) -> str:
    """All there is to know of one line, what is on record apart from what was written."""
    return "\n".join(one_line(line) for line in _lines(fate))


def _lines(fate: Fate) -> Iterator[str]:
    yield f"Line {fate.number}, {KINDS[fate.kind][1]}. {fate.line.place}"
    yield fate.said
    yield from fate.read
    for column, meant in fate.often.items():
        yield f"{column} is often {meant}: Enter offers it."
    yield ""
    yield "The agency wrote:"
    wrote = list(fate.wrote())
    yield from (f"  {heading}: {line}" for heading, text in wrote for line in text.split("\n"))
    if not wrote:
        yield "  nothing"
    if fate.yours:
        yield ""
        yield "You say instead:"
        yield from (f"  {heading}: {text}" for heading, text in fate.told())
    yield ""
    yield "On record:"
    printed = fate.line.values.get("text") or fate.line.values.get("question")
    if fate.ref:
        yield f"  {fate.ref}"
    yield from (f"  {line}" for line in fate.here)
    if not fate.here and not fate.ref:
        yield "  nothing: it names no record that stands here"
    if printed and fate.ref:
        yield ""
        yield f"Printed on the form: {printed}"


def words_of_form(plan: ReturnPlan) -> Iterator[str]:
    """What a person should know of the form beside its lines."""
    if plan.problem is not None:
        yield f"{plan.problem.message} {in_keys(plan.problem.todo or '')}".strip()
    if plan.nothing:
        yield "Its whole answer is that there is nothing to report."
    for text in plan.loose:
        yield f"Written outside the tables, and kept with the form: “{one_line(text)}”"
    yield from plan.notes
    yield from plan.returned.notes


def in_keys(todo: str) -> str:
    """What to do in the words of the screen, where those of the command line were meant."""
    return (
        todo.replace("with --returned-on", "with d")
        .replace("with --form", "with f")
        .replace("Leave --form out.", "f says which form it is.")
        .replace(", for example 2026-11-20", "")
    )
