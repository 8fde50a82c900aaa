"""`doctor`: whether this set-up keeps the register safe."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

if TYPE_CHECKING:
    from auditrack.register.condition import Condition
    from auditrack.register.postgres.address import Place

app = single()

_MARKS = {True: "well ", False: "LOOK ", None: "?    "}
"""How each condition begins; the question mark is for what cannot be seen from here."""


def _conditions(place: "Place") -> "tuple[Condition, ...]":
    if isinstance(place, Path):
        from auditrack.register import set_up

        return set_up.conditions(place)
    from auditrack.register.postgres.driver import must_have_psycopg

    must_have_psycopg()
    from auditrack.register.postgres.set_up import conditions

    return conditions(place)


@verb(app, "doctor", "Whether this set-up keeps the register safe.")
def doctor(door: Door) -> None:
    """Look at who you are taken to be, at the folder or the database, home and clock."""
    from auditrack.register.identity import current_actor

    found = _conditions(door.place)
    actor = current_actor()
    if door.json:
        output.print_json(
            {
                "register": str(door.place),
                "login": actor.login,
                "uid": actor.uid,
                "via": actor.via,
                "well": all(condition.well is not False for condition in found),
                "conditions": [asdict(condition) for condition in found],
            }
        )
    else:
        output.line(f"Register: {door.place}")
        output.line(f"You are {actor.login} (uid {actor.uid}, {actor.via or 'local'}).")
        for condition in found:
            mark = _MARKS[condition.well]
            output.print_wrapped(f"{mark} {condition.name}: {condition.seen}", "", hanging="     ")
            if condition.todo:
                output.print_wrapped(condition.todo, "     ")
    if unwell := [condition.name for condition in found if condition.well is False]:
        door.refuse("unwell", f"This needs a look: {', '.join(unwell)}.", "See what was found.")
