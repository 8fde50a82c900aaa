"""The form of a review's watch-list: names that nothing public may hold."""

from collections.abc import Sequence

from auditrack.commands.command import Command
from auditrack.commands.disclosure import AddWatchNames, WithdrawWatchName
from auditrack.model.change import Records
from auditrack.model.words import WATCHED, word
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import WHY
from auditrack.tui.plain import one_line
from auditrack.views.seen import unwithdrawn


def _on_the_list(records: Records, review: str) -> Sequence[Choice]:
    """The names that stand; they are read in this form alone, never on a page."""
    return [
        Choice(
            str(one["ref"]),
            one_line(f"{one['ref']}  {one.get('name')} ({word(WATCHED, one.get('whose'))})"),
        )
        for one in unwithdrawn(records.index("watch_names", "review").get(review, ()))
    ]


def _made(given: Given) -> Command:
    """Names added, or one taken off."""
    values = given.values
    why, off = str(values["why"]) or None, str(values["off"])
    if off:
        return WithdrawWatchName(off, review=given.ref, why=why)
    return AddWatchNames(
        given.ref, tuple(values["names"]), whose=str(values["whose"]) or None, why=why
    )


FORMS = (
    Form(
        "watch-list",
        "Watch-list of",
        "disclosure:AddWatchNames",
        (
            Field(
                "names",
                "Names",
                "picks",
                "Enter after each. No draft keeps them.",
                choices=lambda _: (),
                open=True,
                unkept=True,
            ),
            Field("whose", "Whose", "pick", choices=choices.of_words(WATCHED)),
            Field(
                "off",
                "Take off",
                "pick",
                "One that is on it: Down shows them. It needs the reason.",
                choices_of=_on_the_list,
                more=True,
            ),
            WHY,
        ),
        about="review",
        note=lambda *_: "The check for disclosure stops these names in whatever is to be public.",
        make=_made,
    ),
)
