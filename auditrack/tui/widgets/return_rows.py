"""The lines of a returned form, two lines of the screen each: what becomes of it, and its words."""

from collections.abc import Sequence

from auditrack.tui.plain import fit, one_line
from auditrack.tui.return_told import CALLED, KINDS
from auditrack.tui.widgets.virtual_list import Line
from auditrack.views.return_plan import Fate

_LOOKS = {"taken": "strong", "asked": "amber", "refused": "red"}


class ReturnRows:
    """Fates of lines: mark, what it comes to and which record; below, what was written."""

    def __init__(self, fates: Sequence[Fate] = ()) -> None:
        self.fates = fates

    def __len__(self) -> int:
        return len(self.fates)

    def heights(self, width: int) -> list[int]:
        """Every line of the form is two."""
        return [2] * len(self.fates)

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """Mark, kind and reference; below them what was written."""
        fate = self.fates[index]
        mark, look = KINDS[fate.kind][0], _LOOKS.get(fate.kind, "quiet")
        ref = fate.ref or fate.line.ref or "which record?"
        tail = " yours" if fate.yours else ""
        head = f"{CALLED[fate.line.section]} {one_line(ref)}"
        wrote = "; ".join(one_line(text) for _, text in fate.wrote()) or one_line(fate.said)
        return (
            [
                (f"{'>' if chosen else ' '}{mark} ", look),
                (fit(head, max(width - 5 - len(tail), 4)), "strong" if look else ""),
                (tail, "quiet"),
            ],
            [("     ", ""), (fit(wrote, max(width - 5, 1)), "quiet" if look == "quiet" else "")],
        )
