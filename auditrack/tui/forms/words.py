"""A refusal in the words of a form: its fields by their labels, not a command's options."""

import re

from auditrack.model.change import Refusal
from auditrack.tui.forms.form import Form

_OPTION = re.compile(r"--([a-z][a-z-]*)")
_CALLED = {"for": "serves", "theme": "themes", "file": "file"}


def in_form_words(refusal: Refusal, form: Form) -> str:
    """The sentence of a refusal, with what to do about it where the form can do it.

    Advice that names a command of the command line is left out: a form has its own keys.
    """
    told = [refusal.message, *(f"- {one}" for one in refusal.details)]
    todo = refusal.todo or ""
    if todo and "auditrack " not in todo:
        known = True

        def named(found: re.Match[str]) -> str:
            nonlocal known
            name = found[1].replace("-", "_")
            field = form.field(name) or form.field(_CALLED.get(name, name))
            known = known and field is not None
            return f"“{field.label}”" if field is not None else found[0]

        todo = _OPTION.sub(named, todo)
        if known:
            told.append(todo.replace("with “", "in “"))
    return "\n".join(told) if refusal.details else " ".join(told)
