"""One piece of learning, the practice it examined, and what it found."""

from auditrack.model.record import Record


class Review(Record, frozen=True, kw_only=True):
    """A review. Summary, overview and response of one case share a `case_id`.

    From `retention_review` on the board asks whether to keep its texts; they were disposed of on
    `disposed_on`. One that another body entered and shared says of which register it is
    (`shared_from`), that body's name, reference and entry, and whether that body withdrew it.
    """

    title: str = ""
    type: str | None = None
    case_id: str | None = None
    boards: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    arranged: str | None = None
    due: str | None = None
    concluded: str | None = None
    published: str | None = None
    published_text: str | None = None
    delay_reason: str | None = None
    delay_public: str | None = None
    stage: str | None = None
    status: str = "active"
    superseded_by: str | None = None
    publishable: str | None = None
    history: str | None = None
    source_file: str | None = None
    source_sha256: str | None = None
    retention_review: str | None = None
    disposed_on: str | None = None
    provisional_until: str | None = None
    publishable_after: str | None = None
    shared_from: str | None = None
    shared_by: str | None = None
    shared_ref: str | None = None
    shared_entry: int | None = None
    shared_withdrawn: bool = False
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
    import_ref: str | None = None


class Window(Record, frozen=True, kw_only=True):
    """A period of practice that a review examined, perhaps of one child or adult."""

    review: str = ""
    start: str | None = None
    end: str | None = None
    subject: str | None = None
    as_printed: str | None = None


class Proceedings(Record, frozen=True, kw_only=True):
    """Criminal, inquest, family or civil proceedings beside a review."""

    review: str = ""
    kind: str = ""
    open: str | None = None
    ended: str | None = None


class Told(Record, frozen=True, kw_only=True):
    """A group told of a review, or sent a document that left the register: a date, never a name.

    Either `review` or `export` says of what.
    """

    review: str | None = None
    export: str | None = None
    whom: str = ""
    on: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Finding(Record, frozen=True, kw_only=True):
    """What a review found or taught.

    `as_printed` is the document's wording, where a person worded `text` otherwise at the import.
    `shared_ref` is what the body that shared its review calls it.
    """

    review: str = ""
    label: str | None = None
    text: str = ""
    as_printed: str | None = None
    kind: str = "concern"
    led_to: tuple[str, ...] = ()
    no_recommendation_why: str | None = None
    public_wording: str | None = None
    page: int | None = None
    order: int = 0
    theme_heading: str | None = None
    group: str | None = None
    shared_ref: str | None = None
    import_ref: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
