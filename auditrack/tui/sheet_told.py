"""What is said below a tracker's lists: all there is to know of the line under the cursor."""

from collections.abc import Iterator

from auditrack.model.sheet import Column, Sheet, SheetRow
from auditrack.model.words import ACTION_STATES
from auditrack.tui.keys.sheet import MEANINGS
from auditrack.tui.plain import one_line
from auditrack.views.sheet_plan import Change, Fate, Plan, Word, reason_of
from auditrack.views.wording import counted

_KEYS = (
    ("; say which with --review REF", "; R says which"),
    ("Take them too with --with-hidden.", "h takes them too."),
    ("Name one with --sheet.", "Enter on one of them reads it."),
    ("Name a hidden one with --sheet; they are", "Enter reads a hidden one; they are"),
    ("Name the sheet with --sheet; they are", "Choose a sheet with Enter; they are"),
    (", or start from: auditrack export --blank-sheet --out FILE", ""),
)
"""What the command line says of its options, and what is pressed here instead."""

_PARTS = (
    ("review", "Review"),
    ("number", "Number"),
    ("recommendation", "Recommendation"),
    ("action_number", "Action number"),
    ("action", "Action"),
    ("lead", "Lead"),
    ("state", "State"),
    ("fill", "Colour"),
    ("outcome", "Outcome"),
    ("theme", "Theme"),
)

ANSWERS = {"update": "the sheet's word stands", "skip": "what stands here stays"}
"""What becomes of a conflict, in words."""


def in_keys(sentence: str) -> str:
    """A sentence with the keys of this screen where it names options of the command line."""
    for said, key in _KEYS:
        sentence = sentence.replace(said, key)
    return sentence


def counts_in_words(plan: Plan) -> str:
    """How many rows have each fate; those that only wait for a word are told apart."""
    counts = plan.counts
    waiting = plan.waiting
    if waiting:
        counts["refused"] -= waiting
    told = [f"{number:,} {kind}" for kind, number in counts.items() if number]
    if waiting:
        told.insert(0, f"{waiting:,} wait for a word")
    return f"{counted(plan.sheet.last, 'row')}: {', '.join(told) or 'none'}"


def meaning_in_words(code: str) -> str:
    """What a word means, as people call it."""
    words = {code: said for code, said in MEANINGS.values()}
    return words.get(code, ACTION_STATES.get(code, code)).lower()


def words_of_column(column: Column, role: str | None) -> str:
    """A column: its heading, what it holds and why, its first values."""
    because = f" (because of {column.because})" if column.because == "its heading" else ""
    if column.because and not because:
        because = f" ({column.because})"
    if role != column.role:
        because = " (you said so)"
    lines = [
        f"Column {column.letter}, “{column.heading or 'no heading'}”: "
        f"{role or 'nothing is taken from it'}{because}",
        *(f"such as: {sample}" for sample in column.samples),
        "Enter says what it holds, Space tries the next, x takes nothing from it.",
    ]
    return "\n".join(map(one_line, lines))


def words_of_word(word: Word, means: str | None) -> str:
    """A status word or colour: in how many rows, what it means, and the keys that say so."""
    if means is None:
        often = f" Often it means {meaning_in_words(word.often)}: Space." if word.often else ""
        first = f"What does “{word.said}” mean? It stands in {counted(word.rows, 'row')}.{often}"
    else:
        first = f"“{word.said}” in {counted(word.rows, 'row')}: {meaning_in_words(means)}"
    offered = " · ".join(f"{key} {said.lower()}" for key, (_, said) in MEANINGS.items())
    last = "It is asked once and remembered for this board. Done is taken in as reported."
    return "\n".join((one_line(first), offered, last))


def waits_for(fate: Fate) -> str:
    """The word that must be explained before anything else can be said of a row; "" for none."""
    words = [one.word for one in fate.problems]
    return words[0] or "" if words and all(words) else ""


def words_of_fate(fate: Fate, row: SheetRow | None, plan: Plan) -> str:
    """A row: what becomes of it and why, its fields three ways, and what it says."""
    return "\n".join(one_line(line) for line in _of_fate(fate, row, plan) if line)


def _of_fate(fate: Fate, row: SheetRow | None, plan: Plan) -> Iterator[str]:
    refs = f" ({', '.join(fate.refs)})" if fate.refs else ""
    head = f"Row {fate.place}: {fate.kind}{refs}"
    if waits_for(fate):
        yield f"Row {fate.place} waits{refs}: {reason_of(fate)}. The step Words explains it."
    elif fate.kind == "refused":
        yield f"{head}. {in_keys(reason_of(fate))}"
    elif fate.kind == "conflict":
        choice = plan.settled.get(fate.place, plan.on_conflict)
        yield f"{head}: {ANSWERS.get(choice, 'changed here and in the sheet; which shall stand?')}"
    else:
        yield f"{head}. {fate.said}" if fate.said else head
    for change in fate.changes:
        yield three_ways(change)
    if fate.kind == "conflict":
        yield "Space: the sheet's word stands. x: what stands here stays. + and -: the same of all."
    if row is not None and row.kind == "row":
        yield from _as_read(row)


def three_ways(change: Change) -> str:
    """A field as it stands here, as the last sheet said it, and as this one does."""
    before = "" if change.before is None else f"; the last sheet: “{change.before or 'nothing'}”"
    here = f"“{change.here}”" if change.here else "nothing"
    return f"{change.field} of {change.ref}: here {here}{before}; this sheet: “{change.there}”"


def _as_read(row: SheetRow) -> Iterator[str]:
    """What a row says, field by field, as it was read."""
    said = [
        (f"{name} (from above)" if field in row.carried else name, str(getattr(row, field) or ""))
        for field, name in _PARTS
    ]
    said.insert(3, ("Agencies", "; ".join(row.agencies)))
    for name, text, data in (
        ("Due", row.due_text, row.due),
        ("Done on", row.closed_text, row.closed),
    ):
        read = "" if not text or text == data else f" (read as {data})" if data else " (in words)"
        said.append((name, f"{text}{read}"))
    said += [("Update", note.text) for note in row.notes]
    said += [("Evidence", text) for text in row.evidence]
    if row.struck_action or row.struck_ask:
        said.append(("Struck through", "it is taken in as withdrawn"))
    yield from (f"{name}: {text}" for name, text in said if text)


def summary_of(fate: Fate, row: SheetRow | None, sheet: Sheet) -> str:
    """A row on one line: what is refused first, then what it says."""
    if waits_for(fate):
        return f"“{one_line(waits_for(fate))}” must be explained first"
    if fate.kind == "refused":
        return one_line(in_keys(reason_of(fate)))
    if row is None or row.kind != "row":
        said = fate.said or (row.said if row is not None else "")
        return one_line(said or " ".join(row.cells if row is not None else ()))
    name = " ".join(part for part in (row.review, row.number) if part)
    text = row.action or row.recommendation or fate.said
    if fate.changes:
        text = "; ".join(f"{one.field}: {one.there}" for one in fate.changes)
    return one_line(f"{name}: {text}" if name else text)
