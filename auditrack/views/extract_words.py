"""What an extract calls its tables and fields, and the values of fields as people read them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from auditrack.model import words
from auditrack.model.change import Records
from auditrack.model.dates import in_words
from auditrack.model.words import word
from auditrack.views.action_types import type_name
from auditrack.views.board import agency_name, lead_title
from auditrack.views.date_fields import DATES
from auditrack.views.history import value_in_words
from auditrack.views.theming import Theming

CALLED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "actions": ("action", "actions"),
        "agencies": ("agency", "agencies"),
        "agency_comments": ("agency's comment", "agencies' comments"),
        "audits": ("audit", "audits"),
        "board": ("board's settings", "board's settings"),
        "criteria": ("question of an audit", "questions of audits"),
        "decisions": ("decision", "decisions"),
        "evidence": ("piece of evidence", "pieces of evidence"),
        "exports": ("document that left", "documents that left"),
        "extensions": ("new date agreed", "new dates agreed"),
        "findings": ("finding", "findings"),
        "heading_checks": ("check of a heading set", "checks of heading sets"),
        "heading_sets": ("heading set", "heading sets"),
        "headings": ("heading", "headings"),
        "imports": ("document taken in", "documents taken in"),
        "interests": ("interest declared", "interests declared"),
        "leads": ("lead", "leads"),
        "links": ("link between recommendations", "links between recommendations"),
        "meeting_items": ("item of a meeting", "items of meetings"),
        "meetings": ("meeting", "meetings"),
        "mentions": ("mention of a theme", "mentions of themes"),
        "other_board_themes": ("theme of another board", "themes of other boards"),
        "other_boards": ("other board", "other boards"),
        "phrases": ("phrase of a theme", "phrases of themes"),
        "presences": ("presence in a meeting", "presences in meetings"),
        "proceedings": ("proceedings", "proceedings"),
        "publications": ("publication", "publications"),
        "recommendations": ("recommendation", "recommendations"),
        "recurrence_reasons": ("reason why a theme came back", "reasons why a theme came back"),
        "redactions": ("erasure asked for", "erasures asked for"),
        "releases": ("release of the disclosure check", "releases of the disclosure check"),
        "reminders": ("reminder", "reminders"),
        "replies": ("agency's reply", "agencies' replies"),
        "return_forms": ("return form", "return forms"),
        "return_questions": ("question of a return form", "questions of return forms"),
        "reviews": ("review", "reviews"),
        "roles": ("role of a login", "roles of logins"),
        "serves": ("further record served", "further records served"),
        "sheet_words": ("word of a tracker", "words of trackers"),
        "sign_offs": ("sign-off for publication", "sign-offs for publication"),
        "subgroups": ("subgroup", "subgroups"),
        "theme_links": ("link to a theme", "links to themes"),
        "themes": ("theme", "themes"),
        "told": ("telling of a group", "tellings of groups"),
        "updates": ("update of an action", "updates of actions"),
        "watch_names": ("name on the watch-list", "names on the watch-list"),
        "windows": ("period of practice examined", "periods of practice examined"),
    }
)
"""What one record of a table is called, and several."""

_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "a": "First recommendation",
        "as": "How the first stands to the second",
        "at": "Where it lies",
        "b": "Second recommendation",
        "because": "Words that suggested it",
        "by": "By",
        "case_id": "Case",
        "due_text": "Due as printed",
        "file_sha256": "SHA-256 of the kept file",
        "form": "Return form",
        "from": "From",
        "head_hash": "Seal of the entry it printed",
        "head_number": "Entry whose state it printed",
        "import_ref": "Came in with",
        "kept": "File kept",
        "led_to": "Recommendations it led to",
        "measure": "How it will be known",
        "next": "Next test",
        "of": "Of",
        "on_ref": "On",
        "outcome": "Outcome",
        "ref": "Reference",
        "rev": "Times written",
        "sha256": "SHA-256 of the document",
        "shown": "Words released, masked",
        "source_sha256": "SHA-256 of the document",
        "to": "To",
        "what": "What",
        "whom": "Whom",
        "whose": "Whose name it is",
    }
)

_WORDS: Final[Mapping[tuple[str, str], Mapping[Any, str]]] = MappingProxyType(
    {
        ("actions", "state"): words.ACTION_STATES,
        ("evidence", "level"): words.LEVELS,
        ("evidence", "state"): words.EVIDENCE_STATES,
        ("findings", "kind"): words.FINDING_KINDS,
        ("meeting_items", "outcome"): words.ITEM_OUTCOMES,
        ("meetings", "status"): words.MEETING_STATES,
        ("proceedings", "kind"): words.PROCEEDINGS,
        ("publications", "kind"): words.PUBLICATIONS,
        ("recommendations", "kind"): words.RECOMMENDATION_KINDS,
        ("recommendations", "reach"): words.REACHES,
        ("recommendations", "state"): words.RECOMMENDATION_STATES,
        ("releases", "kind"): words.DISCLOSURES,
        ("reviews", "publishable"): words.PUBLISHABLE,
        ("reviews", "status"): words.REVIEW_STATUSES,
        ("updates", "state"): words.ACTION_STATES,
        ("watch_names", "whose"): words.WATCHED,
    }
)
"""Codes that other tables use otherwise, or that the history gives as they are stored."""

_BY_OTHERS = frozenset({("evidence", "outcome"), ("recommendations", "outcome")})
"""Fields that hold words of people and are called as a field of codes elsewhere."""

_KINDS = frozenset({"recurrence_reasons"})
"""The tables whose "kind" is a reason why a theme came back; elsewhere it is another thing."""

_DAYS = frozenset({"as_at", "due_back", "period", "since", "until"})
"""Fields of some tables that hold a day or a period, beside those that `DATES` names."""

_AGENCIES = frozenset({"agency", "agencies"})
_LEADS = frozenset(
    {"accepted_lead", "asked_lead", "by_lead", "chair", "confirmed_lead", "edited_lead"}
    | {"filed_lead", "in_name_of", "lead", "recorded_lead", "who"}
)
_SUBGROUPS = frozenset({"assuring", "delivering", "subgroup"})
_THEMES = frozenset({"theme", "themes"})


def called(table: str, number: int = 1) -> str:
    """What one record of a table is called, or several."""
    one, many = CALLED.get(table, (f"record of {table}", f"records of {table}"))
    return one if number == 1 else many


def field_called(name: str) -> str:
    """What a field is called."""
    return _FIELDS.get(name) or name.replace("_", " ").strip().capitalize()


class Values:
    """The values of fields in words, with the names behind references."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._theming = Theming(records)

    def in_words(self, table: str, name: str, value: Any) -> str:
        """A value whole: dates and codes in words, bodies and themes by name; "" for none."""
        if isinstance(value, (tuple, list)):
            return "; ".join(self.in_words(table, name, one) for one in value)
        if isinstance(value, str):
            if (table, name) == ("actions", "type"):
                return type_name(value)
            if name in _AGENCIES:
                return _with(agency_name(self._records, value), value)
            if name in _LEADS:
                return _with(lead_title(self._records, value), value)
            if name in _THEMES:
                return _with(self._theming.name(value), value)
            if name in _SUBGROUPS:
                group = self._records.get("subgroups", value) or {}
                return _with(str(group.get("title") or value), value)
            if name in DATES.get(table, ()) or name in _DAYS or name.endswith("_on"):
                return in_words(value)
        if (coded := _WORDS.get((table, name))) is not None and not isinstance(value, bool):
            said = word(coded, value) if isinstance(value, str) else coded.get(value, "")
            return f"{value}, {said}" if isinstance(value, int) and said else said or str(value)
        if (table, name) in _BY_OTHERS or (name == "kind" and table not in _KINDS):
            return "" if value is None else str(value)
        if name == "to":  # to whom
            return "" if value is None else str(value)
        return value_in_words(name, value)


def _with(said: str, ref: str) -> str:
    return said if said == ref else f"{said} ({ref})"
