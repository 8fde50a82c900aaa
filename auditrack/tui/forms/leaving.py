"""Forms for when people leave: a post's work to another lead, and a login taken off."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from auditrack.model.change import Records
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field
from auditrack.tui.forms.form import Form, Given, Values
from auditrack.tui.forms.why import WHY
from auditrack.views.wording import shortened

if TYPE_CHECKING:
    from auditrack.commands.leaving import TakeLoginOff

_TEXT = 50
_NAMED = 12
"""How many records the note of a form names; the field below it lists all of them."""


def _held(records: Records, ref: str) -> Sequence[Choice]:
    """What a lead could give to another."""
    from auditrack.model.dates import today_in_london
    from auditrack.views.facts import Facts
    from auditrack.views.held import held_by

    held = held_by(Facts(records, today_in_london(records.clock())), ref)  # type: ignore[attr-defined]
    texts = {action.ref: action.action.what for action in held.actions}
    texts |= {str(one["ref"]): str(one.get("question", "")) for one in held.audits}
    texts |= {str(one["ref"]): str(one.get("text", "")) for one, _ in held.parts}
    return [Choice(one, f"{one}  {shortened(texts[one], _TEXT)}") for one in held.moves]


def _what_moves(records: Records, ref: str, today: date) -> str:
    """What would move, before it does."""
    from auditrack.views.facts import Facts
    from auditrack.views.held import held_by

    held = held_by(Facts(records, today), ref)
    if not held.moves:
        return f"{held.title} holds nothing open, so there is nothing to move."
    stays = len(held.claimed)
    done = f" {stays} done and not signed off stay." if stays else ""
    named = list(held.moves[:_NAMED])
    if len(held.moves) > _NAMED:
        named.append(f"and {len(held.moves) - _NAMED} more")
    return (
        f"{held.title} would give away {held}: {', '.join(named)}. What is done or closed "
        f"stays with who did it.{done}"
    )


def _logins(records: Records, ref: str) -> Sequence[Choice]:
    """The logins of a lead; of no lead, every one that is with a lead or has a role."""
    leads = [records.get("leads", ref)] if ref else records.select("leads")
    found = [str(login) for lead in leads if lead for login in lead.get("logins", ())]
    if not ref:
        found += [str(one["ref"]) for one in records.select("roles") if one.get("roles")]
    return [Choice(login, login) for login in sorted(dict.fromkeys(found))]


def _only_login(records: Records, ref: str, _: date) -> Values:
    """The login, where the lead has one alone."""
    found = _logins(records, ref) if ref else ()
    return {"login": found[0].value} if len(found) == 1 else {}


def _what_stays_behind(records: Records, ref: str, today: date) -> str:
    """What is left, where it is known whose login it is."""
    from auditrack.views.leaving import NOT_THE_HOST, left_behind

    login = _only_login(records, ref, today).get("login")
    told = left_behind(records, today, str(login)) if login else ()
    return " ".join((*told, NOT_THE_HOST))


def _off(given: Given) -> "TakeLoginOff":
    from auditrack.commands.leaving import TakeLoginOff

    said = {name: str(given.values.get(name) or "") or None for name in ("on", "why")}
    return TakeLoginOff(str(given.values["login"]), **said)


FORMS = (
    Form(
        "lead-reassign",
        "Reassign",
        "reassigning:ReassignLead",
        (
            Field("to", "To", "pick", "The lead that takes it on.", needed=True,
                  choices=choices.leads),
            Field("only", "Only", "picks", "Blank moves all of it.", choices_of=_held),
            WHY,
        ),
        about="lead",
        note=_what_moves,
        confirm="It moves to {to} in one step, and can be undone. What is done or closed stays "
        "with who did it.",
    ),
    Form(
        "login-off",
        "Take a login off",
        "leaving:TakeLoginOff",
        (
            Field("login", "Login", "pick", "The one that leaves.", needed=True, open=True,
                  choices_of=_logins),
            Field("on", "Left on", "date", "Blank means today."),
            WHY,
        ),
        start=_only_login,
        note=_what_stays_behind,
        make=_off,
        confirm="{login} is taken off every lead and loses its roles. A lead that no other login "
        "is with is vacant then. Entries keep its name.",
    ),
)  # fmt: skip
