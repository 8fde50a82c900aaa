"""Links of recommendations and findings to themes, and the dates of the concern."""

from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.withdrawing import STANDS_AGAIN

_STATUS_OF = {
    "confirm": "confirmed",
    "confirmed": "confirmed",
    "reject": "rejected",
    "rejected": "rejected",
    "suggest": "suggested",
    "suggested": "suggested",
}


def link_theme(desk: Desk, of: str, review: str, theme: str, status: str, **also: Any) -> str:
    """The link of a record to a theme with this status, made or changed; its reference."""
    existing = next((d for d in desk.by("theme_links", "of", of) if d.get("theme") == theme), None)
    if existing is None:
        return desk.insert("theme_links", of=of, review=review, theme=theme, status=status, **also)
    ref = str(existing["ref"])
    if existing.get("withdrawn_on"):
        # One link of a record to a theme: taken back and said again, it is the same one.
        also |= STANDS_AGAIN
        desk.update("theme_links", ref, status=status, **also)
    elif existing.get("status") != status:
        desk.update("theme_links", ref, status=status, **also)
    return ref


@dataclass(frozen=True)
class LinkTheme(Command):
    """Say whether a recommendation or finding speaks of a theme, whose concern and when.

    `status` is confirm, reject or suggest. `concern` is `FROM..TO`; `subject` the pseudonym.
    Saying it again changes the link that is there.
    """

    cmd: ClassVar[str] = "rec theme"

    ref: str
    theme: str
    status: str = "confirm"
    concern: str | None = None
    subject: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an unknown theme, a concern that runs backwards, and what says nothing new."""
        _, document = known.record(desk, self.ref, "recommendations", "findings")
        of, review = str(document["ref"]), str(document.get("review", ""))
        theme = known.theme_as_typed(desk.records, self.theme)
        status = _STATUS_OF[given.code({s: s for s in _STATUS_OF}, self.status, "status")]
        link = link_theme(desk, of, review, theme, status)
        if self.concern is not None or self.subject is not None:
            self._mention(desk, link, review, theme)
        if not desk.ops:
            raise refuse("no-change", f"{of} is {status} for {theme} already.", ref=of)
        desk.made.append(link)

    def _mention(self, desk: Desk, link: str, review: str, theme: str) -> None:
        subject = given.maybe_line(self.subject, "subject") or None
        mentions = desk.live("mentions", "link", link)
        dated: dict[str, Any] = {}
        if self.concern is not None:
            start, end = (
                given.period(desk, self.concern, "period of the concern")
                if self.concern
                else (None, None)
            )
            dated = {"concern_from": start, "concern_to": end}
        mine = next((d for d in mentions if d.get("subject") == subject), None)
        if mine is None and len(mentions) == 1 and not mentions[0].get("subject"):
            mine = mentions[0]
        if mine is None:
            desk.insert("mentions", link=link, review=review, theme=theme, subject=subject, **dated)
        elif any(mine.get(name) != value for name, value in (("subject", subject), *dated.items())):
            desk.update("mentions", str(mine["ref"]), subject=subject, **dated)
