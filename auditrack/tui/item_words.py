"""What is said below the two lists: of an item all there is to know, of a passage what it gave."""

from collections.abc import Iterable, Iterator, Sequence

from auditrack.intake.account import changes_of
from auditrack.intake.working import Entry
from auditrack.model.proposal import Passage
from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.proposal_rows import called
from auditrack.views.beside_item import Beside, Suggested
from auditrack.views.bodies_asked import Matched

_SURE = ((0.9, "sure"), (0.7, "fairly sure"), (0.6, "not sure"), (0.0, "doubtful"))

_ASK = ("recommendation", "assurance-point", "action")

GAVE_NOTHING = (
    "This gave nothing. e: it is a recommendation. F, L, A, P: a finding, lesson, action or "
    "assurance point. O: the outcome of the item on the right."
)


def words_of_item(
    entry: Entry,
    asked: Sequence[Matched],
    hints: Beside | None,
    names: Sequence[str],
    checked: str = "",
) -> str:
    """The lines that tell of an item.

    Args:
        entry: the item as it stands.
        asked: the bodies that it asks, beside those on record.
        hints: what was found beside it; None while that is not known.
        names: the themes that were confirmed for it, by name.
        checked: what the check for disclosure found in it; "" for nothing.
    """
    head, *lines = _lines(entry, asked, hints, names)
    return "\n".join((head, *filter(None, (checked,)), *lines))


def _lines(
    entry: Entry, asked: Sequence[Matched], hints: Beside | None, names: Sequence[str]
) -> Iterator[str]:
    item = entry.item
    page = f", p {item.page}" if item.page else ""
    head = one_line(called(entry)).split(" · ")[0]
    yield one_line(f"{head}{page}: {_stands(entry)}; {_why(entry)}")
    yield from map(one_line, item.text.split("\n"))
    if item.as_printed is not None:
        yield one_line(f"As printed: {item.as_printed}")
    if item.outcome:
        yield one_line(f"Outcome: {item.outcome}")
    if asked or item.kind in _ASK:
        yield one_line(f"Asked of: {'; '.join(map(str, asked)) or 'nobody is named'}")
    yield one_line(_themes(item.themes, hints, names))
    yield from _near(item.asked_before, hints)


def _near(answered: Sequence[tuple[str, str]], hints: Beside | None) -> Iterator[str]:
    """The earlier asks with what a person answered of each, and how to answer."""
    from auditrack.commands.asked_before import ANSWERS

    said = {ref: ANSWERS.get(answer, answer) for ref, answer in answered}
    near = hints.near if hints is not None else ()
    for place, one in enumerate(near):
        head = "Near" if place or said else "Near (= answers)"
        told = f"You said: {said[one.ref]}. " if one.ref in said else ""
        yield one_line(f"{head}: {told}{one.said}")
    for ref in said.keys() - {one.ref for one in near}:
        yield one_line(f"You said of {ref}: {said[ref]}.")


def _stands(entry: Entry) -> str:
    if entry.state == "accepted":
        return "you said yes"
    if entry.state == "rejected":
        return entry.left_why or "you said no"
    return "ticked" if entry.item.ticked else "waits for you"


def _why(entry: Entry) -> str:
    sure = next(said for least, said in _SURE if entry.item.confidence >= least)
    did = changes_of(entry)
    return f"{sure}: {entry.item.why or 'no reason is told'}{f'; {did}' if did else ''}"


def _themes(confirmed: Sequence[str], hints: Beside | None, names: Sequence[str]) -> str:
    told = [f"{name} confirmed" for name in names]
    if hints is None:
        told.append("looking...")
    else:
        open_ = [one for one in hints.themes if one.theme not in confirmed]
        told += [_suggested(one) for one in open_]
        if open_:
            told.append("t confirms")
    return f"Themes: {'; '.join(told) or 'none suggested'}"


def _suggested(one: Suggested) -> str:
    said = ", ".join(f"“{phrase}”" for phrase in one.because[:2])
    return f"{one.name}? ({said})" if said else f"{one.name}?"


def words_of_notes(notes: Iterable[str], room: int, width: int) -> str:
    """Notes on so many lines of so many cells; the last says how many more there are."""
    lines = [one_line(note) for note in notes]
    more = f" (and {len(lines) - room} more: h)" if len(lines) > room else ""
    told = [fit(line, width).rstrip() for line in lines[: room - 1]]
    last = lines[room - 1 : room]
    return "\n".join([*told, *(f"{fit(one, width - len(more)).rstrip()}{more}" for one in last)])


def words_of_passages(passages: Sequence[Passage]) -> str:
    """What is said of passages that gave nothing."""
    many = len(passages)
    page = passages[0].page
    where = f"p {page}: " if page else ""
    if many == 1:
        return f"{where}{GAVE_NOTHING}\n{one_line(passages[0].text)}"
    return (
        f"{where}{many} passages selected. e: each is one recommendation; w: all are one; "
        f"O: they are the outcome of the item on the right.\n{one_line(passages[0].text)}"
    )
