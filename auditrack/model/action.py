"""What somebody does about a review, finding or recommendation, and how it went."""

from auditrack.model.record import Record


class Action(Record, frozen=True, kw_only=True):
    """An action. `due` is the original date and never moves; extensions are their own records.

    `as_printed` is a document's wording, where a person worded `what` otherwise at the import;
    `label` is the number that a tracker prints for it.
    """

    what: str = ""
    label: str | None = None
    as_printed: str | None = None
    public_wording: str | None = None
    serves: tuple[str, ...] = ()
    lead: str | None = None
    agency: str | None = None
    due: str | None = None
    due_text: str | None = None
    start: str | None = None
    done_on: str | None = None
    type: str | None = None
    as_reported: bool = False
    entered_on: str | None = None
    import_ref: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class ProgressUpdate(Record, frozen=True, kw_only=True):
    """One dated update of an action, never overwritten; the latest gives the action's state."""

    action: str = ""
    on: str | None = None
    note: str | None = None
    state: str | None = None
    off_track: bool | None = None
    until: str | None = None
    by: str | None = None
    lead: str | None = None
    import_ref: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Extension(Record, frozen=True, kw_only=True):
    """A new agreed date, with its reason. The original due date stays."""

    action: str = ""
    to: str = ""
    why: str | None = None
    on: str | None = None
    import_ref: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Serves(Record, frozen=True, kw_only=True):
    """What an action, a piece of evidence or an audit also serves, added after it was filed."""

    record: str = ""
    serves: str = ""
