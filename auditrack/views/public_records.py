"""What may be public: the one function that says so, and positions in their public words.

The records it gives are built anew from a whitelist (`views.public_fields`): public reviews, what
hangs on them, wording that an author wrote for the public, and nothing else. Views judge them as
they judge any state of the register.
"""

from dataclasses import dataclass
from datetime import date

from auditrack.analysis.position import position
from auditrack.analysis.public_words import public_reason, public_words
from auditrack.model.change import Records
from auditrack.views.facts import Facts
from auditrack.views.positions import positions_of
from auditrack.views.public_making import Making
from auditrack.views.public_state import PublicRecords
from auditrack.views.steady import steady


@dataclass(frozen=True)
class PublicPosition:
    """Where a theme stands, as the public may be told: the words, and a sentence with what on."""

    theme: str
    name: str
    words: str
    reason: str


def public_records(records: Records, as_at: date) -> PublicRecords:
    """Everything of a state that may be public on a day, and nothing else.

    Args:
        records: the state, live or as recorded.
        as_at: the day that reviews may be public on, and that the copy is to be judged by.
    """
    if isinstance(records, PublicRecords) and records.as_at == as_at:
        return records  # made anew of itself it would lose its words
    return Making(records, as_at).records(persons=False)


def public_positions(records: Records, as_at: date) -> tuple[PublicPosition, ...]:
    """Where themes stand in their public words, by name.

    They rest on public reviews and confirmed links alone. A theme is left out where nothing may be
    said of it, and where it would stand otherwise if what is withheld counted.

    Args:
        records: the whole state, and not only what of it is public.
        as_at: the day to judge it by.
    """
    records = steady(records)
    everything = Facts(records, as_at, published=True)
    public = Facts(Making(records, as_at).records(persons=True), as_at, published=True)
    found = []
    for one in positions_of(public):
        words = public_words(one)
        whole = position(everything.theme(one.theme), everything.comparison(one.theme))
        if (
            words is not None
            and words == public_words(whole)
            and (one.recurrence, one.practice) == (whole.recurrence, whole.practice)
        ):
            found.append(PublicPosition(one.theme, one.name, words, public_reason(one)))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.theme)))
