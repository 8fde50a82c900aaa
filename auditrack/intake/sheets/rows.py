"""The rows of a sheet as they are printed: what each says, and what it carries on from above."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from auditrack.intake.labels import read_label, read_number
from auditrack.intake.sheets.dated import date_as_printed, day_in_heading, entries
from auditrack.intake.sheets.header import BELOW, is_colour
from auditrack.intake.sheets.pages import Cell, Row, SheetPage, letter_of
from auditrack.intake.sheets.sentences import shortened
from auditrack.model.dates import interval
from auditrack.model.sheet import Column, Note, Problem, SheetRow

LONGEST = 20_000
"""How many characters one cell may hold, as any field of the register."""

_LONGEST_NAME = 200
_LONGEST_REVIEW = 500
_LONGEST_NUMBER = 60
_TOTAL = re.compile(
    r"(?:grand\s+|sub-?)?totals?\b.*|counts?|key\b.*|(?:number|no\.?|percentage|%)\s+(?:of\s+)?"
    r"(?:actions?|recommendations?|complete|red|amber|green|blue)\b.*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[\d\s.,%/]+")
_PARTING = re.compile(r"\s*(?:;|\n|\s/\s|\s&\s(?=[A-Z]))\s*")
_CARRIED = ("review", "number", "recommendation", "agency", "outcome", "theme")


class Rows:
    """Reads the rows of one sheet below its header."""

    def __init__(self, columns: Sequence[Column], header: Sequence[int], today: date) -> None:
        self._columns = {one.index: one for one in columns if one.role}
        self._header = tuple(header)
        self._today = today
        self._days = {
            one.index: day_in_heading(one.heading, today)
            for one in columns
            if one.role in ("progress", "evidence")
        }
        self._names = {
            one.index: f"{one.heading}: " if one.heading else ""
            for one in columns
            if one.role in ("progress", "evidence")
        }
        progress = [one for one in columns if one.role == "progress"]
        if len(progress) == 1:  # the only one needs no telling
            self._names[progress[0].index] = ""
        roles = {one.role for one in columns}
        self._has_ask = "recommendation" in roles
        self._has_action = "action" in roles
        self._has_state = "state" in roles
        self._headings = {
            one.index: " ".join(one.heading.rpartition(BELOW)[2].casefold().split())
            for one in columns
        }
        self._above: SheetRow | None = None
        self._words: dict[str, tuple[str, ...]] = {}

    def read(self, page: SheetPage, with_hidden: bool = False) -> Iterator[SheetRow]:
        """Every row that is really there, in order, each with what it is."""
        for row in page.rows:
            yield self._row(row, with_hidden)

    def _row(self, row: Row, with_hidden: bool) -> SheetRow:
        texts = [cell for cell in row.cells if cell.text]
        if row.place <= self._header[-1]:
            said = "the header" if row.place in self._header else "above the header"
            kind = "heading" if texts else "empty"
            return SheetRow(place=row.place, kind=kind, said=said if texts else "")
        own = [cell for cell in texts if not cell.merged]
        if not own:
            coloured = any(cell.fill for cell in row.cells if not cell.merged)
            merged = any(cell.merged == "down" for cell in texts)
            said = "only a merged cell reaches it" if merged else "only colours" if coloured else ""
            return SheetRow(place=row.place, kind="empty", said=said)
        if row.hidden and not with_hidden:
            return SheetRow(
                place=row.place, kind="hidden", said=shortened(own[0].text), cells=self._cells(row)
            )
        heading = self._is_heading(row, own)
        if heading:
            self._above = None
            return SheetRow(place=row.place, kind="heading", said=heading)
        made = self._made(row, own)
        if not made.problems:
            self._above = made
        return made

    def _is_heading(self, row: Row, own: list[Cell]) -> str:
        """What makes a row a heading or a total, in words; empty where it says something."""
        first = own[0].text
        if _TOTAL.fullmatch(first) and all(_FIGURES.fullmatch(cell.text) for cell in own[1:]):
            return f"a total or key: {shortened(first)}"
        if len(own) == 1:
            across = any(cell.merged == "across" for cell in row.cells)
            role = getattr(self._columns.get(own[0].column), "role", None)
            if across or role in (None, "review", "number", "theme", "state", "agency", "lead"):
                return f"a heading: {shortened(first)}"
        same = sum(
            " ".join(cell.text.casefold().split()) == self._headings.get(cell.column)
            for cell in own
        )
        if same >= 2 and same * 2 > len(own):
            return "the header again"
        return ""

    def _made(self, row: Row, own: list[Cell]) -> SheetRow:
        by_role: dict[str, list[Cell]] = {}
        for cell in row.cells:
            column = self._columns.get(cell.column)
            if column and cell.merged != "across" and (cell.text or cell.fill):
                by_role.setdefault(column.role or "", []).append(cell)
        problems: list[Problem] = []
        for cell in own:
            if len(cell.text) > LONGEST:
                problems.append(
                    self._problem(
                        cell, f"has {len(cell.text):,} characters; a field holds {LONGEST:,}"
                    )
                )
        said: dict[str, Any] = {
            "review": self._line(by_role, "review", _LONGEST_REVIEW, problems),
            "number": self._line(by_role, "number", _LONGEST_NUMBER, problems),
            "recommendation": _text(by_role, "recommendation"),
            "agencies": self._named(by_role, problems),
            "action_number": self._line(by_role, "action number", _LONGEST_NUMBER, problems),
            "action": _text(by_role, "action"),
            "lead": self._line(by_role, "lead", _LONGEST_NAME, problems),
            "state": self._line({"state": self._state(by_role)}, "state", _LONGEST_NAME, problems),
            "outcome": _text(by_role, "outcome"),
            "theme": self._line(by_role, "theme", _LONGEST_REVIEW, problems),
            "due_text": self._line(by_role, "due", _LONGEST_REVIEW, problems),
            "closed_text": self._line(by_role, "closed", _LONGEST_REVIEW, problems),
        }
        if not said["number"] and said["recommendation"]:
            said["number"], said["recommendation"] = _numbered(said["recommendation"])
        said["due"] = date_as_printed(said["due_text"], self._today)
        said["closed"] = date_as_printed(said["closed_text"], self._today)
        closed = interval(said["closed"])
        if closed is not None and closed.earliest > self._today:
            problems.append(
                self._problem(
                    by_role["closed"][0],
                    f'says "{said["closed_text"]}" for the day it was done, which is still to come',
                )
            )
        if not said["state"]:
            said["fill"] = self._fill(row, by_role)
        said["notes"] = tuple(self._notes(by_role))
        carried = self._carry(said, by_role)
        if not said["recommendation"] and not said["action"]:
            wanted = "recommendation" if self._has_ask else "action"
            letter = next(
                (one.letter for one in self._columns.values() if one.role == wanted), None
            )
            problems.append(
                Problem(
                    letter,
                    "says neither a recommendation nor an action"
                    if self._has_action and self._has_ask
                    else f"says no {wanted}",
                )
            )
        struck = {role for role, cells in by_role.items() if any(one.struck for one in cells)}
        # Struck through, an action is withdrawn; so is an ask, where its own words are struck.
        struck_action = bool(
            struck & {"action", "action number"} or (self._has_action is False and struck & _BODY)
        )
        return SheetRow(
            place=row.place,
            carried=carried,
            struck_ask="recommendation" in struck or ("number" in struck and not self._has_ask),
            struck_action=struck_action or (bool(said["action"]) and "recommendation" in struck),
            problems=tuple(problems),
            cells=self._cells(row),
            **said,
        )

    def _carry(self, said: dict[str, Any], by_role: dict[str, list[Cell]]) -> tuple[str, ...]:
        """Fill in what the row above says for this row too; returns the roles.

        A row with an action and no recommendation goes on with the recommendation above, unless
        it has a number of its own.
        """
        carried = [
            role
            for role in _CARRIED
            if any(cell.merged == "down" and cell.text for cell in by_role.get(role, ()))
        ]
        above = self._above
        if above is None:
            return tuple(carried)
        if not said["review"] and above.review:
            said["review"] = above.review
            carried.append("review")
        goes_on = (
            self._has_ask
            and said["action"]
            and not said["recommendation"]
            and above.recommendation
            and said["number"] in ("", above.number)
            and said["review"] == above.review
        )
        if goes_on:
            said["recommendation"] = above.recommendation
            carried.append("recommendation")
            if not said["number"]:
                said["number"] = above.number
            if not said["outcome"]:
                said["outcome"] = above.outcome
            if not said["agencies"]:
                said["agencies"] = above.agencies
        return tuple(dict.fromkeys(carried))

    def _notes(self, by_role: dict[str, list[Cell]]) -> Iterator[Note]:
        for role in ("progress", "evidence"):
            for cell in by_role.get(role, ()):
                if cell.text and cell.merged != "down":
                    yield from entries(
                        cell.text,
                        self._today,
                        self._days.get(cell.column),
                        self._names.get(cell.column, ""),
                    )
        # A rating beside the status says no state, and is kept as it is printed.
        rated = [cell for cell in by_role.get("state", ()) if cell.text and not cell.merged]
        for cell in rated:
            if cell not in self._state(by_role):
                yield Note(f"{self._columns[cell.column].heading}: {cell.text}")

    def _fill(self, row: Row, by_role: dict[str, list[Cell]]) -> str | None:
        """The colour of the status; of the whole row where no column holds a status."""
        if self._has_state:
            return next((one.fill for one in by_role.get("state", ()) if one.fill), None)
        fills = {cell.fill for cell in row.cells if cell.fill and not cell.merged}
        return fills.pop() if len(fills) == 1 else None

    def _state(self, by_role: dict[str, list[Cell]]) -> list[Cell]:
        """The cell that says the state: a status in words goes before a rating by colour."""
        cells = [cell for cell in by_role.get("state", ()) if cell.text]
        cells.sort(key=lambda cell: is_colour(self._columns[cell.column].heading))
        return cells[:1]

    def _named(self, by_role: dict[str, list[Cell]], problems: list[Problem]) -> tuple[str, ...]:
        text = _text(by_role, "agency")
        if not text:
            return ()
        if text not in self._words:
            self._words[text] = tuple(
                dict.fromkeys(one for part in _PARTING.split(text) if (one := part.strip(" -•,")))
            )
        named = self._words[text]
        for one in named:
            if len(one) > _LONGEST_NAME:
                problems.append(
                    self._problem(
                        by_role["agency"][0], "names a body in more words than a name has"
                    )
                )
        return named

    def _line(
        self, by_role: dict[str, list[Cell]], role: str, longest: int, problems: list[Problem]
    ) -> str:
        cells = by_role.get(role)
        if not cells:
            return ""
        text = " ".join(" ".join(cell.text for cell in cells).split())
        if len(text) > longest:
            problems.append(
                self._problem(cells[0], f"has {len(text):,} characters; a {role} has {longest}")
            )
            return text[:longest]
        return text

    def _problem(self, cell: Cell, sentence: str) -> Problem:
        return Problem(letter_of(cell.column), sentence)

    def _cells(self, row: Row) -> tuple[str, ...]:
        if not row.cells:
            return ()
        texts = {cell.column: cell.text for cell in row.cells if cell.merged != "across"}
        # A cell far out must not make a line of thousands of blanks.
        last = min(max(texts, default=0), 200)
        return tuple(texts.get(column, "") for column in range(1, last + 1))


_BODY = frozenset({"recommendation", "number"})


def _text(by_role: dict[str, list[Cell]], role: str) -> str:
    cells = by_role.get(role)
    return "\n".join(cell.text for cell in cells if cell.text) if cells else ""


@lru_cache(maxsize=4_096)
def _numbered(text: str) -> tuple[str, str]:
    """The number that is printed in front of a recommendation, and its words.

    A list of several stays as it is printed.
    """
    if any(read_number(line) or read_label(line) for line in text.split("\n")[1:]):
        return "", text
    label = read_label(text)
    if label is not None and label.number and label.rest and label.separated:
        return label.words, label.rest
    number = read_number(text)
    if number is not None and number[1] in ("decimal", "ordinal") and len(number[2].split()) > 2:
        return number[0], number[2].strip()
    return "", text
