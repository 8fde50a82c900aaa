"""What shows that something was done or changed."""

from auditrack.model.record import Record


class Evidence(Record, frozen=True, kw_only=True):
    """A piece of evidence. `about` is the date it speaks of: blank if nobody said, never today."""

    shows: str = ""
    serves: tuple[str, ...] = ()
    about: str | None = None
    filed_on: str | None = None
    level: int = 0
    result: str | None = None
    at: str | None = None
    file_sha256: str | None = None
    file_name: str | None = None
    agency: str | None = None
    audit: str | None = None
    state: str = "filed"
    accepted_on: str | None = None
    accepted_by: str | None = None
    accepted_lead: str | None = None
    returned_why: str | None = None
    filed_by: str | None = None
    filed_lead: str | None = None
    edited_by: str | None = None
    edited_lead: str | None = None
    use_in_annual_report: bool | None = None
    difference: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
