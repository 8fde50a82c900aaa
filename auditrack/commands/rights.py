"""Who may do what: each command with the roles that may, and what a refusal says.

The table is that of the model: each role has what the one before has not, and adds to it; a
scrutineer reads all, records audits, accepts or returns evidence, signs off and closes, and edits
nothing else. With no roles set every login holds every role.
"""

from collections.abc import Iterable

from auditrack.model.change import Actor, Records, Refusal
from auditrack.model.words import ROLES, word

INCLUDES = {
    "reader": frozenset({"reader"}),
    "author": frozenset({"author", "reader"}),
    "officer": frozenset({"officer", "author", "reader"}),
    "scrutineer": frozenset({"scrutineer", "reader"}),
    "chair": frozenset({"chair", "scrutineer", "officer", "author", "reader"}),
    "administrator": frozenset(ROLES),
}
"""Each role with the roles whose work it may also do."""

_OFFICER = ("officer",)
_ADMINISTRATOR = ("administrator",)
_SCRUTINEER = ("scrutineer",)
_CHAIR = ("chair",)

MAY: dict[str, tuple[str, ...]] = {
    "export record": ("reader",),
    "export about": _OFFICER,
    "undo": ("reader",),
    "rec wording": ("author",),
    "report told": ("author",),
    "publication wording": ("author",),
    "publication prepare": ("author",),
    "publication sign-off": ("author", "scrutineer"),
    "publication withdraw": ("author",),
    "disclosure release": ("author",),
    "disclosure withdraw": ("author",),
    "disclosure release of a name or an NHS number": _CHAIR,
    "headings verify": ("author",),
    "board init": _ADMINISTRATOR,
    "settings set": _ADMINISTRATOR,
    "role set": _ADMINISTRATOR,
    "move": _ADMINISTRATOR,
    "agency replace": _ADMINISTRATOR,
    "lead logins": _ADMINISTRATOR,
    "lead off": _ADMINISTRATOR,
    "redact": _ADMINISTRATOR,
    "redact confirm": ("chair", "administrator"),
    "audit record": ("officer", "scrutineer"),
    "audit plan": ("officer", "scrutineer"),
    "audit edit": ("officer", "scrutineer"),
    "audit sample": ("officer", "scrutineer"),
    "audit criteria": ("officer", "scrutineer"),
    "evidence accept": _SCRUTINEER,
    "evidence return": _SCRUTINEER,
    "action sign-off": _SCRUTINEER,
    "rec close": ("scrutineer", "chair"),
    "rec decide": _CHAIR,
    "rec reopen": _CHAIR,
    "action extend": _CHAIR,
    "override": _CHAIR,
    "undo of another's import": _CHAIR,
}
"""Each act with the roles that may; every act not named here is an officer's."""


def may(act: str) -> tuple[str, ...]:
    """The roles that may do an act."""
    return MAY.get(act, _OFFICER)


def roles_are_set(records: Records) -> bool:
    """Whether any login has a role on record."""
    return any(document.get("roles") for document in records.select("roles"))


def roles_of(records: Records, login: str) -> tuple[str, ...]:
    """The roles given to a login; every role while none are set."""
    if not roles_are_set(records):
        return tuple(ROLES)
    document = records.get("roles", login)
    roles = document.get("roles", ()) if document else ()
    # What another program wrote and nobody can read gives no right.
    return tuple(roles) if isinstance(roles, (list, tuple)) else ()


def note(records: Records) -> str | None:
    """The sentence for screens while nobody has been given a role; None once somebody has."""
    if roles_are_set(records):
        return None
    return (
        "No roles are set, so every login holds every role. "
        "An administrator is named with: auditrack role set LOGIN administrator"
    )


def doubt(actor: Actor) -> str | None:
    """The sentence for screens where the kernel does not vouch for the login; None where it does.

    Entries say so too, under `via`, and nobody in such a session is a second person.
    """
    if actor.is_verified:
        return None
    return (
        f"The host does not vouch for the login {actor.login}: this session runs in a user "
        "namespace, where anybody can call themselves anything. Every entry says so."
    )


def allowed(held: Iterable[str], act: str) -> bool:
    """Whether these roles may do an act."""
    able = set().union(*(INCLUDES.get(role, frozenset()) for role in held))
    return not able.isdisjoint(may(act))


def role_for(records: Records, login: str, act: str) -> str | None:
    """The role that an entry is written under: the least of those held that may do the act.

    None while no roles are set, and where none of those held may.
    """
    if not roles_are_set(records):
        return None
    held = roles_of(records, login)
    return next((role for role in ROLES if role in held and allowed((role,), act)), None)


def refusal(records: Records, login: str, act: str) -> Refusal:
    """The refusal for a login whose roles do not reach."""
    held = roles_of(records, login)
    has = f"holds {_listed(held, 'and')}" if held else "holds no role"
    return Refusal(
        code="role",
        message=f'"{act}" is for the role of {_listed(may(act), "or")}, '
        f"and the login {login} {has}.",
        todo=f"Ask {_listed(_who_may(records, act), 'or')} to do it, "
        "or an administrator for the role.",
    )


def _who_may(records: Records, act: str) -> tuple[str, ...]:
    """The logins that may do an act, or the roles where nobody holds one."""
    logins = tuple(
        sorted(str(d["ref"]) for d in records.select("roles") if allowed(d.get("roles", ()), act))
    )
    return logins[:3] or tuple(f"somebody with the role of {role}" for role in may(act))


def _listed(codes: Iterable[str], joined: str) -> str:
    words = [word(ROLES, code) for code in codes]
    return f" {joined} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
