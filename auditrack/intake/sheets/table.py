"""One table of a sheet: what its columns hold, and what the cells of a row say by them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from auditrack.intake.labels import read_label, read_number
from auditrack.intake.sheets.cells import NOTHING, bodies_in, state_with_day
from auditrack.intake.sheets.dated import (
    date_as_printed,
    day_in_heading,
    entries,
    has_slashes,
    is_month_first,
    month_first,
)
from auditrack.intake.sheets.guessing import is_colour
from auditrack.intake.sheets.header import BELOW
from auditrack.intake.sheets.pages import Cell, Row, letter_of
from auditrack.model.dates import interval
from auditrack.model.sheet import Column, Note, Problem
from auditrack.views.export_value import parted

LONGEST = 20_000
"""How many characters one cell may hold, as any field of the register."""

Cells = dict[str, list[Cell]]
"""The cells of a row by what their columns hold."""

_LONGEST_NAME = 200
_LONGEST_REVIEW = 500
_LONGEST_NUMBER = 60
_FEW = 3
_NO_CLAIM = re.compile(
    r"\W*|(?:none|nil|n/?a|no|not\s+applicable|tb[acd]|pending|outstanding|requested|unknown"
    r"|(?:none|nothing|not)\s+(?:yet|seen|received|provided|available|known|recorded)\b.{0,40}"
    r"|await(?:ed|ing)\b.{0,60}|(?:still\s+)?(?:to\s+(?:follow|be|come)|need(?:s|ed)|required)\b.{0,60}"
    r"|see\s+(?:above|below))\W*",
    re.IGNORECASE,
)
"""Cells of a column of evidence that say that there is none, or none yet."""

_PLAIN = re.compile(
    r"\b(?:progress|updates?|comments?|notes?|commentary|narrative|position)\b", re.IGNORECASE
)


class Table:
    """What the columns hold, until another header says otherwise."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], today: date, own: bool = False
    ) -> None:
        """Know the columns.

        Args:
            columns: what they hold.
            rows: the rows below, by which it is told how dates begin.
            today: no progress is dated after it.
            own: whether this program wrote it; its texts are as long as they are on record.
        """
        self._today = today
        self._own = own
        self.columns = {one.index: one for one in columns if one.role}
        noted = [one for one in columns if one.role in ("progress", "evidence")]
        self._days = {one.index: day_in_heading(one.heading, self._today) for one in noted}
        self._names = {one.index: f"{one.heading}: " if one.heading else "" for one in noted}
        plain = [one for one in noted if one.role == "progress" and _PLAIN.search(one.heading)]
        if len(plain) == 1:
            self._names[plain[0].index] = ""  # the only one needs no telling
        roles = {one.role for one in columns}
        self.has_ask = "recommendation" in roles
        self.has_action = "action" in roles
        self._has_state = "state" in roles
        self.headings = {
            one.index: " ".join(one.heading.rpartition(BELOW)[2].casefold().split())
            for one in columns
        }

        self.month_first = set(self._with_month_first(rows))

    def has(self, role: str) -> bool:
        """Whether any column holds a role."""
        return any(one.role == role for one in self.columns.values())

    def role(self, cell: Cell) -> str | None:
        """What the column of a cell holds."""
        return getattr(self.columns.get(cell.column), "role", None)

    def _with_month_first(self, rows: Sequence[Row]) -> Iterator[int]:
        """The columns of dates of which one can only begin with its month: then all may."""
        dated = {at for at, one in self.columns.items() if one.role in ("due", "closed")}
        for row in rows:
            for cell in row.cells:
                if cell.column in dated and is_month_first(cell.text):
                    yield cell.column

    def fields(
        self, row: Row, own: Sequence[Cell], problems: list[Problem]
    ) -> tuple[dict[str, Any], Cells]:
        """What a row says by field of `SheetRow`, and its cells by role; adds what is wrong."""
        by_role: Cells = {}
        for cell in row.cells:
            column = self.columns.get(cell.column)
            if column and cell.merged != "across" and (cell.text or cell.fill):
                by_role.setdefault(column.role or "", []).append(cell)
        for cell in own:
            if len(cell.text) > LONGEST and not self._own:
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
            "lead": _something(self._line(by_role, "lead", _LONGEST_NAME, problems)),
            "state": self._line({"state": self._state(by_role)}, "state", _LONGEST_NAME, problems),
            "outcome": _text(by_role, "outcome"),
            "theme": self._line(by_role, "theme", _LONGEST_REVIEW, problems),
            "due_text": self._line(by_role, "due", _LONGEST_REVIEW, problems),
            "closed_text": _something(self._line(by_role, "closed", _LONGEST_REVIEW, problems)),
        }
        said["state"], said["state_on"] = state_with_day(said["state"], self._today)
        if not said["number"] and said["recommendation"] and not self._own:
            said["number"], said["recommendation"] = _numbered(said["recommendation"])
        said["due"] = self._date(said["due_text"], by_role.get("due", ()))
        said["closed"] = self._date(said["closed_text"], by_role.get("closed", ()))
        closed = interval(said["closed"])
        if closed is not None and closed.earliest > self._today:
            problems.append(
                self._problem(
                    by_role["closed"][0],
                    f'says "{said["closed_text"]}" for the day it was done, which is still to come',
                )
            )
        if not said["state"] and not self._own:
            said["fill"] = self._fill(row, by_role)
        said["notes"] = tuple(self._notes(by_role))
        said["evidence"] = tuple(self._claims(by_role))
        return said, by_role

    def _date(self, text: str, cells: Sequence[Cell]) -> str | None:
        """The data of a printed date, by how the dates of its column begin."""
        if has_slashes(text) and any(cell.column in self.month_first for cell in cells):
            return month_first(text)
        return date_as_printed(text, self._today)

    def _notes(self, by_role: Cells) -> Iterator[Note]:
        for role in ("progress", "evidence"):
            for cell in by_role.get(role, ()):
                claimed = role == "evidence" and not _NO_CLAIM.fullmatch(cell.text)
                if cell.text and cell.merged != "down" and not claimed:
                    yield from entries(
                        cell.text,
                        self._today,
                        self._days.get(cell.column),
                        self._names.get(cell.column, ""),
                    )
        # A rating beside the status says no state, and is kept as it is printed; so is a status
        # that says more than a state.
        rated = [cell for cell in by_role.get("state", ()) if cell.text and not cell.merged]
        for cell in rated:
            _, day = state_with_day(" ".join(cell.text.split()), self._today)
            if day or len(cell.text.split()) > _FEW or cell not in self._state(by_role):
                yield Note(f"{self.columns[cell.column].heading}: {cell.text}", day)

    def _claims(self, by_role: Cells) -> Iterator[str]:
        """What the row says that there is to show for it; "awaited" is none and stays a note."""
        for cell in by_role.get("evidence", ()):
            if cell.text and cell.merged != "down" and not _NO_CLAIM.fullmatch(cell.text):
                bare = self.headings[cell.column] == "evidence"
                yield cell.text if bare else f"{self._names[cell.column]}{cell.text}"

    def _fill(self, row: Row, by_role: Cells) -> str | None:
        """The colour of the status; of the whole row where no column holds a status."""
        if self._has_state:
            return next((one.fill for one in by_role.get("state", ()) if one.fill), None)
        fills = {cell.fill for cell in row.cells if cell.fill and not cell.merged}
        return fills.pop() if len(fills) == 1 else None

    def _state(self, by_role: Cells) -> list[Cell]:
        """The cell that says the state: a status in words goes before a rating by colour."""
        cells = [cell for cell in by_role.get("state", ()) if cell.text]
        cells.sort(key=lambda cell: is_colour(self.columns[cell.column].heading))
        return cells[:1]

    def _named(self, by_role: Cells, problems: list[Problem]) -> tuple[str, ...]:
        text = _text(by_role, "agency")
        named = parted(text) if self._own else bodies_in(text)
        for one in named:
            if len(one) > _LONGEST_NAME:
                problems.append(
                    self._problem(
                        by_role["agency"][0], "names a body in more words than a name has"
                    )
                )
        return named

    def _line(self, by_role: Cells, role: str, longest: int, problems: list[Problem]) -> str:
        cells = by_role.get(role)
        if not cells:
            return ""
        text = " ".join(" ".join(cell.text for cell in cells).split())
        if len(text) > longest and not self._own:
            problems.append(
                self._problem(cells[0], f"has {len(text):,} characters; a {role} has {longest}")
            )
            return text[:longest]
        return text

    def _problem(self, cell: Cell, sentence: str) -> Problem:
        return Problem(letter_of(cell.column), sentence)

    @staticmethod
    def cells(row: Row) -> tuple[str, ...]:
        """The cells of a row as they are printed."""
        if not row.cells:
            return ()
        texts = {cell.column: cell.text for cell in row.cells if cell.merged != "across"}
        # A cell far out must not make a line of thousands of blanks.
        last = min(max(texts, default=0), 200)
        return tuple(texts.get(column, "") for column in range(1, last + 1))


def _something(text: str) -> str:
    """The words of a cell, where they say more than that there is nothing to say."""
    return "" if NOTHING.fullmatch(text) else text


def _text(by_role: Cells, role: str) -> str:
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
