"""The form at the end of an import: what the review is, as the document says it or not."""

from dataclasses import replace
from functools import partial

from auditrack.commands.importing import AcceptImport
from auditrack.model.proposal import Proposals, WindowGuess
from auditrack.model.words import HISTORIES, REVIEW_TYPES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Field, Value
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import WHY

FORM = "import"
"""The form's id; what it is about is the path of the document."""

_NAMES = ("review", "title", "published", "history", "type", "board", "why")


def taking_in(
    found: Proposals, accepted: tuple[int, ...], reference: str
) -> tuple[Form, dict[str, Value]]:
    """The form that takes in the accepted items, and what the document says for its fields."""
    guess = found.review
    many = len(accepted)
    form = Form(
        FORM,
        f"Take in {many} item{'' if many == 1 else 's'} of {found.source.file}",
        "importing:AcceptImport",
        (
            Field("title", "Title", "line", needed=True),
            Field("review", "Reference", "line", "Short and for ever, as in child-f.", needed=True),
            Field("type", "Type", "pick", choices=choices.of_words(REVIEW_TYPES), open=True),
            Field("published", "Published", "date", "Any precision."),
            Field(
                "practice",
                "Practice from-to",
                "line",
                "The time looked at, as in 2014 to March 2016; several separated by semicolons.",
            ),
            Field(
                "history",
                "History",
                "pick",
                "Whether what was done since has been looked for.",
                choices=choices.of_words(HISTORIES),
            ),
            Field("board", "Board", "line", more=True),
            WHY,
        ),
        names=True,
    )
    values: dict[str, Value] = {
        "title": guess.title or "",
        "review": reference,
        "type": guess.type or "",
        "published": guess.published or "",
        "practice": "; ".join(map(_typed, guess.windows)),
        "board": guess.board or "",
    }
    return replace(form, make=partial(_made, found, accepted, values)), values


def _made(
    found: Proposals, accepted: tuple[int, ...], offered: dict[str, Value], given: Given
) -> AcceptImport:
    """What was changed overrides the document; what was not is left to what it says itself."""
    told = {
        name: str(given.values[name])
        for name in _NAMES
        if given.values[name] and given.values[name] != offered.get(name)
    }
    practice = str(given.values["practice"])
    parts = () if practice == offered["practice"] else practice.split(";")
    return AcceptImport(
        proposals=found,
        accept=accepted,
        practice=tuple(part for one in parts if (part := one.strip())),
        **told,  # type: ignore[arg-type]
    )


def _typed(window: WindowGuess) -> str:
    return f"{window.start or 'unknown'}..{window.end or 'unknown'}"
