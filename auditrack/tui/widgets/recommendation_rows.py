"""Recommendations as rows: columns that fit the width, headings, and what is selected."""

from collections.abc import Callable, Sequence

from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line
from auditrack.views.row_order import Arranged
from auditrack.views.rows import Row

BRAG = {
    "R": ("R Red !", "red"),
    "A": ("A Amber ~", "amber"),
    "G": ("G Green +", "green"),
    "B": ("B Complete =", "blue"),
    "-": ("- Grey", "quiet"),
}
"""Each state as letter, word and mark, and how it looks where there are colours."""


def _agency(row: Row) -> str:
    asked = [one_line(name) for name in row.agencies]
    more = f" +{len(asked) - 1}" if len(asked) > 1 else ""
    return f"{asked[0]}{more}" if asked else "none named"


COLUMNS: dict[str, tuple[str, int, int, Callable[[Row], str]]] = {
    "reference": ("Reference", 20, 0, lambda row: row.ref),
    "agency": ("Agency", 24, 72, _agency),
    "state": ("State", 12, 0, lambda row: BRAG.get(row.brag.letter, (row.brag.letter, ""))[0]),
    "due": ("Due", 10, 64, lambda row: row.agreed_due or row.original_due or "no date"),
    "overdue": ("Overdue", 8, 0, lambda row: f"{row.overdue_days} d" if row.overdue_days else ""),
    "lead": ("Lead", 20, 0, lambda row: ", ".join(row.leads) or "no lead"),
    "theme": ("Theme", 22, 0, lambda row: ", ".join(row.theme_names) or "no theme"),
    "delivery": ("Delivery", 18, 0, lambda row: row.delivery),
    "practice": ("Practice", 14, 0, lambda row: row.practice),
    "audit": ("Last audit", 10, 0, lambda row: row.last_audit or "never"),
    "evidence": ("Evidence", 8, 0, lambda row: str(row.evidence)),
    "review": ("Review", 24, 0, lambda row: row.review_title or row.review),
}
"""Columns by name: heading, most cells, least width of the terminal, what stands in it."""

STANDARD = ("reference", "agency", "state", "due")
"""The columns shown where a person has chosen none; the text always follows them."""

_LEAST_TEXT = 16


def telling(reference: str, room: int) -> str:
    """A reference in so many cells: where it is cut its end stays, which tells it apart."""
    if len(reference) <= room or room < 7:
        return fit(reference, room)
    head = max(room // 3, 2)
    return f"{reference[:head]}…{reference[-(room - head - 1) :]}"


class RecommendationRows:
    """The rows of an arranged list, worked out when they are looked at."""

    def __init__(
        self,
        arranged: Arranged,
        widest: int,
        columns: Sequence[str] = STANDARD,
        selected: frozenset[str] = frozenset(),
        missing: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Rows of a list.

        Args:
            arranged: the list.
            widest: cells of its longest reference, the same for every filter.
            columns: those that are shown.
            selected: what is marked.
            missing: told the place of a row in sight that was not read yet.
        """
        self._missing = missing
        self.arranged = arranged
        self.chosen_columns = tuple(name for name in columns if name in COLUMNS) or STANDARD
        self.selected = selected
        self._widest = widest
        self._fitted: dict[int, list[tuple[str, int]]] = {}
        self._painted: dict[tuple[str, int], Line] = {}

    def __len__(self) -> int:
        return len(self.arranged.entries)

    def heights(self, width: int) -> None:
        """Every row is one line."""

    def columns(self, width: int) -> list[tuple[str, int]]:
        """The columns that a width holds, with their cells."""
        if width not in self._fitted:
            self._fitted[width] = self._fit(width)
        return self._fitted[width]

    def _fit(self, width: int) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        left = width - 1 - _LEAST_TEXT
        for name in self.chosen_columns:
            _, cells, from_width, _ = COLUMNS[name]
            if self.chosen_columns == STANDARD and width < from_width:
                continue
            if name == "reference":
                cells = min(max(self._widest, 9), cells, max(width // 3, 9))
            elif name == "agency" and width < 100:
                cells = 13
            elif name == "state" and width < 56:
                cells = 3
            if cells + 1 <= left or not found:
                found.append((name, cells))
                left -= cells + 1
        return found

    def heading(self, width: int) -> str:
        """The names of the columns."""
        named = [
            fit("" if name == "state" and cells == 3 else COLUMNS[name][0], cells)
            for name, cells in self.columns(width)
        ]
        return " " + " ".join((*named, "Recommendation"))

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The one line of a row: `>` marks the cursor, `*` what is selected."""
        heading, ref = self.arranged.entries[index]
        if not ref:
            mark = ">" if chosen else " "
            return ([(mark + fit(one_line(heading), width - 1), "title")],)
        line = self._painted.get((ref, width))
        if line is None:
            row = self.arranged.found.row(ref)
            if row is None:
                self._missing(index)
                line = [(f" {fit(ref, min(width - 1, 20))} ...", "quiet")]
            else:
                line = self._painted[ref, width] = self._paint(row, width)
        mark = ">" if chosen else " "
        if ref in self.selected:
            mark = "*" if not chosen else "»"
        if mark == " ":
            return (line,)
        (before, look), *rest = line
        return ([(mark + before[1:], look), *rest],)

    def look(self, row: Row) -> None:
        """Have all that the columns say of a row worked out, in whatever thread asks."""
        _ = row.brag.letter, row.agencies, [COLUMNS[name][3](row) for name in self.chosen_columns]

    def _paint(self, row: Row, width: int) -> Line:
        pieces: list[tuple[str, str]] = [(" ", "")]
        used = 1
        for name, cells in self.columns(width):
            said, look = one_line(COLUMNS[name][3](row)), ""
            if name == "state":
                look = BRAG.get(row.brag.letter, ("", ""))[1]
                if cells == 3:
                    said = f"{said[0]} {said[-1]}" if row.brag.letter != "-" else "-"
            if name == "reference":
                said = telling(said, cells)
            elif name == "agency" and len(row.agencies) > 1:
                more = f" +{len(row.agencies) - 1}"
                said = fit(said.removesuffix(more), cells - len(more)).rstrip() + more
            pieces.append((fit(said, cells), look))
            pieces.append((" ", ""))
            used += cells + 1
        pieces.append((fit(one_line(row.text), max(width - used, 1)), ""))
        return _joined(pieces)


def _joined(pieces: list[tuple[str, str]]) -> Line:
    """Neighbours that look alike as one piece: fewer to paint."""
    line: list[tuple[str, str]] = []
    for text, look in pieces:
        if line and line[-1][1] == look:
            line[-1] = (line[-1][0] + text, look)
        else:
            line.append((text, look))
    return line
