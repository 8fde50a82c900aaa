"""What of a register a subgroup answers for: what it delivers or assures, and what hangs on that.

It is the rule by which a need concerns a subgroup: through the recommendations that name it.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from auditrack.model.change import Entry, Refusal, RefusedError
from auditrack.views.asks import Ask
from auditrack.views.concerned import Concerns
from auditrack.views.facts import Facts
from auditrack.views.held import PARTS

_HANGING = ("actions", "evidence", "audits")
"""Tables of what names the recommendations that it serves."""

_OF_ITS_OWN = (("theme_links", "of"), ("criteria", "audit"))
"""Tables whose records are named by further ones, and the field by which they belong."""


class Narrowed:
    """The part of a register that a subgroup answers for; all of it where `subgroup` is None."""

    def __init__(self, facts: Facts, subgroup: str | None) -> None:
        self._facts = facts
        self._subgroup = subgroup
        self._concerns = Concerns(facts)

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole register."""
        return self._subgroup is None

    @cached_property
    def asks(self) -> list[Ask]:
        """Its recommendations that count on the day, in order of entry."""
        return [
            Ask(self._facts, document)
            for document in self._facts.recommendations
            if self._subgroup is None or self._names(document)
        ]

    def has_ask(self, ref: str) -> bool:
        """Whether a recommendation is among them, one that was withdrawn too."""
        return self._subgroup is None or ref in self._refs

    def has(self, record: str, ref: str) -> bool:
        """Whether an action, an audit or a theme is about one of its recommendations."""
        if self._subgroup is None:
            return True
        return any(ask in self._refs for ask in self._concerns.asks_about(record, ref))

    def is_about(self, entry: Entry) -> bool:
        """Whether an entry wrote to the subgroup, its recommendations or what hangs on them."""
        if self._subgroup is None:
            return True
        for op in entry.ops:
            known = {**(self._facts.records.get(op.table, op.id) or {})}
            known.update({name: new for name, (_, new) in op.fields.items() if new is not None})
            # A lead may have the same reference as the subgroup, so that one is looked for alone.
            own = op.id if op.table == "subgroups" else known.get("subgroup")
            if own == self._subgroup or op.id in self._hanging:
                return True
            if any(one in self._hanging for one in _named(known)):
                return True
        return False

    def refuse_nothing(self, title: str) -> None:
        """Refuse a report on a subgroup that no recommendation on record names.

        Raises:
            RefusedError: `nothing-to-report`.
        """
        if self._subgroup is None or self._refs:
            return
        raise RefusedError(
            Refusal(
                "nothing-to-report",
                f"No recommendation on record is delivered or assured by {title}, so there is "
                "nothing to report.",
                ref=self._subgroup,
                safe="No report was written; an earlier file is untouched.",
                todo="Name it on what it answers for with: auditrack rec edit REF --delivering "
                f"{self._subgroup}, or leave --subgroup out for the board's report.",
            )
        )

    def _names(self, document: Mapping[str, Any]) -> bool:
        return any(document.get(field) == self._subgroup for field in PARTS)

    @cached_property
    def _refs(self) -> frozenset[str]:
        every = self._facts.records.select("recommendations")
        return frozenset(str(one["ref"]) for one in every if self._names(one))

    @cached_property
    def _hanging(self) -> frozenset[str]:
        """The references of its recommendations and meetings, and of all that names one."""
        records = self._facts.records
        held = records.index("meetings", "subgroup").get(self._subgroup, ())
        found = {*self._refs, *(str(meeting["ref"]) for meeting in held)}
        for _ in _HANGING:  # evidence may serve an action, and be added to it later
            for table in _HANGING:
                of_table = records.index(table, "serves")
                later = records.index("serves", "serves")
                for ref in tuple(found):
                    found.update(str(one["ref"]) for one in of_table.get(ref, ()))
                    found.update(str(one["record"]) for one in later.get(ref, ()))
        for table, field in _OF_ITS_OWN:
            of_table = records.index(table, field)
            for ref in tuple(found):
                found.update(str(one["ref"]) for one in of_table.get(ref, ()))
        return frozenset(found)


def _named(document: Mapping[str, Any]) -> Iterable[str]:
    """The values of a record that may be references."""
    for value in document.values():
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(one, str):
                yield one
