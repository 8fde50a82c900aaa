"""The list of recommendations: lazy rows, and a filter that says in words what it shows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from auditrack.analysis.axes import decision_in_words
from auditrack.analysis.brag import Brag
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.row_filter import RowFilter
from auditrack.views.row_names import names_of

T = TypeVar("T")


class Row:
    """One recommendation in a list; each column is worked out when it is looked at."""

    def __init__(self, ask: Ask, names: Callable[[str], str] = lambda _: "") -> None:
        """A row of a recommendation; `names` gives by reference what `named` says."""
        self.ask = ask
        self._names = names
        document = ask.document
        self.ref = ask.ref
        self.review: str = document["review"]
        self.label: str | None = document.get("label")
        self.text: str = document["text"]
        self.reach: str | None = document.get("reach")

    @cached_property
    def review_title(self) -> str:
        """The title of its review."""
        review = self.ask.facts.reviews.get(self.review)
        return review.title if review else self.review

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Whom it asks, as printed."""
        records = self.ask.facts.records
        return tuple(agency_name(records, ref) for ref in self.ask.document.get("agencies", ()))

    @cached_property
    def searched(self) -> str:
        """The words a free search looks in, in lower case, each field on a line of its own."""
        said = (self.ref, self.label or "", self.text, *self.agencies, self.review_title)
        return "\n".join(said).casefold()

    @property
    def named(self) -> str:
        """The other names a free search finds it by, in lower case: its themes and leads."""
        return self._names(self.ref)

    @property
    def themes(self) -> tuple[str, ...]:
        """Its themes by id, none rejected."""
        return self.ask.themes

    @cached_property
    def theme_names(self) -> tuple[str, ...]:
        """Its themes by name."""
        return self.ask.facts.theming.names(self.themes)

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """The leads of its live actions."""
        live = (action for action in self.ask.actions if action.is_live and action.action.lead)
        return tuple(dict.fromkeys(action.lead_title for action in live))

    @cached_property
    def reply(self) -> str:
        """How the agencies replied, in words: one reply, the same of all, or how many."""
        replies = self.ask.replies
        said = {reply.state for reply in replies}
        if not replies:
            return "nobody asked"
        if len(replies) == 1 or (len(said) == 1 and not replies[0].detail):
            return replies[0].describe()
        answered = sum(reply.is_answered for reply in replies)
        return f"{answered} of {len(replies)} replied"

    @property
    def decision(self) -> str:
        """The board's decision, in words."""
        return decision_in_words(self.ask.decision)

    @property
    def delivery(self) -> str:
        """How far it is delivered, in words."""
        return str(self.ask.delivery)

    @property
    def practice(self) -> str:
        """What tests say about practice, in words."""
        return self.ask.practice.word

    @property
    def brag(self) -> Brag:
        """Its colour with the reason."""
        return self.ask.brag

    @property
    def original_due(self) -> str | None:
        """The date first set, as data."""
        return self.ask.dues[0]

    @property
    def agreed_due(self) -> str | None:
        """The date last agreed, as data."""
        return self.ask.dues[1]

    @property
    def overdue_days(self) -> int | None:
        """Days past the agreed date; None where it is not overdue."""
        return self.ask.late.agreed

    @property
    def overdue_original_days(self) -> int | None:
        """Days past the original date; None where it is not."""
        return self.ask.late.original

    @property
    def times_moved(self) -> int:
        """How often its date was moved."""
        return self.ask.times_moved

    @property
    def evidence(self) -> int:
        """How many pieces of evidence there are."""
        return len(self.ask.facts.standing.shown(self.ref))

    @property
    def best_level(self) -> int | None:
        """The best level of the evidence that stands."""
        return self.ask.best_level

    @property
    def last_audit(self) -> str | None:
        """The date of the latest audit of it, as data."""
        return self.ask.last_audit

    @property
    def open(self) -> bool:
        """Whether it is still to be closed."""
        return self.ask.is_open

    @cached_property
    def reply_state(self) -> str:
        """How they replied without reasons: the one word that fits all, or how many."""
        said = {reply.state for reply in self.ask.replies}
        return _in_words(said.pop()) if len(said) == 1 else self.reply

    def to_json(self) -> dict[str, Any]:
        """The row under the keys of `rec list --json`, in the words of the axes."""
        return {
            "ref": self.ref,
            "review": self.review,
            "label": self.label,
            "text": self.text,
            "agencies": list(self.agencies),
            "reach": self.reach,
            "themes": list(self.themes),
            "reply": self.reply_state,
            "decision": _in_words(self.ask.decision),
            "delivery": word(ACTION_STATES, self.ask.delivery.state),
            "practice": _in_words(self.ask.practice.state),
            "brag": self.brag.word,
            "original_due": self.original_due,
            "agreed_due": self.agreed_due,
            "overdue_days": self.overdue_days,
            "evidence": self.evidence,
            "best_level": self.best_level,
            "last_audit": self.last_audit,
        }


