"""The types that the words of actions suggest, as the command line lists and confirms them."""

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.cli.table import print_table
from auditrack.commands.action_types import ConfirmActionTypes
from auditrack.views.action_types import Untyped, quoted, untyped, with_strength
from auditrack.views.facts import Facts


def list_types(door: Door, ref: str | None, theme: str | None) -> None:
    """Print the actions whose type nobody has said, each with what its words suggest."""
    about, on = _narrowing(door, ref, theme)
    found = _found(door, about, on)
    if door.json:
        output.print_json([one.to_json() for one in found])
        return
    if not found:
        output.say("No live action here is without a type that a person has said.")
        return
    print_table(
        ("Reference", "Words fit", "Suggested type", "Because of", "What"),
        [
            (
                one.ref,
                one.fits,
                str(one.suggested) if one.suggested else "-",
                quoted(one.suggested.because) if one.suggested else "-",
                one.what,
            )
            for one in found
        ],
    )
    first = found[0].ref
    suggested = next((one.ref for one in found if one.suggested), None)
    of_one = sum(one.fits_one for one in found)
    output.say("Nothing was written: a type counts as confirmed once a person says so.")
    if suggested:
        output.say(f"To confirm one: auditrack action types --confirm {suggested}")
    if of_one:
        narrowed = " ".join(filter(None, (about, f"--theme {on}" if on else "", "--all-one-type")))
        output.say(
            f"To confirm the {of_one:,} whose words fit one type only, once you have looked at "
            f"each: auditrack action types {narrowed}"
        )
    output.say(f"To say another type: auditrack action edit {first} --type TYPE")


def confirm_types(
    door: Door,
    ref: str | None,
    theme: str | None,
    named: tuple[str, ...],
    all_one_type: bool,
    why: str | None,
) -> None:
    """Confirm the suggestions of the actions named, or of all whose words fit one type."""
    if named and (all_one_type or ref or theme):
        door.refuse(
            "two-ways",
            "--confirm names the actions itself.",
            "Leave out --all-one-type and what narrows the list, or leave out --confirm.",
        )
    command = ConfirmActionTypes(named, why=why)
    if all_one_type:
        of_one = [one for one in _found(door, *_narrowing(door, ref, theme)) if one.fits_one]
        if not of_one:
            door.refuse(
                "none-of-one-type",
                "No action here has words that fit one type only.",
                "Look at each with: auditrack action types",
            )
        command = ConfirmActionTypes(
            tuple(one.ref for one in of_one),
            tuple(one.suggestions[0].type for one in of_one),
            why,
        )
    saved = door.run(command)
    for made in saved.references:
        action = door.register.get("actions", made) or {}
        output.say(f"{made}: {with_strength(str(action.get('type', '')))}, confirmed.")


def _narrowing(door: Door, ref: str | None, theme: str | None) -> tuple[str | None, str | None]:
    """The record and the theme that are meant, as they are called on record."""
    from auditrack.commands.known import theme_as_typed
    from auditrack.views.find import resolve

    return (
        resolve(door.records, ref)[1] if ref else None,
        theme_as_typed(door.records, theme) if theme else None,
    )


def _found(door: Door, about: str | None, theme: str | None) -> tuple[Untyped, ...]:
    found = untyped(Facts(door.records, door.today), theme)
    return tuple(one for one in found if about is None or about in one.serves)
