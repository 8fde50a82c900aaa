"""The table of figures: what was measured, its goal, and whether it was met."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One figure. `limit` is None for what is only reported, such as milliseconds."""

    name: str
    value: float
    limit: float | None
    unit: str

    @property
    def is_met(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def cells(self) -> tuple[str, str, str, str]:
        goal = "" if self.limit is None else f"{self.limit:g}{self.unit}"
        met = "" if self.limit is None else "met" if self.is_met else "NOT MET"
        return self.name, goal, f"{self.value:.2f}{self.unit}", met


class Figures:
    """The figures of one run, in the order they were measured."""

    def __init__(self) -> None:
        self.taken: list[Figure] = []
        self.told: list[str] = []

    def ratio(self, name: str, value: float, limit: float | None = None) -> None:
        """A ratio of two things measured in the same run; without a limit only reported."""
        self._take(Figure(name, value, limit, "x"))

    def seconds(self, name: str, value: float, limit: float | None = None) -> None:
        """A time; without a limit it is only reported."""
        self._take(Figure(name, value, limit, " s"))

    def plain(self, name: str, value: float, limit: float | None = None) -> None:
        """A number whose unit its name says; without a limit it is only reported."""
        self._take(Figure(name, value, limit, ""))

    def milliseconds(self, name: str, seconds: float) -> None:
        """A time that is only reported, beside the calibration."""
        self._take(Figure(name, seconds * 1000, None, " ms"))

    def lines(self, told: Iterable[str]) -> None:
        """Lines of a table of its own, printed below the figures."""
        self.told += told

    def _take(self, figure: Figure) -> None:
        self.taken.append(figure)

    @property
    def all_met(self) -> bool:
        return all(figure.is_met for figure in self.taken)

    def table(self) -> Iterator[str]:
        """The lines of the table; none where nothing was measured."""
        if not self.taken:
            return
        rows = [("Figure", "Goal", "Measured", ""), *(figure.cells() for figure in self.taken)]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        yield ""
        for name, goal, value, met in rows:
            yield (f"{name:{widths[0]}}  {goal:>{widths[1]}}  {value:>{widths[2]}}  {met}".rstrip())
        if self.told:
            yield ""
            yield from self.told
