"""What a document proposes before a person accepts anything: items, and guesses of the review.

The JSON shape is that of `import --dry-run --json`; its keys only grow.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

KINDS: Final = ("recommendation", "finding", "lesson", "action", "assurance-point")
"""The kinds of item that a document may hold, in the words of the register."""

REACHES: Final = ("multi-agency", "single-agency", "national")
"""Whom an item is meant for; an item may also have none."""


@dataclass(frozen=True)
class Item:
    """One thing found in a document: a recommendation, finding, lesson, action or assurance point.

    `text` and `outcome` are verbatim with white space folded; a bullet inside is a line that
    starts with "- ". `group` is the agency or body as printed, `theme` the topic heading as
    printed, `agencies` the bodies asked. `confidence` is 0 to 1; `ticked` is what a hurried person
    may accept; `why` says in words where the item came from and why it is ticked or not.
    """

    kind: str
    text: str
    label: str | None = None
    reach: str | None = None
    group: str | None = None
    theme: str | None = None
    outcome: str | None = None
    agencies: tuple[str, ...] = ()
    page: int | None = None
    confidence: float = 0.0
    ticked: bool = False
    why: str = ""
    passages: tuple[int, ...] = ()
    """The places among the document's passages that it was read from; not in the JSON."""
    as_printed: str | None = None
    """The wording of the document where a person worded `text` otherwise; not in the JSON."""
    themes: tuple[str, ...] = ()
    """The themes, by id, that a person confirmed for it; not in the JSON."""
    asked_before: tuple[tuple[str, str], ...] = ()
    """Earlier recommendations, by reference, and a person's answer whether each asked the same;
    not in the JSON."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of item; the kinds are {', '.join(KINDS)}")
        if self.reach is not None and self.reach not in REACHES:
            raise ValueError(f"{self.reach!r} is no reach; it is {', '.join(REACHES)} or None")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError("confidence lies between 0 and 1")

    def __str__(self) -> str:
        head = " ".join(part for part in (self.kind, self.label) if part)
        return f"{head}: {self.text}"

    def to_json(self) -> dict[str, Any]:
        """The item with the keys of cli.md, in their printed order."""
        return {
            "kind": self.kind,
            "label": self.label,
            "reach": self.reach,
            "group": self.group,
            "theme": self.theme,
            "text": self.text,
            "outcome": self.outcome,
            "agencies": list(self.agencies),
            "page": self.page,
            "confidence": round(self.confidence, 2),
            "ticked": self.ticked,
            "why": self.why,
        }


@dataclass(frozen=True)
class WindowGuess:
    """A period of practice as printed; `start` and `end` are data dates, `subject` a pseudonym."""

    start: str | None
    end: str | None
    subject: str | None = None
    as_printed: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The window as a flat object."""
        return {
            "start": self.start,
            "end": self.end,
            "subject": self.subject,
            "as_printed": self.as_printed,
        }


@dataclass(frozen=True)
class ReviewGuess:
    """What the front pages say about the review itself; None is "not found", never a guess."""

    title: str | None = None
    board: str | None = None
    published: str | None = None
    type: str | None = None
    windows: tuple[WindowGuess, ...] = ()
    subjects: tuple[str, ...] = ()
    """Whom it is about, by the names that the document gives them."""

    def to_json(self) -> dict[str, Any]:
        """The guesses, null where there is none."""
        return {
            "title": self.title,
            "board": self.board,
            "published": self.published,
            "type": self.type,
            "windows": [window.to_json() for window in self.windows] or None,
            "subjects": list(self.subjects) or None,
        }


@dataclass(frozen=True)
class Source:
    """The document that was read. `pages` is None where the format knows no pages."""

    file: str
    sha256: str
    format: str
    pages: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The source with the keys of cli.md."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "format": self.format,
            "pages": self.pages,
        }


@dataclass(frozen=True)
class Passage:
    """One heading, paragraph, list item or table row of the document, to show beside what it gave.

    `kind` is heading, paragraph, bullet, number or row; `level` that of a heading or of a bullet's
    indent; `cells` those of a row; `number` the printed number that `text` starts with.
    """

    kind: str
    text: str
    page: int | None = None
    level: int = 0
    cells: tuple[str, ...] = ()
    number: str | None = None


@dataclass(frozen=True)
class Proposals:
    """All that one document proposes. Nothing of it is a record until a person accepts it.

    `passages` are the whole document in reading order; they are for the screen and stay out of the
    JSON.
    """

    source: Source
    review: ReviewGuess
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def ticked(self) -> tuple[Item, ...]:
        """The items proposed with high confidence."""
        return tuple(item for item in self.items if item.ticked)

    def describe(self, ticked: Collection[int] | None = None) -> str:
        """One line: "9 recommendations, 2 lessons ticked; 5 shown but not ticked".

        Args:
            ticked: the places of the items that count as ticked; None for those proposed.
        """
        chosen = [
            item
            for place, item in enumerate(self.items)
            if (item.ticked if ticked is None else place in ticked)
        ]
        counts = [
            f"{number} {kind.replace('-', ' ')}{'' if number == 1 else 's'}"
            for kind in KINDS
            if (number := sum(item.kind == kind for item in chosen))
        ]
        left = len(self.items) - len(chosen)
        words = f"{', '.join(counts)} ticked" if counts else "nothing ticked"
        return f"{words}; {left} shown but not ticked" if left else words

    def to_json(self) -> dict[str, Any]:
        """Exactly the object that `import --dry-run --json` prints."""
        return {
            "source": self.source.to_json(),
            "review": self.review.to_json(),
            "items": [item.to_json() for item in self.items],
            "notes": list(self.notes),
        }
