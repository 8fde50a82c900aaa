"""The form at the end of an import: what the review is, as the document says it or not."""

from dataclasses import replace
from functools import partial

from auditrack.commands.importing import AcceptImport
from auditrack.model.proposal import Proposals, WindowGuess
from auditrack.model.words import HISTORIES, REVIEW_TYPES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field, Value
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import WHY

FORM = "import"
"""The form's id; what it is about is the path of the document."""

_MOST_NAMES = 6
_NAMES = ("review", "title", "published", "history", "type", "board", "why")


def taking_in(
    found: Proposals, accepted: tuple[int, ...], reference: str, new: tuple[str, ...] = ()
) -> tuple[Form, dict[str, Value]]:
    """The form that takes in the accepted items, and what the document says for its fields.

    `new` are the bodies that they ask and that are not on record: entered as printed, but for
    those that a person leaves out.
    """
    guess = found.review
    many = len(accepted)
    bodies = Field(
        "left_out",
        "New but not these",
        "picks",
        "Bodies that shall not be entered: they stay in the headings only.",
        choices=lambda _: [Choice(one, one) for one in new],
    )
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
            *((bodies,) if new else ()),
            Field("board", "Board", "line", more=True),
            WHY,
        ),
        note=(lambda *_: _entered(new)) if new else None,
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
    return replace(form, make=partial(_made, found, accepted, values, new)), values


def _entered(new: tuple[str, ...]) -> str:
    """Which bodies are entered with the import, as far as one line holds them."""
    more = f" and {len(new) - _MOST_NAMES} more" if len(new) > _MOST_NAMES else ""
    many = "A new agency is" if len(new) == 1 else f"{len(new)} new agencies are"
    return f"{many} entered as printed: {'; '.join(new[:_MOST_NAMES])}{more}."


def _made(
    found: Proposals,
    accepted: tuple[int, ...],
    offered: dict[str, Value],
    new: tuple[str, ...],
    given: Given,
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
        new_agencies=tuple(one for one in new if one not in given.values["left_out"])
        if new
        else None,
        **told,  # type: ignore[arg-type]
    )


def _typed(window: WindowGuess) -> str:
    return f"{window.start or 'unknown'}..{window.end or 'unknown'}"
