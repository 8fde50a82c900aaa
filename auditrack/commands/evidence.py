"""What shows that something was done or changed: filing it, accepting it, returning it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Self

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.second_person import Claim, overridden
from auditrack.commands.withdrawing import reinstate, withdraw
from auditrack.model.words import EVIDENCE_STATES, LEVELS, RESULTS

_PRACTICE_LEVEL = 3

_CLAIMED = frozenset({"shows", "level", "about", "result", "agency"})
"""What a second person accepts of evidence: changed, it waits for one again."""

_UNACCEPTED: Mapping[str, None] = {
    "accepted_on": None,
    "accepted_by": None,
    "accepted_lead": None,
    "overridden": None,
    "override_why": None,
}


@dataclass(frozen=True)
class AddEvidence(Command):
    """File evidence for recommendations, findings, reviews, actions or audits.

    `about` is the date it speaks of and stays blank when nobody said. `at` is where it is kept;
    `file` is the path of a file to keep with the register instead.
    """

    cmd: ClassVar[str] = "evidence add"

    serves: tuple[str, ...]
    shows: str
    level: int | str = 0
    about: str | None = None
    result: str | None = None
    at: str | None = None
    file: Path | None = None
    agency: str | None = None
    use_in_annual_report: bool | None = None
    difference: str | None = None
    file_sha256: str | None = None
    file_name: str | None = None
    why: str | None = None

    @property
    def prepares(self) -> bool:
        """Whether a file must be copied before the entry."""
        return self.file is not None

    def prepared(self, register: Any, today: date) -> Self:
        """The command with its file kept, durably, with the register."""
        assert self.file is not None
        kept = register.kept.keep(self.file)
        return replace(self, file=None, file_sha256=kept.sha256, file_name=kept.name)

    def build(self, desk: Desk) -> None:
        """Refuses evidence for nothing, a level that is none, and a date still to come."""
        targets = [known.record(desk, one, *known.SERVED, "audits") for one in self.serves]
        if not targets:
            raise refuse(
                "missing",
                "The evidence is for nothing.",
                todo="Name what it is for, for example --for child-f/4.2",
            )
        level = given.whole(self.level, "evidence level", min(LEVELS), max(LEVELS))
        result = given.code(RESULTS, self.result, "result") if self.result else None
        about = given.past(desk, self.about, "date it is about")
        audits = [str(document["ref"]) for table, document in targets if table == "audits"]
        if len(audits) > 1:
            raise refuse("bad-value", "Evidence belongs to one audit at most.", ref=audits[1])
        _note_of_result(desk, level, result, about)
        known.note_of_whole_reviews(desk, "The evidence", [document for _, document in targets])
        ref = desk.insert(
            "evidence",
            shows=given.text(self.shows, "description of what it shows"),
            serves=tuple(dict.fromkeys(str(d["ref"]) for table, d in targets if table != "audits")),
            about=about,
            filed_on=desk.day,
            level=level,
            result=result,
            at=given.maybe_line(self.at, "place"),
            file_sha256=self.file_sha256,
            file_name=self.file_name,
            agency=self._agency(desk, targets),
            audit=audits[0] if audits else None,
            state="filed",
            filed_by=desk.actor.login,
            filed_lead=desk.lead_ref,
            use_in_annual_report=self.use_in_annual_report,
            difference=self.difference,
        )
        desk.made.append(ref)

    def _agency(self, desk: Desk, targets: list[known.Found]) -> str | None:
        if self.agency:
            from auditrack.commands.agency import known_agency

            return known_agency(desk, self.agency)
        of_actions = {document.get("agency") for table, document in targets if table == "actions"}
        only = len(of_actions) == 1 and all(table == "actions" for table, _ in targets)
        return of_actions.pop() if only else None


@dataclass(frozen=True)
class EditEvidence(Command):
    """Correct evidence. Accepted evidence whose claim changes waits for a second person again."""

    cmd: ClassVar[str] = "evidence edit"

    ref: str
    shows: str | None = None
    level: int | str | None = None
    about: str | None = None
    result: str | None = None
    at: str | None = None
    agency: str | None = None
    use_in_annual_report: bool | None = None
    difference: str | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an edit that says nothing new, and what adding refuses."""
        evidence = known.document(desk, self.ref, "evidence")
        ref = str(evidence["ref"])
        changes: dict[str, Any] = {}
        if self.shows is not None:
            changes["shows"] = given.text(self.shows, "description of what it shows")
        if self.level is not None:
            changes["level"] = given.whole(self.level, "evidence level", min(LEVELS), max(LEVELS))
        if self.about is not None:
            changes["about"] = given.past(desk, self.about, "date it is about")
        if self.result is not None:
            changes["result"] = self.result and given.code(RESULTS, self.result, "result")
        if self.at is not None:
            changes["at"] = given.maybe_line(self.at, "place")
        if self.agency is not None:
            from auditrack.commands.agency import known_agency

            changes["agency"] = self.agency and known_agency(desk, self.agency)
        if self.use_in_annual_report is not None:
            changes["use_in_annual_report"] = self.use_in_annual_report
        if self.difference is not None:
            changes["difference"] = self.difference
        desk.edit("evidence", ref, changes, self.base_rev)
        new = desk.get("evidence", ref) or {}
        _note_of_result(desk, int(new.get("level", 0)), new.get("result"), new.get("about"))
        moved = any(new.get(name) != evidence.get(name) for name in _CLAIMED)
        if moved:
            # Who says now what it shows is no second person to it.
            desk.update("evidence", ref, edited_by=desk.actor.login, edited_lead=desk.lead_ref)
        if moved and evidence.get("state") == "accepted":
            desk.update("evidence", ref, state="filed", **_UNACCEPTED)
            desk.notes.append(f"{ref} was accepted as it was; it waits for a second person again.")
        desk.made.append(ref)


