"""How records speak of themes: links, the mention each makes, and the board's own themes."""

from auditrack.model.record import Record


class ThemeLink(Record, frozen=True, kw_only=True):
    """A recommendation's or finding's link to a theme: suggested until a person says so.

    `import_ref` is the import at which a person confirmed it; `shared` that it came with a review
    that another body shared.
    """

    of: str = ""
    review: str = ""
    theme: str = ""
    status: str = "suggested"
    lexicon: str | None = None
    because: tuple[str, ...] = ()
    score: float | None = None
    shared: bool = False
    import_ref: str | None = None


class Mention(Record, frozen=True, kw_only=True):
    """Details of the mention that a theme link makes: whose concern, and when."""

    link: str = ""
    review: str = ""
    theme: str = ""
    subject: str | None = None
    concern_from: str | None = None
    concern_to: str | None = None


class BoardTheme(Record, frozen=True, kw_only=True):
    """The board's own theme, or its change to one of the library."""

    name: str | None = None
    definition: str | None = None
    scope: str | None = None
    parent: str | None = None
    merged_into: str | None = None
    split_from: str | None = None
    kind: str | None = None


class Phrase(Record, frozen=True, kw_only=True):
    """A phrase the board added to a theme."""

    theme: str = ""
    phrase: str = ""
    weak: bool = False


class RecurrenceReason(Record, frozen=True, kw_only=True):
    """Why a theme came back, as an agency sees it, or the board where none is named."""

    theme: str = ""
    agency: str | None = None
    kind: str = ""
    text: str | None = None
    on: str | None = None
