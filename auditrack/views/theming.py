"""Which themes a record speaks of, and which records speak of a theme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Records
from auditrack.themes.lexicon import Theme, library, with_phrases
from auditrack.views.following import last_of
from auditrack.views.seen import unwithdrawn

if TYPE_CHECKING:
    from auditrack.themes import Suggester

REJECTED = "rejected"
_MOST_EXAMPLES = 2_000
"""More say no more of a theme, and an import would hold the lock for longer."""


class Theming:
    """The themes of a register: the library's, the board's own, and what was merged into what."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._found_by: dict[str, tuple[str, ...]] = {}

    def over(self, records: Records) -> "Theming":
        """The same themes, for other records of the same state: what they are is not read again."""
        made = Theming(records)
        made.known, made._merged, made.themes = self.known, self._merged, self.themes
        return made

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """Every theme by its id, the board's changes applied, merged ones left out."""
        return {
            theme_id: theme
            for theme_id, theme in self.known.items()
            if self.now(theme_id) == theme_id
        }

    @cached_property
    def known(self) -> Mapping[str, Theme]:
        """As `themes`, with those that were merged into others, called as they were."""
        known = {theme.id: theme for theme in library()}
        for document in unwithdrawn(self._records.select("themes")):
            known[document["ref"]] = _changed(known.get(document["ref"]), document)
        return known

    @cached_property
    def _merged(self) -> dict[str, str]:
        """Every theme that was merged into another; into one that is not known, it was not."""
        changed = unwithdrawn(self._records.select("themes"))
        known = {*(theme.id for theme in library()), *(document["ref"] for document in changed)}
        return {
            document["ref"]: document["merged_into"]
            for document in changed
            if document.get("merged_into") in known
        }

    @cached_property
    def suggesting(self) -> tuple[Theme, ...]:
        """Every theme with the phrases that suggest it, the board's own among them."""
        phrases = (
            (str(one["theme"]), str(one["phrase"]), bool(one.get("weak")))
            for one in unwithdrawn(self._records.select("phrases"))
        )
        return with_phrases(self.themes.values(), phrases)

    @cached_property
    def suggester(self) -> "Suggester":
        """What suggests themes here: the phrases, and what was confirmed lately."""
        from auditrack.themes import Suggester

        return Suggester(self.suggesting, self._examples())

    def _examples(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Texts with the themes that were confirmed for each, the latest of them."""
        confirmed: dict[str, list[str]] = {}
        links = self._records.select("theme_links")
        for link in unwithdrawn(links):
            if link.get("status") == "confirmed":
                confirmed.setdefault(str(link["of"]), []).append(self.now(str(link["theme"])))
        for of in list(confirmed)[-_MOST_EXAMPLES:]:
            document = self._records.get("recommendations", of) or self._records.get("findings", of)
            if document is not None:
                yield str(document.get("text", "")), tuple(confirmed[of])

    def now(self, theme_id: str) -> str:
        """The theme that a theme was merged into, if it was; in a circle each stands alone."""
        if theme_id not in self._merged:
            return theme_id
        return last_of(theme_id, self._merged.get)

    def merged_into(self, theme_id: str) -> tuple[str, ...]:
        """The themes whose past a theme keeps."""
        return tuple(old for old in self._merged if self.now(old) == theme_id)

    def name(self, theme_id: str) -> str:
        """What a theme is called; its id where it is not known here."""
        theme = self.themes.get(self.now(theme_id))
        return theme.name if theme else theme_id

    def old_name(self, theme_id: str) -> str:
        """What a theme is called, or was before it was merged into another."""
        theme = self.known.get(theme_id)
        return theme.name if theme else theme_id

    def found_by(self, theme_id: str) -> tuple[str, ...]:
        """The ids and names that a theme is found by, with those of what was merged into it."""
        if theme_id not in self._found_by:
            named = (theme_id, *self.merged_into(theme_id))
            self._found_by[theme_id] = (*named, *map(self.old_name, named))
        return self._found_by[theme_id]

    def is_issue(self, theme_id: str) -> bool:
        """Whether it is an issue that reviews raise, and not a type of action."""
        theme = self.themes.get(self.now(theme_id))
        return theme is None or theme.kind == "issue"

    def links_of(self, ref: str) -> tuple[Mapping[str, Any], ...]:
        """The theme links of a recommendation or finding that nobody rejected."""
        links = self._records.index("theme_links", "of").get(ref, ())
        return tuple([link for link in unwithdrawn(links) if link.get("status") != REJECTED])

    def of(self, ref: str, confirmed: bool = False) -> tuple[str, ...]:
        """The themes of a recommendation or finding, in order of entry."""
        return tuple(
            dict.fromkeys(
                [
                    self.now(link["theme"])
                    for link in self.links_of(ref)
                    if not confirmed or link.get("status") == "confirmed"
                ]
            )
        )

    def by_theme(self, confirmed: bool = False) -> dict[str, list[Mapping[str, Any]]]:
        """Every link that counts, by theme: not rejected, and confirmed where only those count."""
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for link in unwithdrawn(self._records.select("theme_links")):
            status = link.get("status")
            if status != REJECTED and (not confirmed or status == "confirmed"):
                found[self.now(link["theme"])].append(link)
        return found

    def names(self, theme_ids: Iterable[str]) -> tuple[str, ...]:
        """What themes are called."""
        return tuple(self.name(theme_id) for theme_id in theme_ids)


def _changed(theme: Theme | None, document: Mapping[str, Any]) -> Theme:
    fields = {
        name: document[name]
        for name in ("name", "definition", "scope", "kind")
        if document.get(name)
    }
    if theme is None:
        fields.setdefault("name", document["ref"])
        return Theme(id=document["ref"], **fields)
    return replace(theme, **fields)
