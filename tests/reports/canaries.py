"""Records in which every word that is not one agency's own is a canary.

Whose a record is, is told here again from the stored fields, and not by the code that it tests.
"""

import re
from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import Any

from auditrack.model import words

CANARY = "CANARY"

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(\.\.([0-9]{4}(-[0-9]{2}){0,2})?)?|unknown")
_CODES = frozenset(
    code
    for name in dir(words)
    if isinstance(vocabulary := getattr(words, name), Mapping)
    for code in vocabulary
    if isinstance(code, str)
) | {"done", "planned", "confirmed", "suggested", "weakness", "strength", "beforehand"}
TABLES = (
    *("reviews", "windows", "proceedings", "told", "findings", "mentions", "recommendations"),
    *("replies", "links", "decisions", "actions", "updates", "extensions", "serves", "evidence"),
    *("audits", "criteria", "agencies", "leads", "subgroups", "meetings", "meeting_items"),
    *("presences", "interests", "exports", "imports", "return_forms", "reminders"),
    *("return_questions", "roles"),
)
_NEVER = {
    "leads": {"holder", "logins"},
    "reviews": {"subjects", "delay_why", "source", "file"},
    "actions": {"import_ref"},
    "updates": {"by"},
    "evidence": {"accepted_by", "filed_by", "edited_by", "at", "file_name", "difference"},
    "audits": {"by", "by_login", "recorded_by", "seed", "cases"},
    "recommendations": {"public_wording", "priority", "as_printed", "group"},
    "return_forms": {"covering", "file", "beside"},
}
"""Fields of the agency's own records that leave no more than others' do."""

Document = Mapping[str, Any]


def is_words(value: Any, known: Container[str]) -> bool:
    """Whether a value is somebody's words: a text that is no date, code or known reference."""
    return isinstance(value, str) and not (
        value in known or value in _CODES or _DATE.fullmatch(value)
    )


class Canaried:
    """A state of the register in which all that is not the agency's own is a canary."""

    def __init__(self, records: Any, agency: str) -> None:
        self._records = records
        self._agency = agency
        tables = {table: records.select(table) for table in TABLES}
        self._known = {str(one["ref"]) for several in tables.values() for one in several}
        self._known |= {str(one["ref"]) for one in records.select("theme_links")}
        self._of = {
            table: {str(one["ref"]): one for one in several} for table, several in tables.items()
        }
        self._own = self._agencies()

    # What the register answers ----------------------------------------------------------------

    @property
    def head(self) -> Any:
        return self._records.head

    def get(self, table: str, ref: str) -> Document | None:
        if table not in TABLES:
            return self._records.get(table, ref)
        return self._by_ref(table).get(ref)

    @cache  # noqa: B019
    def _by_ref(self, table: str) -> dict[str, Document]:
        return {str(one["ref"]): one for one in self.select(table)}

    @cache  # noqa: B019 - it lives for one test
    def select(self, table: str, filter: Any = None) -> tuple[Document, ...]:
        found = self._records.select(table, filter)
        if table not in TABLES:
            return found
        return tuple(self._changed(table, one) for one in found)

    @cache  # noqa: B019
    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        made: dict[Any, tuple[Document, ...]] = {}
        for one in self.select(table):
            value = one.get(field)
            for part in value if isinstance(value, (list, tuple)) else (value,):
                if part is not None:
                    made[part] = (*made.get(part, ()), one)
        return made

    def next_number(self, prefix: str) -> int:
        return self._records.next_number(prefix)

    # Whose a record is --------------------------------------------------------------------------

    def _agencies(self) -> frozenset[str]:
        """The agency and all that it followed."""
        own = {self._agency}
        while True:
            more = {
                ref for ref, one in self._of["agencies"].items() if one.get("replaced_by") in own
            }
            if more <= own:
                return frozenset(own)
            own |= more

    def _asks_it(self, ref: str) -> bool:
        asked = self._asked(ref)
        everybody = () if self._agency == "board" else ("all-agencies",)
        return not self._own.isdisjoint(asked) or not set(everybody).isdisjoint(asked)

    def _asks_it_alone(self, ref: str) -> bool:
        return bool(self._asked(ref)) and set(self._asked(ref)) <= self._own

    def _asked(self, ref: str) -> tuple[str, ...]:
        return tuple(self._of["recommendations"].get(ref, {}).get("agencies", ()))

    def _agency_of_lead(self, ref: str | None) -> str | None:
        return self._of["leads"].get(ref or "", {}).get("agency")

    def _is_own_action(self, ref: str) -> bool:
        one = self._of["actions"].get(ref)
        if one is None:
            return False
        agency = one.get("agency") or self._agency_of_lead(one.get("lead"))
        if agency:
            return agency in self._own
        return all(self._asks_it_alone(served) for served in one.get("serves", ()))

    def _is_own(self, table: str, one: Document) -> bool:
        said = one.get
        if table == "reviews":
            asks = self._of["recommendations"].values()
            return any(
                ask["review"] == one["ref"] and self._asks_it(str(ask["ref"])) for ask in asks
            )
        if table == "recommendations":
            return self._asks_it(str(one["ref"]))
        if table == "replies":
            if said("agency"):
                return said("agency") in self._own
            return self._asks_it_alone(str(said("recommendation")))
        if table == "actions":
            return self._is_own_action(str(one["ref"]))
        if table in ("updates", "extensions"):
            whose = self._agency_of_lead(said("lead"))
            return self._is_own_action(str(said("action"))) and (not whose or whose in self._own)
        if table == "evidence":
            whose = said("agency") or self._agency_of_lead(said("filed_lead"))
            if whose:
                return whose in self._own
            return all(
                self._is_own_action(ref) or self._asks_it_alone(ref) for ref in said("serves", ())
            )
        if table == "audits":
            covered = set(said("agencies", ()))
            return not covered or bool(covered & (self._own | {"all-agencies", "board"}))
        if table == "agencies":
            return one["ref"] in self._own
        if table == "leads":
            return not said("agency") or said("agency") in self._own
        if table == "return_forms":
            return said("agency") in self._own
        if table == "return_questions":
            form = self._of["return_forms"].get(str(said("form")), {})
            return form.get("agency") in self._own
        return False

    def _changed(self, table: str, one: Document) -> Document:
        never = _NEVER.get(table, set())
        own = self._is_own(table, one)
        return {
            name: value
            if name in ("ref", "rev") or (own and name not in never)
            else self._canary(table, name, one["ref"], value)
            for name, value in one.items()
        }

    def _canary(self, table: str, name: str, ref: str, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return tuple(self._canary(table, name, ref, part) for part in value)
        # Whom an "All agencies" or "The Partnership" means is told by its name.
        if not is_words(value, self._known) or (
            table == "agencies" and ref in ("all-agencies", "board")
        ):
            return value
        return f"{CANARY} {table} {name} {ref}"


def canaries_in(parts: Iterable[bytes]) -> list[str]:
    """Every canary in some parts of a package, each once."""
    found = {match.decode() for part in parts for match in re.findall(rb"CANARY[^<\"]{0,60}", part)}
    return sorted(found)
