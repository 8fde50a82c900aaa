"""What stands above a passage of a document: whose it is, and under which topic, as printed."""

from collections.abc import Sequence

from auditrack.intake.bodies import addressee, body_in_heading
from auditrack.intake.headings import section_of
from auditrack.intake.labels import read_label
from auditrack.intake.parting import opens_list, words_of
from auditrack.intake.zones import ASKING
from auditrack.model.proposal import Passage

_LOOK_BACK = 80


def heading_above(passages: Sequence[Passage], place: int) -> tuple[str | None, str | None]:
    """The body and the topic under which a passage stands, as printed."""
    theme: str | None = None
    bullet = place < len(passages) and passages[place].kind == "bullet"
    for above in range(place - 1, max(place - 1 - _LOOK_BACK, -1), -1):
        passage = passages[above]
        if bullet and passage.kind == "paragraph":
            bullet = False
            group = addressee_of_list(passage.text)
            if group:
                return group, theme
        if passage.kind != "heading":
            continue
        group = body_of(passage.text)
        if group is not None:
            return group, theme
        if section_of(passage.text) is not None:
            break
        if theme is None and not is_label(passage.text):
            theme = next(iter(words_of(passage)), None)
    return None, theme


def addressee_of_list(text: str) -> str | None:
    """Whom a list asks, by the words that open it: "The Police should:"."""
    return addressee(f"{text.rstrip(' :-–')} do it") if opens_list(text) else None


def body_of(heading: str) -> str | None:
    """The body that a heading names; "Good practice" opens a section, and is none."""
    zone = section_of(heading)
    return body_in_heading(heading) if zone is None or zone in ASKING else None


def opened(heading: Passage, group: str | None, theme: str | None) -> tuple[str | None, str | None]:
    """Whose, and under which topic, what follows a heading is."""
    body = body_of(heading.text)
    if body is not None:
        return body, None
    if section_of(heading.text) is not None:
        return group, theme
    return group, next(iter(words_of(heading)), theme)


def bodies_above(passages: Sequence[Passage], place: int, most: int = 3) -> tuple[str, ...]:
    """The headings above a passage that name a body, as printed, the nearest first."""
    found: dict[str, None] = {}
    for above in range(min(place, len(passages)) - 1, -1, -1):
        if passages[above].kind == "heading" and len(found) < most:
            body = body_of(passages[above].text)
            if body is not None:
                found[body] = None
    return tuple(found)


def is_label(text: str) -> bool:
    """Whether a text begins with the printed label of an item."""
    label = read_label(text)
    return label is not None and (label.separated or not label.rest)
