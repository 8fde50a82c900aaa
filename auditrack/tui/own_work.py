"""What the login of this sitting has to do, with what its roles let it confirm."""

from typing import TYPE_CHECKING

from auditrack.views.board import leads_of

if TYPE_CHECKING:
    from auditrack.register.protocol import Store
    from auditrack.views.rows import RowList
    from auditrack.views.work import Work


def own_work_of(register: "Store", rows: "RowList", everybody: bool = False) -> "Work":
    """The work of this login, or everybody's; read in a thread."""
    from auditrack.commands import rights
    from auditrack.views.work import work_of
    from auditrack.views.work_line import Asked

    login = register.actor.login
    roles = rights.roles_of(register, login)
    return work_of(
        rows.facts,
        Asked(
            login,
            everybody=everybody,
            signs=rights.allowed(roles, "action sign-off"),
            accepts=rights.allowed(roles, "evidence accept"),
        ),
    )


def own_work_in_short(register: "Store", rows: "RowList") -> str:
    """How much this login has to do, in words; "" where it holds no lead."""
    if not leads_of(register, register.actor.login):
        return ""
    return own_work_of(register, rows).in_short()
