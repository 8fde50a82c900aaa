"""Forms for a review, its periods of practice and its findings."""

from auditrack.commands.review import AddReview
from auditrack.model.words import (
    FINDING_KINDS,
    HISTORIES,
    PROCEEDINGS,
    PUBLISHABLE,
    REVIEW_STATUSES,
    REVIEW_TYPES,
)
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Field
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.why import REASON, WHY

_TYPE = Field("type", "Type", "pick", choices=choices.of_words(REVIEW_TYPES), open=True)
_HISTORY = Field(
    "history",
    "History",
    "pick",
    "Whether the actions and audits since were looked for.",
    choices=choices.of_words(HISTORIES),
)
_PUBLISHED = Field("published", "Published", "date", "Any precision; blank where not yet.")
_SEVERAL = "Several are separated by semicolons."
_MORE = (
    Field("case_id", "Case", "line", "The same for summary, overview and response.", more=True),
    Field("arranged", "Arranged", "date", more=True),
    Field("due", "Due", "date", more=True),
    Field("concluded", "Concluded", "date", more=True),
    Field("delay_reason", "Reason for delay", "text", more=True),
    Field("stage", "Stage", "line", more=True),
    Field(
        "status",
        "Status",
        "pick",
        choices=choices.of_words(REVIEW_STATUSES, "superseded", "withdrawn"),
        more=True,
    ),
    Field("provisional_until", "Provisional until", "date", more=True),
    Field("publishable", "Publishable", "pick", choices=choices.of_words(PUBLISHABLE), more=True),
    Field("publishable_after", "Publishable after", "date", more=True),
)


def _added(given: Given) -> AddReview:
    told = {
        name: str(value)
        for name, value in given.values.items()
        if value and name not in ("practice", "ref", "title")
    }
    practice = str(given.values.get("practice", ""))
    return AddReview(
        ref=str(given.values["ref"]),
        title=str(given.values["title"]),
        practice=tuple(part for one in practice.split(";") if (part := one.strip())),
        **told,  # type: ignore[arg-type]
    )


FORMS = (
    Form(
        "review-add",
        "Add a review",
        "review:AddReview",
        (
            Field("title", "Title", "line", needed=True),
            Field("ref", "Reference", "line", "Short and for ever, as in child-f.", needed=True),
            _TYPE,
            _PUBLISHED,
            Field(
                "practice",
                "Practice from-to",
                "line",
                f"The time looked at, as in 2014 to March 2016. {_SEVERAL}",
            ),
            _HISTORY,
            *_MORE,
            WHY,
        ),
        make=_added,
    ),
    Form(
        "review-edit",
        "Correct the review",
        "review:EditReview",
        (Field("title", "Title", "line"), _TYPE, _PUBLISHED, _HISTORY, *_MORE, WHY),
        about="ref",
        edits=True,
        table="reviews",
    ),
    Form(
        "window-add",
        "Add a period of practice",
        "window:AddWindow",
        (
            Field("practice", "Practice from-to", "period", "", True),
            WHY,
        ),
        about="review",
    ),
    Form(
        "proceedings",
        "Proceedings beside the review",
        "proceedings:RecordProceedings",
        (
            Field("kind", "Kind", "pick", needed=True, choices=choices.of_words(PROCEEDINGS)),
            Field("open", "Open since", "date"),
            Field("ended", "Ended on", "date", "Blank while they go on."),
            WHY,
        ),
        about="review",
    ),
    Form(
        "review-withdraw",
        "Withdraw the review",
        "review:WithdrawReview",
        (REASON,),
        about="ref",
        confirm="It is taken out of every count. The history keeps it, and it can be put back.",
    ),
    Form(
        "finding-add",
        "Add a finding",
        "finding:AddFinding",
        (
            Field("review", "Review", "pick", needed=True, choices=choices.reviews),
            Field("text", "Text", "text", "Word for word as printed.", needed=True),
            Field("label", "Label", "line"),
            Field("kind", "Kind", "pick", choices=choices.of_words(FINDING_KINDS)),
            Field("theme", "Themes", "picks", "Confirmed by you.", choices=choices.themes),
            Field("led_to", "Led to", "picks", choices=choices.recommendations, more=True),
            Field("no_recommendation_why", "Why none", "text", more=True),
            WHY,
        ),
        about="review",
        start=lambda records, ref, today: {"kind": "concern"},
    ),
    Form(
        "finding-edit",
        "Correct the finding",
        "finding:EditFinding",
        (
            Field("text", "Text", "text"),
            Field("label", "Label", "line"),
            Field("kind", "Kind", "pick", choices=choices.of_words(FINDING_KINDS)),
            Field("led_to", "Led to", "picks", choices=choices.recommendations),
            Field("no_recommendation_why", "Why none", "text"),
            WHY,
        ),
        about="ref",
        edits=True,
        table="findings",
    ),
    Form(
        "finding-withdraw",
        "Withdraw the finding",
        "finding:WithdrawFinding",
        (REASON,),
        about="ref",
        confirm="It is taken out of every count. The history keeps it, and it can be put back.",
    ),
)
