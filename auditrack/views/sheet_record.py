"""What stands on record for the rows of a sheet: reviews, recommendations and actions they mean.

Identity is review and reference, else the words themselves. What an earlier sheet said of a field
is read from the history, so that a change made here and one made in the sheet are told apart.
"""

import difflib
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.model.change import Records
from auditrack.model.refs import label_slug, slug
from auditrack.model.sheet import SheetRow
from auditrack.views.actions import ActionNow, ActionsNow
from auditrack.views.asked import Asked
from auditrack.views.board import find_agency
from auditrack.views.sheet_plan import AS_REPORTED, Meant

Document = Mapping[str, Any]

IMPORTED_AS = "import sheet"
"""The command under which the entries of taken-in sheets stand in the history."""

FORMATS = frozenset({"xlsx", "csv"})
"""The formats of imports that were sheets."""

REDACTED = "redacted, "
"""How the mark begins that stands in the place of what was erased."""


def is_erased(value: Any) -> bool:
    """Whether the mark of an erasure stands in the place of what was said."""
    return isinstance(value, str) and value.startswith(REDACTED)


def fold(text: str) -> str:
    """Words as they are compared: small letters, white space folded."""
    return " ".join(text.casefold().split())


class OnRecord:
    """The records that a sheet's rows may mean, each looked up once."""

    def __init__(self, records: Records, today: date) -> None:
        self.records = records
        self._asked = Asked(records)
        self._actions = ActionsNow(records, today, self._asked)
        self._agencies: dict[str, str | None] = {}
        self._asks: dict[str, tuple[dict[str, list[Document]], dict[str, list[Document]]]] = {}

    @cached_property
    def bases(self) -> Mapping[tuple[str, str], dict[str, Any]]:
        """What the last sheet that spoke of it set in each field of a record."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        if not self.sheets:
            return found
        for entry in self.records.history():  # type: ignore[attr-defined]
            if entry.cmd != IMPORTED_AS:
                continue
            for op in entry.ops:
                if op.table in ("recommendations", "actions"):
                    new = {name: to for name, (_, to) in op.fields.items()}
                    found.setdefault((op.table, op.id), {}).update(new)
        return found

    @cached_property
    def sheets(self) -> frozenset[str]:
        """The imports that were sheets and still stand."""
        return frozenset(
            str(one["ref"])
            for one in self.records.select("imports")
            if one.get("format") in FORMATS and not one.get("undone_on")
        )

    @cached_property
    def undone(self) -> frozenset[str]:
        """The imports that were undone."""
        return frozenset(
            str(one["ref"]) for one in self.records.select("imports") if one.get("undone_on")
        )

    def base(self, table: str, document: Document, field: str) -> tuple[bool, Any]:
        """Whether a sheet has spoken of a field, and what it last said."""
        if document.get("import_ref") in self.sheets and document.get("rev") == 1:
            return True, document.get(field)
        said = self.bases.get((table, str(document["ref"])))
        return (False, None) if said is None or field not in said else (True, said[field])

    def is_undone(self, document: Document) -> bool:
        """Whether a record stands withdrawn only because its import was undone."""
        imported = document.get("import_ref")
        return (
            imported in self.undone and document.get("withdrawn_why") == f"import {imported} undone"
        )

    def of_a_document(self, document: Document) -> bool:
        """Whether a recommendation came from a published review, word for word."""
        imported = document.get("import_ref")
        if not imported or imported in self.sheets:
            return False
        stored = self.records.get("imports", str(imported))
        return stored is not None and stored.get("format") not in FORMATS

    @cached_property
    def _reviews(self) -> dict[str, dict[str, str]]:
        """References of reviews by what they may be called: reference, title, one subject."""
        by_ref: dict[str, str] = {}
        by_title: dict[str, str] = {}
        by_subject: dict[str, str] = {}
        for one in self.records.select("reviews"):
            ref = str(one["ref"])
            by_ref[ref] = ref
            by_title.setdefault(slug(str(one.get("title", ""))), ref)
            for subject in one.get("subjects", ()):
                key = slug(str(subject))
                by_subject[key] = "" if by_subject.get(key, ref) != ref else ref
        return {"ref": by_ref, "title": by_title, "subject": by_subject}

    def review(self, printed: str, typed: bool) -> Meant:
        """The review that a printed name means; one of no other name is new, with the nearest."""
        wanted = slug(printed)
        for names in self._reviews.values():
            ref = names.get(wanted) or (names.get(printed) if printed == printed.lower() else None)
            if ref:
                document = self.records.get("reviews", ref) or {}
                return Meant(printed=printed, ref=ref, undone=self.is_undone(document), typed=typed)
        known = {**self._reviews["title"], **self._reviews["ref"]}
        near = [
            one
            for one in difflib.get_close_matches(wanted, known, n=3, cutoff=0.8)
            if _may_be_a_slip(wanted, one)
        ]
        return Meant(printed=printed, typed=typed, near=known[near[0]] if near else None)

    def is_gone(self, ref: str | None) -> bool:
        """Whether a review was withdrawn by a person."""
        document = self.records.get("reviews", ref) if ref else None
        return (
            document is not None
            and bool(document.get("withdrawn_on"))
            and not self.is_undone(document)
        )

    def ask(
        self,
        review: str,
        label: str,
        text: str,
        *,
        sure: bool,
        struck: bool = False,
        claimed: Container[str] = (),
    ) -> Document | None:
        """The recommendation of a review that a label means, else the words.

        Args:
            review: the review's reference.
            label: as printed, or empty.
            text: the words, or empty.
            sure: whether the label stands for one recommendation in the sheet.
            struck: whether its words are struck through there.
            claimed: the recommendations that other rows mean already.
        """
        if review not in self._asks:
            labels: dict[str, list[Document]] = {}
            texts: dict[str, list[Document]] = {}
            for one in self.records.index("recommendations", "review").get(review, ()):
                if one.get("label"):
                    labels.setdefault(label_slug(str(one["label"])), []).append(one)
                ref = str(one["ref"])
                for called in (ref, ref.partition("/")[2]):
                    labels.setdefault(called, []).append(one)
                texts.setdefault(fold(str(one.get("text", ""))), []).append(one)
            self._asks[review] = (labels, texts)
        labels, texts = self._asks[review]
        same = [one for one in texts.get(fold(text), ()) if text and str(one["ref"]) not in claimed]
        bare = _first(struck, (one for one in same if not one.get("label")))
        if label:
            found = labels.get(fold(label)) or labels.get(label_slug(label)) or []
            known = [one for one in found if str(one["ref"]) not in claimed]
            both = _first(struck, (one for one in known if one in same))
            if both is not None:
                return both
            standing = {str(one["ref"]) for one in known if not one.get("withdrawn_on")}
            if sure and (len(standing) == 1 or len({str(one["ref"]) for one in known}) == 1):
                return _first(False, known)
            # The same words under another label are another ask; without one they are this.
            return bare
        return bare or _first(struck, same)

    def erased(self, review: str, label: str, claimed: Container[str]) -> list[Document]:
        """The recommendations of a review that a row may mean and whose words were erased."""
        wanted = label_slug(label) if label else ""
        return [
            one
            for one in self.records.index("recommendations", "review").get(review, ())
            if is_erased(one.get("text"))
            and str(one["ref"]) not in claimed
            and (not wanted or label_slug(str(one.get("label") or "")) == wanted)
        ]

    def evidence(self, ref: str) -> tuple[set[str], int]:
        """What the evidence for a record shows, as words are compared, and how much was erased.

        What went with an import that was undone is not there; what a person withdrew is.
        """
        found = self.records.index("evidence", "serves").get(ref, ())
        return (
            {fold(str(one.get("shows", ""))) for one in found if not self.is_undone(one)},
            sum(is_erased(one.get("shows")) for one in found),
        )

    def erased_notes(self, action: Document) -> Counter[str | None]:
        """How many updates of an action were erased, by their day."""
        return Counter(
            update.get("on")
            for update in self.records.index("updates", "action").get(str(action["ref"]), ())
            if is_erased(update.get("note"))
        )

    def actions(self, ref: str) -> list[Document]:
        """The actions that serve a record, withdrawn ones last."""
        found = list(self.records.index("actions", "serves").get(ref, ()))
        return sorted(found, key=lambda one: bool(one.get("withdrawn_on")))

    def now(self, action: Document) -> ActionNow | None:
        """An action with all that was said of it; None where it is withdrawn."""
        return self._actions.of(action)

    def state_of_last_sheet(self, action: Document) -> str | None:
        """The state that the last sheet gave an action."""
        said = None
        for update in self.records.index("updates", "action").get(str(action["ref"]), ()):
            if update.get("import_ref") in self.sheets and update.get("state"):
                off = update.get("off_track")
                said = "off-track" if off else str(update["state"])
        return said

    def notes(self, action: Document) -> set[str]:
        """What the updates of an action say, as words are compared."""
        return {
            fold(str(update.get("note", "")))
            for update in self.records.index("updates", "action").get(str(action["ref"]), ())
            if not update.get("withdrawn_on")
        }

    def agency(self, name: str) -> str | None:
        """The reference of a body on record by its printed name."""
        if name not in self._agencies:
            self._agencies[name] = find_agency(self.records, name)
        return self._agencies[name]

    @cached_property
    def _leads(self) -> dict[str, str]:
        return {
            slug(str(one.get("title", ""))): str(one["ref"])
            for one in reversed(self.records.select("leads"))
        }

    def lead(self, title: str) -> str | None:
        """The reference of a lead on record by reference or title."""
        wanted = slug(title)
        if wanted and self.records.get("leads", wanted):
            return wanted
        return self._leads.get(wanted)


def _first(struck: bool, found: Iterable[Document]) -> Document | None:
    """The first that stands, else the first that was withdrawn; for struck words the other way."""
    ordered = sorted(found, key=lambda one: bool(one.get("withdrawn_on")) != struck)
    return ordered[0] if ordered else None


def _may_be_a_slip(one: str, other: str) -> bool:
    """Whether two names may be one mistyped: Child F and Child G are two children."""
    differing = set(one.split("-")) ^ set(other.split("-"))
    return bool(differing) and all(len(word) > 2 and not word.isdigit() for word in differing)


def tells_work(row: SheetRow) -> bool:
    """Whether a row without an action of its own tells of one: a state, progress or a lead."""
    return bool(row.state or row.fill or row.notes or row.lead or row.closed_text)


def is_as_reported(action: Document) -> bool:
    """Whether an action only stands for what was reported of a recommendation."""
    return str(action.get("what", "")).startswith((AS_REPORTED, "As reported when it was entered"))
