"""An ask that is tracked, the answers to it, and the links between asks."""

from auditrack.model.record import Record


class Recommendation(Record, frozen=True, kw_only=True):
    """A recommendation or assurance point, verbatim. `agencies` are references of agencies.

    `as_printed` is the document's wording, where a person worded `text` otherwise at the import.
    `shared_ref` is what the body that shared its review calls it.
    """

    review: str = ""
    label: str | None = None
    text: str = ""
    as_printed: str | None = None
    reach: str | None = None
    kind: str = "recommendation"
    group: str | None = None
    agencies: tuple[str, ...] = ()
    outcome: str | None = None
    measure: str | None = None
    due: str | None = None
    due_text: str | None = None
    title: str | None = None
    public_wording: str | None = None
    impact_due: str | None = None
    delivering: str | None = None
    assuring: str | None = None
    priority: str | None = None
    page: int | None = None
    order: int = 0
    theme_heading: str | None = None
    state: str | None = None
    entered_on: str | None = None
    shared_ref: str | None = None
    import_ref: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Reply(Record, frozen=True, kw_only=True):
    """An agency's answer to being asked. `form` is the return form that asked it first, if any."""

    recommendation: str = ""
    agency: str | None = None
    asked_on: str | None = None
    due_back: str | None = None
    form: str | None = None
    answer: str | None = None
    reason: str | None = None
    public_wording: str | None = None
    passed_to: str | None = None
    on: str | None = None
    import_ref: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Link(Record, frozen=True, kw_only=True, rename={"kind": "as"}):
    """A person's word on how two recommendations stand to each other; nothing is merged."""

    a: str = ""
    b: str = ""
    kind: str = "related"
    degree: str | None = None
    confirmed: bool = True
    on: str | None = None


class Decision(Record, frozen=True, kw_only=True):
    """The board's decision on a record or theme; until when it is kept under review, if it is."""

    on_ref: str = ""
    decision: str = ""
    on: str | None = None
    meeting: str | None = None
    reason: str | None = None
    public_wording: str | None = None
    dissent: str | None = None
    overridden: tuple[str, ...] = ()
    by: str | None = None
    until: str | None = None
