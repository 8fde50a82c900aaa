"""What a document proposes as rows: two lines each, what was said of it first."""

from collections.abc import Collection, Mapping, Sequence

from auditrack.intake.working import DOUBTFUL, Entry, said
from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line

_INDENT = " " * 6


class ProposalRows:
    """Entries of a working. `>` marks the cursor, `*` what is selected.

    `│` marks what the passage under the cursor of the source gave.
    """

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = entries
        self.lit: Collection[int] = ()
        self.selected: Collection[int] = ()
        self.found: Mapping[int, int] = {}
        """How many things in an item must not be public, where somebody had that checked."""

    def __len__(self) -> int:
        return len(self.entries)

    def heights(self, width: int) -> list[int]:
        """Every entry is two lines."""
        return [2] * len(self.entries)

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """State, kind, label and whom it asks; below them the first words."""
        entry = self.entries[index]
        lit = index in self.lit
        mark = ">" if chosen else "*" if index in self.selected else "│" if lit else " "
        quiet = "" if entry.taken else "quiet"
        found = f"{self.found[index]} found" if index in self.found else ""
        tail = " ".join(part for part in (found, _done_to(entry), _page(entry)) if part)
        room = max(width - 6 - (len(tail) + 1 if tail else 0), 4)
        head = fit(called(entry), room)
        words = fit(one_line(entry.item.text), max(width - len(_INDENT), 1))
        return (
            [(f"{mark}{state_mark(entry)} ", "blue" if lit else quiet), (head, "strong" if
             entry.taken else quiet), (f" {tail}" if tail else "", "quiet")],
            [(f"{'│' if lit else ' '}{_INDENT[1:]}", "blue"), (words, quiet)],
        )  # fmt: skip


def state_mark(entry: Entry) -> str:
    """Whether it is taken in: `[x]`, `[ ]` where a person left it, `[?]` where nobody said.

    A question mark behind stands at what is ticked and not sure.
    """
    if entry.taken:
        return "[x]?" if entry.state == "proposed" and entry.item.confidence < DOUBTFUL else "[x] "
    return "[ ] " if entry.state == "rejected" else "[?] "


def called(entry: Entry) -> str:
    """Its kind with its label, and whom it asks."""
    item = entry.item
    kind = said(item.kind)
    label = one_line(item.label or "")
    if label.casefold().startswith(kind):
        label = label[len(kind) :].strip()
    asked = one_line(", ".join(item.agencies) or item.group or "")
    head = f"{kind[0].upper()}{kind[1:]} {label}".strip()
    return f"{head} · {asked}" if asked else head


def _done_to(entry: Entry) -> str:
    """What a person did to it, in one word."""
    if entry.origin == "added":
        return "added"
    if entry.item.as_printed is not None:
        return "worded"
    if "merged" in entry.changed:
        return "joined"
    return "split" if "split" in entry.changed else "changed" if entry.changed else ""


def _page(entry: Entry) -> str:
    return f"p {entry.item.page}" if entry.item.page else ""