@dataclass(frozen=True)
class AcceptEvidence(Command):
    """Accept evidence as a second person: not its filer, nor of the lead whose action it is."""

    cmd: ClassVar[str] = "evidence accept"

    ref: str
    override: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what was accepted already, and one's own or one's own lead's."""
        evidence = known.document(desk, self.ref, "evidence")
        ref = str(evidence["ref"])
        if evidence.get("state") == "accepted":
            raise refuse(
                "no-change",
                f"{ref} was accepted on {evidence.get('accepted_on')}"
                f" by {evidence.get('accepted_by')} already.",
                ref=ref,
            )
        owners = _owners(desk, evidence)
        said = [Claim(ref, "filed", evidence.get("filed_by"), evidence.get("filed_lead"), owners)]
        if evidence.get("edited_by"):
            editor, lead = evidence["edited_by"], evidence.get("edited_lead")
            said.append(Claim(ref, "corrected", editor, lead, owners))
        fields: dict[str, Any] = {}
        for claim in said:
            fields |= overridden(desk, claim, self.override)
        desk.update(
            "evidence",
            ref,
            state="accepted",
            accepted_on=desk.day,
            accepted_by=desk.actor.login,
            accepted_lead=desk.lead_ref,
            returned_why=None,
            **fields,
        )
        desk.made.append(ref)


@dataclass(frozen=True)
class ReturnEvidence(Command):
    """Send evidence back to its filer, with the reason."""

    cmd: ClassVar[str] = "evidence return"

    ref: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and what was returned already."""
        evidence = known.document(desk, self.ref, "evidence")
        ref = str(evidence["ref"])
        why = given.reason(self.why, "Returning", ref)
        if evidence.get("state") == "returned":
            raise refuse("no-change", f"{ref} is {EVIDENCE_STATES['returned']} already.", ref=ref)
        desk.update(
            "evidence",
            ref,
            state="returned",
            returned_why=why,
            **_UNACCEPTED,
        )
        desk.made.append(ref)


@dataclass(frozen=True)
class WithdrawEvidence(Command):
    """Take evidence out of every count, with a reason; `reinstate` puts it back."""

    cmd: ClassVar[str] = "evidence withdraw"

    ref: str
    reinstate: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, or evidence that stands so already."""
        (reinstate if self.reinstate else withdraw)(desk, self.ref, "evidence", self.why)


@dataclass(frozen=True)
class ServeAlso(Command):
    """Say that evidence, an action or an audit also serves another record."""

    cmd: ClassVar[str] = "serve also"

    record: str
    serves: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what it serves already, and itself."""
        _, document = known.record(desk, self.record, "evidence", "actions", "audits")
        ref = str(document["ref"])
        (also,) = known.served(desk, (self.serves,))
        later = (str(link["serves"]) for link in desk.live("serves", "record", ref))
        if also == ref or also in (*document.get("serves", ()), *later):
            raise refuse(
                "no-change",
                f"{ref} cannot serve itself." if also == ref else f"{ref} serves {also} already.",
                ref=ref,
            )
        desk.insert("serves", record=ref, serves=also)
        desk.made.append(ref)


def _note_of_result(desk: Desk, level: int, result: str | None, about: str | None) -> None:
    if result and level < _PRACTICE_LEVEL:
        desk.notes.append(
            f"At level {level} ({LEVELS[level]}) the result is kept but tests no practice."
        )
    elif result and not about:
        desk.notes.append("Without the date it is about, the result tests no practice.")


def _owners(desk: Desk, evidence: Mapping[str, Any]) -> tuple[str, ...]:
    """The leads of the actions that evidence is for, or that are about what it is for."""
    actions: list[Mapping[str, Any]] = []
    for ref in evidence.get("serves", ()):
        action = desk.get("actions", ref)
        actions += [action] if action else desk.live("actions", "serves", ref)
    return tuple(dict.fromkeys(str(a["lead"]) for a in actions if a.get("lead")))
