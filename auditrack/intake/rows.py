"""Table rows to drafts: whatever the columns are called, in whatever order they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditrack.intake.asks import is_ask, is_none
from auditrack.intake.blocks import Block
from auditrack.intake.bodies import body_in_heading, is_body
from auditrack.intake.columns import Role, is_header, roles_of
from auditrack.intake.drafts import Draft
from auditrack.intake.headings import Zone
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.wrapping import unfinished

Header = tuple[str, ...]

_SHORT_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?")
_ADDRESSED = re.compile(r"\b(?:agenc|organisation|partner|address|whom)", re.IGNORECASE)
_HOLDS: tuple[Role, ...] = ("recommendation", "finding", "lesson", "action")


@dataclass(frozen=True)
class Under:
    """Where a table stands: what the headings above it say of its rows."""

    zone: Zone
    group: str | None
    theme: str | None
    section: str | None
    quoted: bool = False
    summary: bool = False


def header_of(rows: Sequence[Block]) -> Header | None:
    """The header among the first rows of a table, or None."""
    for row in rows[:3]:
        if is_header(row.cells):
            return row.cells
    return None


def read_rows(
    rows: Sequence[Block], header: Header, under: Under, before: Draft | None = None
) -> list[Draft]:
    """The drafts of one table whose columns `header` names.

    `before` is the last row of the table above, which a page end may have cut.
    """
    return _Table(header, under, before).read(rows)


class _Table:
    def __init__(self, header: Header, under: Under, before: Draft | None = None) -> None:
        self.under = under
        self.before = before
        self.group = under.group
        self.drafts: list[Draft] = []
        self._head(header)

    def _head(self, header: Header) -> None:
        self.header = header
        self.roles = roles_of(header)
        title = read_label(self._title() or "")
        self._titled = title.words if title and title.number and not title.rest else None
        named = body_in_heading(self._title() or "")
        specific = re.match(r"(.{2,60}?)\s+specific\s+recommendations?", self._title() or "", re.I)
        if named is not None and (self.group is None or len(named.split()) > 1):
            self.group = named
        elif specific is not None and is_body(specific[1].title(), weak=True):
            self.group = self.group or specific[1]

    def _title(self) -> str | None:
        for cell, role in zip(self.header, self.roles, strict=True):
            if role == "recommendation":
                return cell
        return None

    def read(self, rows: Sequence[Block]) -> list[Draft]:
        for row in rows:
            if _same(row.cells, self.header):
                continue
            if is_header(row.cells):
                self._head(row.cells)
                continue
            filled = [cell for cell in row.cells if cell.strip()]
            if len(set(filled)) == 1 and len(self.roles) > 1:
                named = body_in_heading(filled[0], weak=True)
                if named is not None:
                    self.group = named
                    continue
            self._row(row)
        return self.drafts

    def _cell(self, row: Block, role: Role) -> str:
        for cell, its in zip(row.cells, self.roles, strict=False):
            if its == role and cell.strip():
                return cell.strip()
        return ""

    def _unnamed(self, row: Block) -> str | None:
        """A number or label in a first column that has no heading."""
        first = row.cells[0].strip() if row.cells else ""
        if self.header[0].strip() or not first:
            return None
        label = read_label(first)
        short = label is not None and label.number and not label.rest
        return first if short or _SHORT_NUMBER.fullmatch(first) else None

    def _row(self, row: Block) -> None:
        texts = {role: self._cell(row, role) for role in _HOLDS}
        outcome = self._cell(row, "outcome")
        if self._goes_on(row, texts, outcome):
            return
        label = self._cell(row, "number") or self._unnamed(row) or self._titled
        self._titled = None
        owner = _as_one(self._cell(row, "owner")) or None
        theme = _as_one(self._cell(row, "theme")) or self.under.theme
        when = _as_one(self._cell(row, "when"))
        if not any(texts.values()) and "action" in self.roles:
            texts["action"] = self._cell(row, "subject") if not outcome else ""
        has_action = bool(texts["action"])
        main = next((its for its in _HOLDS if texts[its]), None)
        for role, text in sorted(texts.items(), key=lambda held: self._column(held[0])):
            if not text or is_none(text) or len(text.split()) < 2:
                continue
            if (role == "action" and "owner" in self.roles) or (
                role == "recommendation" and owner and self._asks_owner(owner, has_action)
            ):
                group = owner
            else:
                group = self.group
            mine = outcome if role in ("recommendation", "action") else ""
            items = _items(text, role)
            for printed, words in items:
                self.drafts.append(
                    Draft(
                        kind=role,
                        zone=self.under.zone,
                        order=row.order,
                        label=printed or (label if role == main and len(items) == 1 else None),
                        group=group,
                        theme=theme,
                        section=self.under.section,
                        page=row.page,
                        parts=words.split("\n"),
                        outcome_parts=mine.split("\n") if mine and not is_none(mine) else [],
                        quoted=self.under.quoted,
                        summary=self.under.summary,
                        confidence=0.95 if is_ask(words) else 0.9,
                        why=self._why(role, when),
                        row=True,
                    )
                )

    def _column(self, role: Role) -> int:
        return self.roles.index(role) if role in self.roles else 0

    def _asks_owner(self, owner: str, has_action: bool) -> bool:
        """Whether the owner is whom the recommendation asks, and not who leads on it."""
        heading = next(
            cell for cell, its in zip(self.header, self.roles, strict=True) if its == "owner"
        )
        if _ADDRESSED.search(heading):
            return not has_action or self.group is None
        return self.group is None and not has_action and is_body(owner, True)

    def _why(self, role: Role, when: str) -> str:
        heading = next(
            (cell for cell, its in zip(self.header, self.roles, strict=True) if its == role), role
        )
        why = f'a row of a table, column "{heading}"'
        return f"{why}; time printed: {when}" if when else why

    def _goes_on(self, row: Block, texts: dict[Role, str], outcome: str) -> bool:
        """Whether a row only continues the one before, cut by the end of a page."""
        last = self.drafts[-1] if self.drafts else self.before
        if last is None or self._cell(row, "number"):
            return False
        text = texts.get(last.kind, "")  # type: ignore[call-overload]
        if last.full:
            return False
        if text and text[:1].islower() and unfinished(last.parts[-1]):
            head, *more = text.split("\n")
            last.parts[-1] = f"{last.parts[-1]} {head}"
            last.parts.extend(more)
        elif any(texts.values()) or not outcome:
            return False
        if outcome:
            lines = outcome.split("\n")
            if last.outcome_parts and lines[0][:1].islower() and unfinished(last.outcome_parts[-1]):
                last.outcome_parts[-1] += f" {lines.pop(0)}"
            last.outcome_parts.extend(lines)
        last.goes_on_in(row.order)
        return True


def _same(cells: Sequence[str], header: Header) -> bool:
    return [cell.lower().strip() for cell in cells] == [cell.lower().strip() for cell in header]


def _split_label(text: str) -> tuple[str | None, str]:
    """A label printed inside the cell: "1. The Board should", "Recommendation 2: ..."."""
    label = read_label(text)
    if (
        label is not None
        and label.number
        and label.rest
        and (label.separated or is_ask(label.rest))
    ):
        return label.words, label.rest
    number = read_number(text)
    if number is not None and number[1] in ("decimal", "ordinal") and len(number[2].split()) > 2:
        return number[0], number[2].strip()
    return None, text


def _items(text: str, role: Role) -> list[tuple[str | None, str]]:
    """The items in one cell, each with its label: a cell may hold a numbered list, or bullets."""
    lines = text.split("\n")
    begun: list[str] = []
    for line in lines:
        if begun and _split_label(line)[0] is None:
            begun[-1] += f"\n{line}"
        else:
            begun.append(line)
    if len(begun) > 1 and _split_label(begun[0])[0] is not None:
        return [_split_label(one) for one in begun]
    listed = len(lines) > 1 and all(line.startswith("- ") for line in lines)
    if role == "recommendation" and listed and all(is_ask(line[2:]) for line in lines):
        return [(None, line[2:]) for line in lines]
    return [_split_label(text)]


def _as_one(cell: str) -> str:
    """The lines of a cell that names bodies or a theme, as one."""
    lines = cell.split("\n")
    several = len(lines) > 1 and all(is_body(line, weak=True) for line in lines)
    return ("; " if several else " ").join(line.removeprefix("- ") for line in lines)
