"""The board itself, the bodies it asks, and the roles and groups that answer."""

from datetime import date, timedelta

from auditrack.model.record import Record


class Board(Record, frozen=True, kw_only=True):
    """A board's settings. Months and days are the numbers in the rules of position and BRAG.

    `exchange_least`: from how many reviews on other boards are told a theme's numbers and years.
    """

    name: str = ""
    nation: str = "england"
    scope: str = "children"
    predecessors: tuple[str, ...] = ()
    year_start: str = "04-01"
    records_complete_from: str | None = None
    marking: str = "OFFICIAL-SENSITIVE"
    grace_months: int = 6
    due_cap_months: int = 12
    stale_months: int = 24
    hold_months: int = 6
    reply_days: int = 28
    due_soon_days: int = 28
    quiet_days: int = 90
    unsigned_days: int = 28
    vacant_days: int = 28
    least_level: int = 2
    test_required: bool = False
    clipboard: bool = False
    exchange_least: int = 3

    def year_of(self, day: date) -> tuple[date, date]:
        """First and last day of the board's year that a day lies in (1 April to 31 March).

        A start that no year has (entry refuses it) counts as 1 April. The first year of the
        calendar and its last are cut short.
        """
        try:
            month, first = (int(part) for part in self.year_start.split("-"))
            date(2001, month, first)
        except ValueError:
            month, first = 4, 1
        year = day.year if day >= date(day.year, month, first) else day.year - 1
        start = date(year, month, first) if year else date.min
        if year == date.max.year:
            return start, date.max
        return start, date(year + 1, month, first) - timedelta(days=1)


class Agency(Record, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """A body asked to do something, as printed, with the names it went by."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    replaced_by: str | None = None


class Lead(Record, frozen=True, kw_only=True):
    """Who is responsible: a role or a subgroup, never only a person."""

    title: str = ""
    agency: str | None = None
    holder: str | None = None
    vacant_since: str | None = None
    logins: tuple[str, ...] = ()


class Subgroup(Record, frozen=True, kw_only=True):
    """A group of the board that delivers or gives assurance."""

    title: str = ""


class RoleGrant(Record, frozen=True, kw_only=True):
    """The roles a login holds; the reference is the login."""

    roles: tuple[str, ...] = ()
