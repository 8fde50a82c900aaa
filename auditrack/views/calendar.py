"""A calendar of what is due: one all-day date for each record and kind of date, and its words.

A calendar lies on phones and in mail programs, so it says no text of a recommendation, action or
question and no title of a review: a reference, what kind of date it is and the role or agency that
answers. Of an embargoed review not even those who answer.
"""

from dataclasses import dataclass
from datetime import date

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.views import calendar_tests, calendar_work
from auditrack.views.board import board_of, successor_of
from auditrack.views.calendar_date import DueDate, Undated
from auditrack.views.calendar_gathered import Gathered
from auditrack.views.facts import Facts
from auditrack.views.find import find_named
from auditrack.views.wording import counted


@dataclass(frozen=True)
class Calendar:
    """What is due, in order of day. `whose` says for whom, in words; "" for the whole board."""

    board: str
    marking: str
    as_at: date
    dates: tuple[DueDate, ...]
    undated: tuple[Undated, ...] = ()
    whose: str = ""
    since: date | None = None
    until: date | None = None
    demonstration: bool = False
    left_out: int = 0

    @property
    def live(self) -> tuple[DueDate, ...]:
        """Those that still stand."""
        return tuple(one for one in self.dates if not one.is_over)

    @property
    def name(self) -> str:
        """What a calendar program calls it."""
        whose = f", {self.whose}" if self.whose else ""
        return f"What is due: {self.board}{whose}"

    def describe(self) -> str:
        """How many dates there are, for whom, and what is not among them."""
        over = len(self.dates) - len(self.live)
        said = [
            f"{counted(len(self.live), 'date')} due"
            + (f", {self.whose}" if self.whose else "")
            + (f", and {counted(over, 'earlier one')} cancelled" if over else "")
            + "."
        ]
        counts: dict[str, int] = {}
        for one in self.undated:
            counts[one.noun] = counts.get(one.noun, 0) + 1
        if counts:
            named = " and ".join(counted(many, noun) for noun, many in counts.items())
            have = "has" if sum(counts.values()) == 1 else "have"
            said.append(f"{named} {have} no day on record and cannot be in it.")
        if self.left_out:
            lie = "lies" if self.left_out == 1 else "lie"
            said.append(f"{counted(self.left_out, 'date')} {lie} outside the period.")
        return " ".join(said)


def calendar_of(
    records: Records,
    as_at: date,
    *,
    agency: str | None = None,
    lead: str | None = None,
    subgroup: str | None = None,
    since: date | None = None,
    until: date | None = None,
    demonstration: bool = False,
) -> Calendar:
    """What is due as seen on a day: for the board, or for one agency, lead and subgroup.

    Args:
        records: the state to look in.
        as_at: the day.
        agency: only what concerns it, by reference, name or alias.
        lead: only what concerns it, by reference or title.
        subgroup: only what it delivers or assures, by reference or title.
        since: the first day; what was due before is counted and left out.
        until: the last day.
        demonstration: whether the board is the made-up one.

    Raises:
        RefusedError: there is no such body (`unknown-reference`), or the period runs backwards.
    """
    if since and until and since > until:
        raise RefusedError(
            Refusal(
                "bad-date",
                f"The period would begin on {since} and end before that, on {until}.",
                todo="Turn --since and --until round.",
            )
        )
    wanted = {
        "agencies": agency and successor_of(records, find_named(records, agency, "agencies")),
        "leads": lead and find_named(records, lead, "leads"),
        "subgroups": subgroup and find_named(records, subgroup, "subgroups"),
    }
    gathered = Gathered(Facts(records, as_at))
    for put_down in (
        calendar_work.actions,
        calendar_work.recommendations,
        calendar_work.returns,
        calendar_tests.audits,
        calendar_tests.retests,
        calendar_tests.reviews,
        calendar_tests.look_again,
    ):
        put_down(gathered)
    dates = [one for one in gathered.dates if _concerns(one, wanted)]
    inside = [
        one
        for one in dates
        if (since is None or one.day >= since) and (until is None or one.day <= until)
    ]
    board = board_of(records)
    return Calendar(
        board.name,
        board.marking,
        as_at,
        tuple(sorted(inside, key=lambda one: (one.day, one.ref, one.kind))),
        tuple(one for one in gathered.undated if _concerns(one, wanted)),
        _whose(records, wanted),
        since,
        until,
        demonstration,
        sum(not one.is_over for one in dates) - sum(not one.is_over for one in inside),
    )


def _concerns(one: DueDate | Undated, wanted: dict[str, str | None]) -> bool:
    return all(ref is None or ref in getattr(one, name) for name, ref in wanted.items())


def _whose(records: Records, wanted: dict[str, str | None]) -> str:
    names = []
    for table, ref in wanted.items():
        if ref:
            document = records.get(table, ref) or {}
            names.append(str(document.get("name") or document.get("title") or ref))
    return f"for {' and '.join(names)}" if names else ""
