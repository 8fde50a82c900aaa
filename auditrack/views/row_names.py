"""The names beside its text that a recommendation is found by: its themes and the leads it has."""

from collections.abc import Mapping

from auditrack.views.board import lead_title
from auditrack.views.facts import Facts


def names_of(facts: Facts) -> Mapping[str, str]:
    """For each recommendation that has any, the names in lower case, gathered in one pass."""
    found: dict[str, list[str]] = {}
    for theme, links in facts.theming.by_theme().items():
        merged = facts.theming.merged_into(theme)
        names = " ".join(map(facts.theming.old_name, (theme, *merged))).casefold()
        for link in links:
            found.setdefault(str(link["of"]), []).append(names)
    titles: dict[str, str] = {}
    for action in facts.records.select("actions"):
        lead = action.get("lead")
        if not lead:
            continue
        if lead not in titles:
            titles[lead] = lead_title(facts.records, lead).casefold()
        for ref in action.get("serves", ()):
            found.setdefault(str(ref), []).append(titles[lead])
    return {ref: " ".join(names) for ref, names in found.items()}
