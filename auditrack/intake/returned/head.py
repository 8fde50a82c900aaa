"""What stands around the tables of a form: which it is, whose, when it came back, and "None"."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from auditrack.intake.returned.headings import key_of, section_named
from auditrack.model.return_form import (
    CAPTIONS,
    EVIDENCE_HINTS,
    HEAD,
    HOW_TO,
    INSTRUCTIONS,
    NO_ROWS,
    NOTHING,
    TITLE,
)

_FORM = re.compile(r"\bret\s*[-\u2010-\u2015\u2212]\s*(\d{1,6})\b", re.IGNORECASE)
_NONE: Final = frozenset(
    (
        "none",
        "nil",
        "nil return",
        "nothing",
        "nothing to report",
        "nothing to return",
        "no return",
        "none to report",
        "n a",
        "not applicable",
    )
)
_YES: Final = frozenset("yes|y|x|true|1|tick|ticked|confirmed".split("|"))
_TICKS: Final = frozenset("\u2713\u2714\u2611\u2612\u2717\u2718\u00d7")
_NO: Final = frozenset("no|n|false|not so".split("|"))
_LABELS: Final = {
    "form": (key_of(HEAD["form"]), "form", "form reference", "reference of this form"),
    "agency": (key_of(HEAD["agency"]), "organisation", "name of agency", "your agency"),
    "returned_on": (
        key_of(HEAD["returned_on"]),
        "returned",
        "date returned",
        "date of return",
        "completed on",
        "date completed",
        "filled in on",
    ),
    "nothing": (key_of(HEAD["nothing"]),),
}
_PRINTED: Final = frozenset(
    key_of(text)
    for text in (
        *(TITLE, HOW_TO, *INSTRUCTIONS, *EVIDENCE_HINTS, *NO_ROWS.values(), *HEAD.values()),
        *(*CAPTIONS.values(), "Contents", "About this report"),
    )
)
"""What every form says in the same words."""

_MADE_BY: Final = "made by auditrack "
"""How the line begins that says what a report was made from, where a template asks for it."""

_COUNTED = re.compile(r"table \d+ ")
"""How a caption begins, once its words are put as headings are compared."""

_LONGEST: Final = 200


class Head(msgspec.Struct):
    """What was found; `loose` is what is none of it."""

    form: str | None = None
    agency: str | None = None
    returned_on: str | None = None
    nothing: bool = False
    loose: list[str] = []
    notes: list[str] = []


def head_of(words: Iterable[tuple[Sequence[str], str]], margins: Iterable[str]) -> Head:
    """What the words outside the tables say of the form.

    Args:
        words: the cells of each row or the one paragraph, and where it stands ("comment").
        margins: what headers and footers say, in which only the form's reference is looked for.
    """
    head = Head()
    labelled: list[str] = []
    seen: list[str] = []
    for cells, beside in words:
        texts = [text for text in cells if text]
        seen.extend(f"ret-{int(found[1])}" for text in texts for found in _FORM.finditer(text))
        if beside in ("comment", "note"):
            head.loose.extend(f"In a {beside}: {text}" for text in texts)
            continue
        pairs = list(_pairs(texts))
        if not pairs or not all([_take(head, *pair, labelled) for pair in pairs]):
            _leave(head, texts)
    in_margins = [f"ret-{int(found[1])}" for text in margins for found in _FORM.finditer(text)]
    for which in (labelled, seen, in_margins):
        named = list(dict.fromkeys(which))
        if len(named) == 1:
            head.form = named[0]
            break
        if named:
            head.notes.append(f"It names several forms: {', '.join(named)}.")
            break
    return head


def is_nothing(text: str) -> bool:
    """Whether a text says that there is nothing, and no more than that."""
    return key_of(text) in _NONE


def _pairs(texts: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The labels of a row or paragraph, each with what stands after it."""
    if len(texts) == 1:
        label, colon, value = texts[0].partition(":")
        if _label_of(label) is not None:
            yield label, value.strip() if colon else ""
        return
    if len(texts) % 2 == 0 and all(_label_of(texts[at]) for at in range(0, len(texts), 2)):
        yield from zip(texts[::2], texts[1::2], strict=True)
    elif _label_of(texts[0]) is not None:
        yield texts[0], "\n".join(texts[1:])


def _label_of(text: str) -> str | None:
    said = key_of(re.sub(r"\(.*?\)", "", text))
    return next((name for name, labels in _LABELS.items() if said in labels), None)


def _take(head: Head, label: str, value: str, labelled: list[str]) -> bool:
    """Keep what a label says; whether all of it is understood."""
    name = _label_of(label)
    if name == "form":
        found = [f"ret-{int(one[1])}" for one in _FORM.finditer(value)]
        labelled.extend(found)
        return not value or (bool(found) and key_of(_FORM.sub("", value)) == "")
    if name == "nothing":
        meant = _says_nothing(value)
        head.nothing = head.nothing or bool(meant)
        return meant is not None
    if len(value) > _LONGEST:
        return False
    if name == "agency" and value and head.agency is None:
        head.agency = " ".join(value.split())
    elif name == "returned_on" and value and head.returned_on is None:
        head.returned_on = " ".join(value.split())
    elif value:
        return False
    return True


def _says_nothing(value: str) -> bool | None:
    """Whether the line "Nothing to report" is answered so; None where it says something else."""
    plain = unicodedata.normalize("NFKC", value).strip()
    said = key_of(plain)
    if not plain or said in _NO:
        return False
    if said in _NONE or said in _YES or plain in _TICKS or said == f"yes {key_of(NOTHING)}":
        return True
    return None


def _leave(head: Head, texts: Sequence[str]) -> None:
    """What is no label: "None" as a paragraph of its own, or words that nobody shall lose."""
    text = " | ".join(texts)
    if len(texts) == 1 and is_nothing(text):
        head.nothing = True
    elif section_named(text) is None and not _is_printed(text):
        head.loose.append(text)


def _is_printed(text: str) -> bool:
    """Whether a text is empty but for what stands on every form."""
    said = key_of(_FORM.sub("", text))
    return (
        said == ""
        or said in _PRINTED
        or _COUNTED.sub("", said, count=1) in _PRINTED
        or said.startswith(_MADE_BY)
    )
