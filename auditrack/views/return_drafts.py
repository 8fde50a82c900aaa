"""What goes on an agency's return form: its own open asks and actions, and what is asked of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from auditrack.analysis.axes import Reply, reply_of
from auditrack.analysis.position import position
from auditrack.model.dates import in_words, interval
from auditrack.model.refs import natural_key
from auditrack.views.actions import ActionNow
from auditrack.views.asked import ALL, SAID
from auditrack.views.asks import Ask
from auditrack.views.board import agencies, agency_name, successor_of
from auditrack.views.facts import Facts
from auditrack.views.owed import owed
from auditrack.views.steady import undisturbed
from auditrack.views.wording import when

OPEN = frozenset({"open", "in_progress", "not_known"})
"""States of a recommendation with an agency in which something is still to come."""

_OVER = frozenset({"done", "signed-off", "superseded", "no-longer-relevant"})
"""States of an action in which its agency has no more to say of it."""

_ALONE = 3
"""So many records have a question each; more of them share one."""

_NAMED = 12
_MOST_THEMES = 5


@dataclass(frozen=True)
class Question:
    """A question to an agency. `about` is the record or theme that it is about, if any."""

    text: str
    about: str | None = None


@dataclass(frozen=True)
class Draft:
    """What a form to one agency would hold.

    `asks` are the recommendations and then the actions printed on it, `waits` those
    recommendations that it has not answered, `questions` what the record itself asks of it.
    """

    agency: str
    asks: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the agency's is open."""
        return not (self.asks or self.questions)


