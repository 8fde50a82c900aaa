"""The rows of a sheet as they are printed: what each says, and what it carries on from above."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from auditrack.intake.sheets.dividers import (
    body_named,
    is_foot,
    is_surely_a_heading,
    review_named,
    review_over,
)
from auditrack.intake.sheets.guessing import guess_columns
from auditrack.intake.sheets.header import heads_anew
from auditrack.intake.sheets.pages import Cell, Row, SheetPage, letter_of
from auditrack.intake.sheets.sentences import shortened
from auditrack.intake.sheets.table import Cells, Table
from auditrack.model.sheet import Column, Problem, SheetRow

_TOTAL = re.compile(
    r"(?:grand\s+|sub-?)?totals?\b.*|counts?|key\b.*|(?:number|no\.?|percentage|%)\s+(?:of\s+)?"
    r"(?:actions?|recommendations?|complete|red|amber|green|blue)\b.*"
    r"|red|amber|yellow|green|blue|gr[ea]y|completed?|closed|open|overdue|on\s+track|off\s+track"
    r"|not\s+started|in\s+progress",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[\d\s.,%/]+")
_CARRIED = ("review", "number", "recommendation", "agency", "outcome", "theme")


class Rows:
    """Reads the rows of one sheet below its header."""

    def __init__(
        self,
        page: SheetPage,
        columns: Sequence[Column],
        header: Sequence[int],
        today: date,
        told: Mapping[str, str] | None = None,
        own: bool = False,
    ) -> None:
        """Read below a header.

        Args:
            page: the sheet.
            columns: what its columns hold.
            header: the places of its header.
            today: no progress is dated after it.
            told: what a person said of columns, for further tables below the first.
            own: whether it is a list that this program wrote: each row stands for itself.
        """
        self._page = page
        self._header = tuple(header)
        self._today = today
        self._told = told or {}
        self._above: SheetRow | None = None
        self.notes: list[str] = []
        """What a person should know of how the rows were read."""
        self._own = own
        self._table = Table(columns, page.rows, today, own)
        titled = not own and not self._table.has("review")
        self._review = review_over(page, header) if titled else None
        self._is_titled = self._review is not None
        self._body: str | None = None
        self._named_above: dict[str, None] = dict.fromkeys([self._review] if self._review else [])

    def read(self, with_hidden: bool = False) -> Iterator[SheetRow]:
        """Every row that is really there, in order, each with what it is."""
        for row in self._page.rows:
            yield self._row(row, with_hidden)
        if self._named_above:
            named = ", ".join(f'"{shortened(one)}"' for one in [*self._named_above][:5])
            more = f" and {len(self._named_above) - 5} more" if len(self._named_above) > 5 else ""
            self.notes.append(
                f"No column names the review; headings of the sheet do: {named}{more}."
            )
        if self._table.month_first:
            letters = ", ".join(letter_of(one) for one in sorted(self._table.month_first))
            self.notes.append(
                f"Some dates of column {letters} begin with the month; where the day may be the "
                "month as well they are kept as printed and no day is read from them."
            )

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
                place=row.place,
                kind="hidden",
                said=shortened(own[0].text),
                cells=self._table.cells(row),
            )
        heading = "" if self._own else self._is_heading(row, own)
        if heading:
            return SheetRow(place=row.place, kind="heading", said=heading)
        made = self._made(row, own)
        if not made.problems:
            self._above = made
        return made

    def _is_heading(self, row: Row, own: list[Cell]) -> str:
        """What makes a row a heading or a total, in words; empty where it says something."""
        first = own[0].text
        same = sum(
            " ".join(cell.text.casefold().split()) == self._table.headings.get(cell.column)
            for cell in own
        )
        if same >= 2 and same * 2 > len(own):
            return "the header again"
        if heads_anew(row):
            return self._heads_anew(row)
        if _TOTAL.fullmatch(first) and all(_FIGURES.fullmatch(cell.text) for cell in own[1:]):
            return f"a total or key: {shortened(first)}"
        if all(cell.column not in self._table.columns for cell in own):
            return f"nothing in a column that is taken: {shortened(first)}"
        role = self._table.role(own[0])
        if is_foot(own) and not any(self._table.role(cell) in _ASKS for cell in own):
            return f"a note below: {shortened(first)}"
        if len(own) == 1:
            across = any(cell.merged == "across" for cell in row.cells)
            lone = role in _ASKS and is_surely_a_heading(first)
            if across or lone or role in (None, "review", "number", "theme", "state", *_WHO):
                return self._divider(first)
        return ""

    def _heads_anew(self, row: Row) -> str:
        """Read what follows by another header: a second table on the sheet."""
        below = tuple(one for one in self._page.rows if one.place >= row.place)
        page = msgspec.structs.replace(self._page, rows=below)
        columns = guess_columns(page, (row.place,), self._told)
        self._table = Table(columns, below, self._today)
        self._above = None
        held = ", ".join(f"{one.letter} {one.role}" for one in columns if one.role)
        self.notes.append(f"Another table begins in row {row.place}; its columns hold: {held}.")
        return "the header of another table"

    def _divider(self, text: str) -> str:
        """A heading among the rows, and what it says of those below where no column does."""
        self._above = None
        review, body = review_named(text), body_named(text)
        if review and not self._table.has("review"):
            self._review, self._is_titled, self._body = review, False, None
            self._named_above[review] = None
            return f"the review of the rows below: {shortened(review)}"
        if body and not self._table.has("agency"):
            self._body = body
            return f"the body of the rows below: {shortened(body)}"
        return f"a heading: {shortened(text)}"

    def _made(self, row: Row, own: list[Cell]) -> SheetRow:
        problems: list[Problem] = []
        said, by_role = self._table.fields(row, own, problems)
        if self._review and not said["review"]:
            said["review"], said["titled"] = self._review, self._is_titled
        if self._body and not said["agencies"]:
            said["agencies"] = (self._body,)
        carried = () if self._own else self._carry(said, by_role)
        if not said["recommendation"] and not said["action"]:
            wanted = "recommendation" if self._table.has_ask else "action"
            letter = next(
                (one.letter for one in self._table.columns.values() if one.role == wanted), None
            )
            problems.append(
                Problem(
                    letter,
                    "says neither a recommendation nor an action"
                    if self._table.has_action and self._table.has_ask
                    else f"says no {wanted}",
                )
            )
        struck = {role for role, cells in by_role.items() if any(one.struck for one in cells)}
        # Struck through, an action is withdrawn; so is an ask, where its own words are struck.
        struck_action = bool(
            struck & {"action", "action number"}
            or (self._table.has_action is False and struck & _BODY)
        )
        return SheetRow(
            place=row.place,
            carried=carried,
            struck_ask="recommendation" in struck
            or ("number" in struck and not self._table.has_ask),
            struck_action=struck_action or (bool(said["action"]) and "recommendation" in struck),
            problems=tuple(problems),
            cells=self._table.cells(row),
            said="; ".join(
                f"struck through in {letter_of(cell.column)}{row.place} and not taken: "
                f"{shortened(cell.gone)}"
                for cell in own
                if cell.gone
            ),
            **said,
        )

    def _carry(self, said: dict[str, Any], by_role: Cells) -> tuple[str, ...]:
        """Fill in what the row above says for this row too; returns the roles.

        A row with an action and no recommendation goes on with the recommendation above, unless
        it has a number of its own; "1a" is an action of 1.
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
            self._table.has_ask
            and said["action"]
            and not said["recommendation"]
            and above.recommendation
            and (said["number"] in ("", above.number) or _is_part(said["number"], above.number))
            and said["review"] == above.review
        )
        if goes_on:
            said["recommendation"] = above.recommendation
            carried.append("recommendation")
            if said["number"] != above.number:
                said["action_number"] = said["action_number"] or said["number"]
                said["number"] = above.number
            if not said["outcome"]:
                said["outcome"] = above.outcome
            if not said["agencies"]:
                said["agencies"] = above.agencies
        return tuple(dict.fromkeys(carried))


_BODY = frozenset({"recommendation", "number"})
_ASKS = frozenset({"recommendation", "action"})
_WHO = ("agency", "lead")
_PART = re.compile(r"\s*(?:\.\d{1,2}|[\s.(]?(?:[a-z]|[ivx]{1,4})\)?)", re.IGNORECASE)


def _is_part(number: str, above: str) -> bool:
    """Whether a number is that of a part of another: "1a" and "1.2" of "1", not "10"."""
    rest = number.removeprefix(above)
    return bool(above) and rest != number and bool(_PART.fullmatch(rest))
