"""Printed labels: "Recommendation BE1", "R4.", "Rec 2:", "Lesson 1.1", "4.2", "(a)"."""

import re
from dataclasses import dataclass

from auditrack.intake.blocks import NumberStyle

_WORDS = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_NUMBER = (
    rf"(?:[A-Z]{{1,4}}[-/ ]?\d{{1,3}}|\d{{1,3}}|[A-Z])(?:\.\d{{1,3}}){{0,4}}[a-z]?|(?i:{_WORDS})"
)
_KIND = (
    r"(?P<kind>(?i:(?:key |single[- ]agency |multi[- ]agency |individual |agency |national |local "
    r"|overview |board |lscb |imr |practice |learning |strategic |partnership |system )*?"
    r"(?:recommendation|rec|finding|lesson(?: learn(?:ed|t))?|learning point|learning"
    r"|action point|action|assurance point|assurance statement|assurance question)s?))"
    r"(?![^\W\d_])"  # the last letter of "RECOMMENDATIONS" is no number
)
_LABEL = re.compile(
    rf"(?P<label>{_KIND}\.?\s{{0,3}}(?:(?i:no\.?|number|ref\.?)\s{{0,2}})?[#(]?"
    rf"(?P<number>{_NUMBER})\)?)(?![\w])(?P<after>\s*[:.\-–—)\]]*\s*)(?P<rest>.*)",
    re.DOTALL,
)
_SHORT = re.compile(
    r"(?P<label>(?P<kind>R|F|L|LP|AP)\s?(?P<number>\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?))"
    r"(?P<after>\s*[:.\-–—)]+\s*|\s{2,}|\t+|\s+(?=[A-Z])|$)(?P<rest>.*)",
    re.DOTALL,
)
_BARE = re.compile(
    r"(?P<label>(?i:recommendation|lesson|lesson learned|lesson learnt|learning point|finding"
    r"|action))\s*(?P<after>\([^()]{1,60}\)\s*:?|:|-|–|$)\s*(?P<rest>.*)",
    re.DOTALL,
)
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4})[.)]?(?=\s|$)\s*")
_ORDINAL = re.compile(r"\(?(\d{1,3})[.)](?=\s|$)\s*|(\d{1,3})[:]\s+(?=[A-Z])")
_LETTER = re.compile(r"\(([a-z]|[A-H])\)\s*(?=\S)|([a-z])[.)]\s+|([A-H])\)\s+")
_ROMAN = re.compile(r"\(([ivx]{1,5})\)\s*(?=\S)|([ivx]{1,5})[.)]\s+", re.IGNORECASE)
_SHORT_KINDS = {
    "R": "recommendation",
    "F": "finding",
    "L": "lesson",
    "LP": "lesson",
    "AP": "action",
}


@dataclass(frozen=True)
class Label:
    """A printed label: its words, the kind of item it names, and the words that follow it.

    `number` is None for a bare "Recommendation"; `separated` tells "Recommendation 4: words" or
    the label alone from "Recommendation 4 words"; `aside` is a bracket after a bare one.
    """

    words: str
    kind: str
    number: str | None
    rest: str
    separated: bool
    aside: str | None = None


def kind_of(words: str) -> str | None:
    """The kind of item that a label's words name."""
    lowered = words.lower()
    if "recommend" in lowered or re.match(r"(?:\w+[- ])*recs?\b", lowered):
        return "recommendation"
    if "assurance" in lowered:
        return "assurance-point"
    if "lesson" in lowered or "learning" in lowered:
        return "lesson"
    if "finding" in lowered:
        return "finding"
    if "action" in lowered:
        return "action"
    return None


def read_label(text: str) -> Label | None:
    """The label that a text starts with, or None where it only speaks of one."""
    hit = _LABEL.match(text)
    if hit is not None:
        rest = hit["rest"].strip()
        separated = not rest or bool(hit["after"].strip())
        if rest and not separated and not rest[0].isupper():
            return None
        if rest and hit["number"].isalpha() and len(hit["number"]) == 1 and not separated:
            return None
        kind = kind_of(hit["kind"])
        if kind is None:
            return None
        words = " ".join(hit["label"].split())
        words = words if "(" in words else words.rstrip(")")
        return Label(words, kind, hit["number"], rest, separated)
    hit = _SHORT.match(text)
    if hit is not None:
        kind = _SHORT_KINDS[hit["kind"]]
        separated = bool(hit["after"].strip()) or not hit["rest"]
        return Label(hit["label"], kind, hit["number"], hit["rest"].strip(), separated)
    hit = _BARE.fullmatch(text)
    if hit is not None and (not hit["rest"] or hit["after"].strip()):
        kind = kind_of(hit["label"])
        if kind is not None:
            after = hit["after"].strip().rstrip(":")
            aside = after[1:-1].strip() if after.startswith("(") else None
            return Label(hit["label"], kind, None, hit["rest"].strip(), True, aside)
    return None


def read_number(text: str) -> tuple[str, NumberStyle, str] | None:
    """The printed number a text starts with, its style, and the words after it."""
    hit = _DECIMAL.match(text)
    if hit is not None:
        return hit[1], "decimal", text[hit.end() :]
    hit = _ORDINAL.match(text)
    if hit is not None:
        return hit[1] or hit[2], "ordinal", text[hit.end() :]
    hit = _ROMAN.match(text)
    if hit is not None:
        return hit[1] or hit[2], "roman", text[hit.end() :]
    hit = _LETTER.match(text)
    if hit is not None:
        return hit[1] or hit[2] or hit[3], "letter", text[hit.end() :]
    return None


def number_key(number: str) -> tuple[int, ...]:
    """A printed decimal number as integers, for order: "4.10" follows "4.9"."""
    return tuple(int(part) for part in re.findall(r"\d+", number)[:6])
