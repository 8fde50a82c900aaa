"""What a database says, as a sentence for the person at the screen. Nothing here shows a secret."""

import psycopg

from auditrack.model.change import Refusal
from auditrack.register.errors import ENTRIES_SAFE, SAFE

UNREACHABLE = "unreachable"
_NO_HOST = "no host of that name is known here; it may be misspelt in the address"
_NOT_IN = "it does not let this login into that database from this host"

_SAID = (
    # First what names the database or a role in passing.
    ("too many", UNREACHABLE, "too many are signed in already"),
    ("connection slots", UNREACHABLE, "too many are signed in already"),
    ("system is starting up", UNREACHABLE, "it is starting and takes nobody in yet"),
    ("recovery", UNREACHABLE, "it is putting itself in order after a fault"),
    ("accepting connections", UNREACHABLE, "it takes nobody in at present"),
    ("system is shutting down", UNREACHABLE, "it is being shut down"),
    ("uri query parameter", "bad-address", "a part of the address is none that a database knows"),
    (" value: ", "bad-address", "a part of the address has a value that it cannot have"),
    ("definition of service", "bad-address", "no service of that name is set up on this host"),
    ("password authentication failed", "sign-in", "it does not accept that name and password"),
    ("no password supplied", "sign-in", "it asks for a password and none was given"),
    ("peer authentication failed", "sign-in", "your login here is not the one it was asked for"),
    ("ident authentication failed", "sign-in", "your login here is not the one it was asked for"),
    ("no pg_hba.conf entry", "sign-in", _NOT_IN),
    ("is not permitted to log in", "sign-in", "that role may not sign in"),
    ("permission denied for database", "sign-in", "that role may not use the database"),
    ("certificate", "sign-in", "the certificates of the two sides do not agree"),
    ("role ", "sign-in", "it knows no such role"),
    ("database ", "no-database", "it holds no such database"),
    ("connection refused", UNREACHABLE, "nothing answers there"),
    ("no such file or directory", UNREACHABLE, "no server listens on that socket"),
    ("could not translate host name", UNREACHABLE, _NO_HOST),
    ("name or service not known", UNREACHABLE, _NO_HOST),
    ("timeout expired", UNREACHABLE, "it did not answer in time"),
    ("timed out", UNREACHABLE, "it did not answer in time"),
    ("no route to host", UNREACHABLE, "the network does not lead there"),
    ("network is unreachable", UNREACHABLE, "the network does not lead there"),
    ("server closed the connection", UNREACHABLE, "it closed the connection"),
)

_TODO = {
    "bad-address": "Look at what stands behind the ? of the address; docs/postgresql.md explains "
    "each part.",
    "sign-in": "Check the names in the address and the password file (~/.pgpass), or ask the "
    "administrator of the database.",
    "no-database": "Check the name of the database in the address, or have it made.",
    UNREACHABLE: "Try again in a moment; if it goes on, tell the administrator of the database.",
}


_CUT_SHORT = "stopped it half way, as it does with whatever takes longer than its statement_timeout"


def no_entry(place: object, problem: psycopg.Error) -> Refusal:
    """The server was not reached, or did not let this login in."""
    said = str(problem).casefold()
    found = ((code, why) for sign, code, why in _SAID if sign in said)
    code, why = next(found, (UNREACHABLE, "the connection could not be made"))
    return Refusal(
        code,
        f"The register at {place} could not be opened: {why}.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo=_TODO[code],
    )


def lost(place: object) -> Refusal:
    """The connection broke while something was read, or before anything was written."""
    return Refusal(
        UNREACHABLE,
        f"The connection to the register at {place} was lost.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo="auditrack connects again by itself; try again in a moment.",
    )


def cut_short(place: object) -> Refusal:
    """The database gave up what it was asked, for the time it took."""
    return Refusal(
        "cut-short",
        f"The database at {place} was asked for something and {_CUT_SHORT}.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo="Ask the administrator of the database for a longer statement_timeout.",
    )


def unknown(place: object, number: int) -> Refusal:
    """The connection broke while an entry was being made durable, and nobody can be asked."""
    return Refusal(
        "unconfirmed",
        f"The connection to {place} was lost while entry {number} was being saved, and the server "
        "has not come back to say whether it is there.",
        safe=f"It may or may not be saved. {ENTRIES_SAFE}",
        todo=f"When the server is back, auditrack looks for entry {number} by itself and says "
        "what became of it. Look before repeating the change.",
    )


