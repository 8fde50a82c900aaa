"""What the login of this sitting has to do, with what its roles let it confirm."""

from typing import TYPE_CHECKING

from auditrack.views.board import leads_of

if TYPE_CHECKING:
    from auditrack.tui.session import Session
    from auditrack.views.work import Work


def own_work_of(session: "Session", everybody: bool = False) -> "Work":
    """The work of this login, or everybody's; read in a thread."""
    from auditrack.commands import rights
    from auditrack.views.work import work_of
    from auditrack.views.work_line import Asked

    login = session.register_for_settings.actor.login
    roles = rights.roles_of(session.records, login)
    return work_of(
        session.rows().facts,
        Asked(
            login,
            everybody=everybody,
            signs=rights.allowed(roles, "action sign-off"),
            accepts=rights.allowed(roles, "evidence accept"),
        ),
    )


def own_work_in_short(session: "Session") -> str:
    """How much this login has to do, in words; "" where it holds no lead."""
    if not leads_of(session.records, session.register_for_settings.actor.login):
        return ""
    return own_work_of(session).in_short()
