"""Forms for an ask: its wording, its replies, the board's decisions, its themes and links."""

from datetime import date

from auditrack.commands.decision import UNKEEP, DecideRecommendation
from auditrack.model.change import Records
from auditrack.model.words import (
    ANSWERS,
    DECISIONS,
    LINK_KINDS,
    REACHES,
    RECOMMENDATION_KINDS,
    RECOMMENDATION_STATES,
)
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import CLEAR, Choice, Field
from auditrack.tui.forms.form import Form, Given, Values
from auditrack.tui.forms.why import REASON, WHY
from auditrack.views.kept_themes import KEEP

_AGENCIES = Field("agencies", "Agencies asked", "picks", choices=choices.agencies, open=True)
_OUTCOME = Field("outcome", "Intended outcome", "text", "What shall be different for people.")
_MEASURE = Field("measure", "How we will know", "text")
_DUE = Field("due", "Due", "date", "As printed in the review.")
_STATE = Field("state", "State", "pick", choices=choices.of_words(RECOMMENDATION_STATES))
_REACH = Field("reach", "Reach", "pick", choices=choices.of_words(REACHES), more=True)
_KIND = Field("kind", "Kind", "pick", choices=choices.of_words(RECOMMENDATION_KINDS), more=True)
_MORE = (
    Field("group", "Group heading", "line", "As printed.", more=True),
    Field("title", "Short title", "line", more=True),
    Field("public_wording", "Public wording", "text", more=True),
    Field("impact_due", "Impact due", "date", more=True),
    Field("delivering", "Delivering subgroup", "pick", choices=choices.subgroups, more=True),
    Field("assuring", "Assuring subgroup", "pick", choices=choices.subgroups, more=True),
    Field("priority", "Priority", "line", more=True),
)
_ELSEWHERE = ("extend", "close", "re-open", "return", UNKEEP)
"""Decisions that have forms of their own."""


def _asked(records: Records, ref: str, today: date) -> Values:
    """The one agency asked, where there is one."""
    document = records.get("recommendations", ref)
    asked = tuple(document.get("agencies", ())) if document is not None else ()
    return {"agency": str(asked[0])} if len(asked) == 1 else {}


def _missing(records: Records, ref: str, today: date) -> str:
    """What is missing for closing, said before anybody tries."""
    from auditrack.views.asks import ask_of

    missing = ask_of(records, ref, today).missing
    if not missing:
        return "Nothing is missing for closing. Closing is no proof that practice changed."
    return "Still missing: " + " ".join(missing)


def _kept(given: Given) -> DecideRecommendation:
    told = {name: str(value) for name, value in given.values.items() if value}
    if told.get("until") == CLEAR:
        del told["until"]
        return DecideRecommendation(ref=given.ref, decision=UNKEEP, **told)
    return DecideRecommendation(ref=given.ref, decision=KEEP, **told)


def _kept_now(records: Records, ref: str, today: date) -> str:
    """Until when a theme is kept under review already."""
    from auditrack.views.kept_themes import kept_by
    from auditrack.views.wording import decided_in_words

    decision = kept_by(records, ref)
    if decision is None:
        return ""
    return f"It is {decided_in_words(decision)}. A dash for the day ends that, with a reason."