def no_right(place: object, doing: str, is_owners: bool = False) -> Refusal:
    """The database does not allow this role what was asked; perhaps only the tables' owner."""
    return Refusal(
        "no-right",
        f"The database at {place} does not allow your role to {doing}.",
        todo="The owner of the tables does that: ask whoever looks after the database."
        if is_owners
        else "Ask whoever looks after the database for the right; docs/postgresql.md lists those "
        "that an officer needs.",
    )


def no_tables(place: object) -> Refusal:
    """The database was reached and holds no register."""
    return Refusal(
        "no-register",
        f"The database at {place} holds no register.",
        todo='Make one: auditrack init "postgresql://...?organisation=NAME" --board "Name of your '
        'board".',
    )


def not_any_text(place: object, encoding: str) -> Refusal:
    """The database cannot hold every sign, or counts bytes for letters."""
    return Refusal(
        "bad-encoding",
        f"The database at {place} keeps text as {encoding}, which cannot hold every name and sign.",
        safe="Nothing was changed.",
        todo="Have one made that keeps text as UTF8: CREATE DATABASE name TEMPLATE template0 "
        "ENCODING 'UTF8'.",
    )


def no_organisation(place: object, name: str | None, known: tuple[str, ...]) -> Refusal:
    """The database holds registers, and none or several could be meant."""
    if name is None:
        return Refusal(
            "which-organisation",
            f"The database at {place} holds the registers of {len(known)} organisations.",
            todo="Say which: ?organisation=NAME at the end of the address, with one of "
            f"{', '.join(known[:12])}{' ...' if len(known) > 12 else ''}.",
        )
    return Refusal(
        "no-register",
        f"The database holds no organisation {name}, or your role may not see it.",
        todo="auditrack organisation list names those that you may see.",
    )


def taken(place: object, name: str) -> Refusal:
    """An organisation of that name has a register in the database."""
    return Refusal(
        "exists",
        f"The database at {place} holds a register of an organisation {name} already.",
        safe="What is there was left exactly as it is.",
        todo="Choose another name, or open the register that is there.",
    )


def not_complete(place: object, sentence: str | None) -> Refusal:
    """A register that is still being put there."""
    return Refusal(
        "not-complete",
        f"The register at {place} is not complete: {sentence or 'it is being put there.'}",
        safe="What it comes from is as it was.",
        todo="Say the same command again: it goes on where it stopped.",
    )


def rewritten(place: object) -> Refusal:
    """The history was written anew while it was read."""
    return Refusal(
        "rewritten",
        f"The register at {place} was written anew (erasure of personal data) while it was read.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo="Ask again.",
    )


def older_tables(place: object, theirs: int, ours: int) -> Refusal:
    """The tables were made by an older program."""
    return Refusal(
        "older-schema",
        f"The tables of the register at {place} are version {theirs}, and this program needs "
        f"version {ours}.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo="The owner of the database brings them up to date: auditrack organisation upgrade.",
    )


def newer_tables(place: object, theirs: int, ours: int) -> Refusal:
    """The tables were made by a newer program."""
    return Refusal(
        "newer-format",
        f"The tables of the register at {place} are version {theirs}, and this program knows "
        f"version {ours}.",
        safe="The register was left exactly as it is.",
        todo="Install the newer auditrack that the other officers use.",
    )


def not_saved(place: object, problem: psycopg.Error) -> Refusal:
    """The database refused to keep it; the transaction was taken back as a whole."""
    state = problem.sqlstate or ""
    why = {
        "53100": "its disk is full",
        "53200": "it is out of memory",
        "25006": "it takes no changes at present (it is a copy for reading)",
        "57P01": "it is being shut down",
        "57014": f"it {_CUT_SHORT}",
    }.get(state, f"it answered with fault {state or 'without a number'}")
    return Refusal(
        "not-saved",
        f"Your change was not saved at {place}: {why}.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo="Try again; if it happens again, tell the administrator of the database.",
    )


def busy(place: object, holder: str, seconds: float) -> Refusal:
    """Somebody else held the turn to write all the while."""
    return Refusal(
        "busy",
        f"The register at {place} is being written by {holder} and did not come free within "
        f"{seconds:.0f} seconds.",
        safe="Your change was not saved; nothing was changed.",
        todo="Try again in a moment.",
    )


def damaged(place: object, what: str) -> Refusal:
    """What the database holds does not fit together."""
    return Refusal(
        "damaged",
        f"The register at {place} holds what does not fit together: {what}.",
        safe="It was left exactly as it is.",
        todo="Run `auditrack verify`, and put back the last backup.",
    )
