"""A test of practice, planned or done, and the answers to its questions."""

from auditrack.model.record import Record


class Audit(Record, frozen=True, kw_only=True):
    """An audit. No agencies named means all; only one that looked at practice tests practice.

    `chosen` says how its cases were chosen, as a code or in the board's words. Of a draw,
    `population` is from how many, `drawn` how many, and `seed` what it is repeated by.
    `standard_met` is the standard as a figure, "80%" or "8 of 10"; `standard_set` says whether it
    was set before the result, and `standard_on` the day it was last set. `cases` are the labels of
    the cases in the order of the answers, where they have any.
    """

    status: str = "done"
    question: str | None = None
    serves: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    date: str | None = None
    practice_from: str | None = None
    practice_to: str | None = None
    outcome: str | None = None
    looked_at: str = "practice"
    method: str | None = None
    sample: int | None = None
    met: int | None = None
    agencies: tuple[str, ...] = ()
    by: str | None = None
    by_login: str | None = None
    by_lead: str | None = None
    recorded_by: str | None = None
    recorded_lead: str | None = None
    chosen: str | None = None
    seed: str | None = None
    population: int | None = None
    drawn: int | None = None
    standard: str | None = None
    standard_met: str | None = None
    standard_set: str | None = None
    standard_on: str | None = None
    scale: str | None = None
    cases: tuple[str, ...] = ()
    next: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Criterion(Record, frozen=True, kw_only=True):
    """One question of an audit, with the answer to it in each case, in the order of the cases.

    It is one record because one person enters its answers at once. `like` is the question of an
    earlier audit that it goes on from, whatever its words are now.
    """

    audit: str
    number: int
    question: str
    answers: tuple[str, ...] = ()
    like: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
