"""Actions said to be done that nobody has signed off: for how long they wait, and who may sign."""

from collections.abc import Iterable

from auditrack.model.dates import data_string
from auditrack.views.actions import ActionNow
from auditrack.views.board import lead_of
from auditrack.views.facts import Facts
from auditrack.views.figures import UnsignedLine
from auditrack.views.narrowed import Narrowed
from auditrack.views.overdue import whose
from auditrack.views.owed import owed
from auditrack.views.seen import unwithdrawn
from auditrack.views.wording import listed

SIGNS = frozenset({"scrutineer", "chair", "administrator"})
"""The roles that may sign off, where roles are set."""

_NAMED = 4
"""How many who may sign are told by name."""


def unsigned_lines(facts: Facts, narrowed: Narrowed) -> tuple[UnsignedLine, ...]:
    """Every such action that is still waited for, what has waited longest first.

    One that nobody dated stands first: nobody can say that it is not the oldest.
    """
    signers = Signers(facts)
    lines = [
        _line(facts, action, narrowed, signers)
        for action in owed(facts)
        if action.state == "done" and narrowed.has("action", action.ref)
    ]
    return tuple(sorted(lines, key=lambda line: (line.days is not None, -(line.days or 0))))


def _line(facts: Facts, action: ActionNow, narrowed: Narrowed, signers: "Signers") -> UnsignedLine:
    claimed_on = action.stood.claimed_on or action.fact.entered_on
    serves = action.serves
    return UnsignedLine(
        ref=action.ref,
        recommendation=next(filter(narrowed.has_ask, serves), serves[0] if serves else ""),
        what=action.action.what,
        agency=whose(facts, action, serves),
        lead=action.lead_title,
        since=data_string(claimed_on) or "",
        days=(facts.as_at - claimed_on.latest).days if claimed_on else None,
        may_sign=signers.of(action),
    )


class Signers:
    """Who may sign actions off: another login and another lead, with the role where any is set."""

    def __init__(self, facts: Facts) -> None:
        self._records = records = facts.records
        grants = {str(one["ref"]): one.get("roles") or () for one in records.select("roles")}
        self._are_set = are_set = any(grants.values())
        able = {login for login, roles in grants.items() if not SIGNS.isdisjoint(roles)}
        self._leads = [
            (str(lead["ref"]), str(lead.get("title") or lead["ref"]), logins)
            for lead in unwithdrawn(records.select("leads"))
            if (logins := [one for one in lead.get("logins", ()) if not are_set or one in able])
        ]
        self._any_login = not any(lead.get("logins") for lead in records.select("leads"))

    def of(self, action: ActionNow) -> str:
        """Who may sign one off, by title; in words where no post can be named."""
        said = next((one for one in reversed(action.updates) if one.state), None)
        login, lead = (said.by, said.lead) if said else (None, None)
        if self._any_login:
            return f"another login{f' than {login}' if login else ''}"
        theirs = lead or self._lead_with(login)
        if theirs is None:
            return "a chair, with a reason: who said so is with no lead on record"
        own = {action.lead, theirs}
        titles = dict.fromkeys(
            title
            for ref, title, logins in self._leads
            if ref not in own and any(one != login for one in logins)
        )
        if titles and not self._are_set:
            return "any other lead with a login: no roles are set"
        return listed(_few(list(titles)), "nobody on record but a chair, with a reason")

    def _lead_with(self, login: str | None) -> str | None:
        found = lead_of(self._records, login) if login else None
        return None if found is None else str(found["ref"])


def _few(titles: list[str]) -> Iterable[str]:
    yield from titles[:_NAMED]
    if len(titles) > _NAMED:
        yield f"and {len(titles) - _NAMED} more"
