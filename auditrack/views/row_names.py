"""The names beside its text that a recommendation is found by: its themes and the leads it has.

Each stands on a line of its own: what is sought is found within a name, never across two.
"""

from collections.abc import Mapping

from auditrack.views.board import lead_title
from auditrack.views.facts import Facts


def names_of(facts: Facts) -> Mapping[str, str]:
    """For each recommendation that has any, the names in lower case, gathered in one pass."""
    found: dict[str, list[str]] = {}
    for theme, links in facts.theming.by_theme().items():
        names = _of_theme(facts, theme)
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
    return {ref: "\n".join(names) for ref, names in found.items()}


def names_of_one(facts: Facts, ref: str) -> str:
    """The same of one recommendation alone, for who looks at a few of very many."""
    names = [_of_theme(facts, theme) for theme in facts.theming.of(ref)]
    for action in facts.records.index("actions", "serves").get(ref, ()):
        if lead := action.get("lead"):
            names.append(lead_title(facts.records, lead).casefold())
    return "\n".join(names)


def _of_theme(facts: Facts, theme: str) -> str:
    merged = facts.theming.merged_into(theme)
    return "\n".join(map(facts.theming.old_name, (theme, *merged))).casefold()