class RowList:
    """The recommendations that a filter lets through, the latest review's first."""

    def __init__(self, records: Records, today: date, chosen: RowFilter | None = None) -> None:
        self._all = _AllRows(Facts(records, today))
        self.chosen = chosen or RowFilter()

    @classmethod
    def of(cls, facts: Facts) -> "RowList":
        """Every recommendation, from facts already at hand."""
        return cls._of(_AllRows(facts), RowFilter())

    @classmethod
    def _of(cls, rows: "_AllRows", chosen: RowFilter) -> "RowList":
        made = cls.__new__(cls)
        made._all = rows
        made.chosen = chosen
        return made

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """Those that the filter lets through, in order; looked for when they are asked for."""
        return self._all.matching(self.chosen)

    @property
    def facts(self) -> Facts:
        """The facts that every row rests on, for whoever judges the same state."""
        return self._all.facts

    @property
    def total(self) -> int:
        """How many there are without the filter."""
        return len(self._all.order)

    def __len__(self) -> int:
        return len(self.refs)

    def row(self, ref: str) -> Row:
        """One row."""
        return self._all.row(ref)

    def each(self, tell: Callable[[Row], T]) -> dict[str, T]:
        """What is to be told of every row that is shown, by reference."""
        return {ref: tell(self._all.row(ref)) for ref in self.refs}

    def rows(self) -> Iterator[Row]:
        """Every row that is shown, in order."""
        return (self._all.row(ref) for ref in self.refs)

    def narrowed(self, text: str) -> "RowList":
        """The same recommendations through another filter."""
        return self.through(RowFilter.parse(text))

    def through(self, chosen: RowFilter) -> "RowList":
        """The same recommendations through another filter, given as a value."""
        return RowList._of(self._all, chosen)

    def describe(self) -> str:
        """What is shown, in words with its count."""
        noun = "recommendation" if self.total == 1 else "recommendations"
        if self.chosen.is_empty:
            return f"{self.total:,} {noun}"
        return f"{len(self):,} of {self.total:,} {noun}: {self.chosen.describe()}"


class _AllRows:
    """Every recommendation that counts on the day, each row made once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._rows: dict[str, Row] = {}

    @cached_property
    def _documents(self) -> Mapping[str, Mapping[str, Any]]:
        return {document["ref"]: document for document in self.facts.recommendations}

    @cached_property
    def order(self) -> tuple[str, ...]:
        published = published_of(self.facts)
        return tuple(
            sorted(
                self._documents,
                key=lambda ref: place_of(self._documents[ref], published),
            )
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        return names_of(self.facts)

    def row(self, ref: str) -> Row:
        if ref not in self._rows:
            ask = Ask(self.facts, self._documents[ref])
            self._rows[ref] = Row(ask, lambda ref: self.names.get(ref, ""))
        return self._rows[ref]

    def matching(self, chosen: RowFilter) -> tuple[str, ...]:
        if chosen.is_empty:
            return self.order
        return tuple(ref for ref in self.order if chosen.lets_through(self.row(ref)))


def _in_words(code: str) -> str:
    """A state of an axis as the axis calls it: "not tested", "re-test due", "none yet"."""
    return code.replace("-", " ").replace("re test", "re-test")


def _published(review: Mapping[str, Any]) -> int:
    days = interval(review.get("published"))
    return -days.latest.toordinal() if days else 0


def published_of(facts: Facts) -> Mapping[str, int]:
    """By review the day of its publication, the latest first; 0 where it has none."""
    return {document["ref"]: _published(document) for document in facts.records.select("reviews")}


def place_of(document: Mapping[str, Any], published: Mapping[str, int]) -> tuple[Any, ...]:
    """Where a recommendation stands in a list: by its review, then as it is printed there."""
    review = document["review"]
    return published.get(review, 0), review, document.get("order", 0)
