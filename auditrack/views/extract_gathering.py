"""The records that an extract of reviews holds: those of them, and those that speak of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.model.change import Op, Records
from auditrack.views.extract_ways import BROUGHT, LEADS_TO, WITH
from auditrack.views.extract_whose import Document, Names, Whose, texts

Key = tuple[str, str]
"""A record's table and reference."""

_OF_ONE = frozenset({"response", "assurance", "extract"})
"""Kinds of document that are about one review, or about one recommendation of it."""

_THEMSELVES = frozenset({"child", "family"})
"""Whose names on a watch-list mean a review; a worker or a place may be met in many."""

_LEADS_ON = ("recommendations", "findings", "actions", "evidence", "audits")
"""Tables whose references name the review where another record holds them."""


@dataclass(frozen=True)
class Beside:
    """A record of another review that names this one: reference and title are all that is told."""

    table: str
    ref: str
    reviews: tuple[str, ...]


class Gathering:
    """What the extract of some reviews holds, of one state.

    Attributes:
        own: the references of the reviews.
        held: the records by table and reference.
        also: of those, the other reviews that one is of too.
        because: of those of no one review, why it is in it, as a sentence.
        beside: what other reviews hold that names these.
    """

    def __init__(self, records: Records, reviews: Iterable[str], tables: Iterable[str]) -> None:
        self.records = records
        self.own = frozenset(reviews)
        self.whose = Whose(records)
        self.held: dict[Key, Document] = {}
        self.also: dict[Key, tuple[str, ...]] = {}
        self.because: dict[Key, str] = {}
        self.beside: list[Beside] = []
        documents = [one for ref in sorted(self.own) if (one := records.get("reviews", ref))]
        watched = (
            str(one.get("name") or "")
            for one in records.select("watch_names")
            if one.get("review") in self.own and one.get("whose") in _THEMSELVES
        )
        self.names = Names(documents, watched)
        self._tables = tuple(tables)
        self._exports: dict[str, Document] = {}
        self._others: list[tuple[str, Document]] = []
        self._of_them()
        self.names.also(ref for table, ref in self.held if table in _LEADS_ON)
        self._that_name_them()
        self._with_them()
        self._imports()
        self._releases()

    def hold(self, table: str, document: Document, because: str = "") -> None:
        """Puts a record into it."""
        key = (table, str(document["ref"]))
        if key in self.held:
            return
        self.held[key] = document
        others = self.whose.of(table, document) - self.own
        if others:
            self.also[key] = tuple(sorted(others))
        if because:
            self.because[key] = because

    def _of_them(self) -> None:
        """What is of these reviews by the fields that say so, and what is of none or of others."""
        for table in self._tables:
            for document in self.records.select(table):
                whose = self.whose.of(table, document)
                if whose & self.own:
                    self.hold(table, document)
                elif not whose:
                    self._others.append((table, document))

    def _that_name_them(self) -> None:
        for table in self._tables:
            for document in self.records.select(table):
                whose = self.whose.of(table, document)
                if whose and not whose & self.own and self.names.in_record(document):
                    self.beside.append(Beside(table, str(document["ref"]), tuple(sorted(whose))))
        for table, document in self._others:
            if self.names.in_record(document):
                said = _ASKED if table == "return_forms" else _NAMES
                self.hold(table, document, said)
            elif table == "publications" and not document.get("what"):
                self.hold(table, document, _WHOLE)
            elif table == "exports" and not self._is_of_another(document):
                self._exports[str(document["ref"])] = document

    def _is_of_another(self, export: Document) -> bool:
        """Whether a document that left was of another review alone."""
        what = str(export.get("what") or "").casefold()
        whose = self.whose.of_ref(what)
        if whose or export.get("kind") not in _OF_ONE:
            return bool(whose) and not whose & self.own
        return any(
            what == str(review.get("title") or "").casefold()
            or what.startswith(f"{review['ref']}: ")
            for review in self.records.select("reviews")
            if review["ref"] not in self.own
        )

    def _with_them(self) -> None:
        """What comes along: the meeting of an item, those present; the form of a question."""
        for (table, _), document in list(self.held.items()):
            for name, brought in BROUGHT.get(table, {}).items():
                found = self.records.get(brought, str(document.get(name)))
                if found is not None:
                    self.hold(brought, found, _BECAUSE[brought])
        for table, document in self._others:
            if self.comes_with(table, document):
                self.hold(table, document)

    def comes_with(self, table: str, document: Mapping[str, Any]) -> bool:
        """Whether a record of no one review comes with one that is in it."""
        about = document.get("about") or document.get("on_ref")
        if about or document.get("review"):
            return False
        return any(
            (other, str(document.get(name))) in self.held
            for name, other in WITH.get(table, {}).items()
        )

    def _imports(self) -> None:
        for document in list(self.held.values()):
            imported = self.records.get("imports", str(document.get("import_ref")))
            if imported is not None:
                self.hold("imports", imported, _BROUGHT_IN)

    def _releases(self) -> None:
        """What was released of words that stand in a text of these reviews: no release says so."""
        waiting: dict[Key, Document] = {
            (str(one.get("kind")), str(one.get("fingerprint"))): one
            for one in self.records.select("releases")
            if ("releases", str(one["ref"])) not in self.held
        }
        if not waiting:
            return
        from auditrack.analysis.disclosure import hits_in
        from auditrack.views.disclosure import watched_of

        watched = watched_of(self.records)
        for document in list(self.held.values()):
            for value in document.values():
                for text in texts(value):
                    for hit in hits_in(text, watched):
                        release = waiting.get((hit.kind, hit.fingerprint))
                        if release is not None:
                            self.hold("releases", release, _RELEASED)

    # While the history is gone through -------------------------------------------------------

    def left_since(self, ref: str) -> bool:
        """Takes in a document that left when something of these reviews stood on record."""
        document = self._exports.pop(ref, None)
        if document is None:
            return False
        self.hold("exports", document, _MAY)
        for told in self.records.index("told", "export").get(ref, ()):
            self.hold("told", told)
        return True

    def reason_erased(self, entry: int) -> None:
        """Takes in what was asked to be erased of the reason of an entry."""
        for request in self.records.index("redactions", "of").get(f"entry-{entry}", ()):
            self.hold("redactions", request)

    def hung(self, op: Op) -> tuple[bool, bool]:
        """Whether a change says that its record was on one of theirs before it, and after it."""
        was = now = False
        for name in LEADS_TO.get(op.table, ()):
            old, new = op.fields.get(name, (None, None))
            was = was or self._names(old)
            now = now or self._names(new)
        return was, now

    def _names(self, value: Any) -> bool:
        return any(one in self.names.refs or one in self.own for one in texts(value))


_NAMES = "It is here because it names the review."
_ASKED = (
    "It is here because it asked something that has to do with the review. It may speak of other "
    "reviews too."
)
_DEALT = (
    "It is here because matters of the review were dealt with in it. It may speak of other "
    "matters too."
)
_SENT = "It is here because it sent an agency what would be said of it in public."
_BECAUSE = {"exports": _SENT, "meetings": _DEALT, "return_forms": _ASKED}
_BROUGHT_IN = "It is here because records of the review came in with it."
_RELEASED = (
    "It is here because words that it lets through stand in a record of the review. They are not "
    "kept with it."
)
_MAY = (
    "It left the register when the review stood on record, and may have held something of it. "
    "What it held is not on record, only its kind."
)
_WHOLE = "It is of the whole record, or of a year, and may speak of the review."
