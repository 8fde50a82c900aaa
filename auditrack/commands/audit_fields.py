"""What the commands of audits share: what was typed made into fields, and what cannot be."""

from collections.abc import Mapping
from typing import Any

from auditrack.analysis.samples import chosen_code, how_chosen
from auditrack.commands import given, known
from auditrack.commands.desk import Desk, refuse
from auditrack.model.change import RefusedError
from auditrack.model.dates import in_words

MOST_CASES = 1_000_000

_DRAW = ("seed", "population", "drawn")

Document = Mapping[str, Any]


def about(
    desk: Desk,
    serves: tuple[str, ...],
    themes: tuple[str, ...],
    agencies: tuple[str, ...],
    planned: Document,
) -> dict[str, Any]:
    """What an audit tests and whom it covers."""
    served = known.served(desk, serves)
    if not served and not themes and not planned.get("serves") and not planned.get("themes"):
        raise tests_nothing()
    return {
        "serves": served,
        "themes": themes_of(desk, themes),
        "agencies": agencies_of(desk, agencies),
    }


def tests_nothing(ref: str | None = None) -> RefusedError:
    """The refusal of an audit that is about nothing."""
    return refuse(
        "missing",
        "The audit tests nothing: neither a recommendation nor a theme is named.",
        ref=ref,
        todo="Say what it tests with --for or --theme.",
    )


def themes_of(desk: Desk, typed: tuple[str, ...]) -> tuple[str, ...]:
    """The themes meant, each once."""
    found = (known.theme_as_typed(desk.records, theme) for theme in given.chosen(typed))
    return tuple(dict.fromkeys(found))


def agencies_of(desk: Desk, typed: tuple[str, ...]) -> tuple[str, ...]:
    """The agencies meant, each once."""
    from auditrack.commands.agency import known_agency

    return tuple(dict.fromkeys(known_agency(desk, name) for name in given.chosen(typed)))


def auditor_of(desk: Desk, typed: str | None) -> str | None:
    """Who made it: a lead on record, else as typed; the actor's own lead when not said."""
    if not typed:
        return desk.lead_ref
    from auditrack.commands.lead import find_lead

    return find_lead(desk, typed) or given.line(typed, "auditor")


def told(desk: Desk, command: Document) -> dict[str, Any]:
    """What is kept as it was typed, with the auditor."""
    fields: dict[str, Any] = {
        name: command[name] for name in ("question", "method") if command[name]
    }
    if command["chosen"]:
        fields["chosen"] = chosen_as_kept(command["chosen"])
    fields["by"] = auditor_of(desk, command["by"])
    return fields


def chosen_as_kept(typed: str) -> str:
    """How cases were chosen: a code where the words say one and nothing else."""
    return chosen_code(typed) or typed


def numbers(sample: int | str | None, met: int | str | None) -> dict[str, int]:
    """How many cases, and how many of them met the standard, where that was given."""
    fields = {
        name: given.whole(value, said, 0, MOST_CASES)
        for name, value, said in (
            ("sample", sample, "number of cases"),
            ("met", met, "number that met the standard"),
        )
        if value not in (None, "")
    }
    if "met" in fields and "sample" not in fields:
        raise refuse(
            "missing",
            f"{fields['met']} met the standard, but not of how many.",
            todo="Give the number of cases with --sample.",
        )
    if fields.get("met", 0) > fields.get("sample", 0):
        raise refuse(
            "bad-number",
            f"{fields['met']} of {fields['sample']} cases cannot have met the standard.",
            todo="--met is at most --sample.",
        )
    return fields


def sampled(desk: Desk, practice: str | None, on: str | None) -> dict[str, str | None]:
    """The period of practice that the cases come from."""
    if not practice:
        return {}
    start, end = given.period(desk, practice, "period of practice")
    must_precede(end, on)
    return {"practice_from": start, "practice_to": end}


def as_planned(desk: Desk, planned: Document, on: str | None) -> dict[str, str | None]:
    """The period of practice that a plan named, which stands where none is said; it is told."""
    start, end = planned.get("practice_from"), planned.get("practice_to")
    if not start and not end:
        return {}
    last, made = given.days(end), given.days(on)
    if last and made and last.earliest > made.latest:
        raise refuse(
            "bad-date",
            f"{planned['ref']} was to sample practice until {in_words(end)}, after the audit "
            f"({in_words(on)}).",
            ref=str(planned["ref"]),
            todo="Say which practice was sampled with --practice.",
        )
    period = f"{start or ''}..{end or ''}"
    desk.notes.append(f"The practice sampled stands as planned: {in_words(period)}.")
    return {"practice_from": start, "practice_to": end}


def must_be_later(next_test: str | None, on: str | None) -> None:
    """Refuse a next test that would not come after this one."""
    ahead, tested = given.days(next_test), given.days(on)
    if ahead and tested and ahead.latest <= tested.earliest:
        raise refuse(
            "not-later",
            f"The next test ({in_words(next_test)}) would not be after this one ({in_words(on)}).",
            todo="Give a later date with --next, or none.",
        )


def must_precede(end: str | None, on: str | None) -> None:
    """Refuse practice that ends after the audit of it."""
    last, made = given.days(end), given.days(on)
    if last and made and last.earliest > made.latest:
        raise refuse(
            "bad-date",
            f"The practice sampled ends ({in_words(end)}) after the audit ({in_words(on)}).",
            todo="Check both dates.",
        )


def drop_draw(desk: Desk, ref: str) -> None:
    """Forget the draw of an audit whose cases are no random ones any more; the history keeps it."""
    audit = desk.get("audits", ref) or {}
    if how_chosen(audit.get("chosen")) != "random" and any(name in audit for name in _DRAW):
        desk.update("audits", ref, **dict.fromkeys(_DRAW))
        desk.notes.append(
            "The random draw is no longer part of it; the history keeps the seed it had."
        )
