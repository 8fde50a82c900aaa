"""A random draw of cases, put on record for a planned audit before anything is looked at."""

import re
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.analysis.draws import MOST, is_seed
from auditrack.analysis.samples import Sample
from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.text import one_line

_RANGE = re.compile(r"(\d{1,9})\s*(?:to|\.\.|–)\s*(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class RecordDraw(Command):
    """Say of a planned audit that its cases are a random draw: from how many, how many, which seed.

    In place of the number `population` their list may be given, as `cases_in` reads it: `listed`.
    Neither it nor which cases were drawn is kept: whoever has the list draws them again.
    """

    cmd: ClassVar[str] = "audit sample"

    audit: str
    seed: str
    population: int | str
    size: int | str
    why: str | None = None
    listed: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an audit that was made, a draw of more than there is, and the same draw again."""
        of = len(cases_in(self.listed)) if self.listed else self.population
        population, size = whole_draw(of, self.size)
        seed = fit_seed(self.seed)
        audit = known.document(desk, self.audit, "audits")
        ref = str(audit["ref"])
        if audit.get("status") != "planned":
            raise refuse(
                "not-planned",
                f"{ref} was made already, and cases are drawn before they are looked at.",
                ref=ref,
                todo="How its cases were chosen is said with: auditrack audit edit --chosen",
            )
        before = audit.get("seed")
        fields: dict[str, Any] = {
            "chosen": "random",
            "seed": seed,
            "population": population,
            "drawn": size,
            "sample": size,
        }
        desk.edit("audits", ref, fields)
        desk.made.append(ref)
        if before:
            desk.notes.append(
                f"{ref} had a draw already: {audit.get('drawn')} of {audit.get('population')} by "
                f"the seed {before}. The history keeps both, and a reader may ask why."
            )
        few = Sample(size, chosen="random", population=population, drawn=size)
        told = few.few(audit.get("method"))
        if told:
            desk.notes.append(told)


def whole_draw(population: int | str, size: int | str) -> tuple[int, int]:
    """From how many and how many, as numbers.

    Raises:
        RefusedError: they are none, or there are fewer than are to be drawn.
    """
    of = given.whole(population, "number of cases to draw from", 1, MOST)
    drawn = given.whole(size, "number of cases to draw", 1, MOST)
    if drawn > of:
        raise refuse(
            "bad-number",
            f"{drawn:,} cases cannot be drawn from {of:,}.",
            todo="Draw fewer with --size, or look at all of them and say --chosen all.",
        )
    return of, drawn


def cases_in(text: str) -> list[str]:
    """The case numbers of a list: one a line, or between commas or semicolons.

    One range of whole numbers and nothing else, as in "101 to 240", is every number in it.

    Raises:
        RefusedError: one stands twice (`bad-value`), or a range runs backwards or is too long.
    """
    if found := _RANGE.fullmatch(text.strip()):
        first, last = int(found[1]), int(found[2])
        if not first <= last < first + MOST:
            raise refuse(
                "bad-number",
                f"From {first:,} to {last:,} is no range that cases can be drawn from.",
                todo="Give the smaller number first.",
            )
        return [str(number) for number in range(first, last + 1)]
    labels = [label for one in re.split(r"[\n,;]", text) if (label := one_line(one))]
    twice = [label for label, often in Counter(labels).items() if often > 1]
    if twice:
        raise refuse(
            "bad-value",
            f'"{twice[0][:60]}" stands more than once in the list, and would be drawn more easily '
            "than the others.",
            todo="List each case once.",
        )
    return labels


def new_seed() -> str:
    """A seed that nobody chose."""
    return secrets.token_hex(4)


def fit_seed(typed: str) -> str:
    """A seed that can be typed again anywhere.

    Raises:
        RefusedError: it has other signs than letters, digits, points, hyphens and underscores.
    """
    seed = given.text(typed, "seed")
    if not is_seed(seed):
        raise refuse(
            "bad-value",
            f'"{one_line(seed)[:80]}" is no seed that can be typed again anywhere.',
            todo="It is 1 to 64 letters without accents, digits, points, hyphens or underscores, "
            "and begins with a letter or digit.",
        )
    return seed
