"""What other organisations of the same store offer: read as what anybody may have made of it."""

from typing import TYPE_CHECKING

import msgspec

from auditrack.model.change import RefusedError
from auditrack.model.exchange import KIND, read_exchange

if TYPE_CHECKING:
    from auditrack.register.protocol import Offer, Store


class _Named(msgspec.Struct):
    """What every document that is offered says, whatever else it holds."""

    register: str


def offered_by_others(register: "Store", kind: str) -> "tuple[Offer, ...]":
    """The documents of a kind that others offer; none where the store holds one board.

    This organisation's own are left out, and what does not say that it comes from the register of
    whoever offers it: nobody offers in another's name.
    """
    if not register.capabilities.several_organisations:
        return ()
    own = getattr(register, "organisation", None)
    return tuple(
        one for one in register.offers(kind) if one.organisation != own and _is_its_own(one)
    )


def _is_its_own(offer: "Offer") -> bool:
    try:
        return msgspec.json.decode(offer.body, type=_Named).register == offer.register
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def newer_themes(register: "Store") -> int:
    """How many other boards of the store offer themes that are newer than what is on record."""
    count = 0
    for one in offered_by_others(register, KIND):
        try:
            theirs = read_exchange(one.body)
        except RefusedError:
            continue
        known = next(iter(register.index("other_boards", "register").get(theirs.register, ())), {})
        on_record = (int(known.get("head_number") or -1), str(known.get("as_at") or ""))
        if not known.get("withdrawn_on") and (theirs.entry, theirs.as_at) > on_record:
            count += theirs.register != register.header.register
    return count
