"""One walk over the blocks of a document: labels, numbers, bullets and rows become drafts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from auditrack.intake.asks import is_ask, is_intro, is_none
from auditrack.intake.blocks import Block
from auditrack.intake.bodies import addressee, body_in_heading
from auditrack.intake.columns import role_of
from auditrack.intake.drafts import Draft
from auditrack.intake.headings import is_actions, is_rationale, outcome_marker, section_of
from auditrack.intake.labels import Label, read_label, read_number
from auditrack.intake.prose import Prose
from auditrack.intake.rows import Under, header_of, read_rows
from auditrack.intake.upright import is_upright, read_upright
from auditrack.intake.zones import ASKING, LEARNING, Place, enter_heading

_LOOK_AHEAD = 400


def _is_full_ask(block: Block) -> bool:
    """Whether a whole sentence names a body and asks it."""
    return block.text.endswith(".") and addressee(block.text) is not None


class Walk(Prose):
    """Reads blocks in order; `drafts`, `pointers` and `none_returned` are what came of it."""

    def run(self) -> list[Draft]:
        """All drafts of the document, in reading order."""
        at = 0
        while at < len(self.blocks):
            block = self.blocks[at]
            if block.kind == "row":
                end = at
                while end < len(self.blocks) and self.blocks[end].table == block.table:
                    end += 1
                self._table(self.blocks[at:end])
                at = end
                continue
            was_open = self.open
            self._block(block)
            for draft in (was_open, *self._targets, *self.drafts[-1:]):
                if draft is not None:
                    draft.read_from(block.order)
            at += 1
        self._close()
        return self.drafts

    # Blocks

    def _block(self, block: Block) -> None:
        if self.open is not None and self.open.box not in (None, block.box):
            if self.open.parts:
                self._close()  # the box that it was printed in has ended
            else:
                self.open.box = block.box  # only its label stood in a box
        if self.outline.has_leaders(block) or self._in_contents(block):
            return
        if block.kind == "number":
            if self._mode != "items" or (self.open is not None and not self.open.dangling):
                self._mode = "items"
            self._waiting.append(block.number or "")
            self._listing = False
            return
        if is_none(block.text) and self.place.asking:
            self._prose(block)
            return
        if self._stacks(block) or self._labelled(block):
            return
        if self._outcome(block):
            return
        if self._in_lost_bullets(block):
            return
        if self.outline.is_heading(block, numbered=bool(self._waiting)):
            self._heading(block)
            return
        self._prose(block)

    def _in_contents(self, block: Block) -> bool:
        if self.place.zone != "contents":
            return False
        key = self.outline.entry_key(block)
        real = block.kind == "heading" and (self._contents or section_of(block.text) != "contents")
        repeated = key in self._contents and len(self._contents) >= 2
        if real or repeated or not self.outline.is_contents_entry(block):
            self.place = Place()
            self._contents = set()
            return False
        self._contents.add(key)
        return True

    def _heading(self, block: Block) -> None:
        text = block.text
        if self._after_items() and is_actions(text):
            self._close()
            self._mode = "actions"
            self._awaiting_outcome = [
                draft for draft in self._awaiting_outcome if draft.kind != "action"
            ]
            return
        if self._after_items() and is_rationale(text):
            self._close()
            self._mode = "aside"
            return
        number = self._waiting[-1] if self._waiting else None
        opened = enter_heading(self.place, block, self.outline, number)
        if opened in ("section", "other", "theme"):
            self._awaiting_outcome = []
        if opened in ("section", "other"):
            self._waiting = []
            self._header = None
        if block.number and block.style == "decimal" and opened in ("topic", "theme"):
            self._waiting.append(block.number)
        self._close()
        self._stacked = False
        self._listing_quotes = self.place.zone == "quoted" and "ecommendation" in text.lower()
        self._mode = "aside" if opened == "aside" else "items"
        self._lead = self._lead_kind = None
        if self._group_of_lead:
            if opened != "group":
                self.place.group = None
            self._group_of_lead = False
        if opened != "topic" and self.place.zone in (*ASKING, *LEARNING):
            self._style = self._style_ahead(block)

    def _after_items(self) -> bool:
        return self.open is not None or bool(self._awaiting_outcome)

    def _style_ahead(self, block: Block) -> str:
        """How the items of the section (or of this agency) are told apart."""
        counts = {"label": 0, "decimal": 0, "ordinal": 0, "bullet": 0, "paragraph": 0}
        self._themed = False
        for after in self.blocks[block.order + 1 : block.order + 1 + _LOOK_AHEAD]:
            if after.kind == "row":
                continue
            label = read_label(after.text) if after.text else None
            if label is not None and label.number and label.kind != "action":
                counts["label"] += 1
            elif after.style == "decimal":
                counts["decimal"] += not after.text or (
                    is_ask(after.text) and not is_intro(after.text)
                )
            elif after.style == "ordinal" and after.kind != "heading":
                counts["ordinal"] += 1
            elif self.outline.is_heading(after):
                if section_of(after.text) is not None or body_in_heading(after.text) is not None:
                    break
                self._themed = True
            elif after.kind == "bullet":
                counts["bullet"] += 1
            elif is_ask(after.text) and not after.text.endswith(":"):
                counts["paragraph"] += 1
        for style in ("label", "decimal", "ordinal"):
            if counts[style]:
                return style
        return "bullet" if counts["bullet"] > counts["paragraph"] else "paragraph"

    # Labels and outcomes

    def _labelled(self, block: Block) -> bool:
        label = read_label(block.text)
        if label is None or (block.kind == "bullet" and label.number is None):
            return False
        if label.number is None and not self._takes_bare(label, block):
            return False
        if label.kind == "action" and self.place.zone not in ("plan",) and not label.rest:
            after = self.outline.next(block)
            if after is None or after.kind == "heading":
                return False
        if label.rest and not label.separated and not is_ask(label.rest):
            return False
        self._close()
        self._mode = "items"
        self._listing = False
        words = label.words
        if label.number is None:
            words = self._waiting.pop(0) if self._waiting else ""
        elif self._waiting:
            self._waiting.pop()
        draft = self._draft(label.kind, block, words or None)
        draft.labelled = True
        draft.why = f'labelled "{words or label.words}"'
        if label.rest:
            if self._is_topic(block, label.rest):
                draft.theme = label.rest
            else:
                draft.add(label.rest)
                draft.inline = True
        self._start(draft)
        return True

    def _is_topic(self, block: Block, rest: str) -> bool:
        """Whether the words after a label name its topic, and what it says stands below."""
        if is_ask(rest) or len(rest.split()) > 14:
            return False
        if block.kind == "heading":
            return True
        after = self.outline.next(block)
        return (
            self.outline.is_heading(block)
            and after is not None
            and after.kind == "paragraph"
            and read_label(after.text) is None
            and not self.outline.is_heading(after)
        )

    def _takes_bare(self, label: Label, block: Block) -> bool:
        if label.kind != "recommendation":
            return bool(self._waiting) and not label.rest
        if label.rest:
            return is_ask(label.rest)
        return (
            bool(self._waiting)
            or self.place.zone in ASKING
            or (block.kind == "heading" and (self.place.zone not in ("front", "contents")))
        )

    def _outcome(self, block: Block) -> bool:
        if not self._after_items():
            return False
        marker = outcome_marker(block.text)
        if marker is None:
            return False
        shared, rest = marker
        targets = self._awaiting_outcome if shared else self._awaiting_outcome[-1:]
        self._targets = [draft for draft in targets if draft.kind != "finding"]
        self.open = None
        self._mode = "outcome"
        self._awaiting_outcome = []
        if rest:
            self._add_outcome(rest, False)
        return True

    def _in_lost_bullets(self, block: Block) -> bool:
        """Bullets whose glyphs a converter dropped: lines under a sentence that ends in a colon."""
        draft = self.open
        told = self.outline.plain or block.text[:1].islower()
        if draft is None or not told or block.kind != "paragraph" or block.number:
            self._listing = False
            return False
        if self._mode != "items" or section_of(block.text) or body_in_heading(block.text):
            self._listing = False
            return False
        first = draft.dangling and draft.parts[-1].rstrip().endswith((":", ":-"))
        if first and not (draft.labelled or draft.label):
            return False
        if first or (self._listing and block.gap != 1 and not self._is_of_waiting(block)):
            self._listing = True
            draft.add(block.text, bullet=True)
            return True
        self._listing = False
        return False

    def _is_of_waiting(self, block: Block) -> bool:
        """Whether a line belongs to the number that waits: what it asks, or the topic of that."""
        after = self.outline.next(block)
        if not self._waiting or after is None:
            return False
        if after.kind == "paragraph" and _is_full_ask(after):
            return self.outline.is_heading(block, numbered=True)
        return _is_full_ask(block)

    # Tables

    def _stacks(self, block: Block) -> bool:
        """The header of a table that was printed cell below cell: each outcome under its ask."""
        role = role_of(block.text) if len(block.text.split()) <= 5 else None
        if role == "outcome":
            return self._stacked and self.open is None
        after = self.outline.next(block)
        if role != "recommendation" or after is None or role_of(after.text) != "outcome":
            return False
        named = body_in_heading(block.text)
        self._close()
        if self.place.zone not in ASKING:
            self.place.open_section("agency", block, ())
        self.place.group = named or self.place.group
        self._stacked, self._mode, self._waiting = True, "items", []
        self._style = self._style_ahead(after)
        return True

    def _table(self, rows: Sequence[Block]) -> None:
        if self.place.zone == "contents" and all(map(self.outline.is_contents_entry, rows)):
            self._contents.update(map(self.outline.entry_key, rows))
            return
        if self.place.zone == "contents":
            self.place = Place()
        header = header_of(rows)
        if header is None and self.place.zone != "terms" and is_upright(rows):
            found = read_upright(rows, self._under(), self.open)
            self._close()
            self.drafts.extend(found)
            self._awaiting_outcome = []
            return
        if header is None and self._header is not None:
            header = self._header if len(self._header) == len(rows[0].cells) else None
        if header is not None:
            self._close()
            self._header = header
            if self.place.zone == "terms":
                return
            last = self.drafts[-1] if self.drafts and self.drafts[-1].row else None
            found = read_rows(rows, header, self._under(), last)
            self.drafts.extend(found)
            self._awaiting_outcome = []
            return
        for row in rows:
            self._boxed(row)

    def _under(self) -> Under:
        place = self.place
        theme = place.theme or (place.section if place.zone == "body" else None)
        return Under(place.zone, place.group, theme, place.section, place.quoting, place.in_summary)

    def _boxed(self, row: Block) -> None:
        """A row of a table without header: a box around text, or a number beside it."""
        cells = [cell for cell in row.cells if cell.strip()]
        if self.place.zone == "terms" or not cells:
            return
        if len(cells) == 2 and (
            read_number(cells[0] + " x")
            or re.fullmatch(r"\d{1,3}", cells[0])
            or read_label(cells[0])
        ):
            lead = cells[0].strip()
            number = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?", lead)
            if number is None:
                cells = [f"{lead}: {cells[1]}"]
            elif self.place.asking:
                self._close()
                self._new(
                    replace(row, kind="paragraph", text=cells[1]),
                    self._kind(cells[1]),
                    number[1],
                    0.85,
                    "a numbered row of a table",
                )
                return
        for cell in cells:
            for line in cell.split("\n"):
                bullet = line.startswith("- ")
                found = None if bullet else read_number(line)
                block = replace(
                    row,
                    kind="bullet" if bullet else "paragraph",
                    text=found[2] if found and found[2] else line.removeprefix("- "),
                    number=found[0] if found and found[2] else None,
                    style=found[1] if found and found[2] else None,
                    cells=(),
                )
                if block.text.strip():
                    self._block(block)
