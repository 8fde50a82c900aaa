"""The outline of a document: which lines are headings, and what each opens."""

import re
from collections.abc import Sequence

from auditrack.intake.asks import is_ask
from auditrack.intake.blocks import Block
from auditrack.intake.bodies import body_in_heading, strip_number
from auditrack.intake.headings import outcome_marker, section_of, theme_name
from auditrack.intake.labels import read_label

_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|should|must|shall|will|would|could|can|may|did"
    r"|does|do"
    r"|found|made|took|identified|ensure|ensures|considers?|reviews?(?= (?:its|their|the))"
    r"|needs)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"(?:\.{3,}|…+|\s\.(?:\s\.)+|\t|\s{2,}|\s)\s*\d{1,3}\s*$")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\s\.){4,})\s*\d{0,3}\s*$")


class Outline:
    """Answers about single blocks that depend on how the whole document is set."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        headings = sum(block.kind == "heading" for block in blocks)
        # Marked documents say what is a heading; plain ones leave it to the look of a line.
        self.plain = headings < 3 or headings * 60 < len(blocks)

    def next(self, block: Block) -> Block | None:
        """The block that follows, or None at the end."""
        after = block.order + 1
        return self.blocks[after] if after < len(self.blocks) else None

    def is_heading(self, block: Block, numbered: bool = False) -> bool:
        """Whether a block is a heading, marked or by its look.

        `numbered`: a printed number waits for its text, so that a short line before a sentence is
        the topic of that number even where it ends with a full stop.
        """
        if block.kind == "heading":
            return not self._is_long_ask(block)
        if block.kind != "paragraph" or block.quoted:
            return False
        if block.italic and body_in_heading(block.text) is None:
            return False
        text = block.text
        if len(text) > 110 or len(text.split()) > 14 or not strip_number(text)[:1].isupper():
            return False
        if block.style in ("letter", "roman"):
            return False
        if section_of(text) is not None or theme_name(text) is not None:
            return not text.endswith((".", ";", ","))
        marker = outcome_marker(text)
        if marker is not None and not marker[1]:
            return True
        if body_in_heading(text) is not None and block.style in (None, "decimal"):
            return not text.endswith((".", ";", ","))
        if text.isupper() and len(text) > 3 and block.style is None:
            return not text.endswith((".", ";", ","))
        if not self.plain or block.style == "ordinal":
            return False
        return self._is_nominal(block, numbered)

    def _is_long_ask(self, block: Block) -> bool:
        words = len(block.text.split())
        return words > 18 or (words > 12 and block.text.endswith(".") and is_ask(block.text))

    def _is_nominal(self, block: Block, numbered: bool) -> bool:
        text = block.text
        after = self.next(block)
        if _FINITE.search(text) or len(text.split()) > 13 or (after is None and numbered):
            return False
        if text.endswith((";", ",", ":", "?")):
            return False
        if text.endswith("."):
            return (
                numbered
                and after is not None
                and after.gap == 0
                and after.kind == "paragraph"
                and after.number is None
                and is_ask(after.text)
            )
        return not (is_ask(text) and not numbered)

    @staticmethod
    def is_contents_entry(block: Block) -> bool:
        """Whether a block looks like a line of a contents page."""
        if block.kind == "row":
            last = block.cells[-1].strip() if block.cells else ""
            return last == "" or bool(re.fullmatch(r"\d{1,3}|page|[ivxl]+", last, re.IGNORECASE))
        if block.kind == "number":
            return True
        return bool(_ENTRY.search(block.text[-80:])) or len(block.text.split()) <= 14

    @staticmethod
    def has_leaders(block: Block) -> bool:
        """Whether dots lead to a page number: a contents line wherever it stands."""
        return block.kind != "row" and bool(_LEADERS.search(block.text[-80:]))

    @staticmethod
    def entry_key(block: Block) -> str:
        """The words of a contents line without number and page, to find the real heading."""
        text = " ".join(cell for cell in block.cells) if block.cells else block.text
        text = re.sub(r"[\s.…\t]*\d{1,3}\s*$", "", text)
        text = re.sub(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]?\s+)", "", text)
        return re.sub(r"\W+", " ", text.lower()).strip()


def is_label_only(text: str) -> bool:
    """Whether a line is nothing but a label: "Recommendation 4"."""
    label = read_label(text)
    return label is not None and not label.rest
