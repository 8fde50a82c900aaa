"""The first hour: the least a board must enter for its positions to be useful, and how far it is.

Everything is derived from records; nothing says that a step was "completed".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.model.change import Records
from auditrack.views.seen import unwithdrawn
from auditrack.views.steady import steady
from auditrack.views.theming import Theming
from auditrack.views.wording import counted

_REVIEWS = 2
_AUDITS = 3


@dataclass(frozen=True)
class Step:
    """One step. `done` of `of`; `opens` names what takes it further."""

    title: str
    done: int
    of: int
    said: str
    opens: str

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left."""
        return self.done >= self.of


@dataclass(frozen=True)
class Question:
    """One thing to answer with one key: a suggested theme, or the state of an ask."""

    ref: str
    theme: str
    asks: str
    text: str
    because: str = ""


def steps(records: Records) -> tuple[Step, ...]:
    """The five steps, as far as the record has them."""
    board = records.get("board", "board") or {}
    named = bool(board.get("name")) + bool(board.get("year_start"))
    reviews = len(unwithdrawn(records.select("reviews")))
    links = [
        link
        for link in unwithdrawn(records.select("theme_links"))
        if _is_live(records, str(link.get("of")))
    ]
    open_links = sum(link.get("status") == "suggested" for link in links)
    asks = unwithdrawn(records.select("recommendations"))
    unknown = sum(ask.get("state") == "not-known" for ask in asks)
    audits = sum(
        audit.get("status", "done") == "done" for audit in unwithdrawn(records.select("audits"))
    )
    return (
        Step(
            "The board's name and when its year starts",
            named,
            2,
            f"{board.get('name') or 'no name yet'}; "
            + ("year start set" if board.get("year_start") else "year start not set (1 April)"),
            "settings-edit",
        ),
        Step(
            "The two latest reviews",
            min(reviews, _REVIEWS),
            _REVIEWS,
            counted(reviews, "review") + " on record",
            "importing",
        ),
        Step(
            "Themes: one key for each suggestion",
            len(links) - open_links,
            max(len(links), 1),
            f"{len(links) - open_links:,} of {len(links):,} answered" if links else "none yet",
            "themes",
        ),
        Step(
            "States: one key for each recommendation",
            len(asks) - unknown,
            max(len(asks), 1),
            f"{unknown:,} of {len(asks):,} not known" if asks else "no recommendation yet",
            "states",
        ),
        Step(
            "The last three audits",
            min(audits, _AUDITS),
            _AUDITS,
            counted(audits, "audit") + " on record",
            "audit-record",
        ),
    )


def _source(records: Records, ref: str) -> Mapping[str, Any] | None:
    return records.get("recommendations", ref) or records.get("findings", ref)


def _is_live(records: Records, ref: str) -> bool:
    source = _source(records, ref)
    return source is not None and not source.get("withdrawn_on")


def theme_questions(records: Records) -> tuple[Question, ...]:
    """Every suggested theme that nobody has confirmed or rejected, in order of entry."""
    records = steady(records)
    theming = Theming(records)
    found = []
    for link in unwithdrawn(records.select("theme_links")):
        ref = str(link.get("of"))
        if link.get("status") != "suggested" or not _is_live(records, ref):
            continue
        source = _source(records, ref) or {}
        because = ", ".join(map(str, link.get("because", ())))
        theme = str(link["theme"])
        found.append(
            Question(
                ref,
                theme,
                f"Does {ref} speak of {theming.name(theme)}?",
                str(source.get("text", "")),
                f"Suggested because of: {because}" if because else "",
            )
        )
    return tuple(found)


def state_questions(records: Records) -> tuple[Question, ...]:
    """Every recommendation whose state is not known, in order of entry."""
    return tuple(
        Question(str(ask["ref"]), "", f"What became of {ask['ref']}?", str(ask.get("text", "")))
        for ask in unwithdrawn(records.select("recommendations"))
        if ask.get("state") == "not-known"
    )
