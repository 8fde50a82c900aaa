"""The form that says what a line of a returned form means: nothing of it is on record yet."""

from collections.abc import Callable, Sequence

from auditrack.model.return_form import COLUMNS
from auditrack.model.words import ACTION_STATES, ANSWERS, LEVELS, RESULTS
from auditrack.tui.forms.field import Choice, Field, Kind, Value
from auditrack.tui.forms.form import Form, Given
from auditrack.views.return_plan import PRINTED, Fate

FORM = "return-line"
"""The form's id; what it is about is the file with the number of the line in it."""

_PICKS = {
    ("replies", "answer"): tuple(ANSWERS.items()),
    ("updates", "state"): tuple(
        (code, said) for code, said in ACTION_STATES.items() if code != "signed-off"
    ),
    ("evidence", "level"): tuple((str(level), said) for level, said in LEVELS.items()),
    ("evidence", "result"): tuple(RESULTS.items()),
}
_TEXTS = frozenset({"note", "reason", "shows", "answer"})
_DAYS = frozenset({"on", "about"})


def line_form(
    fate: Fate, refs: Sequence[Choice], keep: Callable[[dict[str, str]], str | None]
) -> tuple[Form, dict[str, Value]]:
    """The form of a line, and what stands in its fields: as written, or as it was read.

    `refs` are the records that it may be about; `keep` gets what was changed, by the columns of
    the table, and says why it cannot stand.
    """
    section = fate.line.section
    names = [name for name in COLUMNS[section] if name not in PRINTED[section]]
    written = {name: fate.line.values.get(name, "") for name in names}
    written["ref"] = fate.ref or fate.line.ref or ""
    values: dict[str, Value] = {**written, **fate.often, **fate.yours}
    for name in names:
        if (section, name) in _PICKS and name in fate.fields and name not in fate.yours:
            values[name] = str(fate.fields[name])

    def kept(given: Given) -> str | None:
        said = {name: str(given.values.get(name, "")) for name in names}
        return keep({name: text for name, text in said.items() if text != written[name]})

    fields = tuple(_field(section, name, refs) for name in names)
    form = Form(
        FORM, "What the line means", "", fields, note=lambda *_: fate.said, names=True, keep=kept
    )
    return form, values


def _field(section: str, name: str, refs: Sequence[Choice]) -> Field:
    heading = COLUMNS[section][name]
    picks = _PICKS.get((section, name))
    if name == "ref":
        return Field(name, heading, "pick", "What it is about.", choices=lambda _: refs, open=True)
    if picks is not None:
        chosen = [Choice(code, said) for code, said in picks]
        return Field(name, _short(heading), "pick", choices=lambda _: chosen, open=True)
    kind: Kind = "line"
    if name in _TEXTS:
        kind = "text"
    hint = "As in a letter: 3 March 2026." if name in _DAYS else ""
    return Field(name, _short(heading), kind, hint)


def _short(heading: str) -> str:
    """A heading that fits beside a field."""
    return heading.partition(",")[0]
