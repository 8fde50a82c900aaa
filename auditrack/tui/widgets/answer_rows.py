"""The rows of a grid of answers: questions down, cases across, one letter a cell."""

from collections.abc import Sequence

from auditrack.analysis.criteria import tally
from auditrack.tui.answer_sheet import Sheet
from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line
from auditrack.views.criteria import LETTERS, words_of

_CELL = 3
_LEAST = 8
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
    first case in sight, from 1.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.column = 0
        self.first = 1

    def __len__(self) -> int:
        return len(self.sheet.questions) + 1

    def heights(self, width: int) -> None:
        """Every question is one line."""

    def room(self, width: int) -> int:
        """The cells that a question takes: half, and what the cases leave."""
        left = width - 3 - _CELL * len(self.sheet.cases)
        return max(left, width // 2, _LEAST)

    def in_sight(self, width: int) -> range:
        """The cases whose columns fit, counted from 1."""
        fits = max((width - self.room(width) - 3) // _CELL, 1)
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
        line: list[tuple[str, str]] = [(" " + fit("Question", self.room(width)) + more, "title")]
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
        line: list[tuple[str, str]] = [(mark + fit(text, room) + " ", "quiet" if is_new else "")]
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
            counted = tally(index + 1, asked, answers, self.sheet.scale).describe()
            return f"{index + 1}. {asked}: {counted}. Type to change its words."
        label = one_line(self.sheet.cases[self.column - 1])
        called = f"Case {self.column}" + (f" ({label})" if label != str(self.column) else "")
        said = words_of(self.sheet.scale).get(answers[self.column - 1], "not known")
        return f"{called}: {said}. {index + 1}. {asked}"
