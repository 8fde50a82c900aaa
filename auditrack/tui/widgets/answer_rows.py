"""The rows of a grid of answers: questions down, cases across, one letter a cell."""

from collections.abc import Sequence
from dataclasses import replace

from auditrack.analysis.criteria import Tally, tally
from auditrack.analysis.last_time import LastTime, Look
from auditrack.tui.answer_sheet import Sheet
from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line
from auditrack.views.criteria import LETTERS, words_of
from auditrack.views.last_time import EarlierAudits

_CELL = 3
_LEAST = 8
_BESIDE = 8
_WIDE = 60
"""Cells from which on what was found the last time has a column of its own."""
_LOOKS = {
    "yes": "green",
    "outstanding": "green",
    "good": "green",
    "partly": "amber",
    "requires-improvement": "amber",
    "no": "red",
    "inadequate": "red",
}


class AnswerRows:
    """One line a question, and an empty one to ask another.

    `column` is where the cursor stands: 0 on the question, 1 and up on a case; `first` is the
    first case in sight, from 1. `earlier` are the audits that went before: what they found stands
    beside each question, in brackets where the two cannot be compared.
    """

    def __init__(self, sheet: Sheet, earlier: EarlierAudits | None = None) -> None:
        self.sheet = sheet
        self.earlier = earlier
        self.column = 0
        self.first = 1

    def __len__(self) -> int:
        return len(self.sheet.questions) + 1

    def heights(self, width: int) -> None:
        """Every question is one line."""

    def room(self, width: int) -> int:
        """The cells that a question takes: half, and what the cases leave."""
        left = width - 3 - _CELL * len(self.sheet.cases) - self.beside(width)
        return max(left, width // 2 - self.beside(width), _LEAST)

    def beside(self, width: int) -> int:
        """The cells that the column of the last time takes; none where nothing was asked before."""
        has_one = self.earlier is not None and self.earlier.last is not None
        return _BESIDE if has_one and width >= _WIDE else 0

    def last_time(self, index: int) -> LastTime | None:
        """When a question was asked the last time."""
        if self.earlier is None or index >= len(self.sheet.questions):
            return None
        return self.earlier.of(self.sheet.questions[index], self.sheet.like[index])

    @property
    def _look(self) -> Look:
        """How this audit looks, on the scale that stands in the grid now."""
        assert self.earlier is not None
        return replace(self.earlier.look, scale=self.sheet.scale)

    def _figures(self, index: int) -> str:
        then = self.last_time(index)
        if then is None or not then.figures:
            return ""
        why_not = then.not_comparable(self.sheet.questions[index], self._look)
        return f"({then.figures})" if why_not else f" {then.figures}"

    def in_sight(self, width: int) -> range:
        """The cases whose columns fit, counted from 1."""
        fits = max((width - self.room(width) - self.beside(width) - 3) // _CELL, 1)
        return range(self.first, min(self.first + fits, len(self.sheet.cases) + 1))

    def go(self, column: int, width: int) -> None:
        """To another column; what is out of sight comes into it."""
        self.column = max(0, min(column, len(self.sheet.cases)))
        seen = self.in_sight(width)
        if self.column and self.column < seen.start:
            self.first = self.column
        elif self.column >= seen.stop:
            self.first += self.column - seen.stop + 1
        self.first = max(1, min(self.first, len(self.sheet.cases)))

    def heading(self, width: int) -> Line:
        """The labels of the cases above their columns; the number where a label is too long."""
        seen = self.in_sight(width)
        more = "‹" if seen.start > 1 else " "
        then = fit(" Before", self.beside(width)) if self.beside(width) else ""
        asked = " " + fit("Question", self.room(width)) + then + more
        line: list[tuple[str, str]] = [(asked, "title")]
        for column in seen:
            label = one_line(self.sheet.cases[column - 1])
            short = label if len(label) < _CELL and label.isascii() else str(column)
            look = "cursor" if column == self.column else "title"
            line.append((fit(f"{short:>2} ", _CELL), look))
        if seen.stop <= len(self.sheet.cases):
            line.append(("›", "title"))
        return line

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The question and its answers; the cell under the cursor stands in brackets."""
        mark, room = (">" if chosen else " "), self.room(width)
        is_new = index >= len(self.sheet.questions)
        asked = "" if is_new else one_line(self.sheet.questions[index])
        text = " + another question" if is_new else f"{index + 1:>2} {asked}"
        if chosen and not self.column:
            text = f"[{fit(text, room - 2)}]"
        line: list[tuple[str, str]] = [(mark + fit(text, room), "quiet" if is_new else "")]
        if self.beside(width):
            line.append((fit(self._figures(index), self.beside(width)), "quiet"))
        line.append((" ", ""))
        for column in () if is_new else self.in_sight(width):
            answer = self.sheet.answers[index][column - 1]
            letter = LETTERS.get(answer, "?")
            here = chosen and column == self.column
            line.append((f"[{letter}]" if here else f" {letter} ", _LOOKS.get(answer, "")))
        return (line,)

    def told(self, index: int) -> str:
        """The cell under the cursor in words."""
        if index >= len(self.sheet.questions):
            return "Type to ask another question."
        asked = one_line(self.sheet.questions[index]) or "a question without words"
        answers = self.sheet.answers[index]
        if not self.column:
            now = tally(index + 1, self.sheet.questions[index], answers, self.sheet.scale)
            return f"{index + 1}. {asked}: {now.describe()}{self._beside(now)}. Type to change it."
        label = one_line(self.sheet.cases[self.column - 1])
        called = f"Case {self.column}" + (f" ({label})" if label != str(self.column) else "")
        said = words_of(self.sheet.scale).get(answers[self.column - 1], "not known")
        now = tally(index + 1, self.sheet.questions[index], answers, self.sheet.scale)
        return f"{called}: {said}. {index + 1}. {asked}{self._beside(now)}"

    def _beside(self, now: Tally) -> str:
        then = self.last_time(now.number - 1)
        return "" if then is None else f" · {one_line(then.beside(now, self._look))}"
