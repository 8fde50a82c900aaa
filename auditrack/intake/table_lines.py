"""Where tables stand among the lines of a text, and the rows they give."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditrack.intake import tables
from auditrack.intake.columns import is_header
from auditrack.intake.labels import read_label
from auditrack.intake.markdown import fold, html_rows, strip_marks

_GAP = re.compile(r"\s{2,}")
_INNER_GAP = re.compile(r"\S\s{2,}\S")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_RULE = re.compile(r"\s*(?:[-_*=~]\s*){3,}$")
_MARKER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[-*o•●▪■◦○‣·➢➤►✓✔]")
_MOST_BLANKS = 3

Row = tuple[int, tuple[str, ...]]
"""The index of the line a row begins on, and its cells."""


@dataclass(frozen=True)
class TableLines:
    """Finds tables in `lines`; `begins` says whether a line begins a block that is no table."""

    lines: Sequence[str]
    begins: Callable[[int], bool]

    def starts(self, at: int) -> bool:
        """Whether a table of any kind starts on this line."""
        text = self.lines[at]
        return (
            tables.is_grid_rule(text)
            or text.lstrip()[:6].lower() == "<table"
            or self._is_pipe_row(at)
            or self._is_tab_row(at)
            or _is_aligned_header(text)
        )

    def take(self, at: int) -> tuple[list[Row], int]:
        """The rows of the table that starts here, and the line after it."""
        text = self.lines[at]
        if tables.is_grid_rule(text):
            end = at
            while end < len(self.lines) and self.lines[end].strip().startswith(("+", "|")):
                end += 1
            return [(at, row) for row in tables.grid_rows(self.lines[at:end])], end
        if text.lstrip()[:6].lower() == "<table":
            return self._html(at)
        if self._is_pipe_row(at):
            return self._pipes(at)
        if self._is_tab_row(at):
            return self._tabs(at)
        return self._aligned(at)

    def _html(self, at: int) -> tuple[list[Row], int]:
        end = at
        while end < len(self.lines) - 1 and "</table" not in self.lines[end].lower():
            end += 1
        return [(at, row) for row in html_rows("\n".join(self.lines[at : end + 1]))], end + 1

    def _is_pipe_row(self, at: int) -> bool:
        text = self.lines[at]
        if text.lstrip().startswith("|"):
            return text.count("|") >= 2
        following = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        return "|" in text and "|" in following and tables.is_delimiter(following)

    def _pipes(self, at: int) -> tuple[list[Row], int]:
        """A row that a converter broke over lines is put together until its closing bar."""
        gathered: list[tuple[int, list[str]]] = []
        end, unclosed = at, False
        while end < len(self.lines) and (text := self.lines[end].strip()):
            if text.startswith("|") or (not unclosed and "|" in text):
                gathered.append((end, [text]))
                unclosed = text.startswith("|") and not text.endswith("|")
            elif unclosed:
                gathered[-1][1].append(text)
                unclosed = not text.endswith("|")
            else:
                break
            end += 1
        joined = ((line, " <br> ".join(parts)) for line, parts in gathered)
        return [
            (line, tables.pipe_cells(row)) for line, row in joined if not tables.is_delimiter(row)
        ], end

    def _is_tab_row(self, at: int) -> bool:
        text = self.lines[at]
        if "\t" not in text:
            return False
        filled = [cell.strip() for cell in text.split("\t") if cell.strip()]
        if len(filled) < 2:
            return False
        if is_header(tuple(filled)):
            return True
        label = read_label(filled[0])
        # "4.2<tab>words" and "Recommendation 1<tab>words" are lines, not rows of a table.
        if _MARKER.fullmatch(filled[0]) or (label is not None and not label.rest):
            return len(filled) > 2
        return True

    def _tabs(self, at: int) -> tuple[list[Row], int]:
        rows: list[Row] = []
        more: list[str] = []
        wide = self.lines[at].count("\t")
        end = at
        while end < len(self.lines):
            text = self.lines[end]
            if "\t" in text and text.strip():
                _go_on(rows, more)
                rows.append((end, tables.tab_cells(text)))
            elif text.strip():
                if self.begins(end):
                    break
                more.append(strip_marks(text))
            elif end + 1 == len(self.lines) or self.lines[end + 1].count("\t") != wide:
                break
            end += 1
        _go_on(rows, more)
        return rows, end

    def _aligned(self, at: int) -> tuple[list[Row], int]:
        text = self.lines[at]
        starts = tables.column_starts(text)
        end, blanks = at + 1, 0
        while end < len(self.lines):
            row = self.lines[end]
            blanks = 0 if row.strip() else blanks + 1
            if blanks >= _MOST_BLANKS or _HEADING.match(row) or _spans(row, starts):
                break
            end += 1
        body = [
            line
            for line in self.lines[at + 1 : end]
            if not _RULE.match(line) and line.strip() != text.strip()
        ]
        header = tuple(strip_marks(part) for part in _GAP.split(text.strip()))
        rows = [header, *tables.aligned_rows(body, starts)]
        return [(at, row) for row in rows], end


def _go_on(rows: list[Row], more: list[str]) -> None:
    """Lines without tabs belong to the last cell of the row above."""
    if rows and more:
        line, cells = rows[-1]
        rows[-1] = (line, (*cells[:-1], fold(" ".join((cells[-1], *more)))))
    more.clear()


def _is_aligned_header(text: str) -> bool:
    if "  " not in text.strip() or len(text) > 300:
        return False
    return is_header(tuple(strip_marks(part) for part in _GAP.split(text.strip())))


def _spans(row: str, starts: Sequence[int]) -> bool:
    """Whether a line runs across the columns, as prose below a table does."""
    words = row.strip()
    indent = len(row) - len(row.lstrip())
    return (
        bool(words)
        and not _INNER_GAP.search(row)
        and indent < starts[1] - 2
        and len(words) > starts[1]
    )
