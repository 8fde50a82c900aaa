"""What may be chosen in the pick lists of forms: records of the board, words of the field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditrack.model.change import Records
from auditrack.themes.lexicon import action_types as shipped_types
from auditrack.tui.forms.field import Choice
from auditrack.views.seen import unwithdrawn
from auditrack.views.theming import Theming

Choices = Callable[[Records], Sequence[Choice]]
_TEXT = 60


def of_words(words: Mapping[Any, str], *leave_out: str) -> Choices:
    """The codes of a vocabulary, read as its words."""
    made = tuple(Choice(str(code), said) for code, said in words.items() if code not in leave_out)
    return lambda _: made


def agencies(records: Records) -> Sequence[Choice]:
    """Every agency on record."""
    return _by_name(records, "agencies", "name")


def leads(records: Records) -> Sequence[Choice]:
    """Every lead on record; a vacant one says so."""
    found = []
    for lead in unwithdrawn(records.select("leads")):
        vacant = " (vacant)" if lead.get("vacant_since") else ""
        found.append(Choice(str(lead["ref"]), f"{lead.get('title') or lead['ref']}{vacant}"))
    return sorted(found, key=lambda choice: choice.said.casefold())


def subgroups(records: Records) -> Sequence[Choice]:
    """Every subgroup of the board."""
    return _by_name(records, "subgroups", "title")


def reviews(records: Records) -> Sequence[Choice]:
    """Every review, the one entered last first."""
    return [
        Choice(str(review["ref"]), f"{review['ref']}  {review.get('title', '')}")
        for review in reversed(unwithdrawn(records.select("reviews")))
    ]


def heading_sets(records: Records) -> Sequence[Choice]:
    """Every heading set that stands, with whether anybody compared it with its source."""
    from auditrack.views.headings import heading_sets as standing  # only where reports are asked

    return [
        Choice(one.ref, f"{one.ref}  {one.edition}{'' if one.verified_by else ' (not verified)'}")
        for one in standing(records)
    ]


def themes(records: Records) -> Sequence[Choice]:
    """Every issue theme by its name; types of action are none."""
    found = [
        Choice(theme.id, theme.name)
        for theme in Theming(records).themes.values()
        if theme.kind != "action-type"
    ]
    return sorted(found, key=lambda choice: choice.said.casefold())


def action_types(records: Records) -> Sequence[Choice]:
    """Every type of action by its name, with how strong such remedies are."""
    return [Choice(kind.id, f"{kind.name} ({kind.strength})") for kind in shipped_types()]


def action_types_for(what: str) -> Sequence[Choice]:
    """Every type of action, first those that the words suggest, behind the phrases that fired."""
    # What suggests is loaded only where somebody chooses a type.
    from auditrack.views.action_types import quoted, suggested_types

    found = {one.type: f"{quoted(one.because[:2])}: {one}" for one in suggested_types(what)}
    for kind in shipped_types():
        found.setdefault(kind.id, f"{kind.name} ({kind.strength})")
    return [Choice(value, said) for value, said in found.items()]


def recommendations(records: Records) -> Sequence[Choice]:
    """Every recommendation with the beginning of its text."""
    return _with_text(records, "recommendations")


def served(records: Records) -> Sequence[Choice]:
    """What evidence, an audit or an action may serve: asks, findings, actions, reviews."""
    return [
        *_with_text(records, "recommendations"),
        *_with_text(records, "findings"),
        *_with_text(records, "actions", "what"),
        *reviews(records),
    ]


def planned_audits(records: Records) -> Sequence[Choice]:
    """The audits that are planned and were not made yet."""
    return [
        Choice(str(audit["ref"]), f"{audit['ref']}  {audit.get('question', '')}"[:_TEXT])
        for audit in unwithdrawn(records.select("audits"))
        if audit.get("status") == "planned"
    ]


def _by_name(records: Records, table: str, field: str) -> Sequence[Choice]:
    found = [
        Choice(str(one["ref"]), str(one.get(field) or one["ref"]))
        for one in unwithdrawn(records.select(table))
    ]
    return sorted(found, key=lambda choice: choice.said.casefold())


def _with_text(records: Records, table: str, field: str = "text") -> list[Choice]:
    return [
        Choice(str(one["ref"]), f"{one['ref']}  {str(one.get(field, ''))[:_TEXT]}")
        for one in unwithdrawn(records.select(table))
    ]
