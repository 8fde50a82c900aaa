"""What a review found or taught."""

from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import finding_reference
from auditrack.commands.theme_link import link_theme
from auditrack.commands.withdrawing import reinstate, withdraw
from auditrack.model.words import FINDING_KINDS


@dataclass(frozen=True)
class AddFinding(Command):
    """Enter a finding: a concern, good practice or a lesson. Its themes are confirmed ones."""

    cmd: ClassVar[str] = "finding add"

    review: str
    text: str
    label: str | None = None
    kind: str = "concern"
    led_to: tuple[str, ...] = ()
    no_recommendation_why: str | None = None
    theme: tuple[str, ...] = ()
    page: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses the same label and text twice in one review."""
        review = str(known.document(desk, self.review, "reviews")["ref"])
        kind = given.code(FINDING_KINDS, self.kind, "kind of finding")
        label = given.maybe_line(self.label, "label")
        text = given.text(self.text, "text")
        siblings = desk.live("findings", "review", review)
        same = next((d for d in siblings if (d.get("label"), d["text"]) == (label, text)), None)
        if same is not None:
            raise refuse(
                "already-there",
                f"{review} has this finding already as {same['ref']}.",
                ref=str(same["ref"]),
            )
        ref = desk.insert(
            "findings",
            finding_reference(desk, review, label, kind),
            review=review,
            label=label,
            text=text,
            kind=kind,
            led_to=known.served(desk, self.led_to, "recommendations"),
            no_recommendation_why=self.no_recommendation_why,
            page=self.page,
            order=len(siblings) + 1,
        )
        desk.made.append(ref)
        for theme in given.chosen(self.theme):
            link_theme(desk, ref, review, known.theme_as_typed(desk.records, theme), "confirmed")


@dataclass(frozen=True)
class EditFinding(Command):
    """Correct a finding. `led_to` replaces the list."""

    cmd: ClassVar[str] = "finding edit"

    ref: str
    text: str | None = None
    label: str | None = None
    kind: str | None = None
    led_to: tuple[str, ...] | None = None
    no_recommendation_why: str | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an edit that says nothing new. The reference stays whatever the label."""
        ref = str(known.document(desk, self.ref, "findings")["ref"])
        changes: dict[str, Any] = {}
        if self.text is not None:
            changes["text"] = given.text(self.text, "text")
        if self.label is not None:
            changes["label"] = given.maybe_line(self.label, "label")
        if self.kind is not None:
            changes["kind"] = given.code(FINDING_KINDS, self.kind, "kind of finding")
        if self.led_to is not None:
            changes["led_to"] = known.served(desk, self.led_to, "recommendations")
        if self.no_recommendation_why is not None:
            changes["no_recommendation_why"] = self.no_recommendation_why
        desk.edit("findings", ref, changes, self.base_rev)
        desk.made.append(ref)


@dataclass(frozen=True)
class WithdrawFinding(Command):
    """Take a finding out of every count, with a reason; `reinstate` puts it back."""

    cmd: ClassVar[str] = "finding withdraw"

    ref: str
    reinstate: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, or a finding that stands so already."""
        (reinstate if self.reinstate else withdraw)(desk, self.ref, "findings", self.why)
