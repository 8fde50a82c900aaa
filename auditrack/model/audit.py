"""A test of practice, planned or done."""

from auditrack.model.record import Record


class Audit(Record, frozen=True, kw_only=True):
    """An audit. No agencies named means all; only one that looked at practice tests practice."""

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
    standard: str | None = None
    next: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
