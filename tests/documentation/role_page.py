"""The page on roles: what each includes, and who may do what."""

from auditrack.commands.rights import INCLUDES, MAY
from auditrack.model.words import ROLES
from tests.documentation.blocks import DOCS
from tests.documentation.making import Page, table

PATH = DOCS / "reference" / "roles.md"


def page() -> Page:
    """The page, with a part for each role and one for the acts."""
    return Page(
        PATH,
        "# Roles\n\n",
        {
            **{role: _role(role) for role in ROLES},
            "acts": "## Who may do what\n\n" + _acts(),
        },
        by_hand=frozenset({*ROLES, "acts"}),
    )


def _role(role: str) -> str:
    others = [one for one in ROLES if one in INCLUDES[role] and one != role]
    does = f"Does also what these do: {', '.join(others)}." if others else "Includes no other."
    return f"## {role}\n\n{does}"


def _acts() -> str:
    return table(
        ("act", *ROLES),
        (
            (act, *("yes" if INCLUDES[role] & set(may) else "" for role in ROLES))
            for act, may in (*sorted(MAY.items()), ("every other change", ("officer",)))
        ),
    )
