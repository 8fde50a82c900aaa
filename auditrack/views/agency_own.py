"""What is one body's own among the records: the rule of what a paper for it may hold.

Of other bodies nothing leaves: no reply, reason, action, evidence, lead or note. Of a review that
is not published yet no words leave either, as on a return form.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.analysis.facts import EVERYBODY
from auditrack.views.actions import ActionNow, served_by
from auditrack.views.asked import ALL, SAID
from auditrack.views.board import lead_title
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.showing import Shown

Document = Mapping[str, Any]

ANOTHERS_POST = "a post of another body"
"""In the place of the title of a lead that is not the body's own."""


class Own:
    """Tells what is a body's own; looks each review up once."""

    def __init__(self, facts: Facts, agency: str, with_unpublished: bool = False) -> None:
        """Looks at the records for one body.

        Args:
            facts: the register's facts on the day.
            agency: the body's reference.
            with_unpublished: let the words of reviews that are not published leave, too.
        """
        self.facts = facts
        self.name = facts.asked.one(agency)
        self._open_to_all = with_unpublished
        self._hidden: dict[str, bool] = {}

    def is_body(self, ref: str | None) -> bool:
        """Whether an agency's reference, or a predecessor's, is this body's."""
        return bool(ref) and self.facts.asked.one(str(ref)) == self.name

    def is_asked(self, asked: tuple[str, ...]) -> bool:
        """Whether it is asked: by name, or as one of all agencies (the board never so)."""
        return self.name in asked or (ALL in asked and self.name not in SAID)

    def is_asked_alone(self, asked: tuple[str, ...]) -> bool:
        """Whether what is said of nobody in particular can only be said of it."""
        return asked == (self.name,)

    def does(self, action: ActionNow) -> bool:
        """Whether an action is its own, so that its words may leave.

        One of nobody in particular is, where all that it serves asks this body alone.
        """
        whose = action.fact.agency
        return whose == self.name if whose is not None else self._alone(action.serves)

    def _alone(self, refs: Iterable[str]) -> bool:
        records, asked = self.facts.records, self.facts.asked
        found = [records.get("recommendations", ref) for ref in refs]
        return bool(found) and all(
            one is not None and self.is_asked_alone(asked.each(one.get("agencies", ())))
            for one in found
        )

    def answered(self, reply: Document, asked: tuple[str, ...]) -> bool:
        """Whether a reply is its own."""
        agency = reply.get("agency")
        return self.is_body(agency) if agency else self.is_asked_alone(asked)

    def filed(self, shown: Shown) -> bool:
        """Whether a piece of evidence is its own: by its agency, else its filer's, else its action.

        What speaks of everybody and names no filer is nobody's in particular.
        """
        if agency := shown.document.get("agency"):
            return self.is_body(agency)
        filer = self.facts.records.get("leads", str(shown.document.get("filed_lead") or ""))
        if filer is not None and filer.get("agency"):
            return self.is_body(filer["agency"])
        if shown.agencies is not None:
            return shown.agencies == {self.name}
        return self._alone(served_by(self.facts.records, shown.document))

    def is_covered(self, agencies: frozenset[str]) -> bool:
        """Whether an audit of these agencies, none meaning all, looked at it."""
        return not agencies or self.name in agencies or not EVERYBODY.isdisjoint(agencies)

    def lead(self, ref: str | None) -> str:
        """The title of a lead, never its holder; another body's post is not named."""
        document = self.facts.records.get("leads", ref or "")
        agency = document.get("agency") if document else None
        if agency and not self.is_body(agency):
            return ANOTHERS_POST
        return lead_title(self.facts.records, ref)

    def hides(self, refs: Iterable[str]) -> bool:
        """Whether one of some records is of a review that is not published."""
        return not self._open_to_all and any(self._is_hidden(ref) for ref in refs)

    def _is_hidden(self, ref: str) -> bool:
        records = self.facts.records
        of = records.get("recommendations", ref) or records.get("findings", ref)
        if of is None and (action := records.get("actions", ref)) is not None:
            now = self.facts.actions.of(action)
            return now is not None and any(self._is_hidden(one) for one in now.serves)
        review = str(of["review"]) if of is not None else ref
        if review not in self._hidden:
            self._hidden[review] = is_embargoed(records, review)
        return self._hidden[review]