FORMS = (
    Form(
        "recommendation-add",
        "Add a recommendation",
        "recommendation:AddRecommendation",
        (
            Field("review", "Review", "pick", needed=True, choices=choices.reviews),
            Field("text", "Text", "text", "Word for word as printed.", needed=True),
            Field("label", "Label", "line", "As printed, as in 4.2."),
            _AGENCIES,
            Field("theme", "Themes", "picks", "Confirmed by you.", choices=choices.themes),
            _STATE,
            _DUE,
            _OUTCOME,
            _MEASURE,
            _REACH,
            _KIND,
            Field("done_on", "Said done on", "date", more=True),
            *_MORE,
            WHY,
        ),
        about="review",
        start=lambda records, ref, today: {"kind": "recommendation"},
    ),
    Form(
        "recommendation-edit",
        "Correct the recommendation",
        "recommendation:EditRecommendation",
        (
            Field("text", "Text", "text", "Word for word as printed."),
            Field("label", "Label", "line"),
            _AGENCIES,
            _OUTCOME,
            _MEASURE,
            _DUE,
            _STATE,
            _REACH,
            _KIND,
            *_MORE,
            WHY,
        ),
        about="ref",
        edits=True,
        table="recommendations",
    ),
    Form(
        "recommendation-withdraw",
        "Withdraw the recommendation",
        "recommendation:WithdrawRecommendation",
        (REASON,),
        about="ref",
        confirm="It is taken out of every count. The history keeps it, and it can be put back.",
    ),
    Form(
        "reply",
        "Reply of an agency",
        "reply:ReplyToRecommendation",
        (
            Field("agency", "Agency", "pick", needed=True, choices=choices.agencies, open=True),
            Field("answer", "Answer", "pick", choices=choices.of_words(ANSWERS)),
            Field("on", "Answered on", "date"),
            Field("reason", "Reason", "text", "A refusal needs one."),
            Field("passed_to", "Passed on to", "line"),
            Field("asked_on", "Asked on", "date"),
            Field("due_back", "Due back", "date"),
            WHY,
        ),
        about="ref",
        start=_asked,
    ),
    Form(
        "decide",
        "Decide on",
        "decision:DecideRecommendation",
        (
            Field(
                "decision",
                "Decision",
                "pick",
                needed=True,
                choices=choices.of_words(DECISIONS, *_ELSEWHERE),
            ),
            Field("reason", "Reason", "text"),
            Field("until", "Look again on", "date", "Needed to keep it under review."),
            Field("on", "Decided on", "date", "Blank means today."),
            Field("dissent", "Dissent", "text", more=True),
            WHY,
        ),
        about="ref",
    ),
    Form(
        "keep-under-review",
        "Keep under review",
        "decision:DecideRecommendation",
        (
            Field("until", "Look again on", "date", needed=True, clears=True),
            Field("reason", "Reason", "text"),
            Field("on", "Decided on", "date", "Blank means today."),
            WHY,
        ),
        about="ref",
        note=_kept_now,
        make=_kept,
    ),
    Form(
        "close",
        "Close",
        "closing:CloseRecommendation",
        (
            Field("reason", "Reason", "text"),
            Field("on", "Closed on", "date", "Blank means today."),
            Field(
                "override",
                "Override",
                "text",
                "A chair's reason to close although something is missing; every report prints it.",
            ),
            Field("dissent", "Dissent", "text", more=True),
            WHY,
        ),
        about="ref",
        note=_missing,
        confirm="It is then closed. Closing never says that practice changed.",
    ),
    Form(
        "reopen",
        "Re-open",
        "decision:ReopenRecommendation",
        (
            Field("reason", "Reason", "text", needed=True),
            Field("on", "Re-opened on", "date", "Blank means today."),
            WHY,
        ),
        about="ref",
    ),
    Form(
        "theme-link",
        "Theme of",
        "theme_link:LinkTheme",
        (
            Field("theme", "Theme", "pick", needed=True, choices=choices.themes),
            Field(
                "status",
                "It is",
                "pick",
                choices=lambda _: (
                    Choice("confirm", "confirmed: the text speaks of it"),
                    Choice("reject", "rejected: it does not"),
                    Choice("suggest", "suggested, to be looked at"),
                ),
            ),
            Field(
                "concern",
                "Concern from-to",
                "period",
                "When the weakness was seen in practice, where the review says so.",
            ),
            Field("subject", "Whose", "line", "A pseudonym, as in the review.", more=True),
            WHY,
        ),
        about="ref",
        start=lambda records, ref, today: {"status": "confirm"},
    ),
    Form(
        "link",
        "Link to another",
        "link:LinkRecommendations",
        (
            Field("other", "Other", "pick", "The earlier one.", True, choices.recommendations),
            Field("kind", "It is", "pick", needed=True, choices=choices.of_words(LINK_KINDS)),
            Field(
                "degree",
                "How far",
                "pick",
                choices=choices.of_words(
                    {"same": "the same", "stronger": "stronger", "different": "different"}
                ),
                more=True,
            ),
            WHY,
        ),
        about="ref",
    ),
)