class Drafts:
    """What each agency has open on a day; the register is gone through once for all of them.

    An agency's form holds what was asked of it, of those it followed, and of all agencies; what is
    asked of the board stands on the board's own form alone. Nothing of another agency is on it.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The agencies that may be asked, by name.

        Left out are those that ended or that another followed, and the words for everybody.
        """
        facts, found = self._facts, []
        for agency in agencies(facts.records):
            end = interval(agency.until)
            is_over = end is not None and end.latest < facts.as_at
            follows = successor_of(facts.records, agency.ref) != agency.ref
            if not is_over and not follows and facts.asked.one(agency.ref) not in SAID:
                found.append(agency.ref)
        return tuple(found)

    def has_any(self, agency: str) -> bool:
        """Whether an agency has a recommendation or an action open."""
        name = self._facts.asked.one(agency)
        return bool(self._asks_of(name) or self._actions.get(name))

    def of(self, agency: str) -> Draft:
        """The draft for an agency, by reference; of one that was followed, its successor's."""
        facts = self._facts
        agency = successor_of(facts.records, agency)
        name = facts.asked.one(agency)
        asks = self._asks_of(name)
        replies = {ask.ref: reply_of(name, ask.fact, facts.as_at, facts.numbers) for ask in asks}
        place = {ask.ref: at for at, ask in enumerate(asks)}

        def where(action: ActionNow) -> tuple[int, tuple[tuple[int, int, str], ...]]:
            served = [place[ref] for ref in action.serves if ref in place]
            return min(served, default=len(place)), natural_key(action.ref)

        actions = sorted(self._actions.get(name, ()), key=where)
        return Draft(
            agency,
            (*(ask.ref for ask in asks), *(one.ref for one in actions)),
            tuple(ref for ref, reply in replies.items() if not reply.is_answered),
            tuple(self._questions(agency, asks, actions, replies)),
        )

    # What is open ---------------------------------------------------------------------------

    def _asks_of(self, name: str) -> list[Ask]:
        """The open recommendations of an agency, as `Asked` spells it."""
        found = [ask for ask in self._asks.get(name, ()) if self._is_open_for(name, ask)]
        if name in SAID:
            return found
        of_all = [ask for ask in self._asks.get(ALL, ()) if self._is_open_for(ALL, ask)]
        known = {ask.ref for ask in found}
        return [*found, *(ask for ask in of_all if ask.ref not in known)]

    @cached_property
    def _asks(self) -> Mapping[str, list[Ask]]:
        """The recommendations that are open for somebody, by whom they ask."""
        found: dict[str, list[Ask]] = {}
        for document in self._facts.recommendations:
            ask = Ask(self._facts, document)
            if ask.is_open:
                for name in ask.asked:
                    found.setdefault(name, []).append(ask)
        for asks in found.values():
            asks.sort(key=lambda ask: natural_key(ask.ref))
        return found

    def _is_open_for(self, name: str, ask: Ask) -> bool:
        if self._facts.standing.statuses(ask.document) <= OPEN:
            return True
        return any(row.status in OPEN for row in ask.rows if row.agency == name)

    @cached_property
    def _actions(self) -> Mapping[str, list[ActionNow]]:
        """The actions still to be done, by whose they are."""
        found: dict[str, list[ActionNow]] = {}
        for action in owed(self._facts):
            if action.state not in _OVER and (whose := self._whose(action)):
                found.setdefault(whose, []).append(action)
        return found

    def _whose(self, action: ActionNow) -> str | None:
        """Whose an action is: the agency's that is named, else of the one that alone is asked."""
        if action.fact.agency is not None:
            return action.fact.agency
        named: set[str] = set()
        for ref in action.serves:
            document = self._facts.records.get("recommendations", ref)
            if document is None:
                return None
            named.update(self._facts.asked.each(document.get("agencies", ())))
        return next(iter(named)) if len(named) == 1 and named.isdisjoint(SAID) else None

    # What the record asks -------------------------------------------------------------------

    def _questions(
        self,
        agency: str,
        asks: Sequence[Ask],
        actions: Sequence[ActionNow],
        replies: Mapping[str, Reply],
    ) -> Iterator[Question]:
        late = {
            ref: in_words(reply.due.isoformat())
            for ref, reply in replies.items()
            if reply.state == "unanswered" and reply.due is not None
        }
        yield from _each_or_all(
            tuple(late),
            lambda ref: (
                f"No answer to {ref} is on record; it was due back on {late[ref]}. What is "
                "your answer?"
            ),
            "No answer to these is on record, and the day it was due back has passed: {refs}. "
            "What are your answers?",
        )
        quiet = {one.ref: one for one in actions if self._is_quiet(one)}
        yield from _each_or_all(
            tuple(quiet),
            lambda ref: f"{_heard(quiet[ref])}. Where does it stand?",
            f"Nothing has been said for over {self._facts.numbers.quiet_days} days of these: "
            "{refs}. Where does each stand?",
        )
        unknown = [ask.ref for ask in asks if ask.document.get("state") == "not-known"]
        yield from _each_or_all(
            tuple(ref for ref in unknown if not self._facts.actions.serving(ref)),
            lambda ref: f"The record does not say what was done about {ref}. What was done?",
            "The record does not say what was done about these: {refs}. What was done about each?",
        )
        yield from self._untested(agency, asks)

    def _is_quiet(self, action: ActionNow) -> bool:
        if action.state == "paused":
            return False
        said = action.stood.last_update or action.fact.entered_on
        quiet = timedelta(days=self._facts.numbers.quiet_days)
        return said is None or said.latest < self._facts.as_at - quiet

    def _untested(self, agency: str, asks: Iterable[Ask]) -> Iterator[Question]:
        """The themes of its asks that were tested elsewhere and not at this agency."""
        name = agency_name(self._facts.records, agency)
        themes = {theme for ask in asks for theme in ask.themes}
        found = [theme for theme in self._left_out.get(name, ()) if theme in themes]
        for theme in found[:_MOST_THEMES]:
            yield Question(
                f"What does practice look like at {name} on this: "
                f"{self._facts.theming.name(theme)}?",
                theme,
            )

    @cached_property
    def _left_out(self) -> Mapping[str, list[str]]:
        """The themes that each agency was left out of at their last test."""
        facts = self._facts
        found: dict[str, list[str]] = {}
        with undisturbed():
            for theme in facts.raised:
                last = position(facts.theme(theme), facts.comparison(theme)).tested.last
                for name in last.untested if last else ():
                    found.setdefault(name, []).append(theme)
                facts.let_go(theme)
        return found


def _each_or_all(
    refs: Sequence[str], each: Callable[[str], str], all_of_them: str
) -> Iterator[Question]:
    if len(refs) <= _ALONE:
        yield from (Question(each(ref), ref) for ref in refs)
        return
    named = ", ".join(refs[:_NAMED])
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    yield Question(all_of_them.format(refs=f"{named}{more}"))


def _heard(action: ActionNow) -> str:
    said = action.updates[-1].on if action.updates else None
    if said is None:
        return f"Nothing has been said of {action.ref} yet"
    return f"Nothing has been said of {action.ref} since {when(said)}"
