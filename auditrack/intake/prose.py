"""What a paragraph, number or bullet means in each zone of a review."""

import re
from collections.abc import Sequence

from auditrack.intake.asks import (
    assurance_sentences,
    is_ask,
    is_assurance,
    is_closing,
    is_intro,
    is_lead_in,
    is_narrative,
    is_none,
)
from auditrack.intake.blocks import Block
from auditrack.intake.bodies import addressee, body_in_heading
from auditrack.intake.drafts import Draft
from auditrack.intake.headings import is_rationale
from auditrack.intake.outline import Outline
from auditrack.intake.rows import Header
from auditrack.intake.zones import LEARNING, Place, opens_quotation

_RECOMMENDING = re.compile(r"\brecommend(?:s|ed|ations?)?(?: that)?\s*:-?$", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:was|were|had|did)\b", re.IGNORECASE)
_RECOMMENDS = re.compile(
    r"(?:it|it is|it was|we|the (?:review|panel|author|reviewers?|report))(?: \w+){0,2}?"
    r" recommend(?:ed|s)?\b(?! by)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"(?P<lead>[^:;]{8,160}):\s+(?P<parts>\S.*;.*)", re.DOTALL)
_AND = re.compile(r"^(?:and|or)\s+", re.IGNORECASE)
_MADE_FOR = re.compile(r"\brecommendations?\s+(?:for|to)\s+(?P<who>[^.;:]{2,90})$", re.IGNORECASE)


class Prose:
    """The state of a walk, and what prose adds to it; `Walk` reads everything else."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.outline = Outline(blocks)
        self.place = Place()
        self.drafts: list[Draft] = []
        self.open: Draft | None = None
        self.pointers = 0
        self.none_returned: list[str] = []
        self._waiting: list[str] = []
        self._awaiting_outcome: list[Draft] = []
        self._mode = "items"
        self._style = "paragraph"
        self._themed = False
        self._listing = False
        self._listing_quotes = False
        self._stacked = False
        self._lead: str | None = None
        self._lead_kind: str | None = None
        self._lead_level = 0
        self._group_of_lead = False
        self._contents: set[str] = set()
        self._header: Header | None = None
        self._targets: list[Draft] = []

    def _prose(self, block: Block) -> None:
        if self._mode == "outcome":
            if block.style != "decimal" and not self._waiting:
                self._add_outcome(block.text, block.kind == "bullet")
                return
            self._mode = "items"
        if self._mode == "actions" and block.style != "decimal":
            self._action(block)
            return
        if self._mode == "aside" and not self._waiting and block.style != "decimal":
            return
        self._mode = "items"
        if self.open is not None and is_rationale(block.text):
            if self.open.labelled and not self.open.parts:
                return
            self._close()
            self._mode = "aside" if block.text.rstrip().endswith(":") else "items"
            return
        if self.place.quoting:
            self._quoted(block)
        elif self.place.asking:
            self._asking(block)
        elif self.place.zone in LEARNING:
            self._lesson(block)
        else:
            self._body(block)

    def _add_outcome(self, text: str, bullet: bool) -> None:
        for draft in self._targets:
            draft.outcome_parts.append(f"- {text}" if bullet else text)

    def _action(self, block: Block) -> None:
        if is_none(block.text):
            return
        last = self.open
        if last is not None and last.kind == "action" and last.dangling and block.kind == "bullet":
            last.add(block.text, bullet=True)
            return
        draft = self._draft("action", block, None)
        draft.confidence, draft.why = 0.8, "a paragraph under a heading of actions"
        draft.add(block.text)
        self._start(draft)

    def _quoted(self, block: Block) -> None:
        draft = self.open
        if draft is not None and draft.quoted and block.style != "decimal":
            part = block.italic or block.kind == "bullet"
            if not draft.parts or draft.dangling or (part and draft.labelled):
                draft.add(block.text, bullet=block.kind == "bullet")
                return
        self._close()
        if opens_quotation(self.place, block):
            self._listing_quotes = True
            return
        listed = block.kind == "bullet" or block.style == "ordinal"
        if listed and self._listing_quotes:
            self._new(block, "recommendation", block.number, 0.2, "a list item")
        elif not (block.italic or block.quoted or listed):
            self._listing_quotes = False
            if self.place.zone != "quoted":
                self.place.quoting = False
                self._body(block)

    def _body(self, block: Block) -> None:
        """A paragraph of the front pages or the analysis."""
        self._waiting, numbers = [], self._waiting
        draft = self.open
        if draft is not None:
            decimal = block.style == "decimal" or bool(numbers)
            if draft.box is not None:
                draft.add(block.text, bullet=block.kind == "bullet")
                return
            if not draft.parts:
                if decimal and (not is_ask(block.text) or is_narrative(block.text)):
                    self._close()
                else:
                    draft.add(block.text)
                    return
            elif block.kind == "bullet" and not decimal:
                draft.add(block.text, bullet=True)
                return
            elif not decimal and (draft.kind != "recommendation" or draft.dangling):
                if not self._is_told_below(draft):
                    draft.add(block.text)
                return
            else:
                self._close()
        if opens_quotation(self.place, block):
            self.place.quoting = self._listing_quotes = True
            return
        for sentence in assurance_sentences(block.text):
            point = self._draft("assurance-point", block, None)
            point.add(sentence)
            point.confidence, point.why = 0.5, "a sentence of the analysis, not a printed item"
            self.drafts.append(point)

    def _asking(self, block: Block) -> None:
        """A paragraph, number or bullet of a section of recommendations."""
        text, draft = block.text, self.open
        if is_none(text):
            if self.place.group and (draft is None or not draft.label):
                self.none_returned.append(self.place.group)
            return
        number = self._number(block)
        if number is not None:
            self._numbered(block, number)
        elif self._parts_of_one(block) or self._recommended(block):
            return
        elif draft is not None and (draft.label or draft.labelled):
            self._goes_on(block, draft)
        elif block.kind == "bullet" or block.style == "ordinal":
            self._bulleted(block)
        else:
            self._plain(block)

    def _parts_of_one(self, block: Block) -> bool:
        """Items that one sentence holds, parted by semicolons: "recommends that X: a; b; and c"."""
        found = _PARTED.fullmatch(block.text)
        draft = self.open
        if found is None or block.kind != "paragraph" or (draft is not None and draft.labelled):
            return False
        lead = found["lead"].strip()
        parts = [_AND.sub("", part.strip()) for part in found["parts"].split(";") if part.strip()]
        if not is_lead_in(f"{lead}:") and not _RECOMMENDS.match(lead):
            return False
        if len(parts) < 2 or any(len(part.split()) < 3 for part in parts):
            return False
        self._close()
        self._note_lead(block.with_text(lead))
        if self._lead_kind is None and self.place.group is None:
            self.place.group, self._group_of_lead = addressee(f"{lead} do"), True
        for part in parts:
            self._new(
                block.with_text(part.rstrip(".")),
                self._lead_kind or "recommendation",
                None,
                0.85,
                f'a part of the sentence "{self._lead}"',
            )
        self.open = None
        return True

    def _recommended(self, block: Block) -> bool:
        """A paragraph that says "It is recommended that ..." below a finding or a lesson."""
        draft = self.open
        if block.kind != "paragraph" or not _RECOMMENDS.match(block.text) or is_intro(block.text):
            return False
        if block.text.endswith(":") or (draft is not None and not draft.parts):
            return False
        if draft is not None and draft.kind == "recommendation" and draft.labelled:
            return False
        self._close()
        self._new(block, "recommendation", None, 0.88, "a paragraph that recommends")
        return True

    def _number(self, block: Block) -> str | None:
        """The printed number that makes this block an item of its own."""
        if block.style == "decimal":
            if self.open is not None and self.open.labelled and not self.open.parts:
                return None
            return block.number
        if self._waiting and block.kind == "paragraph" and block.style is None:
            if self.open is not None and self.open.labelled and not self.open.parts:
                self._waiting.pop(0)
                return None
            return self._waiting.pop(0)
        if block.style == "ordinal" and self._style == "ordinal" and block.kind != "heading":
            return block.number
        return None

    def _numbered(self, block: Block, number: str) -> None:
        text = block.text
        introduces = is_intro(text) or (text.endswith((":", ":-")) and _RECOMMENDING.search(text))
        self._close()
        if introduces:
            self._note_lead(block)
            return
        if self._style == "label" or (is_narrative(text) and not is_assurance(text)):
            if opens_quotation(self.place, block):
                self.place.quoting = self._listing_quotes = True
            return
        if self._style != "decimal" and block.style == "decimal" and not is_ask(text):
            self.place.group = None
            return
        sure = 0.93 if is_ask(text) else 0.75
        self._new(block, self._kind(text), number, sure, f'the paragraph numbered "{number}"')

    def _goes_on(self, block: Block, draft: Draft) -> None:
        part = block.kind == "bullet" or block.style is not None
        if self._stacked and draft.parts and not draft.dangling:
            draft.outcome_parts.append(f"- {block.text}" if part else block.text)
            return
        if draft.parts and not part and not draft.dangling:
            if self._is_told_below(draft):
                return
            told = draft.kind == "recommendation" and is_narrative(block.text)
            if told or is_closing(block.text):
                self._close()
                self._mode = "aside"
                return
        draft.add(block.text, bullet=part and bool(draft.parts))

    def _is_told_below(self, draft: Draft) -> bool:
        """Whether a finding or lesson was whole on its label's line, so that its case follows."""
        whole = draft.kind in ("finding", "lesson") and draft.inline and not draft.dangling
        if whole and draft.parts[-1].rstrip().endswith((".", "!", "?")):
            self._close()
            self._mode = "aside"
            return True
        return False

    def _bulleted(self, block: Block) -> None:
        draft = self.open
        if draft is not None and (draft.dangling or self._nested(block, draft)):
            draft.add(block.text, bullet=True)
            return
        unsure = not is_ask(block.text) and self._lead is None and self.place.group is None
        if is_intro(block.text) or len(block.text.split()) < 3:
            return
        self._close()
        kind = self._lead_kind or self._kind(block.text)
        why = f'a bullet under "{self._lead}"' if self._lead else "a bullet of the section"
        self._new(block, kind, block.number, 0.5 if unsure else 0.86, why)
        self._lead_level = block.level

    def _nested(self, block: Block, draft: Draft) -> bool:
        if block.style in ("letter", "roman"):
            return True
        return self._lead_level + 1 < block.level and draft.why.startswith("a bullet")

    def _plain(self, block: Block) -> None:
        text = block.text
        if opens_quotation(self.place, block):
            self._close()
            self.place.quoting = self._listing_quotes = True
            return
        if is_lead_in(text) or (is_intro(text) and text.endswith(":")):
            self._close()
            self._note_lead(block)
            return
        draft = self.open
        if draft is not None and draft.dangling:
            draft.add(text)
            return
        self._close()
        if self._group_of_lead:
            self.place.group, self._group_of_lead, self._lead = None, False, None
        if is_intro(text) or is_closing(text) or len(text.split()) < 3:
            return
        listed = self._style == "paragraph" or is_ask(text)
        if self.place.group is not None and self.place.zone == "agency" and listed:
            if is_ask(text) or not _TOLD.search(text):
                sure = 0.88 if not text.endswith(":") else 0.75
                why = f'a paragraph under "{self.place.group}"'
                self._new(block, self._kind(text), None, sure, why)
        elif is_ask(text) and not is_narrative(text) and self._style in ("paragraph", "bullet"):
            plainly = re.search(r"\b(?:should|must|recommend|to ensure|needs? to)\b", text[:300])
            sure = 0.8 if plainly or is_assurance(text) or self.place.group else 0.62
            self._new(block, self._kind(text), None, sure, "a paragraph of the section")

    def _note_lead(self, block: Block) -> None:
        """A sentence that opens a list: whom it names is asked by each bullet."""
        self._lead = block.text.rstrip(" :-–")
        self._lead_kind = "assurance-point" if is_assurance(block.text) else None
        named = addressee(self._lead + " do") or body_in_heading(self._lead)
        if named is None:
            told = _MADE_FOR.search(self._lead)
            named = body_in_heading(told["who"]) if told is not None else None
        if named is not None or self._group_of_lead:
            self.place.group = named
            self._group_of_lead = named is not None
        self._lead_level = 0

    def _lesson(self, block: Block) -> None:
        draft = self.open
        if draft is not None and draft.labelled:
            self._goes_on(block, draft)
            return
        number = self._number(block)
        if number is not None and self._themed and self.place.theme is None:
            return
        concluding = re.search(r"conclu", self.place.section or "", re.IGNORECASE)
        kind, most = ("lesson", 0.8) if self.place.zone == "lessons" else ("finding", 0.5)
        if number is not None and not concluding:
            self._close()
            sure = 0.8 if self.place.theme else 0.7 if block.style == "ordinal" else 0.4
            self._new(block, kind, number, min(sure, most), f'the paragraph numbered "{number}"')
        elif draft is not None and (draft.dangling or draft.label):
            draft.add(block.text, bullet=block.kind == "bullet")
        elif block.kind == "bullet" or block.style == "ordinal":
            self._close()
            if len(block.text.split()) > 4 and not concluding:
                self._new(block, kind, block.number, min(0.7, most), "a bullet of the section")
        else:
            self._close()
            for sentence in assurance_sentences(block.text):
                point = self._draft("assurance-point", block, None)
                point.add(sentence)
                point.confidence, point.why = 0.5, "a sentence of the lessons"
                self.drafts.append(point)

    # Drafts

    def _kind(self, text: str) -> str:
        return "assurance-point" if is_assurance(text) else "recommendation"

    def _draft(self, kind: str, block: Block, label: str | None) -> Draft:
        place = self.place
        return Draft(
            kind=kind,
            zone=place.zone,
            order=block.order,
            label=label,
            group=place.group,
            theme=place.theme,
            section=place.section,
            page=block.page,
            quoted=place.quoting,
            summary=place.in_summary,
            box=block.box,
        )

    def _new(self, block: Block, kind: str, label: str | None, sure: float, why: str) -> None:
        draft = self._draft(kind, block, label)
        draft.confidence, draft.why = sure, why
        head, *more = block.text.split("\n")
        draft.add(head)
        draft.parts.extend(more)
        self._start(draft)

    def _start(self, draft: Draft) -> None:
        self.open = draft
        self._awaiting_outcome.append(draft)
        self.drafts.append(draft)

    def _close(self) -> None:
        draft, self.open = self.open, None
        self._listing = False
        if draft is not None and not draft.parts:
            self.drafts.remove(draft) if self.drafts[-1] is not draft else self.drafts.pop()
            if draft in self._awaiting_outcome:
                self._awaiting_outcome.remove(draft)
            if draft.labelled and draft.kind == "recommendation":
                self.pointers += 1
