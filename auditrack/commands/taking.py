"""The items of a document on their way into a review, new or come back after an undo."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from auditrack.commands import given
from auditrack.commands.agency import entered
from auditrack.commands.asked_before import answer_asked_before
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import finding_reference, recommendation_reference
from auditrack.commands.theme_link import link_theme
from auditrack.model.change import RefusedError
from auditrack.model.proposal import Item
from auditrack.model.refs import label_slug, slug
from auditrack.views.board import find_agency
from auditrack.views.theming import Theming

if TYPE_CHECKING:
    from auditrack.themes import Suggester

_ASKS = ("recommendation", "assurance-point")
_ITEM_TABLES = ("recommendations", "findings", "actions")


def undone_why(ref: str) -> str:
    """Why a record stands withdrawn once its import is undone."""
    return f"import {ref} undone"


class Taking:
    """The items of one import on their way into one review.

    `new_agencies` are the names of bodies that may be entered as new ones; None lets all.
    """

    def __init__(
        self, desk: Desk, review: str, imported: str, new_agencies: Iterable[str] | None = None
    ) -> None:
        self._desk = desk
        self._may_enter = None if new_agencies is None else {slug(one) for one in new_agencies}
        self._not_entered: dict[str, None] = {}
        self._review = review
        self._imported = imported
        self._undone = _undone_items(desk, review)
        self._there = {
            (table, d.get("label"), d["text"])
            for table in ("recommendations", "findings")
            for d in desk.live(table, "review", review)
        }
        self._order = len(self._there)
        self._asks: list[tuple[str, Item]] = []
        self._suggester = Theming(desk.records).suggester

    def all(self, items: list[Item]) -> list[Item]:
        """Take every item that is not on record yet; actions last, for they serve the others."""
        new = [item for item in items if not self._is_there(item)]
        if not new:
            raise refuse(
                "nothing-accepted",
                f"All {len(items)} items stand in {self._review} already.",
                ref=self._review,
            )
        if len(new) < len(items):
            self._desk.notes.append(
                f"{len(items) - len(new)} items were on record in {self._review} already "
                "and were left as they are."
            )
        restarting = _restarting([item for item in new if item.kind in _ASKS])
        for item in new:
            self._order += 1
            if item.kind in _ASKS:
                self._ask(item, _restart_group(item) in restarting)
            elif item.kind != "action":
                self._finding(item)
        for item in new:
            if item.kind == "action":
                self._action(item)
        if self._not_entered:
            self._desk.notes.append(
                f"Not entered as agencies, as you chose: {'; '.join(self._not_entered)}."
            )
        return new

    def _is_there(self, item: Item) -> bool:
        table = "recommendations" if item.kind in _ASKS else "findings"
        return item.kind != "action" and (table, item.label, item.text) in self._there

    def _asked(self, item: Item) -> tuple[str, ...]:
        """The bodies that an item asks; a new one is entered where that was not left out."""
        found: dict[str, None] = {}
        for name in item.agencies or ((item.group,) if item.group else ()):
            new = self._may_enter is not None and slug(name) not in self._may_enter
            if new and find_agency(self._desk.records, name) is None:
                self._not_entered[given.line(name, "agency")] = None
            else:
                found[entered(self._desk, name)] = None
        return tuple(found)

    def _ask(self, item: Item, restarting: bool) -> None:
        names = item.agencies or ((item.group,) if item.group else ())
        agencies = self._asked(item)
        ref = self._undone.get(("recommendations", item.label, item.text))
        ref = ref or recommendation_reference(
            self._desk,
            self._review,
            item.label,
            item.group or next(iter(names), None),
            restarting,
        )
        self._write(
            "recommendations",
            ref,
            item,
            reach=item.reach,
            agencies=agencies,
            kind=item.kind,
            outcome=item.outcome,
            state="not-known",
        )
        self._asks.append((ref, item))
        self._suggest(ref, item)
        for earlier, answer in item.asked_before:
            self._answer(ref, earlier, answer)

    def _answer(self, ref: str, earlier: str, answer: str) -> None:
        """Whether it was asked before, as a person answered while they took the document in."""
        later = self._desk.get("recommendations", ref) or {"ref": ref}
        try:
            link = answer_asked_before(self._desk, later, earlier, answer)
        except RefusedError as refused:
            # What another changed meanwhile about the earlier one must not lose the import.
            self._desk.notes.append(f"{ref} is not linked to {earlier}: {refused.refusal.message}")
        else:
            self._desk.update("links", link, import_ref=self._imported)

    def _finding(self, item: Item) -> None:
        kind = "lesson" if item.kind == "lesson" else "concern"
        if "good practice" in f"{item.theme} {item.group}".casefold():
            kind = "good-practice"
        ref = self._undone.get(("findings", item.label, item.text))
        ref = ref or finding_reference(self._desk, self._review, item.label, kind)
        self._write("findings", ref, item, kind=kind)
        self._suggest(ref, item)

    def _action(self, item: Item) -> None:
        asked = self._asked(item) if len(item.agencies) < 2 else ()
        fields: dict[str, Any] = {
            "what": item.text,
            "as_printed": item.as_printed,
            "serves": (self._served_by(item),),
            "agency": asked[0] if asked else None,
        }
        ref = self._undone.get(("actions", None, item.text))
        self._desk.made.append(write(self._desk, "actions", ref, self._imported, fields))

    def _served_by(self, item: Item) -> str:
        """The recommendation that an action is clearly about; else the review."""
        if item.label:
            same = [
                ref
                for ref, ask in self._asks
                if ask.label == item.label and ask.group == item.group
            ]
            if len(same) == 1:
                return same[0]
        if item.theme:
            under = [
                ref
                for ref, ask in self._asks
                if ask.theme == item.theme and ask.group == item.group
            ]
            if len(under) == 1:
                return under[0]
        return self._review

    def _write(self, table: str, ref: str, item: Item, **fields: Any) -> None:
        write(
            self._desk,
            table,
            ref,
            self._imported,
            {
                "review": self._review,
                "label": item.label,
                "text": item.text,
                "as_printed": item.as_printed,
                "group": item.group,
                "theme_heading": item.theme,
                "page": item.page,
                "order": self._order,
                **fields,
            },
        )
        self._desk.made.append(ref)

    def _suggest(self, ref: str, item: Item) -> None:
        for theme in item.themes:
            self._confirm(ref, theme)
        suggest_themes(
            self._desk, self._suggester, ref, self._review, (item.text, item.outcome), item.themes
        )

    def _confirm(self, ref: str, theme: str) -> None:
        """A theme that a person confirmed before the document was taken in."""
        link = link_theme(self._desk, ref, self._review, theme, "confirmed")
        stored = self._desk.records.get("theme_links", link)
        # Undo of the import tells by it whether somebody has said more since.
        rev = None if stored is None else int(stored["rev"]) + 1
        self._desk.update("theme_links", link, import_ref=self._imported, import_rev=rev)


def write(desk: Desk, table: str, ref: str | None, imported: str, fields: Mapping[str, Any]) -> str:
    """Insert a record of an import, or let one that an undo withdrew stand again as told now."""
    stored = desk.records.get(table, ref) if ref else None
    if ref is None or stored is None:
        entered = {"entered_on": desk.day} if table in ("recommendations", "actions") else {}
        return desk.insert(table, ref, import_ref=imported, **entered, **fields)
    desk.update(
        table,
        ref,
        import_ref=imported,
        # The revision at which the record stands as imported: undo tells by it what was touched.
        import_rev=int(stored["rev"]) + 1,
        withdrawn_on=None,
        withdrawn_why=None,
        **fields,
    )
    return ref


def suggest_themes(
    desk: Desk,
    suggester: "Suggester",
    ref: str,
    review: str,
    texts: tuple[str, str | None],
    confirmed: Iterable[str] = (),
) -> None:
    """Write the themes that an ask or finding seems to speak of, marked as suggested.

    Args:
        desk: the command being made up.
        suggester: what knows the board's themes.
        ref: the recommendation or finding.
        review: its review.
        texts: its words and its intended outcome.
        confirmed: the themes that a person confirmed for it.
    """
    from auditrack.themes import LEXICON_VERSION, SUGGESTED_FROM

    linked = {link.get("theme") for link in desk.by("theme_links", "of", ref)}
    linked.update(confirmed)
    for found in suggester.suggest(texts[0], texts[1] or ""):
        if found.score >= SUGGESTED_FROM and found.theme not in linked:
            desk.insert(
                "theme_links",
                of=ref,
                review=review,
                theme=found.theme,
                status="suggested",
                lexicon=LEXICON_VERSION,
                because=tuple(found.because),
                score=round(float(found.score), 3),
            )


def is_undone(document: Mapping[str, Any]) -> bool:
    """Whether a record stands withdrawn only because its import was undone."""
    imported = document.get("import_ref")
    return bool(imported) and document.get("withdrawn_why") == undone_why(str(imported))


def _undone_items(desk: Desk, review: str) -> dict[tuple[str, str | None, str], str]:
    """What undone imports of a review left withdrawn: table, label and text to reference."""
    found: dict[tuple[str, str | None, str], str] = {}
    for imported in desk.by("imports", "review", review):
        if not imported.get("undone_on"):
            continue
        for table in _ITEM_TABLES:
            for document in desk.by(table, "import_ref", str(imported["ref"])):
                if is_undone(document):
                    text = str(document.get("text") or document.get("what"))
                    found[table, document.get("label"), text] = str(document["ref"])
    return found


def _restarting(asks: list[Item]) -> set[str | None]:
    """The groups whose labels start again: some label of theirs stands in another group too.

    Labels of the whole review, without a group or multi-agency, keep their plain reference.
    """
    groups: dict[str, set[str | None]] = defaultdict(set)
    for item in asks:
        if item.label:
            groups[label_slug(item.label)].add(_restart_group(item))
    return {group for sharing in groups.values() if len(sharing) > 1 for group in sharing if group}


def _restart_group(item: Item) -> str | None:
    return None if item.reach == "multi-agency" else item.group
