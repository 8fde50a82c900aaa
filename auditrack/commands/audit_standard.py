"""The standard of an audit: set beforehand, kept from its result, and the outcome held to it.

A result that falls short of its standard is not recorded as embedded, by nobody: what a standard
is for is that it stands before the result is known.
"""

from collections.abc import Mapping
from typing import Any

from auditrack.analysis.standards import not_compared, reaches, standard_of
from auditrack.commands.desk import Desk, refuse
from auditrack.model.change import RefusedError
from auditrack.model.text import one_line
from auditrack.model.words import STANDARDS_SET

_FIELDS = ("standard", "standard_met")

Document = Mapping[str, Any]


def figure(typed: str | None) -> str | None:
    """A standard as a figure, in one spelling; nothing typed stays as it is."""
    if not typed:
        return typed
    standard = standard_of(typed)
    if standard is None:
        raise refuse(
            "bad-value",
            f'"{one_line(typed)}" is no standard in figures.',
            todo="It is a share above nothing and up to all, as in 80% or 8 of 10.",
        )
    return str(standard)


def of_plan(desk: Desk, words: str | None, typed: str | None) -> dict[str, Any]:
    """The standard of a plan: whatever it is, it is set beforehand."""
    fields = {"standard": words or None, "standard_met": figure(typed) or None}
    return _set_today(desk, "beforehand", fields) if any(fields.values()) else {}


def of_record(
    desk: Desk, words: str | None, typed: str | None, planned: Document
) -> dict[str, Any]:
    """The standard of an audit that is recorded now, perhaps as the one that was planned.

    Raises:
        RefusedError: it was set beforehand as something else (`standard-set`).
    """
    new = {"standard": words or None, "standard_met": figure(typed) or None}
    for name in _FIELDS:
        other = new[name] and new[name] != planned.get(name)
        if other and (planned.get(name) or planned.get("standard_met")):
            raise _stands(planned)
    if any(new[name] and not planned.get(name) for name in _FIELDS):
        return _set_today(desk, "with-result", new)
    # A plan that an older version wrote does not say that its standard was set beforehand.
    return {"standard_set": "beforehand"} if any(map(planned.get, _FIELDS)) else {}


def of_edit(desk: Desk, audit: Document, changes: dict[str, Any]) -> None:
    """Say in the changes of an edit when the standard was set, where they set one.

    Raises:
        RefusedError: the result is on record, and its standard was set beforehand (`standard-set`).
    """
    if "standard_met" in changes:
        changes["standard_met"] = figure(changes["standard_met"])
    changed = [
        name for name in _FIELDS if name in changes and (changes[name] or None) != audit.get(name)
    ]
    if not changed:
        return
    planned = audit.get("status") == "planned"
    if not planned and audit.get("standard_set") == "beforehand":
        raise _stands(audit)
    if any(changes.get(name, audit.get(name)) for name in _FIELDS):
        changes.update(_set_today(desk, "beforehand" if planned else "afterwards", {}))
    else:
        changes.update(standard_set=None, standard_on=None)


def must_be_reached(audit: Document) -> None:
    """Refuse an audit that is embedded below its own standard.

    Raises:
        RefusedError: fewer cases met it than its standard asks (`below-standard`).
    """
    figures = _figures(audit)
    if audit.get("outcome") != "embedded" or reaches(*figures) is not False:
        return
    standard, met, of = figures
    when = STANDARDS_SET[audit.get("standard_set") or "beforehand"]
    raise refuse(
        "below-standard",
        f"{met} of {of} cases met it, and the standard {when} is {standard}: by that it is not "
        "embedded.",
        ref=str(audit["ref"]),
        todo="Choose another outcome: partly, not-embedded or inconclusive. Nobody can set a "
        "standard aside that the result falls short of.",
    )


def must_be_explained(audit: Document, why: str | None) -> None:
    """Ask for the reason of an outcome that the cases do not show, where no standard judges it.

    An auditor may know more than a count says, so with a reason it is recorded.

    Raises:
        RefusedError: no case met it, it is embedded, and nobody says why (`reason-needed`).
    """
    if audit.get("outcome") != "embedded" or why or reaches(*_figures(audit)) is not None:
        return
    met, of = audit.get("met"), audit.get("sample")
    if met == 0 and of:
        raise refuse(
            "reason-needed",
            f"None of {of} cases met it, and it is to be recorded as embedded.",
            ref=str(audit["ref"]),
            todo="Choose another outcome, or say with --why what shows it embedded all the same.",
        )


def say_of_standard(desk: Desk, audit: Document) -> None:
    """What to know of the standard of an audit that was made."""
    when = audit.get("standard_set")
    if when in ("with-result", "afterwards"):
        desk.notes.append(f"The standard was {STANDARDS_SET[when]}, not beforehand.")
    why = not_compared(audit.get("standard"), *_figures(audit))
    if why:
        desk.notes.append(why)
    met, of = audit.get("met"), audit.get("sample")
    if reaches(*_figures(audit)) is None and met is not None and of:
        few = audit.get("outcome") == "embedded" and 2 * met < of
        all_of_them = audit.get("outcome") == "not-embedded" and met == of
        if few or all_of_them:
            desk.notes.append(
                f"{met} of {of} cases met it, and nothing on record says how many had to: "
                f"{'embedded' if few else 'not embedded'} stands as you judged it."
            )


def _set_today(desk: Desk, when: str, fields: Document) -> dict[str, Any]:
    return {**fields, "standard_set": when, "standard_on": desk.day}


def _figures(audit: Document) -> tuple[str | None, int | None, int | None]:
    return audit.get("standard_met"), audit.get("met"), audit.get("sample")


def _stands(audit: Document) -> RefusedError:
    ref = str(audit["ref"])
    said = audit.get("standard_met") or f"“{one_line(str(audit.get('standard')))}”"
    return refuse(
        "standard-set",
        f"The standard of {ref} was set beforehand, {said}, and stays as it was: a standard is "
        "not changed once there is a result.",
        ref=ref,
        todo="Record the result against it. Where it was wrong from the first, withdraw the audit "
        "with that reason and record it anew.",
    )
