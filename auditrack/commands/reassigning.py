"""One post's open work given to another, in one step: what is done stays with who did it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.lead import lead_meant
from auditrack.model.dates import in_words
from auditrack.views.board import agency_name, successor_of
from auditrack.views.facts import Facts
from auditrack.views.held import Held, held_by, subgroup_of
from auditrack.views.independence import actions_tested
from auditrack.views.wording import counted, listed

_NAMED = 6
"""How many records a note names one by one."""


@dataclass(frozen=True)
class ReassignLead(Command):
    """Give the open actions, planned audits and parts of a lead to another lead.

    `only` names some of what it holds; without it everything goes that is open. All of it moves,
    or nothing.
    """

    cmd: ClassVar[str] = "lead reassign"

    lead: str
    to: str
    only: tuple[str, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses the same lead, nothing open, and what the lead does not hold open."""
        old, new = lead_meant(desk, self.lead), lead_meant(desk, self.to)
        ref, to = str(old["ref"]), str(new["ref"])
        if ref == to:
            raise refuse("no-change", f"{old['title']} has its work already.", ref=ref)
        held = held_by(Facts(desk.records, desk.today), ref)
        chosen = self._chosen(held)
        if not chosen:
            raise refuse(
                "no-change",
                f"{held.title} holds nothing open: no action to be done, no planned audit.",
                ref=ref,
            )
        actions = [action.ref for action in held.actions if action.ref in chosen]
        audits = [audit for audit in held.audits if audit["ref"] in chosen]
        for action in actions:
            desk.update("actions", action, lead=to)
        for audit in audits:
            # Who says who is to make it now is this login, as when it was planned.
            desk.update(
                "audits",
                str(audit["ref"]),
                by=to,
                by_login=desk.actor.login,
                by_lead=desk.lead_ref,
            )
        moved = [*actions, *(str(audit["ref"]) for audit in audits)]
        moved += _parts_moved(desk, held, chosen, to)
        if not moved:
            raise refuse(
                "no-subgroup",
                f"{held.title} delivers or assures as a subgroup, and {new['title']} is none.",
                ref=to,
                todo=f"Enter it as one with: auditrack subgroup add {_quoted(str(new['title']))}",
            )
        desk.made.extend(dict.fromkeys(moved))
        _note_of_vacancy(desk, new)
        _note_of_agencies(desk, actions, old, new)
        _note_of_independence(desk, actions, audits, to, str(new["title"]))
        _note_of_what_stays(desk, held, chosen)

    def _chosen(self, held: Held) -> frozenset[str]:
        """The references that are to move."""
        if not self.only:
            return frozenset(held.moves)
        chosen = set()
        for typed in given.chosen(self.only):
            wanted = typed.strip().lower()
            if wanted not in held.moves:
                raise refuse(
                    "not-held",
                    f"{held.title} holds no {typed} that is open.",
                    ref=typed,
                    todo=f"It holds {listed(held.moves[:_NAMED], 'nothing open')}"
                    f"{' and more' if len(held.moves) > _NAMED else ''}: "
                    f"auditrack lead show {held.ref}",
                )
            chosen.add(wanted)
        return frozenset(chosen)


def _parts_moved(desk: Desk, held: Held, chosen: frozenset[str], to: str) -> list[str]:
    """Recommendations that the new lead delivers or assures now, where it is a subgroup too."""
    wanted = [(str(ask["ref"]), field) for ask, field in held.parts if ask["ref"] in chosen]
    subgroup = subgroup_of(desk.records, to)
    if wanted and subgroup is None:
        desk.notes.append(
            f"{_named(ref for ref, _ in wanted)} still name {held.title} as the subgroup: the "
            "other lead is no subgroup on record."
        )
        return []
    for ref, field in wanted:
        desk.update("recommendations", ref, None, **{field: subgroup})
    return [ref for ref, _ in wanted]


def _note_of_vacancy(desk: Desk, new: Mapping[str, Any]) -> None:
    if new.get("vacant_since"):
        desk.notes.append(
            f"Nobody holds {new['title']} either: it is vacant since "
            f"{in_words(str(new['vacant_since']))}."
        )


def _note_of_agencies(
    desk: Desk, actions: Iterable[str], old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    """Say of actions of one agency that a lead of another leads them now."""
    agency = new.get("agency")
    if not agency:
        return
    name = agency_name(desk.records, agency)
    of_others, changed = [], []
    for ref in actions:
        own = (desk.records.get("actions", ref) or {}).get("agency")
        if own and successor_of(desk.records, own) != successor_of(desk.records, agency):
            of_others.append(f"{ref} ({agency_name(desk.records, own)})")
        elif not own and old.get("agency") and old["agency"] != agency:
            changed.append(ref)
    if of_others:
        desk.notes.append(
            f"{new['title']} is of {name}; the agency of {_named(of_others)} stays as it is."
        )
    if changed:
        desk.notes.append(
            f"{_named(changed)} had no agency of {'its' if len(changed) == 1 else 'their'} own: "
            f"{'it counts' if len(changed) == 1 else 'they count'} for {name} now and no longer "
            f"for {agency_name(desk.records, old['agency'])}."
        )


def _note_of_independence(
    desk: Desk, actions: Iterable[str], audits: Iterable[Mapping[str, Any]], to: str, title: str
) -> None:
    """Say of a planned audit that its lead would test what it leads itself."""
    moved = frozenset(actions)
    own = held_by(Facts(desk.records, desk.today), to).audits
    for audit in (*audits, *own):
        for action in actions_tested(desk.records, audit):
            if action.get("withdrawn_on"):
                continue
            if action["ref"] in moved or action.get("lead") == to:
                desk.notes.append(
                    f"{audit['ref']} would not be independent: {title} leads {action['ref']}, "
                    "which it tests."
                )
                break


def _note_of_what_stays(desk: Desk, held: Held, chosen: frozenset[str]) -> None:
    if held.claimed:
        many = counted(len(held.claimed), "action")
        are = "is" if len(held.claimed) == 1 else "are"
        desk.notes.append(
            f"{many} said to be done and not signed off {are} left with {held.title}, who did it: "
            f"{_named(one.ref for one in held.claimed)}."
        )
    left = [ref for ref in held.moves if ref not in chosen]
    if left:
        desk.notes.append(f"{held.title} goes on with {_named(left)}.")


def _named(refs: Iterable[str]) -> str:
    found = list(refs)
    more = [f"and {len(found) - _NAMED} more"] if len(found) > _NAMED else []
    return ", ".join([*found[:_NAMED], *more])


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)
