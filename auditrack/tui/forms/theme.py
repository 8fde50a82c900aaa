"""Forms for the library of themes: the board's own, changed, merged, split, and why they return."""

from collections.abc import Sequence
from datetime import date

from auditrack.model.change import Records
from auditrack.model.words import RECURRENCE_REASONS, SCOPES
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field
from auditrack.tui.forms.form import Form, Values
from auditrack.tui.forms.why import WHY
from auditrack.views.recurrence_reasons import reasons_wanted
from auditrack.views.theming import Theming

_NAME = Field("name", "Name", "line", needed=True)
_DEFINITION = Field("definition", "It means", "text")
_SCOPE = Field("scope", "Scope", "pick", choices=choices.of_words(SCOPES), more=True)
_PHRASES = Field(
    "phrases",
    "Phrases",
    "picks",
    "Words that suggest it; Enter after each. A star ends a stem, as in neglect*.",
    open=True,
    choices=lambda _: (),
)


def _as_it_is(records: Records, ref: str, today: date) -> Values:
    theming = Theming(records)
    theme = theming.themes.get(theming.now(ref))
    if theme is None:
        return {}
    return {"name": theme.name, "definition": theme.definition, "scope": theme.scope}


def _others(records: Records, theme: str) -> Sequence[Choice]:
    """Every theme but one."""
    now = Theming(records).now(theme)
    return [choice for choice in choices.themes(records) if choice.value != now]


def _linked(records: Records, theme: str) -> Sequence[Choice]:
    """Every record that is linked to a theme."""
    theming = Theming(records)
    links = theming.by_theme().get(theming.now(theme), ())
    refs = dict.fromkeys(str(link["of"]) for link in links)
    found = []
    for ref in refs:
        document = records.get("recommendations", ref) or records.get("findings", ref) or {}
        found.append(Choice(ref, f"{ref}  {str(document.get('text', ''))[:60]}"))
    return found


def _who_says(records: Records, ref: str, today: date) -> str:
    wanted = reasons_wanted(records, ref, today)
    return f"Not on record yet from {', '.join(wanted)}." if wanted else ""


FORMS = (
    Form(
        "theme-add",
        "New theme",
        "theme:AddTheme",
        (_NAME, _DEFINITION, _PHRASES, _SCOPE, WHY),
    ),
    Form(
        "theme-edit",
        "Change theme",
        "theme_change:EditTheme",
        (_NAME, _DEFINITION, _PHRASES, _SCOPE, WHY),
        about="theme",
        edits=True,
        table="themes",
        start=_as_it_is,
    ),
    Form(
        "theme-merge",
        "Merge theme",
        "theme:MergeTheme",
        (
            Field(
                "into",
                "Goes on as",
                "pick",
                "Its links, audits and past count there.",
                True,
                choices_of=_others,
            ),
            WHY,
        ),
        about="theme",
        confirm="Its links, audits and past then count for “{into}”. u takes it back.",
    ),
    Form(
        "theme-split",
        "Split theme",
        "theme_change:SplitTheme",
        (
            Field("name", "New theme", "line", needed=True),
            Field(
                "records",
                "Its records",
                "picks",
                "Those that go to the new theme.",
                True,
                choices_of=_linked,
            ),
            _DEFINITION,
            _PHRASES,
            WHY,
        ),
        about="theme",
    ),
    Form(
        "theme-reason",
        "Why it came back:",
        "recurrence_reason:GiveRecurrenceReason",
        (
            Field(
                "kind", "Reason", "pick", needed=True, choices=choices.of_words(RECURRENCE_REASONS)
            ),
            Field(
                "agency",
                "Who says so",
                "pick",
                "An agency, or blank for the board.",
                choices=choices.agencies,
            ),
            Field("text", "In words", "text"),
            Field("on", "Said on", "date", "Blank means today.", more=True),
            WHY,
        ),
        about="theme",
        note=_who_says,
    ),
)
