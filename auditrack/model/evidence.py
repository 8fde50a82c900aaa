"""What shows that something was done or changed."""

from typing import Annotated

from msgspec import Meta

from auditrack.model.record import Record
from auditrack.model.words import LEVELS

Level = Annotated[int, Meta(ge=min(LEVELS), le=max(LEVELS))]
"""A level of evidence; a record with any other number was not written by a command."""


class Evidence(Record, frozen=True, kw_only=True):
    """A piece of evidence. `about` is the date it speaks of: blank if nobody said, never today."""

    shows: str = ""
    serves: tuple[str, ...] = ()
    about: str | None = None
    filed_on: str | None = None
    level: Level = 0
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
    public_wording: str | None = None
    import_ref: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
