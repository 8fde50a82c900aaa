"""Where in a review a block stands: contents, body, recommendations, an earlier review quoted."""

import re
from dataclasses import dataclass

from auditrack.intake.blocks import BOLD_LINE, Block
from auditrack.intake.bodies import body_in_heading, is_body
from auditrack.intake.headings import Zone, section_of, theme_name
from auditrack.intake.labels import number_key, read_number
from auditrack.intake.outline import Outline

ASKING: frozenset[Zone] = frozenset({"recommendations", "agency", "national", "plan"})
"""The zones in which a paragraph without a label may be a recommendation."""

LEARNING: frozenset[Zone] = frozenset({"lessons", "findings", "good-practice"})
"""The zones whose bullets and numbers may be lessons or findings."""

_LEADS_TO_QUOTE = re.compile(
    r"\b(?:recommendations?|recommended)\b.*[:–-]\s*$|\b(?:recommendations?"
    r"|recommended)\b.{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
_OF_ANOTHER = re.compile(
    r"\b(?:previous|previously|earlier|prior|accepted|national panel|ofsted|inquiry|laming|munro"
    r"|inspection"
    r"|that (?:review|report|scr|sar)|the (?:child|adult|baby) \w+ (?:serious case )?(?:review"
    r"|report|scr|sar)"
    r"|(?:published|undertaken|completed|carried out|concluded|conducted) in (?:\w+ )?(?:19"
    r"|20)\d\d"
    r"|(?:19|20)\d\d (?:review|report|scr|sar)|scr (?:of|on|concerning|into)|review (?:of|into"
    r"|concerning) (?:child|adult|the death)"
    r"|working together|commissioner's report|another (?:board|review|area))\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:this review (?:makes|recommends)|the following recommendations (?:are|have been) made"
    r"|we recommend|therefore)\b",
    re.IGNORECASE,
)


@dataclass
class Place:
    """The state of the walk: what the headings so far say of the blocks to come."""

    zone: Zone = "front"
    section: str | None = None
    level: int = 0
    number: tuple[int, ...] = ()
    group: str | None = None
    group_level: int = 0
    theme: str | None = None
    quoting: bool = False
    in_summary: bool = False

    @property
    def asking(self) -> bool:
        """Whether unlabelled paragraphs may be recommendations here."""
        return self.zone in ASKING and not self.quoting

    def open_section(self, zone: Zone, block: Block, number: tuple[int, ...]) -> None:
        """A heading that starts a section of a known kind."""
        self.zone, self.section = zone, block.text
        self.level, self.number = block.level, number
        self.group, self.group_level, self.theme = None, 0, None
        self.quoting = zone == "quoted"
        if zone == "summary" or re.match(r"summary of\b", block.text, re.IGNORECASE):
            self.in_summary = True
        elif zone == "body" or (zone in ASKING and self.in_summary and block.level == 1):
            self.in_summary = False


def enter_heading(place: Place, block: Block, outline: Outline, waiting: str | None) -> str:
    """Moves the place over a heading that is no label; says what it opened.

    `waiting` is a number printed above the heading. The answer is "section", "theme", "group",
    "other" (a heading that ended a section) or "topic" (one inside a section).
    """
    text = block.text
    number = number_key(block.number) if block.number and block.style == "decimal" else ()
    found = read_number(text)
    if found is not None and found[1] in ("decimal", "ordinal"):
        number = number_key(found[0])
    elif (lone := re.match(r"(\d{1,3})\s+\D", text)) is not None:
        number = (int(lone[1]),)
    if not number and waiting and block.level == 0:
        number = number_key(waiting)
    name = theme_name(text)
    if name is not None:
        place.theme = name
        place.quoting = place.zone == "quoted"
        return "theme"
    zone = section_of(text)
    body = body_in_heading(text, weak=place.zone in ("agency", "plan") or _names_asks(text))
    if zone is not None and not (zone == "recommendations" and body and place.zone in ASKING):
        inner = place.zone in ASKING and _deeper(place, block, number)
        if zone in ("body", "summary", "findings", "lessons", "good-practice") and inner:
            place.theme = None
            return "aside"
        if zone == "recommendations" and place.zone in ("agency", "national") and inner:
            return "section"
        place.open_section(zone, block, number)
        if zone == "good-practice":
            place.theme = "Good practice"
        if zone in ASKING and body is not None:
            place.group, place.group_level = body, block.level
        return "section"
    place.quoting = place.zone == "quoted" and not _ends(place, block, number)
    if body is not None and _may_group(place, block, text):
        if place.zone not in ASKING and _names_asks(text):
            place.open_section("agency", block, number)
        elif place.zone not in ASKING:
            place.section = text
        place.group, place.group_level, place.theme = body, block.level, None
        return "group"
    if _ends(place, block, number):
        kept = place.group if block.level > place.group_level > 0 else None
        place.open_section("body", block, number)
        place.group = kept
        place.theme = _topic(text)
        return "other"
    place.theme = _topic(text)
    return "topic"


def opens_quotation(place: Place, block: Block) -> bool:
    """Whether a paragraph of the analysis leads into recommendations of another review."""
    text = block.text
    if place.asking and not re.search(r"\b(?:previous|earlier|prior|national panel)\b", text, re.I):
        return False
    tail = text[-400:]
    return bool(
        text.rstrip().endswith(":")
        and _LEADS_TO_QUOTE.search(tail)
        and _OF_ANOTHER.search(tail)
        and not _OWN.search(tail)
    )


def _topic(text: str) -> str:
    """A heading as a theme: without its number."""
    found = read_number(text)
    if found is not None and found[2].strip():
        text = found[2].strip()
    else:
        text = re.sub(r"^\d{1,3}\s+(?=\D)", "", text)
    return text.rstrip(":") if not text.endswith("::") else text


def _names_asks(text: str) -> bool:
    return bool(re.search(r"\brecommendations?\b", text, re.IGNORECASE))


def _may_group(place: Place, block: Block, text: str) -> bool:
    if place.zone in ASKING or _names_asks(text):
        return True
    if place.zone in ("front", "contents", "terms"):
        return bool(re.search(r"\b(?:response|recommendations?)\b", text, re.IGNORECASE))
    return bool(re.search(r"\bresponse\b", text, re.IGNORECASE)) or is_body(text)


def _deeper(place: Place, block: Block, number: tuple[int, ...]) -> bool:
    if number and place.number:
        return len(number) > len(place.number) and number[: len(place.number)] == place.number
    return 0 < place.level < block.level


def _ends(place: Place, block: Block, number: tuple[int, ...]) -> bool:
    """Whether a heading of no known kind ends the section it follows."""
    if place.zone in ("front", "body"):
        return True
    if number and place.number:
        if len(number) <= len(place.number) and number[:-1] == place.number[: len(number) - 1]:
            return number > place.number
        return False
    if block.level and place.level and place.level != BOLD_LINE:
        if place.zone == "quoted":
            return block.level <= place.level
        return block.level < place.level
    return False
